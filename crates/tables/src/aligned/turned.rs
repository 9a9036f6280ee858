//! Headings that are turned to fit above narrow columns: turned words right above the first row, a column each.

use boardlift_model::{BBox, Page, Turn, Word};

use super::columns::Column;
use super::pieces::{Piece, TableLine};
use super::strip::{Item, Span};
use crate::geometry::union;

/// Headings stand no further above the row below them than so many type sizes.
const ABOVE: f32 = 2.5;

/// The turned words of a page, by their lower end.
pub(super) struct Turned {
    words: Vec<usize>,
}

impl Turned {
    pub(super) fn of(page: &Page) -> Turned {
        let is_turned = |word: &usize| matches!(page.words[*word].turn, Turn::Up | Turn::Down);
        let mut words: Vec<usize> = (0..page.words.len()).filter(is_turned).collect();
        words.sort_by(|&a, &b| page.words[a].bbox.y1.total_cmp(&page.words[b].bbox.y1).then(a.cmp(&b)));
        Turned { words }
    }

    /// The turned headings that end right above `top`, a piece for each column; nothing if fewer than two columns
    /// have one.
    pub(super) fn above(&self, page: &Page, columns: &[Column], top: f32) -> Option<TableLine> {
        let mut heads: Vec<Vec<usize>> = vec![Vec::new(); columns.len()];
        let mut reached = top; // the upper end of the words taken so far
        let end =
            self.words.partition_point(|&word| page.words[word].bbox.y1 <= top + page.words[word].size / 2.0);
        for &index in self.words[..end].iter().rev() {
            let word = &page.words[index];
            if reached - word.bbox.y1 > ABOVE * word.size {
                break;
            }
            let middle = f32::midpoint(word.bbox.x0, word.bbox.x1);
            let column = columns.iter().position(|c| c.cell.from <= middle && middle <= c.cell.to);
            if let Some(column) = column {
                heads[column].push(index);
                reached = reached.min(word.bbox.y0);
            }
        }
        let pieces: Vec<Piece> =
            heads.into_iter().enumerate().filter_map(|(column, words)| piece(page, column, words)).collect();
        let size = pieces.iter().map(|piece| piece.item.size).max_by(f32::total_cmp)?;
        let baseline = pieces.iter().map(|piece| piece.item.bbox.y1).max_by(f32::total_cmp)?;
        (pieces.len() > 1).then_some(TableLine { pieces, baseline, size })
    }
}

/// The words over one column as one piece, in reading order.
fn piece(page: &Page, column: usize, mut words: Vec<usize>) -> Option<Piece> {
    words.sort_by(|&a, &b| reading_order(&page.words[a], &page.words[b]).then(a.cmp(&b)));
    let bbox: BBox = words.iter().map(|&word| page.words[word].bbox).reduce(union)?;
    let size = page.words[words[0]].size;
    Some(Piece { item: Item::new(page, words, bbox, size), first: column, last: column })
}

/// Turned to the left, text reads upward and its lines follow to the right; turned to the right, the other way.
fn reading_order(a: &Word, b: &Word) -> std::cmp::Ordering {
    let same_line = (a.baseline - b.baseline).abs() < a.size.min(b.size) / 2.0;
    let (line, along) = (a.baseline.total_cmp(&b.baseline), a.bbox.y0.total_cmp(&b.bbox.y0));
    match (a.turn == Turn::Up, same_line) {
        (true, true) => along.reverse(),
        (true, false) => line,
        (false, true) => along,
        (false, false) => line.reverse(),
    }
}

/// The height that a line's pieces take.
pub(super) fn height(line: &TableLine) -> Span {
    let bbox = line.bbox();
    Span { from: bbox.y0, to: bbox.y1 }
}
