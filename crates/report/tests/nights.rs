//! Nights made by hand, imported as any other, and what is told of them.

#![expect(clippy::unwrap_used, reason = "what helps a test may fail as a test does")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;
use std::str::FromStr;

use atom_syndication::Feed;
use boardlift_batch::import::{Order, Summary, Watch, import};
use boardlift_batch::inputs::listed;
use boardlift_batch::paper::PaperReader;
use boardlift_dataset::store::Dataset;
use boardlift_fetch::night::{
    Authority, Edition, Holding, Night, PaperNote, PaperState, PaperTrouble, SourceNight, SourceState,
};
use boardlift_layouts::Catalogue;
use boardlift_reference::Vocabulary;
use boardlift_report::account::{ChangedFigure, NightReport};
use boardlift_report::editions::Editions;
use boardlift_report::{Imported, feed, report, text};
use sha2::{Digest, Sha256};
use zip::write::{SimpleFileOptions, ZipWriter};

struct Silence;

impl Watch for Silence {
    fn begin(&mut self, _: usize) {}
    fn taken(&mut self, _: &Summary) {}
    fn merging(&mut self, _: usize) {}
    fn merged(&mut self) {}
}

/// A council's source, its archive and its dataset, night after night.
struct Town {
    folder: tempfile::TempDir,
    reader: PaperReader,
    holdings: Vec<Holding>,
    /// The hash of each name's last edition, and its number.
    last: BTreeMap<String, (String, u32)>,
    superseded: Vec<Edition>,
    /// What nights brought that were not read.
    behind: Vec<Edition>,
    /// What comes this night: new papers, and other bytes of known ones.
    tonight: (Vec<Edition>, Vec<Edition>),
    nights: Vec<NightReport>,
}

impl Town {
    fn new() -> Self {
        let reader = PaperReader::new(Catalogue::embedded().unwrap(), Vocabulary::embedded().unwrap());
        let folder = tempfile::tempdir().unwrap();
        Town {
            folder,
            reader,
            holdings: Vec::new(),
            last: BTreeMap::new(),
            superseded: Vec::new(),
            behind: Vec::new(),
            tonight: (Vec::new(), Vec::new()),
            nights: Vec::new(),
        }
    }

    /// These bytes came under this name; the same name is the same paper.
    fn publish(&mut self, name: &str, bytes: &[u8]) {
        let hash = Sha256::digest(bytes).iter().fold(String::new(), |hash, byte| format!("{hash}{byte:02x}"));
        fs::write(self.folder.path().join(&hash), bytes).unwrap();
        let (replaces, before) = self.last.get(name).cloned().unzip();
        let before = before.unwrap_or(0);
        self.last.insert(name.to_owned(), (hash.clone(), before + 1));
        let edition = Edition {
            paper: note(name),
            number: before + 1,
            path: hash.clone(),
            size: bytes.len() as u64,
            file_name: name.to_owned(),
            source_url: Some(format!("https://ourtown.gov.uk/{name}")),
            fetched: format!("2026-11-{:02}T02:10:00Z", 20 + self.nights.len()),
            is_copy: self.holdings.iter().any(|holding| holding.edition.hash == hash),
            replaces,
            hash,
        };
        if !edition.is_copy {
            self.holdings.push(Holding { edition: edition.clone(), authority: Some(kingston()) });
        }
        let list = if before == 0 { &mut self.tonight.0 } else { &mut self.tonight.1 };
        list.push(edition);
    }

    fn account(&mut self) -> Night {
        let (new_papers, new_editions) = std::mem::take(&mut self.tonight);
        let run = self.nights.len();
        let source = SourceNight {
            listed: new_papers.len() + new_editions.len(),
            new_papers,
            new_editions,
            ..quiet("ourtown")
        };
        Night {
            run: i64::try_from(run).unwrap() + 1,
            began: format!("2026-11-{:02}T02:00:00Z", 20 + run),
            ended: format!("2026-11-{:02}T02:30:00Z", 20 + run),
            sources: vec![source],
        }
    }

