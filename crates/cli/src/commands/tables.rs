//! `boardlift tables`: the tables of documents as they stand there, before any meaning.

mod csv;
mod drawings;
mod json;
mod markdown;
mod output;

use anyhow::anyhow;
use boardlift_model::Severity;
use strum::{Display, EnumString, IntoStaticStr, VariantArray};

use crate::args::TablesArgs;
use crate::exit::{Failure, Outcome};
use crate::terminal::{self, Terminal};
use boardlift_batch::document::{DocumentReader, FoundTables};
use boardlift_batch::inputs::{Input, expand};
use boardlift_batch::page_set::PageSet;
use boardlift_batch::run::{in_order, threads};
use output::{Names, Output, Writer};

/// How tables are written. The names are also the files' extensions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Display, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case")]
pub(crate) enum TableFormat {
    /// One array of tables, with all that is known of each.
    Json,
    /// Comma-separated values, table after table.
    Csv,
    /// Markdown, a heading a table.
    Md,
    /// Not the tables, but drawings of the pages that they were found on.
    Svg,
}

/// Reads the inputs and writes their tables.
pub(crate) fn run(args: &TablesArgs, terminal: &Terminal) -> Result<Outcome, Failure> {
    let output = Output::of(args)?;
    let reader = args.documents.reader();
    let inputs = expand(&args.inputs, output.path());
    let mut progress = Progress { read: 0, outcome: Outcome::AllRead, terminal };
    match output {
        Output::Tables(format, destination) => {
            let mut names = Names::default();
            let mut writer = Writer::new(format, destination);
            let find = |input: &Input| find(input, &reader, args);
            in_order(&inputs, &threads(args.jobs)?, find, |input, found| match found {
                Ok(found) => {
                    progress.tell(input, &found, &args.pages);
                    writer.take(input, &names.stem(input), &found.tables)
                }
                Err(error) => {
                    progress.fail(input, &error);
                    Ok(())
                }
            })?;
            if progress.read > 0 {
                writer.finish()?;
            }
        }
        Output::Drawings(destination) => drawings::draw(&inputs, args, &reader, &destination, &mut progress)?,
    }
    progress.finish()
}

fn find(input: &Input, reader: &DocumentReader, args: &TablesArgs) -> anyhow::Result<FoundTables> {
    let bytes = input.readable_bytes(reader)?;
    let found = reader.tables(&input.file_name(), &bytes, &args.pages);
    found.map_err(|error| anyhow!(error.with_hint()))
}

/// How a run goes, and telling it.
struct Progress<'t> {
    read: usize,
    outcome: Outcome,
    terminal: &'t Terminal,
}

impl Progress<'_> {
    /// A document was read: tells what was left out of it.
    fn tell(&mut self, input: &Input, found: &FoundTables, wanted: &PageSet) {
        self.read += 1;
        if let Some(count) = found.pages.filter(|count| wanted.of(*count).next().is_none()) {
            self.partial(format_args!("{input}: expected pages from 1 to {count}, found others in --pages"));
        }
        for finding in found.findings.iter().filter(|finding| finding.severity == Severity::Warning) {
            self.partial(format_args!("{input}: {}", finding.message));
        }
    }

    /// Something of a document was left out.
    fn partial(&mut self, message: std::fmt::Arguments<'_>) {
        self.outcome = Outcome::SomeFailed;
        self.terminal.warning(message);
    }

    /// A document could not be read.
    fn fail(&mut self, input: &Input, error: &anyhow::Error) {
        self.outcome = Outcome::SomeFailed;
        terminal::error(format_args!("cannot read {input}: {error}"));
    }

    fn finish(self) -> Result<Outcome, Failure> {
        if self.read == 0 {
            let message = "expected documents that can be read, found none; nothing was written";
            return Err(Failure::Output(anyhow!(message)));
        }
        Ok(self.outcome)
    }
}
