//! The description of a dataset for those who don't know Boardlift: a Data Package, version 2 (datapackage.org).
//!
//! It names every file, every column with its type and meaning, and which columns point to which table. Paths are those
//! of the partitions that stand there; patterns are not allowed.

use serde_json::{Map, Value, json};

use super::partition::AUTHORITY_CODE;
use super::vocabularies::{AUTHORITIES, Listed, MEASURES, OF_AUTHORITIES, OF_MEASURES, Values};
use super::{Dataset, OBSERVATIONS, StoreError, place};
use crate::schema::{Column, ColumnType, SCHEMA_VERSION, columns};
use crate::tables::TableName;

/// The name of the file, which Data Packages prescribe.
const FILE: &str = "datapackage.json";

/// Describes the dataset as it stands.
pub(super) fn write(dataset: &Dataset) -> Result<(), StoreError> {
    let partitions = dataset.partitions()?;
    let mut paths: Vec<String> =
        partitions.iter().map(|partition| format!("{OBSERVATIONS}/{}", partition.key().file())).collect();
    paths.sort();
    place::keep(dataset.folder(), FILE, || {
        let mut content = serde_json::to_vec_pretty(&package(&paths))?;
        content.push(b'\n');
        Ok(content)
    })
}

fn package(partitions: &[String]) -> Value {
    json!({
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "boardlift",
        "title": "Figures of council board papers",
        "description": "Indicators with their figures, lifted out of the papers that councils publish for their \
            boards. Each figure is kept as printed and as read, and says in which document and where in it it stood. \
            The rights in the papers are their publishers', most of whom use the Open Government Licence.",
        "version": SCHEMA_VERSION.to_string(),
        "keywords": ["SEND", "local authorities", "performance", "England"],
        "resources": [
            observations(partitions),
            table(
                TableName::Documents,
                "One row per document",
                &json!({ "primaryKey": ["document_id"], "foreignKeys": [to_authorities()] }),
            ),
            table(
                TableName::Commentary,
                "One row per narrative point",
                &json!({ "foreignKeys": [to_documents()] }),
            ),
            table(
                TableName::Actions,
                "One row per printed action",
                &json!({ "primaryKey": ["document_id", "position"], "foreignKeys": [to_documents()] }),
            ),
            vocabulary(MEASURES, "What each measure is", OF_MEASURES, "id", &[PROJECT, GOVERNMENT]),
            vocabulary(
                AUTHORITIES,
                "Which council each code means",
                OF_AUTHORITIES,
                "code",
                &[GOVERNMENT, ATTRIBUTION],
            ),
        ],
    })
}

/// A licence by its Open Definition id, its address and its title.
type Licence = (&'static str, &'static str, &'static str);

/// That of official names, codes and tables.
const GOVERNMENT: Licence = (
    "OGL-UK-3.0",
    "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
    "Open Government Licence v3.0",
);

/// That of the official names that mySociety gathered.
const ATTRIBUTION: Licence =
    ("CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/", "Creative Commons Attribution 4.0");

/// That of Boardlift itself.
const PROJECT: Licence = ("MIT", "https://opensource.org/license/mit", "MIT License");

/// The figures, which have no path as long as there are none.
fn observations(partitions: &[String]) -> Value {
    let schema = schema(
        TableName::Observations,
        &json!({
            "primaryKey": ["observation_id"],
            "foreignKeys": [to_documents(), to("measure", MEASURES, "id")],
        }),
    );
    let description = "One row per figure, in partitions by the publishing authority and the calendar year of \
        `period_start`. The names of the folders say both, as `authority_code` and `year`, and the files don't: \
        `unknown` stands for an authority without a code, the year 0 for a figure without a period.";
    if partitions.is_empty() {
        return json!({ "name": OBSERVATIONS, "description": description, "data": [], "schema": schema });
    }
    resource(OBSERVATIONS, &json!(partitions), description, &schema, &[])
}

fn table(table: TableName, description: &str, keys: &Value) -> Value {
    resource(table.as_str(), &json!(format!("{table}.parquet")), description, &schema(table, keys), &[])
}

fn vocabulary<T>(
    name: &str,
    description: &str,
    listed: &[Listed<T>],
    key: &str,
    licences: &[Licence],
) -> Value {
    let fields: Vec<Value> = listed.iter().map(listed_field).collect();
    let schema = table_schema(fields, &json!({ "primaryKey": [key] }));
    resource(name, &json!(format!("{name}.parquet")), description, &schema, licences)
}

fn resource(name: &str, path: &Value, description: &str, schema: &Value, licences: &[Licence]) -> Value {
    let mut resource = json!({
        "name": name,
        "type": "table",
        "path": path,
        "description": description,
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "schema": schema,
    });
    if !licences.is_empty() {
        let licence = |&(name, path, title): &Licence| json!({ "name": name, "path": path, "title": title });
        resource["licenses"] = licences.iter().map(licence).collect();
    }
    resource
}

/// The schema of a table, with its keys.
fn schema(table: TableName, keys: &Value) -> Value {
    let is_in_files = |column: &&Column| table != TableName::Observations || column.name != AUTHORITY_CODE;
    table_schema(columns(table).iter().filter(is_in_files).map(field).collect(), keys)
}

/// An empty text is a text: only null is missing.
fn table_schema(fields: Vec<Value>, keys: &Value) -> Value {
    let mut schema = Map::from_iter([
        ("$schema".to_owned(), json!("https://datapackage.org/profiles/2.0/tableschema.json")),
        ("fields".to_owned(), Value::Array(fields)),
        ("missingValues".to_owned(), json!([])),
    ]);
    if let Value::Object(keys) = keys {
        schema.extend(keys.clone());
    }
    Value::Object(schema)
}

fn field(column: &Column) -> Value {
    let (field_type, mut constraints) = match &column.column_type {
        ColumnType::Text => ("string", json!({})),
        ColumnType::Hash(digits) => ("string", json!({ "pattern": format!("[0-9a-f]{{{digits}}}") })),
        ColumnType::Term(words) => ("string", json!({ "enum": words })),
        ColumnType::Number => ("number", json!({})),
        ColumnType::Ordinal => ("integer", json!({ "minimum": 1 })),
        ColumnType::Count => ("integer", json!({ "minimum": 0 })),
        ColumnType::Date => ("date", json!({})),
        ColumnType::Flags | ColumnType::BBox => ("array", json!({})),
    };
    constraints["required"] = json!(!column.nullable);
    let mut field = described(column.name, field_type, column.meaning, &constraints);
    if let Some(unit) = unit(column.name) {
        field["unit"] = json!(unit);
    }
    field
}

/// What the numbers of a column count in, where it is one thing for all rows. Figures say theirs in a column.
fn unit(column: &str) -> Option<&'static str> {
    match column {
        "byte_size" => Some("byte"),
        "bbox" => Some("point (1/72 inch)"),
        "value" | "value_upper" => Some("as `unit` says"),
        "secondary_value" => Some("as `secondary_unit` says"),
        _ => None,
    }
}

