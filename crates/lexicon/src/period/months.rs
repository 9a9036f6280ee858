//! Months: `Nov 21`, `Nov'21`, `03/2024`, `Sept 2022/23`, `Apr - Sept 2013`, `Dec23-Feb24`, and `Nov` alone.
//!
//! A month without a year counts only where the whole text is short, as a heading is; the words `may` and `march`
//! inside a sentence are no months.

use boardlift_model::Period;
use jiff::civil::Date;

use super::parts;
use super::rule::{Days, Match, stretch};
use super::tokens::{Cursor, Number, Token};
use super::words::{AFTER_A_VERB, AND, MONTHS, TO, VERBS};
use super::years::{self, Calendar};

/// How many other words a text may have in which a month, or a term, without a year is a period.
pub(super) const SHORT_TEXT: usize = 3;

/// The year that is printed after a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum YearOfMonth {
    /// The month's own calendar year.
    Own(i16),
    /// The first year of the financial year that the month lies in.
    Financial(i16),
    /// The first year of the academic year that the month lies in.
    Academic(i16),
}

impl YearOfMonth {
    /// The calendar year of a month in this year.
    pub(super) fn of(self, month: i8) -> i16 {
        match self {
            YearOfMonth::Own(year) => year,
            YearOfMonth::Financial(first) => first + i16::from(month < 4),
            YearOfMonth::Academic(first) => first + i16::from(month < 9),
        }
    }
}

/// A month's name.
pub(super) fn month(at: Cursor) -> Option<(i8, Cursor)> {
    at.begins_word().then(|| at.look_up(MONTHS))?
}

/// The year after a month's name: `Nov 21`, `Nov-21`, `Nov'21`, `November, 2021`, `Sept 22/23`.
pub(super) fn year_after_month(at: Cursor) -> Option<(YearOfMonth, Cursor)> {
    let joined = at.tight_sign("-/_");
    let spaced = || at.sign("-,/").or_else(|| at.word("of"));
    let here = joined.or_else(spaced).unwrap_or(at);
    if let Some((year, end)) = years::expected(here) {
        let first = year.first?;
        return match year.calendar {
            Some(Calendar::Academic) => Some((YearOfMonth::Academic(first), end)),
            Some(Calendar::January) => Some((YearOfMonth::Own(first), end)),
            Some(Calendar::Financial) | None => Some((YearOfMonth::Financial(first), end)),
        };
    }
    let (year, end) = years::single(here)?;
    // After a comma or a spaced dash, and before a month (`Nov 22 Dec`), two digits are as often something else.
    let digits = end.before(1).map_or(0, |token| token.text.len());
    let clear = digits == 4 || joined.is_some() || (spaced().is_none() && end.look_up(MONTHS).is_none());
    clear.then_some((YearOfMonth::Own(year), end))
}

/// A month with its year, as the calendar year and the month.
pub(super) fn month_of_year(at: Cursor) -> Option<((i16, i8), Cursor)> {
    let named = || {
        let (month, after) = month(at)?;
        let (year, end) = year_after_month(after)?;
        Some(((year.of(month), month), end))
    };
    let year_first = || {
        let (number, after) = at.number().filter(|(number, _)| number.digits == 4 && at.begins_number())?;
        let (month, end) = after.tight_sign("-/").unwrap_or(after).look_up(MONTHS)?;
        // `2022 March 5`: the number may be anything.
        end.number().is_none().then_some(((years::full_year(number)?, month), end))
    };
    named().or_else(year_first).or_else(|| in_digits(at))
}

/// `03/2024`, `3/2021`, and `2022-11` where the second number can't be a later year.
fn in_digits(at: Cursor) -> Option<((i16, i8), Cursor)> {
    let (one, after) = at.number().filter(|_| at.begins_number())?;
    let (two, end) = after.tight_sign("/-")?.number()?;
    if !end.ends_number() {
        return None;
    }
    let hyphened = after.sign("-").is_some();
    match (one.digits, two.digits) {
        (1 | 2, 4) => Some(((years::full_year(two)?, month_number(one)?), end)),
        (4, 2) if hyphened && two.value < one.value % 100 => {
            Some(((years::full_year(one)?, month_number(two)?), end))
        }
        _ => None,
    }
}

fn month_number(number: Number) -> Option<i8> {
    i8::try_from(number.value).ok().filter(|month| (1..=12).contains(month))
}

/// Months with their year: one, or a stretch of several.
pub(super) fn rule(at: Cursor) -> Option<Match> {
    range(at).or_else(|| {
        let ((year, month), end) = month_of_year(at)?;
        Some(match to_date(end) {
            Some(end) => Match::printed(None, end),
            None => Match::printed(Period::month(year, month), end),
        })
    })
}

/// The place after `to date`, which makes a month the first of a stretch without its end.
fn to_date(at: Cursor<'_>) -> Option<Cursor<'_>> {
    at.word("to")?.word("date")
}

/// The months at both ends of a stretch, before their years are settled.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ends {
    pub(super) first: (i8, Option<YearOfMonth>),
    pub(super) last: (i8, Option<YearOfMonth>),
    /// Whether they are single months of a list that leaves out others.
    are_apart: bool,
}

