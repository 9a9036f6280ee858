//! Documents taken out of a dataset and put into it, step by step, so that no more than one partition stands in memory.
//!
//! 1. [`Writer::begin`](super::Writer::begin) keeps a journal of what will change, and takes the documents out of
//!    `documents`.
//! 2. [`Merge::rewrite`] writes a partition without their old figures and with their new ones; once each, in any order,
//!    also on several threads.
//! 3. [`Merge::finish`] rewrites the partitions that only lose figures, then the other tables, `documents` last.
//!
//! A merge that is killed anywhere and done again ends in the same bytes as one that was not, and so does another merge
//! after it that is about more documents. Documents that it had taken out and that nobody puts in again stay out, with
//! all of their rows.

use std::collections::BTreeSet;
use std::sync::{Mutex, MutexGuard, PoisonError};

use boardlift_model::{DocumentId, Observation};
use boardlift_reference::Vocabulary;

use super::journal::Journal;
use super::partition::{AUTHORITY_CODE, Partition, PartitionKey};
use super::{Dataset, OBSERVATIONS, StoreError, order, package, place, vocabularies};
use crate::parquet::encode;
use crate::schema::Row;
use crate::tables::{ActionRow, CommentaryRow, DocumentRow, TableName};

/// A merge that has begun. Dropped before it is finished, it is left as if it had been killed.
#[derive(Debug)]
pub struct Merge<'d> {
    dataset: &'d Dataset,
    /// Of these all rows go that stood there before.
    documents: BTreeSet<DocumentId>,
    /// The partitions that may change, and which of them are done.
    partitions: Mutex<Partitions>,
}

#[derive(Debug)]
struct Partitions {
    told: BTreeSet<PartitionKey>,
    done: BTreeSet<PartitionKey>,
}

impl Partitions {
    /// Those that are still to be written.
    fn left(&self) -> Vec<PartitionKey> {
        self.told.difference(&self.done).cloned().collect()
    }
}

impl<'d> Merge<'d> {
    pub(super) fn begin(
        dataset: &'d Dataset,
        mut documents: BTreeSet<DocumentId>,
        gaining: BTreeSet<PartitionKey>,
    ) -> Result<Self, StoreError> {
        let mut named = dataset.rows_so_far::<DocumentRow>()?;
        let undone = Journal::read(dataset.folder())?;
        let ids: BTreeSet<&DocumentId> = named.iter().map(|row| &row.source.id).collect();
        documents.extend(undone.documents.into_iter().filter(|id| !ids.contains(id)));
        let mut told = gaining;
        told.extend(undone.partitions);
        told.extend(partitions_of(&documents, &named, dataset)?);
        if !documents.is_empty() {
            let journal = Journal { documents: documents.clone(), partitions: told.clone() };
            journal.write(dataset.folder())?;
        }
        let before = named.len();
        named.retain(|row| !documents.contains(&row.source.id));
        if named.len() < before {
            write(dataset, &named)?;
        }
        Ok(Merge { dataset, documents, partitions: Mutex::new(Partitions { told, done: BTreeSet::new() }) })
    }

    /// The partitions that will be written: those that gain rows and those that may lose some.
    pub fn partitions(&self) -> BTreeSet<PartitionKey> {
        self.lock().told.clone()
    }

    /// Writes a partition without the figures that it had of the merge's documents, and with these. A partition that is
    /// then empty is removed.
    ///
    /// All figures of the partition stand in memory, with the new ones.
    ///
    /// # Errors
    ///
    /// Where the partition can't be read or written; it is then as it was.
    pub fn rewrite(&self, key: &PartitionKey, rows: Vec<Observation>) -> Result<(), StoreError> {
        self.tell(key)?;
        let partition = Partition::new(key.clone(), &self.dataset.folder().join(OBSERVATIONS));
        if !rows.is_empty() || partition.holds_any(&self.documents)? {
            let mut all = partition.observations_so_far()?;
            all.retain(|row| !self.documents.contains(&row.document_id));
            all.extend(rows);
            order::sort(&mut all);
            let name = format!("{OBSERVATIONS}/{}", key.file());
            if all.is_empty() {
                place::remove(self.dataset.folder(), &name)?;
            } else {
                place::put(self.dataset.folder(), &name, |out| {
                    encode::write_lasting(&all, &[AUTHORITY_CODE], out)
                })?;
            }
        }
        self.lock().done.insert(key.clone());
        Ok(())
    }

