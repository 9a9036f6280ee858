//! The tables of a paged document as text that a person can review beside its pages.
//!
//! A block a table, or a part of one that runs over pages: where it stands and how it was found, then a line a row. A
//! cell is followed by what it is beyond its words: how many rows and columns it spans, its fill, the colour of its
//! letters, its marks, whether it is bold, how it is turned. `<` and `^` stand for cells that are covered, from their
//! left or from above.
//!
//! The text is for reading and for comparing; nothing reads it back.

use std::fmt::{self, Write};

use boardlift_batch::document::{FoundTable, FoundTables};
use boardlift_model::{Cell, Mark, Place, Rgb, Shape, Turn};

/// The text of a document's tables, each line ended.
pub fn text(found: &FoundTables) -> String {
    let mut out = String::new();
    // Writing to a string can't fail.
    let _ = write_tables(&mut out, found);
    out
}

fn write_tables(out: &mut String, found: &FoundTables) -> fmt::Result {
    let pages = found.pages.map(|pages| pages.to_string()).unwrap_or_default();
    writeln!(out, "pages  {pages}\ntables {}", found.tables.len())?;
    for table in &found.tables {
        write_table(out, table)?;
    }
    for finding in &found.findings {
        writeln!(out, "\n{finding} {} ×{}", finding.kind, finding.count)?;
    }
    Ok(())
}

fn write_table(out: &mut String, table: &FoundTable) -> fmt::Result {
    let place = table.place.as_ref().map(Place::to_string).unwrap_or_default();
    let (rows, columns) = (table.grid.rows(), table.grid.width());
    writeln!(
        out,
        "\n== table {}: {place}\n   {}, {} rows, {columns} columns",
        table.number,
        table.grid.method,
        rows.len()
    )?;
    let header_rows = table.evidence.as_ref().map_or(0, |evidence| evidence.header_rows);
    if header_rows > 0 {
        writeln!(out, "   {header_rows} of them headings")?;
    }
    for reason in table.evidence.iter().flat_map(|evidence| &evidence.report.points) {
        writeln!(out, "   {:+.1} {}", reason.1, reason.0)?;
    }
    writeln!(out)?;
    for (number, row) in (1..).zip(rows) {
        let is_covered_above = |column: usize| covered_above(rows, number - 1, column);
        let cells: Vec<String> =
            (0..).zip(row).map(|(column, cell)| cell_text(cell, || is_covered_above(column))).collect();
        writeln!(out, "{}", format!("{number:>3}  {}", cells.join(" | ")).trim_end())?;
    }
    Ok(())
}

/// Whether a covered cell is covered by one that stands in its own column.
fn covered_above(rows: &[Vec<Cell>], row: usize, column: usize) -> bool {
    let above = rows[..row].iter().rev().filter_map(|cells| cells.get(column)).find(|cell| !cell.covered);
    above.is_some_and(|cell| cell.row_span > 1)
}

fn cell_text(cell: &Cell, is_covered_above: impl Fn() -> bool) -> String {
    if cell.covered {
        return if is_covered_above() { "^" } else { "<" }.to_owned();
    }
    let mut text = cell.text.clone();
    for beyond in beyond_words(cell) {
        let gap = if text.is_empty() { "" } else { " " };
        text = format!("{text}{gap}[{beyond}]");
    }
    text
}

fn beyond_words(cell: &Cell) -> Vec<String> {
    let mut beyond = Vec::new();
    beyond.extend((cell.row_span > 1).then(|| format!("{} rows", cell.row_span)));
    beyond.extend((cell.col_span > 1).then(|| format!("{} columns", cell.col_span)));
    beyond.extend(cell.fill.map(|fill| format!("on {}", colour(fill))));
    let ink = cell.ink.filter(|ink| *ink != Rgb::BLACK);
    beyond.extend(ink.map(|ink| format!("in {}", colour(ink))));
    beyond.extend(cell.marks.iter().copied().map(mark));
    beyond.extend(cell.bold.then(|| "bold".to_owned()));
    beyond.extend(turned(cell.turn).map(str::to_owned));
    beyond
}

fn mark(mark: Mark) -> String {
    let shape = match mark.shape {
        Shape::Rectangle => "rectangle".to_owned(),
        Shape::Pill => "pill".to_owned(),
        Shape::Ellipse => "ellipse".to_owned(),
        Shape::Arrow(direction) => format!("arrow {direction}"),
        Shape::Other => "shape".to_owned(),
    };
    format!("{shape} {}", colour(mark.colour))
}

fn turned(turn: Turn) -> Option<&'static str> {
    match turn {
        Turn::Upright => None,
        Turn::Up => Some("runs up"),
        Turn::Down => Some("runs down"),
        Turn::Reversed => Some("upside down"),
    }
}

fn colour(rgb: Rgb) -> String {
    format!("#{:02x}{:02x}{:02x}", rgb.red, rgb.green, rgb.blue)
}

#[cfg(test)]
mod tests {
    use boardlift_model::{BBox, Grid, Method};

    use super::*;

    #[test]
    fn a_table_is_a_line_a_row() {
        let place = Place::Page { page: 2, bbox: BBox { x0: 36.2, y0: 120.0, x1: 559.0, y1: 702.4 } };
        let cell = |text: &str| Cell::new(text, place.clone());
        let covered = || Cell { covered: true, ..cell("") };
        let fill = Some(Rgb { red: 255, green: 192, blue: 0 });
        let rows = vec![
            vec![
                Cell { row_span: 2, bold: true, ..cell("Ref") },
                Cell { col_span: 2, ..cell("Q1") },
                covered(),
            ],
            vec![covered(), Cell { fill, ..cell("7") }, cell("")],
        ];
        let grid = Grid::new(rows, Method::Ruled);
        let table = FoundTable { number: 1, place: Some(place.clone()), grid, evidence: None };
        let found = FoundTables { pages: Some(3), tables: vec![table], findings: Vec::new() };
        let expected = "\
pages  3
tables 1

== table 1: page 2, box 36,120–559,702 pt
   ruled, 2 rows, 3 columns

  1  Ref [2 rows] [bold] | Q1 [2 columns] | <
  2  ^ | 7 [on #ffc000] |
";
        assert_eq!(text(&found), expected);
    }
}
