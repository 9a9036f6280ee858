//! From the archive's editions to the dataset's documents, and back.
//!
//! An edition is bytes, and a document is bytes: they are the same, but for zip packs, whose papers are a document each.

use std::path::{Path, PathBuf};

use boardlift_batch::inputs::{Input, Listed, Provenance};
use boardlift_fetch::night::{Edition, Holding, PaperNote};
use boardlift_model::Authority;

/// The editions that a dataset should hold, and where their bytes are.
#[derive(Debug, Clone, Copy)]
pub struct Editions<'e> {
    /// The archive's folder.
    pub archive: &'e Path,
    /// The editions, in the order in which names of one document count.
    pub holdings: &'e [Holding],
}

impl Editions<'_> {
    /// All of them, as an import takes them.
    pub fn inputs(&self) -> Vec<Listed> {
        self.holdings.iter().map(|holding| self.listed(holding)).collect()
    }

    /// The documents of the bytes with this hash, in the order in which a pack has them.
    pub(crate) fn documents(&self, hash: &str) -> Vec<Input> {
        let holding = self.holdings.iter().find(|holding| holding.edition.hash == hash);
        holding.map(|holding| self.listed(holding).inputs()).unwrap_or_default()
    }

    /// The edition of a paper before the one of this number.
    pub(crate) fn before(&self, paper: &PaperNote, number: u32) -> Option<&Edition> {
        let is_of_paper = |other: &&Edition| {
            (&other.paper.source, &other.paper.key) == (&paper.source, &paper.key) && other.number < number
        };
        let editions = self.holdings.iter().map(|holding| &holding.edition);
        editions.filter(is_of_paper).max_by_key(|other| other.number)
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
