//! Names with their figures behind them on one line: `Calls answered: 90% Target: 85%`, `Number of requests received - 134`.
//!
//! It only cuts lines; whether a list of them gives indicators is for [`list`](super::list) to say.

use boardlift_lexicon::matter;
use boardlift_model::{Cell, Text};

use super::entry::Entry;
use super::label::{self, Labelled};
use super::piece::{Piece, What};

/// What stands between a name and its figure.
const SEPARATORS: [&str; 4] = [": ", " - ", " – ", " — "];
/// A longer line is prose, in bytes.
const LONGEST_LINE: usize = 300;
/// A longer name is prose, in words.
const MOST_WORDS_OF_NAME: usize = 25;
/// A longer figure holds more than itself, in bytes; a bracket behind it isn't counted.
const LONGEST_FIGURE: usize = 30;
/// A longer bracket behind a figure is prose, in bytes.
const LONGEST_BRACKET: usize = 60;

/// The entry of a line, which is a block from 0; nothing for any other line.
pub(super) fn entry(text: &Text, block: usize) -> Option<Entry> {
    let Pair { name, figure, labelled } = cut(&text.text)?;
    let piece = |what: What, words: &str| Piece {
        what,
        cell: Cell::new(words, text.place.clone()),
        block,
        at: None,
        is_heading: false,
    };
    let name = piece(What::Words, name);
    let mut entry = Entry::named(Some(&name), &name);
    if let Some(figure) = figure {
        entry.take_figure(&piece(What::Figure, figure));
    }
    for Labelled { label, value } in labelled {
        entry.take(&piece(What::Labelled(label), &value));
    }
    Some(entry)
}

/// Whether words may be the name beside a figure that nothing is printed over. Those that would head a column are labels.
pub(super) fn is_name(words: &str) -> bool {
    let is_few = words.split_whitespace().count() <= MOST_WORDS_OF_NAME;
    let is_label = || label::role(words).is_some() && !matter::counts(words);
    words.contains(char::is_alphabetic)
        && is_few
        && !words.contains(". ")
        && !label::is_period(words)
        && !is_label()
}

/// Whether words are a figure and no number of a telephone, which begins with a nought or is in groups.
pub(super) fn is_figure(words: &str) -> bool {
    let is_dialled =
        words.strip_prefix('0').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let bare =
        words.strip_suffix(')').and_then(|words| words.split_once(" (")).map_or(words, |(bare, _)| bare);
    bare.len() <= LONGEST_FIGURE && label::is_plain_value(words) && !is_dialled && !label::is_period(words)
}

/// The parts of a line.
struct Pair<'a> {
    name: &'a str,
    /// The figure right behind the name.
    figure: Option<&'a str>,
    /// The labels with their values behind that.
    labelled: Vec<Labelled>,
}

/// The parts of a line, cut at the first separator behind which figures stand and nothing else.
fn cut(line: &str) -> Option<Pair<'_>> {
    if line.len() > LONGEST_LINE {
        return None;
    }
    let separators = line.char_indices().filter_map(|(at, _)| {
        let separator = SEPARATORS.iter().find(|separator| line[at..].starts_with(**separator))?;
        Some((line[..at].trim(), line[at + separator.len()..].trim()))
    });
    let mut pairs = separators.filter_map(|(name, rest)| {
        let (figure, labelled) = figures(rest)?;
        Some(Pair { name, figure, labelled })
    });
    pairs.next().filter(|pair| is_name(pair.name) && !holds_pair(pair.name))
}

/// Whether words hold a name and its figure already: lines that ran together, of which nobody can say where one ends.
fn holds_pair(words: &str) -> bool {
    words.match_indices(": ").any(|(at, joint)| {
        let behind = words[at + joint.len()..].split(' ').next().unwrap_or_default();
        label::is_bare_figure(behind) && behind.contains(['%', '£'])
    })
}

