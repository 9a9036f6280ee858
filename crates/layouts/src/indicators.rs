//! Whether a table is one of indicators, and why it isn't.
//!
//! The one place that decides it. A table counts only with enough evidence: names, figures beside them, and at least one
//! word, period or unit in its headings that councils use over the figures of indicators. Words that head any list,
//! `No.` or `Name`, are no evidence.

use boardlift_lexicon::heading::{self, Heading, Role};
use boardlift_lexicon::unit;

use crate::actions;
use crate::columns::{Column, Reason, Use};
use crate::header::ANY_YEARS;

/// Headings of names that stand over lists of any kind, as [`Heading::stem`] gives them.
const OF_ANY_LIST: &[&str] = &["description", "title"];

/// Why a table is none of indicators.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unfit {
    /// It says what is to be done.
    ActionTable,
    /// No column holds names.
    NoNames,
    /// No column beside the names holds figures.
    NoFigures,
    /// Nothing in its headings is known to stand over figures of indicators.
    NothingKnown,
}

impl Unfit {
    /// The reason in words.
    pub(crate) fn reason(self) -> &'static str {
        match self {
            Unfit::ActionTable => "it is a table of actions",
            Unfit::NoNames => "no column of it holds the names of indicators",
            Unfit::NoFigures => "its headings name no column of figures beside the names of indicators",
            Unfit::NothingKnown => "nothing in its headings is known to speak of the figures of indicators",
        }
    }
}

/// Whether the columns are those of a table of indicators.
pub(crate) fn is_of_indicators(columns: &[Column]) -> bool {
    unfit(columns).is_none()
}

/// What speaks against a table of indicators; nothing where it is one.
pub(crate) fn unfit(columns: &[Column]) -> Option<Unfit> {
    if actions::is_action_table(columns) {
        return Some(Unfit::ActionTable);
    }
    if !columns.iter().any(|column| column.used == Use::Role(Role::Indicator)) {
        return Some(Unfit::NoNames);
    }
    if !columns.iter().any(|column| column.value().is_some()) {
        return Some(Unfit::NoFigures);
    }
    let is_evidence = |column: &Column| column.reason == Reason::Layout || speaks_of_figures(&column.text);
    (!columns.iter().any(is_evidence)).then_some(Unfit::NothingKnown)
}

/// Whether a heading is one that councils print in tables of indicators: over figures, beside them, or over the names.
pub(crate) fn speaks_of_figures(text: &str) -> bool {
    let Heading { role, comparator, period, stem, .. } = heading::read(text, ANY_YEARS);
    let is_known = match role {
        Some(Role::Indicator) => !OF_ANY_LIST.contains(&stem.as_str()),
        Some(
            Role::Value(_) | Role::Rag | Role::Direction | Role::DesiredDirection | Role::Basis | Role::Unit,
        ) => true,
        _ => false,
    };
    is_known || comparator.is_some() || period.is_some() || unit::is_said(text)
}
