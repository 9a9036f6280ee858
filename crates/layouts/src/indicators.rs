//! Whether a table is one of indicators, and why it isn't.
//!
//! The one place that decides it. A table counts only with enough evidence: names, figures beside them, and at least one
//! word, period or unit in its headings that councils use over the figures of indicators. Words that head any list,
//! `No.` or `Name`, are no evidence.

use std::fmt;

use boardlift_lexicon::heading::Role;

use crate::actions;
use crate::columns::{Column, Use};
use crate::purpose::{Aside, Purpose};

/// Why a table is none of indicators.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Unfit {
    /// It says what is to be done.
    ActionTable,
    /// It is for something else.
    Aside(Aside),
    /// No heading of it is known.
    NoHeading,
    /// No column holds names.
    NoNames,
    /// No column beside the names holds figures.
    NoFigures,
}

impl Unfit {
    /// Whether the table is plainly for something else, so that no figure of an indicator is missed in it.
    pub(crate) fn is_plain(&self) -> bool {
        match self {
            Unfit::ActionTable => true,
            Unfit::Aside(aside) => !aside.is_doubtful,
            Unfit::NoHeading | Unfit::NoNames | Unfit::NoFigures => false,
        }
    }
}

/// The reason in words.
impl fmt::Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Unfit::ActionTable => f.write_str("it is a table of actions"),
            Unfit::Aside(aside) => aside.fmt(f),
            Unfit::NoHeading => f.write_str("it has no heading that is known"),
            Unfit::NoNames => f.write_str("no column of it holds the names of indicators"),
            Unfit::NoFigures => {
                f.write_str("its headings name no column of figures beside the names of indicators")
            }
        }
    }
}

/// What speaks against a table of indicators with these columns and this purpose; nothing where it is one.
pub(crate) fn unfit(columns: &[Column], purpose: Purpose) -> Option<Unfit> {
    let has_names = columns.iter().any(|column| column.used == Use::Role(Role::Indicator));
    let has_figures = columns.iter().any(|column| column.value().is_some());
    let lacks = if has_names { Unfit::NoFigures } else { Unfit::NoNames };
    match purpose {
        Purpose::Indicators if has_names && has_figures => None,
        // Indicators may have a column of actions, and actions a column that is named as indicators are.
        _ if actions::is_action_table(columns) => Some(Unfit::ActionTable),
        Purpose::Indicators => Some(lacks),
        Purpose::Aside(aside) => Some(Unfit::Aside(aside)),
    }
}
