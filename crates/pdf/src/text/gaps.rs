//! Where a line falls into words: at gaps that the spacing of its letters doesn't explain.
//!
//! A gap is measured in ems from the end of one advance to the beginning of the next glyph, so the fonts' own widths
//! and kerning are out of it. What is left is the producer's spacing, which is judged for each phrase (a stretch
//! without a wide gap) by the phrase itself: letters that are all spaced apart are one word, and a word ends where the
//! gap is a space wider than theirs.

use crate::text::lines::{Item, Part};

/// A gap of this many ems is a space in text that is set without extra spacing. Spaces are a quarter to a third of
/// an em wide, justified ones shrink to two thirds of that; kerning opens gaps of up to a tenth.
const SPACE: f64 = 0.16;

/// Where the file draws a space, a smaller gap will do; but one has to be seen, for spaces are also drawn under the
/// letters of a neighbour.
const SEEN_SPACE: f64 = 0.05;

/// A gap of this many ems parts phrases.
const WIDE: f64 = 0.8;

/// Letters are spaced out by this at most where one operator shows them, and by this where each is shown by its own,
/// as the figures of narrow columns are too.
const MOST_SPACING: f64 = 0.35;
const MOST_SPACING_APART: f64 = 0.2;

/// Letters that differ by less in their gaps, in ems, are spaced alike.
const ALIKE: f64 = 0.07;

/// Fewer gaps than this show no habit: 1 2 3 may be three figures.
const FEWEST_GAPS: usize = 3;

/// The gap between two glyphs that follow each other.
struct Gap {
    ems: f64,
    has_space: bool,
    is_one_run: bool,
}

/// A stretch of a line without a wide gap.
struct Phrase<'g> {
    gaps: &'g [Gap],
    /// The wide gap at its end; nothing at the end of the line.
    end: Option<&'g Gap>,
    /// How far its letters are spaced apart; nothing where it is too short to tell.
    spacing: Option<f64>,
}

/// For each of the `letters` of a line, in their order, whether a word ends after it.
pub(crate) fn breaks(line: &[Item], letters: &[(Item, bool)]) -> Vec<bool> {
    let gaps = measure(line, letters);
    let phrases = phrases(&gaps);
    let mut breaks = Vec::with_capacity(letters.len());
    for (place, phrase) in phrases.iter().enumerate() {
        let spacing = phrase.spacing.or_else(|| neighbours_spacing(&phrases, place)).unwrap_or(0.0);
        let is_break = |gap: &Gap| gap.ems - spacing > if gap.has_space { SEEN_SPACE } else { SPACE };
        breaks.extend(phrase.gaps.iter().map(is_break));
        breaks.extend(phrase.end.map(|_| true));
    }
    breaks
}

fn phrases(gaps: &[Gap]) -> Vec<Phrase<'_>> {
    let is_wide = |gap: &Gap| gap.ems >= WIDE;
    let mut ems = Vec::new();
    gaps.split_inclusive(is_wide)
        .map(|phrase| match phrase.split_last() {
            Some((end, inner)) if is_wide(end) => {
                Phrase { gaps: inner, end: Some(end), spacing: spacing(inner, &mut ems) }
            }
            _ => Phrase { gaps: phrase, end: None, spacing: spacing(phrase, &mut ems) },
        })
        .collect()
}

/// The spacing of the phrase before or after, where the same operator shows both.
fn neighbours_spacing(phrases: &[Phrase<'_>], place: usize) -> Option<f64> {
    let before = place
        .checked_sub(1)
        .map(|before| &phrases[before])
        .filter(|before| before.end.is_some_and(|end| end.is_one_run));
    let after = phrases.get(place + 1).filter(|_| phrases[place].end.is_some_and(|end| end.is_one_run));
    before.and_then(|phrase| phrase.spacing).or_else(|| after.and_then(|phrase| phrase.spacing))
}

fn measure(line: &[Item], letters: &[(Item, bool)]) -> Vec<Gap> {
    let mut spaces = line.iter().filter(|item| item.part == Part::Space).peekable();
    letters
        .windows(2)
        .map(|pair| {
            let (item, next) = (&pair[0].0, &pair[1].0);
            let size = item.size.min(next.size);
            let mut has_space = false;
            while spaces.next_if(|space| space.from < next.from).is_some_and(|space| {
                has_space |= space.from >= item.from;
                true
            }) {}
            Gap { ems: (next.from - item.to) / size, has_space, is_one_run: item.run == next.run }
        })
        .collect()
}

/// How far the letters of a phrase are spaced apart: their middle gap where most are alike, else not at all. Works in
/// `ems`.
fn spacing(gaps: &[Gap], ems: &mut Vec<f64>) -> Option<f64> {
    ems.clear();
    ems.extend(gaps.iter().filter(|gap| !gap.has_space).map(|gap| gap.ems));
    if ems.len() < FEWEST_GAPS {
        return None;
    }
    let middle = ems.len() / 2;
    // Where most gaps are none, the middle one is none; so it is in nearly all text.
    if ems.iter().filter(|gap| **gap > SEEN_SPACE).count() < ems.len() - middle {
        return Some(0.0);
    }
    let (_, &mut spacing, _) = ems.select_nth_unstable_by(middle, f64::total_cmp);
    let in_one_run = gaps.iter().filter(|gap| gap.is_one_run).count();
    let most = if 2 * in_one_run >= gaps.len() { MOST_SPACING } else { MOST_SPACING_APART };
    let alike = ems.iter().filter(|gap| (*gap - spacing).abs() < ALIKE).count();
    let is_habit = spacing > SEEN_SPACE && spacing <= most && 3 * alike >= 2 * ems.len();
    Some(if is_habit { spacing } else { 0.0 })
}
