//! What stands on a page beside its tables: headings, paragraphs, points of lists and footnotes, put in reading order
//! together with the tables. Decides where a block begins and ends, and not what it means in the document: whether
//! large type is a heading is seen only beside all other pages.

mod boxes;
mod bullets;
mod lines;
mod notes;
mod order;
mod paragraphs;
mod turned;

use boardlift_model::{BBox, Page, Turn};

use crate::layout::Region;
use lines::Line;
use order::Item;
use paragraphs::Setting;

/// Stretches of a line further apart than this part of the page's width are separate, as the left and the right part of a
/// running head; what a tab stop sets apart is nearer.
const WIDEST_TAB: f32 = 0.2;

/// A table or a key with its box.
pub(crate) struct Placed {
    /// Where it stands.
    pub(crate) bbox: BBox,
    /// What it is.
    pub(crate) region: Region,
}

/// The regions of a page in reading order: what is placed already, and the words that are not `taken` by it.
/// `taken` has an entry for each of the page's words.
///
/// Sorts the words a few times, whatever their number.
pub(crate) fn flow(page: &Page, placed: Vec<Placed>, taken: &[bool]) -> Vec<Region> {
    let free: Vec<usize> =
        (0..page.words.len()).filter(|&at| !taken.get(at).copied().unwrap_or(false)).collect();
    let upright = free.iter().copied().filter(|&at| page.words[at].turn == Turn::Upright).collect();
    let stretches = lines::stretches(&page.words, upright);
    let whole: Vec<BBox> = placed.iter().map(|placed| placed.bbox).collect();
    let boxes = boxes::text_boxes(page, &stretches, &whole);
    let sides = turned::blocks(page, &free);
    let sides = sides.into_iter().map(|block| Placed { bbox: block.bbox, region: Region::Text(block) });
    let mut sheet = Sheet::new(page, boxes, &whole);
    sheet.fill(sides.chain(placed), stretches);
    sheet.read()
}

/// The frames and shaded rectangles of a page around lines of upright words, the largest first. A page on which nothing is
/// drawn has none, and its words are not looked at.
pub(crate) fn framed(page: &Page) -> Vec<BBox> {
    if page.fills.is_empty() && page.rules.is_empty() {
        return Vec::new();
    }
    let upright = (0..page.words.len()).filter(|&at| page.words[at].turn == Turn::Upright).collect();
    boxes::text_boxes(page, &lines::stretches(&page.words, upright), &[])
}

/// A page's text boxes, and what stands in each. The last box stands for the page itself.
struct Sheet<'p> {
    page: &'p Page,
    boxes: Vec<BBox>,
    items: Vec<Vec<Item>>,
    placed: Vec<Option<Region>>,
    /// The height of the rule above the footnotes.
    notes_from: f32,
}

/// What stands where on the sheet.
impl<'p> Sheet<'p> {
    fn new(page: &'p Page, boxes: Vec<BBox>, whole: &[BBox]) -> Self {
        let items = vec![Vec::new(); boxes.len() + 1];
        Sheet { page, boxes, items, placed: Vec::new(), notes_from: notes::separator(page, whole) }
    }

    /// Puts everything into the smallest box that holds it. Boxes come first in the numbers of whole things.
    fn fill(&mut self, placed: impl Iterator<Item = Placed>, stretches: Vec<Line>) {
        for at in 0..self.boxes.len() {
            let around = self.around(self.boxes[at], at);
            self.items[around].push(Item::Whole(at, self.boxes[at]));
        }
        for Placed { bbox, region } in placed {
            let around = self.around(bbox, self.boxes.len());
            self.items[around].push(Item::Whole(self.boxes.len() + self.placed.len(), bbox));
            self.placed.push(Some(region));
        }
        for line in stretches {
            let around = self.around(line.bbox, self.boxes.len());
            self.items[around].push(Item::Stretch(line));
        }
    }

    /// The smallest of the first `count` boxes, which come from large to small, that holds this one; else the page.
    fn around(&self, bbox: BBox, count: usize) -> usize {
        let held = self.boxes[..count].iter().rposition(|&around| boxes::holds(around, bbox));
        held.unwrap_or(self.boxes.len())
    }

    fn read(mut self) -> Vec<Region> {
        let mut regions = Vec::new();
        self.read_box(self.boxes.len(), &mut regions);
        regions
    }

