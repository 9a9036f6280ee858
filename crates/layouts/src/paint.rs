//! Which colours are a cell's own: not those of its row, its column or its heading.
//!
//! Papers are coloured for many reasons. Bands tell rows apart, brands tint headings and columns, group rows stand out. A
//! colour can judge a figure only if it was given to the figure: if no cell of the row that can't be judged (its name, a
//! target, a comparator, a blank) shares it, and neither does the heading above.

use std::collections::BTreeSet;

use boardlift_lexicon::heading::Role;
use boardlift_lexicon::period::Years;
use boardlift_lexicon::value;
use boardlift_model::{Cell, Rgb, Status};

use crate::columns::{Column, Use};

/// So many rows at least must share a colour for it to be their column's: two may agree by chance.
const LEAST_ROWS_OF_TINT: usize = 3;

/// The colours of a stretch that belong to columns and headings.
#[derive(Debug, Default)]
pub(crate) struct Tints {
    /// For each column the fill of its heading.
    headings: Vec<Option<Rgb>>,
    /// For each column the fill that all its cells in rows with figures have.
    columns: Vec<Option<Rgb>>,
}

/// A fill that is a cell's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct OwnFill {
    /// The colour.
    pub(crate) colour: Rgb,
    /// Whether all cells of the column have it, so that it may be the column's all the same.
    pub(crate) may_be_columns: bool,
}

impl Tints {
    /// The tints of the rows under a heading; `heading` is the heading's lowest row, where it has one.
    pub(crate) fn of(heading: Option<&[Cell]>, rows: &[Vec<Cell>], columns: &[Column]) -> Self {
        let fill_at = |row: &[Cell], at: usize| row.get(at).and_then(|cell| cell.fill);
        let with_figures: Vec<&Vec<Cell>> = rows.iter().filter(|row| has_figures(row, columns)).collect();
        let tint = |at: usize| {
            let first = fill_at(with_figures.first()?, at)?;
            let shared = with_figures.iter().all(|row| fill_at(row, at) == Some(first));
            (shared && with_figures.len() >= LEAST_ROWS_OF_TINT).then_some(first)
        };
        Tints {
            headings: (0..columns.len()).map(|at| fill_at(heading?, at)).collect(),
            columns: (0..columns.len()).map(tint).collect(),
        }
    }

    /// For each cell of a row the fill that is its own.
    pub(crate) fn own_fills(&self, row: &[Cell], columns: &[Column]) -> Vec<Option<OwnFill>> {
        let unjudged = row.iter().zip(columns).filter(|(cell, column)| !may_be_judged(cell, column));
        let of_row: BTreeSet<Shade> = unjudged.filter_map(|(cell, _)| cell.fill.map(shade)).collect();
        row.iter().enumerate().map(|(at, cell)| self.own_fill(at, cell.fill?, &of_row)).collect()
    }

    /// Whether all cells of a column in rows with figures have one fill.
    pub(crate) fn has_tint(&self, at: usize) -> bool {
        self.columns.get(at).copied().flatten().is_some()
    }

    fn own_fill(&self, at: usize, colour: Rgb, of_row: &BTreeSet<Shade>) -> Option<OwnFill> {
        let is_headings = self.headings.get(at).copied().flatten() == Some(colour);
        let may_be_columns = self.columns.get(at).copied().flatten() == Some(colour);
        (!is_headings && !of_row.contains(&shade(colour))).then_some(OwnFill { colour, may_be_columns })
    }
}

/// A colour that can be sorted.
pub(crate) type Shade = [u8; 3];

/// A colour as one that can be sorted.
pub(crate) fn shade(colour: Rgb) -> Shade {
    [colour.red, colour.green, colour.blue]
}

/// Whether a cell of this column can carry a judgement.
fn may_be_judged(cell: &Cell, column: &Column) -> bool {
    match &column.used {
        Use::Role(Role::Rag | Role::Direction) => true,
        _ => column.is_own_actual() && !cell.is_blank(),
    }
}

fn has_figures(row: &[Cell], columns: &[Column]) -> bool {
    let values =
        row.iter().zip(columns).filter(|(cell, column)| column.value().is_some() && !cell.is_blank());
    values
        .map(|(cell, _)| value::read(&cell.text, Years::default()))
        .any(|read| read.cell.status == Status::Reported)
}
