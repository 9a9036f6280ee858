//! The dataset as a whole: what is put in comes back, and nothing but the set of documents tells in its bytes.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use boardlift_model::{
    Action, Authority, Commentary, DocumentId, Figure, Flags, Observation, Period, Place, StatedPeriod,
};
use tempfile::TempDir;

use super::*;
use crate::tables::Paper;
use crate::testing::{blank_figure, full_figure, source, vocabulary};

/// A paper of one council with a figure for each of these years; the last has no period.
pub(super) fn paper(number: u8, council: Option<&str>, years: &[i16]) -> Paper {
    let id = DocumentId(format!("{number:02x}").repeat(32));
    let mut paper = Paper::failed(boardlift_model::Source { id: id.clone(), ..source() }, "");
    let authority =
        council.map(|code| Authority { code: Some(code.to_owned()), name: format!("Council {code}") });
    let period =
        |year: i16| StatedPeriod { text: year.to_string(), period: Period::calendar_year(year).unwrap() };
    let dated =
        years.iter().zip(1..).map(|(&year, row)| Figure { period: Some(period(year)), row, ..full_figure() });
    let figures: Vec<Figure> =
        dated.chain([Figure { row: 99, flags: Flags::new(), ..blank_figure() }]).collect();
    paper.observations = figures
        .into_iter()
        .map(|figure| Observation {
            id: format!("{number:02x}{:014x}", figure.row),
            document_id: id.clone(),
            authority: authority.clone(),
            area: boardlift_model::Area {
                name: Some("England".to_owned()),
                code: None,
                area_type: boardlift_model::AreaType::Country,
            },
            measure: (figure.row % 2 == 1).then(|| "ehcp_20wk_pct".to_owned()),
            layout: "generic".to_owned(),
            figure,
        })
        .collect();
    paper.document.observations = u32::try_from(paper.observations.len()).unwrap();
    paper.document.authority = authority;
    paper.document.error = None;
    paper.commentary = [2, 1].map(point).into();
    paper.actions = vec![action()];
    paper
}

fn point(position: u32) -> Commentary {
    Commentary { heading: None, position, text: format!("point {position}"), place: Place::Line(30) }
}

fn action() -> Action {
    Action {
        position: 1,
        reference: None,
        issue: None,
        action: "Clear the backlog".to_owned(),
        owner: None,
        due_text: None,
        due: None,
        place: Place::Line(40),
    }
}

/// Papers of three councils, one of which nobody knows.
pub(super) fn papers() -> Vec<Paper> {
    vec![
        paper(1, Some("E09000021"), &[2021, 2022]),
        paper(2, Some("E09000021"), &[2022, 2023]),
        paper(3, Some("E10000008"), &[2022]),
        paper(4, None, &[2022]),
    ]
}

fn ids(papers: &[Paper]) -> BTreeSet<DocumentId> {
    papers.iter().map(|paper| paper.document.source.id.clone()).collect()
}

pub(super) fn folder() -> TempDir {
    tempfile::tempdir().unwrap()
}

pub(super) fn merge(folder: &Path, papers: &[Paper], removed: &[Paper]) {
    Writer::open(folder).unwrap().merge(papers.to_vec(), &ids(removed), vocabulary()).unwrap();
}

/// All files with their bytes, by their paths.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.insert(path.strip_prefix(folder).unwrap().to_owned(), fs::read(&path).unwrap());
            }
        }
    }
    files
}

/// What the folder holds after these papers were put in at once.
fn expected(papers: &[Paper]) -> BTreeMap<PathBuf, Vec<u8>> {
    let once = folder();
    merge(once.path(), papers, &[]);
    files(once.path())
}

fn check_same(folder: &Path, papers: &[Paper]) {
    let (found, expected) = (files(folder), expected(papers));
    assert_eq!(found.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>());
    for (path, bytes) in &expected {
        assert!(found[path] == *bytes, "{}", path.display());
    }
}

#[test]
fn the_folder_has_the_files_that_engines_expect() {
    let folder = folder();
    merge(folder.path(), &papers(), &[]);
    let names: Vec<String> =
        files(folder.path()).into_keys().map(|path| path.to_str().unwrap().replace('\\', "/")).collect();
    let of = |authority: &str, years: &[&str]| -> Vec<String> {
        let file =
            |year: &&str| format!("observations/authority_code={authority}/year={year}/part-0.parquet");
        years.iter().map(file).collect()
    };
    let mut expected: Vec<String> = [".boardlift/lock", "actions.parquet", "authorities.parquet"]
        .into_iter()
        .chain(["commentary.parquet", "datapackage.json", "documents.parquet", "measures.parquet"])
        .map(str::to_owned)
        .collect();
    expected.extend(of("E09000021", &["0", "2021", "2022", "2023"]));
    expected.extend(of("E10000008", &["0", "2022"]));
    expected.extend(of("unknown", &["0", "2022"]));
    assert_eq!(names, expected);
}

