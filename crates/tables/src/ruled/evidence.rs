//! What speaks for a lattice being a table, and what against it.
//!
//! The points for it sum to one for a table of which every side was drawn and most cells hold words.

use boardlift_model::Page;

use super::hidden::{self, Text};
use super::lattice::{Lattice, Span};
use crate::candidate::CellBox;
use crate::layout::Report;

/// Prose of this many words is a paragraph; a cell of remarks may hold as much, but not every cell.
const PARAGRAPH: usize = 40;
/// A sentence has at least so many words; labels and figures have fewer.
const SENTENCE: usize = 8;
/// So few cells may be boxes round text that were drawn to touch.
const FEW: usize = 4;
/// Just enough that no lattice with an open end counts as drawn whole; between good tables it decides nothing.
const OPEN: f32 = 0.06;

/// The evidence for a lattice. `breaks` are the places where new lines begin among the words of each cell.
pub(super) fn report(
    page: &Page,
    lattice: &Lattice,
    cells: &[CellBox],
    breaks: &[Vec<usize>],
    type_size: f32,
) -> Report {
    let filled: Vec<&CellBox> = cells.iter().filter(|cell| !cell.words.is_empty()).collect();
    let spans: Vec<Span> = cells.iter().map(span).collect();
    let share_filled = filled.len() as f32 / cells.len() as f32;
    let cut = cut_words(page, &filled, type_size);
    let mut points = vec![
        ("closed cells", 0.4 * lattice.closed(&spans)),
        ("filled cells", 0.3 * (2.0 * share_filled).min(1.0)),
        ("words within cells", 0.3 * (1.0 - cut)),
    ];
    let mut against = |reason, weight: f32| {
        if weight > 0.0 {
            points.push((reason, -weight));
        }
    };
    against("single row", if filled_rows(&filled) < 2 { 1.5 } else { 0.0 });
    against("single column", if filled_columns(&filled) < 2 { 1.5 } else { 0.0 });
    against("words cut by edges", 2.0 * cut);
    against("empty rows or columns", if is_mostly_empty(lattice, &filled) { 1.0 } else { 0.0 });
    against("paragraphs in cells", if are_paragraphs(&filled) { 0.8 } else { 0.0 });
    against("boxes of prose", if are_boxes(&filled) { 1.2 } else { 0.0 });
    let texts: Vec<Text<'_>> = cells.iter().zip(breaks).map(|(cell, breaks)| Text { cell, breaks }).collect();
    against("rows not drawn", 1.5 * hidden::rows(page, &texts, lattice.ys.len() - 1, type_size));
    against("columns not drawn", 1.5 * hidden::columns(page, &texts, lattice, type_size));
    against("cells not drawn", 1.5 * hidden::spanned(page, &texts, &lattice.xs, type_size));
    Report { points, rivals: Vec::new() }
}

/// What speaks against a lattice at whose ends rows stand that were not drawn: it is not known to be the whole table,
/// and whoever reads by alignment may see more of it.
pub(super) fn open_ends(are_open: bool) -> Option<(&'static str, f32)> {
    are_open.then_some(("rows at open ends", -OPEN))
}

fn span(cell: &CellBox) -> Span {
    Span { rows: cell.row..cell.row + cell.row_span, columns: cell.column..cell.column + cell.column_span }
}

/// The share of words that stick out of their cells by more than half a letter's height.
fn cut_words(page: &Page, filled: &[&CellBox], type_size: f32) -> f32 {
    let out = 0.5 * type_size;
    let (mut cut, mut all) = (0_usize, 0_usize);
    for cell in filled {
        for &word in &cell.words {
            let bbox = page.words[word].bbox;
            let within = bbox.x0 >= cell.bbox.x0 - out
                && bbox.x1 <= cell.bbox.x1 + out
                && bbox.y0 >= cell.bbox.y0 - out
                && bbox.y1 <= cell.bbox.y1 + out;
            cut += usize::from(!within);
            all += 1;
        }
    }
    cut as f32 / all.max(1) as f32
}

/// Whether more than half of the rows or of the columns have no words at all: the grid of a chart, a form to be filled.
fn is_mostly_empty(lattice: &Lattice, filled: &[&CellBox]) -> bool {
    let (mut rows, mut columns) = (vec![false; lattice.ys.len() - 1], vec![false; lattice.xs.len() - 1]);
    for cell in filled {
        rows[cell.row..cell.row + cell.row_span].fill(true);
        columns[cell.column..cell.column + cell.column_span].fill(true);
    }
    let empty = |lines: &[bool]| lines.iter().filter(|&&has_words| !has_words).count() * 2 > lines.len();
    empty(&rows) || empty(&columns)
}

/// How many rows have words of their own.
fn filled_rows(filled: &[&CellBox]) -> usize {
    distinct(filled.iter().map(|cell| cell.row))
}

/// How many columns have words of their own.
fn filled_columns(filled: &[&CellBox]) -> usize {
    distinct(filled.iter().map(|cell| cell.column))
}

fn distinct(numbers: impl Iterator<Item = usize>) -> usize {
    let mut all: Vec<usize> = numbers.collect();
    all.sort_unstable();
    all.dedup();
    all.len()
}

/// Whether at least half of the cells hold paragraphs.
fn are_paragraphs(filled: &[&CellBox]) -> bool {
    filled.iter().filter(|cell| cell.words.len() >= PARAGRAPH).count() * 2 >= filled.len()
}

/// Whether there are only a few cells, and each holds a sentence.
fn are_boxes(filled: &[&CellBox]) -> bool {
    filled.len() <= FEW && filled.iter().all(|cell| cell.words.len() >= SENTENCE)
}
