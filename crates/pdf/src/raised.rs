//! Small marks beside a larger word: footnote marks become raised words, `1st` is one word, `CO₂` stays whole.

use std::collections::HashMap;

use crate::glyph::Glyph;
use crate::letters::Letters;
use crate::lines::Item;
use crate::words::Draft;

/// Type is small against a word if it is below this part of its size; superiors are set at a half to three quarters.
const SMALL: f64 = 0.85;

/// How much higher a mark's baseline is than its word's, in ems of the word: from here to there.
const RISE: (f64, f64) = (0.15, 0.75);

/// How much lower an inferior's baseline is.
const FALL: (f64, f64) = (0.05, 0.5);

/// How far a mark may stand from its word, in ems of the word.
const NEAR: f64 = 0.3;

/// The side of a cell of the map that finds a mark's word, in points. A word of 60 points is still found.
const CELL: f64 = 24.0;

/// How many words that end in one cell are looked at; more are no page's.
const MOST_WORDS: usize = 64;

/// Marks the raised words among those of one direction, and gives ordinals, inferiors and the figures of `(¹)` to their
/// words.
pub(crate) fn mark(drafts: &mut Vec<Draft>) {
    let marks: Vec<usize> = (0..drafts.len()).filter(|place| is_mark(&drafts[*place].text)).collect();
    if marks.is_empty() {
        return;
    }
    let mut ends: Cells = HashMap::new();
    let mut starts: Cells = HashMap::new();
    for (place, draft) in drafts.iter().enumerate() {
        ends.entry(cell(draft.to, draft.baseline)).or_default().push(place);
        starts.entry(cell(draft.from, draft.baseline)).or_default().push(place);
    }
    let mut joined = vec![false; drafts.len()];
    for place in marks {
        let Some(word) = word_before(&drafts[place], drafts, &ends).filter(|word| !joined[*word]) else {
            continue;
        };
        if !belongs(&drafts[place], &drafts[word]) {
            drafts[place].raised |= drafts[word].baseline > drafts[place].baseline;
            continue;
        }
        let closing = opens(&drafts[word].text)
            .then(|| word_after(&drafts[place], &drafts[word], drafts, &starts))
            .flatten();
        for part in [Some(place), closing].into_iter().flatten().filter(|part| *part != word) {
            joined[part] = true;
            let (text, to) = (drafts[part].text.clone(), drafts[part].to);
            drafts[word].text.push_str(&text);
            drafts[word].to = to;
        }
    }
    let mut joined = joined.into_iter();
    drafts.retain(|_| !joined.next().unwrap_or(false));
}

/// Words by the cell of the page that one of their ends lies in.
type Cells = HashMap<(i64, i64), Vec<usize>>;

/// Whether a small word beside a larger one is part of it: an inferior, the `st` of `1st`, the figure in `(1)`.
fn belongs(mark: &Draft, word: &Draft) -> bool {
    let is_inferior = mark.baseline > word.baseline;
    let ends_in_digit = word.text.ends_with(|letter: char| letter.is_ascii_digit());
    is_inferior || opens(&word.text) || is_ordinal(&mark.text) && ends_in_digit
}

fn opens(text: &str) -> bool {
    text.ends_with(['(', '['])
}

/// Whether a word ends before `next` because one of the two is a mark: superior figures are letters of their own in
/// Unicode. Those of units (`km²`) belong to them.
pub(crate) fn parts_script(word: &[(Item, bool)], next: Item, glyphs: &[Glyph]) -> bool {
    const UNITS: [&str; 6] = ["m", "km", "cm", "mm", "ft", "mi"];
    let is_script = |item: &Item| is_superior(&glyphs[item.glyph].letters);
    if !is_script(&next) {
        return word.iter().all(|(item, _)| is_script(item));
    }
    if word.last().is_some_and(|(item, _)| is_script(item)) {
        return false;
    }
    let mut text = String::new();
    for (item, _) in word {
        glyphs[item.glyph].letters.push_to(&mut text);
    }
    !UNITS.contains(&text.as_str())
}

