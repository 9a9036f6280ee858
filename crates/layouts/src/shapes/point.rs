//! Points that begin with their figure: `• 92% of plans were issued on time (target 90%)`.
//!
//! A point is prose. It is read only where name and value are plain: the figure first, then one clause without another figure
//! but for one in brackets with its label; and only in a list in which most points are of that kind. Changes (`12% more than
//! last year`) are figures of something that is not named.

use boardlift_lexicon::{period, targets};
use boardlift_model::{Block, Cell, Text};

use crate::header::ANY_YEARS;

use super::card;
use super::entry::Entry;
use super::label;
use super::piece::{Piece, What};

/// A longer clause is a sentence that may say anything.
const MOST_WORDS: usize = 20;
/// A shorter one names nothing.
const FEWEST_WORDS: usize = 2;

/// Words behind a figure that make it no figure of what follows: changes, verbs, parts of a phrase.
const NO_NAMES: [&str; 40] = [
    "increase",
    "increases",
    "decrease",
    "decreases",
    "reduction",
    "rise",
    "fall",
    "drop",
    "growth",
    "improvement",
    "more",
    "fewer",
    "less",
    "higher",
    "lower",
    "up",
    "down",
    "above",
    "below",
    "over",
    "under",
    "points",
    "percentage",
    "out",
    "in",
    "at",
    "on",
    "to",
    "from",
    "and",
    "or",
    "than",
    "is",
    "are",
    "was",
    "were",
    "has",
    "have",
    "had",
    "the",
];

/// What is done with money, where the word has another form than `invested` and `saved`.
const USES_OF_MONEY: [&str; 5] = ["spent", "paid", "won", "given", "lent"];

/// The entries of the points of one list, which begin at a block, below another. Standards give none: nothing in them
/// happened.
pub(super) fn entries(list: &[Block], first: usize, above: Option<&Block>) -> Vec<Entry> {
    let cuts: Vec<Option<(&Text, Parts<'_>)>> = list.iter().map(cut_of_item).collect();
    let figures = cuts.iter().flatten().map(|(_, parts)| parts.figure);
    if are_standards(list, above) || is_order_of_the_day(figures) {
        return Vec::new();
    }
    let points = cuts.into_iter().enumerate();
    let entries: Vec<Entry> =
        points.filter_map(|(at, cut)| cut.and_then(|(text, parts)| entry(text, parts, first + at))).collect();
    if entries.len() > 1 && 2 * entries.len() > list.len() { entries } else { Vec::new() }
}

fn cut_of_item(block: &Block) -> Option<(&Text, Parts<'_>)> {
    match block {
        Block::ListItem(text) => Some((text, cut(&text.text)?)),
        _ => None,
    }
}

/// Whether all figures may be times of a day and each is later than the one before: `9.30 Welcome`, `10.15 Questions`.
fn is_order_of_the_day<'a>(figures: impl Iterator<Item = &'a str>) -> bool {
    let minutes = |figure: &str| {
        let (hour, minute) = figure.split_once('.').filter(|(_, minute)| minute.len() == 2)?;
        let (hour, minute): (u16, u16) = (hour.parse().ok()?, minute.parse().ok()?);
        (hour < 24 && minute < 60).then_some(60 * hour + minute)
    };
    let times: Option<Vec<u16>> = figures.map(minutes).collect();
    times.is_some_and(|times| times.len() > 1 && times.is_sorted_by(|a, b| a < b))
}

/// The entries of paragraphs that are such points without their bullets, which some papers draw and don't print: each of several
/// that follow each other has a label in brackets.
pub(super) fn entries_without_bullets(paragraphs: &[Block], first: usize) -> Vec<Entry> {
    let labelled = |block: &Block| match block {
        Block::Paragraph(text) => cut(&text.text).is_some_and(|parts| !parts.labelled.is_empty()),
        _ => false,
    };
    let mut entries = Vec::new();
    let mut start = first;
    for run in paragraphs.chunk_by(|a, b| labelled(a) == labelled(b)) {
        let points = run.iter().enumerate().filter_map(|(at, block)| match block {
            Block::Paragraph(text) => entry(text, cut(&text.text)?, start + at),
            _ => None,
        });
        if run.len() > 1 && run.first().is_some_and(labelled) {
            entries.extend(points);
        }
        start += run.len();
    }
    entries
}

