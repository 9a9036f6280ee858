//! Importing, run after run: what is read, what is not read again, and that killed runs leave no trace.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, SystemTime};

use boardlift_dataset::store::{Dataset, Writer};
use boardlift_tests::samples;
use serde_json::Value;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::support::{Run, assert_readable, assert_same, content, program, run};

/// Samples that are small, of several formats, and read whole.
const PAPERS: [&str; 5] = [
    "one-dashboard/2023-24-q3.csv",
    "one-dashboard/2023-24-q3.html",
    "one-dashboard/2023-24-q3.txt",
    "tricks/commentary-and-actions.txt",
    "tricks/tab-groups.txt",
];

/// A folder with papers in `papers`, and room for datasets.
struct Archive {
    folder: tempfile::TempDir,
}

impl Archive {
    fn new() -> Self {
        let archive = Archive { folder: tempfile::tempdir().unwrap() };
        for (number, paper) in PAPERS.iter().enumerate() {
            let suffix = Path::new(paper).extension().unwrap().to_str().unwrap();
            archive.put(&format!("{number}.{suffix}"), &sample(paper));
        }
        archive
    }

    /// Papers of many councils and years.
    fn of_many(count: usize) -> Self {
        let archive = Archive { folder: tempfile::tempdir().unwrap() };
        for number in 0..count {
            archive.put(&format!("{number:03}.csv"), paper(number).as_bytes());
        }
        archive
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Puts a file among the papers, old enough to be known by its times the next time.
    fn put(&self, name: &str, content: &[u8]) {
        let path = self.path().join("papers").join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, content).unwrap();
        let long_ago = SystemTime::UNIX_EPOCH + Duration::from_hours(1);
        File::options().write(true).open(&path).unwrap().set_modified(long_ago).unwrap();
    }

    fn import(&self, words: &str) -> Run {
        run(self.path(), &format!("import papers --dataset dataset {words}"))
    }

    /// Imports and gives the summary.
    #[track_caller]
    fn summary(&self, words: &str, code: i32) -> Value {
        serde_json::from_slice(&self.import(&format!("--to json {words}")).ends_with(code).stdout).unwrap()
    }

    fn dataset(&self) -> PathBuf {
        self.path().join("dataset")
    }
}

/// A small paper, another one for each number.
fn paper(number: usize) -> String {
    let council = ["Kingston upon Thames", "Devon", "Bournemouth, Christchurch and Poole", ""][number % 4];
    let year = 2018 + number % 5;
    format!(
        "{council} SEND dashboard {year}/{},,\nRef,Indicator,Q1,Q2\n1,Number of EHC plans,{number},{}\n2,Requests,5,{number}\n",
        year + 1 - 2000,
        number + 7
    )
}

fn sample(name: &str) -> Vec<u8> {
    fs::read(samples::folder().join(name)).unwrap()
}

#[track_caller]
fn check(summary: &Value, read: u64, already_read: u64, copies: u64, lost: u64) {
    let inputs = &summary["inputs"];
    let found = ["read", "already_read", "copies", "lost"].map(|name| inputs[name].as_u64().unwrap());
    assert_eq!(found, [read, already_read, copies, lost], "{summary:#}");
    assert_eq!(inputs["documents"], read + already_read + copies + lost);
}

#[test]
fn a_second_run_reads_nothing_and_says_so() {
    let archive = Archive::new();
    let summary = archive.summary("", 0);
    check(&summary, 5, 0, 0, 0);
    assert_eq!(summary["dataset"]["documents"], 5);
    assert!(summary["read"]["figures"].as_u64().unwrap() > 20, "{summary:#}");
    assert_eq!(summary["dataset"]["figures"], summary["read"]["figures"]);
    let before = content(&archive.dataset());
    archive.import("").ends_with(0).tells("nothing new was read").tells("5 documents were already read");
    assert_eq!(content(&archive.dataset()), before);
}

