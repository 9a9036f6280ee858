//! Styles of ods (ODF 1.3 part 3).
//!
//! Number formats aren't read: the file has the words that each cell prints.

mod conditions;
mod styles;
mod table;

use std::sync::Arc;

use super::{CellStyle, SheetStyle, StyleError, damage};
use crate::unpack::Parts;
use styles::Names;
use table::Tables;

/// The styles of a workbook's sheets, by their names.
pub(crate) struct OdsStyles {
    styles: Arc<[CellStyle]>,
    sheets: Vec<(String, SheetStyle)>,
}

impl OdsStyles {
    /// Reads the styles of all sheets: they stand in one part.
    ///
    /// # Errors
    ///
    /// [`StyleError`] where one of the parts is damaged.
    pub(crate) fn open(parts: &Parts) -> Result<Self, StyleError> {
        let mut names = Names::default();
        if let Some(text) = parts.text("styles.xml") {
            names.read(&text).map_err(|found| damage("styles.xml", &found))?;
        }
        let text = parts.text("content.xml").unwrap_or_default();
        let damage = |found| damage("content.xml", &found);
        let sheets = Tables::read(&text, &mut names).map_err(damage)?;
        Ok(OdsStyles { styles: names.into_styles(), sheets })
    }

    /// The styles of the first sheet of this name.
    pub(crate) fn sheet(&self, name: &str) -> SheetStyle {
        let found = self.sheets.iter().find(|(sheet, _)| sheet == name);
        found.map_or_else(SheetStyle::default, |(_, style)| SheetStyle {
            styles: self.styles.clone(),
            ..style.clone()
        })
    }
}
