//! A table that may be there, and the evidence for it.

use boardlift_model::{BBox, Certainty, Method};

use crate::layout::Report;

/// A lattice worth at least this much was drawn whole.
const WHOLE: f32 = 0.95;

/// A cell of a candidate: its place in the grid, its box on the page, and the words in it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct CellBox {
    /// Row, from 0.
    pub(crate) row: usize,
    /// Column, from 0.
    pub(crate) column: usize,
    /// Rows that it spans, at least 1.
    pub(crate) row_span: usize,
    /// Columns that it spans, at least 1.
    pub(crate) column_span: usize,
    /// Its box.
    pub(crate) bbox: BBox,
    /// Its words, as indices into the page's words, in reading order.
    pub(crate) words: Vec<usize>,
    /// Whether these are known to be its words.
    pub(crate) certainty: Certainty,
}

/// A table that may be there.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Candidate {
    /// How it was found.
    pub(crate) method: Method,
    /// Where it stands.
    pub(crate) bbox: BBox,
    /// How many rows it has.
    pub(crate) rows: usize,
    /// How many columns it has.
    pub(crate) columns: usize,
    /// How many of its first rows are headings.
    pub(crate) header_rows: usize,
    /// Its cells, by row and then column; each place of the grid is in one cell at most.
    pub(crate) cells: Vec<CellBox>,
    /// What speaks for it and against it.
    pub(crate) report: Report,
}

impl Candidate {
    /// Its words, cell by cell.
    pub(crate) fn words(&self) -> impl Iterator<Item = usize> {
        self.cells.iter().flat_map(|cell| cell.words.iter().copied())
    }

    /// Whether every side of every cell was drawn: nobody may arrange its words anew.
    pub(crate) fn is_whole(&self) -> bool {
        self.method == Method::Ruled && self.report.score() >= WHOLE
    }
}
