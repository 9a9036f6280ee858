//! Bytes on their way into the archive: written to a file that has no place yet, their hash taken on the way.

use std::fmt::Write as _;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;

use sha2::{Digest, Sha256};
use tempfile::{NamedTempFile, TempPath};

use super::Kind;
use super::kind::ENDS;
use crate::FetchError;
use crate::http::Sink;

/// A file that is being written. What is dropped is removed.
pub(crate) struct Incoming {
    file: NamedTempFile,
    digest: Sha256,
    head: Vec<u8>,
    size: u64,
    fault: Option<io::Error>,
}

/// A file that is on the disk, whole, and has no place yet. What is dropped is removed.
#[derive(Debug)]
pub(crate) struct Arrived {
    pub(super) file: TempPath,
    /// SHA-256 of its bytes, in lower-case hexadecimal digits.
    pub(crate) hash: String,
    /// How many bytes.
    pub(crate) size: u64,
    /// What it is.
    pub(crate) kind: Kind,
    /// Its first bytes.
    pub(crate) head: Vec<u8>,
}

impl Incoming {
    /// A new file in the folder of unfinished ones.
    pub(super) fn new(part: &Path) -> Result<Self, FetchError> {
        let file = readable().tempfile_in(part).map_err(FetchError::archive(part))?;
        Ok(Incoming { file, digest: Sha256::new(), head: Vec::new(), size: 0, fault: None })
    }

    /// Sees to it that the bytes are on the disk.
    ///
    /// # Errors
    ///
    /// Where the disk is full or broken, also where whoever wrote took no notice of it.
    pub(crate) fn finish(mut self) -> Result<Arrived, FetchError> {
        self.check()?;
        let tail = self.tail().map_err(FetchError::archive(self.file.path()))?;
        self.file.as_file().sync_all().map_err(FetchError::archive(self.file.path()))?;
        Ok(Arrived {
            file: self.file.into_temp_path(),
            hash: hexadecimal(&self.digest.finalize()),
            size: self.size,
            kind: Kind::of(&self.head, &tail),
            head: self.head,
        })
    }

    /// The last bytes.
    fn tail(&mut self) -> io::Result<Vec<u8>> {
        let mut tail = Vec::new();
        self.file.seek(SeekFrom::Start(self.size.saturating_sub(ENDS as u64)))?;
        self.file.read_to_end(&mut tail)?;
        Ok(tail)
    }

    /// Remembers why the disk failed; whoever writes is told its kind.
    fn failed(&mut self, error: io::Error) -> io::Error {
        let kind = error.kind();
        self.fault = Some(error);
        kind.into()
    }

    /// Whether all that was written could be kept: what a fault of the disk makes of a transfer looks like one of the
    /// network's.
    ///
    /// # Errors
    ///
    /// Where the disk is full or broken.
    pub(crate) fn check(&mut self) -> Result<(), FetchError> {
        self.fault.take().map_or(Ok(()), |fault| Err(FetchError::archive(self.file.path())(fault)))
    }
}

impl Write for Incoming {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes);
        let written = written.map_err(|error| self.failed(error))?;
        let bytes = bytes.get(..written).unwrap_or(bytes);
        self.digest.update(bytes);
        self.head.extend(bytes.iter().take(ENDS.saturating_sub(self.head.len())));
        self.size += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Sink for Incoming {
    fn restart(&mut self) -> io::Result<()> {
        let emptied = self.file.rewind().and_then(|()| self.file.as_file().set_len(0));
        emptied.map_err(|error| self.failed(error))?;
        self.digest = Sha256::new();
        self.head.clear();
        self.size = 0;
        Ok(())
    }
}

/// How files are made: as any program makes them, to be read by whom the system's own rules let.
#[cfg(unix)]
fn readable() -> tempfile::Builder<'static, 'static> {
    use std::os::unix::fs::PermissionsExt;
    let mut builder = tempfile::Builder::new();
    builder.permissions(std::fs::Permissions::from_mode(0o666));
    builder
}

#[cfg(not(unix))]
fn readable() -> tempfile::Builder<'static, 'static> {
    tempfile::Builder::new()
}

/// A hash as names have it.
pub(crate) fn hexadecimal(hash: &[u8]) -> String {
    hash.iter().fold(String::new(), |mut name, byte| {
        // A text takes all that is written to it.
        let _ = write!(name, "{byte:02x}");
        name
    })
}
