//! Two columns that no row fills both of are one.
//!
//! Where nothing is drawn between columns, words that stand left in a cell and figures that stand right in it look like
//! two columns: a heading on the left over figures on the right, `n/a` on the left among percentages on the right. In a
//! real pair of columns some row has both, if only the row of the headings (`Yes` and `No` over ticks).
//!
//! Rows with few words prove nothing: a label that stands between the rows it belongs to shares no row with their names.

use crate::candidate::{Candidate, CellBox};
use crate::geometry::union;

/// The candidate with such columns joined.
pub(crate) fn joined(mut candidate: Candidate) -> Candidate {
    let mut column = 0;
    while column + 1 < candidate.columns {
        if are_complementary(&candidate, column) {
            join(&mut candidate, column);
        } else {
            column += 1;
        }
    }
    candidate
}

/// Whether a column and the next both have words, in rows that prove something, but no row has them in both.
fn are_complementary(candidate: &Candidate, column: usize) -> bool {
    let rows = |column: usize, other: usize| -> Vec<usize> {
        let fills = |cell: &&CellBox| {
            let columns = cell.column..cell.column + cell.column_span;
            !cell.words.is_empty() && columns.contains(&column) && !columns.contains(&other)
        };
        let cells = candidate.cells.iter().filter(fills);
        let mut rows: Vec<usize> = cells.flat_map(|cell| cell.row..cell.row + cell.row_span).collect();
        rows.sort_unstable();
        rows
    };
    let filled = filled_cells(candidate);
    let mut sorted = filled.clone();
    sorted.sort_unstable();
    let usual = sorted.get(sorted.len() / 2).copied().unwrap_or(0);
    let proves =
        |rows: &[usize]| rows.iter().any(|&row| filled.get(row).is_some_and(|&cells| cells * 2 >= usual));
    let (left, right) = (rows(column, column + 1), rows(column + 1, column));
    proves(&left) && proves(&right) && left.iter().all(|row| right.binary_search(row).is_err())
}

/// How many cells with words each row has.
fn filled_cells(candidate: &Candidate) -> Vec<usize> {
    let mut filled = vec![0; candidate.rows];
    for cell in candidate.cells.iter().filter(|cell| !cell.words.is_empty()) {
        for row in cell.row..(cell.row + cell.row_span).min(filled.len()) {
            filled[row] += 1;
        }
    }
    filled
}

/// Makes a column and the next one column. Of two cells in one row the one with words stays; it takes the space of both.
fn join(candidate: &mut Candidate, column: usize) {
    let mut cells: Vec<CellBox> = Vec::with_capacity(candidate.cells.len());
    for mut cell in candidate.cells.drain(..) {
        if cell.column <= column && cell.column + cell.column_span > column + 1 {
            cell.column_span -= 1;
        } else if cell.column > column {
            cell.column -= 1;
        }
        let twin = cells.last_mut().filter(|last| {
            let both = [&**last, &cell];
            both.iter().all(|cell| cell.column == column && cell.column_span == 1) && last.row == cell.row
        });
        match twin {
            Some(last) => *last = both(last.clone(), cell),
            None => cells.push(cell),
        }
    }
    candidate.cells = cells;
    candidate.columns -= 1;
}

fn both(left: CellBox, right: CellBox) -> CellBox {
    let bbox = union(left.bbox, right.bbox);
    let kept = if left.words.is_empty() { right } else { left };
    CellBox { bbox, ..kept }
}

#[cfg(test)]
mod tests {
    use boardlift_model::{BBox, Method};

    use super::*;
    use crate::layout::Report;

    /// Rows of cells between spaces: a letter is a filled cell, `.` a blank one, `<` goes on with the cell on its left.
    fn candidate(rows: &[&str]) -> Candidate {
        let mut cells: Vec<CellBox> = Vec::new();
        for (row, text) in rows.iter().enumerate() {
            for (column, letter) in text.split(' ').enumerate() {
                let bbox =
                    BBox { x0: column as f32, y0: row as f32, x1: column as f32 + 1.0, y1: row as f32 + 1.0 };
                match (letter, cells.last_mut()) {
                    ("<", Some(last)) => last.column_span += 1,
                    _ => cells.push(CellBox {
                        row,
                        column,
                        row_span: 1,
                        column_span: 1,
                        bbox,
                        words: letter.bytes().filter(|&byte| byte != b'.').map(usize::from).collect(),
                    }),
                }
            }
        }
        let columns = rows.first().map_or(0, |row| row.split(' ').count());
        Candidate {
            method: Method::Aligned,
            bbox: BBox { x0: 0.0, y0: 0.0, x1: 1.0, y1: 1.0 },
            rows: rows.len(),
            columns,
            header_rows: 0,
            cells,
            report: Report::default(),
        }
    }

    fn text(candidate: &Candidate) -> Vec<String> {
        let cell = |row: usize, column: usize| {
            candidate.cells.iter().find(|cell| {
                cell.row == row && (cell.column..cell.column + cell.column_span).contains(&column)
            })
        };
        let letter = |row: usize, column: usize| match cell(row, column) {
            Some(cell) if cell.column < column => "<".to_owned(),
            Some(cell) => cell.words.first().map_or(".".to_owned(), |&word| {
                char::from(u8::try_from(word).expect("a letter")).to_string()
            }),
            None => ".".to_owned(),
        };
        (0..candidate.rows)
            .map(|row| (0..candidate.columns).map(|column| letter(row, column)).collect::<Vec<_>>().join(" "))
            .collect()
    }

    fn check(rows: &[&str], expected: &[&str]) {
        assert_eq!(text(&joined(candidate(rows))), expected, "from {rows:?}");
    }

    #[test]
    fn columns_that_no_row_fills_both_of_are_one() {
        // A heading on the left over figures on the right, and a word among figures.
        check(&["L Q . R", "a . 1 g", "b . 2 .", "c n . g"], &["L Q R", "a 1 g", "b 2 .", "c n g"]);
        // Headings of their own part two columns that are never filled together.
        check(&["L Y N", "a x .", "b . x"], &["L Y N", "a x .", "b . x"]);
        // A heading over both stays over both.
        check(&["L H < R", "a . 1 g", "b n . g"], &["L H R", "a 1 g", "b n g"]);
        // A heading over other columns too keeps its other columns.
        check(&["L H < <", "a . 1 g", "b n . g"], &["L H <", "a 1 g", "b n g"]);
        // Three in a row, and a column without any word, which says nothing.
        check(&["a 1 . .", "b . 2 .", "c . . 3"], &["a 1", "b 2", "c 3"]);
        check(&["a . 1", "b . 2"], &["a . 1", "b . 2"]);
        // A label between the rows that it belongs to.
        let between =
            ["L . x y z", ". s 1 2 3", "a . . . .", ". t 1 2 3", ". s 1 2 3", "b . . . .", ". t 1 2 3"];
        check(&between[1..], &between[1..]);
    }
}
