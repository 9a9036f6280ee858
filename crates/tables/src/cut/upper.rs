//! The upper part of a cut table, and what stands below it at the foot of its page.

use boardlift_model::{BBox, Cell, Page};

use super::band::Band;
use super::sheet::place;
use crate::geometry::{self, centre, union};
use crate::headers::Headings;
use crate::layout::{Table, TextBlock};

/// Headings and labels of groups that a break parts from their rows have so many texts at most: a row of twenty
/// columns, each heading in two lines.
const MOST_TEXTS: usize = 40;

/// What of a table is set above each page that it may go on on has so many words, rules and fills at most: more than
/// a large sheet of small type holds. This bounds the work, which a table of many pages takes once for each of them.
const MOST_DRAWN: usize = 20_000;

/// The upper part of a cut table: what stands of it on the page where it begins.
#[derive(Debug, Clone)]
pub(super) struct Upper {
    /// Its rows.
    pub(super) rows: Vec<Vec<Cell>>,
    /// How many of them are the header.
    pub(super) header_rows: usize,
    /// As it was drawn.
    pub(super) band: Band,
    /// From where on the band shows the foot of the newest page, and how far that was moved down.
    pub(super) foot: (f32, f32),
    /// Its type size.
    pub(super) size: f32,
}

impl Upper {
    /// A table that begins on its page. What stands in the boxes is none of its words.
    pub(super) fn of(page: &Page, table: &Table, left_out: &[BBox]) -> Upper {
        Upper {
            rows: table.grid.rows().to_vec(),
            header_rows: table.header_rows,
            band: Band::of(page, &table.bbox, left_out),
            foot: (0.0, -table.bbox.y0),
            size: type_size(page, table),
        }
    }

    /// No table, on a page with type of this size.
    pub(super) fn none(size: f32) -> Upper {
        Upper { rows: Vec::new(), header_rows: 0, band: Band::default(), foot: (0.0, 0.0), size }
    }

    /// A table whose headings stand at the foot of the page before, and its rows on this one.
    pub(super) fn under(tail: Tail, page: &Page, table: &Table, left_out: &[BBox], size: f32) -> Upper {
        let upper = Upper { band: tail.band, header_rows: table.header_rows, ..Upper::none(size) };
        upper.with(page, table, left_out)
    }

    /// The same with the rows of the newest page.
    pub(super) fn with(mut self, page: &Page, part: &Table, left_out: &[BBox]) -> Upper {
        let from = self.band.height + self.size / 2.0;
        self.foot = (from, self.band.height + self.size - part.bbox.y0);
        self.band.push(&Band::of(page, &part.bbox, left_out), self.size);
        self.rows.extend(part.grid.rows().iter().cloned());
        self
    }

    /// Its header, beside its rows.
    pub(super) fn headings(&self) -> Headings<'_> {
        Headings::of(&self.rows, self.header_rows)
    }

    /// Whether it is no more than a sheet of paper holds.
    pub(super) fn fits_a_sheet(&self) -> bool {
        self.band.words.len() + self.band.rules.len() + self.band.fills.len() <= MOST_DRAWN
    }

    /// As it was drawn, with what stands below it.
    pub(super) fn drawn_with(&self, tail: Option<&Tail>) -> Band {
        let mut band = self.band.clone();
        if let Some(tail) = tail {
            band.push(&tail.band, tail.gap);
        }
        band
    }

    /// Whether the rows have the same words in each column, however they are parted: the same columns.
    pub(super) fn has_columns_of(&self, rows: &[Vec<Cell>]) -> bool {
        columns(&self.rows) == columns(rows)
    }

    /// Whether the rows have the same words in each column and more below them at most.
    pub(super) fn begins(&self, rows: &[Vec<Cell>]) -> bool {
        let (known, seen) = (columns(&self.rows), columns(rows));
        known.len() == seen.len() && known.iter().zip(&seen).all(|(known, seen)| seen.starts_with(known))
    }
}

/// The letters of each column.
fn columns(rows: &[Vec<Cell>]) -> Vec<String> {
    let width = rows.first().map_or(0, Vec::len);
    let cells = |column: usize| rows.iter().filter_map(move |row| row.get(column));
    let letters = |column: usize| cells(column).flat_map(|cell| cell.text.split_whitespace()).collect();
    (0..width).map(letters).collect()
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
    /// The texts below a table, or at the foot of a page; nothing if there are none or more than a table has at its
    /// end.
    pub(super) fn of(page: &Page, table: Option<&Table>, texts: &[&TextBlock]) -> Option<Tail> {
        let bbox = texts.iter().map(|text| text.bbox).reduce(union)?;
        let gap = table.map_or(0.0, |table| (bbox.y0 - table.bbox.y1).max(0.0));
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