    /// Rewrites the partitions that have not been, then puts in the rows of the other tables.
    ///
    /// # Errors
    ///
    /// Where something can't be read or written. The merge, done again, goes on from there.
    pub fn finish(
        self,
        documents: Vec<DocumentRow>,
        commentary: Vec<CommentaryRow>,
        actions: Vec<ActionRow>,
        vocabulary: &Vocabulary,
    ) -> Result<(), StoreError> {
        let left = self.lock().left();
        for key in left {
            self.rewrite(&key, Vec::new())?;
        }
        let folder = self.dataset.folder();
        place::sweep(folder, &folder.join(OBSERVATIONS))?;
        self.exchange(
            commentary,
            |row: &CommentaryRow| &row.document_id,
            |rows| order::sort_commentary(rows),
        )?;
        self.exchange(actions, |row: &ActionRow| &row.document_id, |rows| order::sort_actions(rows))?;
        vocabularies::write(folder, vocabulary)?;
        self.exchange(documents, |row: &DocumentRow| &row.source.id, order::sort_documents)?;
        package::write(self.dataset)?;
        Journal::remove(folder)
    }

    /// Takes the rows of the merge's documents out of a table and puts these in.
    fn exchange<R: Row>(
        &self,
        rows: Vec<R>,
        document: impl Fn(&R) -> &DocumentId,
        sort: impl Fn(&mut Vec<R>),
    ) -> Result<(), StoreError> {
        let mut all = self.dataset.rows_so_far::<R>()?;
        all.retain(|row| !self.documents.contains(document(row)));
        all.extend(rows);
        sort(&mut all);
        write(self.dataset, &all)
    }

    /// Makes sure that the journal tells of the partition.
    fn tell(&self, key: &PartitionKey) -> Result<(), StoreError> {
        let mut partitions = self.lock();
        if partitions.told.insert(key.clone()) {
            let journal = Journal { documents: self.documents.clone(), partitions: partitions.told.clone() };
            journal.write(self.dataset.folder())?;
        }
        Ok(())
    }

    /// Nothing is ever half done while it is locked, so that a thread that failed leaves nothing wrong.
    fn lock(&self) -> MutexGuard<'_, Partitions> {
        self.partitions.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The partitions that may hold figures of these documents: those of their authorities.
fn partitions_of(
    documents: &BTreeSet<DocumentId>,
    named: &[DocumentRow],
    dataset: &Dataset,
) -> Result<Vec<PartitionKey>, StoreError> {
    let replaced = named.iter().filter(|row| documents.contains(&row.source.id));
    let authorities: BTreeSet<Option<&str>> =
        replaced.map(|row| row.authority.as_ref().and_then(|authority| authority.code.as_deref())).collect();
    if authorities.is_empty() {
        return Ok(Vec::new());
    }
    let keys = dataset.partitions()?.into_iter().map(|partition| partition.key().clone());
    Ok(keys.filter(|key| authorities.contains(&key.authority_code.as_deref())).collect())
}

fn write<R: Row>(dataset: &Dataset, rows: &[R]) -> Result<(), StoreError> {
    place::put(dataset.folder(), &file_name(R::TABLE), |out| encode::write_lasting(rows, &[], out))
}

/// The name of the file of a table other than that of the figures.
fn file_name(table: TableName) -> String {
    format!("{table}.parquet")
}
