//! The cells of xlsx and xlsm.

use std::borrow::Cow;
use std::io::Cursor;

use calamine::{DataRef, Reader, SheetType, SheetVisible, XlsxError};

use super::{Gatherer, Listed, RawSheet, Value};
use crate::error::SheetError;
use crate::limits::Budget;
use crate::print::{Epoch, serial};
use crate::unpack::Parts;

/// The shortest shared string: `<si/>`.
const SHORTEST_STRING: usize = 5;

/// How many bytes the names and codes of styles may take once each cell style has a copy of its own.
const STYLE_BYTES: usize = 64 << 20;

/// An open workbook.
pub(crate) struct Xlsx<'a> {
    book: calamine::Xlsx<Cursor<&'a [u8]>>,
}

impl<'a> Xlsx<'a> {
    /// Opens a workbook whose parts are known to be within the limits.
    ///
    /// # Errors
    ///
    /// [`SheetError`] where it is damaged or encrypted, or would take more memory than it has bytes for.
    pub(crate) fn open(parts: &'a Parts) -> Result<Self, SheetError> {
        admit_parts(parts)?;
        let book = calamine::Xlsx::new(Cursor::new(parts.archive())).map_err(error)?;
        Ok(Xlsx { book })
    }

    /// Its worksheets. Charts and dialogs are none.
    pub(crate) fn sheets(&self) -> Vec<Listed> {
        let sheets = self.book.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
        sheets
            .map(|sheet| Listed {
                name: sheet.name.clone(),
                is_hidden: sheet.visible != SheetVisible::Visible,
            })
            .collect()
    }

    /// The cells of a sheet. Its merges are not among them.
    ///
    /// # Errors
    ///
    /// [`SheetError::Damaged`] where its part is.
    pub(crate) fn cells(&mut self, name: &str, budget: &mut Budget) -> Result<RawSheet<'_>, SheetError> {
        let epoch = if self.book.has_1904_epoch() { Epoch::Year1904 } else { Epoch::Year1900 };
        let mut gatherer = Gatherer::new(budget);
        let mut reader = match self.book.worksheet_cells_reader(name) {
            Ok(reader) => reader,
            // A part that says itself that it is no worksheet, whatever the workbook lists it as.
            Err(XlsxError::NotAWorksheet(_)) => return Ok(gatherer.sheet(Vec::new(), epoch)),
            Err(damage) => return Err(error(damage)),
        };
        while let Some((cell, style)) = reader.next_cell_with_style_id().map_err(error)? {
            let (row, column) = cell.get_position();
            let style = u32::try_from(style).unwrap_or(0);
            if !gatherer.push(row, column, style, value(cell.get_value(), epoch)) {
                break;
            }
        }
        Ok(gatherer.sheet(Vec::new(), epoch))
    }
}

/// A cell's value. calamine takes numbers with a date's format for dates; here the format decides once it prints.
pub(super) fn value<'a>(value: &DataRef<'a>, epoch: Epoch) -> Value<'a> {
    match value {
        DataRef::Empty => Value::Blank,
        DataRef::Int(number) => Value::Number(*number as f64),
        DataRef::Float(number) => Value::Number(*number),
        DataRef::DateTime(date) => Value::Number(date.as_f64()),
        DataRef::DateTimeIso(words) => match serial(words, epoch) {
            Some(serial) => Value::Number(serial),
            None => Value::Words(Cow::Owned(words.clone())),
        },
        DataRef::DurationIso(words) | DataRef::String(words) => Value::Words(Cow::Owned(words.clone())),
        DataRef::SharedString(words) => Value::Words(Cow::Borrowed(words)),
        DataRef::Bool(truth) => Value::Truth(*truth),
        DataRef::Error(error) => Value::Error(Cow::Owned(error.to_string())),
    }
}

fn error(error: XlsxError) -> SheetError {
    match error {
        XlsxError::Password => SheetError::Encrypted,
        error => SheetError::damaged(error),
    }
}

/// Refuses parts for which calamine would make more room than their bytes can fill: it believes the number of shared
/// strings that a part claims, and gives each cell style a copy of its font's name and of its format's code.
fn admit_parts(parts: &Parts) -> Result<(), SheetError> {
    for (name, part) in parts.iter() {
        let name = name.to_ascii_lowercase();
        if name.ends_with("sharedstrings.xml") {
            admit_strings(part)?;
        } else if name.ends_with("styles.xml") {
            admit_styles(part)?;
        }
    }
    Ok(())
}

fn admit_strings(part: &[u8]) -> Result<(), SheetError> {
    const CLAIM: &[u8] = b"uniqueCount=";
    let Some(at) = memchr::memmem::find(part, CLAIM) else { return Ok(()) };
    let digits: String = part
        .iter()
        .skip(at + CLAIM.len() + 1)
        .take_while(|byte| byte.is_ascii_digit())
        .map(|byte| char::from(*byte))
        .collect();
    let found: u64 = digits.parse().unwrap_or(if digits.is_empty() { 0 } else { u64::MAX });
    let limit = u64::try_from(part.len() / SHORTEST_STRING).unwrap_or(u64::MAX);
    if found > limit { Err(SheetError::Claim { what: "shared strings", found, limit }) } else { Ok(()) }
}

fn admit_styles(part: &[u8]) -> Result<(), SheetError> {
    let styles = memchr::memmem::find_iter(part, b"xf").count();
    let longest = part.split(|byte| matches!(byte, b'"' | b'\'')).map(<[u8]>::len).max().unwrap_or(0);
    if styles.saturating_mul(longest) <= STYLE_BYTES {
        return Ok(());
    }
    let number = |number: usize| u64::try_from(number).unwrap_or(u64::MAX);
    let limit = number(STYLE_BYTES / longest.max(1));
    Err(SheetError::Claim { what: "cell styles", found: number(styles), limit })
}
