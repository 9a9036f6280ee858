//! Looking at one document, in any thread: is it known, is it a copy of another, and else what does it give?

use std::collections::HashMap;
use std::io;
use std::sync::{Mutex, PoisonError};

use boardlift_dataset::Paper;
use boardlift_model::{DocumentId, DocumentStatus};

use super::edition::Edition;
use super::error::ImportError;
use super::known::Known;
use super::ledger::Waiting;
use super::packed::PackedPaper;
use super::rows::pack;
use super::summary::Given;
use super::worker::{Question, Workers};
use super::worklist::Item;
use crate::inputs::{Held, Provenance};
use crate::paper::PaperReader;

/// All that looking at documents takes. One serves all threads.
pub(super) struct Looker<'l> {
    pub(super) reader: &'l PaperReader,
    /// Who reads instead of this process, where anybody does.
    pub(super) workers: Option<&'l Workers>,
    pub(super) known: &'l Known,
    pub(super) edition: &'l Edition,
    /// The first place at which each document was begun.
    begun: Mutex<HashMap<DocumentId, usize>>,
}

/// What a document turned out to be.
pub(super) enum Looked {
    /// One that is known and need not be read again.
    Known(DocumentId),
    /// The same bytes as another one that stands before it.
    Copy(DocumentId),
    /// One that was read.
    Read(Box<Lifted>),
    /// One whose bytes can't be had.
    Lost(io::Error),
}

/// What a document gave, ready for the ledger.
pub(super) struct Lifted {
    pub(super) waiting: Waiting,
    pub(super) given: Given,
    /// Why it could not be read.
    pub(super) failure: Option<String>,
}

impl<'l> Looker<'l> {
    /// One that has begun what need not be looked at, each at its place.
    pub(super) fn new(
        reader: &'l PaperReader,
        workers: Option<&'l Workers>,
        known: &'l Known,
        edition: &'l Edition,
        unchanged: &[(usize, DocumentId)],
    ) -> Self {
        let mut begun = HashMap::new();
        for (place, id) in unchanged {
            begun.entry(id.clone()).or_insert(*place);
        }
        Looker { reader, workers, known, edition, begun: Mutex::new(begun) }
    }

    /// Looks at a document, and reads it where it is to be read.
    ///
    /// Copies may both be read where the later one is begun first; whoever takes the results in their order keeps the
    /// first, so that it names the document.
    ///
    /// # Errors
    ///
    /// Where nobody can be found to read it, and so none of those behind it.
    pub(super) fn look(&self, item: &Item) -> Result<Looked, ImportError> {
        let held = match item.input.hold(self.reader.documents()) {
            Ok(held) => held,
            Err(error) => return Ok(Looked::Lost(error)),
        };
        let id = held.id().clone();
        let provenance = item.input.provenance();
        if !self.begins(&id, item.place) {
            return Ok(Looked::Copy(id));
        }
        if !self.known.wants(&id, provenance) {
            return Ok(Looked::Known(id));
        }
        let lifted = self.packed(held)?.and_then(|paper| self.lifted(paper, provenance));
        Ok(lifted.map_or_else(Looked::Lost, |lifted| Looked::Read(Box::new(lifted))))
    }

    /// Whether no copy of a document was begun that stands before this place.
    fn begins(&self, id: &DocumentId, place: usize) -> bool {
        let mut begun = self.begun.lock().unwrap_or_else(PoisonError::into_inner);
        let first = begun.entry(id.clone()).or_insert(place);
        *first = place.min(*first);
        *first == place
    }

    /// What the document gives, read where documents are read.
    fn packed(&self, held: Held) -> Result<io::Result<PackedPaper>, ImportError> {
        let Some(workers) = self.workers else { return Ok(PackedPaper::of(held.read(self.reader))) };
        let paper = match held.readable() {
            Ok(readable) => workers.read(&Question::of(&readable)).map_err(ImportError::Workers)?,
            Err(refusal) => PackedPaper::of(Paper::failed(held.source().clone(), refusal)),
        };
        Ok(paper.map(|mut paper| {
            held.sign(&mut paper.document);
            paper
        }))
    }

    fn lifted(&self, paper: PackedPaper, provenance: Option<&Provenance>) -> io::Result<Lifted> {
        let PackedPaper { document, commentary, actions, figures, given } = paper;
        let is_failed = document.status == DocumentStatus::Failed;
        let failure = document.error.clone().filter(|_| is_failed);
        let waiting = Waiting {
            reading: self.edition.reading(&document, provenance),
            id: document.source.id.clone(),
            document: pack(&[document])?,
            commentary,
            actions,
            figures,
        };
        Ok(Lifted { waiting, given, failure })
    }
}
