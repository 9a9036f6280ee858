//! Tables without a heading: a name and one figure in every row, `Number of complaints | 2,626`, and lines over groups of them.
//!
//! The figures may stand in several columns, counts in one and shares in the next; but a row has only one. Words may stand
//! over the figures where none stand over the names.

use boardlift_model::Cell;

use super::{Found, Table, printed};
use crate::shapes::entry::Entry;
use crate::shapes::pair;
use crate::shapes::piece::What;

/// A wider table has figures that its headings must tell apart.
const MOST_COLUMNS: usize = 4;

/// The entries of a table that holds nothing but names with a figure each, and lines over them; nothing for any other table.
pub(super) fn read(table: &Table<'_>) -> Option<Vec<Entry>> {
    if table.grid.width() > MOST_COLUMNS {
        return None;
    }
    let mut entries = Vec::new();
    let (mut section, mut heading) = (None, None);
    for (row, cells) in table.grid.rows().iter().enumerate() {
        match printed(cells).as_slice() {
            [] => {}
            [(0, line)] if pair::is_name(&line.text) => section = Some((*line).clone()),
            [(_, words)] if entries.is_empty() && heading.is_none() && heads(cells, words) => {
                heading = Some(words.text.as_str());
            }
            [(0, name), (column, figure)] if pair::is_name(&name.text) && pair::is_figure(&figure.text) => {
                let part = |what: What, cell, column| table.piece(&Found { what, cell, row, column });
                let name = part(What::Words, name, 0);
                let mut entry = Entry::named(Some(&name), &name);
                entry.section.clone_from(&section);
                match heading {
                    Some(words) => entry.take(&part(What::Labelled(words.to_owned()), figure, *column)),
                    None => entry.take_figure(&part(What::Figure, figure, *column)),
                }
                entries.push(entry);
            }
            _ => return None,
        }
    }
    (!entries.is_empty()).then_some(entries)
}

/// Whether the only words of a row stand over figures, with a blank over the names.
fn heads(row: &[Cell], words: &Cell) -> bool {
    let is_corner = row.first().is_some_and(|cell| cell.is_blank() && !cell.covered);
    is_corner && words.col_span == 1 && pair::is_name(&words.text)
}
