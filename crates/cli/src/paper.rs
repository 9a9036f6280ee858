//! One document, from its bytes to its rows: the stages, one after the other.
//!
//! ```text
//! bytes ──text::read──▶ Document ──layouts::read──▶ Reading ──dataset::resolve──▶ Paper
//! ```
//!
//! A document that can't be read is a [`Paper`] too: a row that says why. Nothing here opens a file or prints.

use std::fmt::{self, Write as _};
use std::panic::{AssertUnwindSafe, catch_unwind};

use boardlift_dataset::{Paper, resolve};
use boardlift_layouts::{Catalogue, CatalogueError, GENERIC, Options};
use boardlift_model::{Authority, Document, DocumentId, MediaType, Source};
use boardlift_reference::{UnknownAuthority, Vocabulary};
use boardlift_text::{Limits, TextError};
use sha2::{Digest, Sha256};

/// Everything that reading a document takes, apart from the document. One serves any number of documents and
/// threads.
#[derive(Debug)]
pub struct PaperReader {
    catalogue: Catalogue,
    vocabulary: Vocabulary,
    options: Options,
    authority: Option<Authority>,
    limits: Limits,
}

impl PaperReader {
    /// A reader that recognises layouts and authorities by itself.
    pub fn new(catalogue: Catalogue, vocabulary: Vocabulary) -> Self {
        let (options, limits) = (Options::default(), Limits::default());
        PaperReader { catalogue, vocabulary, options, authority: None, limits }
    }

    /// Reads every document by the layout with this id, or by none where it is [`GENERIC`].
    ///
    /// # Errors
    ///
    /// Where the catalogue has no such layout.
    pub fn with_layout(mut self, id: &str) -> Result<Self, CatalogueError> {
        if id != GENERIC {
            self.catalogue.get(id)?;
        }
        self.options.layout = Some(id.to_owned());
        Ok(self)
    }

    /// Takes every document for one of this authority, given by its ONS code or its name.
    ///
    /// # Errors
    ///
    /// Where the vocabulary has no such authority.
    pub fn with_authority(mut self, code_or_name: &str) -> Result<Self, UnknownAuthority> {
        let entry = self.vocabulary.authority_by_code_or_name(code_or_name)?;
        self.authority = Some(Authority { code: Some(entry.code.clone()), name: entry.name.clone() });
        Ok(self)
    }

    /// The layouts that it recognises.
    pub fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    /// How much of a document it reads at most.
    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    /// A document's blocks, before any meaning.
    ///
    /// # Errors
    ///
    /// Where the bytes are no text, or too many.
    pub fn document(&self, file_name: &str, bytes: &[u8]) -> Result<Document, TextError> {
        boardlift_text::read(file_name, bytes, &self.limits)
    }

    /// A document's rows. Bytes that can't be read give a paper that failed and says why.
    ///
    /// A fault of this program in one document must not cost the others either, so a panic is caught here.
    pub fn read(&self, file_name: &str, bytes: &[u8]) -> Paper {
        let fault = "a fault in Boardlift itself; please report it together with the document";
        catch_unwind(AssertUnwindSafe(|| self.read_or_fail(file_name, bytes)))
            .unwrap_or_else(|_| Paper::failed(unread(file_name, bytes), fault))
    }

    /// The rows of a document whose blocks are known.
    pub fn rows(&self, document: &Document) -> Paper {
        match boardlift_layouts::read(document, &self.catalogue, &self.options) {
            Ok(reading) => resolve(document, reading, &self.vocabulary, self.authority.as_ref()),
            Err(error) => Paper::failed(document.source.clone(), error),
        }
    }

    fn read_or_fail(&self, file_name: &str, bytes: &[u8]) -> Paper {
        match self.document(file_name, bytes) {
            Ok(document) => self.rows(&document),
            Err(error) => Paper::failed(unread(file_name, bytes), Hinted(&error)),
        }
    }
}

/// A text error with what to do about it, for the one column that errors have.
#[derive(Debug)]
pub(crate) struct Hinted<'e>(pub(crate) &'e TextError);

impl fmt::Display for Hinted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}; {}", self.0, self.0.hint())
    }
}

/// The file that no reader could read.
fn unread(file_name: &str, bytes: &[u8]) -> Source {
    let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    unread_source(file_name, Sha256::new_with_prefix(bytes), size)
}

/// The file that no reader could read, by the hash of its bytes.
pub(crate) fn unread_source(file_name: &str, hash: Sha256, byte_size: u64) -> Source {
    let id = hash.finalize().iter().fold(String::with_capacity(64), |mut digits, byte| {
        // Writing to a string can't fail.
        let _ = write!(digits, "{byte:02x}");
        digits
    });
    Source { id: DocumentId(id), file_name: file_name.to_owned(), media_type: MediaType::Unknown, byte_size }
}
