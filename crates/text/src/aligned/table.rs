//! A body of rows and the headings above it to a table, or the reason why it is none.

use boardlift_lexicon::heading::Role;
use boardlift_model::grid::Method;
use boardlift_model::{Block, Finding, FindingKind, Grid};

use super::body::{self, Body};
use super::close;
use super::columns::{self, Columns};
use super::extent;
use super::grid;
use super::heads::{self, Heads};
use super::labelled;
use super::rows::{self, BodyLine, Row};
use super::typed::Typed;
use super::words;
use crate::limits::Budget;
use crate::part::Part;
use crate::shape;

/// How often the columns are looked for at most.
const MOST_DRAFTS: usize = 4;

/// A table that was read.
#[derive(Debug)]
pub(super) struct Table {
    /// How many of the lines above its first row it takes.
    pub(super) above: usize,
    /// How many lines it takes from the first row on.
    pub(super) rows: usize,
    /// Its grid and what was unsure.
    pub(super) part: Part,
}

/// Why lines are no table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NoTable {
    /// Their figures stand in columns below headings, but it can't be told what belongs together.
    Unclear {
        /// The reason.
        reason: &'static str,
        /// How many of the lines above the first row are headings.
        above: usize,
        /// How many lines it takes from the first row on.
        rows: usize,
    },
    /// They are something else.
    Other,
}

/// The table of a body and the headings above it.
pub(super) fn read(above: &[Typed<'_>], below: &[Typed<'_>], budget: &mut Budget) -> Result<Table, NoTable> {
    let mut below = below;
    // What ends the body is seen only when its columns are known; they are then those of fewer rows.
    for _ in 0..MOST_DRAFTS {
        let (draft, headings, rows) = draft(above, below).ok_or(NoTable::Other)?;
        let (body, rest) = below.split_at(rows);
        if rest.iter().any(words::is_row) {
            below = body;
            continue;
        }
        return match draft.part(budget) {
            Ok(part) => Ok(Table { above: headings, rows, part }),
            Err(reason) => Err(NoTable::Unclear { reason, above: headings, rows }),
        };
    }
    Err(NoTable::Other)
}

/// A draft of a table, and how many lines it takes above its first row and from there on.
fn draft<'t>(above: &[Typed<'t>], below: &[Typed<'t>]) -> Option<(Draft<'t>, usize, usize)> {
    let below = close::parted(above, below);
    let rows: Vec<&Typed<'_>> = below.iter().filter(|line| words::is_row(line)).collect();
    let others: Vec<&Typed<'_>> =
        below.iter().filter(|line| line.is_gapped() && !words::is_row(line)).collect();
    let mut columns = columns::find(&rows, &others)?;
    let headings = extent::heading_lines(above, below.first()?, &columns);
    let lines: Vec<&Typed<'_>> = above[headings.clone()].iter().filter(|line| !line.is_empty()).collect();
    let is_known = lines.iter().any(|line| words::is_heading(line));
    if !lines.iter().any(|line| line.is_gapped()) || rows.len() < 2 && !is_known {
        return None;
    }
    columns.join_drifted(&rows, &lines);
    let heads = heads::find(&lines, &mut columns);
    let all: Vec<Typed<'_>> = above[headings.end..].iter().chain(&below).cloned().collect();
    let body = body::read(&all, &columns);
    let taken = body.lines.checked_sub(above.len() - headings.end).filter(|taken| *taken > 0)?;
    Some((Draft { heads, body, columns }, above.len() - headings.start, taken))
}

/// A table before its lines are parted into rows.
struct Draft<'t> {
    heads: Heads<'t>,
    body: Body<'t>,
    columns: Columns,
}

impl<'t> Draft<'t> {
    fn part(mut self, budget: &mut Budget) -> Result<Part, &'static str> {
        self.check_headings()?;
        let left_out = self.leave_out_hanging()?;
        let regions: Vec<&[BodyLine<'t>]> = self.body.regions().collect();
        let rows = labelled::find(&regions, self.body.names)
            .or_else(|| rows::find(&regions, self.body.names))
            .ok_or("the lines of its rows can't be told apart")?;
        self.check_names(&rows)?;
        let count = rows.iter().map(Vec::len).sum::<usize>() + self.body.parts.len() + 2;
        match budget.admit(count, self.columns.len(), self.body.place()) {
            Ok(()) => Ok(self.grid(rows, left_out)),
            Err(finding) => Ok(Part::finding(finding)),
        }
    }