#[test]
fn the_dataset_has_the_rows_that_extract_gives() {
    let archive = Archive::new();
    archive.import("").ends_with(0);
    let figures = run(archive.path(), "extract papers").ends_with(0).rows();
    let dataset = Dataset::open(&archive.dataset()).unwrap();
    let partitions = dataset.partitions().unwrap();
    let mut found: Vec<String> =
        partitions.iter().flat_map(|partition| partition.observations().unwrap()).map(|row| row.id).collect();
    let mut expected: Vec<String> =
        figures.iter().map(|row| row["observation_id"].as_str().unwrap().to_owned()).collect();
    found.sort();
    expected.sort();
    assert_eq!(found, expected);
}

#[test]
fn documents_are_read_as_the_options_say() {
    let archive = Archive::new();
    archive.import("--authority Devon --layout generic").ends_with(0);
    let documents = Dataset::open(&archive.dataset()).unwrap().documents().unwrap();
    assert_eq!(documents.len(), 5);
    for row in documents {
        assert_eq!(row.authority.unwrap().name, "Devon");
        assert_eq!(row.layout.unwrap().id, "generic");
    }
}

#[test]
fn what_is_new_or_changed_is_read_and_what_was_imported_stays() {
    let archive = Archive::new();
    archive.import("").ends_with(0);
    archive.put("new/5.csv", paper(1).as_bytes());
    archive.put("4.txt", paper(2).as_bytes());
    let summary = archive.summary("", 0);
    check(&summary, 2, 4, 0, 0);
    assert_eq!(summary["dataset"]["documents"], 7);
}

#[test]
fn a_file_that_was_only_touched_is_not_read_again() {
    let archive = Archive::new();
    archive.import("").ends_with(0);
    fs::write(archive.path().join("papers/0.csv"), sample(PAPERS[0])).unwrap();
    check(&archive.summary("", 0), 0, 5, 0, 0);
}

#[test]
fn a_lost_ledger_costs_no_reading() {
    let archive = Archive::new();
    archive.import("").ends_with(0);
    let before = content(&archive.dataset());
    for spoilt in [None, Some("no database any more")] {
        let ledger = archive.dataset().join(".boardlift/import.sqlite");
        fs::remove_file(&ledger).unwrap();
        if let Some(words) = spoilt {
            fs::write(&ledger, words.repeat(1000)).unwrap();
        }
        let summary = archive.summary("", 0);
        check(&summary, 0, 5, 0, 0);
        assert_eq!(summary["older"]["unknown"], 5);
        assert_eq!(content(&archive.dataset()), before);
    }
}

#[test]
fn copies_count_once_and_the_first_one_names_the_document() {
    let archive = Archive::of_many(40);
    for number in 0..40 {
        archive.put(&format!("zz/{number}.csv"), paper(number).as_bytes());
    }
    let summary = archive.summary("--jobs 2", 0);
    check(&summary, 40, 0, 40, 0);
    let documents = Dataset::open(&archive.dataset()).unwrap().documents().unwrap();
    assert!(documents.iter().all(|row| row.source.file_name.len() == "000.csv".len()));
    check(&archive.summary("", 0), 0, 40, 40, 0);
}

#[test]
fn packs_are_known_by_what_they_hold() {
    let archive = Archive::new();
    let packed = |papers: &[usize]| {
        let mut writer = ZipWriter::new(std::io::Cursor::new(Vec::new()));
        for number in papers {
            writer.start_file(format!("{number}.csv"), SimpleFileOptions::default()).unwrap();
            writer.write_all(paper(*number).as_bytes()).unwrap();
        }
        writer.finish().unwrap().into_inner()
    };
    archive.put("pack.zip", &packed(&[1, 2, 3]));
    check(&archive.summary("", 0), 8, 0, 0, 0);
    check(&archive.summary("", 0), 0, 8, 0, 0);
    archive.put("pack.zip", &packed(&[1, 2, 3, 4]));
    check(&archive.summary("", 0), 1, 8, 0, 0);
    archive.put("2.csv", paper(2).as_bytes());
    check(&archive.summary("", 0), 0, 9, 1, 0);
}

