//! Rows read back from files: the same row types that were written.
//!
//! What no column holds is lost with the writing: the grounds of a figure and the words by which its area was named, the
//! kind of a document's period. Nothing else is: a value that the schema doesn't have is an error, for a row that is read
//! back may be written again.

mod error;
mod json;

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

pub use error::{ReadError, ReadFault};

use crate::parquet::decode;
use crate::schema::Row;

/// The rows of a Parquet file, in its order. All of them stand in memory.
///
/// Columns that the schema doesn't have are left unread; the order of the others doesn't matter.
///
/// # Errors
///
/// Where the file can't be opened, is no whole Parquet file, is of another version of the schema, lacks a column or has
/// one of another type, or where a row holds what the schema doesn't have.
pub fn read_parquet<R: Row>(path: &Path) -> Result<Vec<R>, ReadError> {
    open(path).and_then(decode::rows).map_err(|fault| fault.at(path))
}

/// The rows of a file of JSON Lines, in its order.
///
/// # Errors
///
/// Where the file can't be read, where a line is no JSON object that has all columns of the table, or where one of them
/// holds what the schema doesn't have.
pub fn read_json_lines<R: Row>(path: &Path) -> Result<Vec<R>, ReadError> {
    open(path).and_then(|file| json::rows(BufReader::new(file))).map_err(|fault| fault.at(path))
}

/// The rows of JSON Lines, in their order.
///
/// # Errors
///
/// As [`read_json_lines`], without the name of a file.
pub fn rows_of_json_lines<R: Row>(lines: impl BufRead) -> Result<Vec<R>, ReadFault> {
    json::rows(lines)
}

fn open(path: &Path) -> Result<File, ReadFault> {
    File::open(path).map_err(ReadFault::Io)
}

#[cfg(test)]
mod tests {
    use std::fmt::Debug;
    use std::fs;

    use boardlift_model::{Flag, MediaType, Observation};
    use serde_json::{Map, Value, json};
    use strum::VariantArray;

    use super::*;
    use crate::schema::ColumnType;
    use crate::schema::Field;
    use crate::tables::{ActionRow, CommentaryRow, DocumentRow};
    use crate::testing::tables;
    use crate::write::{Format, write_rows};

    fn bytes<R: Row>(rows: &[R], format: Format) -> Vec<u8> {
        let mut out = Vec::new();
        write_rows(rows, format, &mut out).unwrap();
        out
    }

    /// Values that a column may hold, as JSON has them.
    fn values(name: &str, column_type: &ColumnType) -> Vec<Value> {
        match (name, column_type) {
            ("media_type", _) => MediaType::VARIANTS.iter().map(|name| json!(name.to_string())).collect(),
            ("cell", _) => vec![json!("A1"), json!("XFD1048576")],
            (_, ColumnType::Text) => vec![json!("words; “a”\n\"b\" \\ ü"), json!("")],
            (_, ColumnType::Hash(digits)) => vec![json!("0f".repeat(digits / 2)), json!("9".repeat(*digits))],
            (_, ColumnType::Term(words)) => words.iter().map(|word| json!(word)).collect(),
            (_, ColumnType::Number) => {
                vec![json!(0.1), json!(-2.5e-7), json!(1e16), json!(f64::MIN_POSITIVE)]
            }
            (_, ColumnType::Ordinal) => vec![json!(1), json!(u32::MAX)],
            (_, ColumnType::Count) => vec![json!(0), json!(u32::MAX)],
            (_, ColumnType::Date) => vec![json!("2024-02-29"), json!("1969-12-31")],
            (_, ColumnType::Flags) => {
                let all: Vec<&str> = Flag::VARIANTS.iter().map(|flag| flag.as_str()).collect();
                vec![json!(all), json!([]), json!(["salvaged"])]
            }
            (_, ColumnType::BBox) => vec![json!([0.0, 120.1, 99.25, 841.89]), json!([1.5, 2.0, 3.0, 4.0])],
        }
    }

    /// A row in which every column is filled, but for the places that only other kinds of files have.
    fn full<R: Row>(no_place: &[&str]) -> Map<String, Value> {
        let entry = |column: crate::Column| {
            let value = values(column.name, &column.column_type).swap_remove(0);
            (column.name.to_owned(), if no_place.contains(&column.name) { Value::Null } else { value })
        };
        R::FIELDS.iter().map(|field| entry(field.column())).collect()
    }

