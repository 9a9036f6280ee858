//! The picture in the README is what the README's first command prints.

use std::fs;

use anstyle_svg::Term;
use boardlift_tests::{accept, samples};

use crate::support::program;

/// The README's first command, after `boardlift`.
const WORDS: &str = "extract samples/bcp-scorecard samples/bcp-strategic-kpis samples/kingston-dashboard -o dataset --to parquet";

#[test]
fn it_is_what_the_first_command_prints() {
    let folder = tempfile::tempdir().unwrap();
    for name in samples::names().unwrap() {
        let copy = folder.path().join("samples").join(&name);
        fs::create_dir_all(copy.parent().unwrap()).unwrap();
        fs::copy(samples::folder().join(&name), copy).unwrap();
    }
    let output = program(folder.path())
        .args(WORDS.split_whitespace())
        .env_remove("NO_COLOR")
        .env("CLICOLOR_FORCE", "1")
        .env("COLUMNS", "110")
        .output()
        .unwrap();
    let printed = String::from_utf8(output.stderr).unwrap();
    let svg = Term::new().render_svg(&format!("$ cargo run -- {WORDS}\n{printed}"));
    accept::check(&samples::golden_folder().join("first-command.svg"), &svg).unwrap();
}

#[test]
fn the_readme_gives_that_command() {
    let readme = fs::read_to_string(samples::folder().join("../README.md")).unwrap();
    assert!(readme.contains(&format!("cargo run -- {WORDS}\n")));
    assert!(readme.contains("golden/first-command.svg"));
}
