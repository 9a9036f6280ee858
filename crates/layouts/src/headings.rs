//! Which heading stands over which block.

use boardlift_lexicon::council;
use boardlift_lexicon::period::{self, Years};
use boardlift_model::{Block, Document, Grid};

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
                (Block::Grid(grid), Some((before, over))) if have_same_header(before, grid) => over,
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
    /// is or for which period. A table right after one with the same header is the rest of it, set beside it or below.
    pub(crate) fn over(&self, block: usize) -> Option<usize> {
        self.over.get(block).copied().flatten()
    }

    /// Whether any heading stands between two blocks.
    pub(crate) fn stand_between(&self, first: usize, second: usize) -> bool {
        self.above.get(first) != self.above.get(second)
    }
}

/// Whether the first rows of two tables have the same words.
fn have_same_header(a: &Grid, b: &Grid) -> bool {
    let first = |grid: &Grid| -> Vec<String> {
        let cells = grid.rows().first().into_iter().flatten();
        cells.map(|cell| cell.text.clone()).filter(|text| !text.is_empty()).collect()
    };
    let first_of_a = first(a);
    first_of_a.len() > 1 && first_of_a == first(b)
}

fn names_the_paper(words: &str) -> bool {
    let is_period = period::find(words, Years::default()).is_some_and(|found| found.span == (0..words.len()));
    is_period || council::is_whole_name(words)
}

#[cfg(test)]
mod tests {
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

    #[test]
    fn a_table_right_after_one_with_its_header_stands_under_its_heading() {
        check(
            "# Plans\nRef | May\n1 | 5\n\nRef | May\n2 | 6\n\nRef | May\n3 | 7",
            &[Some(0), Some(0), Some(0)],
        );
        check("# Plans\nRef | May\n1 | 5\n\nOf other things:\nRef | May\n2 | 6", &[Some(0), None]);
    }
}
