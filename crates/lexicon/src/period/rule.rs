//! What the rules of a period have in common: what they find, and what may stand between two parts of it.

use boardlift_model::{Period, PeriodType};
use jiff::civil::Date;

use super::months::{Ends, YearOfMonth};
use super::parts::Part;
use super::tokens::Cursor;
use super::windows::Window;
use super::words::GAP_WORDS;
use crate::period::Years;

/// The longest stretch that is still a period, in years: two years further apart are a slip.
const LONGEST: i16 = 10;

/// Words that a rule knows as those of a period.
#[derive(Debug, Clone, Copy)]
pub(super) struct Match<'t> {
    /// The days that they name.
    pub(super) days: Days,
    /// The place after the words.
    pub(super) end: Cursor<'t>,
    /// Whether both ends are printed, so that a `from` before the words says nothing new.
    pub(super) two_ended: bool,
}

impl<'t> Match<'t> {
    /// Words that name these days.
    pub(super) fn of(days: Days, end: Cursor<'t>) -> Self {
        Match { days, end, two_ended: false }
    }

    /// Words that say everything themselves.
    pub(super) fn printed(period: Option<Period>, end: Cursor<'t>) -> Self {
        Match::of(Days::Told(period), end)
    }

    /// Words that print both ends of a stretch.
    pub(super) fn two_ended(period: Option<Period>, end: Cursor<'t>) -> Self {
        Match { two_ended: true, ..Match::printed(period, end) }
    }
}

/// Days as words name them. Which words are a period's never hangs on the year that the caller knows; which days they
/// are may.
#[derive(Debug, Clone, Copy)]
pub(super) enum Days {
    /// These; nothing where the words name none that can be told (`Q5`, `31 February 2022`, `FY 22`).
    Told(Option<Period>),
    /// A part of the caller's year.
    Part(Part),
    /// A part beside a single year, which may be the first or the second of the caller's.
    PartBeside(Part, i16),
    /// Months of the caller's year, from one to another.
    Months(Ends),
    /// A month of the caller's year, 1 for January.
    Month(i8),
    /// A stretch that ends with a month of the caller's year.
    Window(Window),
}

impl Days {
    /// The period in the caller's years, and whether they were needed to tell.
    pub(super) fn in_years(self, years: Years) -> (Option<Period>, bool) {
        let period = match self {
            Days::Told(period) => return (period, false),
            Days::Part(part) => part.year_in(years).and_then(|first| part.within(first)),
            Days::PartBeside(part, printed) => part.beside(printed, years),
            Days::Months(ends) => years.financial.and_then(|first| ends.in_financial_year(first)),
            Days::Month(month) => years
                .financial
                .and_then(|first| Period::month(YearOfMonth::Financial(first).of(month), month)),
            Days::Window(window) => years.financial.and_then(|first| window.in_financial_year(first)),
        };
        (period, true)
    }
}

/// Whether a bracket was opened between two parts of a period, to be closed behind the second.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bracket(bool);

impl Bracket {
    /// The place after the closing bracket, where one was opened and is closed here.
    pub(super) fn close(self, at: Cursor) -> Cursor {
        at.sign(")").filter(|_| self.0).unwrap_or(at)
    }
}

/// The place after what may stand between a part and its year: `Q3 (2022/23)`, `Q3, 2022/23`, `Q3 of 2022/23`.
pub(super) fn gap(at: Cursor) -> (Cursor, Bracket) {
    let mut here = at;
    let mut opened = false;
    for _ in 0..3 {
        opened |= here.sign("(").is_some();
        let Some(after) = here.sign("-,:(/|_").or_else(|| here.one_of(GAP_WORDS)) else { break };
        here = after;
    }
    (here, Bracket(opened))
}

/// A stretch of days by what it is: one day, a calendar month, a quarter, a year of one of the three kinds, or a
/// range. `January - March 2023` has the days of a quarter and is one, so that it joins the series of `Q4`.
pub(super) fn stretch(start: Date, end: Date) -> Option<Period> {
    let year = start.year();
    let known = [
        Some(Period::day(start)),
        Period::month(year, start.month()),
        Period::quarter(year - 1, 4),
        Period::quarter(year, 1),
        Period::quarter(year, 2),
        Period::quarter(year, 3),
        Period::financial_year(year),
        Period::academic_year(year),
        Period::calendar_year(year),
    ];
    let known = known.into_iter().flatten().find(|known| (known.start, known.end) == (start, end));
    let in_order = start <= end && end.year() - year <= LONGEST;
    known.or_else(|| in_order.then_some(Period { kind: PeriodType::Range, start, end }))
}
