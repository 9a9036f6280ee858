//! Word papers (Office Open XML, ECMA-376) to documents: headings, paragraphs, lists, notes, and tables with their merges,
//! fills and turned words.
//!
//! Takes what a reader of the printed paper sees: tracked insertions but no deletions, results of fields, no hidden words, no
//! comments. Headers and footers are left out, for they repeat on every page. Knows templates and papers with macros,
//! and both namespaces of the format; runs no macro and fetches nothing. A paper has no lines of its own: a
//! [`Place::Line`](boardlift_model::Place::Line) here is the number of the paragraph, counted from 1 through the paper as it
//! stands in the file, those in cells, boxes and blank ones among them.
//!
//! In reading order:
//!
//! - `error`, `limits`: what can't be read, and how much is.
//! - `package`, `xml`: the archive's parts to trees of elements.
//! - `colour`, `styles`, `table_look`: how words and cells look.
//! - `numbering`, `notes`: what is counted.
//! - `paper`: paragraphs to blocks; `inline`, `drawing`, `words`: what stands in them.
//! - `table`, `cells`: tables to grids.

mod cells;
mod colour;
mod drawing;
mod error;
mod inline;
mod limits;
mod notes;
mod numbering;
mod package;
mod paper;
mod styles;
mod table;
mod table_look;
#[cfg(test)]
mod tests;
mod words;
mod xml;

use boardlift_model::{Document, MediaType, Source};
use boardlift_pack::Pack;

pub use error::DocxError;
pub use limits::Limits;

use crate::limits::Budget;
use colour::Theme;
use notes::Notes;
use numbering::Numbering;
use paper::Paper;
use styles::Styles;

/// Whether an archive is a Word paper, by the types of what it holds: a document or a template, with macros or without. An
/// archive whose list of types can't be read is none.
pub fn is_docx(pack: &mut Pack<'_>) -> bool {
    package::main_part(pack, &Limits::default()).is_ok_and(|part| part.is_some())
}

/// Reads a Word paper. `file_name` names the document; a folder before it is dropped. The same bytes always give the
/// same document.
///
/// # Errors
///
/// [`DocxError`] where the bytes are no Word paper, are damaged, or are more than the limits.
pub fn read(file_name: &str, bytes: &[u8], limits: &Limits) -> Result<Document, DocxError> {
    let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    if size > limits.bytes {
        return Err(DocxError::TooLarge { size, limit: limits.bytes });
    }
    let package = package::open(&mut Pack::open(bytes, &limits.parts)?, limits)?;
    let theme = package.theme.parse(limits)?.as_ref().map(Theme::of).unwrap_or_default();
    let styles = package.styles.parse(limits)?.map(|root| Styles::of(&root, &theme)).unwrap_or_default();
    let numbering = package.numbering.parse(limits)?.as_ref().map(Numbering::of).unwrap_or_default();
    let (footnotes, endnotes) = (package.footnotes.parse(limits)?, package.endnotes.parse(limits)?);
    let document = package.document.parse(limits)?;
    let body = document
        .as_ref()
        .and_then(|document| document.child("body"))
        .ok_or_else(|| DocxError::NotWord { found: format!("`{}` has no body", package.document.name) })?;
    let notes = Notes::of(footnotes.as_ref(), endnotes.as_ref());
    let mut paper = Paper::new(&theme, &styles, numbering, notes, Budget::of(limits.columns, limits.cells));
    paper.walk(body);
    let (blocks, findings) = paper.finish();
    let source = Source { media_type: MediaType::Docx, ..crate::source(file_name, bytes) };
    Ok(Document { source, pages: None, blocks, findings })
}