    /// Reads what stands in a box. A box lies in a larger one only, so that this ends; it goes as deep as boxes are
    /// nested, of which there is a bounded number.
    fn read_box(&mut self, at: usize, regions: &mut Vec<Region>) {
        let items = std::mem::take(&mut self.items[at]);
        let columns = order::columns(items, self.page.width);
        let columns: Vec<Vec<Part>> = columns.into_iter().map(|column| self.parts(column)).collect();
        let lines: Vec<&[Line]> = columns.iter().flatten().filter_map(Part::lines).collect();
        let right = self
            .boxes
            .get(at)
            .filter(|_| columns.len() == 1)
            .map_or(f32::NEG_INFINITY, |&bbox| inner_right(bbox, &lines));
        let setting = Setting { notes_from: self.notes_from, right, ..Setting::of(&lines) };
        for part in columns.into_iter().flatten() {
            match part {
                Part::Lines(lines) => {
                    let blocks = paragraphs::blocks(&self.page.words, &lines, setting);
                    regions.extend(blocks.into_iter().map(Region::Text));
                }
                Part::Whole(inner) if inner < self.boxes.len() => self.read_box(inner, regions),
                Part::Whole(inner) => regions.extend(self.placed[inner - self.boxes.len()].take()),
            }
        }
    }

    /// A column as runs of lines between whole things, from top to bottom.
    fn parts(&self, mut column: Vec<Item>) -> Vec<Part> {
        column.sort_by(|a, b| a.bbox().y0.total_cmp(&b.bbox().y0).then(a.bbox().x0.total_cmp(&b.bbox().x0)));
        let mut parts = Vec::new();
        let mut open: Vec<Line> = Vec::new();
        for item in column {
            match item {
                Item::Stretch(line) => open.push(line),
                Item::Whole(at, _) => {
                    self.close(&mut open, &mut parts);
                    parts.push(Part::Whole(at));
                }
            }
        }
        self.close(&mut open, &mut parts);
        parts
    }

    fn close(&self, open: &mut Vec<Line>, parts: &mut Vec<Part>) {
        if !open.is_empty() {
            parts.push(Part::Lines(lines::join_stretches(
                &self.page.words,
                std::mem::take(open),
                WIDEST_TAB * self.page.width,
            )));
        }
    }
}

/// How far lines may run in a box: to its right edge, less the padding that they have on the left.
fn inner_right(bbox: BBox, lines: &[&[Line]]) -> f32 {
    let left = lines.iter().flat_map(|lines| lines.iter()).map(|line| line.bbox.x0).fold(bbox.x1, f32::min);
    bbox.x1 - (left - bbox.x0).max(0.0)
}

/// A piece of a column.
enum Part {
    Lines(Vec<Line>),
    Whole(usize),
}

