//! One value cell of one indicator row: as printed, and as read.

use crate::grounds::Grounds;
use crate::period::Period;
use crate::place::Place;
use crate::terms::{Basis, Direction, Flags, Kind, Qualifier, RagColour, RagSource, Status, Unit};

/// A printed fraction.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fraction {
    /// The upper number.
    pub numerator: f64,
    /// The lower number.
    pub denominator: f64,
}

impl Fraction {
    /// The fraction in hundredths; nothing where the lower number is zero.
    pub fn percent(self) -> Option<f64> {
        (self.denominator != 0.0).then(|| 100.0 * self.numerator / self.denominator)
    }
}

/// What the words of one value cell mean, apart from their row and column.
#[derive(Debug, Clone, PartialEq)]
pub struct CellValue {
    /// What kind of thing is printed.
    pub status: Status,
    /// The figure, in `unit`. A percentage is the printed number.
    pub value: Option<f64>,
    /// The upper end of a printed range.
    pub value_upper: Option<f64>,
    /// The unit, where the cell prints one.
    pub unit: Option<Unit>,
    /// How the printed figure bounds the true one.
    pub qualifier: Option<Qualifier>,
    /// A fraction in the cell.
    pub fraction: Option<Fraction>,
    /// A second figure in brackets.
    pub secondary_value: Option<f64>,
    /// The second figure's unit, where known.
    pub secondary_unit: Option<Unit>,
    /// Other words in the cell.
    pub note: Option<String>,
}

impl CellValue {
    /// A cell that holds no figure.
    pub fn without_figure(status: Status) -> Self {
        CellValue {
            status,
            value: None,
            value_upper: None,
            unit: None,
            qualifier: None,
            fraction: None,
            secondary_value: None,
            secondary_unit: None,
            note: None,
        }
    }
}

/// A period and the printed words that it was read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatedPeriod {
    /// The words.
    pub text: String,
    /// The days.
    pub period: Period,
}

/// A judgement and how it was printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rag {
    /// The judgement.
    pub colour: RagColour,
    /// How it was printed.
    pub source: RagSource,
}

/// Whom or what a column says it describes, in words that no vocabulary has been asked about yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AreaClaim {
    /// The authority that publishes the document.
    Publisher,
    /// England, a region or the statistical neighbours, by the name that the schema gives it.
    Comparator(&'static str),
    /// A body named in the heading, as printed.
    Named(String),
}

/// One figure as its document has it: what it is, whose column it stood in, how it was judged, and where it was.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// The heading that the row stands under.
    pub section: Option<String>,
    /// The indicator's printed number.
    pub reference: Option<String>,
    /// The indicator's printed name.
    pub indicator: String,
    /// The sub-row's printed name.
    pub breakdown: Option<String>,
    /// What role the figure plays.
    pub kind: Kind,
    /// Whom it describes.
    pub area: AreaClaim,
    /// The printed column heading, levels joined with ` / `.
    pub column_text: String,
    /// The days that it covers.
    pub period: Option<StatedPeriod>,
    /// How it gathers up over the period.
    pub basis: Option<Basis>,
    /// The cell as printed; empty for a blank.
    pub value_text: String,
    /// What the cell's words mean.
    pub cell: CellValue,
    /// The judgement of this very figure.
    pub rag: Option<Rag>,
    /// The printed arrow that belongs to it.
    pub direction: Option<Direction>,
    /// What the publisher wants.
    pub desired_direction: Option<Direction>,
    /// The row's printed comment.
    pub note: Option<String>,
    /// Where the cell stood.
    pub place: Place,
    /// Which table of the document, from 1.
    pub table: u32,
    /// Which row of the table, from 1, headings counted.
    pub row: u32,
    /// Which column of the table, from 1.
    pub column: u32,
    /// What its reader should know.
    pub flags: Flags,
    /// Why it was read so.
    pub grounds: Grounds,
}
