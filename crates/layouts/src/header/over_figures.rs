//! The heading of a table whose words for the names nobody knows: the row over its figures.
//!
//! Figures below and a blank or unknown word over the names are not enough: some of the words must be those that councils
//! print over the figures of indicators, or stand right above and announce such figures. Without them the rows may be those
//! of any list.

use std::ops::Range;

use boardlift_lexicon::heading::Role;
use boardlift_lexicon::judgement;
use boardlift_model::Cell;

use super::lines::{holds_figure, is_missing, printed, role};
use crate::contents::Contents;
use crate::indicators;
use crate::subject;

/// Where a heading is.
pub(super) struct Anchor {
    /// Its row, or one of its rows.
    pub(super) row: usize,
    /// The column of the names.
    pub(super) names: usize,
}

/// The row over the figures of which some words speak of figures; `top` are the rows in which a heading may begin.
pub(super) fn find(rows: &[Vec<Cell>], top: Range<usize>) -> Option<Anchor> {
    candidates(rows, top).into_iter().find(|anchor| speaks(&rows[anchor.row], anchor.names))
}

/// The row next over the figures that may be a heading.
pub(super) fn nearest(rows: &[Vec<Cell>], top: Range<usize>) -> Option<Anchor> {
    candidates(rows, top).into_iter().next()
}

/// The rows that may be headings over figures, from the lowest up.
fn candidates(rows: &[Vec<Cell>], top: Range<usize>) -> Vec<Anchor> {
    let is_of_figures = |row: &Vec<Cell>| printed(row).nth(1).is_some() && printed(row).any(holds_figure);
    let Some(first) = rows.iter().position(is_of_figures) else { return Vec::new() };
    let width = rows[first].len();
    let contents: Vec<Contents> = (0..width).map(|at| Contents::of(at, &rows[first..])).collect();
    let names = contents.iter().position(Contents::are_words);
    let Some(names) = names.filter(|&at| !are_labels(&rows[first..], at)) else { return Vec::new() };
    let figures: Vec<usize> = (names + 1..width).filter(|&at| contents[at].are_figures()).collect();
    let heads = |at: &usize| {
        let is_headed = |column: &usize| rows[*at..first].iter().any(|row| stands_over(row, *column));
        is_heading(&rows[*at]) && figures.iter().any(is_headed)
    };
    top.rev().filter(|at| *at < first).filter(heads).map(|row| Anchor { row, names }).collect()
}

/// Whether a row in the middle of a grid heads another table: nothing or a single line stands right above it, and figures
/// right below it, under half of its words at least. The words, or the line, speak of figures, or the table stands apart from
/// what is above it. Judgements may be those of a row.
pub(super) fn begins_anew(rows: &[Vec<Cell>], at: usize) -> bool {
    let (Some(above), Some(below)) = (at.checked_sub(1).map(|above| &rows[above]), rows.get(at + 1)) else {
        return false;
    };
    let mut line = printed(above);
    let title = line.next();
    let judges = |cell: &Cell| judgement::rag(&cell.text).is_some();
    if line.next().is_some() || !is_heading(&rows[at]) || printed(&rows[at]).any(judges) {
        return false;
    }
    let Some(names) = rows[at].iter().position(|cell| !cell.is_blank()) else { return false };
    let over = rows[at].iter().zip(below).skip(names + 1).filter(|(cell, _)| !cell.is_blank());
    let over: Vec<bool> = over.map(|(_, below)| holds_figure(below)).collect();
    let figures = over.iter().filter(|is_figure| **is_figure).count();
    let is_announced = || title.is_some_and(|cell| indicators::announces_figures(&cell.text));
    let heads_all = || figures == over.len() && printed(below).count() == over.len() + 1;
    let is_apart = || heads_all() && stands_apart(rows, at);
    figures > 0 && 2 * figures >= over.len() && (speaks(&rows[at], names) || is_announced() || is_apart())
}

/// Whether a blank row parts a row, and the line of one cell right above it, from the rows before.
fn stands_apart(rows: &[Vec<Cell>], at: usize) -> bool {
    let is_below_blank = || at.checked_sub(1).is_some_and(|above| printed(&rows[above]).next().is_none());
    title_apart(rows, at).is_some() || is_below_blank()
}

/// The line of one cell right above a heading, as its row, where a blank row parts it from the rows before: the heading's
/// title, and no name of a row above.
pub(super) fn title_apart(rows: &[Vec<Cell>], at: usize) -> Option<usize> {
    let mut above = rows[..at].iter().rev().map(|row| printed(row).count());
    (above.next() == Some(1) && above.next() == Some(0)).then(|| at - 1)
}

/// Whether most words of a column are labels, `Target` and `Status`, of figures beside them: then it has no names.
fn are_labels(rows: &[Vec<Cell>], at: usize) -> bool {
    let cells = rows.iter().filter_map(|row| row.get(at)).filter(|cell| !cell.is_blank());
    let (labels, others): (Vec<&Cell>, Vec<&Cell>) =
        cells.partition(|cell| subject::of(&cell.text).is_some());
    labels.len() > others.len()
}

