//! The column whose cells say which days the figures of their rows cover: `Period`, `Last update`.
//!
//! A table whose measures are collected at different times prints the period of each beside its value. Such a column is
//! known by its heading and by its cells together: a list of single days under `Last updated` says when somebody typed
//! the figures, and dates the figures of nobody. Of several such columns nobody can say which figures each is for, and one
//! right behind a target is the target's.

use boardlift_lexicon::heading::Role;
use boardlift_lexicon::{missing, period};
use boardlift_model::{Cell, Kind};

use super::{Column, Reason, Use};
use crate::header::ANY_YEARS;
use crate::row_periods::is_bare_period;

/// Headings over the days of figures, as [`fold::key`](boardlift_lexicon::fold::key) gives them.
const HEADINGS: [&str; 31] = [
    "period",
    "periods",
    "time period",
    "data period",
    "reporting period",
    "reported period",
    "period reported",
    "period covered",
    "period of data",
    "latest period",
    "latest data",
    "latest data period",
    "latest available",
    "latest update",
    "last update",
    "last updated",
    "last reported",
    "date updated",
    "date last updated",
    "date of data",
    "data date",
    "date",
    "year",
    "quarter",
    "month",
    "financial year",
    "academic year",
    "reporting year",
    "reporting quarter",
    "reporting month",
    "latest year",
];
/// Headings of figures that are counted on a day.
const HEADINGS_OF_DAYS: [&str; 5] = ["as at", "data as at", "data as of", "position as at", "snapshot date"];

/// Finds that column in a table with results whose headings name no period.
pub(super) fn find(columns: &mut [Column], body: &[Vec<Cell>]) {
    let is_undated = |column: &Column| column.is_own_actual() && column.period.is_none();
    if !columns.iter().any(is_undated) {
        return;
    }
    let dates = |&at: &usize| may_date(columns, at) && are_days(&columns[at].stem, at, body);
    let found: Vec<usize> = (0..columns.len()).filter(dates).collect();
    if let [at] = found[..] {
        columns[at].take(Use::Days, Reason::Heading);
    }
}

/// Whether a column is headed so, used for nothing that is needed, and no part of a target.
fn may_date(columns: &[Column], at: usize) -> bool {
    let column = &columns[at];
    let is_headed = HEADINGS.iter().chain(&HEADINGS_OF_DAYS).any(|heading| *heading == column.stem);
    let is_free = match column.used {
        // Years may seem to be figures.
        Use::Nothing | Use::UnknownFigures => true,
        Use::Role(role) => matches!(role, Role::Other | Role::Section),
        Use::Value(_) | Use::Breakdown | Use::Days => false,
    };
    let before = at.checked_sub(1).and_then(|before| columns[before].value());
    let is_of_target = before.is_some_and(|before| matches!(before.kind, Kind::Target | Kind::Baseline));
    is_headed && is_free && !is_of_target && column.period.is_none()
}

/// Whether every cell that says anything names days, and one of them several days where the heading doesn't ask for single
/// ones.
fn are_days(stem: &str, at: usize, body: &[Vec<Cell>]) -> bool {
    let cells = body.iter().filter_map(|row| row.get(at)).filter(|cell| !cell.is_blank());
    let telling = cells.filter(|cell| missing::status(&cell.text).is_none());
    let mut any_stretch = HEADINGS_OF_DAYS.contains(&stem);
    let mut any = false;
    for cell in telling {
        let Some(found) = period::find(&cell.text, ANY_YEARS).filter(|_| is_bare_period(&cell.text)) else {
            return false;
        };
        any = true;
        any_stretch |= found.stated.period.start != found.stated.period.end;
    }
    any && any_stretch
}

#[cfg(test)]
mod tests {
    use crate::testing;

    fn check(lines: &str, expected: &[&str]) {
        testing::check(&format!("# Scorecard, quarter 3 2023/24\n\n{lines}"), expected);
    }

    #[test]
    fn the_days_beside_each_result() {
        check(
            "KPI | Last update | Value | Target\nPlans | Summer 2023 | 5 | 6\nVisits | 30/09/2023 | 7 | 8",
            &[
                "Plans · Value · actual 2023-05-01..2023-08-31 · `5` reported = 5 count",
                "Plans · Target · target · `6` reported = 6 count",
                "Visits · Value · actual 2023-09-30..2023-09-30 · `7` reported = 7 count",
                "Visits · Target · target · `8` reported = 8 count",
            ],
        );
        check(
            "Period | KPI | Result | England\n2021/22 | Plans | 5% | 6%\n2022 | Visits | 7% | 8%",
            &[
                "Plans · Result · actual 2021-04-01..2022-03-31 · `5%` reported = 5 percent",
                "Plans · England · actual @England 2021-04-01..2022-03-31 · `6%` reported = 6 percent",
                "Visits · Result · actual 2022-01-01..2022-12-31 · `7%` reported = 7 percent",
                "Visits · England · actual @England 2022-01-01..2022-12-31 · `8%` reported = 8 percent",
            ],
        );
    }

    #[test]
    fn what_was_typed_then_or_aimed_at_then() {
        let undated = "Plans · Rate · actual · `5` reported = 5 count";
        check("KPI | Rate | Last updated\nPlans | 5 | 02/10/2023", &[undated]);
        check("KPI | Rate | Baseline date\nPlans | 5 | June 2019", &[undated]);
        check(
            "KPI | Rate | Target | Year\nPlans | 5 | 6 | 2024/25",
            &[undated, "Plans · Target · target · `6` reported = 6 count"],
        );
        check("KPI | Rate | Period\nPlans | 5 | see the note", &[undated]);
    }
}
