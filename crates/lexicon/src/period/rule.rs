//! What the rules of a period have in common: what they find, and what may stand between two parts of it.

use boardlift_model::{Period, PeriodType};
use jiff::civil::Date;

use super::tokens::Cursor;
use super::words::GAP_WORDS;

/// The longest stretch that is still a period, in years: two years further apart are a slip.
const LONGEST: i16 = 10;

/// Words that a rule knows as those of a period.
#[derive(Debug, Clone, Copy)]
pub(super) struct Match<'t> {
    /// The days; nothing where the words name none that can be told (`Q5`, `31 February 2022`, `FY 22`).
    pub(super) period: Option<Period>,
    /// The place after the words.
    pub(super) end: Cursor<'t>,
    /// Whether the year came from the caller.
    pub(super) inferred: bool,
    /// Whether both ends are printed, so that a `from` before the words says nothing new.
    pub(super) two_ended: bool,
}

impl<'t> Match<'t> {
    /// Words that say everything themselves.
    pub(super) fn printed(period: Option<Period>, end: Cursor<'t>) -> Self {
        Match { period, end, inferred: false, two_ended: false }
    }

    /// Words whose year the caller knew.
    pub(super) fn inferred(period: Option<Period>, end: Cursor<'t>) -> Self {
        Match { inferred: true, ..Match::printed(period, end) }
    }

    /// Words that print both ends of a stretch.
    pub(super) fn two_ended(period: Option<Period>, end: Cursor<'t>) -> Self {
        Match { two_ended: true, ..Match::printed(period, end) }
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
        let Some(after) = here.sign("-,:(/|_").or_else(|| here.word(GAP_WORDS)) else { break };
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
