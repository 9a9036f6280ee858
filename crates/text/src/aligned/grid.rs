//! The cells of a table: headings, names of groups and rows.

use boardlift_model::finding::FindingKind;
use boardlift_model::grid::Certainty;
use boardlift_model::{Cell, Finding, Place};

use super::columns::Columns;
use super::heads::Heads;
use super::rows::{BodyLine, Row};
use super::typed::Piece;
use super::words;
use crate::markup;

/// The rows of headings: those of groups, where there are some, above those of columns.
pub(super) fn heading_rows(heads: &Heads<'_>, columns: &Columns) -> Vec<Vec<Cell>> {
    let line = heads.own.iter().flatten().map(|(number, _)| *number).max().unwrap_or(1);
    let own: Vec<Cell> = heads
        .own
        .iter()
        .map(|lines| joined(lines.iter().map(|(number, piece)| (*number, piece)), line))
        .collect();
    if heads.groups.is_empty() {
        return vec![own];
    }
    let top =
        heads.groups.iter().flat_map(|group| &group.lines).map(|(number, _)| *number).min().unwrap_or(line);
    let mut groups: Vec<Cell> = (0..columns.len()).map(|_| Cell::new("", Place::Line(top))).collect();
    for group in &heads.groups {
        let cell = joined(group.lines.iter().map(|(number, piece)| (*number, piece)), top);
        groups[group.columns.clone()].iter_mut().skip(1).for_each(|cell| cell.covered = true);
        groups[group.columns.start] =
            Cell { col_span: u32::try_from(group.columns.len()).unwrap_or(1), ..cell };
    }
    vec![groups, own]
}

/// The name of a group, over all columns.
pub(super) fn group_row(number: u32, piece: &Piece<'_>, width: usize) -> Vec<Cell> {
    let blank = Cell { covered: true, ..Cell::new("", Place::Line(number)) };
    let mut row = vec![blank; width];
    row[0] =
        Cell { col_span: u32::try_from(width).unwrap_or(1), ..joined([(number, piece)].into_iter(), number) };
    row
}

/// The cells of a row. One that can't be told from its neighbours is lost; so are all of a row whose lines may belong to
/// another one.
pub(super) fn row(
    lines: &[BodyLine<'_>],
    row: &Row,
    names: usize,
    unclear: &[bool],
    findings: &mut Vec<Finding>,
) -> Option<Vec<Cell>> {
    let within = &lines[row.lines.clone()];
    let number = within.first()?.number;
    if row.is_unclear {
        let cells = within.iter().flat_map(|line| &line.cells).flatten();
        let figures = cells.filter(|piece| words::is_cell(piece)).count();
        let reason = "the lines of their row can't be told from those of the next";
        findings.push(left_out(&format!("figures were left out because {reason}"), number, figures.max(1)));
        return None;
    }
    let is_lost = |column: usize| unclear[column] || within.iter().any(|line| line.lost[column]);
    let of_the_name = row.named_on.clone().map_or(within, |lines_of_name| &lines[lines_of_name]);
    let cell = |column: usize| {
        let within = if column <= names { of_the_name } else { within };
        let pieces = within.iter().filter_map(|line| Some((line.number, line.cells[column].as_ref()?)));
        let cell = joined(pieces, number);
        if !is_lost(column) {
            return cell;
        }
        Cell { certainty: Certainty::Lost, ..Cell::new("", cell.place) }
    };
    let is_printed = |column: &usize| within.iter().any(|line| line.is_filled(*column));
    let lost = (0..unclear.len()).filter(|column| is_lost(*column)).filter(is_printed).count();
    if lost > 0 {
        let reason = "it can't be told which column they stand in";
        findings.push(left_out(&format!("cells were left out because {reason}"), number, lost));
    }
    Some((0..unclear.len()).map(cell).collect())
}

fn left_out(message: &str, number: u32, count: usize) -> Finding {
    let count = u32::try_from(count).unwrap_or(u32::MAX);
    Finding::warning(FindingKind::FigureLeftOut, message, Some(Place::Line(number))).times(count)
}

/// The lines of a cell as one; blank, on this line, where there are none.
pub(super) fn joined<'p, 't: 'p>(lines: impl Iterator<Item = (u32, &'p Piece<'t>)>, number: u32) -> Cell {
    let mut words: Vec<&str> = Vec::new();
    let mut first = None;
    for (line, piece) in lines {
        first.get_or_insert(line);
        words.push(piece.text);
    }
    let marked = markup::plain(&words.join(" "));
    Cell { bold: marked.bold, ..Cell::new(marked.text, Place::Line(first.unwrap_or(number))) }
}
