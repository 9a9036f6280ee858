//! Rows that were run together: `New cases Closed cases` beside `194 125` and `40 14`.
//!
//! Such a row is taken apart where every filled cell holds the same number of whole figures. One cell with
//! another number, or with other words, and nobody can say which figure is whose.

use boardlift_model::{Cell, Certainty};

use super::figures;
use super::header::{Columns, Holds};

/// How many rows the figures of one line belong to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Share {
    /// One.
    One,
    /// So many, at least 2.
    Many(usize),
    /// Nobody can say.
    Unclear,
}

/// Tells by the words in each column of figures how many rows were run together. A blank says nothing, and
/// one column alone is not believed.
pub(super) fn share(columns: &[String]) -> Share {
    let filled: Vec<&str> = columns.iter().map(String::as_str).filter(|text| !text.is_empty()).collect();
    let counts: Vec<Option<usize>> =
        filled.iter().map(|text| figures::tile(text).map(|tiles| tiles.len())).collect();
    let most = counts.iter().flatten().copied().max().unwrap_or(1);
    if most < 2 {
        return Share::One;
    }
    let sure = filled.iter().any(|text| !figures::could_be_spaced_thousands(text));
    if sure && counts.len() >= 2 && counts.iter().all(|count| *count == Some(most)) {
        Share::Many(most)
    } else {
        Share::Unclear
    }
}

/// The cells of one line as the cells of so many rows.
pub(super) fn each(line: Vec<Cell>, rows: usize, columns: &Columns) -> Vec<Vec<Cell>> {
    if rows == 1 {
        return vec![line];
    }
    let mut each = vec![Vec::with_capacity(line.len()); rows];
    for (cell, holds) in line.iter().zip(&columns.holds) {
        let cells = match holds {
            Holds::Figures => figures_for_each(cell, rows),
            Holds::Marks => marks_for_each(cell, rows),
            Holds::Words => words_for_each(cell, rows),
            Holds::Sections | Holds::References | Holds::Names => vec![cell.clone(); rows],
        };
        each.iter_mut().zip(cells).for_each(|(row, cell)| row.push(cell));
    }
    each
}

/// A cell that holds one figure for each of so many rows, as their cells. A blank stays blank for all.
fn figures_for_each(cell: &Cell, rows: usize) -> Vec<Cell> {
    match figures::tile(&cell.text) {
        Some(tiles) if tiles.len() == rows => tiles.into_iter().map(|tile| piece(cell, tile)).collect(),
        _ => vec![cell.clone(); rows],
    }
}

/// A cell of judgements as the cells of so many rows: one short mark for each. One mark beside several rows
/// belongs to nobody knows which.
fn marks_for_each(cell: &Cell, rows: usize) -> Vec<Cell> {
    let marks: Vec<&str> = cell.text.split_whitespace().collect();
    if cell.is_blank() {
        vec![cell.clone(); rows]
    } else if marks.len() == rows {
        marks.into_iter().map(|mark| piece(cell, mark)).collect()
    } else {
        vec![lost(cell); rows]
    }
}

/// A cell of words beside several rows: nobody can say whose they are.
fn words_for_each(cell: &Cell, rows: usize) -> Vec<Cell> {
    vec![if cell.is_blank() { cell.clone() } else { lost(cell) }; rows]
}

/// The cell, its words lost.
pub(super) fn lost(cell: &Cell) -> Cell {
    Cell { text: String::new(), certainty: Certainty::Lost, ..cell.clone() }
}

fn piece(cell: &Cell, text: &str) -> Cell {
    Cell { text: text.to_owned(), certainty: Certainty::Salvaged, ..cell.clone() }
}

#[cfg(test)]
mod tests {
    use boardlift_model::Place;

    use super::*;

    #[test]
    fn shares() {
        let cases = [
            ("5|6|7", Share::One),
            ("||", Share::One),
            ("5|soon|7", Share::One),
            ("5 6|7 8||9 10", Share::Many(2)),
            ("1 2 3|4% 5% 6%", Share::Many(3)),
            ("194 125|40 14", Share::Many(2)),
            ("£1,204 £9|£0 -£7", Share::Many(2)),
            ("n/a n/a|7 8", Share::Many(2)),
            ("12% (3/25) 5%|1 2", Share::Many(2)),
            ("5 6||", Share::Unclear),
            ("5 6|7", Share::Unclear),
            ("5 6|7 8|soon", Share::Unclear),
            ("5 6|7 8 9", Share::Unclear),
            ("194 125|175 740", Share::Unclear),
        ];
        for (cells, expected) in cases {
            let columns: Vec<String> = cells.split('|').map(str::to_owned).collect();
            assert_eq!(share(&columns), expected, "{cells}");
        }
    }

    fn check(each: fn(&Cell, usize) -> Vec<Cell>, text: &str, expected: &str) {
        let cells = each(&Cell::new(text, Place::Line(1)), 2);
        let show =
            |cell: &Cell| if cell.certainty == Certainty::Lost { "?".to_owned() } else { cell.text.clone() };
        assert_eq!(cells.iter().map(show).collect::<Vec<_>>().join("|"), expected, "{text}");
    }

    #[test]
    fn cells_for_each_row() {
        check(figures_for_each, "5 6", "5|6");
        check(figures_for_each, "", "|");
        check(marks_for_each, "R G", "R|G");
        check(marks_for_each, "R", "?|?");
        check(marks_for_each, "", "|");
        check(words_for_each, "seen by the board", "?|?");
        check(words_for_each, "", "|");
    }
}
