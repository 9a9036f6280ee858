//! Small tables of one indicator each: a row of labels above one row of values, with the name over both or above the
//! table.

use boardlift_lexicon::heading::Role;
use boardlift_model::{Cell, Grid};

use super::{Found, heads_figures, printed, upright};
use crate::shapes::label;

/// The labels and values of a table that holds nothing else, but for names over its whole width.
pub(super) fn read(grid: &Grid) -> Option<Vec<Found<'_>>> {
    let rows = grid.rows();
    let mut found = Vec::new();
    let mut at = 0;
    while at < rows.len() {
        match printed(&rows[at]).as_slice() {
            [] => at += 1,
            [(column, cell)] => {
                found.push(Found::title(cell, at, *column));
                at += 1;
            }
            _ => {
                found.extend(labels_over_values(rows, at)?);
                at += 2;
            }
        }
    }
    upright::is_of_labels(&found).then_some(found)
}

/// A row of known labels and the row below it.
fn labels_over_values(rows: &[Vec<Cell>], at: usize) -> Option<Vec<Found<'_>>> {
    let (labels, values) = (rows.get(at)?, rows.get(at + 1)?);
    let mut found = Vec::new();
    for (column, (label, value)) in labels.iter().zip(values).enumerate() {
        let is_label = label::role(&label.text).is_some_and(|role| role != Role::Indicator);
        match (label.is_blank(), value.is_blank()) {
            (true, true) => {}
            (true, false) => return None,
            _ if !is_label || heads_figures(&value.text) => return None,
            _ => found.push(Found::labelled(label, value, at + 1, column)),
        }
    }
    (found.len() > 1).then_some(found)
}
