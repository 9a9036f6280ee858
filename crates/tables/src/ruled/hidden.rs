//! Rows and columns that stand in a lattice without being drawn.
//!
//! A table with column lines only has one tall cell a column; its rows are seen by the way that lines were broken. A
//! wrapped line is full: the next word did not fit on it; and no figure is wrapped into another figure. Where the lines
//! of most columns end for good at one height, a row ends there. In the same way, gaps at one place in most lines are
//! the columns of a table with row lines only.

use boardlift_model::Page;

use super::lattice::Lattice;
use crate::candidate::CellBox;
use crate::cells::{self, Piece};
use crate::geometry;

/// A space between words is a quarter to a third of the type size, and justified type may double it. A wider gap
/// parts columns.
const GAP: f32 = 1.2;
/// How much of the type size a cell leaves free on each side.
const PADDING: f32 = 0.5;
/// Cells with more words than this are prose; nothing hidden is looked for in them.
const MOST_WORDS: usize = 1_000;

/// The share of the table's rows that were not drawn, 0 to 1.
pub(super) fn rows(page: &Page, cells: &[CellBox], drawn: usize, type_size: f32) -> f32 {
    let mut hidden = 0.0;
    let mut begin = 0;
    for row in 0..drawn {
        let end = begin + cells[begin..].iter().take_while(|cell| cell.row == row).count();
        let single: Vec<&CellBox> = cells[begin..end].iter().filter(|cell| cell.row_span == 1).collect();
        hidden += match row_ends(page, &single, type_size) {
            // Two lines in each cell are as often one figure over another, as a share over its fraction.
            1 => 0.3,
            ends => ends as f32,
        };
        begin = end;
    }
    hidden / (hidden + drawn as f32)
}

/// How many rows end within one drawn row.
fn row_ends(page: &Page, cells: &[&CellBox], type_size: f32) -> usize {
    let breaks: Vec<Vec<LineBreak>> = cells
        .iter()
        .filter(|cell| !cell.words.is_empty() && cell.words.len() <= MOST_WORDS)
        .map(|cell| line_breaks(page, cell, type_size))
        .collect();
    let Some((labels, others)) = breaks.split_first() else { return 0 };
    // The column of labels may be just as wide as its longest label, so what breaks in it says nothing alone.
    labels.iter().filter(|line_break| is_row_end(line_break, others)).count()
}

/// Whether most of the other columns that have lines above and below a break end theirs for good there.
fn is_row_end(line_break: &LineBreak, others: &[Vec<LineBreak>]) -> bool {
    let meets = |other: &&LineBreak| line_break.above < other.below && other.above < line_break.below;
    let meeting: Vec<&LineBreak> = others.iter().filter_map(|breaks| breaks.iter().find(meets)).collect();
    let ending = meeting.iter().filter(|other| other.is_end).count();
    ending * 2 > meeting.len()
}

/// The gap between two lines of a cell.
#[derive(Debug)]
struct LineBreak {
    /// The middle of the line above it.
    above: f32,
    /// The middle of the line below it.
    below: f32,
    /// Whether the first word of the lower line had room on the upper one, or both lines are figures.
    is_end: bool,
}

fn line_breaks(page: &Page, cell: &CellBox, type_size: f32) -> Vec<LineBreak> {
    let pieces = cells::pieces(page, &cell.words);
    let room = cell.bbox.x1 - cell.bbox.x0 - 2.0 * PADDING * type_size;
    let lines = cells::lines(&pieces);
    let boxes = |line: &[usize]| line.iter().map(|&index| pieces[index].bbox).reduce(geometry::union);
    let pairs = lines.windows(2).filter_map(|pair| {
        let (upper, lower) = (boxes(&pair[0])?, boxes(&pair[1])?);
        let next = pieces[pair[1][0]].bbox;
        let needed = (upper.x1 - upper.x0) + type_size / 3.0 + (next.x1 - next.x0);
        let above = geometry::centre(&upper).1;
        let below = geometry::centre(&lower).1;
        let text = |line: &[usize]| line.iter().map(|&index| pieces[index].text).collect::<String>();
        let figures = is_figure(&text(&pair[0])) && is_figure(&text(&pair[1]));
        Some(LineBreak { above, below, is_end: figures || needed < room })
    });
    pairs.collect()
}

/// Whether a line is a figure alone. One that goes on (`495/`) or belongs to the one above it (`(45)`) is none.
fn is_figure(text: &str) -> bool {
    let begins = text.starts_with(|letter: char| letter.is_ascii_digit() || "£$€<>~+-–−".contains(letter));
    let ends = text.ends_with(|letter: char| letter.is_ascii_digit() || letter == '%');
    begins && ends && !text.contains(char::is_alphabetic)
}

/// The share of the table's columns that were not drawn, 0 to 1.
pub(super) fn columns(page: &Page, cells: &[CellBox], lattice: &Lattice, type_size: f32) -> f32 {
    let drawn = lattice.xs.len() - 1;
    let mut by_column: Vec<Vec<&CellBox>> = vec![Vec::new(); drawn];
    for cell in cells.iter().filter(|cell| !cell.words.is_empty() && cell.words.len() <= MOST_WORDS) {
        by_column[cell.column].push(cell);
    }
    let hidden: usize = by_column.iter().map(|cells| corridors(page, cells, type_size)).sum();
    hidden as f32 / (hidden + drawn) as f32
}

