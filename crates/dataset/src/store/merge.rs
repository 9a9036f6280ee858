//! Documents taken out of a dataset and put into it, step by step, so that of the figures no more than one partition stands in memory.
//!
//! 1. [`Writer::begin`](super::Writer::begin) keeps a journal of what will change, and takes the documents out of
//!    `documents`.
//! 2. [`Merge::rewrite`] writes a partition without their old figures and with their new ones; once each, in any order,
//!    also on several threads.
//! 3. [`Merge::finish`] rewrites the partitions that only lose figures, then the other tables, `documents` last.
//!
//! What stays is never unpacked into rows: it is kept as columns or, where nothing of a row group goes or comes, as bytes.
//! Files whose rows stay the same are left as they are.
//!
//! A merge that is killed anywhere and done again ends in the same bytes as one that was not, and so does another merge
//! after it that is about more documents. Documents that it had taken out and that nobody puts in again stay out, with
//! all of their rows.

use std::collections::BTreeSet;
use std::io;
use std::sync::{Mutex, MutexGuard, PoisonError};

use boardlift_model::{DocumentId, Observation};
use boardlift_reference::Vocabulary;
use polars::prelude::DataFrame;

use super::journal::Journal;
use super::order::DOCUMENT;
use super::partition::{AUTHORITY_CODE, Partition, PartitionKey};
use super::regroup::{self, Change, Leaving};
use super::{Dataset, OBSERVATIONS, StoreError, order, package, place, vocabularies};
use crate::parquet::{decode, encode};
use crate::read::ReadFault;
use crate::schema::Row;
use crate::tables::{ActionRow, CommentaryRow, DocumentRow, TableName};
use crate::write::WriteError;

