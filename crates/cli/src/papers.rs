//! What commands that look at a dataset have in common: its papers, and the figures that are wanted of it.

use std::collections::{BTreeMap, HashMap, HashSet};

use boardlift_dataset::DocumentRow;
use boardlift_dataset::editions::{Dates, DatesOf, ranks, stated_dates};
use boardlift_dataset::store::{Partition, StoreError};
use boardlift_lexicon::fold;
use boardlift_model::{Authority, DocumentId, Observation};
use boardlift_reference::{UnknownAuthority, Vocabulary};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

/// The documents of a dataset by their ids.
pub(crate) struct Papers<'d> {
    rows: HashMap<&'d DocumentId, &'d DocumentRow>,
}

impl<'d> Papers<'d> {
    /// These documents; of one that is given twice, the first row.
    pub(crate) fn new(documents: &'d [DocumentRow]) -> Self {
        let mut rows = HashMap::new();
        for row in documents {
            rows.entry(&row.source.id).or_insert(row);
        }
        Papers { rows }
    }

    /// The document with this id.
    pub(crate) fn of(&self, id: &DocumentId) -> Option<&'d DocumentRow> {
        self.rows.get(id).copied()
    }

    /// The name of that document's file.
    pub(crate) fn file_name(&self, id: &DocumentId) -> Option<&'d str> {
        self.of(id).map(|row| row.source.file_name.as_str())
    }
}

/// What tells the order of the papers that have some of the figures: what they state of themselves and, of councils
/// where that leaves it open, how far all figures of their papers go.
///
/// # Errors
///
/// Where a partition can't be read.
pub(crate) fn dates_of<'d>(
    rows: &[Observation],
    documents: &'d [DocumentRow],
    partitions: &[Partition],
) -> Result<DatesOf<'d>, StoreError> {
    let mut dates = stated_dates(documents);
    let mut papers: HashMap<Option<&str>, HashSet<&DocumentId>> = HashMap::new();
    for row in rows {
        let code = row.authority.as_ref().and_then(|authority| authority.code.as_deref());
        papers.entry(code).or_default().insert(&row.document_id);
    }
    papers.retain(|_, papers| ranks(papers.iter().copied(), &dates).iter().any(|rank| rank.len() > 1));
    let ids: HashMap<&str, &DocumentId> =
        documents.iter().map(|row| (row.source.id.as_str(), &row.source.id)).collect();
    let is_open = |partition: &&Partition| papers.contains_key(&partition.key().authority_code.as_deref());
    let seen: Result<Vec<_>, _> =
        partitions.par_iter().filter(is_open).map(|partition| sights(partition, &ids)).collect();
    for (id, told) in seen?.into_iter().flatten() {
        dates.entry(id).or_default().join(told);
    }
    Ok(dates)
}

/// How far the figures of each document go in one partition.
fn sights<'d>(
    partition: &Partition,
    ids: &HashMap<&str, &'d DocumentId>,
) -> Result<BTreeMap<&'d DocumentId, Dates>, StoreError> {
    let mut seen: BTreeMap<&DocumentId, Dates> = BTreeMap::new();
    partition.sights(|document, sight| {
        if let Some(id) = ids.get(document) {
            seen.entry(id).or_default().note(sight);
        }
    })?;
    Ok(seen)
}

/// Which councils are wanted.
pub(crate) struct Councils {
    /// Codes and folded names; all councils where there are none.
    wanted: HashSet<String>,
}

impl Councils {
    /// The councils that are named, by code or by name. One that no vocabulary knows may still be in the dataset.
    ///
    /// # Errors
    ///
    /// Where neither the vocabulary nor the documents know one.
    pub(crate) fn named(
        names: &[String],
        vocabulary: &Vocabulary,
        documents: &[DocumentRow],
    ) -> Result<Self, UnknownAuthority> {
        let printed: HashSet<String> =
            documents.iter().filter_map(|row| key(row.authority.as_ref()?)).collect();
        let wanted = names.iter().map(|name| match vocabulary.authority_by_code_or_name(name) {
            Ok(entry) => Ok(entry.code.clone()),
            Err(unknown) => Some(fold::key(name)).filter(|name| printed.contains(name)).ok_or(unknown),
        });
        Ok(Councils { wanted: wanted.collect::<Result<_, _>>()? })
    }

    /// Whether a partition of this code may hold figures that are wanted.
    pub(crate) fn may_be_in(&self, code: Option<&str>) -> bool {
        // Councils without a code stand together.
        self.wanted.is_empty() || code.is_none_or(|code| self.wanted.contains(code))
    }

    /// Whether a figure is of a council that is wanted.
    pub(crate) fn published(&self, row: &Observation) -> bool {
        let publisher = || row.authority.as_ref().and_then(key);
        self.wanted.is_empty() || publisher().is_some_and(|key| self.wanted.contains(&key))
    }
}

fn key(authority: &Authority) -> Option<String> {
    authority.code.clone().or_else(|| Some(fold::key(&authority.name)))
}
