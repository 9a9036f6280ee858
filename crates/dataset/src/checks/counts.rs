//! Numbers of things that are no numbers of things: below nought, not whole, or falling while they gather up.

use boardlift_model::{Basis, Flag, Kind, Observation, Period, PeriodType, Unit};

use super::flagged::OF_DIFFERENCES;
use super::labels::says;
use super::papers::{Paper, Row, value};
use super::printed::with_column;
use super::suspicion::{Check, Suspicion};

/// Words of labels that count things one by one.
const NUMBER_OF: &[&str] = &["number of", "no of", "no. of", "numbers of", "total number", "total number of"];

/// Words of things that may be below nought, or not whole.
const NOT_COUNTED: &[&str] = &[
    "average",
    "avg",
    "balance",
    "change",
    "days",
    "decrease",
    "deficit",
    "difference",
    "fte",
    "gap",
    "growth",
    "hours",
    "increase",
    "mean",
    "median",
    "months",
    "movement",
    "net",
    "percentage point",
    "rate",
    "ratio",
    "reduction",
    "score",
    "surplus",
    "variance",
    "variation",
    "wte",
    "weeks",
    "years",
    "full time equivalent",
    "£",
];

/// What is wrong with numbers of things.
pub(super) fn check(paper: &Paper<'_>) -> Vec<Suspicion> {
    let mut found = Vec::new();
    for row in &paper.rows {
        found.extend(negative(paper, row));
        found.extend(fractional(paper, row));
        found.extend(falling(paper, row));
    }
    found
}

fn may_be_any_number(row: &Row<'_>) -> bool {
    let figure = &row.first().figure;
    says(&figure.indicator, NOT_COUNTED)
        || figure.breakdown.as_deref().is_some_and(|words| says(words, NOT_COUNTED))
}

fn counts<'r, 'o>(row: &'r Row<'o>) -> impl Iterator<Item = (&'o Observation, f64)> + use<'r, 'o> {
    let own = row.own().filter(|o| o.figure.cell.unit == Some(Unit::Count));
    own.filter_map(|o| Some((o, value(o)?)))
}

/// One finding a row: the sign is a habit of the whole row.
fn negative(paper: &Paper<'_>, row: &Row<'_>) -> Option<Suspicion> {
    let is_number = |o: &Observation| !says(&o.figure.column_text, OF_DIFFERENCES);
    let below: Vec<&Observation> =
        counts(row).filter(|(o, value)| *value < 0.0 && is_number(o)).map(|(o, _)| o).collect();
    let (first, others) = below.split_first()?;
    let message = format!(
        "expected a number of things, found {} below nought, first {}",
        below.len(),
        with_column(first)
    );
    (!may_be_any_number(row)).then(|| Suspicion::of(Check::NegativeCount, paper, first, others, message))
}

/// A number of things that says so, with decimals.
fn fractional<'r>(paper: &'r Paper<'_>, row: &'r Row<'_>) -> impl Iterator<Item = Suspicion> + 'r {
    let is_number_of = says(&row.first().figure.indicator, NUMBER_OF) && !is_in_posts(row);
    let is_odd = move |o: &&Observation| {
        // A label that speaks of money in brackets leaves the unit of its number open.
        let is_count = matches!(o.figure.cell.unit, Some(Unit::Count) | None);
        let is_split = value(o).is_some_and(|v| v.fract() != 0.0) && o.figure.value_text.contains('.');
        // `7.3 per day` says what it is.
        let is_bare = !o.figure.value_text.contains(char::is_alphabetic);
        is_number_of && is_count && is_split && is_bare && o.figure.kind == Kind::Actual
    };
    row.own().filter(is_odd).map(|o| {
        let message = format!("expected a whole number of things, found {}", o.figure.value_text);
        Suspicion::of(Check::FractionalCount, paper, o, &[], message)
    })
}

/// Whether a label counts what comes in parts. `(£m amount)` in brackets does not make the number one of pounds.
fn is_in_posts(row: &Row<'_>) -> bool {
    let label = row.first().figure.indicator.split('(').next().unwrap_or_default();
    says(label, NOT_COUNTED)
        || says(&row.first().figure.indicator, &["fte", "wte", "full time equivalent", "average"])
}

/// A number since the start of the year that is lower than before in the same year.
fn falling(paper: &Paper<'_>, row: &Row<'_>) -> Vec<Suspicion> {
    let gathering: Vec<&Observation> = row
        .results()
        .into_iter()
        .filter(|o| o.figure.basis == Some(Basis::Cumulative) && o.figure.cell.unit == Some(Unit::Count))
        .filter(|o| !o.figure.flags.contains(&Flag::PeriodOutOfSequence))
        .collect();
    let finding = |pair: &[&Observation]| {
        let &[before, after] = pair else { return None };
        let (days_before, days) =
            (before.figure.period.as_ref()?.period, after.figure.period.as_ref()?.period);
        let falls = value(after)?.abs() < value(before)?.abs();
        let message = format!(
            "a number that gathers up over the year falls from {} to {}",
            with_column(before),
            with_column(after)
        );
        (falls && is_one_year(days_before, days))
            .then(|| Suspicion::of(Check::CumulativeFalls, paper, after, &[before], message))
    };
    gathering.windows(2).filter_map(finding).collect()
}

/// Whether two periods follow each other within one year, whichever year the paper counts in. Quarters are those of the
/// financial year, terms those of the academic year; a month or a day may be of any.
fn is_one_year(before: Period, after: Period) -> bool {
    let financial = Period::financial_year_of(before.start) == Period::financial_year_of(after.start);
    let academic = Period::academic_year_of(before.start) == Period::academic_year_of(after.start);
    let calendar = before.start.year() == after.start.year();
    let is_one = match after.kind {
        PeriodType::Quarter => financial,
        PeriodType::Term | PeriodType::HalfTerm => academic,
        _ => financial && academic && calendar,
    };
    is_one && before.kind == after.kind && before.end < after.end
}

#[cfg(test)]
mod tests {
    use super::super::suspicion::Check;
    use super::super::testing::check;

    #[test]
    fn numbers_below_nought() {
        let row = |label: &str| format!("Ref|KPI|Q1 22/23|Q2 22/23\n4|{label}|-16|-38");
        check(Check::NegativeCount, &row("Number of ceased EHCPs"), &["4: -16"]);
        check(Check::NegativeCount, &row("Change in the number of EHCPs"), &[]);
    }

    #[test]
    fn numbers_that_are_not_whole() {
        let row = |label: &str, cell: &str| format!("Ref|KPI|Q1 22/23|Q2 22/23\n38|{label}|89|{cell}");
        check(Check::FractionalCount, &row("No of pupils in special schools", "2.80"), &["38: 2.80"]);
        check(Check::FractionalCount, &row("No. of vacancies (FTE)", "2.80"), &[]);
        check(Check::FractionalCount, &row("Number of visits", "7.3 per day"), &[]);
    }

    #[test]
    fn numbers_that_gather_up_and_fall() {
        let row = |cells: &str, data: &str| {
            format!("Ref|KPI|Q1 22/23|Q2 22/23|Q3 22/23|Data type\n6|Actual EHCPs|{cells}|{data}")
        };
        check(Check::CumulativeFalls, &row("1,596|1,593|1,626", "Cumulative data"), &["6: 1,593"]);
        check(Check::CumulativeFalls, &row("1,596|1,593|1,626", "Quarterly actual"), &[]);
    }
}
