//! The days that words name: months, quarters, terms, years, days and stretches of them.
//!
//! For headings, titles and remarks in brackets. `18/19` and `2022` are years here, since a heading holds no figure;
//! whether a cell that prints nothing else is a year or a figure is for [`value`](crate::value) to decide. Refuses
//! what can't be told: a day without a year, `FY 22`, `Q3 2022` where no year confirms it, `Q5`, `31 February`,
//! `2022/24`, and words whose other end isn't printed (`since April 2022`).
//!
//! A text is cut into tokens once; at each token the rules are tried in turn, and the first that knows the words
//! takes them. Words are taken also where their days can't be told, so that nothing is read from a part of them. Which
//! words are taken never hangs on the years that the caller knows: these are asked only for the days.

mod days;
mod file_name;
mod lists;
mod months;
mod parts;
mod quarter_days;
mod reporting;
mod rule;
mod sequence;
mod tokens;
mod windows;
mod words;
mod years;

use std::ops::Range;

use boardlift_model::{Period, PeriodType, StatedPeriod};
use jiff::civil::Date;

use crate::fold;
pub use file_name::words_of_file_name;
pub use reporting::reported;
use rule::{Days, Match};
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
    let named = Named::of(text);
    let stated = named.stated_years();
    Some(named.first(stated.or(years))?.confirmed_by(stated))
}

/// Whether the words are a period and nothing else: `Q2 2023/24`, `As at March 2024`.
pub fn is_whole(text: &str, years: Years) -> bool {
    find(text, years).is_some_and(|found| found.span == (0..text.len()))
}

/// The financial and the academic year that a title, a heading or a running text names: `Q4 2022/23`, `Target
/// 22/23`, `January - March 2023` and `HT3 23/24` each name one. A single month or day names none, since a paper
/// is often written after the year that it is about, but for a month of a year that is printed in full, `Month 10 2017/18`;
/// and neither do two different years of one kind.
pub fn years_named(text: &str) -> Years {
    Named::of(text).years()
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

/// The words of periods in a text.
pub(crate) struct Named<'t> {
    text: &'t str,
    /// From first to last.
    words: Vec<Words>,
    /// Whether they speak of the year before (`Q3 last year`), which is not the caller's.
    of_earlier_year: bool,
}

/// Words of a period, also where their days can't be told.
struct Words {
    /// The bytes that they have in the text.
    span: Range<usize>,
    days: Days,
    /// Whether the words before say that what follows is only one end of a stretch, or what is compared with.
    open_ended: bool,
}

impl<'t> Named<'t> {
    /// Looks for all words of periods.
    pub(crate) fn of(text: &'t str) -> Self {
        let tokens = tokens::tokens(searched(text));
        let mut words = Vec::new();
        let mut at = 0;
        while at < tokens.len() {
            let start = Cursor::new(&tokens, at);
            match RULES.iter().find_map(|rule| rule(start)) {
                Some(found) => {
                    at = found.end.position().max(at + 1);
                    words.push(Words::of(start, found));
                }
                None => at += 1,
            }
        }
        let of_earlier_year = !words.is_empty() && tells_of_an_earlier_year(&tokens);
        Named { text, words, of_earlier_year }
    }

    /// Whether there are none.
    pub(crate) fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Whether a byte of the text belongs to one of them.
    pub(crate) fn covers(&self, byte: usize) -> bool {
        self.words.iter().any(|words| words.span.contains(&byte))
    }

    /// The text without them.
    pub(crate) fn removed(&self) -> String {
        let mut rest = String::with_capacity(self.text.len());
        let mut from = 0;
        for Words { span, .. } in &self.words {
            rest.push_str(self.text.get(from..span.start).unwrap_or_default());
            rest.push(' ');
            from = span.end;
        }
        rest.push_str(self.text.get(from..).unwrap_or_default());
        rest
    }

    /// The years that they state for the quarters and terms beside them. A bare pair serves both: `Autumn term,
    /// target 2022/23`.
    pub(crate) fn stated_years(&self) -> Years {
        let Years { financial, academic } = self.years();
        Years { financial, academic: academic.or(financial) }
    }

