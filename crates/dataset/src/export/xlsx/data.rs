//! The sheets with the rows of the dataset: numbers as numbers, days as days, words as words.

use std::borrow::Cow;

use boardlift_model::{Date, Observation};
use rust_xlsxwriter::{ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError};

use super::sheet::{self, Heading, Top, wrapped};
use crate::export::listing::Listing;
use crate::export::shorthand::{Mark, Missing};
use crate::export::{ExportError, Parts};
use crate::schema::{Column, ColumnType, Row, Value};
use crate::tables::TableName;

/// How many rows a worksheet has (ECMA-376 leaves it open; this is the limit of Excel and of `LibreOffice`).
const SHEET_ROWS: u32 = 1_048_576;
/// How many characters a cell holds, by Excel's own limit.
const CELL_CHARACTERS: usize = 32_767;
/// How many letters wide the columns of a vocabulary are: most hold words.
const LISTING_WIDTH: f64 = 30.0;
/// What stands at the end of words that a cell doesn't hold.
const CUT: &str = "… [cut here: a cell holds no more]";

/// The lines over every table of data.
const LINES: [&str; 3] = [
    "This worksheet contains one table.",
    "Notes 1 to 6 in the worksheet Notes and the lists in the worksheets Shorthand and Columns say how to read it.",
    "An empty cell means that the paper says nothing of it.",
];

/// A table of the dataset as a sheet.
#[derive(Debug, Clone, Copy)]
pub(super) struct DataTable {
    /// Its name in the dataset.
    pub(super) name: &'static str,
    /// The name of its sheet.
    pub(super) sheet: &'static str,
    /// What it holds, for the list of contents and its own title.
    pub(super) holds: &'static str,
    /// How many rows it has.
    pub(super) rows: u32,
}

impl DataTable {
    /// A table of so many rows.
    ///
    /// # Errors
    ///
    /// Where a worksheet has not so many.
    pub(super) fn of<R: Row>(rows: u64) -> Result<Self, ExportError> {
        let (sheet, holds) = match R::TABLE {
            TableName::Observations => {
                ("Observations", "Figures of council board papers, one row per figure")
            }
            TableName::Documents => ("Documents", "Board papers, one row per file"),
            TableName::Commentary => {
                ("Commentary", "What the boards say about their figures, one row per point")
            }
            TableName::Actions => ("Actions", "Printed actions, one row per action"),
        };
        DataTable { name: R::TABLE.as_str(), sheet, holds, rows: 0 }.with_rows(rows)
    }

    /// The table of a vocabulary.
    ///
    /// # Errors
    ///
    /// As [`DataTable::of`].
    pub(super) fn of_listing(listing: &Listing) -> Result<Self, ExportError> {
        let Listing { name, sheet, holds, rows, .. } = listing;
        DataTable { name, sheet, holds, rows: 0 }.with_rows(rows.len() as u64)
    }

    fn with_rows(self, rows: u64) -> Result<Self, ExportError> {
        let most = SHEET_ROWS - self.top().heading_row() - 1;
        match u32::try_from(rows) {
            Ok(rows) if rows <= most => Ok(DataTable { rows, ..self }),
            _ => Err(ExportError::TooManyRows { table: self.name, most, found: rows }),
        }
    }

    fn top(self) -> Top<'static> {
        Top { name: self.sheet, title: self.holds, lines: &LINES }
    }
}

/// Adds the sheet of a table; none where it has no rows, since the guidance wants no empty sheets.
pub(super) fn rows<R: Row>(workbook: &mut Workbook, table: &DataTable, rows: &[R]) -> Result<(), XlsxError> {
    if rows.is_empty() {
        return Ok(());
    }
    let headings: Vec<Heading<'_>> = R::FIELDS.iter().map(|field| heading(&field.column())).collect();
    let mut sheet = DataSheet::new(workbook, table, &headings)?;
    rows.iter().try_for_each(|row| sheet.write(R::FIELDS.iter().map(|field| Content::of(field.value(row)))))
}

