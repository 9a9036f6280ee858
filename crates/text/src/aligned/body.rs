//! The lines below the headings: rows, the names of groups, and where the table ends.

use std::ops::Range;

use boardlift_lexicon::wording;
use boardlift_model::Place;

use super::columns::Columns;
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
    let references = reference_column(&rows, columns);
    let names = name_column(&rows, columns, references.map_or(0, |column| column + 1));
    let mut body = Body { parts: Vec::new(), names, lines: 0 };
    let mut after_blank = true;
    for (at, line) in lines.iter().enumerate() {
        if line.is_empty() {
            after_blank |= line.line.is_blank();
            continue;
        }
        if let Some(piece) = group(lines, at, names, columns) {
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

/// The column, among the first ones, that holds nothing but numbers of rows: most rows of figures have one.
fn reference_column(rows: &[BodyLine<'_>], columns: &Columns) -> Option<usize> {
    (0..columns.len().min(REFERENCE_COLUMNS)).find(|column| {
        let mut filled = 0;
        let is_clean = rows.iter().filter_map(|row| row.cells[*column].as_ref()).all(|piece| {
            filled += 1;
            words::is_reference(piece)
        });
        is_clean && filled * 2 > rows.len()
    })
}

/// The first column, from a given one on, in which most rows of figures have words; else that before.
fn name_column(rows: &[BodyLine<'_>], columns: &Columns, from: usize) -> usize {
    let has_words = |column: &usize| {
        let is_word = |row: &&BodyLine<'_>| {
            row.cells[*column].as_ref().is_some_and(|piece| words::has_words(piece) && !words::is_cell(piece))
        };
        rows.iter().filter(is_word).count() * 2 > rows.len()
    };
    (from..columns.len()).find(has_words).unwrap_or(from.saturating_sub(1))
}

/// The name of a group that stands alone on a line: over several columns, or where no name of a row can go on.
fn group<'l, 't>(
    lines: &'l [Typed<'t>],
    at: usize,
    names: usize,
    columns: &Columns,
) -> Option<&'l Piece<'t>> {
    let [piece] = lines[at].pieces.as_slice() else { return None };
    let is_name = wording::is_title(piece.text)
        && wording::list_item(piece.text).is_none()
        && wording::footnote(piece.text).is_none()
        && !words::is_cell(piece);
    let under = columns.under(&piece.span);
    let is_first = piece.span.start < columns.spans[names].end;
    let next_to = |line: Option<&'l Typed<'t>>| {
        let pieces = &line.filter(|line| !line.is_empty())?.pieces;
        pieces.iter().find(|other| columns.under(&other.span) == under)
    };
    let above = next_to(at.checked_sub(1).and_then(|above| lines.get(above)));
    let below = next_to(lines.get(at + 1));
    let width = columns.spans.get(under.start).map_or(0, Range::len);
    let goes_on = |before: &Piece<'_>, after: &Piece<'_>| {
        words::breaks_off(before) || words::goes_on(after) || words::is_full(before, after, width)
    };
    let is_apart =
        above.is_none_or(|above| !goes_on(above, piece)) && below.is_none_or(|below| !goes_on(piece, below));
    // Lines of names alone may belong to the row of figures between them.
    let has_figures =
        |line: Option<&Typed<'_>>| line.is_none_or(|line| line.is_empty() || words::is_row(line));
    let sticks_out = under.end <= names && piece.span.len() > width;
    let is_lone =
        sticks_out || above.is_some() || below.is_some() || lines.get(at + 1).is_none_or(Typed::is_empty);
    // A row without a name wants one.
    let wants_name = |line: Option<&Typed<'_>>| {
        line.is_some_and(|line| {
            words::is_row(line)
                && !line.pieces.iter().any(|other| columns.under(&other.span).contains(&names))
        })
    };
    if wants_name(lines.get(at + 1)) || at > 0 && wants_name(lines.get(at - 1)) {
        return None;
    }
    let is_between = has_figures(lines.get(at + 1)) && (at == 0 || has_figures(lines.get(at - 1)));
    (is_name && under.start <= names && (under.len() > 1 || is_first && is_apart && is_lone && is_between))
        .then_some(piece)
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
