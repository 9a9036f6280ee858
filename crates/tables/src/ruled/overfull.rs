//! Wrapped text that sticks out of its cell above and below, as a spreadsheet prints it in a row that is too low.
//!
//! Nobody writes across a drawn line between two rows. Where one cuts a stack of wrapped lines, the stack belongs to
//! the cell in which it is set as the other cells of that row are: on the same middle, or with the same first or last
//! baseline. Where that is true of no cell, or of several, the cells are lost: whose words they hold isn't guessed.

mod rows;
mod stacks;

use std::borrow::Cow;

use boardlift_model::{BBox, Certainty, Page};

use self::rows::{Owner, Rows, Ways};
use self::stacks::{Line, Stack, stacks};
use super::lattice::Lattice;
use super::open::Around;
use crate::candidate::CellBox;
use crate::geometry;

/// How far a stack is looked for beyond the lattice, as a multiple of the type size: a few lines.
const BEYOND: f32 = 5.0;
/// How far type reaches above and below its baseline, in type sizes: capitals with the space over them, and descenders.
/// An edge between the two runs across a line.
const TYPE: (f32, f32) = (0.75, 0.2);
/// How far all letters reach: an edge between the two cuts each of them, but for its uppermost and lowest stroke.
const LETTERS: (f32, f32) = (0.5, -0.08);
/// Which words go to other cells than those that hold their middles, and which cells are lost.
#[derive(Debug, Default)]
pub(super) struct Overfull {
    /// Cells and the words that are all of their text.
    texts: Vec<(usize, Vec<usize>)>,
    /// Cells of which it is not known what belongs into them.
    lost: Vec<usize>,
}

impl Overfull {
    /// What is known of the overfull cells among `cells`, which hold the words whose middles lie in them.
    pub(super) fn find(around: &Around<'_>, lattice: &Lattice, cells: &[CellBox]) -> Overfull {
        let page = around.page;
        let stacks = stacks(page, lattice, &words_around(around, lattice));
        let mut overfull = Overfull::default();
        let crossed: Vec<&Stack> = stacks.iter().filter(|stack| crosses(lattice, stack, TYPE)).collect();
        if crossed.is_empty() {
            return overfull;
        }
        let sheet = Sheet::new(page, lattice, cells);
        let rows = Rows::of(&sheet, &stacks);
        // In a lattice with one overfull cell, a line alone that an edge only touches may belong to another.
        if crossed.iter().any(|stack| rows.are_astray(&sheet, stack, LETTERS)) {
            let astray: Vec<&Stack> =
                crossed.into_iter().filter(|stack| rows.are_astray(&sheet, stack, TYPE)).collect();
            overfull.settle(&sheet, &rows, &stacks, &astray);
        }
        overfull
    }

