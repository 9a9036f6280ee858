//! The dataset as other engines see it. Run where `BOARDLIFT_PYTHON` names a Python that has them.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::json;

use super::tests::{folder, merge, paper, papers};
use super::*;

/// The script that reads the folder with each engine, and what it needs.
const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/engines/engines.py");

#[test]
fn every_engine_reads_the_folder_as_it_is() {
    let Some(python) = std::env::var_os("BOARDLIFT_PYTHON") else {
        println!("BOARDLIFT_PYTHON names no Python with the engines of tests/engines/requirements.txt");
        return;
    };
    let folder = folder();
    // Enough papers of one council and year for several row groups.
    let many = (0..10).map(|number| paper(25 * number + 5, Some("E09000021"), &[2022; 20]));
    merge(folder.path(), &papers().into_iter().chain(many).collect::<Vec<_>>(), &[]);
    let mut script = Command::new(python);
    script.arg(SCRIPT).arg(folder.path()).stdin(Stdio::piped());
    let mut running = script.spawn().unwrap();
    running.stdin.take().unwrap().write_all(expected(folder.path()).to_string().as_bytes()).unwrap();
    assert!(running.wait().unwrap().success());
}

/// What an engine must find in the dataset.
fn expected(folder: &Path) -> serde_json::Value {
    let dataset = Dataset::open(folder).unwrap();
    let mut partitions = Vec::new();
    let mut sum = 0.0;
    for partition in dataset.partitions().unwrap() {
        let rows = partition.observations().unwrap();
        sum += rows.iter().filter_map(|row| row.figure.cell.value).sum::<f64>();
        let PartitionKey { authority_code, year } = partition.key();
        let named = authority_code.clone().unwrap_or_else(|| "unknown".to_owned());
        partitions.push(json!([named, year.unwrap_or(0), rows.len()]));
    }
    json!({
        "sum_of_value": sum,
        "partitions": partitions,
        "documents": dataset.documents().unwrap().len(),
        "commentary": dataset.commentary().unwrap().len(),
        "actions": dataset.actions().unwrap().len(),
    })
}
