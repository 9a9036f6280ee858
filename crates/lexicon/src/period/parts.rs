//! Parts of a year: `Q3 2022/23`, `Quarter 1 (Apr-Jun)`, `H1 22/23`, `Autumn 23`, `HT3 23/24`, `Month 9 2022/23`.
//!
//! Refuses a quarter or a half term beside a single year (`Q3 2022`) that nobody else confirms, since it may be the
//! first or the second of the two; and `Term 1` to `Term 3`, which are other months in three terms than in six.

use boardlift_model::Period;
use boardlift_model::period::Term;

use super::months::{self, SHORT_TEXT};
use super::quarter_days;
use super::rule::{Days, Match, gap, stretch};
use super::sequence::{self, Names, Run};
use super::tokens::Cursor;
use super::words::{
    AND, GAP_WORDS, HALF_TERM, HALF_TERMS_NAMED, HALF_YEAR, LAST, MONTH_COUNTS, MONTH_UNITS, MONTHS,
    NUMBERED_MONTH, NUMBERED_MONTHS_NAMED, QUARTER, QUARTERS_NAMED, SHORT_TERMS, TERM, TERMS, TO,
};
use super::years;
use crate::period::Years;

/// A part of a year, without the year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// From one quarter of the financial year to another, or the same one.
    Quarters(u8, u8),
    /// From one half of the financial year to another, or the same one.
    Halves(u8, u8),
    /// From one month of the financial year to another, or the same one; 1 for April.
    Months(u8, u8),
    /// From one term to another, or the same one.
    Terms(Term, Term),
    /// A half of a term, 1 or 2: `Autumn 2`.
    HalfOfTerm(Term, u8),
    /// From one half term to another, or the same one.
    HalfTerms(u8, u8),
    /// A part whose days can't be told: `Q5`, `Term 2`, `half year`.
    Unclear,
}

impl Part {
    /// Its days in the year, financial or academic as the part needs, that begins in `first`.
    pub(super) fn within(self, first: i16) -> Option<Period> {
        let between = |from: Option<Period>, to: Option<Period>| {
            let (from, to) = from.zip(to)?;
            if from == to { Some(from) } else { stretch(from.start, to.end) }
        };
        match self {
            Part::Quarters(from, to) => between(Period::quarter(first, from), Period::quarter(first, to)),
            Part::Halves(from, to) => {
                between(Period::quarter(first, from * 2 - 1), Period::quarter(first, to * 2))
            }
            Part::Months(from, to) => between(financial_month(first, from), financial_month(first, to)),
            Part::Terms(from, to) => between(Period::term(first, from), Period::term(first, to)),
            Part::HalfOfTerm(term, half) => Period::half_term(first, term_index(term) * 2 + half),
            Part::HalfTerms(from, to) => {
                between(Period::half_term(first, from), Period::half_term(first, to))
            }
            Part::Unclear => None,
        }
    }

    /// Its days beside a single printed year that the caller's year confirms.
    pub(super) fn beside(self, printed: i16, years: Years) -> Option<Period> {
        let first = self.year_in(years)?;
        let period = self.within(first)?;
        let lies_in_it = period.start.year() == printed && period.end.year() == printed;
        (first == printed || lies_in_it).then_some(period)
    }

    /// Its days beside a single printed year. A term's year is the calendar year that it lies in; any other part
    /// needs the caller's year to tell.
    fn days_beside(self, printed: i16) -> Days {
        let (Part::Terms(term, _) | Part::HalfOfTerm(term, _)) = self else {
            return Days::PartBeside(self, printed);
        };
        let first = if term == Term::Autumn { printed } else { printed - 1 };
        let one_term = !matches!(self, Part::Terms(from, to) if from != to);
        Days::Told(self.within(first).filter(|_| one_term))
    }

    /// The caller's year of the kind that the part needs.
    pub(super) fn year_in(self, years: Years) -> Option<i16> {
        match self {
            Part::Quarters(..) | Part::Halves(..) | Part::Months(..) => years.financial,
            Part::Terms(..) | Part::HalfOfTerm(..) | Part::HalfTerms(..) => years.academic,
            Part::Unclear => None,
        }
    }

    /// Whether the part's name is enough of itself in a text of any length, as `Q3` is and `Spring` isn't.
    fn is_plain(self) -> bool {
        matches!(self, Part::Quarters(..) | Part::HalfTerms(..) | Part::Unclear)
    }
}

/// A month of the financial year that begins in `first`, 1 for April.
fn financial_month(first: i16, month: u8) -> Option<Period> {
    let month = i8::try_from(month).ok()?;
    if month <= 9 { Period::month(first, month + 3) } else { Period::month(first + 1, month - 9) }
}

