//! Why a workbook can't be read at all. What is only left out is a finding, not an error.

use boardlift_pack::PackError;
use boardlift_text::TextError;

use crate::style::StyleError;

/// A workbook that can't be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SheetError {
    /// The bytes are none of the workbooks that are read here.
    #[error("expected a workbook or delimited values, found something else")]
    NotAWorkbook,
    /// The file is larger than the limit.
    #[error("expected at most {limit} bytes, found {size}")]
    TooLarge {
        /// The file's size in bytes.
        size: u64,
        /// The limit in bytes.
        limit: u64,
    },
    /// A password protects the workbook.
    #[error("expected a workbook without a password, found it encrypted")]
    Encrypted,
    /// A part claims to hold more than it has room for.
    #[error("expected at most {limit} {what}, as many as there is room for, found a claim of {found}")]
    Claim {
        /// What it claims to hold.
        what: &'static str,
        /// How many it claims.
        found: u64,
        /// How many there can be.
        limit: u64,
    },
    /// A part declares entities, of which a few lines can stand for gigabytes.
    #[error("expected XML without entities of its own, found some in `{part}`")]
    Entities {
        /// The part's name.
        part: String,
    },
    /// The workbook contradicts itself or breaks off.
    #[error("expected a sound workbook, found this: {reason}")]
    Damaged {
        /// What is wrong with it.
        reason: String,
    },
    /// A record of delimited values is longer than the limit.
    #[error("expected records of at most {limit} bytes, found a longer one on line {line}")]
    LongRecord {
        /// The line that it begins on, from 1.
        line: u32,
        /// The limit in bytes of UTF-8.
        limit: usize,
    },
    /// The archive that the workbook is can't be read.
    #[error(transparent)]
    Pack(#[from] PackError),
    /// Delimited values that are no text.
    #[error(transparent)]
    Text(#[from] TextError),
}

impl SheetError {
    /// What to do about it: one sentence, lower case, no full stop.
    pub fn hint(&self) -> &'static str {
        match self {
            SheetError::NotAWorkbook => "give the file its right extension, or save it as xlsx, ods or csv",
            SheetError::TooLarge { .. } => "split the workbook into smaller ones",
            SheetError::Encrypted => "save the workbook without a password",
            SheetError::Claim { .. } | SheetError::Entities { .. } | SheetError::Damaged { .. } => {
                "open the workbook in a spreadsheet program and save it anew"
            }
            SheetError::LongRecord { .. } => "close the quotes that are left open, or split the line",
            SheetError::Pack(error) => error.hint(),
            SheetError::Text(error) => error.hint(),
        }
    }

    /// A workbook that is damaged in this way.
    pub(crate) fn damaged(reason: impl std::fmt::Display) -> Self {
        SheetError::Damaged { reason: reason.to_string() }
    }
}

impl From<StyleError> for SheetError {
    fn from(error: StyleError) -> Self {
        SheetError::damaged(error)
    }
}
