//! Headings that name a period by the paper's own: `This quarter`, `Last period`, `Same quarter last year`, `YTD`.
//!
//! Says how they lie to the period that the paper states, and which days these are once that is known. Refuses what the
//! period doesn't settle: `Last year` in a paper about a quarter may be all of that year or its same quarter, `This month` in
//! a paper about a quarter any of three.

use std::sync::LazyLock;

use boardlift_model::{Date, Period, PeriodType, period::Term};
use jiff::{Span, ToSpan};
use regex::Regex;

use super::roles;
use crate::fold;
use crate::period::{self, Named, Years};
use crate::phrases::Phrases;
use boardlift_model::StatedPeriod;

/// How a heading's period lies to the paper's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relation {
    /// The same: `This quarter`, `Current`, `Latest`.
    Same,
    /// The one before it: `Last quarter`.
    Before,
    /// The same a year earlier: `Same quarter last year`.
    YearBefore,
    /// From the start of the year to its end: `YTD`.
    ToDate,
    /// All of the year that ends with it: `Year end`.
    YearEnd,
}

/// A period as a heading names it by the paper's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Relative {
    /// How the one lies to the other.
    pub relation: Relation,
    /// How long it is, where the words say so.
    unit: Option<Length>,
}

/// How long a period is that is named by another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Length {
    Month,
    Quarter,
    Term,
    Year,
}

/// The period that a heading names by the paper's own, on its lowest level that names one. Nothing where it prints a period
/// itself or sets one against another: `Change since last quarter`.
pub fn relative(heading: &str) -> Option<Relative> {
    if heading.len() > super::LONGEST || !Named::of(heading).is_empty() {
        return None;
    }
    let levels: Vec<String> = heading.split(crate::area::BETWEEN_LEVELS).map(fold::key).collect();
    if levels.iter().any(|key| roles::compare(key)) {
        return None;
    }
    levels.iter().rev().find_map(|key| of_key(key))
}

/// Whether a heading says that its figures are the results and nothing more: `Actual`, `Our performance`, `Outturn`. They are
/// those of the period that the paper states.
pub fn is_bare_result(heading: &str) -> bool {
    let heading = heading.replace(crate::area::BETWEEN_LEVELS, " ");
    let key = fold::key(super::without_target_beside(&heading));
    let mut words = key.split(' ').filter(|word| !BESIDE_RESULTS.contains(word)).peekable();
    words.peek().is_some() && words.all(|word| RESULTS.contains(&word))
}

/// Whether a heading leaves its period to what stands around it: it prints none, names none by another and compares nothing.
pub fn names_no_period(heading: &str) -> bool {
    let key = fold::key(heading);
    Named::of(heading).is_empty()
        && relative(heading).is_none()
        && !heading.split(crate::area::BETWEEN_LEVELS).any(|level| roles::compare(&fold::key(level)))
        && !key.split(' ').any(|word| OF_ANOTHER_TIME.contains(&word))
}

/// The periods that a line defines such words by: `This period is December 2023, last period is November 2023`.
pub fn definitions(line: &str) -> Vec<(Relative, StatedPeriod)> {
    let key_of = |words: &str| fold::key(words);
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(stated) = line.get(from..).and_then(|rest| period::find(rest, Years::default())) {
        let before = line.get(from..from + stated.span.start).unwrap_or_default();
        let words = key_of(before.rsplit([',', ';', '.', '(']).next().unwrap_or(before));
        let words = words.strip_prefix("and ").unwrap_or(&words);
        let label = DEFINING.iter().find_map(|verb| words.strip_suffix(verb)).map(str::trim);
        if let Some(relative) = label.and_then(of_whole_key).filter(|_| !stated.inferred) {
            found.push((relative, stated.stated));
        }
        from += stated.span.end.max(1);
    }
    let current = found.iter().find(|(relative, _)| relative.relation == Relation::Same).cloned();
    if let Some((_, current)) = current {
        found.extend(line.split(['.', ';', '(', ')']).filter_map(|clause| by_another_year(clause, &current)));
    }
    found
}

