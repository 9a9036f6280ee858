//! Rows that are filled from end to end: bands that tell rows apart, and headings of groups.

use std::collections::BTreeSet;

use boardlift_lexicon::missing;
use boardlift_model::{Cell, Rgb};

use crate::columns::Column;
use crate::paint::{Shade, shade};
use crate::rows;

/// The fills of rows with figures that run through the whole row: bands that only tell rows apart.
pub(crate) struct Bands(BTreeSet<Shade>);

impl Bands {
    /// The bands of a table.
    pub(crate) fn of(body: &[Vec<Cell>], columns: &[Column]) -> Self {
        let with_figures = body.iter().filter(|row| rows::has_figures(row, columns));
        Bands(with_figures.filter_map(|row| whole_fill(row).map(shade)).collect())
    }

    /// The words of a row that is filled from end to end as no row with figures is: they head a group. They may run on over
    /// several cells, where no rule keeps them from it, but then they fill these cells one after the other.
    pub(crate) fn words(&self, row: &[Cell]) -> Option<String> {
        whole_fill(row).filter(|fill| !self.0.contains(&shade(*fill)))?;
        let from_first = row.iter().skip_while(|cell| cell.is_blank());
        let words: Vec<&str> =
            from_first.take_while(|cell| !cell.is_blank()).map(|cell| cell.text.as_str()).collect();
        let is_all = row.iter().filter(|cell| !cell.is_blank()).count() == words.len();
        let is_words = |words: &&str| words.contains(char::is_alphabetic) && missing::status(words).is_none();
        (!words.is_empty() && words.len() < row.len() && is_all && words.iter().all(is_words))
            .then(|| words.join(" "))
    }
}

/// The fill that all cells of a row of several share, white being none.
pub(crate) fn whole_fill(row: &[Cell]) -> Option<Rgb> {
    let mut fills = row.iter().filter(|cell| !cell.covered).map(|cell| cell.fill);
    let first = fills.next()?.filter(|fill| *fill != Rgb::WHITE)?;
    (row.len() > 1 && fills.all(|fill| fill == Some(first))).then_some(first)
}
