//! Tables that a page break cuts: the upper end of the next page, read with the foot of the page before.
//!
//! A page alone may not show what goes on at its top: one row, columns that are blank on this page, the rest of a row
//! that the break cut, rows whose header stands at the foot of the page before. Read below the table before, as if
//! the paper had not ended, its words fall into that table's columns or they don't. They are taken for its rows only
//! if the table before comes out as it did alone, nothing stands between the two, and no header begins another
//! table. What is unsure stays as the page alone shows it.

mod band;
mod sheet;
mod side;
mod upper;

use boardlift_model::{BBox, Cell, Method, Page};

use crate::furniture::{self, Role};
use crate::geometry::type_size;
use crate::headers::is_filled;
use crate::join::{LARGER, is_continued};
use crate::layout::{PageLayout, Region, Table};
use sheet::{Found, Read, Sheet, is_label};
use side::Side;
use upper::{Tail, Upper, header_box};

/// A table that goes on ends no higher on its page than this part of its height: below it there is the margin, an
/// eighth of the page, and no room for the next row, and few rows are as high as a quarter of the page.
const LOW: f32 = 5.0 / 8.0;

/// Lays the pages out anew that begin with the rest of a table from the page before.
///
/// `pages` stand from first to last. `page_of` gives a page by its number once more, as only few are needed: those at
/// whose breaks a table may go on. Each is asked for twice at most, to be set below the page before and above the
/// next one; and each is laid out once at most, below no more than one sheet of the table before, however many pages
/// that runs over. A page that `page_of` doesn't give stays as it is; so does one whose page before isn't among
/// `pages`.
pub fn read_on(pages: &mut [PageLayout], mut page_of: impl FnMut(u32) -> Option<Page>) {
    let mut roles: Vec<Vec<Role>> = furniture::roles(pages);
    let mut sides: Vec<Side<'_>> =
        pages.iter_mut().zip(&mut roles).map(|(layout, roles)| Side { layout, roles }).collect();
    let mut begun: Option<Upper> = None;
    for at in 1..sides.len() {
        let (above, below) = sides.split_at_mut(at);
        let (Some(before), Some(next)) = (above.last_mut(), below.first_mut()) else { return };
        begun = Break { before, next }.read(begun, &mut page_of);
    }
}

/// Two pages that follow each other.
struct Break<'b, 'p> {
    before: &'b mut Side<'p>,
    next: &'b mut Side<'p>,
}

impl Break<'_, '_> {
    /// Reads the next page on if it begins with the rest of a table, and gives the table that it then ends with, as
    /// far as the next break needs it. `begun` is that of the page before, if it went on from the page before that.
    fn read(&mut self, begun: Option<Upper>, page_of: &mut impl FnMut(u32) -> Option<Page>) -> Option<Upper> {
        if !self.may_cut() {
            return None;
        }
        let (upper, tail) = self.upper_part(begun.as_ref(), page_of)?;
        if !upper.fits_a_sheet() || !self.may_be_rest(&upper, tail.as_ref()) {
            return None;
        }
        let page = page_of(self.next.layout.number)?;
        let Read { found, table, regions } = self.read_below(&upper, tail.as_ref(), &page)?;
        match &found {
            Found::Rest(rows) if tail.is_some() => self.before.put_rows(rows.clone()),
            Found::Rest(_) => {}
            Found::Headed(from) => self.before.drop_texts(*from),
        }
        self.next.replace(regions);
        if self.next.foot().0 != Some(&table) {
            return None;
        }
        match (found, tail) {
            // The rows of every page on one sheet would be ever more work, and tell no more.
            (Found::Rest(_), _) => Some(begun.unwrap_or(upper)),
            (Found::Headed(_), Some(tail)) => {
                Some(Upper::under(tail, &page, &table, &self.next.texts(), upper.size))
            }
            (Found::Headed(_), None) => None,
        }
    }

    /// Whether the pages are alike and the first has something at its foot that may go on: no table that is drawn, as
    /// its cells end where they are drawn.
    fn may_cut(&self) -> bool {
        let (before, next) = (&self.before.layout, &self.next.layout);
        let (table, tail) = self.before.foot();
        let end = tail.last().map(|text| text.bbox.y1).or(table.map(|table| table.bbox.y1));
        before.number + 1 == next.number
            && (before.width - next.width).abs() < 1.0
            && (before.height - next.height).abs() < 1.0
            && end.is_some_and(|end| end >= LOW * before.height)
            && table.is_none_or(|table| table.grid.method != Method::Ruled)
    }

