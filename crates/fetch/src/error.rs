//! Why the watch can't go on, and what to do about it. What was archived before stays.
//!
//! A source that fails is none of these: it costs itself only, and the night's account tells it.

use std::io;
use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

/// A run that could not go on.
#[derive(Debug, thiserror::Error)]
pub enum FetchError {
    /// Another run is under way.
    #[error("`{}` is at work already", archive.display())]
    Locked {
        /// The archive's folder.
        archive: PathBuf,
    },
    /// The archive can't be read or written.
    #[error("cannot use `{}`", path.display())]
    Archive {
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// There is no archive.
    #[error("`{}` is no archive: it has no ledger", path.display())]
    NoArchive {
        /// The folder.
        path: PathBuf,
    },
    /// The ledger can't be read or added to.
    #[error("cannot use `{}`", path.display())]
    Ledger {
        /// The ledger.
        path: PathBuf,
        /// What SQLite says.
        source: rusqlite::Error,
    },
    /// The ledger was written by a newer Boardlift, or is none of ours.
    #[error("`{}` has version {found}, but this program knows versions up to {known}", path.display())]
    Version {
        /// The ledger.
        path: PathBuf,
        /// Its version.
        found: i64,
        /// The newest version that is known.
        known: i64,
    },
}

impl FetchError {
    /// An archive's file or folder that the system makes trouble about.
    pub(crate) fn archive(path: &Path) -> impl FnOnce(io::Error) -> FetchError {
        let path = path.to_owned();
        |source| FetchError::Archive { path, source }
    }

    /// What to do about it: one sentence, lower case, no full stop.
    pub fn hint(&self) -> String {
        let hint = match self {
            FetchError::Locked { .. } => "wait until the other run has ended, or name another archive",
            FetchError::Archive { source, .. } => match source.kind() {
                io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
                    "make room on its disk and run it again: it goes on where it stopped"
                }
                _ => "name a folder that you may write to, or ask for the right to",
            },
            FetchError::NoArchive { .. } => "name the folder that `boardlift fetch --archive` was given",
            FetchError::Ledger { source, .. } => match source.sqlite_error_code() {
                Some(ErrorCode::DiskFull | ErrorCode::SystemIoFailure) => {
                    "make room on its disk and run it again: it goes on where it stopped"
                }
                Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
                    "name a folder that you may write to, or ask for the right to"
                }
                _ => {
                    "bring the file back from a backup; without it, begin with a new archive: \
                     the papers' files are not touched"
                }
            },
            FetchError::Version { .. } => "use the newer program, or begin with a new archive",
        };
        hint.to_owned()
    }
}
