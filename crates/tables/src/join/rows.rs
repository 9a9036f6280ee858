//! The rows on both sides of a page break: a row that was cut by it, and a label that spans rows on both sides.

use boardlift_model::{Cell, Turn};

/// Appends the rows of the next page to those before. First rows that certainly are the rest of the last one are set
/// into it.
pub(super) fn append(rows: &mut Vec<Vec<Cell>>, header_rows: usize, mut next: Vec<Vec<Cell>>) {
    carry_label(rows, &mut next);
    while let (Some((last, above)), Some(first)) = (rows.split_last(), next.first())
        && above.len() >= header_rows
        && (is_rest(last, first) || is_lost_label(&above[header_rows..], last, first))
    {
        let rest = next.remove(0);
        if let Some(last) = rows.last_mut() {
            set_into(last, rest);
        }
    }
    rows.extend(next);
}

/// A turned label that spans the last rows of one page goes on over the first rows of the next, where its cell is blank
/// or says the same.
fn carry_label(rows: &mut [Vec<Cell>], next: &mut [Vec<Cell>]) {
    let Some(start) = rows.iter().rposition(|row| row.first().is_some_and(|cell| !cell.covered)) else {
        return;
    };
    let count = rows.len();
    let Some(label) = rows[start].first_mut() else { return };
    let spans_to_end = start + label.row_span as usize >= count;
    let Some(first) = next.first().and_then(|row| row.first()) else { return };
    let goes_on = first.is_blank() || first.text == label.text;
    if label.turn == Turn::Upright || label.is_blank() || !spans_to_end || !goes_on || first.covered {
        return;
    }
    let more = first.row_span.min(u32::try_from(next.len()).unwrap_or(u32::MAX));
    label.row_span += more;
    for cell in next.iter_mut().take(more as usize).filter_map(|row| row.first_mut()) {
        cell.text.clear();
        cell.covered = true;
        cell.row_span = 1;
    }
}

/// Whether the first row of a page is the rest of the last row before it. Certain only if its first cell is blank while
/// that of the last row is printed, and the words read on in every column that both print, in one at least.
fn is_rest(last: &[Cell], first: &[Cell]) -> bool {
    let spans = |row: &[Cell]| row.iter().any(|cell| cell.row_span > 1 || cell.col_span > 1);
    let labelled = |row: &[Cell]| row.iter().find(|cell| !cell.covered).is_some_and(|cell| !cell.is_blank());
    if spans(last) || spans(first) || !labelled(last) || labelled(first) {
        return false;
    }
    let mut both =
        last.iter().zip(first).filter(|(above, below)| !above.is_blank() && !below.is_blank()).peekable();
    both.peek().is_some() && both.all(|(above, below)| reads_on(&above.text, &below.text))
}

/// Whether the first row of a page is a single cell that the last row before lacks and all other rows have, beside a
/// figure at least: a label that the break set on the next page.
fn is_lost_label(above: &[Vec<Cell>], last: &[Cell], first: &[Cell]) -> bool {
    let printed = |row: &[Cell]| row.iter().filter(|cell| !cell.is_blank()).count();
    let Some(at) = first.iter().position(|cell| !cell.is_blank()) else { return false };
    let lacks = last.get(at).is_some_and(|cell| cell.is_blank() && !cell.covered);
    let has = |row: &Vec<Cell>| row.get(at).is_some_and(|cell| !cell.is_blank());
    let mut whole = above.iter().filter(|row| printed(row) > 1).peekable();
    at > 0 && printed(first) == 1 && printed(last) > 1 && lacks && whole.peek().is_some() && whole.all(has)
}

/// Whether words are the middle of a sentence: they begin with a small letter, or what they follow waits for more.
fn reads_on(above: &str, below: &str) -> bool {
    let small = below.chars().next().is_some_and(char::is_lowercase);
    let ended = above.ends_with(['.', '!', '?', ':', ';']);
    let waits = above.ends_with([',', '-', '–', '/', '(', '&']) || is_open(above) && below.contains(')');
    waits || (small && !ended)
}

/// Whether a bracket is opened and not closed.
fn is_open(text: &str) -> bool {
    text.rfind('(').is_some_and(|at| !text[at..].contains(')'))
}

/// Sets the rest of a row into it: its words after those that stand there. The cells keep their boxes.
fn set_into(row: &mut [Cell], rest: Vec<Cell>) {
    for (cell, more) in row.iter_mut().zip(rest) {
        if more.is_blank() {
            continue;
        }
        if cell.is_blank() {
            cell.place = more.place;
        } else {
            cell.text.push(' ');
        }
        cell.text.push_str(&more.text);
        cell.fill = cell.fill.or(more.fill);
        cell.marks.extend(more.marks);
    }
}

#[cfg(test)]
mod tests {
    use boardlift_model::{Grid, Method, Place};

    use super::*;
    use crate::testing::grid_text;

    /// The rows before, of which the first is the header, and those of the next page; cells parted by `|`.
    fn check(before: &str, next: &str, expected: &str) {
        let row = |line: &str| line.split('|').map(|text| Cell::new(text.trim(), Place::Line(1))).collect();
        let mut rows: Vec<Vec<Cell>> = before.lines().map(row).collect();
        append(&mut rows, 1, next.lines().map(row).collect());
        assert_eq!(grid_text(&Grid::new(rows, Method::Ruled)), expected);
    }

    #[test]
    fn whole_rows_follow() {
        check(
            "Ref | Name | Q1\n1 | Plans | 10",
            "2 | Appeals | 20",
            "Ref | Name | Q1\n1 | Plans | 10\n2 | Appeals | 20",
        );
    }

    #[test]
    fn a_bracket_that_the_break_left_open_is_closed() {
        check(
            "Ref | Name | Q1\n1 | Plans (with or | 10",
            " | Appeal) |",
            "Ref | Name | Q1\n1 | Plans (with or Appeal) | 10",
        );
    }

    #[test]
    fn a_row_may_be_cut_into_several_lines() {
        check(
            "Ref | Name | Q1\n1 | Parents who feel | ",
            " | their plan helps | 58%\n | and is kept |",
            "Ref | Name | Q1\n1 | Parents who feel their plan helps and is kept | 58%",
        );
    }

    #[test]
    fn a_label_that_the_break_set_on_the_next_page_is_its_rows() {
        check(
            "Ref | Name | Q1\n1 | Plans | 10\n2 | | 20",
            " | Appeals |\n3 | Visits | 30",
            "Ref | Name | Q1\n1 | Plans | 10\n2 | Appeals | 20\n3 | Visits | 30",
        );
        // Labels may be missing here.
        check(
            "Ref | Name | Q1\n1 | | 10\n2 | | 20",
            " | Appeals |",
            "Ref | Name | Q1\n1 | · | 10\n2 | · | 20\n· | Appeals | ·",
        );
    }
}
