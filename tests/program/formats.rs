//! What is written is what the schema says, and the same in every format.

use std::fs::{self, File};
use std::path::PathBuf;
use std::sync::LazyLock;

use boardlift_dataset::{TableName, columns};
use jsonschema::Validator;
use polars::prelude::{AnyValue, DataFrame, ParquetReader, SerReader};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::support::{json_lines, run_on_samples};

const TABLES: [TableName; 4] =
    [TableName::Observations, TableName::Documents, TableName::Commentary, TableName::Actions];

/// All samples' tables in all formats, written once for all tests of this file.
static DATASET: LazyLock<TempDir> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    for format in ["jsonl", "json", "csv", "parquet"] {
        run_on_samples(&format!("extract . -o {} --to {format} --quiet", folder.path().display()));
    }
    folder
});

fn path(table: TableName, format: &str) -> PathBuf {
    DATASET.path().join(format!("{table}.{format}"))
}

fn written(table: TableName, format: &str) -> String {
    fs::read_to_string(path(table, format)).unwrap()
}

fn validator() -> Validator {
    let schema = run_on_samples("schema --json-schema").ends_with(0);
    let schema: Value = serde_json::from_str(schema.text()).unwrap();
    assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    jsonschema::options().should_validate_formats(true).build(&schema).unwrap()
}

#[track_caller]
fn check_valid(validator: &Validator, value: &Value) {
    let errors: Vec<String> =
        validator.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{value}\n{errors:#?}");
}

#[test]
fn json_lines_keep_to_the_schema() {
    let validator = validator();
    for table in TABLES {
        let rows = json_lines(&written(table, "jsonl"));
        assert!(!rows.is_empty(), "{table}");
        for row in &rows {
            check_valid(&validator, row);
        }
    }
}

#[test]
fn json_documents_keep_to_the_schema_and_have_the_same_rows() {
    let validator = validator();
    for table in TABLES {
        let document: Value = serde_json::from_str(&written(table, "json")).unwrap();
        check_valid(&validator, &document);
        assert_eq!(document[table.as_str()], Value::from(json_lines(&written(table, "jsonl"))));
    }
}

#[test]
fn the_schema_refuses_what_is_no_row() {
    let validator = validator();
    let mut row = json_lines(&written(TableName::Observations, "jsonl")).swap_remove(0);
    assert!(validator.is_valid(&row));
    row["kind"] = json!("guess");
    assert!(!validator.is_valid(&row));
}

#[test]
fn csv_has_the_columns_of_the_schema_and_as_many_rows() {
    for table in TABLES {
        let text = written(table, "csv");
        let names: Vec<&str> = columns(table).iter().map(|column| column.name).collect();
        assert_eq!(text.lines().next().unwrap().split(',').collect::<Vec<_>>(), names);
        let rows = json_lines(&written(table, "jsonl")).len();
        assert!(text.lines().count() > rows, "{table}");
    }
}

#[test]
fn parquet_has_the_rows_of_json() {
    for table in TABLES {
        let frame = ParquetReader::new(File::open(path(table, "parquet")).unwrap()).finish().unwrap();
        check_frame(table, &frame, &json_lines(&written(table, "jsonl")));
    }
}

#[track_caller]
fn check_frame(table: TableName, frame: &DataFrame, rows: &[Value]) {
    assert_eq!(frame.height(), rows.len(), "{table}");
    let names: Vec<&str> = columns(table).iter().map(|column| column.name).collect();
    assert_eq!(frame.get_column_names(), names, "{table}");
    for name in names {
        let column = frame.column(name).unwrap();
        for (at, row) in rows.iter().enumerate() {
            assert_eq!(value(&column.get(at).unwrap()), row[name], "`{name}` of row {at} of {table}");
        }
    }
}

/// A value of a data frame as JSON has it.
fn value(cell: &AnyValue<'_>) -> Value {
    match cell {
        AnyValue::Null => Value::Null,
        AnyValue::String(text) => json!(text),
        AnyValue::StringOwned(text) => json!(text.as_str()),
        AnyValue::UInt32(number) => json!(number),
        AnyValue::UInt64(number) => json!(number),
        AnyValue::Float64(number) => json!(number),
        // As JSON has it: the fewest digits that give the same number back, not those of the wider type.
        AnyValue::Float32(number) => json!(number.to_string().parse::<f64>().unwrap()),
        AnyValue::Date(_) => json!(cell.to_string()),
        AnyValue::List(series) => series.iter().map(|item| value(&item)).collect(),
        other => panic!("no column has such a value: {other:?}"),
    }
}
