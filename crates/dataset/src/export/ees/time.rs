//! Periods as the Department for Education's open data standards write them: a number of four or six digits and an
//! identifier from a closed list.

use boardlift_model::{Date, Period, PeriodType};
use strum::VariantArray;

/// The identifiers that may stand in one file: kinds of years and of their parts are never mixed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, VariantArray)]
pub(super) enum Family {
    AcademicYear,
    AutumnAndSpring,
    CalendarYear,
    FinancialHalves,
    FinancialQuarters,
    FinancialYear,
    Months,
    ReportingYear,
    Terms,
}

impl Family {
    /// What its files are called: lower case, no special letters, no years and no places.
    pub(super) fn file_stem(self) -> &'static str {
        match self {
            Family::AcademicYear => "figures_academic_year",
            Family::AutumnAndSpring => "figures_autumn_and_spring_term",
            Family::CalendarYear => "figures_calendar_year",
            Family::FinancialHalves => "figures_financial_year_halves",
            Family::FinancialQuarters => "figures_financial_year_quarters",
            Family::FinancialYear => "figures_financial_year",
            Family::Months => "figures_months",
            Family::ReportingYear => "figures_reporting_year",
            Family::Terms => "figures_terms",
        }
    }

    /// The filter that tells apart what has one identifier here and more than one period in the dataset.
    pub(super) fn detail(self) -> Option<Detail> {
        match self {
            Family::Terms => {
                Some(Detail { column: "half_term", label: "Half term", hint: "Filter by half of the term" })
            }
            Family::ReportingYear => Some(Detail {
                column: "reference_date",
                label: "Reference date",
                hint: "Filter by the day that the figure describes",
            }),
            _ => None,
        }
    }
}

/// A filter of one family alone.
pub(super) struct Detail {
    pub(super) column: &'static str,
    pub(super) label: &'static str,
    pub(super) hint: &'static str,
}

/// A period as the standards write it. Its order is that of the rows in a file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Time {
    pub(super) family: Family,
    /// Four digits, or six for a year that ends in the next.
    pub(super) period: String,
    /// Its first day, which orders what has the same digits.
    start: Date,
    pub(super) identifier: &'static str,
    /// Which half of the term, or which day.
    pub(super) detail: Option<String>,
}

impl Time {
    /// The period, where the standards have words for it: they have none for most ranges.
    pub(super) fn of(period: Period) -> Option<Self> {
        let Period { start, end, .. } = period;
        let (family, year, identifier) = match period.kind {
            PeriodType::Day => (Family::ReportingYear, start.year().to_string(), "Reporting year"),
            PeriodType::Month => (Family::Months, start.year().to_string(), month(start)?),
            PeriodType::Quarter => (Family::FinancialQuarters, financial(start), quarter(start)?),
            PeriodType::FinancialYear => (Family::FinancialYear, financial(start), "Financial year"),
            PeriodType::AcademicYear => (Family::AcademicYear, academic(start), "Academic year"),
            PeriodType::CalendarYear => (Family::CalendarYear, start.year().to_string(), "Calendar year"),
            PeriodType::Term | PeriodType::HalfTerm => (Family::Terms, academic(start), term(start)?),
            PeriodType::Range => range(start, end)?,
        };
        let detail = match period.kind {
            PeriodType::Day => Some(format!("{} {} {}", start.day(), month(start)?, start.year())),
            PeriodType::HalfTerm => Some(half_term(start)?.to_owned()),
            _ => None,
        };
        Some(Time { family, period: year, start, identifier, detail })
    }
}

fn financial(start: Date) -> String {
    six_digits(Period::financial_year_of(start))
}

fn academic(start: Date) -> String {
    six_digits(Period::academic_year_of(start))
}

/// `202223`.
fn six_digits(first_year: i16) -> String {
    format!("{first_year}{:02}", (i32::from(first_year) + 1) % 100)
}

/// The ranges that the standards know, by their first and last days.
fn range(start: Date, end: Date) -> Option<(Family, String, &'static str)> {
    let is = |first: (i8, i8), last: (i8, i8), years: i16| {
        (start.month(), start.day()) == first
            && (end.month(), end.day()) == last
            && end.year() - start.year() == years
    };
    if is((4, 1), (9, 30), 0) {
        Some((Family::FinancialHalves, financial(start), "Part 1 (April to September)"))
    } else if is((10, 1), (3, 31), 1) {
        Some((Family::FinancialHalves, financial(start), "Part 2 (October to March)"))
    } else if is((9, 1), (4, 30), 1) {
        Some((Family::AutumnAndSpring, academic(start), "Autumn and spring term"))
    } else {
        None
    }
}

fn month(start: Date) -> Option<&'static str> {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    MONTHS.get(usize::try_from(start.month()).ok()?.checked_sub(1)?).copied()
}

fn quarter(start: Date) -> Option<&'static str> {
    match start.month() {
        4 => Some("Financial year Q1"),
        7 => Some("Financial year Q2"),
        10 => Some("Financial year Q3"),
        1 => Some("Financial year Q4"),
        _ => None,
    }
}

/// By the month in which the term or its half begins.
fn term(start: Date) -> Option<&'static str> {
    match start.month() {
        9 | 11 => Some("Autumn term"),
        1 | 3 => Some("Spring term"),
        5 | 6 => Some("Summer term"),
        _ => None,
    }
}

fn half_term(start: Date) -> Option<&'static str> {
    match start.month() {
        9 => Some("Half term 1"),
        11 => Some("Half term 2"),
        1 => Some("Half term 3"),
        3 => Some("Half term 4"),
        5 => Some("Half term 5"),
        6 => Some("Half term 6"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use boardlift_model::period::Term;

    use super::*;

    fn check(period: Option<Period>, expected: Option<(&str, &str, &str)>) {
        let time = Time::of(period.expect("a period"));
        let found = time
            .as_ref()
            .map(|time| (time.period.as_str(), time.identifier, time.detail.as_deref().unwrap_or_default()));
        assert_eq!(found, expected);
    }

    #[test]
    fn periods_have_the_digits_and_identifiers_of_the_standards() {
        check(Period::financial_year(2022), Some(("202223", "Financial year", "")));
        check(Period::financial_year(1999), Some(("199900", "Financial year", "")));
        check(Period::academic_year(2021), Some(("202122", "Academic year", "")));
        check(Period::calendar_year(2023), Some(("2023", "Calendar year", "")));
        check(Period::quarter(2022, 1), Some(("202223", "Financial year Q1", "")));
        check(Period::quarter(2022, 4), Some(("202223", "Financial year Q4", "")));
        check(Period::month(2024, 2), Some(("2024", "February", "")));
        check(Period::term(2022, Term::Spring), Some(("202223", "Spring term", "")));
        check(Period::half_term(2022, 2), Some(("202223", "Autumn term", "Half term 2")));
        check(Period::half_term(2022, 6), Some(("202223", "Summer term", "Half term 6")));
        check(
            Some(Period::day(Date::constant(2022, 3, 31))),
            Some(("2022", "Reporting year", "31 March 2022")),
        );
    }

    #[test]
    fn few_ranges_have_an_identifier() {
        check(Period::month_range((2022, 4), (2022, 9)), Some(("202223", "Part 1 (April to September)", "")));
        check(Period::month_range((2022, 10), (2023, 3)), Some(("202223", "Part 2 (October to March)", "")));
        check(Period::month_range((2022, 9), (2023, 4)), Some(("202223", "Autumn and spring term", "")));
        check(Period::month_range((2022, 4), (2023, 9)), None);
        check(Period::month_range((2023, 12), (2024, 2)), None);
    }
}
