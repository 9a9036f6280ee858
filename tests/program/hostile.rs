//! Input that is broken, hostile or missing: it costs its own row, never the others'.

use std::fs::{self, File};
use std::path::Path;

use boardlift_tests::samples;
use serde_json::Value;
use tempfile::TempDir;

use crate::pdf::Pdf;
use crate::support::{WHOLE, json_lines, run};

/// A folder with one bad file between two good ones.
fn folder_with(bad: &[u8]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for good in ["a-good.txt", "z-good.txt"] {
        fs::copy(samples::folder().join(WHOLE), folder.path().join(good)).unwrap();
    }
    fs::write(folder.path().join("m-bad.txt"), bad).unwrap();
    folder
}

/// The row of the bad file; the good ones' figures have to be there too, and the exit code the one that is expected.
#[track_caller]
fn check(folder: &Path, code: i32) -> Value {
    run(folder, "extract . -o dataset --jobs 2").ends_with(code);
    let table =
        |name: &str| json_lines(&fs::read_to_string(folder.join(format!("dataset/{name}.jsonl"))).unwrap());
    let documents = table("documents");
    let names: Vec<&str> = documents.iter().filter_map(|row| row["file_name"].as_str()).collect();
    assert_eq!(names, ["a-good.txt", "m-bad.txt", "z-good.txt"]);
    let bad = &documents[1];
    let of_good = table("observations").iter().filter(|row| row["document_id"] != bad["document_id"]).count();
    assert_eq!(of_good, 6, "figures of the good ones");
    bad.clone()
}

#[track_caller]
fn check_failed(bad: &[u8], reason: &str) {
    let row = check(folder_with(bad).path(), 1);
    assert_eq!(row["status"], "failed");
    assert_eq!(row["observations"], 0);
    let error = row["error"].as_str().unwrap();
    assert!(error.contains(reason), "expected `{reason}`, found `{error}`");
}

#[test]
fn a_file_without_words_has_no_tables() {
    for empty in ["", "\n\n\r\n", "\u{feff}", "Only a sentence."] {
        let row = check(folder_with(empty.as_bytes()).path(), 0);
        assert_eq!(row["status"], "no_tables", "{empty:?}");
        assert_eq!(row["error"], Value::Null);
    }
}

#[test]
fn what_is_no_text_fails_and_says_what_it_is() {
    check_failed(b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0>\0", "expected text");
    check_failed(&[0; 5000], "expected text");
}

#[test]
fn an_archive_that_breaks_off_fails_and_says_so() {
    check_failed(b"PK\x03\x04\x14\0\0\0\x08\0abcdefgh", "expected a whole zip archive");
}

#[test]
fn a_pdf_that_can_not_be_read_fails_and_says_why() {
    check_failed(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n", "expected a PDF");
    check_failed(&[b"%PDF-1.7\n".as_slice(), &[b'\xff'; 5000]].concat(), "expected a PDF");
    check_failed(&Pdf::new(&["BT /F 12 Tf 72 700 Td (Ref) Tj ET"]).locked().bytes(), "password");
}

#[test]
fn a_pdf_that_is_cut_off_ends_in_a_row_wherever_it_was_cut() {
    let whole = Pdf::new(&["BT /F 12 Tf 72 700 Td (Ref) Tj ET"]).bytes();
    for eighth in 1..8 {
        let folder = folder_with(&whole[..whole.len() * eighth / 8]);
        let written = run(folder.path(), "extract . -o dataset");
        assert!(written.code < 2, "cut after {eighth} eighths: {}", written.stderr);
        let documents = fs::read_to_string(folder.path().join("dataset/documents.jsonl")).unwrap();
        assert_eq!(json_lines(&documents).len(), 3, "cut after {eighth} eighths");
    }
}

#[test]
fn bytes_that_are_no_utf_8_are_read_as_windows_1252() {
    let bad = b"Ref\tIndicator\tQ1 22/23\n1\tCost of a place (\xa3)\t\xa312,345\n";
    let row = check(folder_with(bad).path(), 0);
    assert_eq!(row["observations"], 1);
}

#[test]
fn a_table_of_ten_thousand_columns_is_not_read_and_that_is_told() {
    let headings = "\tQ1\tQ2\tQ3\tQ4".repeat(2_500);
    let values = "\t7".repeat(10_000);
    let table = format!("Ref\tIndicator{headings}\n1\tNo. of plans{values}\n2\tNo. of reviews{values}\n");
    let folder = folder_with(table.as_bytes());
    let row = check(folder.path(), 0);
    assert_eq!(row["status"], "no_tables");
    assert_eq!(row["observations"], 0);
    run(folder.path(), "extract m-bad.txt").tells("10002 columns");
}

#[test]
fn a_line_of_twenty_megabytes_is_left_out_and_that_is_told() {
    let sentence = "No. of plans\t12\t13\t";
    let line = sentence.repeat((20 << 20) / sentence.len());
    let folder = folder_with(line.as_bytes());
    let row = check(folder.path(), 0);
    assert_eq!(row["status"], "no_tables");
    run(folder.path(), "extract m-bad.txt").tells("m-bad.txt, line 1: a line of");
}

#[test]
fn a_file_beyond_the_limit_is_refused_by_its_size() {
    let folder = folder_with(b"");
    // A file of holes: as long as any, and made in no time.
    let size = 100 << 20;
    File::create(folder.path().join("m-bad.txt")).unwrap().set_len(size).unwrap();
    let row = check(folder.path(), 1);
    assert_eq!(row["status"], "failed");
    assert_eq!(row["byte_size"], size);
    assert!(row["error"].as_str().unwrap().contains(&size.to_string()), "{row}");
}

#[test]
fn a_missing_file_is_told_and_the_others_are_written() {
    let folder = folder_with(b"");
    let found =
        run(folder.path(), "extract a-good.txt missing.txt z-good.txt").ends_with(1).tells("missing.txt");
    assert_eq!(found.rows().len(), 6);
}

#[test]
fn where_there_is_no_document_nothing_is_written() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("empty")).unwrap();
    fs::create_dir(folder.path().join("dataset")).unwrap();
    fs::write(folder.path().join("dataset/observations.jsonl"), "rows of the last run").unwrap();
    for inputs in ["missing.txt", "empty"] {
        run(folder.path(), &format!("extract {inputs}")).ends_with(3).tells("nothing was written");
        run(folder.path(), &format!("extract {inputs} -o dataset")).ends_with(3);
    }
    let kept = fs::read_to_string(folder.path().join("dataset/observations.jsonl")).unwrap();
    assert_eq!(kept, "rows of the last run");
}

#[test]
fn output_that_can_not_be_written_ends_with_3() {
    let folder = folder_with(b"");
    // A file stands where the folder would have to be.
    run(folder.path(), "extract a-good.txt -o z-good.txt/dataset").ends_with(3).tells("z-good.txt");
    run(folder.path(), "extract a-good.txt --table actions -o z-good.txt/a.csv")
        .ends_with(3)
        .tells("z-good.txt");
}
