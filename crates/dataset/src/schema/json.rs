//! The schema as a JSON Schema, draft 2020-12, in which nothing is left open but the list of flags.

use boardlift_model::Flag;
use serde_json::{Map, Value, json};
use strum::VariantArray;

use super::column::terms;
use super::{Column, ColumnType, SCHEMA_VERSION, columns};
use crate::tables::TableName;

/// The JSON Schema of all that Boardlift writes as JSON: its root takes a JSON document as well as a row of any
/// table, as JSON Lines has them.
///
/// `$defs` has one schema for the rows of each table, which can also be named by its anchor, as in
/// `urn:boardlift:schema:1#observations`. Dates are checked by `format`, which many validators must be told to
/// obey.
pub fn json_schema() -> Value {
    let row_refs = TableName::VARIANTS.iter().map(|table| json!({ "$ref": row_ref(*table) }));
    let defs: Map<String, Value> = TableName::VARIANTS
        .iter()
        .map(|table| (table.to_string(), row_schema(*table)))
        .chain([("document".to_owned(), document_schema())])
        .collect();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": format!("urn:boardlift:schema:{SCHEMA_VERSION}"),
        "title": format!("Boardlift, schema version {SCHEMA_VERSION}"),
        "description": "A JSON document, or one row of a table as a line of JSON Lines has it",
        "oneOf": std::iter::once(json!({ "$ref": "#/$defs/document" })).chain(row_refs).collect::<Vec<_>>(),
        "$defs": defs,
    })
}

/// A whole JSON document: who wrote it, and the rows of one table.
fn document_schema() -> Value {
    let rows = |table: &TableName| json!({ "type": "array", "items": { "$ref": row_ref(*table) } });
    let mut properties = Map::from_iter([("boardlift".to_owned(), writer_schema())]);
    properties.extend(TableName::VARIANTS.iter().map(|table| (table.to_string(), rows(table))));
    json!({
        "$anchor": "document",
        "description": "The rows of one table, under its name",
        "type": "object",
        "properties": properties,
        "required": ["boardlift"],
        "minProperties": 2,
        "maxProperties": 2,
        "additionalProperties": false,
    })
}

fn writer_schema() -> Value {
    json!({
        "description": "The versions of the schema and of the program that wrote the document",
        "type": "object",
        "properties": { "schema": { "const": SCHEMA_VERSION }, "version": { "type": "string" } },
        "required": ["schema", "version"],
        "additionalProperties": false,
    })
}

fn row_ref(table: TableName) -> String {
    format!("#/$defs/{table}")
}

fn row_schema(table: TableName) -> Value {
    let columns = columns(table);
    let names: Vec<&str> = columns.iter().map(|column| column.name).collect();
    let properties: Map<String, Value> =
        columns.iter().map(|column| (column.name.to_owned(), column_schema(column))).collect();
    json!({
        "$anchor": table.as_str(),
        "description": format!("One row of `{table}`"),
        "type": "object",
        "properties": properties,
        "required": names,
        "additionalProperties": false,
    })
}

fn column_schema(column: &Column) -> Value {
    let (json_type, constraints) = constraints(&column.column_type, column.nullable);
    let mut schema = Map::from_iter([
        ("description".to_owned(), json!(column.meaning)),
        ("type".to_owned(), if column.nullable { json!([json_type, "null"]) } else { json!(json_type) }),
    ]);
    if let Value::Object(constraints) = constraints {
        schema.extend(constraints);
    }
    Value::Object(schema)
}

/// The JSON type of a column's values, and what else is true of them.
fn constraints(column_type: &ColumnType, nullable: bool) -> (&'static str, Value) {
    match column_type {
        ColumnType::Text => ("string", json!({})),
        ColumnType::Hash(digits) => ("string", json!({ "pattern": format!("^[0-9a-f]{{{digits}}}$") })),
        ColumnType::Term(words) => {
            let null = nullable.then_some(Value::Null);
            let words: Vec<Value> = words.iter().map(|word| json!(word)).chain(null).collect();
            ("string", json!({ "enum": words }))
        }
        ColumnType::Number => ("number", json!({})),
        ColumnType::Ordinal => ("integer", json!({ "minimum": 1, "maximum": u32::MAX })),
        ColumnType::Count => ("integer", json!({ "minimum": 0 })),
        ColumnType::Date => ("string", json!({ "format": "date" })),
        ColumnType::Flags => ("array", flags_schema()),
        ColumnType::BBox => ("array", json!({ "items": { "type": "number" }, "minItems": 4, "maxItems": 4 })),
    }
}

