//! The rows that answer a question, as values for people and as files for programs.

use std::io::{self, Write};

use polars::prelude::{
    AnyValue, Column, DataFrame, IntoColumn, NamedFrom, ParquetCompression, ParquetWriter, Series,
};
use serde_json::{Map, Number, Value};

use super::tables::QueryColumn;
use crate::parquet::date_of_days;
use crate::write::Format;
use crate::write::csv::write_records;

/// The rows that answer a question.
#[derive(Debug, Clone)]
pub struct Answer {
    frame: DataFrame,
}

impl Answer {
    pub(super) fn new(frame: DataFrame) -> Self {
        Answer { frame }
    }

    /// A table's columns as rows.
    pub(super) fn of_columns(columns: &[QueryColumn]) -> Self {
        let column = |name: &str, words: Vec<&str>| Series::new(name.into(), words).into_column();
        let columns = vec![
            column("column", columns.iter().map(|column| column.name.as_str()).collect()),
            column("type", columns.iter().map(|column| column.type_name.as_str()).collect()),
            column("meaning", columns.iter().map(|column| column.meaning).collect()),
        ];
        // Columns of one length and of different names always make a frame.
        Answer { frame: DataFrame::new_infer_height(columns).unwrap_or_default() }
    }

    /// How many rows it has.
    pub fn rows(&self) -> usize {
        self.frame.height()
    }

    /// Its columns: their names, and whether their values are numbers.
    pub fn columns(&self) -> impl Iterator<Item = (&str, bool)> {
        self.frame.columns().iter().map(|column| (column.name().as_str(), column.dtype().is_numeric()))
    }

    /// The values of so many rows from the first one on, row by row: null where there is nothing, days and times in the
    /// manner of ISO 8601.
    pub fn values(&self, rows: usize) -> impl Iterator<Item = Vec<Value>> {
        let columns: Vec<&Series> = self.frame.columns().iter().map(Column::as_materialized_series).collect();
        let mut cells: Vec<_> = columns.into_iter().map(Series::iter).collect();
        (0..rows.min(self.rows())).map(move |_| {
            cells.iter_mut().map(|column| column.next().map_or(Value::Null, |cell| value(&cell))).collect()
        })
    }

    /// Writes all rows. The formats are those of tables; a document of JSON is a list of objects here.
    ///
    /// # Errors
    ///
    /// Where `out` can't be written to, the error that it gave.
    pub fn write(&self, format: Format, out: &mut dyn Write) -> io::Result<()> {
        match format {
            Format::Csv => self.write_csv(out),
            Format::Jsonl => self.write_objects("", "\n", "\n", out),
            Format::Json => self.write_objects("[\n", ",\n", "\n]\n", out),
            Format::Parquet => self.write_parquet(out),
        }
    }

    fn write_csv(&self, out: &mut dyn Write) -> io::Result<()> {
        let names = self.columns().map(|(name, _)| name.to_owned()).collect();
        let rows = self.values(self.rows()).map(|row| row.iter().map(text).collect());
        write_records(std::iter::once::<Vec<String>>(names).chain(rows), out)
    }

    /// An object a row, with `between` two of them; nothing but what stands round them where there are no rows.
    fn write_objects(&self, before: &str, between: &str, after: &str, out: &mut dyn Write) -> io::Result<()> {
        let names: Vec<&str> = self.columns().map(|(name, _)| name).collect();
        out.write_all(before.as_bytes())?;
        for (index, row) in self.values(self.rows()).enumerate() {
            if index > 0 {
                out.write_all(between.as_bytes())?;
            }
            let object: Map<String, Value> = names.iter().map(|&name| name.to_owned()).zip(row).collect();
            serde_json::to_writer(&mut *out, &object)?;
        }
        if self.rows() > 0 || !before.is_empty() {
            out.write_all(after.as_bytes())?;
        }
        Ok(())
    }

    fn write_parquet(&self, out: &mut dyn Write) -> io::Result<()> {
        let mut encoded = Vec::new();
        ParquetWriter::new(&mut encoded)
            .with_compression(ParquetCompression::Zstd(None))
            .finish(&mut self.frame.clone())
            .map_err(io::Error::other)?;
        out.write_all(&encoded)
    }
}

/// A value as JSON has it. What JSON has no form for is in words; a number that is none is null.
fn value(cell: &AnyValue<'_>) -> Value {
    match cell {
        AnyValue::Null => Value::Null,
        AnyValue::Boolean(truth) => Value::Bool(*truth),
        AnyValue::String(words) => Value::from(*words),
        AnyValue::StringOwned(words) => Value::from(words.as_str()),
        AnyValue::Float32(number) => single(*number),
        AnyValue::Float64(number) => Number::from_f64(*number).map_or(Value::Null, Value::Number),
        AnyValue::Date(days) => date_of_days(*days).map_or(Value::Null, |day| Value::from(day.to_string())),
        AnyValue::List(items) | AnyValue::Array(items, _) => items.iter().map(|item| value(&item)).collect(),
        whole if whole.is_integer() => match (whole.extract::<i64>(), whole.extract::<u64>()) {
            (Some(number), _) => Value::from(number),
            (None, Some(number)) => Value::from(number),
            (None, None) => Value::from(whole.to_string()),
        },
        other => Value::from(other.to_string()),
    }
}

/// By way of its digits, so that 99.1 is not written as the nearest f64 to the f32.
fn single(number: f32) -> Value {
    number.to_string().parse().ok().and_then(Number::from_f64).map_or(Value::Null, Value::Number)
}

/// A value as a field of CSV: as tables are written, with the parts of a list joined with `;`.
fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(words) => words.clone(),
        Value::Array(items) => items.iter().map(text).collect::<Vec<_>>().join(";"),
        other => other.to_string(),
    }
}
