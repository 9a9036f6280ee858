//! A lower level of a heading that is printed below the first rows of figures: `Measure | Reading | <` with `Attainment | School
//! | National` further down. The rows above it have one figure for what it parts.

use boardlift_lexicon::area;
use boardlift_model::{Cell, Grid};

use super::Header;
use super::lines::{holds_figure, is_missing, printed};

/// The heading of the rows below such a row: its words under those of the heading before. Bodies fill it behind the names, a
/// comparator and what is compared with it under each word that stands over several columns.
pub(super) fn level(rows: &[Vec<Cell>], row: usize, before: &Header) -> Option<Header> {
    let cells = rows.get(row)?;
    let names = before.texts.iter().position(|text| !text.is_empty())?;
    let behind = cells.get(names + 1..)?;
    let uppers = before.texts.get(names + 1..)?;
    let compares = behind.iter().any(|cell| area::comparator(&cell.text).is_some());
    let are_words = behind.iter().all(|cell| !cell.is_blank() && !holds_figure(cell) && !is_missing(cell));
    let is_followed = rows.get(row + 1).is_some_and(|below| printed(below).any(holds_figure));
    if !(compares && are_words && is_followed && is_parted(behind, uppers)) {
        return None;
    }
    let joined = uppers.iter().zip(behind).map(|(upper, cell)| format!("{upper} / {}", cell.text));
    let texts = before.texts[..=names].iter().cloned().chain(joined).collect();
    Some(Header { rows: row..row + 1, texts, covered: vec![false; before.texts.len()], title: None })
}

/// The heading over the first rows of figures, where what seems to be the heading is a lower level of it.
pub(super) fn upper(grid: &Grid, lower: usize) -> Option<Header> {
    let rows = grid.rows();
    let first = rows[..lower].iter().position(|row| printed(row).nth(1).is_some())?;
    let between = &rows[first + 1..lower];
    let is_of_figures = |row: &Vec<Cell>| {
        printed(row).nth(1).is_some()
            && printed(row).skip(1).all(|cell| holds_figure(cell) || is_missing(cell))
    };
    if between.is_empty() || !between.iter().all(is_of_figures) {
        return None;
    }
    let upper = Header::of(grid, first..first + 1);
    level(rows, lower, &upper).map(|_| upper)
}

/// Whether each upper word stands over several columns, with the same different words below.
fn is_parted(behind: &[Cell], uppers: &[String]) -> bool {
    let words: Vec<(&str, &str)> =
        uppers.iter().map(String::as_str).zip(behind.iter().map(|cell| cell.text.as_str())).collect();
    let mut parts = words.chunk_by(|one, other| one.0 == other.0);
    let Some(first) = parts.next() else { return false };
    let lower = |part: &[(&str, &str)]| part.iter().map(|(_, word)| (*word).to_owned()).collect::<Vec<_>>();
    let own = lower(first);
    let differ = (1..own.len()).all(|at| !own[..at].contains(&own[at]));
    own.len() > 1 && differ && !first[0].0.is_empty() && parts.all(|part| lower(part) == own)
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn a_level_below_the_first_figures() {
        check(
            "# Tests, 2022/23

             Measure | Reading | < | Writing | <
             Progress | +3.9 | < | +2.8 | <
             Attainment | Ourtown | England | Ourtown | England
             % at the standard | 83 | 73 | 67 | 71",
            &[
                "Progress · Reading · actual · `+3.9` reported = 3.9 !role_inferred",
                "Progress · Writing · actual · `+2.8` reported = 2.8 !role_inferred",
                "% at the standard · Reading / Ourtown · actual · `83` reported = 83 percent",
                "% at the standard · Reading / England · actual @England · `73` reported = 73 percent",
                "% at the standard · Writing / Ourtown · actual · `67` reported = 67 percent",
                "% at the standard · Writing / England · actual @England · `71` reported = 71 percent",
            ],
        );
    }

    #[test]
    fn words_beside_figures_are_no_level() {
        check(
            "KPI | Q1 22/23\nPlans | 5\nLowest | England\nVisits | 6",
            &[
                "Plans · Q1 22/23 · actual 2022-04-01..2022-06-30 · `5` reported = 5 count",
                "Lowest · Q1 22/23 · actual 2022-04-01..2022-06-30 · `England` text",
                "Visits · Q1 22/23 · actual 2022-04-01..2022-06-30 · `6` reported = 6 count",
            ],
        );
    }
}
