//! Tables of labels and values: a label in every other cell, on the left of its value or on the right.

use std::collections::BTreeSet;

use boardlift_lexicon::heading::Role;
use boardlift_lexicon::{area, fold};
use boardlift_model::{Cell, Grid};

use super::{Found, heads_figures, printed};
use crate::shapes::label;
use crate::shapes::piece::What;

/// Where a label stands beside its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Left,
    Right,
}

/// The labels and values of a table that holds nothing else, but for names over its whole width.
pub(super) fn read(grid: &Grid) -> Option<Vec<Found<'_>>> {
    [Side::Left, Side::Right].into_iter().find_map(|side| {
        let rows = grid.rows().iter().enumerate();
        let found: Vec<Vec<Found<'_>>> =
            rows.map(|(at, row)| of_row(row, at, side)).collect::<Option<_>>()?;
        let found: Vec<Found<'_>> = found.into_iter().flatten().collect();
        is_of_labels(&found).then_some(found)
    })
}

/// Whether the first label of a table is a known one.
pub(super) fn begins_with_label(found: &[Found<'_>]) -> bool {
    let mut labels = found.iter().filter_map(|found| match &found.what {
        What::Labelled(label) => Some(label),
        _ => None,
    });
    labels.next().is_some_and(|label| label::role(label).is_some())
}

/// The labels and values of a row, or the words over the whole of it; nothing where it is another kind of row.
fn of_row(row: &[Cell], at: usize, side: Side) -> Option<Vec<Found<'_>>> {
    let cells: Vec<(usize, &Cell)> = row.iter().enumerate().filter(|(_, cell)| !cell.covered).collect();
    match printed(row).as_slice() {
        [] => return Some(Vec::new()),
        [(column, cell)] if cells.len() == 1 || is_over_row(row, *column, cell) => {
            return Some(vec![Found::title(cell, at, *column)]);
        }
        _ => {}
    }
    let mut found = Vec::new();
    for pair in cells.chunks(2) {
        let (label, value) = match (pair, side) {
            ([first, second], Side::Left) => (first, second),
            ([first, second], Side::Right) => (second, first),
            ([(_, rest)], _) if rest.is_blank() => continue,
            _ => return None,
        };
        match (label.1.is_blank(), value.1.is_blank()) {
            (true, true) => {}
            (true, false) => return None,
            _ if label::is_plain_value(&label.1.text) => return None,
            _ => found.push(Found::labelled(label.1, value.1, at, value.0)),
        }
    }
    Some(found)
}

/// Whether the only words of a row are merged over it, or stand first and are no label: a label has its value beside it,
/// though that may be blank.
fn is_over_row(row: &[Cell], column: usize, cell: &Cell) -> bool {
    cell.col_span as usize == row.len() || (column == 0 && label::role(&cell.text).is_none())
}

/// Whether labels are what stands before the values: most are known, one at least heads figures, and another says that this
/// is no list of years or places.
pub(super) fn is_of_labels(found: &[Found<'_>]) -> bool {
    let labels: Vec<(&str, &Cell)> = found
        .iter()
        .filter_map(|found| match &found.what {
            What::Labelled(label) => Some((label.as_str(), found.cell)),
            _ => None,
        })
        .collect();
    let known: Vec<&(&str, &Cell)> =
        labels.iter().filter(|(label, _)| label::role(label).is_some()).collect();
    let distinct: BTreeSet<String> = known.iter().map(|(label, _)| fold::key(label)).collect();
    let is_figure = |(label, value): &&&(&str, &Cell)| {
        matches!(label::role(label), Some(Role::Value(_))) && label::holds_figure(&value.text)
    };
    let says_more =
        known.iter().any(|(label, _)| !label::is_period(label) && area::comparator(label).is_none());
    let swapped = labels.iter().filter(|(_, value)| heads_figures(&value.text)).count();
    distinct.len() >= 2
        && 2 * known.len() >= labels.len()
        && 3 * swapped <= labels.len()
        && known.iter().filter(is_figure).count() > 0
        && says_more
}
