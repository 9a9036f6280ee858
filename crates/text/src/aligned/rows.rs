//! Which lines make one row.
//!
//! Every row has one line with its figures, or with its number. The other lines of its cells follow below it, or stand
//! as many above as below; which of the two is asked of the whole table. Where several ways are left, the rows are
//! unclear and left out.

use std::ops::Range;

use super::typed::Piece;
use super::words;

/// The most lines of a cell above or below the line with the figures.
const MOST_LINES: usize = 12;

/// A line of the body, its pieces in their columns.
#[derive(Debug, Clone)]
pub(super) struct BodyLine<'t> {
    /// Its number.
    pub(super) number: u32,
    /// What stands in each column.
    pub(super) cells: Vec<Option<Piece<'t>>>,
    /// Columns whose words can't be told apart.
    pub(super) lost: Vec<bool>,
    /// Whether a row has its figures, or its number, on it.
    pub(super) is_anchor: bool,
    /// Whether a blank line stands above it.
    pub(super) after_blank: bool,
}

impl BodyLine<'_> {
    /// Whether words stand in a column, whosever they are.
    pub(super) fn is_filled(&self, column: usize) -> bool {
        self.lost[column] || self.cells[column].is_some()
    }
}

/// The lines of one row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    /// The lines.
    pub(super) lines: Range<usize>,
    /// The lines that its name and number stand on, where they are not its own.
    pub(super) named_on: Option<Range<usize>>,
    /// Whether other ways to part the lines are left, so that it may have words of its neighbours or lack its own.
    pub(super) is_unclear: bool,
}

/// How the cells of a row stand beside each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stand {
    /// They begin on one line.
    Top,
    /// Their middles stand on one line.
    Middle,
}

