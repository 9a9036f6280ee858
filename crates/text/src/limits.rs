//! How much of a file is read at most, so that a hostile one costs bounded memory and linear time.
//!
//! What lies beyond a limit is left out whole and said so in a finding: half a line could hold half a figure.

use boardlift_model::finding::FindingKind;
use boardlift_model::{Finding, Place};

use crate::error::TextError;

/// The largest file that is read by default, in bytes: 64 MiB. A board paper as text has some hundred kilobytes.
pub const MAX_BYTES: u64 = 64 << 20;

/// The most columns that a table may have by default.
pub const MAX_COLUMNS: usize = 512;

/// The most elements and stretches of words of a web page; what follows is left out. The largest pages that councils
/// publish have some ten thousand.
pub(crate) const HTML_NODES: usize = 1_000_000;

/// How deep elements of a web page may stand inside each other; what follows is left out. Browsers stop here too, since
/// the time to find out what an end tag ends grows with it.
pub(crate) const HTML_DEPTH: usize = 512;

/// The most style rules of a web page; where it has more, its style is set aside.
pub(crate) const HTML_RULES: usize = 50_000;

/// How often an element of a web page is held against a rule of its style sheets at most; beyond, the sheets are set
/// aside.
pub(crate) const HTML_STYLINGS: usize = 100_000_000;

/// How often an attribute of a web page is held against another one of its tag at most; the tag that goes beyond is left
/// out with all that follows. The parser does it to find those that are given twice.
pub(crate) const HTML_ATTRIBUTE_LOOKS: usize = 1_000_000_000;

/// The most columns that a cell of a web page may span (HTML standard, 4.9.11); a wider one is cut to them.
pub(crate) const MOST_COLUMN_SPAN: usize = 1000;

/// How much is read at most.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// The largest file, in bytes. A larger one is an error.
    pub bytes: u64,
    /// The longest line, in bytes of UTF-8. A longer one is left out.
    pub line_bytes: usize,
    /// The most lines. What follows is left out.
    pub lines: usize,
    /// The most columns of a table. A wider one is set aside.
    pub columns: usize,
    /// The most cells of all tables together, blank ones counted. The table that goes beyond is set aside.
    pub cells: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            bytes: MAX_BYTES,
            line_bytes: 1 << 20,
            lines: 1_000_000,
            columns: MAX_COLUMNS,
            cells: 4_000_000,
        }
    }
}

impl Limits {
    /// An error for a file of more bytes than the limit.
    pub(crate) fn admit_file(&self, size: usize) -> Result<(), TextError> {
        let size = u64::try_from(size).unwrap_or(u64::MAX);
        if size > self.bytes { Err(TextError::TooLarge { size, limit: self.bytes }) } else { Ok(()) }
    }
}

/// What the tables of one document may still use up.
#[derive(Debug)]
pub(crate) struct Budget {
    columns: usize,
    cells: usize,
}

impl Budget {
    /// The whole budget.
    pub(crate) fn new(limits: &Limits) -> Self {
        Budget::of(limits.columns, limits.cells)
    }

    /// So many columns of one table and cells of all.
    pub(crate) fn of(columns: usize, cells: usize) -> Self {
        Budget { columns, cells }
    }

    /// Takes a table of so many rows and columns out of the budget; a finding where it does not fit. To be asked
    /// before the cells are made.
    pub(crate) fn admit(&mut self, rows: usize, width: usize, place: Option<Place>) -> Result<(), Finding> {
        if width > self.columns {
            let message =
                format!("a table of {width} columns was set aside, at most {} are read", self.columns);
            return Err(Finding::warning(FindingKind::LimitReached, message, place));
        }
        let Some(left) = self.cells.checked_sub(rows.saturating_mul(width)) else {
            let message = format!(
                "a table of {rows} rows and {width} columns was set aside, the limit of cells is reached"
            );
            return Err(Finding::warning(FindingKind::LimitReached, message, place));
        };
        self.cells = left;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_budget_shrinks_with_each_table() {
        let mut budget = Budget::new(&Limits { columns: 4, cells: 10, ..Limits::default() });
        assert!(budget.admit(1, 5, None).is_err(), "too wide");
        assert!(budget.admit(2, 4, None).is_ok());
        assert!(budget.admit(1, 3, None).is_err(), "two cells are left");
        assert!(budget.admit(1, 2, None).is_ok());
        assert!(budget.admit(usize::MAX, 2, None).is_err());
    }

    #[test]
    fn a_file_at_the_limit_is_read() {
        let limits = Limits { bytes: 3, ..Limits::default() };
        assert_eq!(limits.admit_file(3), Ok(()));
        assert_eq!(limits.admit_file(4), Err(TextError::TooLarge { size: 4, limit: 3 }));
    }
}
