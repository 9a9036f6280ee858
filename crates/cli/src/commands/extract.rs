//! `boardlift extract`: documents in, tables or explanations out.

use std::io;
use std::path::Path;

use anyhow::anyhow;
use boardlift_dataset::Paper;
use boardlift_model::{DocumentStatus, Finding, Severity};
use indicatif::ProgressBar;

use crate::args::ExtractArgs;
use crate::exit::{Failure, Outcome};
use crate::explanations::Explanations;
use crate::output::{Destination, Output, Writer};
use crate::summary::Summary;
use crate::terminal::{self, Terminal};
use boardlift_batch::inputs::{Input, expand};
use boardlift_batch::run::{in_order, threads};

/// How many warnings about one document are told; the rest is counted.
const TOLD_WARNINGS: usize = 5;

/// Reads the inputs and writes their tables, or why their figures were read so.
pub(crate) fn run(args: &ExtractArgs, terminal: &Terminal) -> Result<Outcome, Failure> {
    let sink = Sink::of(args)?;
    let reader = args.reading.reader()?;
    let inputs = expand(&args.inputs, sink.path());
    let mut extraction = Extraction::new(sink, inputs.len(), terminal);
    let pool = threads(args.jobs)?;
    in_order(&inputs, &pool, |input| input.read(&reader), |input, paper| extraction.take(input, paper))?;
    extraction.finish()
}

/// What becomes of the papers.
enum Sink {
    Tables(Output, Writer),
    Explanations(Explanations),
}

impl Sink {
    fn of(args: &ExtractArgs) -> Result<Self, Failure> {
        if args.explain {
            return Ok(Sink::Explanations(Explanations::of(args)?));
        }
        let output = Output::of(args)?;
        let writer = Writer::new(output.clone());
        Ok(Sink::Tables(output, writer))
    }

    /// The file or folder that is written, where one is.
    fn path(&self) -> Option<&Path> {
        match self {
            Sink::Tables(output, _) => output.path(),
            Sink::Explanations(_) => None,
        }
    }

    fn take(&mut self, paper: Paper) -> Result<(), Failure> {
        match self {
            Sink::Tables(_, writer) => writer.take(paper),
            Sink::Explanations(explanations) => explanations.take(&paper),
        }
    }
}

/// A run under way: takes papers in their order, tells what is to be told of them, and writes them.
struct Extraction<'t> {
    sink: Sink,
    summary: Summary,
    outcome: Outcome,
    progress: ProgressBar,
    terminal: &'t Terminal,
}

impl<'t> Extraction<'t> {
    fn new(sink: Sink, inputs: usize, terminal: &'t Terminal) -> Self {
        let is_stream = sink.path().is_none();
        // A stream may end on the same screen, where a bar would stand in its way.
        let progress = if is_stream || terminal.is_quiet() || inputs < 2 {
            ProgressBar::hidden()
        } else {
            ProgressBar::new(u64::try_from(inputs).unwrap_or(u64::MAX))
        };
        Extraction { sink, summary: Summary::default(), outcome: Outcome::AllRead, progress, terminal }
    }

    fn take(&mut self, input: &Input, paper: io::Result<Paper>) -> Result<(), Failure> {
        self.progress.inc(1);
        match paper {
            Ok(paper) => {
                self.progress.suspend(|| tell(input, &paper, self.terminal));
                if matches!(paper.document.status, DocumentStatus::Failed | DocumentStatus::Partial) {
                    self.outcome = Outcome::SomeFailed;
                }
                self.summary.add(input, &paper);
                self.sink.take(paper)
            }
            Err(error) => {
                self.progress.suspend(|| terminal::error(format_args!("cannot read {input}: {error}")));
                self.outcome = Outcome::SomeFailed;
                Ok(())
            }
        }
    }

    fn finish(self) -> Result<Outcome, Failure> {
        self.progress.finish_and_clear();
        if self.summary.documents() == 0 {
            let message = "expected documents to read, found none; nothing was written";
            return Err(Failure::Output(anyhow!(message)));
        }
        let output = match self.sink {
            Sink::Tables(output, writer) => {
                writer.finish()?;
                output
            }
            Sink::Explanations(explanations) => {
                explanations.finish()?;
                return Ok(self.outcome);
            }
        };
        match &output.destination {
            Destination::Stream(_) => {}
            Destination::File(table, path) => {
                self.terminal.say(format_args!("wrote the table {table} to {}", path.display()));
            }
            Destination::Folder(path) => {
                self.terminal.say(self.summary.tables(terminal::width()));
                self.terminal.say(format_args!("\nwrote {} to {}", self.summary, path.display()));
                if let Some(shortfall) = self.summary.shortfall() {
                    self.terminal.say(shortfall);
                }
            }
        }
        Ok(self.outcome)
    }
}

/// What is to be told of one document: why it was not read, or what was left out of it.
fn tell(input: &Input, paper: &Paper, terminal: &Terminal) {
    match &paper.document.error {
        Some(error) if paper.document.status == DocumentStatus::Failed => {
            terminal::error(format_args!("{input}: {error}"));
        }
        Some(shortfall) => terminal.warning(format_args!("{input}: {shortfall}")),
        None => {}
    }
    // What the shortfall counts is told with it.
    let is_other = |finding: &&Finding| finding.severity == Severity::Warning && !finding.loses_figures();
    let warnings: Vec<&Finding> = paper.findings.iter().filter(is_other).collect();
    for warning in warnings.iter().take(TOLD_WARNINGS) {
        match &warning.place {
            Some(place) => terminal.warning(format_args!("{input}, {place}: {}", warning.message)),
            None => terminal.warning(format_args!("{input}: {}", warning.message)),
        }
    }
    let untold = warnings.len().saturating_sub(TOLD_WARNINGS);
    if untold > 0 {
        terminal.warning(format_args!("{input}: {untold} more; `boardlift layouts try` tells all"));
    }
}
