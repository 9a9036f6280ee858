//! Rows of one indicator that have a label each, while its name runs down beside them:
//!
//! ```text
//! CS1  Percentage of callers who rated    Actual    97%    96%
//!      the advisor as good                Target    95%    95%
//! ```
//!
//! Read only where every figure of the table stands beside such a label, the labels begin anew with each name, and nothing but
//! the rest of a name stands on the lines between.

use std::collections::BTreeSet;
use std::ops::Range;

use boardlift_lexicon::heading::Role;
use boardlift_lexicon::{area, fold};

use super::rows::{BodyLine, Row};
use super::words;
use crate::shape;

/// The rows, one for each label; nothing where the table is of another kind.
pub(super) fn find(regions: &[&[BodyLine<'_>]], names: usize) -> Option<Vec<Vec<Row>>> {
    let label = names + 1;
    let lines = || regions.iter().copied().flatten();
    let first = lines().find_map(|line| key(line, label))?;
    let labels: BTreeSet<String> = lines().filter_map(|line| key(line, label)).collect();
    let names_wrap =
        lines().any(|line| key(line, label).is_some_and(|key| key != first) && line.is_filled(names));
    if labels.len() < 2 || !names_wrap {
        return None;
    }
    regions.iter().map(|lines| blocks(lines, names, &first)).collect()
}

/// The rows of some lines, cut where the first label stands again.
fn blocks(lines: &[BodyLine<'_>], names: usize, first: &str) -> Option<Vec<Row>> {
    let label = names + 1;
    let begins = |at: &usize| key(&lines[*at], label).is_some_and(|key| key == first);
    let starts: Vec<usize> = (0..lines.len()).filter(begins).collect();
    let ends = starts.iter().skip(1).copied().chain([lines.len()]);
    let blocks: Vec<Range<usize>> = starts.iter().zip(ends).map(|(start, end)| *start..end).collect();
    let is_whole =
        starts.first() == Some(&0) && blocks.iter().all(|block| is_block(&lines[block.clone()], names));
    is_whole.then(|| blocks.into_iter().flat_map(|block| rows(lines, block, label)).collect())
}

/// Whether lines are those of one indicator: its name begins on the first, its number stands nowhere else, and a line is a
/// label with figures, the rest of the name, or both.
fn is_block(lines: &[BodyLine<'_>], names: usize) -> bool {
    let label = names + 1;
    let is_line = |line: &BodyLine<'_>| {
        let behind = label..line.cells.len();
        let is_bare = behind.clone().all(|column| !line.is_filled(column));
        let has_label = key(line, label).is_some() && !line.lost[label];
        !line.lost[names] && (has_label || is_bare)
    };
    let numbered = |line: &BodyLine<'_>| (0..names).any(|column| line.is_filled(column));
    let [top, rest @ ..] = lines else { return false };
    let labels: Vec<String> = lines.iter().filter_map(|line| key(line, label)).collect();
    let distinct: BTreeSet<&String> = labels.iter().collect();
    top.is_filled(names)
        && lines.iter().all(is_line)
        && (names == 0 || numbered(top))
        && !rest.iter().any(numbered)
        && distinct.len() == labels.len()
}

/// A row for each line of a block that has a label; the first has the name.
fn rows(lines: &[BodyLine<'_>], block: Range<usize>, label: usize) -> Vec<Row> {
    let labelled = block.clone().filter(|at| lines[*at].cells[label].is_some());
    let row = |at: usize| {
        let named_on = if at == block.start { block.clone() } else { at..at };
        Row { lines: at..at + 1, named_on: Some(named_on), is_unclear: false }
    };
    labelled.map(row).collect()
}

/// The label on a line: words for a kind of figure or for a comparator.
fn key(line: &BodyLine<'_>, label: usize) -> Option<String> {
    let text = words::printed(line.cells.get(label)?.as_ref()?);
    let is_kind = matches!(shape::role(&text), Some(Role::Value(_)));
    (is_kind || area::comparator(&text).is_some()).then(|| fold::key(&text))
}