    /// What of the page before may be the upper part of a table: its lowest table and what stands below that; under a
    /// heading, what stands below it alone.
    fn upper_part(
        &self,
        begun: Option<&Upper>,
        page_of: &mut impl FnMut(u32) -> Option<Page>,
    ) -> Option<(Upper, Option<Tail>)> {
        let (table, tail) = self.before.foot();
        if let (Some(begun), true) = (begun, tail.is_empty()) {
            return Some((begun.clone(), None));
        }
        let page = page_of(self.before.layout.number)?;
        let texts = self.before.texts();
        let own = table.map(|table| match begun {
            Some(begun) => begun.clone().with(&page, table, &texts),
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
    /// header of its own, and none that was drawn; one with the same header only if another header may have been cut
    /// off.
    fn may_be_rest(&self, upper: &Upper, tail: Option<&Tail>) -> bool {
        let headings = upper.headings();
        let is_set_off = headings.is_empty() && tail.is_some() || headings.are_set_off();
        match self.next.first(is_continued) {
            Some(Region::Text(text)) => text.size <= LARGER * upper.size && is_set_off,
            Some(Region::Table(next)) => {
                let is_repeated = headings.repeated(next.grid.rows()) > 0;
                next.grid.method != Method::Ruled
                    && if is_repeated { tail.is_some() } else { !headings.are_replaced_in(next) }
            }
            Some(Region::Key(_)) | None => false,
        }
    }

    /// What the next page shows below the upper part of the table, without a header that comes again; nothing unless
    /// the table goes on.
    fn read_below(&self, upper: &Upper, tail: Option<&Tail>, page: &Page) -> Option<Read> {
        let repeated = match self.next.first(is_continued) {
            Some(Region::Table(next)) => header_box(next, upper.headings().repeated(next.grid.rows())),
            _ => None,
        };
        let left_out: Vec<BBox> = self.next.furniture().into_iter().chain(repeated).collect();
        let read = Sheet::new(upper, tail, page, &left_out)?.read(upper, self.before.layout.number)?;
        let goes_on = match &read.found {
            Found::Rest(known) => {
                (repeated.is_none() || ends_in_header(upper, known)) && goes_on(upper, &read.table)
            }
            Found::Headed(_) => true,
        };
        goes_on.then_some(read)
    }
}

/// Whether the last of the rows, labels of groups aside, names columns as the header does: what comes below it stands
/// under that row, whatever header the next page repeats.
fn ends_in_header(upper: &Upper, rows: &[Vec<Cell>]) -> bool {
    rows.iter().rev().find(|row| is_filled(row)).is_some_and(|row| upper.headings().are_like(row))
}

/// Whether the rows below the break are rows of the table: at least one with several cells, before which there are
/// only labels of groups and the rest of the row that was cut; and none that names columns anew.
fn goes_on(upper: &Upper, below: &Table) -> bool {
    let headings = upper.headings();
    let rows = below.grid.rows();
    let lone = rows.iter().take_while(|row| !is_filled(row)).count();
    rows.iter().take(lone).skip(1).all(|row| is_label(row))
        && lone < rows.len()
        && !rows.iter().any(|row| headings.are_like(row))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{PageBuilder, grid_text};
    use crate::{join, lay_out};

    /// Where the art of a page stands: at the foot of the first, at the top of the others.
    const FOOT: f32 = 600.0;

    /// Pages of art, the first at the foot of its page with its first four words in bold, and all tables of the
    /// document after joining.
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
        let next = "
Moves                 3               5
Calls                14              15
Days                 30              31
";
        check(PLANS, next, &format!("{ROWS}Moves | 3 | · | 5\nCalls | 14 | · | 15\nDays | 30 | · | 31"));
    }

    #[test]
    fn running_words_are_no_rows() {
        check(PLANS, "The board met in March and heard of 52 plans that were issued in time.", ROWS);
    }
}
