//! Which rows name a table's columns, seen beside the header of the table that may go on there.

use boardlift_model::{Cell, Rgb};

use crate::layout::Table;

/// More rows than a page holds tell nothing more about how rows below a header are set; this bounds the work at each
/// break of a long table.
const MOST_ROWS: usize = 100;

/// The header of a table, beside the rows below it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Headings<'t> {
    rows: &'t [Vec<Cell>],
    /// How the header is set, if most rows below it are set otherwise.
    style: Option<Style>,
}

impl<'t> Headings<'t> {
    /// The first `header_rows` of the rows as the header, the others as what stands below it.
    pub(crate) fn of(rows: &'t [Vec<Cell>], header_rows: usize) -> Headings<'t> {
        let (header, body) = rows.split_at(header_rows.min(rows.len()));
        let body: Vec<Style> = body.iter().take(MOST_ROWS).map(|row| style(row)).collect();
        let alike = |style: &Style| body.iter().filter(|other| *other == style).count();
        // What was taken for the last row of the header may be a row of the body.
        let style = header.iter().map(|row| style(row)).find(|style| alike(style) * 2 <= body.len());
        Headings { rows: header, style }
    }

    /// Whether there are none.
    pub(crate) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Whether shading or bold type tells them from the rows below them.
    pub(crate) fn are_set_off(&self) -> bool {
        self.style.is_some()
    }

    /// How many of the first rows repeat the header, or its last rows. The label of the first group, which may have
    /// been taken for a row of the header, comes once.
    pub(crate) fn repeated(&self, rows: &[Vec<Cell>]) -> usize {
        let named = self.rows.iter().rposition(|row| is_filled(row)).map_or(0, |last| last + 1);
        tail_repeated(self.rows, rows).max(tail_repeated(&self.rows[..named], rows))
    }

    /// Whether the next table's first rows are a header of its own. Where this one is set off, a row that is set
    /// like the rows below it is none, whatever it looked like on its page alone; nor is a row with a single cell,
    /// which is the label of a group.
    pub(crate) fn are_replaced_in(&self, next: &Table) -> bool {
        let rows = &next.grid.rows()[..next.header_rows.min(next.grid.rows().len())];
        if self.is_empty() {
            // Words above figures alone look like headings; below a table without any they are a row as the others.
            next.header_rows > 0 && Headings::of(next.grid.rows(), next.header_rows).are_set_off()
        } else if self.are_set_off() {
            rows.iter().any(|row| self.are_like(row))
        } else {
            rows.iter().any(|row| is_filled(row))
        }
    }

    /// Whether a row names columns as the header does: it has several cells, and is set like the header, which is
    /// set off from the rows below it, or has the words of a row of the header in most of its cells.
    pub(crate) fn are_like(&self, row: &[Cell]) -> bool {
        let is_set_alike = self.style.is_some_and(|header| style(row) == header);
        is_filled(row) && (is_set_alike || self.rows.iter().any(|heads| has_most_words(heads, row)))
    }
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

/// Whether more than half of a row's printed cells say the same as the headings of their columns.
fn has_most_words(heads: &[Cell], row: &[Cell]) -> bool {
    let printed = || heads.iter().zip(row).filter(|(_, cell)| !cell.is_blank());
    printed().filter(|(head, cell)| words(head) == words(cell)).count() * 2 > printed().count()
}

/// How a row is set: the shading, and whether bold.
type Style = (Option<Rgb>, bool);

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
pub(crate) fn is_filled(row: &[Cell]) -> bool {
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
        let header = rows(header);
        assert_eq!(Headings::of(&header, header.len()).repeated(&rows(next)), expected, "{next}");
    }

    /// Whether a row names columns below the header `Ref | Q1 | Q2` with this type over light rows.
    fn check_names(header: &str, row: &str, expected: bool) {
        let table = rows(&format!("{header}\n1 | 10 | 11\n2 | 20 | 21"));
        assert_eq!(Headings::of(&table, 1).are_like(&rows(row)[0]), expected, "{header} / {row}");
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
