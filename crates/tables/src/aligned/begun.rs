//! Columns that begin at their headings.
//!
//! Figures stand flush right, the headings above them flush left: what lies above each other tells little then. But
//! where nothing in the rows runs over the left edge of any heading, the headings begin their columns, and say better
//! where these are than the gaps between figures do: a column may be blank, a figure close to the next column's words.

use boardlift_model::{BBox, Page};

use super::columns::Column;
use super::pieces::{Piece, TableLine};
use super::strip::{Item, Span, Strip};
use crate::geometry::union;

/// Text that is flush with a heading begins this part of the type size before it at most: a turned line begins with
/// the space above its letters.
pub(super) const FLUSH: f32 = 0.5;

/// A gap wider than this part of the type size is more than a word space.
const WORD_SPACE: f32 = 0.5;

/// One row in so many may run over the edges of columns: a remark, or a label that is too long.
const ROWS_AN_EXCEPTION: usize = 10;

/// A heading of one column.
pub(super) struct Head {
    /// In reading order.
    words: Vec<usize>,
    pub(super) bbox: BBox,
    pub(super) size: f32,
}

impl Head {
    /// A heading of words in reading order; nothing if there are none.
    pub(super) fn new(page: &Page, words: Vec<usize>) -> Option<Head> {
        let bbox = words.iter().map(|&word| page.words[word].bbox).reduce(union)?;
        Some(Head { size: page.words[words[0]].size, bbox, words })
    }

    /// Its stretch of the page's width.
    pub(super) fn span(&self) -> Span {
        Span { from: self.bbox.x0, to: self.bbox.x1 }
    }
}

/// Items as headings, from left to right: those that lie above each other are lines of one. Nothing if a heading would
/// have two items on one line, because another one spans both.
pub(super) fn heads<'a>(page: &Page, items: impl Iterator<Item = &'a Item>) -> Option<Vec<Head>> {
    let mut items: Vec<&Item> = items.collect();
    items.sort_by(|a, b| a.bbox.x0.total_cmp(&b.bbox.x0).then(a.bbox.y0.total_cmp(&b.bbox.y0)));
    let mut piles: Vec<(f32, Vec<&Item>)> = Vec::new(); // each with its right edge
    for item in items {
        match piles.last_mut() {
            Some((right, pile)) if item.bbox.x0 < *right => {
                *right = right.max(item.bbox.x1);
                pile.push(item);
            }
            _ => piles.push((item.bbox.x1, vec![item])),
        }
    }
    let head = |(_, mut pile): (f32, Vec<&Item>)| {
        pile.sort_by(|a, b| a.bbox.y0.total_cmp(&b.bbox.y0));
        let below = |pair: &[&Item]| pair[1].bbox.y0 - pair[0].bbox.y0 > pair[0].size / 2.0;
        let words = pile.iter().flat_map(|item| item.words.iter().copied()).collect();
        if pile.windows(2).all(below) { Head::new(page, words) } else { None }
    };
    piles.into_iter().map(head).collect()
}

/// Columns that begin at their headings.
pub(super) struct Begun {
    pub(super) columns: Vec<Column>,
    /// The column of each heading.
    pub(super) places: Vec<usize>,
    /// How many rows run over the left edge of a heading all the same.
    pub(super) crossed: usize,
}

/// A column from each heading to the next; nothing if rows run over the headings' left edges. Columns left of the first
/// heading are as they were `found`.
pub(super) fn columns(page: &Page, heads: &[Head], rows: &[&Strip], found: &[Column]) -> Option<Begun> {
    let edges: Vec<f32> = heads.iter().map(|head| head.bbox.x0).collect();
    let crossed = rows.iter().filter(|row| row.is_multiple() && crosses(page, row, &edges)).count();
    if crossed * ROWS_AN_EXCEPTION > rows.len() {
        return None;
    }
    let before = |column: &&Column| column.core.to <= edges[0];
    let mut cores: Vec<Span> = found.iter().take_while(before).map(|column| column.core).collect();
    let mut places = Vec::new();
    for (at, head) in heads.iter().enumerate() {
        places.push(cores.len());
        cores.push(head.span());
        let next = edges.get(at + 1).copied().unwrap_or(f32::INFINITY);
        cores.extend(second_labels(head, next, rows, found));
    }
    widen(page, &mut cores, rows);
    let edge = |at: usize| f32::midpoint(cores[at - 1].to, cores[at].from);
    let last = cores.len() - 1;
    let cell = |at: usize| Span {
        from: if at == 0 { cores[0].from } else { edge(at) },
        to: if at == last { cores[last].to } else { edge(at + 1) },
    };
    let columns = (0..cores.len()).map(|at| Column { cell: cell(at), core: cores[at] }).collect();
    Some(Begun { columns, places, crossed })
}