/// A merge that has begun. Dropped before it is finished, it is left as if it had been killed.
#[derive(Debug)]
pub struct Merge<'d> {
    dataset: &'d Dataset,
    /// Of these all rows go that stood there before.
    documents: BTreeSet<DocumentId>,
    /// The same, and those of them that the dataset has had or that a killed merge has left rows of.
    leaving: Leaving,
    /// The table of documents without them.
    staying: DataFrame,
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
        let named = dataset.columns_so_far::<DocumentRow>()?;
        let fault = |fault: ReadFault| fault.at(&dataset.file(TableName::Documents));
        let undone = Journal::read(dataset.folder())?;
        let mut told = gaining;
        told.extend(undone.partitions);
        let mut known = undone.documents;
        let mut authorities = BTreeSet::new();
        let codes = decode::texts(&named, AUTHORITY_CODE).map_err(fault)?;
        for (id, code) in decode::texts(&named, DOCUMENT).map_err(fault)?.iter().zip(codes.iter()) {
            let id = DocumentId(id.unwrap_or_default().to_owned());
            if documents.contains(&id) {
                authorities.insert(code);
                known.insert(id);
            } else {
                // A merge after the one that was killed has put it in.
                known.remove(&id);
            }
        }
        documents.extend(known.iter().cloned());
        told.extend(partitions_of(&authorities, dataset)?);
        if !documents.is_empty() {
            let journal = Journal { documents: documents.clone(), partitions: told.clone() };
            journal.write(dataset.folder())?;
        }
        let leaving = Leaving {
            documents: documents.iter().map(text).collect(),
            known: known.iter().map(text).collect(),
        };
        let staying = order::without(&named, &leaving.documents).map_err(fault)?;
        if staying.height() < named.height() {
            write(dataset, TableName::Documents, staying.clone())?;
        }
        let partitions = Mutex::new(Partitions { told, done: BTreeSet::new() });
        Ok(Merge { dataset, documents, leaving, staying, partitions })
    }

    /// The partitions that will be written: those that gain rows and those that may lose some.
    pub fn partitions(&self) -> BTreeSet<PartitionKey> {
        self.lock().told.clone()
    }

    /// Writes a partition without the figures that it had of the merge's documents, and with these. A partition that is
    /// then empty is removed.
    ///
    /// The partition's file stands in memory as it is, and unpacked as columns the row groups of it that change.
    ///
    /// # Errors
    ///
    /// Where the partition can't be read or written; it is then as it was.
    pub fn rewrite(&self, key: &PartitionKey, mut rows: Vec<Observation>) -> Result<(), StoreError> {
        self.tell(key)?;
        let partition = Partition::new(key.clone(), &self.dataset.folder().join(OBSERVATIONS));
        order::dedup(&mut rows);
        let failed = |source| WriteError { path: partition.path().to_owned(), source };
        let fresh = encode::frame(&rows, &[AUTHORITY_CODE]).map_err(failed)?;
        drop(rows);
        let change = regroup::change(partition.bytes()?, &self.leaving, fresh);
        let name = format!("{OBSERVATIONS}/{}", key.file());
        match change.map_err(|fault| fault.at(partition.path()))? {
            Change::None => {}
            Change::Empty => place::remove(self.dataset.folder(), &name)?,
            Change::Groups(parts) => {
                place::put(self.dataset.folder(), &name, |out| out.write_all(&regroup::file(parts)?))?;
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
        mut self,
        mut documents: Vec<DocumentRow>,
        commentary: Vec<CommentaryRow>,
        actions: Vec<ActionRow>,
        vocabulary: &Vocabulary,
    ) -> Result<(), StoreError> {
        let left = self.lock().left();
        for key in left {
            self.rewrite(&key, Vec::new())?;
        }
        let folder = self.dataset.folder();
        place::sweep(folder, &self.partitions())?;
        self.exchange(commentary)?;
        self.exchange(actions)?;
        vocabularies::write(folder, vocabulary)?;
        order::dedup_documents(&mut documents);
        let staying = std::mem::take(&mut self.staying);
        put(self.dataset, staying, documents)?;
        package::write(self.dataset)?;
        Journal::remove(folder)
    }

    /// Takes the rows of the merge's documents out of a table and puts these in.
    fn exchange<R: Row>(&self, rows: Vec<R>) -> Result<(), StoreError> {
        let path = self.dataset.file(R::TABLE);
        let before = self.dataset.columns_so_far::<R>()?;
        let staying = order::without(&before, &self.leaving.documents).map_err(|fault| fault.at(&path))?;
        if rows.is_empty() && staying.height() == before.height() && path.is_file() {
            return Ok(());
        }
        put(self.dataset, staying, rows)
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

/// The partitions that may hold figures of documents of these authorities.
fn partitions_of(
    authorities: &BTreeSet<Option<&str>>,
    dataset: &Dataset,
) -> Result<Vec<PartitionKey>, StoreError> {
    if authorities.is_empty() {
        return Ok(Vec::new());
    }
    let keys = dataset.partitions()?.into_iter().map(|partition| partition.key().clone());
    Ok(keys.filter(|key| authorities.contains(&key.authority_code.as_deref())).collect())
}

fn text(id: &DocumentId) -> String {
    id.as_str().to_owned()
}

/// Writes a table of the rows that stay and of new ones.
fn put<R: Row>(dataset: &Dataset, staying: DataFrame, rows: Vec<R>) -> Result<(), StoreError> {
    let failed = |source| WriteError { path: dataset.file(R::TABLE), source };
    let fresh = encode::frame(&rows, &[]).map_err(failed)?;
    drop(rows);
    let sorted = order::sorted(R::TABLE, vec![staying, fresh]);
    write(dataset, R::TABLE, sorted.map_err(io::Error::other).map_err(failed)?)
}

fn write(dataset: &Dataset, table: TableName, rows: DataFrame) -> Result<(), StoreError> {
    place::put(dataset.folder(), &file_name(table), |out| out.write_all(&encode::file(rows)?))
}

/// The name of the file of a table other than that of the figures.
fn file_name(table: TableName) -> String {
    format!("{table}.parquet")
}
