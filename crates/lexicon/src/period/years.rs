//! Years: `2022/23`, `FY 22/23`, `academic year 2021-22`, `(2022)`.
//!
//! Two numbers are a year pair where they follow each other: `17/19` and `31/34` are fractions. Refuses a single
//! year after `FY` or `academic year`, which may be the first or the second of the two.

use boardlift_model::Period;

use super::lists::List;
use super::parts;
use super::rule::{Match, gap, stretch};
use super::tokens::{Cursor, Number};
use super::words::{
    ACADEMIC, AFTER_A_YEAR, AGES, BEFORE_A_FIGURE, BEFORE_A_YEAR, BEFORE_TWO_ENDS, CALENDAR, COUNTED,
    FINANCIAL, NAMED_BY_YEAR, SCHOOL_YEARS, TO, YEARLY,
};

/// The years that a document may be about; a number outside them is a figure.
const PLAUSIBLE: std::ops::RangeInclusive<u32> = 1990..=2049;

/// How many other words may stand beside a calendar year that is nothing but its number.
const FEW_WORDS: usize = 5;

/// The highest school year group.
const LAST_YEAR_GROUP: u32 = 14;

/// The lowest two-digit year that a lone hyphened pair, `22-23`, may begin with: below it stand ages.
const FIRST_HYPHENED: u32 = 20;

/// Which year of the kinds of year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Calendar {
    Financial,
    Academic,
    January,
}

/// A year as printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct PrintedYear {
    /// Its first calendar year; nothing where that can't be told.
    pub(super) first: Option<i16>,
    /// What its words say that it is; a bare pair says nothing.
    pub(super) calendar: Option<Calendar>,
}

impl PrintedYear {
    fn period(self) -> Option<Period> {
        let first = self.first?;
        match self.calendar {
            Some(Calendar::Academic) => Period::academic_year(first),
            Some(Calendar::January) => Period::calendar_year(first),
            Some(Calendar::Financial) | None => Period::financial_year(first),
        }
    }
}

/// The year that a number of four digits, or of two, stands for.
pub(super) fn full_year(number: Number) -> Option<i16> {
    let year = match (number.digits, number.value) {
        (4, year) => year,
        (2, short @ 0..=49) => 2000 + short,
        (2, short) => 1900 + short,
        _ => return None,
    };
    i16::try_from(year).ok().filter(|_| PLAUSIBLE.contains(&year))
}

/// A single year: four digits, or two with or without an apostrophe.
pub(super) fn single(at: Cursor) -> Option<(i16, Cursor)> {
    let (number, end) = at.sign("'").unwrap_or(at).number()?;
    end.ends_number().then_some((full_year(number)?, end))
}