/// The column of words, right of those flush with a heading and before the next heading at `next`, that has none of its
/// own: what a label is broken down by.
fn second_labels(head: &Head, next: f32, rows: &[&Strip], found: &[Column]) -> Option<Span> {
    let flush = |column: &&Column| (column.core.from - head.bbox.x0).abs() <= FLUSH * head.size;
    let labels = found.iter().find(flush)?.core;
    let second =
        found.iter().map(|column| column.core).find(|core| core.from > labels.to.max(head.bbox.x1))?;
    let items = rows.iter().filter(|row| row.is_multiple()).flat_map(|row| &row.items);
    let (words, values): (Vec<&Item>, Vec<&Item>) =
        items.filter(|item| item.span().overlap(second) > 0.0).partition(|item| !item.kind.is_value());
    (second.to < next && words.len() > values.len()).then_some(second)
}

/// The headings over their columns, which don't fall, as one line; headings over one column are one.
pub(super) fn line(page: &Page, heads: Vec<Head>, columns: Vec<usize>) -> TableLine {
    let size = heads.iter().map(|head| head.size).fold(0.0, f32::max);
    let baseline = heads.iter().map(|head| head.bbox.y1).fold(0.0, f32::max);
    let mut pieces: Vec<Piece> = Vec::new();
    for (head, column) in heads.into_iter().zip(columns) {
        let item = Item::new(page, head.words, head.bbox, head.size);
        match pieces.last_mut() {
            Some(piece) if piece.last >= column => piece.append(page, item, column),
            _ => pieces.push(Piece { item, first: column, last: column }),
        }
    }
    TableLine { pieces, baseline, size }
}

/// Widens each column by the words of the rows that begin in it. A line of one item that runs on into the next column
/// is the heading of a group, and says nothing.
fn widen(page: &Page, cores: &mut [Span], rows: &[&Strip]) {
    let starts: Vec<f32> = cores.iter().map(|core| core.from).collect();
    let place = |from: f32, size: f32| {
        let at = starts.partition_point(|start| start - FLUSH * size <= from).max(1) - 1;
        (at, starts.get(at + 1).copied().unwrap_or(f32::INFINITY))
    };
    for row in rows {
        let runs_on = |item: &Item| item.bbox.x1 > place(item.bbox.x0, item.size).1;
        if !row.is_multiple() && row.items.iter().any(runs_on) {
            continue;
        }
        for word in row.items.iter().flat_map(|item| &item.words).map(|&word| &page.words[word]) {
            let (at, limit) = place(word.bbox.x0, word.size);
            cores[at] = cores[at].around(Span { from: word.bbox.x0, to: word.bbox.x1.min(limit) });
        }
    }
}

/// Whether any item of a row runs over one of the edges, with no gap there that is wider than a word space.
fn crosses(page: &Page, row: &Strip, edges: &[f32]) -> bool {
    row.items.iter().any(|item| {
        let (from, slack) = (item.bbox.x0, FLUSH * item.size);
        let first = edges.partition_point(|&edge| edge - slack <= from);
        edges[first..].iter().take_while(|&&edge| edge < item.bbox.x1).any(|&edge| {
            !item.words.windows(2).any(|pair| {
                let (left, right) = (page.words[pair[0]].bbox.x1, page.words[pair[1]].bbox.x0);
                left <= edge && right >= edge - slack && right - left > WORD_SPACE * item.size
            })
        })
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;

    #[test]
    fn headings_begin_columns_that_hardly_any_row_fills() {
        check(
            "
Item       Q1      Q2      RAG    Note
Plans          5       6
Appeals        7       8
Visits         5       6
Moves          7       8
Calls          5       6
Letters        7       8
Talks          5       6
Reviews        7       8
Checks         5       6
Tests          7       8
Audits         5       6   A          12/9
",
            "
Item | Q1 | Q2 | RAG | Note
=
Plans | 5 | 6 | · | ·
Appeals | 7 | 8 | · | ·
Visits | 5 | 6 | · | ·
Moves | 7 | 8 | · | ·
Calls | 5 | 6 | · | ·
Letters | 7 | 8 | · | ·
Talks | 5 | 6 | · | ·
Reviews | 7 | 8 | · | ·
Checks | 5 | 6 | · | ·
Tests | 7 | 8 | · | ·
Audits | 5 | 6 | A | 12/9
",
        );
    }
}
