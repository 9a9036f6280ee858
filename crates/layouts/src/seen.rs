//! What a document was seen to hold: each stretch of rows with its headings and what they were taken for.
//!
//! For whatever looks at a reading as a whole: in what it differs from a spec, and the draft of a new one.

use std::collections::BTreeSet;
use std::ops::Range;

use boardlift_model::{Figure, Place};

use crate::columns::Column;
use crate::outline::Table;
use crate::pattern::HeadingRow;
use crate::stretch::Stretch;

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
            figures: 0..0,
            rows_of_figures: 0,
        }
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
