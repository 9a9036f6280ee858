//! One test for each sample: what the program makes of it is what its golden says.
//!
//! `BOARDLIFT_GOLDEN=accept cargo test -p boardlift-tests` writes the goldens that differ, for a person to read the
//! difference and commit it with the change that caused it. A sample without a golden fails, and so does a golden
//! without a sample.

use std::fs;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::ensure;
use boardlift_cli::paper::PaperReader;
use boardlift_tests::{accept, golden, samples};
use libtest_mimic::{Arguments, Failed, Trial};

fn main() -> anyhow::Result<ExitCode> {
    let arguments = Arguments::from_args();
    let names = samples::names()?;
    let reader = Arc::new(samples::reader()?);
    let of_sample = |name: &String| {
        let (name, reader) = (name.clone(), Arc::clone(&reader));
        trial(name.clone(), move || check(&name, &reader))
    };
    let mut trials: Vec<Trial> = names.iter().map(of_sample).collect();
    trials.push(trial("no golden without a sample".to_owned(), move || check_orphans(&names)));
    Ok(libtest_mimic::run(&arguments, trials).exit_code())
}

fn trial(name: String, check: impl FnOnce() -> anyhow::Result<()> + Send + 'static) -> Trial {
    Trial::test(name, move || check().map_err(|error| Failed::from(format!("{error:#}"))))
}

fn check(name: &str, reader: &PaperReader) -> anyhow::Result<()> {
    let bytes = fs::read(samples::folder().join(name))?;
    let paper = reader.read(samples::file_name(name), &bytes);
    accept::check(&samples::golden_folder().join(format!("{name}.txt")), &golden::text(&paper))
}

/// A golden whose sample is gone checks nothing. What is no text is checked by another test.
fn check_orphans(names: &[String]) -> anyhow::Result<()> {
    let mut goldens = samples::files_below(&samples::golden_folder())?;
    goldens.retain(|golden| golden.strip_suffix(".txt").is_some_and(|name| !names.iter().any(|n| n == name)));
    ensure!(
        goldens.is_empty(),
        "goldens without a sample: {goldens:?}; remove them, or bring the samples back"
    );
    Ok(())
}
