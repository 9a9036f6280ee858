//! Styles of xlsb (MS-XLSB 2.4): the parts of an xlsx, written in records.
//!
//! Of conditional formats only the places are read, whose colours aren't known then. Print titles aren't read.

mod record;
mod sheet;
mod styles;

use std::sync::Arc;

use boardlift_pack::{Limits, Pack};

use super::colour::Palette;
use super::xlsx::{Package, theme};
use super::{CellStyle, SheetStyle, StyleError, damage, part};
use record::{Records, text};

/// A sheet of the workbook.
const BUNDLE_SHEET: u16 = 156;

/// The styles of a workbook, its sheets not yet read.
pub(crate) struct XlsbStyles<'a> {
    pack: Pack<'a>,
    /// The sheets' names and their parts.
    sheets: Vec<(String, String)>,
    cells: Arc<[CellStyle]>,
}

impl<'a> XlsbStyles<'a> {
    /// Reads what all sheets share. Damaged records say nothing.
    ///
    /// # Errors
    ///
    /// [`StyleError`] where the archive or one of the shared parts can't be read.
    pub(crate) fn open(bytes: &'a [u8], limits: &Limits) -> Result<Self, StyleError> {
        let mut pack = Pack::open(bytes, limits)?;
        let package = Package::open(&mut pack, "xl/workbook.bin")?;
        let mut palette = Palette::default();
        if let Some(name) = package.of_kind("theme")
            && let Some(text) = part(&mut pack, name)?
        {
            palette.set_theme(theme(&text).map_err(|found| damage(name, &found))?);
        }
        let styles = package.of_kind("styles").map(|name| pack.read(name)).transpose()?.flatten();
        let cells = styles::read(&styles.unwrap_or_default(), palette).into();
        let workbook = pack.read(&package.workbook)?.unwrap_or_default();
        let listed = Records::of(&workbook).filter(|record| record.kind == BUNDLE_SHEET);
        let sheets = listed.filter_map(|record| {
            let (id, next) = text(record.data, 8)?;
            let (name, _) = text(record.data, next)?;
            Some((name, package.target(&id)?.to_owned()))
        });
        let sheets = sheets.collect();
        Ok(XlsbStyles { pack, sheets, cells })
    }

    /// The styles of the first sheet of this name; nothing is known of a sheet that the workbook doesn't list.
    ///
    /// # Errors
    ///
    /// [`StyleError`] where the sheet's part can't be read.
    pub(crate) fn sheet(&mut self, name: &str) -> Result<SheetStyle, StyleError> {
        let Some((_, part)) = self.sheets.iter().find(|(sheet, _)| sheet == name) else {
            return Ok(SheetStyle::default());
        };
        let bytes = self.pack.read(part)?.unwrap_or_default();
        Ok(SheetStyle { styles: self.cells.clone(), ..sheet::read(Records::of(&bytes)) })
    }
}
