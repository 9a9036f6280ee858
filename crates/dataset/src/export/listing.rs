//! The vocabularies of a dataset, `measures` and `authorities`, as words: an export needs no more of them, and their
//! columns are whatever the dataset's own files have.

use std::path::Path;

use crate::parquet::decode;
use crate::read::ReadError;

/// A table whose values are all words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Listing {
    /// Its name.
    pub(super) name: &'static str,
    /// What tells its rows apart: the name of a column.
    pub(super) key: &'static str,
    /// What it holds, for people.
    pub(super) holds: &'static str,
    /// The names of its columns.
    pub(super) columns: Vec<String>,
    /// The words of each row: lists joined with `;`, nothing where there is none.
    pub(super) rows: Vec<Vec<Option<String>>>,
}
