//! What stands below a table in the same grid: keys, notes and the name of who made it, behind a blank row.
//!
//! A sheet is one grid, whatever stands on it. Blank rows also part groups of one table, so that only what no figure follows
//! is taken for its tail.

use boardlift_lexicon::{judgement, missing};
use boardlift_model::{Cell, Method};

use crate::columns::Column;
use crate::header;
use crate::rows::{self, RowShape};

/// The first row of the tail, or the number of rows where there is none.
pub(crate) fn begins(rows: &[Vec<Cell>], columns: &[Column], shape: RowShape) -> usize {
    let last = rows.iter().rposition(|row| is_of_indicator(row, columns, shape));
    let Some(last) = last else { return rows.len() };
    let is_parted = |above: &[Cell], row: &[Cell]| match shape.method() {
        // A record with line breaks in it takes several lines too.
        Method::Delimited => are_apart(above, row, line) && header::printed(row).nth(1).is_none(),
        _ => are_apart(above, row, sheet_row) || row.iter().all(|cell| cell.is_blank() && !cell.covered),
    };
    (last + 1..rows.len()).find(|&at| is_parted(&rows[at - 1], &rows[at])).unwrap_or(rows.len())
}

/// Whether a name has a figure beside it, or words for a missing one. What a judgement means, `R | Below 90%`, has no name.
fn is_of_indicator(row: &[Cell], columns: &[Column], shape: RowShape) -> bool {
    let names = [Some(shape.indicator()), shape.breakdown(), shape.reference()];
    let is_name = |name: &str| !name.is_empty() && judgement::rag(name).is_none();
    let is_missing = |(cell, column): (&Cell, &Column)| {
        column.value().is_some() && !cell.is_blank() && missing::status(&cell.text).is_some()
    };
    let is_figured = || rows::has_figures(row, columns) || row.iter().zip(columns).any(is_missing);
    names.into_iter().any(|at| is_name(rows::text(row, at))) && is_figured()
}

/// Whether blank rows were left out between two rows, by how either is numbered where it is printed.
fn are_apart(above: &[Cell], row: &[Cell], number: fn(&Cell) -> Option<u32>) -> bool {
    let of_row = |row: &[Cell]| row.iter().find_map(number);
    of_row(above).zip(of_row(row)).is_some_and(|(above, row)| row > above + 1)
}

fn sheet_row(cell: &Cell) -> Option<u32> {
    Some(cell.place.address()?.row)
}

fn line(cell: &Cell) -> Option<u32> {
    cell.place.line()
}

#[cfg(test)]
mod tests {
    use boardlift_model::{Block, Grid, Method, Place};

    use crate::catalogue::Catalogue;
    use crate::read::{Options, read};
    use crate::testing::{document, general};

    /// The indicators that gave figures, each once.
    fn check(lines: &str, expected: &[&str]) {
        let mut found: Vec<String> =
            general(lines).figures.into_iter().map(|figure| figure.indicator).collect();
        found.dedup();
        assert_eq!(found, expected, "{lines}");
    }

    #[test]
    fn keys_and_notes_below_a_table_are_no_indicators() {
        let table = "KPI | Q1 22/23 | Q2 22/23\nPlans | 5 | 6\nVisits | n/a | 8";
        let key = "How we rate our measures | |\nKey | |\nG | On target |\nR | More than 10% away |";
        check(&format!("{table}\n | |\n{key}"), &["Plans", "Visits"]);
        check(&format!("{table}\n | |\nMade by the performance team | |"), &["Plans", "Visits"]);
    }

    #[test]
    fn blank_rows_part_groups_too() {
        check(
            "KPI | Q1 22/23 | Q2 22/23\nPlans | 5 | 6\n | |\nNumber of visits | |\n | |\nCalls | 7 | 8",
            &["Plans", "Number of visits", "Calls"],
        );
        check(
            "KPI | Q1 22/23 | Q2 22/23\nPlans | 5 | 6\n | |\nNumber of visits | n/a |",
            &["Plans", "Number of visits"],
        );
        check(
            "KPI | Q1 22/23 | Q2 22/23\nPlans | 5 | 6\nNumber of visits | |",
            &["Plans", "Number of visits"],
        );
    }

    #[test]
    fn blank_lines_of_delimited_text_are_left_out() {
        let check = |tail: &str, expected: usize| {
            let mut document = document(&format!("KPI | Q1 22/23 | Q2 22/23\nPlans | 5 | 6\n{tail}"));
            for block in &mut document.blocks {
                if let Block::Grid(grid) = block {
                    let mut rows = grid.rows().to_vec();
                    let cells = rows.iter_mut().skip(2).flatten();
                    cells.for_each(|cell| cell.place = Place::Line(9));
                    *grid = Grid::new(rows, Method::Delimited);
                }
            }
            let reading = read(&document, &Catalogue::default(), &Options::default()).unwrap();
            assert_eq!(reading.figures.len(), expected, "{tail}");
        };
        check("How we rate our measures | |", 2);
        check("Visits | 7 |", 4);
    }
}
