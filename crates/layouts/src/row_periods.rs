//! Periods that stand in a row of their own over the rows that follow, or beside a row's name: `Quarter 2 2023/24`.
//!
//! They are those of the columns that name none, and the years of columns that name a part of a year. Columns that are named
//! by another period, `Same quarter last year`, lie by that of the row. A column that says otherwise keeps its own: a period
//! that it prints, or words such as `Annual target`.

use boardlift_lexicon::heading::{self, Relation};
use boardlift_lexicon::period::{self, FoundPeriod, Years};
use boardlift_model::{Kind, PeriodType, StatedPeriod};

use crate::columns::{Column, Dated, Use, ValueColumn};
use crate::dated;
use crate::header::ANY_YEARS;

/// Words beside a period that leave it one, or that gather up the periods above them, as
/// [`fold::key`](boardlift_lexicon::fold::key) gives them.
const BESIDE_PERIODS: &[&str] = &[
    "total",
    "totals",
    "grand total",
    "overall",
    "average",
    "mean",
    "year",
    "full year",
    "whole year",
    "year total",
    "yearly total",
    "yearly average",
    "annual total",
    "annual average",
    "quarter total",
    "cumulative total",
    "provisional",
    "revised",
    "unvalidated",
    "estimate",
    "estimated",
    "actual",
    "outturn",
    "to date",
    "year to date",
    "ytd",
];
/// Longer words are a name or a sentence, in bytes.
const LONGEST: usize = 80;
/// Words of headings whose figures cover other days than those that the row names.
const OTHER_DAYS: &[&str] = &["previous", "prior", "last", "next", "ytd", "date"];
/// Words of headings whose figures cover a whole year.
const WHOLE_YEAR: &[&str] = &["annual", "annually", "year", "yearly"];

/// Whether words name a period, and beside it nothing but how its figure was made.
pub(crate) fn is_period(words: &str) -> bool {
    let read = heading::read(words, ANY_YEARS);
    read.period.is_some() && (read.stem.is_empty() || stands_beside(&read.stem))
}

/// Whether words are nothing but a period.
pub(crate) fn is_bare_period(words: &str) -> bool {
    if words.len() > LONGEST {
        return false;
    }
    let read = heading::read(words, ANY_YEARS);
    read.period.is_some() && read.stem.is_empty() && read.comparator.is_none()
}

/// Whether the words, a heading's stem, leave a period one or gather up those above.
pub(crate) fn stands_beside(stem: &str) -> bool {
    BESIDE_PERIODS.contains(&stem)
}

/// The columns as they are for rows of this period. `known` are the years that the table's surroundings name.
pub(crate) fn columns_of(columns: &[Column], words: &str, known: Years) -> Vec<Column> {
    let named = period::years_named(words);
    let found = period::find(words, known).map(|found| FoundPeriod {
        stated: StatedPeriod { text: words.to_owned(), ..found.stated },
        ..found
    });
    let mut columns = columns.to_vec();
    for Column { text, stem, period, used, dated: source, .. } in &mut columns {
        let own = heading::read(text, ANY_YEARS).period;
        let is_open = period.as_ref().is_none_or(|found| found.inferred);
        if let Some(relative) = heading::relative(text) {
            if let Use::Value(value) = used {
                value.period = found.as_ref().and_then(|found| dated::named_by(relative, found));
                *source = Dated::Row;
            }
            continue;
        }
        if own.is_some() {
            if let Some(read) = heading::read(text, named).period.filter(|_| is_open) {
                *period = Some(FoundPeriod { inferred: false, ..read });
                *source = Dated::YearInRow;
            }
        } else if let Some(found) = found.as_ref().filter(|found| takes(used, stem, found)) {
            *period = Some(found.clone());
            *source = Dated::Row;
        }
        if let Use::Value(value) = used {
            value.period.clone_from(period);
        }
    }
    columns
}

/// The columns as they are for a row beside whose figures these words are printed as their period: results have it, of
/// whomever, and what they are measured against has not.
pub(crate) fn results_of(columns: &[Column], words: &str, known: Years) -> Vec<Column> {
    let is_current = |text: &str| heading::relative(text).is_some_and(|now| now.relation == Relation::Same);
    let is_result = |column: &Column| {
        column.value().is_some_and(|value| value.kind == Kind::Actual)
            && (heading::names_no_period(&column.text) || is_current(&column.text))
    };
    let pairs = columns.iter().zip(columns_of(columns, words, known));
    pairs.map(|(column, dated)| if is_result(column) { dated } else { column.clone() }).collect()
}

