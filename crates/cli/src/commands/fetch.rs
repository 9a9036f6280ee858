//! `boardlift fetch`: one night of the watch. Papers into the archive, from there into the dataset, and a report.
//!
//! A night stays open until its report is in the archive's ledger: a run that is killed before that is gone on with by the
//! next, and reported whole.

mod bar;
mod preview;
mod sources;

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Write};
use std::num::NonZeroUsize;
use std::path::Path;
use std::sync::Arc;

use anyhow::anyhow;
use boardlift_batch::import::{self, Summary, import};
use boardlift_batch::paper::PaperReader;
use boardlift_dataset::store::{Dataset, StoreError};
use boardlift_dataset::{WriteError, replace_file};
use boardlift_fetch::archive::Archive;
use boardlift_fetch::clock::SystemClock;
use boardlift_fetch::http::Client;
use boardlift_fetch::night::{self, Night};
use boardlift_fetch::warc;
use boardlift_model::DocumentId;
use boardlift_report::account::NightReport;
use boardlift_report::editions::Editions;
use boardlift_report::words::line;
use boardlift_report::{Imported, feed, report, text};
use strum::{Display, EnumString, IntoStaticStr, VariantArray};

use crate::args::FetchArgs;
use crate::commands::import::bar::Bar as ImportBar;
use crate::commands::worker::workers;
use crate::exit::{Failure, Outcome};
use crate::output::make_folder_of;
use crate::terminal::{self, Terminal};
use bar::Bar;
use sources::Watched;

/// How many hosts are asked at once where nobody says: each costs a thread that mostly waits.
pub(crate) const HOSTS: NonZeroUsize = NonZeroUsize::new(16).expect("sixteen is not zero");

/// How many nights a feed has: readers that were away for a month miss nothing.
const NIGHTS_IN_FEED: usize = 30;

/// How many errors are told beside a report.
const TOLD_ERRORS: usize = 20;

/// How many nights are remembered: a quarter, after which the next papers are out. What was told before that is news again.
const NIGHTS_REMEMBERED: usize = 100;

/// How a night is reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Display, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case")]
pub(crate) enum ReportFormat {
    /// In words.
    Text,
    /// As one JSON object.
    Json,
}

/// Runs one night and tells what came of it.
pub(crate) fn run(args: &FetchArgs, terminal: &Terminal) -> Result<Outcome, Failure> {
    let reader = args.reading.reader()?;
    let watched = Watched::of(args, reader.vocabulary())?;
    let client = Client::new(watched.agent.clone(), Arc::new(SystemClock));
    let order =
        night::Order { sources: &watched.sources, client: &client, clock: &SystemClock, hosts: args.hosts };
    if args.dry_run {
        return preview::run(args, &order, terminal);
    }
    let archive = Archive::open(&args.archive)?;
    let mut bar = Bar::new(terminal);
    let night = night::run(&archive, &order, &mut bar);
    bar.clear();
    let night = night?;
    let earlier = reports(&archive, NIGHTS_REMEMBERED)?;
    let (mut report, summary) = reported(args, &night, &archive, &earlier, &reader, terminal)?;
    report.recall(&earlier);
    archive.close(&night, &json(&report)?)?;
    let told = tell(args, &report, terminal);
    // Where one of them can't be written, the others are worth having.
    let written = [write_warc(args, &archive, &night), write_feed(args, &archive)];
    written.into_iter().fold(told, Result::and)?;
    Ok(if report.is_clean() && summary.is_clean() { Outcome::AllRead } else { Outcome::SomeFailed })
}

/// Reads what came, where it is to be read, and reports it.
fn reported(
    args: &FetchArgs,
    night: &Night,
    archive: &Archive,
    earlier: &[NightReport],
    reader: &PaperReader,
    terminal: &Terminal,
) -> Result<(NightReport, Summary), Failure> {
    let holdings = archive.holdings()?;
    let editions = Editions::new(archive.folder(), &holdings);
    let Some(path) = &args.dataset else { return Ok((report(night, &editions, None)?, Summary::default())) };
    let summary = read(args, path, archive, &editions, reader, terminal)?;
    // A dataset that nothing has ever come into is none yet.
    let dataset = if summary.documents == 0 { None } else { Some(Dataset::open(path)?) };
    let behind = archive.editions_between(last_read(earlier), night.run)?;
    let imported =
        dataset.as_ref().map(|dataset| Imported { dataset, reader, summary: &summary, behind: &behind });
    Ok((report(night, &editions, imported)?, summary))
}

