//! The figures of documents that are read for it.

use std::io;

use anyhow::anyhow;
use boardlift_batch::inputs::{Input, expand};
use boardlift_batch::run::{in_order, threads};
use boardlift_dataset::{DocumentRow, Paper};
use boardlift_model::{DocumentStatus, Observation};
use boardlift_reference::Vocabulary;

use super::{Findings, bodies};
use crate::args::CheckArgs;
use crate::exit::{Failure, Outcome};
use crate::terminal::{self, Terminal};

/// Reads the inputs and tells what looks wrong in their figures.
pub(super) fn check(
    args: &CheckArgs,
    vocabulary: &Vocabulary,
    terminal: &Terminal,
) -> Result<Findings, Failure> {
    let reader = args.reading.reader()?;
    let inputs = expand(&args.inputs, None);
    let mut gathered = Gathered::default();
    let take = |input: &Input, paper| {
        gathered.take(input, paper, terminal);
        Ok::<(), Failure>(())
    };
    in_order(&inputs, &threads(args.jobs)?, |input| input.read(&reader), take)?;
    let Gathered { documents, observations, outcome } = gathered;
    if documents.is_empty() {
        let message = "expected documents to check, found none that could be read";
        return Err(Failure::Output(anyhow!(message)));
    }
    let (count, figures) = (documents.len(), observations.len());
    let found = bodies::check(documents, observations, vocabulary);
    Ok(Findings { found, documents: count, figures, outcome })
}

/// The rows of all papers that were read.
#[derive(Default)]
struct Gathered {
    documents: Vec<DocumentRow>,
    observations: Vec<Observation>,
    outcome: Outcome,
}

impl Gathered {
    fn take(&mut self, input: &Input, paper: io::Result<Paper>, terminal: &Terminal) {
        let paper = match paper {
            Ok(paper) => paper,
            Err(error) => {
                terminal::error(format_args!("cannot read {input}: {error}"));
                self.outcome = Outcome::SomeFailed;
                return;
            }
        };
        if let Some(error) = &paper.document.error {
            self.outcome = Outcome::SomeFailed;
            if paper.document.status == DocumentStatus::Failed {
                terminal::error(format_args!("{input}: {error}"));
                return;
            }
            terminal.warning(format_args!("{input}: {error}"));
        }
        self.observations.extend(paper.observations);
        self.documents.push(paper.document);
    }
}