#[test]
fn a_damaged_paper_of_a_pack_has_its_row() {
    let archive = Archive::new();
    let mut writer = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for number in 1..3 {
        writer.start_file(format!("{number}.csv"), stored).unwrap();
        writer.write_all(paper(number).as_bytes()).unwrap();
    }
    let mut pack = writer.finish().unwrap().into_inner();
    let devon = pack.windows(5).position(|bytes| bytes == b"Devon" || bytes == b"Bourn").unwrap();
    pack[devon] ^= 1;
    archive.put("pack.zip", &pack);
    check(&archive.summary("", 1), 7, 0, 0, 0);
    let documents = Dataset::open(&archive.dataset()).unwrap().documents().unwrap();
    let failed: Vec<&str> =
        documents.iter().filter(|row| row.error.is_some()).map(|row| row.source.file_name.as_str()).collect();
    assert_eq!(failed, ["pack.zip/1.csv"]);
    check(&archive.summary("", 0), 0, 7, 0, 0);
}

#[test]
fn what_failed_has_its_row_and_is_read_again_only_where_that_is_asked_for() {
    let archive = Archive::new();
    archive.put("bytes.bin", &[0, 1, 2, 3, 4, 5, 6, 7, 200, 201].repeat(9));
    let summary = archive.summary("", 1);
    check(&summary, 6, 0, 0, 0);
    assert_eq!(summary["read"]["documents"]["failed"], 1);
    assert!(summary["failures"][0]["input"].as_str().unwrap().ends_with("bytes.bin"));
    let documents = Dataset::open(&archive.dataset()).unwrap().documents().unwrap();
    assert_eq!(documents.len(), 6);
    let before = content(&archive.dataset());
    check(&archive.summary("", 0), 0, 6, 0, 0);
    check(&archive.summary("--refresh", 1), 1, 5, 0, 0);
    assert_eq!(content(&archive.dataset()), before);
}

#[cfg(unix)]
#[test]
fn what_can_not_be_had_is_told_and_not_in_the_dataset() {
    let archive = Archive::new();
    let link = archive.path().join("papers/gone.csv");
    std::os::unix::fs::symlink(archive.path().join("missing.csv"), &link).unwrap();
    let summary = archive.summary("", 1);
    check(&summary, 5, 0, 0, 1);
    assert!(summary["failures"][0]["input"].as_str().unwrap().ends_with("gone.csv"));
    assert_eq!(summary["dataset"]["documents"], 5);
    // It is looked for again each time, and read when it is there.
    check(&archive.summary("", 1), 0, 5, 0, 1);
    fs::write(archive.path().join("missing.csv"), paper(9)).unwrap();
    check(&archive.summary("", 0), 1, 5, 0, 0);
}

#[test]
fn new_layouts_make_only_those_older_that_no_layout_fitted() {
    let archive = Archive::new();
    archive.put("kingston.txt", &sample("kingston-dashboard/2022-23-q4.txt"));
    archive.import("").ends_with(0);
    fs::create_dir(archive.path().join("layouts")).unwrap();
    let spec = "id = \"ours\"\nversion = 1\nsummary = \"s\"\n\n[[table]]\ncolumns = [\"Number\", \"Name\", \"{period}\"]\n";
    fs::write(archive.path().join("layouts/ours.toml"), spec).unwrap();
    let summary = archive.summary("--layouts layouts", 0);
    check(&summary, 0, 6, 0, 0);
    let general = summary["older"]["new_layouts"].as_u64().unwrap();
    assert!((1..6).contains(&general), "{summary:#}");
    archive.import("--layouts layouts").ends_with(0).tells("--refresh reads them again");
    let before = content(&archive.dataset());
    check(&archive.summary("--layouts layouts --refresh", 0), general, 6 - general, 0, 0);
    assert_eq!(content(&archive.dataset()), before);
    check(&archive.summary("--layouts layouts --refresh", 0), 0, 6, 0, 0);
}

