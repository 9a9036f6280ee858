//! Why an import can't go on, and what to do about it. What was imported before stays.

use std::io;
use std::path::PathBuf;

use boardlift_dataset::ReadFault;
use boardlift_dataset::store::StoreError;
use rayon::ThreadPoolBuildError;
use rusqlite::ErrorCode;

/// An import that could not go on.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The dataset is at work already, or can't be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The dataset's folder of our own can't be written to.
    #[error("cannot write to `{}`", path.display())]
    Folder {
        /// The folder.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// What is remembered of earlier runs can't be read or added to.
    #[error("cannot use `{}`", path.display())]
    Ledger {
        /// The ledger.
        path: PathBuf,
        /// What SQLite says.
        source: rusqlite::Error,
    },
    /// What waits in the ledger can't be read back.
    #[error("cannot bring into the dataset what was read")]
    Waiting(#[from] ReadFault),
    /// The threads can't be had.
    #[error("cannot start the threads")]
    Threads(#[from] ThreadPoolBuildError),
    /// No process can be begun that reads documents.
    #[error("cannot start a process to read documents in")]
    Workers(#[source] io::Error),
}

impl ImportError {
    /// What to do about it: one sentence, lower case, no full stop.
    pub fn hint(&self) -> Option<String> {
        let hint = match self {
            ImportError::Store(error) => return error.hint(),
            ImportError::Folder { .. } => "name a folder that you may write to, or make room on its disk",
            ImportError::Ledger { source, .. } => match source.sqlite_error_code() {
                Some(ErrorCode::DiskFull | ErrorCode::SystemIoFailure) => {
                    "make room and run it again: it goes on where it stopped"
                }
                Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
                    "name a folder that you may write to, or ask for the right to"
                }
                _ => "remove the file and run it again: the dataset stays as it is",
            },
            ImportError::Waiting(_) => {
                "remove `.boardlift/import.sqlite` and run it again: the dataset stays as it is"
            }
            ImportError::Threads(_) => "ask for fewer with --jobs",
            ImportError::Workers(_) => {
                "make room in memory, or ask for fewer with --jobs, and run it again: it goes on where it stopped"
            }
        };
        Some(hint.to_owned())
    }
}
