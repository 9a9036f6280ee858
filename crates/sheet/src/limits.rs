//! How much of a workbook is read at most, so that a hostile one costs bounded memory and time.
//!
//! What lies beyond a limit is left out by whole rows, and a finding says so.

use crate::error::SheetError;

/// How much is read at most.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// The largest file, in bytes. A larger one is an error.
    pub bytes: u64,
    /// How much may come out of a workbook that is an archive.
    pub pack: boardlift_pack::Limits,
    /// The most cells of all sheets together: those that the file has, blank ones among them. The rows beyond are left
    /// out. And the most cells of all tables together, with the blank ones that fill them up: a table beyond is left out.
    pub cells: usize,
    /// The most bytes that the words of all cells may have together. The rows beyond are left out.
    pub text_bytes: usize,
    /// The longest record of delimited values, in bytes of UTF-8. A longer one is an error: most likely a quote is left
    /// open, and everything behind it would be one cell.
    pub record_bytes: usize,
}

/// A workbook of a board paper has some ten thousand cells.
impl Default for Limits {
    fn default() -> Self {
        Limits {
            bytes: 256 << 20,
            pack: boardlift_pack::Limits {
                entry_bytes: 256 << 20,
                total_bytes: 384 << 20,
                ..boardlift_pack::Limits::default()
            },
            cells: 1_000_000,
            text_bytes: 128 << 20,
            record_bytes: 1 << 20,
        }
    }
}

impl Limits {
    /// An error for a file of more bytes than the limit.
    pub(crate) fn admit_file(&self, size: usize) -> Result<(), SheetError> {
        let size = u64::try_from(size).unwrap_or(u64::MAX);
        if size > self.bytes { Err(SheetError::TooLarge { size, limit: self.bytes }) } else { Ok(()) }
    }
}

/// What the sheets of one workbook may still use up.
#[derive(Debug)]
pub(crate) struct Budget {
    cells: usize,
    text_bytes: usize,
}

impl Budget {
    /// The whole budget.
    pub(crate) fn new(limits: &Limits) -> Self {
        Budget { cells: limits.cells, text_bytes: limits.text_bytes }
    }

    /// Takes a cell with so many bytes of words out of the budget; false where that is used up.
    pub(crate) fn admit(&mut self, text_bytes: usize) -> bool {
        let left = self.cells.checked_sub(1).zip(self.text_bytes.checked_sub(text_bytes));
        if let Some((cells, text_bytes)) = left {
            (self.cells, self.text_bytes) = (cells, text_bytes);
        }
        left.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_budget_shrinks_with_each_cell() {
        let mut budget = Budget::new(&Limits { cells: 2, text_bytes: 10, ..Limits::default() });
        assert!(!budget.admit(11), "too long");
        assert!(budget.admit(10));
        assert!(!budget.admit(1), "no room for words is left");
        assert!(budget.admit(0));
        assert!(!budget.admit(0), "no cell is left");
    }

    #[test]
    fn a_file_at_the_limit_is_read() {
        let limits = Limits { bytes: 3, ..Limits::default() };
        assert!(limits.admit_file(3).is_ok());
        assert!(matches!(limits.admit_file(4), Err(SheetError::TooLarge { size: 4, limit: 3 })));
    }
}
