//! The vocabularies of a dataset, `measures` and `authorities`, as words: an export needs no more of them, and their
//! columns are whatever the dataset's own files have.

use std::fs::File;
use std::io;

use crate::parquet::decode;
use crate::read::ReadFault;
use crate::store::{Dataset, StoreError};

/// A table whose values are all words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Listing {
    /// Its name.
    pub(super) name: &'static str,
    /// The name of its worksheet.
    pub(super) sheet: &'static str,
    /// What tells its rows apart: the name of a column.
    pub(super) key: &'static str,
    /// What it holds, for people.
    pub(super) holds: &'static str,
    /// The names of its columns.
    pub(super) columns: Vec<String>,
    /// The words of each row: lists joined with `;`, nothing where there are none.
    pub(super) rows: Vec<Vec<Option<String>>>,
}

/// The vocabularies that the dataset has files of.
pub(super) fn listings(dataset: &Dataset) -> Result<Vec<Listing>, StoreError> {
    let empty =
        |name, sheet, key, holds| Listing { name, sheet, key, holds, columns: Vec::new(), rows: Vec::new() };
    let measures =
        empty("measures", "Measures", "id", "Measures, one row per measure that figures are matched to");
    let authorities = empty("authorities", "Authorities", "code", "Councils, one row per code");
    let filled = [measures, authorities].into_iter().map(|listing| listing.filled(dataset));
    filled.filter_map(Result::transpose).collect()
}

impl Listing {
    /// With the columns and rows of its file; nothing where there is none.
    fn filled(self, dataset: &Dataset) -> Result<Option<Self>, StoreError> {
        let path = dataset.folder().join(format!("{}.parquet", self.name));
        let file = match File::open(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            opened => opened.map_err(|error| ReadFault::Io(error).at(&path))?,
        };
        let (columns, rows) = decode::words(file).map_err(|fault| fault.at(&path))?;
        Ok(Some(Listing { columns, rows, ..self }))
    }
}
