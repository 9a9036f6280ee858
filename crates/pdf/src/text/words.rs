//! Glyphs to words, by where they stand.
//!
//! The order of drawing decides nothing but the order of the words: producers draw letter by letter, right-aligned
//! digits in pieces, or a page's bold text before the rest. Glyphs are sorted into lines of one direction and one
//! baseline (see `lines`), and a line falls into words at spaces, at gaps that the spacing of its own letters
//! does not explain, and at upright rules. Marks that stand higher than their word are found at the end
//! (see `raised`).

use boardlift_model::{BBox, Rgb, Rule, Turn, Word};
use hayro_interpret::kurbo::{Point, Vec2};

use crate::text::barriers::Barriers;
use crate::text::glyph::Glyph;
use crate::text::lines::{Item, Part, lines};
use crate::text::{gaps, raised};

/// How far type reaches above and below its baseline, in ems. The sum of one em keeps the words of neighbouring lines
/// apart, which no type is set closer than; fonts' own figures reach up to half an em further and would not.
pub(crate) const ASCENT: f64 = 0.75;
pub(crate) const DESCENT: f64 = 0.25;

/// A word in the making, in the coordinates of its direction: `u` runs along the baseline, `v` down across it.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    pub(crate) text: String,
    pub(crate) from: f64,
    pub(crate) to: f64,
    pub(crate) baseline: f64,
    pub(crate) size: f64,
    pub(crate) raised: bool,
    ink: Rgb,
    bold: bool,
    /// When its first glyph was drawn.
    drawn: usize,
}

/// The words that the glyphs make, in the order in which they were drawn. No word runs through an upright rule.
pub(crate) fn words(glyphs: &[Glyph], rules: &[Rule]) -> Vec<Word> {
    let barriers = Barriers::new(rules);
    let mut words: Vec<(usize, Word)> = Vec::new();
    for direction in lines(glyphs) {
        let along = direction.along;
        let mut drafts = Vec::new();
        for line in direction.iter() {
            split(line, glyphs, along, &barriers, &mut drafts);
        }
        raised::mark(&mut drafts);
        words.extend(drafts.into_iter().map(|draft| (draft.drawn, draft.into_word(along))));
    }
    words.sort_by_key(|(drawn, _)| *drawn);
    words.into_iter().map(|(_, word)| word).collect()
}

/// Splits a line into words.
fn split(line: &[Item], glyphs: &[Glyph], along: Vec2, barriers: &Barriers<'_>, drafts: &mut Vec<Draft>) {
    let mut letters = without_doubles(line, glyphs);
    letters.retain(|(item, _)| matches!(item.part, Part::Letters | Part::Superior));
    let breaks = gaps::breaks(line, &letters);
    let is_upright = along.x > 0.99;
    let mut open = 0;
    for place in 0..letters.len() {
        let is_last = place + 1 == letters.len();
        let ends = is_last || breaks[place] || {
            let (item, next) = (letters[place].0, letters[place + 1].0);
            is_upright && barriers.stand_between(&item, &next)
                || raised::parts_script(&letters[open..=place], next, glyphs)
        };
        if ends {
            drafts.extend(Draft::new(&letters[open..=place], glyphs));
            open = place + 1;
        }
    }
}

/// Drops glyphs that are drawn again over themselves, and says of each that is left whether it was thickened so.
/// The last drawn is on top: its colour is seen.
fn without_doubles(items: &[Item], glyphs: &[Glyph]) -> Vec<(Item, bool)> {
    let mut kept: Vec<(Item, bool)> = Vec::with_capacity(items.len());
    for item in items {
        match double(item, &mut kept, glyphs) {
            Some((other, bold)) => {
                // Drawn again in the very same place it is not bolder for it.
                *bold |= (item.from - other.from).abs().max((item.baseline - other.baseline).abs())
                    > 0.005 * item.size;
                if item.glyph > other.glyph {
                    (other.glyph, other.run) = (item.glyph, item.run);
                }
            }
            None => kept.push((*item, false)),
        }
    }
    kept
}

