//! A question's answer: to a terminal as a table, to a stream or a file as data.

use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::Path;

use anstream::AutoStream;
use anyhow::anyhow;
use boardlift_dataset::query::{Answer, QueryError, query};
use boardlift_dataset::{Format, replace_file};
use comfy_table::{Attribute, Cell};
use serde_json::Value;

use super::AnswerFormat;
use crate::args::QueryArgs;
use crate::exit::{Failure, Outcome};
use crate::output::make_folder_of;
use crate::table::{Heading, numbers, table, words};
use crate::terminal::{self, Terminal};

/// How many rows are shown: those that a screen has room for.
const SHOWN_ROWS: usize = 40;
/// How many letters of the line a column needs to be read. A table of more columns shows the first ones.
const COLUMN_ROOM: usize = 9;

/// Answers a question, to where and in which format the options say.
pub(super) fn write(question: &str, args: &QueryArgs, terminal: &Terminal) -> Result<Outcome, Failure> {
    let output = Output::of(args)?;
    let answer = query(&args.dataset, question).map_err(failure)?;
    match output {
        Output::Table => write_table(&answer)?,
        Output::Stream(format) => {
            let mut out = BufWriter::new(io::stdout().lock());
            answer.write(format, &mut out)?;
            out.flush()?;
        }
        Output::File(path, format) => {
            make_folder_of(path)?;
            replace_file(path, |out| answer.write(format, out))?;
            terminal.say(format_args!("wrote {} rows to {}", answer.rows(), path.display()));
        }
    }
    Ok(Outcome::AllRead)
}

/// A question that can't be meant is wrong usage; a dataset that can't be read is not.
pub(super) fn failure(error: QueryError) -> Failure {
    match error {
        QueryError::Unreadable { .. } => Failure::Output(error.into()),
        _ => Failure::Usage(error.into()),
    }
}

/// Where the answer goes.
#[derive(Debug, PartialEq, Eq)]
enum Output<'a> {
    Table,
    Stream(Format),
    File(&'a Path, Format),
}

impl<'a> Output<'a> {
    /// What the options mean together.
    fn of(args: &'a QueryArgs) -> Result<Self, Failure> {
        let asked = args.to;
        if let Some(path) = &args.output {
            let ending = path.extension().and_then(|ending| ending.to_str()?.to_lowercase().parse().ok());
            return match asked.map_or(ending, format) {
                Some(format) => Ok(Output::File(path, format)),
                None => Err(Failure::Usage(anyhow!(
                    "expected `{}` to end in .csv, .json, .jsonl or .parquet; \
                     give it such an ending, or say the format, as in --to csv",
                    path.display()
                ))),
            };
        }
        let is_read = io::stdout().is_terminal();
        let unasked = if is_read { AnswerFormat::Table } else { AnswerFormat::Csv };
        match format(asked.unwrap_or(unasked)) {
            None => Ok(Output::Table),
            Some(Format::Parquet) if is_read => Err(Failure::Usage(anyhow!(
                "expected a file for Parquet, found the terminal; give a path, as in -o answer.parquet"
            ))),
            Some(format) => Ok(Output::Stream(format)),
        }
    }
}

/// The format of a file; a table for people is none.
fn format(asked: AnswerFormat) -> Option<Format> {
    match asked {
        AnswerFormat::Table => None,
        AnswerFormat::Csv => Some(Format::Csv),
        AnswerFormat::Json => Some(Format::Json),
        AnswerFormat::Jsonl => Some(Format::Jsonl),
        AnswerFormat::Parquet => Some(Format::Parquet),
    }
}

fn write_table(answer: &Answer) -> io::Result<()> {
    let width = terminal::width();
    let shown_columns = usize::from(width) / COLUMN_ROOM;
    let columns: Vec<(&str, bool)> = answer.columns().collect();
    let headings: Vec<Heading<'_>> = columns
        .iter()
        .take(shown_columns)
        .map(|&(name, is_number)| if is_number { numbers(name) } else { words(name) })
        .collect();
    let rows: Vec<Vec<Cell>> =
        answer.values(SHOWN_ROWS).map(|row| row.iter().take(shown_columns).map(cell).collect()).collect();
    let mut out = AutoStream::auto(io::stdout());
    writeln!(out, "{}", table(width, &headings, &rows))?;
    write_more(&mut out, "rows", answer.rows(), rows.len())?;
    write_more(&mut out, "columns", columns.len(), headings.len())?;
    out.flush()
}

fn write_more(out: &mut impl Write, what: &str, all: usize, shown: usize) -> io::Result<()> {
    if all > shown {
        writeln!(out, " … and {} more {what}; --to csv writes all", all - shown)?;
    }
    Ok(())
}

/// Nothing is told from the empty words by its own name, dimmed.
fn cell(value: &Value) -> Cell {
    match value {
        Value::Null => Cell::new("null").add_attribute(Attribute::Dim),
        Value::String(words) => Cell::new(words),
        other => Cell::new(other),
    }
}
