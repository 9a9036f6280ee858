//! The lines below the headings: rows, the names of groups, and where the table ends.

use std::ops::Range;

use boardlift_model::Place;

use super::columns::Columns;
use super::group::{self, Names};
use super::rows::BodyLine;
use super::typed::{Piece, Typed};
use super::words;

/// The column of the rows' numbers is one of the first: a group's name may stand before it.
const REFERENCE_COLUMNS: usize = 2;

/// What stands on a line of the body, or on several.
#[derive(Debug)]
pub(super) enum Part<'t> {
    /// Lines of rows.
    Lines(Vec<BodyLine<'t>>),
    /// The name of a group.
    Group(u32, Piece<'t>),
}

/// The body of a table.
#[derive(Debug)]
pub(super) struct Body<'t> {
    /// Its parts from top to bottom.
    pub(super) parts: Vec<Part<'t>>,
    /// The column of the rows' names: the first that is not numbers of rows.
    pub(super) names: usize,
    /// How many lines it takes.
    pub(super) lines: usize,
}

impl<'t> Body<'t> {
    /// The lines that no group's name parts.
    pub(super) fn regions(&self) -> impl Iterator<Item = &[BodyLine<'t>]> {
        self.parts.iter().filter_map(|part| match part {
            Part::Lines(lines) => Some(lines.as_slice()),
            Part::Group(..) => None,
        })
    }

    /// Leaves out what stands in some columns, and the lines that have nothing else.
    pub(super) fn leave_out(&mut self, columns: &[usize]) {
        for part in &mut self.parts {
            let Part::Lines(lines) = part else { continue };
            for line in lines.iter_mut() {
                for column in columns {
                    (line.cells[*column], line.lost[*column]) = (None, false);
                }
            }
            lines.retain(|line| (0..line.cells.len()).any(|column| line.is_filled(column)));
        }
    }

    /// The line that it begins with.
    pub(super) fn place(&self) -> Option<Place> {
        let number = match self.parts.first()? {
            Part::Lines(lines) => lines.first()?.number,
            Part::Group(number, _) => *number,
        };
        Some(Place::Line(number))
    }
}

/// The body that the lines begin with. What breaks through the columns after a blank line ends it.
pub(super) fn read<'t>(lines: &[Typed<'t>], columns: &Columns) -> Body<'t> {
    let rows: Vec<BodyLine<'_>> =
        lines.iter().filter(|line| words::is_row(line)).map(|line| body_line(line, columns, false)).collect();
    let (references, names) = leading_columns(&rows, columns);
    let beside = Names::of(lines, names, columns);
    let mut body = Body { parts: Vec::new(), names, lines: 0 };
    let mut after_blank = true;
    for (at, line) in lines.iter().enumerate() {
        if line.is_empty() {
            after_blank |= line.line.is_blank();
            continue;
        }
        if let Some(piece) = group::name(lines, at, beside, columns) {
            body.parts.push(Part::Group(line.line.number, piece.clone()));
        } else if after_blank && breaks_through(line, columns) {
            break;
        } else {
            let mut next = body_line(line, columns, after_blank);
            next.is_anchor = match references {
                Some(column) => next.cells[column].is_some(),
                None => words::is_row(line),
            };
            match body.parts.last_mut() {
                Some(Part::Lines(lines)) => lines.push(next),
                _ => body.parts.push(Part::Lines(vec![next])),
            }
        }
        body.lines = at + 1;
        after_blank = false;
    }
    body
}

/// The column, among the first ones, that holds nothing but numbers of rows, where most rows have one; and the first
/// column behind it in which most rows have words.
fn leading_columns(rows: &[BodyLine<'_>], columns: &Columns) -> (Option<usize>, usize) {
    let is_named = |column: &usize| {
        let is_name = |piece: &Piece<'_>| words::has_words(piece) && !words::is_cell(piece);
        is_mostly(rows, *column, is_name)
    };
    let is_numbered = |column: &usize| {
        let mut cells = rows.iter().filter_map(|row| row.cells[*column].as_ref());
        cells.all(words::is_reference) && is_mostly(rows, *column, words::is_reference)
    };
    let first_name = (0..columns.len()).find(is_named);
    // Whole numbers behind the names are counts.
    let references = (0..first_name.unwrap_or(0).min(REFERENCE_COLUMNS)).find(is_numbered);
    (references, first_name.unwrap_or(0))
}

fn is_mostly(rows: &[BodyLine<'_>], column: usize, is_wanted: impl Fn(&Piece<'_>) -> bool) -> bool {
    rows.iter().filter(|row| row.cells[column].as_ref().is_some_and(&is_wanted)).count() * 2 > rows.len()
}

/// Whether words run through the white between columns, as sentences do.
fn breaks_through(line: &Typed<'_>, columns: &Columns) -> bool {
    !words::is_row(line) && line.pieces.iter().any(|piece| columns.under(&piece.span).len() != 1)
}

fn body_line<'t>(line: &Typed<'t>, columns: &Columns, after_blank: bool) -> BodyLine<'t> {
    let mut cells = vec![None; columns.len()];
    let mut lost = vec![false; columns.len()];
    for piece in &line.pieces {
        let under = columns.under(&piece.span);
        match parts(piece, under.clone(), columns) {
            Some(parts) => {
                for (column, part) in parts {
                    if words::may_be_two(&part) {
                        lost[column..(column + 2).min(columns.len())].fill(true);
                    }
                    cells[column] = Some(part);
                }
            }
            None => lost[under].fill(true),
        }
    }
    BodyLine { number: line.line.number, cells, lost, is_anchor: false, after_blank }
}

/// A piece in its column; one over several is cut where a single space stands between two cells, one of which is complete
/// by itself. Nothing where that is not certain.
fn parts<'t>(piece: &Piece<'t>, under: Range<usize>, columns: &Columns) -> Option<Vec<(usize, Piece<'t>)>> {
    let mut found = Vec::new();
    let mut from = piece.span.start;
    for left in under.clone() {
        let mut to = piece.span.end;
        if left + 1 < under.end {
            let white = columns.corridor(left);
            let mut ends = piece.words().map(|word| word.span.end).filter(|end| white.contains(end));
            to = ends
                .next()
                .filter(|end| ends.next().is_none() && words::is_complete_beside(piece, &(*end..end + 1)))?;
        }
        found.push((left, piece.part(&(from..to))?));
        from = to;
    }
    (!found.is_empty()).then_some(found)
}