    /// Archives what came, and reads none of it.
    fn archived(&mut self) -> NightReport {
        let night = self.account();
        let editions = Editions::new(self.folder.path(), &self.holdings);
        let told = report(&night, &editions, None).unwrap();
        self.behind.extend(
            night
                .sources
                .into_iter()
                .flat_map(|source| source.new_papers.into_iter().chain(source.new_editions)),
        );
        self.nights.push(told.clone());
        told
    }

    /// This paper gives way: it is no longer among the holdings.
    fn supersede(&mut self, name: &str) {
        let (gone, kept) = std::mem::take(&mut self.holdings)
            .into_iter()
            .partition(|holding: &Holding| holding.edition.file_name == name);
        self.holdings = kept;
        self.superseded.extend(gone.into_iter().map(|holding| holding.edition));
    }

    /// Imports what came and reports it.
    fn night(&mut self) -> NightReport {
        let night = self.account();
        let behind = std::mem::take(&mut self.behind);
        let path = self.folder.path().join("dataset");
        let editions = Editions::new(self.folder.path(), &self.holdings);
        let there = Dataset::open(&path).and_then(|dataset| dataset.documents()).unwrap_or_default();
        let withdrawn = editions.withdrawn(&self.superseded, &there, self.reader.documents());
        let order = Order {
            inputs: editions.inputs(),
            withdrawn: &withdrawn,
            dataset: &path,
            refresh: false,
            workers: None,
            jobs: None,
        };
        let summary = import(order, &self.reader, &mut Silence).unwrap();
        let dataset = Dataset::open(&path).unwrap();
        let imported =
            Imported { dataset: &dataset, reader: &self.reader, summary: &summary, behind: &behind };
        let told = report(&night, &editions, Some(imported)).unwrap();
        // The same ledger and dataset tell the same.
        assert_eq!(report(&night, &editions, Some(imported)).unwrap(), told);
        self.nights.push(told.clone());
        told
    }
}

fn kingston() -> Authority {
    Authority { code: "E09000021".to_owned(), name: "Kingston upon Thames".to_owned() }
}

fn note(name: &str) -> PaperNote {
    PaperNote {
        source: "ourtown".to_owned(),
        key: format!("attachment/{name}"),
        title: format!("Dashboard {name}"),
        address: format!("https://ourtown.gov.uk/{name}"),
        is_pack: false,
        committee: Some("SEND Improvement Board".to_owned()),
        meeting_date: Some("2022-09-12".to_owned()),
    }
}

/// A source of which there is nothing to tell.
fn quiet(id: &str) -> SourceNight {
    let account = serde_json::json!({
        "source": id, "authority": kingston(), "state": { "state": "complete" }, "doubts": [], "listed": 0, "spared": 0,
        "unchanged": 0, "new_papers": [], "new_editions": [], "vanished": [], "returned": [], "superseded": [], "troubles": [],
    });
    serde_json::from_value(account).unwrap()
}

/// A quarter's dashboard: the rows are `indicator,Q1,Q2`.
fn dashboard(quarter: &str, rows: &[&str]) -> Vec<u8> {
    let rows: Vec<String> = (1..).zip(rows).map(|(number, row)| format!("{number},{row}\n")).collect();
    format!("SEND dashboard {quarter} 2022/23,,,\nRef,Indicator,Q1,Q2\n{}", rows.concat()).into_bytes()
}

