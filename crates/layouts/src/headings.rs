//! Which heading stands over which block.

use boardlift_lexicon::council;
use boardlift_lexicon::period::{self, Years};
use boardlift_model::{Block, Document};

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
        for (at, block) in document.blocks.iter().enumerate() {
            headings.over.push(nearest);
            headings.above.push(count);
            match block {
                Block::Grid(_) => nearest = None,
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
    /// is or for which period.
    pub(crate) fn over(&self, block: usize) -> Option<usize> {
        self.over.get(block).copied().flatten()
    }

    /// Whether any heading stands between two blocks.
    pub(crate) fn stand_between(&self, first: usize, second: usize) -> bool {
        self.above.get(first) != self.above.get(second)
    }
}

fn names_the_paper(words: &str) -> bool {
    let is_period = period::find(words, Years::default()).is_some_and(|found| found.span == (0..words.len()));
    is_period || council::is_whole_name(words)
}
