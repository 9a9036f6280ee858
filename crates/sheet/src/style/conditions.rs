//! What conditional formats paint.
//!
//! Only what is certain is painted. Where a rule can't be evaluated and would come first, the colour that it would
//! paint over is not known either, and the cell gets none.

use boardlift_model::{Address, Mark, Rgb};

use crate::worksheet::Look;

/// The conditional formats of a sheet.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Conditions;

/// What stands in a cell.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Value<'a> {
    /// Nothing, in a cell that the file has none the less.
    Blank,
    /// A number; a date as its serial number.
    Number(f64),
    /// Words.
    Text(&'a str),
    /// A truth.
    Truth(bool),
    /// An error.
    Error,
}

/// What stands in the cells of a sheet: the rows from top to bottom, and the cells of each from left to right, by their
/// columns. Cells that the file has are there even if they are blank: a rule may paint them.
pub(crate) type Values<'a> = [(u32, Vec<(u32, Value<'a>)>)];

/// What a conditional format changes of a cell; what is `None` it leaves alone.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Paint {
    /// The fill; nothing inside where it takes the fill away, or where the fill can't be known.
    pub(crate) fill: Option<Option<Rgb>>,
    /// The colour of the words, in the same way.
    pub(crate) ink: Option<Option<Rgb>>,
    /// Whether they are bold.
    pub(crate) bold: Option<bool>,
    /// The code of a number format: `;;;` hides the words.
    pub(crate) format: Option<Box<str>>,
}

/// What all conditional formats together make of a cell.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Painted {
    /// What they change.
    pub(crate) paint: Paint,
    /// The icon that they draw, from left to right before the words. An arrow has to stand in the words too.
    pub(crate) marks: Vec<Mark>,
    /// Whether the icon stands instead of the words.
    pub(crate) hides_words: bool,
}

impl Conditions {
    /// Whether there are none.
    pub(crate) fn is_empty(&self) -> bool {
        true
    }

    /// What they paint, by address.
    pub(crate) fn painted(&self, _values: &Values<'_>) -> Vec<(Address, Painted)> {
        Vec::new()
    }
}

impl Paint {
    /// The look of a cell that has a look of its own.
    pub(crate) fn over(&self, look: Look) -> Look {
        Look {
            fill: self.fill.unwrap_or(look.fill),
            ink: self.ink.unwrap_or(look.ink),
            bold: self.bold.unwrap_or(look.bold),
            ..look
        }
    }
}
