//! The rows and columns of a table to a grid.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

use boardlift_model::{Address, Cell, Grid, Method, Place};

use super::piece::Table;
use crate::worksheet::{Area, Look, SheetCell, Worksheet};

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

    /// The columns in which merged cells begin in a row.
    fn beginning(&self, row: u32, columns: RangeInclusive<u32>) -> impl Iterator<Item = u32> {
        let at = |column: &u32| Address { row, column: *column };
        self.last.range(at(columns.start())..=at(columns.end())).map(|(first, _)| first.column)
    }

    fn end(&self, first: Address) -> Address {
        self.last.get(&first).copied().unwrap_or(first)
    }
}

/// Which rows and columns of a worksheet a table has.
#[derive(Debug)]
pub(super) struct Frame {
    /// The rows that print something, from top to bottom.
    rows: Vec<u32>,
    /// The columns that print something, from left to right: the others are gaps.
    columns: Vec<u32>,
}

impl Frame {
    /// The rows and columns of a table.
    pub(super) fn of(table: &Table<'_>) -> Self {
        let cells = table.lines.iter().flat_map(|line| &line.cells);
        let columns: BTreeSet<u32> = cells.map(|cell| cell.column).collect();
        Frame {
            rows: table.lines.iter().map(|line| line.row).collect(),
            columns: columns.into_iter().collect(),
        }
    }

    /// How many columns its grid has.
    pub(super) fn width(&self) -> usize {
        self.columns.len()
    }

    /// How many cells its grid has.
    pub(super) fn cell_count(&self) -> usize {
        self.rows.len().saturating_mul(self.columns.len())
    }

    /// How many rows and columns of it the cell at this place of it spans.
    fn span(&self, row: usize, column: usize, merges: &Merges) -> (usize, usize) {
        let last = merges.end(Address { row: self.rows[row], column: self.columns[column] });
        let height = self.rows[row..].partition_point(|row| *row <= last.row);
        let width = self.columns[column..].partition_point(|column| *column <= last.column);
        (height.max(1), width.max(1))
    }
}

/// The grid of a table, whose cells are taken from the worksheet.
pub(super) fn grid(sheet: &mut Worksheet, frame: &Frame, merges: &Merges) -> Grid {
    let mut rows: Vec<Vec<Cell>> = frame.rows.iter().map(|row| cells(sheet, *row, &frame.columns)).collect();
    for (row, column) in merged(&rows, frame, merges) {
        let size = frame.span(row, column, merges);
        span(&mut rows, (row, column), size);
    }
    Grid::new(rows, Method::Sheet)
}

/// The places in a table of the merged cells that print something.
fn merged(rows: &[Vec<Cell>], frame: &Frame, merges: &Merges) -> Vec<(usize, usize)> {
    let Some((left, right)) = frame.columns.first().zip(frame.columns.last()) else { return Vec::new() };
    let prints = |cell: &Cell| !cell.is_blank() || !cell.marks.is_empty();
    let mut places = Vec::new();
    for (at, (row, cells)) in frame.rows.iter().zip(rows).enumerate() {
        let columns = merges.beginning(*row, *left..=*right);
        let columns = columns.filter_map(|column| frame.columns.binary_search(&column).ok());
        places.extend(
            columns.filter(|column| cells.get(*column).is_some_and(prints)).map(|column| (at, column)),
        );
    }
    places
}

/// The cells of a row in these columns, blank ones with the look that the sheet gives them.
fn cells(sheet: &mut Worksheet, row: u32, columns: &[u32]) -> Vec<Cell> {
    let mut known = columns
        .first()
        .zip(columns.last())
        .map_or_else(Vec::new, |(first, last)| sheet.take(row, *first..=*last))
        .into_iter()
        .peekable();
    let mut cells = Vec::with_capacity(columns.len());
    for &column in columns {
        while known.next_if(|cell| cell.column < column).is_some() {}
        let place = Place::Sheet { sheet: sheet.name.clone(), cell: Address { row, column } };
        cells.push(match known.next_if(|cell| cell.column == column) {
            Some(cell) => printed(sheet.look(&cell), cell, place),
            None => Cell::new("", place),
        });
    }
    cells
}

fn printed(look: Look, cell: SheetCell, place: Place) -> Cell {
    Cell {
        stored: cell.stored,
        fill: look.fill,
        ink: look.ink,
        bold: look.bold,
        turn: look.turn,
        marks: cell.mark.into_iter().collect(),
        ..Cell::new(cell.text, place)
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
