//! The `boardlift` program: arguments in, tables and messages out, an exit code at the end.
//!
//! ```text
//! arguments ──▶ inputs ──▶ [paper: bytes → Document → Reading → Paper] ──▶ output ──▶ summary, exit code
//!                          [document: bytes → tables]                  ──▶ commands::tables
//! ```
//!
//! This is the only room that prints, and the only one that picks an exit code. It decides nothing about what a
//! document means: each stage is one call into the room that it belongs to, and [`paper`] is where they follow each
//! other. All of the program is in this library, so that tests and benchmarks run the very same code; the binary is
//! one line.
//!
//! In reading order:
//!
//! - `args`: what can be said on the command line, and the help that a newcomer reads.
//! - `commands`: one file a command.
//! - [`paper`]: one document, from its bytes to its rows.
//! - [`document`]: the first stage of that: bytes to blocks, by the reader that they call for.
//! - [`page_set`]: which pages are wanted.
//! - [`fault`]: what a fault of this program costs.
//! - `inputs`: files, folders and standard input, and reading them within limits.
//! - `run`: many documents at once, in their order.
//! - `output`: which tables go where, in which format.
//! - `explanations`: why each figure was read so, instead of tables.
//! - `summary`, `figures`, `table`, `terminal`: what people see.
//! - `exit`: how a run ends.

pub mod document;
pub mod fault;
pub mod page_set;
pub mod paper;

mod args;
mod commands;
mod exit;
mod explanations;
mod figures;
mod inputs;
mod output;
mod run;
mod summary;
mod table;
mod terminal;

use std::process::ExitCode;

use anyhow::anyhow;
use clap::Parser;

use args::{Arguments, Command, LayoutsCommand};
use exit::{Failure, Outcome};
use terminal::Terminal;

/// Runs the program with the arguments of its process.
///
/// Wrong arguments end the process at once with code 2, help with code 0.
pub fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let terminal = Terminal::new(arguments.quiet);
    fault::keep_quiet();
    let result = fault::caught(|| run(&arguments.command, &terminal));
    exit::code(result.unwrap_or_else(|fault| Err(Failure::Output(anyhow!("{fault}; {}", fault.hint())))))
}

fn run(command: &Command, terminal: &Terminal) -> Result<Outcome, Failure> {
    match command {
        Command::Extract(extract) => commands::extract::run(extract, terminal),
        Command::Tables(tables) => commands::tables::run(tables, terminal),
        Command::Schema(schema) => commands::schema::run(schema),
        Command::Layouts(LayoutsCommand::List(list)) => commands::layouts::list::run(list),
        Command::Layouts(LayoutsCommand::Show(show)) => commands::layouts::show::run(show),
        Command::Layouts(LayoutsCommand::New(new)) => commands::layouts::new::run(new, terminal),
        Command::Layouts(LayoutsCommand::Try(attempt)) => commands::layouts::attempt::run(attempt),
    }
}