/// What a clause defines by the current period in another year: `Previous year means the same three months of 2022`.
fn by_another_year(clause: &str, current: &StatedPeriod) -> Option<(Relative, StatedPeriod)> {
    static SAME: LazyLock<Regex> = LazyLock::new(|| {
        let verbs = DEFINING.map(str::trim).join("|");
        let length = r"period|time|quarter|month|(?:\w+ )?months|(?:\w+ )?weeks|half year|half";
        let before = r"last year|the (?:previous|prior|preceding) year|the year before|(?:a|one) year (?:earlier|before|ago)";
        let pattern = format!(
            r"^(?:and )?(.+?)(?: (?:{verbs}))? the same (?:{length})(?: (?:of|in))? (?:(20\d\d)|{before})$"
        );
        Regex::new(&pattern).expect("a good pattern")
    });
    let key = fold::key(clause);
    let found = SAME.captures(&key)?;
    let relative =
        of_whole_key(found.get(1)?.as_str()).filter(|relative| relative.relation != Relation::Same)?;
    let earlier = year_before(current.period)?;
    let year = found.get(2).map(|year| year.as_str().parse::<i16>());
    let is_meant = year.is_none_or(|year| year.is_ok_and(|year| earlier.start.year() == year));
    let text = clause.trim().to_owned();
    is_meant.then_some((relative, StatedPeriod { text, period: earlier }))
}

fn of_key(key: &str) -> Option<Relative> {
    let words: Vec<&str> = key.split(' ').collect();
    let longest = PHRASES.within(&words).max_by_key(|(place, _)| place.len());
    longest.map(|(_, relative)| *relative).or_else(|| current(&words))
}

fn of_whole_key(key: &str) -> Option<Relative> {
    let words: Vec<&str> = key.split(' ').collect();
    PHRASES.within(&words).find(|(place, _)| *place == (0..words.len())).map(|(_, relative)| *relative)
}

/// `Current`, `Latest performance`: the word alone or before words of results.
fn current(words: &[&str]) -> Option<Relative> {
    let (first, behind) = words.split_first()?;
    let is_current = matches!(*first, "current" | "latest")
        && behind
            .iter()
            .all(|word| RESULTS.contains(word) || BESIDE_RESULTS.contains(word) || *word == "position");
    is_current.then_some(Relative { relation: Relation::Same, unit: None })
}

impl From<Relation> for Relative {
    /// A period of whatever length the paper's own has.
    fn from(relation: Relation) -> Self {
        Relative { relation, unit: None }
    }
}

impl Relative {
    /// The days in a paper about this period; nothing where they can't be told.
    pub fn days(self, stated: Period) -> Option<Period> {
        let fits = self.unit.is_none_or(|unit| Some(unit) == length(stated.kind));
        match self.relation {
            Relation::Same | Relation::ToDate => fits.then_some(stated),
            Relation::Before => fits.then(|| before(stated)).flatten(),
            Relation::YearBefore => fits.then(|| year_before(stated)).flatten(),
            Relation::YearEnd => whole_year(stated),
        }
    }
}

fn length(kind: PeriodType) -> Option<Length> {
    Some(match kind {
        PeriodType::Month => Length::Month,
        PeriodType::Quarter => Length::Quarter,
        PeriodType::Term => Length::Term,
        PeriodType::FinancialYear | PeriodType::AcademicYear | PeriodType::CalendarYear => Length::Year,
        PeriodType::Day | PeriodType::HalfTerm | PeriodType::Range => return None,
    })
}

fn before(stated: Period) -> Option<Period> {
    let year = stated.start.year();
    match stated.kind {
        PeriodType::Month => month_on(stated, -1),
        PeriodType::Quarter => {
            let day = stated.start.yesterday().ok()?;
            let first = Period::financial_year_of(day);
            (1..=4).filter_map(|quarter| Period::quarter(first, quarter)).find(|known| known.end == day)
        }
        PeriodType::Term => match stated.start.month() {
            9 => Period::term(year - 1, Term::Summer),
            1 => Period::term(year - 1, Term::Autumn),
            _ => Period::term(year - 1, Term::Spring),
        },
        PeriodType::FinancialYear | PeriodType::AcademicYear | PeriodType::CalendarYear => {
            year_before(stated)
        }
        PeriodType::Day | PeriodType::HalfTerm | PeriodType::Range => None,
    }
}

