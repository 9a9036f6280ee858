//! Which rows name a table's columns, seen beside the header of the table that may go on there.

use boardlift_model::{Cell, Rgb};

use crate::layout::Table;

/// How many of the first rows repeat the header, or its last rows. The label of the first group, which may have been taken for
/// a row of the header, comes once.
pub(crate) fn repeated(header: &[Vec<Cell>], rows: &[Vec<Cell>]) -> usize {
    let named = header.iter().rposition(|row| is_filled(row)).map_or(0, |last| last + 1);
    tail_repeated(header, rows).max(tail_repeated(&header[..named], rows))
}

fn tail_repeated(header: &[Vec<Cell>], rows: &[Vec<Cell>]) -> usize {
    (1..=header.len().min(rows.len()))
        .rev()
        .find(|&count| {
            let tail = &header[header.len() - count..];
            tail.iter().zip(rows).all(|(a, b)| same_words(a, b))
        })
        .unwrap_or(0)
}

fn same_words(a: &[Cell], b: &[Cell]) -> bool {
    let printed = a.iter().any(|cell| !cell.is_blank());
    printed && a.len() == b.len() && a.iter().zip(b).all(|(a, b)| words(a) == words(b))
}

/// Whether the next table's first rows are a header of its own, where the table before has this header and these rows
/// below it. Where that header is set off by shading or bold type, a row that is set like the rows below it is none,
/// whatever it looked like on its page alone; nor is a row with a single cell, which is the label of a group.
pub(crate) fn has_own(header: &[Vec<Cell>], body: &[Vec<Cell>], next: &Table) -> bool {
    let rows = &next.grid.rows()[..next.header_rows.min(next.grid.rows().len())];
    match (header.is_empty(), set_off(header, body)) {
        (true, _) => next.header_rows > 0,
        (false, None) => rows.iter().any(|row| is_filled(row)),
        (false, Some(_)) => rows.iter().any(|row| names_columns(header, body, row)),
    }
}

/// Whether a row names columns as the header does: it has several cells, and is set like the header, which is set off from
/// the rows below it, or has the words of a row of the header in most of its cells.
pub(crate) fn names_columns(header: &[Vec<Cell>], body: &[Vec<Cell>], row: &[Cell]) -> bool {
    let is_set_alike = set_off(header, body).is_some_and(|header| style(row) == header);
    is_filled(row) && (is_set_alike || header.iter().any(|heads| has_most_words(heads, row)))
}

/// Whether more than half of a row's printed cells say the same as the headings of their columns.
fn has_most_words(heads: &[Cell], row: &[Cell]) -> bool {
    let printed = || heads.iter().zip(row).filter(|(_, cell)| !cell.is_blank());
    printed().filter(|(head, cell)| words(head) == words(cell)).count() * 2 > printed().count()
}

/// How the header is set, if most rows below it are set otherwise: the first of its rows of which that is true, as what
/// was taken for its last one may be a row of the body.
pub(crate) fn set_off(header: &[Vec<Cell>], body: &[Vec<Cell>]) -> Option<Style> {
    let alike = |style_of: &Style| body.iter().filter(|row| style(row) == *style_of).count();
    header.iter().map(|row| style(row)).find(|style| alike(style) * 2 <= body.len())
}

/// How a row is set: the shading, and whether bold.
pub(crate) type Style = (Option<Rgb>, bool);

/// How most printed cells of a row are set.
fn style(row: &[Cell]) -> Style {
    let printed = || row.iter().filter(|cell| !cell.is_blank());
    let bold = printed().filter(|cell| cell.bold).count() * 2 > printed().count();
    let fill = printed().next().and_then(|cell| cell.fill);
    let common = printed().filter(|cell| cell.fill == fill).count() * 2 > printed().count();
    (fill.filter(|_| common), bold)
}

/// The words of a cell, however they are set.
fn words(cell: &Cell) -> String {
    cell.text.split_whitespace().collect::<String>().to_lowercase()
}

/// Whether more cells of a row are printed than a label alone.
fn is_filled(row: &[Cell]) -> bool {
    row.iter().filter(|cell| !cell.is_blank()).nth(1).is_some()
}

#[cfg(test)]
mod tests {
    use boardlift_model::Place;

    use super::*;

    /// Rows a line, cells parted by `|`, bold rows with `!` at the end.
    fn rows(text: &str) -> Vec<Vec<Cell>> {
        let row = |line: &str| {
            let bold = line.ends_with('!');
            let cells = line.trim_end_matches('!').split('|').map(str::trim);
            cells.map(|text| Cell { bold, ..Cell::new(text, Place::Line(1)) }).collect()
        };
        text.lines().map(row).collect()
    }

    /// How many of the rows repeat the header.
    fn check_repeated(header: &str, next: &str, expected: usize) {
        assert_eq!(repeated(&rows(header), &rows(next)), expected, "{header} / {next}");
    }

    /// Whether a row names columns below the header `Ref | Q1 | Q2` with this type over light rows.
    fn check_names(header: &str, row: &str, expected: bool) {
        let body = rows("1 | 10 | 11\n2 | 20 | 21");
        assert_eq!(names_columns(&rows(header), &body, &rows(row)[0]), expected, "{header} / {row}");
    }

    #[test]
    fn a_header_or_its_last_rows_come_again() {
        check_repeated("Ref | Q1\n | 2020", "Ref | Q1\n | 2020\n1 | 10", 2);
        check_repeated("Ref | Q1\n | 2020", " | 2020\n1 | 10", 1);
        check_repeated("Ref | Q1", "Ref | Q2", 0);
    }

    #[test]
    fn the_label_of_the_first_group_comes_once() {
        check_repeated("Ref | Q1\nHealth |", "Ref | Q1\n1 | 10", 1);
    }

    #[test]
    fn headings_are_told_by_their_type_or_their_words() {
        check_names("Ref | Q1 | Q2!", "Ref | Q3 | Q4!", true);
        check_names("Ref | Q1 | Q2!", "3 | 30 | 31", false);
        check_names("Ref | Q1 | Q2!", "Health | |!", false);
        check_names("Ref | Q1 | Q2", "Ref | Q1 | Q3", true);
        check_names("Ref | Q1 | Q2", "3 | 30 | 31", false);
    }
}