/// The rows of lines that no group's name parts; nothing where there is no way to part them.
pub(super) fn find(regions: &[&[BodyLine<'_>]], names: usize) -> Option<Vec<Vec<Row>>> {
    let widths = widths(regions);
    let all = |stand: Stand| {
        let sight = Sight { widths: &widths, names, stand };
        regions.iter().map(|lines| sight.rows(lines)).collect::<Option<Vec<_>>>()
    };
    all(Stand::Top).or_else(|| all(Stand::Middle))
}

/// How long the longest line of each column is.
fn widths(regions: &[&[BodyLine<'_>]]) -> Vec<usize> {
    let mut widths = Vec::new();
    for line in regions.iter().copied().flatten() {
        widths.resize(line.cells.len(), 0);
        for (width, piece) in widths.iter_mut().zip(&line.cells) {
            *width = piece.as_ref().map_or(0, |piece| piece.span.len()).max(*width);
        }
    }
    widths
}

struct Sight<'c> {
    /// The longest line of each column.
    widths: &'c [usize],
    /// The column of the rows' names.
    names: usize,
    stand: Stand,
}

impl Sight<'_> {
    fn rows(&self, lines: &[BodyLine<'_>]) -> Option<Vec<Row>> {
        let anchors: Vec<usize> = (0..lines.len()).filter(|at| lines[*at].is_anchor).collect();
        // How many lines below each anchor may be its own, by the rows up to it and by the rows from it on.
        let forward = self.reach(lines, &anchors)?;
        let mut rows: Vec<Row> = Vec::new();
        let mut ends = vec![lines.len()];
        for (at, anchor) in anchors.iter().enumerate().rev() {
            // `ends` are where this row may end.
            let starts = at.checked_sub(1).map_or_else(|| vec![0], |before| forward[before].clone());
            let mut found: Vec<(usize, usize)> = Vec::new();
            for &end in &ends {
                let begins = starts.iter().filter(|start| self.is_row(lines, **start..end, *anchor));
                found.extend(begins.map(|start| (*start, end)));
            }
            let (start, end) = *found.first()?;
            let is_unclear = found.len() > 1;
            rows.push(Row { lines: start..end, named_on: None, is_unclear });
            ends = found.iter().map(|(start, _)| *start).collect();
            ends.sort_unstable();
            ends.dedup();
        }
        rows.reverse();
        (rows.first().map_or(lines.is_empty(), |row| row.lines.start == 0 || row.is_unclear)).then_some(rows)
    }

    /// For each anchor where its row may end, as far as the rows above it tell.
    fn reach(&self, lines: &[BodyLine<'_>], anchors: &[usize]) -> Option<Vec<Vec<usize>>> {
        let mut all = Vec::with_capacity(anchors.len());
        let mut starts = vec![0];
        for (at, anchor) in anchors.iter().enumerate() {
            let next = anchors.get(at + 1).copied().unwrap_or(lines.len());
            let ends: Vec<usize> = (anchor + 1..=next)
                .take(MOST_LINES)
                .filter(|end| {
                    may_part(lines, *anchor, *end, next)
                        && starts.iter().any(|start| self.is_row(lines, *start..*end, *anchor))
                })
                .collect();
            if ends.is_empty() {
                return None;
            }
            starts.clone_from(&ends);
            all.push(ends);
        }
        Some(all)
    }

    /// Whether lines make a row around its anchor.
    fn is_row(&self, lines: &[BodyLine<'_>], range: Range<usize>, anchor: usize) -> bool {
        range.contains(&anchor)
            && anchor - range.start < MOST_LINES
            && (0..self.widths.len()).all(|column| self.is_cell(lines, &range, anchor, column))
    }

    /// Whether the lines of a row in one column make a cell.
    fn is_cell(&self, lines: &[BodyLine<'_>], range: &Range<usize>, anchor: usize, column: usize) -> bool {
        let filled: Vec<usize> = range.clone().filter(|at| lines[*at].is_filled(column)).collect();
        let (Some(&first), Some(&last)) = (filled.first(), filled.last()) else { return true };
        let stands = match self.stand {
            Stand::Top => first == anchor && range.start == anchor && last + 1 - first == filled.len(),
            Stand::Middle => {
                let (above, below) = (anchor.saturating_sub(first), last.saturating_sub(anchor));
                let holes = last + 1 - first - filled.len();
                let is_around = first <= anchor && anchor <= last;
                is_around && above.abs_diff(below) <= 1 && holes <= filled.len()
            }
        };
        stands
            && self.is_wrapped(lines, &filled, column)
            && self.is_whole(lines, range, (first, last), column)
    }

    /// Whether the lines of a cell go on from each other: no figure stands below a figure, and each line is full.
    fn is_wrapped(&self, lines: &[BodyLine<'_>], filled: &[usize], column: usize) -> bool {
        let width = self.widths[column];
        filled.windows(2).all(|pair| {
            let (Some(above), Some(below)) = (&lines[pair[0]].cells[column], &lines[pair[1]].cells[column])
            else {
                return true;
            };
            let is_linked = words::breaks_off(above) || words::goes_on(below);
            !(words::is_figure(above) && words::is_figure(below) && !is_linked)
                && (is_linked || words::is_full(above, below, width))
        })
    }

    /// Whether a cell neither begins in the middle of a sentence nor ends there, where the lines next to its row could
    /// hold the rest.
    fn is_whole(
        &self,
        lines: &[BodyLine<'_>],
        range: &Range<usize>,
        ends: (usize, usize),
        column: usize,
    ) -> bool {
        let is_parted = |above: usize, below: usize| {
            let (Some(above), Some(below)) = (lines.get(above), lines.get(below)) else { return true };
            let (Some(before), Some(after)) = (&above.cells[column], &below.cells[column]) else {
                return true;
            };
            // Two lines of figures are two rows: that a name begins with a small letter makes no doubt of it.
            let is_sure = column != self.names || above.is_anchor && below.is_anchor;
            below.after_blank || !words::breaks_off(before) && (is_sure || !words::goes_on(after))
        };
        let above = range.start.checked_sub(1).filter(|_| ends.0 == range.start);
        above.is_none_or(|above| is_parted(above, ends.0))
            && (ends.1 + 1 != range.end || is_parted(ends.1, range.end))
    }
}

/// Whether a row may end here and the next begin: at a blank line, where one stands between the two.
fn may_part(lines: &[BodyLine<'_>], anchor: usize, end: usize, next: usize) -> bool {
    let between = anchor + 1..(next + 1).min(lines.len());
    let has_blank = between.clone().any(|at| lines[at].after_blank);
    end == lines.len() || !has_blank || lines[end].after_blank
}