/// A zip pack of papers.
fn zipped(papers: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in papers {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// What changed as `indicator: change before → after`.
fn changes(report: &NightReport) -> Vec<String> {
    let changed = &report.dataset.as_ref().unwrap().changed_figures;
    assert_eq!(changed.count, changed.listed.len());
    let told = |change: &ChangedFigure| {
        let after = change.after.as_ref().map_or("", |after| after.value_text.as_str());
        format!("{}: {} {} → {after}", change.figure.indicator, change.change, change.before.value_text)
    };
    changed.listed.iter().map(told).collect()
}

fn feed_ids(nights: &[NightReport]) -> Vec<String> {
    let feed = Feed::from_str(&feed::feed(nights).unwrap()).unwrap();
    feed.entries.into_iter().map(|entry| entry.id).collect()
}

fn new_figures(report: &NightReport) -> usize {
    report.dataset.as_ref().unwrap().new_figures.count
}

#[test]
fn the_first_night_has_papers_and_new_figures() {
    let mut town = Town::new();
    town.publish("q1.csv", &dashboard("Q1", &["Number of EHC plans,100,", "Requests,5,"]));
    let report = town.night();
    let paper = &report.papers[0];
    assert_eq!((paper.paper.title.as_str(), paper.edition), ("Dashboard q1.csv", 1));
    let document = &paper.documents[0];
    assert_eq!((document.file_name.as_str(), document.figures), ("q1.csv", 4));
    assert_eq!(document.authority.as_deref(), Some("Kingston upon Thames"));
    assert_eq!(new_figures(&report), 2);
    assert!(changes(&report).is_empty());
    let dataset = report.dataset.unwrap();
    assert_eq!(dataset.authorities[0].new_figures, 2);
    assert_eq!(
        dataset.new_figures.listed[0].printing.source_url.as_deref(),
        Some("https://ourtown.gov.uk/q1.csv")
    );
    assert_eq!(dataset.no_layout[0].outcome, "generic");
}

#[test]
fn a_quiet_night_says_nothing() {
    let mut town = Town::new();
    town.publish("q1.csv", &dashboard("Q1", &["Number of EHC plans,100,"]));
    town.night();
    let report = town.night();
    assert!(report.papers.is_empty() && changes(&report).is_empty());
    let dataset = report.dataset.as_ref().unwrap();
    assert!(dataset.authorities.is_empty() && dataset.no_layout.is_empty() && dataset.drifted.is_empty());
    assert_eq!((dataset.documents, new_figures(&report)), (1, 0));
    assert!(text::text(&report).contains("0 new papers"), "{}", text::text(&report));
}

#[test]
fn a_replaced_paper_is_the_later_one() {
    let mut town = Town::new();
    let rows = ["Number of EHC plans,100,110", "Requests,5,6", "Tribunals,1,2", "Reviews,7,8"];
    town.publish("q2.csv", &dashboard("Q2", &rows));
    town.publish("other.csv", &dashboard("Q2", &["Something else,3,4"]));
    town.night();
    let rows = ["Number of EHC plans,100,112", "Requests,5,", "Reviews,7,8", "Waits,9,9"];
    town.publish("q2.csv", &dashboard("Q2", &rows));
    let report = town.night();
    assert_eq!((report.papers.len(), report.papers[0].edition), (1, 2));
    let expected = [
        "Number of EHC plans: revised 110 → 112",
        "Requests: withdrawn 6 → ",
        "Tribunals: dropped 1 → ",
        "Tribunals: dropped 2 → ",
    ];
    let mut found = changes(&report);
    found.sort();
    assert_eq!(found, expected);
    // Of the new row, both quarters.
    assert_eq!(new_figures(&report), 2);
    assert_eq!(report.dataset.unwrap().authorities[0].changed_figures, 4);
}

#[test]
fn a_page_that_becomes_the_next_quarters_tells_each_change_once() {
    let mut town = Town::new();
    town.publish("latest.csv", &dashboard("Q1", &["Number of EHC plans,100,", "Requests,5,"]));
    town.night();
    town.publish("latest.csv", &dashboard("Q2", &["Number of EHC plans,101,110", "Requests,5,6"]));
    assert_eq!(changes(&town.night()), ["Number of EHC plans: revised 100 → 101"]);
    // And where the older quarter is put back.
    town.publish("latest.csv", &dashboard("Q1", &["Number of EHC plans,102,", "Requests,5,"]));
    let found = changes(&town.night());
    let of_q1 = found.iter().filter(|change| change.ends_with("101 → 102") || change.contains("102 →"));
    assert_eq!(of_q1.collect::<Vec<_>>(), ["Number of EHC plans: revised 101 → 102"]);
    let ids = feed_ids(&town.nights);
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len());
}

#[test]
fn what_rolls_out_of_a_page_was_not_dropped() {
    let quarters = |first: &str, second: &str, rows: &[&str]| {
        let rows: Vec<String> = (1..).zip(rows).map(|(number, row)| format!("{number},{row}\n")).collect();
        format!("SEND dashboard {second} 2022/23,,,\nRef,Indicator,{first},{second}\n{}", rows.concat())
    };
    let mut town = Town::new();
    let rows = ["Number of EHC plans,100,110", "Requests,5,6"];
    town.publish("latest.csv", quarters("Q1", "Q2", &rows).as_bytes());
    town.night();
    let rows = ["Number of EHC plans,110,120", "Waits,3,4"];
    town.publish("latest.csv", quarters("Q2", "Q3", &rows).as_bytes());
    // Of the second quarter there is a column, and the row is not in it.
    assert_eq!(changes(&town.night()), ["Requests: dropped 6 → "]);
}

#[test]
fn the_next_quarters_paper_may_revise_the_one_before() {
    let mut town = Town::new();
    town.publish("q1.csv", &dashboard("Q1", &["Number of EHC plans,100,", "Requests,5,"]));
    town.night();
    town.publish("q2.csv", &dashboard("Q2", &["Number of EHC plans,101,110", "Requests,5,6"]));
    let report = town.night();
    assert_eq!(changes(&report), ["Number of EHC plans: revised 100 → 101"]);
    assert_eq!(new_figures(&report), 2);
    let change = &report.dataset.unwrap().changed_figures.listed[0];
    let after = change.after.as_ref().unwrap();
    assert_eq!((change.before.file_name.as_str(), after.file_name.as_str()), ("q1.csv", "q2.csv"));
    // A quarter later nothing of that is news.
    town.publish("q3.csv", &dashboard("Q3", &["Number of EHC plans,101,110"]));
    assert!(changes(&town.night()).is_empty());
}

#[test]
fn an_older_paper_that_comes_late_shows_what_was_changed_since() {
    let mut town = Town::new();
    town.publish("q2.csv", &dashboard("Q2", &["Number of EHC plans,101,110"]));
    town.night();
    town.publish("q1.csv", &dashboard("Q1", &["Number of EHC plans,100,"]));
    let report = town.night();
    assert_eq!(changes(&report), ["Number of EHC plans: revised 100 → 101"]);
    assert_eq!(new_figures(&report), 0);
}

#[test]
fn bytes_that_came_before_are_no_news() {
    let mut town = Town::new();
    let bytes = dashboard("Q1", &["Number of EHC plans,100,"]);
    town.publish("q1.csv", &bytes);
    town.night();
    town.publish("copy.csv", &bytes);
    let report = town.night();
    assert!(report.papers[0].is_copy);
    assert_eq!((new_figures(&report), changes(&report).len()), (0, 0));
}

#[test]
fn an_edition_that_is_put_back_changes_what_the_one_between_had_changed() {
    let mut town = Town::new();
    let (first, second) = ("Number of EHC plans,100,110", "Number of EHC plans,100,112");
    for (row, expected) in [
        (first, &[][..]),
        (second, &["Number of EHC plans: revised 110 → 112"]),
        (first, &["Number of EHC plans: revised 112 → 110"]),
        ("Number of EHC plans,100,113", &["Number of EHC plans: revised 110 → 113"]),
    ] {
        town.publish("q2.csv", &dashboard("Q2", &[row]));
        let report = town.night();
        assert_eq!(changes(&report), expected);
        assert_eq!(report.papers.len(), 1);
        let dataset = report.dataset.unwrap();
        assert_eq!(dataset.no_layout.len(), usize::from(!report.papers[0].is_copy));
    }
    let ids = feed_ids(&town.nights);
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len());
}

