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

#[cfg(test)]
mod tests {
    use boardlift_model::BBox;

    use super::super::figures::Kind;
    use super::super::pieces::Piece;
    use super::super::strip::Item;
    use super::*;

    /// Rows of one line each, ten points apart: a digit is a figure in its column, a letter a word, `.` nothing. What
    /// spans rows comes out as `first-last`.
    fn check(art: &[&str], expected: &[&str]) {
        let lines: Vec<TableLine> = art.iter().enumerate().map(|(row, text)| line(row, text)).collect();
        let rows = (0..lines.len()).map(|line| vec![line]).collect();
        let spanning = Spread::of(&lines, rows).spanning;
        let found: Vec<String> =
            spanning.iter().map(|span| format!("{}-{}", span.first, span.last)).collect();
        assert_eq!(found, expected, "{art:?}");
    }

    fn line(row: usize, text: &str) -> TableLine {
        let baseline = 10.0 * row as f32;
        let pieces = text.chars().enumerate().filter(|(_, letter)| *letter != '.').map(|(column, letter)| {
            let x0 = 50.0 * column as f32;
            let bbox = BBox { x0, y0: baseline - 8.0, x1: x0 + 10.0, y1: baseline + 2.0 };
            let kind = if letter.is_ascii_digit() { Kind::Figure } else { Kind::Words };
            let item = Item { words: Vec::new(), bbox, size: 10.0, kind };
            Piece { item, first: column, last: column }
        });
        TableLine { pieces: pieces.collect(), baseline, size: 10.0 }
    }

    #[test]
    fn a_label_half_way_between_rows_without_one_spans_them() {
        check(&[".a1", "L..", ".b2"], &["0-1"]);
        check(&[".a1", "L..", ".b2", ".a3", "M..", ".b4"], &["0-1", "2-3"]);
        check(&[".a1", ".b2", "L..", ".c3", ".d4"], &["0-3"]);
    }

    #[test]
    fn the_heading_of_a_group_spans_nothing() {
        check(&["La1", "M..", "Nb2"], &[]);
        check(&["L..", ".a1", ".b2"], &[]);
    }
}
