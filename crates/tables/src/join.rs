//! Pages to a document's blocks: tables that run over pages become one, running heads and feet go, and large type
//! becomes headings.
//!
//! Two tables become one only on evidence: nothing but furniture and notes stands between them, and their columns
//! stand at the same places. A repeated header is dropped; a different one begins a new table.

mod over;
mod rows;
mod wording;

use boardlift_model::{Block, Cell, Grid, Method};

use crate::furniture::{self, Role};
use crate::layout::{PageLayout, Region, Table, TextBlock};
use wording::Body;
pub(crate) use wording::{LARGER, is_continued};

/// The pages of a document, joined.
#[derive(Debug, Clone, PartialEq)]
pub struct Joined {
    /// What stands in the document, in reading order.
    pub blocks: Vec<Block>,
    /// For each page given, the number, from 1, of each of its tables, in the order of [`PageLayout::tables`]. The
    /// parts of a table that runs over pages have the same number.
    pub numbers: Vec<Vec<u32>>,
}

/// Joins the pages of a document, given from first to last.
pub fn join(pages: &[PageLayout]) -> Joined {
    let roles = furniture::roles(pages);
    let mut joiner = Joiner::new(Body::of(pages, &roles));
    for (page, roles) in pages.iter().zip(&roles) {
        joiner.page(page, roles);
    }
    joiner.finish()
}

/// A table that may go on on the next page.
struct Open {
    /// Its rows so far.
    rows: Vec<Vec<Cell>>,
    /// How many of them are its header.
    header_rows: usize,
    method: Method,
    /// Its newest part.
    part: Table,
    /// The page of that part, and its width.
    page: u32,
    page_width: f32,
    /// Its block.
    block: usize,
    number: u32,
}

struct Joiner {
    body: Body,
    blocks: Vec<Block>,
    numbers: Vec<Vec<u32>>,
    open: Option<Open>,
    /// Lines such as `continued`, which are dropped if the table does go on.
    held: Vec<TextBlock>,
    tables: u32,
}

impl Joiner {
    fn new(body: Body) -> Self {
        Joiner { body, blocks: Vec::new(), numbers: Vec::new(), open: None, held: Vec::new(), tables: 0 }
    }

    fn page(&mut self, page: &PageLayout, roles: &[Role]) {
        self.numbers.push(Vec::new());
        let regions: Vec<(&Region, Role)> = page.regions.iter().zip(roles.iter().copied()).collect();
        for (at, &(region, role)) in regions.iter().enumerate() {
            match region {
                Region::Table(table) => self.table(page, table),
                Region::Key(entries) => self.blocks.push(Block::Key(entries.clone())),
                Region::Text(_) if role == Role::Furniture => {}
                Region::Text(text) if role == Role::FirstRunning => self.say(page, text, None),
                Region::Text(text) => {
                    let next = regions[at + 1..].iter().find(|(_, role)| *role == Role::Body);
                    self.text(page, text, next.map(|(region, _)| *region));
                }
            }
        }
    }

    fn text(&mut self, page: &PageLayout, text: &TextBlock, next: Option<&Region>) {
        if self.open.is_some() && is_continued(text) {
            self.held.push(text.clone());
            return;
        }
        let beside = self
            .open
            .as_ref()
            .is_some_and(|open| open.page == page.number && stands_beside(text, &open.part));
        if text.note_mark.is_none() && !beside {
            self.close(page);
        }
        self.say(page, text, next);
    }

    fn say(&mut self, page: &PageLayout, text: &TextBlock, next: Option<&Region>) {
        let block = self.body.block(text, page.number, self.blocks.last(), next);
        self.blocks.push(block);
    }

    fn table(&mut self, page: &PageLayout, table: &Table) {
        let goes_on = self.open.as_ref().and_then(|open| over::continuation(&open_part(open), table, page));
        match (goes_on, &mut self.open) {
            (Some(continuation), Some(open)) => {
                self.held.clear();
                rows::append(&mut open.rows, open.header_rows, continuation);
                open.part = table.clone();
                open.page = page.number;
                open.page_width = page.width;
            }
            _ => self.begin(page, table),
        }
        if let (Some(numbers), Some(open)) = (self.numbers.last_mut(), &self.open) {
            numbers.push(open.number);
        }
    }

    fn begin(&mut self, page: &PageLayout, table: &Table) {
        self.close(page);
        self.tables += 1;
        self.open = Some(Open {
            rows: table.grid.rows().to_vec(),
            header_rows: table.header_rows,
            method: table.grid.method,
            part: table.clone(),
            page: page.number,
            page_width: page.width,
            block: self.blocks.len(),
            number: self.tables,
        });
        self.blocks.push(Block::Grid(Grid::new(Vec::new(), table.grid.method)));
    }

    /// Writes the open table into its block. Lines held back for it belong to what follows.
    fn close(&mut self, page: &PageLayout) {
        if let Some(open) = self.open.take()
            && let Some(block) = self.blocks.get_mut(open.block)
        {
            *block = Block::Grid(Grid::new(open.rows, open.method));
        }
        for text in std::mem::take(&mut self.held) {
            self.say(page, &text, None);
        }
    }