impl Part {
    fn lines(&self) -> Option<&[Line]> {
        match self {
            Part::Lines(lines) => Some(lines),
            Part::Whole(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use boardlift_model::{Rgb, Word};

    use super::*;
    use crate::layout::{Report, Table, TextBlock};
    use crate::testing::{GREY, PageBuilder};

    /// The page's regions, one a line: `# ` before bold words, `- ` before a point and its bullet, `^` before a mark.
    fn check(page: PageBuilder, tables: &[BBox], expected: &str) {
        let page = page.build();
        let placed = tables.iter().map(|&bbox| Placed { bbox, region: Region::Table(table(bbox)) }).collect();
        let taken: Vec<bool> = page
            .words
            .iter()
            .map(|word| tables.iter().any(|&table| boxes::holds(table, word.bbox)))
            .collect();
        let found: Vec<String> = flow(&page, placed, &taken).iter().map(line_of).collect();
        let expected: Vec<&str> = expected.trim().lines().map(str::trim).collect();
        assert_eq!(found, expected);
    }

    fn table(bbox: BBox) -> Table {
        let grid = boardlift_model::Grid::new(Vec::new(), boardlift_model::Method::Ruled);
        Table { grid, bbox, header_rows: 0, report: Report::default() }
    }

    fn line_of(region: &Region) -> String {
        match region {
            Region::Table(_) => "TABLE".to_owned(),
            Region::Key(_) => "KEY".to_owned(),
            Region::Text(TextBlock { text, bullet: Some(bullet), .. }) => format!("- {bullet} {text}"),
            Region::Text(TextBlock { text, note_mark: Some(mark), .. }) => format!("^{mark} {text}"),
            Region::Text(TextBlock { text, bold: true, .. }) => format!("# {text}"),
            Region::Text(TextBlock { text, .. }) => text.clone(),
        }
    }

    fn art(art: &str) -> PageBuilder {
        PageBuilder::art(art)
    }

    fn bold(word: &mut Word) {
        word.bold = true;
    }

    #[test]
    fn lines_of_a_paragraph_are_joined_and_spaced_ones_are_not() {
        let page = art("
The board met in March and heard that
more families have joined the register
than in any year before.

Health advice still arrives late.");
        check(
            page,
            &[],
            "The board met in March and heard that more families have joined the register than in any year before.
             Health advice still arrives late.",
        );
    }

    #[test]
    fn a_line_that_was_ended_early_ends_its_paragraph() {
        let page = art("
Reporting period
January to March
Prepared for the partnership board of the whole area");
        check(
            page,
            &[],
            "Reporting period
             January to March
             Prepared for the partnership board of the whole area",
        );
    }

    #[test]
    fn a_line_that_ends_with_its_figure_ends_its_paragraph() {
        let page = art("
gas safety checks in all our homes - 99.9%
fire safety checks - 100%
complaints relative to the number of all the homes that we let - 32.5
lift checks: 12");
        check(
            page,
            &[],
            "gas safety checks in all our homes - 99.9%
             fire safety checks - 100%
             complaints relative to the number of all the homes that we let - 32.5
             lift checks: 12",
        );
    }

    #[test]
    fn a_foot_below_cards_comes_after_all_of_them() {
        let cards = [20.0, 140.0, 260.0].into_iter().zip(["Calls", "Visits", "Moves"]);
        let page = cards.fold(PageBuilder::new(), |page, (x, name)| {
            let page = page.fill(x, 50.0, x + 100.0, 100.0, GREY);
            page.text(x + 5.0, 65.0, name).with(bold).text(x + 5.0, 90.0, "45%")
        });
        let page = page.text(20.0, 130.0, "Green where the target was met").text(320.0, 130.0, "Page");
        check(page, &[], "# Calls\n45%\n# Visits\n45%\n# Moves\n45%\nGreen where the target was met\nPage");
    }

    #[test]
    fn points_hang_from_their_bullets() {
        let page = art("
•  More families joined the register
   than in any year before
•  Placements cost more
1. Waiting lists grew
o  Second level");
        check(
            page,
            &[],
            "- • More families joined the register than in any year before
             - • Placements cost more
             - 1. Waiting lists grew
             - o Second level",
        );
    }

    #[test]
    fn bold_labels_before_light_figures_are_no_bold_lines() {
        let label = |page: PageBuilder, y: f32, text: &str| page.text(50.0, y, text).with(bold);
        let page = label(PageBuilder::new(), 50.0, "Overall satisfaction:").text(160.0, 50.0, "90%");
        let page = label(page, 80.0, "Overall satisfaction: good").text(185.0, 80.0, "(all tenants)");
        check(page, &[], "Overall satisfaction: 90%\n# Overall satisfaction: good (all tenants)");
    }

    #[test]
    fn bold_lines_part_from_plain_ones() {
        let page = PageBuilder::new().text(50.0, 50.0, "What is working well").with(bold).text(
            50.0,
            62.0,
            "Families are heard and answered in good time.",
        );
        check(
            page,
            &[],
            "# What is working well
             Families are heard and answered in good time.",
        );
    }

    #[test]
    fn columns_of_prose_are_read_one_after_the_other() {
        let page = art("
   The news of this quarter, for all who read the board's papers

The first column has words      while the second one tells
that run on from line to        another story with its own
line until it ends here.        lines and its own end too.

More of the first column is     And the second column ends
told below the white space.     where the first one does it.");
        check(
            page,
            &[],
            "The news of this quarter, for all who read the board's papers
             The first column has words that run on from line to line until it ends here.
             More of the first column is told below the white space.
             while the second one tells another story with its own lines and its own end too.
             And the second column ends where the first one does it.",
        );
    }

    #[test]
    fn a_short_heading_below_columns_ends_them() {
        let large = |word: &mut Word| word.size = 16.0;
        let page = PageBuilder::new()
            .text(20.0, 20.0, "A title that is wide enough for both")
            .with(large)
            .text(180.0, 40.0, "begins higher than the first")
            .text(20.0, 52.0, "The first column has words")
            .text(180.0, 52.0, "one and goes on for a line")
            .text(20.0, 64.0, "that run on from line to")
            .text(180.0, 64.0, "or two until it ends here.")
            .text(20.0, 76.0, "line until it ends here.")
            .text(20.0, 110.0, "Contacts")
            .with(large)
            .text(20.0, 130.0, "Write to us.");
        check(
            page,
            &[],
            "A title that is wide enough for both
             The first column has words that run on from line to line until it ends here.
             begins higher than the first one and goes on for a line or two until it ends here.
             Contacts
             Write to us.",
        );
    }

    #[test]
    fn a_label_and_its_value_are_one_line() {
        let page = art("
Meeting date:     17 April
Venue:            Town Hall
Chair:            The director");
        check(
            page,
            &[],
            "Meeting date: 17 April
             Venue: Town Hall
             Chair: The director",
        );
    }

    #[test]
    fn tables_stand_between_the_lines_above_and_below_them() {
        let page = art("
Table 1 Register

x    y    z
1    2    3

Source: the register");
        let table = BBox { x0: 0.0, y0: 22.0, x1: 60.0, y1: 50.0 };
        check(page, &[table], "Table 1 Register\nTABLE\nSource: the register");
    }

    #[test]
    fn tables_side_by_side_follow_their_own_headings() {
        let page = art("
Early years               Schools

x    y    z               x    y    z
1    2    3               1    2    3");
        let left = BBox { x0: 0.0, y0: 22.0, x1: 60.0, y1: 50.0 };
        let right = BBox { x0: 130.0, y0: 22.0, x1: 190.0, y1: 50.0 };
        check(page, &[left, right], "Early years\nTABLE\nSchools\nTABLE");
    }

    #[test]
    fn cards_are_read_row_by_row_below_their_headings() {
        let page = PageBuilder::new()
            .text(20.0, 20.0, "Best start")
            .with(bold)
            .fill(20.0, 30.0, 120.0, 70.0, GREY)
            .fill(140.0, 30.0, 240.0, 70.0, GREY)
            .text(24.0, 45.0, "Families")
            .text(24.0, 60.0, "139")
            .text(144.0, 45.0, "Parents")
            .text(144.0, 60.0, "92%")
            .text(20.0, 90.0, "Safe")
            .with(bold)
            .fill(20.0, 100.0, 120.0, 140.0, GREY)
            .fill(140.0, 100.0, 240.0, 140.0, GREY)
            .text(24.0, 115.0, "Referrals")
            .text(24.0, 130.0, "20%")
            .text(144.0, 115.0, "Looked after")
            .text(144.0, 130.0, "73");
        check(
            page,
            &[],
            "# Best start\nFamilies\n139\nParents\n92%\n# Safe\nReferrals\n20%\nLooked after\n73",
        );
    }

    #[test]
    fn a_turned_label_is_read_before_the_table_beside_it() {
        let page = art("
        x    y    z
        1    2    3")
        .turned(20.0, 60.0, "Early years", Turn::Up);
        let table = BBox { x0: 38.0, y0: 0.0, x1: 120.0, y1: 60.0 };
        check(page, &[table], "Early years\nTABLE");
    }

    #[test]
    fn notes_have_a_raised_mark_or_stand_below_a_short_rule() {
        let raise = |word: &mut Word| {
            if word.text == "2" {
                (word.raised, word.size) = (true, 6.0);
                word.baseline -= 3.0;
            }
        };
        let page = PageBuilder::new()
            .text(50.0, 700.0, "2 Since January.")
            .with(raise)
            .level(715.0, 50.0, 150.0)
            .text(50.0, 730.0, "1 The system was out of use.")
            .text(50.0, 750.0, "* Provisional.");
        check(page, &[], "^² Since January.\n^¹ The system was out of use.\n^* Provisional.");
    }

    #[test]
    fn words_of_another_colour_begin_a_block() {
        let blue = |word: &mut Word| word.ink = Rgb { red: 30, green: 80, blue: 160 };
        let page = PageBuilder::new().text(50.0, 50.0, "Local provision").with(blue).text(
            50.0,
            62.0,
            "Outcome: met.",
        );
        check(page, &[], "Local provision\nOutcome: met.");
    }
}
