//! Which judgement, arrow and fraction each figure of a row has: its own, and those that the row prints in columns of
//! their own for one of its figures.
//!
//! A printed letter or word wins over any colour. Where the two disagree, somebody forgot to change one of them: the
//! letter stands and a finding says so.

use boardlift_lexicon::heading::Role;
use boardlift_lexicon::judgement;
use boardlift_lexicon::number::fraction_in_note;
use boardlift_model::{Cell, Certainty, Figure, Finding, FindingKind, Flag, Rag};

use crate::columns::{Column, Use};
use crate::newest;
use crate::row_reading::{ReadCell, TableContext};

/// Gives the figures of a row what colours print in their own cells, then what the row's other columns say.
/// `at_figure` has for each of the cells that were read the figure that was made of it.
pub(crate) fn judge(
    context: &TableContext<'_>,
    cells: &[Cell],
    read: &[ReadCell],
    at_figure: &[Option<usize>],
    figures: &mut [Figure],
) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (cell, figure) in read.iter().zip(at_figure).filter_map(|(cell, at)| Some((cell, (*at)?))) {
        findings.extend(by_own_colour(context, cells, cell.column, &mut figures[figure]));
    }
    let newest = newest::newest_actual(context.columns, read);
    for (at, column) in context.columns.iter().enumerate() {
        let (Use::Role(role @ (Role::Rag | Role::Direction | Role::Note)), Some(cell)) =
            (&column.used, cells.get(at))
        else {
            continue;
        };
        let owner = match column.period {
            Some(_) => newest::actual_of_period(context.columns, read, at),
            None if newest::is_one_of_several(context.columns, at) => {
                newest::actual_on_the_left(context.columns, read, at)
            }
            None => newest,
        };
        let Some(figure) = owner.and_then(|owner| at_figure[owner]).and_then(|at| figures.get_mut(at)) else {
            continue;
        };
        if cell.certainty == Certainty::Lost {
            continue;
        }
        match role {
            Role::Rag => findings.extend(give_judgement(context, cells, at, figure)),
            Role::Direction => give_direction(context, cell, figure),
            _ => give_fraction(cell, figure),
        }
    }
    findings
}

/// A figure's own colour judges it, where it is the publisher's and happened.
fn by_own_colour(
    context: &TableContext<'_>,
    cells: &[Cell],
    at: usize,
    figure: &mut Figure,
) -> Option<Finding> {
    if cells[at].is_blank() || !context.columns[at].is_own_actual() {
        return None;
    }
    let own = context.tints.own_fill(cells, at, context.columns);
    let arrow = || context.colours.of_arrow(&cells[at]).filter(|_| !has_status_column(context.columns));
    let coloured = context.colours.of_figure(&cells[at], own).or_else(arrow);
    take(figure, coloured, &cells[at])
}

fn has_status_column(columns: &[Column]) -> bool {
    columns.iter().any(|column| column.used == Use::Role(Role::Rag))
}

/// The judgement of a coloured cell, unless the figure has a printed one.
fn take(figure: &mut Figure, coloured: Option<Rag>, cell: &Cell) -> Option<Finding> {
    let disagrees = figure.rag.zip(coloured).is_some_and(|(printed, coloured)| printed.colour != coloured.colour);
    figure.rag = figure.rag.or(coloured);
    disagrees.then(|| disagreement(cell))
}

fn disagreement(cell: &Cell) -> Finding {
    let message = format!("`{}` is printed on another judgement's colour; the colour was not believed", cell.text);
    Finding::note(FindingKind::JudgementUnclear, message, Some(cell.place.clone()))
}

/// The judgement of a column of judgements, and the arrow that may stand beside it.
fn give_judgement(
    context: &TableContext<'_>,
    cells: &[Cell],
    at: usize,
    figure: &mut Figure,
) -> Option<Finding> {
    let cell = &cells[at];
    let own = context.tints.own_fill(cells, at, context.columns);
    let printed = judgement::rag(judgement::without_shapes(&cell.text));
    let coloured = context.colours.of_status(cell, own).filter(|_| !context.contradicted[at]);
    let own_colour = figure.rag;
    figure.rag = printed.or(coloured).or(figure.rag);
    figure.direction = figure.direction.or(judgement::split_arrow(&cell.text).1);
    let row_disagrees = printed.or(coloured).zip(own_colour).is_some_and(|(row, own)| row.colour != own.colour);
    row_disagrees.then(|| disagreement(cell))
}

fn give_direction(context: &TableContext<'_>, cell: &Cell, figure: &mut Figure) {
    figure.direction = judgement::direction(&cell.text).or(figure.direction);
    if figure.rag.is_none() && !has_status_column(context.columns) {
        figure.rag = context.colours.of_arrow(cell);
    }
}

/// A note over several rows speaks of none of their figures alone.
fn give_fraction(cell: &Cell, figure: &mut Figure) {
    let is_own = !cell.covered && cell.row_span <= 1;
    if let Some(found) = fraction_in_note(&cell.text).filter(|_| is_own && figure.cell.fraction.is_none()) {
        figure.cell.fraction = Some(found.fraction);
        if found.malformed {
            figure.flags.insert(Flag::MalformedNumber);
        }
    }
}

/// For each column whether it prints a letter somewhere on another judgement's colour. Its colours are then decoration,
/// or somebody's mistake, and can't stand for a letter that is missing; each such cell is told of.
pub(crate) fn contradicted(context: &TableContext<'_>, rows: &[Vec<Cell>]) -> (Vec<bool>, Vec<Finding>) {
    let mut contradicted = vec![false; context.columns.len()];
    let mut findings = Vec::new();
    for (at, _) in context.columns.iter().enumerate().filter(|(_, column)| column.used == Use::Role(Role::Rag)) {
        let against: Vec<&Cell> = rows.iter().filter(|row| stands_against(context, row, at)).map(|row| &row[at]).collect();
        if let Some(first) = against.first() {
            contradicted[at] = true;
            let count = u32::try_from(against.len()).unwrap_or(u32::MAX);
            findings.push(disagreement(first).times(count));
        }
    }
    (contradicted, findings)
}

fn stands_against(context: &TableContext<'_>, row: &[Cell], at: usize) -> bool {
    let Some(cell) = row.get(at).filter(|cell| !cell.covered) else { return false };
    let Some(printed) = judgement::rag(judgement::without_shapes(&cell.text)) else { return false };
    let wordless = Cell { text: String::new(), ..cell.clone() };
    let coloured = context.colours.of_status(&wordless, context.tints.own_fill(row, at, context.columns));
    coloured.is_some_and(|coloured| coloured.colour != printed.colour)
}
