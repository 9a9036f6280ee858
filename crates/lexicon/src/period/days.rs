//! Days: `31st March 2022`, `31/03/22`, `17.04.2024`, `2022-03-31`, `March 31, 2022`, and stretches of them.
//!
//! Numbers are read the British way round, day first. A day without a year is none.

use boardlift_model::Period;
use jiff::civil::Date;

use super::months::{self, YearOfMonth};
use super::rule::{Match, stretch};
use super::tokens::{Cursor, Number};
use super::words::{MONTHS, NUMBERED, ORDINALS, TO, WEEKDAYS};
use super::years;

/// Days: one, or a stretch from one to another.
pub(super) fn rule(at: Cursor) -> Option<Match> {
    if let Some((days, end)) = stretch_in_digits(at).or_else(|| stretch_of_days(at)) {
        return Some(Match::two_ended(days, end));
    }
    let (first, after) = printed(at)?;
    first.year.map(|year| Match::printed(first.in_year(year).map(Period::day), after))
}

/// A stretch from one day to another. The inner nothing is one that can't be told.
pub(super) fn stretch_of_days(at: Cursor) -> Option<(Option<Period>, Cursor)> {
    let (first, after) = printed(at)?;
    let (last, end) = after.one_of(TO).and_then(printed)?;
    last.year.is_some().then(|| (first.to(last), end))
}

/// `1/4/03-31/3/04`: two days in short digits are sure where one alone may be a number, and may be joined by a mere stroke.
fn stretch_in_digits(at: Cursor) -> Option<(Option<Period>, Cursor)> {
    let (first, after) = digits(at).filter(|_| at.begins_number() && at.step().sign("/").is_some())?;
    let (last, end) = digits(after.one_of(TO)?)?;
    end.ends_number().then(|| (first.to(last), end))
}

/// One day with its year, and the place after it. The inner nothing is a day that doesn't exist.
pub(super) fn day(at: Cursor) -> Option<(Option<Date>, Cursor)> {
    let (day, end) = printed(at)?;
    Some((day.in_year(day.year?), end))
}

/// A day as printed.
#[derive(Debug, Clone, Copy)]
struct Printed {
    year: Option<i16>,
    /// Nothing where the day borrows the month of the day behind it: `1 – 7 May 2023`.
    month: Option<i8>,
    day: i8,
}

impl Printed {
    fn in_year(self, year: i16) -> Option<Date> {
        Date::new(year, self.month?, self.day).ok()
    }

    fn to(self, last: Self) -> Option<Period> {
        let end = last.in_year(last.year?)?;
        let first = Printed { month: self.month.or(last.month), ..self };
        let start = match first.year {
            Some(year) => first.in_year(year)?,
            // `1 December to 28 February 2023` begins in the year before.
            None => first
                .in_year(end.year())
                .filter(|start| *start <= end)
                .or_else(|| first.in_year(end.year() - 1))?,
        };
        stretch(start, end)
    }
}

fn printed(at: Cursor) -> Option<(Printed, Cursor)> {
    let here = at
        .one_of(WEEKDAYS)
        .filter(|_| at.begins_word())
        .map_or(at, |after| after.sign(",.").unwrap_or(after));
    year_first(here)
        .or_else(|| in_digits(here))
        .or_else(|| day_and_month(here))
        .or_else(|| month_and_day(here))
        .or_else(|| day_of_a_stretch(here))
}

/// `2022-03-31`, also with slashes.
fn year_first(at: Cursor) -> Option<(Printed, Cursor)> {
    let (year, after) = at.number().filter(|(year, _)| year.digits == 4 && at.begins_number())?;
    let (month, after) = same_sign(at, after)?.number()?;
    let (day, end) = same_sign(at, after)?.number()?;
    end.ends_number().then_some((from_numbers(years::full_year(year)?, month, day)?, end))
}

