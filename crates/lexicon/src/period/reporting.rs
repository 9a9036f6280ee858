//! The period that a line states as the one that a paper or a table is about.
//!
//! A day is one only as the day that the figures are from (`as at 30 September 2023`); any other day is that of a meeting or
//! of a print. A month may be that too, and isn't one beside words that say so, nor beside a longer period. What is aimed at
//! (`Targets for 2024/25`) is nothing reported.

use boardlift_model::{Period, PeriodType, StatedPeriod};

use super::{Named, Words, Years, is_year};
use crate::fold;

/// The periods that a line states as those reported on, each once. Several leave it open which is meant, or mean all.
///
/// Of a year and a part of it the part is meant: `2023/24, quarter 3`. The caller's years serve parts without a year.
pub fn reported(line: &str, years: Years) -> Vec<StatedPeriod> {
    let named = Named::of(line);
    let years = named.stated_years().or(years);
    let mut stated: Vec<StatedPeriod> = Vec::new();
    for (words, period, inferred) in named.told(years) {
        let is_new = stated.iter().all(|known| known.period != period);
        let is_reported = !is_aim(line, words) && !is_year_of_a_report(line, &period);
        if is_new && is_reported && (period.kind != PeriodType::Day || is_reported_day(line, words)) {
            stated.push(named.found(words, period, inferred).stated);
        }
    }
    let has_untold =
        named.words.iter().any(|words| !words.open_ended && named.period(words, years).is_none());
    without_lesser(&stated, line, has_untold)
}

/// Leaves out the months that say when something is printed or told, the years that are narrowed down, and what can't be
/// told for certain because a part that belongs to it can't be.
fn without_lesser(stated: &[StatedPeriod], line: &str, has_untold: bool) -> Vec<StatedPeriod> {
    let is_annual = has_word(line, ANNUAL);
    let stands_beside = |month: &Period| {
        let longer = stated.iter().any(|other| {
            let is_month = other.period.kind == PeriodType::Month;
            !is_month && (is_annual || !contains(&other.period, month) || !is_year(&other.period))
        });
        longer || has_untold || tells_of_a_meeting(line)
    };
    let left: Vec<StatedPeriod> = stated
        .iter()
        .filter(|found| found.period.kind != PeriodType::Month || !stands_beside(&found.period))
        .cloned()
        .collect();
    let is_narrowed = |period: &Period| {
        is_year(period)
            && (has_untold
                || left.iter().any(|other| other.period != *period && contains(period, &other.period)))
    };
    left.iter().filter(|found| !is_narrowed(&found.period)).cloned().collect()
}

fn contains(outer: &Period, inner: &Period) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

/// Whether the words right before or behind a period make it one that is planned for: `Target 2024/25`. What is set against
/// targets is what was done in their time: `Performance against targets for 2005-06`.
fn is_aim(line: &str, words: &Words) -> bool {
    let before = line.get(..words.span.start).unwrap_or_default();
    // `Performance against plan 2022/23 and targets for 2024/25` sets nothing against those targets.
    let phrase = before.rsplit([':', ';', ',', '.']).next().unwrap_or(before);
    let phrase = phrase.rsplit(" and ").next().unwrap_or(phrase);
    if has_word(phrase, &["against"]) {
        return false;
    }
    let beside = |text: &str, last: bool| {
        let key = fold::key(text);
        let mut words = key.split(' ').filter(|word| !matches!(*word, "for" | "the" | "to"));
        let word = if last { words.next_back() } else { words.next() };
        word.is_some_and(|word| AIMS.contains(&word))
    };
    let behind = line.get(words.span.end..).unwrap_or_default();
    beside(before, true) || beside(behind, false)
}

/// Whether a calendar year may be the one that a report is named after, or was written in: `Annual report 2023`.
fn is_year_of_a_report(line: &str, period: &Period) -> bool {
    period.kind == PeriodType::CalendarYear
        && (has_word(line, ANNUAL) || has_word(line, &["report"]))
        && !has_word(line, &["calendar"])
}

/// Whether the words before a day say that figures are from then: `as at`, `position at`, `up to`.
fn is_reported_day(line: &str, words: &Words) -> bool {
    let before = fold::key(line.get(..words.span.start).unwrap_or_default());
    AS_AT.iter().any(|words| before == *words || before.ends_with(&format!(" {words}")))
}

/// Whether a line tells of a meeting, or of when something was printed: a body that meets, named last or right before a date,
/// or words of publication.
fn tells_of_a_meeting(line: &str) -> bool {
    let key = fold::key(line);
    let meets = || key.split(' ').any(|word| MEETING.contains(&word));
    has_word(line, PRINTED)
        || REPORTS_TO.iter().any(|words| key.contains(words))
        || meets() && !has_word(line, REPORTS)
}

fn has_word(line: &str, known: &[&str]) -> bool {
    fold::key(line).split(' ').any(|word| known.contains(&word))
}

/// Words beside a period that is planned for.
const AIMS: &[&str] = &["target", "targets", "budget", "forecast", "baseline", "trajectory", "ambition"];

