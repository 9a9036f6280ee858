//! Why a document can't be read, whatever its kind, and what to do about it.

use boardlift_pdf::PdfError;
use boardlift_sheet::SheetError;
use boardlift_text::TextError;
use boardlift_text::docx::DocxError;

use crate::fault::Fault;

/// A document that can't be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// It has more bytes than a document of any kind may have.
    #[error("expected at most {limit} bytes, found {size}")]
    TooLarge {
        /// How many bytes it has.
        size: u64,
        /// How many it may have.
        limit: u64,
    },
    /// It can't be read as text or as a web page, and it is of no other kind that is known.
    #[error(transparent)]
    Text(#[from] TextError),
    /// It is a workbook that can't be read.
    #[error(transparent)]
    Sheet(#[from] SheetError),
    /// It is a Word paper that can't be read.
    #[error(transparent)]
    Docx(#[from] DocxError),
    /// It is a PDF that can't be read.
    #[error(transparent)]
    Pdf(#[from] PdfError),
    /// This program failed over it.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl ReadError {
    /// What to do about it: one sentence, lower case, no full stop.
    pub fn hint(&self) -> &'static str {
        match self {
            ReadError::TooLarge { .. } => "split the file into smaller ones",
            ReadError::Text(error) => error.hint(),
            ReadError::Sheet(error) => error.hint(),
            ReadError::Docx(error) => error.hint(),
            ReadError::Pdf(error) => error.hint(),
            ReadError::Fault(fault) => fault.hint(),
        }
    }

    /// The error with what to do about it, for the one line or column that errors have.
    pub fn with_hint(&self) -> String {
        format!("{self}; {}", self.hint())
    }
}
