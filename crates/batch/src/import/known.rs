//! Which documents are known, and which of them are to be read all the same.

use std::collections::{BTreeMap, HashMap};

use boardlift_dataset::DocumentRow;
use boardlift_model::DocumentId;

use super::edition::{Edition, Standing};
use super::ledger::Reading;
use crate::inputs::Provenance;

/// The documents that are in the dataset or wait for it, as they were when the run began.
pub(super) struct Known {
    documents: HashMap<DocumentId, KnownDocument>,
    /// How many figures they have together.
    pub(super) figures: usize,
    refresh: bool,
}

/// What is to be known of a known document.
#[derive(Debug, Clone)]
pub(super) struct KnownDocument {
    /// How it was read.
    pub(super) standing: Standing,
    /// Where it was published, as its rows have it.
    published: Published,
    /// How many figures it has.
    pub(super) figures: usize,
}

/// Where a known document was published.
#[derive(Debug, Clone)]
enum Published {
    /// Where this fingerprint says; empty where nobody said.
    Remembered(String),
    /// Nobody remembers more than the address.
    At(Option<String>),
}

impl Published {
    fn is_somewhere(&self) -> bool {
        match self {
            Published::Remembered(fingerprint) => !fingerprint.is_empty(),
            Published::At(url) => url.is_some(),
        }
    }

    fn is_elsewhere(&self, provenance: &Provenance) -> bool {
        match self {
            Published::Remembered(fingerprint) => *fingerprint != provenance.fingerprint(),
            Published::At(url) => *url != provenance.url,
        }
    }
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
            let reading = readings.get(&row.source.id);
            let standing = edition.standing(&row, reading);
            let published = match reading {
                Some(reading) => Published::Remembered(reading.provenance.clone()),
                None => Published::At(row.source_url),
            };
            (row.source.id, KnownDocument { standing, published, figures: row.observations as usize })
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
    pub(super) fn get(&self, id: &DocumentId) -> Option<&KnownDocument> {
        self.documents.get(id)
    }

    /// Whether a document is to be read that is found where this says. One that is known to have been published elsewhere,
    /// or by nobody knows whom, is to be: its rows say where.
    pub(super) fn wants(&self, id: &DocumentId, provenance: Option<&Provenance>) -> bool {
        let Some(document) = self.get(id) else { return true };
        let may_change = self.refresh && document.standing != Standing::Current;
        match provenance {
            Some(provenance) => may_change || document.published.is_elsewhere(provenance),
            // Read from a place that doesn't say where it was published, its rows would no longer say so.
            None => may_change && !document.published.is_somewhere(),
        }
    }
}
