//! `boardlift query`: a question to a dataset in SQL, and its answer as a table or a file.
//!
//! The engine is a feature of the build, since it more than doubles it. Without it the command is there all the same,
//! and tells how to get it.

#[cfg(feature = "sql")]
mod answer;
#[cfg(feature = "sql")]
mod listing;

use strum::{Display, EnumString, IntoStaticStr, VariantArray};

use crate::args::QueryArgs;
use crate::exit::{Failure, Outcome};
use crate::terminal::Terminal;

/// How an answer is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Display, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case")]
pub(crate) enum AnswerFormat {
    /// A table for people, with as many rows and columns as a screen has room for.
    Table,
    /// A line of column names, then one record a row.
    Csv,
    /// One array of objects.
    Json,
    /// One object a line.
    Jsonl,
    /// Parquet.
    Parquet,
}

/// Answers a question, or lists the tables where none is asked.
#[cfg(feature = "sql")]
pub(crate) fn run(args: &QueryArgs, terminal: &Terminal) -> Result<Outcome, Failure> {
    match &args.question {
        Some(question) => answer::write(question, args, terminal),
        None => listing::write(&args.dataset),
    }
}

/// Tells how to build the program with the engine.
#[cfg(not(feature = "sql"))]
pub(crate) fn run(args: &QueryArgs, _: &Terminal) -> Result<Outcome, Failure> {
    Err(Failure::Usage(anyhow::anyhow!(
        "this `boardlift` was built without its SQL engine; build it with \
         `cargo install --path crates/cli --features sql`, \
         or ask any engine that reads Parquet, such as DuckDB: SELECT … FROM '{}/observations/*/*/*.parquet'",
        args.dataset.display()
    )))
}
