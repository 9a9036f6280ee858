//! Running the program, and looking at what it gave.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use boardlift_dataset::store::Dataset;
use boardlift_tests::samples;
use serde_json::Value;

/// A sample that is small and read whole.
pub(crate) const WHOLE: &str = "tricks/commentary-and-actions.txt";

/// What a run of the program gave.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) stdout: Vec<u8>,
    pub(crate) stderr: String,
}

impl Run {
    /// Asserts the exit code.
    #[track_caller]
    pub(crate) fn ends_with(self, code: i32) -> Self {
        assert_eq!(self.code, code, "standard error:\n{}", self.stderr);
        self
    }

    /// Asserts that standard error has these words.
    #[track_caller]
    pub(crate) fn tells(self, words: &str) -> Self {
        assert!(self.stderr.contains(words), "expected `{words}` in standard error, found:\n{}", self.stderr);
        self
    }

    /// Standard output as text.
    #[track_caller]
    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.stdout).unwrap()
    }

    /// Standard output as JSON Lines.
    #[track_caller]
    pub(crate) fn rows(&self) -> Vec<Value> {
        json_lines(self.text())
    }
}

/// The rows of JSON Lines.
#[track_caller]
pub(crate) fn json_lines(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// The program, to be run in a folder, away from any terminal.
pub(crate) fn program(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_boardlift-under-test"));
    command.current_dir(folder).env("COLUMNS", "100").env_remove("CLICOLOR_FORCE").env("NO_COLOR", "1");
    command
}

/// Runs the program in a folder with words that are parted by spaces.
#[track_caller]
pub(crate) fn run(folder: &Path, words: &str) -> Run {
    run_with_input(folder, words, b"")
}

/// Runs the program in a folder, with bytes on its standard input.
#[track_caller]
pub(crate) fn run_with_input(folder: &Path, words: &str, input: &[u8]) -> Run {
    let mut command = program(folder);
    command.args(words.split_whitespace());
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    // A program that stops reading early closes the pipe, which is its right.
    let feeder = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let output = child.wait_with_output().unwrap();
    feeder.join().unwrap();
    Run {
        code: output.status.code().expect("an exit code"),
        stdout: output.stdout,
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

/// Runs the program in the samples' folder.
#[track_caller]
pub(crate) fn run_on_samples(words: &str) -> Run {
    run(&samples::folder(), words)
}

/// All files of a dataset but for our own state, with their bytes.
pub(crate) fn content(dataset: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let entries =
        walkdir::WalkDir::new(dataset).into_iter().filter_entry(|entry| entry.file_name() != ".boardlift");
    entries
        .map(Result::unwrap)
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            (entry.path().strip_prefix(dataset).unwrap().to_owned(), fs::read(entry.path()).unwrap())
        })
        .collect()
}

/// Asserts that two datasets are the same, byte for byte.
#[track_caller]
pub(crate) fn assert_same(found: &Path, expected: &Path) {
    let (found, expected) = (content(found), content(expected));
    assert_eq!(found.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>());
    for (path, bytes) in &found {
        assert!(bytes == &expected[path], "{}", path.display());
    }
}

/// Asserts that every table of a dataset can be read, where it has any yet.
#[track_caller]
pub(crate) fn assert_readable(dataset: &Path) {
    let Ok(dataset) = Dataset::open(dataset) else { return };
    dataset.documents().unwrap();
    dataset.commentary().unwrap();
    dataset.actions().unwrap();
    for partition in dataset.partitions().unwrap() {
        partition.observations().unwrap();
    }
}
