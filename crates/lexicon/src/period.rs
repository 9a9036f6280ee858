//! The days that words name: months, quarters, terms, years, days and stretches of them.
//!
//! For headings, titles and remarks in brackets. `18/19` and `2022` are years here, since a heading holds no figure;
//! whether a cell that prints nothing else is a year or a figure is for [`value`](crate::value) to decide. Refuses
//! what can't be told: a day without a year, `FY 22`, `Q3 2022` where no year confirms it, `Q5`, `31 February`,
//! `2022/24`, and words whose other end isn't printed (`since April 2022`).
//!
//! A text is cut into tokens once; at each token the rules are tried in turn, and the first that knows the words
//! takes them. Words are taken also where their days can't be told, so that nothing is read from a part of them.

mod days;
mod months;
mod parts;
mod rule;
mod tokens;
mod windows;
mod words;
mod years;

use std::ops::Range;

use boardlift_model::{Period, PeriodType, StatedPeriod};
use jiff::civil::Date;

use crate::fold;
use rule::Match;
use tokens::{Cursor, Token};

/// How many bytes of a text are searched: headings, titles and remarks are far shorter.
const SEARCHED: usize = 4096;

/// The years that a document or a table names, for words such as `Q3` that need one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Years {
    /// First calendar year of the financial year that quarters and months without a year belong to.
    pub financial: Option<i16>,
    /// First calendar year of the academic year that terms and half terms without a year belong to.
    pub academic: Option<i16>,
}

/// A period found in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundPeriod {
    /// The words and the days.
    pub stated: StatedPeriod,
    /// The bytes of the words in the text that was searched.
    pub span: Range<usize>,
    /// Whether the year came from [`Years`] and not from the words.
    pub inferred: bool,
}

/// The first period that stands in the words; nothing for an empty text. What stands beyond the first 4 KiB is not
/// searched.
///
/// A bare pair of years (`2018/19`) is a financial year; a caller that knows of school figures may read it as an
/// academic one. A stretch with the days of a quarter or of a year is that quarter or year.
///
/// A year in the words goes before the caller's, also where it stands apart: `Q3 actual 2022/23`.
pub fn find(text: &str, years: Years) -> Option<FoundPeriod> {
    let stated = stated_years(text);
    let found = first(named(text, stated.or(years)))?;
    Some(found.confirmed_by(stated))
}

/// The financial and the academic year that a title, a heading or a running text names: `Q4 2022/23`, `Target
/// 22/23`, `January - March 2023` and `HT3 23/24` each name one. A single month or day names none, since a paper
/// is often written after the year that it is about, and neither do two different years of one kind.
pub fn years_named(text: &str) -> Years {
    let periods: Vec<Period> = named(text, Years::default())
        .into_iter()
        .filter_map(|named| named.found)
        .map(|found| found.stated.period)
        .collect();
    Years {
        financial: only(periods.iter().filter_map(financial_year)),
        academic: only(periods.iter().filter_map(academic_year)),
    }
}

/// A whole text that is one day: `18/03/2022`, `17.04.2024`, `Wednesday 17th April 2024`. Day first, then month.
pub fn date(text: &str) -> Option<Date> {
    let tokens = tokens::tokens(searched(text));
    let (date, end) = days::day(Cursor::new(&tokens, 0))?;
    end.sign(".").unwrap_or(end).peek().is_none().then_some(date)?
}

/// The first day that stands in the words: `Meeting date: 17.04.2024`.
pub fn find_date(text: &str) -> Option<Date> {
    let tokens = tokens::tokens(searched(text));
    (0..tokens.len()).find_map(|at| days::day(Cursor::new(&tokens, at)).and_then(|(date, _)| date))
}

impl Years {
    /// These years, and the others where these are not known.
    pub(crate) fn or(self, others: Years) -> Years {
        Years { financial: self.financial.or(others.financial), academic: self.academic.or(others.academic) }
    }
}

impl FoundPeriod {
    /// The same period, no longer inferred where its year is among those that the words state.
    pub(crate) fn confirmed_by(self, stated: Years) -> Self {
        let year = match self.stated.period.kind {
            PeriodType::Term | PeriodType::HalfTerm | PeriodType::AcademicYear => stated.academic,
            _ => stated.financial,
        };
        FoundPeriod { inferred: self.inferred && year.is_none(), ..self }
    }
}

/// The years that words state for the quarters and terms beside them. A bare pair serves both: `Autumn term, target
/// 2022/23`.
pub(crate) fn stated_years(text: &str) -> Years {
    let Years { financial, academic } = years_named(text);
    Years { financial, academic: academic.or(financial) }
}