    /// The cells as they are with this.
    pub(super) fn applied<'c>(&self, cells: &'c [CellBox]) -> Cow<'c, [CellBox]> {
        let mut cells = Cow::Borrowed(cells);
        if !self.texts.is_empty() || !self.lost.is_empty() {
            self.apply(cells.to_mut());
        }
        cells
    }

    /// Brings the words into their cells, and marks the cells that are lost.
    pub(super) fn apply(&self, cells: &mut [CellBox]) {
        let moved = self.moved();
        if !moved.is_empty() {
            for cell in cells.iter_mut() {
                cell.words.retain(|word| moved.binary_search(word).is_err());
            }
        }
        for (cell, words) in &self.texts {
            cells[*cell].words.extend(words);
        }
        for &cell in &self.lost {
            cells[cell].certainty = Certainty::Lost;
        }
    }

    /// Gives each stack to its one owner. Of several owners, those count that hold their words as all others do.
    fn settle(&mut self, sheet: &Sheet<'_>, rows: &Rows, stacks: &[Stack], astray: &[&Stack]) {
        let owners: Vec<Vec<Owner>> = astray.iter().map(|stack| rows.owners(sheet, stack)).collect();
        let certain = owners.iter().filter_map(|owners| only(owners)).map(|owner| owner.ways);
        let ways = certain.chain(ways_within(sheet, rows, stacks)).fold(Ways::ALL, |all, ways| all & ways);
        let mut stray: Vec<&Stack> = Vec::new();
        for (stack, mut owners) in astray.iter().zip(owners) {
            if owners.len() > 1 {
                owners.retain(|owner| owner.ways & ways != 0);
            }
            match only(&owners) {
                Some(owner) => self.texts.push((owner.cell, stack.words().collect())),
                None if stack.lines.len() == 1 || crosses(sheet.lattice, stack, LETTERS) => stray.push(stack),
                None => {}
            }
        }
        let mut moved = self.moved();
        moved.extend(stray.iter().flat_map(|stack| stack.words()));
        moved.sort_unstable();
        let sound = self.sound(sheet, rows, stacks, &moved);
        self.lost.extend(self.texts.iter().map(|&(cell, _)| cell).filter(|&cell| !sound[cell]));
        self.lose(sheet, &stray, |cell| ways == Ways::MIDDLE && sound[cell]);
    }

    /// Which cells hold one stack and nothing else, set like others of the row. `moved` are the words that don't stay
    /// where they lie.
    fn sound(&self, sheet: &Sheet<'_>, rows: &Rows, stacks: &[Stack], moved: &[usize]) -> Vec<bool> {
        let is_left = |word: &&usize| moved.binary_search(word).is_err();
        let left: Vec<usize> =
            sheet.cells.iter().map(|cell| cell.words.iter().filter(is_left).count()).collect();
        let mut given = vec![0; left.len()];
        self.texts.iter().for_each(|&(cell, _)| given[cell] += 1);
        let mut sound: Vec<bool> = (0..left.len()).map(|cell| given[cell] == 1 && left[cell] == 0).collect();
        for stack in stacks.iter().filter(|stack| stack.words().all(|word| is_left(&&word))) {
            let Some(cell) = sheet.holder(stack) else { continue };
            let is_whole = given[cell] == 0 && left[cell] == stack.words().count();
            sound[cell] |= is_whole && rows.ways(sheet.cells[cell].row, stack) != 0;
        }
        sound
    }

    /// Loses the cells that stray stacks lie over, but for those that are known to have a text of their own.
    fn lose(&mut self, sheet: &Sheet<'_>, stray: &[&Stack], is_known: impl Fn(usize) -> bool) {
        for stack in stray {
            let mut touched = sheet.touched(stack);
            if !touched.iter().all(|&cell| is_known(cell)) {
                touched.retain(|&cell| !is_known(cell));
            }
            self.texts.extend(touched.first().map(|&cell| (cell, stack.words().collect())));
            self.lost.extend(touched);
        }
    }

    /// The words of all texts, sorted.
    fn moved(&self) -> Vec<usize> {
        let mut moved: Vec<usize> = self.texts.iter().flat_map(|(_, words)| words.iter().copied()).collect();
        moved.sort_unstable();
        moved
    }
}

/// The ways in which stacks are set that lie within one cell, like others of its row.
fn ways_within(sheet: &Sheet<'_>, rows: &Rows, stacks: &[Stack]) -> impl Iterator<Item = u8> {
    let within = stacks.iter().filter(|stack| stack.lines.len() > 1);
    let ways = within.filter_map(|stack| Some(rows.ways(sheet.cells[sheet.holder(stack)?].row, stack)));
    ways.filter(|&ways| ways != 0)
}

/// The one member of a list, where there is one.
fn only<T: Copy>(list: &[T]) -> Option<T> {
    if let [one] = list { Some(*one) } else { None }
}

/// The words in the columns of a lattice, from somewhat above it to somewhat below, sorted.
fn words_around(around: &Around<'_>, lattice: &Lattice) -> Vec<usize> {
    let bbox = lattice.bbox();
    let beyond = BEYOND * around.guides.type_size;
    let strip = BBox { y0: bbox.y0 - beyond, y1: bbox.y1 + beyond, ..bbox };
    let mut words = around.index.within(&strip);
    words.retain(|&word| geometry::contains(&strip, geometry::centre(&around.page.words[word].bbox)));
    words.sort_unstable();
    words
}

/// Whether a drawn edge runs across a line of a stack, between these heights over and under its baseline, in type sizes.
fn crosses(lattice: &Lattice, stack: &Stack, (over, under): (f32, f32)) -> bool {
    stack.lines.iter().any(|line| {
        let heights = (line.baseline - over * line.size, line.baseline + under * line.size);
        lattice.is_crossed(geometry::centre(&line.bbox).0, heights)
    })
}

/// A lattice with the words that lie in its cells.
struct Sheet<'a> {
    page: &'a Page,
    lattice: &'a Lattice,
    cells: &'a [CellBox],
    /// The cell of each face.
    owners: Vec<usize>,
}

impl<'a> Sheet<'a> {
    fn new(page: &'a Page, lattice: &'a Lattice, cells: &'a [CellBox]) -> Self {
        Sheet { page, lattice, cells, owners: lattice.owners(&lattice.spans()) }
    }

    /// The cell that holds a point.
    fn cell_at(&self, point: (f32, f32)) -> Option<usize> {
        self.lattice.face(point).map(|face| self.owners[face])
    }

