//! How words are set in the rows of a lattice, and which row's words a stack is set like.

use super::stacks::{Line, Stack};
use super::{LETTERS, Sheet, crosses};
use crate::candidate::CellBox;
use crate::geometry;

/// How far baselines may be apart that are set alike, as a share of the type size: far less than rows are.
const ALIKE: f32 = 0.1;
/// How much higher or deeper than their boxes lines may be, as a share of the type size: leading and long descenders.
const LEADING: f32 = 0.25;
/// Cells of a row are set in a few ways at most.
const MOST_WAYS: usize = 8;
/// How many rows away another row of one height is looked for.
const MOST_AWAY: usize = 20;
/// A stack of lines that each touch one row touches no more rows than that and its neighbours.
const MOST_ROWS: usize = 4;

/// How words may be set between the upper and the lower edge of their cell: bits.
pub(super) struct Ways;

impl Ways {
    const TOP: u8 = 1;
    pub(super) const MIDDLE: u8 = 2;
    const BOTTOM: u8 = 4;
    pub(super) const ALL: u8 = Ways::TOP | Ways::MIDDLE | Ways::BOTTOM;
}

/// A cell that a stack may belong to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Owner {
    pub(super) cell: usize,
    /// The ways in which it may be set there.
    pub(super) ways: u8,
}

/// The baselines of the words that stand within their cells, row by row.
pub(super) struct Rows {
    settled: Vec<Vec<Settled>>,
}

/// Where a cell has its first and its last baseline.
#[derive(Debug, Clone, Copy)]
struct Settled {
    first: f32,
    last: f32,
    size: f32,
}

impl Settled {
    /// The ways in which a stack is set like this one.
    fn ways(&self, stack: &Stack) -> u8 {
        let size = stack.first().size;
        let near = ALIKE * size;
        if (size - self.size).abs() > near {
            return 0;
        }
        let (first, last) = stack.ends();
        let way = |bit: u8, off: f32| if off.abs() <= near { bit } else { 0 };
        way(Ways::TOP, first - self.first)
            | way(Ways::MIDDLE, f32::midpoint(first - self.first, last - self.last))
            | way(Ways::BOTTOM, last - self.last)
    }
}

impl Rows {
    /// The rows of a lattice, by the stacks that are the whole text of a cell in one row.
    pub(super) fn of(sheet: &Sheet<'_>, stacks: &[Stack]) -> Rows {
        let mut settled: Vec<Vec<Settled>> = vec![Vec::new(); sheet.lattice.ys.len() - 1];
        for stack in stacks {
            let Some(cell) = whole_text(sheet, stack) else { continue };
            let (first, last) = stack.ends();
            let found = Settled { first, last, size: stack.first().size };
            let row = &mut settled[cell.row];
            let is_known = row.iter().any(|other| other.ways(stack) == Ways::ALL);
            if cell.row_span == 1 && !is_known && row.len() < MOST_WAYS {
                row.push(found);
            }
        }
        Rows { settled: like_rows_of_one_height(&sheet.lattice.ys, &settled) }
    }

    /// The cells in which a stack is set as other cells of the row are. One line alone has none: what else belongs to it
    /// is not known.
    pub(super) fn owners(&self, sheet: &Sheet<'_>, stack: &Stack) -> Vec<Owner> {
        if stack.lines.len() == 1 {
            return Vec::new();
        }
        let (first, last) = (stack.first(), stack.last());
        let over = LEADING * first.size;
        // Each line touches the row: the first reaches down to it and the last up to it.
        let (from, to) = (last.bbox.y0 - over, first.bbox.y1 + over);
        let Some(column) = sheet.lattice.column(geometry::centre(&first.bbox).0) else { return Vec::new() };
        let ys = &sheet.lattice.ys;
        let begin = ys.partition_point(|&y| y <= from).saturating_sub(1);
        let rows = (begin..self.settled.len()).take_while(|&row| ys[row] < to).take(MOST_ROWS);
        let owner = |row: usize| {
            let place = sheet.cell(row, column);
            let cell = &sheet.cells[place];
            let fits = cell.row_span == 1 && stack.fills(sheet.page, (cell.bbox.x0, cell.bbox.x1));
            let ways = self.ways(row, stack);
            (fits && ways != 0).then_some(Owner { cell: place, ways })
        };
        rows.filter_map(owner).collect()
    }

    /// The ways in which a stack is set like the words of a row.
    pub(super) fn ways(&self, row: usize, stack: &Stack) -> u8 {
        self.settled[row].iter().fold(0, |ways, settled| ways | settled.ways(stack))
    }

    /// Whether the lines of a stack don't stand where the words of their rows do. A line alone may be set otherwise than
    /// its neighbours, so an edge must run across it between `heights` too.
    pub(super) fn are_astray(&self, sheet: &Sheet<'_>, stack: &Stack, heights: (f32, f32)) -> bool {
        if let [line] = &stack.lines[..] {
            return crosses(sheet.lattice, stack, heights) && self.is_like_none(sheet, line) == Some(true);
        }
        let mut lines = stack.lines.iter();
        sheet.holder(stack).is_none() && lines.any(|line| self.is_like_none(sheet, line).unwrap_or(true))
    }

    /// Whether none of the words in a line's row have its baseline; unknown where there are none.
    fn is_like_none(&self, sheet: &Sheet<'_>, line: &Line) -> Option<bool> {
        let settled = &self.settled[sheet.lattice.row(geometry::centre(&line.bbox).1)?];
        let is_like = |other: &Settled| {
            let places = [other.first, f32::midpoint(other.first, other.last), other.last];
            places.iter().any(|place| (place - line.baseline).abs() <= ALIKE * line.size)
        };
        (!settled.is_empty()).then(|| !settled.iter().any(is_like))
    }
}

/// Gives rows of which no cell stands within its edges the baselines of the nearest row that is as high.
fn like_rows_of_one_height(ys: &[f32], settled: &[Vec<Settled>]) -> Vec<Vec<Settled>> {
    let height = |row: usize| ys[row + 1] - ys[row];
    let nearest = |row: usize| {
        let others =
            (1..=MOST_AWAY).flat_map(|away| [row.checked_sub(away), row.checked_add(away)]).flatten();
        let mut filled = others.filter(|&other| settled.get(other).is_some_and(|other| !other.is_empty()));
        filled.find(|&other| {
            settled[other].iter().any(|found| (height(other) - height(row)).abs() < ALIKE * found.size)
        })
    };
    let row = |row: usize| match nearest(row) {
        Some(other) if settled[row].is_empty() => {
            let down = ys[row] - ys[other];
            let moved =
                |found: &Settled| Settled { first: found.first + down, last: found.last + down, ..*found };
            settled[other].iter().map(moved).collect()
        }
        _ => settled[row].clone(),
    };
    (0..settled.len()).map(row).collect()
}

/// The cell of which a stack is all the text, with no edge through its letters.
fn whole_text<'a>(sheet: &Sheet<'a>, stack: &Stack) -> Option<&'a CellBox> {
    let cell = &sheet.cells[sheet.holder(stack)?];
    let is_whole = cell.words.len() == stack.words().count();
    (is_whole && !crosses(sheet.lattice, stack, LETTERS)).then_some(cell)
}
