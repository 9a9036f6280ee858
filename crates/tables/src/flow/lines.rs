//! Words to stretches of a line: words on one baseline with no wide gap between them, and lines joined from such stretches.
//!
//! A stretch never reaches over the space between two columns. Whether a wide gap is such a space or only a tab stop
//! can't be told from one line: [`order`](super::order) tells, and joins stretches again that belong to one line.

use boardlift_model::{BBox, Rgb, Word};

use super::bullets;
use crate::geometry::union;

/// Gaps wider than this many ems end a stretch. A word space is a quarter of an em, in badly justified lines up to
/// one; the space between two columns is at least one, or nobody could tell them apart.
const WIDE_GAP: f32 = 1.0;

/// Words on the same baseline whose baselines differ by less than this share of their size: rounding, not design.
const SAME_BASELINE: f32 = 0.15;

/// Words that stand on one line, from left to right.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Line {
    /// The words, as indices.
    pub(crate) words: Vec<usize>,
    /// The box around them.
    pub(crate) bbox: BBox,
    /// The type size of most letters.
    pub(crate) size: f32,
    /// Where the baseline of most letters runs.
    pub(crate) baseline: f32,
    /// Whether most letters are bold, and not only those of labels whose figures are set light.
    pub(crate) bold: bool,
    /// The colour of most letters.
    pub(crate) ink: Rgb,
    /// Whether all letters have that colour.
    pub(crate) one_ink: bool,
    /// Where the words after its last wide gap begin, if it has one.
    pub(crate) tab: Option<f32>,
}

impl Line {
    /// A line of these words; nothing of no words.
    pub(crate) fn new(words: &[Word], members: Vec<usize>) -> Option<Line> {
        let first = words.get(*members.first()?)?;
        let bbox = members.iter().map(|&at| words[at].bbox).fold(first.bbox, union);
        let letters: Vec<usize> = members.iter().map(|&at| words[at].text.chars().count()).collect();
        let weighed = || members.iter().map(|&at| &words[at]).zip(letters.iter().copied());
        let (size, baseline) = most(weighed().map(|(word, letters)| ((word.size, word.baseline), letters)))?;
        let ink = most(weighed().map(|(word, letters)| (word.ink, letters)))?;
        let all: usize = letters.iter().sum();
        let bold: usize = weighed().filter(|(word, _)| word.bold).map(|(_, letters)| letters).sum();
        let one_ink = members.iter().all(|&at| words[at].ink == ink);
        let bold = 2 * bold > all && !has_light_figures(words, &members);
        Some(Line { bold, words: members, bbox, size, baseline, ink, one_ink, tab: None })
    }

    /// The middle of the line from left to right.
    pub(crate) fn middle(&self) -> f32 {
        f32::midpoint(self.bbox.x0, self.bbox.x1)
    }
}

/// Whether a bold label that ends with a colon has a figure in light type behind it: `**Rent collected:** 98%`. Such a
/// line is no heading, however long the label is.
fn has_light_figures(words: &[Word], members: &[usize]) -> bool {
    members.windows(2).any(|pair| {
        let (label, value) = (&words[pair[0]], &words[pair[1]]);
        let is_figure =
            value.text.trim_start_matches(['£', '-', '+']).starts_with(|c: char| c.is_ascii_digit());
        label.bold && label.text.ends_with(':') && !value.bold && is_figure
    })
}

/// The stretches of the chosen upright words, by baseline and then from left to right.
///
/// Costs one sort of the words, whatever their number.
pub(crate) fn stretches(words: &[Word], mut chosen: Vec<usize>) -> Vec<Line> {
    chosen.sort_by(|&a, &b| {
        let (a, b) = (&words[a], &words[b]);
        level(a).total_cmp(&level(b)).then(a.bbox.x0.total_cmp(&b.bbox.x0))
    });
    let mut found = Vec::new();
    let mut rest = chosen.as_slice();
    while let Some(&first) = rest.first() {
        let limit = level(&words[first]) + SAME_BASELINE * words[first].size;
        let end = rest.partition_point(|&at| level(&words[at]) <= limit);
        let (row, below) = rest.split_at(end.max(1));
        found.extend(cut_at_gaps(words, row.to_vec()));
        rest = below;
    }
    found
}

