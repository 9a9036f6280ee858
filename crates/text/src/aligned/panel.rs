//! Panels: labels one below the other and, behind a gap, what stands for each, one panel an indicator.
//!
//! A panel names its indicator under a label that says so; a letterhead and a list of contents have none.

use std::ops::Range;

use boardlift_lexicon::heading::Role;
use boardlift_model::grid::Method;
use boardlift_model::{Block, Grid};

use super::grid;
use super::typed::Typed;
use super::words;
use crate::limits::Budget;
use crate::part::Part;
use crate::shape;

/// The fewest labels of a panel: a name, a figure and one more. Two lines of two pieces are any two lines.
const FEWEST: usize = 3;

/// The lines, from the given one on, of the panel that the row stands in; nothing where that stands in none.
pub(super) fn around(lines: &[Typed<'_>], from: usize, row: usize) -> Option<Range<usize>> {
    let columns = starts(lines.get(row)?)?;
    let belongs = |line: &&Typed<'_>| is_of(line, columns);
    let above = lines[from..row].iter().rev().take_while(belongs).count();
    let below = lines[row..].iter().take_while(belongs).count();
    let range = row - above..row + below;
    let labels = || lines[range.clone()].iter().filter(|line| line.is_gapped());
    let names = |line: &Typed<'_>| shape::role(&words::printed(&line.pieces[0])) == Some(Role::Indicator);
    let begins = lines[range.start].is_gapped() && labels().filter(|line| names(line)).count() == 1;
    (begins && labels().count() >= FEWEST).then_some(range)
}

/// The grid of a panel.
pub(super) fn read(lines: &[Typed<'_>], budget: &mut Budget) -> Part {
    let mut rows: Vec<&[Typed<'_>]> = Vec::new();
    let mut from = 0;
    for at in 1..=lines.len() {
        if lines.get(at).is_none_or(Typed::is_gapped) {
            rows.push(&lines[from..at]);
            from = at;
        }
    }
    if let Err(finding) = budget.admit(rows.len(), 2, lines.first().map(|line| line.line.place())) {
        return Part::finding(finding);
    }
    let cells = rows.into_iter().filter_map(|row| {
        let first = row.first()?;
        let number = first.line.number;
        let label = first.pieces.first().map(|piece| (number, piece));
        let words = row.iter().filter_map(|line| Some((line.line.number, line.pieces.last()?)));
        Some(vec![grid::joined(label.into_iter(), number), grid::joined(words, number)])
    });
    Part::block(Block::Grid(Grid::new(cells.collect(), Method::Aligned)))
}

/// Where the label and the words of a line begin, if it has these two.
fn starts(line: &Typed<'_>) -> Option<(usize, usize)> {
    let [label, words] = line.pieces.as_slice() else { return None };
    Some((label.span.start, words.span.start))
}

/// Whether a line has its label and words in these columns, or goes on with words alone.
fn is_of(line: &Typed<'_>, columns: (usize, usize)) -> bool {
    match line.pieces.as_slice() {
        [words] => words.span.start == columns.1,
        _ => starts(line) == Some(columns),
    }
}
