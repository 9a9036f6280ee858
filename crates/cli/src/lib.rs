//! The `boardlift` program: arguments in, tables and messages out, an exit code at the end.
//!
//! ```text
//! arguments ──▶ batch: inputs ──▶ batch: paper ──▶ output ──▶ summary, exit code
//!                             ──▶ batch: document ──▶ commands::tables
//! ```
//!
//! This is the only room that prints, and the only one that picks an exit code. It decides nothing about what a
//! document means: that is one call into [`boardlift_batch`]. All of the program is in this library, so that tests
//! run the very same code; the binary is one line.
//!
//! In reading order:
//!
//! - `args`: what can be said on the command line, and the help that a newcomer reads.
//! - `commands`: one file a command.
//! - `output`: which tables go where, in which format.
//! - `explanations`: why each figure was read so, instead of tables.
//! - `summary`, `figures`, `table`, `terminal`: what people see.
//! - `exit`: how a run ends.

mod args;
mod commands;
mod exit;
mod explanations;
mod figures;
mod output;
mod papers;
mod records;
mod summary;
mod table;
mod terminal;

use std::process::ExitCode;

use anyhow::anyhow;
use boardlift_batch::fault;
use clap::Parser;

use args::{Arguments, Command, LayoutsCommand, MeasuresCommand, SourcesCommand};
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
        Command::Import(import) => commands::import::run(import, terminal),
        Command::Fetch(fetch) => commands::fetch::run(fetch, terminal),
        Command::Sources(SourcesCommand::List(list)) => commands::sources::list::run(list),
        Command::Sources(SourcesCommand::Check(check)) => commands::sources::check::run(check, terminal),
        Command::Sources(SourcesCommand::New(new)) => commands::sources::new::run(new, terminal),
        Command::Tables(tables) => commands::tables::run(tables, terminal),
        Command::Check(check) => commands::check::run(check, terminal),
        Command::Compare(compare) => commands::compare::run(compare, terminal),
        Command::Revisions(revisions) => commands::revisions::run(revisions, terminal),
        Command::Query(query) => commands::query::run(query, terminal),
        Command::Export(export) => commands::export::run(export, terminal),
        Command::Worker(worker) => commands::worker::run(worker),
        Command::Schema(schema) => commands::schema::run(schema),
        Command::Layouts(LayoutsCommand::List(list)) => commands::layouts::list::run(list),
        Command::Layouts(LayoutsCommand::Show(show)) => commands::layouts::show::run(show),
        Command::Layouts(LayoutsCommand::New(new)) => commands::layouts::new::run(new, terminal),
        Command::Layouts(LayoutsCommand::Try(attempt)) => commands::layouts::attempt::run(attempt),
        Command::Measures(MeasuresCommand::List(list)) => commands::measures::list::run(list),
        Command::Measures(MeasuresCommand::Match(matching)) => commands::measures::matching::run(matching),
        Command::Measures(MeasuresCommand::Unmatched(unmatched)) => {
            commands::measures::unmatched::run(unmatched)
        }
    }
}