/// Whether the points of a list, none of which sets a target beside its figure, say what is to be: the words that lead on
/// to it do, or one of the points, `No more than 41 cases`, `96% of patients will wait …`.
fn are_standards(list: &[Block], above: Option<&Block>) -> bool {
    let points = || list.iter().filter_map(words);
    let have_targets = points().filter_map(cut).any(|parts| !parts.labelled.is_empty());
    let lead = above.and_then(words).filter(|words| words.trim_end().ends_with(':'));
    !have_targets && (lead.is_some_and(targets::lead_on) || points().any(targets::is_wish))
}

fn words(block: &Block) -> Option<&str> {
    match block {
        Block::Heading(text) | Block::Paragraph(text) | Block::ListItem(text) => Some(&text.text),
        Block::Grid(_) | Block::Footnote { .. } | Block::Key(_) => None,
    }
}

/// The lists of lines that are such points without bullets and without labels, which nothing but the words over them can vouch
/// for: `71.5% of tenants are satisfied`, one below the other. Only percentages measure by themselves: `10 measures that we
/// report` counts what the paper is about. A short line of its own may have been taken for a heading.
pub(super) fn lists_without_labels(blocks: &[Block]) -> Vec<Vec<Entry>> {
    let point = |(at, block): (usize, &Block)| match block {
        Block::Paragraph(text) | Block::Heading(text) => {
            let is_percentage = |parts: &Parts<'_>| parts.labelled.is_empty() && parts.figure.ends_with('%');
            let parts = cut(&text.text).filter(is_percentage)?;
            entry(text, parts, at)
        }
        _ => None,
    };
    let points: Vec<Option<Entry>> = blocks.iter().enumerate().map(point).collect();
    let runs = points.chunk_by(|a, b| a.is_some() == b.is_some());
    let lists = runs.map(|run| run.iter().flatten().cloned().collect::<Vec<Entry>>());
    let happened = |list: &Vec<Entry>| {
        let Some((first, last)) = list.first().zip(list.last()) else { return false };
        let printed = blocks.get(first.blocks.start..last.blocks.end).unwrap_or_default();
        let above = first.blocks.start.checked_sub(1).and_then(|above| blocks.get(above));
        !are_standards(printed, above)
    };
    lists.filter(|list| list.len() > 1 && happened(list)).collect()
}

fn entry(text: &Text, parts: Parts<'_>, block: usize) -> Option<Entry> {
    let Parts { figure, name, labelled } = parts;
    let cell = Cell::new(text.text.as_str(), text.place.clone());
    let piece = |what: What, words: &str| Piece {
        what,
        cell: Cell { text: words.to_owned(), ..cell.clone() },
        block,
        at: None,
        is_heading: false,
    };
    let mut entry = card::of(&piece(What::Words, name), &piece(What::Figure, figure))?;
    for label::Labelled { label, value } in labelled {
        entry.take(&piece(What::Labelled(label), &value));
    }
    Some(entry)
}

/// A point's parts.
struct Parts<'a> {
    figure: &'a str,
    name: &'a str,
    labelled: Vec<label::Labelled>,
}

fn cut(text: &str) -> Option<Parts<'_>> {
    // `3 May`, `2022/23`: any year will do to see a period.
    if period::find(text, ANY_YEARS).is_some_and(|found| found.span.start == 0) {
        return None;
    }
    let end = text
        .match_indices(' ')
        .map(|(at, _)| at)
        .take_while(|end| label::is_bare_figure(&text[..*end]))
        .last()?;
    let (figure, rest) = text.split_at(end);
    let (figure, is_parted) = without_dash(figure);
    if figure.ends_with(':') || figure.contains(": ") {
        // `1998: 12 parishes joined`: what stands before the colon is a label.
        return None;
    }
    let (clause, labelled) = bracket(rest.trim().trim_end_matches('.'))?;
    let name = clause.strip_prefix("of ").unwrap_or(clause).trim();
    let words = name.split_whitespace().count();
    let first = name.split_whitespace().next()?;
    let is_plain = (FEWEST_WORDS..=MOST_WORDS).contains(&words)
        && (is_parted && first == "the"
            || !NO_NAMES.contains(&first.to_lowercase().as_str())
            || is_use_of_money(figure, name))
        && !name.contains([';', ':', '%', '£'])
        && !name.contains(". ");
    is_plain.then_some(Parts { figure, name, labelled })
}

