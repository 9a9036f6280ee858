//! The description of the CSV files: the dataset's own Data Package, with what differs in CSV.
//!
//! A field of CSV that is empty is no value, so that only columns whose words are never empty are still required; and a
//! list is its parts with `;` between them.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::export::ExportError;
use crate::read::ReadFault;
use crate::store::{Dataset, StoreError};
use crate::write::replace_file;

const FILE: &str = "datapackage.json";

/// Writes the description beside the files.
pub(super) fn write(dataset: &Dataset, folder: &Path) -> Result<(), ExportError> {
    let package = package_of_csv(read(dataset)?);
    Ok(replace_file(&folder.join(FILE), |out| {
        serde_json::to_writer_pretty(&mut *out, &package)?;
        out.write_all(b"\n")
    })?)
}

fn read(dataset: &Dataset) -> Result<Value, StoreError> {
    let path = dataset.folder().join(FILE);
    let text = fs::read_to_string(&path).map_err(|error| ReadFault::Io(error).at(&path))?;
    let damaged = |error: serde_json::Error| ReadFault::Damaged { reason: error.to_string() }.at(&path);
    Ok(serde_json::from_str(&text).map_err(damaged)?)
}

fn package_of_csv(mut package: Value) -> Value {
    let resources = package.get_mut("resources").and_then(Value::as_array_mut);
    for resource in resources.into_iter().flatten() {
        let Some(name) = resource["name"].as_str().map(str::to_owned) else { continue };
        if let Some(resource) = resource.as_object_mut() {
            // Figures that there are none of yet have rows here, and no file.
            resource.remove("data");
            resource.insert("type".to_owned(), json!("table"));
            resource.insert("path".to_owned(), json!(format!("{name}.csv")));
            resource.insert("format".to_owned(), json!("csv"));
            resource.insert("mediatype".to_owned(), json!("text/csv"));
            resource.insert("encoding".to_owned(), json!("utf-8"));
        }
        resource["schema"]["missingValues"] = json!([""]);
        let fields = resource["schema"]["fields"].as_array_mut();
        fields.into_iter().flatten().for_each(field_of_csv);
    }
    package
}

fn field_of_csv(field: &mut Value) {
    if field["type"] == "array" {
        field["type"] = json!("list");
        field["delimiter"] = json!(";");
    }
    let may_be_empty = field["type"] == "list"
        || field["type"] == "string"
            && field["constraints"].get("enum").is_none()
            && field["constraints"].get("pattern").is_none();
    if may_be_empty {
        field["constraints"]["required"] = json!(false);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{dataset_of, tables};

    #[test]
    fn each_file_is_described_as_csv() {
        let folder = tempfile::tempdir().unwrap();
        let dataset = dataset_of(tables(), &folder.path().join("dataset"));
        write(&dataset, folder.path()).unwrap();
        let text = fs::read_to_string(folder.path().join(FILE)).unwrap();
        let package: Value = serde_json::from_str(&text).unwrap();
        let resources = package["resources"].as_array().unwrap();
        let paths: Vec<&str> = resources.iter().map(|resource| resource["path"].as_str().unwrap()).collect();
        let expected = ["observations", "documents", "commentary", "actions", "measures", "authorities"];
        assert_eq!(paths, expected.map(|name| format!("{name}.csv")));
        let observations = &resources[0];
        assert_eq!(
            (&observations["format"], &observations["schema"]["missingValues"]),
            (&json!("csv"), &json!([""]))
        );
        let field = |name: &str| {
            let fields = observations["schema"]["fields"].as_array().unwrap();
            fields.iter().find(|field| field["name"] == name).expect("the field").clone()
        };
        assert_eq!(field("value_text")["constraints"]["required"], json!(false));
        assert_eq!(field("kind")["constraints"]["required"], json!(true));
        assert_eq!((&field("flags")["type"], &field("flags")["delimiter"]), (&json!("list"), &json!(";")));
        assert_eq!(field("value")["type"], json!("number"));
    }
}
