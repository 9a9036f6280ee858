//! From the archive's editions to the dataset's documents, and back.
//!
//! An edition is bytes, and a document is bytes: they are the same, but for zip packs, whose papers are a document each.

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use boardlift_batch::document::DocumentReader;
use boardlift_batch::inputs::{Input, Listed, Provenance};
use boardlift_dataset::DocumentRow;
use boardlift_fetch::night::{self, Edition, Holding};
use boardlift_model::{Authority, DocumentId};

/// The editions that a dataset should hold, and where their bytes are.
#[derive(Debug, Clone)]
pub struct Editions<'e> {
    archive: &'e Path,
    holdings: &'e [Holding],
    by_hash: HashMap<&'e str, &'e Holding>,
}

impl<'e> Editions<'e> {
    /// Editions in an archive's folder, in the order in which names of one document count.
    pub fn new(archive: &'e Path, holdings: &'e [Holding]) -> Self {
        let by_hash = holdings.iter().map(|holding| (holding.edition.hash.as_str(), holding)).collect();
        Editions { archive, holdings, by_hash }
    }

    /// All of them, as an import takes them.
    pub fn inputs(&self) -> Vec<Listed> {
        self.holdings.iter().map(|holding| self.listed(holding)).collect()
    }

    /// The documents of the bytes with this hash, in the order in which a pack has them. Those that can't be had are left out.
    pub(crate) fn documents(&self, hash: &str, reader: &DocumentReader) -> Vec<(DocumentId, Input)> {
        let holding = self.by_hash.get(hash);
        holding.map(|holding| ids(self.listed(holding), hash, reader)).unwrap_or_default()
    }

    /// The documents among a dataset's that came from these editions: they have their bytes, or lie in them, and were fetched
    /// there. One that somebody imported by hand came from elsewhere and is none of them.
    pub fn withdrawn(
        &self,
        editions: &[Edition],
        documents: &[DocumentRow],
        reader: &DocumentReader,
    ) -> BTreeSet<DocumentId> {
        let came: BTreeSet<(Option<&str>, &DocumentId)> =
            documents.iter().map(|row| (row.source_url.as_deref(), &row.source.id)).collect();
        let addresses: BTreeSet<Option<&str>> = came.iter().map(|(address, _)| *address).collect();
        // A pack is opened where something of it is there alone.
        let there = editions.iter().filter(|edition| addresses.contains(&edition.source_url.as_deref()));
        let of_edition = there.flat_map(|edition| {
            let ids = ids(self.published(edition, None), &edition.hash, reader);
            ids.into_iter().map(|(id, _)| (edition.source_url.as_deref(), id))
        });
        of_edition.filter(|(address, id)| came.contains(&(*address, id))).map(|(_, id)| id).collect()
    }

    fn listed(&self, holding: &Holding) -> Listed {
        self.published(&holding.edition, holding.authority.as_ref())
    }

    fn published(&self, edition: &Edition, authority: Option<&night::Authority>) -> Listed {
        let path: PathBuf = self.archive.join(&edition.path);
        let authority = authority
            .map(|authority| Authority { code: Some(authority.code.clone()), name: authority.name.clone() });
        let (file_name, url) = (edition.file_name.clone(), edition.source_url.clone());
        Listed::published(path, Provenance { file_name, url, authority })
    }
}

/// The documents of bytes with this hash. Those that can't be had are left out.
fn ids(listed: Listed, hash: &str, reader: &DocumentReader) -> Vec<(DocumentId, Input)> {
    let with_id = listed.inputs().into_iter().filter_map(|input| {
        // The archive has taken the hash of whole files.
        let is_file = !input.is_packed();
        let id = if is_file { DocumentId(hash.to_owned()) } else { input.hold(reader).ok()?.id().clone() };
        Some((id, input))
    });
    with_id.collect()
}
