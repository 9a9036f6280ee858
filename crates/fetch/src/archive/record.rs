//! What an archive knows, for whoever only looks: nothing is locked, swept, brought up to date or written, so that a
//! read-only archive can be looked into, and one that a run is at work in.

use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::LEDGER;
use crate::FetchError;
use crate::ledger::Ledger;

/// What is known of the papers of an archive.
#[derive(Debug)]
pub struct Record {
    ledger: Mutex<Ledger>,
}

impl Record {
    /// The record of the archive in a folder.
    ///
    /// # Errors
    ///
    /// [`FetchError::NoArchive`] where it has no ledger, and where its ledger can't be read or is another version's.
    pub fn open(folder: &Path) -> Result<Self, FetchError> {
        let path = folder.join(LEDGER);
        let none = || FetchError::NoArchive { path: folder.to_owned() };
        if !path.try_exists().map_err(FetchError::archive(&path))? {
            return Err(none());
        }
        Ok(Record { ledger: Mutex::new(Ledger::look_into(&path)?.ok_or_else(none)?) })
    }

    /// The ledger, for one thread at a time.
    pub(crate) fn ledger(&self) -> MutexGuard<'_, Ledger> {
        // Nobody writes: a thread that panicked left nothing undone.
        self.ledger.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::fs;
    use std::time::SystemTime;

    use super::*;
    use crate::archive::Archive;
    use crate::night::Night;

    /// All files below a folder, with their bytes.
    fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
        let entries = walkdir::WalkDir::new(folder).into_iter().map(Result::unwrap);
        entries
            .filter(|entry| entry.file_type().is_file())
            .map(|entry| (entry.path().display().to_string(), fs::read(entry.path()).unwrap()))
            .collect()
    }

    #[test]
    fn a_folder_without_a_ledger_has_no_record_and_gets_none() {
        let folder = tempfile::tempdir().unwrap();
        let check = || {
            let before = files(folder.path());
            let Err(error) = Record::open(folder.path()) else { panic!("it was opened") };
            assert!(matches!(error, FetchError::NoArchive { .. }), "{error}");
            assert_eq!(files(folder.path()), before);
        };
        check();
        fs::write(folder.path().join(LEDGER), "").unwrap();
        check();
    }

    #[test]
    fn an_archive_that_is_looked_into_stays_as_it_is() {
        let folder = tempfile::Builder::new().prefix("an archive #1? 100%").tempdir().unwrap();
        drop(Archive::open(folder.path()).unwrap());
        fs::write(folder.path().join("part/unfinished"), "half a paper").unwrap();
        let before = files(folder.path());
        let record = Record::open(folder.path()).unwrap();
        assert!(record.ledger().reports(1).unwrap().is_empty());
        drop(record);
        assert_eq!(files(folder.path()), before);
    }

    #[test]
    fn a_run_that_is_at_work_is_looked_at_and_not_in_the_way() {
        let folder = tempfile::tempdir().unwrap();
        let archive = Archive::open(folder.path()).unwrap();
        let record = Record::open(folder.path()).unwrap();
        let run = archive.ledger().begin(SystemTime::UNIX_EPOCH).unwrap();
        let night = Night { run: run.id, began: run.began.clone(), ended: run.began, sources: Vec::new() };
        archive.close(&night, "told").unwrap();
        assert_eq!(record.ledger().reports(1).unwrap(), ["told"]);
    }
}
