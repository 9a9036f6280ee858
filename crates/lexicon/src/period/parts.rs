//! Parts of a year: `Q3 2022/23`, `Quarter 1 (Apr-Jun)`, `H1 22/23`, `Autumn 23`, `HT3 23/24`, `Month 9 2022/23`.
//!
//! Refuses a quarter or a half term beside a single year (`Q3 2022`) that nobody else confirms, since it may be the
//! first or the second of the two; and `Term 1` to `Term 3`, which are other months in three terms than in six.

use boardlift_model::period::Term;
use boardlift_model::{Period, PeriodType};
use jiff::civil::Date;

use super::days;
use super::lists::PhraseList;
use super::months::{self, Ends, SHORT_TEXT};
use super::rule::{Days, Match, gap, stretch};
use super::tokens::Cursor;
use super::words::{
    AND, CARDINALS, HALF_TERM, HALF_YEAR, MONTHS, NUMBERED_MONTH, ORDINALS, PLACES, QUARTER, SHORT_TERMS,
    TERM, TERMS, TO,
};
use super::years;
use crate::period::Years;

/// A part of a year, without the year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// From one quarter of the financial year to another, or the same one.
    Quarters(u8, u8),
    /// A half of the financial year, 1 or 2.
    Half(u8),
    /// A month of the financial year, 1 for April.
    Month(u8),
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
            Part::Half(half) => {
                between(Period::quarter(first, half * 2 - 1), Period::quarter(first, half * 2))
            }
            Part::Month(month) => {
                let month = i8::try_from(month).ok()?;
                if month <= 9 { Period::month(first, month + 3) } else { Period::month(first + 1, month - 9) }
            }
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
            Part::Quarters(..) | Part::Half(_) | Part::Month(_) => years.financial,
            Part::Terms(..) | Part::HalfOfTerm(..) | Part::HalfTerms(..) => years.academic,
            Part::Unclear => None,
        }
    }

    /// Whether the part's name is enough of itself in a text of any length, as `Q3` is and `Spring` isn't.
    fn is_plain(self) -> bool {
        matches!(self, Part::Quarters(..) | Part::HalfTerms(..) | Part::Unclear)
    }
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
        && let Some(found) = months_of_quarter(from, here)
    {
        return Some(Match { end: bracket.close(found.end), ..found });
    }
    if let Some((year, after)) = years::expected(here) {
        return Some(Match::printed(year.first.and_then(|first| part.within(first)), bracket.close(after)));
    }
    if let Some((year, after)) = single_year(end, here) {
        return Some(Match::of(part.days_beside(year), bracket.close(after)));
    }
    let short = match part {
        Part::Half(_) | Part::Month(_) => at.stands_alone_to(end),
        _ => part.is_plain() || at.words_outside_at_most(SHORT_TEXT, end),
    };
    let whole_name = at.look_up(SHORT_TERMS).is_none() || end.before(1).is_some_and(|last| last.is("term"));
    (short && whole_name).then(|| Match::of(Days::Part(part), end))
}

/// A single year behind a part: four digits behind anything that [`gap`] skips, two digits only behind a space,
/// a dash or an apostrophe, and never the day of a date (`Q1 30 June`).
fn single_year<'t>(end: Cursor<'t>, here: Cursor<'t>) -> Option<(i16, Cursor<'t>)> {
    let (year, after) = years::single(here)?;
    let four_digits = after.before(1).is_some_and(|token| token.text.len() == 4);
    let near = here.position() == end.position() || end.sign("-").is_some();
    let is_day = after.look_up(MONTHS).is_some();
    ((four_digits || near) && !is_day).then_some((year, after))
}

/// The months, the month or the day that may be printed beside a quarter: `Quarter 1 (Apr-Jun)`, `Q3 - Dec 22`. They
/// say which quarter is meant, also where the publisher counts from January: `Q1 (Jan-Mar 2023)`.
fn months_of_quarter(quarter: u8, at: Cursor) -> Option<Match> {
    let last_month = match quarter {
        4 => 3,
        earlier => i8::try_from(earlier).ok()? * 3 + 3,
    };
    if let Some((ends, end)) = months::ends(at) {
        return Some(quarter_of_months(quarter, ends, last_month, end));
    }
    let (day, end) = days::day(at).or_else(|| {
        let ((year, month), end) = months::month_of_year(at)?;
        Some((Date::new(year, month, 1).ok(), end))
    })?;
    let period = day.and_then(|day| {
        Period::quarter(Period::financial_year_of(day), quarter).filter(|q| q.start <= day && day <= q.end)
    });
    Some(Match::printed(period, end))
}

