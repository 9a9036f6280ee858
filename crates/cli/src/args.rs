//! What can be said on the command line. The comments here are the help that the program prints.

mod figures;

use std::num::NonZeroUsize;
use std::path::PathBuf;

use anyhow::Context;
use boardlift_dataset::checks::{Cause, Check};
use boardlift_dataset::export::ExportFormat;
use boardlift_dataset::{Format, TableName};
use boardlift_layouts::Catalogue;
use boardlift_reference::Vocabulary;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand};
use strum::VariantArray;

use crate::commands::import::SummaryFormat;
use crate::commands::query::AnswerFormat;
use crate::commands::tables::TableFormat;
use crate::exit::Failure;
use crate::records::RecordFormat;
use boardlift_batch::document::DocumentReader;
use boardlift_batch::page_set::PageSet;
use boardlift_batch::paper::PaperReader;

pub(crate) use figures::{CompareArgs, RevisionsArgs};

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
const TRY_EXAMPLES: &str = "\
Examples:
  boardlift layouts try report.txt
      which layout fits the document, why, and what it gives
  boardlift layouts try report.txt --layouts my-layouts
      the same with the layouts of a folder of your own beside those that come with the program
  boardlift layouts try report.txt --spec my-layouts/ourtown.toml
      what it gives by one layout of your own, what that changes, and what is still open
  boardlift layouts try report.txt --layout generic
      what the document gives without any layout";

const NEW_EXAMPLES: &str = "\
Examples:
  boardlift layouts new report.pdf
      a draft to the screen
  boardlift layouts new report.pdf -o my-layouts/ourtown.toml
      a draft into a file, to be edited and tried:
  boardlift layouts try report.pdf --spec my-layouts/ourtown.toml
  boardlift extract papers/ --layouts my-layouts -o dataset

The draft is a good layout as it stands. Its lines marked OPEN ask what the document does not say.";

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

/// How documents are to be read: shared by all commands that read some.
#[derive(Debug, Args)]
pub(crate) struct ReadingArgs {
    /// The authority that published the documents, by ONS code or name, whatever they say themselves
    #[arg(long, value_name = "CODE|NAME")]
    pub(crate) authority: Option<String>,
    /// The layout to read by, whatever the documents look like; generic for none
    #[arg(long, value_name = "ID")]
    pub(crate) layout: Option<String>,
    #[command(flatten)]
    pub(crate) documents: DocumentArgs,
    #[command(flatten)]
    pub(crate) catalogue: CatalogueArgs,
    #[command(flatten)]
    pub(crate) vocabulary: VocabularyArgs,
}

/// What of documents is to be read, before any meaning.
#[derive(Debug, Args)]
pub(crate) struct DocumentArgs {
    /// Read hidden sheets, rows and columns of workbooks too, filtered ones among them
    #[arg(long)]
    include_hidden: bool,
}

/// Which layouts are known.
#[derive(Debug, Args)]
pub(crate) struct CatalogueArgs {
    /// A folder of layouts (*.toml) beside those that come with the program; one with a known id replaces it
    #[arg(long, value_name = "DIR")]
    pub(crate) layouts: Option<PathBuf>,
}

/// Which measures are known.
#[derive(Debug, Args)]
pub(crate) struct VocabularyArgs {
    /// Measures of your own (CSV with the columns of `measures list --to csv`) beside those that come with the program
    #[arg(long, value_name = "FILE")]
    measures: Option<PathBuf>,
}

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

#[derive(Debug, Args)]
pub(crate) struct SchemaArgs {
    /// Print a JSON Schema (draft 2020-12) of all that is written as JSON and JSON Lines
    #[arg(long)]
    pub(crate) json_schema: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum LayoutsCommand {
    /// List the known layouts
    List(CatalogueArgs),
    /// Print a layout as TOML, to look at or to start one of your own from
    Show(ShowArgs),
    /// Draft a layout from a document: what was found in it, and what is open
    New(NewArgs),
    /// Read one document and tell which layout fits it, why, and what it gives
    Try(TryArgs),
}

#[derive(Debug, Args)]
pub(crate) struct ShowArgs {
    /// The layout's id
    pub(crate) id: String,
    #[command(flatten)]
    pub(crate) catalogue: CatalogueArgs,
}

#[derive(Debug, Args)]
#[command(after_help = TRY_EXAMPLES)]
pub(crate) struct TryArgs {
    /// The document, or - for standard input
    #[arg(value_name = "FILE")]
    pub(crate) input: PathBuf,
    /// A layout (*.toml) to read the document by, whatever it looks like; tells what it changes
    #[arg(long, value_name = "SPEC", conflicts_with_all = ["layout", "layouts"])]
    pub(crate) spec: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) reading: ReadingArgs,
}

#[derive(Debug, Args)]
#[command(after_help = NEW_EXAMPLES)]
pub(crate) struct NewArgs {
    /// The document, or - for standard input
    #[arg(value_name = "FILE")]
    pub(crate) input: PathBuf,
    /// Where to write the draft: a file that does not exist yet
    ///
    /// [default: standard output]
    #[arg(short, long, value_name = "SPEC")]
    pub(crate) output: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) documents: DocumentArgs,
}

impl ReadingArgs {
    /// A reader that reads as the options say.
    pub(crate) fn reader(&self) -> Result<PaperReader, Failure> {
        let mut reader = PaperReader::new(self.catalogue.catalogue()?, self.vocabulary.vocabulary()?)
            .with_documents(self.documents.reader());
        if let Some(id) = &self.layout {
            reader = reader.with_layout(id)?;
        }
        if let Some(authority) = &self.authority {
            reader = reader.with_authority(authority)?;
        }
        Ok(reader)
    }
}

impl DocumentArgs {
    /// A reader that reads what the options say.
    pub(crate) fn reader(&self) -> DocumentReader {
        let reader = DocumentReader::default();
        if self.include_hidden { reader.with_hidden_parts() } else { reader }
    }
}

impl VocabularyArgs {
    /// The vocabularies that come with the program and the measures of the file.
    pub(crate) fn vocabulary(&self) -> Result<Vocabulary, Failure> {
        let vocabulary = Vocabulary::embedded()?;
        let Some(path) = &self.measures else {
            return Ok(vocabulary);
        };
        let name = path.display().to_string();
        let read = std::fs::read_to_string(path).with_context(|| format!("cannot read {name}"));
        let text = read.map_err(Failure::Usage)?;
        vocabulary.with_measures(&name, &text).map_err(|error| Failure::Usage(error.into()))
    }
}

impl CatalogueArgs {
    /// The layouts that come with the program and those of the folder.
    pub(crate) fn catalogue(&self) -> Result<Catalogue, Failure> {
        let mut catalogue = Catalogue::embedded()?;
        if let Some(folder) = &self.layouts {
            catalogue.add_folder(folder)?;
        }
        Ok(catalogue)
    }
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
