//! Text that runs over the edge of its cell into empty neighbours, as a spreadsheet prints a long entry.
//!
//! The words fell into the cells that they lie over. They go back to the first of them if they read on as one phrase
//! and an edge cuts a letter: words that an author set into cells of their own are never cut.

use boardlift_model::{Page, Turn};

use crate::candidate::CellBox;

/// Words of one phrase are no farther apart than this share of the type size: a space, or one of justified type.
const SPACE: f32 = 0.5;
/// An edge cuts a word that reaches beyond it by this share of the type size on either side.
const CUT: f32 = 0.15;

/// Brings spilled words back into the cell where their phrase begins. `cells` are in order of rows and columns.
pub(super) fn gather(page: &Page, cells: &mut [CellBox]) {
    let mut begin = 0;
    while begin < cells.len() {
        let mut end = begin + 1;
        while end < cells.len() && reads_on(page, &cells[end - 1], &cells[end]) {
            end += 1;
        }
        if end - begin > 1 && cells[begin..end].windows(2).any(|pair| cuts(page, &pair[0], &pair[1])) {
            let words: Vec<usize> =
                cells[begin..end].iter_mut().flat_map(|cell| std::mem::take(&mut cell.words)).collect();
            cells[begin].words = words;
        }
        begin = end;
    }
}

/// Whether the one line of a cell goes on in the next cell of its row.
fn reads_on(page: &Page, cell: &CellBox, next: &CellBox) -> bool {
    let (Some(&last), Some(&first)) = (cell.words.last(), next.words.first()) else { return false };
    let (last, first) = (&page.words[last], &page.words[first]);
    cell.row == next.row
        && last.turn == Turn::Upright
        && first.bbox.x0 - last.bbox.x1 <= SPACE * last.size
        && is_one_line(page, cell)
        && is_one_line(page, next)
        && is_beside(first.baseline, last.baseline, last.size)
}

/// Whether the edge between two cells goes through a word of theirs.
fn cuts(page: &Page, cell: &CellBox, next: &CellBox) -> bool {
    let edge = next.bbox.x0;
    let words = cell.words.last().into_iter().chain(next.words.first());
    words.map(|&word| &page.words[word]).any(|word| {
        let beyond = CUT * word.size;
        word.bbox.x0 < edge - beyond && word.bbox.x1 > edge + beyond
    })
}

fn is_one_line(page: &Page, cell: &CellBox) -> bool {
    let Some(first) = cell.words.first().map(|&word| &page.words[word]) else { return false };
    let mut words = cell.words.iter().map(|&word| &page.words[word]);
    words.all(|word| word.turn == Turn::Upright && is_beside(word.baseline, first.baseline, first.size))
}

fn is_beside(baseline: f32, other: f32, size: f32) -> bool {
    (baseline - other).abs() < 0.5 * size
}
