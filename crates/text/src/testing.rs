//! Blocks as short text, for the tests of every step.

use std::fmt::Write;

use boardlift_model::grid::Certainty;
use boardlift_model::{Block, Cell, KeyEntry, Rgb, Text};

use crate::limits::Limits;
use crate::line::{self, Line};

/// The lines of a text.
pub(crate) fn lines_of(text: &str) -> Vec<Line<'_>> {
    line::split(text, &Limits::default()).0
}

/// The blocks of a web page, as in [`block_text`].
pub(crate) fn page_text(page: &str) -> String {
    let document = crate::html::read("page.html", page.as_bytes(), &Limits::default()).expect("a page");
    block_text(&document.blocks)
}

/// Blocks, one a line: `#` heading, `-` list item, `^` footnote, `=` key, rows as in [`grid_text`].
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
            Block::Key(entries) => {
                writeln!(out, "= {}", key_text(entries)).expect("a string takes all");
                continue;
            }
        };
        let Text { text, place } = text;
        writeln!(out, "{}: {mark}{text}", place.line().expect("a line")).expect("a string takes all");
    }
    out
}

/// The rows of all grids, one a line: the line of the first cell, then the cells, `·` for a blank, `?` for one
/// that was lost, `<` for one that is covered, `!` after a bold one, then the colours behind it, of its letters and of its
/// marks, its spans, and `@` and the line of a cell that stands on another line than the first.
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
        _ if cell.covered => "<",
        (_, "") => "·",
        (_, text) => text,
    };
    let mut out = text.to_owned();
    if cell.bold {
        out.push('!');
    }
    let fill = cell.fill.filter(|_| !cell.covered).map(|fill| format!(" on {}", colour_text(fill)));
    let ink = cell.ink.map(|ink| format!(" in {}", colour_text(ink)));
    let marks = cell.marks.iter().map(|mark| format!(" {:?} {}", mark.shape, colour_text(mark.colour)));
    out.extend(fill.into_iter().chain(ink).chain(marks));
    if (cell.row_span, cell.col_span) != (1, 1) {
        write!(out, " {}x{}", cell.row_span, cell.col_span).expect("a string takes all");
    }
    match cell.place.line() {
        Some(line) if line != row_line && !cell.is_blank() => out + &format!("@{line}"),
        _ => out,
    }
}

fn key_text(entries: &[KeyEntry]) -> String {
    let entry = |entry: &KeyEntry| format!("{} {}", colour_text(entry.colour), entry.text.text);
    entries.iter().map(entry).collect::<Vec<_>>().join("; ")
}

fn colour_text(Rgb { red, green, blue }: Rgb) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}
