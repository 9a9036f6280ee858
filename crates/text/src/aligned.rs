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
mod heads;
mod rows;
mod typed;
mod words;

use boardlift_model::finding::FindingKind;
use boardlift_model::grid::{Certainty, Method};
use boardlift_model::{Block, Cell, Finding, Grid, Place};

use crate::limits::Budget;
use crate::line::Line;
use crate::markup;
use crate::part::Part;
use body::Body;
use columns::Columns;
use heads::Heads;
use rows::{BodyLine, Row};
use typed::{Piece, Typed};

/// The most lines of headings. More are a page of words.
const MOST_HEADINGS: usize = 8;

/// The most blank lines between two rows, and between the headings and the first row.
const MOST_BLANK: usize = 4;

/// The most lines without figures between two rows of one table: a cell of a dozen lines and some blank ones.
const MOST_BETWEEN: usize = 16;

/// The most lines of one table, so that a hostile text costs linear time.
const MOST_LINES: usize = 5000;

/// A stretch of lines outside tables between marks.
#[derive(Debug)]
pub(crate) enum Stretch<'l, 't> {
    /// Lines of no table.
    Plain(&'l [Line<'t>]),
    /// A table.
    Table(Part),
}

/// Parts lines into tables and others.
pub(crate) fn split<'l, 't>(lines: &'l [Line<'t>], budget: &mut Budget) -> Vec<Stretch<'l, 't>> {
    let typed: Vec<Typed<'t>> = lines.iter().map(|line| Typed::of(*line)).collect();
    let mut stretches = Vec::new();
    let (mut plain_from, mut at) = (0, 0);
    while let Some(row) = (at..typed.len()).find(|at| words::is_row(&typed[*at])) {
        let end = end_of_body(&typed, row);
        match table(&typed[plain_from..row], &typed[row..end], budget) {
            Ok(table) => {
                let from = plain_from + table.from;
                stretches.extend(
                    lines.get(plain_from..from).filter(|lines| !lines.is_empty()).map(Stretch::Plain),
                );
                stretches.push(Stretch::Table(table.part));
                at = row + table.lines;
                plain_from = at;
            }
            Err(reason) => {
                stretches.extend(reason.map(|reason| Stretch::Table(set_aside(reason, &typed[row..end]))));
                at = end;
            }
        }
    }
    stretches.extend(lines.get(plain_from..).filter(|lines| !lines.is_empty()).map(Stretch::Plain));
    stretches
}

/// A table that was read.
struct Table {
    /// The first line of its headings, among the lines above the first row.
    from: usize,
    /// How many lines it takes from the first row on.
    lines: usize,
    /// Its grid and what was unsure.
    part: Part,
}