    /// The cell that takes a place of the grid.
    fn cell(&self, row: usize, column: usize) -> usize {
        self.owners[row * (self.lattice.xs.len() - 1) + column]
    }

    /// The cell that holds the middles of all words of a stack.
    fn holder(&self, stack: &Stack) -> Option<usize> {
        let mut holders =
            stack.words().map(|word| self.cell_at(geometry::centre(&self.page.words[word].bbox)));
        let first = holders.next().flatten();
        first.filter(|_| holders.all(|holder| holder == first))
    }

    /// The cells that the boxes of a stack's lines lie over.
    fn touched(&self, stack: &Stack) -> Vec<usize> {
        let at = |line: &Line| {
            let (x, _) = geometry::centre(&line.bbox);
            [self.cell_at((x, line.bbox.y0)), self.cell_at((x, line.bbox.y1))]
        };
        stack.lines.iter().flat_map(at).flatten().collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::geometry::BoxIndex;
    use crate::grid;
    use crate::guides::Guides;
    use crate::ruled;
    use crate::surface::Surface;
    use crate::testing::{PageBuilder, grid_text};

    /// Where the first row of a sheet begins, and how high its rows, how wide its columns and how far apart the lines of
    /// a cell are.
    const TOP: f32 = 100.0;
    const HEIGHT: f32 = 14.0;
    const WIDTH: f32 = 70.0;
    const LEADED: f32 = 11.0;
    /// The baseline of a single line, below the upper edge of its row.
    const BASELINE: f32 = 9.5;

    /// How far above the place of a single line the first of several stands: how many of the other lines there are
    /// room for above it.
    type Set = fn(usize) -> f32;
    const AT_TOP: Set = |_| 0.0;
    const IN_THE_MIDDLE: Set = |lines| (lines - 1) as f32 * LEADED / 2.0;
    const AT_BOTTOM: Set = |lines| (lines - 1) as f32 * LEADED;
    /// No row has its words there.
    const NOWHERE: Set = |_| LEADED / 4.0;

    /// A ruled sheet of rows with cells between `|` and lines between `/`; a row of one cell is merged.
    fn sheet(rows: &[&str], set: Set) -> PageBuilder {
        let columns = rows[0].split('|').count();
        let right = 50.0 + WIDTH * columns as f32;
        let mut page = PageBuilder::new().level(TOP, 50.0, right);
        for (row, cells) in rows.iter().enumerate() {
            let (y, cells): (f32, Vec<&str>) = (TOP + HEIGHT * row as f32, cells.split('|').collect());
            let inner = if cells.len() == 1 { 1..1 } else { 1..columns };
            for line in inner.chain([0, columns]) {
                page = page.upright(50.0 + WIDTH * line as f32, y, y + HEIGHT);
            }
            page = page.level(y + HEIGHT, 50.0, right);
            for (column, cell) in cells.into_iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
                let lines: Vec<&str> = cell.split('/').collect();
                let first = y + BASELINE - if lines.len() > 1 { set(lines.len()) } else { 0.0 };
                for (place, line) in lines.into_iter().enumerate() {
                    page = page.text(51.0 + WIDTH * column as f32, first + LEADED * place as f32, line);
                }
            }
        }
        page
    }

    fn check(builder: PageBuilder, expected: &str) {
        let page = builder.build();
        let (surface, words) = (Surface::new(&page), BoxIndex::of_words(&page));
        let guides = Guides::of(&page, &surface, &words);
        let found = ruled::candidates(&page, &surface, &guides, &words).into_iter().next();
        let grid = found.map(|candidate| grid::table(&page, &surface, candidate).grid);
        assert_eq!(grid.as_ref().map(grid_text).as_deref(), Some(expected.trim()));
    }

    const ROWS: [&str; 5] = [
        "Name|2023|2024",
        "Plans|12|13",
        "Calls for/some help at/the school|14|15",
        "Visits|16|17",
        "Audits|18|19",
    ];
    const READ: &str = "
Name | 2023 | 2024
Plans | 12 | 13
Calls for some help at the school | 14 | 15
Visits | 16 | 17
Audits | 18 | 19";

    #[test]
    fn words_that_stick_out_belong_to_the_row_that_is_set_like_them() {
        check(sheet(&ROWS, IN_THE_MIDDLE), READ);
        let two = ROWS.map(|row| row.replace("Calls for/", ""));
        let two = two.each_ref().map(String::as_str);
        let read = READ.replace("Calls for ", "");
        check(sheet(&two, IN_THE_MIDDLE), &read);
        check(sheet(&two, AT_TOP), &read);
        check(sheet(&two, AT_BOTTOM), &read);
    }

