//! Rows and columns that stand in a lattice without being drawn.
//!
//! A table with column lines only has one tall cell a column; its rows are seen by the way that lines were broken. A
//! wrapped line is full: the next word did not fit on it; and no figure is wrapped into another figure. Where the lines
//! of most columns end for good at one height, a row ends there. In the same way, gaps at one place in most lines are
//! the columns of a table with row lines only.

use boardlift_model::Page;

use super::lattice::Lattice;
use crate::candidate::CellBox;
use crate::cells;
use crate::geometry;

/// A space between words is a quarter to a third of the type size, and justified type may double it. A wider gap
/// parts columns.
const GAP: f32 = 1.2;
/// How much of the type size a cell leaves free on each side.
const PADDING: f32 = 0.5;
/// Cells with more words than this are prose; nothing hidden is looked for in them.
const MOST_WORDS: usize = 1_000;

/// A cell as it is read: its words, and where among them new lines begin.
#[derive(Debug, Clone, Copy)]
pub(super) struct Text<'a> {
    pub(super) cell: &'a CellBox,
    pub(super) breaks: &'a [usize],
}

impl<'a> Text<'a> {
    fn lines(&self) -> impl Iterator<Item = &'a [usize]> + Clone {
        cells::split(&self.cell.words, self.breaks)
    }

    fn is_looked_at(&self) -> bool {
        (1..=MOST_WORDS).contains(&self.cell.words.len())
    }
}