/// A quarter beside its first and last month. `Q3 (Apr-Dec 22)` adds up from the start of the year and is still
/// the third quarter.
fn quarter_of_months(quarter: u8, months: Ends, last_month: i8, end: Cursor) -> Match {
    let agrees = months.last.0 == last_month && [4, (last_month + 9) % 12 + 1].contains(&months.first.0);
    if months.has_year() {
        let days = months.days();
        let financial = days.and_then(|days| Period::quarter(Period::financial_year_of(days.end), quarter));
        let by_months = days.filter(|days| days.kind == PeriodType::Quarter);
        return Match::two_ended(if agrees { financial } else { by_months }, end);
    }
    let (here, bracket) = gap(end.sign(")").unwrap_or(end));
    if let Some((year, after)) = years::expected(here) {
        let period = year.first.and_then(|first| Period::quarter(first, quarter));
        return Match::two_ended(period.filter(|_| agrees), bracket.close(after));
    }
    let part = if agrees { Part::Quarters(quarter, quarter) } else { Part::Unclear };
    Match::of(Days::Part(part), end)
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
}

/// `Q3`, `Qtr 3`, `third quarter`, `Q1-Q3`.
fn quarter(at: Cursor) -> Option<(Part, Cursor)> {
    let ordinal = || {
        let (quarter, after) = place(at)?;
        Some(((quarter, quarter), after.phrase(QUARTER)?))
    };
    let ((from, to), end) = numbered(at, QUARTER).or_else(ordinal)?;
    let known = (1..=4).contains(&from) && from <= to && to <= 4;
    Some((if known { Part::Quarters(from, to) } else { Part::Unclear }, end))
}

/// `HT3`, `Half-term 3`, `HT1-2`.
fn half_term(at: Cursor) -> Option<(Part, Cursor)> {
    let ((from, to), end) = numbered(at, HALF_TERM)?;
    let known = (1..=6).contains(&from) && from <= to && to <= 6;
    Some((if known { Part::HalfTerms(from, to) } else { Part::Unclear }, end))
}

/// `Autumn`, `Spring term`, `Autumn/Spring term`, `Autumn 2`.
fn term(at: Cursor) -> Option<(Part, Cursor)> {
    let (first, after) = term_name(at)?;
    let joined = after.one_of(AND).or_else(|| after.one_of(TO));
    if let Some((last, end)) = joined.and_then(term_name).filter(|(last, _)| *last > first) {
        return Some((Part::Terms(first, last), end));
    }
    match digit(after) {
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
    match digit(at.word("term")?)? {
        (number @ 4..=6, end) => Some((Part::HalfTerms(number, number), end)),
        (1..=3, end) => Some((Part::Unclear, end)),
        _ => None,
    }
}

/// `H1`, `first half`.
fn half(at: Cursor) -> Option<(Part, Cursor)> {
    if let Some(end) = at.phrase(HALF_YEAR) {
        return Some((Part::Unclear, end));
    }
    let ordinal = || {
        let (half, after) = place(at)?;
        let end = after.word("half")?;
        end.one_of(TERM).is_none().then_some((half, end))
    };
    let named = at.word("half").or_else(|| at.letter("h"));
    let (half, end) = named.and_then(digit).or_else(ordinal)?;
    (1..=2).contains(&half).then_some((Part::Half(half), end))
}

/// `Month 9`, `M9`: finance counts months from April.
fn month(at: Cursor) -> Option<(Part, Cursor)> {
    let named = at.one_of(NUMBERED_MONTH).or_else(|| at.letter("m"));
    let (number, end) = named?.number()?;
    let month = u8::try_from(number.value).ok().filter(|month| (1..=12).contains(month))?;
    (number.digits <= 2 && end.ends_label()).then_some((Part::Month(month), end))
}

/// A name with its number, or with the first and the last of several: `Q3`, `Qtr. 3`, `Q1-Q3`, `HT1-2`.
fn numbered(at: Cursor<'_>, names: PhraseList) -> Option<((u8, u8), Cursor<'_>)> {
    let (from, after) = digit(at.phrase(names)?)?;
    let joined = after.one_of(TO).or_else(|| after.one_of(AND));
    let last = joined.and_then(|last| digit(last.phrase(names)?)).or_else(|| digit(after.tight_sign("-/&")?));
    Some(last.map_or(((from, from), after), |(to, end)| ((from, to), end)))
}

/// One digit that labels what stands before it, or its name.
fn digit(at: Cursor) -> Option<(u8, Cursor)> {
    let here = at.tight_sign("-").unwrap_or(at);
    match here.number() {
        Some((number, end)) if number.digits == 1 && end.ends_label() => {
            Some((u8::try_from(number.value).ok()?, end))
        }
        Some(_) => None,
        None => at.look_up(CARDINALS),
    }
}

/// `third`, `3rd`.
fn place(at: Cursor) -> Option<(u8, Cursor)> {
    let in_digits = || {
        let (number, after) = at.number()?;
        Some((u8::try_from(number.value).ok()?, after.one_of(ORDINALS)?))
    };
    in_digits().or_else(|| at.look_up(PLACES))
}