    #[test]
    fn neighbours_may_be_overfull_too() {
        let rows =
            ["Name|2023|2024", "Plans made/in the year|12|13", "Calls for/some help|14|15", "Visits|16|17"];
        let read = "
Name | 2023 | 2024
Plans made in the year | 12 | 13
Calls for some help | 14 | 15
Visits | 16 | 17";
        check(sheet(&rows, IN_THE_MIDDLE), read);
        check(sheet(&rows, AT_TOP), read);
        check(sheet(&rows, AT_BOTTOM), read);
    }

    #[test]
    fn headings_stick_out_above_the_table() {
        let rows = ["Name|Baseline/March of/2023 to 24|2024", "Timeliness", "Plans|12|13", "Visits|16|17"];
        check(
            sheet(&rows, IN_THE_MIDDLE),
            "
Name | Baseline March of 2023 to 24 | 2024
Timeliness«1×3» | < | <
Plans | 12 | 13
Visits | 16 | 17",
        );
    }

    #[test]
    fn merged_rows_are_set_like_rows_of_their_height() {
        let words = "Plans made in the first and in the/second quarter of the year";
        let rows = ["Name|2023|2024", words, "Plans|12|13", "Visits|16|17"];
        check(
            sheet(&rows, IN_THE_MIDDLE),
            "
Name | 2023 | 2024
Plans made in the first and in the second quarter of the year«1×3» | < | <
Plans | 12 | 13
Visits | 16 | 17",
        );
    }

    #[test]
    fn words_that_are_set_like_no_row_are_lost() {
        let rows = ["Name|2023|2024", "Plans|12|13", "Calls for/some help|14|15", "Visits|16|17"];
        check(
            sheet(&rows, NOWHERE),
            "
Name | 2023 | 2024
\u{FFFD} | 12 | 13
\u{FFFD} | 14 | 15
\u{FFFD} | 16 | 17",
        );
    }

    #[test]
    fn lines_beyond_the_next_row_are_lost() {
        let lost = |name: &str, read: &str| read.replace(name, "\u{FFFD}");
        let read = lost("Visits", &lost("Audits", &lost("Calls for some help at the school", READ)));
        check(sheet(&ROWS, AT_TOP), &read);
    }

    #[test]
    fn lines_that_need_not_have_been_broken_are_not_joined() {
        let rows =
            ["Name|2023|2024", "Plans|12|13", "In/Out|14|15", "Visits|16|17", "Calls for/some help|18|19"];
        let lost = "
Name | 2023 | 2024
Plans | 12 | 13
\u{FFFD} | 14 | 15
Visits | 16 | 17
Calls for some help | 18 | 19";
        // Where words stand in the middle, one line that does so is all that its cell holds.
        check(sheet(&rows, IN_THE_MIDDLE), lost);
        check(sheet(&rows, AT_BOTTOM), &lost.replace("Plans", "\u{FFFD}"));
    }

    #[test]
    fn a_cell_of_two_stacks_is_lost() {
        let over = sheet(&ROWS, IN_THE_MIDDLE).text(52.0, TOP + 2.0 * HEIGHT + BASELINE, "and more");
        check(over, &READ.replace("Calls for some help at the school", "\u{FFFD}"));
    }

    #[test]
    fn cells_with_the_baselines_of_their_rows_stay_as_they_are() {
        // Drawn column by column, each label too long for the next one's first word to stand beside it.
        let rows = ["Name of plan|2023", "Bus passes|12", "Taxi passes|13", "Rail passes|14"];
        let mut page = sheet(&["|2023", "|12", "|13", "|14"], AT_TOP);
        for (row, cells) in (0_u8..).zip(rows) {
            let baseline = TOP + HEIGHT * f32::from(row) + BASELINE;
            page = page.text(51.0, baseline, cells.split('|').next().unwrap_or_default());
        }
        check(page, &rows.join("\n").replace('|', " | "));
    }

    #[test]
    fn a_hundred_thousand_lines_are_gone_through_once() {
        let mut page = sheet(&ROWS, IN_THE_MIDDLE);
        for line in 0..100_000_u32 {
            page = page.text(51.0, TOP + 5.0 + (line % 60) as f32, "Calls for");
        }
        let page = page.build();
        let words = BoxIndex::of_words(&page);
        let surface = Surface::new(&page);
        let guides = Guides::of(&page, &surface, &words);
        assert_eq!(ruled::candidates(&page, &surface, &guides, &words).len(), 1);
    }
}
