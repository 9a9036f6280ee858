//! Tables that lie on their side: periods down the first columns and indicators across, `Month | Requests received |
//! Plans issued`.
//!
//! Such a table is turned before anybody asks what its columns mean: each heading becomes the name of a row, each label
//! the heading of a column. Cells keep their places, and a turned table knows where its rows and columns are printed.
//!
//! A table is turned only where what stands down its side can't be the names of indicators: every label there is a
//! period, a kind of figure, a comparator or a total, and one at least is a period; and where the first heading across
//! names something that is none of these, with figures below it. A table that is headed `Target | Actual` and nothing more
//! is about the one indicator of its title and is left as it is, and so is anything that may be a diary.

mod across;
mod side;

use std::ops::Range;

use boardlift_model::{Cell, Grid};

use crate::header::Header;
use across::Row;
use side::Side;

/// A table that was turned.
#[derive(Debug)]
pub(crate) struct Turned {
    /// The printed rows of its heading, from 0.
    pub(crate) across: Range<usize>,
    /// The table as it is read.
    pub(crate) grid: Grid,
    /// The heading of the table as it is read: the printed labels.
    pub(crate) header: Header,
    /// Where its cells are printed.
    pub(crate) printed: Printed,
}

/// Where the rows and columns of a turned table are printed.
#[derive(Debug)]
pub(crate) struct Printed {
    /// For each column the printed row, from 0.
    rows: Vec<usize>,
    /// For each row the printed column, from 0.
    columns: Vec<usize>,
}

impl Printed {
    /// The printed row and column of a cell of which the turned row and column are given, all counted from 1.
    pub(crate) fn numbers(&self, row: u32, column: u32) -> (u32, u32) {
        let number = |numbers: &[usize], at: u32| {
            let printed = (at as usize).checked_sub(1).and_then(|at| numbers.get(at));
            printed.and_then(|at| u32::try_from(at + 1).ok()).unwrap_or(at)
        };
        (number(&self.rows, column), number(&self.columns, row))
    }
}

/// The table, turned; nothing where it stands upright, or where nobody can say how it lies.
pub(crate) fn turned(grid: &Grid) -> Option<Turned> {
    let side = Side::of(grid.rows())?;
    let rows = across::rows(grid, &side)?;
    Some(turn(grid, side, &rows))
}

fn turn(grid: &Grid, side: Side, rows: &[Row]) -> Turned {
    let has_parts = rows.iter().any(|row| !row.part.is_empty());
    let names = if has_parts { 2 } else { 1 };
    let at = |row: usize, column: usize| &grid.rows()[row][column];
    let top = side.across.start;
    let mut cells: Vec<Vec<Cell>> = Vec::with_capacity(rows.len() + 1);
    let labels = side.labelled.iter().map(|(row, _)| alone(at(*row, side.width - 1)));
    cells.push((0..names).map(|_| with_words(at(top, 0), "")).chain(labels).collect());
    for row in rows {
        let heading = at(top, row.column);
        let words = [row.name.as_str(), row.part.as_str()].into_iter().take(names);
        let figures = side.labelled.iter().map(|(printed, _)| at(*printed, row.column));
        let figures = figures.map(|cell| {
            if row.is_group { Cell { covered: true, ..with_words(cell, "") } } else { alone(cell) }
        });
        cells.push(words.map(|words| with_words(heading, words)).chain(figures).collect());
        if let Some(first) = cells.last_mut().and_then(|row| row.first_mut()).filter(|_| row.is_group) {
            first.col_span = u32::try_from(names + side.labelled.len()).unwrap_or(u32::MAX);
        }
    }
    let texts = side.labelled.iter().map(|(_, levels)| levels.join(" / "));
    let texts: Vec<String> = std::iter::repeat_n(String::new(), names).chain(texts).collect();
    let header = Header { rows: 0..1, covered: vec![false; texts.len()], texts };
    let printed = Printed {
        rows: std::iter::repeat_n(top, names).chain(side.labelled.iter().map(|(row, _)| *row)).collect(),
        columns: [0].into_iter().chain(rows.iter().map(|row| row.column)).collect(),
    };
    Turned { across: side.across, grid: Grid::new(cells, grid.method), header, printed }
}

/// A cell that stands for itself.
fn alone(cell: &Cell) -> Cell {
    Cell { row_span: 1, col_span: 1, ..cell.clone() }
}

/// A cell with the looks of another.
fn with_words(cell: &Cell, words: &str) -> Cell {
    Cell { text: words.to_owned(), stored: None, covered: false, ..alone(cell) }
}

#[cfg(test)]
mod tests {
    use crate::testing::{general, line};

    fn check(lines: &str, expected: &[&str]) {
        let found: Vec<String> = general(lines).figures.iter().map(line).collect();
        assert_eq!(found, expected, "{lines}");
    }

