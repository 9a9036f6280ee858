//! What a line or a row looks like: headings or figures.
//!
//! Knows no meaning beyond what the lexicon says of single words; which column is which is for the layouts.

use boardlift_lexicon::heading::{self, Role};
use boardlift_lexicon::period::Years;
use boardlift_lexicon::value;
use boardlift_model::Status;

/// The longest words that are asked about, in bytes. Headings and values are short; long ones are prose.
const SHORT_BYTES: usize = 160;

/// Whether words are what a value cell holds: a figure, or known words for a missing one. Nothing is none.
pub(crate) fn is_value(text: &str) -> bool {
    let is_short = !text.is_empty() && text.len() <= SHORT_BYTES;
    is_short && !matches!(value::read(text, Years::default()).cell.status, Status::Text | Status::Blank)
}

/// Whether a line of its own holds a value and nothing else: words beside a figure stand in brackets. `20 week
/// timeliness` may be a figure with words or the name of a row that begins with a figure.
pub(crate) fn is_value_alone(text: &str) -> bool {
    if text.is_empty() || text.len() > SHORT_BYTES {
        return false;
    }
    let reading = value::read(text, Years::default()).cell;
    let has_words = reading.note.is_some_and(|note| !note.starts_with('('));
    match reading.status {
        Status::Text => is_bare_figure(text),
        Status::Blank => false,
        _ => !has_words,
    }
}

/// Whether words hold a figure and no letter: `323.5`, `10 + 115`.
pub(crate) fn is_bare_figure(text: &str) -> bool {
    text.contains(|char: char| char.is_ascii_digit()) && !text.contains(char::is_alphabetic)
}

/// Whether words begin with a figure.
pub(crate) fn begins_with_figure(text: &str) -> bool {
    let words = text.trim_start_matches(['<', '>', '≤', '≥', '~', '-', '–', '£', '(', '+', '±', ' ']);
    words.starts_with(|char: char| char.is_ascii_digit())
}

/// What a column heading of these words would hold; nothing where they are no known heading.
pub(crate) fn role(text: &str) -> Option<Role> {
    if text.is_empty() || text.len() > SHORT_BYTES {
        return None;
    }
    heading::read(text, Years::default()).role
}

/// Whether a row heads a table: most of its words are known headings, of more than one column, and none is a
/// figure.
pub(crate) fn is_heading_row<'c>(cells: impl Iterator<Item = &'c str>) -> bool {
    let (mut known, mut unknown) = (0_usize, 0_usize);
    for cell in cells.filter(|cell| !cell.is_empty()) {
        match role(cell) {
            Some(_) => known += 1,
            None if is_value(cell) => return false,
            None => unknown += 1,
        }
    }
    known >= 2 && known > unknown
}

/// Whether a row holds figures: a value stands in it, and it does not head a table.
pub(crate) fn is_data_row<'c>(cells: impl Iterator<Item = &'c str> + Clone) -> bool {
    cells.clone().any(is_value) && !is_heading_row(cells)
}

/// Whether a line of its own may be a name or a title: letters, and no value alone.
pub(crate) fn is_words(text: &str) -> bool {
    text.contains(char::is_alphabetic) && !is_value_alone(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_alone_and_names_are_told_apart() {
        for value in [
            "8% (May 23)",
            "30.8% (national SEN2 2022)",
            "<50",
            "n/a",
            "0",
            "18 weeks",
            "10 + 115",
            "17/19",
            "-107",
            "awaiting data",
        ] {
            assert!(is_value_alone(value), "{value}");
        }
        for name in [
            "20 week timeliness",
            "0-25 population",
            "100% attendance pupils",
            "Appeals",
            "Year 9 reviews",
            "",
            "·",
        ] {
            assert!(!is_value_alone(name), "{name}");
        }
        assert!(
            begins_with_figure("<16 places")
                && begins_with_figure("£5 a head")
                && !begins_with_figure("Year 9")
        );
    }

    #[test]
    fn headings_and_figures_are_told_apart() {
        for (row, heads, holds) in [
            (&["Ref", "Indicator", "Target", "Q1"][..], true, false),
            (
                &["KPI No", "", "KPIs", "Current Month Performance - Mar 24", "Target", "National"],
                true,
                false,
            ),
            (&["29", "% of young people supported", "38.9%", "42%"], false, true),
            (&["", "EHCPs", "is better", "-3.6", "-2.8"], false, true),
            (&["Health", "", ""], false, false),
            (&["", "", ""], false, false),
            (&["67", "Plans judged to be good", "60%", "New KPI", "70%"], false, true),
        ] {
            assert_eq!(is_heading_row(row.iter().copied()), heads, "{row:?}");
            assert_eq!(is_data_row(row.iter().copied()), holds, "{row:?}");
        }
    }
}