fn term_index(term: Term) -> u8 {
    match term {
        Term::Autumn => 0,
        Term::Spring => 1,
        Term::Summer => 2,
    }
}

/// A part of a year, with the year behind it or from the caller.
pub(super) fn rule(at: Cursor) -> Option<Match> {
    let (part, end) = part(at)?;
    let (here, bracket) = gap(end);
    if let Part::Quarters(from, to) = part
        && from == to
        && let Some(found) = quarter_days::rule(from, here)
    {
        return Some(Match { end: bracket.close(found.end), ..found });
    }
    if let Some((year, after)) = years::expected(here) {
        let after = bracket.close(after);
        let period = year.first.and_then(|first| part.within(first));
        return Some(match to_another(after) {
            Some(end) => Match::two_ended(None, end),
            None => Match::printed(period, after),
        });
    }
    if let Some((year, after)) = single_year(end, here) {
        return Some(Match::of(part.days_beside(year), bracket.close(after)));
    }
    let short = match part {
        Part::Halves(..) | Part::Months(..) => at.stands_alone_to(end),
        _ => part.is_plain() || at.words_outside_at_most(SHORT_TEXT, end),
    };
    let whole_name = at.look_up(SHORT_TERMS).is_none() || end.before(1).is_some_and(|last| last.is("term"));
    (short && whole_name).then(|| Match::of(Days::Part(part), end))
}

/// The place after a second part with its year: `Q4 2022/23 to Q3 2023/24`. Such words are as often how far a chart reaches
/// as what a figure covers, so that they name no days.
fn to_another(end: Cursor<'_>) -> Option<Cursor<'_>> {
    let (_, after) = part(end.one_of(TO)?)?;
    let (here, bracket) = gap(after);
    let (_, after) = years::expected(here)?;
    Some(bracket.close(after))
}

/// A single year behind a part: four digits behind anything that [`gap`] skips, two digits only behind a space,
/// a dash or an apostrophe, and never the day of a date (`Q1 30 June`).
pub(super) fn single_year<'t>(end: Cursor<'t>, here: Cursor<'t>) -> Option<(i16, Cursor<'t>)> {
    let (year, after) = years::single(here)?;
    let four_digits = after.before(1).is_some_and(|token| token.text.len() == 4);
    let near = here.position() == end.position() || end.sign("-").is_some();
    let is_day = after.look_up(MONTHS).is_some();
    ((four_digits || near) && !is_day).then_some((year, after))
}

/// A part of a year that stands here, without its year.
pub(super) fn part(at: Cursor) -> Option<(Part, Cursor)> {
    if !at.begins_word() && !at.begins_number() {
        return None;
    }
    quarter(at)
        .or_else(|| half_term(at))
        .or_else(|| term(at))
        .or_else(|| numbered_term(at))
        .or_else(|| half(at))
        .or_else(|| month(at))
        .or_else(|| last_part(at))
        .or_else(|| season(at))
}

const QUARTERS: Names =
    Names { one: |at| at.phrase(QUARTER), several: |at| at.phrase(QUARTERS_NAMED), digits: 1 };
const HALF_TERMS: Names =
    Names { one: |at| at.phrase(HALF_TERM), several: |at| at.phrase(HALF_TERMS_NAMED), digits: 1 };
const NUMBERED_TERMS: Names = Names { one: |at| at.word("term"), several: |at| at.word("terms"), digits: 1 };
const HALVES: Names = Names {
    one: |at| at.word("half").or_else(|| at.letter("h")),
    several: |at| at.word("halves"),
    digits: 1,
};
const NUMBERED_MONTHS: Names = Names {
    one: |at| at.one_of(NUMBERED_MONTH).or_else(|| at.letter("m")),
    several: |at| at.one_of(NUMBERED_MONTHS_NAMED),
    digits: 2,
};

/// `Q3`, `Qtr 3`, `third quarter`, `Q1-Q3`, `quarters 1 and 2`, `first two quarters`.
fn quarter(at: Cursor) -> Option<(Part, Cursor)> {
    let (run, end) = sequence::numbered(at, QUARTERS).or_else(|| sequence::placed(at, QUARTERS))?;
    Some((run.within(4).map_or(Part::Unclear, |(from, to)| Part::Quarters(from, to)), end))
}

/// `HT3`, `Half-term 3`, `HT1-2`.
fn half_term(at: Cursor) -> Option<(Part, Cursor)> {
    let (run, end) = sequence::numbered(at, HALF_TERMS)?;
    Some((run.within(6).map_or(Part::Unclear, |(from, to)| Part::HalfTerms(from, to)), end))
}

