//! Tables that a page break cuts: the upper end of the next page, read with the foot of the page before.
//!
//! A page alone may not show what goes on at its top: one row, columns that are blank on this page, the rest of a row
//! that the break cut, rows whose header stands at the foot of the page before. Read below the table before, as if the
//! paper had not ended, its words fall into that table's columns or they don't. They are taken for its rows only if the
//! table before comes out as it did alone, nothing stands between the two, and no header begins another table. What is
//! unsure stays as the page alone shows it.

mod band;
mod sheet;
mod side;
mod upper;

use boardlift_model::{Cell, Method, Page};

use crate::furniture::{self, Role};
use crate::headers;
use crate::join::is_continued;
use crate::layout::{PageLayout, Region, Table};
use sheet::{Above, Read, Sheet};
use side::Side;
use upper::{Tail, Upper};

/// Type this much larger than a table's heads what stands below it.
const LARGER: f32 = 1.08;

/// A table that goes on ends no higher on its page than this part of its height: below it there is the margin, and no room
/// for the next row, and few rows are as high as a quarter of the page.
const LOW: f32 = 5.0 / 8.0;

/// Lays the pages out anew that begin with the rest of a table from the page before.
///
/// `pages` stand from first to last; `page_of` gives a page by its number once more, as only few are needed: those at
/// whose breaks a table may go on, each at most twice. A page that it doesn't give stays as it is.
pub fn read_on(pages: &mut [PageLayout], mut page_of: impl FnMut(u32) -> Option<Page>) {
    let mut roles: Vec<Vec<Role>> = furniture::roles(pages);
    let mut sides: Vec<Side<'_>> =
        pages.iter_mut().zip(&mut roles).map(|(layout, roles)| Side { layout, roles }).collect();
    let mut upper: Option<Upper> = None;
    for at in 1..sides.len() {
        let (above, below) = sides.split_at_mut(at);
        let (Some(before), Some(next)) = (above.last_mut(), below.first_mut()) else { return };
        upper = Break { before, next }.read(upper, &mut page_of);
    }
}

/// Two pages that follow each other.
struct Break<'b, 'p> {
    before: &'b mut Side<'p>,
    next: &'b mut Side<'p>,
}

impl Break<'_, '_> {
    /// Reads the next page on if it begins with the rest of a table, and gives the table that it then ends with.
    /// `upper` is that which the page before ends with, if it went on from the page before that.
    fn read(&mut self, upper: Option<Upper>, page_of: &mut impl FnMut(u32) -> Option<Page>) -> Option<Upper> {
        let (before, next) = (&self.before.layout, &self.next.layout);
        let follows = before.number + 1 == next.number
            && (before.width - next.width).abs() < 1.0
            && (before.height - next.height).abs() < 1.0;
        let (table, tail) = self.before.foot();
        let (table, end) =
            (table?, tail.last().map(|text| text.bbox.y1).or(table.map(|table| table.bbox.y1))?);
        if !follows || table.grid.method == Method::Ruled || end < LOW * before.height {
            return None;
        }
        let old = if upper.is_none() || !tail.is_empty() { Some(page_of(before.number)?) } else { None };
        let upper = match (upper, &old) {
            (Some(upper), _) => upper,
            (None, old) => Upper::of(old.as_ref()?, table, &self.before.texts()),
        };
        let is_larger = tail.iter().any(|text| text.size > LARGER * upper.size);
        let tail = old.as_ref().filter(|_| !is_larger).and_then(|page| Tail::of(page, table, &tail));
        if is_larger || !self.may_be_rest(&upper, tail.as_ref()) {
            return None;
        }
        let page = page_of(next.number)?;
        self.read_below(upper, tail, &page)
    }

    /// Whether what the next page begins with, seen alone, may be the rest of the table: no heading, no table with a
    /// header of its own, and none that was drawn; one with the same header only if another header may have been cut off.
    fn may_be_rest(&self, upper: &Upper, tail: Option<&Tail>) -> bool {
        let (header, body) = upper.rows.split_at(upper.header_rows);
        match self.next.first(is_continued) {
            Some(Region::Text(text)) => {
                text.size <= LARGER * upper.size && headers::set_off(header, body).is_some()
            }
            Some(Region::Table(next)) => {
                let repeated = headers::repeated(header, next.grid.rows());
                next.grid.method != Method::Ruled
                    && if repeated > 0 { tail.is_some() } else { !headers::has_own(header, body, next) }
            }
            Some(Region::Key(_)) | None => false,
        }
    }

    /// Reads the next page below the upper part of the table. Where the table goes on, its rows and whatever else the
    /// page then shows take the place of what the page alone showed.
    fn read_below(&mut self, upper: Upper, tail: Option<Tail>, page: &Page) -> Option<Upper> {
        let mut left_out = self.next.furniture();
        let header = &upper.rows[..upper.header_rows];
        if let Some(Region::Table(next)) = self.next.first(is_continued) {
            left_out.extend(upper::header_box(next, headers::repeated(header, next.grid.rows())));
        }
        let repeated = left_out.len() > self.next.furniture().len();
        let Read { above, below, regions } =
            Sheet::new(&upper, tail.as_ref(), page, &left_out)?.read(&upper, self.before.layout.number)?;
        let mut upper = match above {
            Above::Same(added) => {
                if repeated || !goes_on(&upper, added.last(), &below) {
                    return None;
                }
                self.before.add_rows(added);
                upper
            }
            Above::Header(table) => {
                let tail = tail?;
                let upper = Upper::of_header(&table, tail, upper.size);
                self.before.add_table(table);
                upper
            }
        };
        upper.last = below.grid.rows().last().cloned();
        self.next.replace(regions);
        self.next.foot().0.is_some_and(|last| *last == below).then_some(upper)
    }
}

/// Whether the rows below the break are rows of the table: at least one with several cells, before which there are only
/// labels of groups and the rest of the row that was cut; and none that names columns anew. `added` is the last row, if
/// the page before has one below the table that it showed.
fn goes_on(upper: &Upper, added: Option<&Vec<Cell>>, below: &Table) -> bool {
    let (header, body) = upper.rows.split_at(upper.header_rows);
    let rows = below.grid.rows();
    let printed = |row: &[Cell]| row.iter().filter(|cell| !cell.is_blank()).count();
    let last = added.or(upper.last.as_ref()).map_or(&[][..], Vec::as_slice);
    let lone = rows.iter().take_while(|row| printed(row) < 2);
    let stands = |row: &Vec<Cell>| {
        let at = row.iter().position(|cell| !cell.is_blank());
        at.is_some_and(|at| at == 0 || last.get(at).is_some_and(|above| !above.is_blank()))
    };
    lone.clone().all(stands)
        && lone.count() < rows.len()
        && !rows.iter().any(|row| headers::names_columns(header, body, row))
}
