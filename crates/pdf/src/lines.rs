//! Glyphs sorted into lines: one direction, one baseline, from the beginning to the end.

use std::collections::BTreeMap;

use hayro_interpret::kurbo::Vec2;

use crate::glyph::Glyph;

/// The lines that run in one direction.
#[derive(Debug)]
pub(crate) struct Lines {
    /// The direction, of length 1.
    pub(crate) along: Vec2,
    /// The lines, by their baselines.
    pub(crate) lines: Vec<Line>,
}

/// The glyphs on one baseline, in the order of their beginnings.
#[derive(Debug, Default)]
pub(crate) struct Line {
    pub(crate) items: Vec<Item>,
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
}

/// Baselines that are nearer than this, in ems, are one: rounding moves glyphs by less, raised type by more.
const ONE_BASELINE: f64 = 0.1;

/// A line's baselines are spread over no more than this, in ems, lest a chain of rounding joins two lines.
const MOST_SPREAD: f64 = 0.3;

/// Sorts the glyphs into lines. Sorting is all that it costs, however they stand.
pub(crate) fn lines(glyphs: &[Glyph]) -> Vec<Lines> {
    let mut directions: BTreeMap<i32, (Vec2, Vec<usize>)> = BTreeMap::new();
    for (place, glyph) in glyphs.iter().enumerate() {
        directions
            .entry(half_degrees(glyph.along))
            .or_insert_with(|| (glyph.along, Vec::new()))
            .1
            .push(place);
    }
    directions.into_values().map(|(along, places)| in_direction(along, &places, glyphs)).collect()
}

/// The direction in half degrees: finer than the eye tells apart, coarser than rounding.
#[expect(clippy::cast_possible_truncation, reason = "between -360 and 360")]
fn half_degrees(along: Vec2) -> i32 {
    let angle = (2.0 * along.y.atan2(along.x).to_degrees()).round() as i32;
    if angle == -360 { 360 } else { angle }
}

fn in_direction(along: Vec2, places: &[usize], glyphs: &[Glyph]) -> Lines {
    let down = Vec2::new(-along.y, along.x);
    let mut items: Vec<Item> = places
        .iter()
        .map(|&place| {
            let glyph = &glyphs[place];
            let origin = glyph.origin.to_vec2();
            let from = origin.dot(along);
            Item {
                glyph: place,
                from,
                to: from + glyph.advance,
                baseline: origin.dot(down),
                size: glyph.size,
            }
        })
        .collect();
    items.sort_by(|a, b| a.baseline.total_cmp(&b.baseline));
    let mut lines: Vec<Line> = Vec::new();
    for item in items {
        match lines.last_mut() {
            Some(line) if line.takes(&item) => line.items.push(item),
            _ => lines.push(Line { items: vec![item] }),
        }
    }
    for line in &mut lines {
        line.items.sort_by(|a, b| a.from.total_cmp(&b.from).then(a.glyph.cmp(&b.glyph)));
    }
    Lines { along, lines }
}

impl Line {
    /// Whether a glyph with the next lower baseline is on this line.
    fn takes(&self, item: &Item) -> bool {
        let (Some(first), Some(last)) = (self.items.first(), self.items.last()) else { return true };
        let size = item.size.min(last.size);
        item.baseline - last.baseline <= ONE_BASELINE * size
            && item.baseline - first.baseline <= MOST_SPREAD * size
    }
}
