//! The stretches of a table: its rows under one heading each, made ready to be read.

use std::ops::Range;

use boardlift_lexicon::period::Years;
use boardlift_model::Grid;

use crate::columns::{self, Column};
use crate::framed;
use crate::header::{self, Header};
use crate::merged::{self, Spread};
use crate::outline::{self, Table};
use crate::paint::Tints;
use crate::spec::Spec;

/// Rows under one heading, and what that heading makes of the columns.
#[derive(Debug)]
pub(crate) struct Stretch {
    /// The rows of the grid below the heading, from 0.
    pub(crate) body: Range<usize>,
    /// The words over its whole width right above its heading, where it is not the first: its own title.
    pub(crate) title: Option<String>,
    /// The columns.
    pub(crate) columns: Vec<Column>,
    /// The years of quarters and terms.
    pub(crate) years: outline::TableYears,
}

/// The rows of a stretch, made ready to be read.
pub(crate) struct Ready<'a> {
    /// The rows, each merged cell wherever it is for.
    pub(crate) spread: Spread<'a>,
    /// The colours that belong to columns and headings.
    pub(crate) tints: Tints,
}

impl<'a> Ready<'a> {
    /// Spreads the merged cells of a stretch and looks at its colours.
    pub(crate) fn of(grid: &'a Grid, stretch: &Stretch) -> Self {
        let spread = merged::spread(&grid.rows()[stretch.body.clone()], &stretch.columns);
        let heading = stretch.body.start.checked_sub(1).map(|above| grid.rows()[above].as_slice());
        let tints = Tints::of(heading, &spread.rows, &stretch.columns);
        Ready { spread, tints }
    }
}

/// What a table takes over from its surroundings.
pub(crate) struct Surroundings<'a> {
    /// The heading above it.
    pub(crate) section: Option<&'a str>,
    /// The columns of the table before it, for a table without a heading that goes on from there.
    pub(crate) before: Option<&'a Stretch>,
    /// The years that the document names.
    pub(crate) years: Years,
    /// The layout, where one was recognised.
    pub(crate) spec: Option<&'a Spec>,
    /// The document's footnotes: mark and words.
    pub(crate) footnotes: &'a [(String, String)],
}

/// The stretches of a table: one for each heading in it. A table without any heading is one stretch with the columns
/// of the table before it, if it is marked as going on or is as wide; else there is none.
pub(crate) fn stretches(table: &Table<'_>, around: &Surroundings<'_>) -> Vec<Stretch> {
    let Some(first) = &table.header else {
        return around.before.and_then(|before| continued(table.grid, before)).into_iter().collect();
    };
    let mut headers = vec![first.clone()];
    for row in first.rows.end..table.grid.rows().len() {
        let last = &headers[headers.len() - 1];
        if row >= last.rows.end
            && let Some(header) = header::again(table.grid, row, last)
        {
            let filled = filled_from(header, &last.texts);
            headers.push(filled);
        }
    }
    let ends = headers.iter().skip(1).map(|header| header.rows.start).chain([table.grid.rows().len()]);
    let bodies: Vec<Range<usize>> =
        headers.iter().zip(ends).map(|(header, end)| header.rows.end..end).collect();
    let mut stretches: Vec<Stretch> =
        headers.iter().zip(bodies).map(|(header, body)| stretch(table.grid, header, body, around)).collect();
    for (stretch, header) in stretches.iter_mut().zip(&headers).skip(1) {
        stretch.title = title(table.grid, header);
    }
    stretches
}

fn continued(grid: &Grid, before: &Stretch) -> Option<Stretch> {
    (grid.width() == before.columns.len()).then(|| Stretch {
        body: 0..grid.rows().len(),
        title: None,
        columns: before.columns.clone(),
        years: before.years,
    })
}

/// The line over a heading that stands lower down in a grid, or the words that ran from there into the heading of its
/// names. Lines over the first heading are blocks of their own.
fn title(grid: &Grid, header: &Header) -> Option<String> {
    let mut first = grid.rows()[header.rows.start].iter().zip(&header.texts);
    let run_in = first
        .find(|(cell, _)| !cell.is_blank())
        .filter(|(_, names)| !names.is_empty())
        .and_then(|(cell, names)| cell.text.strip_suffix(names.as_str()));
    if let Some(words) = run_in.map(str::trim).filter(|words| !words.is_empty()) {
        return Some(words.to_owned());
    }
    let above = header.rows.start.checked_sub(1)?;
    let line = framed::whole_line(&grid.rows()[above]).filter(|line| !framed::has_points(line))?;
    Some(line.text.clone())
}

/// A heading that is printed again may leave out words that it had the first time: a column without words keeps
/// those that it had. It is the same heading if half of its words are those of the heading before.
fn filled_from(mut header: Header, before: &[String]) -> Header {
    let printed = || header.texts.iter().zip(before).filter(|(text, _)| !text.is_empty());
    if 2 * printed().filter(|(text, known)| text == known).count() < printed().count() {
        return header;
    }
    for (text, known) in header.texts.iter_mut().zip(before) {
        if text.is_empty() {
            text.clone_from(known);
        }
    }
    header
}

fn stretch(grid: &Grid, header: &Header, body: Range<usize>, around: &Surroundings<'_>) -> Stretch {
    let years = outline::years_of_columns(&header.texts, around.years);
    let columns = columns::assign(header, &grid.rows()[body.clone()], years.years, around.spec);
    Stretch { body, title: None, columns, years }
}