/// A figure and labelled ones behind it, or labelled ones alone, of which there must be several. A bracket that holds
/// labelled figures is no remark of the first.
fn figures(words: &str) -> Option<(Option<&str>, Vec<Labelled>)> {
    let ends = words.match_indices(' ').map(|(at, _)| at).chain([words.len()]);
    let with_figure = |end: usize| {
        let figure = words[..end].trim_end_matches([',', ';', '|', '–', '-', ' ']);
        let rest = words[end..].trim_matches(|c: char| " ,;|–-".contains(c));
        let labelled = bracketed(rest);
        let is_whole = rest.is_empty() || !labelled.is_empty();
        (is_whole && is_figure(figure)).then_some((Some(figure), labelled))
    };
    let all = ends.take_while(|end| *end <= LONGEST_FIGURE + LONGEST_BRACKET).filter_map(with_figure);
    let alone = || Some((None, label::all(words))).filter(|(_, labelled)| labelled.len() > 1);
    all.max_by_key(|(_, labelled)| labelled.len()).or_else(alone)
}

/// The labelled values of words that may stand in brackets.
fn bracketed(words: &str) -> Vec<Labelled> {
    let inner = words.strip_prefix(['(', '[']).and_then(|words| words.strip_suffix([')', ']']));
    label::all(inner.unwrap_or(words))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, expected: Option<(&str, &str)>) {
        let found = cut(line).map(|Pair { name, figure, labelled }| {
            let labelled = labelled.iter().map(|part| format!("{}={}", part.label, part.value));
            let values: Vec<String> = figure.map(str::to_owned).into_iter().chain(labelled).collect();
            (name.to_owned(), values.join(" "))
        });
        let expected = expected.map(|(name, values)| (name.to_owned(), values.to_owned()));
        assert_eq!(found, expected, "{line}");
    }

    #[test]
    fn a_name_and_its_figures() {
        check("Overall satisfaction: 90% Target: 85%", Some(("Overall satisfaction", "90% Target=85%")));
        check("Calls answered – 95% (target 90%)", Some(("Calls answered", "95% target=90%")));
        check("Calls answered - 95%, target 90%", Some(("Calls answered", "95% target=90%")));
        check(
            "Our repairs: 67.6% (down from 70.6% a year ago) - our target for 2021/22 is 77%",
            Some(("Our repairs", "67.6% (down from 70.6% a year ago) our target for 2021/22=77%")),
        );
        check(
            "Time to let a home: 41 days (15 a year ago) - our target for 2021/22 is 28 days",
            Some(("Time to let a home", "41 days (15 a year ago) our target for 2021/22=28 days")),
        );
        check("Calls answered: Target 90% | Actual 95%", Some(("Calls answered", "Target=90% Actual=95%")));
        check("Rent: 4.18%* Target: 4.25%", Some(("Rent", "4.18%* Target=4.25%")));
        check(
            "Rent due: 98% Target: No official target. We collect what we can.",
            Some(("Rent due", "98% Target=No official target. We collect what we can.")),
        );
        check("Number of requests received - 134", Some(("Number of requests received", "134")));
        check("Complaints - closed at stage 1 - 1,648", Some(("Complaints - closed at stage 1", "1,648")));
        check("Average days to let a home: 18 days", Some(("Average days to let a home", "18 days")));
    }

    #[test]
    fn other_lines() {
        check("Target: 95%", None);
        check("Telephone: 01234 567890", None);
        check("Complaints: 0–5", Some(("Complaints", "0–5")));
        check("Complaints: 0é", None);
        check("Complaints: 0%", Some(("Complaints", "0%")));
        check("Opening hours: 9am to 5pm", None);
        check("Date: 5 May 2023", None);
        check("Published: 2023", None);
        check("Repairs: 99.2% - our target is 100% Homes let: 99% - our target is 98%", None);
        check("Calls answered", None);
        check("We answered calls in time. In all: 95%", None);
        check("Housing: 95% of homes are let, which is good", None);
    }
}
