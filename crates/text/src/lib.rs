//! Text to documents: pipe tables, tab tables, columns of spaces, one-cell-a-line lists, damaged conversions.
//!
//! One arrow of the way of the data, [`read`]: bytes to a [`Document`], whose blocks stand in reading order and whose
//! cells know their lines. Reads no file itself, asks for no column's meaning and has never heard of a council. What
//! is unsure becomes a finding or a lost cell; only bytes that are no text, or too many, are an error.
//!
//! In reading order:
//!
//! - [`limits`], [`error`]: how much is read, and what can't be.
//! - `decode`, `line`: bytes to characters to numbered lines.
//! - `segment`: which lines are tables between pipes, tables between tabs, or neither.
//! - `pipes`, `tabs`: lines to grids; `glued` parts what lost its line breaks, `salvage` rebuilds what another
//!   converter damaged.
//! - `aligned`: columns lined up with spaces to grids.
//! - `cell_lines`: lists of one cell a line to grids.
//! - `prose`: all other lines to headings, paragraphs, list items and footnotes.
//! - [`docx`]: Word papers, which have tables of their own.
//! - `markup`, `shape`: what one piece of text is, for all of these.

mod aligned;
mod cell_lines;
pub mod decode;
pub mod docx;
pub mod error;
mod glued;
pub mod html;
pub mod limits;
mod line;
mod markup;
mod part;
mod pipes;
mod prose;
mod salvage;
mod segment;
mod shape;
mod tabs;
#[cfg(test)]
mod testing;

use std::path::Path;

use boardlift_model::{Block, Document, DocumentId, MediaType, Source};
use sha2::{Digest, Sha256};

pub use decode::{Decoded, decode};
pub use error::{NoText, TextError};
pub use limits::{Limits, MAX_BYTES, MAX_COLUMNS};

use aligned::Stretch;
use cell_lines::Piece;
use limits::Budget;
use line::Line;
use part::Part;
use prose::Context;
use segment::Segment;

/// Reads a file's bytes as text.
///
/// `file_name` names the document and, by its extension, tells Markdown from plain text; a folder before it is
/// dropped. An empty file gives a document without blocks. The same bytes always give the same document.
///
/// # Errors
///
/// [`TextError`] where the bytes are no text, or more than the limit.
pub fn read(file_name: &str, bytes: &[u8], limits: &Limits) -> Result<Document, TextError> {
    limits.admit_file(bytes.len())?;
    let decoded = decode(bytes)?;
    let (lines, cut) = line::split(&decoded.text, limits);
    let mut part = Part { blocks: Vec::new(), findings: decoded.finding.into_iter().chain(cut).collect() };
    let mut budget = Budget::new(limits);
    for segment in segment::segments(&lines) {
        let next = match segment {
            Segment::Pipes(lines) => pipes::read(lines, &mut budget),
            Segment::Tabs(lines) => tabs::read(lines, &mut budget),
            Segment::Plain(lines) => plain(lines, context(&part.blocks), &mut budget),
        };
        part.append(next);
    }
    Ok(Document {
        source: source(file_name, bytes),
        pages: None,
        blocks: part.blocks,
        findings: part.findings,
    })
}

/// The identity of a document: the SHA-256 of its bytes.
pub fn document_id(bytes: &[u8]) -> DocumentId {
    let digits = b"0123456789abcdef";
    let digest = Sha256::digest(bytes);
    let nibbles = digest.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    DocumentId(
        nibbles
            .filter_map(|nibble| digits.get(usize::from(nibble)))
            .map(|digit| char::from(*digit))
            .collect(),
    )
}

fn source(file_name: &str, bytes: &[u8]) -> Source {
    let path = Path::new(file_name);
    let is_markdown = path.extension().is_some_and(|extension| {
        ["md", "markdown"].iter().any(|markdown| extension.eq_ignore_ascii_case(markdown))
    });
    Source {
        id: document_id(bytes),
        file_name: path
            .file_name()
            .map_or_else(|| file_name.to_owned(), |name| name.to_string_lossy().into_owned()),
        media_type: if is_markdown { MediaType::Markdown } else { MediaType::PlainText },
        byte_size: u64::try_from(bytes.len()).unwrap_or(u64::MAX),
    }
}

