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
use crate::geometry::type_size;
use crate::headers;
use crate::join::is_continued;
use crate::layout::{PageLayout, Region, Table};
use sheet::{Found, Read, Sheet};
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
        let end = tail.last().map(|text| text.bbox.y1).or(table.map(|table| table.bbox.y1))?;
        if !follows
            || end < LOW * before.height
            || table.is_some_and(|table| table.grid.method == Method::Ruled)
        {
            return None;
        }
        let (upper, tail) = self.upper_part(upper, page_of)?;
        if !self.may_be_rest(&upper, tail.as_ref()) {
            return None;
        }
        let page = page_of(next.number)?;
        self.read_below(upper, tail, &page)
    }

    /// What of the page before may be the upper part of a table: its lowest table and what stands below that; under a
    /// heading, what stands below it alone.
    fn upper_part(
        &self,
        upper: Option<Upper>,
        page_of: &mut impl FnMut(u32) -> Option<Page>,
    ) -> Option<(Upper, Option<Tail>)> {
        let (table, tail) = self.before.foot();
        if let (Some(upper), true) = (&upper, tail.is_empty()) {
            return Some((upper.clone(), None));
        }
        let page = page_of(self.before.layout.number)?;
        let texts = self.before.texts();
        let own = table.map(|table| match upper {
            Some(upper) => upper.with(&page, table, &texts),
            None => Upper::of(&page, table, &texts),
        });
        let size = own.as_ref().map_or_else(|| type_size(&page), |upper| upper.size);
        let heading = tail.iter().rposition(|text| text.size > LARGER * size);
        let below = &tail[heading.map_or(0, |heading| heading + 1)..];
        match (own, heading) {
            (Some(upper), None) => Some((upper, Tail::of(&page, table, below))),
            _ => Some((Upper::none(size), Some(Tail::of(&page, None, below)?))),
        }
    }

    /// Whether what the next page begins with, seen alone, may be the rest of the table: no heading, no table with a
    /// header of its own, and none that was drawn; one with the same header only if another header may have been cut off.
    fn may_be_rest(&self, upper: &Upper, tail: Option<&Tail>) -> bool {
        let (header, body) = upper.rows.split_at(upper.header_rows);
        let is_set_off = header.is_empty() && tail.is_some() || headers::set_off(header, body).is_some();
        match self.next.first(is_continued) {
            Some(Region::Text(text)) => text.size <= LARGER * upper.size && is_set_off,
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
        let repeated = match self.next.first(is_continued) {
            Some(Region::Table(next)) => upper::header_box(next, headers::repeated(header, next.grid.rows())),
            _ => None,
        };
        left_out.extend(repeated);
        let sheet = Sheet::new(&upper, tail.as_ref(), page, &left_out)?;
        let Read { found, table, regions } = sheet.read(&upper, self.before.layout.number)?;
        let upper = match found {
            Found::Rest(known) => {
                let expected = repeated.is_none() || ends_in_header(&upper, &known);
                if !expected || !goes_on(&upper, &table) {
                    return None;
                }
                if tail.is_some() {
                    self.before.put_rows(known);
                }
                Some(upper)
            }
            Found::Headed(from) => {
                self.before.drop_texts(from);
                let header = table.grid.rows().get(..table.header_rows)?;
                tail.map(|tail| Upper::of_header(header, tail, upper.size))
            }
        };
        self.next.replace(regions);
        upper.filter(|_| self.next.foot().0.is_some_and(|last| *last == table))
    }
}

/// Whether the last of the rows, labels of groups aside, names columns as the header does: what comes below it stands under
/// that row, whatever header the next page repeats.
fn ends_in_header(upper: &Upper, rows: &[Vec<Cell>]) -> bool {
    let (header, body) = upper.rows.split_at(upper.header_rows);
    let printed = |row: &[Cell]| row.iter().filter(|cell| !cell.is_blank()).count();
    let last = rows.iter().rev().find(|row| printed(row) > 1);
    last.is_some_and(|row| headers::names_columns(header, body, row))
}

/// Whether the rows below the break are rows of the table: at least one with several cells, before which there are only
/// labels of groups and the rest of the row that was cut; and none that names columns anew.
fn goes_on(upper: &Upper, below: &Table) -> bool {
    let (header, body) = upper.rows.split_at(upper.header_rows);
    let rows = below.grid.rows();
    let printed = |row: &[Cell]| row.iter().filter(|cell| !cell.is_blank()).count();
    let lone = rows.iter().take_while(|row| printed(row) < 2).count();
    let is_label = |row: &Vec<Cell>| row.first().is_some_and(|cell| !cell.is_blank());
    rows.iter().take(lone).skip(1).all(is_label)
        && lone < rows.len()
        && !rows.iter().any(|row| headers::names_columns(header, body, row))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{PageBuilder, grid_text};
    use crate::{join, lay_out};

    /// Where the art of a page stands: at the foot of the first, at the top of the others.
    const FOOT: f32 = 600.0;

    /// Pages of art, the first at the foot of its page with its first four words in bold, and all tables of the document after joining.
    fn check(first: &str, second: &str, expected: &str) {
        let mut pages = [PageBuilder::art(first).build(), PageBuilder::art(second).build()];
        for word in &mut pages[0].words {
            *word = band::moved(word, FOOT);
        }
        pages[0].words[..4].iter_mut().for_each(|word| word.bold = true);
        pages[0].rules.iter_mut().for_each(|rule| rule.at += FOOT);
        pages[1].number = 2;
        let mut layouts: Vec<PageLayout> = pages.iter().map(lay_out).collect();
        read_on(&mut layouts, |number| pages.iter().find(|page| page.number == number).cloned());
        let tables = join(&layouts).blocks.into_iter().filter_map(|block| match block {
            boardlift_model::Block::Grid(grid) => Some(grid_text(&grid)),
            _ => None,
        });
        assert_eq!(tables.collect::<Vec<_>>().join("\n\n"), expected.trim());
    }

    const PLANS: &str = "
-------------------------------------------
Measure              Q1      Q2      Q3
-------------------------------------------
Plans issued         52      61      70
Appeals               9      12      14
Visits               44      50      58
";

    const ROWS: &str = "
Measure! | Q1! | Q2! | Q3!
Plans issued | 52 | 61 | 70
Appeals | 9 | 12 | 14
Visits | 44 | 50 | 58
";

    #[test]
    fn one_row_goes_on() {
        check(PLANS, "Moves                 3               5", &format!("{ROWS}Moves | 3 | · | 5"));
    }

    #[test]
    fn a_blank_column_stays_blank() {
        let next = "Moves                 3               5\nCalls                14              15\nDays                 30              31";
        check(PLANS, next, &format!("{ROWS}Moves | 3 | · | 5\nCalls | 14 | · | 15\nDays | 30 | · | 31"));
    }

    #[test]
    fn running_words_are_no_rows() {
        check(PLANS, "The board met in March and heard of 52 plans that were issued in time.", ROWS);
    }
}
