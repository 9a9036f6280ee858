//! The cells of worksheets as the file stores them: values, not yet prints.
//!
//! One module a format; all end in [`RawSheet`]. Rows and columns count from 0. No module makes room for cells that
//! aren't there, whatever a sheet claims to span.

mod ods;
mod xls;
mod xlsb;
mod xlsx;

use std::borrow::Cow;

use crate::limits::Budget;
use crate::print::Epoch;
use crate::worksheet::Area;

pub(crate) use ods::Ods;
pub(crate) use xls::Xls;
pub(crate) use xlsb::Xlsb;
pub(crate) use xlsx::Xlsx;

/// A sheet that a workbook lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Listed {
    /// Its name.
    pub(crate) name: String,
    /// Whether it is hidden.
    pub(crate) is_hidden: bool,
}

/// The cells of a worksheet.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct RawSheet<'a> {
    /// The rows that have a cell, from top to bottom.
    pub(crate) rows: Vec<RawRow<'a>>,
    /// Cells that are merged into one, as the file lists them: they may overlap.
    pub(crate) merges: Vec<Area>,
    /// The day that dates count from.
    pub(crate) epoch: Epoch,
    /// Whether rows were left out at the end, since a limit was reached.
    pub(crate) is_cut: bool,
}

/// The cells of one row, from left to right.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct RawRow<'a> {
    /// Which row.
    pub(crate) index: u32,
    /// Its cells.
    pub(crate) cells: Vec<RawCell<'a>>,
}

/// One cell.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct RawCell<'a> {
    /// Its column.
    pub(crate) column: u32,
    /// Its style, an index into the sheet's styles; 0 where the reader of values doesn't know.
    pub(crate) style: u32,
    /// What it holds.
    pub(crate) value: Value<'a>,
}

/// What a cell holds.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value<'a> {
    /// Nothing.
    Blank,
    /// A number, to be printed by the cell's format. A date is a serial number.
    Number(f64),
    /// A number, and the words that the file itself prints for it.
    Shown(f64, Cow<'a, str>),
    /// Words.
    Words(Cow<'a, str>),
    /// A truth.
    Truth(bool),
    /// An error, by the words that it prints: `#N/A`.
    Error(Cow<'a, str>),
}

impl Value<'_> {
    /// How many bytes its words have.
    fn text_bytes(&self) -> usize {
        match self {
            Value::Shown(_, words) | Value::Words(words) | Value::Error(words) => words.len(),
            Value::Blank | Value::Number(_) | Value::Truth(_) => 0,
        }
    }
}

/// Gathers cells, which may come in any order, within a budget.
struct Gatherer<'a, 'b> {
    rows: Vec<RawRow<'a>>,
    budget: &'b mut Budget,
    is_sorted: bool,
    is_cut: bool,
}

impl<'a, 'b> Gatherer<'a, 'b> {
    fn new(budget: &'b mut Budget) -> Self {
        Gatherer { rows: Vec::new(), budget, is_sorted: true, is_cut: false }
    }

    /// Adds a cell; false where the budget is used up, and nothing more is to come.
    fn push(&mut self, row: u32, column: u32, style: u32, value: Value<'a>) -> bool {
        if !self.budget.admit(value.text_bytes()) {
            self.is_cut = true;
            // Half a row could hold half of what belongs together.
            self.rows.pop_if(|last| last.index == row);
            return false;
        }
        let cell = RawCell { column, style, value };
        match self.rows.last_mut() {
            Some(last) if last.index == row => {
                self.is_sorted &= last.cells.last().is_none_or(|before| before.column < column);
                last.cells.push(cell);
            }
            last => {
                self.is_sorted &= last.as_ref().is_none_or(|before| before.index < row);
                // Most rows have as many cells as the one before, and no more room is made than was needed there.
                let mut cells = Vec::with_capacity(last.map_or(1, |before| before.cells.len()));
                cells.push(cell);
                self.rows.push(RawRow { index: row, cells });
            }
        }
        true
    }

    /// The cells in order. Of two cells at one address the last one counts.
    fn sheet(mut self, merges: Vec<Area>, epoch: Epoch) -> RawSheet<'a> {
        if !self.is_sorted {
            self.rows = sorted(self.rows);
        }
        RawSheet { rows: self.rows, merges, epoch, is_cut: self.is_cut }
    }
}

/// Rows from top to bottom, and their cells from left to right, each once.
fn sorted(mut rows: Vec<RawRow<'_>>) -> Vec<RawRow<'_>> {
    rows.sort_by_key(|row| row.index);
    rows.dedup_by(|next, row| {
        let is_same = next.index == row.index;
        if is_same {
            row.cells.append(&mut next.cells);
        }
        is_same
    });
    for row in &mut rows {
        row.cells.sort_by_key(|cell| cell.column);
        row.cells.dedup_by(|next, cell| {
            let is_same = next.column == cell.column;
            if is_same {
                std::mem::swap(next, cell);
            }
            is_same
        });
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits::Limits;

    fn gathered(addresses: &[(u32, u32)], cells: usize) -> (String, bool) {
        let mut budget = Budget::new(&Limits { cells, ..Limits::default() });
        let mut gatherer = Gatherer::new(&mut budget);
        for (number, (row, column)) in (0..).zip(addresses) {
            if !gatherer.push(*row, *column, 0, Value::Number(f64::from(number))) {
                break;
            }
        }
        let sheet = gatherer.sheet(Vec::new(), Epoch::Year1900);
        let cell = |row: u32, cell: &RawCell<'_>| match cell.value {
            Value::Number(number) => format!("{row},{}={number}", cell.column),
            _ => String::new(),
        };
        let rows = sheet.rows.iter().flat_map(|row| row.cells.iter().map(|raw| cell(row.index, raw)));
        (rows.collect::<Vec<_>>().join(" "), sheet.is_cut)
    }

    #[test]
    fn cells_are_put_in_order() {
        let check = |addresses: &[(u32, u32)], expected: &str| {
            assert_eq!(gathered(addresses, 100), (expected.to_owned(), false), "{addresses:?}");
        };
        check(&[(0, 0), (0, 2), (3, 1)], "0,0=0 0,2=1 3,1=2");
        check(&[(3, 1), (0, 2), (0, 0)], "0,0=2 0,2=1 3,1=0");
        check(&[(0, 0), (1, 0), (0, 0)], "0,0=2 1,0=1");
    }

    #[test]
    fn a_row_that_goes_beyond_the_budget_is_left_out() {
        assert_eq!(gathered(&[(0, 0), (1, 0), (1, 1), (1, 2)], 3), ("0,0=0".to_owned(), true));
    }
}
