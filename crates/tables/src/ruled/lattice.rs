//! A component to faces and the edges between them, and faces to cells.
//!
//! Sides that were not drawn (a table open to the left and right, or without a rule under its last row) are taken from
//! where the other lines end.

use std::ops::Range;

use boardlift_model::{BBox, Page};

use super::component::{Component, Sets};
use super::lines::lines;
use crate::geometry;
use crate::guides::Guide;

/// A lattice of more faces than this is a drawing, not a table.
const MOST_FACES: usize = 50_000;

/// Lines, and which parts of them are drawn.
#[derive(Debug)]
pub(super) struct Lattice {
    /// The x of each upright line, from left to right; at least two.
    pub(super) xs: Vec<f32>,
    /// The y of each level line, from top to bottom; at least two.
    pub(super) ys: Vec<f32>,
    /// Whether the upright line `x` is drawn beside row `y`, at `y * xs.len() + x`.
    upright: Vec<bool>,
    /// Whether the level line `y` is drawn over column `x`, at `y * (xs.len() - 1) + x`.
    level: Vec<bool>,
}

/// A cell as the rows and columns that it takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) rows: Range<usize>,
    pub(super) columns: Range<usize>,
}

impl Lattice {
    /// The lattice of a component; nothing where it has no faces or far too many.
    pub(super) fn new(
        component: &Component,
        page: &Page,
        words: &[usize],
        type_size: f32,
    ) -> Option<Lattice> {
        let bbox = component.bbox();
        let centres: Vec<(f32, f32)> =
            words.iter().map(|&word| geometry::centre(&page.words[word].bbox)).collect();
        let across = |pick: fn(&(f32, f32)) -> f32| {
            let mut all: Vec<f32> = centres.iter().map(pick).collect();
            all.sort_by(f32::total_cmp);
            all
        };
        let xs = lines(&component.upright, (bbox.x0, bbox.x1), &across(|centre| centre.0), type_size);
        let ys = lines(&component.level, (bbox.y0, bbox.y1), &across(|centre| centre.1), type_size);
        if xs.len() < 2 || ys.len() < 2 || (xs.len() - 1) * (ys.len() - 1) > MOST_FACES {
            return None;
        }
        let mut lattice = Lattice {
            upright: vec![false; xs.len() * (ys.len() - 1)],
            level: vec![false; ys.len() * (xs.len() - 1)],
            xs,
            ys,
        };
        lattice.draw(component);
        lattice.drop_unused_lines();
        (lattice.xs.len() > 1 && lattice.ys.len() > 1).then_some(lattice)
    }

    /// The box round all its faces.
    pub(super) fn bbox(&self) -> BBox {
        let ends = |lines: &[f32]| (lines[0], lines[lines.len() - 1]);
        let ((x0, x1), (y0, y1)) = (ends(&self.xs), ends(&self.ys));
        BBox { x0, y0, x1, y1 }
    }

    /// The face that holds a point, counted along the rows.
    pub(super) fn face(&self, (x, y): (f32, f32)) -> Option<usize> {
        Some(strip(&self.ys, y)? * (self.xs.len() - 1) + self.column(x)?)
    }

    /// The column that holds an x.
    pub(super) fn column(&self, x: f32) -> Option<usize> {
        strip(&self.xs, x)
    }

    /// The row that holds a y.
    pub(super) fn row(&self, y: f32) -> Option<usize> {
        strip(&self.ys, y)
    }

    /// Whether a level line is drawn at an x, between two heights.
    pub(super) fn is_crossed(&self, x: f32, (from, to): (f32, f32)) -> bool {
        let Some(column) = self.column(x) else { return false };
        let first = self.ys.partition_point(|&y| y <= from);
        let mut between = self.ys[first..].iter().take_while(|&&y| y < to).enumerate();
        between.any(|(offset, _)| self.has_level(first + offset, column))
    }

    /// Whether an upright line is drawn between two places, in the row that holds a y or that is nearest to it.
    pub(super) fn parts(&self, (from, to): (f32, f32), y: f32) -> bool {
        let rows = self.ys.len() - 1;
        let row = self.ys.partition_point(|&line| line <= y).clamp(1, rows) - 1;
        let first = self.xs.partition_point(|&x| x < from);
        let mut between = self.xs[first..].iter().take_while(|&&x| x <= to).enumerate();
        between.any(|(offset, _)| self.has_upright(first + offset, row))
    }

    /// Adds a row above the first, from `top`, with a cell in each column.
    pub(super) fn add_row_above(&mut self, top: f32) {
        self.ys.insert(0, top);
        self.upright.splice(0..0, vec![true; self.xs.len()]);
        self.level.splice(0..0, vec![false; self.xs.len() - 1]);
        self.draw_line(1);
    }

    /// Adds a row below the last, down to `bottom`, with a cell in each column.
    pub(super) fn add_row_below(&mut self, bottom: f32) {
        self.ys.push(bottom);
        self.upright.resize(self.upright.len() + self.xs.len(), true);
        self.level.resize(self.level.len() + self.xs.len() - 1, false);
        self.draw_line(self.ys.len() - 2);
    }

    /// Makes a level line part what stands above and below it, all along.
    fn draw_line(&mut self, line: usize) {
        let columns = self.xs.len() - 1;
        self.level[line * columns..(line + 1) * columns].fill(true);
    }

    /// The share of the sides of cells that were drawn; the outermost sides count too.
    pub(super) fn closed(&self, spans: &[Span]) -> f32 {
        let (mut drawn, mut all) = (0_usize, 0_usize);
        let mut count = |is_drawn: bool| {
            drawn += usize::from(is_drawn);
            all += 1;
        };
        for Span { rows, columns } in spans {
            for row in rows.clone() {
                count(self.has_upright(columns.start, row));
                count(self.has_upright(columns.end, row));
            }
            for column in columns.clone() {
                count(self.has_level(rows.start, column));
                count(self.has_level(rows.end, column));
            }
        }
        drawn as f32 / all.max(1) as f32
    }

