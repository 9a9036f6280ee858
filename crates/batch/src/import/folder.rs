//! The dataset's folder, for one import at a time.

use std::fs::{self, File, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::error::ImportError;
use super::stamp::Moment;

/// What belongs to Boardlift and is no table; readers of datasets pass over names that begin with a dot.
const STATE: &str = ".boardlift";

/// A dataset's folder that no other import writes to. The system frees it when the run ends, however it ends.
pub(super) struct Folder {
    /// What is remembered of earlier runs.
    pub(super) state: PathBuf,
    /// When this run began, by the clock of the folder's disk.
    pub(super) begin: Moment,
    _lock: File,
}

impl Folder {
    /// Takes hold of a dataset's folder, which is made if it is not there.
    ///
    /// # Errors
    ///
    /// Where another import has it, or where it can't be written to.
    pub(super) fn hold(dataset: &Path) -> Result<Self, ImportError> {
        let state = dataset.join(STATE);
        let failed = |source| ImportError::Folder { path: dataset.to_owned(), source };
        fs::create_dir_all(&state).map_err(failed)?;
        let mut lock =
            File::options().create(true).truncate(false).write(true).open(state.join("lock")).map_err(failed)?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(ImportError::Busy { path: dataset.to_owned() }),
            Err(TryLockError::Error(source)) => return Err(failed(source)),
        }
        let begin = written_now(&mut lock).map_err(failed)?;
        Ok(Folder { state, begin, _lock: lock })
    }
}

/// What the disk takes for now.
fn written_now(file: &mut File) -> io::Result<Moment> {
    file.write_all(b"\n")?;
    Moment::written(&file.metadata()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_import_at_a_time_has_the_folder() {
        let outer = tempfile::tempdir().unwrap();
        let dataset = outer.path().join("new/dataset");
        let first = Folder::hold(&dataset).unwrap();
        assert!(matches!(Folder::hold(&dataset), Err(ImportError::Busy { .. })));
        drop(first);
        assert!(Folder::hold(&dataset).is_ok());
    }

    #[test]
    fn what_is_no_folder_is_named() {
        let outer = tempfile::tempdir().unwrap();
        let file = outer.path().join("figures.csv");
        fs::write(&file, "x").unwrap();
        let Err(error) = Folder::hold(&file) else { panic!("a file was taken for a folder") };
        assert!(error.to_string().contains("figures.csv"), "{error}");
    }
}