    fn grid(&self, rows: Vec<Vec<Row>>, left_out: Option<Finding>) -> Part {
        let mut part = Part { blocks: Vec::new(), findings: left_out.into_iter().collect() };
        let mut cells = grid::heading_rows(&self.heads, &self.columns);
        let mut rows = rows.into_iter();
        for piece in &self.body.parts {
            match piece {
                body::Part::Group(number, piece) => {
                    cells.push(grid::group_row(*number, piece, self.columns.len()));
                }
                body::Part::Lines(lines) => {
                    for row in rows.next().into_iter().flatten() {
                        cells.extend(grid::row(
                            lines,
                            &row,
                            self.body.names,
                            &self.heads.unclear,
                            &mut part.findings,
                        ));
                    }
                }
            }
        }
        part.blocks.push(Block::Grid(Grid::new(cells, Method::Aligned)));
        part
    }

    /// Marks the columns of figures without a heading; the reason why there is no table, where they are too many.
    fn check_headings(&mut self) -> Result<(), &'static str> {
        let holds_figures = |column: &usize| {
            let mut anchors = self.body.regions().flatten().filter(|line| line.is_anchor);
            anchors.any(|line| line.cells[*column].as_ref().is_some_and(words::is_cell))
        };
        let figures: Vec<usize> = (1..self.columns.len()).filter(holds_figures).collect();
        let words: Vec<String> = figures.iter().map(|column| self.heads.words(*column)).collect();
        let mut unclear = 0;
        for (column, own) in figures.iter().zip(&words) {
            // Two columns of one heading are told apart by a heading above them, or not at all.
            let is_double = words.iter().filter(|other| *other == own).count() > 1;
            self.heads.unclear[*column] |= self.heads.own[*column].is_empty() || is_double;
            unclear += usize::from(self.heads.unclear[*column]);
        }
        let is_lost = self.heads.unclear[..=self.body.names].contains(&true);
        if is_lost || unclear * 2 >= figures.len() {
            return Err("it can't be told which headings stand over which columns");
        }
        Ok(())
    }

    /// Leaves out the columns of words that stand beside several rows without beginning on the first of them: which rows
    /// they are for is only drawn. The reason why there is no table, where the rows have no other names.
    fn leave_out_hanging(&mut self) -> Result<Option<Finding>, &'static str> {
        let names = self.body.names;
        let hanging: Vec<usize> = (0..names.max(1))
            .filter(|column| self.body.regions().any(|lines| is_hanging(lines, *column)))
            .collect();
        if hanging.is_empty() {
            return Ok(None);
        }
        if hanging.contains(&names) || self.role(names) != Some(Role::Indicator) {
            return Err("it can't be told beside which rows the words of its first column stand");
        }
        self.body.leave_out(&hanging);
        let message =
            "the words of a column were left out because it can't be told beside which rows they stand";
        Ok(Some(Finding::warning(FindingKind::FigureLeftOut, message, self.body.place())))
    }

    /// The reason why there is no table, where a row has no name.
    fn check_names(&self, rows: &[Vec<Row>]) -> Result<(), &'static str> {
        let is_blank = |lines: &[BodyLine<'t>], row: &Row| {
            lines[row.named_on.clone().unwrap_or(row.lines.clone())]
                .iter()
                .all(|line| !line.is_filled(self.body.names))
        };
        let mut firsts =
            self.body.regions().zip(rows).filter_map(|(lines, rows)| Some((lines, rows.first()?)));
        if firsts.any(|(lines, row)| is_blank(lines, row)) {
            return Err("its first row has no name");
        }
        Ok(())
    }

    fn role(&self, column: usize) -> Option<Role> {
        shape::role(&self.heads.words(column))
    }
}

/// Whether the words in a column of these rows do not begin on the first of them.
fn is_hanging(lines: &[BodyLine<'_>], column: usize) -> bool {
    let first = lines.iter().position(|line| line.is_filled(column));
    first.is_some_and(|first| lines[..first].iter().any(|line| line.is_anchor))
}