    /// The first period of several. Where that is a year, a part of it that stands apart from it goes before it
    /// (`2022/23 actual, Q3`), and where the part can't be told (`2023/24 actual, Term 1`), there is none: the figures
    /// don't cover the year.
    pub(crate) fn first(&self, years: Years) -> Option<FoundPeriod> {
        let (words, year, inferred) = self.told(years).next()?;
        if !is_year(&year) {
            return Some(self.found(words, year, inferred));
        }
        let part = self
            .told(years)
            .skip(1)
            .find(|(_, part, inferred)| *inferred && year.start <= part.start && part.end <= year.end);
        if let Some((words, part, inferred)) = part {
            return Some(self.found(words, part, inferred));
        }
        let has_untold =
            self.words.iter().any(|words| !words.open_ended && self.period(words, years).is_none());
        (!has_untold).then(|| self.found(words, year, inferred))
    }

    fn years(&self) -> Years {
        let periods = || self.told(Years::default()).map(|(_, period, _)| period);
        let financial = self.told(Years::default()).filter_map(|(words, period, _)| {
            financial_year(period).or_else(|| self.year_beside_month(words, period))
        });
        Years { financial: only(financial), academic: only(periods().filter_map(academic_year)) }
    }

    /// The financial year that the words of a month print in full: `Month 10 2017/18`.
    fn year_beside_month(&self, words: &Words, period: Period) -> Option<i16> {
        let printed = self.text.get(words.span.clone()).filter(|_| period.kind == PeriodType::Month)?;
        let tokens = tokens::tokens(printed);
        let prints_year = (0..tokens.len()).any(|at| years::is_financial(Cursor::new(&tokens, at)));
        prints_year.then(|| Period::financial_year_of(period.start))
    }

    /// The words whose days can be told, with these and whether the caller's years were needed.
    fn told(&self, years: Years) -> impl Iterator<Item = (&Words, Period, bool)> {
        self.words.iter().filter_map(move |words| {
            let (period, inferred) = self.period(words, years)?;
            Some((words, period, inferred))
        })
    }

    fn period(&self, words: &Words, years: Years) -> Option<(Period, bool)> {
        let years = if self.of_earlier_year { Years::default() } else { years };
        let (period, inferred) = words.days.in_years(years);
        period.filter(|_| !words.open_ended).map(|period| (period, inferred))
    }

    fn found(&self, words: &Words, period: Period, inferred: bool) -> FoundPeriod {
        let printed = self.text.get(words.span.clone()).unwrap_or_default();
        let stated = StatedPeriod { text: fold::printed(printed), period };
        FoundPeriod { stated, span: words.span.clone(), inferred }
    }
}

impl Words {
    fn of(start: Cursor, found: Match) -> Self {
        Words {
            span: start.span_to(found.end),
            days: found.days,
            open_ended: !found.two_ended && is_open_ended(start),
        }
    }
}

type Rule = fn(Cursor) -> Option<Match>;

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

fn is_open_ended(start: Cursor) -> bool {
    let is_compared = || start.before(2).is_some_and(|before| before.is("compared"));
    start.before(1).is_some_and(|before| {
        before.is_one_of(words::OPEN_ENDED) || (before.is("to") || before.is("with")) && is_compared()
    })
}

fn tells_of_an_earlier_year(tokens: &[Token]) -> bool {
    tokens.windows(2).any(|pair| {
        let [earlier, year] = pair else { return false };
        earlier.is_one_of(words::EARLIER) && year.is_one_of(words::YEAR)
    })
}

fn is_year(period: &Period) -> bool {
    use PeriodType::{AcademicYear, CalendarYear, FinancialYear};
    matches!(period.kind, FinancialYear | AcademicYear | CalendarYear)
}

/// The part of a text that is searched.
pub(crate) fn searched(text: &str) -> &str {
    text.get(..text.floor_char_boundary(SEARCHED)).unwrap_or(text)
}

fn financial_year(period: Period) -> Option<i16> {
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

fn academic_year(period: Period) -> Option<i16> {
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
