//! The archive: a folder with the bytes of all papers, each under its hash, and the ledger that tells where they came from.
//!
//! ```text
//! archive/ledger.sqlite   what was asked and answered, and all papers with their editions
//!         papers/ab/…     the papers' bytes, by their SHA-256; never changed, never removed
//!         pages/ab/…      what sites list, the newest of each address alone, by the SHA-256 of the address
//!         warc/           what nights fetched, for other programs; on demand
//!         part/           what is being written; swept when a run begins
//!         lock            held while a run is under way
//! ```
//!
//! It can be moved: nothing in it names a folder outside of it, or itself. A file is written in `part/`, its hash taken on
//! the way, and renamed when all of it is on the disk; only then does the ledger hear of it. So whatever the ledger names
//! is there, whole.

mod files;
mod incoming;
mod kind;
mod likeness;
mod record;

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

pub(crate) use files::Files;
pub(crate) use incoming::{Arrived, Incoming, hexadecimal};
pub(crate) use kind::{Kind, is_document_name};
pub use record::Record;

use crate::FetchError;
use crate::ledger::Ledger;
use crate::night::{Edition, Holding, Night};

/// The ledger's file in the archive's folder.
const LEDGER: &str = "ledger.sqlite";

/// An archive that nobody else is at work in, until it is dropped.
#[derive(Debug)]
pub struct Archive {
    files: Files,
    ledger: Mutex<Ledger>,
    /// The lock goes with the handle, also where the process is killed.
    _lock: File,
}

impl Archive {
    /// Opens the archive in a folder, which is made if it is not there, and sweeps what a killed run left half written.
    ///
    /// # Errors
    ///
    /// Where another run is under way in it, where it can't be written to, or where a newer program wrote its ledger.
    pub fn open(folder: &Path) -> Result<Self, FetchError> {
        fs::create_dir_all(folder).map_err(FetchError::archive(folder))?;
        let lock = locked(folder)?;
        let files = Files::open(folder)?;
        let ledger = Ledger::open(&folder.join(LEDGER))?;
        Ok(Archive { files, ledger: Mutex::new(ledger), _lock: lock })
    }

    /// Its folder.
    pub fn folder(&self) -> &Path {
        self.files.folder()
    }

    /// Where a file of an edition is on this machine.
    pub fn path(&self, file: &str) -> PathBuf {
        self.folder().join(file)
    }

    /// The editions that a dataset should hold: all that were ever fetched, but packs whose papers are there one by one.
    /// Older editions and vanished papers are among them: what was published stays published. Each of the bytes once, as
    /// they first came; the order is that of source, key and number.
    ///
    /// # Errors
    ///
    /// Where the ledger can't be read.
    pub fn holdings(&self) -> Result<Vec<Holding>, FetchError> {
        self.ledger().holdings()
    }

    /// The editions that no dataset should hold any longer: packs whose papers are there one by one, but those whose very bytes
    /// are among the holdings all the same. The order is that of source, key and number.
    ///
    /// # Errors
    ///
    /// Where the ledger can't be read.
    pub fn withdrawn(&self) -> Result<Vec<Edition>, FetchError> {
        self.ledger().withdrawn()
    }

    /// The editions that came in the runs between these two, in their order: what a dataset that was left behind lacks.
    ///
    /// # Errors
    ///
    /// Where the ledger can't be read.
    pub fn editions_between(&self, after: i64, before: i64) -> Result<Vec<Edition>, FetchError> {
        self.ledger().editions_between(after, before)
    }

    /// Ends a night: its report is kept, and the next run begins a new one. A night that is not closed is gone on with by
    /// the next run, whatever has already come of it.
    ///
    /// # Errors
    ///
    /// Where the ledger can't be written.
    pub fn close(&self, night: &Night, report: &str) -> Result<(), FetchError> {
        self.ledger().close(night, report)
    }

    /// What was told of the last nights, the newest first: the reports that [`close`](Self::close) was given.
    ///
    /// # Errors
    ///
    /// Where the ledger can't be read.
    pub fn reports(&self, most: usize) -> Result<Vec<String>, FetchError> {
        self.ledger().reports(most)
    }

    /// The ledger, for one thread at a time.
    pub(crate) fn ledger(&self) -> MutexGuard<'_, Ledger> {
        // A thread that panicked with the ledger in its hands left no transaction open: they are taken back when dropped.
        self.ledger.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The files.
    pub(crate) fn files(&self) -> &Files {
        &self.files
    }
}

/// Takes an archive for this process alone.
fn locked(folder: &Path) -> Result<File, FetchError> {
    let path = folder.join("lock");
    let file = File::options().create(true).write(true).truncate(false).open(&path);
    let file = file.map_err(FetchError::archive(&path))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(FetchError::Locked { archive: folder.to_owned() }),
        Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => Ok(file),
        Err(TryLockError::Error(source)) => Err(FetchError::Archive { path, source }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_run_at_a_time_and_the_next_one_when_it_is_done() {
        let folder = tempfile::tempdir().unwrap();
        let first = Archive::open(folder.path()).unwrap();
        let Err(error) = Archive::open(folder.path()) else { panic!("it was opened twice") };
        assert!(matches!(error, FetchError::Locked { .. }), "{error}");
        assert!(error.hint().starts_with("wait"), "{}", error.hint());
        drop(first);
        Archive::open(folder.path()).unwrap();
    }

    #[test]
    fn a_folder_that_can_not_be_made_is_an_error_with_its_name() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("file"), "in the way").unwrap();
        let Err(error) = Archive::open(&folder.path().join("file/archive")) else { panic!("it was opened") };
        assert!(error.to_string().contains("file/archive"), "{error}");
    }
}
