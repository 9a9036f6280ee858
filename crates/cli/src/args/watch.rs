//! What can be said of the nightly watch.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::{ReadingArgs, names};
use crate::commands::fetch::{HOSTS, ReportFormat};
use crate::records::RecordFormat;

const FETCH_EXAMPLES: &str = "\
Examples:
  boardlift fetch --sources sources.toml --archive archive --dataset board-papers
      what was published since, read into the dataset, and a report of it
  boardlift fetch --sources sources.toml --archive archive --dry-run
      what would be fetched; only pages of lists are asked for, and nothing is kept
  boardlift fetch --sources sources.toml --archive archive
      papers into the archive alone, to be read later
  boardlift fetch --sources sources.toml --archive archive --dataset board-papers --quiet --feed feed.xml
      for a timer: only errors are told, and a feed has the last nights
  boardlift fetch --sources sources.toml --archive archive --only devon --to json
      one source, and the report for a program

A host is asked one question at a time, with a pause, as its robots.txt allows, and only for what has changed.
A run that is killed is gone on with by the next one: nothing is fetched twice, and nothing is lost.
Two runs never share an archive: the second ends at once with code 3.";

const FETCH_EXIT_CODES: &str = "\
Exit codes:
  0  all sources were seen, and nothing failed that was not told before
  1  some sources or papers failed; the rest is written
  2  wrong usage, or a fault in the sources
  3  nothing could be written";

const SOURCES_EXAMPLES: &str = "\
Examples:
  boardlift sources new Devon --contact data@example.org -o sources.toml
      a file that watches a council, to be looked over
  boardlift sources new https://democracy.example.gov.uk/ -o sources.toml
      one more source, by the address of its meetings
  boardlift sources check sources.toml
      every fault in the file, each with its line";

#[derive(Debug, Args)]
#[command(after_help = format!("{FETCH_EXAMPLES}\n\n{FETCH_EXIT_CODES}"))]
pub(crate) struct FetchArgs {
    /// What is watched: a TOML file, see `boardlift sources`
    #[arg(long, value_name = "FILE")]
    pub(crate) sources: PathBuf,
    /// The archive's folder, which is made if it is not there: all papers ever fetched, and a ledger of where from
    #[arg(long, value_name = "DIR")]
    pub(crate) archive: PathBuf,
    /// The dataset that the papers are read into; it is made if it is not there
    ///
    /// [default: papers are archived and not read]
    #[arg(long, value_name = "DIR")]
    pub(crate) dataset: Option<PathBuf>,
    /// Tell what would be fetched, and keep nothing
    #[arg(long, conflicts_with_all = ["dataset", "feed", "warc"])]
    pub(crate) dry_run: bool,
    /// An Atom feed of the last nights, written anew
    #[arg(long, value_name = "FILE")]
    pub(crate) feed: Option<PathBuf>,
    /// What was fetched tonight as a web archive too (WARC 1.1, each record packed), written anew
    #[arg(long, value_name = "FILE")]
    pub(crate) warc: Option<PathBuf>,
    /// How the report is written to standard output
    ///
    /// [default: text, or nothing with --quiet]
    #[arg(long, value_name = "FORMAT", value_parser = names::<ReportFormat>())]
    pub(crate) to: Option<ReportFormat>,
    /// How many hosts are asked at once; none gets more than one question
    #[arg(long, value_name = "N", default_value_t = HOSTS)]
    pub(crate) hosts: NonZeroUsize,
    /// How many documents are read at once
    ///
    /// [default: one a processor]
    #[arg(short, long, value_name = "N")]
    pub(crate) jobs: Option<NonZeroUsize>,
    /// Only these sources, by their ids, separated by commas
    #[arg(long, value_name = "ID", value_delimiter = ',', num_args = 1..)]
    pub(crate) only: Vec<String>,
    /// Read papers again that another Boardlift or other layouts have read, or that could not be read
    #[arg(long, requires = "dataset")]
    pub(crate) refresh: bool,
    #[command(flatten)]
    pub(crate) reading: ReadingArgs,
}

#[derive(Debug, Subcommand)]
#[command(after_help = SOURCES_EXAMPLES)]
pub(crate) enum SourcesCommand {
    /// List what is watched
    List(SourcesListArgs),
    /// Tell every fault of a file of sources; no site is asked
    Check(SourcesCheckArgs),
    /// Draft a source for a council or an address, from what is known of where councils publish
    New(SourcesNewArgs),
}

