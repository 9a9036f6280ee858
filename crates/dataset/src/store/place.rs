//! Files put into their place whole.
//!
//! A file is written in `.boardlift/part/` and renamed: engines take every file among the partitions for one of theirs,
//! whatever its name ends in, so no unfinished file may ever stand there.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::partition::PartitionKey;
use super::{OBSERVATIONS, StoreError};
use crate::write::{WriteError, replace_through};

/// The folder of our own state.
pub(super) const STATE: &str = ".boardlift";

/// The folder of unfinished files, in the dataset's.
fn unfinished(dataset: &Path) -> PathBuf {
    dataset.join(STATE).join("part")
}

/// Writes the file at `name`, a path with `/` below the dataset's folder.
///
/// Different files may be put into their places at the same time.
pub(super) fn put(
    dataset: &Path,
    name: &str,
    content: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), StoreError> {
    let path = dataset.join(name);
    let failed = |source| WriteError { path: path.clone(), source };
    let part = unfinished(dataset);
    fs::create_dir_all(&part).map_err(failed)?;
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(failed)?;
    }
    // One name for each place, so that what a killed run left is overwritten.
    replace_through(&part.join(name.replace('/', "+")), &path, content).map_err(failed)?;
    Ok(())
}

/// Has the file at `name` hold these bytes. Where it does, it is left as it is.
pub(super) fn keep(
    dataset: &Path,
    name: &str,
    content: impl FnOnce() -> io::Result<Vec<u8>>,
) -> Result<(), StoreError> {
    let path = dataset.join(name);
    let content = content().map_err(|source| WriteError { path: path.clone(), source })?;
    match fs::read(path) {
        Ok(found) if found == content => Ok(()),
        _ => put(dataset, name, |out| out.write_all(&content)),
    }
}

/// Removes the file at `name`. Its folder stays until it is swept: another thread may be about to put a file there.
pub(super) fn remove(dataset: &Path, name: &str) -> Result<(), StoreError> {
    let path = dataset.join(name);
    match fs::remove_file(&path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        removed => removed.map_err(|source| StoreError::Io { path, source }),
    }
}

/// Removes unfinished files, and the folders of these partitions that were emptied. Nothing may be put into its place
/// meanwhile.
pub(super) fn sweep<'k>(
    dataset: &Path,
    partitions: impl IntoIterator<Item = &'k PartitionKey>,
) -> Result<(), StoreError> {
    let part = unfinished(dataset);
    match fs::remove_dir_all(&part) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        removed => removed.map_err(|source| StoreError::Io { path: part, source })?,
    }
    for key in partitions {
        let file = dataset.join(OBSERVATIONS).join(key.file());
        // A folder that has something in it can't be removed, and shouldn't be.
        let folders = file.ancestors().skip(1).take(2);
        folders.for_each(|folder| drop(fs::remove_dir(folder)));
    }
    Ok(())
}