/// Lines outside tables between marks: tables lined up with spaces, and what stands between them.
fn plain(lines: &[Line<'_>], before: Context, budget: &mut Budget) -> Part {
    let mut part = Part::default();
    let mut before = before;
    for stretch in aligned::split(lines, budget) {
        match stretch {
            Stretch::Plain(lines) => part.append(unaligned(lines, before, budget)),
            Stretch::Table(table) => {
                before = if table.blocks.is_empty() { before } else { context(&table.blocks) };
                part.append(table);
            }
        }
    }
    part
}

/// Lines outside tables: lists of one cell a line, and prose between them.
fn unaligned(lines: &[Line<'_>], before: Context, budget: &mut Budget) -> Part {
    let mut part = Part::default();
    let mut context = before;
    for piece in cell_lines::split(lines, budget) {
        match piece {
            Piece::Prose(lines) => part.blocks.extend(prose::read(lines, context)),
            Piece::Section(section) => {
                part.append(section);
                context = Context { has_table: true, has_star: false };
            }
        }
    }
    part
}

/// What the blocks before a line say about footnotes below them.
fn context(blocks: &[Block]) -> Context {
    let last = blocks.iter().rev().find_map(|block| match block {
        Block::Grid(grid) => Some(grid),
        _ => None,
    });
    let has_star = last.is_some_and(|grid| grid.rows().iter().flatten().any(|cell| cell.text.contains('*')));
    Context { has_table: last.is_some(), has_star }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::block_text;
    use boardlift_model::{FindingKind, Severity};

    fn document(text: &str) -> Document {
        read("folder/paper.txt", text.as_bytes(), &Limits::default()).expect("a document")
    }

    fn check(text: &str, expected: &str) {
        assert_eq!(block_text(&document(text).blocks), expected, "from {text:?}");
        let windows = document(&text.replace('\n', "\r\n"));
        assert_eq!(block_text(&windows.blocks), expected, "with other line ends, from {text:?}");
    }

    #[test]
    fn blocks_stand_in_reading_order() {
        check(
            "SEND Board\n\n| Ref | Indicator | Target |\n|---|---|---|\n| 1 | Plans | 5* |\n* Not audited\n\nPathways\n\nRef\tIndicator\tQ1\n1\tPlans\t5\n\n- All is well",
            "1: # SEND Board\n3: Ref | Indicator | Target\n5: 1 | Plans | 5*\n6: ^* Not audited\n8: # Pathways\n10: Ref | Indicator | Q1\n11: 1 | Plans | 5\n13: - All is well\n",
        );
        check("", "");
    }

    #[test]
    fn a_source_knows_its_bytes() {
        let source = document("").source;
        assert_eq!(source.file_name, "paper.txt");
        assert_eq!((source.media_type, source.byte_size), (MediaType::PlainText, 0));
        assert_eq!(source.id.as_str(), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        let markdown = read("paper.MD", b"x", &Limits::default()).expect("a document");
        assert_eq!(markdown.source.media_type, MediaType::Markdown);
    }

    #[test]
    fn hostile_text_costs_linear_time() {
        let line = "x\t".repeat(500_000);
        let wide =
            read("wide.txt", format!("{line}\n{line}").as_bytes(), &Limits::default()).expect("a document");
        assert_eq!(
            wide.findings.first().map(|finding| (finding.kind, finding.severity)),
            Some((FindingKind::LimitReached, Severity::Warning))
        );
        for unit in [
            "Indicator\nTarget\nQ1 2023\n",
            "Target\n",
            "1\t\n",
            "a\tb\n\n",
            "| a |\n",
            "|-|\n",
            "(\n",
            "**a\n",
            "- a\n",
            "* a\n",
        ] {
            let text = unit.repeat(500);
            assert!(read("hostile.txt", text.as_bytes(), &Limits::default()).is_ok(), "{unit:?}");
        }
    }
}
