//! Findings as a table for people, or as CSV, JSON and JSON Lines.

use std::io::{self, BufWriter, Write};

use anstream::AutoStream;
use boardlift_dataset::checks::{Cause, Suspicion};
use comfy_table::{Cell, Color};
use serde::Serialize;

use crate::exit::Failure;
use crate::figures::stood_at;
use crate::records::RecordFormat;
use crate::table::{Heading, names, table, terms, words};
use crate::terminal;

const HEADINGS: [Heading; 7] = [
    names("Document"),
    terms("Stands at"),
    names("Indicator"),
    names("Column"),
    terms("Check"),
    terms("Cause"),
    words("Finding"),
];

/// Writes findings to standard output: as asked, else as a table where a person reads and as CSV where none does.
///
/// # Errors
///
/// Where standard output can't be written to.
pub(super) fn write(found: &[Suspicion], format: Option<RecordFormat>) -> Result<(), Failure> {
    let mut out = BufWriter::new(io::stdout().lock());
    match RecordFormat::or_fitting(format) {
        RecordFormat::Table => {
            let rows: Vec<Vec<Cell>> = found.iter().map(cells).collect();
            let mut out = AutoStream::auto(io::stdout());
            writeln!(out, "{}", table(terminal::width(), &HEADINGS, &rows))?;
        }
        RecordFormat::Csv => csv(found, &mut out)?,
        RecordFormat::Json => {
            let records: Vec<Record<'_>> = found.iter().map(Record::of).collect();
            serde_json::to_writer_pretty(&mut out, &records).map_err(io::Error::from)?;
            writeln!(out)?;
        }
        RecordFormat::Jsonl => {
            for suspicion in found {
                serde_json::to_writer(&mut out, &Record::of(suspicion)).map_err(io::Error::from)?;
                writeln!(out)?;
            }
        }
    }
    Ok(out.flush()?)
}

fn cells(suspicion: &Suspicion) -> Vec<Cell> {
    let name = match &suspicion.reference {
        Some(reference) => format!("{reference} {}", suspicion.indicator),
        None => suspicion.indicator.clone(),
    };
    let colour = match suspicion.cause {
        Cause::Publisher => Color::Red,
        Cause::Reading => Color::Yellow,
    };
    vec![
        Cell::new(&suspicion.file_name),
        Cell::new(stood_at(&suspicion.place)),
        Cell::new(name),
        Cell::new(&suspicion.column_text),
        Cell::new(suspicion.check),
        Cell::new(suspicion.cause).fg(colour),
        Cell::new(&suspicion.message),
    ]
}

/// One finding as programs read it. The names are those of the table of observations.
#[derive(Serialize)]
struct Record<'s> {
    check: &'static str,
    cause: &'static str,
    reason: &'static str,
    message: &'s str,
    authority: Option<&'s str>,
    document_id: &'s str,
    file_name: &'s str,
    page: Option<u32>,
    sheet: Option<&'s str>,
    cell: Option<String>,
    line: Option<u32>,
    table: u32,
    row: u32,
    column: u32,
    #[serde(rename = "ref")]
    reference: Option<&'s str>,
    indicator: &'s str,
    breakdown: Option<&'s str>,
    column_text: &'s str,
    value_text: &'s str,
    observation_ids: &'s [String],
}

impl<'s> Record<'s> {
    fn of(suspicion: &'s Suspicion) -> Self {
        let (table, row, column) = suspicion.position;
        Record {
            check: suspicion.check.into(),
            cause: suspicion.cause.into(),
            reason: suspicion.reason,
            message: &suspicion.message,
            authority: suspicion.authority.as_deref(),
            document_id: &suspicion.document_id.0,
            file_name: &suspicion.file_name,
            page: suspicion.place.page(),
            sheet: suspicion.place.sheet(),
            cell: suspicion.place.address().map(|address| address.to_string()),
            line: suspicion.place.line(),
            table,
            row,
            column,
            reference: suspicion.reference.as_deref(),
            indicator: &suspicion.indicator,
            breakdown: suspicion.breakdown.as_deref(),
            column_text: &suspicion.column_text,
            value_text: &suspicion.value_text,
            observation_ids: &suspicion.observation_ids,
        }
    }
}

/// As the dataset's tables are in CSV: CR LF, null empty, the parts of a list joined with `;`.
fn csv(found: &[Suspicion], out: &mut dyn Write) -> io::Result<()> {
    const COLUMNS: [&str; 20] = [
        "check",
        "cause",
        "reason",
        "message",
        "authority",
        "document_id",
        "file_name",
        "page",
        "sheet",
        "cell",
        "line",
        "table",
        "row",
        "column",
        "ref",
        "indicator",
        "breakdown",
        "column_text",
        "value_text",
        "observation_ids",
    ];
    let mut writer = ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(out);
    writer.write_record(COLUMNS).map_err(io_error)?;
    for record in found.iter().map(Record::of) {
        let number = |number: Option<u32>| number.map(|number| number.to_string()).unwrap_or_default();
        let ids = record.observation_ids.join(";");
        writer
            .write_record([
                record.check,
                record.cause,
                record.reason,
                record.message,
                record.authority.unwrap_or_default(),
                record.document_id,
                record.file_name,
                &number(record.page),
                record.sheet.unwrap_or_default(),
                &record.cell.unwrap_or_default(),
                &number(record.line),
                &number(Some(record.table)),
                &number(Some(record.row)),
                &number(Some(record.column)),
                record.reference.unwrap_or_default(),
                record.indicator,
                record.breakdown.unwrap_or_default(),
                record.column_text,
                record.value_text,
                &ids,
            ])
            .map_err(io_error)?;
    }
    writer.flush()
}

/// The stream's own error, so that a caller can tell a closed pipe from a full disk.
fn io_error(error: ::csv::Error) -> io::Error {
    match error.into_kind() {
        ::csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}
