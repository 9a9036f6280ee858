//! A document's bytes, read within limits: what gives a document its identity before anybody reads it.

use std::io::{self, Read};

use boardlift_dataset::{DocumentRow, Paper};
use boardlift_model::{Authority, DocumentId, MediaType, Source};
use sha2::{Digest, Sha256};

use super::{Location, Provenance, with_hint};
use crate::document::{ReadError, source};
use crate::paper::PaperReader;

/// How much is read at a time from a document that is too large to be held.
const PIECE_BYTES: usize = 1 << 16;

/// A document that has an identity, by its bytes where they could be had. Whether it can be read is another matter.
pub struct Held {
    source: Source,
    content: Content,
    provenance: Option<Provenance>,
}

enum Content {
    /// Bytes for a reader.
    Bytes {
        /// All of them.
        bytes: Vec<u8>,
        /// What the reader is to take for the file's name.
        file_name: String,
    },
    /// Bytes that no reader gets, and why.
    Refused(String),
}

impl Held {
    pub(super) fn new(location: &Location, bytes: Bytes, limit: u64) -> Self {
        let provenance = location.provenance().cloned();
        let (source, content) = Held::parts(location, bytes, limit);
        Held { source, content, provenance }
    }

    /// What stands for a document whose bytes can't be had.
    pub(super) fn missing(location: &Location, name: &str, error: &io::Error) -> Self {
        let source = source(name, Sha256::new_with_prefix(name), 0, MediaType::Unknown);
        Held {
            source,
            content: Content::Refused(error.to_string()),
            provenance: location.provenance().cloned(),
        }
    }

    fn parts(location: &Location, bytes: Bytes, limit: u64) -> (Source, Content) {
        let name = match location {
            // The name says which pack it lies in, so that papers of one name can be told apart.
            Location::Packed(packed) => packed.path_in_pack(),
            _ => location.file_name(),
        };
        match bytes {
            Bytes::Held(bytes) => {
                let (hash, size) = (Sha256::new_with_prefix(&bytes), size(&bytes));
                if let Location::Damaged { error, .. } = location {
                    let source = source(&name, hash, size, MediaType::Zip);
                    return (source, Content::Refused(with_hint(error)));
                }
                let content = Content::Bytes { bytes, file_name: location.file_name() };
                (source(&name, hash, size, MediaType::Unknown), content)
            }
            Bytes::TooMany { hash, size } => {
                let error = ReadError::TooLarge { size, limit }.with_hint();
                let source = source(&name, hash, size, MediaType::Unknown);
                (source, Content::Refused(error))
            }
        }
    }

    /// The document's identity.
    pub fn id(&self) -> &DocumentId {
        &self.source.id
    }

    /// The document's rows.
    pub fn read(self, reader: &PaperReader) -> Paper {
        let mut paper = match self.readable() {
            Ok(Readable { file_name, site, bytes }) => reader.read_from(site, file_name, bytes),
            Err(refusal) => Paper::failed(self.source.clone(), refusal),
        };
        self.sign(&mut paper.document);
        paper
    }

    /// What a reader is to read.
    ///
    /// # Errors
    ///
    /// Why no reader gets the bytes.
    pub(crate) fn readable(&self) -> Result<Readable<'_>, &str> {
        match &self.content {
            Content::Bytes { bytes, file_name } => {
                let site = self.provenance.as_ref().and_then(|provenance| provenance.authority.as_ref());
                Ok(Readable { file_name, site, bytes })
            }
            Content::Refused(error) => Err(error),
        }
    }

    /// Whence it comes and how it is named, where no reader got its bytes or none has said so.
    pub(crate) fn source(&self) -> &Source {
        &self.source
    }

    /// Writes into its row how it is named and where it was published, which no reader knows.
    pub(crate) fn sign(self, row: &mut DocumentRow) {
        row.source.file_name = self.source.file_name;
        row.source_url = self.provenance.and_then(|provenance| provenance.url);
    }
}

/// What a reader is to know of a document.
pub(crate) struct Readable<'h> {
    /// What it is to take for the file's name.
    pub(crate) file_name: &'h str,
    /// Whose site published it, where somebody knows.
    pub(crate) site: Option<&'h Authority>,
    /// Its bytes.
    pub(crate) bytes: &'h [u8],
}

/// A document's bytes, or what is known of them where they are too many to be held.
pub(super) enum Bytes {
    /// All of them.
    Held(Vec<u8>),
    /// More than the limit.
    TooMany {
        /// The hash of all.
        hash: Sha256,
        /// How many.
        size: u64,
    },
}

impl Bytes {
    /// Bytes that are in memory already.
    pub(super) fn within(bytes: Vec<u8>, limit: u64) -> Self {
        match size(&bytes) {
            size if size > limit => Bytes::TooMany { hash: Sha256::new_with_prefix(&bytes), size },
            _ => Bytes::Held(bytes),
        }
    }
}

/// Reads at most `limit` bytes into memory. `stated` is the size that is known beforehand, 0 where none is: pipes
/// have none, and files can grow while they are read.
pub(super) fn read_within(mut source: impl Read, stated: u64, limit: u64) -> io::Result<Bytes> {
    let mut bytes = Vec::new();
    if stated <= limit {
        source.by_ref().take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
        if u64::try_from(bytes.len()).is_ok_and(|size| size <= limit) {
            return Ok(Bytes::Held(bytes));
        }
    }
    let mut size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    let mut hash = Sha256::new_with_prefix(&bytes);
    drop(bytes);
    let mut piece = vec![0; PIECE_BYTES];
    loop {
        match source.read(&mut piece) {
            Ok(0) => return Ok(Bytes::TooMany { hash, size }),
            Ok(count) => {
                hash.update(&piece[..count]);
                size = size.saturating_add(u64::try_from(count).unwrap_or(u64::MAX));
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

fn size(bytes: &[u8]) -> u64 {
    u64::try_from(bytes.len()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], stated: u64, limit: u64, expected_size: Option<u64>) {
        let within = Bytes::within(bytes.to_vec(), limit);
        for found in [read_within(bytes, stated, limit).unwrap(), within] {
            match found {
                Bytes::Held(held) => {
                    assert_eq!(expected_size, None);
                    assert_eq!(held, bytes);
                }
                Bytes::TooMany { hash, size } => {
                    assert_eq!(expected_size, Some(size));
                    assert_eq!(hash.finalize(), Sha256::digest(bytes));
                }
            }
        }
    }

    #[test]
    fn too_many_bytes_are_hashed_and_counted_but_not_held() {
        check(b"", 0, 3, None);
        check(b"abc", 3, 3, None);
        check(b"abcd", 4, 3, Some(4));
        check(b"abcd", 0, 3, Some(4));
        check(&vec![7; 200_000], 200_000, 100_000, Some(200_000));
        check(&vec![7; 200_000], 0, 100_000, Some(200_000));
    }
}
