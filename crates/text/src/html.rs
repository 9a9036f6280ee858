//! Web pages to documents: tables, cards and lists of terms, headings, paragraphs, keys of colours.
//!
//! One arrow of the way of the data, [`read`]: bytes to a [`Document`] whose cells know the line that their tag stands on.
//! Fetches nothing: what a page takes from other files, style sheets and pictures among it, is not seen. Runs no script.
//!
//! In reading order:
//!
//! - `sniff`: whether bytes are a web page at all; `encoding`: which letters they are.
//! - `tree`: characters to elements; `sheet`, `look`: how the elements look; `furniture`: which of them are the site's.
//! - `words`: the words in one place; `table`, `cards`, `key`: what is read as a whole; `blocks`: all of it in order.

mod blocks;
mod cards;
mod encoding;
mod furniture;
mod key;
mod look;
mod page;
mod sheet;
mod sniff;
mod table;
mod tree;
mod words;

use boardlift_model::{Document, Finding, FindingKind, MediaType, Source};

pub use sniff::looks_like_html;

use crate::error::TextError;
use crate::limits::{Budget, Limits};
use look::Shown;
use page::Page;
use sheet::Sheet;

/// Reads a file's bytes as a web page.
///
/// `file_name` names the document; a folder before it is dropped. An empty file gives a document without blocks. The same
/// bytes always give the same document.
///
/// # Errors
///
/// [`TextError`] where the bytes are no text, or more than the limit.
pub fn read(file_name: &str, bytes: &[u8], limits: &Limits) -> Result<Document, TextError> {
    limits.admit_file(bytes.len())?;
    let decoded = encoding::decode(bytes)?;
    let (tree, cut) = tree::parse(&decoded.text);
    let sheet = Sheet::of(&tree);
    let page = Page::of(&tree, &sheet);
    let part = blocks::read(&page, &mut Budget::new(limits));
    let mut findings: Vec<Finding> = decoded.finding.into_iter().chain(cut).chain(part.findings).collect();
    findings.extend(unstyled(&sheet));
    findings.extend(left_out(&page));
    Ok(Document {
        source: Source { media_type: MediaType::Html, ..crate::source(file_name, bytes) },
        pages: None,
        blocks: part.blocks,
        findings,
    })
}

fn unstyled(sheet: &Sheet<'_>) -> Option<Finding> {
    let message = "the page has more style rules than are read, so that colours may be missing";
    sheet.is_too_large.then(|| Finding::warning(FindingKind::LimitReached, message, None))
}

/// What stands in the page and is not shown.
fn left_out(page: &Page<'_>) -> impl Iterator<Item = Finding> {
    let notes = [
        (Shown::Hidden, "passages that the page hides were left out"),
        (Shown::Struck, "passages that the page strikes out were left out"),
    ];
    notes.into_iter().filter_map(|(shown, message)| {
        let count = page.looks.count(page.tree, shown);
        (count > 0).then(|| Finding::note(FindingKind::HiddenLeftOut, message, None).times(count))
    })
}
