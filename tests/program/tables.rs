//! `boardlift tables`: the tables of documents in all formats, before any meaning.

use std::fs;

use boardlift_tests::samples;
use serde_json::{Value, json};

use crate::support::{Run, run, run_on_samples};

/// A text with one small table.
const TEXT: &str = "tricks/footnote.txt";
/// A paper of several pages.
const PAGES: &str = "kingston-dashboard/2022-23-q4.pdf";

fn tables(run: &Run) -> Vec<Value> {
    serde_json::from_slice(&run.stdout).unwrap()
}

#[test]
fn tables_go_to_standard_output_as_one_array() {
    let found = tables(&run_on_samples(&format!("tables {TEXT}")).ends_with(0));
    assert_eq!(found.len(), 1);
    assert_eq!(found[0]["file"], TEXT);
    assert_eq!(found[0]["line"], 3);
    assert_eq!(
        (&found[0]["page"], &found[0]["sheet"], &found[0]["bbox"]),
        (&json!(null), &json!(null), &json!(null))
    );
    assert_eq!(found[0]["rows"][1][6], "G");
    let none = run_on_samples("tables tricks/no-tables.txt").ends_with(0);
    assert_eq!(none.text(), "[]\n");
}

#[test]
fn tables_of_pages_have_a_box_and_cells_that_agree_with_their_rows() {
    let found = tables(&run_on_samples(&format!("tables {PAGES}")).ends_with(0));
    assert!(found.len() > 1);
    for table in &found {
        assert!(table["page"].as_u64().unwrap() > 0);
        let bbox: [f64; 4] = serde_json::from_value(table["bbox"].clone()).unwrap();
        assert!(bbox[0] < bbox[2] && bbox[1] < bbox[3], "{bbox:?}");
        let rows: Vec<Vec<String>> = serde_json::from_value(table["rows"].clone()).unwrap();
        assert!(rows.iter().all(|row| row.len() == rows[0].len()));
        let words = rows.iter().flatten().filter(|text| !text.is_empty()).count();
        let cells = table["cells"].as_array().unwrap();
        assert_eq!(cells.iter().filter(|cell| cell["text"] != "").count(), words);
        for cell in cells {
            let at = |key: &str| usize::try_from(cell[key].as_u64().unwrap()).unwrap();
            assert_eq!(cell["text"], rows[at("r")][at("c")]);
        }
    }
    let places: Vec<(u64, u64)> = found
        .iter()
        .map(|table| (table["page"].as_u64().unwrap(), table["table"].as_u64().unwrap()))
        .collect();
    assert!(places.is_sorted(), "{places:?}");
}

#[test]
fn only_the_wanted_pages_are_read() {
    let pages = |wanted: &str| -> Vec<u64> {
        let found = tables(&run_on_samples(&format!("tables {PAGES} --pages {wanted}")).ends_with(0));
        found.iter().map(|table| table["page"].as_u64().unwrap()).collect()
    };
    assert!(pages("3-4").iter().all(|page| (3..=4).contains(page)) && !pages("3-4").is_empty());
    run_on_samples(&format!("tables {PAGES} --pages 900")).ends_with(1).tells("expected pages from 1 to");
}

#[test]
fn csv_is_the_tables_and_nothing_else() {
    let found =
        run_on_samples(&format!("tables {TEXT} tricks/two-tables-one-line.txt --to csv")).ends_with(0);
    assert!(found.text().starts_with("Ref,Indicator,Target 22/23,Q1,Q2,Q3,RAG\r\n1,"), "{}", found.text());
    assert!(found.text().contains("\r\n\r\n"), "{}", found.text());
    let folder = tempfile::tempdir().unwrap();
    run_on_samples(&format!("tables {TEXT} --to csv -o {}", folder.path().display())).ends_with(0);
    assert_eq!(samples::files_below(folder.path()).unwrap(), ["footnote-t01.csv"]);
}

#[test]
fn markdown_is_read_back_as_the_same_tables() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("tables.md");
    let before = run_on_samples(&format!("tables {TEXT} --to md -o {}", path.display())).ends_with(0);
    assert!(before.stdout.is_empty());
    assert!(
        fs::read_to_string(&path).unwrap().starts_with(&format!("## {TEXT}, line 3, table 1\n\n| Ref |"))
    );
    let rows = |run: &Run| tables(run)[0]["rows"].clone();
    let again = run(folder.path(), "tables tables.md").ends_with(0);
    assert_eq!(rows(&again), rows(&run_on_samples(&format!("tables {TEXT}"))));
}

#[test]
fn a_folder_has_a_file_for_each_document() {
    let folder = tempfile::tempdir().unwrap();
    let words = format!("tables {TEXT} {TEXT} missing.txt -o {}/", folder.path().display());
    run_on_samples(&words).ends_with(1).tells("missing.txt");
    let files = samples::files_below(folder.path()).unwrap();
    assert_eq!(files, ["footnote.json", "footnote~2.json"]);
    for file in files {
        let text = fs::read_to_string(folder.path().join(file)).unwrap();
        assert_eq!(serde_json::from_str::<Vec<Value>>(&text).unwrap().len(), 1);
    }
}

#[test]
fn where_nothing_can_be_read_nothing_is_written() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("paper.pdf"), "%PDF-1.7\n").unwrap();
    for words in ["tables paper.pdf", "tables missing.pdf -o a.json", "tables paper.pdf --to svg"] {
        let run = run(folder.path(), words).ends_with(3).tells("nothing was written");
        assert!(run.stdout.is_empty());
    }
    assert!(!folder.path().join("a.json").exists());
    run(folder.path(), "tables paper.pdf").tells("paper.pdf: expected a PDF");
}