/// Adds the sheet of the figures: with shorthand where there is none, and one column more, for what is said beside one.
pub(super) fn figures(
    workbook: &mut Workbook,
    table: &DataTable,
    parts: Parts<'_, Observation>,
    failed: &impl Fn(XlsxError) -> ExportError,
) -> Result<(), ExportError> {
    if table.rows == 0 {
        return Ok(());
    }
    let mut sheet = DataSheet::new(workbook, table, &figure_headings()).map_err(failed)?;
    for rows in parts {
        rows?.iter().try_for_each(|row| sheet.write(figure_cells(row))).map_err(failed)?;
    }
    sheet.check_complete()
}

/// Adds the sheet of a vocabulary.
pub(super) fn words(workbook: &mut Workbook, table: &DataTable, listing: &Listing) -> Result<(), XlsxError> {
    if table.rows == 0 {
        return Ok(());
    }
    let headings = listing.columns.iter().map(|name| Heading { name, width: LISTING_WIDTH });
    let mut sheet = DataSheet::new(workbook, table, &headings.collect::<Vec<_>>())?;
    let content = |words| Option::as_deref(words).map_or(Content::Nothing, Content::Words);
    listing.rows.iter().try_for_each(|row| sheet.write(row.iter().map(content)))
}

fn figure_headings() -> Vec<Heading<'static>> {
    let headings = <Observation as Row>::FIELDS.iter().map(|field| heading(&field.column()));
    headings
        .flat_map(|heading| {
            let marks = (heading.name == "value").then_some(Heading { name: "value_marks", width: 14.0 });
            [Some(heading), marks]
        })
        .flatten()
        .collect()
}

fn figure_cells(row: &Observation) -> impl Iterator<Item = Content<'_>> {
    <Observation as Row>::FIELDS
        .iter()
        .flat_map(move |field| match (field.name, field.value(row)) {
            ("value", Value::Null) => {
                [Some(Content::Owned(format!("[{}]", Missing::of(row).code()))), Some(Content::Nothing)]
            }
            ("value", value) => {
                let marks: Vec<&str> = Mark::of(row).map(Mark::shorthand).collect();
                [Some(Content::of(value)), Some(Content::Owned(marks.join(" ")))]
            }
            (_, value) => [Some(Content::of(value)), None],
        })
        .flatten()
}

/// What a cell gets.
enum Content<'r> {
    Nothing,
    Words(&'r str),
    Owned(String),
    Number(f64),
    Day(Date),
}

impl<'r> Content<'r> {
    fn of(value: Value<'r>) -> Self {
        match value {
            Value::Null => Content::Nothing,
            Value::Text(words) => Content::Words(words),
            Value::Number(number) => Content::Number(number),
            // Excel keeps fifteen digits of a number, and no count here has as many.
            Value::Whole(number) => Content::Number(number as f64),
            Value::Date(day) => Content::Day(day),
            Value::Flags(flags) => {
                Content::Owned(flags.iter().map(|flag| flag.as_str()).collect::<Vec<_>>().join("; "))
            }
            Value::Address(address) => Content::Owned(address.to_string()),
            Value::BBox(corners) => Content::Owned(corners.map(|corner| format!("{corner:?}")).join("; ")),
        }
    }
}

/// A sheet that is being filled, row by row.
struct DataSheet<'w> {
    sheet: &'w mut Worksheet,
    table: DataTable,
    next_row: u32,
    words: Format,
    plain: Format,
    day: Format,
}

impl<'w> DataSheet<'w> {
    fn new(
        workbook: &'w mut Workbook,
        table: &DataTable,
        headings: &[Heading<'_>],
    ) -> Result<Self, XlsxError> {
        let top = table.top();
        let sheet = sheet::add(workbook, &top, headings, table.rows)?;
        let plain = Format::new().set_align(FormatAlign::Top);
        let day = plain.clone().set_num_format("yyyy-mm-dd");
        Ok(DataSheet { sheet, table: *table, next_row: top.heading_row() + 1, words: wrapped(), plain, day })
    }

    /// Writes the next row; none below the table, which [`check_complete`](Self::check_complete) then tells.
    fn write<'r>(&mut self, cells: impl Iterator<Item = Content<'r>>) -> Result<(), XlsxError> {
        let row = self.next_row;
        self.next_row += 1;
        if self.written() > self.table.rows {
            return Ok(());
        }
        for (column, content) in (0..).zip(cells) {
            self.write_cell(row, column, &content)?;
        }
        Ok(())
    }

