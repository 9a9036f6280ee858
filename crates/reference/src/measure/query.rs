//! What is asked of the vocabulary of measures, and what it answers.

use boardlift_model::{Basis, Unit};

use crate::authority::AuthorityEntry;

/// An indicator whose canonical measure is wanted.
///
/// Unit and basis are those of the row: a target, a baseline or a blank cell has none of its own, but it is a
/// figure of the same measure as the actuals beside it.
#[derive(Debug, Clone, Copy, Default)]
pub struct MeasureQuery<'q> {
    /// The indicator's printed name.
    pub indicator: &'q str,
    /// The sub-row's printed name.
    pub breakdown: Option<&'q str>,
    /// The heading that the row stands under.
    pub section: Option<&'q str>,
    /// Words that say what the document is about: its title, its board.
    pub document: Option<&'q str>,
    /// The publishing authority: its own name in a label (`% of RBK pupils`) is no part of what is measured.
    pub authority: Option<&'q AuthorityEntry>,
    /// What the figure counts in, where stated outside the label; words in the label are read here.
    pub unit: Option<Unit>,
    /// How the figure gathers up over its period, where stated outside the label; words in the label are read here.
    pub basis: Option<Basis>,
}

/// How a label was matched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MatchKind {
    /// The label is one that the vocabulary lists.
    Exact,
    /// It is once a leading reference, the publisher's name and remarks are dropped.
    Undecorated,
    /// It says the same in other words: `Percentage of EHC plans` for `% of EHCPs`.
    Reworded,
    /// It does once slips of the pen are mended: `asessment`.
    Fuzzy,
    /// Indicator and sub-row together do.
    Breakdown,
}

/// The one measure that a label names.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MeasureMatch<'v> {
    /// The measure's id.
    pub id: &'v str,
    /// How it was matched.
    pub kind: MatchKind,
    /// How much of the label's letters was left as printed, from 0 to 1; below 1 only where slips were mended.
    pub score: f64,
}
