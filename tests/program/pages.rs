//! Papers that have pages: figures with their places, and pages that can't be read.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::pdf::Pdf;
use crate::support::run;

/// A ruled table of two indicators on A4: the lines first, then the words of each cell.
fn dashboard() -> String {
    let columns = [72, 100, 340, 400, 460];
    let rows = [700, 680, 660, 640];
    let mut page = String::from("0.5 w\n");
    for x in columns {
        writeln!(page, "{x} 640 m {x} 700 l S").unwrap();
    }
    for y in rows {
        writeln!(page, "72 {y} m 460 {y} l S").unwrap();
    }
    let cells = [
        ["Ref", "Indicator", "Q1 2022/23", "Q2 2022/23"],
        ["1", "% of annual reviews on time", "61%", "64%"],
        ["2", "Number of EHC plans", "1,204", "1,231"],
    ];
    for (y, row) in rows.iter().zip(cells) {
        for (x, text) in columns.iter().zip(row) {
            writeln!(page, "BT /F 9 Tf {} {} Td ({text}) Tj ET", x + 4, y - 14).unwrap();
        }
    }
    page
}

/// A page that a scanner made: one image from edge to edge.
fn scan() -> String {
    let pixels = "00ff".repeat(32 * 16);
    format!("q 595 0 0 842 0 0 cm BI /W 32 /H 32 /CS /G /BPC 8 /F /AHx ID {pixels}> EI Q")
}

fn document(folder: &Path, words: &str) -> Value {
    run(folder, &format!("{words} --table documents")).rows().swap_remove(0)
}

fn folder_with(pages: &[&str]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("paper.pdf"), Pdf::new(pages).bytes()).unwrap();
    folder
}

#[test]
fn figures_of_a_page_have_its_number_and_their_boxes() {
    let folder = folder_with(&["BT /F 20 Tf 72 700 Td (SEND dashboard) Tj ET", &dashboard()]);
    let rows = run(folder.path(), "extract paper.pdf").ends_with(0).rows();
    let values: Vec<&Value> = rows.iter().map(|row| &row["value"]).collect();
    assert_eq!(values, [&json!(61.0), &json!(64.0), &json!(1204.0), &json!(1231.0)]);
    for row in &rows {
        assert_eq!(row["page"], 2, "{row}");
        assert_eq!(row["line"], Value::Null);
        let bbox: Vec<f64> = serde_json::from_value(row["bbox"].clone()).unwrap();
        assert!(bbox[0] > 330.0 && bbox[2] < 470.0 && bbox[1] > 155.0 && bbox[3] < 205.0, "{bbox:?}");
    }
    let row = document(folder.path(), "extract paper.pdf");
    assert_eq!((&row["media_type"], &row["pages"]), (&json!("application/pdf"), &json!(2)));
}

#[test]
fn a_name_does_not_make_a_pdf() {
    let folder = folder_with(&[&dashboard()]);
    fs::rename(folder.path().join("paper.pdf"), folder.path().join("paper.txt")).unwrap();
    assert_eq!(document(folder.path(), "extract paper.txt")["media_type"], "application/pdf");
    fs::write(folder.path().join("words.pdf"), "Only a sentence.").unwrap();
    assert_eq!(document(folder.path(), "extract words.pdf")["media_type"], "text/plain");
}

#[test]
fn scanned_pages_are_told_and_make_a_paper_partial() {
    let folder = folder_with(&[&dashboard(), &scan(), &scan()]);
    let told = "pages 2–3 are pictures without text";
    assert_eq!(run(folder.path(), "extract paper.pdf").ends_with(1).tells(told).rows().len(), 4);
    assert_eq!(document(folder.path(), "extract paper.pdf")["status"], "partial");
    run(folder.path(), "tables paper.pdf").ends_with(1).tells(told);
}

#[test]
fn a_long_paper_is_the_same_whatever_the_jobs() {
    let page = dashboard();
    let folder = folder_with(&vec![page.as_str(); 40]);
    let tables =
        |jobs: u32| run(folder.path(), &format!("tables paper.pdf --jobs {jobs}")).ends_with(0).stdout;
    let alone = tables(1);
    assert!(alone == tables(2));
    assert!(alone == tables(7));
}

#[test]
fn a_page_can_be_drawn() {
    let folder = folder_with(&[&dashboard(), &dashboard()]);
    let drawing = run(folder.path(), "tables paper.pdf --to svg --pages 2").ends_with(0);
    assert!(drawing.text().starts_with("<svg") && drawing.text().contains("Indicator"), "{}", drawing.text());
    run(folder.path(), "tables paper.pdf --to svg -o drawings").ends_with(0);
    for page in ["paper-p001.svg", "paper-p002.svg"] {
        assert!(folder.path().join("drawings").join(page).is_file(), "{page}");
    }
    let refused = run(folder.path(), "tables paper.pdf --to svg").ends_with(2).tells("--pages");
    assert!(refused.stdout.is_empty());
}
