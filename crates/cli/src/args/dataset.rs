//! What can be said of commands that make a dataset and give it out.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use boardlift_dataset::export::ExportFormat;
use clap::Args;

use super::{EXIT_CODES, ReadingArgs, names};
use crate::commands::import::SummaryFormat;
use crate::commands::query::AnswerFormat;

const IMPORT_EXAMPLES: &str = "\
Examples:
  boardlift import papers/ --dataset board-papers
      all documents of a folder; the next time only those that are new
  boardlift import papers/ council.zip --dataset board-papers --layouts my-layouts --refresh
      and those again that a newer Boardlift or other layouts may read better
  boardlift import papers/ --dataset board-papers --to json
      what was read, what failed and why, for a program

A document is its bytes: copies count once, and a file that has changed is another document beside the first.
A run that is killed loses a few documents at most; start it again, and it goes on.
The dataset's tables are Parquet, for DuckDB, pandas, polars and others to read as they are.";

const QUERY_EXAMPLES: &str = "\
Examples:
  boardlift query --dataset data
      the tables and their columns
  boardlift query --dataset data \"SELECT authority, period_end, value FROM observations
      WHERE measure = 'ehcp_20wk_pct' AND kind = 'actual' AND area_code = authority_code ORDER BY 1, 2\"
      one measure across councils
  boardlift query --dataset data 'SELECT flag, count(*) FROM (SELECT unnest(flags) AS flag FROM observations) WHERE flag IS NOT NULL GROUP BY flag'
      how often each flag stands
  boardlift query --dataset data 'SELECT * FROM observations WHERE year = 2023' -o 2023.parquet
      a part of the dataset as a file of its own

Observations have the columns authority_code and year by the names of their folders: a question that names them reads
no others. Where no council was recognised, authority_code is unknown here. A question never changes a dataset.";

const EXPORT_EXAMPLES: &str = "\
Examples:
  boardlift export --dataset data -o tables/
      one CSV file a table, with a datapackage.json
  boardlift export --dataset data -o figures.xlsx
      a workbook by the Analysis Function's guidance, with [x], [z] and [c] for what is missing
  boardlift export --dataset data -o figures.sqlite
      a database with keys and indexes
  boardlift export --dataset data --to ees -o open-data/
      figures of known measures in the shape of the DfE's open data standards, one pair of files a kind of period

What the last has no room for is left out and counted.";

#[derive(Debug, Args)]
#[command(after_help = format!("{IMPORT_EXAMPLES}\n\n{EXIT_CODES}"))]
pub(crate) struct ImportArgs {
    /// Files, folders, zip packs, or - for standard input
    ///
    /// Folders are walked in the order of their names; hidden files in them are left out.
    #[arg(value_name = "INPUT", required = true)]
    pub(crate) inputs: Vec<PathBuf>,
    /// The dataset's folder, which is made if it is not there
    #[arg(long, value_name = "DIR")]
    pub(crate) dataset: PathBuf,
    /// Read documents again that another Boardlift or other layouts have read, or that could not be read
    #[arg(long)]
    pub(crate) refresh: bool,
    /// How the run is summed up: in words to standard error, or as one JSON object to standard output
    ///
    /// [default: text]
    #[arg(long, value_name = "FORMAT", value_parser = names::<SummaryFormat>())]
    pub(crate) to: Option<SummaryFormat>,
    #[command(flatten)]
    pub(crate) reading: ReadingArgs,
    /// How many documents to read at once; it changes the time, never the dataset
    ///
    /// [default: one a processor]
    #[arg(short, long, value_name = "N")]
    pub(crate) jobs: Option<NonZeroUsize>,
}

#[derive(Debug, Args)]
#[command(after_help = QUERY_EXAMPLES)]
pub(crate) struct QueryArgs {
    /// The dataset's folder, which is only read
    #[arg(long, value_name = "DIR")]
    pub(crate) dataset: PathBuf,
    /// The question, in SQL: a SELECT, with or without WITH, or SHOW TABLES, DESCRIBE, EXPLAIN
    ///
    /// [default: list the tables and their columns]
    #[arg(value_name = "SQL")]
    pub(crate) question: Option<String>,
    /// The format to write
    ///
    /// [default: what PATH ends in, else table on a terminal and csv elsewhere]
    #[arg(long, value_name = "FORMAT", value_parser = names::<AnswerFormat>())]
    pub(crate) to: Option<AnswerFormat>,
    /// The file to write
    ///
    /// [default: standard output]
    #[arg(short, long, value_name = "PATH")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Debug, Args)]
#[command(after_help = EXPORT_EXAMPLES)]
pub(crate) struct ExportArgs {
    /// The dataset's folder, which is only read
    #[arg(long, value_name = "DIR")]
    pub(crate) dataset: PathBuf,
    /// What to write: csv and ees are folders of files, xlsx and sqlite one file
    ///
    /// [default: what PATH ends in, else csv]
    #[arg(long, value_name = "FORMAT", value_parser = names::<ExportFormat>())]
    pub(crate) to: Option<ExportFormat>,
    /// Where to write: a folder for csv and ees, a file for xlsx and sqlite
    #[arg(short, long, value_name = "PATH")]
    pub(crate) output: PathBuf,
}