/// At how many places most lines of a column, three at least, have a gap: so many columns more it holds.
fn corridors(page: &Page, cells: &[&CellBox], type_size: f32) -> usize {
    let mut ends: Vec<(f32, isize)> = Vec::new();
    let mut lines = 0;
    for cell in cells {
        let pieces = cells::pieces(page, &cell.words);
        let count = cells::lines(&pieces).len().cast_signed();
        lines += count;
        for (from, to) in gaps(&pieces, type_size) {
            ends.push((from, count));
            ends.push((to, -count));
        }
    }
    // At one place, a gap that ends goes before one that begins.
    ends.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let (mut open, mut within, mut found) = (0, false, 0);
    for (_, change) in ends {
        open += change;
        let through = open >= 3 && open * 2 > lines;
        found += usize::from(through && !within);
        within = through;
    }
    found
}

/// The share of the words, 0 to 1, that stand in cells over columns which were drawn for other rows alone: the figures
/// of a table of which only the headings and some cells are shaded. `xs` are the column lines, from left to right.
pub(super) fn spanned(page: &Page, cells: &[CellBox], xs: &[f32], type_size: f32) -> f32 {
    let (mut spanned, mut all) = (0, 0);
    for cell in cells {
        all += cell.words.len();
        let edges = &xs[cell.column + 1..cell.column + cell.column_span];
        if !edges.is_empty() && cell.words.len() <= MOST_WORDS {
            let kept = kept_edges(page, cell, edges, type_size);
            spanned += if kept * 3 >= edges.len() && kept > 0 { cell.words.len() } else { 0 };
        }
    }
    spanned as f32 / all.max(1) as f32
}

/// How many of the column edges lie in wide gaps of most lines that reach over them, two of them at least.
fn kept_edges(page: &Page, cell: &CellBox, edges: &[f32], type_size: f32) -> usize {
    let pieces = cells::pieces(page, &cell.words);
    let mut over = vec![0_usize; edges.len()];
    let mut kept = vec![0_usize; edges.len()];
    for line in cells::lines(&pieces) {
        let mut spans: Vec<(f32, f32)> =
            line.iter().map(|&index| (pieces[index].bbox.x0, pieces[index].bbox.x1)).collect();
        spans.sort_by(|a, b| a.0.total_cmp(&b.0));
        for pair in spans.windows(2) {
            let (from, to) = (pair[0].0, pair[1].0);
            let reached =
                edges.partition_point(|&edge| edge < from)..edges.partition_point(|&edge| edge < to);
            let wide = to - pair[0].1 > GAP * type_size;
            for edge in reached {
                over[edge] += 1;
                kept[edge] += usize::from(wide && pair[0].1 <= edges[edge]);
            }
        }
    }
    over.iter().zip(&kept).filter(|&(&over, &kept)| kept >= 2 && kept * 2 > over).count()
}

/// The wide gaps that go through all lines of a cell, as x from and to.
fn gaps(pieces: &[Piece<'_>], type_size: f32) -> Vec<(f32, f32)> {
    let words = pieces.iter().filter(|piece| !is_bullet(piece.text));
    let mut boxes: Vec<(f32, f32)> = words.map(|piece| (piece.bbox.x0, piece.bbox.x1)).collect();
    boxes.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut gaps = Vec::new();
    let mut end = f32::INFINITY;
    for (x0, x1) in boxes {
        if x0 - end > GAP * type_size {
            gaps.push((end, x0));
        }
        end = if end.is_finite() { end.max(x1) } else { x1 };
    }
    gaps
}

/// Whether a word is the bullet or the number of a point: what follows it is indented, and no column of its own.
fn is_bullet(text: &str) -> bool {
    let short = text.chars().count() <= 4;
    !text.contains(char::is_alphanumeric) || (short && text.ends_with(['.', ')']))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{PageBuilder, SIZE};

    /// Checks the share of words in cells that span columns by mistake. Columns are ten letters wide; the art is one
    /// cell over all three of them.
    fn check(art: &str, expected: f32) {
        let page = PageBuilder::art(art).build();
        let words = page.words.iter().map(|word| word.bbox).reduce(geometry::union);
        let cell = CellBox {
            row: 0,
            column: 0,
            row_span: 1,
            column_span: 3,
            bbox: words.expect("the art has words"),
            words: (0..page.words.len()).collect(),
        };
        let share = spanned(&page, &[cell], &[0.0, 50.0, 100.0, 150.0], SIZE);
        assert!((share - expected).abs() < 0.01, "{share} of {art}");
    }

    #[test]
    fn figures_that_keep_to_columns_are_not_one_cell() {
        check("Plans      120       132\nVisits     44        50\nMoves      7         9", 1.0);
        check("Plans      120\nVisits     44\nMoves      7", 1.0);
    }

    #[test]
    fn text_that_runs_over_the_columns_is_one_cell() {
        check("Plans that were issued in time\nand without any exceptions", 0.0);
        // One line alone may have a gap by chance.
        check("Plans      120       132\nand the plans that were due", 0.0);
    }
}
