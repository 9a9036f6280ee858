//! A table's markup to rows and cells with their columns, before anything in them is read.
//!
//! Rows that a tracked change deletes and rows that are hidden are no rows.

use std::collections::BTreeSet;

use super::inline::content;
use super::xml::Element;

/// No row is wider in columns than this, whatever its spans claim. Word ends at 63.
const WIDEST: usize = 1 << 12;

/// The rows of a table.
#[derive(Debug, Default)]
pub(super) struct Rows<'p> {
    pub(super) rows: Vec<Row<'p>>,
    /// How many rows are hidden.
    pub(super) hidden: u32,
}

/// A row.
#[derive(Debug, Default)]
pub(super) struct Row<'p> {
    /// Its cells from left to right.
    pub(super) cells: Vec<RawCell<'p>>,
    /// The column after the last one, left out ones at its end included.
    pub(super) end: usize,
}

/// A cell.
#[derive(Debug)]
pub(super) struct RawCell<'p> {
    /// Its element, `w:tc`.
    pub(super) element: &'p Element<'p>,
    /// Its first column, from 0.
    pub(super) column: usize,
    /// How many columns it spans, at least 1.
    pub(super) span: usize,
    pub(super) merge: Merge,
}

/// Whether a cell runs over several rows (ECMA-376 part 1, 17.4.84).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Merge {
    /// It does not.
    None,
    /// It is the first of them.
    Starts,
    /// It runs on from the one above, which begins in the same column.
    Continues,
}

/// The rows of a table.
pub(super) fn rows<'p>(table: &'p Element<'p>) -> Rows<'p> {
    let mut found = Rows::default();
    add_rows(table, &mut found);
    settle(&mut found.rows);
    found
}

/// Makes cells that run on from nothing the first of their kind, so that their words are not lost.
fn settle(rows: &mut [Row<'_>]) {
    let mut open: BTreeSet<usize> = BTreeSet::new();
    for row in rows {
        for cell in row.cells.iter_mut().filter(|cell| cell.merge == Merge::Continues) {
            if !open.contains(&cell.column) {
                cell.merge = Merge::Starts;
            }
        }
        open = row.cells.iter().filter(|cell| cell.merge != Merge::None).map(|cell| cell.column).collect();
    }
}

fn add_rows<'p>(parent: &'p Element<'p>, found: &mut Rows<'p>) {
    for child in parent.children() {
        match child.name() {
            "tr" => {
                let is_set = |name: &str| child.path(&["trPr", name]).is_some_and(Element::is_on);
                if is_set("hidden") {
                    found.hidden += 1;
                } else if child.path(&["trPr", "del"]).is_none() {
                    found.rows.push(row(child));
                }
            }
            "sdt" => {
                if let Some(content) = content(child) {
                    add_rows(content, found);
                }
            }
            "customXml" | "ins" | "moveTo" => add_rows(child, found),
            _ => {}
        }
    }
}

fn row<'p>(element: &'p Element<'p>) -> Row<'p> {
    let left_out = |name: &str| {
        let count = element.path(&["trPr", name]).and_then(|count| count.value()?.parse::<usize>().ok());
        count.unwrap_or(0).min(WIDEST)
    };
    let mut row = Row { cells: Vec::new(), end: left_out("gridBefore") };
    add_cells(element, &mut row);
    row.end = (row.end + left_out("gridAfter")).min(WIDEST);
    row
}

fn add_cells<'p>(parent: &'p Element<'p>, row: &mut Row<'p>) {
    for child in parent.children() {
        match child.name() {
            "tc" => add_cell(child, row),
            "sdt" => {
                if let Some(content) = content(child) {
                    add_cells(content, row);
                }
            }
            "customXml" | "ins" | "moveTo" => add_cells(child, row),
            _ => {}
        }
    }
}

fn add_cell<'p>(element: &'p Element<'p>, row: &mut Row<'p>) {
    let property = |name: &str| element.path(&["tcPr", name]);
    let is_continued = |merge: &Element<'_>| merge.value().is_none_or(|value| value == "continue");
    let span = property("gridSpan").and_then(|span| span.value()?.parse::<usize>().ok()).unwrap_or(1).max(1);
    let span = span.min(WIDEST.saturating_sub(row.end)).max(1);
    // The older way of spanning columns: cells of their own that run on from the one before (17.4.22).
    if let Some(before) = row.cells.last_mut().filter(|_| property("hMerge").is_some_and(is_continued)) {
        before.span += span;
    } else {
        let merge = match property("vMerge") {
            None => Merge::None,
            Some(merge) if is_continued(merge) => Merge::Continues,
            Some(_) => Merge::Starts,
        };
        row.cells.push(RawCell { element, column: row.end, span, merge });
    }
    row.end += span;
}
