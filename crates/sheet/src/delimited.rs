//! Values between commas, semicolons or tabs (RFC 4180 and its kin) to a worksheet.
//!
//! A cell prints what stands in the file: no number is looked for and no date. Quotes keep delimiters and line breaks;
//! rows may be of any length.

mod sniff;

use std::borrow::Cow;

use boardlift_lexicon::fold::printed;
use boardlift_model::finding::FindingKind;
use boardlift_model::{Finding, Place};
use boardlift_text::decode;
use csv::{ReaderBuilder, StringRecord};
use memchr::memchr_iter;

use crate::error::SheetError;
use crate::limits::{Budget, Limits};
use crate::worksheet::{Look, SheetCell, SheetRow, Worksheet};

pub(crate) use sniff::delimiter;

/// A file of delimited values.
#[derive(Debug, Default)]
pub(crate) struct Delimited {
    /// Its rows; blank lines are rows too, without cells.
    pub(crate) sheet: Worksheet,
    /// The line that each row begins on, from 1.
    pub(crate) lines: Vec<u32>,
    /// What was wrong with its bytes, and what was left out.
    pub(crate) findings: Vec<Finding>,
}

/// Reads a file of delimited values.
///
/// # Errors
///
/// [`SheetError`] where the bytes are no text or no delimited values, or a record is too long.
pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Result<Delimited, SheetError> {
    let delimiter = delimiter(bytes).ok_or(SheetError::NotAWorkbook)?;
    let decoded = decode(bytes)?;
    let text = with_line_feeds(decoded.text);
    let values = sniff::without_hint(&text).map_or(&*text, |(_, values)| values);
    let first_line = if values.len() < text.len() { 2 } else { 1 };
    // A quote that is opened and never closed is no quote.
    let has_quotes = !leaves_quote_open(values, delimiter);
    let mut read = rows(values, delimiter, has_quotes, first_line, limits)?;
    read.findings.splice(0..0, decoded.finding);
    Ok(read)
}

