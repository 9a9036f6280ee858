//! Styles of xls: the records of Excel 5 to 2003 that say how cells look (MS-XLS 2.4).
//!
//! The style of each cell stands in the record of its value, as a number of a style here.

mod book;
mod rules;
mod sheet;
mod tokens;

use std::sync::Arc;

use super::{CellStyle, SheetStyle};
use crate::biff::Records;
use book::{Book, Listed};

/// The styles of a workbook, its sheets not yet read.
pub(crate) struct XlsStyles {
    stream: Vec<u8>,
    book: Book,
    cells: Arc<[CellStyle]>,
}

impl XlsStyles {
    /// Reads what all sheets of a workbook's stream share. Damaged records say nothing.
    pub(crate) fn open(stream: Vec<u8>) -> Self {
        let book = Book::of(Records::from(&stream, 0));
        let cells = book.cell_styles().into();
        XlsStyles { stream, book, cells }
    }

    /// The styles of the first worksheet of this name; nothing is known of one that the workbook doesn't list.
    pub(crate) fn sheet(&self, name: &str) -> SheetStyle {
        let Some(Listed { position, title_rows, .. }) =
            self.book.sheets.iter().find(|sheet| sheet.name == name)
        else {
            return SheetStyle::default();
        };
        let read = sheet::read(Records::from(&self.stream, *position), &self.book);
        SheetStyle { styles: self.cells.clone(), title_rows: *title_rows, ..read }
    }
}
