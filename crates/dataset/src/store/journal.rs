//! What a merge is about to change, told before it does.
//!
//! A merge that is killed may leave figures of documents that `documents` doesn't name. The journal says in which
//! partitions to look for them, so that the next merge takes them out, whatever it is about itself.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

use boardlift_model::DocumentId;
use serde::{Deserialize, Serialize};

use super::StoreError;
use super::partition::PartitionKey;
use super::place::{self, STATE};
use crate::read::ReadFault;

/// The documents that a merge takes out or puts in, and the partitions where their figures may stand.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Journal {
    #[serde(with = "ids")]
    pub(super) documents: BTreeSet<DocumentId>,
    pub(super) partitions: BTreeSet<PartitionKey>,
}

impl Journal {
    /// What the last merge left undone; empty where it finished.
    pub(super) fn read(dataset: &Path) -> Result<Self, StoreError> {
        let path = dataset.join(name());
        let bytes = match fs::read(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Journal::default()),
            bytes => bytes.map_err(|source| StoreError::Io { path: path.clone(), source })?,
        };
        serde_json::from_slice(&bytes).map_err(|error| {
            ReadFault::Line { line: error.line(), found: error.to_string() }.at(&path).into()
        })
    }

    /// Keeps it until the merge has finished.
    pub(super) fn write(&self, dataset: &Path) -> Result<(), StoreError> {
        place::put(dataset, &name(), |out| Ok(serde_json::to_writer(out, self)?))
    }

    /// The merge has finished.
    pub(super) fn remove(dataset: &Path) -> Result<(), StoreError> {
        place::remove(dataset, &name())
    }
}

/// Documents by their ids alone.
mod ids {
    use std::collections::BTreeSet;

    use boardlift_model::DocumentId;
    use serde::{Deserialize, Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(ids: &BTreeSet<DocumentId>, to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(ids.iter().map(DocumentId::as_str))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<BTreeSet<DocumentId>, D::Error> {
        Ok(BTreeSet::<String>::deserialize(from)?.into_iter().map(DocumentId).collect())
    }
}

fn name() -> String {
    format!("{STATE}/journal.json")
}
