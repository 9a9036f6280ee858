//! Stretches that are printed by their length and their last day: `12 months to March 2023`, `year ending 31
//! August 2022`, `week ending 5 May 2023`.
//!
//! They stay ranges where they happen to have the days of a year, since the next of the series won't have them.

use boardlift_model::{Period, PeriodType};
use jiff::{Span, civil::Date};

use super::days;
use super::lists::{List, PhraseList};
use super::months::{self, YearOfMonth};
use super::rule::{Days, Match, stretch};
use super::tokens::Cursor;
use super::words::{BESIDE_MONTHS, CARDINALS, ENDING, HALF_YEAR, MONTH_COUNTS, MONTH_UNITS, YEAR};
use super::years;

/// A week and what comes before its last day.
const WEEK_ENDING: PhraseList =
    PhraseList::of(&[&["week", "ending"], &["week", "ended"], &["week", "to"], &["w", "/", "e"]]);

/// Lengths in quarters: `four quarters to`.
const QUARTERS: List = List::of(&["quarter", "quarters"]);

/// The longest stretch that is printed so, in months.
const LONGEST: u32 = 36;

/// A stretch that ends with a printed day or month.
pub(super) fn rule(at: Cursor) -> Option<Match> {
    if let Some((last, end)) = at.phrase(WEEK_ENDING).filter(|_| at.begins_word()).and_then(days::day) {
        return Some(Match::two_ended(last.and_then(|last| ranging(Span::new().weeks(1), last)), end));
    }
    let (months, after) = length(at)?;
    let last = after.phrase(ENDING)?;
    let length = Length { months, of_quarter: at.word("quarter").is_some() };
    if let Some((last, end)) = last_day(last) {
        return Some(Match::two_ended(last.and_then(|last| length.up_to(last)), end));
    }
    // `year ending 2023` may be of any kind.
    if let Some((_, end)) =
        years::single(last).filter(|(_, end)| end.before(1).is_some_and(|year| year.text.len() == 4))
    {
        return Some(Match::two_ended(None, end));
    }
    let (last_month, end) = months::month(last)?;
    Some(Match { two_ended: true, ..Match::of(Days::Window(Window { length, last_month }), end) })
}

/// A stretch of which the words print the length and the last month, without its year.
#[derive(Debug, Clone, Copy)]
pub(super) struct Window {
    length: Length,
    /// 1 for January.
    last_month: i8,
}

impl Window {
    /// Its days where its last month lies in the financial year that begins in `first`.
    pub(super) fn in_financial_year(self, first: i16) -> Option<Period> {
        let year = YearOfMonth::Financial(first).of(self.last_month);
        self.length.up_to(last_of_month(year, self.last_month)?)
    }
}

/// How long a stretch is.
#[derive(Debug, Clone, Copy)]
struct Length {
    months: i32,
    /// Whether it is called a quarter, and is one where it has the days of one.
    of_quarter: bool,
}

impl Length {
    fn up_to(self, last: Date) -> Option<Period> {
        let range = ranging(Span::new().months(self.months), last)?;
        if self.of_quarter { stretch(range.start, range.end) } else { Some(range) }
    }
}

fn ranging(length: Span, end: Date) -> Option<Period> {
    let start = end.tomorrow().ok()?.checked_sub(length).ok()?;
    Some(Period { kind: PeriodType::Range, start, end })
}

/// A number of months: `12 months`, `twelve month period`, `year`, `quarter`.
fn length(at: Cursor) -> Option<(i32, Cursor)> {
    if at.begins_word() {
        if let Some(end) = at.word("quarter") {
            return Some((3, end));
        }
        if let Some(end) = at.one_of(YEAR) {
            return Some((12, end));
        }
        if let Some(end) = at.phrase(HALF_YEAR) {
            return Some((6, end));
        }
        if let Some((count, after)) = at.look_up(CARDINALS)
            && let Some(end) = after.one_of(QUARTERS)
        {
            return Some((i32::from(count) * 3, end));
        }
        let (count, after) = at.look_up(MONTH_COUNTS)?;
        return Some((count, months_word(after)?));
    }
    let (number, after) =
        at.number().filter(|(number, _)| at.begins_number() && (1..=LONGEST).contains(&number.value))?;
    Some((i32::try_from(number.value).ok()?, months_word(after)?))
}

/// The word for months behind their number. A single letter is one only where it is joined to it: `12m`.
fn months_word(at: Cursor) -> Option<Cursor> {
    let joined = || at.peek().filter(|letter| !letter.spaced).and_then(|_| at.word("m"));
    let after = at.tight_sign("-").unwrap_or(at).one_of(MONTH_UNITS).or_else(joined)?;
    Some(after.one_of(BESIDE_MONTHS).unwrap_or(after))
}

/// The last day, or the last day of the last month, where its year is printed. The inner nothing is a day that can't
/// be told.
fn last_day(at: Cursor) -> Option<(Option<Date>, Cursor)> {
    days::day(at).or_else(|| {
        let ((year, month), end) = months::month_of_year(at)?;
        Some((last_of_month(year, month), end))
    })
}

fn last_of_month(year: i16, month: i8) -> Option<Date> {
    Date::new(year, month, 1).ok().map(Date::last_of_month)
}