/// A text whose lines all end in line feeds alone.
fn with_line_feeds(text: Cow<'_, str>) -> Cow<'_, str> {
    if text.contains('\r') { Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n")) } else { text }
}

/// A reader of records, with or without quotes.
fn reader(text: &str, delimiter: u8, has_quotes: bool) -> csv::Reader<&[u8]> {
    ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .quoting(has_quotes)
        .from_reader(text.as_bytes())
}

/// Whether the last record has a quote that isn't closed: it reaches over the end of its line, and its quotes are no
/// pairs.
fn leaves_quote_open(text: &str, delimiter: u8) -> bool {
    let mut reader = reader(text, delimiter, true);
    let (mut record, mut last) = (StringRecord::new(), 0);
    loop {
        let before = offset(&reader);
        match reader.read_record(&mut record) {
            Ok(true) => last = before,
            _ => break,
        }
    }
    let record = text.get(last..).unwrap_or_default().trim_matches(['\r', '\n']);
    record.contains('\n') && memchr_iter(b'"', record.as_bytes()).count() % 2 == 1
}

/// The rows of a text.
fn rows(
    text: &str,
    delimiter: u8,
    has_quotes: bool,
    first_line: u32,
    limits: &Limits,
) -> Result<Delimited, SheetError> {
    let mut reader = reader(text, delimiter, has_quotes);
    let mut read = Delimited::default();
    read.sheet.looks = vec![Look::default()];
    let mut budget = Budget::new(limits);
    let mut record = StringRecord::new();
    let mut line = first_line;
    loop {
        let start = offset(&reader);
        let is_record = reader.read_record(&mut record).map_err(SheetError::damaged)?;
        let raw = text.get(start..offset(&reader)).unwrap_or_default();
        let values = raw.trim_start_matches('\n');
        for _ in memchr_iter(b'\n', &raw.as_bytes()[..raw.len() - values.len()]) {
            read.lines.push(line);
            line = line.saturating_add(1);
        }
        if !is_record {
            return Ok(read);
        }
        if values.len() > limits.record_bytes {
            return Err(SheetError::LongRecord { line, limit: limits.record_bytes });
        }
        let index = u32::try_from(read.lines.len()).unwrap_or(u32::MAX);
        let Some(cells) = cells(&record, &mut budget) else {
            let message = "the lines from here on were left out: the limit of cells or words is reached";
            let place = Some(Place::Line(line));
            read.findings.push(Finding::warning(FindingKind::LimitReached, message, place));
            return Ok(read);
        };
        read.lines.push(line);
        if !cells.is_empty() {
            read.sheet.rows.push(SheetRow { index, cells });
        }
        line = line
            .saturating_add(u32::try_from(memchr_iter(b'\n', values.as_bytes()).count()).unwrap_or(u32::MAX));
    }
}

/// How many bytes have been read.
fn offset(reader: &csv::Reader<&[u8]>) -> usize {
    usize::try_from(reader.position().byte()).unwrap_or(usize::MAX)
}

/// The cells of a record that hold words; nothing where the budget is used up.
fn cells(record: &StringRecord, budget: &mut Budget) -> Option<Vec<SheetCell>> {
    let mut cells = Vec::new();
    for (column, field) in (0..).zip(record) {
        let text = printed(field);
        if text.is_empty() {
            continue;
        }
        if !budget.admit(text.len()) {
            return None;
        }
        cells.push(SheetCell { column, text, stored: None, look: 0, mark: None });
    }
    Some(cells)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows as `line: cell|cell`, blank cells left out.
    fn rows_text(bytes: &[u8]) -> Vec<String> {
        let read = read(bytes, &Limits::default()).expect("delimited values");
        let row = |row: &SheetRow| {
            let cells: Vec<_> =
                row.cells.iter().map(|cell| format!("{}={}", cell.column, cell.text)).collect();
            let line = read.lines[usize::try_from(row.index).expect("a row")];
            format!("{line}: {}", cells.join("|"))
        };
        read.sheet.rows.iter().map(row).collect()
    }

    fn read_rows(bytes: &[u8]) -> Vec<u32> {
        let read = read(bytes, &Limits::default()).expect("delimited values");
        read.sheet.rows.iter().map(|row| row.index).collect()
    }

    fn check(text: &str, expected: &[&str]) {
        assert_eq!(rows_text(text.as_bytes()), expected, "{text:?}");
        assert_eq!(
            rows_text(text.replace('\n', "\r\n").as_bytes()),
            expected,
            "with other line ends: {text:?}"
        );
    }

    #[test]
    fn quotes_keep_delimiters_and_line_breaks() {
        check(
            "a,b\n\"1,5\n2\",\"say \"\"so\"\"\"\nc,d\n",
            &["1: 0=a|1=b", "2: 0=1,5 2|1=say \"so\"", "4: 0=c|1=d"],
        );
        check("a;b\n1,5;2\n", &["1: 0=a|1=b", "2: 0=1,5|1=2"]);
        check("a\tb\n1\t\n", &["1: 0=a|1=b", "2: 0=1"]);
    }

    #[test]
    fn blank_lines_are_rows() {
        assert_eq!(read_rows(b"a,b\n\n\n1,2\n,\n3,4"), [0, 3, 5]);
        let windows = read_rows(b"a,b\r\n1,2\r\n\r\n3,4\r\n");
        assert_eq!(windows, [0, 1, 3], "no blank rows between lines that end in two characters");
        assert_eq!(rows_text(b"a,b\r1,2\r\r3,4"), ["1: 0=a|1=b", "2: 0=1|1=2", "4: 0=3|1=4"]);
    }

    #[test]
    fn a_quote_that_is_never_closed_is_none() {
        check("a,b\n\"1,2\n3,4\n", &["1: 0=a|1=b", "2: 0=\"1|1=2", "3: 0=3|1=4"]);
    }

    #[test]
    fn a_first_line_may_state_the_delimiter() {
        check("sep=;\na,b;c\nd;e\n", &["2: 0=a,b|1=c", "3: 0=d|1=e"]);
    }

    #[test]
    fn three_encodings() {
        let expected = ["1: 0=Target £|1=b", "2: 0=1|1=2"];
        let text = "Target £,b\n1,2\n";
        let wide = |to_bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(to_bytes).collect::<Vec<u8>>();
        assert_eq!(rows_text(format!("\u{feff}{text}").as_bytes()), expected);
        assert_eq!(rows_text(b"Target \xA3,b\n1,2\n"), expected);
        assert_eq!(rows_text(&wide(u16::to_le_bytes)), expected);
        assert_eq!(rows_text(&[vec![0xFE, 0xFF], wide(u16::to_be_bytes)].concat()), expected);
    }

    #[test]
    fn long_records_and_many_cells_have_a_limit() {
        let long = format!("a,b\n1,2\n3,{}\n", "x".repeat(2 << 20));
        let error = read(long.as_bytes(), &Limits::default()).expect_err("too long");
        assert!(matches!(error, SheetError::LongRecord { line: 3, .. }));
        let limits = Limits { cells: 5, ..Limits::default() };
        let read = read(b"a,b\n1,2\n3,4\n", &limits).expect("delimited values");
        assert_eq!((read.sheet.rows.len(), read.findings.len()), (2, 1));
    }
}