#[test]
fn what_goes_to_and_fro_is_one_entry_of_the_feed_at_its_last_time() {
    let mut town = Town::new();
    for plans in ["110", "112", "110", "112"] {
        town.publish("q2.csv", &dashboard("Q2", &[&format!("Number of EHC plans,100,{plans}")]));
        town.night();
    }
    let feed = Feed::from_str(&feed::feed(&town.nights).unwrap()).unwrap();
    let entries = feed.entries.iter().map(|entry| (entry.updated.to_rfc3339(), entry.title.as_str()));
    let days: Vec<String> =
        entries.map(|(time, title)| format!("{} {}", &time[8..10], &title[22..])).collect();
    let change = "Number of EHC plans, 2022-07-01 to 2022-09-30";
    let expected = [
        "23 Dashboard q2.csv (replaced)".to_owned(),
        format!("23 {change}: 110 → 112"),
        "22 Dashboard q2.csv (replaced)".to_owned(),
        format!("22 {change}: 112 → 110"),
    ];
    assert_eq!(days, expected);
}

#[test]
fn a_correction_that_came_under_another_address_too_is_told_once() {
    let mut town = Town::new();
    town.publish("q2.csv", &dashboard("Q2", &["Number of EHC plans,100,110"]));
    town.night();
    let corrected = dashboard("Q2", &["Number of EHC plans,100,112"]);
    town.publish("again.csv", &corrected);
    town.publish("q2.csv", &corrected);
    let report = town.night();
    assert!(report.papers[1].is_copy);
    assert_eq!(changes(&report), ["Number of EHC plans: revised 110 → 112"]);
}

