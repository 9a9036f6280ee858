//! Which documents are known, and which of them are to be read all the same.

use std::collections::{BTreeMap, HashMap};

use boardlift_dataset::DocumentRow;
use boardlift_model::DocumentId;

use super::edition::{Edition, Standing};
use super::ledger::Reading;

/// The documents that are in the dataset or wait for it, as they were when the run began.
pub(super) struct Known {
    standings: HashMap<DocumentId, Standing>,
    refresh: bool,
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
        let standing = |row: DocumentRow| {
            let standing = edition.standing(&row, readings.get(&row.source.id));
            (row.source.id, standing)
        };
        Known { standings: rows.into_iter().map(standing).collect(), refresh }
    }

    /// How a document was read; nothing where it is not known.
    pub(super) fn standing(&self, id: &DocumentId) -> Option<Standing> {
        self.standings.get(id).copied()
    }

    /// Whether a document is to be read.
    pub(super) fn wants(&self, id: &DocumentId) -> bool {
        match self.standing(id) {
            None => true,
            Some(Standing::Current) => false,
            Some(_) => self.refresh,
        }
    }
}
