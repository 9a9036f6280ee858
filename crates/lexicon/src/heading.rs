//! A whole column heading: its role, and what its words say of kind, area, basis and period.

use boardlift_model::{Basis, Kind};

use crate::area::Comparator;
use crate::period::{FoundPeriod, Years};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// The indicator's number: `Ref`, `KPI No`.
    Reference,
    /// The indicator's name: `Key Performance Indicator`, `Measure`.
    Indicator,
    /// Figures of this kind: `Target 22/23`, `Q1`, `Nat`, `Actual Jul 23`.
    Value(Kind),
    /// The row's judgement: `RAG`, `Status`.
    Rag,
    /// The printed arrow: `Actual Direction of Travel`, `Trend`.
    Direction,
    /// What the publisher wants: `Required direction of travel`, `Good is`.
    DesiredDirection,
    /// The row's comment: `Notes`, `Comment`, `Commentary`.
    Note,
    /// How figures gather up: `Data type`.
    Basis,
    /// The group that a row belongs to: `Theme`, `Priority area`.
    Section,
    /// The unit of the row: `Unit`, `Format`.
    Unit,
    /// An action table's subject: `Issue`, `Risk`.
    Issue,
    /// What is to be done: `Action to be taken:`.
    Action,
    /// Who does it: `By whom:`, `Lead`, `Owner`.
    Owner,
    /// When it is due: `Completion Date`, `Deadline`.
    Due,
    /// Known words that hold nothing for the dataset: `Data source`, `Frequency`.
    Other,
}

/// What a heading's words say.
#[derive(Debug, Clone, PartialEq)]
pub struct Heading {
    /// What the column holds; nothing where the words are not known.
    pub role: Option<Role>,
    /// Whom the figures describe, where it is not the publisher.
    pub comparator: Option<Comparator>,
    /// The period that the heading names.
    pub period: Option<FoundPeriod>,
    /// The basis that the heading names.
    pub basis: Option<Basis>,
    /// The heading's [`key`](crate::fold::key) without the words of the period: equal stems make a series.
    pub stem: String,
}

/// Reads a whole heading: one level, or several joined with ` / `.
pub fn read(_text: &str, _years: Years) -> Heading {
    unimplemented!()
}