#[test]
fn a_dataset_that_was_left_behind_tells_what_came_since() {
    let mut town = Town::new();
    town.publish("q2.csv", &dashboard("Q2", &["Number of EHC plans,100,110"]));
    town.night();
    town.publish("q2.csv", &dashboard("Q2", &["Number of EHC plans,100,112"]));
    town.publish("other.csv", &dashboard("Q2", &["Requests,5,6"]));
    assert!(town.archived().dataset.is_none());
    let report = town.night();
    assert!(report.papers.is_empty());
    assert_eq!(changes(&report), ["Number of EHC plans: revised 110 → 112"]);
    assert_eq!(new_figures(&report), 2);
    let report = town.night();
    assert_eq!((changes(&report).len(), new_figures(&report)), (0, 0));
}

#[test]
fn all_of_a_pack_leaves_the_dataset_and_nothing_that_came_from_elsewhere() {
    let mut town = Town::new();
    let (plans, requests) =
        (dashboard("Q1", &["Number of EHC plans,100,"]), dashboard("Q1", &["Requests,5,"]));
    let pack = zipped(&[("a.csv", &plans), ("b.csv", &requests)]);
    town.publish("pack.zip", &pack);
    assert_eq!(town.night().papers[0].documents.len(), 2);
    town.publish("a-alone.csv", &[&plans[..], b"\n"].concat());
    town.supersede("pack.zip");
    let dataset = town.night().dataset.unwrap();
    assert_eq!((dataset.documents, dataset.withdrawn), (1, 2));
    // Somebody imports the same papers by hand.
    let by_hand = town.folder.path().join("by-hand");
    fs::create_dir(&by_hand).unwrap();
    fs::write(by_hand.join("pack.zip"), &pack).unwrap();
    let order = Order {
        inputs: listed(&[by_hand], None),
        withdrawn: &BTreeSet::new(),
        dataset: &town.folder.path().join("dataset"),
        refresh: false,
        workers: None,
        jobs: None,
    };
    import(order, &town.reader, &mut Silence).unwrap();
    let dataset = town.night().dataset.unwrap();
    assert_eq!((dataset.documents, dataset.withdrawn), (3, 0));
}

