//! JSON Lines and JSON, row by row: no more than one row is ever held as JSON.

use std::io::{self, Write};

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use serde_json::json;

use crate::schema::{Row, SCHEMA_VERSION, VERSION};

/// One object a line.
pub(super) fn write_lines<R: Row>(rows: &[R], out: &mut dyn Write) -> io::Result<()> {
    for row in rows {
        serde_json::to_writer(&mut *out, &Object(row))?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

/// One document; each row stands on a line of its own, so that two documents can be compared by line.
pub(super) fn write_document<R: Row>(rows: &[R], out: &mut dyn Write) -> io::Result<()> {
    let writer = json!({ "schema": SCHEMA_VERSION, "version": VERSION });
    write!(out, "{{\"boardlift\":{writer},\"{}\":[", R::TABLE)?;
    for (index, row) in rows.iter().enumerate() {
        out.write_all(if index == 0 { b"\n" } else { b",\n" })?;
        serde_json::to_writer(&mut *out, &Object(row))?;
    }
    out.write_all(b"\n]}\n")
}

/// A row as an object that has all columns of its table.
struct Object<'r, R>(&'r R);

impl<R: Row> Serialize for Object<'_, R> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_map(Some(R::FIELDS.len()))?;
        for field in R::FIELDS {
            object.serialize_entry(field.name, &field.value(self.0))?;
        }
        object.end()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::schema::columns;
    use crate::tables::TableName;
    use crate::testing::tables;
    use crate::write::{Format, write};
    use crate::{Paper, Tables};

    fn lines(table: TableName) -> Vec<String> {
        let mut out = Vec::new();
        write(&tables(), table, Format::Jsonl, &mut out).unwrap();
        String::from_utf8(out).unwrap().lines().map(str::to_owned).collect()
    }

    /// `expected` are the columns that matter to a case.
    fn check(table: TableName, row: usize, expected: &Value) {
        let line = &lines(table)[row];
        let found: Value = serde_json::from_str(line).unwrap();
        for (column, value) in expected.as_object().unwrap() {
            assert_eq!(&found[column], value, "`{column}` of {line}");
        }
    }

    #[test]
    fn a_figure_is_written_as_printed_and_as_read() {
        check(
            TableName::Observations,
            0,
            &json!({
                "authority_code": "E09000021", "authority": "Kingston upon Thames", "area": "Kingston upon Thames",
                "area_code": "E09000021", "area_type": "local_authority", "section": "Caseload", "ref": "1.01",
                "indicator": "Plans finalised, in 20 weeks", "kind": "actual", "column_text": "2022/23 / Q3",
                "period_text": "Q3", "period_type": "quarter", "period_start": "2022-10-01",
                "period_end": "2022-12-31", "basis": "cumulative", "value_text": "89.5% \"17/19\" ▲", "value": 89.5,
                "unit": "percent", "status": "reported", "numerator": 17.0, "denominator": 19.0, "rag": "green",
                "rag_source": "letter", "direction": "up", "desired_direction": "up", "note": "17/19\nas at Q3",
                "line": 12, "page": null, "sheet": null, "bbox": null, "table": 1, "row": 2, "column": 5,
                "layout": "generic", "flags": ["salvaged", "authority_inferred"],
            }),
        );
    }

    #[test]
    fn a_blank_is_a_row_of_nulls_and_places_are_those_of_its_format() {
        check(
            TableName::Observations,
            1,
            &json!({
                "area": "England", "area_type": "country", "period_text": null, "value_text": "", "value": null,
                "unit": null, "status": "blank", "numerator": null, "rag": null, "page": 3,
                "bbox": [36.0, 120.5, 99.25, 132.1], "line": null, "flags": [],
            }),
        );
        check(
            TableName::Observations,
            2,
            &json!({ "sheet": "KPIs; Q3", "cell": "C7", "page": null, "line": null }),
        );
    }

    #[test]
    fn numbers_keep_their_digits_and_what_is_no_number_is_null() {
        check(
            TableName::Observations,
            2,
            &json!({ "value": 0.1, "value_upper": null, "secondary_value": 1e16, "secondary_unit": "rate" }),
        );
        let line = &lines(TableName::Observations)[2];
        assert!(line.contains("\"value\":0.1,") && line.contains("\"secondary_value\":1e+16,"), "{line}");
        assert!(lines(TableName::Observations)[0].contains("\"numerator\":17.0,"));
    }

    #[test]
    fn documents_commentary_and_actions() {
        check(
            TableName::Documents,
            0,
            &json!({
                "file_name": "board, 2022.txt", "source_url": null, "media_type": "text/plain", "byte_size": 5_000_000_000_u64,
                "title": "SEND dashboard", "period_end": "2022-12-31", "meeting_date": "2023-02-01",
                "boardlift_version": VERSION, "tables": 2, "indicators": 1, "observations": 3, "status": "ok", "error": null,
            }),
        );
        check(
            TableName::Documents,
            1,
            &json!({ "status": "failed", "error": "expected text, found bytes", "layout": null, "tables": 0, "flags": [] }),
        );
        check(TableName::Commentary, 0, &json!({ "heading": "What is working?", "position": 1, "line": 30 }));
        check(
            TableName::Actions,
            0,
            &json!({ "ref": "1", "due_text": "18/03/2022", "due": "2022-03-18", "page": 4 }),
        );
    }

    #[test]
    fn a_row_has_its_columns_in_the_order_of_the_schema() {
        let line = &lines(TableName::Documents)[1];
        let mut rest = line.as_str();
        for column in columns(TableName::Documents) {
            let key = format!("\"{}\":", column.name);
            rest = rest.split_once(&key).unwrap_or_else(|| panic!("`{}` late in {line}", column.name)).1;
        }
    }

    #[test]
    fn a_document_says_its_versions_and_has_the_rows_of_json_lines() {
        let mut out = Vec::new();
        write(&tables(), TableName::Actions, Format::Json, &mut out).unwrap();
        let row = &lines(TableName::Actions)[0];
        let expected =
            format!("{{\"boardlift\":{{\"schema\":1,\"version\":\"{VERSION}\"}},\"actions\":[\n{row}\n]}}\n");
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }

    #[test]
    fn no_rows_are_no_lines_and_an_empty_document() {
        let none = Tables::from_iter(Vec::<Paper>::new());
        let mut out = Vec::new();
        write(&none, TableName::Actions, Format::Jsonl, &mut out).unwrap();
        assert!(out.is_empty());
        write(&none, TableName::Actions, Format::Json, &mut out).unwrap();
        assert_eq!(serde_json::from_slice::<Value>(&out).unwrap()["actions"], json!([]));
    }
}
