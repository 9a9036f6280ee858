//! Lists between marks, `604 |`, of whose headings nobody knows a word: how many cells make a row.
//!
//! The marks say where each cell ends, so that only the width is open. It is told by what stands in the columns: headings
//! first, then rows that begin with words, or all with a period, and hold figures in the same columns. Refuses a list in which
//! two widths fit.

use std::ops::Range;

use boardlift_lexicon::period::{self, Years};

use super::Entry;
use crate::shape;

/// The most columns that are tried.
const MOST_COLUMNS: usize = 24;

/// A single row below its headings may be cut in many ways.
const FEWEST_ROWS: usize = 2;

/// The stretches of entries that all end with a mark: as long as they can be, and cut at their blank lines where they are no
/// list as a whole, since each of several tables has headings of its own.
pub(super) fn runs(entries: &[Entry<'_>]) -> Vec<Range<usize>> {
    let mut runs = Vec::new();
    let mut end = 0;
    for run in entries.chunk_by(|a, b| a.is_marked == b.is_marked) {
        let start = end;
        end += run.len();
        if !run.first().is_some_and(|entry| entry.is_marked) {
            continue;
        }
        if width(run).is_some() {
            runs.push(start..end);
            continue;
        }
        let mut from = start;
        for part in run.chunk_by(|_, below| !below.after_blank) {
            runs.push(from..from + part.len());
            from += part.len();
        }
    }
    runs
}

/// How many cells a row of the list has; nothing where none or several numbers fit.
pub(super) fn width(run: &[Entry<'_>]) -> Option<usize> {
    let fits = |width: &usize| {
        let mut rows = run.chunks(*width);
        run.len().is_multiple_of(*width) && rows.next().is_some_and(are_headings) && are_rows(&rows)
    };
    let mut widths = (2..=MOST_COLUMNS.min(run.len() / (FEWEST_ROWS + 1))).filter(fits);
    widths.next().filter(|_| widths.next().is_none())
}

fn are_headings(row: &[Entry<'_>]) -> bool {
    row.iter().all(|entry| shape::is_words(&entry.text) || is_period(&entry.text))
}

/// Whether words are a period and nothing else: `2022`, `09/10`.
fn is_period(text: &str) -> bool {
    period::is_whole(text, Years::default())
}

/// Whether all rows begin with words or all with a period, and each column below holds figures all the way down or none; at
/// least one holds them. A blank cell fits anywhere but under the names.
fn are_rows<'r, 't: 'r>(rows: &(impl Iterator<Item = &'r [Entry<'t>]> + Clone)) -> bool {
    // A mark ends the cell, so that words beside its figure are no name.
    let is_value = |entry: &Entry<'_>| shape::is_value(&entry.text);
    let begin_with =
        |test: fn(&str) -> bool| rows.clone().all(|row| row.first().is_some_and(|entry| test(&entry.text)));
    let begin_with_names = begin_with(shape::is_words) || begin_with(is_period);
    let Some(width) = rows.clone().next().map(<[_]>::len) else { return false };
    let columns = (1..width).map(|at| {
        let printed =
            || rows.clone().filter_map(move |row| row.get(at)).filter(|entry| !entry.text.is_empty());
        (printed().any(is_value), printed().all(is_value))
    });
    begin_with_names && columns.clone().all(|(any, all)| any == all) && columns.clone().any(|(any, _)| any)
}

#[cfg(test)]
mod tests {
    use super::super::entries;
    use super::*;
    use crate::testing::lines_of;

    fn check(cells: &str, expected: Option<usize>) {
        let cells: Vec<String> = cells.split_whitespace().map(|cell| cell.replace('_', " ")).collect();
        let text = format!("{} |", cells.join(" |\n"));
        assert_eq!(width(&entries(&lines_of(&text))), expected, "{text}");
    }

    #[test]
    fn the_columns_tell_the_width() {
        check("Stage Received On_time Upheld One 604 84% 50% Two 72 78% 39%", Some(4));
        check("Quarter Received Q1 297 Q2 320 Total_(2023/24) 617", Some(2));
        check("Measure 2022 2023 Plans_issued 5 6 Visits_made 7 8", Some(3));
        check("Measure 09/10 12/13 Tonnes_landfilled 29,481 19,497[1] *Reused 8078_tonnes 40%", Some(3));
        check("Year Minutes 2015 10.8 2016 12.0 2017 14.6", Some(2));
        check("Service Received Team Parks 5 North Roads 6 South", Some(3));
    }

    #[test]
    fn lists_without_an_even_grid() {
        check("Stage Received On_time One 604 84% Two 72", None);
        check("Home Services Council Contact", None);
        check("Stage Received One two three 5", None);
        check("5 6 7 8", None);
    }
}
