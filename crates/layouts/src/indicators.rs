//! Whether a table is one of indicators, and why it isn't.
//!
//! The one place that decides it. A table counts only with enough evidence: names, figures beside them, and at least one
//! word, period or unit in its headings that councils use over the figures of indicators. Words that head any list,
//! `No.` or `Name`, are no evidence.

use boardlift_lexicon::heading::Role;

use crate::actions;
use crate::columns::{Column, Use};

/// Why a table is none of indicators.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unfit {
    /// It says what is to be done.
    ActionTable,
    /// No column holds names.
    NoNames,
    /// No column beside the names holds figures.
    NoFigures,
}

impl Unfit {
    /// The reason in words.
    pub(crate) fn reason(self) -> &'static str {
        match self {
            Unfit::ActionTable => "it is a table of actions",
            Unfit::NoNames => "no column of it holds the names of indicators",
            Unfit::NoFigures => "its headings name no column of figures beside the names of indicators",
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
    (!columns.iter().any(|column| column.value().is_some())).then_some(Unfit::NoFigures)
}
