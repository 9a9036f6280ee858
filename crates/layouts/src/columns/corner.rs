//! A period over the names, which is what the table is for: `2021/22 | April to June`, `2004/05 | England | Ourtown`.
//!
//! Only where nothing but names stands below it, and figures in every column beside it that is known. The other columns have
//! its days where their headings name none; a target is for no period that its own heading doesn't print.

use boardlift_lexicon::heading::{self, Role};
use boardlift_model::{Cell, Kind};

use super::{Column, Dated, Reason, Use};
use crate::contents::Contents;
use crate::header::{ANY_YEARS, Header};
use crate::row_periods::is_bare_period;

/// The column over whose names a period stands, and nothing else.
pub(crate) fn find(header: &Header, body: &[Vec<Cell>]) -> Option<usize> {
    let role = |text: &str| heading::read(text, ANY_YEARS).role;
    let at = header.texts.iter().position(|text| role(text) != Some(Role::Reference))?;
    let heads_names = |text: &String| matches!(role(text), Some(Role::Indicator | Role::Action));
    let rows = body.iter().filter(|row| row.iter().filter(|cell| !cell.is_blank()).nth(1).is_some()).count();
    let names = Contents::of(at, body);
    // Where a column of figures is left without a heading, the corner itself may be what is missing, and all headings stand
    // one column too far to the left.
    let is_short = |at: usize| {
        let unnamed = |beside: &usize| header.texts[*beside].is_empty();
        (at + 1..header.texts.len()).filter(unnamed).any(|beside| Contents::of(beside, body).are_figures())
    };
    let is_corner = is_bare_period(&header.texts[at])
        && names.are_names()
        && names.tell_apart(rows)
        && !header.texts.iter().any(heads_names)
        && !is_short(at)
        && (at + 1..header.texts.len()).any(|beside| Contents::of(beside, body).are_figures());
    is_corner.then_some(at)
}

/// Takes that column for the names.
pub(super) fn take_for_names(columns: &mut [Column], corner: Option<usize>) {
    if let Some(column) = corner.and_then(|at| columns.get_mut(at)) {
        column.take(Use::Role(Role::Indicator), Reason::Position);
    }
}

/// Gives its days to the results whose headings name none.
pub(super) fn date(columns: &mut [Column], corner: Option<usize>) {
    let Some(period) = corner.and_then(|at| columns.get(at)?.period.clone()) else { return };
    for column in columns.iter_mut().filter(|column| column.period.is_none()) {
        let is_open = heading::names_no_period(&column.text);
        let Use::Value(value) = &mut column.used else { continue };
        if is_open && value.kind == Kind::Actual && value.period.is_none() {
            value.period = Some(period.clone());
            column.dated = Dated::Document;
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn a_year_over_the_names_and_its_part_over_the_figures() {
        check(
            "# Requests

             2021/22 | April to June
             Requests received | 168
             Share answered in time | 89%",
            &[
                "Requests received · April to June · actual 2021-04-01..2021-06-30 · `168` reported = 168 count !period_inferred",
                "Share answered in time · April to June · actual 2021-04-01..2021-06-30 · `89%` reported = 89 percent !period_inferred",
            ],
        );
    }

    #[test]
    fn a_year_over_the_names_of_columns_without_days() {
        check(
            "# Applications

             2004/05 | England | Target
             Major | 3% | 2%
             Minor | 26% | 20%",
            &[
                "Major · England · actual @England 2004-04-01..2005-03-31 · `3%` reported = 3 percent !period_inferred",
                "Major · Target · target · `2%` reported = 2 percent",
                "Minor · England · actual @England 2004-04-01..2005-03-31 · `26%` reported = 26 percent !period_inferred",
                "Minor · Target · target · `20%` reported = 20 percent",
            ],
        );
    }

    #[test]
    fn a_year_over_figures_heads_no_names() {
        check("2021/22 | 2022/23\n5 | 6\n7 | 8", &[]);
        check("2021/22 | Remarks\nRequests | many", &[]);
    }

    #[test]
    fn headings_that_lack_their_corner_are_not_read_one_column_too_far_to_the_left() {
        check("2021/22 | 2022/23 |\nPlans | 5 | 6\nVisits | 7 | 8", &[]);
    }
}