/// `Autumn`, `Spring term`, `Autumn/Spring term`, `Autumn 2`.
fn term(at: Cursor) -> Option<(Part, Cursor)> {
    let (first, after) = term_name(at)?;
    let joined = after.one_of(AND).or_else(|| after.one_of(TO));
    if let Some((last, end)) = joined.and_then(term_name).filter(|(last, _)| *last > first) {
        return Some((Part::Terms(first, last), end));
    }
    match sequence::number(after, HALVES) {
        Some((half @ 1..=2, end)) => Some((Part::HalfOfTerm(first, half), end)),
        _ => Some((Part::Terms(first, first), after)),
    }
}

fn term_name(at: Cursor) -> Option<(Term, Cursor)> {
    let (term, after) = at.look_up(TERMS).or_else(|| at.look_up(SHORT_TERMS))?;
    Some((term, after.one_of(TERM).unwrap_or(after)))
}

/// `Term 4` to `Term 6` exist only where six terms, which are half terms, make the year.
fn numbered_term(at: Cursor) -> Option<(Part, Cursor)> {
    let (run, end) = sequence::numbered(at, NUMBERED_TERMS)?;
    let (from, to) = run.within(6)?;
    Some((if to > 3 { Part::HalfTerms(from, to) } else { Part::Unclear }, end))
}

/// `H1`, `first half`.
fn half(at: Cursor) -> Option<(Part, Cursor)> {
    if let Some(end) = at.phrase(HALF_YEAR) {
        return Some((Part::Unclear, end));
    }
    let placed = || sequence::placed(at, HALVES).filter(|(_, end)| end.one_of(TERM).is_none());
    let (run, end) = sequence::numbered(at, HALVES).or_else(placed)?;
    let (from, to) = run.within(2)?;
    Some((Part::Halves(from, to), end))
}

/// `Month 9`, `M9`, `Periods 1 to 6`: finance counts months from April.
fn month(at: Cursor) -> Option<(Part, Cursor)> {
    let (run, end) = sequence::numbered(at, NUMBERED_MONTHS).or_else(|| first_months(at))?;
    let (from, to) = run.within(12)?;
    Some((Part::Months(from, to), named_month(from, to, end).unwrap_or(end)))
}

/// The place after the name of a month that is printed behind its number: `Month 9 (December) 2023/24`.
fn named_month(from: u8, to: u8, at: Cursor<'_>) -> Option<Cursor<'_>> {
    let (here, bracket) = gap(at);
    let (month, end) = months::month(here)?;
    let is_same = from == to && i8::try_from(from).ok()? == (month + 8) % 12 + 1;
    (is_same && months::year_after_month(end).is_none()).then(|| bracket.close(end))
}

/// `first six months of` a year, which the next words say: a year behind them alone may be that of something else.
fn first_months(at: Cursor) -> Option<(Run, Cursor)> {
    let (_, after) = sequence::place(at).filter(|(place, _)| *place == 1)?;
    let (count, end) = months_of_length(after)?;
    is_of_a_year(end).then_some((Run::up_to(count), end))
}

/// `last quarter of` a year, `final six months of` one: without `of` the last quarter may be the one before.
fn last_part(at: Cursor) -> Option<(Part, Cursor)> {
    let after = at.one_of(LAST)?;
    let quarters = || {
        let (count, end) = sequence::number(after, QUARTERS).unwrap_or((1, after));
        let end = end.phrase(QUARTER).or_else(|| end.phrase(QUARTERS_NAMED))?;
        Some((Part::Quarters(5_u8.checked_sub(count)?, 4), end))
    };
    let months = || {
        let (count, end) = months_of_length(after)?;
        Some((Part::Months(13_u8.checked_sub(count)?, 12), end))
    };
    let half = || Some((Part::Halves(2, 2), after.word("half")?));
    quarters().or_else(months).or_else(half).filter(|(_, end)| is_of_a_year(*end))
}

/// A number of months: `six months`.
fn months_of_length(at: Cursor) -> Option<(u8, Cursor)> {
    let (count, end) = match at.number() {
        Some((number, end)) => (i32::try_from(number.value).ok()?, end),
        None => at.look_up(MONTH_COUNTS)?,
    };
    let count = u8::try_from(count).ok().filter(|count| (1..=12).contains(count))?;
    Some((count, end.tight_sign("-").unwrap_or(end).one_of(MONTH_UNITS)?))
}

/// Whether words go on with a year that they are of.
fn is_of_a_year(at: Cursor) -> bool {
    at.one_of(GAP_WORDS).is_some() && years::expected(gap(at).0).is_some()
}

/// `Winter 2023/24` is no part of one year that all agree on.
fn season(at: Cursor) -> Option<(Part, Cursor)> {
    let end = at.word("winter")?;
    let has_year = years::expected(end).is_some() || years::single(end).is_some();
    has_year.then_some((Part::Unclear, end))
}
