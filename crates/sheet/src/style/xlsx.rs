//! Styles of Office Open XML workbooks: xlsx and xlsm.

mod book;
mod parts;
mod rules;
mod sheet;
mod styles;

use std::sync::Arc;

use super::colour::Palette;
use super::conditions::Paint;
use super::{CellStyle, SheetStyle, StyleError, damage};
use crate::unpack::Parts;
use book::{Book, SheetPart};
use sheet::Pieces;

pub(crate) use book::Package;
pub(crate) use parts::turn;
pub(crate) use styles::theme;

/// The styles of a workbook, its sheets not yet read.
pub(crate) struct XlsxStyles<'a> {
    parts: &'a Parts,
    sheets: Vec<SheetPart>,
    palette: Palette,
    cells: Arc<[CellStyle]>,
    paints: Vec<Paint>,
}

impl<'a> XlsxStyles<'a> {
    /// Reads what all sheets share.
    ///
    /// # Errors
    ///
    /// [`StyleError`] where one of the shared parts is damaged.
    pub(crate) fn open(parts: &'a Parts) -> Result<Self, StyleError> {
        let Book { sheets, styles, theme } = Book::open(parts)?;
        let mut palette = Palette::default();
        if let Some(name) = theme
            && let Some(text) = parts.text(&name)
        {
            palette.set_theme(styles::theme(&text).map_err(|found| damage(&name, &found))?);
        }
        let name = styles.unwrap_or_default();
        let text = parts.text(&name).unwrap_or_default();
        let read = styles::read(&text, &mut palette).map_err(|found| damage(&name, &found))?;
        Ok(XlsxStyles { parts, sheets, palette, cells: read.cells.into(), paints: read.paints })
    }

    /// The styles of the first sheet of this name; nothing is known of a sheet that the workbook doesn't list.
    ///
    /// # Errors
    ///
    /// [`StyleError`] where the sheet's part is damaged.
    pub(crate) fn sheet(&self, name: &str) -> Result<SheetStyle, StyleError> {
        let Some(sheet) = self.sheets.iter().find(|sheet| sheet.name == name) else {
            return Ok(SheetStyle::default());
        };
        let mut style =
            SheetStyle { styles: self.cells.clone(), title_rows: sheet.title_rows, ..SheetStyle::default() };
        let text = self.parts.text(&sheet.part).unwrap_or_default();
        if let Some(pieces) = Pieces::of(&text) {
            style.hidden_rows = pieces.hidden_rows();
            let damage = |found| damage(&sheet.part, &found);
            style.hidden_columns = pieces.hidden_columns().map_err(damage)?;
            style.merges = sheet::merges(pieces.behind).map_err(damage)?;
            style.conditions = rules::read(pieces.behind, &self.palette, &self.paints).map_err(damage)?;
        }
        Ok(style)
    }
}