/// Stretches on one baseline become lines, those on the right after those on the left. Stretches further apart than
/// `widest_tab` stay lines of their own.
pub(crate) fn join_stretches(words: &[Word], mut stretches: Vec<Line>, widest_tab: f32) -> Vec<Line> {
    stretches.sort_by(|a, b| a.baseline.total_cmp(&b.baseline).then(a.bbox.x0.total_cmp(&b.bbox.x0)));
    let mut lines: Vec<Vec<Line>> = Vec::new();
    for stretch in stretches {
        match lines.last_mut() {
            Some(row) if on_one_baseline(&row[0], &stretch) => row.push(stretch),
            _ => lines.push(vec![stretch]),
        }
    }
    lines.into_iter().flat_map(|row| joined(words, row, widest_tab)).collect()
}

fn joined(words: &[Word], mut row: Vec<Line>, widest_tab: f32) -> Vec<Line> {
    if row.len() == 1 {
        return row;
    }
    row.sort_by(|a, b| a.bbox.x0.total_cmp(&b.bbox.x0));
    let near = |a: &Line, b: &Line| b.bbox.x0 - a.bbox.x1 <= widest_tab;
    let members = |near: &[Line]| near.iter().flat_map(|stretch| stretch.words.iter().copied()).collect();
    let line = |near: &[Line]| {
        let tab = near.get(1..).and_then(<[Line]>::last).map(|last| last.bbox.x0);
        Some(Line { tab, ..Line::new(words, members(near))? })
    };
    row.chunk_by(near).filter_map(line).collect()
}

/// The words of a line, joined. A raised word is set against the one before it, its figures as raised figures.
pub(crate) fn text_of(words: &[Word], members: &[usize]) -> String {
    let mut text = String::new();
    for &at in members {
        let word = &words[at];
        if word.raised {
            text.push_str(&raised(&word.text));
            continue;
        }
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(&word.text);
    }
    text
}

/// Figures as the raised figures of Unicode; other letters as they are.
pub(crate) fn raised(text: &str) -> String {
    const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let raise = |letter: char| letter.to_digit(10).map_or(letter, |digit| RAISED[digit as usize]);
    text.chars().map(raise).collect()
}

/// The value with the most weight; of equals the one that came first.
pub(crate) fn most<T: PartialEq + Copy>(weighed: impl Iterator<Item = (T, usize)>) -> Option<T> {
    /// A line or a block has few styles; what comes after so many different ones can't be the most frequent.
    const STYLES: usize = 64;
    let mut sums: Vec<(T, usize)> = Vec::new();
    for (value, weight) in weighed {
        match sums.iter().position(|(known, _)| *known == value) {
            Some(at) => sums[at].1 += weight,
            None if sums.len() < STYLES => sums.push((value, weight)),
            None => {}
        }
    }
    let best = sums.iter().map(|(_, sum)| *sum).max()?;
    sums.into_iter().find(|(_, sum)| *sum == best).map(|(value, _)| value)
}

/// The height that a word is sorted by: its baseline; for a raised word that of the line it is raised from, which
/// lies about a third of the line's size below, that is half of its own.
fn level(word: &Word) -> f32 {
    if word.raised { word.baseline + 0.5 * word.size } else { word.baseline }
}

fn on_one_baseline(a: &Line, b: &Line) -> bool {
    (a.baseline - b.baseline).abs() <= SAME_BASELINE * a.size.max(b.size)
}

fn cut_at_gaps(words: &[Word], mut row: Vec<usize>) -> Vec<Line> {
    row.sort_by(|&a, &b| words[a].bbox.x0.total_cmp(&words[b].bbox.x0));
    let mut cut: Vec<Vec<usize>> = Vec::new();
    for at in row {
        match cut.last_mut() {
            Some(open) if goes_on(words, open, at) => open.push(at),
            _ => cut.push(vec![at]),
        }
    }
    cut.into_iter().filter_map(|members| Line::new(words, members)).collect()
}

/// Whether the word belongs to the stretch: no wide gap before it, or nothing before it but a bullet, which has a
/// tab stop after it.
fn goes_on(words: &[Word], open: &[usize], at: usize) -> bool {
    let (Some(&last), word) = (open.last(), &words[at]) else { return false };
    let gap = word.bbox.x0 - words[last].bbox.x1;
    let size = words[last].size.max(word.size);
    let after_bullet = open.len() == 1 && bullets::is_bullet(&words[last].text);
    gap <= if after_bullet { bullets::LONGEST_TAB * size } else { WIDE_GAP * size }
}
