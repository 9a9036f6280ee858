//! Tables as whole files: a file is there complete or not at all.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use strum::VariantArray;

use super::{Format, write};
use crate::tables::{TableName, Tables};

/// A file or folder that could not be written.
#[derive(Debug, thiserror::Error)]
#[error("cannot write `{}`", path.display())]
pub struct WriteError {
    /// The file or folder.
    pub path: PathBuf,
    /// What stood in the way.
    pub source: io::Error,
}

/// Writes the four tables into a folder, which is made if it is not there: `observations.parquet` and so on, with the
/// format's name as the extension. Files of these names are replaced, others are left alone.
///
/// # Errors
///
/// Where the folder can't be made or one of the files can't be written. Those written before it stay.
pub fn write_folder(tables: &Tables, format: Format, folder: &Path) -> Result<(), WriteError> {
    fs::create_dir_all(folder).map_err(|source| WriteError { path: folder.to_owned(), source })?;
    TableName::VARIANTS
        .iter()
        .try_for_each(|&table| write_file(tables, table, format, &folder.join(format!("{table}.{format}"))))
}

/// Writes one table into a file, which is replaced if it is there.
///
/// # Errors
///
/// As [`replace_file`].
pub fn write_file(tables: &Tables, table: TableName, format: Format, path: &Path) -> Result<(), WriteError> {
    replace_file(path, |out| write(tables, table, format, out))
}

/// Writes a file, which is replaced if it is there.
///
/// The content is written beside it, under its name with `.part` added, and takes its place when all of it is on
/// the disk: a run that is killed leaves the old file as it was. A path that is something else than a file, such as a
/// pipe, is written to as it is.
///
/// # Errors
///
/// Where the file can't be written; what was there before is then still there.
pub fn replace_file(
    path: &Path,
    content: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), WriteError> {
    let written = match fs::metadata(path) {
        Ok(metadata) if !metadata.is_file() => fill(path, content).map(drop),
        _ => replace(path, content),
    };
    written.map_err(|source| WriteError { path: path.to_owned(), source })
}

/// Fills a file beside `path` and renames it.
fn replace(path: &Path, content: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    replace_path(path, |error| error, |part| fill(part, content).map(drop))
}

/// Has a file written under another name beside `path`, and renames it when all of it is on the disk. What `write`
/// leaves under that name is removed where it fails.
///
/// The name has nothing random in it, so that what a killed run left is overwritten by the next one.
///
/// # Errors
///
/// That of `write`, or, as `failed` words it, why the file could not take its place; what was there before is then
/// still there.
pub(crate) fn replace_path<E>(
    path: &Path,
    failed: impl Fn(io::Error) -> E,
    write: impl FnOnce(&Path) -> Result<(), E>,
) -> Result<(), E> {
    let mut part = path.as_os_str().to_owned();
    part.push(".part");
    replace_by(Path::new(&part), path, failed, write)
}

/// Writes a file as `part`, which is on the same disk, and renames it to `path` when all of it is there.
///
/// # Errors
///
/// Where it can't be written; what was there before is then still there.
pub(crate) fn replace_through(
    part: &Path,
    path: &Path,
    content: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    replace_by(part, path, |error| error, |part| fill(part, content).map(drop))
}

fn replace_by<E>(
    part: &Path,
    path: &Path,
    failed: impl Fn(io::Error) -> E,
    write: impl FnOnce(&Path) -> Result<(), E>,
) -> Result<(), E> {
    let replaced = write(part).and_then(|()| {
        let synced = OpenOptions::new().write(true).open(part).and_then(|file| file.sync_all());
        synced.and_then(|()| fs::rename(part, path)).map_err(failed)
    });
    if replaced.is_err() {
        // The reason why the file could not be written matters more than that its rest could not be removed.
        let _ = fs::remove_file(part);
    }
    replaced
}

fn fill(path: &Path, content: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<File> {
    let mut out = BufWriter::new(File::create(path)?);
    content(&mut out)?;
    out.into_inner().map_err(io::IntoInnerError::into_error)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::tables;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_folder_has_the_four_tables_and_nothing_else_of_ours() {
        let folder = tempfile::tempdir().unwrap();
        let inner = folder.path().join("new/dataset");
        for format in Format::VARIANTS {
            write_folder(&tables(), *format, &inner).unwrap();
            let expected = ["actions", "commentary", "documents", "observations"];
            assert_eq!(names(&inner), expected.map(|table| format!("{table}.{format}")));
            fs::remove_dir_all(&inner).unwrap();
        }
    }

    #[test]
    fn a_file_is_what_the_stream_would_be_and_replaces_what_was_there() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("rows.csv");
        fs::write(&path, "an older and much longer file ".repeat(1000)).unwrap();
        write_file(&tables(), TableName::Actions, Format::Csv, &path).unwrap();
        let mut expected = Vec::new();
        write(&tables(), TableName::Actions, Format::Csv, &mut expected).unwrap();
        assert_eq!(fs::read(&path).unwrap(), expected);
        assert_eq!(names(folder.path()), ["rows.csv"]);
    }

    #[test]
    fn a_file_that_fails_half_way_leaves_the_old_one() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("rows.csv");
        fs::write(&path, "the old rows").unwrap();
        let failed = replace(&path, |out| {
            out.write_all(b"half")?;
            Err(io::ErrorKind::StorageFull.into())
        });
        assert_eq!(failed.unwrap_err().kind(), io::ErrorKind::StorageFull);
        assert_eq!(fs::read_to_string(&path).unwrap(), "the old rows");
        assert_eq!(names(folder.path()), ["rows.csv"]);
    }

    #[test]
    fn an_error_names_the_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("missing/rows.csv");
        let error = write_file(&tables(), TableName::Actions, Format::Csv, &path).unwrap_err();
        assert_eq!(error.to_string(), format!("cannot write `{}`", path.display()));
        assert_eq!(error.source.kind(), io::ErrorKind::NotFound);
    }
}
