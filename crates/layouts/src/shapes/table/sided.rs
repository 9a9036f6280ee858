//! Small tables of one indicator each, with periods across and labels down the side: `Actual`, `Target`, `England`. The
//! name stands in the corner, over the whole width, or above the table.

use std::ops::Range;

use boardlift_lexicon::heading::Role;
use boardlift_model::{Cell, Grid, Kind};

use super::{Table, printed};
use crate::shapes::label;
use crate::shapes::piece::{self, Piece, Position, What};

/// A table whose rows are the figures of one indicator.
#[derive(Debug, Clone)]
pub(crate) struct Sided {
    /// The indicator's name.
    pub(crate) name: Cell,
    /// The headings and the rows below them, the labels first.
    pub(crate) rows: Vec<Vec<Cell>>,
    /// The printed place of each cell.
    pub(crate) positions: Vec<Vec<Position>>,
    /// The blocks that it and its name stand in, from 0.
    pub(crate) blocks: Range<usize>,
}

/// The table of one indicator; nothing for any other table, or where nothing names it. `above` are the words right above the
/// table.
pub(super) fn read(table: &Table<'_>, above: Option<&Piece>) -> Option<Sided> {
    let rows = table.grid.rows();
    let (top, title) = heading_row(table.grid)?;
    let body = &rows[top + 1..];
    let labels: Vec<&str> = body.iter().map(|row| row[0].text.as_str()).collect();
    if !are_sides(&labels) || !heads_periods(&rows[top]) || !body.iter().any(|row| holds_figures(row)) {
        return None;
    }
    let corner = &rows[top][0];
    let is_name = piece::what(&corner.text) == Some(What::Words) && label::role(&corner.text).is_none();
    let own = if is_name { Some(corner) } else { title };
    let above = above.filter(|piece| own.is_none() && piece.what == What::Words);
    let name = own.or(above.map(|piece| &piece.cell))?.clone();
    let start = above.map_or(table.block, |piece| piece.block);
    let mut kept: Vec<Vec<Cell>> = rows[top..].to_vec();
    kept[0][0] = Cell::new("", corner.place.clone());
    let positions = (top..rows.len())
        .map(|row| (0..table.grid.width()).map(|column| table.position(row, column)).collect());
    Some(Sided { name, rows: kept, positions: positions.collect(), blocks: start..table.block + 1 })
}

/// The row of headings, and the words over the table above it.
fn heading_row(grid: &Grid) -> Option<(usize, Option<&Cell>)> {
    let rows = grid.rows();
    let top = rows.iter().position(|row| printed(row).len() > 1)?;
    let title = rows[..top].iter().rev().find_map(|row| printed(row).first().map(|(_, cell)| *cell));
    Some((top, title))
}

/// Whether all of at least two rows say at their side what kind of figure they hold, or of whom, and one holds what
/// happened.
fn are_sides(labels: &[&str]) -> bool {
    let is_side = |label: &&str| {
        matches!(label::role(label), Some(Role::Value(_) | Role::Rag | Role::Direction | Role::Note))
            && !label::is_period(label)
    };
    let is_kind =
        |label: &&str| matches!(label::role(label), Some(Role::Value(kind)) if kind != Kind::Actual);
    labels.len() > 1 && labels.iter().all(is_side) && labels.iter().any(is_kind)
}

/// Whether all words of a row but the first name periods.
fn heads_periods(row: &[Cell]) -> bool {
    let mut words = row[1..].iter().filter(|cell| !cell.is_blank()).peekable();
    words.peek().is_some() && words.all(|cell| label::is_period(&cell.text))
}

fn holds_figures(row: &[Cell]) -> bool {
    row[1..].iter().any(|cell| label::holds_figure(&cell.text))
}