    fn finish(mut self) -> Joined {
        let last = PageLayout { number: 0, width: 0.0, height: 0.0, regions: Vec::new() };
        self.close(&last);
        Joined { blocks: self.blocks, numbers: self.numbers }
    }
}

fn open_part(open: &Open) -> over::Before<'_> {
    over::Before {
        rows: &open.rows,
        header_rows: open.header_rows,
        part: &open.part,
        page: open.page,
        page_width: open.page_width,
    }
}

/// Whether a text stands at the height of a table, like a label up its side.
fn stands_beside(text: &TextBlock, table: &Table) -> bool {
    text.bbox.y0 < table.bbox.y1 && text.bbox.y1 > table.bbox.y0
}

#[cfg(test)]
mod tests {
    use boardlift_model::{BBox, Place, Rgb, Turn};

    use super::*;
    use crate::layout::Report;

    /// Pages apart by `===`. A line is a text; lines with `|` are a table's rows, of which those with `!` at the end
    /// are its header. A cell may be `^label` (turned, over all rows of the part) or `<` (covered).
    fn check(pages: &str, expected: &str) {
        let pages: Vec<PageLayout> =
            (1..).zip(pages.split("===")).map(|(number, text)| page(number, text)).collect();
        let joined = join(&pages);
        let found: Vec<String> = joined.blocks.iter().map(block_text).collect();
        let lines = |text: &str| text.trim().lines().map(|line| line.trim().to_owned()).collect::<Vec<_>>();
        assert_eq!(lines(&found.join("\n")), lines(expected));
    }

    fn page(number: u32, text: &str) -> PageLayout {
        let lines: Vec<&str> = text.trim().lines().map(str::trim).collect();
        let mut regions = Vec::new();
        let mut y = 200.0;
        for run in lines.chunk_by(|a, b| a.contains('|') && b.contains('|')) {
            y += 40.0;
            let region = if run[0].contains('|') {
                Region::Table(table(number, y, run))
            } else {
                text_region(y, run[0])
            };
            regions.push(region);
        }
        PageLayout { number, width: 595.0, height: 842.0, regions }
    }

    fn text_region(y: f32, line: &str) -> Region {
        let (size, text) = line.strip_prefix("# ").map_or((10.0, line), |text| (14.0, text));
        let (note_mark, text) = match text.strip_prefix('^') {
            Some(text) => (Some(text[..1].to_owned()), &text[2..]),
            None => (None, text),
        };
        Region::Text(TextBlock {
            text: text.to_owned(),
            bbox: BBox { x0: 50.0, y0: y, x1: 200.0, y1: y + 10.0 },
            size,
            bold: false,
            ink: Rgb::BLACK,
            lines: 1,
            bullet: None,
            note_mark,
        })
    }

    fn table(page: u32, y: f32, lines: &[&str]) -> Table {
        let header_rows = lines.iter().filter(|line| line.ends_with('!')).count();
        let count = u32::try_from(lines.len()).unwrap();
        let rows = lines.iter().map(|line| {
            let header = line.ends_with('!');
            let cells = line.trim_end_matches('!').split('|').map(str::trim);
            (0_u8..)
                .zip(cells)
                .map(|(column, text)| cell(page, f32::from(column), y, text, header, count))
                .collect()
        });
        let grid = Grid::new(rows.collect(), Method::Ruled);
        let bbox = BBox { x0: 50.0, y0: y, x1: 550.0, y1: y + 30.0 };
        Table { grid, bbox, header_rows, report: Report::default() }
    }

    fn cell(page: u32, column: f32, y: f32, text: &str, bold: bool, rows: u32) -> Cell {
        let x0 = 50.0 + 100.0 * column;
        let bbox = BBox { x0, y0: y, x1: x0 + 100.0, y1: y + 10.0 };
        let plain = Cell { bold, ..Cell::new(text, Place::Page { page, bbox }) };
        match text.strip_prefix('^') {
            Some(label) => Cell { text: label.to_owned(), turn: Turn::Up, row_span: rows, ..plain },
            None if text == "<" => Cell { text: String::new(), covered: true, ..plain },
            None => plain,
        }
    }

    fn block_text(block: &Block) -> String {
        match block {
            Block::Heading(text) => format!("# {}", text.text),
            Block::Paragraph(text) => text.text.clone(),
            Block::ListItem(text) => format!("- {}", text.text),
            Block::Footnote { mark, text } => format!("^{mark} {}", text.text),
            Block::Key(_) => "KEY".to_owned(),
            Block::Grid(grid) => crate::testing::grid_text(grid),
        }
    }

    #[test]
    fn a_repeated_header_is_dropped() {
        check("Ref | Q1 !\n1 | 10\n===\nRef | Q1 !\n2 | 20", "Ref! | Q1!\n1 | 10\n2 | 20");
    }

    #[test]
    fn a_table_without_header_goes_on() {
        check("Ref | Q1 !\n1 | 10\n===\n2 | 20", "Ref! | Q1!\n1 | 10\n2 | 20");
    }

