//! Which rows name a table's columns, seen beside the header of the table that may go on there.

use boardlift_model::{Cell, Rgb};

use crate::layout::Table;

/// How many of the first rows repeat the header, or its last rows. The label of the first group, which may have been taken for
/// a row of the header, comes once.
pub(crate) fn repeated(header: &[Vec<Cell>], rows: &[Vec<Cell>]) -> usize {
    let named = header.iter().rposition(|row| is_filled(row)).map_or(0, |last| last + 1);
    tail_repeated(header, rows).max(tail_repeated(&header[..named], rows))
}

fn tail_repeated(header: &[Vec<Cell>], rows: &[Vec<Cell>]) -> usize {
    (1..=header.len().min(rows.len()))
        .rev()
        .find(|&count| {
            let tail = &header[header.len() - count..];
            tail.iter().zip(rows).all(|(a, b)| same_words(a, b))
        })
        .unwrap_or(0)
}

fn same_words(a: &[Cell], b: &[Cell]) -> bool {
    let words = |cell: &Cell| cell.text.split_whitespace().collect::<String>().to_lowercase();
    let printed = a.iter().any(|cell| !cell.is_blank());
    printed && a.len() == b.len() && a.iter().zip(b).all(|(a, b)| words(a) == words(b))
}

/// Whether the next table's first rows are a header of its own, where the table before has this header and these rows
/// below it. Where that header is set off by shading or bold type, a row that is set like the rows below it is none,
/// whatever it looked like on its page alone; nor is a row with a single cell, which is the label of a group.
pub(crate) fn has_own(header: &[Vec<Cell>], body: &[Vec<Cell>], next: &Table) -> bool {
    let rows = &next.grid.rows()[..next.header_rows.min(next.grid.rows().len())];
    match (header.is_empty(), set_off(header, body)) {
        (true, _) => next.header_rows > 0,
        (false, None) => rows.iter().any(|row| is_filled(row)),
        (false, Some(_)) => rows.iter().any(|row| names_columns(header, body, row)),
    }
}

/// Whether a row is set like the header, which is set off from the rows below it, and has several cells.
pub(crate) fn names_columns(header: &[Vec<Cell>], body: &[Vec<Cell>], row: &[Cell]) -> bool {
    is_filled(row) && set_off(header, body).is_some_and(|header| style(row) == header)
}

/// How the header is set, if most rows below it are set otherwise: the first of its rows of which that is true, as what
/// was taken for its last one may be a row of the body.
pub(crate) fn set_off(header: &[Vec<Cell>], body: &[Vec<Cell>]) -> Option<Style> {
    let alike = |style_of: &Style| body.iter().filter(|row| style(row) == *style_of).count();
    header.iter().map(|row| style(row)).find(|style| alike(style) * 2 <= body.len())
}

/// How a row is set: the shading, and whether bold.
pub(crate) type Style = (Option<Rgb>, bool);

/// How most printed cells of a row are set.
fn style(row: &[Cell]) -> Style {
    let printed = || row.iter().filter(|cell| !cell.is_blank());
    let bold = printed().filter(|cell| cell.bold).count() * 2 > printed().count();
    let fill = printed().next().and_then(|cell| cell.fill);
    let common = printed().filter(|cell| cell.fill == fill).count() * 2 > printed().count();
    (fill.filter(|_| common), bold)
}

/// Whether more cells of a row are printed than a label alone.
fn is_filled(row: &[Cell]) -> bool {
    row.iter().filter(|cell| !cell.is_blank()).nth(1).is_some()
}
