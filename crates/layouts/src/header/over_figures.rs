//! The heading of a table whose words for the names nobody knows: the row over its figures.
//!
//! Figures below and a blank or unknown word over the names are not enough: some of the words must be those that councils
//! print over the figures of indicators. Without them the rows may be those of any list.

use std::ops::Range;

use boardlift_model::Cell;

use super::lines::{holds_figure, is_missing, printed};
use crate::contents::Contents;
use crate::indicators;
use crate::subject;

/// The row of the heading, and the column of the names.
pub(super) fn find(rows: &[Vec<Cell>], top: Range<usize>) -> Option<(usize, Option<usize>)> {
    let first =
        rows.iter().position(|row| printed(row).nth(1).is_some() && printed(row).any(holds_figure))?;
    let width = rows[first].len();
    let contents: Vec<Contents> = (0..width).map(|at| Contents::of(at, &rows[first..])).collect();
    let names =
        contents.iter().position(Contents::are_words).filter(|&at| !are_labels(&rows[first..], at))?;
    let figures: Vec<usize> = (names + 1..width).filter(|&at| contents[at].are_figures()).collect();
    let over_figures = |at: usize| {
        let is_headed = |column: &usize| rows[at..first].iter().any(|row| stands_over(row, *column));
        figures.iter().any(is_headed)
    };
    let anchor = top.rev().filter(|&at| at < first).find(|&at| is_heading(&rows[at]) && over_figures(at))?;
    Some((anchor, Some(names)))
}

/// Whether most words of a column are labels, `Target` and `Status`, of figures beside them: then it has no names.
fn are_labels(rows: &[Vec<Cell>], at: usize) -> bool {
    let cells = rows.iter().filter_map(|row| row.get(at)).filter(|cell| !cell.is_blank());
    let (labels, others): (Vec<&Cell>, Vec<&Cell>) =
        cells.partition(|cell| subject::of(&cell.text).is_some());
    labels.len() > others.len()
}

/// At least two words, none of them a figure or a mark for a missing one, and one of them that speaks of figures.
fn is_heading(row: &[Cell]) -> bool {
    printed(row).nth(1).is_some()
        && !printed(row).any(|cell| holds_figure(cell) || is_missing(cell))
        && printed(row).any(|cell| indicators::speaks_of_figures(&cell.text))
}

fn stands_over(row: &[Cell], column: usize) -> bool {
    row.get(column).is_some_and(|cell| !cell.is_blank() || cell.covered)
}
