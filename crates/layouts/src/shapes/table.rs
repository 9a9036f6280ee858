//! Printed tables that are no rows under a heading: to pieces where their cells read like lines, to entries where the table
//! itself says what belongs together.
//!
//! Any table that has rows under a heading is left to the reader of tables.

mod boxes;
mod facts;
mod headless;
mod lying;
mod series;
mod sided;
mod single;
mod upright;

use boardlift_lexicon::heading::Role;
use boardlift_model::{Cell, Grid};

use crate::look::Look;

use super::entry::Entry;
use super::label;
use crate::printed::Position;

use super::piece::{self, Piece, What};

/// A longer table has rows under a heading: panels of labels are stacked a few hundred rows high.
const MOST_ROWS: usize = 2000;

/// What a printed table is.
pub(super) enum Shape {
    /// Labels and values, to be read like lines.
    Pieces(Vec<Piece>),
    /// Names with their figures.
    Entries(Vec<Entry>),
    /// Names with a figure each, over which nothing is printed.
    List(Vec<Entry>),
    /// Rows under a heading, or something else.
    Other,
}

/// What a printed table is.
pub(super) fn shape(table: &Table<'_>, look: &Look) -> Shape {
    let grid = table.grid;
    if grid.rows().len() > MOST_ROWS {
        return Shape::Other;
    }
    if let Some(series) = series::read(table) {
        return Shape::Entries(vec![series]);
    }
    let upright = upright::read(grid);
    // A single column of values may seem to be headed by its first; where a label nobody knows stands beside that, it is.
    let begins_with_label = upright.as_ref().is_some_and(|found| upright::begins_with_label(found));
    if !begins_with_label && look.turned().is_some() {
        return Shape::Other;
    }
    let found = upright.or_else(|| lying::read(grid)).or_else(|| sided::read(grid));
    if let Some(found) = found {
        return Shape::Pieces(found.iter().map(|found| table.piece(found)).collect());
    }
    let list = || {
        let single = || single::read(table).map(|entry| vec![entry]);
        headless::read(table).or_else(single).map(Shape::List)
    };
    let entries = || facts::read(table).or_else(|| boxes::read(table)).map(Shape::Entries);
    list().or_else(entries).unwrap_or(Shape::Other)
}

/// A printed table.
pub(super) struct Table<'g> {
    pub(super) grid: &'g Grid,
    /// Its block, from 0.
    pub(super) block: usize,
    /// Its number among the document's tables, from 1.
    pub(super) number: u32,
    /// The words above it that would name the one indicator that it is about.
    pub(super) title: Option<Piece>,
}

impl Table<'_> {
    fn piece(&self, found: &Found<'_>) -> Piece {
        let cell = Cell { row_span: 1, col_span: 1, ..found.cell.clone() };
        let at = self.position(found.row, found.column);
        Piece { what: found.what.clone(), cell, block: self.block, at: Some(at), is_heading: false }
    }

    /// A cell as a name, wherever it stands.
    fn cell_piece(&self, cell: &Cell) -> Piece {
        let cell = Cell { row_span: 1, col_span: 1, ..cell.clone() };
        Piece { what: What::Words, cell, block: self.block, at: None, is_heading: false }
    }

    /// The place of a cell that is counted from 0.
    fn position(&self, row: usize, column: usize) -> Position {
        let ordinal = |at: usize| u32::try_from(at + 1).unwrap_or(u32::MAX);
        Position { table: self.number, row: ordinal(row), column: ordinal(column) }
    }
}

/// A cell of a table, counted from 0, and what it is.
struct Found<'g> {
    what: What,
    cell: &'g Cell,
    row: usize,
    column: usize,
}

impl<'g> Found<'g> {
    /// The words over a whole row.
    fn title(cell: &'g Cell, row: usize, column: usize) -> Self {
        let what = piece::what(&cell.text).unwrap_or(What::Words);
        Found { what, cell, row, column }
    }

    fn labelled(label: &Cell, cell: &'g Cell, row: usize, column: usize) -> Self {
        Found { what: What::Labelled(label::bare(&label.text).to_owned()), cell, row, column }
    }
}

/// The cells of a row in which something is printed, with their columns.
fn printed(row: &[Cell]) -> Vec<(usize, &Cell)> {
    row.iter().enumerate().filter(|(_, cell)| !cell.is_blank()).collect()
}

/// Whether words would head the names, numbers or figures of indicators.
fn heads_figures(text: &str) -> bool {
    matches!(label::role(text), Some(Role::Value(_) | Role::Reference | Role::Indicator))
}
