//! The months or days that are printed beside a quarter: `Quarter 1 (Apr-Jun)`, `Q3 - Dec 22`, `Quarter 2 ended 30 September
//! 2023`, `Q1: 1 April to 30 June 2023`.
//!
//! Gives no quarter where they disagree with its number and are none themselves.

use boardlift_model::{Period, PeriodType};
use jiff::civil::Date;

use super::days;
use super::months::{self, Ends};
use super::parts::{self, Part};
use super::rule::{Days, Match, gap};
use super::tokens::Cursor;
use super::words::ENDING;
use super::years;

/// The months, the month or the days that may be printed beside a quarter: `Quarter 1 (Apr-Jun)`, `Q3 - Dec 22`. They
/// say which quarter is meant, also where the publisher counts from January: `Q1 (Jan-Mar 2023)`.
pub(super) fn rule(quarter: u8, at: Cursor) -> Option<Match> {
    if let Some((ends, end)) = months::ends(at) {
        return Some(quarter_of_months(quarter, ends, end));
    }
    if let Some((days, end)) = days::stretch_of_days(at) {
        return Some(Match::two_ended(quarter_of(quarter, days), end));
    }
    let at = at.phrase(ENDING).unwrap_or(at);
    let (day, end) = days::day(at).or_else(|| {
        let ((year, month), end) = months::month_of_year(at)?;
        Some((Date::new(year, month, 1).ok(), end))
    })?;
    let period = day.and_then(|day| {
        Period::quarter(Period::financial_year_of(day), quarter).filter(|q| q.start <= day && day <= q.end)
    });
    Some(Match::printed(period, end))
}

/// A quarter beside its first and last month.
fn quarter_of_months(quarter: u8, months: Ends, end: Cursor) -> Match {
    if months.has_year() {
        return Match::two_ended(quarter_of(quarter, months.days()), end);
    }
    let agrees = are_of_quarter(quarter, months.first.0, months.last.0);
    let (here, bracket) = gap(end.sign(")").unwrap_or(end));
    if let Some((year, after)) = years::expected(here) {
        let period = year.first.and_then(|first| Period::quarter(first, quarter));
        return Match::two_ended(period.filter(|_| agrees), bracket.close(after));
    }
    if let Some((year, after)) = parts::single_year(end, here) {
        return Match::two_ended(quarter_of(quarter, months.of_year(year).days()), bracket.close(after));
    }
    let part = if agrees { Part::Quarters(quarter, quarter) } else { Part::Unclear };
    Match::of(Days::Part(part), end)
}

/// A quarter by the days printed beside it: `Q3 (Apr-Dec 22)` adds up from the start of the year and is still the third
/// quarter.
fn quarter_of(quarter: u8, days: Option<Period>) -> Option<Period> {
    let days = days?;
    if are_of_quarter(quarter, days.start.month(), days.end.month()) {
        return Period::quarter(Period::financial_year_of(days.end), quarter);
    }
    Some(days).filter(|days| days.kind == PeriodType::Quarter)
}

/// Whether the months are the first and the last of a quarter of the financial year, or of the year up to it.
fn are_of_quarter(quarter: u8, first: i8, last: i8) -> bool {
    let quarter = i8::try_from(quarter).unwrap_or_default();
    let last_month = if quarter == 4 { 3 } else { quarter * 3 + 3 };
    last == last_month && [4, (last_month + 9) % 12 + 1].contains(&first)
}
