//! `boardlift check`: what looks wrong in published figures.

mod report;

use std::collections::BTreeMap;
use std::io;

use anyhow::anyhow;
use boardlift_batch::inputs::{Input, expand};
use boardlift_batch::run::{in_order, threads};
use boardlift_dataset::checks::{self, Suspicion};
use boardlift_dataset::{DocumentRow, Paper};
use boardlift_model::{Authority, DocumentStatus, Observation};
use boardlift_reference::Vocabulary;

use crate::args::CheckArgs;
use crate::exit::{Failure, Outcome};
use crate::terminal::{self, Terminal};

/// Reads the inputs and tells what looks wrong in their figures. Finding something is no failure.
pub(crate) fn run(args: &CheckArgs, terminal: &Terminal) -> Result<Outcome, Failure> {
    let reader = args.reading.reader()?;
    let mut gathered = Gathered::default();
    let inputs = expand(&args.inputs, None);
    in_order(
        &inputs,
        &threads(args.jobs)?,
        |input| input.read(&reader),
        |input, paper| {
            gathered.take(input, paper, terminal);
            Ok::<(), Failure>(())
        },
    )?;
    if gathered.bodies.is_empty() {
        let message = "expected documents to check, found none that could be read";
        return Err(Failure::Output(anyhow!(message)));
    }
    let vocabulary = Vocabulary::embedded()?;
    let mut found = gathered.check(&vocabulary);
    found.retain(|suspicion| args.wants(suspicion));
    report::write(&found, args.to)?;
    let (documents, figures) = gathered.size();
    let found = found.len();
    terminal.say(format_args!("{found} findings in {figures} figures of {documents} documents"));
    Ok(gathered.outcome)
}

impl CheckArgs {
    fn wants(&self, suspicion: &Suspicion) -> bool {
        let is_kind = self.kind.is_empty() || self.kind.contains(&suspicion.check);
        is_kind && self.cause.is_none_or(|cause| cause == suspicion.cause)
    }
}

/// Whose papers belong together.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Publisher {
    /// Those of one authority.
    Known(Authority),
    /// A paper that does not say whose it is stands alone: the place of its first mention.
    Unknown(usize),
}

/// The rows of all papers that were read, by publisher.
#[derive(Default)]
struct Gathered {
    bodies: BTreeMap<Publisher, (Vec<Observation>, Vec<DocumentRow>)>,
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
        let publisher = match &paper.document.authority {
            Some(authority) => Publisher::Known(authority.clone()),
            None => Publisher::Unknown(self.bodies.len()),
        };
        let (observations, documents) = self.bodies.entry(publisher).or_default();
        observations.extend(paper.observations);
        documents.push(paper.document);
    }

    fn check(&self, vocabulary: &Vocabulary) -> Vec<Suspicion> {
        let of_body = |(observations, documents): &(Vec<Observation>, Vec<DocumentRow>)| {
            checks::check(observations, documents, vocabulary)
        };
        self.bodies.values().flat_map(of_body).collect()
    }

    /// How many documents and figures.
    fn size(&self) -> (usize, usize) {
        let sum = |of: fn(&(Vec<Observation>, Vec<DocumentRow>)) -> usize| self.bodies.values().map(of).sum();
        (sum(|(_, documents)| documents.len()), sum(|(observations, _)| observations.len()))
    }
}
