//! The figures of a dataset, council by council: those of all councils need not fit into memory.

use std::collections::BTreeMap;
use std::path::Path;

use boardlift_dataset::DocumentRow;
use boardlift_dataset::checks::Suspicion;
use boardlift_dataset::store::{Dataset, Partition, StoreError};
use boardlift_model::DocumentStatus;
use boardlift_reference::Vocabulary;
use rayon::iter::{IntoParallelIterator, ParallelIterator};

use super::{Findings, bodies};
use crate::exit::{Failure, Outcome};

/// What looks wrong in a dataset. The papers of a council come in the order of their names.
pub(super) fn check(folder: &Path, vocabulary: &Vocabulary) -> Result<Findings, Failure> {
    let dataset = Dataset::open(folder)?;
    let mut documents = dataset.documents()?;
    documents.retain(|row| row.status != DocumentStatus::Failed);
    documents.sort_by(|a, b| (&a.source.file_name, &a.source.id).cmp(&(&b.source.file_name, &b.source.id)));
    let count = documents.len();
    let mut councils: BTreeMap<Option<String>, (Vec<DocumentRow>, Vec<Partition>)> = BTreeMap::new();
    for document in documents {
        let code = document.authority.as_ref().and_then(|authority| authority.code.clone());
        councils.entry(code).or_default().0.push(document);
    }
    for partition in dataset.partitions()? {
        councils.entry(partition.key().authority_code.clone()).or_default().1.push(partition);
    }
    let checked: Result<Vec<_>, StoreError> = councils
        .into_values()
        .collect::<Vec<_>>()
        .into_par_iter()
        .map(|(documents, partitions)| of_council(documents, &partitions, vocabulary))
        .collect();
    let checked = checked?;
    let figures = checked.iter().map(|(figures, _)| figures).sum();
    let found = checked.into_iter().flat_map(|(_, found)| found).collect();
    Ok(Findings { found, documents: count, figures, outcome: Outcome::AllRead })
}

/// How many figures a council has, and what looks wrong in them.
fn of_council(
    documents: Vec<DocumentRow>,
    partitions: &[Partition],
    vocabulary: &Vocabulary,
) -> Result<(usize, Vec<Suspicion>), StoreError> {
    let mut observations = Vec::new();
    for partition in partitions {
        observations.extend(partition.observations()?);
    }
    Ok((observations.len(), bodies::check(documents, observations, vocabulary)))
}