/// Whether the letters are a superior figure.
pub(crate) fn is_superior(letters: &Letters) -> bool {
    matches!(letters, Letters::One(letter) if digit(*letter).is_some())
}

/// The text of a word; superior figures that are a raised word are plain ones.
pub(crate) fn plain(text: String, raised: bool) -> String {
    if raised { text.chars().map(|letter| digit(letter).unwrap_or(letter)).collect() } else { text }
}

fn digit(letter: char) -> Option<char> {
    Some(match letter {
        '⁰' => '0',
        '¹' => '1',
        '²' => '2',
        '³' => '3',
        '⁴'..='⁹' => char::from_digit(u32::from(letter) - 0x2070, 10)?,
        _ => return None,
    })
}

/// The word that a mark stands right after: larger, on a baseline a little lower or higher.
fn word_before(mark: &Draft, drafts: &[Draft], ends: &Cells) -> Option<usize> {
    let distance = |place: &usize| (mark.from - drafts[*place].to).abs();
    near(mark.from, mark.baseline, ends)
        .filter(|place| stands_after(mark, &drafts[*place]))
        .min_by(|a, b| distance(a).total_cmp(&distance(b)))
}

/// What goes on after a mark on the baseline of its word: the bracket that closes around it.
fn word_after(mark: &Draft, word: &Draft, drafts: &[Draft], starts: &Cells) -> Option<usize> {
    near(mark.to, word.baseline, starts).find(|place| {
        let next = &drafts[*place];
        let touches = (next.from - mark.to).abs() < NEAR / 3.0 * word.size;
        touches
            && (next.baseline - word.baseline).abs() < FALL.0 * word.size
            && next.text.starts_with([')', ']'])
    })
}

/// The words in the cells around a point.
fn near(u: f64, v: f64, cells: &Cells) -> impl Iterator<Item = usize> {
    let (column, row) = cell(u, v);
    let around =
        (-1..=1).flat_map(move |x| (-1..=1).map(move |y| (column.saturating_add(x), row.saturating_add(y))));
    around.filter_map(|cell| cells.get(&cell)).flat_map(|places| places.iter().take(MOST_WORDS).copied())
}

fn stands_after(mark: &Draft, word: &Draft) -> bool {
    let rise = (word.baseline - mark.baseline) / word.size;
    let gap = (mark.from - word.to) / word.size;
    let is_superior = (RISE.0..=RISE.1).contains(&rise) && (-NEAR / 2.0..=NEAR).contains(&gap);
    // An inferior is part of its word, so it has to touch it.
    let is_inferior = (FALL.0..=FALL.1).contains(&-rise) && (-NEAR / 2.0..=NEAR / 3.0).contains(&gap);
    mark.size < SMALL * word.size && (is_superior || is_inferior)
}

/// Whether a word has the form of a mark: `1`, `12`, `a`, `*`, `†`, `[3]`, `(b)`, `1,2`, `th`.
fn is_mark(text: &str) -> bool {
    let inner = text.trim_matches(|c: char| matches!(c, '(' | ')' | '[' | ']' | ',' | '.' | ';'));
    let is_figure = inner.len() <= 5
        && inner.split(',').all(|part| part.len() <= 2 && is_all(part, |c| c.is_ascii_digit()));
    let is_letter = inner.len() == 1 && inner.chars().all(|c| c.is_ascii_alphabetic());
    let is_sign = inner.chars().count() <= 4 && is_all(inner, |c| "*†‡§¶#".contains(c));
    let is_script = inner.chars().count() <= 2 && is_all(inner, |c| digit(c).is_some());
    is_figure || is_letter || is_sign || is_script || is_ordinal(inner)
}

fn is_ordinal(text: &str) -> bool {
    ["st", "nd", "rd", "th"].iter().any(|ending| text.eq_ignore_ascii_case(ending))
}

fn is_all(text: &str, wanted: impl Fn(char) -> bool) -> bool {
    !text.is_empty() && text.chars().all(wanted)
}

#[expect(clippy::cast_possible_truncation, reason = "casts of floats saturate")]
fn cell(u: f64, v: f64) -> (i64, i64) {
    ((u / CELL).floor() as i64, (v / CELL).floor() as i64)
}
