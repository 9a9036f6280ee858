//! The stretches of a table: its rows under one heading each, made ready to be read.

use std::ops::Range;

use boardlift_lexicon::heading::{self, Role};
use boardlift_lexicon::wording;
use boardlift_model::{Cell, Grid};

use crate::columns::{self, Column, Use};
use crate::framed;
use crate::header::{self, ANY_YEARS, Header};
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

/// The stretches of a table: one for each heading in it. A table without any heading is one stretch with the columns
/// of the stretch before it, if that is as wide; else there is none.
pub(crate) fn stretches(table: &Table<'_>, before: Option<&Stretch>, spec: Option<&Spec>) -> Vec<Stretch> {
    let Some(first) = &table.header else {
        return before.and_then(|before| continued(table.grid, before)).into_iter().collect();
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
    let begins = |header: &Header| header.title.unwrap_or(header.rows.start);
    let ends = headers.iter().skip(1).map(begins).chain([table.grid.rows().len()]);
    let bodies: Vec<Range<usize>> =
        headers.iter().zip(ends).map(|(header, end)| header.rows.end..end).collect();
    let mut stretches: Vec<Stretch> =
        headers.iter().zip(bodies).map(|(header, body)| under(table, header, body, spec)).collect();
    for (at, (stretch, header)) in stretches.iter_mut().zip(&headers).enumerate() {
        // Lines over the whole width above the first heading are blocks of their own.
        let above = if at > 0 { title(table.grid, header) } else { None };
        let label = beside(table.grid, header, stretch);
        let lone = || lone_title(&table.grid.rows()[..header.rows.start]);
        stretch.title = label.or(above).or_else(|| table.title.clone()).or_else(lone);
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
/// names.
fn title(grid: &Grid, header: &Header) -> Option<String> {
    if let Some(row) = header.title {
        return grid.rows()[row].iter().find(|cell| !cell.is_blank()).map(|cell| cell.text.clone());
    }
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

/// The words that stand at the side of a heading, over a column in which nothing is printed: the label of the rows below,
/// which was merged over them before the sheet was saved in a form without merged cells.
fn beside(grid: &Grid, header: &Header, stretch: &Stretch) -> Option<String> {
    let at = header.texts.iter().position(|text| !text.is_empty())?;
    let is_blank = |row: &Vec<Cell>| row.get(at).is_none_or(|cell| cell.is_blank() && !cell.covered);
    let is_label = heading::read(&header.texts[at], ANY_YEARS).role.is_none()
        && stretch.columns[at].used == Use::Role(Role::Section)
        && stretch.columns.get(at + 1).is_some_and(Column::names_rows)
        && grid.rows()[stretch.body.clone()].iter().all(is_blank);
    is_label.then(|| header.texts[at].clone())
}

/// The title over a heading in a grid that is a whole sheet: the lowest of the lines of one cell above it that is worded
/// as one. A blank row parts them from the table before, whose last row may have a name alone. The first line of a sheet
/// is the title of all of it.
pub(crate) fn lone_title(above: &[Vec<Cell>]) -> Option<String> {
    let printed = |row: &Vec<Cell>| row.iter().filter(|cell| !cell.is_blank()).count();
    let lines = above.iter().rev().take_while(|row| printed(row) == 1).count();
    let (before, lines) = above.split_at(above.len() - lines);
    let lines = match before.last() {
        Some(row) if printed(row) > 0 => return None,
        Some(_) => lines,
        None => lines.get(1..)?,
    };
    let words = lines.iter().rev().filter_map(|row| row.iter().find(|cell| !cell.is_blank()));
    let is_title = |text: &&str| wording::is_title(text) && wording::list_item(text).is_none();
    words.map(|cell| cell.text.as_str()).find(is_title).map(str::to_owned)
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

/// The rows under a heading.
pub(crate) fn under(table: &Table<'_>, header: &Header, body: Range<usize>, spec: Option<&Spec>) -> Stretch {
    let edition = spec.map(|spec| spec.document.years).unwrap_or_default();
    let rows = &table.grid.rows()[body.clone()];
    let corner = columns::corner(header, rows);
    let years = outline::years_of_columns(&header.texts, corner, table.years, table.years_of_names)
        .or_those_of(edition);
    let columns = columns::assign(header, rows, years.years, spec);
    Stretch { body, title: None, columns, years }
}
