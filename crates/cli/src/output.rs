//! Which tables go where, in which format: what the options mean together, and carrying it out.
//!
//! How a table looks as bytes is the business of the room `dataset`.

use std::fs;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};

use anyhow::anyhow;
use boardlift_dataset::{Format, Paper, TableName, Tables, WriteError, write, write_file, write_folder};

use crate::args::ExtractArgs;
use crate::exit::Failure;

/// Where the rows go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Destination {
    /// One table to standard output.
    Stream(TableName),
    /// One table to a file.
    File(TableName, PathBuf),
    /// All tables to a folder.
    Folder(PathBuf),
}

/// Where the rows go, and in which format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Output {
    /// Where to.
    pub(crate) destination: Destination,
    /// The format.
    pub(crate) format: Format,
}

impl Output {
    /// What the options mean together.
    ///
    /// # Errors
    ///
    /// Where they can't be meant together.
    pub(crate) fn of(args: &ExtractArgs) -> Result<Self, Failure> {
        let Some(path) = &args.output else {
            let destination = Destination::Stream(args.table.unwrap_or(TableName::Observations));
            return Output { destination, format: args.to.unwrap_or(Format::Jsonl) }.unless_unreadable();
        };
        let ending = format_of(path);
        let Some(table) = args.table else {
            if ending.is_some() && !is_folder(path) {
                return Err(Failure::Usage(anyhow!(
                    "expected a folder for all four tables, found the file name `{}`; \
                     say which table it is to hold, as in --table observations, or end the folder's name with `/`",
                    path.display()
                )));
            }
            let destination = Destination::Folder(path.clone());
            return Ok(Output { destination, format: args.to.unwrap_or(Format::Jsonl) });
        };
        if is_folder(path) {
            let format = args.to.unwrap_or(Format::Jsonl);
            let file = path.join(format!("{table}.{format}"));
            return Ok(Output { destination: Destination::File(table, file), format });
        }
        let format = args.to.or(ending).ok_or_else(|| {
            let path = path.display();
            Failure::Usage(anyhow!(
                "expected `{path}` to end in .jsonl, .json, .csv or .parquet; \
                 give it such an ending, or say the format, as in --to csv"
            ))
        })?;
        Ok(Output { destination: Destination::File(table, path.clone()), format })
    }

    /// The file or folder, which is never an input.
    pub(crate) fn path(&self) -> Option<&Path> {
        match &self.destination {
            Destination::Stream(_) => None,
            Destination::File(_, path) | Destination::Folder(path) => Some(path),
        }
    }

    /// Parquet means nothing to a person, and its bytes can upset a terminal.
    fn unless_unreadable(self) -> Result<Self, Failure> {
        if self.format == Format::Parquet && io::stdout().is_terminal() {
            let message = "expected a file for Parquet, found the terminal; give a path, as in -o dataset";
            return Err(Failure::Usage(anyhow!(message)));
        }
        Ok(self)
    }
}

/// Whether a path is meant as a folder: it is one, or its name ends as a folder's does.
pub(crate) fn is_folder(path: &Path) -> bool {
    let last = path.as_os_str().as_encoded_bytes().last();
    path.is_dir() || last.is_some_and(|byte| std::path::is_separator(char::from(*byte)))
}

/// The format that a file's name ends in.
fn format_of(path: &Path) -> Option<Format> {
    path.extension()?.to_str()?.to_ascii_lowercase().parse().ok()
}

/// Takes papers one by one and writes their rows.
///
/// JSON Lines to standard output go out with every paper; all else needs the whole tables and is written by
/// [`finish`](Writer::finish).
pub(crate) struct Writer {
    output: Output,
    tables: Tables,
}

impl Writer {
    /// A writer that has taken nothing.
    pub(crate) fn new(output: Output) -> Self {
        Writer { output, tables: Tables::default() }
    }

