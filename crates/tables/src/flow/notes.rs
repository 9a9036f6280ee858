//! Footnotes: the mark that stands before one, and the rule that sets them off from the page.

use boardlift_model::{Axis, BBox, Page, Rule, Word};

use super::lines;
use crate::geometry;

/// The mark of a footnote at the start of a line, and how many words it takes: a raised word, a dagger or one or
/// more stars that a word follows, or `[note 2]`. Raised figures are given as such: `¹`.
///
/// A plain number counts below the rule that sets footnotes off from the page, at `notes_from`.
pub(crate) fn mark(words: &[Word], members: &[usize], notes_from: f32) -> Option<(String, usize)> {
    let first = words.get(*members.first()?)?;
    let number = first.text.len() <= 2 && first.text.bytes().all(|byte| byte.is_ascii_digit());
    if members.len() > 1 && (first.raised || (number && first.baseline > notes_from)) {
        return Some((lines::raised(&first.text), 1));
    }
    let signs = |text: &str| !text.is_empty() && text.chars().all(|sign| "*†‡".contains(sign));
    if members.len() > 1 && signs(&first.text) {
        return Some((first.text.clone(), 1));
    }
    bracketed_note(words, members)
}

fn bracketed_note(words: &[Word], members: &[usize]) -> Option<(String, usize)> {
    let [first, second, _, ..] = members else { return None };
    let (first, second) = (&words[*first].text, &words[*second].text);
    let number = second.strip_suffix(']')?;
    let is_note = first.eq_ignore_ascii_case("[note") && number.bytes().all(|byte| byte.is_ascii_digit());
    is_note.then(|| (format!("{first} {second}"), 2))
}

/// The height of the rule above the footnotes: the lowest level rule that is shorter than half the page, has words below
/// it, and stands in no table. Below the page where there is none.
pub(crate) fn separator(page: &Page, tables: &[BBox]) -> f32 {
    let last = page.words.iter().map(|word| word.baseline).fold(0.0, f32::max);
    let in_table = |at: (f32, f32)| tables.iter().any(|table| geometry::contains(table, at));
    let rules = page.rules.iter().rev().filter(|rule| {
        let length = rule.to - rule.from;
        let short = length > page.width / 20.0 && length < page.width / 2.0;
        rule.axis == Axis::Level && short && rule.at < last && !in_table((rule.from, rule.at))
    });
    // Rules come sorted by height. Of a hostile number of underlines only the lowest are looked at.
    let lowest = rules.take(LOWEST).find(|rule| !is_underline(page, rule));
    lowest.map_or(f32::INFINITY, |rule| rule.at)
}

const LOWEST: usize = 8;

/// Whether words stand on the rule: closer above it than a third of their size.
fn is_underline(page: &Page, rule: &Rule) -> bool {
    page.words.iter().any(|word| {
        let above = rule.at - word.baseline;
        let near = above > -0.1 * word.size && above < word.size / 3.0;
        near && word.bbox.x0 < rule.to && word.bbox.x1 > rule.from
    })
}
