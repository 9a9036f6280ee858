//! Indicators that are printed otherwise than as rows under a heading, made into such rows.
//!
//! Many councils print each indicator as a thing of its own: a small table of labels and values, a block of labelled lines
//! (`Target: 95%`), a card with a name, a large figure and a word. All of them say what a row says, part by part. This room
//! reads the parts, in whichever shape they stand, and sets them down as an ordinary grid: a row an indicator, a column a
//! label. The one reader of tables then reads them all, and nobody else has to know of shapes.
//!
//! ```text
//! blocks ──line, table──▶ pieces ──entry, card, point──▶ entries ──evidence──▶ runs ──made──▶ grids
//! ```
//!
//! It reads no value and no period, and asks of headings only which column they would head. A block that stands alone is
//! weak evidence and several alike are strong, so that addresses, the heads of papers and prose give nothing
//! ([`evidence`]). Where two readings fit alike, whether a name stands above its figure or below it, there is none.
//!
//! In reading order:
//!
//! - [`label`]: labels and the values behind them, within a line.
//! - [`piece`]: what one line or one cell is: a name, a label with its value, a bare figure, a word about it.
//! - [`line`](mod@line), [`table`]: blocks to pieces.
//! - [`entry`]: an indicator with its parts; labelled pieces to entries.
//! - [`card`]: bare figures beside names to entries.
//! - [`point`]: points of a list that begin with their figure.
//! - [`evidence`]: which entries are believed.
//! - [`made`]: entries to grids, and where their cells stand in the printed document.

mod card;
mod entry;
mod evidence;
mod label;
mod line;
mod made;
mod piece;
mod point;
mod table;

use boardlift_model::{Block, Document, Text};

use crate::purpose::{self, Purpose};

use entry::Entry;
use piece::Piece;
use table::Shape;

pub(crate) use made::{Origin, Shaped};

/// The document with every shape in it as an ordinary grid.
pub(crate) fn settle(document: &Document) -> Shaped<'_> {
    let mut found = Found::default();
    for at in 0..document.blocks.len() {
        found.take(document, at);
    }
    found.close();
    found.take_points(&document.blocks);
    made::shaped(document, &evidence::believed(found.entries))
}

/// Everything in a document that may be an indicator, as far as it has been read.
#[derive(Default)]
struct Found {
    entries: Vec<Entry>,
    /// The pieces since the last thing that was none.
    open: Vec<Piece>,
    /// How many tables there were.
    tables: u32,
}

impl Found {
    fn take(&mut self, document: &Document, at: usize) {
        match &document.blocks[at] {
            Block::Grid(grid) => {
                self.tables += 1;
                let is_of_indicators =
                    purpose::of_printed(purpose::captions(document, at), grid) == Purpose::Indicators;
                self.take_table(if is_of_indicators {
                    table::shape(grid, at, self.tables)
                } else {
                    Shape::Other
                });
            }
            Block::Heading(text) => self.take_line(text, at, true),
            Block::Paragraph(text) | Block::ListItem(text) => self.take_line(text, at, false),
            Block::Footnote { .. } | Block::Key(_) => self.close(),
        }
    }

    fn take_line(&mut self, text: &Text, at: usize, is_heading: bool) {
        match line::pieces(text, at, is_heading) {
            Some(pieces) => self.open.extend(pieces),
            None => self.close(),
        }
    }

    fn take_table(&mut self, shape: Shape) {
        match shape {
            Shape::Pieces(pieces) => self.open.extend(pieces),
            Shape::Entries(entries) => {
                self.close();
                self.entries.extend(entries);
            }
            Shape::Other => self.close(),
        }
    }

    /// Takes the lists whose points begin with figures.
    fn take_points(&mut self, blocks: &[Block]) {
        let mut first = 0;
        for list in blocks.chunk_by(|a, b| is_point(a) == is_point(b)) {
            if list.first().is_some_and(is_point) {
                self.entries.extend(point::entries(list, first));
            }
            first += list.len();
        }
        self.entries.sort_by_key(|entry| entry.blocks.start);
    }

    /// Reads the pieces that nothing else stands between.
    fn close(&mut self) {
        let pieces = piece::with_labels_joined(&std::mem::take(&mut self.open));
        let figures = pieces.iter().filter(|piece| piece.is_figure()).count();
        let cards = card::entries(&pieces);
        // A single bare figure may be a page's number; among several no label is sure of its name.
        let is_labelled = cards.is_empty() && figures <= 1;
        self.entries.extend(if is_labelled { entry::labelled(&pieces) } else { cards });
    }
}

fn is_point(block: &Block) -> bool {
    matches!(block, Block::ListItem(_))
}
