//! What the steps of rebuilding hand to each other: rows that are certain, and what was left out.

use boardlift_model::{Cell, Place};

/// One thing that a stretch of lines came to, in reading order.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Item {
    /// A row whose name is certain.
    Row(Row),
    /// Rows that stood here and can't be read with certainty.
    Gap(Gap),
}

/// A row whose name is certain.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Row {
    /// Where its figures stood.
    pub(super) place: Place,
    /// Its number.
    pub(super) reference: Reference,
    /// Its indicator's name.
    pub(super) name: String,
    /// Its cells, one a column. Those of sections, number and name are blank.
    pub(super) cells: Vec<Cell>,
    /// What had to be done to it.
    pub(super) repair: Repair,
}

/// The number of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Reference {
    /// Printed beside this row.
    Printed(String),
    /// Not printed beside it alone, but the only one that the numbers around it leave.
    Counted(String),
    /// Printed beside several rows that were run together, this one among them.
    Shared(String),
    /// Not printed.
    Missing,
}

/// What had to be done to a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Repair {
    /// Nothing: it stands as it was printed.
    Nothing,
    /// It was put together from several lines.
    Joined,
    /// It was run together with other rows and taken apart.
    TakenApart,
    /// It was read from repeats of its block that agree.
    Voted,
}

/// Rows that stood somewhere and were left out.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Gap {
    /// Where they stood.
    pub(super) place: Place,
    /// How many rows they were, where that is certain.
    pub(super) rows: Option<u32>,
    /// How many figures were left out.
    pub(super) figures: u32,
    /// Why.
    pub(super) reason: Reason,
}

/// Why rows were left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Reason {
    /// Their names are missing or can't be told apart.
    NameLost,
    /// Their cells don't hold equally many figures.
    FiguresUnclear,
    /// The repeats of their block don't agree, or not often enough.
    RepeatsDisagree,
}