/// A figure without the dash that parts it from its name, `29 days - the time taken to let a home`, and whether there was one.
fn without_dash(figure: &str) -> (&str, bool) {
    let bare = figure.trim_end_matches([' ', '-', '–', '—']);
    (bare, bare.len() < figure.len())
}

/// Whether a clause says what was done with a sum, which is a noun itself: `£2.3m was spent on footway resurfacing`.
fn is_use_of_money(sum: &str, clause: &str) -> bool {
    let mut words = clause.split(' ');
    let is_passive = matches!(words.next(), Some("was" | "were" | "is" | "are"))
        && words.next().is_some_and(|word| word.ends_with("ed") || USES_OF_MONEY.contains(&word));
    sum.starts_with('£') && is_passive && words.nth(1).is_some()
}

/// A clause and what stands in brackets at its end: labels with their values, else nothing is plain.
fn bracket(text: &str) -> Option<(&str, Vec<label::Labelled>)> {
    let Some((clause, inner)) = text.strip_suffix(')').and_then(|text| text.rsplit_once('(')) else {
        return (!text.contains(['(', ')'])).then_some((text, Vec::new()));
    };
    let labelled = label::all(inner);
    let is_whole = !labelled.is_empty() && labelled.iter().all(|part| label::is_plain_value(&part.value));
    is_whole.then_some((clause.trim(), labelled))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<(&str, &str, &str)>) {
        let found = cut(text).map(|Parts { figure, name, labelled }| {
            let labelled: Vec<String> =
                labelled.iter().map(|part| format!("{}={}", part.label, part.value)).collect();
            (figure.to_owned(), name.to_owned(), labelled.join(" "))
        });
        let expected = expected
            .map(|(figure, name, labelled)| (figure.to_owned(), name.to_owned(), labelled.to_owned()));
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn a_figure_and_what_it_counts() {
        check(
            "92% of plans were issued on time (target 90%)",
            Some(("92%", "plans were issued on time", "target=90%")),
        );
        check("1,846 contacts were passed on.", Some(("1,846", "contacts were passed on", "")));
        check(
            "£2.3m was spent on footway resurfacing (target £2.5m)",
            Some(("£2.3m", "was spent on footway resurfacing", "target=£2.5m")),
        );
        check("18 lamps were switched on (target 25)", Some(("18", "lamps were switched on", "target=25")));
        check(
            "29 days - the time taken to re-let our empty homes",
            Some(("29 days", "the time taken to re-let our empty homes", "")),
        );
        check("74 – Average rating of our homes", Some(("74", "Average rating of our homes", "")));
        check("88% of meetings within 20 days", Some(("88%", "meetings within 20 days", "")));
    }

    #[test]
    fn orders_of_the_day() {
        let of_day = |figures: &[&str]| is_order_of_the_day(figures.iter().copied());
        assert!(of_day(&["9.30", "10.00", "10.45"]));
        assert!(!of_day(&["9.30"]));
        assert!(!of_day(&["9.30", "8.45"]));
        assert!(!of_day(&["9.30", "10.75"]));
        assert!(!of_day(&["9.3", "10.4"]));
    }

    #[test]
    fn changes_dates_and_sentences() {
        check("12% more than last year", None);
        check("3 May 2023 is the day of the meeting", None);
        check("20 weeks is the limit", None);
        check("92% of plans were issued on time, up from 80%", None);
        check("92% of plans (see the table)", None);
        check("2 boards", None);
        check("The toolkit was relaunched", None);
        check("1998: 12 parishes joined", None);
        check("1986: new offices opened", None);
        check("£2.3m was the budget of the year", None);
        check("92% was achieved in the year", None);
    }
}
