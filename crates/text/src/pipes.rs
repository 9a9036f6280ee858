//! Tables between `|` marks: Markdown tables, and runs of rows that only look like one.
//!
//! Keeps every row but the row of dashes and a header row without words. Doesn't ask what a column means, except
//! to tell a table that goes on without headings from one whose first rows are the headings.

use boardlift_model::grid::Method;
use boardlift_model::{Block, Cell, Grid};

use crate::limits::Budget;
use crate::line::Line;
use crate::part::Part;
use crate::{markup, shape};

/// How many rows are looked at to tell whether a table without headings begins with figures.
const DECIDING_ROWS: usize = 4;

/// How many lines from the first one a pipe table takes; nothing where none starts there.
///
/// A table is a row above a row of dashes, or two rows of one width that both stand between outer pipes. One blank
/// line does not end it where a row of the same width follows.
pub(crate) fn extent(lines: &[Line<'_>]) -> Option<usize> {
    let (first, second) = (lines.first()?, lines.get(1)?);
    let starts = is_row(first) && is_delimiter(second)
        || is_delimiter(first) && is_row(second)
        || is_fenced(first) && is_fenced(second) && width(first) == width(second);
    if !starts {
        return None;
    }
    let mut end = 2;
    loop {
        let ahead = lines.get(end..).unwrap_or_default();
        match ahead {
            [row, next, ..] if is_row(row) && is_delimiter(next) && !is_delimiter(row) => return Some(end),
            [row, ..] if is_row(row) => end += 1,
            [blank, row, next, ..] if goes_on(blank, row, second) && !is_delimiter(next) => end += 2,
            [blank, row] if goes_on(blank, row, second) => end += 2,
            _ => return Some(end),
        }
    }
}

/// The table on the given lines.
pub(crate) fn read(lines: &[Line<'_>], budget: &mut Budget) -> Part {
    let rows: Vec<&Line<'_>> = lines.iter().filter(|line| !line.is_blank()).collect();
    let widest = rows.iter().map(|line| width(line)).max().unwrap_or(0);
    if let Err(finding) = budget.admit(rows.len(), widest, rows.first().map(|line| line.place())) {
        return Part::finding(finding);
    }
    let has_header = rows.get(1).is_some_and(|line| is_delimiter(line));
    let mut cells: Vec<Vec<Cell>> = Vec::with_capacity(rows.len());
    for (index, line) in rows.iter().enumerate() {
        let is_ruler = if index <= 1 { is_delimiter(line) } else { is_ruler(line) };
        if !is_ruler {
            cells.push(row(line));
        }
    }
    let lacks_headings = has_header && cells.first().is_some_and(|row| row.iter().all(Cell::is_blank));
    cells.retain(|row| row.iter().any(|cell| !cell.is_blank()));
    if cells.is_empty() {
        return Part::default();
    }
    let goes_on = lacks_headings && starts_with_data(&cells);
    let mut grid = Grid::new(cells, Method::Pipes);
    grid.continues = goes_on;
    Part::block(Block::Grid(grid))
}

/// Whether rows of figures come before any headings. The first rows may be a group's title and say neither.
fn starts_with_data(rows: &[Vec<Cell>]) -> bool {
    let decides = |row: &Vec<Cell>| {
        let texts = row.iter().map(|cell| cell.text.as_str());
        let is_data = shape::is_data_row(texts.clone());
        (is_data || shape::is_heading_row(texts)).then_some(is_data)
    };
    rows.iter().take(DECIDING_ROWS).find_map(decides).unwrap_or(false)
}

fn row(line: &Line<'_>) -> Vec<Cell> {
    let cell = |raw: &str| {
        let marked = markup::plain(raw);
        Cell { bold: marked.bold, ..Cell::new(marked.text, line.place()) }
    };
    split(line.text).map(cell).collect()
}

/// The raw cells of a row: parted by pipes that no backslash escapes, without the outer pipes.
fn split(text: &str) -> impl Iterator<Item = &str> {
    let inside = text.trim();
    let inside = inside.strip_prefix('|').unwrap_or(inside);
    let inside = if ends_escaped(inside) { inside } else { inside.strip_suffix('|').unwrap_or(inside) };
    let mut escaped = false;
    inside.split(move |char: char| {
        let parts = char == '|' && !escaped;
        escaped = char == '\\' && !escaped;
        parts
    })
}

fn ends_escaped(text: &str) -> bool {
    let before = text.strip_suffix('|').unwrap_or_default();
    (before.len() - before.trim_end_matches('\\').len()) % 2 == 1
}

fn width(line: &Line<'_>) -> usize {
    split(line.text).count()
}

/// Whether a line may be a row: a pipe at its start, or pipes between words.
fn is_row(line: &Line<'_>) -> bool {
    let text = line.text.trim();
    text.starts_with('|') || text.contains('|') && width(line) >= 2
}

/// Whether a row stands between outer pipes and has more than one cell.
fn is_fenced(line: &Line<'_>) -> bool {
    let text = line.text.trim();
    text.len() > 1 && text.starts_with('|') && text.ends_with('|') && width(line) >= 2
}

fn goes_on(blank: &Line<'_>, row: &Line<'_>, before: &Line<'_>) -> bool {
    blank.is_blank() && is_fenced(row) && !is_delimiter(row) && width(row) == width(before)
}

/// Whether a line is Markdown's row of dashes below a header.
fn is_delimiter(line: &Line<'_>) -> bool {
    let text = line.text.trim();
    text.contains('|')
        && text.contains('-')
        && text.bytes().all(|byte| matches!(byte, b'|' | b'-' | b':' | b' ' | b'\t' | b'+'))
}

/// Whether a line further down only draws a rule. A row of single dashes holds missing figures.
fn is_ruler(line: &Line<'_>) -> bool {
    is_delimiter(line) && split(line.text).all(|cell| cell.contains("---") || cell.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits::Limits;
    use crate::testing::{grid_text, lines_of};

    fn check(text: &str, expected: &str) {
        let lines = lines_of(text);
        let end = extent(&lines).expect("a table");
        let part = read(&lines[..end], &mut Budget::new(&Limits::default()));
        assert_eq!(grid_text(&part.blocks), expected, "from {text}");
    }

    #[test]
    fn rows_with_and_without_outer_pipes() {
        check("| Ref | Target |\n|---|:-:|\n| 1 | 48% |", "1: Ref | Target\n3: 1 | 48%\n");
        check("Ref | Target\n--- | ---\n1 | 48%\n\nNext", "1: Ref | Target\n3: 1 | 48%\n");
        check("| Ref | Target |\n|-|-|\n| 1 | |", "1: Ref | Target\n3: 1 | ·\n");
        check("|---|---|\n| 1 | 5 |", "2: 1 | 5\n");
        check("| a | b |\n| c | d |", "1: a | b\n2: c | d\n");
    }

    #[test]
    fn pipes_in_cells_are_escaped() {
        check("| a \\| b | c |\n|---|---|\n| d | e \\|", "1: a | b | c\n3: d | e |\n");
    }

    #[test]
    fn rulers_go_and_missing_figures_stay() {
        check("| a | b |\n|---|---|\n| - | - |\n|----|----|\n| c | d |", "1: a | b\n3: - | -\n5: c | d\n");
    }

    #[test]
    fn markup_goes_and_bounds_stay() {
        check(
            "| **Ref** | Name |\n|---|---|\n| 26 | New places created <16 (<i>specialist</i>) |",
            "1: Ref! | Name\n3: 26 | New places created <16 (specialist)\n",
        );
    }

    #[test]
    fn an_empty_header_row_goes_on_from_the_table_before() {
        check("| | | |\n|---|--|---|\n| 29 | % supported | 42% |", "continues\n3: 29 | % supported | 42%\n");
        check(
            "| | | |\n|---|--|---|\n| Ref | Indicator | Target |\n| 1 | % | 42% |",
            "3: Ref | Indicator | Target\n4: 1 | % | 42%\n",
        );
        check(
            "| Ref | | Target |\n|---|--|---|\n| 29 | % supported | 42% |",
            "1: Ref | · | Target\n3: 29 | % supported | 42%\n",
        );
    }

    #[test]
    fn a_table_ends_where_the_next_begins() {
        check("| a | b |\n|---|---|\n| 1 | 2 |\n| c | d |\n|---|---|\n| 3 | 4 |", "1: a | b\n3: 1 | 2\n");
        check("| a | b |\n|---|---|\n| 1 | 2 |\n\n| c | d |\n|---|---|\n| 3 | 4 |", "1: a | b\n3: 1 | 2\n");
        check("| a | b |\n|---|---|\n| 1 | 2 |\n\n| 3 | 4 |\n", "1: a | b\n3: 1 | 2\n5: 3 | 4\n");
        check("| a | b |\n|---|---|\n| 1 | 2 |\nWords", "1: a | b\n3: 1 | 2\n");
    }

    #[test]
    fn words_with_a_pipe_are_no_table() {
        for text in ["Home | Council | SEND\nWords", "Code |\nMeasure |\n2023 |", "a\nb", "| a |\n| b |"] {
            assert_eq!(extent(&lines_of(text)), None, "{text}");
        }
    }

    #[test]
    fn ten_thousand_columns_are_set_aside() {
        let text = format!("{0}\n{1}\n{0}", "| a ".repeat(10_000), "|---".repeat(10_000));
        let part = read(&lines_of(&text), &mut Budget::new(&Limits::default()));
        assert!(part.blocks.is_empty());
        assert_eq!(part.findings.len(), 1);
    }
}