/// Where the lines end that may be rows below the first one: at headings, a new page or a stretch without figures.
fn end_of_body(lines: &[Typed<'_>], first: usize) -> usize {
    let mut last = first;
    let mut blank = 0;
    let ahead = lines.iter().enumerate().take(first + MOST_LINES).skip(first + 1);
    for (at, line) in ahead {
        blank = if line.line.is_blank() { blank + 1 } else { 0 };
        let ends = line.begins_page || blank > MOST_BLANK || at - last > MOST_BETWEEN;
        if ends || words::is_heading(line) {
            break;
        }
        if words::is_row(line) {
            last = at;
        }
    }
    // What follows at once may go on with the last row, but not what stands at once above the next headings.
    let below = lines[last + 1..].iter().take_while(|line| !line.is_empty() && !line.begins_page);
    let below: Vec<&Typed<'_>> = below.take(MOST_BETWEEN).collect();
    let heads = below.iter().any(|line| words::is_heading(line));
    last + 1 + if heads { 0 } else { below.len() }
}

/// The table of a body and the headings above it; the reason why it is none, where it looks like one.
fn table(
    above: &[Typed<'_>],
    below: &[Typed<'_>],
    budget: &mut Budget,
) -> Result<Table, Option<&'static str>> {
    let rows: Vec<&Typed<'_>> = below.iter().filter(|line| words::is_row(line)).collect();
    let others: Vec<&Typed<'_>> =
        below.iter().filter(|line| line.is_gapped() && !words::is_row(line)).collect();
    let mut columns = columns::find(&rows, &others).ok_or(None)?;
    let headings = heading_lines(above, &columns);
    let lines: Vec<&Typed<'_>> = above[headings.clone()].iter().filter(|line| !line.is_empty()).collect();
    let is_known = lines.iter().any(|line| words::is_heading(line));
    if !lines.iter().any(|line| line.is_gapped()) || rows.len() < 2 && !is_known {
        return Err(None);
    }
    let heads = heads::find(&lines, &mut columns).map_err(Some)?;
    let all: Vec<Typed<'_>> = above[headings.end..].iter().chain(below).cloned().collect();
    let body = body::read(&all, &columns);
    let skipped = above.len() - headings.end;
    let taken = body.lines.checked_sub(skipped).filter(|taken| *taken > 0).ok_or(None)?;
    if below[taken..].iter().any(words::is_row) {
        return table(above, &below[..taken], budget);
    }
    check_headings(&heads, &body, &columns)?;
    let part = grid(&heads, &body, &columns, budget)?;
    Ok(Table { from: headings.start, lines: taken, part })
}

/// The lines of headings above the first row, among the lines above it. Names of groups may stand below them.
fn heading_lines(above: &[Typed<'_>], columns: &Columns) -> std::ops::Range<usize> {
    let mut found: Option<std::ops::Range<usize>> = None;
    let second = columns.spans.get(1).map_or(0, |span| span.start);
    let mut blank = 0;
    for (at, line) in above.iter().enumerate().rev().take(MOST_HEADINGS + MOST_BLANK) {
        let is_lone = !line.is_gapped() && line.pieces.first().is_some_and(|piece| piece.span.start < second);
        match &mut found {
            _ if line.is_empty() && !line.line.is_blank() => {}
            None if line.is_empty() => blank += 1,
            None if is_lone && !line.pieces.iter().any(words::is_sentence) => {}
            Some(_) if line.is_empty() || is_lone => break,
            _ if line.pieces.iter().any(words::is_sentence) || words::is_row(line) || blank > MOST_BLANK => {
                break;
            }
            None => found = Some(at..at + 1),
            Some(range) => range.start = at,
        }
        if line.begins_page {
            break;
        }
    }
    found.unwrap_or(above.len()..above.len())
}

/// The reason why a table can't be read: figures without a heading, or names that may stand over several rows.
fn check_headings(heads: &Heads<'_>, body: &Body<'_>, columns: &Columns) -> Result<(), Option<&'static str>> {
    let anchors = |part| match part {
        &body::Part::Lines(ref lines) => lines.iter().filter(|line| line.is_anchor).collect::<Vec<_>>(),
        body::Part::Group(..) => Vec::new(),
    };
    let firsts: Vec<Option<&BodyLine<'_>>> =
        body.parts.iter().map(|part| anchors(part).first().copied()).collect();
    for column in 0..columns.len() {
        let cells = || body.parts.iter().flat_map(anchors).filter_map(|line| line.cells[column].as_ref());
        if heads.own[column].is_empty() && cells().any(words::is_cell) && column > 0 {
            return Err(Some("a column of figures has no heading"));
        }
        let is_hanging = firsts.iter().flatten().any(|line| line.cells[column].is_none());
        if column <= body.names && is_hanging && cells().next().is_some() {
            return Err(Some("the words of a first column may stand beside several rows"));
        }
    }
    Ok(())
}

fn grid(
    heads: &Heads<'_>,
    body: &Body<'_>,
    columns: &Columns,
    budget: &mut Budget,
) -> Result<Part, Option<&'static str>> {
    let regions: Vec<&[BodyLine<'_>]> = body
        .parts
        .iter()
        .filter_map(|part| match part {
            body::Part::Lines(lines) => Some(lines.as_slice()),
            body::Part::Group(..) => None,
        })
        .collect();
    let rows =
        rows::find(&regions, columns, body.names).ok_or(Some("the lines of its rows can't be told apart"))?;
    let place = body.parts.iter().find_map(|part| match part {
        body::Part::Lines(lines) => lines.first().map(|line| Place::Line(line.number)),
        body::Part::Group(number, _) => Some(Place::Line(*number)),
    });
    let count = rows.iter().map(Vec::len).sum::<usize>() + body.parts.len() + 2;
    if let Err(finding) = budget.admit(count, columns.len(), place) {
        return Ok(Part::finding(finding));
    }
    let mut part = Part::default();
    let mut cells = heading_rows(heads, columns);
    let mut rows = rows.into_iter();
    for piece in &body.parts {
        match piece {
            body::Part::Group(number, piece) => cells.push(group_row(*number, piece, columns.len())),
            body::Part::Lines(lines) => {
                for row in rows.next().into_iter().flatten() {
                    cells.extend(row_cells(lines, &row, &mut part.findings));
                }
            }
        }
    }
    part.blocks.push(Block::Grid(Grid::new(cells, Method::Aligned)));
    Ok(part)
}

/// The rows of headings: those of groups, where there are some, above those of columns.
fn heading_rows(heads: &Heads<'_>, columns: &Columns) -> Vec<Vec<Cell>> {
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

fn group_row(number: u32, piece: &Piece<'_>, width: usize) -> Vec<Cell> {
    let blank = Cell { covered: true, ..Cell::new("", Place::Line(number)) };
    let mut row = vec![blank; width];
    row[0] =
        Cell { col_span: u32::try_from(width).unwrap_or(1), ..joined([(number, piece)].into_iter(), number) };
    row
}

/// The cells of a row. One that can't be told from its neighbours is lost; so are all of a row whose lines may belong to
/// another one.
fn row_cells(lines: &[BodyLine<'_>], row: &Row, findings: &mut Vec<Finding>) -> Option<Vec<Cell>> {
    let within = &lines[row.lines.clone()];
    let number = within.first()?.number;
    let place = Some(Place::Line(number));
    if row.is_unclear {
        let figures = within
            .iter()
            .flat_map(|line| &line.cells)
            .flatten()
            .filter(|piece| words::is_cell(piece))
            .count();
        let message =
            "figures were left out because the lines of their row can't be told from those of the next";
        let count = u32::try_from(figures).unwrap_or(u32::MAX).max(1);
        findings.push(Finding::warning(FindingKind::FigureLeftOut, message, place).times(count));
        return None;
    }
    let width = within.first()?.cells.len();
    let mut cells = Vec::with_capacity(width);
    let mut lost = 0;
    for column in 0..width {
        let pieces = within.iter().filter_map(|line| Some((line.number, line.cells[column].as_ref()?)));
        let mut cell = joined(pieces, number);
        if within.iter().any(|line| line.lost[column]) {
            cell = Cell { certainty: Certainty::Lost, ..Cell::new("", cell.place) };
            lost += 1;
        }
        cells.push(cell);
    }
    if lost > 0 {
        let message = "words that run over several columns were left out";
        findings.push(Finding::warning(FindingKind::FigureLeftOut, message, place).times(lost));
    }
    Some(cells)
}

/// The lines of a cell as one; blank, on this line, where there are none.
fn joined<'p, 't: 'p>(lines: impl Iterator<Item = (u32, &'p Piece<'t>)>, number: u32) -> Cell {
    let mut words: Vec<&str> = Vec::new();
    let mut first = None;
    for (line, piece) in lines {
        first.get_or_insert(line);
        words.push(piece.text);
    }
    let marked = markup::plain(&words.join(" "));
    Cell { bold: marked.bold, ..Cell::new(marked.text, Place::Line(first.unwrap_or(number))) }
}

fn set_aside(reason: &str, lines: &[Typed<'_>]) -> Part {
    let figures = lines.iter().flat_map(|line| &line.pieces).filter(|piece| words::is_figure(piece)).count();
    let message = format!("a table lined up with spaces was not read: {reason}");
    let place = lines.first().map(|line| line.line.place());
    let count = u32::try_from(figures).unwrap_or(u32::MAX).max(1);
    Part::finding(Finding::warning(FindingKind::FigureLeftOut, message, place).times(count))
}
