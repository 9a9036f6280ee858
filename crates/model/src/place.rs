//! Where something stood, so that every figure can be traced.

use std::fmt;
use std::sync::Arc;

/// A rectangle in points (1/72 inch), measured from the top left corner of the page, y downward.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct BBox {
    /// Left edge.
    pub x0: f32,
    /// Top edge.
    pub y0: f32,
    /// Right edge; never less than `x0`.
    pub x1: f32,
    /// Bottom edge; never less than `y0`.
    pub y1: f32,
}

/// The place of a cell or a piece of text in its document.
#[derive(Debug, Clone, PartialEq)]
pub enum Place {
    /// A box on a page of a paged document.
    Page {
        /// Page number, from 1.
        page: u32,
        /// The box on that page.
        bbox: BBox,
    },
    /// A cell of a workbook.
    Sheet {
        /// The sheet's name.
        sheet: Arc<str>,
        /// The cell's address in A1 style.
        cell: Box<str>,
    },
    /// A line of a text.
    Line(
        /// Line number, from 1.
        u32,
    ),
}

impl Place {
    /// The line number (from 1) of a place in a text, and nothing for other places.
    pub fn line(&self) -> Option<u32> {
        match self {
            Place::Line(line) => Some(*line),
            Place::Page { .. } | Place::Sheet { .. } => None,
        }
    }

    /// The page number (from 1) of a place on a page, and nothing for other places.
    pub fn page(&self) -> Option<u32> {
        match self {
            Place::Page { page, .. } => Some(*page),
            Place::Sheet { .. } | Place::Line(_) => None,
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Place::Page { page, bbox } => {
                // Whole points: a third of a millimetre is near enough to find it.
                let BBox { x0, y0, x1, y1 } = bbox;
                write!(f, "page {page}, box {x0:.0},{y0:.0}–{x1:.0},{y1:.0} pt")
            }
            Place::Sheet { sheet, cell } => write!(f, "sheet `{sheet}`, cell {cell}"),
            Place::Line(line) => write!(f, "line {line}"),
        }
    }
}
