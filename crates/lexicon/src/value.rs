//! A whole value cell.

use boardlift_model::{Basis, CellValue, Direction, Flags, Rag, StatedPeriod};

use crate::period::Years;

/// What a whole value cell says.
#[derive(Debug, Clone, PartialEq)]
pub struct ValueReading {
    /// The figure, or what stands instead of one.
    pub cell: CellValue,
    /// The period that the cell itself prints: `12.1% (academic year 22/23)`.
    pub period: Option<StatedPeriod>,
    /// The basis that the cell itself prints: `(projected end of year)`.
    pub basis: Option<Basis>,
    /// An arrow beside the figure.
    pub direction: Option<Direction>,
    /// A judgement beside the figure.
    pub rag: Option<Rag>,
    /// Footnote marks beside the figure, as printed, in order: `¹`, `*`, `[note 2]`.
    pub marks: Vec<String>,
    /// What is wrong with how it is printed.
    pub flags: Flags,
}

/// Reads a whole value cell. Words that hold no figure and no known wording for a missing one give
/// [`boardlift_model::Status::Text`].
pub fn read(_text: &str, _years: Years) -> ValueReading {
    unimplemented!()
}
