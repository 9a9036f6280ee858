//! The cells of xlsb.

use std::io::Cursor;

use calamine::{Reader, SheetType, SheetVisible, XlsbError};

use super::{Gatherer, Listed, RawSheet, xlsx};
use crate::error::SheetError;
use crate::limits::Budget;
use crate::print::Epoch;
use crate::unpack::Parts;

/// An open workbook.
pub(crate) struct Xlsb<'a> {
    book: calamine::Xlsb<Cursor<&'a [u8]>>,
}

impl<'a> Xlsb<'a> {
    /// Opens a workbook whose parts are known to be within the limits.
    ///
    /// # Errors
    ///
    /// [`SheetError`] where it is damaged or encrypted.
    pub(crate) fn open(parts: &'a Parts) -> Result<Self, SheetError> {
        let book = calamine::Xlsb::new(Cursor::new(parts.archive())).map_err(error)?;
        Ok(Xlsb { book })
    }

    /// Its worksheets. Charts, macros and dialogs are none.
    pub(crate) fn sheets(&self) -> Vec<Listed> {
        let sheets = self.book.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
        sheets
            .map(|sheet| Listed {
                name: sheet.name.clone(),
                is_hidden: sheet.visible != SheetVisible::Visible,
            })
            .collect()
    }

    /// The cells of a sheet that have a value. Their styles and its merges are not among them.
    ///
    /// # Errors
    ///
    /// [`SheetError::Damaged`] where its part is.
    pub(crate) fn cells(&mut self, name: &str, budget: &mut Budget) -> Result<RawSheet<'_>, SheetError> {
        let epoch = if self.book.has_1904_epoch() { Epoch::Year1904 } else { Epoch::Year1900 };
        let mut gatherer = Gatherer::new(budget);
        let mut reader = self.book.worksheet_cells_reader(name).map_err(error)?;
        while let Some(cell) = reader.next_cell().map_err(error)? {
            let (row, column) = cell.get_position();
            if !gatherer.push(row, column, 0, xlsx::value(cell.get_value(), epoch)) {
                break;
            }
        }
        Ok(gatherer.sheet(Vec::new(), epoch))
    }
}

fn error(error: XlsbError) -> SheetError {
    match error {
        XlsbError::Password => SheetError::Encrypted,
        error => SheetError::damaged(error),
    }
}