/// The glyph that this one is drawn over, if it is the same one again.
fn double<'k>(item: &Item, kept: &'k mut [(Item, bool)], glyphs: &[Glyph]) -> Option<&'k mut (Item, bool)> {
    // A double is shifted by a fraction of its stem; a neighbour stands a whole advance away. Three glyphs back is as
    // far as the double of a narrow letter can be parted from it by the sorting.
    const REACH: usize = 3;
    let glyph = &glyphs[item.glyph];
    let near = 0.3 * glyph.advance.min(glyph.size);
    let start = kept.len().saturating_sub(REACH);
    // The glyphs are in the order of their beginnings, so beyond the first that is not near none is.
    let mut close = kept[start..].iter_mut().rev().take_while(|(other, _)| item.from - other.from < near);
    close.find(|(other, _)| {
        let first = &glyphs[other.glyph];
        (item.baseline - other.baseline).abs() < 0.1 * glyph.size
            && first.letters == glyph.letters
            && (first.size - glyph.size).abs() < 0.1 * glyph.size
    })
}

impl Draft {
    /// The word that these glyphs make, left to right along the baseline.
    fn new(letters: &[(Item, bool)], glyphs: &[Glyph]) -> Option<Draft> {
        let first = letters.first()?.0;
        let (mut largest, mut to, mut drawn) = (first, first.to, first.glyph);
        let (mut bold, mut raised) = (0, true);
        let mut text = String::with_capacity(letters.len());
        for (item, is_thickened) in letters {
            let glyph = &glyphs[item.glyph];
            if item.size >= largest.size {
                largest = *item;
            }
            to = to.max(item.to);
            drawn = drawn.min(item.glyph);
            bold += usize::from(*is_thickened || glyph.bold);
            raised &= item.part == Part::Superior;
            glyph.letters.push_to(&mut text);
        }
        Some(Draft {
            text: reading(text, letters, glyphs),
            from: first.from,
            to,
            baseline: largest.baseline,
            size: largest.size,
            raised,
            ink: glyphs[first.glyph].ink,
            bold: 2 * bold > letters.len(),
            drawn,
        })
    }

    #[expect(clippy::cast_possible_truncation, reason = "points of a page")]
    fn into_word(self, along: Vec2) -> Word {
        let down = Vec2::new(-along.y, along.x);
        let place = |u: f64, v: f64| (along * u + down * v).to_point();
        let (top, bottom) = (self.baseline - ASCENT * self.size, self.baseline + DESCENT * self.size);
        let corners =
            [place(self.from, top), place(self.to, top), place(self.from, bottom), place(self.to, bottom)];
        let middle = place(f64::midpoint(self.from, self.to), self.baseline);
        let turn = turn(along);
        let baseline = match turn {
            Turn::Upright | Turn::Reversed => middle.y,
            Turn::Up | Turn::Down => middle.x,
        };
        Word {
            text: raised::plain(self.text, self.raised),
            bbox: around(corners),
            size: self.size as f32,
            baseline: baseline as f32,
            turn,
            bold: self.bold,
            raised: self.raised,
            ink: self.ink,
        }
    }
}

/// The text of a word whose glyphs say `text` from left to right; words of a script that is read from right to left stay
/// as drawn.
fn reading(mut text: String, letters: &[(Item, bool)], glyphs: &[Glyph]) -> String {
    if text.is_ascii() || !text.chars().any(reads_leftward) {
        return text;
    }
    let mut drawn: Vec<usize> = letters.iter().map(|(item, _)| item.glyph).collect();
    drawn.sort_unstable();
    text.clear();
    for glyph in drawn {
        glyphs[glyph].letters.push_to(&mut text);
    }
    text
}

/// Hebrew, Arabic and their neighbours, with their presentation forms.
fn reads_leftward(letter: char) -> bool {
    matches!(letter, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFE}')
}