fn listed_field<T>(listed: &Listed<T>) -> Value {
    let (field_type, required) = match &listed.values {
        Values::Text(_) => ("string", true),
        Values::MaybeText(_) => ("string", false),
        Values::Texts(_) => ("array", true),
        Values::Date(_) => ("date", true),
        Values::MaybeDate(_) => ("date", false),
    };
    described(listed.name, field_type, listed.meaning, &json!({ "required": required }))
}

fn described(name: &str, field_type: &str, description: &str, constraints: &Value) -> Value {
    json!({ "name": name, "type": field_type, "description": description, "constraints": constraints })
}

fn to_documents() -> Value {
    to("document_id", TableName::Documents.as_str(), "document_id")
}

fn to_authorities() -> Value {
    to("authority_code", AUTHORITIES, "code")
}

/// A column that holds the key of another table.
fn to(column: &str, table: &str, key: &str) -> Value {
    json!({ "fields": [column], "reference": { "resource": table, "fields": [key] } })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names<'v>(list: &'v Value, key: &str) -> Vec<&'v str> {
        list.as_array().unwrap().iter().map(|item| item[key].as_str().unwrap()).collect()
    }

    /// The types that a Table Schema may give a field (Table Schema 2.0, field types), as far as they are used.
    const TYPES: [&str; 5] = ["string", "number", "integer", "date", "array"];

    #[test]
    fn resources_have_what_the_standard_asks_for() {
        for partitions in [vec![], vec!["observations/a.parquet".to_owned()]] {
            let package = package(&partitions);
            let resources = package["resources"].as_array().unwrap();
            let expected = ["observations", "documents", "commentary", "actions", "measures", "authorities"];
            assert_eq!(names(&package["resources"], "name"), expected);
            for resource in resources {
                // Path or data, and never an empty path (Data Resource 2.0, path or data).
                assert_ne!(resource.get("path").is_some(), resource.get("data").is_some(), "{resource}");
                assert_ne!(resource["path"], json!([]));
                for field in resource["schema"]["fields"].as_array().unwrap() {
                    assert!(TYPES.contains(&field["type"].as_str().unwrap()), "{field}");
                    assert!(!field["description"].as_str().unwrap().is_empty(), "{field}");
                }
            }
        }
    }

    #[test]
    fn keys_are_fields_and_point_to_fields() {
        let package = package(&[]);
        let fields = |name: &str| {
            let resource = package["resources"].as_array().unwrap().iter().find(|one| one["name"] == name);
            names(&resource.unwrap()["schema"]["fields"], "name")
        };
        let has_all = |resource: &str, keys: &Value| {
            let fields = fields(resource);
            keys.as_array().unwrap().iter().all(|key| fields.contains(&key.as_str().unwrap()))
        };
        let mut pointers = 0;
        for resource in package["resources"].as_array().unwrap() {
            let (name, schema) = (resource["name"].as_str().unwrap(), &resource["schema"]);
            assert!(schema.get("primaryKey").is_none_or(|keys| has_all(name, keys)), "{name}");
            for key in schema.get("foreignKeys").and_then(Value::as_array).into_iter().flatten() {
                let to = &key["reference"];
                assert!(has_all(name, &key["fields"]), "{key}");
                assert!(has_all(to["resource"].as_str().unwrap(), &to["fields"]), "{key}");
                pointers += 1;
            }
        }
        assert_eq!(pointers, 5);
    }

    /// `expected` are the properties that matter to a case.
    fn check(column: &str, expected: &Value) {
        let fields = &package(&[])["resources"][0]["schema"]["fields"];
        let field = fields.as_array().unwrap().iter().find(|field| field["name"] == column).unwrap();
        for (property, value) in expected.as_object().unwrap() {
            assert_eq!(&field[property], value, "{property} of {column}");
        }
    }

    #[test]
    fn fields_say_their_types_words_and_units() {
        check(
            "rag",
            &json!({ "type": "string", "constraints": { "enum": ["red", "amber", "green", "blue"], "required": false } }),
        );
        check("value", &json!({ "type": "number", "unit": "as `unit` says" }));
        check("period_start", &json!({ "type": "date" }));
        check("flags", &json!({ "type": "array", "constraints": { "required": true } }));
        check("table", &json!({ "type": "integer", "constraints": { "minimum": 1, "required": true } }));
        check("observation_id", &json!({ "constraints": { "pattern": "[0-9a-f]{16}", "required": true } }));
    }
}
