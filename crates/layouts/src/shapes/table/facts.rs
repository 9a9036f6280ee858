//! Fact boxes in rows: a row of names and a row of figures below it, or above it, and perhaps a row of words about them.

use boardlift_model::Cell;

use super::{Found, Table, printed};
use crate::header;
use crate::shapes::entry::Entry;
use crate::shapes::piece::{self, What};
use crate::shapes::{card, label};

/// What all cells of a row are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Row {
    Blank,
    Names,
    Figures,
    Remarks,
}

/// The entries of a table of names and figures in turn; nothing for any other table.
pub(super) fn read(table: &Table<'_>) -> Option<Vec<Entry>> {
    let rows = table.grid.rows();
    if header::find(table.grid).is_some() {
        return None;
    }
    let kinds: Vec<Row> = rows.iter().map(|row| kind(row)).collect::<Option<_>>()?;
    let mut entries = Vec::new();
    let mut at = kinds.iter().position(|kind| *kind != Row::Blank)?;
    let order = (kinds[at], *kinds.get(at + 1)?);
    while at < rows.len() {
        if kinds[at] == Row::Blank {
            at += 1;
            continue;
        }
        let names = match (order, kinds.get(at + 1)) {
            ((Row::Names, Row::Figures), Some(Row::Figures)) if kinds[at] == Row::Names => at,
            ((Row::Figures, Row::Names), Some(Row::Names)) if kinds[at] == Row::Figures => at + 1,
            _ => return None,
        };
        let remarks = kinds[at + 2..].iter().take_while(|kind| **kind == Row::Remarks).count();
        let figures = if names == at { at + 1 } else { at };
        entries.extend(cards(table, names, figures, at + 2..at + 2 + remarks)?);
        at += 2 + remarks;
    }
    (entries.len() > 1).then_some(entries)
}

fn kind(row: &[Cell]) -> Option<Row> {
    let cells = printed(row);
    let all = |test: fn(&What) -> bool| {
        cells.iter().all(|(_, cell)| piece::what(&cell.text).is_some_and(|what| test(&what)))
    };
    if cells.is_empty() {
        Some(Row::Blank)
    } else if all(|what| *what == What::Figure) {
        Some(Row::Figures)
    } else if all(|what| matches!(what, What::Judgement | What::Movement | What::Period))
        || cells.iter().all(|(_, cell)| !label::all(&cell.text).is_empty())
    {
        Some(Row::Remarks)
    } else if all(|what| *what == What::Words) {
        Some(Row::Names)
    } else {
        None
    }
}

/// The cards of a row of names and one of figures, which fill the same columns.
fn cards(
    table: &Table<'_>,
    names: usize,
    figures: usize,
    remarks: std::ops::Range<usize>,
) -> Option<Vec<Entry>> {
    let rows = table.grid.rows();
    let columns = |row: usize| printed(&rows[row]).into_iter().map(|(column, _)| column);
    if !columns(names).eq(columns(figures)) {
        return None;
    }
    let of_column = |column: usize| {
        let name = table.piece(&Found { what: What::Words, cell: &rows[names][column], row: names, column });
        let figure =
            table.piece(&Found { what: What::Figure, cell: &rows[figures][column], row: figures, column });
        let mut entry = card::of(&name, &figure)?;
        for row in remarks.clone() {
            let cell = &rows[row][column];
            let parts = piece::of_words(cell).unwrap_or_default();
            for (what, cell) in &parts {
                let part = table.piece(&Found { what: what.clone(), cell, row, column });
                if parts.len() > 1 { entry.take_within(&part) } else { entry.take(&part) }
            }
        }
        Some(entry)
    };
    columns(names).map(of_column).collect()
}
