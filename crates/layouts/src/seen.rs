//! What a document was seen to hold: each stretch of rows with its headings and what they were taken for.
//!
//! For whatever looks at a reading as a whole: in what it differs from a spec, and the draft of a new one.

use std::collections::{BTreeMap, BTreeSet};
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
    /// The numbers of its rows in that table, from 1.
    pub(crate) rows: Range<u32>,
    /// Its headings; nothing where it goes on from the stretch before it.
    pub(crate) headings: Option<HeadingRow>,
    /// Its columns.
    pub(crate) columns: Vec<Column>,
    /// Where its table stands.
    pub(crate) place: Option<Place>,
    /// Whether it is one of indicators, or was set aside.
    pub(crate) of_indicators: bool,
    /// Its figures, by their place in the reading, from 0.
    pub(crate) figures: Vec<usize>,
    /// How many of its rows have figures.
    pub(crate) rows_of_figures: u32,
}

impl Seen {
    /// A stretch of indicators, of a table that has a heading of its own or goes on from the table before.
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
            of_indicators: true,
            figures: Vec::new(),
            rows_of_figures: 0,
        }
    }
}

/// Gives each figure to the stretch that it stands in.
pub(crate) fn give_figures(seen: &mut [Seen], figures: &[Figure]) {
    let starts: BTreeMap<(u32, u32), usize> =
        seen.iter().enumerate().map(|(at, stretch)| ((stretch.table, stretch.rows.start), at)).collect();
    let mut rows: BTreeSet<(u32, u32)> = BTreeSet::new();
    for (at, figure) in figures.iter().enumerate() {
        let row = (figure.table, figure.row);
        let Some((_, &nearest)) = starts.range(..=row).next_back() else { continue };
        let stretch = &mut seen[nearest];
        if stretch.table == figure.table && stretch.rows.contains(&figure.row) {
            stretch.figures.push(at);
            stretch.rows_of_figures += u32::from(rows.insert(row));
        }
    }
}
