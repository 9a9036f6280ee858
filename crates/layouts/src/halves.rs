//! Tables in two halves, or more, beside each other under the same heading: `Ref | Indicator | Target | | Ref | Indicator |
//! Target`. A wide page holds more rows so.
//!
//! Each half is read as a table of its own, the left one first. Refuses a grid in which the headings aren't the same word
//! by word, in which a cell reaches from one half into the next, or in which something stands between them.

use std::ops::Range;

use boardlift_lexicon::fold;
use boardlift_lexicon::heading::{self, Role};
use boardlift_model::{Cell, Grid};

use crate::header::{ANY_YEARS, printed};
use crate::look::Piece;

/// The fewest columns of a half: names and figures.
const FEWEST_COLUMNS: usize = 2;

/// The halves of a grid; none where it is one table.
pub(crate) fn pieces(grid: &Grid) -> Vec<Piece> {
    let Some(head) = grid.rows().iter().position(|row| printed(row).nth(1).is_some()) else {
        return Vec::new();
    };
    let rows = &grid.rows()[head..];
    let halves = halves(&rows[0]);
    let is_parted = halves.len() > 1 && rows.iter().all(|row| is_parted(row, &halves));
    if !is_parted {
        return Vec::new();
    }
    let piece = |columns: Range<usize>| {
        let cells = rows.iter().map(|row| row[columns.clone()].to_vec()).collect();
        Piece::upright(Grid::new(cells, grid.method), head, columns.start)
    };
    halves.into_iter().map(piece).collect()
}

/// The columns of each half under these headings: from one over names to the next with the same words, without the
/// columns between them that nothing heads.
fn halves(head: &[Cell]) -> Vec<Range<usize>> {
    let keys: Vec<String> = head.iter().map(|cell| fold::key(&cell.text)).collect();
    let Some(first) = keys.first().filter(|first| !first.is_empty()) else { return Vec::new() };
    let starts: Vec<usize> = (0..keys.len()).filter(|&at| keys[at] == *first).collect();
    let ends = starts.iter().skip(1).copied().chain([keys.len()]);
    let headed = |(start, end): (usize, usize)| {
        let width = keys[start..end].iter().rposition(|key| !key.is_empty()).map_or(0, |last| last + 1);
        start..start + width
    };
    let halves: Vec<Range<usize>> = starts.iter().copied().zip(ends).map(headed).collect();
    let are_alike = halves.iter().all(|half| keys[half.clone()] == keys[halves[0].clone()]);
    if are_alike && is_heading(&head[halves[0].clone()]) { halves } else { Vec::new() }
}

/// Whether headings begin with those of names and go on to figures.
fn is_heading(head: &[Cell]) -> bool {
    let mut roles = head.iter().map(|cell| heading::read(&cell.text, ANY_YEARS).role);
    let names = matches!(roles.next(), Some(Some(Role::Indicator | Role::Reference)));
    head.len() >= FEWEST_COLUMNS && names && roles.any(|role| matches!(role, Some(Role::Value(_))))
}

/// Whether the cells of a row stay within the halves, and nothing is printed outside them.
fn is_parted(row: &[Cell], halves: &[Range<usize>]) -> bool {
    row.iter().enumerate().filter(|(_, cell)| !cell.is_blank()).all(|(at, cell)| {
        let end = at + (cell.col_span as usize).max(1);
        halves.iter().any(|half| half.contains(&at) && end <= half.end)
    })
}

#[cfg(test)]
mod tests {
    use crate::testing::{general, line};

    fn check(lines: &str, expected: &[&str]) {
        let reading = general(lines);
        let found: Vec<String> = reading
            .figures
            .iter()
            .map(|figure| format!("{}.{} {}", figure.row, figure.column, line(figure)))
            .collect();
        assert_eq!(found, expected, "{lines}");
    }

    #[test]
    fn halves_of_unequal_length() {
        let expected = [
            "3.3 1 Visits · Q1 22/23 · actual 2022-04-01..2022-06-30 · `5` reported = 5 count",
            "5.3 2 Jobs · Q1 22/23 · actual 2022-04-01..2022-06-30 · `6` reported = 6",
        ];
        check(
            "Ref | KPI | Q1 22/23 | | Ref | KPI | Q1 22/23
             Leisure | < | < | | Work | < | <
             1 | Visits | 5 | | 3 | Calls | 7
             Homes | < | < | | 4 | Plans | 8
             2 | Jobs | 6 | | | |",
            &[
                expected[0],
                expected[1],
                "3.7 3 Calls · Q1 22/23 · actual 2022-04-01..2022-06-30 · `7` reported = 7",
                "4.7 4 Plans · Q1 22/23 · actual 2022-04-01..2022-06-30 · `8` reported = 8 count",
            ],
        );
    }

    #[test]
    fn halves_without_a_gap_and_below_a_title() {
        check(
            "Results | < | < | <\nKPI | Q1 22/23 | KPI | Q1 22/23\nVisits made | 5 | Homes built | 6",
            &[
                "3.2 Visits made · Q1 22/23 · actual 2022-04-01..2022-06-30 · `5` reported = 5 count",
                "3.4 Homes built · Q1 22/23 · actual 2022-04-01..2022-06-30 · `6` reported = 6",
            ],
        );
    }

    #[test]
    fn other_headings_make_one_table() {
        for lines in [
            "KPI | Q1 22/23 | | KPI | Q2 22/23\nVisits | 5 | | Homes | 6",
            "KPI | Q1 22/23 | | KPI | Q1 22/23\nVisits | 5 | x | Homes | 6",
        ] {
            assert!(general(lines).figures.iter().all(|figure| figure.indicator != "Homes"), "{lines}");
        }
    }
}
