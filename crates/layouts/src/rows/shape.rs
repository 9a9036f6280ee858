//! Where the columns stand that tell rows apart, and what a row has in the others.

use boardlift_lexicon::heading::Role;
use boardlift_lexicon::period::Years;
use boardlift_lexicon::value;
use boardlift_model::{Cell, Method, Status};

use crate::columns::{Column, Use};

/// Where the columns that tell rows apart stand, from 0.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RowShape {
    reference: Option<usize>,
    indicator: usize,
    breakdown: Option<usize>,
    method: Method,
}

impl RowShape {
    /// The shape of a table with these columns; nothing where no column names the indicator.
    pub(crate) fn of(columns: &[Column], method: Method) -> Option<Self> {
        let at = |used: &Use| columns.iter().position(|column| column.used == *used);
        Some(RowShape {
            reference: at(&Use::Role(Role::Reference)),
            indicator: at(&Use::Role(Role::Indicator))?,
            breakdown: at(&Use::Breakdown),
            method,
        })
    }

    /// How the table was found.
    pub(crate) fn method(self) -> Method {
        self.method
    }

    /// The column of the indicator's number.
    pub(crate) fn reference(self) -> Option<usize> {
        self.reference
    }

    /// The column of the indicator's name.
    pub(crate) fn indicator(self) -> usize {
        self.indicator
    }

    /// The column of the sub-row's name.
    pub(crate) fn breakdown(self) -> Option<usize> {
        self.breakdown
    }
}

/// The words of a row's cell; none where there is no such column.
pub(crate) fn text(row: &[Cell], at: Option<usize>) -> &str {
    at.and_then(|at| row.get(at)).map_or("", |cell| cell.text.as_str())
}

/// Whether a figure is printed in a column of figures.
pub(crate) fn has_figures(row: &[Cell], columns: &[Column]) -> bool {
    let values = row.iter().zip(columns).filter(|(_, column)| column.value().is_some());
    values
        .map(|(cell, _)| value::read(&cell.text, Years::default()))
        .any(|read| read.cell.status == Status::Reported)
}

/// Whether anything is printed in a column of figures.
pub(crate) fn has_values(row: &[Cell], columns: &[Column]) -> bool {
    row.iter().zip(columns).any(|(cell, column)| column.value().is_some() && !cell.is_blank())
}
