//! One test for each sample: what the program makes of it is what its golden says. A sample that has pages has another
//! golden and another test, of its tables before any meaning: where the first differs, the second tells whether the
//! tables were read wrong or their meaning was.
//!
//! `BOARDLIFT_GOLDEN=accept cargo test -p boardlift-tests` writes the goldens that differ, for a person to read the
//! difference and commit it with the change that caused it. A sample without a golden fails, and so does a golden
//! without a sample.

use std::fs;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::ensure;
use boardlift_batch::document::DocumentReader;
use boardlift_batch::page_set::PageSet;
use boardlift_batch::paper::PaperReader;
use boardlift_tests::{accept, golden, grids, samples};
use libtest_mimic::{Arguments, Failed, Trial};

/// What the golden of a sample's tables has after the sample's name.
const GRIDS: &str = ".grids.txt";
/// What the golden of a sample's figures has after the sample's name.
const FIGURES: &str = ".txt";

fn main() -> anyhow::Result<ExitCode> {
    let arguments = Arguments::from_args();
    let names = samples::names()?;
    let reader = Arc::new(samples::reader()?);
    let of_sample = |name: &String| {
        let (name, reader) = (name.clone(), Arc::clone(&reader));
        trial(name.clone(), move || check(&name, &reader))
    };
    let of_tables = |name: &String| {
        let name = name.clone();
        trial(format!("{name}, its tables"), move || check_grids(&name))
    };
    let mut trials: Vec<Trial> = names.iter().map(of_sample).collect();
    trials.extend(names.iter().filter(|name| has_pages(name)).map(of_tables));
    trials.push(trial("no golden without a sample".to_owned(), move || check_orphans(&names)));
    Ok(libtest_mimic::run(&arguments, trials).exit_code())
}

fn trial(name: String, check: impl FnOnce() -> anyhow::Result<()> + Send + 'static) -> Trial {
    Trial::test(name, move || check().map_err(|error| Failed::from(format!("{error:#}"))))
}

fn check(name: &str, reader: &PaperReader) -> anyhow::Result<()> {
    let bytes = fs::read(samples::folder().join(name))?;
    let paper = reader.read(samples::file_name(name), &bytes);
    accept::check(&samples::golden_folder().join(format!("{name}{FIGURES}")), &golden::text(&paper))
}

fn has_pages(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|extension| extension == "pdf")
}

fn check_grids(name: &str) -> anyhow::Result<()> {
    let bytes = fs::read(samples::folder().join(name))?;
    let reader = DocumentReader::default();
    let found = reader.tables(samples::file_name(name), &bytes, &PageSet::default())?;
    accept::check(&samples::golden_folder().join(format!("{name}{GRIDS}")), &grids::text(&found))
}

/// A golden whose sample is gone checks nothing. What is no text is checked by another test.
fn check_orphans(names: &[String]) -> anyhow::Result<()> {
    let mut goldens = samples::files_below(&samples::golden_folder())?;
    let is_sample = |name: &str| names.iter().any(|known| known == name);
    goldens.retain(|golden| match golden.strip_suffix(GRIDS) {
        Some(name) => !(is_sample(name) && has_pages(name)),
        None => golden.strip_suffix(FIGURES).is_some_and(|name| !is_sample(name)),
    });
    ensure!(
        goldens.is_empty(),
        "goldens without a sample: {goldens:?}; remove them, or bring the samples back"
    );
    Ok(())
}
