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
    /// It says what the measure asks for and nothing besides, in an order of its own.
    Wording,
    /// It does together with the subject that its section names: `Issued within 20 weeks` under `EHC plans`.
    Section,
    /// Indicator and sub-row together do.
    Breakdown,
}

impl MatchKind {
    /// Its name in data: `exact`.
    pub fn as_str(self) -> &'static str {
        match self {
            MatchKind::Exact => "exact",
            MatchKind::Undecorated => "undecorated",
            MatchKind::Reworded => "reworded",
            MatchKind::Fuzzy => "fuzzy",
            MatchKind::Wording => "wording",
            MatchKind::Section => "section",
            MatchKind::Breakdown => "breakdown",
        }
    }
}

/// The one measure that a label names.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MeasureMatch<'v> {
    /// The measure's id.
    pub id: &'v str,
    /// How it was matched.
    pub kind: MatchKind,
    /// How sure it is, from 0 to 1. 1 for a label that is listed, in these or other words; for a mended one, how
    /// much of its letters was left as printed; for one matched by what it says, the share of its terms that the
    /// measure asks for.
    pub score: f64,
}

/// What a label alone means, and why.
#[derive(Debug, Clone, PartialEq)]
pub struct LabelAnswer<'v> {
    /// The measure; none where none is meant or more than one may be.
    pub measure: Option<MeasureMatch<'v>>,
    /// Why, in a sentence for an analyst.
    pub why: String,
    /// Where there is no measure, those that come nearest, the nearest first.
    pub nearest: Vec<Candidate<'v>>,
}

/// A measure that a label comes near to.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate<'v> {
    /// The measure's id.
    pub id: &'v str,
    /// Its name for people.
    pub name: &'v str,
    /// What keeps the label from it, for an analyst.
    pub forbids: String,
}
