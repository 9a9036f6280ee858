//! A line outside the tables to its pieces.

use boardlift_model::{Cell, Text};

use super::piece::{self, Piece};

/// The pieces of a heading, a paragraph or a point; nothing for prose.
pub(super) fn pieces(text: &Text, block: usize, is_heading: bool) -> Option<Vec<Piece>> {
    let words = Cell::new(text.text.as_str(), text.place.clone());
    let parts = piece::of_words(&words)?;
    Some(parts.into_iter().map(|(what, cell)| Piece { what, cell, block, at: None, is_heading }).collect())
}
