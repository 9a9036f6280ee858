//! What stands down the side of a table: the labels of its rows, where they are periods.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use boardlift_lexicon::heading::{self, Role};
use boardlift_lexicon::numbering::names_a_line;
use boardlift_model::{Cell, Kind};

use crate::header::{ANY_YEARS, holds_figure, printed};
use crate::row_periods;

/// How many columns of labels may stand at the side: a year, a quarter, and `Actual` or `Target` beside it.
const MOST_COLUMNS: usize = 3;
/// How many levels the headings across may have.
const MOST_LEVELS: usize = 3;
/// The most rows of figures: ten years of weeks are fewer. Longer lists are data, and no table of a paper.
const MOST_ROWS: usize = 600;
/// The most words of a label that is no period: `England average`, `Year to date`.
const MOST_WORDS: usize = 4;

/// The side of a table that lies on it.
pub(super) struct Side {
    /// The rows of the table, from 0.
    pub(super) rows: Range<usize>,
    /// The rows of its heading, from 0.
    pub(super) across: Range<usize>,
    /// How many columns hold labels.
    pub(super) width: usize,
    /// The rows of figures, each with the levels of its label, the uppermost first.
    pub(super) labelled: Vec<(usize, Vec<String>)>,
}

impl Side {
    /// The side of the table whose heading begins with this row; nothing where a label is none of periods, or where they
    /// don't begin close below. What stands under `Ref` is a number, though `H1` and `Q2` could be periods.
    pub(super) fn of(rows: &[Vec<Cell>], head: usize) -> Option<Self> {
        if rows[head].first().is_some_and(heads_references) {
            return None;
        }
        let below = head + 1..rows.len().min(head + 1 + MOST_LEVELS);
        let first =
            below.into_iter().find(|&at| rows[at].first().is_some_and(|cell| is_label(&cell.text)))?;
        let is_figure = |cell: &Cell| holds_figure(cell) && !has_letters(cell) && !names_a_line(&cell.text);
        if rows[head..first].iter().flatten().any(is_figure) {
            return None;
        }
        let body = Body { heading: &rows[head], rows: &rows[first..], first };
        let body = Body { rows: &rows[first..body.end()], ..body };
        let width = (0..MOST_COLUMNS).take_while(|&column| body.is_of_labels(column)).count();
        let labelled = body.labelled(width)?;
        let has_period =
            labelled.iter().flat_map(|(_, levels)| levels).any(|words| row_periods::is_period(words));
        let rows = head..first + body.rows.len();
        (has_period && labelled.len() <= MOST_ROWS).then_some(Side {
            rows,
            across: head..first,
            width,
            labelled,
        })
    }
}

/// The rows below the heading of a table.
struct Body<'a> {
    heading: &'a [Cell],
    rows: &'a [Vec<Cell>],
    /// The number of the first row, from 0.
    first: usize,
}

