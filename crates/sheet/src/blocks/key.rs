//! Keys outside tables: lines of one cell below each other, each with a colour of its own.
//!
//! The colour stands in the blank cell on the left of the words, as a swatch, or behind the words, if these say what only a
//! key says. Lines that share one colour are titles on the publisher's brand.

use boardlift_lexicon::hue::{self, Hue};
use boardlift_lexicon::judgement::{self, Sense};
use boardlift_model::{Block, KeyEntry, Rgb, Text};

use super::line::Line;
use crate::worksheet::{SheetCell, Worksheet};

/// A single coloured line may be anything.
const LEAST_ENTRIES: usize = 2;

/// The key that the first of these lines begins, and how many lines it takes; nothing where it begins none.
pub(super) fn key(sheet: &Worksheet, lines: &[&Line<'_>]) -> Option<(Block, usize)> {
    let follows = |at: usize| at == 0 || lines[at].row == lines[at - 1].row + 1;
    let entries: Vec<(Hue, KeyEntry)> =
        (0..lines.len()).map_while(|at| entry(sheet, lines[at]).filter(|_| follows(at))).collect();
    let first = entries.first()?.0;
    let differ = entries.iter().any(|(hue, _)| *hue != first);
    let count = entries.len();
    (count >= LEAST_ENTRIES && differ)
        .then(|| (Block::Key(entries.into_iter().map(|(_, entry)| entry).collect()), count))
}

fn entry(sheet: &Worksheet, line: &Line<'_>) -> Option<(Hue, KeyEntry)> {
    let [words] = line.cells.as_slice() else { return None };
    let fill = |cell: &SheetCell| sheet.look(cell).fill.and_then(|fill| Some((hue::of(fill)?, fill)));
    let own = || fill(words).filter(|_| judgement::key_entry(&words.text).sense != Sense::Silent);
    let (hue, colour): (Hue, Rgb) = swatch(sheet, line, words).and_then(fill).or_else(own)?;
    let text = Text { text: words.text.clone(), place: line.place(sheet) };
    Some((hue, KeyEntry { colour, text }))
}

/// The blank cell on the left of the words, if it looks otherwise than they do.
fn swatch<'s>(sheet: &'s Worksheet, line: &Line<'_>, words: &SheetCell) -> Option<&'s SheetCell> {
    let left = words.column.checked_sub(1)?;
    let cell = sheet.row(line.row)?.cells.iter().find(|cell| cell.column == left)?;
    (cell.text.is_empty() && sheet.look(cell).fill != sheet.look(words).fill).then_some(cell)
}
