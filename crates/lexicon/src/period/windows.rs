//! Stretches that are printed by their length and their last day: `12 months to March 2023`, `year ending 31
//! August 2022`, `week ending 5 May 2023`.
//!
//! They stay ranges where they happen to have the days of a year, since the next of the series won't have them.

use boardlift_model::{Period, PeriodType};
use jiff::{Span, civil::Date};

use super::days;
use super::months::{self, YearOfMonth};
use super::rule::{Match, stretch};
use super::tokens::Cursor;
use super::words::MONTH_COUNTS;
use crate::period::Years;

/// What comes between the length and the last day.
const ENDING: &[&[&str]] = &[
    &["to"],
    &["to", "end"],
    &["to", "end", "of"],
    &["to", "the", "end", "of"],
    &["up", "to"],
    &["ending"],
    &["ended"],
    &["until"],
];

/// A week and what comes before its last day.
const WEEK_ENDING: &[&[&str]] = &[&["week", "ending"], &["week", "ended"], &["week", "to"], &["w", "/", "e"]];

/// The longest stretch that is printed so, in months.
const LONGEST: u32 = 36;

/// A stretch that ends with a printed day or month.
pub(super) fn rule(at: Cursor, years: Years) -> Option<Match> {
    if let Some((last, end)) = at.phrase(WEEK_ENDING).filter(|_| at.begins_word()).and_then(days::day) {
        return Some(Match::two_ended(last.and_then(|last| ranging(Span::new().weeks(1), last)), end));
    }
    let (months, after) = length(at)?;
    let (last, inferred, end) = last_day(after.phrase(ENDING)?, years)?;
    let range = last.and_then(|last| ranging(Span::new().months(months), last));
    let is_quarter = at.word(&["quarter"]).is_some();
    let period = if is_quarter { range.and_then(|range| stretch(range.start, range.end)) } else { range };
    Some(Match { inferred, ..Match::two_ended(period, end) })
}

fn ranging(length: Span, end: Date) -> Option<Period> {
    let start = end.tomorrow().ok()?.checked_sub(length).ok()?;
    Some(Period { kind: PeriodType::Range, start, end })
}

/// A number of months: `12 months`, `twelve month period`, `year`, `quarter`.
fn length(at: Cursor) -> Option<(i32, Cursor)> {
    if at.begins_word() {
        if let Some(end) = at.word(&["quarter"]) {
            return Some((3, end));
        }
        if let Some(end) = at.word(&["year", "yr"]) {
            return Some((12, end));
        }
        let (count, after) = at.look_up(MONTH_COUNTS)?;
        return Some((count, months_word(after)?));
    }
    let (number, after) =
        at.number().filter(|(number, _)| at.begins_number() && (1..=LONGEST).contains(&number.value))?;
    Some((i32::try_from(number.value).ok()?, months_word(after)?))
}

fn months_word(at: Cursor) -> Option<Cursor> {
    let after = at.tight_sign("-").unwrap_or(at).word(&["month", "months", "mth", "mths"])?;
    Some(after.word(&["period", "rolling"]).unwrap_or(after))
}

/// The last day, or the last day of the last month, and whether the caller's year was needed. The inner nothing is
/// a day that can't be told.
fn last_day(at: Cursor, years: Years) -> Option<(Option<Date>, bool, Cursor)> {
    if let Some((day, end)) = days::day(at) {
        return Some((day, false, end));
    }
    let end_of = |year, month| Date::new(year, month, 1).ok().map(Date::last_of_month);
    if let Some(((year, month), end)) = months::month_of_year(at) {
        return Some((end_of(year, month), false, end));
    }
    let (month, end) = months::month(at)?;
    let last = years.financial.and_then(|first| end_of(YearOfMonth::Financial(first).of(month), month));
    Some((last, true, end))
}
