//! One worksheet: a title, lines of words below it, and one marked table.

use rust_xlsxwriter::{Format, FormatAlign, Table, TableColumn, TableStyle, Workbook, Worksheet, XlsxError};

/// The points that a title has; the guidance asks for headings larger than the text.
const TITLE_SIZE: f64 = 15.0;

/// How a column is set.
#[derive(Debug, Clone, Copy)]
pub(super) struct Heading<'h> {
    /// Its name.
    pub(super) name: &'h str,
    /// How many letters wide it is.
    pub(super) width: f64,
}

/// What stands over a table.
pub(super) struct Top<'t> {
    /// The sheet's name.
    pub(super) name: &'t str,
    /// The title, which says what the table has.
    pub(super) title: &'t str,
    /// What is to be said of it, a line each.
    pub(super) lines: &'t [&'t str],
}

impl Top<'_> {
    /// The row of the headings, from 0: below the title and the lines.
    pub(super) fn heading_row(&self) -> u32 {
        1 + u32::try_from(self.lines.len()).unwrap_or(u32::MAX - 1)
    }
}

/// Adds a sheet with what stands over its table, and marks the table of so many rows. The rows are still to be
/// written, from the one below [`Top::heading_row`] on, in their order.
pub(super) fn add<'w>(
    workbook: &'w mut Workbook,
    top: &Top<'_>,
    headings: &[Heading<'_>],
    rows: u32,
) -> Result<&'w mut Worksheet, XlsxError> {
    let sheet = workbook.add_worksheet_with_constant_memory()?;
    sheet.set_name(top.name)?;
    for (column, heading) in (0..).zip(headings) {
        sheet.set_column_width(column, heading.width)?;
    }
    sheet.write_string_with_format(0, 0, top.title, &title())?;
    for (row, line) in (1..).zip(top.lines) {
        sheet.write_string(row, 0, *line)?;
    }
    let last_column = u16::try_from(headings.len().saturating_sub(1)).unwrap_or(u16::MAX);
    let last_row = top.heading_row() + rows;
    sheet.add_table(top.heading_row(), 0, last_row, last_column, &table(top, headings))?;
    Ok(sheet)
}

/// A title.
pub(super) fn title() -> Format {
    Format::new().set_bold().set_font_size(TITLE_SIZE)
}

/// Words that wrap within their column.
pub(super) fn wrapped() -> Format {
    Format::new().set_text_wrap().set_align(FormatAlign::Top)
}

fn table(top: &Top<'_>, headings: &[Heading<'_>]) -> Table {
    let bold = Format::new().set_bold().set_text_wrap();
    let columns: Vec<TableColumn> = headings
        .iter()
        .map(|heading| TableColumn::new().set_header(heading.name).set_header_format(&bold))
        .collect();
    Table::new()
        .set_name(format!("table_{}", top.name.to_lowercase()))
        .set_columns(&columns)
        .set_style(TableStyle::None)
        .set_autofilter(false)
        .set_banded_rows(false)
        .set_alt_text(top.title)
}
