//! Tables that lie on their side: periods down the first columns and indicators across, `Month | Requests received |
//! Plans issued`.
//!
//! Such a table is turned before anybody asks what its columns mean: each heading becomes the name of a row, each label
//! the heading of a column. Cells keep their places, and a turned table knows where its rows and columns are printed. A
//! grid that is a whole sheet may hold other tables above and below; it is cut into pieces then.
//!
//! A table is turned only where what stands down its side can't be the names of indicators: every label there is a
//! period, a kind of figure, a comparator or a total, and one at least is a period; and where the first heading across
//! names something that is none of these, with figures below it. A table that is headed `Target | Actual` and nothing more
//! is about the one indicator of its title and is left as it is, and so is anything that may be a diary.

mod across;
mod side;

use std::iter::repeat_n;
use std::ops::Range;

use boardlift_model::{Cell, Grid};

use crate::header::{Header, printed};
use crate::look::Piece;
use crate::printed::Printed;
use across::Row;
use side::Side;

/// The headings that a turned table has over the words of its rows, where none is printed.
const NAME: &str = "Indicator";
const SECTION: &str = "Section";
const PART: &str = "";

/// The tables of a grid in which at least one lies on its side and is turned here; none for any other grid.
pub(crate) fn pieces(grid: &Grid) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let (mut done, mut from) = (0, 0);
    while let Some(head) = (from..grid.rows().len()).find(|&at| may_be_heading(grid.rows(), at)) {
        let Some(side) = Side::of(grid.rows(), head) else {
            from = head + 1;
            continue;
        };
        from = side.rows.end;
        if let Some(rows) = across::rows(grid, &side) {
            pieces.extend(upright(grid, done..above(grid.rows(), head)));
            done = side.rows.end;
            pieces.push(turn(grid, &side, &rows));
        }
    }
    if done > 0 {
        pieces.extend(upright(grid, done..grid.rows().len()));
    }
    pieces
}

/// The headings and the rows of a turned table, the other way round again: as they are printed.
pub(crate) fn as_printed(turned: &Grid) -> (Vec<String>, Vec<Vec<Cell>>) {
    let column = |at: usize| turned.rows().iter().map(move |row| row[at].clone());
    let headings = turned.rows().iter().map(|row| row[0].text.clone()).collect();
    (headings, (1..turned.width()).map(|at| column(at).collect()).collect())
}

/// Whether a row is the first of several cells, or has none such right above it.
fn may_be_heading(rows: &[Vec<Cell>], at: usize) -> bool {
    let is_several = |row: &Vec<Cell>| printed(row).nth(1).is_some();
    is_several(&rows[at]) && at.checked_sub(1).is_none_or(|above| !is_several(&rows[above]))
}

/// The first of the lines of one cell right above a heading, where a blank row parts them from what stands before.
fn above(rows: &[Vec<Cell>], head: usize) -> usize {
    let lines = rows[..head].iter().rev().take_while(|row| printed(row).count() == 1).count();
    let first = head - lines;
    let is_parted = rows[..first].last().is_some_and(|row| printed(row).next().is_none());
    if is_parted { first } else { head }
}

/// The rows between tables that were turned, if they may be a table.
fn upright(grid: &Grid, rows: Range<usize>) -> Option<Piece> {
    let cells = &grid.rows()[rows.clone()];
    let may_be_table = cells.iter().any(|row| printed(row).nth(1).is_some());
    may_be_table.then(|| Piece::upright(Grid::new(cells.to_vec(), grid.method), rows.start, 0))
}

/// Which words the rows of a turned table have before their figures.
#[derive(Debug, Clone, Copy)]
enum Words {
    Names,
    NamesAndParts,
    NamesAndSections,
}

impl Words {
    fn of(rows: &[Row]) -> Self {
        if rows.iter().any(|row| !row.part.is_empty()) {
            Words::NamesAndParts
        } else if rows.iter().any(|row| !row.section.is_empty()) {
            Words::NamesAndSections
        } else {
            Words::Names
        }
    }

    fn headings(self) -> &'static [&'static str] {
        match self {
            Words::Names => &[NAME],
            Words::NamesAndParts => &[NAME, PART],
            Words::NamesAndSections => &[NAME, SECTION],
        }
    }

    fn of_row(self, row: &Row) -> Vec<&str> {
        match self {
            Words::Names => vec![&row.name],
            Words::NamesAndParts => vec![&row.name, &row.part],
            Words::NamesAndSections => vec![&row.name, &row.section],
        }
    }
}