    /// The row comes back from JSON Lines as it was, and nothing beside it.
    fn check_row<R: Row + Debug>(row: &Map<String, Value>) -> R {
        let line = format!("{}\n", Value::from(row.clone()));
        let mut rows: Vec<R> = rows_of_json_lines(line.as_bytes()).unwrap();
        let found: Value = serde_json::from_slice(&bytes(&rows, Format::Jsonl)).unwrap();
        for (column, value) in row {
            let found = &found[column];
            let is_same = if column == "bbox" { corners(value) == corners(found) } else { value == found };
            assert!(is_same, "{column}: {value}, written back as {found}");
        }
        rows.remove(0)
    }

    fn file(bytes: &[u8]) -> tempfile::NamedTempFile {
        let file = tempfile::NamedTempFile::new().unwrap();
        fs::write(file.path(), bytes).unwrap();
        file
    }

    /// Corners are numbers of 32 bits.
    fn corners(value: &Value) -> Option<Vec<String>> {
        let corners = value.as_array()?.iter();
        Some(corners.map(|corner| format!("{:.3}", corner.as_f64().unwrap())).collect())
    }

    /// The row with one column changed to each value that it may hold, and to null where it may be null.
    fn variations<R: Row>(full: &Map<String, Value>, field: &Field<R>) -> Vec<Map<String, Value>> {
        let column = field.column();
        let with = |value: Value| {
            let mut row = full.clone();
            row[column.name] = value;
            row
        };
        let mut rows: Vec<_> = values(column.name, &column.column_type).into_iter().map(with).collect();
        if column.nullable && !R::ONE_OF.contains(&column.name) && column.name != "cell" {
            let mut row = with(Value::Null);
            let whole = R::WHOLES.iter().find(|whole| whole.parts.contains(&column.name));
            for name in whole.iter().flat_map(|whole| whole.parts.iter().chain(whole.extras)) {
                row[*name] = Value::Null;
            }
            rows.push(row);
        }
        rows
    }

    fn check_columns<R: Row + Debug>(no_place: &[&str]) {
        let full = full::<R>(no_place);
        let fields = R::FIELDS.iter().filter(|field| !no_place.contains(&field.name));
        let rows: Vec<R> =
            fields.flat_map(|field| variations(&full, field)).map(|row| check_row(&row)).collect();
        let file = file(&bytes(&rows, Format::Parquet));
        let again: Vec<R> = read_parquet(file.path()).unwrap();
        assert_eq!(bytes(&again, Format::Jsonl), bytes(&rows, Format::Jsonl));
    }

    #[test]
    fn every_column_comes_back_and_changes_no_other() {
        check_columns::<Observation>(&["sheet", "cell", "line"]);
        check_columns::<Observation>(&["page", "bbox", "line"]);
        check_columns::<Observation>(&["page", "bbox", "sheet", "cell"]);
        check_columns::<DocumentRow>(&[]);
        check_columns::<CommentaryRow>(&[]);
        check_columns::<ActionRow>(&[]);
    }
    /// What is said of a file of one row of observations in which one column is changed.
    fn check_line(column: &str, value: Value, expected: &str) {
        let mut row = full::<Observation>(&["sheet", "cell", "line"]);
        row[column] = value;
        let lines = format!(
            "{}\n\n{}\n",
            Value::from(full::<Observation>(&["sheet", "cell", "line"])),
            Value::from(row)
        );
        let fault = rows_of_json_lines::<Observation>(lines.as_bytes()).unwrap_err();
        assert_eq!(fault.to_string(), format!("row 3, column {expected}"));
    }

    #[test]
    fn what_no_row_holds_is_refused_with_its_place() {
        check_line(
            "rag",
            json!("purple"),
            "`rag`: expected one of red, amber, green, blue or null, found `purple`",
        );
        check_line(
            "desired_direction",
            json!("same"),
            "`desired_direction`: expected one of up, down or null, found `same`",
        );
        check_line("indicator", Value::Null, "`indicator`: expected words, found null");
        check_line("value", json!("48%"), "`value`: expected a number or null, found `48%`");
        check_line("table", json!(1.5), "`table`: expected a whole number from 1 to 4294967295, found 1.5");
        check_line("row", json!(-1), "`row`: expected a whole number from 1 to 4294967295, found -1");
        check_line(
            "document_id",
            json!("A1"),
            "`document_id`: expected 64 lower-case hexadecimal digits, found `A1`",
        );
        check_line(
            "period_start",
            json!("2023-02-30"),
            "`period_start`: expected a date or null, found `2023-02-30`",
        );
        check_line("bbox", json!([1.0, 2.0]), "`bbox`: expected four numbers or null, found 2 numbers");
        check_line(
            "flags",
            json!(["salvaged", "a_flag_of_later"]),
            "`flags`: expected flags that this version of Boardlift knows, found `salvaged`, `a_flag_of_later`",
        );
        check_line("note", json!(true), "`note`: expected words or null, found `true`");
        check_line("note", json!(["a", 1]), "`note`: expected words or null, found a list of several types");
        let (escapes, shown) = ("\u{1b}[31m".repeat(90), "\\u{1b}[31m".repeat(16));
        check_line(
            "rag",
            json!(escapes),
            &format!("`rag`: expected one of red, amber, green, blue or null, found `{shown}…`"),
        );
    }

