//! What a workbook says of its cells apart from their values: number formats, looks, and what is hidden.
//!
//! The readers of values know none of this for most formats, so it is read from the parts of the file itself, by one
//! module a format, all of which end in [`SheetStyle`]. Rows and columns count from 0.
//!
//! - `xlsx`: Office Open XML. What needs no second look at the cells is read in one pass over the part's bytes.
//! - `xlsb`, `xls`: the same in records. `ods`: tables of named styles.
//! - `conditions`: what conditional formats paint, given the values, for all formats.
//! - `colour`, `pattern`, `builtin`, `xml`: what the formats share.

mod builtin;
mod colour;
pub(crate) mod conditions;
mod ods;
mod pattern;
mod xls;
mod xlsb;
mod xlsx;
pub(crate) mod xml;

use std::sync::Arc;

use boardlift_model::Rgb;

use crate::unpack::Parts;
use crate::worksheet::{Area, Look};
use conditions::{Conditions, reference};
use ods::OdsStyles;
use xls::XlsStyles;
use xlsb::XlsbStyles;
use xlsx::XlsxStyles;

/// The styles of a workbook, its sheets not yet read.
pub(crate) enum Styles<'a> {
    /// Of an xlsx or xlsm.
    Xlsx(Box<XlsxStyles<'a>>),
    /// Of an ods.
    Ods(OdsStyles),
    /// Of an xls.
    Xls(XlsStyles),
    /// Of an xlsb.
    Xlsb(Box<XlsbStyles<'a>>),
}

impl<'a> Styles<'a> {
    /// Reads what all sheets of an xlsx or xlsm share.
    ///
    /// # Errors
    ///
    /// [`StyleError`] where one of the shared parts is damaged.
    pub(crate) fn of_xlsx(parts: &'a Parts) -> Result<Self, StyleError> {
        XlsxStyles::open(parts).map(|styles| Styles::Xlsx(Box::new(styles)))
    }

    /// Reads the styles of an ods.
    ///
    /// # Errors
    ///
    /// [`StyleError`] where one of its parts is damaged.
    pub(crate) fn of_ods(parts: &Parts) -> Result<Self, StyleError> {
        OdsStyles::open(parts).map(Styles::Ods)
    }

    /// Reads the styles of an xls from its workbook's stream.
    pub(crate) fn of_xls(stream: Vec<u8>) -> Self {
        Styles::Xls(XlsStyles::open(stream))
    }

    /// Reads what all sheets of an xlsb share.
    ///
    /// # Errors
    ///
    /// [`StyleError`] where one of the shared parts is damaged.
    pub(crate) fn of_xlsb(parts: &'a Parts) -> Result<Self, StyleError> {
        XlsbStyles::open(parts).map(|styles| Styles::Xlsb(Box::new(styles)))
    }

    /// The styles of the first sheet of this name; nothing is known of a sheet that the workbook doesn't list.
    ///
    /// # Errors
    ///
    /// [`StyleError`] where the sheet's part is damaged.
    pub(crate) fn sheet(&self, name: &str) -> Result<SheetStyle, StyleError> {
        match self {
            Styles::Xlsx(styles) => styles.sheet(name),
            Styles::Ods(styles) => Ok(styles.sheet(name)),
            Styles::Xls(styles) => Ok(styles.sheet(name)),
            Styles::Xlsb(styles) => Ok(styles.sheet(name)),
        }
    }
}

/// The styles of one worksheet.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct SheetStyle {
    /// The styles that cells have, each once; the first is that of a cell that names none.
    pub(crate) styles: Arc<[CellStyle]>,
    /// The rows with a cell that has another style than the first, from top to bottom: the row, and for each of these
    /// cells, from left to right, its column and its style as an index into `styles`.
    ///
    /// Empty for xlsx, xlsm and xls: there the reader of values tells each cell's style in its one pass over the sheet,
    /// and its number is an index into `styles`.
    pub(crate) rows: Vec<(u32, Vec<(u32, u32)>)>,
    /// Hidden rows, filtered ones counted, as first and last of each run, from top to bottom.
    pub(crate) hidden_rows: Vec<(u32, u32)>,
    /// Hidden columns, as first and last of each run, from left to right.
    pub(crate) hidden_columns: Vec<(u32, u32)>,
    /// Rows that the sheet repeats at the top of each printed page, first and last.
    pub(crate) title_rows: Option<(u32, u32)>,
    /// Cells that are merged into one, as the file lists them: they may overlap.
    pub(crate) merges: Vec<Area>,
    /// What its conditional formats paint, once the values are known.
    pub(crate) conditions: Conditions,
}

/// The most merges of a sheet: more than anybody draws, a table of ten thousand rows with ten in each among them.
const MOST_MERGES: usize = 100_000;

/// How a cell prints.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct CellStyle {
    /// The number format's code (ECMA-376, 18.8.30), and nothing for `General`.
    pub(crate) format: Option<Box<str>>,
    /// Its look.
    pub(crate) look: Look,
}

/// Styles that can't be read, since the markup of a part is damaged. The values may be readable all the same, but what is
/// hidden is not known.
#[derive(Debug, thiserror::Error)]
#[error("expected sound markup in `{part}`, found {found}")]
pub(crate) struct StyleError {
    /// The part.
    part: String,
    /// What is wrong with it.
    found: String,
}

/// The error of a part with damaged markup.
fn damage(part: &str, found: &quick_xml::Error) -> StyleError {
    StyleError { part: part.to_owned(), found: found.to_string() }
}

/// An area in A1 style, such as `B2:D9`, or one cell; nothing for what is neither.
fn area(text: &str) -> Option<Area> {
    let (first, last) = text.split_once(':').unwrap_or((text, text));
    let (first, last) = (reference(first)?.address, reference(last)?.address);
    (first.row <= last.row && first.column <= last.column).then_some(Area { first, last })
}

/// A colour as light as the paper is none: fills of that kind only hide the sheet's grid.
fn unless_paper(colour: Rgb) -> Option<Rgb> {
    Some(colour).filter(|colour| *colour != Rgb::WHITE)
}

/// Gathers runs from their members in any order.
fn runs(mut members: Vec<(u32, u32)>) -> Vec<(u32, u32)> {
    members.sort_unstable();
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for (first, last) in members {
        match runs.last_mut() {
            Some(run) if first <= run.1.saturating_add(1) => run.1 = run.1.max(last),
            _ => runs.push((first, last)),
        }
    }
    runs
}
