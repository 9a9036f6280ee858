//! Small marks beside a larger word: footnote marks become raised words, `1st` is one word, `CO₂` stays whole.

use crate::text::glyph::Glyph;
use crate::text::letters::Letters;
use crate::text::lines::{Item, Part};
use crate::text::words::Draft;

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
    let marks = marks(drafts);
    let Some(smallest) = marks.iter().map(|mark| drafts[*mark].size).min_by(f64::total_cmp) else { return };
    let words = (0..drafts.len()).filter(|word| is_small(smallest, &drafts[*word]));
    let ends = Cells::new(words, |word| (drafts[word].to, drafts[word].baseline));
    let closings = (0..drafts.len()).filter(|word| closes(&drafts[*word].text));
    let starts = Cells::new(closings, |word| (drafts[word].from, drafts[word].baseline));
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

/// The words that may be marks: they have the form of one, and are small against the largest word.
fn marks(drafts: &[Draft]) -> Vec<usize> {
    let Some(largest) = drafts.iter().max_by(|a, b| a.size.total_cmp(&b.size)) else { return vec![] };
    let may_be = |place: &usize| is_small(drafts[*place].size, largest) && is_mark(&drafts[*place].text);
    (0..drafts.len()).filter(may_be).collect()
}

/// Whether type of this size is small against a word.
fn is_small(size: f64, word: &Draft) -> bool {
    size < SMALL * word.size
}

/// A cell of the page: its column and its row.
type Cell = (i64, i64);

/// Words by the cell of the page that one of their ends lies in.
struct Cells {
    /// In the order of the cells, then of the words.
    words: Vec<(Cell, usize)>,
}

impl Cells {
    fn new(words: impl Iterator<Item = usize>, end: impl Fn(usize) -> (f64, f64)) -> Cells {
        let mut words: Vec<(Cell, usize)> = words
            .map(|word| {
                let (u, v) = end(word);
                (cell(u, v), word)
            })
            .collect();
        words.sort_unstable();
        Cells { words }
    }

    /// The words of a cell, as many as are looked at.
    fn in_cell(&self, cell: Cell) -> impl Iterator<Item = usize> {
        let first = self.words.partition_point(|(other, _)| *other < cell);
        let words = self.words[first..].iter().take(MOST_WORDS);
        words.take_while(move |(other, _)| *other == cell).map(|(_, word)| *word)
    }

    /// The words in the cells around a point.
    fn near(&self, u: f64, v: f64) -> impl Iterator<Item = usize> {
        let (column, row) = cell(u, v);
        let around = (-1..=1)
            .flat_map(move |x| (-1..=1).map(move |y| (column.saturating_add(x), row.saturating_add(y))));
        around.flat_map(|cell| self.in_cell(cell))
    }
}

/// Whether a small word beside a larger one is part of it: an inferior, the `st` of `1st`, the figure in `(1)`.
fn belongs(mark: &Draft, word: &Draft) -> bool {
    let is_inferior = mark.baseline > word.baseline;
    let ends_in_digit = word.text.ends_with(|letter: char| letter.is_ascii_digit());
    is_inferior || opens(&word.text) || is_ordinal(&mark.text) && ends_in_digit
}

fn opens(text: &str) -> bool {
    text.ends_with(['(', '['])
}

fn closes(text: &str) -> bool {
    text.starts_with([')', ']'])
}

/// Whether a word ends before `next` because one of the two is a mark: superior figures are letters of their own in
/// Unicode. Those of units (`km²`) belong to them.
pub(crate) fn parts_script(word: &[(Item, bool)], next: Item, glyphs: &[Glyph]) -> bool {
    const UNITS: [&str; 6] = ["m", "km", "cm", "mm", "ft", "mi"];
    let is_script = |item: &Item| item.part == Part::Superior;
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
    matches!(letters, Letters::One(letter) if !letter.is_ascii() && digit(*letter).is_some())
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
    ends.near(mark.from, mark.baseline)
        .filter(|place| stands_after(mark, &drafts[*place]))
        .min_by(|a, b| distance(a).total_cmp(&distance(b)))
}

/// What goes on after a mark on the baseline of its word: the bracket that closes around it. Brackets are all that
/// `starts` holds.
fn word_after(mark: &Draft, word: &Draft, drafts: &[Draft], starts: &Cells) -> Option<usize> {
    starts.near(mark.to, word.baseline).find(|place| {
        let next = &drafts[*place];
        let touches = (next.from - mark.to).abs() < NEAR / 3.0 * word.size;
        touches && (next.baseline - word.baseline).abs() < FALL.0 * word.size
    })
}

fn stands_after(mark: &Draft, word: &Draft) -> bool {
    let rise = (word.baseline - mark.baseline) / word.size;
    let gap = (mark.from - word.to) / word.size;
    let is_superior = (RISE.0..=RISE.1).contains(&rise) && (-NEAR / 2.0..=NEAR).contains(&gap);
    // An inferior is part of its word, so it has to touch it.
    let is_inferior = (FALL.0..=FALL.1).contains(&-rise) && (-NEAR / 2.0..=NEAR / 3.0).contains(&gap);
    is_small(mark.size, word) && (is_superior || is_inferior)
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
fn cell(u: f64, v: f64) -> Cell {
    ((u / CELL).floor() as i64, (v / CELL).floor() as i64)
}
