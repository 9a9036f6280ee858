//! Taking what the threads found, in the order of the inputs: into the ledger, and into the summary.

use std::collections::HashSet;

use boardlift_model::DocumentId;

use super::Watch;
use super::error::ImportError;
use super::known::Known;
use super::ledger::Ledger;
use super::look::{Lifted, Looked};
use super::merge::Merger;
use super::summary::{Failure, Summary};
use super::worklist::Item;

/// After so many documents they are kept: a run that is killed reads them again at most.
const DOCUMENTS_PER_COMMIT: usize = 16;

/// A run under way.
pub(super) struct Taker<'t> {
    known: &'t Known,
    ledger: Ledger,
    pub(super) summary: Summary,
    /// The documents of this run so far.
    met: HashSet<DocumentId>,
    /// The documents of the file that is being taken; nothing where one of them could not be had.
    of_file: Option<Vec<DocumentId>>,
    uncommitted: usize,
    /// How many bytes wait in the ledger, with those that a killed run has left there.
    pub(super) waiting_bytes: usize,
}

impl<'t> Taker<'t> {
    /// A run that begins with what waits in the ledger.
    ///
    /// # Errors
    ///
    /// Where the ledger can't be read.
    pub(super) fn new(known: &'t Known, ledger: Ledger) -> Result<Self, ImportError> {
        let summary = Summary { documents: known.count(), figures: known.figures, ..Summary::default() };
        Ok(Taker {
            waiting_bytes: ledger.waiting_bytes()?,
            known,
            ledger,
            summary,
            met: HashSet::new(),
            of_file: Some(Vec::new()),
            uncommitted: 0,
        })
    }

    /// Counts a document that is known and need not be read again.
    pub(super) fn pass(&mut self, id: &DocumentId) {
        if !self.met.insert(id.clone()) {
            self.summary.copies += 1;
            return;
        }
        self.summary.known += 1;
        if let Some(standing) =
            self.known.get(id).map(|known| known.standing).filter(|known| known.is_older())
        {
            *self.summary.older.entry(standing).or_default() += 1;
        }
    }

    /// Takes the next document.
    ///
    /// # Errors
    ///
    /// Where the ledger can't be written to.
    pub(super) fn take(&mut self, item: &Item, looked: Looked) -> Result<(), ImportError> {
        match self.count(item, looked)? {
            Some(id) => self.of_file.iter_mut().for_each(|of_file| of_file.push(id.clone())),
            None => self.of_file = None,
        }
        if item.is_last {
            let documents = self.of_file.replace(Vec::new());
            if let (Some((path, stamp)), Some(documents)) = (&item.file, documents) {
                self.ledger.remember(path, *stamp, &documents)?;
            }
        }
        self.uncommitted += 1;
        if self.uncommitted < DOCUMENTS_PER_COMMIT {
            return Ok(());
        }
        self.uncommitted = 0;
        self.ledger.commit()
    }

    /// Brings all that was taken so far into the dataset.
    ///
    /// # Errors
    ///
    /// As [`Merger::merge`].
    pub(super) fn merge(&mut self, merger: &Merger<'_>, watch: &mut dyn Watch) -> Result<(), ImportError> {
        (self.uncommitted, self.waiting_bytes) = (0, 0);
        merger.merge(&mut self.ledger, watch)
    }

    /// Counts a document, and says which it is; nothing where its bytes can't be had.
    fn count(&mut self, item: &Item, looked: Looked) -> Result<Option<DocumentId>, ImportError> {
        match looked {
            Looked::Known(id) => {
                self.pass(&id);
                Ok(Some(id))
            }
            Looked::Copy(id) => {
                self.summary.copies += 1;
                Ok(Some(id))
            }
            Looked::Read(lifted) => self.keep(item, *lifted).map(Some),
            Looked::Lost(error) => {
                self.summary.lost += 1;
                self.fail(item, error.to_string());
                Ok(None)
            }
        }
    }

    fn keep(&mut self, item: &Item, lifted: Lifted) -> Result<DocumentId, ImportError> {
        let Lifted { waiting, given, failure } = lifted;
        if !self.met.insert(waiting.id.clone()) {
            // It was begun before the one that it is a copy of.
            self.summary.copies += 1;
            return Ok(waiting.id);
        }
        self.summary.read += 1;
        self.summary.given.add(&given);
        match self.known.get(&waiting.id) {
            Some(before) => self.summary.figures -= before.figures,
            None => self.summary.documents += 1,
        }
        self.summary.figures += given.figures;
        if let Some(reason) = failure {
            self.fail(item, reason);
        }
        self.waiting_bytes += waiting.size();
        self.ledger.add(&waiting)?;
        Ok(waiting.id)
    }

    fn fail(&mut self, item: &Item, reason: String) {
        self.summary.failures.push(Failure { input: item.input.to_string(), reason });
    }
}
