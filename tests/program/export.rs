//! A dataset given out to those who don't read Parquet.

use std::fs;
use std::path::Path;

use boardlift_tests::samples;

use crate::support::{WHOLE, run};

/// A folder with a dataset of two small papers.
fn imported() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (sample, name) in [(WHOLE, "board.txt"), ("one-dashboard/2023-24-q3.csv", "dashboard.csv")] {
        fs::copy(samples::folder().join(sample), folder.path().join(name)).unwrap();
    }
    run(folder.path(), "import board.txt dashboard.csv --dataset data").ends_with(0);
    folder
}

/// How many records a CSV file has.
fn records(path: &Path) -> usize {
    csv::Reader::from_path(path).unwrap().into_records().map(Result::unwrap).count()
}

#[test]
fn a_folder_of_csv_has_every_row() {
    let folder = imported();
    run(folder.path(), "export --dataset data -o tables/").ends_with(0);
    let figures = run(folder.path(), "extract board.txt dashboard.csv").ends_with(0).rows().len();
    assert_eq!(records(&folder.path().join("tables/observations.csv")), figures);
    assert_eq!(records(&folder.path().join("tables/documents.csv")), 2);
    let package = fs::read(folder.path().join("tables/datapackage.json")).unwrap();
    let package: serde_json::Value = serde_json::from_slice(&package).unwrap();
    assert!(package["resources"].as_array().is_some_and(|resources| resources.len() >= 4), "{package}");
}

#[test]
fn what_a_path_ends_in_is_the_format() {
    let folder = imported();
    run(folder.path(), "export --dataset data -o figures.xlsx").ends_with(0);
    run(folder.path(), "export --dataset data -o figures.sqlite").ends_with(0);
    let begins = |name: &str| fs::read(folder.path().join(name)).unwrap()[..4].to_vec();
    assert_eq!(
        (begins("figures.xlsx"), begins("figures.sqlite")),
        (b"PK\x03\x04".to_vec(), b"SQLi".to_vec())
    );
}

#[test]
fn the_same_dataset_gives_the_same_bytes() {
    let folder = imported();
    for name in ["one", "two"] {
        run(folder.path(), &format!("export --dataset data -o {name}.xlsx")).ends_with(0);
        run(folder.path(), &format!("export --dataset data -o {name}/")).ends_with(0);
    }
    for (one, two) in [("one.xlsx", "two.xlsx"), ("one/observations.csv", "two/observations.csv")] {
        let bytes = |name: &str| fs::read(folder.path().join(name)).unwrap();
        assert!(bytes(one) == bytes(two), "{one}, {two}");
    }
}

#[test]
fn a_folder_that_is_no_dataset_is_wrong_usage() {
    let folder = tempfile::tempdir().unwrap();
    run(folder.path(), "export --dataset data -o tables/").ends_with(2).tells("data");
    assert!(!folder.path().join("tables").exists());
}

/// The engine is a feature of the build; without it the command says how to have it.
#[test]
fn a_question_is_answered_or_says_what_it_needs() {
    let folder = imported();
    let asked = run(folder.path(), "query --dataset data");
    assert!(asked.code != 0 || asked.text().contains("observations"), "{}", asked.stderr);
    if asked.code != 0 {
        asked.ends_with(2).tells("--features sql");
    }
}
