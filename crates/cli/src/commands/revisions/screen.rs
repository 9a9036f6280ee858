//! Revisions as a table for people: a row a printing, figure by figure.

use boardlift_dataset::revisions::Change;
use comfy_table::{Cell, Color};

use super::record::PrintingRecord;
use crate::table::{self, Heading, names, terms, words};

const HEADINGS: [Heading; 7] = [
    names("Council"),
    words("Indicator"),
    terms("Period"),
    terms("Change"),
    terms("Printed"),
    names("Paper"),
    terms("Stands at"),
];

/// The table, without a line break at the end. What the printings of a figure have in common stands once.
pub(super) fn table(records: &[PrintingRecord], width: u16) -> String {
    let figures = records.chunk_by(|a, b| a.figure() == b.figure());
    let of_figure = |records: &[PrintingRecord]| {
        let rows = records.iter().enumerate();
        rows.map(|(position, record)| row(record, position == 0)).collect::<Vec<_>>()
    };
    let rows: Vec<Vec<Cell>> = figures.flat_map(of_figure).collect();
    table::table(width, &HEADINGS, &rows)
}

fn row(record: &PrintingRecord, is_first: bool) -> Vec<Cell> {
    let once = |text: &str| Cell::new(if is_first { text } else { "" });
    let printed = if record.value_text.is_empty() { "nothing" } else { &record.value_text };
    vec![
        once(record.authority.as_deref().unwrap_or_default()),
        once(&record.indicator),
        once(&record.days),
        change(record),
        Cell::new(printed),
        Cell::new(record.file_name.as_deref().unwrap_or_default()),
        Cell::new(&record.stood_at),
    ]
}

fn change(record: &PrintingRecord) -> Cell {
    let cell = Cell::new(record.change.as_str().replace('_', " "));
    match record.change {
        Change::Revised => cell.fg(Color::Yellow),
        Change::Withdrawn | Change::Unclear => cell.fg(Color::Red),
        _ => cell,
    }
}