#[test]
fn what_differs_from_its_layout_is_told_in_words() {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples");
    let text = fs::read_to_string(samples.join("bcp-scorecard/2022-01.txt")).unwrap();
    let mut town = Town::new();
    town.publish("scorecard.txt", text.replace("\tSN\t", "\tCost centre\t").as_bytes());
    town.publish("page.html", b"<!DOCTYPE html><title>Gone</title><p>Nothing to see");
    town.publish("bytes.bin", &[0, 1, 2, 3, 200, 201].repeat(9));
    let dataset = town.night().dataset.unwrap();
    let drifted = &dataset.drifted[0];
    assert_eq!((drifted.layout.as_str(), drifted.file_name.as_str()), ("bcp-scorecard", "scorecard.txt"));
    assert!(drifted.differences.iter().any(|words| words.contains("Cost centre")), "{drifted:?}");
    let outcomes: Vec<(&str, &str)> =
        dataset.no_layout.iter().map(|told| (told.file_name.as_str(), told.outcome.as_str())).collect();
    assert_eq!(outcomes, [("scorecard.txt", "partial"), ("page.html", "no_tables"), ("bytes.bin", "failed")]);
    assert!(dataset.no_layout[2].reason.is_some());
}

#[test]
fn without_a_dataset_there_are_papers_alone() {
    let mut town = Town::new();
    town.publish("q1.csv", &dashboard("Q1", &["Number of EHC plans,100,"]));
    let night = town.account();
    let editions = Editions::new(town.folder.path(), &town.holdings);
    let report = report(&night, &editions, None).unwrap();
    assert!(report.dataset.is_none() && report.papers[0].documents.is_empty());
}

#[test]
fn what_could_not_be_had_is_told_with_what_to_do() {
    let mut town = Town::new();
    let mut night = town.account();
    let source = &mut night.sources[0];
    let trouble = PaperTrouble {
        paper: note("q1.pdf"),
        state: PaperState::Blocked,
        reason: "blocked: robots.txt".to_owned(),
    };
    source.troubles.push(trouble);
    source.vanished.push(note("old.pdf"));
    source.state = serde_json::from_value(
        serde_json::json!({ "state": "failed", "trouble": "blocked", "reason": "no answer" }),
    )
    .unwrap();
    assert!(matches!(source.state, SourceState::Failed { .. }));
    let editions = Editions::new(town.folder.path(), &[]);
    let report = report(&night, &editions, None).unwrap();
    assert!(report.troubles[0].hint.contains("ask the council"));
    assert!(report.sources[0].hint.is_some());
    assert_eq!(
        text::wrong(&report),
        [
            "ourtown: no answer",
            "ourtown: Dashboard q1.pdf (SEND Improvement Board, 2022-09-12): blocked: robots.txt"
        ]
    );
    let text = text::text(&report);
    for words in
        ["1 source, 1 failed", "ourtown: failed: no answer", "No longer there (1)", "blocked: robots.txt"]
    {
        assert!(text.contains(words), "{words}\n{text}");
    }
}

#[test]
fn what_a_council_keeps_back_is_wrong_once_and_what_may_pass_each_time() {
    let night = |state: PaperState| {
        let mut town = Town::new();
        let mut night = town.account();
        night.sources[0].troubles.push(PaperTrouble {
            paper: note("q1.pdf"),
            state,
            reason: "403".to_owned(),
        });
        report(&night, &Editions::new(town.folder.path(), &[]), None).unwrap()
    };
    let check = |before: &[PaperState], state: PaperState, is_clean: bool| {
        let mut report = night(state);
        report.recall(&before.iter().copied().map(night).collect::<Vec<_>>());
        assert_eq!((report.is_clean(), text::wrong(&report).is_empty()), (is_clean, is_clean), "{state:?}");
        // Whoever reads the report finds it there.
        assert!(text::text(&report).contains("Could not be had (1)"));
    };
    check(&[], PaperState::Blocked, false);
    check(&[PaperState::Blocked], PaperState::Blocked, true);
    check(&[PaperState::Gone], PaperState::Blocked, false);
    check(&[PaperState::Unwell], PaperState::Unwell, false);
}

