//! What is to be read: files, folders, packs of them and standard input, in a fixed order, and reading them within limits.
//!
//! Nothing here looks at what a file holds, but for the files in zip packs. Which files can be read is the business of the
//! readers: a file of an unknown kind gets its row in the table of documents like any other.

mod held;
mod on_disk;
mod pack;

use std::fmt;
use std::fs::{self, File};
use std::io::{self, BufRead, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use boardlift_dataset::Paper;
use boardlift_pack::PackError;
use walkdir::{DirEntry, WalkDir};

use crate::document::{DocumentReader, ReadError};
use crate::paper::PaperReader;
pub use held::Held;
pub(crate) use held::Readable;
use held::{Bytes, read_within};
use on_disk::OnDisk;
pub use on_disk::Provenance;
use pack::{Found, Packed};

/// The largest archive that is taken from standard input, which can't be read twice.
const STDIN_ARCHIVE_BYTES: u64 = 2 << 30;

/// One document to read.
#[derive(Clone)]
pub struct Input(Location);

/// Where a document is.
#[derive(Clone)]
enum Location {
    /// A file, or what may be one: whether it can be read shows when it is read.
    File(OnDisk),
    /// Standard input.
    Stdin,
    /// A file in a pack.
    Packed(Packed),
    /// An archive on standard input, which has been read.
    Held(Arc<[u8]>),
    /// An archive that can't be opened.
    Damaged {
        /// Where it is.
        origin: Box<Location>,
        /// What is wrong with it.
        error: PackError,
    },
    /// What a folder holds but does not give away.
    Lost {
        /// The file or folder.
        path: PathBuf,
        /// What stands in the way.
        reason: String,
    },
}

impl fmt::Display for Input {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Location::File(file) => file.fmt(f),
            Location::Lost { path, .. } => path.display().fmt(f),
            Location::Stdin | Location::Held(_) => f.write_str("standard input"),
            Location::Packed(packed) => packed.fmt(f),
            Location::Damaged { origin, .. } => origin.fmt(f),
        }
    }
}

impl Input {
    /// The input that an argument names: `-` is standard input.
    pub fn of(argument: &Path) -> Self {
        let is_stdin = argument == Path::new("-");
        Input(if is_stdin { Location::Stdin } else { Location::File(OnDisk::own(argument.to_owned())) })
    }

    /// Reads the document's rows.
    ///
    /// # Errors
    ///
    /// As [`Input::hold`].
    pub fn read(&self, reader: &PaperReader) -> io::Result<Paper> {
        Ok(self.hold(reader.documents())?.read(reader))
    }

    /// The document with its bytes, before it is read. A file of a pack whose bytes can't be had is a document too: its
    /// pack is there, and what is missing must be seen. It goes by the hash of its name.
    ///
    /// # Errors
    ///
    /// Where the bytes can't be had, so that there is nothing to make a row of.
    pub fn hold(&self, reader: &DocumentReader) -> io::Result<Held> {
        let limit = reader.byte_limit();
        match (self.0.bytes(limit), &self.0) {
            (Ok(bytes), location) => Ok(Held::new(location, bytes, limit)),
            (Err(error), location @ Location::Packed(packed)) => {
                Ok(Held::missing(location, &packed.path_in_pack(), &error))
            }
            (Err(error), _) => Err(error),
        }
    }

    /// The document's bytes, where a reader may read so many.
    ///
    /// # Errors
    ///
    /// Where they can't be had or are too many.
    pub fn readable_bytes(&self, reader: &DocumentReader) -> Result<Vec<u8>, Unreadable> {
        let limit = reader.byte_limit();
        match self.0.bytes(limit)? {
            Bytes::Held(bytes) => match &self.0 {
                Location::Damaged { error, .. } => Err(Unreadable::Damaged(with_hint(error))),
                _ => Ok(bytes),
            },
            Bytes::TooMany { size, .. } => Err(ReadError::TooLarge { size, limit }.into()),
        }
    }

    /// Where it was published, or the pack that it lies in; nothing where nobody says.
    pub fn provenance(&self) -> Option<&Provenance> {
        self.0.provenance()
    }

