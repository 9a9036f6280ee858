//! Workbooks to documents: xlsx, xlsm, xlsb, xls, ods, csv and tsv.
//!
//! One arrow of the way of the data, [`read`]: bytes to a [`Document`], whose blocks stand in the order of the sheets and
//! whose cells know their addresses. A cell says what it prints, and keeps the number behind the print. What is hidden
//! is left out unless it is wanted, and a finding counts it. Asks for no column's meaning and has never heard of a
//! council.
//!
//! In reading order:
//!
//! - [`limits`], [`error`], [`mod@format`]: how much is read, what can't be, and what the bytes are.
//! - `unpack`: the parts of an archive, unpacked once and within the limits.
//! - `cells`, `style`: what the file stores: values, and all that is not one.
//! - `print`: a value through its number format.
//! - `assemble`: values and styles to a `worksheet` as it prints.
//! - `delimited`: delimited values to such a worksheet.
//! - `blocks`: a worksheet to tables and the words around them.
//! - `read`: one after the other.

mod assemble;
mod biff;
mod blocks;
mod cells;
mod delimited;
pub mod error;
pub mod format;
pub mod limits;
mod print;
mod read;
mod style;
#[cfg(test)]
mod testing;
mod unpack;
mod worksheet;

use boardlift_model::Document;

pub use error::SheetError;
pub use format::Format;
pub use limits::Limits;

/// How a workbook is read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// What becomes of hidden sheets, rows and columns.
    pub hidden: HiddenParts,
    /// How much is read at most.
    pub limits: Limits,
}

/// What becomes of hidden sheets, rows and columns.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum HiddenParts {
    /// They are left out, and findings count them.
    #[default]
    LeftOut,
    /// They are read like all others.
    Included,
}

/// Reads a file's bytes as a workbook, of the kind that the bytes are.
///
/// `file_name` names the document; a folder before it is dropped. The same bytes always give the same document.
///
/// # Errors
///
/// [`SheetError`] where the bytes are no workbook, or one that is damaged, encrypted or beyond the limits.
pub fn read(file_name: &str, bytes: &[u8], options: &Options) -> Result<Document, SheetError> {
    read::read(file_name, bytes, options)
}