fn month_on(stated: Period, months: i32) -> Option<Period> {
    let start = stated.start.checked_add(Span::new().months(months)).ok()?;
    Period::month(start.year(), start.month())
}

fn year_before(stated: Period) -> Option<Period> {
    let start = stated.start.checked_sub(1.year()).ok()?;
    let end = stated.end.checked_sub(1.year()).ok()?;
    let end = if is_last_of_month(stated.end) { end.last_of_month() } else { end };
    Some(Period { kind: stated.kind, start, end })
}

fn is_last_of_month(day: Date) -> bool {
    day == day.last_of_month()
}

/// The year that ends with the period: itself, or that of its last quarter or month.
fn whole_year(stated: Period) -> Option<Period> {
    if length(stated.kind) == Some(Length::Year) {
        return Some(stated);
    }
    let is_range = stated.kind == PeriodType::Range;
    let year = Period::financial_year(Period::financial_year_of(stated.start))?;
    (year.end == stated.end && (!is_range || year.start == stated.start)).then_some(year)
}

/// Words for results.
const RESULTS: &[&str] = &[
    "value",
    "values",
    "figure",
    "figures",
    "actual",
    "actuals",
    "result",
    "results",
    "performance",
    "outturn",
    "achieved",
    "attainment",
    "attained",
    "out",
    "turn",
    "achievement",
    "percentage",
    "score",
    "scores",
];

/// Words of figures that are from another time than those beside them.
const OF_ANOTHER_TIME: &[&str] = &[
    "previous", "prev", "prior", "last", "earlier", "next", "change", "year", "month", "quarter", "annual",
    "yearly", "date",
];

/// Words that may stand beside them and say nothing more.
const BESIDE_RESULTS: &[&str] = &["our", "the", "overall", "reported", "recorded", "level", "data", "%"];

/// What stands between such words and the period that they are defined by.
const DEFINING: [&str; 9] =
    [" is", " means", " refers to", " relates to", " covers", " was", " being", " for", ""];

static PHRASES: LazyLock<Phrases<Relative>> = LazyLock::new(|| {
    PHRASES_BY_RELATION
        .iter()
        .flat_map(|(relation, unit, phrases)| {
            phrases.iter().map(move |phrase| (*phrase, Relative { relation: *relation, unit: *unit }))
        })
        .collect()
});

