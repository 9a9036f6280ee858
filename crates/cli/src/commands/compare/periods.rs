//! Periods as people say and read them.

use anyhow::anyhow;
use boardlift_lexicon::period;
use boardlift_model::{Date, Period, PeriodType};

/// The period that words of the command line name: `Q3 2022/23`, `2022/23`, `2022-10`, `2022-10-01`, `March 2023`.
///
/// # Errors
///
/// Where they name none.
pub(crate) fn named(words: &str) -> Result<Period, anyhow::Error> {
    let words = words.trim();
    let day = || words.parse::<Date>().ok().map(Period::day);
    let found =
        || period::find(words, period::Years::default()).filter(|found| found.span == (0..words.len()));
    day().or_else(|| month(words)).or_else(|| found().map(|found| found.stated.period)).ok_or_else(|| {
        anyhow!(
            "expected a period such as `Q3 2022/23`, `2022/23`, `2022-10` or `2022-10-01`, found `{words}`"
        )
    })
}

/// The months of a year and a month as `2022-10`.
fn month(words: &str) -> Option<Period> {
    let (year, month) = words.split_once('-')?;
    let is_number =
        |text: &str, digits| text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_month = is_number(year, 4) && is_number(month, 2);
    is_month.then(|| Period::month(year.parse().ok()?, month.parse().ok()?)).flatten()
}

/// A period under a heading that says of what kind it is: `2022/23 Q3`, `2022-10`, `2022/23`, `2022/23 HT1`.
pub(crate) fn label(period: Period) -> String {
    let Period { kind, start, end } = period;
    let (financial, academic) = (Period::financial_year_of(end), Period::academic_year_of(end));
    let numbered = |first: i16, name: &str, of: fn(i16, u8) -> Option<Period>| {
        let number = (1..=6).find(|&number| of(first, number) == Some(period))?;
        Some(format!("{} {name}{number}", years(first)))
    };
    let named = match kind {
        PeriodType::Month => Some(format!("{}-{:02}", start.year(), start.month())),
        PeriodType::Quarter => numbered(financial, "Q", Period::quarter),
        PeriodType::HalfTerm => numbered(academic, "HT", Period::half_term),
        PeriodType::FinancialYear => Some(years(financial)),
        PeriodType::AcademicYear => Some(years(academic)),
        PeriodType::CalendarYear => Some(start.year().to_string()),
        PeriodType::Day | PeriodType::Term | PeriodType::Range => None,
    };
    named.unwrap_or_else(|| if start == end { start.to_string() } else { format!("{start} to {end}") })
}

/// The heading over periods of a kind.
pub(crate) fn heading(kind: Option<PeriodType>) -> &'static str {
    match kind {
        Some(PeriodType::Day) => "Days",
        Some(PeriodType::Month) => "Months",
        Some(PeriodType::Quarter) => "Quarters of financial years",
        Some(PeriodType::HalfTerm) => "Half terms",
        Some(PeriodType::Term) => "Terms",
        Some(PeriodType::FinancialYear) => "Financial years",
        Some(PeriodType::AcademicYear) => "Academic years",
        Some(PeriodType::CalendarYear) => "Calendar years",
        Some(PeriodType::Range) => "Other periods",
        None => "Without a period",
    }
}

/// The year that begins in `first`, as councils print it: `2022/23`.
fn years(first: i16) -> String {
    format!("{first}/{:02}", (first + 1).rem_euclid(100))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_named_in_many_ways() {
        let check = |words: &str, expected: Option<Period>| {
            assert_eq!(named(words).ok(), expected, "{words}");
        };
        check("Q3 2022/23", Period::quarter(2022, 3));
        check("2022/23 Q3", Period::quarter(2022, 3));
        check("2022/23", Period::financial_year(2022));
        check("2022-10", Period::month(2022, 10));
        check("March 2023", Period::month(2023, 3));
        check("2022-10-01", Some(Period::day(Date::constant(2022, 10, 1))));
        check("2022-13", None);
        check("Q3", None);
        check("plans in 2022/23", None);
        check("", None);
    }

    #[test]
    fn periods_are_as_short_as_their_heading_allows() {
        let check = |period: Option<Period>, expected: &str| assert_eq!(label(period.unwrap()), expected);
        check(Period::quarter(2022, 4), "2022/23 Q4");
        check(Period::financial_year(1999), "1999/00");
        check(Period::academic_year(2022), "2022/23");
        check(Period::half_term(2023, 3), "2023/24 HT3");
        check(Period::month(2022, 4), "2022-04");
        check(Period::calendar_year(2022), "2022");
        check(Some(Period::day(Date::constant(2022, 3, 31))), "2022-03-31");
        check(Period::month_range((2023, 12), (2024, 2)), "2023-12-01 to 2024-02-29");
    }
}
