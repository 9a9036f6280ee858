//! Tables without a heading: a name and one figure in every row, `Number of complaints | 2,626`, and lines over groups of them.
//!
//! The figures may stand in several columns, counts in one and shares in the next; but a row has only one.

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
    let mut section = None;
    for (row, cells) in table.grid.rows().iter().enumerate() {
        match printed(cells).as_slice() {
            [] => {}
            [(0, line)] if pair::is_name(&line.text) => section = Some((*line).clone()),
            [(0, name), (column, figure)] if pair::is_name(&name.text) && pair::is_figure(&figure.text) => {
                let part = |what: What, cell, column| table.piece(&Found { what, cell, row, column });
                let name = part(What::Words, name, 0);
                let mut entry = Entry::named(Some(&name), &name);
                entry.section.clone_from(&section);
                entry.take_figure(&part(What::Figure, figure, *column));
                entries.push(entry);
            }
            _ => return None,
        }
    }
    (!entries.is_empty()).then_some(entries)
}
