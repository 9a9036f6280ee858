//! One document, from its bytes to its rows: the stages, one after the other.
//!
//! ```text
//! bytes ──document──▶ Document ──layouts: read──▶ Reading ──dataset: resolve──▶ Paper
//! ```
//!
//! A document that can't be read is a [`Paper`] too: a row that says why. Nothing here opens a file or prints.

use boardlift_dataset::{Paper, Told, resolve};
use boardlift_layouts::{Catalogue, CatalogueError, GENERIC, Options};
use boardlift_model::{Authority, Document};
use boardlift_reference::{UnknownAuthority, Vocabulary};

use crate::document::{DocumentReader, ReadError, unread};
use crate::fault::caught;

/// Everything that reading a document takes, apart from the document. One serves any number of documents and
/// threads.
#[derive(Debug)]
pub struct PaperReader {
    documents: DocumentReader,
    catalogue: Catalogue,
    vocabulary: Vocabulary,
    options: Options,
    authority: Option<Authority>,
}

impl PaperReader {
    /// A reader that recognises layouts and authorities by itself.
    pub fn new(catalogue: Catalogue, vocabulary: Vocabulary) -> Self {
        let (documents, options) = (DocumentReader::default(), Options::default());
        PaperReader { documents, catalogue, vocabulary, options, authority: None }
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

    /// Knows these layouts and no others.
    #[must_use]
    pub fn with_catalogue(mut self, catalogue: Catalogue) -> Self {
        self.catalogue = catalogue;
        self
    }

    /// Reads documents by this reader of theirs.
    #[must_use]
    pub fn with_documents(mut self, documents: DocumentReader) -> Self {
        self.documents = documents;
        self
    }

    /// The layouts that it recognises.
    pub fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    /// The authorities, areas and measures that it knows.
    pub fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// What the caller said of how documents are to be read.
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// The reader that takes documents to their blocks.
    pub fn documents(&self) -> &DocumentReader {
        &self.documents
    }

    /// A document's rows. Bytes that can't be read give a paper that failed and says why.
    ///
    /// A fault of this program in one document must not cost the others either, so a panic is caught here.
    pub fn read(&self, file_name: &str, bytes: &[u8]) -> Paper {
        self.read_from(None, file_name, bytes)
    }

    /// A document's rows, as [`read`](Self::read), where this authority's site published it.
    pub fn read_from(&self, site: Option<&Authority>, file_name: &str, bytes: &[u8]) -> Paper {
        let read = || self.documents.read(file_name, bytes).map(|document| self.resolved(&document, site));
        caught(read)
            .unwrap_or_else(|fault| Err(fault.into()))
            .unwrap_or_else(|error: ReadError| Paper::failed(unread(file_name, bytes), error.with_hint()))
    }

    /// The rows of a document whose blocks are known.
    pub fn rows(&self, document: &Document) -> Paper {
        self.resolved(document, None)
    }

    fn resolved(&self, document: &Document, site: Option<&Authority>) -> Paper {
        let told = Told { by_caller: self.authority.as_ref(), by_site: site };
        match boardlift_layouts::read(document, &self.catalogue, &self.options) {
            Ok(reading) => resolve(document, reading, &self.vocabulary, told),
            Err(error) => Paper::failed(document.source.clone(), error),
        }
    }
}