#[test]
fn a_refreshed_document_leaves_its_old_figures_nowhere() {
    let archive = Archive::of_many(8);
    archive.import("").ends_with(0);
    // The layout fits all of them, and says which council has published those that name none.
    fs::create_dir(archive.path().join("layouts")).unwrap();
    let spec = "id = \"ours\"\nversion = 1\nsummary = \"s\"\n\n[document]\nauthority = \"Kingston upon Thames\"\n\n\
                [[table]]\ncolumns = [\"Ref\", \"Indicator\", \"{period}\", \"{period}\"]\n";
    fs::write(archive.path().join("layouts/ours.toml"), spec).unwrap();
    check(&archive.summary("--layouts layouts --refresh", 0), 8, 0, 0, 0);
    run(archive.path(), "import papers --dataset anew --layouts layouts").ends_with(0);
    assert_same(&archive.dataset(), &archive.path().join("anew"));
}

#[test]
fn jobs_runs_and_order_leave_no_trace() {
    let archive = Archive::of_many(60);
    archive.import("--jobs 1").ends_with(0);
    let import = |words: &str| run(archive.path(), words).ends_with(0);
    import("import papers --dataset jobs --jobs 3");
    assert_same(&archive.path().join("jobs"), &archive.dataset());
    let (mut late, mut early): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    for number in 0..60 {
        let half = if number % 3 == 0 { &mut late } else { &mut early };
        half.push(format!("papers/{number:03}.csv"));
    }
    import(&format!("import {} --dataset parts", early.join(" ")));
    import(&format!("import {} --dataset parts", late.join(" ")));
    assert_same(&archive.path().join("parts"), &archive.dataset());
}

#[test]
fn nothing_to_import_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("papers")).unwrap();
    run(folder.path(), "import papers --dataset dataset").ends_with(3).tells("found none");
    run(folder.path(), "import missing --dataset dataset").ends_with(3).tells("missing");
}

#[test]
fn a_dataset_that_is_at_work_is_left_alone() {
    let archive = Archive::new();
    archive.import("").ends_with(0);
    let before = content(&archive.dataset());
    let writer = Writer::open(&archive.dataset()).unwrap();
    archive.put("5.csv", paper(5).as_bytes());
    archive.import("").ends_with(3).tells("another import");
    drop(writer);
    assert_eq!(content(&archive.dataset()), before);
    check(&archive.summary("", 0), 1, 5, 0, 0);
}

#[test]
fn a_folder_that_can_not_be_written_to_is_named() {
    let archive = Archive::new();
    fs::write(archive.dataset(), "a file").unwrap();
    archive.import("").ends_with(3).tells("dataset");
    assert_eq!(fs::read(archive.dataset()).unwrap(), b"a file");
}

#[cfg(unix)]
#[test]
fn a_folder_that_is_only_read_stays_as_it_is() {
    use std::os::unix::fs::PermissionsExt;

    let archive = Archive::new();
    archive.import("").ends_with(0);
    let before = content(&archive.dataset());
    archive.put("5.csv", paper(5).as_bytes());
    let state = archive.dataset().join(".boardlift");
    let only_read = |path: &Path| fs::set_permissions(path, fs::Permissions::from_mode(0o555)).unwrap();
    only_read(&archive.dataset());
    only_read(&state);
    // Whoever may do everything is not kept out by permissions.
    if File::create(state.join("probe")).is_err() {
        archive.import("").ends_with(3).tells("may write to");
        assert_eq!(content(&archive.dataset()), before);
    }
    for path in [&archive.dataset(), &state] {
        fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
    }
    archive.import("").ends_with(0);
}

