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

use boardlift_model::{Cell, Method, Page};

use crate::furniture::{self, Role};
use crate::geometry::type_size;
use crate::headers::is_filled;
use crate::join::LARGER;
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
        match self.next.first() {
            Some(Region::Text(text)) => text.size <= LARGER * upper.size && is_set_off,
            Some(Region::Table(next)) => {
                let is_repeated = headings.repeated(next.grid.rows()) > 0;
                next.grid.method != Method::Ruled
                    && if is_repeated { tail.is_some() } else { !headings.are_replaced_in(next) }
            }
            Some(Region::Key(_)) | None => false,
        }
    }

    /// What the next page shows below the upper part of the table, without a header that comes again and lines that say
    /// no more than that it goes on; nothing unless it does.
    fn read_below(&self, upper: &Upper, tail: Option<&Tail>, page: &Page) -> Option<Read> {
        let repeated = match self.next.first() {
            Some(Region::Table(next)) => header_box(next, upper.headings().repeated(next.grid.rows())),
            _ => None,
        };
        let mut left_out = self.next.furniture();
        left_out.extend(self.next.continued().into_iter().chain(repeated));
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
    use boardlift_model::Block;

    use super::*;
    use crate::testing::{PITCH, PageBuilder, grid_text};
    use crate::{join, lay_out};

    /// Pages are so high that a dozen rows fill them.
    const HEIGHT: f32 = 200.0;

    /// Which pages are asked for, and the tables of the document after joining, parted by blank lines.
    fn read(pages: &[Page]) -> (Vec<u32>, String) {
        let numbered = |(number, page): (u32, &Page)| Page { number, height: HEIGHT, ..page.clone() };
        let pages: Vec<Page> = (1..).zip(pages).map(numbered).collect();
        let mut layouts: Vec<PageLayout> = pages.iter().map(lay_out).collect();
        let mut asked = Vec::new();
        read_on(&mut layouts, |number| {
            asked.push(number);
            pages.iter().find(|page| page.number == number).cloned()
        });
        let tables = join(&layouts).blocks.into_iter().filter_map(|block| match block {
            Block::Grid(grid) => Some(grid_text(&grid)),
            _ => None,
        });
        (asked, tables.collect::<Vec<_>>().join("\n\n"))
    }

    /// The tables of the document, parted by blank lines.
    fn check(pages: &[Page], expected: &str) {
        assert_eq!(read(pages).1, expected.trim());
    }

    /// Which pages are read once more.
    fn check_reads(pages: &[Page], expected: &[u32]) {
        assert_eq!(read(pages).0, expected);
    }

    /// Art at the top of its page. Lines that begin with `Measure` are in bold.
    fn top(art: &str) -> Page {
        let mut page = PageBuilder::art(art).build();
        let heads = page.words.iter().filter(|word| word.text == "Measure");
        let heads: Vec<f32> = heads.map(|word| word.baseline).collect();
        for word in page.words.iter_mut().filter(|word| heads.contains(&word.baseline)) {
            word.bold = true;
        }
        page
    }

    /// The same at the foot of its page.
    fn foot(art: &str) -> Page {
        let mut page = top(art);
        let down = HEIGHT - 20.0 - art.trim_matches('\n').lines().count() as f32 * PITCH;
        page.words.iter_mut().for_each(|word| *word = band::moved(word, down));
        page.rules.iter_mut().for_each(|rule| rule.at += down);
        page
    }

    /// The same page with these words in larger type.
    fn larger(mut page: Page, words: &[&str]) -> Page {
        for word in page.words.iter_mut().filter(|word| words.contains(&word.text.as_str())) {
            word.size *= 1.3;
        }
        page
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

    const FULL: &str = "
Moves                 3       4       5
Calls                14      13      15
Days                 30      33      31
";

    /// Rows with a blank column, which alone would be a table of three columns.
    const BLANK: &str = "
Moves                 3               5
Calls                14              15
Days                 30              31
";

    const BLANK_ROWS: &str = "Moves | 3 | · | 5\nCalls | 14 | · | 15\nDays | 30 | · | 31";

    #[test]
    fn one_row_goes_on() {
        let next = top("Moves                 3               5");
        check(&[foot(PLANS), next], &format!("{ROWS}Moves | 3 | · | 5"));
    }

    #[test]
    fn a_blank_column_stays_blank() {
        check(&[foot(PLANS), top(BLANK)], &format!("{ROWS}{BLANK_ROWS}"));
    }

    #[test]
    fn running_words_are_no_rows() {
        check(
            &[foot(PLANS), top("The board met in March and heard of 52 plans that were issued in time.")],
            ROWS,
        );
    }

    #[test]
    fn a_table_runs_over_three_pages() {
        // Figures in no order: those that count on are no table's.
        let figures = (0..12).map(|at| [at * 37 % 83 + 10, at * 53 % 79 + 10, at * 29 % 89 + 10]);
        let rows: Vec<(char, [i32; 3])> = ('A'..).zip(figures).collect();
        let drawn =
            rows.iter().map(|(name, [a, b, c])| format!("Moves to {name}           {a}      {b}      {c}\n"));
        let read = rows.iter().map(|(name, [a, b, c])| format!("Moves to {name} | {a} | {b} | {c}\n"));
        let (long, rows): (String, String) = (drawn.collect(), read.collect());
        check(&[foot(PLANS), top(&long), top(BLANK)], &format!("{ROWS}{rows}{BLANK_ROWS}"));
    }

    /// The rule that ends a table.
    const RULE: &str = "-------------------------------------------";

    const OTHERS: &str = "
Measure            Open    Shut     All";

    /// What `OTHERS` and `FULL` are as a table.
    const OTHER_ROWS: &str = "
Measure! | Open! | Shut! | All!
Moves | 3 | 4 | 5
Calls | 14 | 13 | 15
Days | 30 | 33 | 31";

    #[test]
    fn a_header_at_a_pages_foot_heads_the_rows_of_the_next() {
        check(&[foot(&format!("{PLANS}{RULE}\n{OTHERS}")), top(FULL)], &format!("{ROWS}{OTHER_ROWS}"));
        check(&[foot(&format!("Words\n{OTHERS}")), top(FULL)], OTHER_ROWS);
    }

    #[test]
    fn a_header_at_a_pages_foot_counts_whatever_header_comes_again() {
        let next = top(&format!("Measure              Q1      Q2      Q3{FULL}"));
        check(&[foot(&format!("{PLANS}{RULE}\n{OTHERS}")), next], &format!("{ROWS}{OTHER_ROWS}"));
    }

    #[test]
    fn another_header_begins_another_table() {
        check(&[foot(PLANS), top(&format!("{OTHERS}{FULL}"))], &format!("{ROWS}{OTHER_ROWS}"));
    }

    #[test]
    fn a_heading_in_larger_type_parts_tables() {
        let heading = |page| larger(page, &["Moves", "and", "calls"]);
        check(
            &[
                heading(foot(&format!("{PLANS}\nMoves and calls"))),
                top("Days                  3               5"),
            ],
            ROWS,
        );
        check(&[foot(PLANS), heading(top("Moves and calls\nDays                  3               5"))], ROWS);
    }

    #[test]
    fn pages_of_other_sizes_part_tables() {
        let wide = Page { width: 842.0, ..top("Moves                 3               5") };
        check(&[foot(PLANS), wide], ROWS);
    }

    #[test]
    fn nothing_goes_on_where_the_table_above_would_come_out_otherwise() {
        check(
            &[foot(PLANS), top("Moves              3     4       5\nCalls            14   13      15\n")],
            ROWS,
        );
    }

    #[test]
    fn a_table_high_on_its_page_does_not_go_on() {
        check(&[top(PLANS), top("Moves                 3               5")], ROWS);
    }

    #[test]
    fn a_line_that_says_that_the_table_goes_on_is_no_row() {
        check(&[foot(PLANS), top(&format!("Plans (continued)\n{BLANK}"))], &format!("{ROWS}{BLANK_ROWS}"));
    }

    #[test]
    fn pages_are_read_once_more_where_a_break_may_cut_a_table() {
        check_reads(&[foot(PLANS), top(BLANK)], &[1, 2]);
        check_reads(&[top(PLANS), top(BLANK)], &[]);
    }
}
