//! What looks wrong: in documents as in a dataset of them, and as the options ask.

use std::path::Path;

use boardlift_tests::samples;
use serde_json::Value;

use crate::support::{Run, run};

/// A sample with a fraction that contradicts its percentage.
const WRONG: &str = "tricks/fraction-mismatch.txt";

fn check(folder: &Path, words: &str) -> Run {
    run(folder, &format!("--quiet check {words}")).ends_with(0)
}

fn kinds(run: &Run) -> Vec<String> {
    run.rows().iter().filter_map(|row| Some(row["check"].as_str()?.to_owned())).collect()
}

#[test]
fn findings_are_no_failure_and_say_where_they_stand() {
    let found = check(&samples::folder(), &format!("{WRONG} --to jsonl")).rows();
    let [found] = found.as_slice() else { panic!("{found:#?}") };
    assert_eq!(found["check"], "fraction_mismatch");
    assert_eq!(found["cause"], "publisher");
    assert_eq!(found["file_name"], "fraction-mismatch.txt");
    assert!(found["line"].is_u64(), "{found:#}");
    assert!(found["message"].as_str().is_some_and(|words| words.contains("59.57%")), "{found:#}");
}

#[test]
fn findings_can_be_chosen() {
    let folder = samples::folder();
    let of = |options: &str| kinds(&check(&folder, &format!("{WRONG} --to jsonl {options}")));
    assert_eq!(of("--kind fraction_mismatch,over_100_percent"), ["fraction_mismatch"]);
    assert_eq!(of("--kind over_100_percent"), [""; 0]);
    assert_eq!(of("--cause reading"), [""; 0]);
    run(&folder, &format!("check {WRONG} --kind typo")).ends_with(2).tells("possible values");
    run(&folder, "check").ends_with(2);
}

#[test]
fn a_dataset_has_the_findings_of_its_documents() {
    let dataset = tempfile::tempdir().unwrap();
    let path = dataset.path().join("dataset").display().to_string();
    let folder = samples::folder();
    run(&folder, &format!("--quiet import {WRONG} --dataset {path}")).ends_with(0);
    let rows = |words: &str| -> Vec<Value> { check(&folder, &format!("{words} --to jsonl")).rows() };
    assert_eq!(rows(&format!("--dataset {path}")), rows(WRONG));
    run(&folder, "check --dataset nowhere").ends_with(2).tells("expected a dataset");
}
