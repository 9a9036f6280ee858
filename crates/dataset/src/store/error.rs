//! Why a dataset can't be read or changed, and what to do.

use std::io;
use std::path::PathBuf;

use crate::read::{ReadError, ReadFault};
use crate::write::WriteError;

/// A dataset that can't be read or changed. Whatever it is, nothing that stood in the dataset is lost.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is no dataset to read.
    #[error("expected a dataset in `{}`, found {found}", folder.display())]
    NoDataset {
        /// The folder.
        folder: PathBuf,
        /// What is there.
        found: &'static str,
    },
    /// A dataset should be made in a folder that holds something else.
    #[error("expected a dataset or an empty folder in `{}`, found `{found}` there", folder.display())]
    NotEmpty {
        /// The folder.
        folder: PathBuf,
        /// One of the things in it.
        found: String,
    },
    /// Somebody else is writing.
    #[error("another import is writing to the dataset in `{}`", folder.display())]
    Locked {
        /// The folder of the dataset.
        folder: PathBuf,
    },
    /// Something among the partitions is none.
    #[error("expected a folder named {expected}, found `{}`", path.display())]
    NoPartition {
        /// What such a folder is called.
        expected: &'static str,
        /// What is there.
        path: PathBuf,
    },
    /// A file can't be read back.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// A file can't be written; the one before it is still there.
    #[error(transparent)]
    Write(#[from] WriteError),
    /// A folder can't be listed, or something in it not be removed or locked.
    #[error("cannot use `{}`", path.display())]
    Io {
        /// The folder or file.
        path: PathBuf,
        /// What stood in the way.
        source: io::Error,
    },
}

impl StoreError {
    /// What to do about it.
    pub fn hint(&self) -> Option<String> {
        let hint = match self {
            StoreError::NoDataset { .. } => "`boardlift import` makes a dataset",
            StoreError::NotEmpty { .. } => "name a folder of the dataset's own",
            StoreError::Locked { .. } => "wait until it has finished",
            StoreError::NoPartition { .. } => "move it out of the dataset",
            StoreError::Read(error) => return read_hint(error),
            StoreError::Write(WriteError { source, .. }) | StoreError::Io { source, .. } => io_hint(source)?,
        };
        Some(hint.to_owned())
    }
}

fn read_hint(error: &ReadError) -> Option<String> {
    let path = error.path.display();
    match &error.fault {
        ReadFault::Io(source) if source.kind() == io::ErrorKind::NotFound => {
            Some("an import may have replaced it just now: try again".to_owned())
        }
        ReadFault::Io(source) => io_hint(source).map(str::to_owned),
        ReadFault::Schema { .. } => {
            Some("import into a new folder with this version of Boardlift".to_owned())
        }
        _ => Some(format!(
            "put a copy of `{path}` in its place, or remove it and import again with `--refresh`"
        )),
    }
}

fn io_hint(source: &io::Error) -> Option<&'static str> {
    match source.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
            Some("make room and run it again: it goes on where it stopped")
        }
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            Some("name a folder that you may write to, or ask for the right to")
        }
        _ => None,
    }
}
