//! Cards that are the cells of a table: name, figure and words about it run together in each cell.
//!
//! The words of a cell come without their lines, and a name may hold figures of its own. What may be cut is plain: the
//! figure stands first, or it is the last number of the cell but for a labelled one, and what follows it is a judgement,
//! a movement, a period or a few words.

use boardlift_model::Cell;

use super::{Found, Table, printed};
use crate::shapes::card;
use crate::shapes::entry::Entry;
use crate::shapes::label;
use crate::shapes::piece::{self, Piece, What};

/// The words of a card are few, in bytes.
const LONGEST_CARD: usize = 300;
/// More words behind a figure go on with its name.
const MOST_WORDS_OF_REMARK: usize = 4;

/// The entries of a table each of whose cells is a card; nothing for any other table.
pub(super) fn read(table: &Table<'_>) -> Option<Vec<Entry>> {
    let mut section: Option<&Cell> = None;
    let mut entries = Vec::new();
    for (row, cells) in table.grid.rows().iter().enumerate() {
        match printed(cells).as_slice() {
            [(_, title)] if cut(&title.text).is_none() => section = Some(title),
            cards => {
                for (column, cell) in cards {
                    let entry = entry(table, row, *column, cell)?;
                    entries.push(Entry { section: section.cloned(), ..entry });
                }
            }
        }
    }
    (entries.len() > 1).then_some(entries)
}

fn entry(table: &Table<'_>, row: usize, column: usize, cell: &Cell) -> Option<Entry> {
    let Parts { name, figure, rest } = cut(&cell.text)?;
    let piece = |what: What, words: &str| {
        let cell = Cell { text: words.to_owned(), ..cell.clone() };
        table.piece(&Found { what, cell: &cell, row, column })
    };
    let figure = Piece { at: None, ..piece(What::Figure, figure) };
    let mut entry = card::of(&piece(What::Words, name), &figure)?;
    for words in [rest.remark, rest.labelled].into_iter().filter(|words| !words.is_empty()) {
        let words = Cell { text: words.to_owned(), ..cell.clone() };
        for (what, cell) in piece::of_words(&words)? {
            entry.take_within(&table.piece(&Found { what, cell: &cell, row, column }));
        }
    }
    Some(entry)
}

/// A card's words.
#[derive(Debug, PartialEq, Eq)]
struct Parts<'a> {
    name: &'a str,
    figure: &'a str,
    rest: Rest<'a>,
}

/// What stands behind a figure.
#[derive(Debug, Default, PartialEq, Eq)]
struct Rest<'a> {
    /// Words about it, or its period.
    remark: &'a str,
    /// Labels with their values.
    labelled: &'a str,
}

impl<'a> Rest<'a> {
    /// What stands behind a figure, if it is about it and holds no other figure but behind a label.
    fn of(words: &'a str) -> Option<Self> {
        let is_remark = |words: &str| {
            let is_few = words.split_whitespace().count() <= MOST_WORDS_OF_REMARK;
            words.is_empty()
                || is_few && !words.contains(|c: char| c.is_ascii_digit())
                || label::is_period(words)
        };
        let starts =
            [0].into_iter().chain(words.match_indices(' ').map(|(at, _)| at + 1)).chain([words.len()]);
        // The fewest words that can be its label: `Better than last quarter Target 54%`.
        let cut = starts.rev().map(|at| (words[..at].trim(), &words[at..]));
        let mut cut = cut
            .filter(|(remark, rest)| is_remark(remark) && (rest.is_empty() || !label::all(rest).is_empty()));
        cut.next().map(|(remark, labelled)| Rest { remark, labelled })
    }
}

fn cut(text: &str) -> Option<Parts<'_>> {
    if text.len() > LONGEST_CARD {
        return None;
    }
    first_figure(text).or_else(|| last_figure(text))
}

/// The figure first, then the name: `92% of plans issued in time`.
fn first_figure(text: &str) -> Option<Parts<'_>> {
    let ends = text.match_indices(' ').map(|(at, _)| at);
    let end = ends.take_while(|end| is_bare(&text[..*end])).last()?;
    let (figure, name) = text.split_at(end);
    let name = name.trim();
    name.contains(char::is_alphabetic).then_some(Parts { name, figure, rest: Rest::default() })
}

