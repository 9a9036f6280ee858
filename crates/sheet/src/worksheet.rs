//! A worksheet as it would print: words, colours and addresses, before anybody asks where its tables are.
//!
//! Every format ends here. Rows and columns count from 0, as [`Address`] does.

use std::ops::RangeInclusive;
use std::sync::Arc;

use boardlift_model::{Address, Mark, Rgb, Turn};

/// One worksheet, or one file of delimited values.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Worksheet {
    /// Its name.
    pub(crate) name: Arc<str>,
    /// The rows that have a cell, from top to bottom.
    pub(crate) rows: Vec<SheetRow>,
    /// The looks of the cells, each once; [`SheetCell::look`] points here.
    pub(crate) looks: Vec<Look>,
    /// Cells that are merged into one. They don't overlap, none lies in hidden rows or columns alone, and only the first
    /// cell of each has words.
    pub(crate) merges: Vec<Area>,
    /// Rows that the sheet repeats at the top of each printed page.
    pub(crate) title_rows: Option<(u32, u32)>,
    /// What was left out, or would be.
    pub(crate) hidden: Hidden,
}

impl Worksheet {
    /// How a cell looks.
    pub(crate) fn look(&self, cell: &SheetCell) -> Look {
        self.looks.get(cell.look as usize).copied().unwrap_or_default()
    }

    /// The row with this index, where it has a cell.
    pub(crate) fn row(&self, index: u32) -> Option<&SheetRow> {
        self.rows.binary_search_by_key(&index, |row| row.index).ok().map(|at| &self.rows[at])
    }

    /// Takes the cells in these columns out of a row, from left to right.
    pub(crate) fn take(&mut self, index: u32, columns: RangeInclusive<u32>) -> Vec<SheetCell> {
        let Ok(at) = self.rows.binary_search_by_key(&index, |row| row.index) else { return Vec::new() };
        let cells = &mut self.rows[at].cells;
        let first = cells.partition_point(|cell| cell.column < *columns.start());
        let behind = cells.partition_point(|cell| cell.column <= *columns.end());
        if behind - first == cells.len() {
            std::mem::take(cells)
        } else {
            cells.drain(first..behind).collect()
        }
    }
}

/// The cells of one row.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct SheetRow {
    /// Which row.
    pub(crate) index: u32,
    /// Its cells from left to right: those with words, with a mark, or with a look of their own.
    pub(crate) cells: Vec<SheetCell>,
}

/// One cell.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct SheetCell {
    /// Its column.
    pub(crate) column: u32,
    /// The words as the sheet prints them, white space folded; empty for a cell that has only a look.
    pub(crate) text: String,
    /// The number behind the words on the scale that they print (per cent are times 100).
    pub(crate) stored: Option<f64>,
    /// Its look, an index into [`Worksheet::looks`].
    pub(crate) look: u32,
    /// The icon that a conditional format draws in it.
    pub(crate) mark: Option<Mark>,
}

/// How a cell looks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Look {
    /// The colour behind the words, conditional formats counted.
    pub(crate) fill: Option<Rgb>,
    /// The colour of the words.
    pub(crate) ink: Option<Rgb>,
    /// Whether they are bold.
    pub(crate) bold: bool,
    /// How they are turned.
    pub(crate) turn: Turn,
    /// Whether a line is drawn on any side of the cell: tables often have them, notes around tables don't.
    pub(crate) lined: bool,
}

/// A rectangle of cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Area {
    /// Its top left cell.
    pub(crate) first: Address,
    /// Its bottom right cell, included.
    pub(crate) last: Address,
}

/// How much of a worksheet is hidden, and so was left out where hidden things aren't wanted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Hidden {
    /// Rows with words in them, filtered ones counted.
    pub(crate) rows: u32,
    /// Columns with words in them.
    pub(crate) columns: u32,
}
