//! What is watched: files of sources drafted, listed and checked.

use std::fs;

use crate::support::run;

/// A folder with a file of sources that watches one council.
fn drafted() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    run(folder.path(), "sources new Kingston --contact data@example.org -o sources.toml").ends_with(0);
    folder
}

#[test]
fn a_drafted_source_is_a_good_one() {
    let folder = drafted();
    run(folder.path(), "sources check").ends_with(0).tells("1 source, no faults");
    let listed = run(folder.path(), "sources list --to jsonl").ends_with(0).rows();
    assert_eq!((listed.len(), &listed[0]["authority_code"]), (1, &"E09000021".into()));
    let csv = run(folder.path(), "sources list --sources sources.toml").ends_with(0);
    assert!(csv.text().starts_with("source,kind,authority_code,authority,start,pause_seconds\r\n"));
}

#[test]
fn a_draft_is_added_and_changes_nothing() {
    let folder = drafted();
    let before = fs::read_to_string(folder.path().join("sources.toml")).unwrap();
    run(folder.path(), "sources new https://www.fenmoor.gov.uk/send/data -o sources.toml").ends_with(0);
    let after = fs::read_to_string(folder.path().join("sources.toml")).unwrap();
    assert!(after.starts_with(before.trim_end()), "{after}");
    run(folder.path(), "sources check").ends_with(0).tells("2 sources").tells("authority");
    // The same once more would be two sources of one id.
    run(folder.path(), "sources new Kingston -o sources.toml").ends_with(2).tells("sources.toml:");
    assert_eq!(fs::read_to_string(folder.path().join("sources.toml")).unwrap(), after);
}

#[test]
fn a_new_file_says_who_watches() {
    let folder = tempfile::tempdir().unwrap();
    run(folder.path(), "sources new Devon -o sources.toml").ends_with(2).tells("--contact");
    assert!(!folder.path().join("sources.toml").exists());
    let text = run(folder.path(), "sources new Devon --contact data@example.org").ends_with(0);
    assert!(text.text().starts_with("[watch]\ncontact = \"data@example.org\"\n"), "{}", text.text());
    run(folder.path(), "sources new Atlantis").ends_with(2).tells("Atlantis");
}

#[test]
fn every_fault_is_told_with_its_line() {
    let folder = drafted();
    let path = folder.path().join("sources.toml");
    let good = fs::read_to_string(&path).unwrap();
    let faulty = good.replace("contact = ", "contract = ").replace("kind = ", "kint = ");
    fs::write(&path, faulty).unwrap();
    run(folder.path(), "sources check").ends_with(2).tells("sources.toml:2").tells("sources.toml:6");
    run(folder.path(), "fetch --sources sources.toml --archive archive").ends_with(2).tells("sources.toml:6");
    assert!(!folder.path().join("archive").exists());
    run(folder.path(), "sources check missing.toml").ends_with(2).tells("missing.toml");
}
