//! `boardlift check`: what looks wrong in published figures.

mod bodies;
mod dataset;
mod inputs;
mod record;
mod screen;

use boardlift_dataset::checks::Suspicion;
use boardlift_reference::Vocabulary;

use crate::args::CheckArgs;
use crate::exit::{Failure, Outcome};
use crate::records::{self, RecordFormat};
use crate::terminal::{self, Terminal};
use record::SuspicionRecord;

/// What was found, in how much, and how the reading went.
struct Findings {
    found: Vec<Suspicion>,
    documents: usize,
    figures: usize,
    outcome: Outcome,
}

/// Tells what looks wrong in a dataset or in documents. Finding something is no failure.
pub(crate) fn run(args: &CheckArgs, terminal: &Terminal) -> Result<Outcome, Failure> {
    let vocabulary = Vocabulary::embedded()?;
    let Findings { mut found, documents, figures, outcome } = match &args.dataset {
        Some(folder) => dataset::check(folder, &vocabulary)?,
        None => inputs::check(args, &vocabulary, terminal)?,
    };
    found.retain(|suspicion| args.wants(suspicion));
    records::to_standard_output(
        RecordFormat::or_fitting(args.to),
        || screen::table(&found, terminal::width()),
        || found.iter().map(SuspicionRecord::of).collect(),
    )?;
    terminal.say(format_args!("{} findings in {figures} figures of {documents} documents", found.len()));
    Ok(outcome)
}

impl CheckArgs {
    fn wants(&self, suspicion: &Suspicion) -> bool {
        let is_kind = self.kind.is_empty() || self.kind.contains(&suspicion.check);
        is_kind && self.cause.is_none_or(|cause| cause == suspicion.cause)
    }
}