/// Words before the day that figures are from. A meeting is held on its day, and at its place.
const AS_AT: &[&str] = &["at", "as of", "position on", "snapshot on", "data to", "up to", "to"];

/// Words that say when something was printed.
const PRINTED: &[&str] = &[
    "published",
    "publication",
    "printed",
    "issued",
    "updated",
    "version",
    "dated",
    "prepared",
    "produced",
    "agenda",
    "meeting",
    "minutes",
    "deadline",
    "due",
    "next",
    "approved",
];

/// Bodies that meet.
const MEETING: &[&str] = &[
    "board",
    "cabinet",
    "committee",
    "executive",
    "panel",
    "council",
    "forum",
    "assembly",
    "commission",
    "scrutiny",
];

/// Words that lead up to a body that meets.
const REPORTS_TO: &[&str] =
    &["report to ", "report for ", "presented to ", "submitted to ", "considered by "];

/// Words of a report: beside them a body that meets is the one that it is written for.
const REPORTS: &[&str] = &[
    "dashboard",
    "scorecard",
    "performance",
    "kpi",
    "kpis",
    "indicators",
    "indicator",
    "monitoring",
    "report",
    "dataset",
    "data",
    "measures",
    "figures",
    "results",
    "outturn",
    "period",
    "month",
    "snapshot",
    "statistics",
];

/// Words of a report on a whole year.
const ANNUAL: &[&str] = &["annual", "yearly", "year", "outturn"];

#[cfg(test)]
mod tests {
    use super::*;

    /// The first days of the periods, and how long they are in days.
    fn check(line: &str, expected: &[&str]) {
        let found: Vec<String> = reported(line, Years::default())
            .iter()
            .map(|stated| format!("{} {}..{}", stated.period.kind, stated.period.start, stated.period.end))
            .collect();
        assert_eq!(found, expected, "{line}");
    }

    #[test]
    fn titles_state_their_period() {
        check("Quarter 3 2023/24", &["quarter 2023-10-01..2023-12-31"]);
        check("Scorecard Q3 (October to December 2023)", &["quarter 2023-10-01..2023-12-31"]);
        check("Quarter 2 performance, July to September 2023", &["quarter 2023-07-01..2023-09-30"]);
        check("April 2023 – March 2024", &["financial_year 2023-04-01..2024-03-31"]);
        check("Results for the year ending 31 March 2024", &["range 2023-04-01..2024-03-31"]);
        check("2023/24 year end", &["financial_year 2023-04-01..2024-03-31"]);
        check("Annual report 2022-23", &["financial_year 2022-04-01..2023-03-31"]);
        check("Board key performance indicators: period 9, December 2023", &["month 2023-12-01..2023-12-31"]);
        check("Corporate scorecard 2023/24: December 2023", &["month 2023-12-01..2023-12-31"]);
        check("Performance pack: April to September 2023", &["range 2023-04-01..2023-09-30"]);
        check("Calendar year 2023 report", &["calendar_year 2023-01-01..2023-12-31"]);
        check("Annual report 2023", &[]);
        check("Scorecard", &[]);
    }

    #[test]
    fn a_day_is_that_of_the_figures_only_where_the_words_say_so() {
        check("Position as at 30 September 2023", &["day 2023-09-30..2023-09-30"]);
        check("Data up to 30 September 2023", &["day 2023-09-30..2023-09-30"]);
        check("Children and families, at 31 December 2023", &["day 2023-12-31..2023-12-31"]);
        check("Executive, 28 November 2023: Annex 1", &[]);
        check("Date: 28/11/2023", &[]);
    }

    #[test]
    fn months_of_meetings_and_of_print_are_none() {
        check("Overview and Scrutiny Committee, March 2024", &[]);
        check("Report to Cabinet, March 2024", &[]);
        check("Published June 2024", &[]);
        check("Quarter 3 2023/24 performance report, January 2024", &["quarter 2023-10-01..2023-12-31"]);
        check("Annual report 2022/23, March 2023", &["financial_year 2022-04-01..2023-03-31"]);
        check("Quarter 3 performance, January 2024", &[]);
        check("SEND Board scorecard March 2024", &["month 2024-03-01..2024-03-31"]);
    }

    #[test]
    fn several_periods_are_told() {
        check(
            "Performance in 2021/22 and 2022/23",
            &["financial_year 2021-04-01..2022-03-31", "financial_year 2022-04-01..2023-03-31"],
        );
        check("Targets for 2024/25", &[]);
        check("Performance against our targets for 2005-06", &["financial_year 2005-04-01..2006-03-31"]);
        check(
            "Performance against plan 2022/23 and targets for 2024/25",
            &["financial_year 2022-04-01..2023-03-31"],
        );
        check("Quarter 4 2023/24 and targets 2024/25", &["quarter 2024-01-01..2024-03-31"]);
    }

    #[test]
    fn the_callers_year_serves_a_part_without_one() {
        let found = reported("Quarter 2 performance", Years { financial: Some(2023), academic: None });
        assert_eq!(found.first().map(|stated| stated.period), Period::quarter(2023, 2));
    }
}
