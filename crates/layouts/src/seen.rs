//! What a document was seen to hold: each stretch of rows with its headings and what they were taken for.
//!
//! For whatever looks at a reading as a whole: in what it differs from a spec, and the draft of a new one.

use std::collections::BTreeSet;
use std::ops::Range;

use boardlift_model::{Figure, Place};

use crate::columns::Column;
use crate::indicators::is_of_indicators;
use crate::outline::Table;
use crate::pattern::HeadingRow;
use crate::stretch::Stretch;

/// One stretch of rows under a heading.
#[derive(Debug)]
pub(crate) struct Seen {
    /// The number of its table in the document, from 1.
    pub(crate) table: u32,
    /// The numbers of its rows in that table, from 1.
    rows: Range<u32>,
    /// Its headings; nothing where it goes on from the stretch before it.
    pub(crate) headings: Option<HeadingRow>,
    /// Its columns.
    pub(crate) columns: Vec<Column>,
    /// Where its table stands.
    pub(crate) place: Option<Place>,
    /// Whether it is one of indicators, or was set aside.
    pub(crate) of_indicators: bool,
}

impl Seen {
    /// A stretch of a table that has a heading of its own or goes on from the table before.
    pub(crate) fn of(table: &Table<'_>, stretch: &Stretch, continues: bool) -> Self {
        let number = |row: usize| u32::try_from(row + 1).unwrap_or(u32::MAX);
        // The label at the side of a heading heads no column.
        let texts = stretch.columns.iter().map(|column| column.text.as_str());
        let words = texts.filter(|text| Some(*text) != stretch.title.as_deref());
        Seen {
            table: table.number,
            rows: number(stretch.body.start)..number(stretch.body.end),
            headings: (!continues).then(|| HeadingRow::printed(words)),
            columns: stretch.columns.clone(),
            place: table.grid.place().cloned(),
            of_indicators: is_of_indicators(&stretch.columns),
        }
    }

    /// Whether a figure stands in it.
    pub(crate) fn holds(&self, figure: &Figure) -> bool {
        figure.table == self.table && self.rows.contains(&figure.row)
    }
}

/// How many rows have figures.
pub(crate) fn rows<'a>(figures: impl Iterator<Item = &'a Figure>) -> u32 {
    let rows: BTreeSet<(u32, u32)> = figures.map(|figure| (figure.table, figure.row)).collect();
    u32::try_from(rows.len()).unwrap_or(u32::MAX)
}
