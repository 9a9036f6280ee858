//! The sheets before the data: cover, contents, notes, shorthand and columns.

use rust_xlsxwriter::{Url, Workbook, XlsxError};
use strum::VariantArray;

use super::data::DataTable;
use super::sheet::{self, Heading, Top, title, wrapped};
use crate::export::shorthand::{Mark, Missing};
use crate::schema::{SCHEMA_VERSION, VERSION, columns};

const ONE_TABLE: &str = "This worksheet contains one table.";

/// What is to be known of all tables, in the order of their numbers.
const NOTES: [&str; 6] = [
    "The figures were lifted out of the board papers by a program. The columns value_text, indicator and column_text \
     hold the printed words; value, unit, period_start and the like what they were read as. Where the two seem to \
     disagree, trust the printed words.",
    "A percentage is the printed number: 48% is 48.",
    "Where there is no figure, the column value holds shorthand, which the worksheet Shorthand explains; the column \
     status says why in more detail.",
    "An empty cell in another column means that the paper says nothing of it.",
    "A figure that looks wrong is kept as the publisher printed it; the column flags says what is odd.",
    "Each row says where its figure stands: page and box, or sheet and cell, or line, in the file that the worksheet \
     Documents has under the same document_id.",
];

/// Adds the sheets, in the order in which the guidance wants them.
pub(super) fn write(workbook: &mut Workbook, tables: &[DataTable]) -> Result<(), XlsxError> {
    cover(workbook, tables)?;
    contents(workbook, tables)?;
    let notes = (1..).zip(NOTES).map(|(number, note)| vec![format!("note {number}"), note.to_owned()]);
    listing(
        workbook,
        &Top { name: "Notes", title: "Notes", lines: &[ONE_TABLE] },
        &[heading("Note number", 14.0), heading("Note text", 100.0)],
        &notes.collect::<Vec<_>>(),
    )?;
    shorthand(workbook)?;
    dictionary(workbook, tables)
}

fn cover(workbook: &mut Workbook, tables: &[DataTable]) -> Result<(), XlsxError> {
    let cover = workbook.add_worksheet();
    cover.set_name("Cover")?.set_column_width(0, 100.0)?;
    cover.write_string_with_format(0, 0, "Figures of council board papers", &title())?;
    let counts = tables.iter().map(|table| format!("{} rows in the table {}", table.rows, table.name));
    let lines = [
        format!("Made by Boardlift {VERSION}, version {SCHEMA_VERSION} of its tables."),
        format!("It has {}.", counts.collect::<Vec<_>>().join(", ")),
        "The worksheet Contents lists the worksheets. Notes, Shorthand and Columns say how to read them."
            .to_owned(),
        "Every figure is its publisher's. The worksheet Documents names the papers that they stand in."
            .to_owned(),
    ];
    for (row, line) in (1..).zip(&lines) {
        cover.write_string_with_format(row, 0, line, &wrapped())?;
    }
    Ok(())
}

fn contents(workbook: &mut Workbook, tables: &[DataTable]) -> Result<(), XlsxError> {
    let front = [
        ("Notes", "What is to be known of all tables"),
        ("Shorthand", "What stands in place of a figure or beside one"),
        ("Columns", "The columns of the tables and what they mean"),
    ];
    let data = tables.iter().filter(|table| table.rows > 0);
    let entries: Vec<(&str, &str)> =
        front.into_iter().chain(data.map(|table| (table.sheet, table.holds))).collect();
    let top = Top { name: "Contents", title: "Contents", lines: &[ONE_TABLE] };
    let headings = [heading("Worksheet", 20.0), heading("What it holds", 80.0)];
    let sheet = sheet::add(workbook, &top, &headings, row_count(entries.len()))?;
    for (row, (name, holds)) in (top.heading_row() + 1..).zip(entries) {
        sheet.write_url(row, 0, Url::new(format!("internal:'{name}'!A1")).set_text(name))?;
        sheet.write_string_with_format(row, 1, holds, &wrapped())?;
    }
    Ok(())
}

fn shorthand(workbook: &mut Workbook) -> Result<(), XlsxError> {
    let missing = Missing::VARIANTS.iter().map(|missing| {
        vec![format!("[{}]", missing.code()), "value".to_owned(), missing.meaning().to_owned()]
    });
    let marks = Mark::VARIANTS
        .iter()
        .map(|mark| vec![mark.shorthand().to_owned(), "value_marks".to_owned(), mark.meaning().to_owned()]);
    listing(
        workbook,
        &Top {
            name: "Shorthand",
            title: "Shorthand used in the worksheet Observations",
            lines: &[ONE_TABLE],
        },
        &[heading("Shorthand", 14.0), heading("Column", 16.0), heading("Meaning", 90.0)],
        &missing.chain(marks).collect::<Vec<_>>(),
    )
}

fn dictionary(workbook: &mut Workbook, tables: &[DataTable]) -> Result<(), XlsxError> {
    let entries = tables.iter().flat_map(|table| {
        table.name.parse().map(columns).unwrap_or_default().into_iter().map(|column| {
            vec![
                table.sheet.to_owned(),
                column.name.to_owned(),
                column.column_type.to_string(),
                column.meaning.to_owned(),
            ]
        })
    });
    listing(
        workbook,
        &Top { name: "Columns", title: "The columns of the tables and what they mean", lines: &[ONE_TABLE] },
        &[
            heading("Worksheet", 16.0),
            heading("Column", 20.0),
            heading("Type", 14.0),
            heading("Meaning", 90.0),
        ],
        &entries.collect::<Vec<_>>(),
    )
}

/// A sheet of words.
fn listing(
    workbook: &mut Workbook,
    top: &Top<'_>,
    headings: &[Heading<'_>],
    entries: &[Vec<String>],
) -> Result<(), XlsxError> {
    let sheet = sheet::add(workbook, top, headings, row_count(entries.len()))?;
    let wrapped = wrapped();
    for (row, entry) in (top.heading_row() + 1..).zip(entries) {
        for (column, words) in (0..).zip(entry) {
            sheet.write_string_with_format(row, column, words, &wrapped)?;
        }
    }
    Ok(())
}

const fn heading(name: &'static str, width: f64) -> Heading<'static> {
    Heading { name, width }
}

/// These lists have dozens of entries.
fn row_count(entries: usize) -> u32 {
    u32::try_from(entries).unwrap_or(u32::MAX)
}
