//! What can be said of the workbench of the measures.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::{VocabularyArgs, names};
use crate::records::RecordFormat;

const MATCH_EXAMPLES: &str = "\
Examples:
  boardlift measures match '% of EHC plans issued within 20 weeks'
      the measure that a label is of, and why; or what comes near and what keeps it from that
  boardlift measures match - < labels.txt
      those of many labels, one a line
  boardlift measures match - --measures ours.csv < labels.jsonl
      of objects with label, section, unit, breakdown and authority; with measures of your own

A label alone means what lists it: for a figure, Boardlift wants its unit and how it gathers up stated besides.";

const MEASURES_EXAMPLES: &str = "\
Examples:
  boardlift measures list --topic timeliness
      the measures of a topic
  boardlift measures list --to csv > ours.csv
      all of them in the columns that --measures reads, to start a list of your own from";

#[derive(Debug, Subcommand)]
pub(crate) enum MeasuresCommand {
    /// List the measures
    List(MeasuresListArgs),
    /// Tell which measure a label is of, and why, as JSON Lines
    Match(MeasuresMatchArgs),
    /// List the labels of a dataset that have no measure, the most worthwhile first
    Unmatched(MeasuresUnmatchedArgs),
}

#[derive(Debug, Args)]
#[command(after_help = MEASURES_EXAMPLES)]
pub(crate) struct MeasuresListArgs {
    /// Only those of one topic, such as timeliness
    #[arg(long)]
    pub(crate) topic: Option<String>,
    /// The format to write
    ///
    /// [default: table on a terminal, else csv]
    #[arg(long, value_name = "FORMAT", value_parser = names::<RecordFormat>())]
    pub(crate) to: Option<RecordFormat>,
    #[command(flatten)]
    pub(crate) vocabulary: VocabularyArgs,
}

#[derive(Debug, Args)]
#[command(after_help = MATCH_EXAMPLES)]
pub(crate) struct MeasuresMatchArgs {
    /// The label, or - for labels on standard input: one a line, or objects of JSON
    #[arg(value_name = "TEXT")]
    pub(crate) label: String,
    /// The heading that the label stands under
    #[arg(long)]
    pub(crate) section: Option<String>,
    /// What its figures count in, such as percent
    #[arg(long)]
    pub(crate) unit: Option<String>,
    #[command(flatten)]
    pub(crate) vocabulary: VocabularyArgs,
}

#[derive(Debug, Args)]
pub(crate) struct MeasuresUnmatchedArgs {
    /// The dataset's folder, which is only read
    #[arg(long, value_name = "DIR")]
    pub(crate) dataset: PathBuf,
    /// The format to write
    ///
    /// [default: table on a terminal, else csv]
    #[arg(long, value_name = "FORMAT", value_parser = names::<RecordFormat>())]
    pub(crate) to: Option<RecordFormat>,
    #[command(flatten)]
    pub(crate) vocabulary: VocabularyArgs,
}
