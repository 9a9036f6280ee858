//! Why an archive, or one file of it, can't be read.

use std::io;

/// What is wrong with an archive or one of its files.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PackError {
    /// The bytes are no zip archive.
    #[error("expected a zip archive, found no end of central directory record")]
    NotAZip,
    /// The archive, or one file of it, is cut off or contradicts itself.
    #[error("expected a whole zip archive, found {}: {reason}", damaged(name.as_deref()))]
    Damaged {
        /// The file, where it is one.
        name: Option<String>,
        /// What is wrong.
        reason: String,
    },
    /// The archive lists more files than the limit.
    #[error("expected at most {limit} files in the zip archive, found {found}")]
    TooManyEntries {
        /// How many it lists.
        found: u64,
        /// The limit.
        limit: u64,
    },
    /// More bytes come out than the limit.
    #[error("expected at most {limit} unpacked bytes, found more in `{name}`")]
    TooLarge {
        /// The file at which the limit was reached.
        name: String,
        /// The limit in bytes, of one file or of all.
        limit: u64,
    },
    /// A password protects the file.
    #[error("expected `{name}` without a password, found it encrypted")]
    Encrypted {
        /// The file.
        name: String,
    },
    /// The file is packed by a method that isn't known here.
    #[error("expected `{name}` stored or deflated, found method {method}")]
    Method {
        /// The file.
        name: String,
        /// The method's name or number (APPNOTE 4.4.5).
        method: String,
    },
    /// The archive's bytes can't be had.
    #[error("expected to read the zip archive, found: {reason}")]
    Unreadable {
        /// What stands in the way.
        reason: String,
    },
}

impl PackError {
    /// What to do about it: one sentence, lower case, no full stop.
    pub fn hint(&self) -> &'static str {
        match self {
            PackError::NotAZip => "give the file its right extension, or ask for it once more",
            PackError::Damaged { .. } => "fetch the file again, or unpack it and save it anew",
            PackError::TooManyEntries { .. } | PackError::TooLarge { .. } => {
                "unpack the archive and give the files that matter"
            }
            PackError::Encrypted { .. } => "save the file without a password",
            PackError::Method { .. } => "pack the file anew as an ordinary zip archive",
            PackError::Unreadable { .. } => "see that the file can be read",
        }
    }
}

impl From<io::Error> for PackError {
    fn from(error: io::Error) -> Self {
        PackError::Unreadable { reason: error.to_string() }
    }
}

fn damaged(name: Option<&str>) -> String {
    name.map_or_else(|| "a damaged one".to_owned(), |name| format!("`{name}` damaged"))
}
