//! The tables and columns that a question may name.

use std::io::{self, Write};
use std::path::Path;

use boardlift_dataset::query::{self, QueryTable};

use super::answer::failure;
use crate::exit::{Failure, Outcome};

/// Prints them, one column a line: name, type and meaning.
pub(super) fn write(dataset: &Path) -> Result<Outcome, Failure> {
    let tables = query::tables(dataset).map_err(failure)?;
    let parts: Vec<String> = tables.iter().map(part).collect();
    write!(io::stdout().lock(), "{}", parts.join("\n"))?;
    Ok(Outcome::AllRead)
}

fn part(table: &QueryTable) -> String {
    let width = |words: fn(&query::QueryColumn) -> &str| {
        table.columns.iter().map(|column| words(column).len()).max().unwrap_or(0)
    };
    let (names, types) = (width(|column| &column.name), width(|column| &column.type_name));
    let lines = table.columns.iter().map(|column| {
        let line = format!("  {:names$}  {:types$}  {}", column.name, column.type_name, column.meaning);
        format!("{}\n", line.trim_end())
    });
    format!("{}\n{}", table.name, lines.collect::<String>())
}