    fn write_cell(&mut self, row: u32, column: u16, content: &Content<'_>) -> Result<(), XlsxError> {
        match content {
            Content::Nothing => Ok(()),
            Content::Words(words) => self.write_words(row, column, words),
            Content::Owned(words) => self.write_words(row, column, words),
            Content::Number(number) => {
                self.sheet.write_number_with_format(row, column, *number, &self.plain).map(drop)
            }
            Content::Day(day) => match excel_day(*day) {
                Some(excel) => {
                    self.sheet.write_datetime_with_format(row, column, &excel, &self.day).map(drop)
                }
                None => self.write_words(row, column, &day.to_string()),
            },
        }
    }

    fn write_words(&mut self, row: u32, column: u16, words: &str) -> Result<(), XlsxError> {
        if words.is_empty() {
            return Ok(());
        }
        self.sheet.write_string_with_format(row, column, cut(words).as_ref(), &self.words).map(drop)
    }

    fn written(&self) -> u32 {
        self.next_row - self.table.top().heading_row() - 1
    }

    /// The table was marked before its rows came: they must be as many as were told.
    fn check_complete(&self) -> Result<(), ExportError> {
        let DataTable { name, rows, .. } = self.table;
        if self.written() == rows {
            Ok(())
        } else {
            Err(ExportError::RowCount { table: name, expected: rows, found: self.written() })
        }
    }
}

/// The day as Excel counts days; nothing before 1900, when it begins.
fn excel_day(day: Date) -> Option<ExcelDateTime> {
    let part = |number: i8| u8::try_from(number).ok();
    ExcelDateTime::from_ymd(u16::try_from(day.year()).ok()?, part(day.month())?, part(day.day())?).ok()
}

/// The words, or as many of them as a cell holds and the remark that there are more.
fn cut(words: &str) -> Cow<'_, str> {
    if words.encode_utf16().count() <= CELL_CHARACTERS {
        return Cow::Borrowed(words);
    }
    let mut room = CELL_CHARACTERS - CUT.encode_utf16().count();
    let kept = words.chars().take_while(|letter| {
        let fits = letter.len_utf16() <= room;
        room = room.saturating_sub(letter.len_utf16());
        fits
    });
    Cow::Owned(kept.collect::<String>() + CUT)
}

fn heading(column: &Column) -> Heading<'static> {
    let width: f64 = match column.column_type {
        ColumnType::Text if matches!(column.name, "ref" | "cell" | "layout") => 12.0,
        ColumnType::Text => 32.0,
        ColumnType::Hash(_) | ColumnType::Term(_) => 18.0,
        ColumnType::Number | ColumnType::Ordinal | ColumnType::Count | ColumnType::Date => 12.0,
        ColumnType::Flags | ColumnType::BBox => 28.0,
    };
    // A heading that is longer than its values stands on one line all the same.
    Heading { name: column.name, width: width.max(column.name.len() as f64 + 2.0) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_a_cell_does_not_hold_are_cut_and_it_says_so() {
        let check = |words: &str, expected: usize| {
            let cut = cut(words);
            assert_eq!(cut.encode_utf16().count(), expected);
            assert_eq!(cut.ends_with(CUT), cut != words);
        };
        check("short", 5);
        check(&"a".repeat(32_767), 32_767);
        check(&"a".repeat(32_768), 32_767);
        // Each counts twice, so that the last one doesn't fit into an odd room.
        check(&"😀".repeat(20_000), 32_766);
    }

    #[test]
    fn days_before_excel_began_stay_words() {
        assert!(excel_day(Date::constant(1899, 12, 30)).is_none());
        assert!(excel_day(Date::constant(1900, 1, 1)).is_some());
        assert!(excel_day(Date::constant(2024, 2, 29)).is_some());
    }
}
