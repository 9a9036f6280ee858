//! Fact boxes in rows: a row of names and a row of figures below it, or above it, and perhaps a row of words about them.

use std::ops::Range;

use boardlift_model::Cell;

use super::{Found, Table, printed};
use crate::shapes::entry::Entry;
use crate::shapes::piece::{self, What};
use crate::shapes::{card, label};

/// What all cells of a row are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Row {
    Blank,
    Figures,
    /// Names, or words about figures.
    Words,
    Labelled,
}

/// The entries of a table of names and figures in turn; nothing for any other table. No row may be a heading of figures:
/// names are words that nobody knows for one.
pub(super) fn read(table: &Table<'_>) -> Option<Vec<Entry>> {
    let kinds: Vec<Row> = table.grid.rows().iter().map(|row| kind(row)).collect::<Option<_>>()?;
    let is = |at: usize, kind: Row| kinds.get(at) == Some(&kind);
    let mut at = kinds.iter().position(|kind| *kind != Row::Blank)?;
    let begins_with_figures = is(at, Row::Figures);
    let mut entries = Vec::new();
    while at < kinds.len() {
        if is(at, Row::Blank) {
            at += 1;
            continue;
        }
        let (figures, names) =
            if begins_with_figures { (at, at + 1..at + 2) } else { names_over_figures(table, &kinds, at)? };
        if !is(figures, Row::Figures) || !is(names.start, Row::Words) {
            return None;
        }
        let first = names.end.max(figures + 1);
        let remarks = (first..kinds.len()).take_while(|row| {
            let names_the_next = !begins_with_figures && names_over_figures(table, &kinds, *row).is_some();
            is(*row, Row::Labelled) || is(*row, Row::Words) && !names_the_next
        });
        let end = first + remarks.count();
        entries.extend(cards(table, names, figures, first..end)?);
        at = end;
    }
    (entries.len() > 1).then_some(entries)
}

fn kind(row: &[Cell]) -> Option<Row> {
    let cells = printed(row);
    let whats: Vec<Option<What>> = cells.iter().map(|(_, cell)| piece::what(&cell.text)).collect();
    let all = |test: fn(&What) -> bool| whats.iter().all(|what| what.as_ref().is_some_and(test));
    if cells.is_empty() {
        Some(Row::Blank)
    } else if all(|what| *what == What::Figure) {
        Some(Row::Figures)
    } else if cells.iter().zip(&whats).all(|((_, cell), what)| is_labelled(cell, what.as_ref())) {
        Some(Row::Labelled)
    } else if all(|what| !matches!(what, What::Figure | What::Label)) {
        Some(Row::Words)
    } else {
        None
    }
}

/// Whether a cell holds labels with their values, or says that there is no target.
fn is_labelled(cell: &Cell, what: Option<&What>) -> bool {
    what == Some(&What::NoTarget) || !label::all(&cell.text).is_empty()
}

/// The row of figures below the names that begin at a row, and the rows of these: the longer ones may go on in a second row,
/// which leaves others blank.
fn names_over_figures(table: &Table<'_>, kinds: &[Row], at: usize) -> Option<(usize, Range<usize>)> {
    let is = |at: usize, kind: Row| kinds.get(at) == Some(&kind);
    let is_words = is(at, Row::Words);
    if is_words && is(at + 1, Row::Figures) {
        return Some((at + 1, at..at + 1));
    }
    let printed = |row: usize| printed(&table.grid.rows()[row]).len();
    let goes_on =
        is_words && is(at + 1, Row::Words) && is(at + 2, Row::Figures) && printed(at + 1) < printed(at);
    goes_on.then_some((at + 2, at..at + 2))
}

/// The cards of the rows of names and one of figures, which fill the same columns.
fn cards(
    table: &Table<'_>,
    names: Range<usize>,
    figures: usize,
    remarks: Range<usize>,
) -> Option<Vec<Entry>> {
    let rows = table.grid.rows();
    let columns = |row: usize| printed(&rows[row]).into_iter().map(|(column, _)| column);
    if !columns(names.start).eq(columns(figures)) {
        return None;
    }
    let of_column = |column: usize| {
        let first = &rows[names.start][column];
        let lines = rows[names.clone()].iter().map(|row| row[column].text.as_str());
        let lines: Vec<&str> = lines.filter(|line| !line.is_empty()).collect();
        let name = Cell { text: lines.join(" "), ..first.clone() };
        let name = table.piece(&Found { what: What::Words, cell: &name, row: names.start, column });
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
    columns(figures).map(of_column).collect()
}