/// The phrases as [`fold::key`] gives them.
const PHRASES_BY_RELATION: &[(Relation, Option<Length>, &[&str])] = &[
    (
        Relation::Same,
        None,
        &[
            "this period",
            "this periods",
            "current period",
            "reporting period",
            "this reporting period",
            "period actual",
            "for the period",
        ],
    ),
    (
        Relation::Same,
        Some(Length::Month),
        &["this month", "this months", "current month", "in month", "month actual", "for the month"],
    ),
    (
        Relation::Same,
        Some(Length::Quarter),
        &[
            "this quarter",
            "this quarters",
            "current quarter",
            "this qtr",
            "current qtr",
            "in quarter",
            "quarter actual",
            "for the quarter",
        ],
    ),
    (Relation::Same, Some(Length::Term), &["this term", "current term", "for the term"]),
    (
        Relation::Same,
        Some(Length::Year),
        &[
            "this year",
            "this years",
            "current year",
            "current financial year",
            "this financial year",
            "current yr",
            "this yr",
            "for the year",
        ],
    ),
    (
        Relation::Before,
        None,
        &[
            "last period",
            "last periods",
            "previous period",
            "prev period",
            "prior period",
            "preceding period",
            "last reporting period",
            "previous reporting period",
            "period before",
        ],
    ),
    (
        Relation::Before,
        Some(Length::Month),
        &[
            "last month",
            "last months",
            "previous month",
            "prev month",
            "prior month",
            "preceding month",
            "month before",
        ],
    ),
    (
        Relation::Before,
        Some(Length::Quarter),
        &[
            "last quarter",
            "last quarters",
            "previous quarter",
            "prev quarter",
            "prior quarter",
            "preceding quarter",
            "last qtr",
            "previous qtr",
            "prev qtr",
            "quarter before",
        ],
    ),
    (Relation::Before, Some(Length::Term), &["last term", "previous term"]),
    (
        Relation::Before,
        Some(Length::Year),
        &[
            "last year",
            "last years",
            "previous year",
            "prev year",
            "prior year",
            "preceding year",
            "last financial year",
            "previous financial year",
            "last yr",
            "previous yr",
            "prev yr",
            "prior yr",
            "year before",
        ],
    ),
    (
        Relation::YearBefore,
        None,
        &[
            "same period last year",
            "same period previous year",
            "same period prior year",
            "same period in previous year",
            "same period in the previous year",
            "same period of previous year",
            "same period the previous year",
            "same time last year",
            "same time previous year",
            "same point last year",
            "same point previous year",
            "this time last year",
            "corresponding period last year",
            "corresponding period previous year",
            "equivalent period last year",
            "period last year",
            "last year same period",
            "previous year same period",
            "last year at same point",
            "year ago",
        ],
    ),
    (
        Relation::YearBefore,
        Some(Length::Month),
        &[
            "same month last year",
            "same month previous year",
            "same month in previous year",
            "same month in the previous year",
            "this month last year",
            "last year same month",
            "previous year same month",
            "corresponding month last year",
        ],
    ),
    (
        Relation::YearBefore,
        Some(Length::Quarter),
        &[
            "same quarter last year",
            "same quarter previous year",
            "same quarter in previous year",
            "same quarter in the previous year",
            "same quarter prior year",
            "same quarter of previous year",
            "this quarter last year",
            "last year same quarter",
            "previous year same quarter",
            "corresponding quarter last year",
            "equivalent quarter last year",
            "same qtr last year",
            "quarter last year",
        ],
    ),
    (
        Relation::ToDate,
        None,
        &[
            "year to date",
            "ytd",
            "this year to date",
            "current year to date",
            "cumulative to date",
            "financial year to date",
        ],
    ),
    (
        Relation::YearEnd,
        None,
        &[
            "year end",
            "yr end",
            "end of year",
            "end of yr",
            "eoy",
            "end year",
            "full year",
            "end of financial year",
        ],
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    /// The days of a heading in papers about one period, or why there are none.
    fn check(heading: &str, stated: Option<Period>, expected: &str) {
        let relative = relative(heading);
        let days = relative.zip(stated).and_then(|(relative, stated)| relative.days(stated));
        let found = match (relative, days) {
            (None, _) => "-".to_owned(),
            (Some(_), None) => "?".to_owned(),
            (Some(_), Some(days)) => format!("{}..{}", days.start, days.end),
        };
        assert_eq!(found, expected, "{heading}");
    }

    #[test]
    fn in_a_paper_about_a_quarter() {
        let check = |heading, expected| check(heading, Period::quarter(2023, 1), expected);
        check("This quarter", "2023-04-01..2023-06-30");
        check("This quarter's performance", "2023-04-01..2023-06-30");
        check("Current performance", "2023-04-01..2023-06-30");
        check("Latest", "2023-04-01..2023-06-30");
        check("Target for the quarter", "2023-04-01..2023-06-30");
        check("Target for the year", "?");
        check("Last quarter", "2023-01-01..2023-03-31");
        check("Previous Quarter / Actual", "2023-01-01..2023-03-31");
        check("Same quarter last year", "2022-04-01..2022-06-30");
        check("This time last year", "2022-04-01..2022-06-30");
        check("YTD", "2023-04-01..2023-06-30");
        check("Last year", "?");
        check("This month", "?");
        check("Year end", "?");
    }

    #[test]
    fn in_a_paper_about_a_month_a_term_or_a_year() {
        check("Last period", Period::month(2024, 1), "2023-12-01..2023-12-31");
        check("Same month last year", Period::month(2024, 2), "2023-02-01..2023-02-28");
        check("Same month last year", Period::month(2025, 2), "2024-02-01..2024-02-29");
        check("Previous year", Period::month(2024, 1), "?");
        check("Last term", Period::term(2023, Term::Autumn), "2023-05-01..2023-08-31");
        check("Previous year", Period::financial_year(2023), "2022-04-01..2023-03-31");
        check("Last period", Period::financial_year(2023), "2022-04-01..2023-03-31");
        check("Year-end result", Period::financial_year(2023), "2023-04-01..2024-03-31");
        check("Yr end total / average", Period::financial_year(2023), "2023-04-01..2024-03-31");
        check("Year end", Period::quarter(2023, 4), "2023-04-01..2024-03-31");
        check("Last quarter", Period::financial_year(2023), "?");
        check("Current position", Some(Period::day(Date::constant(2023, 9, 30))), "2023-09-30..2023-09-30");
    }

    #[test]
    fn what_names_no_period_by_another() {
        let check = |heading, expected| check(heading, Period::quarter(2023, 1), expected);
        check("Actual", "-");
        check("Change since last quarter", "-");
        check("Variance from last year", "-");
        check("Last quarter Q3", "-");
        check("Current tenants in arrears", "-");
        check("", "-");
    }

    #[test]
    fn results_and_nothing_more() {
        for (heading, expected) in [
            ("Actual", true),
            ("Our performance", true),
            ("Actual result", true),
            ("Outturn", true),
            ("Performance / Actual", true),
            ("Housing / Actual", false),
            ("Target", false),
            ("Value", true),
            ("Target value", false),
            ("England", false),
            ("", false),
        ] {
            assert_eq!(is_bare_result(heading), expected, "{heading}");
        }
    }

    #[test]
    fn headings_that_leave_their_period_to_the_caption() {
        for (heading, expected) in [
            ("Approved", true),
            ("RAG ratings / Green", true),
            ("England", true),
            ("Last result", false),
            ("Change from Q3", false),
            ("Variance", false),
            ("Q5", false),
            ("Year end", false),
        ] {
            assert_eq!(names_no_period(heading), expected, "{heading}");
        }
    }

    #[test]
    fn sentences_that_define_such_words() {
        let check = |line: &str, expected: &[&str]| {
            let found: Vec<String> = definitions(line)
                .iter()
                .map(|(relative, stated)| format!("{:?} {}", relative.relation, stated.period.start))
                .collect();
            assert_eq!(found, expected, "{line}");
        };
        check(
            "This period is December 2023, last period is November 2023 and previous year is December 2022.",
            &["Same 2023-12-01", "Before 2023-11-01", "Before 2022-12-01"],
        );
        check(
            "Scorecard (this quarter: Q3 2023/24; last quarter: Q2 2023/24)",
            &["Same 2023-10-01", "Before 2023-07-01"],
        );
        check("Performance fell in December 2023, as it did last year.", &[]);
        check(
            "This period means April to June 2023. Previous year means the same three months of 2022.",
            &["Same 2023-04-01", "Before 2022-04-01"],
        );
        check(
            "This quarter: Q3 2023/24; last year: the same quarter a year earlier",
            &["Same 2023-10-01", "Before 2022-10-01"],
        );
        check(
            "This period means April to June 2023. Previous year means the same months of 2020.",
            &["Same 2023-04-01"],
        );
        check("Previous year means the same three months of 2022.", &[]);
    }

    #[test]
    fn phrases_are_keys() {
        for phrase in PHRASES_BY_RELATION.iter().flat_map(|(_, _, phrases)| phrases.iter()) {
            assert_eq!(fold::key(phrase), *phrase);
        }
    }
}
