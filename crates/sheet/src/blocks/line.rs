//! The rows of a worksheet that print something.

use std::ops::RangeInclusive;

use boardlift_model::{Address, Place};

use crate::worksheet::{SheetCell, Worksheet};

/// A row and the cells of it that print something.
#[derive(Debug, Clone)]
pub(super) struct Line<'s> {
    /// Which row, from 0.
    pub(super) row: u32,
    /// The cells with words or marks, from left to right; never empty.
    pub(super) cells: Vec<&'s SheetCell>,
}

/// The rows that print something, from top to bottom.
pub(super) fn lines(sheet: &Worksheet) -> Vec<Line<'_>> {
    let prints = |cell: &&SheetCell| !cell.text.is_empty() || cell.mark.is_some();
    sheet
        .rows
        .iter()
        .map(|row| Line { row: row.index, cells: row.cells.iter().filter(prints).collect() })
        .filter(|line| !line.cells.is_empty())
        .collect()
}

impl<'s> Line<'s> {
    /// Whether it prints in one cell alone, as titles, notes and the names of groups do.
    pub(super) fn is_lone(&self) -> bool {
        self.cells.len() == 1
    }

    /// The column of its first cell.
    pub(super) fn first(&self) -> u32 {
        self.cells.first().map_or(0, |cell| cell.column)
    }

    /// The column of its last cell.
    pub(super) fn last(&self) -> u32 {
        self.cells.last().map_or(0, |cell| cell.column)
    }

    /// The words of all cells in one line.
    pub(super) fn text(&self) -> String {
        self.cells.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join(" ")
    }

    /// The part of the line in these columns; nothing where it prints nothing there.
    pub(super) fn within(&self, columns: &RangeInclusive<u32>) -> Option<Line<'s>> {
        let cells: Vec<_> =
            self.cells.iter().copied().filter(|cell| columns.contains(&cell.column)).collect();
        (!cells.is_empty()).then_some(Line { row: self.row, cells })
    }

    /// Where its first cell stands.
    pub(super) fn place(&self, sheet: &Worksheet) -> Place {
        Place::Sheet { sheet: sheet.name.clone(), cell: Address { row: self.row, column: self.first() } }
    }
}
