//! What a printed grid shows at first sight: its heading, and whether it is several tables or one that lies on its side.
//!
//! Looked at once, before anything else: what is set free of it, whether it is a table of indicators at all and how it is
//! read follow from the same look.

use boardlift_model::Grid;

use crate::halves;
use crate::header::{self, Header};
use crate::orientation;
use crate::printed::Printed;

/// What a printed grid shows.
#[derive(Debug)]
pub(crate) struct Look {
    /// Its heading, as if it were one table that stands upright.
    pub(crate) header: Option<Header>,
    /// The tables that it is read as; none where it is one that stands upright.
    pub(crate) pieces: Vec<Piece>,
}

/// One table of a grid that is no single upright table.
#[derive(Debug)]
pub(crate) struct Piece {
    /// The first printed row that it takes, from 0.
    pub(crate) row: usize,
    /// The table as it is read.
    pub(crate) grid: Grid,
    /// Its heading: where it was turned, the labels that are printed down its side.
    pub(crate) header: Option<Header>,
    /// Where it is printed.
    pub(crate) printed: Printed,
}

impl Look {
    /// Looks at a grid.
    pub(crate) fn at(grid: &Grid) -> Self {
        let turned = orientation::pieces(grid);
        let pieces = if turned.is_empty() { halves::pieces(grid) } else { turned };
        Look { header: header::find(grid), pieces }
    }

    /// The first of its tables that lies on its side.
    pub(crate) fn turned(&self) -> Option<&Piece> {
        self.pieces.iter().find(|piece| piece.printed.is_turned())
    }
}

impl Piece {
    /// A table that stands upright among others.
    pub(crate) fn upright(grid: Grid, row: usize, columns: usize) -> Self {
        let header = header::find(&grid);
        Piece { row, grid, header, printed: Printed::Part { rows: row, columns } }
    }
}
