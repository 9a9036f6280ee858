//! Why a file can't be read as a Word paper at all. What is only unsure is a finding, not an error.

use boardlift_pack::PackError;

/// A file that can't be read as a Word paper.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DocxError {
    /// The archive, or a part in it, can't be opened.
    #[error(transparent)]
    Pack(#[from] PackError),
    /// The archive holds no Word paper.
    #[error("expected a Word paper, found a zip archive without one: {found}")]
    NotWord {
        /// What is missing or stands in its place.
        found: String,
    },
    /// A part is no well-formed XML.
    #[error("expected well-formed XML in `{part}`, found {reason} (at byte {offset})")]
    Malformed {
        /// The part's name.
        part: String,
        /// What is wrong.
        reason: String,
        /// Where, in bytes of UTF-8 from the start of the part, from 0.
        offset: u64,
    },
    /// A part declares entities of its own, which Office Open XML forbids (ECMA-376 part 2, 6.2.5): they can unfold a few
    /// bytes to billions.
    #[error("expected XML without a document type in `{part}`, found one (at byte {offset})")]
    DocumentType {
        /// The part's name.
        part: String,
        /// Where, in bytes of UTF-8 from the start of the part, from 0.
        offset: u64,
    },
    /// A part has more elements, or more in each other, than the limit.
    #[error("expected at most {limit} {what} in `{part}`, found more")]
    TooMany {
        /// The part's name.
        part: String,
        /// What there is too much of.
        what: &'static str,
        /// The limit.
        limit: usize,
    },
    /// The file is larger than the limit.
    #[error("expected at most {limit} bytes, found {size}")]
    TooLarge {
        /// The file's size in bytes.
        size: u64,
        /// The limit in bytes.
        limit: u64,
    },
}

impl DocxError {
    /// What to do about it: one sentence, lower case, no full stop.
    pub fn hint(&self) -> &'static str {
        match self {
            DocxError::Pack(error) => error.hint(),
            DocxError::NotWord { .. } => "give the file its right extension",
            DocxError::Malformed { .. } | DocxError::DocumentType { .. } => {
                "open the paper in Word and save it anew"
            }
            DocxError::TooMany { .. } | DocxError::TooLarge { .. } => "split the paper into smaller ones",
        }
    }
}
