//! The dataset: a folder of Parquet files that every engine reads as it is, and the one way to change it.
//!
//! ```text
//! observations/authority_code=E09000021/year=2022/part-0.parquet    the figures, one file a partition
//! documents.parquet  commentary.parquet  actions.parquet            the other tables
//! measures.parquet   authorities.parquet                            the vocabularies behind ids and codes
//! datapackage.json                                                  all of it described (Data Package, version 2)
//! .boardlift/                                                       our own state: lock, journal, unfinished files
//! ```
//!
//! What holds at every moment, also while an import runs or after it was killed:
//!
//! - Every file is whole: it is written in `.boardlift/` and renamed into its place.
//! - `documents` names a document only after all of its figures stand, and no longer once one of them has gone. Figures
//!   of a document that it doesn't name may stand for a while; whoever must not see them joins with `documents`.
//!
//! When an import has finished, the bytes of all files depend on the set of documents, as they were read, and on the
//! vocabularies alone: not on the order of imports, on threads or on the time.
//!
//! In reading order:
//!
//! - [`Dataset`]: how it is read.
//! - `partition`: where a figure is kept, and the figures of one partition.
//! - `writer`: the only one that writes.
//! - `merge`: documents taken out and put in, step by step.
//! - `journal`: what a killed merge may have left undone.
//! - `regroup`: which figures of a partition stand together, and what of its file is written anew.
//! - `order`: in which order rows stand in their files.
//! - `vocabularies`, `package`: the files that explain the others.

#[cfg(test)]
mod engines;
mod error;
mod journal;
mod merge;
mod order;
mod package;
mod partition;
mod place;
mod regroup;
#[cfg(test)]
mod tests;
mod vocabularies;
mod writer;

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use boardlift_model::Observation;
use polars::prelude::DataFrame;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use crate::parquet::{decode, encode};
use crate::read::{ReadFault, read_parquet};
use crate::schema::Row;
use crate::tables::{ActionRow, CommentaryRow, DocumentRow, TableName};

pub use error::StoreError;
pub use merge::Merge;
pub use partition::{Partition, PartitionKey};
pub use writer::Writer;

/// The folder of the partitions.
const OBSERVATIONS: &str = "observations";

/// A dataset that is read.
#[derive(Debug, Clone)]
pub struct Dataset {
    folder: PathBuf,
}

impl Dataset {
    /// The dataset in a folder, which is only read.
    ///
    /// # Errors
    ///
    /// Where there is no dataset in the folder.
    pub fn open(folder: &Path) -> Result<Self, StoreError> {
        let dataset = Dataset { folder: folder.to_owned() };
        if dataset.file(TableName::Documents).is_file() {
            return Ok(dataset);
        }
        let found = if folder.is_dir() { "a folder without `documents.parquet`" } else { "no such folder" };
        Err(StoreError::NoDataset { folder: folder.to_owned(), found })
    }

    /// Its folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Its documents, by their ids.
    ///
    /// # Errors
    ///
    /// Where the file can't be read back, as for all that is read here.
    pub fn documents(&self) -> Result<Vec<DocumentRow>, StoreError> {
        self.rows()
    }

    /// The narrative points of all documents, by document and then as they stand in it.
    ///
    /// # Errors
    ///
    /// As [`Dataset::documents`].
    pub fn commentary(&self) -> Result<Vec<CommentaryRow>, StoreError> {
        self.rows()
    }

    /// The actions of all documents, by document and then as they stand in it.
    ///
    /// # Errors
    ///
    /// As [`Dataset::documents`].
    pub fn actions(&self) -> Result<Vec<ActionRow>, StoreError> {
        self.rows()
    }

    /// The partitions of the figures, in the order of their keys.
    ///
    /// An import that runs at the same time may remove one before it is read.
    ///
    /// # Errors
    ///
    /// Where a folder can't be listed, or is none of a partition.
    pub fn partitions(&self) -> Result<Vec<Partition>, StoreError> {
        partition::partitions(&self.folder.join(OBSERVATIONS))
    }

    /// All figures of one measure, by partition and then in its order.
    ///
    /// Only the rows of the measure are read in full, so that the cost goes with their number and with that of the
    /// partitions, not with all that the dataset holds.
    ///
    /// # Errors
    ///
    /// As [`Dataset::partitions`] and [`Partition::observations`].
    pub fn observations_of(&self, measure: &str) -> Result<Vec<Observation>, StoreError> {
        let partitions = self.partitions()?;
        let rows: Result<Vec<_>, _> =
            partitions.par_iter().map(|partition| partition.observations_of(measure)).collect();
        Ok(rows?.into_iter().flatten().collect())
    }

    /// The file of a table other than that of the figures.
    fn file(&self, table: TableName) -> PathBuf {
        self.folder.join(format!("{table}.parquet"))
    }

    fn rows<R: Row>(&self) -> Result<Vec<R>, StoreError> {
        Ok(read_parquet(&self.file(R::TABLE))?)
    }

    /// The columns of a table, without rows where it isn't there yet.
    fn columns_so_far<R: Row>(&self) -> Result<DataFrame, StoreError> {
        let path = self.file(R::TABLE);
        let columns = match File::open(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                encode::frame::<R>(&[], &[]).map_err(ReadFault::Io)
            }
            file => file
                .map_err(ReadFault::Io)
                .and_then(decode::whole)
                .and_then(|bytes| decode::columns::<R>(&bytes, &[])),
        };
        Ok(columns.map_err(|fault| fault.at(&path))?)
    }
}