fn turn(grid: &Grid, side: &Side, rows: &[Row]) -> Piece {
    let words = Words::of(rows);
    let names = words.headings().len();
    let head = side.rows.start;
    let corner = repeat_n(alone(&grid.rows()[head][0]), names);
    let labels = side.labelled.iter().map(|(at, _)| alone(&grid.rows()[*at][side.width - 1]));
    let mut cells: Vec<Vec<Cell>> = vec![corner.chain(labels).collect()];
    cells.extend(rows.iter().map(|row| turned_row(grid, side, row, words)));
    let texts = side.labelled.iter().map(|(_, levels)| levels.join(" / "));
    let texts: Vec<String> = words.headings().iter().map(|words| (*words).to_owned()).chain(texts).collect();
    Piece {
        row: head,
        grid: Grid::new(cells, grid.method),
        header: Some(Header { rows: 0..1, covered: vec![false; texts.len()], texts, title: None }),
        printed: Printed::Turned {
            rows: repeat_n(head, names).chain(side.labelled.iter().map(|(at, _)| *at)).collect(),
            columns: [0].into_iter().chain(rows.iter().map(|row| row.column)).collect(),
        },
    }
}

/// The cells of a heading and its figures.
fn turned_row(grid: &Grid, side: &Side, row: &Row, words: Words) -> Vec<Cell> {
    let heading = &grid.rows()[side.rows.start][row.column];
    let words = words.of_row(row).into_iter();
    let figures = side.labelled.iter().map(|(at, _)| alone(&grid.rows()[*at][row.column]));
    words.map(|words| with_words(heading, words)).chain(figures).collect()
}

/// A cell that covers no others.
fn alone(cell: &Cell) -> Cell {
    Cell { row_span: 1, col_span: 1, ..cell.clone() }
}

/// A cell with the looks of another.
fn with_words(cell: &Cell, words: &str) -> Cell {
    Cell { text: words.to_owned(), stored: None, covered: false, ..alone(cell) }
}

#[cfg(test)]
mod tests {
    use crate::testing::{check, check_sections, general, line};

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
    fn two_levels_across() {
        check(
            "Month | Exclusions | < | Letters | <\n^ | Boys | Girls | Issued | Ceased\nApr 23 | 5 | 6 | 7 | 8",
            &[
                "Exclusions / Boys · Apr 23 · actual 2023-04-01..2023-04-30 · `5` reported = 5",
                "Exclusions / Girls · Apr 23 · actual 2023-04-01..2023-04-30 · `6` reported = 6",
                "Letters / Issued · Apr 23 · actual 2023-04-01..2023-04-30 · `7` reported = 7",
                "Letters / Ceased · Apr 23 · actual 2023-04-01..2023-04-30 · `8` reported = 8",
            ],
        );
        check(
            "Month | Absence | <\n^ | Ourtown | England\nApr 23 | 5% | 6%",
            &[
                "Absence / Ourtown · Apr 23 · actual 2023-04-01..2023-04-30 · `5%` reported = 5 percent",
                "Absence · Apr 23 · actual @England 2023-04-01..2023-04-30 · `6%` reported = 6 percent",
            ],
        );
    }

    #[test]
    fn lines_that_are_called_by_their_numbers() {
        check(
            "Year | 999 | 101\n2021/22 | 0:08:00 | 5",
            &[
                "999 · 2021/22 · actual 2021-04-01..2022-03-31 · `0:08:00` reported",
                "101 · 2021/22 · actual 2021-04-01..2022-03-31 · `5` reported = 5",
            ],
        );
        check("Year | 640 | 101\n2021/22 | 7 | 5", &[]);
        check(
            "Year | 999 | < | Lost | 101 | < | Lost\n^ | Calls | Answered | ^ | Calls | Answered | ^\n2021/22 | 9 | 8 | 1 | 7 | 5 | 2",
            &[
                "999 / Calls · 2021/22 · actual 2021-04-01..2022-03-31 · `9` reported = 9",
                "999 / Answered · 2021/22 · actual 2021-04-01..2022-03-31 · `8` reported = 8",
                "999 / Lost · 2021/22 · actual 2021-04-01..2022-03-31 · `1` reported = 1",
                "101 / Calls · 2021/22 · actual 2021-04-01..2022-03-31 · `7` reported = 7",
                "101 / Answered · 2021/22 · actual 2021-04-01..2022-03-31 · `5` reported = 5",
                "101 / Lost · 2021/22 · actual 2021-04-01..2022-03-31 · `2` reported = 2",
            ],
        );
    }