/// The name first, then the figure, and what is said of it.
fn last_figure(text: &str) -> Option<Parts<'_>> {
    let starts: Vec<usize> = text.match_indices(' ').map(|(at, _)| at + 1).collect();
    let ends: Vec<usize> = starts.iter().map(|start| start - 1).chain([text.len()]).collect();
    for start in starts.iter().rev() {
        let begins_with_digit =
            text[*start..].starts_with(|c: char| c.is_ascii_digit() || "£<>~-–+".contains(c));
        if !begins_with_digit {
            continue;
        }
        let end = ends.iter().rev().find(|end| *end > start && is_bare(&text[*start..**end]))?;
        let (name, figure, rest) = (text[..*start].trim(), &text[*start..*end], text[*end..].trim());
        if let Some(rest) = Rest::of(rest).filter(|_| !ends_with_label(name)) {
            return label::role(name).is_none().then_some(Parts { name, figure, rest });
        }
    }
    None
}

/// Whether words end with a label behind a figure, `Plans issued 92% Target`: the number that follows is the label's.
fn ends_with_label(words: &str) -> bool {
    let follows_figure = |at: usize| {
        let before = words[..at].rsplit(' ').next().unwrap_or_default();
        let label = &words[at..];
        is_bare(before) && label::role(label).is_some() && !label.contains(|c: char| c.is_ascii_digit())
    };
    words.ends_with(':') || words.match_indices(' ').any(|(at, _)| follows_figure(at))
}

fn is_bare(text: &str) -> bool {
    label::is_bare_figure(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<(&str, &str, &str)>) {
        let found = cut(text)
            .map(|Parts { name, figure, rest }| (name, figure, format!("{}|{}", rest.remark, rest.labelled)));
        let expected = expected.map(|(name, figure, rest)| (name, figure, rest.to_owned()));
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn a_name_a_figure_and_words() {
        check(
            "Calls answered within 60 seconds (Q2 2023/24 only) 81% Up",
            Some(("Calls answered within 60 seconds (Q2 2023/24 only)", "81%", "Up|")),
        );
        check(
            "Children in care per 10,000 population 73.4 Worsening",
            Some(("Children in care per 10,000 population", "73.4", "Worsening|")),
        );
        check(
            "Average days to process new housing benefit claims 18 days Stayed the same",
            Some(("Average days to process new housing benefit claims", "18 days", "Stayed the same|")),
        );
        check("Plans issued 92%", Some(("Plans issued", "92%", "|")));
        check(
            "Plans issued within 20 weeks 92.4% Improving",
            Some(("Plans issued within 20 weeks", "92.4%", "Improving|")),
        );
        check(
            "Days to process a claim 18 days Target: 20 days",
            Some(("Days to process a claim", "18 days", "|Target: 20 days")),
        );
        check("Children in care per 10,000 73.4 ▲", Some(("Children in care per 10,000", "73.4 ▲", "|")));
    }

    #[test]
    fn remarks_and_labels_behind_the_figure() {
        check(
            "Plans issued 92% Better than last quarter Target 90%",
            Some(("Plans issued", "92%", "Better than last quarter|Target 90%")),
        );
        check(
            "Plans issued 92% National average 85%",
            Some(("Plans issued", "92%", "|National average 85%")),
        );
        check("Plans issued 92% in the quarter", Some(("Plans issued", "92%", "in the quarter|")));
    }

    #[test]
    fn a_figure_and_its_name() {
        check("92% of plans issued within 20 weeks", Some(("of plans issued within 20 weeks", "92%", "|")));
        check("18 days to process a claim", Some(("to process a claim", "18 days", "|")));
    }

    #[test]
    fn other_cells() {
        check("92%", None);
        check("Plans issued", None);
        check("Plans issued 92% 93% 94%", Some(("Plans issued 92% 93%", "94%", "|")));
    }
}
