//! Where the cells of a grid stand in print that was turned, parted or made before it is read.
//!
//! Everything on the way reads such a grid like any other and counts its rows and columns. Once all figures are there, each
//! is told with the place that it has in the document. A grid that was made also has headings that nobody printed, and rows
//! with a period of their own, which no column could tell.

use boardlift_lexicon::period::{self, Years};
use boardlift_model::{AreaClaim, Figure, Flag, Kind};

/// A cell's place in the tables of a document, each number from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Position {
    /// The table.
    pub(crate) table: u32,
    /// Its row.
    pub(crate) row: u32,
    /// Its column.
    pub(crate) column: u32,
}

/// What a grid is of the printed tables.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Printed {
    /// One of them.
    Whole,
    /// A part of one, below so many other rows and behind so many other columns.
    Part {
        /// The rows above.
        rows: usize,
        /// The columns before.
        columns: usize,
    },
    /// A part of one, the other way round: for each column the printed row and for each row the printed column, from 0.
    Turned {
        /// The printed row of each column.
        rows: Vec<usize>,
        /// The printed column of each row.
        columns: Vec<usize>,
    },
    /// None: it was made, of cells that stand anywhere.
    Made {
        /// For each column whether its heading is printed.
        headings: Vec<bool>,
        /// The rows below the heading.
        rows: Vec<MadeRow>,
    },
}

/// What is printed of a row that was made.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct MadeRow {
    /// The place of each column's cell, where that stands in a table.
    pub(crate) cells: Vec<Option<Position>>,
    /// The words of its own period.
    pub(crate) period: Option<String>,
}

impl Printed {
    /// Whether the heading of a column, from 0, is printed.
    pub(crate) fn has_heading(&self, column: usize) -> bool {
        match self {
            Printed::Made { headings, .. } => headings.get(column).is_none_or(|printed| *printed),
            Printed::Whole | Printed::Part { .. } | Printed::Turned { .. } => true,
        }
    }

    /// Whether it is a part of a printed table.
    pub(crate) fn is_part(&self) -> bool {
        matches!(self, Printed::Part { .. } | Printed::Turned { .. })
    }

    /// Whether it is printed the other way round.
    pub(crate) fn is_turned(&self) -> bool {
        matches!(self, Printed::Turned { .. })
    }

    /// Tells a figure that was read from the grid as it is printed.
    pub(crate) fn tell(&self, figure: &mut Figure, years: Years) {
        if let Printed::Made { headings, rows } = self {
            if headings.get(from_0(figure.column)) == Some(&false) {
                // The words that it was read under stand nowhere.
                figure.column_text.clear();
                figure.flags.insert(Flag::RoleInferred);
            }
            if let Some(words) = made_row(rows, figure.row).and_then(|row| row.period.as_deref()) {
                tell_period(words, figure, years);
            }
        }
        let read = Position { table: figure.table, row: figure.row, column: figure.column };
        let Position { table, row, column } = self.place(read);
        (figure.table, figure.row, figure.column) = (table, row, column);
    }

    /// The printed place of a cell that is read at this one.
    fn place(&self, read: Position) -> Position {
        let on = |at: u32, before: usize| at.saturating_add(u32::try_from(before).unwrap_or(u32::MAX));
        let number = |numbers: &[usize], at: u32| {
            numbers.get(from_0(at)).and_then(|at| u32::try_from(at + 1).ok()).unwrap_or(at)
        };
        let Position { row, column, .. } = read;
        match self {
            Printed::Whole => read,
            Printed::Part { rows, columns } => {
                Position { row: on(row, *rows), column: on(column, *columns), ..read }
            }
            Printed::Turned { rows, columns } => {
                Position { row: number(rows, column), column: number(columns, row), ..read }
            }
            Printed::Made { rows, .. } => {
                let cell = made_row(rows, row).and_then(|row| *row.cells.get(from_0(column))?);
                cell.unwrap_or(read)
            }
        }
    }
}

/// The row of this number, from 1, of which the heading is the first.
fn made_row(rows: &[MadeRow], number: u32) -> Option<&MadeRow> {
    rows.get(from_0(number).checked_sub(1)?)
}

fn from_0(number: u32) -> usize {
    (number as usize).saturating_sub(1)
}

/// What the row prints of the authority's own result goes before what the paper lets infer.
fn tell_period(words: &str, figure: &mut Figure, years: Years) {
    let is_own = figure.kind == Kind::Actual && figure.area == AreaClaim::Publisher;
    let is_open = figure.period.is_none() || figure.flags.contains(&Flag::PeriodInferred);
    if !is_own || !is_open {
        return;
    }
    if let Some(found) = period::find(words, years) {
        figure.period = Some(found.stated);
        figure.flags.remove(&Flag::PeriodInferred);
    }
}
