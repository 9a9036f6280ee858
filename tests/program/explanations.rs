//! Why each figure was read so: for people, and as JSON.

use std::fs;

use boardlift_tests::{accept, samples};
use serde_json::Value;

use crate::support::{WHOLE, run_on_samples};

/// A sample with judgements, fractions in notes, and quarters whose year stands elsewhere.
const SAMPLE: &str = "tricks/fraction-in-note.txt";

#[test]
fn a_figure_is_explained_in_the_words_of_its_document() {
    let told = run_on_samples(&format!("extract {SAMPLE} --explain")).ends_with(0);
    let golden = samples::golden_folder().join(format!("{SAMPLE}.explained"));
    accept::check(&golden, told.text()).unwrap();
}

#[test]
fn the_readme_shows_what_is_told() {
    let readme = fs::read_to_string(samples::folder().join("../README.md")).unwrap();
    let told = run_on_samples(&format!("extract {SAMPLE} --explain"));
    let block = told.text().split("\n\n").find(|block| block.starts_with("89.5% under Q2")).unwrap();
    assert!(readme.contains(block), "expected in the README:\n{block}");
}

#[test]
fn programs_get_the_same_with_the_ids_of_the_figures() {
    let ids = |rows: &[Value]| rows.iter().map(|row| row["observation_id"].clone()).collect::<Vec<_>>();
    let figures = run_on_samples(&format!("extract {WHOLE}")).rows();
    let lines = run_on_samples(&format!("extract {WHOLE} --explain --to jsonl")).ends_with(0).rows();
    assert_eq!(ids(&lines), ids(&figures));
    assert_eq!(lines[2]["file_name"], "commentary-and-actions.txt");
    let of_target = lines[2]["explanation"].as_array().unwrap();
    let kind = of_target.iter().find(|told| told["field"] == "kind").unwrap();
    assert_eq!(kind["value"], "target");
    assert_eq!(kind["because"], "the heading “Target 23/24” says so");
    let array = run_on_samples(&format!("extract {WHOLE} --explain --to json"));
    assert_eq!(serde_json::from_str::<Vec<Value>>(array.text()).unwrap(), lines);
}

#[test]
fn documents_without_figures_have_nothing_to_explain() {
    assert_eq!(run_on_samples("extract tricks/no-tables.txt --explain").ends_with(0).text(), "");
    assert_eq!(
        run_on_samples("extract tricks/no-tables.txt --explain --to json").ends_with(0).text(),
        "[]\n"
    );
}