    /// Whether it lies in a pack, so that its bytes are not those of a file.
    pub fn is_packed(&self) -> bool {
        matches!(self.0, Location::Packed(_))
    }

    /// The document's name without its folder.
    pub fn file_name(&self) -> String {
        self.0.file_name()
    }
}

impl Location {
    fn file_name(&self) -> String {
        match self {
            Location::File(file) => file.name(),
            Location::Lost { path, .. } => {
                path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
            }
            Location::Stdin | Location::Held(_) => "-".to_owned(),
            Location::Packed(packed) => packed.file_name().to_owned(),
            Location::Damaged { origin, .. } => origin.file_name(),
        }
    }

    /// Where it was published, or the pack that it lies in; nothing where nobody says.
    fn provenance(&self) -> Option<&Provenance> {
        match self {
            Location::File(file) => file.provenance(),
            Location::Packed(packed) => packed.provenance(),
            Location::Damaged { origin, .. } => origin.provenance(),
            Location::Stdin | Location::Held(_) | Location::Lost { .. } => None,
        }
    }

    /// The document's bytes.
    ///
    /// A document of more than `limit` bytes is never held: only its hash is taken, so that its row can say which
    /// bytes were refused.
    ///
    /// # Errors
    ///
    /// Where the bytes can't be had.
    fn bytes(&self, limit: u64) -> io::Result<Bytes> {
        match self {
            Location::File(file) => {
                read_within(File::open(file.path())?, fs::metadata(file.path())?.len(), limit)
            }
            Location::Stdin => read_within(io::stdin().lock(), 0, limit),
            Location::Held(bytes) => Ok(Bytes::within(bytes.to_vec(), limit)),
            Location::Packed(packed) => {
                let bytes = packed.bytes().map_err(|error| io::Error::other(with_hint(&error)))?;
                Ok(Bytes::within(bytes, limit))
            }
            Location::Damaged { origin, .. } => origin.bytes(limit),
            Location::Lost { reason, .. } => Err(io::Error::other(reason.clone())),
        }
    }
}

