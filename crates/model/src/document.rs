//! What a reader makes of a file: blocks in reading order, and no meaning yet.
//!
//! Every reader ends here and every layout starts here, so that a file format knows nothing of councils and a
//! layout nothing of file formats.

use crate::finding::Finding;
use crate::grid::{Grid, Rgb};
use crate::place::Place;

/// A document's identity: the SHA-256 of its bytes as 64 lower-case hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DocumentId(pub String);

impl DocumentId {
    /// The hexadecimal digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The media types (RFC 6838) that have a reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::IntoStaticStr, strum::Display, strum::VariantArray)]
pub enum MediaType {
    /// Plain text, with or without tables.
    #[strum(serialize = "text/plain")]
    PlainText,
    /// Markdown.
    #[strum(serialize = "text/markdown")]
    Markdown,
    /// Portable Document Format.
    #[strum(serialize = "application/pdf")]
    Pdf,
    /// Office Open XML workbook, with or without its template flag.
    #[strum(serialize = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")]
    Xlsx,
    /// Office Open XML workbook with macros.
    #[strum(serialize = "application/vnd.ms-excel.sheet.macroEnabled.12")]
    Xlsm,
    /// Office Open XML workbook with binary parts.
    #[strum(serialize = "application/vnd.ms-excel.sheet.binary.macroEnabled.12")]
    Xlsb,
    /// Workbook of Excel 5 to 2003.
    #[strum(serialize = "application/vnd.ms-excel")]
    Xls,
    /// Spreadsheet in the open document format (ODF).
    #[strum(serialize = "application/vnd.oasis.opendocument.spreadsheet")]
    Ods,
    /// Values between commas or semicolons, a row a line (RFC 4180).
    #[strum(serialize = "text/csv")]
    Csv,
    /// Values between tabs, a row a line.
    #[strum(serialize = "text/tab-separated-values")]
    Tsv,
    /// Web page.
    #[strum(serialize = "text/html")]
    Html,
    /// Office Open XML paper, as Word writes it.
    #[strum(serialize = "application/vnd.openxmlformats-officedocument.wordprocessingml.document")]
    Docx,
    /// Zip archive, whose files are documents of their own.
    #[strum(serialize = "application/zip")]
    Zip,
    /// A file that no reader knows.
    #[strum(serialize = "application/octet-stream")]
    Unknown,
}

/// The file that a document was read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Hash of the bytes.
    pub id: DocumentId,
    /// The file's name, without its folder.
    pub file_name: String,
    /// What the bytes are.
    pub media_type: MediaType,
    /// How many bytes.
    pub byte_size: u64,
}

/// Words that stand outside a table, on one line or several.
#[derive(Debug, Clone, PartialEq)]
pub struct Text {
    /// The words: white space folded, look-alike letters mapped, markup removed.
    pub text: String,
    /// Where the first of them stood.
    pub place: Place,
}

/// A colour and the words that a document prints beside it or on it, to say what it means.
#[derive(Debug, Clone, PartialEq)]
pub struct KeyEntry {
    /// The colour.
    pub colour: Rgb,
    /// The words.
    pub text: Text,
}

/// One piece of a document, in reading order.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// Words that head what follows. A reader that can't see the type size takes a short line standing alone.
    Heading(Text),
    /// Running words.
    Paragraph(Text),
    /// One point of a list, without its bullet.
    ListItem(Text),
    /// A note that marks in the tables point to.
    Footnote {
        /// The mark as printed: `¹`, `*`, `[note 2]`.
        mark: String,
        /// The note without its mark.
        text: Text,
    },
    /// A key: what colours mean in this document, by its own words.
    Key(Vec<KeyEntry>),
    /// A table.
    Grid(Grid),
}

/// A file, read: its blocks from first to last and what the reader was unsure of.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// The file.
    pub source: Source,
    /// How many pages it has, where it has pages.
    pub pages: Option<u32>,
    /// What stands in it, in reading order.
    pub blocks: Vec<Block>,
    /// What the reader was unsure of.
    pub findings: Vec<Finding>,
}

impl Document {
    /// The tables in reading order.
    pub fn grids(&self) -> impl Iterator<Item = &Grid> {
        self.blocks.iter().filter_map(|block| match block {
            Block::Grid(grid) => Some(grid),
            _ => None,
        })
    }
}
