//! Small tables of one indicator each: a row of labels above one row of values, with the name over both or above the
//! table.

use boardlift_lexicon::heading::Role;
use boardlift_lexicon::missing;
use boardlift_model::{Cell, Grid};

use super::{Found, heads_figures, printed, upright};
use crate::shapes::label;

/// Fewer words below a label of figures may be words for a figure.
const FEWEST_WORDS_OF_NAME: usize = 4;

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
            _ if found.is_empty() && heads_names(label, value) => return None,
            _ => found.push(Found::labelled(label, value, at + 1, column)),
        }
    }
    (found.len() > 1).then_some(found)
}

/// Whether the first label would head figures and has the name of an indicator below it: then the rows below have names, though
/// there is but one, `Gas check performance` over `Amount of all checks done`.
fn heads_names(label: &Cell, below: &Cell) -> bool {
    let of_figures = matches!(label::role(&label.text), Some(Role::Value(_)));
    let is_name = || {
        below.text.split(' ').count() >= FEWEST_WORDS_OF_NAME
            && !label::holds_figure(&below.text)
            && missing::status(&below.text).is_none()
    };
    of_figures && is_name()
}

#[cfg(test)]
mod tests {
    use crate::testing::{general, line};

    #[test]
    fn one_row_with_its_name() {
        let lines = "# Paper\n# Gas checks done\nGas check performance | 2022/23 | Target\nAmount of all gas checks that were done | 98% | 100%";
        let found: Vec<String> = general(lines).figures.iter().map(line).collect();
        assert_eq!(
            found,
            [
                "Amount of all gas checks that were done · 2022/23 · actual 2022-04-01..2023-03-31 · `98%` reported = 98 percent",
                "Amount of all gas checks that were done · Target · target · `100%` reported = 100 percent",
            ]
        );
    }
}