#[test]
fn a_report_survives_being_kept() {
    let mut town = Town::new();
    town.publish("q1.csv", &dashboard("Q1", &["Number of EHC plans,100,"]));
    let report = town.night();
    let kept = serde_json::to_string(&report).unwrap();
    assert_eq!(serde_json::from_str::<NightReport>(&kept).unwrap(), report);
}

#[test]
fn a_report_from_before_some_names_came_is_one_still() {
    let mut town = Town::new();
    town.publish("q1.csv", &dashboard("Q1", &["Number of EHC plans,100,"]));
    let mut kept = serde_json::to_value(town.night()).unwrap();
    kept["papers"][0].as_object_mut().unwrap().remove("replaces").unwrap();
    kept["dataset"].as_object_mut().unwrap().remove("withdrawn").unwrap();
    let report: NightReport = serde_json::from_value(kept).unwrap();
    assert_eq!(report, town.nights[0]);
}

#[test]
fn a_feed_has_an_entry_a_paper_and_one_a_change_under_ids_that_stay() {
    let mut town = Town::new();
    town.publish("q1.csv", &dashboard("Q1", &["Number of EHC plans,100,"]));
    town.night();
    town.publish("q2.csv", &dashboard("Q2", &["Number of EHC plans,101,110"]));
    town.night();
    let xml = feed::feed(&town.nights).unwrap();
    assert_eq!(feed::feed(&town.nights).unwrap(), xml);
    let parsed = Feed::from_str(&xml).unwrap();
    let titles: Vec<&str> = parsed.entries.iter().map(|entry| entry.title.as_str()).collect();
    assert_eq!(
        titles,
        [
            "Kingston upon Thames: Dashboard q2.csv",
            "Kingston upon Thames, Number of EHC plans, 2022-04-01 to 2022-06-30: 100 → 101",
            "Kingston upon Thames: Dashboard q1.csv",
        ]
    );
    assert_eq!(parsed.updated.to_rfc3339(), "2026-11-21T02:30:00+00:00");
    assert_eq!(parsed.entries[2].updated.to_rfc3339(), "2026-11-20T02:10:00+00:00");
    assert_eq!(parsed.entries[0].links[0].href, "https://ourtown.gov.uk/q2.csv");
    let ids: BTreeSet<&str> = parsed.entries.iter().map(|entry| entry.id.as_str()).collect();
    assert_eq!(ids.len(), 3);
    // An id must never change: readers would show all entries anew.
    let first = Feed::from_str(&feed::feed(&town.nights[..1]).unwrap()).unwrap();
    assert_eq!(first.entries[0].id, parsed.entries[2].id);
    // From `printf 'ourtown\0attachment/q1.csv\0<hash>\0' | sha256sum`.
    assert_eq!(first.entries[0].id, "tag:boardlift.invalid,2026:paper/ee37a463b57b1bad60261ead924d785d");
}

#[test]
fn what_sites_say_is_text_wherever_it_goes() {
    let mut town = Town::new();
    town.publish("q1.csv", &dashboard("Q1", &["<script>alert(1)</script> & \u{1b}[31mplans,100,"]));
    for edition in &mut town.tonight.0 {
        edition.paper.title = "</title><script>alert(1)</script>\u{1b}]0;owned\u{7}\u{0}".to_owned();
        edition.source_url = Some("javascript:alert(1)".to_owned());
        edition.paper.committee = Some("<b>\"&'\u{b}".to_owned());
    }
    let report = town.night();
    let (text, xml) = (text::text(&report), feed::feed(std::slice::from_ref(&report)).unwrap());
    for shown in [&text, &xml] {
        assert!(!shown.contains(['\u{1b}', '\u{7}', '\u{0}', '\u{b}']), "{shown}");
    }
    assert!(!xml.contains("<script") && !xml.contains("<b>"), "{xml}");
    let parsed = Feed::from_str(&xml).unwrap();
    assert!(parsed.entries[0].links.is_empty());
    assert!(parsed.entries[0].title.as_str().contains("</title><script>alert(1)</script>"));
}
