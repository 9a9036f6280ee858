//! What is wrong with a file of sources, in words for the analyst who wrote it: where, what was expected, what to do.

use std::fmt;
use std::ops::Range;
use std::path::PathBuf;

/// Why a file of sources can't be used.
#[derive(Debug, thiserror::Error)]
pub enum SourcesError {
    /// It can't be opened.
    #[error("{}: {source}", file.display())]
    Unreadable {
        /// The file.
        file: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// It has faults: every one that could be found, from its first line to its last.
    #[error("{}", Lines(.0))]
    Faulty(Vec<Fault>),
}

/// One fault of a file of sources.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}:{column}: {problem}{}", hint.as_deref().map(|hint| format!("\nhint: {hint}")).unwrap_or_default())]
pub struct Fault {
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// What was expected and what was found.
    pub problem: String,
    /// What to do about it.
    pub hint: Option<String>,
}

/// A fault, before it is known in which line it stands.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Slip {
    /// The bytes that are wrong.
    pub(super) span: Range<usize>,
    /// What was expected and what was found.
    pub(super) problem: String,
    /// What to do about it.
    pub(super) hint: Option<String>,
}

impl SourcesError {
    /// The faults with their places in the file.
    pub(super) fn faulty(file: &str, text: &str, mut slips: Vec<Slip>) -> Self {
        slips.sort_by_key(|slip| slip.span.start);
        // What is wrong with `[watch]` is found again by every source that follows it.
        slips.dedup();
        SourcesError::Faulty(slips.into_iter().map(|slip| slip.in_file(file, text)).collect())
    }
}

impl Slip {
    pub(super) fn new(span: Range<usize>, problem: impl Into<String>, hint: impl Into<String>) -> Self {
        Slip { span, problem: problem.into(), hint: Some(hint.into()) }
    }

    /// What the reader of TOML says, in the words of this file. `within` is where to point if it doesn't know.
    pub(super) fn of_toml(error: &toml::de::Error, within: Range<usize>) -> Self {
        let problem = error
            .message()
            .trim()
            .replace("unknown field", "unknown key")
            .replace("missing field", "missing key")
            .replace("unknown variant", "unknown word");
        Slip { span: error.span().unwrap_or(within), problem, hint: None }
    }

    fn in_file(self, file: &str, text: &str) -> Fault {
        let before = text.get(..self.span.start).unwrap_or_default();
        Fault {
            file: file.to_owned(),
            line: before.matches('\n').count() + 1,
            column: before.rsplit('\n').next().unwrap_or_default().chars().count() + 1,
            problem: self.problem,
            hint: self.hint,
        }
    }
}

/// Faults, one below the other.
struct Lines<'f>(&'f [Fault]);

impl fmt::Display for Lines<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (n, fault) in self.0.iter().enumerate() {
            let line = if n == 0 { "" } else { "\n" };
            write!(f, "{line}{fault}")?;
        }
        Ok(())
    }
}