/// Two months and what joins them: `Apr - Sept 2013`, `Oct/Nov 22`, `April 2022 to March 2023`, `April - Quarter 1 - June
/// 2023`; or all months one by one: `July, August and September 2023`.
pub(super) fn ends(at: Cursor) -> Option<(Ends, Cursor)> {
    let (first, after) = end_month(at)?;
    if let Some(here) = after.one_of(TO) {
        let behind_quarter = || parts::part(here).and_then(|(_, end)| end_month(end.one_of(TO)?));
        let (last, end) = end_month(here).or_else(behind_quarter)?;
        return Some((Ends { first, last, are_apart: false }, end));
    }
    one_by_one(first, after, at.before(1).is_some_and(|before| before.is("between")))
}

/// Months that follow each other in a list. `March and September` are no stretch, but behind `between`.
fn one_by_one(first: End, after: Cursor, are_between: bool) -> Option<(Ends, Cursor)> {
    let (mut last, mut end) = (first, after);
    let mut count = 1;
    let mut are_apart = false;
    let mut is_closed = false;
    while let Some((and, (next, here))) = listed(end) {
        are_apart |= next.0 != last.0 % 12 + 1;
        (last, end, is_closed) = (next, here, and);
        count += 1;
    }
    // Two months behind a comma are two periods.
    let is_list = count > 2 || count == 2 && is_closed;
    is_list.then_some((Ends { first, last, are_apart: are_apart && !(count == 2 && are_between) }, end))
}

/// The next month of a list, and whether a word or a sign other than a comma leads to it.
fn listed(at: Cursor) -> Option<(bool, (End, Cursor))> {
    let and = at.sign(",").unwrap_or(at).one_of(AND);
    let next = end_month(and.or_else(|| at.sign(","))?)?;
    Some((and.is_some(), next))
}

/// A month and the year behind it.
type End = (i8, Option<YearOfMonth>);

fn end_month(at: Cursor) -> Option<(End, Cursor)> {
    let (month, after) = month(at)?;
    match year_after_month(after) {
        Some((year, end)) => Some(((month, Some(year)), end)),
        None => Some(((month, None), after)),
    }
}

impl Ends {
    /// The days, where either end prints a year.
    pub(super) fn days(self) -> Option<Period> {
        if self.are_apart {
            return None;
        }
        let ((from, from_year), (to, to_year)) = (self.first, self.last);
        let (start_year, end_year) = match (from_year, to_year) {
            (Some(first), Some(last)) => (first.of(from), last.of(to)),
            (Some(first), None) => (first.of(from), first.of(from) + i16::from(to < from)),
            (None, Some(YearOfMonth::Own(last))) => (last - i16::from(from > to), last),
            // `Sept - July 2022/23` leaves the financial year: its last month is the next of that name.
            (None, Some(shared)) => (shared.of(from), shared.of(from) + i16::from(to < from)),
            (None, None) => return None,
        };
        let (start, end) = (Date::new(start_year, from, 1).ok()?, Date::new(end_year, to, 1).ok()?);
        stretch(start, end.last_of_month())
    }

    /// The same months in the financial year that begins in `first`.
    pub(super) fn in_financial_year(self, first: i16) -> Option<Period> {
        let last = (self.last.0, Some(YearOfMonth::Financial(first)));
        let period = Ends { last, ..self }.days()?;
        (Period::financial_year_of(period.end) == first).then_some(period)
    }

    /// The same months, the last of them in a calendar year.
    pub(super) fn of_year(self, year: i16) -> Self {
        Ends { last: (self.last.0, Some(YearOfMonth::Own(year))), ..self }
    }

    /// Whether a year is printed at either end.
    pub(super) fn has_year(self) -> bool {
        self.first.1.is_some() || self.last.1.is_some()
    }
}

fn range(at: Cursor) -> Option<Match> {
    let (ends, end) = ends(at)?;
    if ends.has_year() {
        return Some(Match::two_ended(ends.days(), end));
    }
    at.words_outside_at_most(SHORT_TEXT, end).then(|| Match::of(Days::Months(ends), end))
}

/// A month without a year, in a text as short as a heading.
pub(super) fn bare_rule(at: Cursor) -> Option<Match> {
    let (month, end) = month(at)?;
    let token = at.peek()?;
    let is_verb = token.is_one_of(VERBS)
        && (!token.text.starts_with(char::is_uppercase) || end.one_of(AFTER_A_VERB).is_some());
    // `31st March`, `Nov 17%`: a day without a year, a figure, or something else again.
    let after_number = [1, 2].into_iter().filter_map(|back| at.before(back)).any(Token::is_number);
    let beside_number = after_number || end.number().is_some();
    if is_verb || beside_number || !at.words_outside_at_most(SHORT_TEXT, end) {
        return None;
    }
    Some(match to_date(end) {
        Some(end) => Match::printed(None, end),
        None => Match::of(Days::Month(month), end),
    })
}
