//! Why rows could not be read back.

use std::io;
use std::path::{Path, PathBuf};

use crate::schema::{Mismatch, SCHEMA_VERSION};

/// A file whose rows could not be read back.
#[derive(Debug, thiserror::Error)]
#[error("cannot read `{}`", path.display())]
pub struct ReadError {
    /// The file.
    pub path: PathBuf,
    /// What is wrong with it.
    #[source]
    pub fault: ReadFault,
}

/// What is wrong with a file, or with a stream of lines.
#[derive(Debug, thiserror::Error)]
pub enum ReadFault {
    /// The bytes could not be had.
    #[error(transparent)]
    Io(io::Error),
    /// The bytes are not those that Boardlift wrote.
    #[error("expected a whole Parquet file that Boardlift wrote, found another or a damaged one: {reason}")]
    Damaged {
        /// What is wrong with them.
        reason: String,
    },
    /// The file doesn't say that it has this schema.
    #[error("expected a file of schema version {SCHEMA_VERSION}, found {found}")]
    Schema {
        /// What it says of itself.
        found: String,
    },
    /// The file lacks a column of its table.
    #[error("column `{column}`: expected it, found none of that name")]
    MissingColumn {
        /// The column.
        column: &'static str,
    },
    /// A column is of another type.
    #[error("column `{column}`: expected type {expected}, found type {found}")]
    ColumnType {
        /// The column.
        column: &'static str,
        /// The type that the schema gives it.
        expected: String,
        /// The type that it has.
        found: String,
    },
    /// A row, or line, holds what no row can.
    #[error("row {row}, {mismatch}")]
    Row {
        /// Which row, or which line, from 1.
        row: usize,
        /// What it holds.
        #[source]
        mismatch: Mismatch,
    },
    /// A line is no object.
    #[error("line {line}: expected a JSON object, found {found}")]
    Line {
        /// Which line, from 1.
        line: usize,
        /// What stands there.
        found: String,
    },
}

impl ReadError {
    /// What the system says, where the bytes could not be had.
    pub(crate) fn io_kind(&self) -> Option<io::ErrorKind> {
        match &self.fault {
            ReadFault::Io(error) => Some(error.kind()),
            _ => None,
        }
    }
}

impl ReadFault {
    /// The fault of this file.
    pub(crate) fn at(self, path: &Path) -> ReadError {
        ReadError { path: path.to_owned(), fault: self }
    }
}
