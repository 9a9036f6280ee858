//! What everything means: the values that pass between the rooms of Boardlift.
//!
//! This crate holds values only. It reads no file, knows no clock and no network, and has never heard of a
//! particular council.
//!
//! In reading order:
//!
//! - [`place`]: where on a page, a sheet or a line something stood.
//! - [`page`]: a page as it was drawn: words, rules, fills.
//! - [`grid`]: cells in rows and columns.
//! - [`document`]: what a reader makes of a file's bytes: the waist of the hourglass.
//! - [`finding`]: what a stage was unsure of, and said so.
//! - [`period`]: the days that a figure covers.
//! - [`terms`]: the closed vocabularies of the output schema: kind, status, unit, flag and so on.
//! - [`grounds`]: why each field of a figure was read so.
//! - [`figure`]: one value cell of one indicator row, as printed and as read.
//! - [`reading`]: what a layout makes of a document.
//! - [`observation`]: a figure that knows whose it is; one row of the dataset.

pub mod document;
pub mod figure;
pub mod finding;
pub mod grid;
pub mod grounds;
pub mod observation;
pub mod page;
pub mod period;
pub mod place;
pub mod reading;
pub mod terms;

pub use document::{Block, Document, DocumentId, KeyEntry, MediaType, Source, Text};
pub use figure::{AreaClaim, CellValue, Figure, Fraction, Rag, StatedPeriod};
pub use finding::{Finding, FindingKind, Severity};
pub use grid::{Cell, Certainty, Grid, Mark, Method, Rgb};
pub use grounds::{Grounds, Quote, Quotes};
pub use observation::{Area, Authority, Observation};
pub use page::{Axis, Fill, Page, Rule, Shape, Turn, Word};
pub use period::Period;
pub use place::{Address, BBox, NoAddress, Place};
pub use reading::{Action, AuthorityClaim, ClaimSource, Commentary, LayoutRef, Profile, Reading};
pub use terms::{
    AreaType, Basis, Direction, DocumentStatus, Flag, Flags, Kind, PeriodType, Qualifier, RagColour,
    RagSource, Status, Unit,
};

/// A day of the proleptic Gregorian calendar, without a time or a zone.
pub use jiff::civil::Date;