#[test]
fn a_damaged_file_in_the_dataset_is_named_and_nothing_is_lost() {
    let archive = Archive::of_many(4);
    archive.import("").ends_with(0);
    let whole = content(&archive.dataset());
    // Of the council and the year of the first paper, as is the one that comes now.
    let path = archive.dataset().join("observations/authority_code=E09000021/year=2018/part-0.parquet");
    let bytes = fs::read(&path).unwrap();
    fs::write(&path, &bytes[..bytes.len() / 2]).unwrap();
    archive.put("20.csv", paper(20).as_bytes());
    archive.import("").ends_with(3).tells("authority_code=E09000021/year=2018/part-0.parquet");
    fs::write(&path, &bytes).unwrap();
    assert_eq!(content(&archive.dataset()), whole);
    assert_eq!(archive.summary("", 0)["resumed"], 1);
    run(archive.path(), "import papers --dataset anew").ends_with(0);
    assert_same(&archive.dataset(), &archive.path().join("anew"));
}

/// A limit on the size of files stands for a full disk: both fail while something is being written.
#[cfg(unix)]
#[test]
fn a_full_disk_is_told_and_nothing_is_lost() {
    let archive = Archive::of_many(40);
    archive.import("").ends_with(0);
    let mut full = 0;
    for blocks in [8, 64, 512] {
        let words = format!("import papers --dataset full-{blocks}");
        let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" {words}");
        let mut shell = Command::new("sh");
        shell.args(["-c", &script]).arg(program(archive.path()).get_program()).current_dir(archive.path());
        let output = shell.output().unwrap();
        if !output.status.success() {
            full += 1;
            let told = String::from_utf8(output.stderr).unwrap();
            assert_eq!(output.status.code(), Some(3), "{told}");
            assert!(told.contains("make room"), "{told}");
        }
        let dataset = archive.path().join(format!("full-{blocks}"));
        assert_readable(&dataset);
        run(archive.path(), &words).ends_with(0);
        assert_same(&dataset, &archive.dataset());
    }
    assert!(full > 0, "every limit was wide enough");
}

/// Kills an import when its dataset's folder has so many files, its own state's included. Nothing where it ended before.
fn kill_at(mut child: Child, dataset: &Path, files: usize) -> bool {
    loop {
        if child.try_wait().unwrap().is_some() {
            return false;
        }
        let entries = walkdir::WalkDir::new(dataset).into_iter().filter_map(Result::ok);
        if entries.filter(|entry| entry.file_type().is_file()).count() >= files {
            child.kill().unwrap();
            child.wait().unwrap();
            return true;
        }
        std::thread::yield_now();
    }
}

#[test]
fn killed_wherever_it_is_it_ends_with_the_same_bytes() {
    let archive = Archive::of_many(40);
    archive.import("").ends_with(0);
    let expected = archive.path().join("dataset");
    let files = walkdir::WalkDir::new(&expected)
        .into_iter()
        .filter(|entry| entry.as_ref().unwrap().file_type().is_file());
    let mut kills = 0;
    for at in (1..files.count() + 3).step_by(5) {
        let dataset = archive.path().join(format!("killed-{at}"));
        let words = format!("import papers --dataset {} --jobs 2", dataset.display());
        // The second run is killed a little later, when it is.
        for later in [0, 2] {
            let mut command = program(archive.path());
            let child =
                command.args(words.split(' ')).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
            kills += usize::from(kill_at(child, &dataset, at + later));
            assert_readable(&dataset);
        }
        let summary = run(archive.path(), &format!("{words} --to json")).ends_with(0);
        let summary: Value = serde_json::from_slice(&summary.stdout).unwrap();
        assert_eq!(summary["inputs"]["documents"], 40);
        assert_eq!(summary["dataset"]["documents"], 40);
        assert_same(&dataset, &expected);
    }
    assert!(kills > 2, "{kills} runs were killed");
}
