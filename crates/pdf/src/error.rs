//! Why a file or one of its pages can't be read. What is only unsure is a finding, not an error.

/// A file that can't be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PdfError {
    /// The file is larger than the limit.
    #[error("expected at most {limit} bytes, found {size}")]
    TooLarge {
        /// The file's size in bytes.
        size: u64,
        /// The limit in bytes.
        limit: u64,
    },
    /// The bytes are no PDF, or too damaged.
    #[error("expected a PDF, found {size} bytes without a readable page tree")]
    NoPdf {
        /// How many bytes there are.
        size: u64,
    },
    /// The file has a page tree without a page.
    #[error("expected at least one page, found a page tree without any")]
    NoPages,
    /// The file is encrypted, and the empty password doesn't open it.
    #[error("expected a file that opens without a password, found one that needs a password")]
    NeedsPassword,
    /// The file is encrypted in a way that is not known or not whole.
    #[error("expected encryption by RC4 or AES, found one that can't be read")]
    UnknownEncryption,
    /// The file has more pages than the limit.
    #[error("expected at most {limit} pages, found {found}")]
    TooManyPages {
        /// How many pages it has.
        found: u32,
        /// The limit.
        limit: u32,
    },
    /// Arrays or dictionaries lie in each other too deep.
    #[error("expected arrays and dictionaries at most {limit} deep, found deeper ones at byte {offset}")]
    NestedTooDeep {
        /// The limit.
        limit: u32,
        /// Where the limit is passed, in bytes from the start of the file, from 0.
        offset: usize,
    },
    /// One stream unpacks to more than the limit.
    #[error("expected streams of at most {limit} bytes when unpacked, found a larger one at byte {offset}")]
    StreamTooLarge {
        /// The limit in bytes.
        limit: u64,
        /// Where the stream's data begin, in bytes from the start of the file, from 0.
        offset: usize,
    },
    /// All streams together unpack to more than the limit.
    #[error("expected at most {limit} bytes in all when unpacked, found more by the stream at byte {offset}")]
    UnpacksTooLarge {
        /// The limit in bytes.
        limit: u64,
        /// Where the data begin that pass the limit, in bytes from the start of the file, from 0.
        offset: usize,
    },
    /// The streams of an encrypted file unpack to more than the limit, one of them or all together.
    #[error("expected encrypted streams of at most {limit} bytes when unpacked, found more")]
    EncryptedTooLarge {
        /// The limit in bytes.
        limit: u64,
    },
    /// The parser failed in a way that it should not.
    #[error("expected a file that the parser can follow, found one on which it failed")]
    Fault,
}

impl PdfError {
    /// What to do about it: one sentence, lower case, no full stop.
    pub fn hint(&self) -> &'static str {
        match self {
            PdfError::TooLarge { .. } | PdfError::TooManyPages { .. } => {
                "split the file, and keep the pages that hold the dashboard"
            }
            PdfError::NoPdf { .. } | PdfError::NoPages => {
                "check that the download is whole, or open the file in a PDF viewer and print it to a new PDF"
            }
            PdfError::NeedsPassword => "save a copy without a password",
            PdfError::UnknownEncryption => "open the file in a PDF viewer and save a copy without protection",
            PdfError::NestedTooDeep { .. }
            | PdfError::StreamTooLarge { .. }
            | PdfError::UnpacksTooLarge { .. }
            | PdfError::EncryptedTooLarge { .. } => {
                "trust the file only if you know where it is from; print it to a new PDF to read it all the same"
            }
            PdfError::Fault => "report it together with the file, and print the file to a new PDF meanwhile",
        }
    }
}

/// A page that can't be read; the others may be. Which page it is, the caller knows: equal reasons read alike.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PageError {
    /// The file has no page with this number.
    #[error("expected a page from 1 to {count}, found the number {number}")]
    NoSuchPage {
        /// The number asked for, from 1.
        number: u32,
        /// How many pages the file has.
        count: u32,
    },
    /// The page asks for more work than the limit.
    #[error("expected at most {limit} {what}, found more")]
    TooComplex {
        /// What there are too many of.
        what: Work,
        /// The limit.
        limit: u64,
    },
    /// A form draws itself, directly or by way of others.
    #[error("expected forms that end, found form object {object} drawing itself")]
    FormLoop {
        /// The form's object number.
        object: u32,
    },
    /// Forms, or arrays among the page's instructions, lie in each other too deep.
    #[error("expected {what} at most {limit} deep, found deeper ones")]
    NestedTooDeep {
        /// What lies too deep.
        what: Nested,
        /// The limit.
        limit: u32,
    },
    /// The interpreter failed in a way that it should not.
    #[error("expected a page that can be drawn, found instructions on which the interpreter failed")]
    Fault,
}

/// What a page can have too many of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Work {
    /// Operators of its content, forms counted each time that they are drawn.
    Operators,
    /// Bytes of its content, forms counted each time that they are drawn.
    ContentBytes,
    /// Glyphs, path segments and other marks.
    Marks,
}

impl std::fmt::Display for Work {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Work::Operators => "operators",
            Work::ContentBytes => "bytes of instructions",
            Work::Marks => "glyphs and path segments",
        })
    }
}

/// What can lie in each other too deep on a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nested {
    /// Forms that draw forms.
    Forms,
    /// Arrays and dictionaries among the instructions.
    Operands,
}

impl std::fmt::Display for Nested {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Nested::Forms => "forms",
            Nested::Operands => "arrays and dictionaries",
        })
    }
}

impl PageError {
    /// What to do about it: one sentence, lower case, no full stop.
    pub fn hint(&self) -> &'static str {
        match self {
            PageError::NoSuchPage { .. } => "give a page that the file has",
            PageError::TooComplex { .. } => {
                "nothing if the page is a map or a drawing; else print it to a new PDF"
            }
            PageError::FormLoop { .. } | PageError::NestedTooDeep { .. } => {
                "open the file in a PDF viewer and print the page to a new PDF"
            }
            PageError::Fault => "report it together with the file, and print the page to a new PDF meanwhile",
        }
    }
}
