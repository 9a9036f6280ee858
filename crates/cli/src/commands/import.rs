//! `boardlift import`: many papers into one dataset, run after run.

pub(crate) mod bar;
mod report;

use std::collections::BTreeSet;
use std::io::{self, Write};

use anyhow::anyhow;
use boardlift_batch::import::{Order, import};
use boardlift_batch::inputs::listed;
use strum::{Display, EnumString, IntoStaticStr, VariantArray};

use crate::args::ImportArgs;
use crate::commands::worker::workers;
use crate::exit::{Failure, Outcome};
use crate::terminal::Terminal;
use bar::Bar;

/// How a run is summed up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Display, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case")]
pub(crate) enum SummaryFormat {
    /// In words, to standard error.
    Text,
    /// As one JSON object, to standard output.
    Json,
}

/// Imports the inputs and tells what came of it.
pub(crate) fn run(args: &ImportArgs, terminal: &Terminal) -> Result<Outcome, Failure> {
    let reader = args.reading.reader()?;
    let workers = workers(args.reading.arguments())?;
    let order = Order {
        inputs: listed(&args.inputs, Some(&args.dataset)),
        withdrawn: &BTreeSet::new(),
        dataset: &args.dataset,
        refresh: args.refresh,
        workers: Some(&workers),
        jobs: args.jobs,
    };
    let mut bar = Bar::new(terminal);
    let imported = import(order, &reader, &mut bar);
    bar.clear();
    let summary = imported?;
    match args.to {
        Some(SummaryFormat::Json) => {
            writeln!(io::stdout().lock(), "{:#}", report::json(&args.dataset, &summary))?;
        }
        Some(SummaryFormat::Text) | None => report::tell(&args.dataset, &summary, terminal),
    }
    if summary.documents == 0 {
        let message = "expected documents to import, found none that could be had; nothing was written";
        return Err(Failure::Output(anyhow!(message)));
    }
    Ok(if summary.is_clean() { Outcome::AllRead } else { Outcome::SomeFailed })
}
