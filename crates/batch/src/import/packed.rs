//! What a document gave, its rows packed as they wait for the dataset: what passes from a worker to the process that
//! imports.

use std::collections::BTreeMap;
use std::io;

use boardlift_dataset::store::PartitionKey;
use boardlift_dataset::{ActionRow, CommentaryRow, DocumentRow, Paper};
use boardlift_model::Observation;

use super::rows::pack;
use super::summary::Given;

/// A paper whose rows are packed but for the one of the document itself.
#[derive(Debug)]
pub(super) struct PackedPaper {
    /// Its row in the table of documents.
    pub(super) document: DocumentRow,
    /// Its rows in the table of commentary.
    pub(super) commentary: Vec<u8>,
    /// Its rows in the table of actions.
    pub(super) actions: Vec<u8>,
    /// Its rows in the table of observations, by partition and in their order there.
    pub(super) figures: Vec<(PartitionKey, Vec<u8>)>,
    /// What it gave, in numbers.
    pub(super) given: Given,
}

impl PackedPaper {
    /// Packs a paper's rows.
    ///
    /// # Errors
    ///
    /// Where the compression fails, which it doesn't in memory.
    pub(super) fn of(paper: Paper) -> io::Result<Self> {
        let given = Given::of(&paper);
        let Paper { document, observations, commentary, actions, .. } = paper;
        let id = &document.source.id;
        let commentary: Vec<_> =
            commentary.into_iter().map(|point| CommentaryRow::new(id.clone(), point)).collect();
        let actions: Vec<_> = actions.into_iter().map(|action| ActionRow::new(id.clone(), action)).collect();
        Ok(PackedPaper {
            commentary: pack(&commentary)?,
            actions: pack(&actions)?,
            figures: by_partition(observations)?,
            document,
            given,
        })
    }
}

fn by_partition(figures: Vec<Observation>) -> io::Result<Vec<(PartitionKey, Vec<u8>)>> {
    let mut partitions: BTreeMap<PartitionKey, Vec<Observation>> = BTreeMap::new();
    for figure in figures {
        partitions.entry(PartitionKey::of(&figure)).or_default().push(figure);
    }
    partitions.into_iter().map(|(key, rows)| Ok((key, pack(&rows)?))).collect()
}
