//! What can be wrong with a data file of this crate, or with a name that somebody gives.

/// A data file that can't be used. The embedded files are tested, so that this is a fault of a user's own file, or of
/// the build, never of a document.
#[derive(Debug, thiserror::Error)]
pub enum ReferenceError {
    /// The file is no table with the expected columns; the source says where and what was expected.
    #[error("{file}: expected a table with this crate's columns: {source}")]
    Unreadable {
        /// The file's name.
        file: String,
        /// What the CSV reader found, with its line.
        source: csv::Error,
    },
    /// A field can't be read as what its column holds.
    #[error("{file}, line {line}, column `{column}`: {fault}")]
    Field {
        /// The file's name.
        file: String,
        /// The line that the row starts on, from 1.
        line: u64,
        /// The column's heading.
        column: String,
        /// What was expected and what was found.
        fault: String,
    },
    /// A field does not hold what it should.
    #[error("{file}, line {line}: expected {expected}, found `{found}`")]
    Unexpected {
        /// The file's name.
        file: String,
        /// The line that the row starts on, from 1.
        line: u64,
        /// What should stand there.
        expected: String,
        /// What stands there.
        found: String,
    },
}

/// A name or code that the caller gave for an authority, and that none has.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected the ONS code or the name of a local authority, found `{given}`{}", hint(.suggestions))]
pub struct UnknownAuthority {
    /// What was given, cut to a length that can be printed.
    pub given: String,
    /// The nearest authorities as `Kingston upon Thames (E09000021)`, the likeliest first; may be empty.
    pub suggestions: Vec<String>,
}

/// A name that the caller gave for a measure, and that none has.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected the id of a measure or a label that means one, found `{given}`{}", hint(.suggestions))]
pub struct UnknownMeasure {
    /// What was given, cut to a length that can be printed.
    pub given: String,
    /// The ids of the nearest measures, the likeliest first; may be empty.
    pub suggestions: Vec<String>,
}

fn hint(suggestions: &[String]) -> String {
    if suggestions.is_empty() { String::new() } else { format!("; perhaps {}", suggestions.join(" or ")) }
}
