//! From the ledger to the dataset's files.
//!
//! The ledger is cleared when all of it is in the dataset, and not before. A run that is killed in between leaves all rows
//! in the ledger, and the next one does all of it again, which gives the same files.

use std::num::NonZeroUsize;
use std::sync::{Mutex, PoisonError};

use boardlift_dataset::store::{Merge, PartitionKey, Writer};
use boardlift_reference::Vocabulary;
use rayon::ThreadPool;

use super::Watch;
use super::error::ImportError;
use super::ledger::{Ledger, PaperPart};
use super::rows::unpack;
use crate::run::{in_order, threads};

/// Brings what waits in a ledger into a dataset.
pub(super) struct Merger<'d> {
    writer: &'d Writer,
    vocabulary: &'d Vocabulary,
    /// Threads of its own: those that read documents wait for the one that merges when they are far enough ahead.
    pool: ThreadPool,
}

impl<'d> Merger<'d> {
    pub(super) fn new(
        writer: &'d Writer,
        vocabulary: &'d Vocabulary,
        jobs: Option<NonZeroUsize>,
    ) -> Result<Self, ImportError> {
        Ok(Merger { writer, vocabulary, pool: threads(jobs)? })
    }

    /// Brings all that waits into the dataset, and takes out what is withdrawn. Of the figures, as many partitions stand in memory as there are jobs.
    ///
    /// # Errors
    ///
    /// Where the ledger or the dataset can't be read or written; all of it waits then as it did.
    pub(super) fn merge(&self, ledger: &mut Ledger, watch: &mut dyn Watch) -> Result<(), ImportError> {
        ledger.commit()?;
        let mut documents = ledger.documents()?;
        documents.extend(ledger.withdrawn()?);
        if documents.is_empty() {
            return Ok(());
        }
        let merge = self.writer.begin(documents, ledger.partitions()?)?;
        let keys: Vec<PartitionKey> = merge.partitions().into_iter().collect();
        // The tables that are one file each count as one.
        watch.merging(keys.len() + 1);
        let shared = Mutex::new(&mut *ledger);
        in_order(
            &keys,
            &self.pool,
            |key| rewrite(&merge, key, &shared),
            |_, rewritten| {
                watch.merged();
                rewritten
            },
        )?;
        merge.finish(
            unpack(&ledger.papers(PaperPart::Document)?)?,
            unpack(&ledger.papers(PaperPart::Commentary)?)?,
            unpack(&ledger.papers(PaperPart::Actions)?)?,
            self.vocabulary,
        )?;
        watch.merged();
        ledger.clear()
    }
}

fn rewrite(merge: &Merge<'_>, key: &PartitionKey, ledger: &Mutex<&mut Ledger>) -> Result<(), ImportError> {
    // Only what is being fetched from the ledger keeps the other threads waiting.
    let packed = ledger.lock().unwrap_or_else(PoisonError::into_inner).figures(key)?;
    Ok(merge.rewrite(key, unpack(&packed)?)?)
}