/// Which file of sources.
#[derive(Debug, Args)]
pub(crate) struct SourcesFile {
    /// The file of sources
    #[arg(value_name = "FILE", default_value = "sources.toml")]
    file: PathBuf,
    /// The same, as `fetch` has it
    #[arg(long = "sources", value_name = "FILE", conflicts_with = "file")]
    named: Option<PathBuf>,
}

impl SourcesFile {
    /// Where it is.
    pub(crate) fn path(&self) -> &PathBuf {
        self.named.as_ref().unwrap_or(&self.file)
    }
}

#[derive(Debug, Args)]
pub(crate) struct SourcesListArgs {
    #[command(flatten)]
    pub(crate) file: SourcesFile,
    /// The format to write
    ///
    /// [default: table on a terminal, else csv]
    #[arg(long, value_name = "FORMAT", value_parser = names::<RecordFormat>())]
    pub(crate) to: Option<RecordFormat>,
}

#[derive(Debug, Args)]
pub(crate) struct SourcesCheckArgs {
    #[command(flatten)]
    pub(crate) file: SourcesFile,
}

#[derive(Debug, Args)]
#[command(after_help = SOURCES_EXAMPLES)]
pub(crate) struct SourcesNewArgs {
    /// A council's name or ONS code, or the address of a page of meetings or dashboards
    #[arg(value_name = "COUNCIL|URL")]
    pub(crate) words: String,
    /// The file of sources to add it to; what stands there stays
    ///
    /// [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Whom a council may write to: a mail address or a web page. A new file needs it
    #[arg(long, value_name = "MAIL|URL")]
    pub(crate) contact: Option<String>,
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;
    use crate::args::{Arguments, Command};

    /// The commands of this program that stand in a file, each from behind its name to where the shell takes over.
    fn commands(file: &str) -> Vec<Vec<&str>> {
        let lines = file.lines().filter(|line| !line.trim_start().starts_with('#'));
        let behind = lines.filter_map(|line| line.split_once("boardlift fetch ").map(|(_, words)| words));
        behind
            .map(|words| words.split_whitespace().take_while(|word| !matches!(*word, ">" | "||")).collect())
            .collect()
    }

    /// Each file starts one watch, whose archive is kept and whose papers are read.
    fn check(words: &[&str]) {
        let arguments = ["boardlift", "fetch"].iter().chain(words);
        let Command::Fetch(fetch) = Arguments::try_parse_from(arguments).expect("arguments").command else {
            panic!("another command: {words:?}")
        };
        assert!(fetch.dataset.is_some() && fetch.feed.is_some(), "{words:?}");
        assert!(!fetch.dry_run && fetch.only.is_empty(), "{words:?}");
    }

    #[test]
    fn what_is_ready_to_run_runs() {
        let files = [
            include_str!("../../deploy/boardlift-fetch.service"),
            include_str!("../../deploy/crontab"),
            include_str!("../../deploy/workflow.yml"),
        ];
        for file in files {
            let commands = commands(file);
            assert_eq!(commands.len(), 1, "{commands:?}");
            check(&commands[0]);
        }
        let container = include_str!("../../deploy/Containerfile");
        let words = container.lines().find_map(|line| line.strip_prefix("CMD ")).expect("a command");
        let words: Vec<String> = serde_json::from_str(words).expect("a JSON array");
        assert_eq!(words[0], "fetch");
        check(&words[1..].iter().map(String::as_str).collect::<Vec<_>>());
    }

    #[test]
    fn hosts_and_documents_are_counted_apart() {
        let check = |words: &str, expected: (usize, Option<usize>)| {
            let words = ["boardlift", "fetch", "--sources", "s", "--archive", "a"]
                .into_iter()
                .chain(words.split_whitespace());
            let Command::Fetch(fetch) = Arguments::try_parse_from(words).expect("arguments").command else {
                panic!("another command")
            };
            assert_eq!((fetch.hosts.get(), fetch.jobs.map(NonZeroUsize::get)), expected);
        };
        check("", (16, None));
        check("--jobs 1", (16, Some(1)));
        check("--hosts 3", (3, None));
    }

    #[test]
    fn a_file_of_sources_is_named_either_way() {
        let path = |words: &str| {
            let words = ["boardlift", "sources", "check"].into_iter().chain(words.split_whitespace());
            match Arguments::try_parse_from(words).expect("arguments").command {
                Command::Sources(SourcesCommand::Check(check)) => check.file.path().display().to_string(),
                other => panic!("{other:?}"),
            }
        };
        assert_eq!(path(""), "sources.toml");
        assert_eq!(path("mine.toml"), "mine.toml");
        assert_eq!(path("--sources mine.toml"), "mine.toml");
    }
}
