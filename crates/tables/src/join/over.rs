//! Whether a table goes on from the page before.

use boardlift_model::{Cell, Grid, Method, Place, Turn};

use crate::headers::Headings;
use crate::layout::{PageLayout, Table};

/// The table before, as far as it is known.
pub(super) struct Before<'t> {
    /// Its rows on all pages.
    pub(super) rows: &'t [Vec<Cell>],
    /// How many of them are its header.
    pub(super) header_rows: usize,
    /// Its part on the last page.
    pub(super) part: &'t Table,
    /// That page's number.
    pub(super) page: u32,
    /// That page's width.
    pub(super) page_width: f32,
}

/// The rows that go on from the table before, without a repeated header; nothing if the table is another one.
///
/// `page` is the page of `next`, which is its first table.
pub(super) fn continuation(before: &Before<'_>, next: &Table, page: &PageLayout) -> Option<Vec<Vec<Cell>>> {
    let follows = before.page + 1 == page.number && (before.page_width - page.width).abs() < 1.0;
    let in_place = columns_agree(&before.part.grid, &next.grid);
    let agree = in_place || next.grid.continues || same_edges(before.part, next);
    let same_width = before.part.grid.width() == next.grid.width();
    if !follows || !same_width || !agree || begins_section(before.rows, next.grid.rows()) {
        return None;
    }
    let rows = next.grid.rows();
    if next.grid.continues {
        return Some(rows.to_vec());
    }
    let headings = Headings::of(before.rows, before.header_rows);
    let repeated = headings.repeated(rows);
    // Columns that were drawn keep their number; of columns seen by white space alone one may be missing and another
    // cut in two, and nothing would tell: figures would stand under their neighbour's heading.
    let drawn = [before.part, next].iter().all(|table| table.grid.method == Method::Ruled);
    if repeated == 0 && (headings.are_replaced_in(next) || !in_place && !drawn) {
        return None;
    }
    (repeated < rows.len()).then(|| without_header(rows, repeated))
}

/// Whether a turned label up the side names another section than the last one before: a table of its own.
fn begins_section(before: &[Vec<Cell>], next: &[Vec<Cell>]) -> bool {
    let label =
        |row: &Vec<Cell>| row.first().filter(|cell| cell.turn != Turn::Upright && !cell.is_blank()).cloned();
    let named = next.first().and_then(label);
    named.is_some_and(|named| before.iter().rev().find_map(label).is_none_or(|last| last.text != named.text))
}

/// Whether the columns stand at the same places, or at places shifted alike as on left and right pages: each
/// overlaps the one with its number by more than half of the narrower.
fn columns_agree(a: &Grid, b: &Grid) -> bool {
    let (a, b) = (columns(a), columns(b));
    let shift = match (a.iter().flatten().next(), b.iter().flatten().next()) {
        (Some(first), Some(other)) => other.0 - first.0,
        _ => return false,
    };
    let agree = |shift: f32| {
        a.iter().zip(&b).all(|(a, b)| match (a, b) {
            (Some(a), Some(b)) => {
                let common = (a.1 + shift).min(b.1) - (a.0 + shift).max(b.0);
                2.0 * common > (a.1 - a.0).min(b.1 - b.0)
            }
            // A column without a cell of its own on one of the pages says nothing.
            _ => true,
        })
    };
    agree(0.0) || agree(shift)
}

/// Whether both tables have the same left and right edge. Word processors fit columns to each page's words, so that
/// the columns between may be wider or narrower; their number has to agree.
fn same_edges(a: &Table, b: &Table) -> bool {
    let slack = (a.bbox.x1 - a.bbox.x0) / 200.0;
    (a.bbox.x0 - b.bbox.x0).abs() <= slack && (a.bbox.x1 - b.bbox.x1).abs() <= slack
}

