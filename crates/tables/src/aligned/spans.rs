//! Cells that stand for several rows, with no line drawn round them.
//!
//! A label for two rows of figures stands half way between them, on a line of its own. Whatever stands so, in columns
//! that the rows have nothing in, spans them. Of an odd number of rows the middle one has the label on its own line,
//! which is nothing that could be told from blank cells, and is left as it is.

use super::pieces::TableLine;
use super::strip::Span;

/// How far a label may stand from the middle of its rows, in type sizes.
const OFF_MIDDLE: f32 = 0.3;

/// A label stands for no more rows than these; this bounds the work.
const MOST_ROWS: usize = 24;

/// Rows and what spans them.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Spread {
    /// The lines of each row.
    pub(super) rows: Vec<Vec<usize>>,
    /// What stands for several of them.
    pub(super) spanning: Vec<Spanning>,
}

/// Lines that stand for several rows.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Spanning {
    pub(super) lines: Vec<usize>,
    /// The first row and the last.
    pub(super) first: usize,
    pub(super) last: usize,
}

impl Spread {
    /// Takes the lines that stand for several rows out of the rows.
    pub(super) fn of(lines: &[TableLine], rows: Vec<Vec<usize>>) -> Spread {
        let mut spread = Spread::default();
        let mut free = 0; // the first row that nothing spans yet
        let mut waiting: Vec<Vec<usize>> = rows.into_iter().rev().collect();
        while let Some(row) = waiting.pop() {
            let above = spread.rows[free..].iter().rev().take(MOST_ROWS / 2);
            let above = above.take_while(|other| may_share(lines, &row, other)).count();
            let below = waiting.iter().rev().take(above).take_while(|other| may_share(lines, &row, other));
            if above > 0 && below.count() == above {
                let first = spread.rows.len() - above;
                let last = &waiting[waiting.len() - above];
                if is_middle(lines, &row, &spread.rows[first], last) {
                    let taken = waiting.split_off(waiting.len() - above);
                    spread.rows.extend(taken.into_iter().rev());
                    free = spread.rows.len();
                    spread.spanning.push(Spanning { lines: row, first, last: free - 1 });
                    continue;
                }
            }
            spread.rows.push(row);
        }
        spread
    }

    /// The rows, each with the lines that span it too.
    pub(super) fn whole_rows(&self) -> Vec<Vec<usize>> {
        let mut rows = self.rows.clone();
        for spanning in &self.spanning {
            rows[spanning.first..=spanning.last].iter_mut().for_each(|row| row.extend(&spanning.lines));
        }
        rows
    }
}

/// Whether a row of figures has nothing in the columns of a row without any.
fn may_share(lines: &[TableLine], spanning: &[usize], row: &[usize]) -> bool {
    let pieces = |row: &[usize]| -> Vec<(usize, usize)> {
        let pieces = row.iter().flat_map(|&line| &lines[line].pieces);
        pieces.map(|piece| (piece.first, piece.last)).collect()
    };
    let filled = pieces(row);
    let has_values = |row: &[usize]| row.iter().any(|&line| lines[line].has_values());
    has_values(row)
        && !has_values(spanning)
        && pieces(spanning)
            .into_iter()
            .all(|(first, last)| filled.iter().all(|other| other.1 < first || last < other.0))
}

/// Whether the lines stand half way between the rows.
fn is_middle(lines: &[TableLine], spanning: &[usize], first: &[usize], last: &[usize]) -> bool {
    let middle = |row: &[usize]| match row {
        [top, .., bottom] => Span { from: lines[*top].baseline, to: lines[*bottom].baseline }.middle(),
        [only] => lines[*only].baseline,
        [] => f32::NAN,
    };
    let size = spanning.first().map_or(0.0, |&line| lines[line].size);
    (f32::midpoint(middle(first), middle(last)) - middle(spanning)).abs() <= OFF_MIDDLE * size
}
