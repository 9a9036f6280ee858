//! Why a question has no answer, in words that say what to do.

use std::path::PathBuf;

/// How many names are suggested at most.
const SUGGESTIONS: usize = 3;
/// How like a name must be to be suggested: 1 is the same letters. Two letters changed in ten are still like.
const LIKENESS: f64 = 0.8;

/// Why a question has no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum QueryError {
    /// The folder is no dataset.
    #[error("expected a dataset, found no `documents.parquet` in `{}`; make one with `boardlift import`", path.display())]
    NoDataset {
        /// The folder.
        path: PathBuf,
    },
    /// A folder or file of the dataset can't be read.
    #[error("cannot read `{}`: {reason}", path.display())]
    Unreadable {
        /// The folder or file.
        path: PathBuf,
        /// Why not.
        reason: String,
    },
    /// The question is no SQL.
    #[error("cannot understand the question: {message}")]
    Syntax {
        /// What the parser says.
        message: String,
    },
    /// The question is no statement, or more than one.
    #[error("expected one statement, found {}", if *found == 0 { "none".to_owned() } else { found.to_string() })]
    NotOne {
        /// How many statements it is.
        found: usize,
    },
    /// The statement is none that reads.
    #[error(
        "expected SELECT, WITH, SHOW TABLES, DESCRIBE or EXPLAIN SELECT, found {found}: a question never changes a dataset"
    )]
    NotReading {
        /// The statement's first word.
        found: String,
    },
    /// There is no such table.
    #[error("there is no table `{name}`; {}he tables are {}", did_you_mean(suggestions), tables.join(", "))]
    UnknownTable {
        /// What the question names.
        name: String,
        /// The tables with names like it.
        suggestions: Vec<String>,
        /// All tables.
        tables: Vec<String>,
    },
    /// There is no such column in the tables that the question names.
    #[error(
        "there is no column `{name}`; {}o see the columns of a table, ask DESCRIBE observations",
        did_you_mean(suggestions)
    )]
    UnknownColumn {
        /// What the question names.
        name: String,
        /// The columns with names like it.
        suggestions: Vec<String>,
    },
    /// The engine can't answer it.
    #[error("cannot answer the question: {message}")]
    Unanswerable {
        /// What the engine says.
        message: String,
    },
}

/// The names that are like one, the most alike first.
pub(super) fn nearest<'n>(name: &str, names: impl Iterator<Item = &'n str>) -> Vec<String> {
    let name = name.to_lowercase();
    let mut near: Vec<(f64, &str)> = names
        .map(|other| (strsim::jaro_winkler(&name, &other.to_lowercase()), other))
        .filter(|(likeness, _)| *likeness >= LIKENESS)
        .collect();
    near.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(b.1)));
    near.dedup();
    near.into_iter().take(SUGGESTIONS).map(|(_, name)| name.to_owned()).collect()
}

/// The suggestion and the first letter of the sentence after it.
fn did_you_mean(suggestions: &[String]) -> String {
    if suggestions.is_empty() {
        return "t".to_owned();
    }
    let names: Vec<String> = suggestions.iter().map(|name| format!("`{name}`")).collect();
    format!("did you mean {}? T", names.join(" or "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_like_it_are_suggested_the_most_alike_first() {
        let check = |name: &str, expected: &[&str]| {
            let names = ["value", "value_text", "value_upper", "unit", "period_start"];
            assert_eq!(nearest(name, names.into_iter()), expected, "{name}");
        };
        check("valeu", &["value", "value_text", "value_upper"]);
        check("VALUE", &["value", "value_text", "value_upper"]);
        check("perod_start", &["period_start"]);
        check("colour", &[]);
        check("", &[]);
    }
}