/// Why a document's bytes can't be had for a reader.
#[derive(Debug, thiserror::Error)]
pub enum Unreadable {
    /// What the system says.
    #[error(transparent)]
    Bytes(#[from] io::Error),
    /// An archive that can't be opened, and what to do about it.
    #[error("{0}")]
    Damaged(String),
    /// More bytes than any reader takes.
    #[error("{}", .0.with_hint())]
    Refused(#[from] ReadError),
}

/// What a caller names: a file on a disk, or standard input. It may turn out to be a pack of documents.
pub struct Listed(Location);

impl Listed {
    /// A file that was fetched, with where from. Its documents go by what is said there, not by their place on the disk.
    pub fn published(path: PathBuf, provenance: Provenance) -> Self {
        Listed(Location::File(OnDisk::fetched(path, provenance)))
    }

    /// Where it is, where it is a file.
    pub fn path(&self) -> Option<&Path> {
        match &self.0 {
            Location::File(file) => Some(file.path()),
            _ => None,
        }
    }

    /// Where it was published; nothing where nobody says.
    pub fn provenance(&self) -> Option<&Provenance> {
        self.0.provenance()
    }

    /// The document that it is, or those of the pack that it is, in the pack's order.
    pub fn inputs(self) -> Vec<Input> {
        unpacked(self.0).into_iter().map(Input).collect()
    }
}

/// The documents that the arguments name, as [`listed`], with the files of packs in the places of the packs.
pub fn expand(arguments: &[PathBuf], written: Option<&Path>) -> Vec<Input> {
    listed(arguments, written).into_iter().flat_map(Listed::inputs).collect()
}

/// The files that the arguments name, in their order; a folder's in the order of their paths. Hidden files and folders
/// inside a folder are left out, and so is `written`, where the last run's output may stand.
pub fn listed(arguments: &[PathBuf], written: Option<&Path>) -> Vec<Listed> {
    let written = written.and_then(|path| fs::canonicalize(path).ok());
    let located = |argument: &PathBuf| {
        if argument.is_dir() { walk(argument, written.as_deref()) } else { vec![Input::of(argument).0] }
    };
    arguments.iter().flat_map(located).map(Listed).collect()
}

/// An input, or the files of the pack that it is.
fn unpacked(input: Location) -> Vec<Location> {
    let (input, found) = match input {
        Location::File(file) => {
            let found = pack::in_file(&file);
            (Location::File(file), found)
        }
        Location::Stdin => match archive_on_stdin() {
            Some(bytes) => (Location::Held(Arc::clone(&bytes)), pack::on_stdin(bytes)),
            None => (Location::Stdin, Found::Document),
        },
        other => (other, Found::Document),
    };
    match found {
        Found::Document => vec![input],
        Found::Pack(files) => files.into_iter().map(Location::Packed).collect(),
        Found::Damaged(error) => vec![Location::Damaged { origin: Box::new(input), error }],
    }
}

/// The bytes on standard input, where they begin as an archive and are no more than may be held.
fn archive_on_stdin() -> Option<Arc<[u8]>> {
    let mut stdin = io::stdin().lock();
    if !stdin.fill_buf().ok()?.starts_with(b"PK") {
        return None;
    }
    let mut bytes = Vec::new();
    stdin.take(STDIN_ARCHIVE_BYTES).read_to_end(&mut bytes).ok()?;
    Some(bytes.into())
}

fn with_hint(error: &PackError) -> String {
    format!("{error}; {}", error.hint())
}

fn walk(folder: &Path, written: Option<&Path>) -> Vec<Location> {
    let is_wanted = |entry: &DirEntry| {
        let is_hidden = entry.depth() > 0 && entry.file_name().as_encoded_bytes().starts_with(b".");
        !is_hidden && !written.is_some_and(|written| is_at(entry, written))
    };
    WalkDir::new(folder)
        .follow_links(true)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(is_wanted)
        .filter(|entry| entry.as_ref().map_or(true, |entry| !entry.file_type().is_dir()))
        .map(|entry| match entry {
            Ok(entry) => Location::File(OnDisk::own(entry.into_path())),
            Err(error) => {
                Location::Lost { path: error.path().unwrap_or(folder).to_owned(), reason: error.to_string() }
            }
        })
        .collect()
}

/// Whether an entry of a folder is what stands at a path without links. Only what may be it by its name, or goes by another
/// one, is looked up: folders hold many entries.
fn is_at(entry: &DirEntry, path: &Path) -> bool {
    let may_be = entry.depth() == 0 || entry.path_is_symlink() || path.file_name() == Some(entry.file_name());
    may_be && fs::canonicalize(entry.path()).is_ok_and(|found| found == path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_walked_in_order_without_what_is_hidden_or_was_written() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        for name in ["b.txt", "a/z.txt", "a/y.txt", ".git/config", "a/.hidden", "out/observations.jsonl"] {
            fs::create_dir_all(path(name).parent().unwrap()).unwrap();
            fs::write(path(name), "x").unwrap();
        }
        let arguments = [path("b.txt"), folder.path().to_owned(), PathBuf::from("-"), path("missing.txt")];
        let inputs = listed(&arguments, Some(&path("out")));
        let found: Vec<String> = inputs.iter().map(|listed| listed.0.to_string()).collect();
        let file = |name: &str| path(name).display().to_string();
        let expected = [
            file("b.txt"),
            file("a/y.txt"),
            file("a/z.txt"),
            file("b.txt"),
            "standard input".to_owned(),
            file("missing.txt"),
        ];
        assert_eq!(found, expected);
        assert!(listed(&[path("out/../out")], Some(&path("out"))).is_empty());
    }

    #[cfg(unix)]
    #[test]
    fn what_was_written_is_left_out_under_the_name_of_a_link_too() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        fs::create_dir(path("papers")).unwrap();
        fs::write(path("papers/a.txt"), "x").unwrap();
        fs::create_dir(path("out")).unwrap();
        fs::write(path("out/rows.txt"), "x").unwrap();
        std::os::unix::fs::symlink(path("out"), path("papers/b")).unwrap();
        let found = listed(&[path("papers")], Some(&path("out")));
        let found: Vec<String> = found.iter().map(|listed| listed.0.to_string()).collect();
        assert_eq!(found, [path("papers/a.txt").display().to_string()]);
    }
}