#[test]
fn what_was_put_in_is_read_back() {
    let folder = folder();
    merge(folder.path(), &papers(), &[]);
    let dataset = Dataset::open(folder.path()).unwrap();
    assert_eq!(dataset.documents().unwrap().len(), 4);
    assert_eq!(dataset.documents().unwrap()[1].source.id, papers()[1].document.source.id);
    let points: Vec<String> = dataset.commentary().unwrap().into_iter().map(|row| row.text).collect();
    assert_eq!(points[..4], ["point 2", "point 1", "point 2", "point 1"]);
    assert_eq!(dataset.actions().unwrap().len(), 4);
    let partitions = dataset.partitions().unwrap();
    let rows: Vec<Vec<Observation>> =
        partitions.iter().map(|partition| partition.observations().unwrap()).collect();
    assert_eq!(rows.iter().map(Vec::len).collect::<Vec<_>>(), [1, 1, 2, 1, 2, 1, 1, 1]);
    for (partition, rows) in partitions.iter().zip(&rows) {
        assert!(rows.iter().all(|row| PartitionKey::of(row) == *partition.key()));
    }
    let mut put: Vec<String> =
        papers().iter().flat_map(|paper| &paper.observations).map(|row| row.id.clone()).collect();
    let mut read: Vec<String> = rows.iter().flatten().map(|row| row.id.clone()).collect();
    put.sort();
    read.sort();
    assert_eq!(read, put);
}

#[test]
fn one_measure_is_found_in_all_partitions() {
    let folder = folder();
    merge(folder.path(), &papers(), &[]);
    let dataset = Dataset::open(folder.path()).unwrap();
    let mut expected = Vec::new();
    for partition in dataset.partitions().unwrap() {
        expected.extend(partition.observations().unwrap());
    }
    expected.retain(|row| row.measure.as_deref() == Some("ehcp_20wk_pct"));
    assert_eq!(expected.len(), 8);
    assert_eq!(dataset.observations_of("ehcp_20wk_pct").unwrap(), expected);
    assert_eq!(dataset.observations_of("ehcp_count").unwrap(), []);
}

#[test]
fn bytes_tell_the_set_of_documents_and_nothing_of_its_history() {
    let all = papers();
    let [first, second, third, fourth] = &all[..] else { panic!() };
    let of = |papers: &[&Paper]| -> Vec<Paper> { papers.iter().copied().cloned().collect() };
    let histories: [&[&[&Paper]]; 4] = [
        &[&[first], &[second], &[third], &[fourth]],
        &[&[fourth, third], &[second, first]],
        &[&[second, second], &[], &[fourth, first, second], &[third, first]],
        &[&[third, first, second, fourth], &[first, second, third, fourth]],
    ];
    for history in histories {
        let folder = folder();
        for papers in history {
            merge(folder.path(), &of(papers), &[]);
        }
        check_same(folder.path(), &all);
    }
}

#[test]
fn documents_that_go_leave_nothing_behind() {
    let (folder, all) = (folder(), papers());
    merge(folder.path(), &all, &[]);
    merge(folder.path(), &[], &all[1..3]);
    check_same(folder.path(), &[all[0].clone(), all[3].clone()]);
    merge(folder.path(), &[], &all);
    check_same(folder.path(), &[]);
}

#[test]
fn a_document_that_is_read_anew_has_only_its_new_rows() {
    let (folder, mut all) = (folder(), papers());
    merge(folder.path(), &all, &[]);
    // Another council, other years: no partition of the old rows gains any.
    all[0] = paper(1, Some("E10000008"), &[2019]);
    merge(folder.path(), &all[..1], &[]);
    check_same(folder.path(), &all);
}

#[test]
fn of_the_same_bytes_under_two_names_the_first_name_counts() {
    let (folder, other) = (folder(), folder());
    let mut twice = vec![paper(1, None, &[2022]), paper(1, None, &[2022])];
    twice[0].document.source.file_name = "z.pdf".to_owned();
    merge(folder.path(), &twice, &[]);
    twice.reverse();
    merge(other.path(), &twice, &[]);
    check_same(folder.path(), &twice[..1]);
    check_same(other.path(), &twice[..1]);
}

/// Begins to merge the papers, and is killed when so many partitions are written.
fn killed(folder: &Path, papers: &[Paper], after: usize) {
    let mut partitions: BTreeMap<PartitionKey, Vec<Observation>> = BTreeMap::new();
    for row in papers.iter().flat_map(|paper| &paper.observations) {
        partitions.entry(PartitionKey::of(row)).or_default().push(row.clone());
    }
    let writer = Writer::open(folder).unwrap();
    let merge = writer.begin(ids(papers), partitions.keys().cloned().collect()).unwrap();
    for (key, rows) in partitions.into_iter().take(after) {
        merge.rewrite(&key, rows).unwrap();
    }
    check_named(folder);
}

