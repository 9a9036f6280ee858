//! Lines of a column as they were drawn, and the stacks that wrapped text makes of them.
//!
//! A program draws the lines of a cell one after the other, at one leading, in one type, flush on one side or centred;
//! and it breaks a line only where the next word has no room on it.

use std::ops::Range;

use boardlift_model::{BBox, Page, Turn, Word};

use crate::geometry;
use crate::ruled::lattice::Lattice;

/// Words of one line are no farther apart than this share of the type size.
const SPACE: f32 = 0.6;
/// The least and the greatest leading, as shares of the type size: set solid, and one and a half lines.
const LEADING: Range<f32> = 0.95..1.6;
/// How far places that are the same may be apart, as a share of the type size: what rounding and side bearings do.
const NEAR: f32 = 0.1;
/// The least width of a space, and what a cell leaves free on each side, as shares of the type size.
const LEAST_SPACE: f32 = 0.2;
const PADDING: f32 = 0.5;

/// Words that were drawn one after the other on one baseline, with no edge of a column between them.
#[derive(Debug, Clone)]
pub(super) struct Line {
    /// The words, as indices.
    pub(super) words: Range<usize>,
    pub(super) bbox: BBox,
    pub(super) baseline: f32,
    pub(super) size: f32,
    bold: bool,
}

/// Lines of wrapped text from top to bottom, at least one.
#[derive(Debug, Clone)]
pub(super) struct Stack {
    pub(super) lines: Vec<Line>,
}

impl Stack {
    /// The baselines of the first and of the last line.
    pub(super) fn ends(&self) -> (f32, f32) {
        (self.first().baseline, self.last().baseline)
    }

    pub(super) fn first(&self) -> &Line {
        &self.lines[0]
    }

    pub(super) fn last(&self) -> &Line {
        &self.lines[self.lines.len() - 1]
    }

    /// The words of all lines, in reading order.
    pub(super) fn words(&self) -> impl Iterator<Item = usize> {
        self.lines.iter().flat_map(|line| line.words.clone())
    }

    /// Whether text that is broken so was wrapped into a cell from `x0` to `x1`: it fits in, and the first word of each
    /// line has no room on the one above.
    pub(super) fn fills(&self, page: &Page, (x0, x1): (f32, f32)) -> bool {
        let over = NEAR * self.first().size;
        let is_within = |line: &Line| line.bbox.x0 >= x0 - over && line.bbox.x1 <= x1 + over;
        self.lines.iter().all(is_within)
            && self.lines.windows(2).all(|pair| is_forced(page, &pair[0], &pair[1], x1 - x0))
    }

    fn takes(&self, page: &Page, lattice: &Lattice, line: &Line) -> bool {
        let last = self.last();
        let near = NEAR * last.size;
        let leading = line.baseline - last.baseline;
        let is_steady = |pair: &[Line]| (pair[1].baseline - pair[0].baseline - leading).abs() <= near;
        let middle = geometry::centre(&last.bbox).0;
        let width = lattice.column(middle).map(|column| lattice.xs[column + 1] - lattice.xs[column]);
        line.words.start == last.words.end
            && line.bold == last.bold
            && (line.size - last.size).abs() <= near
            && LEADING.contains(&(leading / last.size))
            && self.lines.windows(2).all(is_steady)
            && is_flush(&last.bbox, &line.bbox, near)
            && width.is_some_and(|width| is_forced(page, last, line, width))
    }
}

/// The stacks of the upright words among `words`, which are sorted, in the order in which they were drawn.
pub(super) fn stacks(page: &Page, lattice: &Lattice, words: &[usize]) -> Vec<Stack> {
    let mut stacks: Vec<Stack> = Vec::new();
    for line in lines(page, lattice, words) {
        match stacks.last_mut() {
            Some(stack) if stack.takes(page, lattice, &line) => stack.lines.push(line),
            _ => stacks.push(Stack { lines: vec![line] }),
        }
    }
    stacks
}

fn lines(page: &Page, lattice: &Lattice, words: &[usize]) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for (index, word) in words.iter().map(|&index| (index, &page.words[index])) {
        if word.turn != Turn::Upright {
            continue;
        }
        match lines.last_mut() {
            Some(line) if line.words.end == index && goes_on(lattice, line, word) => {
                line.words.end += 1;
                line.bbox = geometry::union(line.bbox, word.bbox);
            }
            _ => lines.push(Line {
                words: index..index + 1,
                bbox: word.bbox,
                baseline: word.baseline,
                size: word.size,
                bold: word.bold,
            }),
        }
    }
    lines
}

/// Whether a word goes on a line: beside its end, with no edge of a column between.
fn goes_on(lattice: &Lattice, line: &Line, word: &Word) -> bool {
    let gap = word.bbox.x0 - line.bbox.x1;
    (word.baseline - line.baseline).abs() <= NEAR * line.size
        && (-NEAR * line.size..=SPACE * line.size).contains(&gap)
        && !lattice.parts((line.bbox.x1, word.bbox.x0), geometry::centre(&word.bbox).1)
}

/// Whether two lines begin, end or have their middles at one place.
fn is_flush(a: &BBox, b: &BBox, near: f32) -> bool {
    let (left, right) = (b.x0 - a.x0, b.x1 - a.x1);
    [left, right, f32::midpoint(left, right)].iter().any(|off| off.abs() <= near)
}

/// Whether the first word of the lower line has no room on the upper one.
fn is_forced(page: &Page, above: &Line, below: &Line, width: f32) -> bool {
    let next = &page.words[below.words.start].bbox;
    let needed = above.bbox.x1 - above.bbox.x0 + LEAST_SPACE * above.size + next.x1 - next.x0;
    needed > width - 2.0 * PADDING * above.size
}