    /// Takes one document's rows.
    ///
    /// # Errors
    ///
    /// Where standard output can't be written to.
    pub(crate) fn take(&mut self, paper: Paper) -> Result<(), Failure> {
        match &self.output {
            Output { destination: Destination::Stream(table), format: Format::Jsonl } => {
                stream(&Tables::from_iter([paper]), *table, Format::Jsonl)
            }
            Output { destination: Destination::Stream(table) | Destination::File(table, _), .. } => {
                let table = *table;
                self.tables.add(only(paper, table));
                Ok(())
            }
            Output { destination: Destination::Folder(_), .. } => {
                self.tables.add(paper);
                Ok(())
            }
        }
    }

    /// Writes what has not been written yet.
    ///
    /// # Errors
    ///
    /// Where it can't be written.
    pub(crate) fn finish(self) -> Result<(), Failure> {
        let Output { destination, format } = self.output;
        match destination {
            Destination::Stream(_) if format == Format::Jsonl => Ok(()),
            Destination::Stream(table) => stream(&self.tables, table, format),
            Destination::File(table, path) => {
                make_folder_of(&path)?;
                Ok(write_file(&self.tables, table, format, &path)?)
            }
            Destination::Folder(path) => Ok(write_folder(&self.tables, format, &path)?),
        }
    }
}

pub(crate) fn make_folder_of(file: &Path) -> Result<(), WriteError> {
    let Some(folder) = file.parent() else { return Ok(()) };
    fs::create_dir_all(folder).map_err(|source| WriteError { path: folder.to_owned(), source })
}

fn stream(tables: &Tables, table: TableName, format: Format) -> Result<(), Failure> {
    let mut out = BufWriter::new(io::stdout().lock());
    write(tables, table, format, &mut out)?;
    Ok(out.flush()?)
}

/// A paper without the rows of the tables that nobody asked for: there may be millions of them.
fn only(mut paper: Paper, table: TableName) -> Paper {
    if table != TableName::Observations {
        paper.observations.clear();
    }
    if table != TableName::Commentary {
        paper.commentary.clear();
    }
    if table != TableName::Actions {
        paper.actions.clear();
    }
    paper
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;
    use crate::args::{Arguments, Command};

    fn output(options: &str) -> Result<Output, Failure> {
        let words = ["boardlift", "extract", "x.txt"].into_iter().chain(options.split_whitespace());
        match Arguments::try_parse_from(words).expect("arguments").command {
            Command::Extract(args) => Output::of(&args),
            other => panic!("{other:?}"),
        }
    }

    fn check(options: &str, destination: Destination, format: Format) {
        assert_eq!(output(options).expect(options), Output { destination, format }, "{options}");
    }

    fn check_refused(options: &str, reason: &str) {
        match output(options) {
            Err(Failure::Usage(error)) => assert!(error.to_string().contains(reason), "{options}: {error}"),
            other => panic!("{options}: {other:?}"),
        }
    }

    #[test]
    fn options_mean_one_thing_together() {
        use TableName::{Actions, Observations};
        let folder = |path: &str| Destination::Folder(path.into());
        check("", Destination::Stream(Observations), Format::Jsonl);
        check("--table actions --to csv", Destination::Stream(Actions), Format::Csv);
        check("-o dataset", folder("dataset"), Format::Jsonl);
        check("-o dataset/ --to parquet", folder("dataset/"), Format::Parquet);
        check("-o v1.csv/ --to csv", folder("v1.csv/"), Format::Csv);
        check("-o q3.2023", folder("q3.2023"), Format::Jsonl);
        check("--table actions -o a.CSV", Destination::File(Actions, "a.CSV".into()), Format::Csv);
        check("--table actions -o a.csv --to json", Destination::File(Actions, "a.csv".into()), Format::Json);
        check(
            "--table actions -o new/",
            Destination::File(Actions, "new/actions.jsonl".into()),
            Format::Jsonl,
        );
    }

    #[test]
    fn what_can_not_be_meant_is_refused_with_what_to_do() {
        check_refused("-o figures.csv", "--table observations");
        check_refused("--table actions -o figures", "--to csv");
    }
}
