//! What a single row of a grid says: whether it can be a heading of its own, a level of one, or no part of any.

use boardlift_lexicon::heading::{self, Role};
use boardlift_lexicon::period::{self, Years};
use boardlift_lexicon::{judgement, missing, value};
use boardlift_model::{Cell, Kind, Status};

use super::ANY_YEARS;

/// A row that names the indicator's column and at least one more, and holds no figure. `New KPI` names no column.
pub(super) fn is_anchor(row: &[Cell]) -> bool {
    if printed(row).any(holds_figure) {
        return false;
    }
    let roles: Vec<Option<Role>> =
        printed(row).map(|cell| role(cell).filter(|_| !is_missing(cell))).collect();
    let known = roles.iter().flatten().count();
    let names_rows = roles.iter().any(|role| matches!(role, Some(Role::Indicator | Role::Action)));
    names_rows && known >= 2 && 2 * known >= roles.len()
}

/// A row without a known heading for the names, but with at least two columns of figures named: `Period | 2010/11
/// | 2011/12`. Asked only where no row is an anchor. What begins with an arrow, a judgement or a dash is a row, or the entry
/// of a key: `▲ | Performance has improved`.
pub(super) fn is_row_of_values(row: &[Cell]) -> bool {
    printed(row).next().is_some_and(|first| !is_value(first) && !is_mark(first)) && values_follow(row)
}

fn is_mark(cell: &Cell) -> bool {
    let text = &cell.text;
    judgement::direction(text).is_some() || judgement::rag(text).is_some() || is_missing(cell)
}

/// Whether a row has nothing over the names, which begin right below it, and all that it prints names columns of figures.
/// Asked only where nothing else is a heading.
pub(super) fn has_blank_corner(rows: &[Vec<Cell>], at: usize) -> bool {
    let corner = rows[at].first().is_some_and(|cell| cell.is_blank() && !cell.covered);
    let below = rows.get(at + 1).and_then(|row| row.first());
    let is_name =
        |cell: &Cell| cell.text.contains(char::is_alphabetic) && !holds_figure(cell) && !is_missing(cell);
    corner
        && below.is_some_and(is_name)
        && printed(&rows[at]).count() >= 2
        && printed(&rows[at]).all(|cell| is_value(cell) && !holds_figure(cell))
}

/// Whether a row names nothing but columns of figures, and one of these has figures below and another, which is headed as the
/// target, sentences: the standards that are to be met, which are what the figures are of. Asked only where nothing else is
/// a heading.
pub(super) fn heads_standards(rows: &[Vec<Cell>], at: usize) -> bool {
    let (row, body) = (&rows[at], &rows[at + 1..]);
    let all = |column: usize, test: fn(&Cell) -> bool| {
        body.len() > 1 && body.iter().all(|row| row.get(column).is_some_and(test))
    };
    let columns = || row.iter().enumerate().filter(|(_, cell)| !cell.is_blank());
    let is_target = |cell: &Cell| role(cell) == Some(Role::Value(Kind::Target));
    columns().count() == 2
        && columns().all(|(_, cell)| is_value(cell) && !holds_figure(cell))
        && columns().any(|(column, cell)| !is_target(cell) && all(column, holds_figure))
        && columns().any(|(column, cell)| is_target(cell) && all(column, is_sentence))
}

/// Fewer words are those of a target alone: `Better than last year`.
const FEWEST_WORDS_OF_SENTENCE: usize = 6;

fn is_sentence(cell: &Cell) -> bool {
    cell.text.split_whitespace().count() >= FEWEST_WORDS_OF_SENTENCE
        && cell.text.starts_with(|c: char| c.is_alphabetic())
}

/// Whether behind the first words of a row at least two name columns of figures, and at least half of all.
pub(super) fn values_follow(row: &[Cell]) -> bool {
    let rest: Vec<bool> = printed(row).skip(1).map(is_value).collect();
    let values = rest.iter().filter(|value| **value).count();
    values >= 2 && 2 * values >= rest.len()
}

pub(super) fn is_value(cell: &Cell) -> bool {
    matches!(role(cell), Some(Role::Value(_)))
}

/// A level above the anchor: at least two words or one that spans columns of figures, and no figure. A single plain cell, or
/// one that begins with the labels, however many columns it happens to reach, is a title line.
pub(super) fn is_level_above(row: &[Cell], anchor: &[Cell]) -> bool {
    let count = printed(row).count();
    let names = anchor.iter().position(|cell| role(cell) == Some(Role::Indicator)).unwrap_or(0);
    let spans = row.iter().skip(names + 1).any(|cell| !cell.is_blank() && cell.col_span > 1);
    (count >= 2 || (count == 1 && spans)) && !printed(row).any(holds_figure)
}

/// A level below the anchor: nothing under the names of rows, at least two words elsewhere, none of them a figure
/// or a wording for a missing one. `names` is the column of the names where no heading of the anchor says it.
pub(super) fn is_level_below(anchor: &[Cell], row: &[Cell], names: Option<usize>) -> bool {
    let names_row = |at: usize, cell: &Cell| {
        Some(at) == names || matches!(role(cell), Some(Role::Indicator | Role::Reference | Role::Action))
    };
    let under_names = anchor
        .iter()
        .zip(row)
        .enumerate()
        .any(|(at, (above, below))| names_row(at, above) && !below.is_blank() && !below.covered);
    let words = printed(row).count();
    let all_words =
        printed(row).all(|cell| role(cell).is_some() || !(holds_figure(cell) || is_missing(cell)));
    !under_names && words >= 2 && all_words
}

pub(super) fn role(cell: &Cell) -> Option<Role> {
    heading::read(&cell.text, ANY_YEARS).role
}

pub(crate) fn printed(row: &[Cell]) -> impl Iterator<Item = &Cell> {
    row.iter().filter(|cell| !cell.is_blank())
}

/// Whether a cell holds a figure. A year stands in headings too and is none.
pub(crate) fn holds_figure(cell: &Cell) -> bool {
    value::read(&cell.text, Years::default()).cell.status == Status::Reported
        && period::find(&cell.text, Years::default()).is_none()
}

/// Whether a cell says that a figure is missing. `Annual target` says it among figures and heads a column.
pub(crate) fn is_missing(cell: &Cell) -> bool {
    missing::status(&cell.text).is_some() && !is_value(cell)
}
