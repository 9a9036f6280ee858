//! The day of a meeting, as sites print it.

use std::sync::LazyLock;

use jiff::civil::Date;
use regex::{Captures, Regex};

/// `12 Mar 2024`, `Tuesday, 12th March, 2024`, `12-Mar-2024`.
static IN_WORDS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(\d{1,2})(?:st|nd|rd|th)?[\s,.-]+(?:of\s+)?(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b(?:[\s,.-]+(\d{4})\b)?").ok()
});

/// `12/03/2024`, the day first.
static IN_FIGURES: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"\b(\d{1,2})[/.](\d{1,2})[/.](\d{4})\b").ok());

/// `2024-03-12`.
static BY_STANDARD: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"\b(\d{4})-(\d{2})-(\d{2})(?:\b|T)").ok());

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// The first day that a text names in full.
pub(super) fn day_in(text: &str) -> Option<Date> {
    let in_words = || {
        let regex = IN_WORDS.as_ref()?;
        regex.captures_iter(text).find_map(|found| {
            let year = number(&found, 3)?;
            date(year, month(&found)?, number(&found, 1)?)
        })
    };
    let in_figures = || {
        let regex = IN_FIGURES.as_ref()?;
        regex
            .captures_iter(text)
            .find_map(|found| date(number(&found, 3)?, number(&found, 2)?, number(&found, 1)?))
    };
    let by_standard = || {
        let regex = BY_STANDARD.as_ref()?;
        regex
            .captures_iter(text)
            .find_map(|found| date(number(&found, 1)?, number(&found, 2)?, number(&found, 3)?))
    };
    in_words().or_else(in_figures).or_else(by_standard)
}

/// The day that a heading of a calendar names, `Monday, 8 June`: without a year it is the one nearest to `near`.
pub(super) fn day_near(text: &str, near: Date) -> Option<Date> {
    let found = IN_WORDS.as_ref()?.captures(text)?;
    let (month, day) = (month(&found)?, number(&found, 1)?);
    if let Some(year) = number(&found, 3) {
        return date(year, month, day);
    }
    let years = [near.year(), near.year().saturating_sub(1), near.year().saturating_add(1)];
    let days = years.into_iter().filter_map(|year| date(year, month, day));
    days.min_by_key(|day| day.since(near).map_or(i32::MAX, |span| span.get_days().abs()))
}

fn month(found: &Captures<'_>) -> Option<i16> {
    let name = found.get(2)?.as_str().to_ascii_lowercase();
    let at = MONTHS.iter().position(|month| *month == name)?;
    i16::try_from(at + 1).ok()
}

fn number(found: &Captures<'_>, group: usize) -> Option<i16> {
    found.get(group)?.as_str().parse().ok()
}

fn date(year: i16, month: i16, day: i16) -> Option<Date> {
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn days_are_read() {
        let check = |text: &str, expected: Option<Date>| assert_eq!(day_in(text), expected, "{text}");
        let march = Some(date(2024, 3, 12));
        check("12 Mar 2024 6.30 pm", march);
        check("Agenda for Cabinet on Tuesday, 12th March, 2024, 10.00 am", march);
        check("Public reports pack 12th-Mar-2024 10.00 Cabinet", march);
        check("Tuesday 12 March 2024", march);
        check("the 12th of March 2024", march);
        check(" 12/03/2024 ", march);
        check("12.03.2024", march);
        check("2024-03-12T10:00", march);
        check("1 Sept 2024", Some(date(2024, 9, 1)));
        check("31 Feb 2024, moved to 1 Mar 2024", Some(date(2024, 3, 1)));
        check("12 March", None);
        check("10 marching bands 2024", None);
        check("99/99/2024", None);
        check("", None);
    }

    #[test]
    fn days_without_a_year_are_those_of_their_month() {
        let check = |text: &str, near: Date, expected: Option<Date>| {
            assert_eq!(day_near(text, near), expected, "{text}");
        };
        check("Monday, 8 June", date(2026, 6, 1), Some(date(2026, 6, 8)));
        check("Thursday, 1 January", date(2025, 12, 1), Some(date(2026, 1, 1)));
        check("Wednesday, 31 December", date(2026, 1, 1), Some(date(2025, 12, 31)));
        check("Monday 8 June 2020", date(2026, 6, 1), Some(date(2020, 6, 8)));
        check("Thursday, 29 February", date(2024, 2, 1), Some(date(2024, 2, 29)));
        check("June", date(2026, 6, 1), None);
    }
}