/// At least two words, none of them a figure or a mark for a missing one.
fn is_heading(row: &[Cell]) -> bool {
    printed(row).nth(1).is_some() && !printed(row).any(|cell| holds_figure(cell) || is_missing(cell))
}

/// Whether a word of a row is one that stands over figures, or over the names of indicators. What an indicator is called may
/// speak of figures too, so that over the names only a known heading counts.
fn speaks(row: &[Cell], names: usize) -> bool {
    let mut printed = row.iter().enumerate().filter(|(_, cell)| !cell.is_blank());
    printed.any(|(at, cell)| {
        indicators::speaks_of_figures(&cell.text) && (at != names || role(cell) == Some(Role::Indicator))
    })
}

fn stands_over(row: &[Cell], column: usize) -> bool {
    row.get(column).is_some_and(|cell| !cell.is_blank() || cell.covered)
}

#[cfg(test)]
mod tests {
    use crate::header;
    use crate::testing::general;

    /// The headings of the columns that gave figures, and how many figures there are.
    fn check(lines: &str, expected: &[&str], count: usize) {
        let figures = general(lines).figures;
        let mut found: Vec<&str> = figures.iter().map(|figure| figure.column_text.as_str()).collect();
        found.sort_unstable();
        found.dedup();
        assert_eq!((&found[..], figures.len()), (expected, count), "{lines}");
    }

    #[test]
    fn the_row_over_the_figures_is_the_heading() {
        check(
            "No. | Commitment | Q4 2017/18 | < | Change from Q3 | <
              | | Assurance | Feedback | Assurance | Feedback
             1 | We explain our role | 97% | 80% | -3% | +2%",
            &[
                "Change from Q3 / Assurance",
                "Change from Q3 / Feedback",
                "Q4 2017/18 / Assurance",
                "Q4 2017/18 / Feedback",
            ],
            4,
        );
        check(
            "Service | Complaints | Late (%)\nParks | 4 | 5%\nWaste | 6 | 7%",
            &["Complaints", "Late (%)"],
            4,
        );
        check("Priority | Red | Green | Total\nHomes | 1 | 5 | 6", &["Green", "Red", "Total"], 3);
    }

    #[test]
    fn names_behind_their_numbers_are_names() {
        check(
            " | Q1 2019/20 | < | Change from Q4 | <
              | Complainants | Bodies | Complainants | Bodies
             5. We listen | 74% | 82% | -2% | -
             6. We explain | 86% | 90% | -5% | +1%",
            &[
                "Change from Q4 / Bodies",
                "Change from Q4 / Complainants",
                "Q1 2019/20 / Bodies",
                "Q1 2019/20 / Complainants",
            ],
            8,
        );
    }

    #[test]
    fn words_of_any_list_are_no_heading_of_figures() {
        check("Item | Subject | Page\n1 | Apologies | 3\n2 | Minutes | 4", &[], 0);
        check("Ward | Councillors | Surgeries\nNorth | 3 | 12\nSouth | 2 | 10", &[], 0);
    }

    #[test]
    fn the_line_over_the_table_may_announce_the_figures() {
        check(
            "# Planning\n# Decisions, 2022/23\n\nType | Approved | Refused\nMinor | 187 | 22\nMajor | 7 | 2",
            &["Approved", "Refused"],
            4,
        );
    }

    #[test]
    fn labels_of_figures_are_no_names() {
        let document =
            crate::testing::document("What we do | Plans\nTarget | 95%\nEngland | 91%\nVisits | 3");
        assert_eq!(
            document.grids().find_map(|grid| header::find(grid).or_else(|| header::nearest(grid))),
            None
        );
    }

    #[test]
    fn a_table_without_a_heading_is_left_alone() {
        check("Calls answered | 85% | 90% | G\nBins collected | 98% | 99% | A", &[], 0);
    }

    #[test]
    fn another_table_in_the_same_grid() {
        check(
            "Measure | Target | Actual
             Plans | 85% | 78%
             Visits | 60% | 50%
             Decisions, 2022/23 | |
             Type | Approved | Refused
             Minor | 187 | 22
             Major | 7 | 2",
            &["Actual", "Approved", "Refused", "Target"],
            8,
        );
    }
    #[test]
    fn a_table_that_stands_apart_is_another_whatever_its_words() {
        let lines = "Measure | Target | Actual
                     Plans | 85% | 78%
                      | |
                     Councillors | |
                     Ward | Members | Surgeries
                     North | 3 | 12
                     South | 2 | 10";
        check(lines, &["Actual", "Target"], 2);
        // Words beside figures are those of a row.
        let row = lines.replace("Ward | Members | Surgeries", "Visits | See note | See note");
        check(&row.replace("North | 3 | 12", "North | 3 | See note"), &["Actual", "Target"], 8);
    }
}
