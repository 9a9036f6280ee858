//! Where something stood, so that every figure can be traced.

use std::fmt::{self, Write as _};
use std::str::FromStr;
use std::sync::Arc;

/// A rectangle in points (1/72 inch), measured from the top left corner of the page, y downward.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct BBox {
    /// Left edge.
    pub x0: f32,
    /// Top edge.
    pub y0: f32,
    /// Right edge; never less than `x0`.
    pub x1: f32,
    /// Bottom edge; never less than `y0`.
    pub y1: f32,
}

/// A cell of a worksheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Address {
    /// Its row, from 0.
    pub row: u32,
    /// Its column, from 0.
    pub column: u32,
}

/// In A1 style: letters for the column, a number from 1 for the row.
impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const LETTERS: &[u8; 26] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ";
        // 26 to the power of 7 is more than any column number.
        let mut name = [0_u8; 7];
        let mut first = name.len();
        let mut rest = u64::from(self.column) + 1;
        while rest > 0 {
            // The letters count from 1, so there is no nought and each place is taken from one less.
            rest -= 1;
            first -= 1;
            name[first] = LETTERS[(rest % 26) as usize];
            rest /= 26;
        }
        for letter in &name[first..] {
            f.write_char(char::from(*letter))?;
        }
        write!(f, "{}", u64::from(self.row) + 1)
    }
}

/// What is no address in A1 style.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoAddress;

impl FromStr for Address {
    type Err = NoAddress;

    /// Reads A1 style as it is printed here: capital letters, then a number without noughts before it.
    fn from_str(words: &str) -> Result<Self, NoAddress> {
        let digits = words.find(|c: char| !c.is_ascii_uppercase()).ok_or(NoAddress)?;
        let (letters, number) = words.split_at(digits);
        if letters.is_empty() || !number.bytes().all(|byte| byte.is_ascii_digit()) || number.starts_with('0')
        {
            return Err(NoAddress);
        }
        let column = letters.bytes().try_fold(0_u64, |column, letter| {
            column.checked_mul(26)?.checked_add(u64::from(letter - b'A') + 1)
        });
        let from_nought = |one_based: u64| u32::try_from(one_based.checked_sub(1)?).ok();
        let row = number.parse().ok().and_then(from_nought).ok_or(NoAddress)?;
        Ok(Address { row, column: column.and_then(from_nought).ok_or(NoAddress)? })
    }
}

/// The place of a cell or a piece of text in its document.
#[derive(Debug, Clone, PartialEq)]
pub enum Place {
    /// A box on a page of a paged document.
    Page {
        /// Page number, from 1.
        page: u32,
        /// The box on that page.
        bbox: BBox,
    },
    /// A cell of a workbook.
    Sheet {
        /// The sheet's name.
        sheet: Arc<str>,
        /// The cell's address.
        cell: Address,
    },
    /// A line of a text.
    Line(
        /// Line number, from 1.
        u32,
    ),
}

impl Place {
    /// The line number (from 1) of a place in a text, and nothing for other places.
    pub fn line(&self) -> Option<u32> {
        match self {
            Place::Line(line) => Some(*line),
            Place::Page { .. } | Place::Sheet { .. } => None,
        }
    }

    /// The name of the sheet of a place in a workbook, and nothing for other places.
    pub fn sheet(&self) -> Option<&str> {
        match self {
            Place::Sheet { sheet, .. } => Some(sheet),
            Place::Page { .. } | Place::Line(_) => None,
        }
    }

    /// The cell of a place in a workbook, and nothing for other places.
    pub fn address(&self) -> Option<Address> {
        match self {
            Place::Sheet { cell, .. } => Some(*cell),
            Place::Page { .. } | Place::Line(_) => None,
        }
    }

    /// The page number (from 1) of a place on a page, and nothing for other places.
    pub fn page(&self) -> Option<u32> {
        match self {
            Place::Page { page, .. } => Some(*page),
            Place::Sheet { .. } | Place::Line(_) => None,
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Place::Page { page, bbox } => {
                // Whole points: a third of a millimetre is near enough to find it.
                let BBox { x0, y0, x1, y1 } = bbox;
                write!(f, "page {page}, box {x0:.0},{y0:.0}–{x1:.0},{y1:.0} pt")
            }
            Place::Sheet { sheet, cell } => write!(f, "sheet `{sheet}`, cell {cell}"),
            Place::Line(line) => write!(f, "line {line}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(row: u32, column: u32, expected: &str) {
        assert_eq!(Address { row, column }.to_string(), expected);
        assert_eq!(expected.parse(), Ok(Address { row, column }));
    }

    #[test]
    fn addresses_print_in_a1_style() {
        check(0, 0, "A1");
        check(6, 25, "Z7");
        check(8, 26, "AA9");
        check(0, 701, "ZZ1");
        check(0, 702, "AAA1");
        check(1_048_575, 16_383, "XFD1048576");
        check(u32::MAX, u32::MAX, "MWLQKWV4294967296");
    }

    #[test]
    fn what_is_no_address_is_none() {
        for words in ["", "A", "7", "a1", "A0", "A01", "A1B", "$A$1", "Ä1", "A-1", "MWLQKWW1", "A4294967297"]
        {
            assert_eq!(words.parse::<Address>(), Err(NoAddress), "{words}");
        }
        assert_eq!(format!("{}1", "A".repeat(99)).parse::<Address>(), Err(NoAddress));
    }
}