/// `31/03/2022`, `31.03.22`, `31-3-2022`.
fn in_digits(at: Cursor) -> Option<(Printed, Cursor)> {
    let (month, after) = same_sign(at, at.step())?.number()?;
    let (year, _) = same_sign(at, after)?.number()?;
    // `1.2.10` is the number of a paragraph.
    let sure = year.digits == 4 || month.digits == 2;
    digits(at).filter(|(_, end)| sure && at.begins_number() && end.ends_number())
}

/// Three numbers of a day, whatever is joined to them.
fn digits(at: Cursor) -> Option<(Printed, Cursor)> {
    let (day, after) = at.number().filter(|(day, _)| day.digits <= 2)?;
    let (month, after) = same_sign(at, after)?.number()?;
    let (year, end) = same_sign(at, after)?.number()?;
    Some((from_numbers(years::full_year(year)?, month, day)?, end))
}

/// The place after the sign that joins the numbers of a date; the second is the same as the first.
fn same_sign<'t>(start: Cursor<'t>, at: Cursor<'t>) -> Option<Cursor<'t>> {
    let after = at.tight_sign("/.-")?;
    let first = start.step().peek()?;
    (first.shape == at.peek()?.shape).then_some(after)
}

fn from_numbers(year: i16, month: Number, day: Number) -> Option<Printed> {
    let short = |number: Number| (number.digits <= 2).then(|| i8::try_from(number.value).ok()).flatten();
    Some(Printed { year: Some(year), month: Some(short(month)?), day: short(day)? })
}

/// `31st March 2022`, `31-Mar-22`, `31 March`.
fn day_and_month(at: Cursor) -> Option<(Printed, Cursor)> {
    let (day, after) = day_number(at)?;
    let after = after.word("of").or_else(|| after.tight_sign("-/.")).unwrap_or(after);
    let (month, after) = after.look_up(MONTHS)?;
    let year = months::year_after_month(after).and_then(|(year, end)| match year {
        YearOfMonth::Own(year) => Some((year, end)),
        YearOfMonth::Financial(_) | YearOfMonth::Academic(_) => None,
    });
    let printed = Printed { year: year.map(|(year, _)| year), month: Some(month), day };
    Some((printed, year.map_or(after, |(_, end)| end)))
}

/// `March 31, 2022`; without the year in four digits, `March 31` is a month of a year.
fn month_and_day(at: Cursor) -> Option<(Printed, Cursor)> {
    let (month, after) = months::month(at)?;
    let (day, after) = day_number(after)?;
    let (number, end) = after.sign(",").unwrap_or(after).number().filter(|(year, _)| year.digits == 4)?;
    let printed = Printed { year: Some(years::full_year(number)?), month: Some(month), day };
    end.ends_number().then_some((printed, end))
}

/// The `1` of `1 – 7 May 2023`.
fn day_of_a_stretch(at: Cursor) -> Option<(Printed, Cursor)> {
    let (day, after) = day_number(at)?;
    let last = after.one_of(TO)?;
    day_and_month(last)?;
    Some((Printed { year: None, month: None, day }, after))
}

/// The number of a day, not of a milestone or a phase, with or without its ordinal ending, which a converter may have cut off: `31 st March`.
fn day_number(at: Cursor) -> Option<(i8, Cursor)> {
    if at.before(1).is_some_and(|before| before.is_one_of(NUMBERED)) {
        return None;
    }
    // The `30` of `1-30 September` goes on with another day.
    let is_joined = || {
        at.before(1).is_some_and(|sign| sign.is("-"))
            && at.before(2).is_some_and(|day| day.is_number() && day.text.len() <= 2)
    };
    let begins = at.begins_number() || is_joined();
    let (number, after) = at.number().filter(|(number, _)| number.digits <= 2 && begins)?;
    let day = i8::try_from(number.value).ok().filter(|day| (1..=31).contains(day))?;
    Some((day, after.one_of(ORDINALS).unwrap_or(after)))
}
