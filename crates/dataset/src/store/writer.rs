//! The one that writes a dataset: there is never more than one at a time.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::Path;

use boardlift_model::{DocumentId, Observation};
use boardlift_reference::Vocabulary;

use super::journal::Journal;
use super::place::{self, STATE};
use super::{Dataset, Merge, PartitionKey, StoreError};
use crate::tables::{Paper, TableName, Tables};

/// A dataset that may be changed. While it lives, nobody else may change it; reading is free.
#[derive(Debug)]
pub struct Writer {
    dataset: Dataset,
    /// Held, and with it the lock, until the writer is dropped or the program ends, however it does.
    _lock: File,
}

impl Writer {
    /// The dataset in a folder, which is made where it isn't there. What a killed import left unfinished is removed.
    ///
    /// A new dataset has no tables before its first merge.
    ///
    /// # Errors
    ///
    /// Where the folder holds something else, can't be made or written to, or where somebody else is writing.
    pub fn open(folder: &Path) -> Result<Self, StoreError> {
        let dataset = Dataset { folder: folder.to_owned() };
        let state = folder.join(STATE);
        if !state.is_dir() && !dataset.file(TableName::Documents).is_file() {
            expect_empty(folder)?;
        }
        fs::create_dir_all(&state).map_err(|source| StoreError::Io { path: state.clone(), source })?;
        let lock = lock(&state.join("lock"), folder)?;
        place::sweep(folder, &Journal::read(folder)?.partitions)?;
        Ok(Writer { dataset, _lock: lock })
    }

    /// The dataset as it stands.
    pub fn dataset(&self) -> &Dataset {
        &self.dataset
    }

    /// Begins to take documents out and to put documents in. See [`Merge`] for what follows.
    ///
    /// `documents` are all that the merge is about: the new ones, those whose rows are replaced and those that go. All
    /// rows that the dataset has of them are taken out. `gaining` are the partitions into which new rows will be put.
    ///
    /// # Errors
    ///
    /// Where the dataset can't be read or written.
    pub fn begin(
        &self,
        documents: BTreeSet<DocumentId>,
        gaining: BTreeSet<PartitionKey>,
    ) -> Result<Merge<'_>, StoreError> {
        Merge::begin(&self.dataset, documents, gaining)
    }

    /// Puts the rows of papers in, in place of those that the dataset has of the same documents, and takes those of the
    /// removed documents out. Of papers with the same bytes the one whose file's name comes first counts.
    ///
    /// All papers stand in memory; [`Writer::begin`] is for more of them.
    ///
    /// # Errors
    ///
    /// Where the dataset can't be read or written. Doing it again finishes it.
    pub fn merge(
        &self,
        papers: Vec<Paper>,
        removed: &BTreeSet<DocumentId>,
        vocabulary: &Vocabulary,
    ) -> Result<(), StoreError> {
        let mut by_id: BTreeMap<DocumentId, Paper> = BTreeMap::new();
        for paper in papers {
            let id = paper.document.source.id.clone();
            let is_first = by_id
                .get(&id)
                .is_none_or(|other| paper.document.source.file_name < other.document.source.file_name);
            if is_first {
                by_id.insert(id, paper);
            }
        }
        let documents = by_id.keys().chain(removed).cloned().collect();
        let tables: Tables = by_id.into_values().collect();
        let mut partitions: BTreeMap<PartitionKey, Vec<Observation>> = BTreeMap::new();
        for row in tables.observations {
            partitions.entry(PartitionKey::of(&row)).or_default().push(row);
        }
        let merge = self.begin(documents, partitions.keys().cloned().collect())?;
        for (key, rows) in partitions {
            merge.rewrite(&key, rows)?;
        }
        merge.finish(tables.documents, tables.commentary, tables.actions, vocabulary)
    }
}

/// A folder that isn't there yet is as good as an empty one.
fn expect_empty(folder: &Path) -> Result<(), StoreError> {
    let failed = |source| StoreError::Io { path: folder.to_owned(), source };
    let mut entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        entries => entries.map_err(failed)?,
    };
    match entries.next() {
        None => Ok(()),
        Some(entry) => {
            let found = entry.map_err(failed)?.file_name().to_string_lossy().into_owned();
            Err(StoreError::NotEmpty { folder: folder.to_owned(), found })
        }
    }
}

/// Locks the file, which the system unlocks when the program ends.
fn lock(path: &Path, dataset: &Path) -> Result<File, StoreError> {
    let failed = |source| StoreError::Io { path: path.to_owned(), source };
    let file = File::options().create(true).write(true).truncate(false).open(path).map_err(failed)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(StoreError::Locked { folder: dataset.to_owned() }),
        Err(TryLockError::Error(source)) => Err(failed(source)),
    }
}
