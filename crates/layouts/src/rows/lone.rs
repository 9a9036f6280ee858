//! Rows of which one cell is printed: headings of groups, names whose figures follow, and what is said of the row above.

use boardlift_lexicon::heading::{self, Role};
use boardlift_lexicon::period::Years;
use boardlift_lexicon::unit;
use boardlift_model::{Cell, Method};

use crate::columns::{Column, Use};
use crate::framed;
use crate::row_periods;
use crate::subject;

use super::shape::{has_values, text};
use super::{Above, Classifier, RowKind, is_under_a_name};

/// A longer line that ends as a sentence does is one.
const MOST_WORDS_OF_TITLE: usize = 6;

/// The only printed cell of a row, where it stands in no column of figures.
pub(super) fn words<'a>(row: &'a [Cell], columns: &[Column]) -> Option<(usize, &'a Cell)> {
    let mut printed = row.iter().enumerate().filter(|(_, cell)| !cell.is_blank());
    let (at, cell) = printed.next()?;
    let alone = printed.next().is_none() && columns.get(at).is_some_and(|column| column.value().is_none());
    alone.then_some((at, cell))
}

impl Classifier<'_> {
    /// What a row is of which one cell is printed.
    pub(super) fn lone_kind(&self, column: usize, cell: &Cell, at: usize, above: Above) -> RowKind {
        let Classifier { columns, shape, .. } = *self;
        let row = &self.rows[at];
        let group = || RowKind::Group(cell.text.clone());
        if let Some(note) = comment(&cell.text).or_else(|| self.sentence(cell, at)) {
            return if above.has_name { RowKind::Note(note.to_owned()) } else { RowKind::Blank };
        }
        if row_periods::is_bare_period(&cell.text) {
            return group();
        }
        if 2 * cell.col_span as usize > row.len() {
            return if self.is_over_parts(at) { RowKind::Indicator } else { group() };
        }
        if Some(column) == shape.reference() {
            let is_word = |word: &str| word.chars().filter(|c| c.is_alphabetic()).count() > 2;
            return if cell.text.split_whitespace().any(is_word) { group() } else { RowKind::Blank };
        }
        // A label that is merged over the rows below is looked after by `sections`.
        if columns[column].used == Use::Role(Role::Section) && cell.row_span <= 1 {
            return group();
        }
        if column != shape.indicator() {
            // `England` beside a name merged over its rows, without a figure as yet.
            let is_part = Some(column) == shape.breakdown() && subject::is_label(&cell.text);
            let belongs = above.has_name && is_under_a_name(row, shape);
            return if is_part && belongs { RowKind::SubRow } else { RowKind::Blank };
        }
        self.lone_name_kind(cell, at, above)
    }

    /// What a row is that has a name and nothing else.
    fn lone_name_kind(&self, cell: &Cell, at: usize, above: Above) -> RowKind {
        let Classifier { columns, shape, .. } = *self;
        if shape.method() == Method::CellLines || self.is_over_parts(at) {
            return RowKind::Indicator;
        }
        if above.has_name && cell.text.starts_with(char::is_lowercase) {
            return RowKind::NameGoesOn;
        }
        // With a column of numbers, a name without a number and without a figure heads a group. Without such a column it
        // does so only if rows with figures follow and the words count nothing themselves, or if it alone is bold.
        let figures_follow = self.rows.get(at + 1).is_some_and(|row| has_values(row, columns));
        let stands_out = cell.bold && !self.names_are_bold;
        let counts = unit::of_label(&cell.text).is_some() && !stands_out;
        if shape.reference().is_some() || (figures_follow && !counts) {
            RowKind::Group(cell.text.clone())
        } else {
            RowKind::Indicator
        }
    }

    /// Whether the next row is a part of whatever this one names: `Target`, `England`.
    fn is_over_parts(&self, at: usize) -> bool {
        let below = self.rows.get(at + 1);
        below.is_some_and(|row| subject::is_label(text(row, Some(self.shape.indicator()))))
    }

    /// The words of a cell that is alone in its row, if they are a sentence about the row above. Groups may be worded as one
    /// too, but are set in bold or in a colour, and what stands below all rows is said of the table.
    fn sentence<'c>(&self, cell: &'c Cell, at: usize) -> Option<&'c str> {
        let ends = cell.text.ends_with(['.', '!']) && !framed::has_points(cell);
        let is_long = cell.text.split_whitespace().count() > MOST_WORDS_OF_TITLE;
        (ends && is_long && !cell.bold && at < self.last).then_some(cell.text.as_str())
    }
}

/// The words behind a label of comments: `Commentary: fewer families asked`.
fn comment(words: &str) -> Option<&str> {
    let (label, words) = words.split_once(':')?;
    let is_comment = heading::read(label, Years::default()).role == Some(Role::Note);
    Some(words.trim()).filter(|words| is_comment && !words.is_empty())
}
