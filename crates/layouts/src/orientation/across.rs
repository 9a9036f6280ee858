//! What stands across a table that lies on its side: the names of its indicators.

use std::collections::BTreeSet;

use boardlift_lexicon::heading::{self, Role};
use boardlift_lexicon::numbering::names_a_line;
use boardlift_model::{Cell, Grid};

use super::side::Side;
use crate::header::{ANY_YEARS, Header, holds_figure, is_missing};
use crate::row_periods;
use crate::subject;

/// A row that a heading across makes.
pub(super) struct Row {
    /// The column of its figures, from 0.
    pub(super) column: usize,
    /// What stands over several indicators; nothing where no such words do.
    pub(super) section: String,
    /// The name of an indicator; nothing below the first row of one with parts.
    pub(super) name: String,
    /// What tells it apart from other rows of the same name.
    pub(super) part: String,
}

/// The rows that the headings across make. Columns of words that nobody knows are left out, since nothing in them is a
/// figure. Nothing where a heading is a period, or where the first is not the name of an indicator.
pub(super) fn rows(grid: &Grid, side: &Side) -> Option<Vec<Row>> {
    let texts = Header::of(grid, side.across.clone()).texts;
    let headed = (side.width..grid.width()).filter(|&at| !texts[at].is_empty());
    let all = headed.map(|column| Name::of(column, &texts[column]));
    let names: Vec<Name<'_>> =
        all.filter(|name| !name.is_indicator() || holds_figures(grid, side, name.column)).collect();
    let is_across = !names.iter().flat_map(|name| &name.levels).any(|words| row_periods::is_period(words));
    if !is_across || !names.first().is_some_and(Name::is_indicator) {
        return None;
    }
    let are_sections =
        names.chunk_by(|a, b| a.upper() == b.upper()).all(|under| is_section(grid, side, under));
    Some(if are_sections { names.iter().map(Name::in_section).collect() } else { rows_of(&names) })
}

/// Whether most cells of a column are figures, or words that stand for one.
fn holds_figures(grid: &Grid, side: &Side, column: usize) -> bool {
    let cells =
        side.labelled.iter().map(|(row, _)| &grid.rows()[*row][column]).filter(|cell| !cell.is_blank());
    let (figures, words): (Vec<&Cell>, Vec<&Cell>) =
        cells.partition(|cell| holds_figure(cell) || is_missing(cell));
    figures.iter().any(|cell| holds_figure(cell)) && figures.len() > words.len()
}

/// Whether the words over some headings head a section: each of these is a name by itself, and their figures are measured
/// otherwise, while the parts of one indicator are measured alike.
fn is_section(grid: &Grid, side: &Side, names: &[Name<'_>]) -> bool {
    let measures: BTreeSet<Option<char>> =
        names.iter().map(|name| measure(grid, side, name.column)).collect();
    let is_name = |name: &Name<'_>| !is_plain(name.leaf()) && name.leaf().contains(char::is_whitespace);
    measures.len() > 1 && names.iter().all(|name| !name.upper().is_empty() && is_name(name))
}

/// The sign beside the figures of a column.
fn measure(grid: &Grid, side: &Side, column: usize) -> Option<char> {
    let texts = side.labelled.iter().map(|(row, _)| grid.rows()[*row][column].text.as_str());
    texts.flat_map(str::chars).find(|c| matches!(c, '%' | '£'))
}

/// A heading across.
struct Name<'t> {
    column: usize,
    /// Its levels, the uppermost first.
    levels: Vec<&'t str>,
}

impl<'t> Name<'t> {
    fn of(column: usize, text: &'t str) -> Self {
        Name { column, levels: text.split(" / ").collect() }
    }

    fn leaf(&self) -> &'t str {
        self.levels.last().copied().unwrap_or_default()
    }

    /// What stands over several columns, this one among them; nothing for a heading of one level.
    fn upper(&self) -> String {
        self.levels[..self.levels.len() - 1].join(" / ")
    }

    /// Whether it names an indicator, and not only a kind of figure or its unit, whose indicator is in the title.
    fn is_indicator(&self) -> bool {
        self.levels
            .iter()
            .any(|words| names_a_line(words) || words.contains(char::is_alphabetic) && !is_plain(words))
    }

    fn row(&self, name: &str, part: &str) -> Row {
        Row { column: self.column, section: String::new(), name: name.to_owned(), part: part.to_owned() }
    }

    /// The row of an indicator of its own under the words above it.
    fn in_section(&self) -> Row {
        Row { section: self.upper(), ..self.row(self.leaf(), "") }
    }
}

fn is_plain(words: &str) -> bool {
    let one_word = !words.contains(char::is_whitespace);
    let is_value = matches!(heading::read(words, ANY_YEARS).role, Some(Role::Value(_)));
    subject::of(words).is_some() || (one_word && (is_value || words.eq_ignore_ascii_case("number")))
}

/// Whether a heading without an upper one comes again, each time behind a group: `999: Calls | Answered`, `Lost`, `101: Calls |
/// Answered`, `Lost`. It is then of the group on its left.
fn belongs_to_groups(name: &Name<'_>, names: &[Name<'_>]) -> bool {
    let is_same = |other: &Name<'_>| other.upper().is_empty() && other.leaf() == name.leaf();
    let again: Vec<usize> = (0..names.len()).filter(|&at| is_same(&names[at])).collect();
    let follows_group = |at: &usize| at.checked_sub(1).is_some_and(|left| !names[left].upper().is_empty());
    again.len() > 1 && again.iter().all(follows_group)
}

/// The words under an upper heading are parts of it, and a heading that only says which kind of figure stands below it,
/// `Target` or `RAG`, is one of the indicator on its left.
fn rows_of(names: &[Name<'_>]) -> Vec<Row> {
    let mut rows = Vec::with_capacity(names.len());
    let mut above = String::new();
    for name in names {
        let goes_on = !above.is_empty() && belongs_to_groups(name, names);
        let upper = if goes_on { above.clone() } else { name.upper() };
        rows.push(match upper.as_str() {
            // A number alone would seem to be that of the row.
            line if names_a_line(line) => name.row(&format!("{line} / {}", name.leaf()), ""),
            "" if !rows.is_empty() && is_plain(name.leaf()) => name.row("", name.leaf()),
            "" => name.row(name.leaf(), ""),
            upper if upper == above => name.row("", name.leaf()),
            upper => name.row(upper, name.leaf()),
        });
        above = upper;
    }
    rows
}
