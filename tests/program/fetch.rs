//! The nightly watch as its users meet it: nights one after the other, exit codes, and runs that are killed.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use std::process::{Child, Stdio};
use std::time::{Duration, SystemTime};

use boardlift_dataset::store::Dataset;
use boardlift_standin::councils::{Councils, PAGE, morning};
use boardlift_standin::many::Many;
use boardlift_standin::{Entry, Fault, Standin};
use boardlift_tests::samples;
use jiff::civil::Date;
use serde_json::Value;
use tempfile::TempDir;

use crate::support::{Run, assert_readable, assert_same, program, run};

/// Longer than any machine takes for a night with a few papers; only a fault is waited for so long.
const LONG: Duration = Duration::from_mins(2);

/// At how many moments of a night it is killed.
const MOMENTS: usize = 6;

/// Councils to watch, and a folder with the file of sources.
struct Watched<Sites> {
    standin: Standin,
    sites: Sites,
    folder: TempDir,
}

impl Watched<Councils> {
    fn councils() -> Self {
        let standin = Standin::default();
        let sites = Councils::open(&standin, &samples::folder(), today()).unwrap();
        let sources = sites.sources("1ms");
        Watched { standin, sites, folder: TempDir::new().unwrap() }.with(&sources)
    }
}

impl Watched<Many> {
    fn many(councils: usize, papers: usize) -> Self {
        let standin = Standin::default();
        let sites = Many::open(&standin, councils, papers, today(), "1ms").unwrap();
        let sources = sites.sources().to_owned();
        Watched { standin, sites, folder: TempDir::new().unwrap() }.with(&sources)
    }
}

