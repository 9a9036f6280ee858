//! Nights over a folder of papers that somebody saved by hand: the whole watch but for its network.

use std::fs;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use atom_syndication::Feed;
use boardlift_dataset::store::{Dataset, Writer};
use serde_json::Value;

use crate::support::{Run, run};

/// A council's folder, and what watches it.
struct Town {
    folder: tempfile::TempDir,
}

impl Town {
    fn new() -> Self {
        let town = Town { folder: tempfile::tempdir().unwrap() };
        let sources =
            "[[source]]\nid = \"ourtown\"\nkind = \"folder\"\npath = \"papers\"\nauthority = \"Kingston\"\n";
        fs::write(town.path().join("sources.toml"), sources).unwrap();
        fs::create_dir(town.path().join("papers")).unwrap();
        town
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn dataset(&self) -> PathBuf {
        self.path().join("dataset")
    }

    /// Somebody saves a quarter's dashboard, or saves it anew.
    fn save(&self, name: &str, quarter: &str, rows: &str) {
        let text = format!("SEND dashboard {quarter} 2022/23,,,\nRef,Indicator,Q1,Q2\n{rows}");
        fs::write(self.path().join("papers").join(name), text).unwrap();
    }

    fn fetch(&self, words: &str) -> Run {
        run(self.path(), &format!("fetch --sources sources.toml --archive archive {words}"))
    }

    #[track_caller]
    fn report(&self, words: &str, code: i32) -> Value {
        let run = self.fetch(&format!("--dataset dataset --to json {words}")).ends_with(code);
        serde_json::from_slice(&run.stdout).unwrap()
    }
}

#[test]
fn papers_become_figures_and_a_second_night_brings_nothing() {
    let town = Town::new();
    town.save("q1.csv", "Q1", "1,Number of EHC plans,100,\n");
    let report = town.report("", 0);
    assert_eq!(report["papers"].as_array().unwrap().len(), 1);
    assert_eq!(report["papers"][0]["documents"][0]["authority"], "Kingston upon Thames");
    assert_eq!(report["dataset"]["new_figures"]["count"], 1);
    let documents = Dataset::open(&town.dataset()).unwrap().documents().unwrap();
    assert_eq!(documents[0].source.file_name, "q1.csv");
    let report = town.report("", 0);
    assert_eq!((report["run"].as_i64(), report["papers"].as_array().map(Vec::len)), (Some(2), Some(0)));
    assert_eq!(report["dataset"]["new_figures"]["count"], 0);
}

#[test]
fn a_replaced_paper_is_an_edition_and_its_figures_have_changed() {
    let town = Town::new();
    town.save("q2.csv", "Q2", "1,Number of EHC plans,100,110\n2,Requests,5,6\n");
    town.report("", 0);
    town.save("q2.csv", "Q2", "1,Number of EHC plans,100,112\n2,Requests,5,6\n");
    let report = town.report("--feed feed.xml", 0);
    assert_eq!(report["papers"][0]["edition"], 2);
    let changed = &report["dataset"]["changed_figures"];
    assert_eq!(changed["count"], 1, "{changed:#}");
    let change = &changed["listed"][0];
    assert_eq!(
        (&change["before"]["value_text"], &change["after"]["value_text"]),
        (&"110".into(), &"112".into())
    );
    let feed = fs::read_to_string(town.path().join("feed.xml")).unwrap();
    assert_eq!(Feed::from_str(&feed).unwrap().entries.len(), 3, "{feed}");
}

#[test]
fn a_dry_run_tells_and_keeps_nothing() {
    let town = Town::new();
    town.save("q1.csv", "Q1", "1,Number of EHC plans,100,\n");
    let told = town.fetch("--dry-run").ends_with(0);
    assert!(told.text().contains("1 paper to fetch"), "{}", told.text());
    assert!(!town.path().join("archive").exists());
    town.fetch("--dry-run --dataset dataset").ends_with(2);
}

#[test]
fn without_a_dataset_papers_wait_in_the_archive() {
    let town = Town::new();
    town.save("q1.csv", "Q1", "1,Number of EHC plans,100,\n");
    let told = town.fetch("").ends_with(0);
    assert!(told.text().contains("1 new paper"), "{}", told.text());
    assert!(!town.dataset().exists());
    let report = town.report("", 0);
    assert_eq!(report["dataset"]["documents"], 1);
    assert_eq!(report["dataset"]["new_figures"]["count"], 1);
    assert_eq!(town.report("", 0)["dataset"]["new_figures"]["count"], 0);
}

#[test]
fn quiet_nights_tell_errors_alone() {
    let town = Town::new();
    town.save("q1.csv", "Q1", "1,Number of EHC plans,100,\n");
    let told = town.fetch("--dataset dataset --quiet").ends_with(0);
    assert!(told.stdout.is_empty() && told.stderr.is_empty(), "{}", told.stderr);
    fs::remove_dir_all(town.path().join("papers")).unwrap();
    town.fetch("--dataset dataset --quiet").ends_with(1).tells("error: ourtown");
}

#[test]
fn a_feed_that_can_not_be_written_costs_the_report_nothing() {
    let town = Town::new();
    town.save("q1.csv", "Q1", "1,Number of EHC plans,100,\n");
    fs::create_dir(town.path().join("feed.xml")).unwrap();
    let told = town.fetch("--dataset dataset --feed feed.xml").ends_with(3);
    assert!(told.text().contains("1 new paper"), "{}", told.text());
    fs::remove_dir(town.path().join("feed.xml")).unwrap();
    town.report("--feed feed.xml", 0);
    let feed = fs::read_to_string(town.path().join("feed.xml")).unwrap();
    assert_eq!(Feed::from_str(&feed).unwrap().entries.len(), 1, "{feed}");
}

#[test]
fn what_can_not_be_meant_or_written_is_told() {
    let town = Town::new();
    town.save("q1.csv", "Q1", "1,Number of EHC plans,100,\n");
    town.fetch("--only elsewhere").ends_with(2).tells("known are ourtown");
    fs::write(town.path().join("archive"), "a file").unwrap();
    town.fetch("").ends_with(3).tells("archive");
    fs::remove_file(town.path().join("archive")).unwrap();
    // What was fetched while somebody else was at work in the dataset is read, and told, by the next run.
    let writer = Writer::open(&town.dataset()).unwrap();
    town.fetch("--dataset dataset").ends_with(3).tells("another import");
    drop(writer);
    let report = town.report("", 0);
    assert_eq!((&report["run"], &report["dataset"]["new_figures"]["count"]), (&1.into(), &1.into()));
}
