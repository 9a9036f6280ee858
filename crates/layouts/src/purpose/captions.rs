//! The words over a whole table: its own title, the line above it, the heading that it stands under.

use boardlift_lexicon::wording;
use boardlift_model::{Block, Document};

use crate::headings::Headings;
use crate::outline::Table;

/// The words that may say what a table is about, the nearest first.
pub(crate) fn captions<'d>(
    document: &'d Document,
    headings: &Headings,
    table: &'d Table<'_>,
) -> Vec<&'d str> {
    let above = table.block.checked_sub(1).and_then(|at| line(&document.blocks[at]));
    let over = headings.over(table.block).and_then(|at| line(&document.blocks[at]));
    titles(table).chain(above).chain(over).collect()
}

/// The lines of one cell above the heading, from the lowest up.
fn titles<'d>(table: &'d Table<'_>) -> impl Iterator<Item = &'d str> {
    let heading = table.header.as_ref().map_or(0, |header| header.rows.start);
    let rows = table.grid.rows()[..heading].iter().rev();
    let lone = |row: &'d Vec<boardlift_model::Cell>| {
        let mut printed = row.iter().filter(|cell| !cell.is_blank());
        printed.next().filter(|_| printed.next().is_none())
    };
    rows.filter_map(lone).map(|cell| cell.text.as_str()).filter(|words| wording::is_title(words))
}

/// The words of a heading, or of a line that may be one.
fn line(block: &Block) -> Option<&str> {
    match block {
        Block::Heading(text) => Some(&text.text),
        Block::Paragraph(text) => Some(text.text.as_str())
            .filter(|words| wording::is_title(words) || wording::is_numbered_title(words)),
        Block::ListItem(_) | Block::Footnote { .. } | Block::Key(_) | Block::Grid(_) => None,
    }
}
