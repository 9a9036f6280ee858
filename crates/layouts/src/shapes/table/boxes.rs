//! Cards that are the cells of a table: name, figure and words about it run together in each cell.
//!
//! The words of a cell come without their lines, and a name may hold figures of its own. What may be cut is plain: the
//! figure stands first, or it is the last number of the cell but for a labelled one, and what follows it is a judgement,
//! a movement, a period or a few words.

use boardlift_model::Cell;

use super::{Found, Table, printed};
use crate::header;
use crate::shapes::card;
use crate::shapes::entry::Entry;
use crate::shapes::label;
use crate::shapes::piece::{self, Piece, What};

/// More words behind a figure go on with its name.
const MOST_WORDS_OF_REMARK: usize = 4;

/// The entries of a table each of whose cells is a card; nothing for any other table.
pub(super) fn read(table: &Table<'_>) -> Option<Vec<Entry>> {
    if header::find(table.grid).is_some() {
        return None;
    }
    let rows = table.grid.rows().iter().enumerate();
    let cells = rows
        .flat_map(|(row, cells)| printed(cells).into_iter().map(move |(column, cell)| (row, column, cell)));
    let entries: Vec<Entry> =
        cells.map(|(row, column, cell)| entry(table, row, column, cell)).collect::<Option<_>>()?;
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
    if !rest.is_empty() {
        let words = Cell { text: rest.to_owned(), ..cell.clone() };
        for (what, cell) in piece::of_words(&words)? {
            let part = Found { what, cell: &cell, row, column };
            entry.take_within(&table.piece(&part));
        }
    }
    Some(entry)
}

/// A card's words.
#[derive(Debug, PartialEq, Eq)]
struct Parts<'a> {
    name: &'a str,
    figure: &'a str,
    rest: &'a str,
}

fn cut(text: &str) -> Option<Parts<'_>> {
    first_figure(text).or_else(|| last_figure(text))
}

/// The figure first, then the name: `92% of plans issued in time`.
fn first_figure(text: &str) -> Option<Parts<'_>> {
    let ends = text.match_indices(' ').map(|(at, _)| at);
    let end = ends.take_while(|end| is_bare(&text[..*end])).last()?;
    let (figure, name) = text.split_at(end);
    let name = name.trim();
    name.contains(char::is_alphabetic).then_some(Parts { name, figure, rest: "" })
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
        if is_remark(rest) && !ends_with_label(name) {
            return label::role(name).is_none().then_some(Parts { name, figure, rest });
        }
    }
    None
}

/// Whether words end with a label behind a figure, `Plans issued 92% Target`: the number that follows is the label's.
fn ends_with_label(words: &str) -> bool {
    let follows_figure = |at: usize| {
        let before = words[..at].rsplit(' ').next().unwrap_or_default();
        is_bare(before) && label::role(&words[at..]).is_some()
    };
    words.ends_with(':') || words.match_indices(' ').any(|(at, _)| follows_figure(at))
}

fn is_bare(text: &str) -> bool {
    label::is_bare_figure(text)
}

/// Whether what stands behind a figure is about it and holds no other, unless behind a label.
fn is_remark(rest: &str) -> bool {
    let is_few = rest.split_whitespace().count() <= MOST_WORDS_OF_REMARK
        && !rest.contains(|c: char| c.is_ascii_digit());
    is_few || label::is_period(rest) || !label::all(rest).is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<(&str, &str, &str)>) {
        let found = cut(text).map(|Parts { name, figure, rest }| (name, figure, rest));
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn a_name_a_figure_and_words() {
        check("Plans issued 92%", Some(("Plans issued", "92%", "")));
        check(
            "Plans issued within 20 weeks 92.4% Improving",
            Some(("Plans issued within 20 weeks", "92.4%", "Improving")),
        );
        check(
            "Days to process a claim 18 days Target: 20 days",
            Some(("Days to process a claim", "18 days", "Target: 20 days")),
        );
        check("Children in care per 10,000 73.4 ▲", Some(("Children in care per 10,000", "73.4 ▲", "")));
    }

    #[test]
    fn a_figure_and_its_name() {
        check("92% of plans issued within 20 weeks", Some(("of plans issued within 20 weeks", "92%", "")));
        check("18 days to process a claim", Some(("to process a claim", "18 days", "")));
    }

    #[test]
    fn other_cells() {
        check("92%", None);
        check("Plans issued", None);
        check("Plans issued 92% 93% 94%", Some(("Plans issued 92% 93%", "94%", "")));
    }
}
