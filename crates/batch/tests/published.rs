//! Papers that were fetched: their rows say where from, whatever the runs and their order, and what is withdrawn leaves no
//! trace.

#![expect(clippy::unwrap_used, reason = "what helps a test may fail as a test does")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{Cursor, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use boardlift_batch::import::{Order, Summary, Watch, import};
use boardlift_batch::inputs::{Listed, Provenance, listed};
use boardlift_batch::paper::PaperReader;
use boardlift_dataset::DocumentRow;
use boardlift_dataset::store::Dataset;
use boardlift_layouts::Catalogue;
use boardlift_model::{Authority, DocumentId};
use boardlift_reference::Vocabulary;
use sha2::{Digest, Sha256};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const KINGSTON: &str = "E09000021";
const DEVON: &str = "E10000008";

struct Silence;

impl Watch for Silence {
    fn begin(&mut self, _: usize) {}
    fn taken(&mut self, _: &Summary) {}
    fn merging(&mut self, _: usize) {}
    fn merged(&mut self) {}
}

/// Ends the run when so many files of the dataset were written.
struct Killer {
    left: usize,
}

impl Watch for Killer {
    fn begin(&mut self, _: usize) {}
    fn taken(&mut self, _: &Summary) {}
    fn merging(&mut self, _: usize) {}

    fn merged(&mut self) {
        assert!(self.left > 0, "the test wants it");
        self.left -= 1;
    }
}

/// An archive with files under names of its own, and datasets beside it.
struct Archive {
    folder: tempfile::TempDir,
    reader: PaperReader,
}

impl Archive {
    fn new() -> Self {
        let reader = PaperReader::new(Catalogue::embedded().unwrap(), Vocabulary::embedded().unwrap());
        Archive { folder: tempfile::tempdir().unwrap(), reader }
    }

    /// A file of the archive that was fetched from `https://<site>/<name>`.
    fn fetched(&self, bytes: &[u8], site: &str, name: &str, code: Option<&str>) -> Listed {
        let path = self.folder.path().join(id(bytes).as_str());
        fs::write(&path, bytes).unwrap();
        let authority = code.map(|code| {
            let entry = self.reader.vocabulary().authority_by_code_or_name(code).unwrap();
            Authority { code: Some(entry.code.clone()), name: entry.name.clone() }
        });
        let (file_name, url) = (name.to_owned(), Some(format!("https://{site}/{name}")));
        Listed::published(path, Provenance { file_name, url, authority })
    }

