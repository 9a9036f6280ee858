//! `boardlift fetch --dry-run`: what a night would ask for. Pages of lists are asked for; papers are not, and nothing is kept.

use std::io::{self, Write};

use anyhow::anyhow;
use boardlift_fetch::FetchError;
use boardlift_fetch::archive::Record;
use boardlift_fetch::night::{Order, SourcePreview, SourceState, preview};
use boardlift_report::text;

use super::ReportFormat;
use super::bar::Bar;
use crate::args::FetchArgs;
use crate::exit::{Failure, Outcome};
use crate::terminal::Terminal;

/// Tells what a night would ask for.
pub(super) fn run(args: &FetchArgs, order: &Order<'_>, terminal: &Terminal) -> Result<Outcome, Failure> {
    let known = match Record::open(&args.archive) {
        Err(FetchError::NoArchive { .. }) => None,
        record => Some(record?),
    };
    let mut bar = Bar::new(terminal);
    let sources = preview(known.as_ref(), order, &mut bar);
    bar.clear();
    let sources = sources?;
    match args.to {
        Some(ReportFormat::Json) => writeln!(io::stdout().lock(), "{}", json(&sources)?)?,
        Some(ReportFormat::Text) | None => write!(io::stdout().lock(), "{}", text::preview(&sources))?,
    }
    let is_seen = |source: &SourcePreview| source.state == SourceState::Complete;
    Ok(if sources.iter().all(is_seen) { Outcome::AllRead } else { Outcome::SomeFailed })
}

fn json(sources: &[SourcePreview]) -> Result<String, Failure> {
    serde_json::to_string_pretty(sources).map_err(|error| Failure::Output(anyhow!(error)))
}
