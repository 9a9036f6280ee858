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
//! - [`evidence`]: which entries are believed.
//! - [`made`]: entries to grids, and where their cells stand in the printed document.

mod card;
mod entry;
mod evidence;
mod label;
mod line;
mod made;
mod piece;
mod table;

use boardlift_model::{Block, Document};

use crate::purpose::{self, Purpose};

use entry::Entry;
use piece::Piece;

pub(crate) use made::{Origin, Shaped};

/// The document with every shape in it as an ordinary grid.
pub(crate) fn settle(document: &Document) -> Shaped<'_> {
    let entries = evidence::believed(entries(document));
    made::shaped(document, &entries)
}

/// Everything in a document that may be an indicator, in reading order.
fn entries(document: &Document) -> Vec<Entry> {
    let mut entries = Vec::new();
    let mut pieces: Vec<Piece> = Vec::new();
    let mut number = 0;
    for (at, block) in document.blocks.iter().enumerate() {
        let found = match block {
            Block::Grid(grid) => {
                number += 1;
                let purpose = purpose::of_printed(purpose::captions(document, at), grid);
                Some(grid)
                    .filter(|_| purpose == Purpose::Indicators)
                    .and_then(|grid| table::pieces(grid, at, number))
            }
            Block::Heading(text) => line::pieces(text, at, true),
            Block::Paragraph(text) | Block::ListItem(text) => line::pieces(text, at, false),
            Block::Footnote { .. } | Block::Key(_) => None,
        };
        match found {
            Some(found) => pieces.extend(found),
            None => entries.extend(of_pieces(&std::mem::take(&mut pieces))),
        }
    }
    entries.extend(of_pieces(&pieces));
    entries.sort_by_key(|entry| entry.blocks.start);
    entries
}

/// The entries of pieces that nothing else stands between.
fn of_pieces(pieces: &[Piece]) -> Vec<Entry> {
    let pieces = piece::with_labels_joined(pieces);
    if pieces.iter().any(|piece| piece.is_figure()) {
        card::entries(&pieces)
    } else {
        entry::labelled(&pieces)
    }
}