/// The last night whose figures were told, from 1; 0 where there was none. On nights since then papers were only archived.
fn last_read(earlier: &[NightReport]) -> i64 {
    earlier.iter().find(|night| night.dataset.is_some()).map_or(0, |night| night.run)
}

/// What was told of the last nights, the newest first. A report that another Boardlift wrote in another shape is left out.
fn reports(archive: &Archive, most: usize) -> Result<Vec<NightReport>, Failure> {
    let reports = archive.reports(most)?.into_iter();
    Ok(reports.filter_map(|report| serde_json::from_str(&report).ok()).collect())
}

/// Reads the archive's papers into the dataset.
fn read(
    args: &FetchArgs,
    dataset: &Path,
    archive: &Archive,
    editions: &Editions<'_>,
    reader: &PaperReader,
    terminal: &Terminal,
) -> Result<Summary, Failure> {
    let withdrawn = withdrawn(dataset, archive, editions, reader)?;
    let workers = workers(args.reading.arguments())?;
    let order = import::Order {
        inputs: editions.inputs(),
        withdrawn: &withdrawn,
        dataset,
        refresh: args.refresh,
        workers: Some(&workers),
        jobs: args.jobs,
    };
    let mut bar = ImportBar::new(terminal);
    let imported = import(order, reader, &mut bar);
    bar.clear();
    let summary = imported?;
    for failure in &summary.failures {
        terminal::error(format_args!("{}: {}", line(&failure.input), line(&failure.reason)));
    }
    Ok(summary)
}

/// The dataset's documents that came from packs whose papers are there one by one now.
fn withdrawn(
    dataset: &Path,
    archive: &Archive,
    editions: &Editions<'_>,
    reader: &PaperReader,
) -> Result<BTreeSet<DocumentId>, Failure> {
    let packs = archive.withdrawn()?;
    if packs.is_empty() {
        return Ok(BTreeSet::new());
    }
    let documents = match Dataset::open(dataset) {
        Err(StoreError::NoDataset { .. }) => return Ok(BTreeSet::new()),
        dataset => dataset?.documents()?,
    };
    Ok(editions.withdrawn(&packs, &documents, reader.documents()))
}

/// Puts what was fetched where it is wanted; the archive keeps none beside its own papers.
fn write_warc(args: &FetchArgs, archive: &Archive, night: &Night) -> Result<(), Failure> {
    let Some(path) = &args.warc else { return Ok(()) };
    let made = warc::write(archive, night)?;
    let at_made = |source| WriteError { path: made.clone(), source };
    let mut bytes = File::open(&made).map_err(at_made)?;
    make_folder_of(path)?;
    replace_file(path, |out| io::copy(&mut bytes, out).map(drop))?;
    Ok(fs::remove_file(&made).map_err(at_made)?)
}

/// Writes the feed of the last nights anew, where it is wanted.
fn write_feed(args: &FetchArgs, archive: &Archive) -> Result<(), Failure> {
    let Some(path) = &args.feed else { return Ok(()) };
    let feed = feed::feed(&reports(archive, NIGHTS_IN_FEED)?)?;
    make_folder_of(path)?;
    Ok(replace_file(path, |out| out.write_all(feed.as_bytes()))?)
}

/// Tells the report; where nobody reads that, at least what went wrong.
fn tell(args: &FetchArgs, report: &NightReport, terminal: &Terminal) -> Result<(), Failure> {
    let format = args.to.or((!terminal.is_quiet()).then_some(ReportFormat::Text));
    match format {
        Some(ReportFormat::Text) => return Ok(write!(io::stdout().lock(), "{}", text::text(report))?),
        Some(ReportFormat::Json) => writeln!(io::stdout().lock(), "{}", json(report)?)?,
        None => {}
    }
    let wrong = text::wrong(report);
    wrong.iter().take(TOLD_ERRORS).for_each(terminal::error);
    if let Some(untold) = wrong.len().checked_sub(TOLD_ERRORS).filter(|untold| *untold > 0) {
        terminal::error(format_args!("{untold} more; the report has all of them"));
    }
    Ok(())
}

fn json(report: &NightReport) -> Result<String, Failure> {
    serde_json::to_string_pretty(report).map_err(|error| Failure::Output(anyhow!(error)))
}
