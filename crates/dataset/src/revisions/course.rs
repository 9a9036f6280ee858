//! What each edition does to a figure, given those before it.

use boardlift_model::Observation;

use super::{Change, Edition, agreed, finer, is_reported};
use crate::likeness::{Likeness, likeness};

/// What is known of a figure after some editions.
#[derive(Debug, Clone)]
enum State<'o> {
    /// No edition prints the row.
    Unprinted,
    /// No edition prints a figure.
    Unpublished,
    /// The figure; several different ones where they came out nobody knows in which order.
    Published(Vec<&'o Observation>),
    /// The figure that there was, or those.
    Withdrawn(Vec<&'o Observation>),
}

/// The editions, each with what it does.
pub(super) fn editions(printings: Vec<Vec<&Observation>>) -> Vec<Edition<'_>> {
    let mut state = State::Unprinted;
    let editions = printings.into_iter().map(|printings| {
        let (change, next) = step(&state, &printings);
        state = next;
        Edition { printings, change }
    });
    editions.collect()
}

fn step<'o>(state: &State<'o>, printings: &[&'o Observation]) -> (Change, State<'o>) {
    match agreed(printings) {
        None => {
            let figures = printings.iter().copied().filter(|row| is_reported(row));
            (Change::Unclear, State::Published(figures.collect()))
        }
        Some(row) if is_reported(row) => printed(state, row),
        Some(_) => missing(state),
    }
}

/// An edition that prints a figure.
fn printed<'o>(state: &State<'o>, row: &'o Observation) -> (Change, State<'o>) {
    let (change, kept) = match state {
        State::Unprinted => (Change::First, row),
        State::Unpublished => (Change::FirstPublished, row),
        State::Published(before) => again(before, row, Change::Confirmed),
        State::Withdrawn(before) => again(before, row, Change::Reinstated),
    };
    (change, State::Published(vec![kept]))
}

/// An edition that prints a figure after others: what it does, which is `same` where it prints one of theirs, and the
/// printing with the most decimals. Those that come after are held against that one: of `48.4`, `48` and `47.6`, each
/// may be the one before it, rounded, and the last is not the first.
fn again<'o>(before: &[&'o Observation], row: &'o Observation, same: Change) -> (Change, &'o Observation) {
    let alike = |other: &&&Observation| likeness(&other.figure, &row.figure) != Likeness::Different;
    match before.iter().find(alike) {
        None => (Change::Revised, row),
        Some(other)
            if likeness(&other.figure, &row.figure) == Likeness::Rounded && same == Change::Confirmed =>
        {
            (Change::Rounded, finer(other, row))
        }
        Some(other) => (same, finer(other, row)),
    }
}

/// An edition that prints that there is no figure.
fn missing<'o>(state: &State<'o>) -> (Change, State<'o>) {
    match state {
        State::Unprinted => (Change::First, State::Unpublished),
        State::Unpublished | State::Withdrawn(_) => (Change::Missing, state.clone()),
        State::Published(before) => (Change::Withdrawn, State::Withdrawn(before.clone())),
    }
}

#[cfg(test)]
mod tests {
    use boardlift_model::Period;

    use super::*;
    use crate::testing::printed;

    /// Editions apart with `|`, the papers of one apart with `&`.
    fn check(editions: &str, expected: &str) {
        let papers = |edition: &str| {
            let rows = edition.split('&').enumerate();
            rows.map(|(at, text)| printed(&at.to_string(), "A", Period::quarter(2022, 1), text.trim()))
                .collect()
        };
        let rows: Vec<Vec<Observation>> = editions.split('|').map(papers).collect();
        let found = super::editions(rows.iter().map(|rows| rows.iter().collect()).collect());
        let found: Vec<&str> = found.iter().map(|edition| edition.change.as_str()).collect();
        assert_eq!(found.join(" "), expected, "{editions}");
    }

    #[test]
    fn a_figure_is_confirmed_or_revised() {
        check("81", "first");
        check("81 | 81 | 85 | 85", "first confirmed revised confirmed");
        check("81 | 85 | 81", "first revised revised");
        check("15.5% | 15.50% (provisional)", "first confirmed");
        check("<5 | 5", "first revised");
    }

    #[test]
    fn decimals_are_no_revision_but_do_not_hide_one() {
        check("9.8% | 10% | 9.8%", "first rounded confirmed");
        check("48.4% | 48% | 47.6%", "first rounded revised");
        check("48% | 48.4% | 47.6%", "first rounded revised");
        check("48.1% | 48.0%", "first revised");
    }

    #[test]
    fn missing_figures_are_published_and_withdrawn() {
        check(" | TBC | 5 | 5", "first missing first_published confirmed");
        check("5 | | awaiting data | 5", "first withdrawn missing reinstated");
        check("5 | * | 6", "first withdrawn revised");
        check("5.2% | | 5%", "first withdrawn reinstated");
        check(" | ", "first missing");
    }

    #[test]
    fn papers_of_one_edition_are_clear_where_they_agree() {
        check("81 & 81 | 85", "first revised");
        check("9.8% & 10% | 9.8%", "first confirmed");
        check(" & 81 | 81", "first confirmed");
        check("81 & 85", "unclear");
        check("80 | 81 & 85 | 90", "first unclear revised");
        check("81 & 85 | 85", "unclear confirmed");
        check("81 & 85 | | 81", "unclear withdrawn reinstated");
    }
}
