//! A table as Markdown, for a person: a heading that says where it stands, and its rows between pipes.

use std::fmt::Write as _;

use boardlift_model::{Cell, Place};

use boardlift_batch::document::FoundTable;

/// The table, each line ended. A table whose first row is known to be no heading has an empty one, since Markdown has
/// no tables without headings.
pub(super) fn table(file: &str, found: &FoundTable) -> String {
    let mut out = format!("## {file}");
    // Writing to a string can't fail.
    let _ = match &found.place {
        Some(Place::Page { page, .. }) => write!(out, ", page {page}"),
        Some(Place::Sheet { sheet, .. }) => write!(out, ", sheet {sheet}"),
        Some(Place::Line(line)) => write!(out, ", line {line}"),
        None => Ok(()),
    };
    let _ = writeln!(out, ", table {}\n", found.number);
    let is_headed = found.evidence.as_ref().is_none_or(|evidence| evidence.header_rows > 0);
    let (heading, body) = found.grid.rows().split_at(usize::from(is_headed).min(found.grid.rows().len()));
    match heading {
        [row, ..] => write_row(&mut out, row),
        [] => out.push_str(&line(found.grid.width(), " ")),
    }
    out.push_str(&line(found.grid.width(), "---"));
    for row in body {
        write_row(&mut out, row);
    }
    out
}

fn line(width: usize, cell: &str) -> String {
    format!("|{}\n", format!("{cell}|").repeat(width))
}

fn write_row(out: &mut String, row: &[Cell]) {
    out.push('|');
    for cell in row {
        out.push(' ');
        for letter in cell.text.chars() {
            match letter {
                // Between pipes both would be read as something else.
                '|' | '\\' => out.extend(['\\', letter]),
                '\n' | '\r' => out.push(' '),
                _ => out.push(letter),
            }
        }
        out.push_str(" |");
    }
    out.push('\n');
}

#[cfg(test)]
mod tests {
    use boardlift_model::{BBox, Grid, Method};
    use boardlift_tables::Report;

    use super::*;
    use boardlift_batch::document::Evidence;

    fn check(header_rows: Option<usize>, expected: &str) {
        let bbox = BBox { x0: 0.0, y0: 0.0, x1: 9.0, y1: 9.0 };
        let place = Place::Page { page: 3, bbox };
        let cell = |text: &str| Cell::new(text, place.clone());
        let rows = vec![vec![cell("Ref"), cell("a|b")], vec![cell("1"), cell("")]];
        let evidence = header_rows.map(|header_rows| Evidence { header_rows, report: Report::default() });
        let found = FoundTable {
            number: 2,
            place: Some(place.clone()),
            grid: Grid::new(rows, Method::Ruled),
            evidence,
        };
        assert_eq!(table("report.pdf", &found), expected);
    }

    #[test]
    fn a_table_has_a_place_a_heading_and_rows() {
        let headed = "## report.pdf, page 3, table 2\n\n| Ref | a\\|b |\n|---|---|\n| 1 |  |\n";
        check(Some(1), headed);
        check(None, headed);
        check(Some(0), "## report.pdf, page 3, table 2\n\n| | |\n|---|---|\n| Ref | a\\|b |\n| 1 |  |\n");
    }
}
