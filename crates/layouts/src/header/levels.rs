//! The words over each column: the levels of a heading, spread over the columns that they are for and joined with ` / `.

use std::ops::Range;

use boardlift_model::Cell;

use super::covered_below;

/// The words over each column. Words that go on over the rows below the heading label those rows and head no column.
pub(super) fn joined(rows: &[Vec<Cell>], heading: Range<usize>, width: usize) -> Vec<String> {
    let levels = &rows[heading.clone()];
    let mut spread: Vec<Vec<&str>> = (0..levels.len()).map(|level| spread(levels, level, width)).collect();
    for (level, row) in heading.clone().enumerate() {
        for column in (0..width).filter(|column| is_label(rows, row, *column, heading.end)) {
            spread[level][column] = "";
        }
    }
    (0..width)
        .map(|column| {
            let mut words: Vec<&str> = Vec::new();
            for level in &spread {
                if !level[column].is_empty() && words.last() != Some(&level[column]) {
                    words.push(level[column]);
                }
            }
            words.join(" / ")
        })
        .collect()
}

/// Whether a cell of a heading is merged over rows below it, more than one: a second level that was not seen would be one.
fn is_label(rows: &[Vec<Cell>], row: usize, column: usize, end: usize) -> bool {
    let cell = &rows[row][column];
    !cell.is_blank() && cell.row_span > 1 && row + covered_below(rows, row, column) > end
}

/// One level's words over each column. A word over several columns is spread over them: by its span where the
/// document has spans, else to the right over blank cells under which a lower level goes on.
fn spread(levels: &[Vec<Cell>], level: usize, width: usize) -> Vec<&str> {
    let row = &levels[level];
    let lower = &levels[level + 1..];
    let has_spans = row.iter().any(|cell| cell.col_span > 1);
    let mut words = vec![""; width];
    let mut over = ("", 0);
    for column in 0..width {
        let cell = &row[column];
        if !cell.is_blank() {
            over = (cell.text.as_str(), column + cell.col_span.max(1) as usize);
            words[column] = over.0;
            continue;
        }
        // The place of a cell that is merged downward from a level above.
        if cell.covered && column >= over.1 {
            over = ("", 0);
            continue;
        }
        let goes_on_below = lower.iter().any(|row| !row[column].is_blank());
        let started_below = lower.iter().any(|row| column > 0 && !row[column - 1].is_blank());
        let reaches = if has_spans { column < over.1 } else { goes_on_below && started_below };
        if reaches {
            words[column] = over.0;
        } else {
            over = ("", 0);
        }
    }
    words
}