/// Each document that is named has all of its figures.
fn check_named(folder: &Path) {
    let Ok(dataset) = Dataset::open(folder) else { return };
    let mut counts: BTreeMap<DocumentId, u32> = BTreeMap::new();
    for partition in dataset.partitions().unwrap() {
        for row in partition.observations().unwrap() {
            *counts.entry(row.document_id).or_default() += 1;
        }
    }
    for row in dataset.documents().unwrap() {
        assert_eq!(counts.get(&row.source.id), Some(&row.observations), "{}", row.source.id.as_str());
    }
}

#[test]
fn a_merge_that_was_killed_and_is_done_again_ends_in_the_same_bytes() {
    let all = papers();
    for after in [0, 1, 4, 8] {
        let folder = folder();
        merge(folder.path(), &all[..2], &[]);
        // The second paper is replaced, the others are new.
        killed(folder.path(), &all[1..], after);
        merge(folder.path(), &all[1..], &[]);
        check_same(folder.path(), &all);
    }
}

#[test]
fn what_a_killed_merge_left_goes_with_the_next_one_whatever_that_is_about() {
    let all = papers();
    for after in [0, 2, 4] {
        let folder = folder();
        merge(folder.path(), &all[..1], &[]);
        killed(folder.path(), &[paper(3, Some("E09000021"), &[2020, 2022]), all[3].clone()], after);
        // Killed once more, about another paper.
        killed(folder.path(), &all[1..2], after / 2);
        merge(folder.path(), &all[2..3], &[]);
        check_same(folder.path(), &[all[0].clone(), all[2].clone()]);
    }
}

#[test]
fn unfinished_files_and_empty_folders_are_removed_and_others_are_not() {
    let (folder, all) = (folder(), papers());
    merge(folder.path(), &all, &[]);
    let emptied = PartitionKey { authority_code: Some("E06000001".to_owned()), year: Some(2020) };
    fs::create_dir_all(folder.path().join("observations/authority_code=E06000001/year=2020")).unwrap();
    let partitions = BTreeSet::from([emptied, PartitionKey { authority_code: None, year: Some(2022) }]);
    journal::Journal { documents: BTreeSet::new(), partitions }.write(folder.path()).unwrap();
    fs::create_dir_all(folder.path().join(".boardlift/part")).unwrap();
    fs::write(folder.path().join(".boardlift/part/documents.parquet"), "half").unwrap();
    fs::write(folder.path().join(".boardlift/ledger.sqlite"), "an import's own").unwrap();
    fs::write(folder.path().join("README.md"), "the user's own").unwrap();
    drop(Writer::open(folder.path()).unwrap());
    assert!(!folder.path().join("observations/authority_code=E06000001").exists());
    assert!(
        folder.path().join("README.md").exists() && folder.path().join(".boardlift/ledger.sqlite").exists()
    );
    fs::remove_file(folder.path().join("README.md")).unwrap();
    fs::remove_file(folder.path().join(".boardlift/ledger.sqlite")).unwrap();
    merge(folder.path(), &[], &[]);
    check_same(folder.path(), &all);
}

#[test]
fn only_one_writes_and_others_may_read() {
    let folder = folder();
    merge(folder.path(), &papers(), &[]);
    let writer = Writer::open(folder.path()).unwrap();
    let error = Writer::open(folder.path()).unwrap_err();
    assert!(matches!(error, StoreError::Locked { .. }), "{error}");
    assert_eq!(Dataset::open(folder.path()).unwrap().documents().unwrap().len(), 4);
    drop(writer);
    Writer::open(folder.path()).unwrap();
}

#[test]
fn a_folder_that_holds_something_else_is_left_alone() {
    let folder = folder();
    let missing = Dataset::open(&folder.path().join("none")).unwrap_err();
    assert!(missing.to_string().ends_with("found no such folder"), "{missing}");
    let empty = Dataset::open(folder.path()).unwrap_err();
    assert!(empty.to_string().ends_with("found a folder without `documents.parquet`"), "{empty}");
    fs::write(folder.path().join("thesis.doc"), "years of work").unwrap();
    let error = Writer::open(folder.path()).unwrap_err();
    assert!(error.to_string().contains("found `thesis.doc` there"), "{error}");
    assert_eq!(files(folder.path()).len(), 1);
}

#[test]
fn a_copy_without_our_own_state_is_a_dataset_too() {
    let (folder, all) = (folder(), papers());
    merge(folder.path(), &all[..3], &[]);
    fs::remove_dir_all(folder.path().join(".boardlift")).unwrap();
    assert_eq!(Dataset::open(folder.path()).unwrap().documents().unwrap().len(), 3);
    merge(folder.path(), &all[3..], &[]);
    check_same(folder.path(), &all);
}

