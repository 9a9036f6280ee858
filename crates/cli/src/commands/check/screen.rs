//! Findings as a table for people.

use boardlift_dataset::checks::{Cause, Suspicion};
use comfy_table::{Cell, Color};

use crate::figures::stood_at;
use crate::table::{self, Heading, names, terms, words};

const HEADINGS: [Heading; 7] = [
    names("Document"),
    terms("Stood at"),
    names("Indicator"),
    names("Column"),
    terms("Check"),
    terms("Cause"),
    words("Finding"),
];

/// The findings, no wider than `width` columns.
pub(super) fn table(found: &[Suspicion], width: u16) -> String {
    let rows: Vec<Vec<Cell>> = found.iter().map(cells).collect();
    table::table(width, &HEADINGS, &rows)
}

fn cells(suspicion: &Suspicion) -> Vec<Cell> {
    let name = match &suspicion.reference {
        Some(reference) => format!("{reference} {}", suspicion.indicator),
        None => suspicion.indicator.clone(),
    };
    let colour = match suspicion.cause {
        Cause::Publisher => Color::Red,
        Cause::Reading => Color::Yellow,
    };
    vec![
        Cell::new(&suspicion.file_name),
        Cell::new(stood_at(&suspicion.place)),
        Cell::new(name),
        Cell::new(&suspicion.column_text),
        Cell::new(suspicion.check),
        Cell::new(suspicion.cause).fg(colour),
        Cell::new(&suspicion.message),
    ]
}
