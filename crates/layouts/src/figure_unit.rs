//! What the figures of a row count in.

use std::collections::BTreeSet;

use boardlift_lexicon::heading::Role;
use boardlift_lexicon::unit;
use boardlift_model::grounds::{Quotes, UnitGround};
use boardlift_model::{Cell, Figure, Status, Unit};

use crate::checks::prints_percent;
use crate::columns::leaf_level;
use crate::row_reading::{RowNames, TableContext};

/// A unit and what says it.
type Stated = (Unit, UnitGround);

/// The unit that the row states outside its figures: in a column of its own, else in the indicator's words.
pub(crate) fn of_row(
    context: &TableContext<'_>,
    names: &RowNames,
    cells: &[Cell],
    quotes: &mut Quotes,
) -> Option<Stated> {
    let in_column = context.cell_of(cells, Role::Unit).and_then(|(at, words)| {
        let unit = unit::of_label(words)?;
        Some((unit, UnitGround::Row(context.row_cell(Some(at), words, quotes))))
    });
    in_column.or_else(|| Some((unit::of_label(&names.indicator)?, UnitGround::Name)))
}

/// A figure's unit is its own, else the row's, else what all other figures of the row have. Only figures have one.
///
/// Where figures print their share in brackets, `72 (40%)`, the row counts whatever its name says; and a name that
/// counts says nothing of a figure with decimals, `2.80` million in a row of heads.
pub(crate) fn settle(figures: &mut [Figure], of_row: Option<Stated>) {
    let counts_beside_shares = figures
        .iter()
        .any(|figure| figure.cell.secondary_unit == Some(Unit::Percent) && !prints_percent(figure));
    let of_row = if counts_beside_shares { Some((Unit::Count, UnitGround::SharesBeside)) } else { of_row };
    let printed: BTreeSet<Unit> = figures.iter().filter_map(|figure| figure.cell.unit).collect();
    let of_others = if printed.len() == 1 { printed.first().copied() } else { None };
    // A share prints its sign; one beside it without a sign may be a count.
    let of_others =
        of_others.filter(|unit| *unit != Unit::Percent).map(|unit| (unit, UnitGround::OthersOfRow));
    for figure in figures {
        let own = figure.cell.unit.map(|unit| (unit, UnitGround::Cell));
        // `Number` and `%` over a column say its unit; words of money there, `Outturn`, mean a result of any kind.
        let of_column = unit::of_label(leaf_level(&figure.column_text))
            .filter(|unit| matches!(unit, Unit::Count | Unit::Percent))
            .map(|unit| (unit, UnitGround::Heading));
        let is_whole = figure.cell.value.is_some_and(|value| value.fract() == 0.0);
        let of_row = of_row.filter(|(unit, _)| *unit != Unit::Count || is_whole);
        let is_figure = figure.cell.status == Status::Reported && figure.cell.value.is_some();
        let stated = own.or(of_column).or(of_row).or(of_others).filter(|_| is_figure);
        (figure.cell.unit, figure.grounds.unit) = match stated {
            Some((unit, ground)) => (Some(unit), ground),
            None => (None, UnitGround::Unsaid),
        };
    }
}
