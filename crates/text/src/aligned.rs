//! Tables whose columns are lined up with spaces, as mail programs, PDF converters and typists make them.
//!
//! A table is rows of figures with white running down between their columns, below headings that stand over these.
//! Nothing else in a text lines up figures: prose with wide spaces, letters and signatures do not. Where it can't be
//! told which column or which row a figure belongs to, it is left out with a finding: one in the wrong place is worse
//! than none.
//!
//! In the order of work:
//!
//! - `typed`: lines to pieces, and the columns of characters that they stand in; `words`: what a piece is by itself.
//! - `columns`: the white that runs down through all rows.
//! - `heads`: which heading stands over which column.
//! - `body`, `rows`: which lines are one row, and which name groups of rows.

mod body;
mod columns;
mod extent;
mod grid;
mod heads;
mod panel;
mod rows;
mod table;
mod typed;
mod words;

use std::ops::Range;

use boardlift_model::Finding;
use boardlift_model::finding::FindingKind;

use crate::limits::Budget;
use crate::line::Line;
use crate::part::Part;
use table::{NoTable, Table};
use typed::Typed;

/// How often a line is looked at on the average, at most: where one table after the other breaks off, the lines below are
/// looked at again.
const LOOKS: usize = 16;

/// A stretch of lines outside tables between marks.
#[derive(Debug)]
pub(crate) enum Stretch<'l, 't> {
    /// Lines of no table.
    Plain(&'l [Line<'t>]),
    /// A table, or what is to be said of one that can't be read.
    Table(Part),
}

/// Parts lines into tables and others.
pub(crate) fn split<'l, 't>(lines: &'l [Line<'t>], budget: &mut Budget) -> Vec<Stretch<'l, 't>> {
    let mut typed: Vec<Typed<'t>> = lines.iter().map(|line| Typed::of(*line)).collect();
    for below in 1..typed.len() {
        typed[below].goes_on_heading = words::goes_on_heading(&typed[below - 1], &typed[below]);
    }
    let mut stretches = Vec::new();
    let (mut plain_from, mut at) = (0, 0);
    let mut looks = lines.len().saturating_mul(LOOKS);
    while let Some(row) = (at..typed.len()).find(|at| words::is_row(&typed[*at])) {
        let end = extent::end_of_body(&typed, row);
        if looks < end - row {
            break;
        }
        looks -= end - row;
        let found = match panel::around(&typed, plain_from, row) {
            Some(range) => Ok((range.clone(), panel::read(&typed[range], budget))),
            None => found(&typed, plain_from, row..end, budget),
        };
        match found {
            Ok((range, part)) => {
                stretches.extend(plain(&lines[plain_from..range.start], &typed[plain_from..range.start]));
                stretches.push(Stretch::Table(part));
                (plain_from, at) = (range.end, range.end);
            }
            Err(end) => at = end,
        }
    }
    stretches.extend(plain(&lines[plain_from..], &typed[plain_from..]));
    stretches
}

/// The lines of the table with the given rows, and what it gives; where they are none, the line to go on from.
fn found(
    lines: &[Typed<'_>],
    from: usize,
    rows: Range<usize>,
    budget: &mut Budget,
) -> Result<(Range<usize>, Part), usize> {
    match table::read(&lines[from..rows.start], &lines[rows.clone()], budget) {
        Ok(Table { above, rows: count, part }) => Ok((rows.start - above..rows.start + count, part)),
        Err(NoTable::Unclear { reason, above, rows: count }) => {
            let range = rows.start - above..rows.start + count;
            let finding = set_aside(reason, &lines[range.clone()]);
            Ok((range, Part::finding(finding)))
        }
        Err(NoTable::Other) => Err(rows.end),
    }
}

/// Lines of no table. Figures that stand beside other words are left out: in running text they would belong to words
/// that happen to stand on their line.
fn plain<'l, 't>(lines: &'l [Line<'t>], typed: &[Typed<'t>]) -> Vec<Stretch<'l, 't>> {
    let beside: Vec<bool> = typed.iter().map(words::is_beside).collect();
    let mut stretches = Vec::new();
    let mut from = 0;
    for run in beside.chunk_by(|a, b| a == b) {
        let range = from..from + run.len();
        from = range.end;
        stretches.push(match run.first() {
            Some(true) => {
                let reason = "no headings stand over its columns";
                Stretch::Table(Part::finding(set_aside(reason, &typed[range])))
            }
            _ => Stretch::Plain(&lines[range]),
        });
    }
    stretches
}

fn set_aside(reason: &str, lines: &[Typed<'_>]) -> Finding {
    let figures = lines.iter().flat_map(|line| &line.pieces).filter(|piece| words::is_figure(piece)).count();
    let message = format!("a table lined up with spaces was not read: {reason}");
    let place = lines.first().map(|line| line.line.place());
    let count = u32::try_from(figures).unwrap_or(u32::MAX).max(1);
    Finding::warning(FindingKind::FigureLeftOut, message, place).times(count)
}
