//! Why a file can't be read as text at all. What is only unsure is a finding, not an error.

use std::fmt;

/// What was found where text was expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoText {
    /// The signature of a format that is no plain text, by the format's name.
    Format(&'static str),
    /// NUL bytes outside UTF-16.
    NulByte,
    /// So many control characters that the bytes can't be words.
    ControlCharacters,
}

impl fmt::Display for NoText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NoText::Format(name) => write!(f, "a file of type {name}"),
            NoText::NulByte => f.write_str("NUL bytes that are no UTF-16"),
            NoText::ControlCharacters => f.write_str("more control characters than words have"),
        }
    }
}

/// A file that can't be read as text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    /// The bytes are no text.
    #[error("expected text in UTF-8, UTF-16 or Windows-1252, found {found} (first at byte {offset})")]
    NotText {
        /// What was found instead.
        found: NoText,
        /// Where it was found first, in bytes from the start of the file, from 0.
        offset: usize,
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

impl TextError {
    /// What to do about it: one sentence, lower case, no full stop.
    pub fn hint(&self) -> &'static str {
        match self {
            TextError::NotText { .. } => {
                "save the document as plain text, or give the file its right extension"
            }
            TextError::TooLarge { .. } => "split the file into smaller ones",
        }
    }
}
