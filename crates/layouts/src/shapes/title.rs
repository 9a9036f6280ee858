//! The words above a table that would name the one indicator that it is about.

use boardlift_lexicon::wording;
use boardlift_model::{Block, Cell, Document, Text};

use crate::headings::{self, Headings};

use super::label;
use super::piece::{Piece, What};

/// The heading over a table; where that is the paper's own, the line right above the table goes before it. Nothing where no
/// heading stands between this table and the one before, unless such a line does.
pub(super) fn over(document: &Document, headings: &Headings, table: usize) -> Option<Piece> {
    let first = document.blocks.iter().position(|block| matches!(block, Block::Heading(_)));
    let heading = headings.over(table);
    let is_own = heading.is_some() && heading != first;
    let line = line_above(document, table).filter(|_| !is_own);
    let at = line.or(heading)?;
    let Text { text, place } = text(&document.blocks[at])?;
    let cell = Cell::new(text.as_str(), place.clone());
    // What stands between the two stays where it is.
    let block = if at + 1 == table { at } else { table };
    Some(Piece { what: What::Words, cell, block, at: None, is_heading: true })
}

/// The line right above a table, where it is worded as a title: no sentence, and no label of anything.
fn line_above(document: &Document, table: usize) -> Option<usize> {
    let at = table.checked_sub(1)?;
    let words = text(document.blocks.get(at)?)?.text.as_str();
    let is_title = wording::is_title(words)
        && !words.ends_with(['.', ':'])
        && !headings::names_the_paper(words)
        && label::role(words).is_none();
    is_title.then_some(at)
}

fn text(block: &Block) -> Option<&Text> {
    match block {
        Block::Heading(text) | Block::Paragraph(text) => Some(text),
        _ => None,
    }
}