impl Body<'_> {
    /// Where the table ends: after its last row of figures above the first words at its side that are no label.
    fn end(&self) -> usize {
        let goes_on = |row: &&Vec<Cell>| {
            let words = row.first().map_or("", |cell| cell.text.as_str());
            words.is_empty() || is_label(words) || self.is_heading(row)
        };
        let rows = self.rows.iter().take_while(goes_on).count();
        let last = self.rows[..rows].iter().rposition(|row| printed(row).nth(1).is_some());
        self.first + last.map_or(0, |last| last + 1)
    }

    /// Whether a column holds labels and nothing else. Rows of one cell are looked at by [`Body::labelled`].
    fn is_of_labels(&self, column: usize) -> bool {
        let rows = self.rows.iter().filter(|row| printed(row).nth(1).is_some() && !self.is_heading(row));
        let mut cells = rows.filter_map(|row| row.get(column)).filter(|cell| !cell.is_blank()).peekable();
        // A bare number is a year at the very side of a table and a figure anywhere else.
        let may_be_year = |cell: &Cell| column == 0 || has_letters(cell);
        cells.peek().is_some() && cells.all(|cell| is_label(&cell.text) && may_be_year(cell))
    }

    /// Whether a row prints the heading again, as tables over several pages do.
    fn is_heading(&self, row: &[Cell]) -> bool {
        row.iter().zip(self.heading).all(|(cell, known)| cell.text == known.text)
    }

    /// The rows of figures with their labels. A period alone in its row is the upper label of the rows that follow, and a
    /// label that is merged or printed once is that of all rows down to the next. A label over all levels that is no
    /// period, `Target 2022/23`, is that of its own row. Nothing where a row has no label of its own, or where one cell
    /// that is no period parts the rows: nobody can say which period a row has then.
    fn labelled(&self, width: usize) -> Option<Vec<(usize, Vec<String>)>> {
        let lowest = width.checked_sub(1)?;
        let mut above: Option<&str> = None;
        let mut label = vec![""; width];
        let mut labelled: Vec<(usize, Option<&str>, Vec<&str>)> = Vec::new();
        for (at, row) in self.rows.iter().enumerate().filter(|(_, row)| !self.is_heading(row)) {
            match printed(row).count() {
                0 => {}
                1 => {
                    let words = printed(row).map(|cell| cell.text.as_str());
                    above = Some(words.into_iter().find(|words| row_periods::is_period(words))?);
                }
                _ if row[lowest].is_blank() => {
                    let words = over_levels(&row[..lowest])?;
                    label = vec![""; width];
                    label[0] = words;
                    labelled.push((self.first + at, above, label.clone()));
                }
                _ => {
                    for (level, cell) in label.iter_mut().zip(row).filter(|(_, cell)| !cell.is_blank()) {
                        *level = &cell.text;
                    }
                    labelled.push((self.first + at, above, label.clone()));
                }
            }
        }
        Some(with_upper(&labelled))
    }
}

/// The words that are the only label of a row and stand for all levels: no period, which could be that of any rows beside.
fn over_levels(cells: &[Cell]) -> Option<&str> {
    let mut words = cells.iter().filter(|cell| !cell.is_blank()).map(|cell| cell.text.as_str());
    words.next().filter(|only| words.next().is_none() && !row_periods::is_period(only))
}

/// The labels with the periods above them. A `Target` or `England` that stands in no other period's rows belongs to none.
fn with_upper(rows: &[(usize, Option<&str>, Vec<&str>)]) -> Vec<(usize, Vec<String>)> {
    let mut uppers: BTreeMap<&[&str], BTreeSet<Option<&str>>> = BTreeMap::new();
    for (_, above, label) in rows {
        uppers.entry(label).or_default().insert(*above);
    }
    let several = rows.first().is_some_and(|(_, first, _)| rows.iter().any(|(_, above, _)| above != first));
    let has_upper = |label: &[&str]| {
        let is_period = label.iter().any(|words| row_periods::is_period(words));
        is_period || !several || uppers.get(label).is_some_and(|uppers| uppers.len() > 1)
    };
    let levels = |above: Option<&str>, label: &[&str]| {
        let above = above.filter(|_| has_upper(label));
        above.iter().chain(label).filter(|words| !words.is_empty()).map(|words| (*words).to_owned()).collect()
    };
    rows.iter().map(|(at, above, label)| (*at, levels(*above, label))).collect()
}

fn heads_references(cell: &Cell) -> bool {
    heading::read(&cell.text, ANY_YEARS).role == Some(Role::Reference)
}

fn has_letters(cell: &Cell) -> bool {
    cell.text.contains(char::is_alphabetic)
}

/// Whether words are a label of rows that are no indicators: a period, or what stands among periods.
fn is_label(words: &str) -> bool {
    let read = heading::read(words, ANY_YEARS);
    let is_short = words.split_whitespace().count() <= MOST_WORDS;
    match read.role {
        Some(Role::Value(Kind::Actual)) if read.period.is_some() => {
            row_periods::is_period(words) || (read.comparator.is_some() && is_short)
        }
        Some(Role::Value(_) | Role::Rag | Role::Direction | Role::DesiredDirection | Role::Note) => is_short,
        _ => row_periods::stands_beside(&read.stem),
    }
}
