//! What a workbook says of its cells apart from their values: number formats, looks, and what is hidden.
//!
//! The readers of values know none of this for most formats, so it is read from the parts of the file itself, by one
//! module a format, all of which end in [`SheetStyle`]. Rows and columns count from 0.

use crate::worksheet::Look;

/// The styles of one worksheet.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct SheetStyle {
    /// The styles that cells have, each once; the first is that of a cell that names none.
    pub(crate) styles: Vec<CellStyle>,
    /// The rows with a cell that has another style than the first, from top to bottom: the row, and for each of these
    /// cells, from left to right, its column and its style as an index into `styles`.
    pub(crate) rows: Vec<(u32, Vec<(u32, u32)>)>,
    /// Hidden rows, filtered ones counted, as first and last of each run, from top to bottom.
    pub(crate) hidden_rows: Vec<(u32, u32)>,
    /// Hidden columns, as first and last of each run, from left to right.
    pub(crate) hidden_columns: Vec<(u32, u32)>,
    /// Rows that the sheet repeats at the top of each printed page, first and last.
    pub(crate) title_rows: Option<(u32, u32)>,
}

/// How a cell prints.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct CellStyle {
    /// The number format's code (ECMA-376, 18.8.30), and nothing for `General`.
    pub(crate) format: Option<Box<str>>,
    /// Its look.
    pub(crate) look: Look,
}
