//! The words over a whole table: its own title, the line above it, the heading that it stands under.

use boardlift_lexicon::matter::{self, Matter};
use boardlift_model::{Block, Cell, Document};

/// What a clue weighs whose words no other papers have.
const BEYOND_DOUBT: u32 = 3;
/// More words are a sentence.
const MOST_WORDS: usize = 15;

/// The words outside a table, at this block of the document, that may say what it is about: the line right above it, then
/// the nearest heading with no table between, last the paper's title where that leaves no doubt.
pub(crate) fn captions(document: &Document, block: usize) -> Vec<&str> {
    let above = &document.blocks[..block];
    let line = above.last().and_then(|block| match block {
        Block::Paragraph(text) if may_be_title(&text.text) => Some(text.text.as_str()),
        _ => None,
    });
    let until_table = above.iter().rev().take_while(|block| !matches!(block, Block::Grid(_)));
    let heading = until_table.filter_map(|block| match block {
        Block::Heading(text) => Some(text.text.as_str()),
        _ => None,
    });
    line.into_iter().chain(heading.take(1)).chain(plain_title(above)).collect()
}

/// The paper's title, where it says beyond doubt that nothing in the paper is of indicators: `Fees and charges 2024/25`.
fn plain_title(above: &[Block]) -> Option<&str> {
    let title = above.iter().find_map(|block| match block {
        Block::Heading(text) => Some(text.text.as_str()),
        _ => None,
    })?;
    let is_plain = matter::of_caption(title)
        .is_some_and(|clue| clue.matter != Matter::Indicators && clue.weight >= BEYOND_DOUBT);
    (is_plain && !matter::promises_results(title)).then_some(title)
}

/// The titles above a heading in the grid itself, from the lowest up: `rows` end with the heading, and the lines of one cell
/// above it are no part of another table.
pub(crate) fn titles(rows: &[Vec<Cell>]) -> impl Iterator<Item = &str> {
    let is_line = |row: &&Vec<Cell>| row.iter().filter(|cell| !cell.is_blank()).nth(1).is_none();
    let lines = rows.iter().rev().skip_while(move |row| !is_line(row)).take_while(is_line);
    lines.flatten().map(|cell| cell.text.as_str()).filter(|words| !words.is_empty() && may_be_title(words))
}

/// A label before a colon may be the whole subject, `Finance update: period 9`, where no title of a section has one.
fn may_be_title(words: &str) -> bool {
    words.split_whitespace().count() <= MOST_WORDS && !words.ends_with('.')
}
