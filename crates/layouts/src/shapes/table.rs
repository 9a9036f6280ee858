//! Printed tables that are no rows under a heading, to pieces.
//!
//! A table of labels and values has a label in every other cell; a small table of one indicator has a row of labels above
//! one row of values. Both may have the indicator's name over their whole width. Any other table is left to the reader of
//! tables.

use std::collections::BTreeSet;

use boardlift_lexicon::heading::Role;
use boardlift_lexicon::{area, fold};
use boardlift_model::{Cell, Grid};

use super::label;
use super::piece::{self, Piece, Position, What};

/// The pieces of a table; nothing for one of rows under a heading.
pub(super) fn pieces(grid: &Grid, block: usize, number: u32) -> Option<Vec<Piece>> {
    let cells = upright(grid).or_else(|| lying(grid))?;
    let pieces = cells.into_iter().map(|Found { what, cell, row, column }| Piece {
        what,
        cell: Cell { row_span: 1, col_span: 1, ..cell.clone() },
        block,
        at: Some(Position { table: number, row: ordinal(row), column: ordinal(column) }),
        is_heading: false,
    });
    Some(pieces.collect())
}

fn ordinal(at: usize) -> u32 {
    u32::try_from(at + 1).unwrap_or(u32::MAX)
}

/// A cell of a table, counted from 0, and what it is.
struct Found<'g> {
    what: What,
    cell: &'g Cell,
    row: usize,
    column: usize,
}

/// Where a label stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Left,
    Right,
}

/// A table of labels and values.
fn upright(grid: &Grid) -> Option<Vec<Found<'_>>> {
    [Side::Left, Side::Right].into_iter().find_map(|side| {
        let rows = grid.rows().iter().enumerate();
        let found: Vec<Found<'_>> = rows
            .map(|(at, row)| labels_and_values(row, at, side))
            .collect::<Option<Vec<_>>>()?
            .into_iter()
            .flatten()
            .collect();
        is_of_labels(&found).then_some(found)
    })
}

/// The labels and values of a row, or the words over the whole of it; nothing where it is another kind of row.
fn labels_and_values(row: &[Cell], at: usize, side: Side) -> Option<Vec<Found<'_>>> {
    let printed: Vec<(usize, &Cell)> = row.iter().enumerate().filter(|(_, cell)| !cell.covered).collect();
    let words: Vec<(usize, &Cell)> = printed.iter().copied().filter(|(_, cell)| !cell.is_blank()).collect();
    match words.as_slice() {
        [] => return Some(Vec::new()),
        [(column, cell)] if printed.len() == 1 || is_over_row(row, *column, cell) => {
            return Some(vec![Found {
                what: piece::what(&cell.text).unwrap_or(What::Words),
                cell,
                row: at,
                column: *column,
            }]);
        }
        _ => {}
    }
    let mut found = Vec::new();
    for pair in printed.chunks(2) {
        let [first, second] = pair else { if pair[0].1.is_blank() { continue } else { return None } };
        let ((_, label), (column, value)) =
            if side == Side::Left { (*first, *second) } else { (*second, *first) };
        match (label.is_blank(), value.is_blank()) {
            (true, true) => {}
            (true, false) => return None,
            _ if label::is_plain_value(&label.text) => return None,
            _ => {
                let what = What::Labelled(label::bare(&label.text).to_owned());
                found.push(Found { what, cell: value, row: at, column });
            }
        }
    }
    Some(found)
}

/// Whether the only words of a row are merged over it, or stand first and are no label: a label has its value beside it,
/// though it may be blank.
fn is_over_row(row: &[Cell], column: usize, cell: &Cell) -> bool {
    cell.col_span as usize == row.len() || (column == 0 && label::role(&cell.text).is_none())
}

/// Whether labels are what stands before the values: most are known, one at least heads figures and another says that this
/// is no list of years or places.
fn is_of_labels(found: &[Found<'_>]) -> bool {
    let labels: Vec<(&str, &Cell)> = found
        .iter()
        .filter_map(|found| match &found.what {
            What::Labelled(label) => Some((label.as_str(), found.cell)),
            _ => None,
        })
        .collect();
    let known: BTreeSet<String> = labels
        .iter()
        .filter(|(label, _)| label::role(label).is_some())
        .map(|(label, _)| fold::key(label))
        .collect();
    let count_known = labels.iter().filter(|(label, _)| label::role(label).is_some()).count();
    let count_swapped = labels.iter().filter(|(_, value)| is_label_of_figures(&value.text)).count();
    let is_figure = |(label, value): &(&str, &Cell)| {
        matches!(label::role(label), Some(Role::Value(_))) && label::holds_figure(&value.text)
    };
    let is_special = |(label, _): &(&str, &Cell)| {
        label::role(label).is_some() && !label::is_period(label) && area::comparator(label).is_none()
    };
    known.len() >= 2
        && 2 * count_known >= labels.len()
        && 3 * count_swapped <= labels.len()
        && labels.iter().any(is_figure)
        && labels.iter().any(is_special)
}

fn is_label_of_figures(text: &str) -> bool {
    matches!(label::role(text), Some(Role::Value(_) | Role::Reference | Role::Indicator))
}

/// A small table of one indicator or several: a row of labels above a row of values, with words over both.
fn lying(grid: &Grid) -> Option<Vec<Found<'_>>> {
    let rows = grid.rows();
    let mut found = Vec::new();
    let mut at = 0;
    while at < rows.len() {
        let printed = rows[at].iter().enumerate().filter(|(_, cell)| !cell.is_blank());
        let words: Vec<(usize, &Cell)> = printed.collect();
        if let [(column, cell)] = words.as_slice() {
            found.push(Found {
                what: piece::what(&cell.text).unwrap_or(What::Words),
                cell,
                row: at,
                column: *column,
            });
            at += 1;
        } else if !words.is_empty() {
            found.extend(labels_over_values(rows, at)?);
            at += 2;
        } else {
            at += 1;
        }
    }
    is_of_labels(&found).then_some(found)
}

/// A row of known labels and the row below it.
fn labels_over_values(rows: &[Vec<Cell>], at: usize) -> Option<Vec<Found<'_>>> {
    let (labels, values) = (rows.get(at)?, rows.get(at + 1)?);
    let pairs = labels.iter().zip(values).enumerate();
    let mut found = Vec::new();
    for (column, (label, value)) in pairs {
        let is_label =
            !label.is_blank() && label::role(&label.text).is_some_and(|role| role != Role::Indicator);
        match (label.is_blank(), value.is_blank()) {
            (true, true) => {}
            (true, false) => return None,
            _ if !is_label || is_label_of_figures(&value.text) => return None,
            _ => {
                let what = What::Labelled(label::bare(&label.text).to_owned());
                found.push(Found { what, cell: value, row: at + 1, column });
            }
        }
    }
    (found.len() > 1).then_some(found)
}