    #[test]
    fn months_down_the_side() {
        check(
            "# Requests

             Month | Requests received | Plans issued
             Apr 23 | 5 | 6
             May 23 | 7 |
             Total | 12 | 6",
            &[
                "Requests received · Apr 23 · actual 2023-04-01..2023-04-30 · `5` reported = 5 count",
                "Requests received · May 23 · actual 2023-05-01..2023-05-31 · `7` reported = 7 count",
                "Requests received · Total · actual · `12` reported = 12 count",
                "Plans issued · Apr 23 · actual 2023-04-01..2023-04-30 · `6` reported = 6",
                "Plans issued · May 23 · actual 2023-05-01..2023-05-31 · `` blank",
                "Plans issued · Total · actual · `6` reported = 6",
            ],
        );
    }

    #[test]
    fn quarters_take_their_year_from_what_stands_over_or_beside_them() {
        let expected = [
            "Plans issued · 2022/23 / Q4 · actual 2023-01-01..2023-03-31 · `5` reported = 5",
            "Plans issued · 2023/24 / Q1 · actual 2023-04-01..2023-06-30 · `6` reported = 6",
            "Plans issued · 2023/24 / Q2 · actual 2023-07-01..2023-09-30 · `7` reported = 7",
        ];
        check("Year | Quarter | Plans issued\n2022/23 | Q4 | 5\n2023/24 | Q1 | 6\n | Q2 | 7", &expected);
        check("Year | Quarter | Plans issued\n2022/23 | Q4 | 5\n2023/24 | Q1 | 6\n^ | Q2 | 7", &expected);
        check(
            "Quarter | Plans issued\n2022/23 | <\nQ4 | 5\n2023/24 | <\nQ1 | 6\nQ2 | 7\nProvisional figures. | <",
            &expected,
        );
    }

    #[test]
    fn what_stands_among_periods() {
        check(
            "Year | Plans issued in time\n2021/22 | 55%\n2022/23 (provisional) | 60%\nTarget | 65%\nEngland 2022 | 50%",
            &[
                "Plans issued in time · 2021/22 · actual 2021-04-01..2022-03-31 · `55%` reported = 55 percent",
                "Plans issued in time · 2022/23 (provisional) · actual 2022-04-01..2023-03-31 · `60%` reported = 60 percent",
                "Plans issued in time · Target · target · `65%` reported = 65 percent",
                "Plans issued in time · England 2022 · actual @England 2022-01-01..2022-12-31 · `50%` reported = 50 percent",
            ],
        );
    }

    #[test]
    fn tables_that_stay_as_they_are() {
        // The title's one indicator; a diary; rows of indicators.
        check("# Plans\n\nYear | Target | Actual\n2021/22 | 5 | 6", &[]);
        check("Date | Event | Who\n12 May 2023 | Open day | Schools\n13 May 2023 | Forum | Parents", &[]);
        check("Service | Requests | Issued\nApril fair | 5 | 6", &[]);
    }

    #[test]
    fn two_levels_across() {
        check(
            "Month | Assessments | < | Plans | <\n^ | Requested | Agreed | Issued | Ceased\nApr 23 | 5 | 6 | 7 | 8",
            &[
                "Requested · Apr 23 · actual 2023-04-01..2023-04-30 · `5` reported = 5",
                "Agreed · Apr 23 · actual 2023-04-01..2023-04-30 · `6` reported = 6",
                "Issued · Apr 23 · actual 2023-04-01..2023-04-30 · `7` reported = 7",
                "Ceased · Apr 23 · actual 2023-04-01..2023-04-30 · `8` reported = 8",
            ],
        );
        check(
            "Month | Exclusions | < | Plans | <\n^ | Boys | Girls | Boys | Girls\nApr 23 | 5 | 6 | 7 | 8",
            &[
                "Exclusions / Boys · Apr 23 · actual 2023-04-01..2023-04-30 · `5` reported = 5",
                "Exclusions / Girls · Apr 23 · actual 2023-04-01..2023-04-30 · `6` reported = 6",
                "Plans / Boys · Apr 23 · actual 2023-04-01..2023-04-30 · `7` reported = 7",
                "Plans / Girls · Apr 23 · actual 2023-04-01..2023-04-30 · `8` reported = 8",
            ],
        );
    }

    /// The printed row and column of each figure.
    fn check_numbers(lines: &str, expected: &[(u32, u32)]) {
        let found: Vec<(u32, u32)> =
            general(lines).figures.iter().map(|figure| (figure.row, figure.column)).collect();
        assert_eq!(found, expected, "{lines}");
    }

    #[test]
    fn rows_and_columns_are_numbered_as_printed() {
        check_numbers(
            "Calls | < | <\nMonth | Answered | Abandoned\nApr 23 | 5 | 6\n | |\nMay 23 | 7 | 8",
            &[(3, 2), (5, 2), (3, 3), (5, 3)],
        );
    }
}