/// From where to where each column runs: the edges of its cells that span no other.
fn columns(grid: &Grid) -> Vec<Option<(f32, f32)>> {
    let mut found: Vec<Option<(f32, f32)>> = vec![None; grid.width()];
    for row in grid.rows() {
        for (column, cell) in found.iter_mut().zip(row) {
            let Place::Page { bbox, .. } = &cell.place else { continue };
            if cell.covered || cell.col_span != 1 {
                continue;
            }
            let (from, to) = column.unwrap_or((bbox.x0, bbox.x1));
            *column = Some((from.min(bbox.x0), to.max(bbox.x1)));
        }
    }
    found
}

/// The rows below the header. A cell that spans from the header into them begins below it.
fn without_header(rows: &[Vec<Cell>], header_rows: usize) -> Vec<Vec<Cell>> {
    let mut rest = rows[header_rows..].to_vec();
    for (above, row) in rows[..header_rows].iter().enumerate() {
        for (column, cell) in row.iter().enumerate() {
            let reaches = cell.row_span as usize;
            let below = (above + reaches).saturating_sub(header_rows);
            if below == 0 || cell.covered {
                continue;
            }
            if let Some(start) = rest.first_mut().and_then(|row| row.get_mut(column)) {
                *start = Cell { row_span: u32::try_from(below).unwrap_or(u32::MAX), ..cell.clone() };
            }
        }
    }
    rest
}

#[cfg(test)]
mod tests {
    use boardlift_model::BBox;

    use super::*;
    use crate::layout::Report;
    use crate::testing::grid_text;

    /// A ruled table of columns a hundred points wide, cells parted by `|`; header rows end with `!`.
    fn table(text: &str) -> Table {
        let header_rows = text.lines().filter(|line| line.ends_with('!')).count();
        let rows = text.lines().map(|line| {
            let cells = line.trim_end_matches('!').split('|').map(str::trim);
            let place =
                |x0: f32| Place::Page { page: 1, bbox: BBox { x0, y0: 0.0, x1: x0 + 100.0, y1: 10.0 } };
            (0_u8..).zip(cells).map(|(at, text)| Cell::new(text, place(100.0 * f32::from(at)))).collect()
        });
        let bbox = BBox { x0: 0.0, y0: 0.0, x1: 300.0, y1: 30.0 };
        Table { grid: Grid::new(rows.collect(), Method::Ruled), bbox, header_rows, report: Report::default() }
    }

    /// The rows of the table on page 2 that go on from the one on page 1; `-` if it is another table.
    fn check(before: &str, next: &Table, expected: &str) {
        let before = table(before);
        let (rows, header_rows) = (before.grid.rows(), before.header_rows);
        let known = Before { rows, header_rows, part: &before, page: 1, page_width: 595.0 };
        let page = PageLayout { number: 2, width: 595.0, height: 842.0, regions: Vec::new() };
        let found = continuation(&known, next, &page);
        let found = found.map_or("-".to_owned(), |rows| grid_text(&Grid::new(rows, Method::Ruled)));
        assert_eq!(found, expected);
    }

    const BEFORE: &str = "Ref | Q1 | Q2!\n1 | 10 | 11";

    #[test]
    fn a_header_that_comes_again_is_left_out() {
        check(BEFORE, &table("Ref | Q1 | Q2!\n2 | 20 | 21"), "2 | 20 | 21");
        check(BEFORE, &table("REF | Q 1 | Q2!\n2 | 20 | 21"), "2 | 20 | 21");
    }

    #[test]
    fn another_header_or_another_width_is_another_table() {
        check(BEFORE, &table("Ref | Q3 | Q4!\n2 | 20 | 21"), "-");
        check(BEFORE, &table("2 | 20"), "-");
    }

    #[test]
    fn words_above_figures_go_on_where_no_table_had_headings() {
        check(
            "Officer | Head of Waste",
            &table("Good is | More!\nQuarter 1 | 6"),
            "Good is | More\nQuarter 1 | 6",
        );
    }

    #[test]
    fn what_was_read_with_the_page_before_goes_on_wherever_its_cells_stand() {
        let mut next = table("2 | 20 | 21");
        next.grid.continues = true;
        next.bbox = BBox { x0: 40.0, x1: 250.0, ..next.bbox };
        check(BEFORE, &next, "2 | 20 | 21");
    }
}
