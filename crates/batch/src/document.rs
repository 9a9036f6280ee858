//! One document, from its bytes to its blocks, by the reader that its bytes call for.
//!
//! ```text
//! text, web page, Word paper  ──text: read──────────────────────────────────────▶ Document
//! workbook, delimited values  ──sheet: read─────────────────────────────────────▶ Document
//! PDF  ──pdf: open──▶ pages ──tables: lay_out, each──▶ ──tables: read_on, join──▶ Document
//! ```
//!
//! On the way, or instead, the tables of the document as they stand on its pages, and drawings of these pages. Nothing
//! here opens a file or prints, and nothing here knows what a table means.

mod doubts;
mod error;
mod format;
mod found;
mod pages;
mod sketches;

use std::fmt::Write as _;

use boardlift_model::{Document, DocumentId, MediaType, Source};
use boardlift_pdf::PdfFile;
use boardlift_sheet::HiddenParts;
use boardlift_tables::join;
use boardlift_text::{docx, html};
use sha2::{Digest, Sha256};

pub use error::ReadError;
pub use found::{Evidence, FoundTable, FoundTables};
pub use sketches::Sketches;

use crate::fault::caught;
use crate::page_set::PageSet;
use format::Format;
use pages::{LaidOut, laid_out};

/// Reads documents of all kinds. One serves any number of documents and threads.
#[derive(Debug, Clone, Default)]
pub struct DocumentReader {
    text: boardlift_text::Limits,
    docx: docx::Limits,
    sheet: boardlift_sheet::Options,
    pdf: boardlift_pdf::Limits,
}

impl DocumentReader {
    /// A reader that reads hidden sheets, rows and columns like all others.
    #[must_use]
    pub fn with_hidden_parts(mut self) -> Self {
        self.sheet.hidden = HiddenParts::Included;
        self
    }

    /// The most bytes that a document of any kind may have.
    pub fn byte_limit(&self) -> u64 {
        [self.text.bytes, self.docx.bytes, self.sheet.limits.bytes, self.pdf.bytes]
            .into_iter()
            .fold(0, u64::max)
    }

    /// A document's blocks, before any meaning. `file_name` has no folder.
    ///
    /// # Errors
    ///
    /// Where no reader can read the bytes, or they are too many.
    pub fn read(&self, file_name: &str, bytes: &[u8]) -> Result<Document, ReadError> {
        caught(|| Format::of(bytes).read(self, file_name, bytes))?
    }

    /// A document's tables as they stand on its pages, before any meaning: of the wanted pages where the document has
    /// pages, and all where it has none.
    ///
    /// # Errors
    ///
    /// As [`read`](Self::read).
    pub fn tables(&self, file_name: &str, bytes: &[u8], wanted: &PageSet) -> Result<FoundTables, ReadError> {
        caught(|| {
            let format = Format::of(bytes);
            if format.is_paged {
                let file = self.open(bytes)?;
                Ok(FoundTables::of_pages(file.page_count(), laid_out(&file, wanted)))
            } else {
                Ok(FoundTables::of_document(format.read(self, file_name, bytes)?))
            }
        })?
    }

    /// The wanted pages of a document, to be drawn. A document without pages has none.
    ///
    /// # Errors
    ///
    /// As [`read`](Self::read).
    pub fn sketches(&self, bytes: &[u8], wanted: &PageSet) -> Result<Sketches, ReadError> {
        caught(|| {
            let is_paged = Format::of(bytes).is_paged;
            Ok(if is_paged { Sketches::of(self.open(bytes)?, wanted) } else { Sketches::none() })
        })?
    }

    fn read_text(&self, file_name: &str, bytes: &[u8]) -> Result<Document, ReadError> {
        Ok(boardlift_text::read(file_name, bytes, &self.text)?)
    }

    fn read_html(&self, file_name: &str, bytes: &[u8]) -> Result<Document, ReadError> {
        Ok(html::read(file_name, bytes, &self.text)?)
    }

    fn read_docx(&self, file_name: &str, bytes: &[u8]) -> Result<Document, ReadError> {
        Ok(docx::read(file_name, bytes, &self.docx)?)
    }

    fn read_sheet(&self, file_name: &str, bytes: &[u8]) -> Result<Document, ReadError> {
        Ok(boardlift_sheet::read(file_name, bytes, &self.sheet)?)
    }

    fn read_pdf(&self, file_name: &str, bytes: &[u8]) -> Result<Document, ReadError> {
        let file = self.open(bytes)?;
        let LaidOut { pages, findings } = laid_out(&file, &PageSet::default());
        let joined = join(&pages);
        let hash = Sha256::new_with_prefix(bytes);
        Ok(Document {
            source: source(file_name, hash, size(bytes), MediaType::Pdf),
            pages: Some(file.page_count()),
            blocks: joined.blocks,
            findings,
        })
    }

    fn open(&self, bytes: &[u8]) -> Result<PdfFile, ReadError> {
        Ok(PdfFile::open(bytes.to_vec(), &self.pdf)?)
    }
}

/// The file that no reader could read.
pub(crate) fn unread(file_name: &str, bytes: &[u8]) -> Source {
    source(file_name, Sha256::new_with_prefix(bytes), size(bytes), Format::of(bytes).unread(bytes))
}

/// A file by the hash of its bytes.
pub(crate) fn source(file_name: &str, hash: Sha256, byte_size: u64, media_type: MediaType) -> Source {
    let id = hash.finalize().iter().fold(String::with_capacity(64), |mut digits, byte| {
        // Writing to a string can't fail.
        let _ = write!(digits, "{byte:02x}");
        digits
    });
    Source { id: DocumentId(id), file_name: file_name.to_owned(), media_type, byte_size }
}

fn size(bytes: &[u8]) -> u64 {
    u64::try_from(bytes.len()).unwrap_or(u64::MAX)
}
