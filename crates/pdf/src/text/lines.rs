//! Glyphs sorted into lines: one direction, one baseline, from the beginning to the end.

use std::collections::BTreeMap;

use hayro_interpret::kurbo::Vec2;

use crate::text::glyph::Glyph;
use crate::text::letters::Letters;
use crate::text::raised::is_superior;

/// The lines that run in one direction.
#[derive(Debug)]
pub(crate) struct Lines {
    /// The direction, of length 1.
    pub(crate) along: Vec2,
    /// The glyphs, line after line.
    items: Vec<Item>,
    /// Where the lines end in `items`.
    ends: Vec<usize>,
}

/// A glyph's place in its line.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Item {
    /// Which glyph it is.
    pub(crate) glyph: usize,
    /// Where it begins along the baseline.
    pub(crate) from: f64,
    /// Where its advance ends.
    pub(crate) to: f64,
    /// How far down its baseline lies.
    pub(crate) baseline: f64,
    /// Its type size.
    pub(crate) size: f64,
    /// The number of the show operator that drew it.
    pub(crate) run: u32,
    /// What its letters are to a word.
    pub(crate) part: Part,
}

/// What a glyph is to a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// A space, which parts words.
    Space,
    /// Nothing to read.
    Nothing,
    /// A superior figure.
    Superior,
    /// Any other letters.
    Letters,
}

impl Part {
    fn of(letters: &Letters) -> Part {
        match letters {
            Letters::Nothing => Part::Nothing,
            letters if letters.is_space() => Part::Space,
            letters if is_superior(letters) => Part::Superior,
            Letters::One(_) | Letters::Many(_) => Part::Letters,
        }
    }
}

/// Baselines that are nearer than this, in ems, are one: rounding moves glyphs by less, raised type by more.
const ONE_BASELINE: f64 = 0.1;

/// A line's baselines are spread over no more than this, in ems, lest a chain of rounding joins two lines.
const MOST_SPREAD: f64 = 0.3;

/// Sorts the glyphs into lines. Sorting is all that it costs, however they stand.
pub(crate) fn lines(glyphs: &[Glyph]) -> Vec<Lines> {
    let mut directions: BTreeMap<i32, (Vec2, Vec<Item>)> = BTreeMap::new();
    let mut place = 0;
    for alike in glyphs.chunk_by(|glyph, next| glyph.along == next.along) {
        let along = alike[0].along;
        let (along, items) = directions.entry(half_degrees(along)).or_insert_with(|| (along, Vec::new()));
        items.extend(alike.iter().zip(place..).map(|(glyph, place)| Item::new(place, glyph, *along)));
        place += alike.len();
    }
    directions.into_values().map(|(along, items)| Lines::new(along, items)).collect()
}

/// The direction in half degrees: finer than the eye tells apart, coarser than rounding.
#[expect(clippy::cast_possible_truncation, reason = "between -360 and 360")]
fn half_degrees(along: Vec2) -> i32 {
    let angle = (2.0 * along.y.atan2(along.x).to_degrees()).round() as i32;
    if angle == -360 { 360 } else { angle }
}

impl Item {
    fn new(place: usize, glyph: &Glyph, along: Vec2) -> Item {
        let down = Vec2::new(-along.y, along.x);
        let origin = glyph.origin.to_vec2();
        let from = origin.dot(along);
        Item {
            glyph: place,
            from,
            to: from + glyph.advance,
            baseline: origin.dot(down),
            size: glyph.size,
            run: glyph.run,
            part: Part::of(&glyph.letters),
        }
    }
}

impl Lines {
    fn new(along: Vec2, items: Vec<Item>) -> Lines {
        let mut items = by_baseline(items);
        let mut ends = Vec::new();
        let mut start = 0;
        for place in 1..=items.len() {
            if items.get(place).is_none_or(|next| !takes(&items[start..place], next)) {
                items[start..place].sort_by(|a, b| a.from.total_cmp(&b.from).then(a.glyph.cmp(&b.glyph)));
                ends.push(place);
                start = place;
            }
        }
        Lines { along, items, ends }
    }

    /// The lines, by their baselines: the glyphs of each, in the order of their beginnings.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &[Item]> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, end)| &self.items[start..*end])
    }
}

/// The glyphs sorted by their baselines. Those that follow each other on one are sorted as one: they are many.
fn by_baseline(items: Vec<Item>) -> Vec<Item> {
    if items.is_sorted_by(|a, b| a.baseline.total_cmp(&b.baseline).is_le()) {
        return items;
    }
    let mut pieces: Vec<&[Item]> = items.chunk_by(|a, b| a.baseline.total_cmp(&b.baseline).is_eq()).collect();
    pieces.sort_by(|a, b| a[0].baseline.total_cmp(&b[0].baseline));
    pieces.concat()
}

/// Whether a glyph with the next lower baseline is on this line.
fn takes(line: &[Item], item: &Item) -> bool {
    let (Some(first), Some(last)) = (line.first(), line.last()) else { return true };
    let size = item.size.min(last.size);
    item.baseline - last.baseline <= ONE_BASELINE * size
        && item.baseline - first.baseline <= MOST_SPREAD * size
}
