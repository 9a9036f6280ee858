//! From the archive's editions to the dataset's documents, and back.
//!
//! An edition is bytes, and a document is bytes: they are the same, but for zip packs, whose papers are a document each.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use boardlift_batch::document::DocumentReader;
use boardlift_batch::inputs::{Input, Listed, Provenance};
use boardlift_fetch::night::Holding;
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
        let inputs = holding.map(|holding| self.listed(holding).inputs()).unwrap_or_default().into_iter();
        let with_id = inputs.filter_map(|input| {
            // The archive has taken the hash of whole files.
            let is_file = !input.is_packed();
            let id =
                if is_file { DocumentId(hash.to_owned()) } else { input.hold(reader).ok()?.id().clone() };
            Some((id, input))
        });
        with_id.collect()
    }

    fn listed(&self, holding: &Holding) -> Listed {
        let Holding { edition, authority } = holding;
        let path: PathBuf = self.archive.join(&edition.path);
        let authority = authority
            .as_ref()
            .map(|authority| Authority { code: Some(authority.code.clone()), name: authority.name.clone() });
        let (file_name, url) = (edition.file_name.clone(), edition.source_url.clone());
        Listed::published(path, Provenance { file_name, url, authority })
    }
}