    #[test]
    fn words_over_indicators_that_are_measured_otherwise_head_sections() {
        let lines = "Year | Quarter | Planning | < | Housing | <
             ^ | ^ | Plans issued | Issued in time | Homes let | Rent owed
             2022/23 | Q4 | 5 | 50% | 7 | £8
             | Year | 9 | 51% | 8 | £9
             Target 2022/23 | | 10 | 60% | 9 | n/a";
        let figures = general(lines).figures;
        let found: Vec<String> = figures
            .iter()
            .map(|figure| format!("{}: {}", figure.section.as_deref().unwrap_or("-"), line(figure)))
            .collect();
        let expected = [
            "Planning: Plans issued · 2022/23 / Q4 · actual 2023-01-01..2023-03-31 · `5` reported = 5",
            "Planning: Plans issued · 2022/23 / Year · actual 2022-04-01..2023-03-31 · `9` reported = 9",
            "Planning: Plans issued · Target 2022/23 · target 2022-04-01..2023-03-31 · `10` reported = 10",
        ];
        assert_eq!(&found[..3], expected);
        assert_eq!(found.len(), 12);
        assert!(found[11].starts_with("Housing: Rent owed · Target 2022/23 · target"), "{}", found[11]);
    }

    #[test]
    fn what_says_more_of_the_indicator_on_its_left() {
        let lines = "Month | Visits | Plans in time | Target | RAG | Comment
                     Apr 23 | 5 | 50% | 60% | Red | Two officers left.
                     May 23 | 7 | 61% | 60% | Green |";
        check(
            lines,
            &[
                "Visits · Apr 23 · actual 2023-04-01..2023-04-30 · `5` reported = 5 count",
                "Visits · May 23 · actual 2023-05-01..2023-05-31 · `7` reported = 7 count",
                "Plans in time · Apr 23 · actual 2023-04-01..2023-04-30 · `50%` reported = 50 percent rag=red",
                "Plans in time · May 23 · actual 2023-05-01..2023-05-31 · `61%` reported = 61 percent rag=green",
                "Plans in time · Apr 23 · target 2023-04-01..2023-04-30 · `60%` reported = 60 percent",
                "Plans in time · May 23 · target 2023-05-01..2023-05-31 · `60%` reported = 60 percent",
            ],
        );
        let notes: Vec<Option<String>> =
            general(lines).figures.into_iter().map(|figure| figure.note).collect();
        assert_eq!(notes[2].as_deref(), Some("Two officers left."));
        let count = notes.iter().flatten().count();
        assert_eq!(count, 1, "{notes:?}");
    }

    #[test]
    fn tables_that_stay_as_they_are() {
        // The title's one indicator; a diary; rows of indicators.
        check("# Plans\n\nYear | Target | Actual\n2021/22 | 5 | 6", &[]);
        check("Date | Event | Who\n12 May 2023 | Open day | Schools\n13 May 2023 | Forum | Parents", &[]);
        check("Service | Requests | Issued\nApril fair | 5 | 6", &[]);
        // Numbers that could be periods.
        check(
            "Ref | Measure | 2022/23\nH1 | Homes let | 5\nQ2 | Visits | 6",
            &[
                "H1 Homes let · 2022/23 · actual 2022-04-01..2023-03-31 · `5` reported = 5",
                "Q2 Visits · 2022/23 · actual 2022-04-01..2023-03-31 · `6` reported = 6 count",
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
            "Calls | < | <\nMonth | 999 calls answered | Abandoned\nApr 23 | 5 | 6\n | |\nMay 23 | 7 | 8",
            &[(3, 2), (5, 2), (3, 3), (5, 3)],
        );
    }

    #[test]
    fn tables_of_one_grid() {
        let lines =
            "Police board | |\n | |\nCalls, 2023/24 | |\nMonth | Answered | Abandoned\nQuarter 1 | 5 | 6
                     * Provisional. | |\n | |\nStaff | |\nIndicator | Apr 23 | May 23\nLeavers | 7 | 8
                      | |\nVisits | |\nMonth | Home |\nApr 23 | 9 |";
        check_numbers(lines, &[(5, 2), (5, 3), (10, 2), (10, 3), (14, 2)]);
        check(
            lines,
            &[
                "Answered · Quarter 1 · actual 2023-04-01..2023-06-30 · `5` reported = 5",
                "Abandoned · Quarter 1 · actual 2023-04-01..2023-06-30 · `6` reported = 6",
                "Leavers · Apr 23 · actual 2023-04-01..2023-04-30 · `7` reported = 7",
                "Leavers · May 23 · actual 2023-05-01..2023-05-31 · `8` reported = 8",
                "Home · Apr 23 · actual 2023-04-01..2023-04-30 · `9` reported = 9",
            ],
        );
        check_sections(lines, &["Calls, 2023/24", "Calls, 2023/24", "Staff", "Staff", "Visits"]);
    }
}