/// The share of the table's rows that were not drawn, 0 to 1.
pub(super) fn rows(page: &Page, texts: &[Text<'_>], drawn: usize, type_size: f32) -> f32 {
    let mut hidden = 0.0;
    let mut begin = 0;
    for row in 0..drawn {
        let end = begin + texts[begin..].iter().take_while(|text| text.cell.row == row).count();
        hidden += match row_ends(page, &texts[begin..end], type_size) {
            // Two lines in each cell are as often one figure over another, as a share over its fraction.
            1 => 0.3,
            ends => ends as f32,
        };
        begin = end;
    }
    hidden / (hidden + drawn as f32)
}

/// How many rows end within one drawn row, by the cells that stand in no other row.
fn row_ends(page: &Page, texts: &[Text<'_>], type_size: f32) -> usize {
    let mut single = texts.iter().filter(|text| text.cell.row_span == 1 && text.is_looked_at());
    // The column of labels may be just as wide as its longest label, so what breaks in it says nothing alone.
    let Some(labels) = single.next().filter(|labels| !labels.breaks.is_empty()) else { return 0 };
    let others: Vec<Vec<LineBreak>> = single.map(|text| line_breaks(page, text, type_size)).collect();
    let labels = line_breaks(page, labels, type_size);
    labels.iter().filter(|line_break| is_row_end(line_break, &others)).count()
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

fn line_breaks(page: &Page, text: &Text<'_>, type_size: f32) -> Vec<LineBreak> {
    let room = text.cell.bbox.x1 - text.cell.bbox.x0 - 2.0 * PADDING * type_size;
    let boxes = |line: &[usize]| line.iter().map(|&word| page.words[word].bbox).reduce(geometry::union);
    let pairs = text.lines().zip(text.lines().skip(1)).filter_map(|(above, below)| {
        let (upper, lower) = (boxes(above)?, boxes(below)?);
        let next = page.words[below[0]].bbox;
        let needed = (upper.x1 - upper.x0) + type_size / 3.0 + (next.x1 - next.x0);
        let is_end = needed < room || is_figure(page, above) && is_figure(page, below);
        Some(LineBreak { above: geometry::centre(&upper).1, below: geometry::centre(&lower).1, is_end })
    });
    pairs.collect()
}

/// Whether a line is a figure alone. One that goes on (`495/`) or belongs to the one above it (`(45)`) is none.
fn is_figure(page: &Page, line: &[usize]) -> bool {
    let mut letters = line.iter().flat_map(|&word| page.words[word].text.chars());
    let begins = |letter: char| letter.is_ascii_digit() || "£$€<>~+-–−".contains(letter);
    let ends = |letter: char| letter.is_ascii_digit() || letter == '%';
    letters.clone().next().is_some_and(begins)
        && letters.clone().next_back().is_some_and(ends)
        && !letters.any(char::is_alphabetic)
}

/// The share of the table's columns that were not drawn, 0 to 1.
pub(super) fn columns(page: &Page, texts: &[Text<'_>], lattice: &Lattice, type_size: f32) -> f32 {
    let drawn = lattice.xs.len() - 1;
    let mut by_column: Vec<Vec<&Text<'_>>> = vec![Vec::new(); drawn];
    for text in texts.iter().filter(|text| text.is_looked_at()) {
        by_column[text.cell.column].push(text);
    }
    let hidden: usize = by_column.iter().map(|texts| corridors(page, texts, type_size)).sum();
    hidden as f32 / (hidden + drawn) as f32
}

/// At how many places most lines of a column, three at least, have a gap: so many columns more it holds.
fn corridors(page: &Page, texts: &[&Text<'_>], type_size: f32) -> usize {
    let mut ends: Vec<(f32, isize)> = Vec::new();
    let mut lines = 0;
    for text in texts {
        let count = text.lines().count().cast_signed();
        lines += count;
        for (from, to) in gaps(page, &text.cell.words, type_size) {
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
pub(super) fn spanned(page: &Page, texts: &[Text<'_>], xs: &[f32], type_size: f32) -> f32 {
    let (mut spanned, mut all) = (0, 0);
    for text in texts {
        let CellBox { column, column_span, words, .. } = text.cell;
        all += words.len();
        let edges = &xs[column + 1..column + column_span];
        if !edges.is_empty() && words.len() <= MOST_WORDS {
            let kept = kept_edges(page, text, edges, type_size);
            spanned += if kept * 3 >= edges.len() && kept > 0 { words.len() } else { 0 };
        }
    }
    spanned as f32 / all.max(1) as f32
}

/// How many of the column edges lie in wide gaps of most lines that reach over them, two of them at least.
fn kept_edges(page: &Page, text: &Text<'_>, edges: &[f32], type_size: f32) -> usize {
    let mut over = vec![0_usize; edges.len()];
    let mut kept = vec![0_usize; edges.len()];
    for line in text.lines() {
        let boxes = line.iter().map(|&word| page.words[word].bbox);
        let mut spans: Vec<(f32, f32)> = boxes.map(|bbox| (bbox.x0, bbox.x1)).collect();
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
fn gaps(page: &Page, words: &[usize], type_size: f32) -> Vec<(f32, f32)> {
    if words.len() < 2 {
        return Vec::new();
    }
    let words = words.iter().map(|&word| &page.words[word]).filter(|word| !is_bullet(&word.text));
    let mut boxes: Vec<(f32, f32)> = words.map(|word| (word.bbox.x0, word.bbox.x1)).collect();
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
    let is_short = || text.chars().count() <= 4;
    !text.contains(char::is_alphanumeric) || (text.ends_with(['.', ')']) && is_short())
}

#[cfg(test)]
mod tests {
    use boardlift_model::Certainty;

    use super::*;
    use crate::testing::{PageBuilder, SIZE};

    /// Checks the share of words in cells that span columns by mistake. Columns are ten letters wide; the art is one
    /// cell over all three of them.
    fn check(art: &str, expected: f32) {
        let page = PageBuilder::art(art).build();
        let words = page.words.iter().map(|word| word.bbox).reduce(geometry::union);
        let mut inside: Vec<usize> = (0..page.words.len()).collect();
        let breaks = cells::sort(&page, &mut inside);
        let cell = CellBox {
            row: 0,
            column: 0,
            row_span: 1,
            column_span: 3,
            bbox: words.expect("the art has words"),
            words: inside,
            certainty: Certainty::Printed,
        };
        let text = Text { cell: &cell, breaks: &breaks };
        let share = spanned(&page, &[text], &[0.0, 50.0, 100.0, 150.0], SIZE);
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