/// The error of merging papers into a dataset of the first three in which something is wrong, and that it says `said`;
/// then the same after it was mended.
fn check_mended(break_it: impl Fn(&Path), mend: impl Fn(&Path), said: &str) {
    let (folder, all) = (folder(), papers());
    merge(folder.path(), &all[..3], &[]);
    let before = files(folder.path());
    break_it(folder.path());
    let papers = vec![all[1].clone(), all[3].clone()];
    let error = Writer::open(folder.path())
        .unwrap()
        .merge(papers.clone(), &BTreeSet::new(), vocabulary())
        .unwrap_err();
    assert!(error.to_string().contains(said), "{error}");
    let partition = "observations/authority_code=E10000008/year=2022/part-0.parquet";
    assert!(files(folder.path())[Path::new(partition)] == before[Path::new(partition)]);
    mend(folder.path());
    merge(folder.path(), &papers, &[]);
    check_same(folder.path(), &all);
}

#[test]
fn a_file_that_cannot_be_written_is_named_and_nothing_is_lost() {
    for name in ["commentary.parquet", "documents.parquet", "datapackage.json", "measures.parquet"] {
        let kept = folder();
        let kept = kept.path().join("kept");
        // A folder of that name stands in the way of the renaming.
        let break_it = |folder: &Path| {
            fs::copy(folder.join(name), &kept).unwrap();
            fs::remove_file(folder.join(name)).unwrap();
            fs::create_dir_all(folder.join(name).join("in the way")).unwrap();
        };
        let mend = |folder: &Path| {
            fs::remove_dir_all(folder.join(name)).unwrap();
            fs::copy(&kept, folder.join(name)).unwrap();
        };
        check_mended(break_it, mend, name);
    }
}

#[test]
fn a_file_that_was_cut_off_is_named_and_nothing_is_lost() {
    let partition = "observations/authority_code=E09000021/year=2022/part-0.parquet";
    for name in [partition, "commentary.parquet", "documents.parquet"] {
        let kept = folder();
        let kept = kept.path().join("kept");
        let break_it = |folder: &Path| {
            fs::copy(folder.join(name), &kept).unwrap();
            let bytes = fs::read(folder.join(name)).unwrap();
            fs::write(folder.join(name), &bytes[..bytes.len() / 2]).unwrap();
        };
        let mend = |folder: &Path| assert!(fs::copy(&kept, folder.join(name)).is_ok());
        check_mended(break_it, mend, name.rsplit('/').next().unwrap());
    }
}

#[test]
fn a_folder_that_is_only_read_can_be_read_and_is_named_when_written_to() {
    let folder = folder();
    merge(folder.path(), &papers(), &[]);
    let state = folder.path().join(".boardlift");
    let set_read_only = |is_read_only: bool| {
        for path in [state.as_path(), folder.path()] {
            let mut permissions = fs::metadata(path).unwrap().permissions();
            permissions.set_readonly(is_read_only);
            fs::set_permissions(path, permissions).unwrap();
        }
    };
    set_read_only(true);
    // The system's own user may write everywhere.
    let may_write = fs::write(folder.path().join("probe"), "").is_ok();
    let read = Dataset::open(folder.path()).and_then(|dataset| dataset.documents());
    let written =
        Writer::open(folder.path()).and_then(|writer| writer.merge(papers(), &BTreeSet::new(), vocabulary()));
    set_read_only(false);
    assert_eq!(read.unwrap().len(), 4);
    if !may_write {
        let error = written.unwrap_err();
        assert!(error.to_string().contains(".boardlift"), "{error}");
        assert!(error.hint().unwrap().contains("may write"), "{error}");
    }
}

#[test]
fn a_damaged_file_is_named_with_what_to_do() {
    let folder = folder();
    merge(folder.path(), &papers(), &[]);
    let path = folder.path().join("documents.parquet");
    fs::write(&path, "PAR1").unwrap();
    let error = Dataset::open(folder.path()).unwrap().documents().unwrap_err();
    assert_eq!(error.to_string(), format!("cannot read `{}`", path.display()));
    let hint = error.hint().unwrap();
    assert!(hint.contains("--refresh") && hint.contains(&path.display().to_string()), "{hint}");
}

#[test]
fn a_folder_that_is_no_partition_is_named() {
    let folder = folder();
    merge(folder.path(), &papers(), &[]);
    fs::create_dir_all(folder.path().join("observations/backup/old")).unwrap();
    let error = Dataset::open(folder.path()).unwrap().partitions().unwrap_err();
    assert!(error.to_string().contains("backup"), "{error}");
}
