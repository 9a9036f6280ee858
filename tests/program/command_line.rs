//! What can be said on the command line, where the data goes, and how a run ends.

use std::fs;
use std::io::Read;
use std::process::Stdio;

use boardlift_tests::samples;
use serde_json::json;

use crate::support::{WHOLE, json_lines, program, run, run_on_samples, run_with_input};

#[test]
fn help_and_version_are_no_errors() {
    for words in [
        "--help",
        "extract --help",
        "import --help",
        "tables --help",
        "schema --help",
        "layouts --help",
        "layouts try --help",
    ] {
        let help = run_on_samples(words).ends_with(0);
        assert!(help.text().contains("Usage: boardlift"), "{words}: {}", help.text());
    }
    assert!(run_on_samples("--version").ends_with(0).text().starts_with("boardlift "));
}

#[test]
fn what_can_not_be_meant_ends_with_2() {
    for (words, told) in [
        ("", "Usage: boardlift"),
        ("extract", "<INPUT>"),
        ("extrude x.txt", "unrecognized subcommand"),
        (&format!("extract {WHOLE} --table figures"), "observations, documents, commentary, actions"),
        (&format!("extract {WHOLE} --to xlsx"), "jsonl, json, csv, parquet"),
        (&format!("extract {WHOLE} --jobs 0"), "--jobs"),
        (&format!("extract {WHOLE} -o figures.csv"), "--table observations"),
        (&format!("extract {WHOLE} --explain --table actions"), "leave out --table"),
        (&format!("extract {WHOLE} --explain --to csv"), "jsonl or json"),
        (&format!("extract {WHOLE} --authority Atlantis"), "`Atlantis`"),
        (&format!("extract {WHOLE} --layout atlantis"), "`atlantis`"),
        (&format!("extract {WHOLE} --layouts no-such-folder"), "no-such-folder"),
        (&format!("import {WHOLE}"), "--dataset <DIR>"),
        (&format!("import {WHOLE} --dataset no-such/dataset --to xml"), "text, json"),
        (&format!("tables {WHOLE} --to xlsx"), "json, csv, md, svg"),
        (&format!("tables {WHOLE} --pages 3-1"), "as in 1-3,7"),
        (&format!("tables {WHOLE} -o tables"), "--to csv"),
    ] {
        let run = run_on_samples(words).ends_with(2).tells(told);
        assert!(run.stdout.is_empty(), "{words}");
    }
}

#[test]
fn figures_go_to_standard_output_as_json_lines() {
    let run = run_on_samples(&format!("extract {WHOLE}")).ends_with(0);
    let rows = run.rows();
    assert_eq!(rows.len(), 3);
    assert_eq!(rows[0]["indicator"], "% of annual reviews on time");
    assert_eq!(rows[0]["value"], 61.0);
    assert_eq!(rows[2]["kind"], "target");
}

#[test]
fn each_table_can_be_asked_for() {
    let rows = |table: &str| run_on_samples(&format!("extract {WHOLE} --table {table}")).ends_with(0).rows();
    assert_eq!(rows("documents").len(), 1);
    assert_eq!(rows("commentary").len(), 3);
    let actions = rows("actions");
    assert_eq!(actions.len(), 2);
    assert_eq!(actions[0]["owner"], "JT");
    assert_eq!(actions[0]["due"], "2024-05-31");
}

#[test]
fn a_folder_gets_all_four_tables_and_the_terminal_a_picture_of_them() {
    let folder = tempfile::tempdir().unwrap();
    fs::copy(samples::folder().join(WHOLE), folder.path().join("paper.txt")).unwrap();
    let written = run(folder.path(), "extract paper.txt -o dataset").ends_with(0);
    assert!(written.stdout.is_empty());
    let written = written.tells("paper.txt").tells("annual reviews").tells("wrote 3 figures");
    assert!(!written.stderr.contains('\u{1b}'), "no colours away from a terminal");
    for (table, count) in [("observations", 3), ("documents", 1), ("commentary", 3), ("actions", 2)] {
        let text = fs::read_to_string(folder.path().join(format!("dataset/{table}.jsonl"))).unwrap();
        assert_eq!(json_lines(&text).len(), count, "{table}");
    }
    // The dataset of the last run is no input of the next.
    let again = run(folder.path(), "extract . -o dataset").ends_with(0).tells("from 1 document");
    assert!(!again.stderr.contains("warning"), "{}", again.stderr);
}

#[test]
fn quiet_runs_tell_errors_only() {
    let folder = tempfile::tempdir().unwrap();
    fs::copy(samples::folder().join(WHOLE), folder.path().join("paper.txt")).unwrap();
    assert_eq!(run(folder.path(), "extract paper.txt -o dataset --quiet").ends_with(0).stderr, "");
    run(folder.path(), "extract paper.txt nothing.txt -q").ends_with(1).tells("nothing.txt");
}

#[test]
fn a_file_has_the_format_that_its_name_ends_in() {
    let folder = tempfile::tempdir().unwrap();
    fs::copy(samples::folder().join(WHOLE), folder.path().join("paper.txt")).unwrap();
    let written = |options: &str, file: &str| {
        run(folder.path(), &format!("extract paper.txt --table actions {options}")).ends_with(0);
        fs::read_to_string(folder.path().join(file)).unwrap()
    };
    assert!(written("-o a.csv", "a.csv").starts_with("document_id,position,"));
    assert!(written("-o a.json", "a.json").starts_with('{'));
    assert!(written("-o a.txt --to csv", "a.txt").starts_with("document_id,position,"));
    assert_eq!(written("-o new/", "new/actions.jsonl").lines().count(), 2);
    run(folder.path(), "extract paper.txt --table actions -o a.txt").ends_with(2).tells("--to csv");
}

#[test]
fn the_caller_knows_the_authority_and_the_layout_best() {
    for authority in ["E10000008", "Devon", "devon"] {
        let run =
            run_on_samples(&format!("extract {WHOLE} --layout generic --authority {authority}")).ends_with(0);
        for row in run.rows() {
            assert_eq!(row["authority"], "Devon");
            assert_eq!(row["authority_code"], "E10000008");
            assert_eq!(row["layout"], "generic");
        }
    }
}

#[test]
fn a_dash_is_standard_input() {
    let bytes = fs::read(samples::folder().join(WHOLE)).unwrap();
    let from_file = run_on_samples(&format!("extract {WHOLE}")).ends_with(0);
    let from_input = run_with_input(&samples::folder(), "extract -", &bytes).ends_with(0);
    assert_eq!(from_input.text(), from_file.text());
    let row =
        &run_with_input(&samples::folder(), "extract - --table documents", &bytes).ends_with(0).rows()[0];
    assert_eq!(row["file_name"], "-");
    assert_eq!(row["byte_size"], json!(bytes.len()));
}

#[test]
fn a_reader_that_has_had_enough_is_no_error() {
    let mut child = program(&samples::folder())
        .args(["extract", "."])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = [0; 10];
    child.stdout.take().unwrap().read_exact(&mut first).unwrap();
    let output = child.wait_with_output().unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(0), "{stderr}");
    assert!(!stderr.contains("error"), "{stderr}");
}

#[test]
fn the_schema_lists_every_table() {
    let listing = run_on_samples("schema").ends_with(0);
    for table in ["observations", "documents", "commentary", "actions"] {
        assert!(listing.text().contains(table), "{table}");
    }
}
