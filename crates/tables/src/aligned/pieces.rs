//! The lines of a table with each piece in its column or columns.

use boardlift_model::{BBox, Page};

use super::columns::{Column, occupied};
use super::strip::{Item, Span, Strip};
use crate::geometry::union;

/// Words of one line that stand in one cell.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Piece {
    /// The words and what they look like.
    pub(super) item: Item,
    /// The first column that they stand in.
    pub(super) first: usize,
    /// The last column that they stand in.
    pub(super) last: usize,
}

/// A line of a table.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct TableLine {
    /// Its pieces from left to right; never empty.
    pub(super) pieces: Vec<Piece>,
    /// The y of the baseline.
    pub(super) baseline: f32,
    /// The largest type size.
    pub(super) size: f32,
}

impl Piece {
    /// The y of its own baseline: words of one line may differ a little in that.
    pub(super) fn baseline(&self, page: &Page) -> f32 {
        let words = self.item.words.iter().map(|&word| &page.words[word]);
        let baseline = words.filter(|word| !word.raised).map(|word| word.baseline).next();
        baseline.unwrap_or(self.item.bbox.y1)
    }

    /// Takes in more words of the same cell.
    pub(super) fn append(&mut self, page: &Page, more: Item, last: usize) {
        let mut words = std::mem::take(&mut self.item.words);
        words.extend(more.words);
        self.item = Item::new(page, words, union(self.item.bbox, more.bbox), self.item.size);
        self.last = self.last.max(last);
    }
}

impl TableLine {
    /// The piece that begins in a column.
    pub(super) fn at(&self, column: usize) -> Option<&Piece> {
        self.pieces.iter().find(|piece| piece.first == column)
    }

    /// Whether figures or marks stand in any column after the first.
    pub(super) fn has_values(&self) -> bool {
        self.pieces.iter().any(|piece| piece.first > 0 && piece.item.kind.is_value())
    }

    /// Whether it is words in the first column alone.
    pub(super) fn is_label(&self) -> bool {
        matches!(&self.pieces[..], [piece] if piece.last == 0 && !piece.item.kind.is_value())
    }

    /// Whether any piece stands in several columns.
    pub(super) fn spans(&self) -> bool {
        self.pieces.iter().any(|piece| piece.first < piece.last)
    }

    /// The box around its pieces.
    pub(super) fn bbox(&self) -> BBox {
        self.pieces.iter().skip(1).fold(self.pieces[0].item.bbox, |bbox, piece| union(bbox, piece.item.bbox))
    }
}

/// Puts the items of a row of the body into columns. An item that runs over a corridor is cut there, if one of its
/// word spaces lies in the corridor; else it is a cell that spans. A line's only item isn't cut: it is the heading of a
/// group of rows, or one cell across.
pub(super) fn place(page: &Page, strip: &Strip, columns: &[Column]) -> TableLine {
    let mut pieces: Vec<Piece> = Vec::with_capacity(strip.items.len());
    for item in &strip.items {
        let (first, last) = occupied(columns, item.span());
        if first == last || !strip.is_multiple() {
            put(page, &mut pieces, item.clone(), (first, last));
            continue;
        }
        for part in cut(page, item, &columns[first..last]) {
            let range = occupied(columns, part.span());
            put(page, &mut pieces, part, range);
        }
    }
    TableLine { pieces, baseline: strip.baseline, size: strip.size }
}

/// Adds what stands right of the pieces: to the last of them if it begins in its columns.
fn put(page: &Page, pieces: &mut Vec<Piece>, item: Item, (first, last): (usize, usize)) {
    let first = first.max(pieces.last().map_or(0, |piece| piece.last));
    match pieces.last_mut() {
        Some(before) if before.last >= first => before.append(page, item, last.max(first)),
        _ => pieces.push(Piece { item, first, last: last.max(first) }),
    }
}

/// The parts of an item that stand in different columns. `crossed` are those that it reaches beyond.
fn cut(page: &Page, item: &Item, crossed: &[Column]) -> Vec<Item> {
    item.parted(page, |left, right| {
        let (left, right) = (page.words[left].bbox.x1, page.words[right].bbox.x0);
        crossed.iter().any(|column| left <= column.cell.to && column.cell.to <= right)
    })
}

/// How the columns' items line up.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Alignment {
    /// How many items stand in the column.
    pub(super) items: usize,
    /// How many of them look like figures or marks.
    pub(super) values: usize,
    /// Which part of them share a left edge, a right edge or a middle.
    pub(super) agreeing: f32,
}

/// Edges within this part of the type size of each other agree.
const SAME_EDGE: f32 = 0.3;

/// How the items of a column line up.
pub(super) fn alignment(lines: &[TableLine], column: usize) -> Alignment {
    let items: Vec<&Item> = lines
        .iter()
        .flat_map(|line| &line.pieces)
        .filter(|piece| piece.first == column && piece.last == column)
        .map(|piece| &piece.item)
        .collect();
    let values = items.iter().filter(|item| item.kind.is_value()).count();
    let most = [|span: Span| span.from, |span: Span| span.to, Span::middle]
        .into_iter()
        .map(|edge| agreeing(&items, edge))
        .max()
        .unwrap_or(0);
    Alignment { items: items.len(), values, agreeing: most as f32 / items.len().max(1) as f32 }
}

/// How many items have the edge that most have.
fn agreeing(items: &[&Item], edge: fn(Span) -> f32) -> usize {
    let mut edges: Vec<(f32, f32)> = items.iter().map(|item| (edge(item.span()), item.size)).collect();
    edges.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut most = 0;
    let mut first = 0;
    for last in 0..edges.len() {
        while edges[last].0 - edges[first].0 > 2.0 * SAME_EDGE * edges[last].1 && first < last {
            first += 1;
        }
        most = most.max(last + 1 - first);
    }
    most
}

/// Whether a kind stands in most of a column's items.
pub(super) fn is_figures(alignment: Alignment) -> bool {
    alignment.values * 2 > alignment.items
}
