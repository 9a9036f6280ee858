//! What can be said on the command line. The comments here are the help that the program prints.

mod dataset;
mod figures;
mod layouts;
mod measures;
mod reading;
mod watch;

use std::num::NonZeroUsize;
use std::path::PathBuf;

use boardlift_batch::page_set::PageSet;
use boardlift_dataset::checks::{Cause, Check};
use boardlift_dataset::{Format, TableName};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand};
use strum::VariantArray;

use crate::commands::tables::TableFormat;
use crate::records::RecordFormat;

pub(crate) use dataset::{ExportArgs, ImportArgs, QueryArgs};
pub(crate) use figures::{CompareArgs, RevisionsArgs};
pub(crate) use layouts::{LayoutsCommand, NewArgs, ShowArgs, TryArgs};
pub(crate) use measures::{MeasuresCommand, MeasuresListArgs, MeasuresMatchArgs, MeasuresUnmatchedArgs};
pub(crate) use reading::{CatalogueArgs, DocumentArgs, ReadingArgs, VocabularyArgs, WorkerArgs};
pub(crate) use watch::{FetchArgs, SourcesCheckArgs, SourcesCommand, SourcesListArgs, SourcesNewArgs};

const EXIT_CODES: &str = "\
Exit codes:
  0  all documents were read
  1  some documents failed or are partial; the rest is written
  2  wrong usage
  3  nothing could be written";

const EXTRACT_EXAMPLES: &str = "\
Examples:
  boardlift extract report.txt
      the figures of one document, as JSON Lines, to the screen
  boardlift extract papers/ -o dataset --to parquet
      all documents of a folder into the four tables of a dataset
  boardlift extract papers/ --table observations -o figures.csv
      one table into one file, for a spreadsheet
  boardlift extract report.txt --table commentary --to json
      what the board says about its figures
  boardlift extract report.txt --explain
      why each figure of a document was read so
  boardlift extract - --authority Devon < report.txt
      a document that does not name its council, from standard input

Data goes to standard output or to PATH, everything else to standard error.
Files in PATH are replaced whole, so that an interrupted run leaves no half file.";

const TABLES_EXAMPLES: &str = "\
Examples:
  boardlift tables report.pdf
      all tables of one document as JSON, to the screen
  boardlift tables report.pdf --pages 3-5,9 --to md
      those of some pages, for a person to read
  boardlift tables papers/ -o tables/ --to csv
      one file a table, for spreadsheets
  boardlift tables report.pdf --pages 3 -o page-3.svg
      a drawing of a page with the words, rules and cells that were read there

A table in JSON has its file, its page, its box there in points from the top left, and its rows.
A cell that spans others has its text at its top left, and those that it covers are empty.
The parts of a table that runs over pages have the same number.
A page is read beside the one before it only where both are asked for: the rest of a table may come out otherwise alone.";

const CHECK_EXAMPLES: &str = "\
Examples:
  boardlift check report.pdf
      what looks wrong in the figures of one document, as a table
  boardlift check papers/ --to csv > findings.csv
      the same for a folder; the papers of one council are held against each other
  boardlift check --dataset dataset
      the same for a dataset that was imported before
  boardlift check papers/ --cause publisher --kind rag_against_target,arrow_mismatch
      colours and arrows that the figures don't bear out, without what the reading may have got wrong

No figure is changed. Each finding says what was expected, what was found and where, and whether the publisher or the
reading is the likelier cause. Findings are no failure: the exit code is that of the reading.";

/// Lifts the figures out of council board papers into one dataset.
///
/// Every figure in it says whose it is, what it measures, for which period, in which unit, how it was judged, and
/// where in the document it stood.
#[derive(Debug, Parser)]
#[command(name = "boardlift", version, arg_required_else_help = true, after_help = EXIT_CODES)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
    /// Tell errors only: no warnings, no summary, no progress
    #[arg(short, long, global = true)]
    pub(crate) quiet: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Read documents and write their figures, commentary and actions
    Extract(ExtractArgs),
    /// Read many documents into one dataset, and the next time only those that are new
    Import(ImportArgs),
    /// Find what councils have published since, fetch it politely, read it, and report what changed
    Fetch(Box<FetchArgs>),
    /// List, check and draft the sources that are watched
    #[command(subcommand)]
    Sources(SourcesCommand),
    /// Find the tables of documents and write them as they stand, before any meaning
    Tables(TablesArgs),
    /// Tell what looks wrong in published figures: fractions, totals, growth, colours, arrows, units, periods
    Check(CheckArgs),
    /// Compare a measure across councils: value, target, England's figure, judgement and source
    Compare(CompareArgs),
    /// List the figures that papers print with different values, from first to latest
    Revisions(RevisionsArgs),
    /// Ask a dataset a question in SQL, or list its tables and columns
    Query(QueryArgs),
    /// Write a dataset as CSV, as a workbook, as SQLite, or as open data of the Department for Education
    Export(ExportArgs),
    /// Show the tables and columns that Boardlift writes
    Schema(SchemaArgs),
    /// List, show and try the layouts that documents are recognised by
    #[command(subcommand)]
    Layouts(LayoutsCommand),
    /// List the canonical measures, and tell which of them a label is of
    #[command(subcommand)]
    Measures(MeasuresCommand),
    /// Read documents for a process that imports, which asks on standard input
    #[command(hide = true)]
    Worker(WorkerArgs),
}