/// The first period of several. Where that is a year, a part of it that stands apart from it goes before it (`2022/23
/// actual, Q3`), and where the part can't be told (`2023/24 actual, Term 1`), there is none: the figures don't cover
/// the year.
pub(crate) fn first(all: Vec<Named>) -> Option<FoundPeriod> {
    let has_untold = all.iter().any(|named| named.found.is_none() && !named.open_ended);
    let mut found = all.into_iter().filter_map(|named| named.found);
    let first = found.next()?;
    if !is_year(&first) {
        return Some(first);
    }
    let year = first.stated.period;
    let part = found.find(|part| {
        let period = part.stated.period;
        part.inferred && year.start <= period.start && period.end <= year.end
    });
    part.or(Some(first).filter(|_| !has_untold))
}

fn is_year(found: &FoundPeriod) -> bool {
    use PeriodType::{AcademicYear, CalendarYear, FinancialYear};
    matches!(found.stated.period.kind, FinancialYear | AcademicYear | CalendarYear)
}

/// Words of a period, also where their days can't be told.
pub(crate) struct Named {
    /// The bytes of the words.
    pub(crate) span: Range<usize>,
    /// The period, where it can be told.
    pub(crate) found: Option<FoundPeriod>,
    /// Whether the words before say that what follows is only one end of a stretch, or what is compared with.
    open_ended: bool,
}

/// All words of periods, from first to last.
pub(crate) fn named(text: &str, years: Years) -> Vec<Named> {
    let text = searched(text);
    let tokens = tokens::tokens(text);
    let years = if tells_of_an_earlier_year(&tokens) { Years::default() } else { years };
    let mut all = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let start = Cursor::new(&tokens, at);
        match RULES.iter().find_map(|rule| rule(start, years)) {
            Some(found) => {
                at = found.end.position().max(at + 1);
                all.push(name(text, start, found));
            }
            None => at += 1,
        }
    }
    all
}

/// A text without the words of its periods, whether or not their days can be told.
pub(crate) fn without_periods(text: &str) -> String {
    without(text, &named(text, Years::default()))
}

/// A text without these words of it.
pub(crate) fn without(text: &str, words: &[Named]) -> String {
    let mut rest = String::with_capacity(text.len());
    let mut from = 0;
    for Named { span, .. } in words {
        rest.push_str(text.get(from..span.start).unwrap_or_default());
        rest.push(' ');
        from = span.end;
    }
    rest.push_str(text.get(from..).unwrap_or_default());
    rest
}

type Rule = fn(Cursor, Years) -> Option<Match>;

/// The rules in the order in which they are tried: what takes more words comes first.
const RULES: &[Rule] = &[
    windows::rule,
    days::rule,
    months::rule,
    years::rule,
    parts::rule,
    years::calendar_rule,
    months::bare_rule,
];

fn name(text: &str, start: Cursor, found: Match) -> Named {
    let span = start.span_to(found.end);
    let open_ended = !found.two_ended && is_open_ended(start);
    let found = found.period.filter(|_| !open_ended).map(|period| FoundPeriod {
        stated: StatedPeriod { text: fold::printed(text.get(span.clone()).unwrap_or_default()), period },
        span: span.clone(),
        inferred: found.inferred,
    });
    Named { span, found, open_ended }
}

fn is_open_ended(start: Cursor) -> bool {
    let is_one_of = |back, words: &[&str]| {
        start.before(back).is_some_and(|before| words.iter().any(|word| before.is(word)))
    };
    is_one_of(1, words::OPEN_ENDED) || (is_one_of(1, &["to", "with"]) && is_one_of(2, &["compared"]))
}

/// Whether the words speak of the year before (`Q3 last year`), which is not the caller's.
fn tells_of_an_earlier_year(tokens: &[Token]) -> bool {
    tokens.windows(2).any(|pair| {
        let [earlier, year] = pair else { return false };
        words::EARLIER.iter().any(|word| earlier.is(word)) && (year.is("year") || year.is("yr"))
    })
}

/// The part of a text that is searched.
pub(crate) fn searched(text: &str) -> &str {
    text.get(..text.floor_char_boundary(SEARCHED)).unwrap_or(text)
}

fn financial_year(period: &Period) -> Option<i16> {
    let first = Period::financial_year_of(period.start);
    match period.kind {
        PeriodType::FinancialYear | PeriodType::Quarter => Some(first),
        // Whole months of one year; a week names a year as little as a day does.
        PeriodType::Range => {
            let whole_months = period.start.day() == 1 && period.end == period.end.last_of_month();
            (whole_months && Period::financial_year_of(period.end) == first).then_some(first)
        }
        _ => None,
    }
}

fn academic_year(period: &Period) -> Option<i16> {
    match period.kind {
        PeriodType::AcademicYear | PeriodType::Term | PeriodType::HalfTerm => {
            Some(Period::academic_year_of(period.start))
        }
        _ => None,
    }
}

/// The one value that all have; nothing where there is none or where they differ.
fn only(mut values: impl Iterator<Item = i16>) -> Option<i16> {
    let first = values.next()?;
    values.all(|value| value == first).then_some(first)
}

#[cfg(test)]
mod tests;
