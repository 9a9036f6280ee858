//! What is to be looked at: the files that are new or changed, as the documents that they hold.

use std::collections::HashSet;
use std::fs;
use std::path::PathBuf;

use boardlift_model::DocumentId;

use super::error::ImportError;
use super::known::Known;
use super::ledger::Ledger;
use super::stamp::{Moment, Stamp};
use crate::inputs::{Input, Listed};

/// One document to look at.
pub(super) struct Item {
    /// Where it is.
    pub(super) input: Input,
    /// Its place among all documents of the inputs, from 0.
    pub(super) place: usize,
    /// Whether it is the last one of its file.
    pub(super) is_last: bool,
    /// With the last one, the file and what it was before anything of it was read, where that may be remembered.
    pub(super) file: Option<(PathBuf, Stamp)>,
}

/// All that is to be looked at, and what need not be.
#[derive(Default)]
pub(super) struct Worklist {
    /// The documents to look at, in the order of the inputs.
    pub(super) items: Vec<Item>,
    /// The documents in files that are what they were, and that need not be read again, each with its place.
    pub(super) unchanged: Vec<(usize, DocumentId)>,
}

impl Worklist {
    /// What of these files is to be looked at by a run that began at `begin`.
    ///
    /// # Errors
    ///
    /// Where the ledger can't be read.
    pub(super) fn of(
        files: Vec<Listed>,
        ledger: &Ledger,
        known: &Known,
        begin: Moment,
    ) -> Result<Self, ImportError> {
        let mut list = Worklist::default();
        // A copy of one that stands before it need not be read, wherever it was published.
        let mut passed: HashSet<DocumentId> = HashSet::new();
        for file in files {
            let stamped = stamped(&file);
            let remembered = match &stamped {
                Some((path, stamp)) => ledger.file(path)?.filter(|(then, _)| then == stamp),
                None => None,
            };
            let wants = |id: &DocumentId| !passed.contains(id) && known.wants(id, file.provenance());
            match remembered {
                Some((_, documents)) if !documents.iter().any(wants) => {
                    passed.extend(documents.iter().cloned());
                    list.unchanged.extend((list.places()..).zip(documents));
                }
                _ => list.add(file, stamped.filter(|(_, stamp)| stamp.is_settled(begin))),
            }
        }
        Ok(list)
    }

    /// How many documents there are so far.
    fn places(&self) -> usize {
        self.items.len() + self.unchanged.len()
    }

    fn add(&mut self, listed: Listed, file: Option<(PathBuf, Stamp)>) {
        let first = self.items.len();
        let items = listed.inputs().into_iter().zip(self.places()..);
        self.items.extend(items.map(|(input, place)| Item { input, place, is_last: false, file: None }));
        if let Some(last) = self.items[first..].last_mut() {
            (last.is_last, last.file) = (true, file);
        }
    }
}

/// A file with its whole path and its stamp. What is no file, or can't be looked at, has none.
fn stamped(file: &Listed) -> Option<(PathBuf, Stamp)> {
    let path = std::path::absolute(file.path()?).ok()?;
    let metadata = fs::metadata(&path).ok().filter(fs::Metadata::is_file)?;
    let stamp = Stamp::of(&metadata).ok()?;
    Some((path, stamp))
}
