//! Flat records as programs read them: CSV, JSON and JSON Lines, with the same names in each.

use std::io::{self, BufWriter, IsTerminal, Write};

use anstream::AutoStream;
use serde::Serialize;
use strum::{Display, EnumString, IntoStaticStr, VariantArray};

/// How records are written where a person may read them too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Display, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case")]
pub(crate) enum RecordFormat {
    /// A table for people.
    Table,
    /// A line of column names, then one record a line.
    Csv,
    /// One array.
    Json,
    /// One object a line.
    Jsonl,
}

impl RecordFormat {
    /// The format that is asked for, else a table where a person reads standard output and CSV where none does.
    pub(crate) fn or_fitting(asked: Option<Self>) -> Self {
        let is_read = io::stdout().is_terminal();
        asked.unwrap_or(if is_read { RecordFormat::Table } else { RecordFormat::Csv })
    }
}

/// One kind of record: flat, with words, numbers and truths.
pub(crate) trait Record: Serialize {
    /// Its columns, in the order in which it is serialised.
    const COLUMNS: &'static [&'static str];
}

/// Writes a table or records to standard output, whichever is asked for.
///
/// # Errors
///
/// Where standard output can't be written to.
pub(crate) fn to_standard_output<R: Record>(
    format: RecordFormat,
    table: impl FnOnce() -> String,
    records: impl FnOnce() -> Vec<R>,
) -> io::Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    match format {
        RecordFormat::Table => writeln!(AutoStream::auto(io::stdout().lock()), "{}", table())?,
        RecordFormat::Csv => csv(&records(), &mut out)?,
        RecordFormat::Json => json(&records(), &mut out)?,
        RecordFormat::Jsonl => json_lines(&records(), &mut out)?,
    }
    out.flush()
}

/// Comma-separated values as RFC 4180 has them, lines ending with CR LF; null is empty. The names of the columns come
/// first, also where there is no record.
///
/// # Errors
///
/// Where `out` can't be written to.
fn csv<R: Record>(records: &[R], out: &mut dyn Write) -> io::Result<()> {
    let mut builder = ::csv::WriterBuilder::new();
    let mut writer = builder.has_headers(false).terminator(::csv::Terminator::CRLF).from_writer(out);
    writer.write_record(R::COLUMNS).map_err(io_error)?;
    records.iter().try_for_each(|record| writer.serialize(record)).map_err(io_error)?;
    writer.flush()
}

/// One array, a record a line, so that two of them can be compared by line.
///
/// # Errors
///
/// Where `out` can't be written to.
fn json<R: Serialize>(records: &[R], out: &mut dyn Write) -> io::Result<()> {
    out.write_all(b"[")?;
    for (position, record) in records.iter().enumerate() {
        out.write_all(if position == 0 { b"\n" } else { b",\n" })?;
        serde_json::to_writer(&mut *out, record)?;
    }
    out.write_all(b"\n]\n")
}

/// One object a line.
///
/// # Errors
///
/// Where `out` can't be written to.
fn json_lines<R: Serialize>(records: &[R], out: &mut dyn Write) -> io::Result<()> {
    records.iter().try_for_each(|record| {
        serde_json::to_writer(&mut *out, record)?;
        out.write_all(b"\n")
    })
}

/// The stream's own error, so that a caller can tell a closed pipe from a full disk.
fn io_error(error: ::csv::Error) -> io::Error {
    match error.into_kind() {
        ::csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Serialize)]
    struct Pair {
        name: &'static str,
        value: Option<f64>,
    }

    impl Record for Pair {
        const COLUMNS: &'static [&'static str] = &["name", "value"];
    }

    fn written(write: fn(&[Pair], &mut dyn Write) -> io::Result<()>, records: &[Pair]) -> String {
        let mut out = Vec::new();
        write(records, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn records_have_the_same_names_and_values_in_each_format() {
        let records = [Pair { name: "a, b", value: Some(2.0) }, Pair { name: "c", value: None }];
        assert_eq!(written(csv, &records), "name,value\r\n\"a, b\",2.0\r\nc,\r\n");
        let lines = "{\"name\":\"a, b\",\"value\":2.0}\n{\"name\":\"c\",\"value\":null}\n";
        assert_eq!(written(json_lines, &records), lines);
        assert_eq!(written(json, &records), format!("[\n{}\n]\n", lines.trim().replace('\n', ",\n")));
    }

    #[test]
    fn no_records_are_their_columns_or_an_empty_array() {
        assert_eq!(written(csv, &[]), "name,value\r\n");
        assert_eq!(written(json_lines, &[]), "");
        assert_eq!(serde_json::from_str::<Vec<u8>>(&written(json, &[])).unwrap(), Vec::<u8>::new());
    }
}
