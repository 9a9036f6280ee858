//! Which documents are known, and which of them are to be read all the same.

use std::collections::{BTreeMap, HashMap};

use boardlift_dataset::DocumentRow;
use boardlift_model::DocumentId;

use super::edition::{Edition, Standing};
use super::ledger::Reading;

/// The documents that are in the dataset or wait for it, as they were when the run began.
pub(super) struct Known {
    documents: HashMap<DocumentId, KnownDocument>,
    /// How many figures they have together.
    pub(super) figures: usize,
    refresh: bool,
}

/// What is to be known of a known document.
#[derive(Debug, Clone, Copy)]
pub(super) struct KnownDocument {
    /// How it was read.
    pub(super) standing: Standing,
    /// How many figures it has.
    pub(super) figures: usize,
}

impl Known {
    /// The documents of these rows; of two rows of one document the later counts. With `refresh`, those that may come out
    /// otherwise now are to be read again.
    pub(super) fn of(
        rows: impl IntoIterator<Item = DocumentRow>,
        readings: Vec<(DocumentId, Reading)>,
        edition: &Edition,
        refresh: bool,
    ) -> Self {
        let readings: BTreeMap<DocumentId, Reading> = readings.into_iter().collect();
        let document = |row: DocumentRow| {
            let standing = edition.standing(&row, readings.get(&row.source.id));
            (row.source.id, KnownDocument { standing, figures: row.observations as usize })
        };
        let documents: HashMap<_, _> = rows.into_iter().map(document).collect();
        let figures = documents.values().map(|document| document.figures).sum();
        Known { documents, figures, refresh }
    }

    /// How many they are.
    pub(super) fn count(&self) -> usize {
        self.documents.len()
    }

    /// What is known of a document; nothing where it is not known.
    pub(super) fn get(&self, id: &DocumentId) -> Option<KnownDocument> {
        self.documents.get(id).copied()
    }

    /// Whether a document is to be read.
    pub(super) fn wants(&self, id: &DocumentId) -> bool {
        match self.get(id).map(|document| document.standing) {
            None => true,
            Some(Standing::Current) => false,
            Some(_) => self.refresh,
        }
    }
}