impl<Sites> Watched<Sites> {
    fn with(self, sources: &str) -> Self {
        fs::write(self.folder.path().join("sources.toml"), sources).unwrap();
        self
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// A night into `archive` with further words.
    fn fetch(&self, words: &str) -> Run {
        run(self.folder.path(), &format!("fetch --sources sources.toml --archive archive {words}"))
    }

    /// The report of a night.
    #[track_caller]
    fn report(&self, code: i32) -> Value {
        let run = self.fetch("--dataset dataset --to json").ends_with(code);
        serde_json::from_slice(&run.stdout).unwrap()
    }

    /// A night that goes on by itself, into folders of this name.
    fn started(&self, name: &str) -> Child {
        let words = format!("--quiet fetch --sources sources.toml --archive archive-{name} --dataset {name}");
        let mut command = program(self.folder.path());
        command.args(words.split_whitespace()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
    }
}

fn today() -> Date {
    jiff::Zoned::now().date()
}

fn now() -> SystemTime {
    morning(today())
}

fn strings(rows: &Value, key: &str) -> Vec<String> {
    rows.as_array().unwrap().iter().map(|row| row[key].as_str().unwrap().to_owned()).collect()
}

#[test]
fn three_nights() {
    let watched = Watched::councils();
    let first = watched.report(0);
    assert_eq!(first["papers"].as_array().unwrap().len(), 11, "{first:#}");
    assert!(first["dataset"]["new_figures"]["count"].as_u64().unwrap() > 500, "{first:#}");

    let before = watched.standin.log().len();
    let second = watched.report(0);
    for list in ["papers", "vanished", "returned", "superseded", "troubles"] {
        assert_eq!(second[list], Value::Array(Vec::new()), "{list}");
    }
    assert_eq!(second["dataset"]["changed_figures"]["count"], 0);
    let papers = watched.standin.log().since(before).into_iter().filter(is_for_paper);
    assert_eq!(
        papers.filter(|entry| !entry.is_conditional() || entry.status() != 304).collect::<Vec<_>>(),
        []
    );

    let page = fs::read_to_string(samples::folder().join("devon-milestones/2023-11.html")).unwrap();
    let printed = "<td>10.5%</td><td>11.3%</td>";
    assert_eq!(page.matches(printed).count(), 1);
    watched.sites.devon.put_page(PAGE, page.replace(printed, "<td>10.5%</td><td>11.9%</td>"), now());
    let third = watched.report(0);
    assert_eq!(strings(&third["papers"], "source"), ["devon-page"]);
    assert_eq!(third["papers"][0]["edition"], 2);
    let changed = &third["dataset"]["changed_figures"];
    assert_eq!(changed["count"], 1, "{changed:#}");
    let figure = &changed["listed"][0];
    assert_eq!(
        (&figure["before"]["value_text"], &figure["after"]["value_text"]),
        (&"11.3%".into(), &"11.9%".into())
    );
    assert_eq!(third["dataset"]["new_figures"]["count"], 0);
}

fn is_for_paper(entry: &Entry) -> bool {
    let path = entry.target.to_lowercase();
    ["/documents/", "/document.ashx", "/downloads/", "/wp-content/", "/send/key-"]
        .iter()
        .any(|part| path.contains(part))
}

#[test]
fn figures_know_where_their_paper_was_published() {
    let watched = Watched::councils();
    watched.report(0);
    let documents = Dataset::open(&watched.path("dataset")).unwrap().documents().unwrap();
    let urls: BTreeSet<&str> =
        documents.iter().filter_map(|document| document.source_url.as_deref()).collect();
    for host in watched.sites.hosts() {
        assert!(urls.iter().any(|url| url.starts_with(host.root().as_str())), "{}: {urls:?}", host.name());
    }
}

#[test]
fn a_source_that_fails_is_told_by_the_exit_code_and_costs_no_other() {
    let watched = Watched::councils();
    watched.sites.poole_host.switches().set("/", Fault::Status(403));
    let report = watched.report(1);
    let failed: Vec<&Value> =
        report["sources"].as_array().unwrap().iter().filter(|source| source["state"] == "failed").collect();
    assert_eq!(failed.len(), 1);
    assert_eq!(failed[0]["source"], "poole");
    assert!(failed[0]["hint"].is_string());
    assert_eq!(report["papers"].as_array().unwrap().len(), 7);
}

#[test]
fn a_dry_run_asks_for_lists_and_leaves_nothing() {
    let watched = Watched::councils();
    let run = watched.fetch("--dry-run").ends_with(0);
    assert!(run.text().contains("SEND Improvement Dashboard Q4"), "{}", run.text());
    assert!(!watched.standin.log().entries().iter().any(is_for_paper));
    assert!(!watched.path("archive").exists() && !watched.path("dataset").exists());
}

#[test]
fn a_second_run_at_the_same_time_is_refused() {
    let watched = Watched::many(3, 3);
    watched.standin.log().hold_after(1);
    let mut first = watched.started("dataset");
    assert!(watched.standin.log().wait_until_held(LONG));
    run(watched.folder.path(), "fetch --sources sources.toml --archive archive-dataset --dataset dataset")
        .ends_with(3)
        .tells("at work");
    // The second would ask the hosts what the first has asked them.
    let asked = watched.standin.log().entries();
    let once: BTreeSet<_> = asked.iter().map(|entry| (&entry.site, &entry.target)).collect();
    assert_eq!(once.len(), asked.len(), "{asked:?}");
    watched.standin.log().release();
    assert!(first.wait().unwrap().success());
}

#[test]
fn killed_after_any_answer_it_loses_nothing_and_asks_for_nothing_twice() {
    let watched = Watched::many(10, 10);
    assert!(watched.started("undisturbed").wait().unwrap().success());
    let asked = watched.standin.log().len();
    let mut kills = 0;
    // All moments would take minutes: some, and the last answer, after which papers are read.
    for answers in (1..asked).step_by(asked / MOMENTS).chain([asked]) {
        let name = format!("killed-{answers}");
        let before = watched.standin.log().len();
        kills += usize::from(kill_after(&watched, &name, answers));
        let killed = watched.standin.log().since(before);
        assert_readable(&watched.path(&name));
        let before = watched.standin.log().len();
        assert!(watched.started(&name).wait().unwrap().success());
        assert_same(&watched.path(&name), &watched.path("undisturbed"));
        assert_not_sent_twice(&killed, &watched.standin.log().since(before));
    }
    assert!(kills >= MOMENTS, "{kills} runs were killed");
}

/// Kills a run when so many of its requests were answered; false where it needed fewer.
fn kill_after(watched: &Watched<Many>, name: &str, answers: usize) -> bool {
    let log = watched.standin.log();
    log.hold_after(answers);
    let mut child = watched.started(name);
    let ends = loop {
        if log.wait_until_held(Duration::from_millis(20)) {
            break false;
        }
        if child.try_wait().unwrap().is_some() {
            break true;
        }
    };
    child.kill().unwrap();
    child.wait().unwrap();
    log.release();
    !ends
}

/// A paper that was sent whole to a run is not sent again to the next one, but for the last that a host sent: the run may
/// not have had the time to write it down.
#[track_caller]
fn assert_not_sent_twice(killed: &[Entry], next: &[Entry]) {
    let sent = |entries: &[Entry]| -> Vec<Entry> {
        entries.iter().filter(|entry| is_for_paper(entry) && entry.status() == 200).cloned().collect()
    };
    let last = |entry: &Entry| {
        killed.iter().rfind(|other| other.site == entry.site && other.ending.is_some()).cloned()
    };
    for entry in sent(killed).iter().filter(|entry| last(entry).as_ref() != Some(entry)) {
        let again = sent(next).iter().any(|next| (&next.site, &next.target) == (&entry.site, &entry.target));
        assert!(!again, "{} of {} was sent twice", entry.target, entry.site);
    }
}