/// Whether the figures of a column without a period are those of its rows' period.
fn takes(used: &Use, stem: &str, found: &FoundPeriod) -> bool {
    let is_of_row = |value: &ValueColumn| matches!(value.kind, Kind::Actual | Kind::Target);
    let is_year = matches!(
        found.stated.period.kind,
        PeriodType::FinancialYear | PeriodType::AcademicYear | PeriodType::CalendarYear
    );
    let speaks_of = |words: &[&str]| stem.split(' ').any(|word| words.contains(&word));
    matches!(used, Use::Value(value) if is_of_row(value))
        && !speaks_of(OTHER_DAYS)
        && (is_year || !speaks_of(WHOLE_YEAR))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, general};

    #[test]
    fn words_of_periods() {
        for words in ["Quarter 1: April to June 2023", "2022/23 (provisional)", "Q1", "April", "2023/24 YTD"]
        {
            assert!(is_period(words), "{words}");
        }
        for words in ["Plans issued in 2023", "Performance 2022/23", "Total", "April fair", ""] {
            assert!(!is_period(words), "{words}");
        }
        assert!(is_bare_period("Quarter 2 2023/24"));
        assert!(!is_bare_period("Target 2023/24"));
    }

    #[test]
    fn a_row_over_other_rows() {
        let expected = [
            "Plans issued in time · Target · target 2023-04-01..2023-06-30 · `60%` reported = 60 percent",
            "Plans issued in time · Actual · actual 2023-04-01..2023-06-30 · `50%` reported = 50 percent",
            "Plans issued in time · Annual target · target · `65%` reported = 65 percent",
            "Plans issued in time · Target · target 2023-07-01..2023-09-30 · `60%` reported = 60 percent",
            "Plans issued in time · Actual · actual 2023-07-01..2023-09-30 · `55%` reported = 55 percent",
            "Plans issued in time · Annual target · target · `65%` reported = 65 percent",
        ];
        let rows = |first: &str, second: &str| {
            format!(
                "Measure | Target | Actual | Annual target\n{first}\nPlans issued in time | 60% | 50% | 65%
                 {second}\nPlans issued in time | 60% | 55% | 65%"
            )
        };
        check(&rows("Quarter 1 2023/24 | < | < | <", "Quarter 2 2023/24 | < | < | <"), &expected);
        check(
            &rows("Quarter 1: April to June 2023 | | |", "Quarter 2: July to September 2023 | | |"),
            &expected,
        );
    }

    #[test]
    fn columns_named_by_another_period_lie_by_that_of_the_row() {
        let rows = |first: &str, second: &str| {
            let visits = "Visits | 5 | 6 | 7 | 8";
            format!(
                "KPI | Actual | Last quarter | Same quarter last year | Last year\n{first} | < | < | < | <\n{visits}\n{second} | < | < | < | <\n{visits}"
            )
        };
        check(
            &format!(
                "# Report, April to September 2022\n\n{}",
                rows("Quarter 1 2022/23", "Quarter 2 2022/23")
            ),
            &[
                "Visits · Actual · actual 2022-04-01..2022-06-30 · `5` reported = 5 count",
                "Visits · Last quarter · actual 2022-01-01..2022-03-31 · `6` reported = 6 count !period_inferred",
                "Visits · Same quarter last year · actual 2021-04-01..2021-06-30 · `7` reported = 7 count !period_inferred",
                "Visits · Last year · actual · `8` reported = 8 count",
                "Visits · Actual · actual 2022-07-01..2022-09-30 · `5` reported = 5 count",
                "Visits · Last quarter · actual 2022-04-01..2022-06-30 · `6` reported = 6 count !period_inferred",
                "Visits · Same quarter last year · actual 2021-07-01..2021-09-30 · `7` reported = 7 count !period_inferred",
                "Visits · Last year · actual · `8` reported = 8 count",
            ],
        );
    }

    #[test]
    fn groups_and_periods_part_rows_each_for_themselves() {
        let reading = general(
            "Service | Measure | Target | Actual
             Quarter 1: April to June 2023 | | |
             Planning | Plans issued | 5 | 6
             Quarter 2: July to September 2023 | | |
             Planning | Plans issued | 7 | 8
             | Plans ceased | 9 | 9",
        );
        let found: Vec<(Option<&str>, String)> = reading
            .figures
            .iter()
            .map(|figure| (figure.section.as_deref(), figure.period.as_ref().unwrap().period.end.to_string()))
            .collect();
        let (first, second) = ("2023-06-30".to_owned(), "2023-09-30".to_owned());
        let of = |end: &String| (Some("Planning"), end.clone());
        assert_eq!(found, [of(&first), of(&first), of(&second), of(&second), of(&second), of(&second)]);
    }

    #[test]
    fn a_year_over_rows_is_that_of_the_months_across() {
        check(
            "KPI | Q1 | Q2\n2022/23 | < | <\nVisits | 5 | 6\n2023/24 | < | <\nVisits | 7 | 8",
            &[
                "Visits · Q1 · actual 2022-04-01..2022-06-30 · `5` reported = 5 count",
                "Visits · Q2 · actual 2022-07-01..2022-09-30 · `6` reported = 6 count",
                "Visits · Q1 · actual 2023-04-01..2023-06-30 · `7` reported = 7 count",
                "Visits · Q2 · actual 2023-07-01..2023-09-30 · `8` reported = 8 count",
            ],
        );
    }

    #[test]
    fn years_beside_the_rows_of_an_indicator() {
        check(
            "Ref | KPI | | Q1 | Q2\n1 | Visits | 2022/23 | 5 | 6\n | | 2023/24 | 7 | 8",
            &[
                "1 Visits · Q1 · actual 2022-04-01..2022-06-30 · `5` reported = 5 count",
                "1 Visits · Q2 · actual 2022-07-01..2022-09-30 · `6` reported = 6 count",
                "1 Visits · Q1 · actual 2023-04-01..2023-06-30 · `7` reported = 7 count",
                "1 Visits · Q2 · actual 2023-07-01..2023-09-30 · `8` reported = 8 count",
            ],
        );
    }
}