    #[test]
    fn columns_seen_by_white_space_go_on_without_header_only_in_their_places() {
        let tables = |method: Method, moved: f32, next: &str| {
            let mut pages = [page(1, "Ref | Q1 | Q2 !\n1 | 10 | 11"), page(2, next)];
            for (page, moved) in pages.iter_mut().zip([0.0, moved]) {
                for region in &mut page.regions {
                    let Region::Table(table) = region else { continue };
                    let mut rows = table.grid.rows().to_vec();
                    for cell in rows.iter_mut().filter_map(|row| row.get_mut(1)) {
                        let Place::Page { bbox, .. } = &mut cell.place else { continue };
                        (bbox.x0, bbox.x1) = (bbox.x0 + moved, bbox.x1 + moved);
                    }
                    table.grid = Grid::new(rows, method);
                }
            }
            join(&pages).blocks.len()
        };
        assert_eq!(tables(Method::Aligned, 0.0, "2 | 20 | 21"), 1);
        assert_eq!(tables(Method::Aligned, 60.0, "2 | 20 | 21"), 2);
        assert_eq!(tables(Method::Ruled, 60.0, "2 | 20 | 21"), 1);
        // A header that comes again says which column is which.
        assert_eq!(tables(Method::Aligned, 60.0, "Ref | Q1 | Q2 !\n2 | 20 | 21"), 1);
    }

    #[test]
    fn another_header_begins_another_table() {
        check("Ref | Q1 !\n1 | 10\n===\nRef | Q2 !\n2 | 20", "Ref! | Q1!\n1 | 10\nRef! | Q2!\n2 | 20");
    }

    #[test]
    fn a_heading_parts_tables() {
        let body = "Some words run on here.\n";
        check(
            &format!("{body}Ref | Q1 !\n1 | 10\n===\n# Health\nRef | Q1 !\n2 | 20"),
            "Some words run on here.\nRef! | Q1!\n1 | 10\n# Health\nRef! | Q1!\n2 | 20",
        );
    }

    #[test]
    fn notes_and_continued_lines_part_nothing() {
        check(
            "Ref | Q1 !\n1 | 10\n^1 Provisional.\n===\nTable 1 (continued)\nRef | Q1 !\n2 | 20",
            "Ref! | Q1!\n1 | 10\n2 | 20\n^1 Provisional.",
        );
    }

    #[test]
    fn a_page_in_between_parts_tables() {
        check("Ref | Q1 !\n1 | 10\n===\n\n===\nRef | Q1 !\n2 | 20", "Ref! | Q1!\n1 | 10\nRef! | Q1!\n2 | 20");
    }

    #[test]
    fn more_columns_make_another_table() {
        check("1 | 10\n===\n2 | 20 | 30", "1 | 10\n2 | 20 | 30");
    }

    #[test]
    fn the_rest_of_a_cut_row_is_set_into_it() {
        check(
            "Ref | Indicator | Q1 !\n1 | Children who waited | 10\n===\n | for longer than a year |\n2 | Others | 5",
            "Ref! | Indicator! | Q1!\n1 | Children who waited for longer than a year | 10\n2 | Others | 5",
        );
    }

    #[test]
    fn rows_that_may_be_rows_of_their_own_stay() {
        for row in [" | Boys | 4", " | of which boys | 4", " | | 4"] {
            check(
                &format!("Ref | Indicator | Q1 !\n1 | Children | 10\n===\n{row}"),
                &format!(
                    "Ref! | Indicator! | Q1!\n1 | Children | 10\n{}",
                    row.replace("  ", " ").trim_start().replacen("| ", "· | ", 1).replace("| | 4", "| · | 4")
                ),
            );
        }
    }

    #[test]
    fn a_label_up_the_side_goes_on() {
        check(
            "^Early years | 1 | 10\n< | 2 | 20\n===\n^Early years | 3 | 30\n< | 4 | 40",
            "Early years«4×1» | 1 | 10\n< | 2 | 20\n< | 3 | 30\n< | 4 | 40",
        );
    }

    #[test]
    fn another_label_up_the_side_begins_another_table() {
        check(
            "^Early years | 1 | 10\n< | 2 | 20\n===\n^Schools | 3 | 30\n< | 4 | 40",
            "Early years«2×1» | 1 | 10\n< | 2 | 20\nSchools«2×1» | 3 | 30\n< | 4 | 40",
        );
    }

    #[test]
    fn parts_of_a_table_have_one_number() {
        let pages = ["A | B !\n1 | 2", "3 | 4", "# Next\nC | D !\n5 | 6"];
        let pages: Vec<PageLayout> = (1..).zip(pages).map(|(number, text)| page(number, text)).collect();
        assert_eq!(join(&pages).numbers, [vec![1], vec![1], vec![2]]);
    }

    #[test]
    fn large_and_lone_lines_head_what_follows() {
        check(
            "# Dashboard\nThese words run on.\nRegister by school\n1 | 2\nVenue: Town Hall\n3 | 4",
            "# Dashboard\nThese words run on.\n# Register by school\n1 | 2\nVenue: Town Hall\n3 | 4",
        );
    }
}
