//! The upper part of a cut table, and what stands below it at the foot of its page.

use boardlift_model::{BBox, Cell, Page};

use super::band::Band;
use super::sheet::place;
use crate::geometry::{self, centre, union};
use crate::layout::{Table, TextBlock};

/// Headings and labels of groups that a break parts from their rows have so many texts at most: a row of twenty columns,
/// each heading in two lines.
const MOST_TEXTS: usize = 40;

/// The upper part of a cut table: what stands of it on the page where it begins.
#[derive(Debug, Clone)]
pub(super) struct Upper {
    /// Its rows.
    pub(super) rows: Vec<Vec<Cell>>,
    /// How many of them are the header.
    pub(super) header_rows: usize,
    /// Its last row on the newest of its pages.
    pub(super) last: Option<Vec<Cell>>,
    /// As it was drawn.
    pub(super) band: Band,
    /// Its type size.
    pub(super) size: f32,
}

impl Upper {
    /// A table that begins on its page. What stands in the boxes is none of its words.
    pub(super) fn of(page: &Page, table: &Table, left_out: &[BBox]) -> Upper {
        Upper {
            rows: table.grid.rows().to_vec(),
            header_rows: table.header_rows,
            last: table.grid.rows().last().cloned(),
            band: Band::of(page, &table.bbox, left_out),
            size: type_size(page, table),
        }
    }

    /// A header alone.
    pub(super) fn of_header(header: &Table, tail: Tail, size: f32) -> Upper {
        let rows = header.grid.rows().to_vec();
        Upper { header_rows: rows.len(), rows, last: None, band: tail.band, size }
    }

    /// How many rows are left of a table's if its first ones are these; nothing if they are not.
    pub(super) fn added<'t>(&self, table: &'t Table) -> Option<&'t [Vec<Cell>]> {
        let words = |row: &Vec<Cell>| row.iter().map(|cell| cell.text.clone()).collect::<Vec<_>>();
        let (first, added) = table.grid.rows().split_at_checked(self.rows.len())?;
        self.rows.iter().map(words).eq(first.iter().map(words)).then_some(added)
    }
}

/// What stands below a table at the foot of its page.
pub(super) struct Tail {
    pub(super) band: Band,
    /// Where it begins on its page.
    pub(super) top: f32,
    /// How far below the table.
    pub(super) gap: f32,
}

impl Tail {
    /// The texts below a table; nothing if there are none or more than a table has at its end.
    pub(super) fn of(page: &Page, table: &Table, texts: &[&TextBlock]) -> Option<Tail> {
        let bbox = texts.iter().map(|text| text.bbox).reduce(union)?;
        let gap = (bbox.y0 - table.bbox.y1).max(0.0);
        let band = Band::of(page, &bbox, &[]);
        (texts.len() <= MOST_TEXTS).then_some(Tail { band, top: bbox.y0, gap })
    }
}

/// Where the first rows of a table stand; nothing for none.
pub(super) fn header_box(table: &Table, rows: usize) -> Option<BBox> {
    let body = table.grid.rows().get(rows).filter(|_| rows > 0)?;
    let tops = body.iter().filter(|cell| !cell.is_blank()).filter_map(|cell| Some(place(cell)?.y0));
    tops.min_by(f32::total_cmp).map(|y1| BBox { y1, ..table.bbox })
}

/// The type size of most words of a table: their median.
fn type_size(page: &Page, table: &Table) -> f32 {
    let inside = page.words.iter().filter(|word| geometry::contains(&table.bbox, centre(&word.bbox)));
    let mut sizes: Vec<f32> = inside.map(|word| word.size).collect();
    sizes.sort_by(f32::total_cmp);
    sizes.get(sizes.len() / 2).copied().unwrap_or(geometry::type_size(page))
}