/// Two numbers that follow each other, as years do.
#[derive(Debug, Clone, Copy)]
struct Pair {
    /// The first year; nothing for two years that are further apart, and for `from 2022 to 2023`, which are two.
    first: Option<i16>,
    /// How many digits the first number has.
    digits: usize,
    /// What stands between the two.
    joint: Joint,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Joint {
    Slash,
    Hyphen,
    To,
}

fn pair(at: Cursor) -> Option<(Pair, Cursor)> {
    let (one, after) = at.number()?;
    let year = full_year(one)?;
    let (joint, second) = joint(one, after)?;
    let (two, end) = second.number()?;
    let next = full_year(two).or_else(|| last_digit_of_next(year, one, joint, two))?;
    if !(two.digits <= 2 || two.digits == one.digits) || !end.ends_number() {
        return None;
    }
    // `2022 to 2023` is how the government's own pages print one year.
    let are_ends = joint == Joint::To && at.before(1).is_some_and(|before| before.is_one_of(BEFORE_TWO_ENDS));
    let first = (next == year + 1 && !are_ends).then_some(year);
    // `17/19` is a fraction and `2022 - 15` a sum; `2022/24` is a slip for a year, or several years.
    let are_years = one.digits == 4 && (two.digits == 4 || after.tight_sign("/-").is_some());
    (first.is_some() || are_years).then_some((Pair { first, digits: one.digits, joint }, end))
}

/// The year after a full one of which only the last digit is printed, as in the first years of the century: `2002/3`.
fn last_digit_of_next(year: i16, one: Number, joint: Joint, two: Number) -> Option<i16> {
    let is_short = one.digits == 4 && joint == Joint::Slash && two.digits == 1;
    let is_next = is_short && i64::from(two.value) == i64::from(year + 1) % 10;
    is_next.then_some(year + 1).filter(|next| next % 10 != 0)
}

/// What joins the second number of a pair to the first. A pair that wraps is printed `2022/ 23`; two-digit numbers with spaces
/// between them may be a fraction, but for those that begin with a nought, as none of a fraction's does: `99 / 00`.
fn joint(one: Number, at: Cursor) -> Option<(Joint, Cursor)> {
    let is_full = one.digits == 4;
    let has_nought = |number: Number| number.digits == 2 && number.value < 10;
    let spaced = || {
        let second = at.sign("/")?;
        let (two, _) = second.number()?;
        (has_nought(one) || has_nought(two)).then_some(second)
    };
    let sign = |signs| if is_full { at.sign(signs) } else { at.tight_sign(signs) };
    let to =
        || at.word("to").filter(|second| is_full && second.number().is_some_and(|(two, _)| two.digits == 4));
    sign("/")
        .or_else(spaced)
        .map(|second| (Joint::Slash, second))
        .or_else(|| Some((Joint::Hyphen, sign("-")?)))
        .or_else(|| Some((Joint::To, to()?)))
}

/// The words before a year, or after it.
fn calendar_words(at: Cursor) -> Option<(Calendar, Cursor)> {
    let of = |phrases, calendar| at.phrase(phrases).map(|end| (calendar, end));
    of(FINANCIAL, Calendar::Financial)
        .or_else(|| of(ACADEMIC, Calendar::Academic))
        .or_else(|| of(CALENDAR, Calendar::January))
}

/// A year after words that say which: `academic year 22/23`, `FY22/23`, `calendar year 2022`. A single year is told
/// only of the calendar, and a pair of years isn't one of it.
fn labelled(at: Cursor) -> Option<(PrintedYear, Cursor)> {
    let (calendar, after) = calendar_words(at)?;
    let (here, bracket) = gap(after);
    let of_calendar = calendar == Calendar::January;
    if let Some((first, end)) = pair(here).map(|(pair, end)| (pair.first, end)).or_else(|| six_digits(here)) {
        let year = PrintedYear { first: first.filter(|_| !of_calendar), calendar: Some(calendar) };
        return Some((year, bracket.close(end)));
    }
    let (year, end) = single(here)?;
    let is_year_group = here.number().is_some_and(|(number, _)| number.value <= LAST_YEAR_GROUP);
    let year = PrintedYear { first: of_calendar.then_some(year), calendar: Some(calendar) };
    (!is_year_group).then(|| (year, bracket.close(end)))
}

/// The statisticians' `202223`, which only words before it tell from a count.
fn six_digits(at: Cursor) -> Option<(Option<i16>, Cursor)> {
    let (number, end) = at.number().filter(|(number, _)| number.digits == 6)?;
    let first = full_year(Number { value: number.value / 100, digits: 4 })?;
    let next = full_year(Number { value: number.value % 100, digits: 2 })?;
    (next == first + 1 && end.ends_number()).then_some((Some(first), end))
}

/// A year where one is expected, as after `Q3`: any pair of years, with or without words.
pub(super) fn expected(at: Cursor) -> Option<(PrintedYear, Cursor)> {
    labelled(at).or_else(|| pair(at).map(|(pair, end)| described(pair, end)))
}

/// Whether a financial year is printed here: a pair that no words make one of another kind.
pub(super) fn is_financial(at: Cursor) -> bool {
    expected(at).is_some_and(|(year, _)| {
        year.first.is_some() && matches!(year.calendar, None | Some(Calendar::Financial))
    })
}

/// A pair and the words after it: `2021/22 academic year`.
fn described(pair: Pair, end: Cursor) -> (PrintedYear, Cursor) {
    let (here, bracket) = gap(end);
    // Words before the next pair belong to that one.
    let own = calendar_words(here)
        .filter(|(calendar, after)| *calendar != Calendar::January && self::pair(gap(*after).0).is_none());
    match own {
        Some((calendar, after)) => {
            (PrintedYear { first: pair.first, calendar: Some(calendar) }, bracket.close(after))
        }
        None => (PrintedYear { first: pair.first, calendar: None }, end),
    }
}

/// Financial and academic years, alone, as a stretch of several, or with the part of the year behind them
/// (`2022/23 Q3`).
pub(super) fn rule(at: Cursor) -> Option<Match> {
    let (year, end) = if at.begins_word() { labelled(at)? } else { bare(at)? };
    if let Some(found) = several(year, end) {
        return Some(found);
    }
    let (here, bracket) = gap(end);
    // `Target 2021/22, Q3 2022/23`: a part with its own year is another period.
    if let Some((part, after)) = parts::part(here)
        && year.calendar != Some(Calendar::January)
        && expected(gap(after).0).is_none()
    {
        return Some(Match::printed(year.first.and_then(|first| part.within(first)), bracket.close(after)));
    }
    Some(Match::printed(year.period(), end))
}

/// A pair that no words announce.
fn bare(at: Cursor) -> Option<(PrintedYear, Cursor)> {
    if !at.begins_number() {
        return None;
    }
    let (pair, end) = pair(at)?;
    let (year, after) = described(pair, end);
    let is_year = pair.digits == 4 || year.calendar.is_some() || short_pair_is_year(at, pair, end);
    is_year.then_some((year, after))
}

/// Whether `22/23` or `22-23` is a year: not a count, an age or two year groups.
fn short_pair_is_year(at: Cursor, pair: Pair, end: Cursor) -> bool {
    let after = |list: List| at.before(1).is_some_and(|before| before.is_one_of(list));
    let Some((first, _)) = at.number() else { return false };
    if end.one_of(COUNTED).is_some() || after(AGES) {
        return false;
    }
    if first.value <= LAST_YEAR_GROUP && after(SCHOOL_YEARS) {
        return false;
    }
    pair.joint == Joint::Slash || after(YEARLY) || (first.value >= FIRST_HYPHENED && at.stands_alone_to(end))
}

/// `2020/21 - 2022/23`.
fn several(first: PrintedYear, end: Cursor) -> Option<Match> {
    let (last, after) = expected(end.one_of(TO)?)?;
    let last = PrintedYear { calendar: last.calendar.or(first.calendar), ..last };
    let first = PrintedYear { calendar: first.calendar.or(last.calendar), ..first };
    let period = first.period().zip(last.period()).and_then(|(first, last)| stretch(first.start, last.end));
    Some(Match::two_ended(period, after))
}

/// A calendar year that is nothing but its number: the whole text, a bracket of its own, or a number beside a
/// few words that take a year. `2000 pupils` and `1,539` are figures, `Care Act 2014` is a name.
pub(super) fn calendar_rule(at: Cursor) -> Option<Match> {
    let (number, end) = at.number()?;
    if number.digits != 4 || !at.begins_number() || !end.ends_number() {
        return None;
    }
    let year = full_year(number)?;
    let stands_as_year = at.stands_alone_to(end) || bracketed(at, end) || among_few_words(at, end);
    stands_as_year.then(|| Match::printed(Period::calendar_year(year), end))
}

fn bracketed(at: Cursor, end: Cursor) -> bool {
    at.before(1).is_some_and(|before| before.is("(") || before.is("[")) && end.sign(")]").is_some()
}

fn among_few_words(at: Cursor, end: Cursor) -> bool {
    let Some(before) = at.before(1) else {
        return at.words_outside_at_most(FEW_WORDS, end) && end.one_of(AFTER_A_YEAR).is_some();
    };
    if before.is_one_of(NAMED_BY_YEAR) || before.is_one_of(BEFORE_A_FIGURE) {
        return false;
    }
    let goes_on = end.begins_word() && end.one_of(AFTER_A_YEAR).is_none();
    !goes_on && (before.is_one_of(BEFORE_A_YEAR) || at.words_outside_at_most(FEW_WORDS, end))
}