#[derive(Debug, Args)]
#[command(after_help = format!("{EXTRACT_EXAMPLES}\n\n{EXIT_CODES}"))]
pub(crate) struct ExtractArgs {
    /// Files, folders, zip packs, or - for standard input
    ///
    /// Folders are walked in the order of their names; hidden files in them are left out.
    #[arg(value_name = "INPUT", required = true)]
    pub(crate) inputs: Vec<PathBuf>,
    /// The table to write
    ///
    /// [default: all four into a folder, else observations]
    #[arg(long, value_parser = names::<TableName>())]
    pub(crate) table: Option<TableName>,
    /// The format to write
    ///
    /// [default: what PATH ends in, else jsonl]
    #[arg(long, value_name = "FORMAT", value_parser = names::<Format>())]
    pub(crate) to: Option<Format>,
    /// Where to write: a folder for all four tables, or a file for the one of --table
    ///
    /// [default: standard output]
    #[arg(short, long, value_name = "PATH")]
    pub(crate) output: Option<PathBuf>,
    /// Write, instead of tables, why each figure was read so: in words, or as --to jsonl or json
    #[arg(long)]
    pub(crate) explain: bool,
    #[command(flatten)]
    pub(crate) reading: ReadingArgs,
    /// How many documents to read at once; it changes the time, never the rows
    ///
    /// [default: one a processor]
    #[arg(short, long, value_name = "N")]
    pub(crate) jobs: Option<NonZeroUsize>,
}

#[derive(Debug, Args)]
#[command(after_help = format!("{TABLES_EXAMPLES}\n\n{EXIT_CODES}"))]
pub(crate) struct TablesArgs {
    /// Files, folders, zip packs, or - for standard input
    ///
    /// Folders are walked in the order of their names; hidden files in them are left out.
    #[arg(value_name = "INPUT", required = true)]
    pub(crate) inputs: Vec<PathBuf>,
    /// The format to write; svg draws pages instead of writing tables
    ///
    /// [default: what PATH ends in, else json]
    #[arg(long, value_name = "FORMAT", value_parser = names::<TableFormat>())]
    pub(crate) to: Option<TableFormat>,
    /// The pages to read, as in 1-3,7 or 12-; documents without pages are read whole
    ///
    /// [default: all]
    #[arg(long, value_name = "PAGES", default_value = "1-", hide_default_value = true)]
    pub(crate) pages: PageSet,
    /// Where to write: a file for all, or a folder with a file for each document, table (csv) or page (svg)
    ///
    /// [default: standard output]
    #[arg(short, long, value_name = "PATH")]
    pub(crate) output: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) documents: DocumentArgs,
    /// How many documents to read at once; it changes the time, never the tables
    ///
    /// [default: one a processor]
    #[arg(short, long, value_name = "N")]
    pub(crate) jobs: Option<NonZeroUsize>,
}

#[derive(Debug, Args)]
#[command(after_help = format!("{CHECK_EXAMPLES}\n\n{EXIT_CODES}"))]
pub(crate) struct CheckArgs {
    /// Files, folders, zip packs, or - for standard input
    ///
    /// Folders are walked in the order of their names; hidden files in them are left out.
    #[arg(value_name = "INPUT", required_unless_present = "dataset")]
    pub(crate) inputs: Vec<PathBuf>,
    /// A dataset to check instead of documents; it is only read
    #[arg(long, value_name = "DIR", conflicts_with = "inputs")]
    pub(crate) dataset: Option<PathBuf>,
    /// The format to write
    ///
    /// [default: table on a terminal, else csv]
    #[arg(long, value_name = "FORMAT", value_parser = names::<RecordFormat>())]
    pub(crate) to: Option<RecordFormat>,
    /// Only findings of these checks, separated by commas
    #[arg(long, value_name = "CHECK", value_delimiter = ',', value_parser = names::<Check>())]
    pub(crate) kind: Vec<Check>,
    /// Only findings that are likelier the publisher's slip, or likelier the reading's
    #[arg(long, value_parser = names::<Cause>())]
    pub(crate) cause: Option<Cause>,
    #[command(flatten)]
    pub(crate) reading: ReadingArgs,
    /// How many documents to read at once; it changes the time, never the findings
    ///
    /// [default: one a processor]
    #[arg(short, long, value_name = "N")]
    pub(crate) jobs: Option<NonZeroUsize>,
}

#[derive(Debug, Args)]
pub(crate) struct SchemaArgs {
    /// Print a JSON Schema (draft 2020-12) of all that is written as JSON and JSON Lines
    #[arg(long)]
    pub(crate) json_schema: bool,
}

/// The names of a closed list, so that help and errors can tell them.
fn names<T>() -> impl TypedValueParser<Value = T>
where
    T: VariantArray + Copy + Send + Sync,
    &'static str: From<T>,
{
    let name_of = |term: &T| <&'static str>::from(*term);
    PossibleValuesParser::new(T::VARIANTS.iter().map(name_of)).try_map(move |name| {
        let named = T::VARIANTS.iter().find(|term| name_of(term) == name);
        named.copied().ok_or(strum::ParseError::VariantNotFound)
    })
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_arguments_do_not_contradict_each_other() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn every_command_and_argument_has_help() {
        fn check(command: &clap::Command) {
            assert!(command.get_about().is_some(), "`{}` has no help", command.get_name());
            for argument in command.get_arguments() {
                assert!(argument.get_help().is_some(), "`{}` of `{}`", argument.get_id(), command.get_name());
            }
            command.get_subcommands().for_each(check);
        }
        check(&Arguments::command());
    }
}
