//! The tables of pages drawn in code, as text, for the tests of all steps.

use boardlift_model::Page;

use super::candidates;
use crate::candidate::Candidate;
use crate::choose::choose;
use crate::geometry::BoxIndex;
use crate::guides::Guides;
use crate::surface::Surface;
use crate::testing::PageBuilder;

/// The tables of a page, a row a line: texts between ` | `, `·` for a place without a cell, `«rows×columns»` after
/// a spanned text, `=` under the headings; an empty line between two tables.
pub(super) fn read(page: &Page) -> String {
    let guides = Guides::of(page, &Surface::new(page), &BoxIndex::of_words(page));
    let taken = vec![false; page.words.len()];
    let tables: Vec<String> =
        choose(candidates(page, &guides, &taken)).iter().map(|table| text(page, table)).collect();
    tables.join("\n\n")
}

fn text(page: &Page, table: &Candidate) -> String {
    let mut rows = vec![vec!["·".to_owned(); table.columns]; table.rows];
    for cell in &table.cells {
        let words: Vec<&str> = cell.words.iter().map(|&word| page.words[word].text.as_str()).collect();
        let spans = match (cell.row_span, cell.column_span) {
            (1, 1) => String::new(),
            (rows, columns) => format!("«{rows}×{columns}»"),
        };
        rows[cell.row][cell.column] = words.join(" ") + &spans;
    }
    let mut lines: Vec<String> = rows.iter().map(|row| row.join(" | ")).collect();
    if table.header_rows > 0 {
        lines.insert(table.header_rows, "=".to_owned());
    }
    lines.join("\n")
}

pub(super) fn check(art: &str, expected: &str) {
    let expected: Vec<&str> = expected.trim().lines().map(str::trim).collect();
    assert_eq!(read(&PageBuilder::art(art).build()), expected.join("\n"), "{art}");
}
