//! The rows and columns of a table to a grid.

use std::collections::{BTreeMap, BTreeSet};

use boardlift_model::{Address, Cell, Grid, Method, Place};

use super::piece::Table;
use crate::worksheet::{Area, SheetCell, Worksheet};

/// The merged cells of a worksheet, by their first cell.
#[derive(Debug, Default)]
pub(super) struct Merges {
    last: BTreeMap<Address, Address>,
    /// Runs of rows that merged cells hold together, first and last, from top to bottom, none over another.
    tall: Vec<(u32, u32)>,
}

impl Merges {
    /// The merged cells of a worksheet.
    pub(super) fn of(sheet: &Worksheet) -> Self {
        let last = sheet.merges.iter().map(|Area { first, last }| (*first, *last)).collect();
        let mut spans: Vec<(u32, u32)> = sheet
            .merges
            .iter()
            .map(|area| (area.first.row, area.last.row))
            .filter(|(first, last)| first < last)
            .collect();
        spans.sort_unstable();
        let mut tall: Vec<(u32, u32)> = Vec::new();
        for (first, last) in spans {
            match tall.last_mut() {
                Some(run) if first <= run.1 => run.1 = run.1.max(last),
                _ => tall.push((first, last)),
            }
        }
        Merges { last, tall }
    }

    /// The last column of the cell that begins here.
    pub(super) fn last_column(&self, row: u32, column: u32) -> u32 {
        self.end(Address { row, column }).column
    }

    /// Whether merged cells reach from one row to another below it.
    pub(super) fn join_rows(&self, above: u32, below: u32) -> bool {
        let next = self.tall.partition_point(|(first, _)| *first <= above);
        next.checked_sub(1).is_some_and(|at| self.tall[at].1 >= below)
    }

    fn end(&self, first: Address) -> Address {
        self.last.get(&first).copied().unwrap_or(first)
    }
}

/// The grid of a table.
///
/// # Errors
///
/// The number of its cells, where that is more than `most`.
pub(super) fn grid(
    sheet: &Worksheet,
    table: &Table<'_>,
    merges: &Merges,
    most: usize,
) -> Result<Grid, usize> {
    // Columns that print nothing are gaps.
    let columns: BTreeSet<u32> =
        table.lines.iter().flat_map(|line| line.cells.iter().map(|cell| cell.column)).collect();
    let columns: Vec<u32> = columns.into_iter().collect();
    let count = table.lines.len().saturating_mul(columns.len());
    if count > most {
        return Err(count);
    }
    let mut rows: Vec<Vec<Cell>> = table.lines.iter().map(|line| cells(sheet, line.row, &columns)).collect();
    let lines: Vec<u32> = table.lines.iter().map(|line| line.row).collect();
    for (at, line) in table.lines.iter().enumerate() {
        for cell in &line.cells {
            let first = Address { row: line.row, column: cell.column };
            let last = merges.end(first);
            let Ok(left) = columns.binary_search(&cell.column) else { continue };
            let width = columns[left..].partition_point(|column| *column <= last.column);
            let height = lines[at..].partition_point(|row| *row <= last.row);
            span(&mut rows, (at, left), (height.max(1), width.max(1)));
        }
    }
    Ok(Grid::new(rows, Method::Sheet))
}

/// The cells of a row in these columns, blank ones with the look that the sheet gives them.
fn cells(sheet: &Worksheet, row: u32, columns: &[u32]) -> Vec<Cell> {
    let mut known = sheet.row(row).map_or(&[][..], |row| &row.cells).iter().peekable();
    columns
        .iter()
        .map(|&column| {
            while known.next_if(|cell| cell.column < column).is_some() {}
            let place = Place::Sheet { sheet: sheet.name.clone(), cell: Address { row, column } };
            match known.next_if(|cell| cell.column == column) {
                Some(cell) => printed(sheet, cell, place),
                None => Cell::new("", place),
            }
        })
        .collect()
}

fn printed(sheet: &Worksheet, cell: &SheetCell, place: Place) -> Cell {
    let look = sheet.look(cell);
    Cell {
        stored: cell.stored,
        fill: look.fill,
        ink: look.ink,
        bold: look.bold,
        turn: look.turn,
        marks: cell.marks.clone(),
        ..Cell::new(cell.text.clone(), place)
    }
}

/// Lets the cell at `(row, column)` span so many rows and columns.
fn span(rows: &mut [Vec<Cell>], (row, column): (usize, usize), (height, width): (usize, usize)) {
    if height == 1 && width == 1 {
        return;
    }
    for line in &mut rows[row..row + height] {
        for cell in &mut line[column..column + width] {
            cell.covered = true;
        }
    }
    let first = &mut rows[row][column];
    first.covered = false;
    first.row_span = u32::try_from(height).unwrap_or(u32::MAX);
    first.col_span = u32::try_from(width).unwrap_or(u32::MAX);
}
