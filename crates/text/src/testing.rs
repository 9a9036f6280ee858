//! Blocks as short text, for the tests of every step.

use std::fmt::Write;

use boardlift_model::grid::Certainty;
use boardlift_model::{Block, Cell, Text};

use crate::limits::Limits;
use crate::line::{self, Line};

/// The lines of a text.
pub(crate) fn lines_of(text: &str) -> Vec<Line<'_>> {
    line::split(text, &Limits::default()).0
}

/// Blocks, one a line: `#` heading, `-` list item, `^` footnote, rows as in [`grid_text`].
pub(crate) fn block_text(blocks: &[Block]) -> String {
    let mut out = String::new();
    for block in blocks {
        let (mark, text) = match block {
            Block::Heading(text) => ("# ".to_owned(), text),
            Block::Paragraph(text) => (String::new(), text),
            Block::ListItem(text) => ("- ".to_owned(), text),
            Block::Footnote { mark, text } => (format!("^{mark} "), text),
            Block::Grid(_) => {
                out.push_str(&grid_text(std::slice::from_ref(block)));
                continue;
            }
            Block::Key(_) => unreachable!("plain text has no colours"),
        };
        let Text { text, place } = text;
        writeln!(out, "{}: {mark}{text}", place.line().expect("a line")).expect("a string takes all");
    }
    out
}

/// The rows of all grids, one a line: the line of the first cell, then the cells, `·` for a blank, `?` for one
/// that was lost, `!` after a bold one, `@` and the line of a cell that stands on another line than the first.
pub(crate) fn grid_text(blocks: &[Block]) -> String {
    let mut out = String::new();
    for block in blocks {
        let Block::Grid(grid) = block else { continue };
        if grid.continues {
            out.push_str("continues\n");
        }
        for row in grid.rows() {
            let line = row.first().and_then(|cell| cell.place.line()).expect("a line");
            let cells: Vec<String> = row.iter().map(|cell| cell_text(cell, line)).collect();
            writeln!(out, "{line}: {}", cells.join(" | ")).expect("a string takes all");
        }
    }
    out
}

fn cell_text(cell: &Cell, row_line: u32) -> String {
    let text = match (cell.certainty, cell.text.as_str()) {
        (Certainty::Lost, _) => "?",
        (_, "") => "·",
        (_, text) => text,
    };
    let bold = if cell.bold { "!" } else { "" };
    match cell.place.line() {
        Some(line) if line != row_line && !cell.is_blank() => format!("{text}{bold}@{line}"),
        _ => format!("{text}{bold}"),
    }
}
