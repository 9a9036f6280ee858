//! The layouts: listing, showing and trying them, and those of one's own.

use std::fs;

use boardlift_tests::samples;

use crate::support::{run, run_on_samples};

const SAMPLE: &str = "kingston-dashboard/2022-23-q4.txt";

#[test]
fn layouts_are_listed_and_shown() {
    let list = run_on_samples("layouts list").ends_with(0);
    let ids: Vec<&str> = list.text().lines().filter_map(|line| line.split_whitespace().next()).collect();
    assert!(ids.contains(&"kingston-dashboard"), "{ids:?}");
    for id in ids {
        let spec = run_on_samples(&format!("layouts show {id}")).ends_with(0);
        assert!(spec.text().contains(&format!("id = \"{id}\"")), "{}", spec.text());
    }
    run_on_samples("layouts show nobody").ends_with(2).tells("`nobody`").tells("kingston-dashboard");
}

#[test]
fn trying_a_document_tells_why_and_what() {
    let tried = run_on_samples(&format!("layouts try {SAMPLE}"));
    let text = tried.text();
    for told in ["layout `kingston-dashboard`", "bcp-scorecard", "Kingston upon Thames", "line 55"] {
        assert!(text.contains(told), "expected `{told}`, found:\n{text}");
    }
    run_on_samples("layouts try nothing.txt").ends_with(1).tells("nothing.txt");
}

#[test]
fn a_layout_of_ones_own_takes_the_place_of_the_known_one() {
    let folder = tempfile::tempdir().unwrap();
    let spec = run_on_samples("layouts show kingston-dashboard")
        .ends_with(0)
        .text()
        .replace("version = 1", "version = 7");
    fs::create_dir(folder.path().join("own")).unwrap();
    fs::write(folder.path().join("own/mine.toml"), spec).unwrap();
    let paper = samples::folder().join(SAMPLE);
    let words = format!("extract {} --layouts own --table documents", paper.display());
    assert_eq!(run(folder.path(), &words).rows()[0]["layout_version"], 7);
}

#[test]
fn a_wrong_key_in_a_layout_has_a_place_and_a_hint() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("own")).unwrap();
    let spec =
        "id = \"mine\"\nversion = 1\nsumary = \"x\"\n[[table]]\ncolumns = [\"Ref\", \"KPI\", \"{period}\"]\n";
    fs::write(folder.path().join("own/mine.toml"), spec).unwrap();
    for words in
        ["extract x.txt --layouts own", "layouts list --layouts own", "layouts try x.txt --layouts own"]
    {
        run(folder.path(), words).ends_with(2).tells("mine.toml:3:1").tells("`sumary`").tells("`summary`");
    }
}
