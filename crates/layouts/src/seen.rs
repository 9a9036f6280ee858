//! What a document was seen to hold: each stretch of rows with its headings and what they were taken for.
//!
//! For whatever looks at a reading as a whole: in what it differs from a spec, and the draft of a new one.

use std::collections::BTreeSet;
use std::ops::Range;

use boardlift_model::{Figure, Place};

use crate::columns::Column;
use crate::header::{Header, printed};
use crate::outline::Table;
use crate::pattern::HeadingRow;
use crate::purpose;
use crate::spec::Spec;
use crate::stretch::{self, Stretch};

/// One stretch of rows under a heading.
#[derive(Debug)]
pub(crate) struct Seen {
    /// The number of its table in the document, from 1.
    pub(crate) table: u32,
    /// Its headings; nothing where it goes on from the stretch before it.
    pub(crate) headings: Option<HeadingRow>,
    /// Its columns.
    pub(crate) columns: Vec<Column>,
    /// Where its table stands.
    pub(crate) place: Option<Place>,
    /// Whether it is one of indicators, or was set aside.
    pub(crate) of_indicators: bool,
    /// Whether its headings are only assumed, since none of them is known: nothing was read from it.
    pub(crate) is_assumed: bool,
    /// Its figures, by their place in the reading, from 0.
    pub(crate) figures: Range<usize>,
    /// How many of its rows have figures.
    pub(crate) rows_of_figures: u32,
}

impl Seen {
    /// A stretch without figures as yet, of a table that has a heading of its own or goes on from the table before.
    pub(crate) fn of(table: &Table<'_>, stretch: &Stretch, continues: bool, of_indicators: bool) -> Self {
        // The label at the side of a heading heads no column.
        let texts = stretch.columns.iter().map(|column| column.text.as_str());
        let words = texts.filter(|text| Some(*text) != stretch.title.as_deref());
        Seen {
            table: table.number,
            headings: (!continues).then(|| HeadingRow::printed(words)),
            columns: stretch.columns.clone(),
            place: table.grid.place().cloned(),
            of_indicators,
            is_assumed: false,
            figures: 0..0,
            rows_of_figures: 0,
        }
    }

    /// A table of figures of which no heading is known, as it might be understood: its first row of several cells may be it.
    pub(crate) fn assumed(table: &Table<'_>, spec: Option<&Spec>) -> Option<Self> {
        let rows = table.grid.rows();
        let row = rows.iter().position(|row| printed(row).nth(1).is_some())?;
        let stretch = stretch::under(table, &Header::of(table.grid, row..row + 1), row + 1..rows.len(), spec);
        (purpose::figures_in(&rows[row + 1..]) > 0)
            .then(|| Seen { is_assumed: true, ..Seen::of(table, &stretch, false, false) })
    }

    /// The same with its figures, which are those of the reading from the first on.
    pub(crate) fn with_figures(self, first: usize, figures: &[Figure]) -> Self {
        let rows: BTreeSet<u32> = figures.iter().map(|figure| figure.row).collect();
        Seen {
            figures: first..first + figures.len(),
            rows_of_figures: u32::try_from(rows.len()).unwrap_or(u32::MAX),
            ..self
        }
    }
}