/// Flags known today are examples, not a closed list: a file of a later version may carry others.
fn flags_schema() -> Value {
    let known = terms::<Flag>();
    json!({
        "items": { "type": "string", "pattern": "^[a-z][a-z0-9_]*$", "examples": known },
        "uniqueItems": true,
    })
}

#[cfg(test)]
mod tests {
    use jsonschema::Validator;
    use serde_json::{Value, json};

    use super::json_schema;
    use crate::schema::{SCHEMA_VERSION, columns};
    use crate::tables::TableName;
    use crate::testing::tables;
    use crate::write::{Format, write};

    fn validator() -> Validator {
        jsonschema::draft202012::options()
            .should_validate_formats(true)
            .build(&json_schema())
            .expect("a JSON Schema")
    }

    fn written(table: TableName, format: Format) -> String {
        let mut out = Vec::new();
        write(&tables(), table, format, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    fn row(table: TableName) -> Value {
        serde_json::from_str(written(table, Format::Jsonl).lines().next().unwrap()).unwrap()
    }

    fn check_refused(table: TableName, column: &str, value: Value) {
        let mut row = row(table);
        row[column] = value;
        assert!(!validator().is_valid(&row), "{table}: {column} = {}", row[column]);
    }

    #[test]
    fn it_is_a_schema_of_its_draft_with_its_version_in_its_name() {
        let schema = json_schema();
        jsonschema::draft202012::meta::validate(&schema).unwrap();
        assert_eq!(schema["$id"], format!("urn:boardlift:schema:{SCHEMA_VERSION}"));
    }

    #[test]
    fn properties_and_required_names_stand_in_the_order_of_the_columns() {
        let schema = json_schema();
        for table in <TableName as strum::VariantArray>::VARIANTS {
            let names: Vec<&str> = columns(*table).iter().map(|column| column.name).collect();
            let row = &schema["$defs"][table.as_str()];
            assert_eq!(row["required"], json!(names), "{table}");
            assert_eq!(row["properties"].as_object().unwrap().keys().collect::<Vec<_>>(), names, "{table}");
        }
    }

    #[test]
    fn all_that_is_written_is_valid() {
        let validator = validator();
        for table in <TableName as strum::VariantArray>::VARIANTS {
            let document: Value = serde_json::from_str(&written(*table, Format::Json)).unwrap();
            assert_eq!(validator.validate(&document).map_err(|error| error.to_string()), Ok(()), "{table}");
            for line in written(*table, Format::Jsonl).lines() {
                let row: Value = serde_json::from_str(line).unwrap();
                assert_eq!(validator.validate(&row).map_err(|error| error.to_string()), Ok(()), "{line}");
            }
        }
    }

    #[test]
    fn what_no_row_may_hold_is_refused() {
        use TableName::{Commentary, Documents, Observations};
        check_refused(Observations, "observation_id", json!("abc"));
        check_refused(Observations, "indicator", Value::Null);
        check_refused(Observations, "unit", json!("furlongs"));
        check_refused(Observations, "area_type", Value::Null);
        check_refused(Observations, "period_start", json!("2022-02-30"));
        check_refused(Observations, "value", json!("48%"));
        check_refused(Observations, "line", json!(0));
        check_refused(Observations, "bbox", json!([1.0, 2.0, 3.0]));
        check_refused(Observations, "flags", json!(["Not Snake"]));
        check_refused(Observations, "colour", json!("red"));
        check_refused(Documents, "byte_size", json!(-1));
        check_refused(Documents, "status", json!("fine"));
        check_refused(Commentary, "position", Value::Null);
    }

    #[test]
    fn flags_of_later_versions_and_nulls_are_taken() {
        let mut row = row(TableName::Observations);
        row["flags"] = json!(["a_flag_of_later"]);
        row["unit"] = Value::Null;
        row["period_start"] = Value::Null;
        row["bbox"] = Value::Null;
        assert!(validator().is_valid(&row));
    }

    #[test]
    fn a_row_must_have_all_its_columns_and_a_document_one_table() {
        let validator = validator();
        let mut row = row(TableName::Actions);
        row.as_object_mut().unwrap().remove("owner");
        assert!(!validator.is_valid(&row));
        let writer = json!({ "schema": SCHEMA_VERSION, "version": "1.0.0" });
        assert!(validator.is_valid(&json!({ "boardlift": writer, "actions": [] })));
        assert!(!validator.is_valid(&json!({ "boardlift": writer })));
        assert!(!validator.is_valid(&json!({ "boardlift": writer, "actions": [], "commentary": [] })));
        assert!(!validator.is_valid(&json!({ "boardlift": { "schema": 0, "version": "0" }, "actions": [] })));
    }
}
