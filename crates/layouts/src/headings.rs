//! Which heading stands over which block.

use boardlift_lexicon::council;
use boardlift_lexicon::period::{self, Years};
use boardlift_model::{Block, Document, Grid, Place};

/// The headings of a document, by block.
#[derive(Debug)]
pub(crate) struct Headings {
    /// For each block the heading over it, as its block from 0.
    over: Vec<Option<usize>>,
    /// For each block how many headings stand above it.
    above: Vec<usize>,
}

impl Headings {
    /// Finds them in one pass.
    pub(crate) fn of(document: &Document) -> Self {
        let mut headings = Headings { over: Vec::new(), above: Vec::new() };
        let mut nearest = None;
        let mut count = 0;
        let mut table: Option<(&Grid, Option<usize>)> = None; // the block just before, and what stands over it
        for (at, block) in document.blocks.iter().enumerate() {
            let over = match (block, table) {
                (Block::Grid(grid), Some((before, over))) if is_other_half(before, grid) => over,
                _ => nearest,
            };
            headings.over.push(over);
            headings.above.push(count);
            table = None;
            match block {
                Block::Grid(grid) => (table, nearest) = (Some((grid, over)), None),
                Block::Heading(text) => {
                    count += 1;
                    nearest = if names_the_paper(&text.text) { nearest } else { Some(at) };
                }
                Block::Paragraph(_) | Block::ListItem(_) | Block::Footnote { .. } | Block::Key(_) => {}
            }
        }
        headings
    }

    /// The heading over a block: the nearest one above it, with no table between, that says more than whose paper it
    /// is or for which period. A table beside one with the same header is the other half of it.
    pub(crate) fn over(&self, block: usize) -> Option<usize> {
        self.over.get(block).copied().flatten()
    }

    /// Whether any heading stands between two blocks.
    pub(crate) fn stand_between(&self, first: usize, second: usize) -> bool {
        self.above.get(first) != self.above.get(second)
    }
}

/// Whether the second of two tables stands beside the first and has the same words in its first row. One that stands
/// below it may have lost a heading of its own.
fn is_other_half(first: &Grid, second: &Grid) -> bool {
    let header = |grid: &Grid| -> Vec<String> {
        let cells = grid.rows().first().into_iter().flatten();
        cells.map(|cell| cell.text.clone()).filter(|text| !text.is_empty()).collect()
    };
    let words = header(first);
    stand_beside(first, second) && words.len() > 1 && words == header(second)
}

/// Whether the first cells of two tables stand at one height of one page.
fn stand_beside(first: &Grid, second: &Grid) -> bool {
    match (first.place(), second.place()) {
        (Some(Place::Page { page, bbox }), Some(Place::Page { page: other, bbox: beside })) => {
            page == other && bbox.y0 < beside.y1 && beside.y0 < bbox.y1
        }
        _ => false,
    }
}

/// Whether words say no more than whose paper it is, or for which period.
pub(crate) fn names_the_paper(words: &str) -> bool {
    let is_period = period::is_whole(words, Years::default());
    is_period || council::is_whole_name(words)
}

#[cfg(test)]
mod tests {
    use boardlift_model::{BBox, Cell, Method};

    use super::*;
    use crate::testing::document;

    /// The heading over each table of a document, written as for [`document`].
    fn check(lines: &str, expected: &[Option<usize>]) {
        let document = document(lines);
        let headings = Headings::of(&document);
        let tables = document.blocks.iter().enumerate().filter(|(_, block)| matches!(block, Block::Grid(_)));
        let over: Vec<Option<usize>> = tables.map(|(at, _)| headings.over(at)).collect();
        assert_eq!(over, expected, "{lines}");
    }

    #[test]
    fn a_heading_stands_over_the_table_below_it() {
        check("# Plans\nRef | May\n1 | 5\n\n# Appeals\nRef | May\n2 | 6", &[Some(0), Some(2)]);
        check("# Plans\nRef | May\n1 | 5\n\nKPI | June\n2 | 6", &[Some(0), None]);
    }

    /// A table of one column pair on page 1, from the given x and y.
    fn half(x: f32, y: f32, header: &str) -> Block {
        let row = |y: f32, words: [&str; 2]| {
            let place = Place::Page { page: 1, bbox: BBox { x0: x, y0: y, x1: x + 50.0, y1: y + 10.0 } };
            words.map(|text| Cell::new(text, place.clone())).to_vec()
        };
        Block::Grid(Grid::new(vec![row(y, ["Ref", header]), row(y + 10.0, ["1", "5"])], Method::Ruled))
    }

    #[test]
    fn the_other_half_of_a_table_stands_under_its_heading() {
        let over_second = |second: Block| {
            let mut document = document("# Plans");
            document.blocks.extend([half(0.0, 100.0, "May"), second]);
            Headings::of(&document).over(2)
        };
        assert_eq!(over_second(half(200.0, 100.0, "May")), Some(0));
        assert_eq!(over_second(half(200.0, 100.0, "June")), None);
        // A table below may have lost its own heading.
        assert_eq!(over_second(half(0.0, 300.0, "May")), None);
        check("# Plans\nRef | May\n1 | 5\n\nRef | May\n2 | 6", &[Some(0), None]);
    }
}
