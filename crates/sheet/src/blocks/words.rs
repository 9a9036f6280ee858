//! Lone words to headings, paragraphs, points and notes.

use boardlift_lexicon::wording;
use boardlift_model::{Block, Text};

use super::line::Line;
use crate::worksheet::Worksheet;

/// The most words of a heading in bold; more of them are a statement in bold.
const BOLD_HEADING_WORDS: usize = 30;

/// The block of a line outside tables. Notes stand below a table only.
pub(super) fn block(sheet: &Worksheet, line: &Line<'_>, is_below_table: bool) -> Block {
    let (text, place) = (line.text(), line.place(sheet));
    if let Some((mark, words)) = wording::footnote(&text).filter(|_| is_below_table) {
        return Block::Footnote { mark: mark.to_owned(), text: Text { text: words.to_owned(), place } };
    }
    if let Some(item) = wording::list_item(&text) {
        return Block::ListItem(Text { text: item.to_owned(), place });
    }
    let is_bold = line.cells.iter().all(|cell| sheet.look(cell).bold);
    let is_short = text.split_whitespace().count() <= BOLD_HEADING_WORDS;
    let is_heading = wording::is_title(&text) || is_bold && is_short && !wording::is_labelled(&text);
    let text = Text { text, place };
    if is_heading { Block::Heading(text) } else { Block::Paragraph(text) }
}
