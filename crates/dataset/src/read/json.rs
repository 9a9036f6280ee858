//! JSON Lines: each line is one row, an object that has all columns of its table.

use std::io::BufRead;

use serde_json::{Map, Value};

use super::ReadFault;
use crate::schema::{Found, Mismatch, Row, RowMaker};

/// The rows of the lines. Empty lines are passed over.
pub(super) fn rows<R: Row>(lines: impl BufRead) -> Result<Vec<R>, ReadFault> {
    let maker = RowMaker::new::<R>();
    let mut rows = Vec::new();
    for (line, index) in lines.lines().zip(1..) {
        let line = line.map_err(ReadFault::Io)?;
        if !line.is_empty() {
            rows.push(row(&line, index, &maker)?);
        }
    }
    Ok(rows)
}

fn row<R: Row>(line: &str, index: usize, maker: &RowMaker) -> Result<R, ReadFault> {
    let object: Map<String, Value> = serde_json::from_str(line)
        .map_err(|error| ReadFault::Line { line: index, found: error.to_string() })?;
    let values = R::FIELDS.iter().map(|field| {
        let value = object.get(field.name).ok_or_else(|| Mismatch {
            column: field.name,
            expected: "it".to_owned(),
            found: "none of that name".to_owned(),
        });
        value.map(found)
    });
    let made = values.collect::<Result<Vec<_>, _>>().and_then(|values| maker.row(&values));
    made.map_err(|mismatch| ReadFault::Row { row: index, mismatch })
}

fn found(value: &Value) -> Found<'_> {
    match value {
        Value::Null => Found::Null,
        Value::String(text) => Found::Text(text),
        Value::Number(number) => match (number.as_u64(), number.as_f64()) {
            (Some(whole), _) => Found::Whole(whole),
            (None, Some(number)) => Found::Number(number),
            (None, None) => Found::Other(number.to_string()),
        },
        Value::Array(items) => list(items),
        Value::Bool(_) | Value::Object(_) => Found::Other(format!("`{value}`")),
    }
}

/// A list of words, else one of numbers; an empty list is one of words, for no list of numbers is ever empty.
fn list(items: &[Value]) -> Found<'_> {
    let texts = items.iter().map(Value::as_str).collect::<Option<Vec<_>>>().map(Found::Texts);
    let numbers = || items.iter().map(Value::as_f64).collect::<Option<Vec<_>>>().map(Found::Numbers);
    texts.or_else(numbers).unwrap_or_else(|| Found::Other("a list of several types".to_owned()))
}