    fn dataset(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn import(&self, dataset: &str, inputs: Vec<Listed>) -> Summary {
        self.import_without(dataset, inputs, &[])
    }

    fn import_without(&self, dataset: &str, inputs: Vec<Listed>, withdrawn: &[DocumentId]) -> Summary {
        self.run(dataset, inputs, withdrawn, false, &mut Silence)
    }

    fn run(
        &self,
        dataset: &str,
        inputs: Vec<Listed>,
        withdrawn: &[DocumentId],
        refresh: bool,
        watch: &mut dyn Watch,
    ) -> Summary {
        let withdrawn: BTreeSet<DocumentId> = withdrawn.iter().cloned().collect();
        let dataset = self.dataset(dataset);
        let order =
            Order { inputs, withdrawn: &withdrawn, dataset: &dataset, refresh, workers: None, jobs: None };
        import(order, &self.reader, watch).unwrap()
    }

    fn documents(&self, dataset: &str) -> Vec<DocumentRow> {
        Dataset::open(&self.dataset(dataset)).unwrap().documents().unwrap()
    }

    /// The document's row as `name | address | code`, and the codes of its figures.
    fn row(&self, dataset: &str, bytes: &[u8]) -> String {
        let row = self.documents(dataset).into_iter().find(|row| row.source.id == id(bytes)).unwrap();
        let code = row.authority.and_then(|authority| authority.code);
        let figures = Dataset::open(&self.dataset(dataset)).unwrap().partitions().unwrap().into_iter();
        let figures = figures.flat_map(|partition| partition.observations().unwrap());
        let own = figures.filter(|figure| figure.document_id == id(bytes));
        let codes: BTreeSet<Option<String>> =
            own.map(|figure| figure.authority.and_then(|authority| authority.code)).collect();
        assert_eq!(codes, BTreeSet::from([code.clone()]));
        let url = row.source_url.unwrap_or_default();
        format!("{} | {url} | {}", row.source.file_name, code.unwrap_or_default())
    }

    #[track_caller]
    fn assert_same(&self, found: &str, expected: &str) {
        assert!(content(&self.dataset(found)) == content(&self.dataset(expected)), "{found}, {expected}");
    }
}

fn id(bytes: &[u8]) -> DocumentId {
    let digits =
        Sha256::digest(bytes).iter().fold(String::new(), |digits, byte| format!("{digits}{byte:02x}"));
    DocumentId(digits)
}

/// A small paper, of a council or of none.
fn paper(council: &str, value: u32) -> Vec<u8> {
    let figures =
        format!("Ref,Indicator,Q1,Q2\n1,Number of EHC plans,{value},{}\n2,Requests,5,6\n", value + 7);
    format!("{council} SEND dashboard 2022/23,,\n{figures}").into_bytes()
}

fn packed(papers: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in papers {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// All files of a dataset but for our own state, with their bytes.
fn content(dataset: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let files = walkdir::WalkDir::new(dataset).into_iter();
    let files = files.filter_entry(|entry| entry.file_name() != ".boardlift").map(Result::unwrap);
    files
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            (entry.path().strip_prefix(dataset).unwrap().to_owned(), fs::read(entry.path()).unwrap())
        })
        .collect()
}

#[test]
fn rows_say_where_a_paper_was_published_and_whose_the_site_is() {
    let archive = Archive::new();
    let (unnamed, named) = (paper("", 1), paper("Devon", 2));
    let listed = vec![
        archive.fetched(&unnamed, "k.gov.uk", "Q1 papers.csv", Some(KINGSTON)),
        archive.fetched(&named, "k.gov.uk", "neighbour.csv", Some(KINGSTON)),
    ];
    let summary = archive.import("dataset", listed);
    assert_eq!((summary.read, summary.documents), (2, 2));
    let expected = format!("Q1 papers.csv | https://k.gov.uk/Q1 papers.csv | {KINGSTON}");
    assert_eq!(archive.row("dataset", &unnamed), expected);
    let expected = format!("neighbour.csv | https://k.gov.uk/neighbour.csv | {DEVON}");
    assert_eq!(archive.row("dataset", &named), expected);
}

#[test]
fn a_pack_is_named_by_its_publisher_too() {
    let archive = Archive::new();
    let inner = paper("", 1);
    let pack = packed(&[("reports/a.csv", &inner)]);
    archive.import("dataset", vec![archive.fetched(&pack, "k.gov.uk", "pack.zip", Some(KINGSTON))]);
    let expected = format!("pack.zip/reports/a.csv | https://k.gov.uk/pack.zip | {KINGSTON}");
    assert_eq!(archive.row("dataset", &inner), expected);
    let damaged = &pack[..pack.len() - 30];
    let summary = archive.import("dataset", vec![archive.fetched(damaged, "k.gov.uk", "cut.zip", None)]);
    assert_eq!(summary.failures[0].input, "https://k.gov.uk/cut.zip");
    let row = archive.documents("dataset").into_iter().find(|row| row.source.id == id(damaged)).unwrap();
    assert_eq!(row.source_url.as_deref(), Some("https://k.gov.uk/cut.zip"));
}

#[test]
fn what_is_known_is_not_read_again_unless_it_was_published_elsewhere() {
    let archive = Archive::new();
    let bytes = paper("", 1);
    let fetched = |code| archive.fetched(&bytes, "k.gov.uk", "a.csv", code);
    let own = archive.folder.path().join(id(&bytes).as_str());
    assert_eq!(archive.import("dataset", vec![fetched(None)]).read, 1);
    assert_eq!(archive.import("dataset", vec![fetched(None)]).read, 0);
    // Somebody has said since whose the source is.
    assert_eq!(archive.import("dataset", vec![fetched(Some(KINGSTON))]).read, 1);
    assert!(archive.row("dataset", &bytes).ends_with(KINGSTON));
    // A copy of one's own says nothing of that.
    let arguments = [own];
    assert_eq!(archive.import("dataset", listed(&arguments, None)).read, 0);
    fs::remove_file(archive.dataset("dataset").join(".boardlift/import.sqlite")).unwrap();
    assert_eq!(archive.import("dataset", vec![fetched(Some(KINGSTON))]).read, 0);
    archive.import("anew", vec![fetched(Some(KINGSTON))]);
    archive.assert_same("dataset", "anew");
}

#[test]
fn the_first_listing_names_a_document_whatever_the_runs() {
    let archive = Archive::new();
    let bytes = paper("", 1);
    let pack = packed(&[("a.csv", &bytes)]);
    let single = || archive.fetched(&bytes, "d.gov.uk", "a.csv", Some(DEVON));
    let in_pack = || archive.fetched(&pack, "k.gov.uk", "pack.zip", Some(KINGSTON));
    let orders: [(&str, &dyn Fn() -> Vec<Listed>); 2] =
        [("single", &|| vec![single(), in_pack()]), ("pack", &|| vec![in_pack(), single()])];
    for (name, order) in orders {
        archive.import(name, order());
        for (first, only) in [("single first", single()), ("pack first", in_pack())] {
            let dataset = format!("{name}, {first}");
            archive.import(&dataset, vec![only]);
            archive.import(&dataset, order());
            archive.assert_same(&dataset, name);
            // And no run after that turns it round again.
            assert_eq!(archive.import(&dataset, order()).read, 0, "{dataset}");
            archive.assert_same(&dataset, name);
        }
    }
    assert!(archive.row("single", &bytes).ends_with(DEVON));
    assert!(archive.row("pack", &bytes).ends_with(KINGSTON));
}

#[test]
fn what_is_withdrawn_leaves_as_if_it_had_never_been_there() {
    let archive = Archive::new();
    let papers: Vec<Vec<u8>> = (0..4).map(|number| paper(["Devon", ""][number % 2], 10)).collect();
    let papers: BTreeSet<Vec<u8>> = papers.into_iter().chain([paper("Devon", 3), paper("", 4)]).collect();
    let papers: Vec<Vec<u8>> = papers.into_iter().collect();
    let all = |papers: &[Vec<u8>]| {
        let list = papers.iter().enumerate();
        list.map(|(at, bytes)| archive.fetched(bytes, "k.gov.uk", &format!("{at}.csv"), Some(KINGSTON)))
            .collect::<Vec<_>>()
    };
    archive.import("dataset", all(&papers));
    let (kept, gone) = papers.split_at(2);
    let gone: Vec<DocumentId> = gone.iter().map(|bytes| id(bytes)).collect();
    let summary = archive.import_without("dataset", all(kept), &gone);
    assert_eq!((summary.withdrawn, summary.documents, summary.read), (2, 2, 0));
    archive.import("anew", all(kept));
    archive.assert_same("dataset", "anew");
    // What is not there can't leave, and nothing is written for it.
    let summary = archive.import_without("dataset", all(kept), &gone);
    assert_eq!((summary.withdrawn, summary.documents), (0, 2));
    // What is published again comes back.
    assert_eq!(archive.import("dataset", all(&papers)).read, 2);
    archive.import("whole", all(&papers));
    archive.assert_same("dataset", "whole");
    // What is listed stays.
    let summary = archive.import_without("dataset", all(&papers), &gone);
    assert_eq!(summary.documents, 4);
    archive.assert_same("dataset", "whole");
}

#[test]
fn a_run_that_is_killed_while_documents_leave_is_gone_on_with() {
    let archive = Archive::new();
    let papers = [paper("Devon", 1), paper("", 2), paper("Kingston upon Thames", 3)];
    let listed = |papers: &[Vec<u8>]| {
        let list = papers.iter().enumerate();
        list.map(|(at, bytes)| archive.fetched(bytes, "k.gov.uk", &format!("{at}.csv"), None))
            .collect::<Vec<_>>()
    };
    archive.import("expected", listed(&papers[..1]));
    let gone: Vec<DocumentId> = papers[1..].iter().map(|bytes| id(bytes)).collect();
    let mut killed = 0;
    for left in 0..5 {
        let dataset = format!("killed {left}");
        archive.import(&dataset, listed(&papers));
        let kill = || archive.run(&dataset, listed(&papers[..1]), &gone, false, &mut Killer { left });
        killed += usize::from(catch_unwind(AssertUnwindSafe(kill)).is_err());
        // The next run need not be told again.
        archive.import(&dataset, listed(&papers[..1]));
        archive.assert_same(&dataset, "expected");
    }
    assert!((2..5).contains(&killed), "{killed} runs were killed");
}

#[test]
fn a_copy_of_ones_own_does_not_take_the_address_away() {
    let archive = Archive::new();
    let unreadable = [0, 1, 2, 3, 200, 201].repeat(9);
    archive.import("dataset", vec![archive.fetched(&unreadable, "k.gov.uk", "a.bin", None)]);
    let own = [archive.folder.path().join(id(&unreadable).as_str())];
    let summary = archive.run("dataset", listed(&own, None), &[], true, &mut Silence);
    assert_eq!((summary.read, summary.known), (0, 1));
    let again = vec![archive.fetched(&unreadable, "k.gov.uk", "a.bin", None)];
    assert_eq!(archive.run("dataset", again, &[], true, &mut Silence).read, 1);
    assert!(archive.documents("dataset")[0].source_url.is_some());
}