    #[test]
    fn parts_of_one_thing_are_there_together() {
        check_line("rag_source", Value::Null, "`rag_source`: expected a value, as `rag` has one, found null");
        check_line(
            "authority",
            Value::Null,
            "`authority`: expected a value, as `authority_code` has one, found null",
        );
        check_line(
            "period_end",
            Value::Null,
            "`period_end`: expected a value, as `period_text` has one, found null",
        );
        check_line(
            "line",
            json!(7),
            "`line`: expected a value in one of `page`, `sheet`, `line`, found 2 of them",
        );
        check_line("cell", json!("A1"), "`sheet`: expected a value, as `cell` has one, found null");
    }

    #[test]
    fn a_line_that_is_no_row_is_named() {
        let check = |lines: &str, expected: &str| {
            let fault = rows_of_json_lines::<ActionRow>(lines.as_bytes()).unwrap_err();
            assert_eq!(fault.to_string(), expected);
        };
        check("{\"document_id\":\"\"}", "row 1, column `position`: expected it, found none of that name");
        check(
            "[]",
            "line 1: expected a JSON object, found invalid type: sequence, expected a map at line 1 column 0",
        );
        check("\n{", "line 2: expected a JSON object, found EOF while parsing an object at line 1 column 1");
    }

    fn check_file(bytes: &[u8], expected: &str) {
        let file = file(bytes);
        let error = read_parquet::<CommentaryRow>(file.path()).unwrap_err();
        assert_eq!(error.to_string(), format!("cannot read `{}`", file.path().display()));
        let said = error.fault.to_string();
        assert!(said.starts_with(expected), "{said}");
    }

    #[test]
    fn a_file_of_another_table_version_or_kind_is_refused() {
        check_file(
            &bytes(&tables().actions, Format::Parquet),
            "column `heading`: expected it, found none of that name",
        );
        check_file(
            b"",
            "expected a whole Parquet file that Boardlift wrote, found another or a damaged one: ",
        );
        check_file(
            b"document_id,heading\r\n",
            "expected a whole Parquet file that Boardlift wrote, found another",
        );
        let mut other = Vec::new();
        let mut frame = polars::df!("document_id" => [1]).unwrap();
        polars::prelude::ParquetWriter::new(&mut other).finish(&mut frame).unwrap();
        check_file(&other, "expected a whole Parquet file that Boardlift wrote, found another");
        let missing = read_parquet::<ActionRow>(Path::new("missing/rows.parquet")).unwrap_err();
        assert!(
            matches!(missing.fault, ReadFault::Io(error) if error.kind() == std::io::ErrorKind::NotFound)
        );
    }

    #[test]
    fn a_file_with_a_wrong_byte_is_refused() {
        let whole = bytes(&tables().observations, Format::Parquet);
        for at in (0..whole.len()).step_by(101) {
            for bits in [0x01_u8, 0x80, 0xff] {
                let mut damaged = whole.clone();
                damaged[at] ^= bits;
                let file = file(&damaged);
                let error = read_parquet::<Observation>(file.path()).unwrap_err();
                assert!(matches!(error.fault, ReadFault::Damaged { .. }), "byte {at}: {:?}", error.fault);
            }
        }
    }

    #[test]
    fn a_file_that_is_cut_off_anywhere_is_refused() {
        let whole = bytes(&tables().observations, Format::Parquet);
        for length in (0..whole.len()).step_by(whole.len() / 97) {
            let file = file(&whole[..length]);
            let error = read_parquet::<Observation>(file.path()).unwrap_err();
            assert!(matches!(error.fault, ReadFault::Damaged { .. }), "{length}: {:?}", error.fault);
        }
    }
}