    /// The cells, by row and then column.
    pub(super) fn spans(&self) -> Vec<Span> {
        let (rows, columns) = (self.ys.len() - 1, self.xs.len() - 1);
        let mut sets = Sets::new(rows * columns);
        for row in 0..rows {
            for column in 0..columns {
                let face = row * columns + column;
                if column + 1 < columns && !self.has_upright(column + 1, row) {
                    sets.join(face, face + 1);
                }
                if row + 1 < rows && !self.has_level(row + 1, column) {
                    sets.join(face, face + columns);
                }
            }
        }
        rectangles(rows, columns, &mut sets)
    }

    /// The cell of each face, as the place of its span.
    pub(super) fn owners(&self, spans: &[Span]) -> Vec<usize> {
        let columns = self.xs.len() - 1;
        let mut owners = vec![usize::MAX; columns * (self.ys.len() - 1)];
        for (place, Span { rows, columns: taken }) in spans.iter().enumerate() {
            for row in rows.clone() {
                owners[row * columns + taken.start..row * columns + taken.end].fill(place);
            }
        }
        owners
    }

    fn has_upright(&self, line: usize, row: usize) -> bool {
        self.upright[row * self.xs.len() + line]
    }

    fn has_level(&self, line: usize, column: usize) -> bool {
        self.level[line * (self.xs.len() - 1) + column]
    }

    /// Marks what the guides draw: a side is drawn where a guide covers at least half of it.
    fn draw(&mut self, component: &Component) {
        let (width, columns) = (self.xs.len(), self.xs.len() - 1);
        for guide in &component.upright {
            let line = nearest(&self.xs, guide.at);
            for row in covered(&self.ys, guide) {
                self.upright[row * width + line] = true;
            }
        }
        for guide in &component.level {
            let line = nearest(&self.ys, guide.at);
            for column in covered(&self.xs, guide) {
                self.level[line * columns + column] = true;
            }
        }
    }

    /// Drops the inner lines that no cell ends at: a short stub, a joint inside a cell.
    fn drop_unused_lines(&mut self) {
        let (rows, columns) = (self.ys.len() - 1, self.xs.len() - 1);
        let keep_x: Vec<bool> = (0..=columns)
            .map(|line| line == 0 || line == columns || (0..rows).any(|row| self.has_upright(line, row)))
            .collect();
        let keep_y: Vec<bool> = (0..=rows)
            .map(|line| line == 0 || line == rows || (0..columns).any(|column| self.has_level(line, column)))
            .collect();
        if keep_x.iter().chain(&keep_y).all(|&keep| keep) {
            return;
        }
        self.upright = (0..rows)
            .filter(|&row| keep_y[row])
            .flat_map(|row| (0..=columns).filter(|&line| keep_x[line]).map(move |line| (line, row)))
            .map(|(line, row)| self.has_upright(line, row))
            .collect();
        self.level = (0..=rows)
            .filter(|&line| keep_y[line])
            .flat_map(|line| (0..columns).filter(|&column| keep_x[column]).map(move |column| (line, column)))
            .map(|(line, column)| self.has_level(line, column))
            .collect();
        let mut keep = keep_x.iter();
        self.xs.retain(|_| *keep.next().unwrap_or(&true));
        let mut keep = keep_y.iter();
        self.ys.retain(|_| *keep.next().unwrap_or(&true));
    }
}

/// Faces of one set to rectangles: a set that is none is cut into runs of rows that are equally wide.
fn rectangles(rows: usize, columns: usize, sets: &mut Sets) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    // For each column, the span that begins there and reached the row above.
    let mut open: Vec<Option<usize>> = vec![None; columns];
    for row in 0..rows {
        let mut next: Vec<Option<usize>> = vec![None; columns];
        let mut column = 0;
        while column < columns {
            let root = sets.root(row * columns + column);
            let mut end = column + 1;
            while end < columns && sets.root(row * columns + end) == root {
                end += 1;
            }
            let above = open[column].filter(|&above| {
                spans[above].columns == (column..end) && sets.root((row - 1) * columns + column) == root
            });
            let span = above.unwrap_or_else(|| {
                spans.push(Span { rows: row..row, columns: column..end });
                spans.len() - 1
            });
            spans[span].rows.end = row + 1;
            next[column] = Some(span);
            column = end;
        }
        open = next;
    }
    spans
}

/// The strip between two lines that holds a place.
fn strip(lines: &[f32], at: f32) -> Option<usize> {
    let above = lines.partition_point(|&line| line <= at);
    (above > 0 && above < lines.len()).then(|| above - 1)
}

/// The line nearest to a place.
fn nearest(lines: &[f32], at: f32) -> usize {
    let after = lines.partition_point(|&line| line < at).min(lines.len() - 1);
    let before = after.saturating_sub(1);
    if (at - lines[before]).abs() <= (lines[after] - at).abs() { before } else { after }
}

/// The strips between lines of which a guide covers at least half.
fn covered(lines: &[f32], guide: &Guide) -> Range<usize> {
    let middle = |strip: usize| f32::midpoint(lines[strip], lines[strip + 1]);
    let strips = lines.len() - 1;
    let first = (lines.partition_point(|&line| line <= guide.from).saturating_sub(1)..strips)
        .find(|&strip| middle(strip) >= guide.from)
        .unwrap_or(strips);
    let past = lines.partition_point(|&line| line < guide.to).min(strips);
    let last = (first..past).rev().find(|&strip| middle(strip) <= guide.to);
    first..last.map_or(first, |strip| strip + 1)
}
