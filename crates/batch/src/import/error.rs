//! Why an import can't go on, and what to do about it. What was imported before stays.

use std::io;
use std::path::PathBuf;

use boardlift_dataset::ReadFault;
use boardlift_dataset::store::StoreError;
use rayon::ThreadPoolBuildError;

/// An import that could not go on.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The dataset's folder can't be made or written to.
    #[error("cannot write to the dataset's folder `{}`; expected a folder that may be written to, and room on its disk", path.display())]
    Folder {
        /// The folder or a file in it.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The dataset is at work already, or can't be read or written.
    #[error("{}", with_hint(.0))]
    Store(#[from] StoreError),
    /// What waits in the ledger can't be read back.
    #[error("cannot bring into the dataset what an earlier run has read; delete its `.boardlift/import.sqlite` and start the import again")]
    Waiting(#[from] ReadFault),
    /// The threads can't be had.
    #[error("cannot start the threads; ask for fewer with --jobs")]
    Threads(#[from] ThreadPoolBuildError),
    /// What is remembered of earlier runs can't be read or added to.
    #[error("cannot use `{}`; {}", path.display(), ledger_hint(source))]
    Ledger {
        /// The ledger.
        path: PathBuf,
        /// What SQLite says.
        source: rusqlite::Error,
    },
}

fn ledger_hint(error: &rusqlite::Error) -> &'static str {
    match error.sqlite_error_code() {
        Some(rusqlite::ErrorCode::DiskFull | rusqlite::ErrorCode::SystemIoFailure) => {
            "expected room on its disk; make some and start the import again: it goes on where it ended"
        }
        Some(rusqlite::ErrorCode::ReadOnly | rusqlite::ErrorCode::CannotOpen) => {
            "expected a folder that may be written to"
        }
        _ => {
            "expected what an import has left there; delete the file and start the import again: the dataset stays as it is"
        }
    }
}
