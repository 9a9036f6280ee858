//! What stands below a table in the same grid: keys, notes and the name of who made it, behind a blank row.
//!
//! A sheet is one grid, whatever stands on it. Blank rows also part groups of one table, so that only what no figure follows
//! is taken for its tail.

use boardlift_lexicon::{judgement, missing};
use boardlift_model::Cell;

use crate::columns::Column;
use crate::rows::{self, RowShape};

/// The first row of the tail, or the number of rows where there is none.
pub(crate) fn begins(rows: &[Vec<Cell>], columns: &[Column], shape: RowShape) -> usize {
    let last = rows.iter().rposition(|row| is_of_indicator(row, columns, shape));
    let Some(last) = last else { return rows.len() };
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

/// Whether a row is blank, or blank rows of the sheet were left out above it.
fn is_parted(above: &[Cell], row: &[Cell]) -> bool {
    let number = |row: &[Cell]| row.iter().find_map(|cell| Some(cell.place.address()?.row));
    let is_apart = number(above).zip(number(row)).is_some_and(|(above, row)| row > above + 1);
    is_apart || row.iter().all(|cell| cell.is_blank() && !cell.covered)
}

#[cfg(test)]
mod tests {
    use crate::testing::general;

    /// The indicators that gave figures.
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
}