fn turn(along: Vec2) -> Turn {
    match (along.x.abs() >= along.y.abs(), along.x >= 0.0, along.y < 0.0) {
        (true, true, _) => Turn::Upright,
        (true, false, _) => Turn::Reversed,
        (false, _, true) => Turn::Up,
        (false, _, false) => Turn::Down,
    }
}

#[expect(clippy::cast_possible_truncation, reason = "points of a page")]
fn around(corners: [Point; 4]) -> BBox {
    let lowest = |of: fn(&Point) -> f64| corners.iter().map(of).fold(f64::INFINITY, f64::min) as f32;
    let highest = |of: fn(&Point) -> f64| corners.iter().map(of).fold(f64::NEG_INFINITY, f64::max) as f32;
    BBox { x0: lowest(|p| p.x), y0: lowest(|p| p.y), x1: highest(|p| p.x), y1: highest(|p| p.y) }
}

#[cfg(test)]
mod tests {
    use boardlift_model::Axis;

    use super::*;
    use crate::text::glyph::line_of;

    /// Text whose letters are half an em wide: x and baseline of its first letter, size, extra space after each letter.
    struct Text(f64, f64, f64, f64, &'static str);

    fn glyphs(texts: &[Text]) -> Vec<Glyph> {
        let mut glyphs = Vec::new();
        for (run, Text(x, y, size, spacing, text)) in (0..).zip(texts) {
            for (place, glyph) in line_of(text).into_iter().enumerate() {
                let origin = Point::new(x + place as f64 * (size / 2.0 + spacing), *y);
                glyphs.push(Glyph { origin, advance: size / 2.0, size: *size, run, ..glyph });
            }
        }
        glyphs
    }

    /// The words with a bar between each two, raised ones after a hat and bold ones in stars.
    fn shown(words: &[Word]) -> String {
        let show = |word: &Word| match (word.raised, word.bold) {
            (true, _) => format!("^{}", word.text),
            (false, true) => format!("*{}*", word.text),
            (false, false) => word.text.clone(),
        };
        words.iter().map(show).collect::<Vec<_>>().join("|")
    }

    fn check(texts: &[Text], expected: &str) {
        assert_eq!(shown(&words(&glyphs(texts), &[])), expected);
    }

    #[test]
    fn spaces_and_gaps_part_words() {
        check(&[Text(0.0, 100.0, 10.0, 0.0, "one two")], "one|two");
        check(&[Text(0.0, 100.0, 10.0, 0.0, "one"), Text(17.5, 100.0, 10.0, 0.0, "two")], "one|two");
        check(&[Text(0.0, 100.0, 10.0, 0.0, "one"), Text(0.0, 112.0, 10.0, 0.0, "two")], "one|two");
    }

    #[test]
    fn kerned_pieces_are_one_word_in_any_order() {
        check(&[Text(0.0, 100.0, 10.0, 0.0, "wo"), Text(10.5, 100.0, 10.0, 0.0, "rd")], "word");
        check(&[Text(10.0, 100.0, 10.0, 0.0, "34"), Text(0.0, 100.02, 10.0, 0.0, "12")], "1234");
    }

    #[test]
    fn letters_spaced_alike_are_one_word() {
        check(&[Text(0.0, 100.0, 10.0, 2.0, "11,062.6")], "11,062.6");
        check(&[Text(0.0, 100.0, 10.0, 2.5, "KEY FIGURES")], "KEY|FIGURES");
        check(&[Text(0.0, 100.0, 10.0, -0.5, "tight text")], "tight|text");
    }

    #[test]
    fn figures_of_narrow_columns_stay_apart() {
        let columns: Vec<Text> = (0..5).map(|n| Text(9.0 * f64::from(n), 100.0, 10.0, 0.0, "7")).collect();
        check(&columns, "7|7|7|7|7");
        check(&[Text(0.0, 100.0, 10.0, 2.0, "123")], "1|2|3");
    }

    #[test]
    fn a_space_under_the_letters_of_a_neighbour_parts_nothing() {
        check(&[Text(0.0, 100.0, 10.0, 0.0, "ab     "), Text(17.0, 100.0, 10.0, 0.0, "cdef")], "ab|cdef");
    }

    #[test]
    fn doubles_are_dropped_and_bold() {
        check(&[Text(0.0, 100.0, 10.0, 0.0, "all"), Text(0.3, 100.0, 10.0, 0.0, "all")], "*all*");
        check(&[Text(0.0, 100.0, 10.0, 0.0, "all"), Text(0.0, 100.0, 10.0, 0.0, "all")], "all");
    }

    #[test]
    fn marks() {
        check(&[Text(0.0, 100.0, 10.0, 0.0, "85%"), Text(15.0, 96.0, 6.0, 0.0, "1")], "85%|^1");
        check(&[Text(0.0, 100.0, 10.0, 0.0, "85%¹")], "85%|^1");
        check(&[Text(0.0, 100.0, 10.0, 0.0, "5 km² of")], "5|km²|of");
        check(&[Text(0.0, 100.0, 10.0, 0.0, "1"), Text(5.0, 96.0, 6.0, 0.0, "st")], "1st");
        check(
            &[
                Text(0.0, 100.0, 10.0, 0.0, "("),
                Text(5.0, 96.0, 6.0, 0.0, "7"),
                Text(8.0, 100.0, 10.0, 0.0, "),"),
            ],
            "(7),",
        );
        check(&[Text(0.0, 100.0, 10.0, 0.0, "CO"), Text(10.0, 102.0, 6.0, 0.0, "2")], "CO2");
        check(&[Text(0.0, 100.0, 24.0, 0.0, "85"), Text(26.0, 92.0, 8.0, 0.0, "percent")], "85|percent");
        check(&[Text(0.0, 100.0, 10.0, 0.0, "85"), Text(30.0, 96.0, 6.0, 0.0, "1")], "85|1");
    }

    #[test]
    fn no_word_runs_through_a_rule() {
        let rule = |at| Rule {
            axis: Axis::Upright,
            at,
            from: 80.0,
            to: 120.0,
            width: 0.5,
            colour: Rgb::BLACK,
            dashed: false,
        };
        let texts = [Text(0.0, 100.0, 10.0, 0.0, "12"), Text(11.0, 100.0, 10.0, 0.0, "34")];
        assert_eq!(shown(&words(&glyphs(&texts), &[rule(10.5)])), "12|34");
        assert_eq!(shown(&words(&glyphs(&texts), &[rule(5.0)])), "1234");
    }

    #[test]
    fn turned_words_have_their_turn_and_box() {
        for (along, turn, bbox) in [
            (Vec2::new(1.0, 0.0), Turn::Upright, [50.0, 42.5, 60.0, 52.5]),
            (Vec2::new(0.0, -1.0), Turn::Up, [42.5, 40.0, 52.5, 50.0]),
            (Vec2::new(0.0, 1.0), Turn::Down, [47.5, 50.0, 57.5, 60.0]),
            (Vec2::new(-1.0, 0.0), Turn::Reversed, [40.0, 47.5, 50.0, 57.5]),
        ] {
            let mut glyphs = line_of("ab");
            for (place, glyph) in glyphs.iter_mut().enumerate() {
                glyph.along = along;
                glyph.origin = Point::new(50.0, 50.0) + along * (5.0 * place as f64);
            }
            let words = words(&glyphs, &[]);
            assert_eq!(shown(&words), "ab", "{turn:?}");
            let BBox { x0, y0, x1, y1 } = words[0].bbox;
            assert_eq!((words[0].turn, [x0, y0, x1, y1], words[0].baseline), (turn, bbox, 50.0));
        }
    }

    #[test]
    fn a_script_read_leftward_stays_as_drawn() {
        let mut glyphs = line_of("שלום");
        let places: Vec<Point> = glyphs.iter().rev().map(|glyph| glyph.origin).collect();
        glyphs.iter_mut().zip(places).for_each(|(glyph, place)| glyph.origin = place);
        assert_eq!(shown(&words(&glyphs, &[])), "שלום");
    }
}
