//! Turned words, as the label up the side of a table: set upright, read like any line, and put back in their place.

use boardlift_model::{BBox, Page, Turn, Word};

use super::lines;
use super::paragraphs::{self, Setting};
use crate::layout::TextBlock;

/// The blocks of the turned words among the chosen ones: those that run up, then those that run down, then those that
/// stand on their heads.
pub(crate) fn blocks(page: &Page, chosen: &[usize]) -> Vec<TextBlock> {
    [Turn::Up, Turn::Down, Turn::Reversed]
        .into_iter()
        .flat_map(|turn| turned_blocks(page, chosen, turn))
        .collect()
}

fn turned_blocks(page: &Page, chosen: &[usize], turn: Turn) -> Vec<TextBlock> {
    let turned = chosen.iter().map(|&at| &page.words[at]).filter(|word| word.turn == turn);
    let words: Vec<Word> = turned.map(|word| upright(word, turn)).collect();
    let stretches = lines::stretches(&words, (0..words.len()).collect());
    let labels = piles(stretches);
    let setting = Setting::of(&labels.iter().map(Vec::as_slice).collect::<Vec<_>>());
    let blocks = labels.iter().flat_map(|lines| paragraphs::blocks(&words, lines, setting));
    blocks.map(|block| TextBlock { bbox: back(block.bbox, turn), ..block }).collect()
}

/// Lines one below the other, each pile a label of its own. Only the newest piles are looked at: a label's lines follow
/// each other closely.
fn piles(stretches: Vec<lines::Line>) -> Vec<Vec<lines::Line>> {
    const NEWEST: usize = 32;
    let mut piles: Vec<Vec<lines::Line>> = Vec::new();
    for line in stretches {
        let fits = |pile: &&mut Vec<lines::Line>| {
            pile.last().is_some_and(|last| {
                let down = line.baseline - last.baseline;
                let overlaps = line.bbox.x0 < last.bbox.x1 && last.bbox.x0 < line.bbox.x1;
                down > 0.0 && down < 2.0 * last.size && overlaps
            })
        };
        match piles.iter_mut().rev().take(NEWEST).find(fits) {
            Some(pile) => pile.push(line),
            None => piles.push(vec![line]),
        }
    }
    piles
}

/// The word as it stands after the page is turned so that it is upright.
fn upright(word: &Word, turn: Turn) -> Word {
    let baseline = match turn {
        Turn::Upright | Turn::Up => word.baseline,
        Turn::Down | Turn::Reversed => -word.baseline,
    };
    Word { bbox: turn_box(word.bbox, turn), baseline, turn: Turn::Upright, ..word.clone() }
}

/// A box on the page as a box on the page turned upright.
fn turn_box(bbox: BBox, turn: Turn) -> BBox {
    let BBox { x0, y0, x1, y1 } = bbox;
    match turn {
        Turn::Upright => bbox,
        Turn::Up => BBox { x0: -y1, y0: x0, x1: -y0, y1: x1 },
        Turn::Down => BBox { x0: y0, y0: -x1, x1: y1, y1: -x0 },
        Turn::Reversed => BBox { x0: -x1, y0: -y1, x1: -x0, y1: -y0 },
    }
}

/// The inverse of [`turn_box`].
fn back(bbox: BBox, turn: Turn) -> BBox {
    match turn {
        Turn::Up => turn_box(bbox, Turn::Down),
        Turn::Down => turn_box(bbox, Turn::Up),
        Turn::Upright | Turn::Reversed => turn_box(bbox, turn),
    }
}
