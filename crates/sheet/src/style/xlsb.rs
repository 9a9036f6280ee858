//! Styles of xlsb (MS-XLSB 2.4): the parts of an xlsx, written in records.
//!
//! Of conditional formats only the places are read, whose colours aren't known then. Print titles aren't read.

mod record;
mod sheet;
mod styles;

use std::sync::Arc;

use super::colour::Palette;
use super::xlsx::{Package, theme};
use super::{CellStyle, SheetStyle, StyleError, damage};
use crate::unpack::Parts;
use record::{Records, text};

/// A sheet of the workbook.
const BUNDLE_SHEET: u16 = 156;

/// The styles of a workbook, its sheets not yet read.
pub(crate) struct XlsbStyles<'a> {
    parts: &'a Parts,
    /// The sheets' names and their parts.
    sheets: Vec<(String, String)>,
    cells: Arc<[CellStyle]>,
}

impl<'a> XlsbStyles<'a> {
    /// Reads what all sheets share. Damaged records say nothing.
    ///
    /// # Errors
    ///
    /// [`StyleError`] where one of the shared parts is damaged.
    pub(crate) fn open(parts: &'a Parts) -> Result<Self, StyleError> {
        let package = Package::open(parts, "xl/workbook.bin")?;
        let mut palette = Palette::default();
        if let Some(name) = package.of_kind("theme")
            && let Some(text) = parts.text(name)
        {
            palette.set_theme(theme(&text).map_err(|found| damage(name, &found))?);
        }
        let styles = package.of_kind("styles").and_then(|name| parts.part(name));
        let cells = styles::read(styles.unwrap_or_default(), palette).into();
        let workbook = parts.part(&package.workbook).unwrap_or_default();
        let listed = Records::of(workbook).filter(|record| record.kind == BUNDLE_SHEET);
        let sheets = listed.filter_map(|record| {
            let (id, next) = text(record.data, 8)?;
            let (name, _) = text(record.data, next)?;
            Some((name, package.target(&id)?.to_owned()))
        });
        let sheets = sheets.collect();
        Ok(XlsbStyles { parts, sheets, cells })
    }

    /// The styles of the first sheet of this name; nothing is known of a sheet that the workbook doesn't list.
    pub(crate) fn sheet(&self, name: &str) -> SheetStyle {
        let Some((_, part)) = self.sheets.iter().find(|(sheet, _)| sheet == name) else {
            return SheetStyle::default();
        };
        let bytes = self.parts.part(part).unwrap_or_default();
        SheetStyle { styles: self.cells.clone(), ..sheet::read(Records::of(bytes)) }
    }
}
