//! Which rows of a grid are its heading, and the words over each column.
//!
//! A heading may have several levels: years over bodies, quarters over value, target and judgement. Levels are
//! joined with ` / `, the upper first.

use std::ops::Range;

use boardlift_lexicon::heading::{self, Role};
use boardlift_lexicon::period::{self, Years};
use boardlift_lexicon::{missing, value};
use boardlift_model::{Cell, Grid, Status};

use crate::merged;

/// How far down a heading may begin: lines of several cells may stand above it inside the grid. Lines of one cell, the
/// titles and words above a table where a whole sheet is one grid, are not counted.
const DEEPEST_START: usize = 6;
/// How many levels a heading may have.
const MOST_LEVELS: usize = 3;
/// Any year will do to see that `Q1` and `Autumn term` name periods.
pub(crate) const ANY_YEARS: Years = Years { financial: Some(2000), academic: Some(2000) };

/// The heading of a grid or, where it is printed again lower down, of the rows that follow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Header {
    /// The rows of the grid that it takes, from 0.
    pub(crate) rows: Range<usize>,
    /// The words over each column, levels joined with ` / `; empty where nothing is printed.
    pub(crate) texts: Vec<String>,
    /// For each column whether all of the heading over it begins further to the left.
    pub(crate) covered: Vec<bool>,
}

impl Header {
    /// The heading that takes these rows of a grid.
    pub(crate) fn of(grid: &Grid, rows: Range<usize>) -> Self {
        let texts = joined(grid.rows(), rows.clone(), grid.width());
        let covered = merged::covered_columns(&grid.rows()[rows.clone()], grid.width());
        Header { rows, texts, covered }
    }
}

#[cfg(test)]
impl Header {
    /// A heading of one row without merged cells.
    pub(crate) fn of_words(texts: impl Iterator<Item = String>) -> Self {
        let texts: Vec<String> = texts.collect();
        Header { rows: 0..1, covered: vec![false; texts.len()], texts }
    }
}

/// The heading at the top of a grid, below any title lines. Nothing where the grid has none.
pub(crate) fn find(grid: &Grid) -> Option<Header> {
    let rows = grid.rows();
    let top = top(rows);
    let first = |is_heading: fn(&[Cell]) -> bool| top.clone().find(|&at| is_heading(&rows[at]));
    let anchor = first(is_anchor)
        .or_else(|| first(is_row_of_values))
        .or_else(|| top.clone().find(|&at| has_blank_corner(rows, at)))?;
    let end = levels_below(rows, anchor);
    let mut start = anchor;
    while start > 0 && end - start < MOST_LEVELS && is_level_above(&rows[start - 1]) {
        start -= 1;
    }
    Some(Header::of(grid, start..end))
}

/// The rows in which the first heading of a grid may begin.
fn top(rows: &[Vec<Cell>]) -> Range<usize> {
    let mut several = rows.iter().enumerate().filter(|(_, row)| printed(row).nth(1).is_some());
    0..several.nth(DEEPEST_START).map_or(rows.len(), |(at, _)| at)
}

/// The heading that begins at this row, where one is printed again in the middle of a grid. A row above it belongs
/// to the rows before and is no level of it.
pub(crate) fn again(grid: &Grid, row: usize, before: &Header) -> Option<Header> {
    let rows = grid.rows();
    let cells = rows.get(row)?;
    let names = named_as(before, cells);
    if !is_anchor(cells) && names.is_none() {
        return None;
    }
    let end = levels_below(rows, row);
    let mut header = Header::of(grid, row..end);
    if let Some(at) = names {
        header.texts[at].clone_from(&before.texts[at]);
    }
    Some(header)
}

fn levels_below(rows: &[Vec<Cell>], anchor: usize) -> usize {
    let mut end = anchor + rows_of_names(rows, anchor);
    while end < rows.len() && end - anchor < MOST_LEVELS && is_level_below(&rows[anchor], &rows[end]) {
        end += 1;
    }
    end
}

/// How many rows the heading of the names takes where it is merged downward, 1 where it isn't.
fn rows_of_names(rows: &[Vec<Cell>], anchor: usize) -> usize {
    let names = rows[anchor].iter().enumerate().find(|(_, cell)| role(cell) == Some(Role::Indicator));
    names.map_or(1, |(column, _)| (1 + covered_below(rows, anchor, column)).min(MOST_LEVELS))
}

/// How many rows below a cell it is merged over.
fn covered_below(rows: &[Vec<Cell>], row: usize, column: usize) -> usize {
    let most = (rows[row][column].row_span as usize).saturating_sub(1);
    rows[row + 1..].iter().take(most).take_while(|row| row[column].covered).count()
}

/// A row that names the indicator's column and at least one more, and holds no figure. `New KPI` names no column.
fn is_anchor(row: &[Cell]) -> bool {
    if printed(row).any(holds_figure) {
        return false;
    }
    let roles: Vec<Option<Role>> =
        printed(row).map(|cell| role(cell).filter(|_| !is_missing(cell))).collect();
    let known = roles.iter().flatten().count();
    let names_rows = roles.iter().any(|role| matches!(role, Some(Role::Indicator | Role::Action)));
    names_rows && known >= 2 && 2 * known >= roles.len()
}

/// A row without a known heading for the names, but with at least two columns of figures named: `Period | 2010/11
/// | 2011/12`. Asked only where no row is an anchor.
fn is_row_of_values(row: &[Cell]) -> bool {
    printed(row).next().is_some_and(|first| !is_value(first)) && values_follow(row)
}

/// Whether a row has nothing over the names, which begin right below it, and all that it prints names columns of figures.
/// Asked only where nothing else is a heading.
fn has_blank_corner(rows: &[Vec<Cell>], at: usize) -> bool {
    let corner = rows[at].first().is_some_and(|cell| cell.is_blank() && !cell.covered);
    let below = rows.get(at + 1).and_then(|row| row.first());
    let is_name =
        |cell: &Cell| cell.text.contains(char::is_alphabetic) && !holds_figure(cell) && !is_missing(cell);
    corner
        && below.is_some_and(is_name)
        && printed(&rows[at]).count() >= 2
        && printed(&rows[at]).all(|cell| is_value(cell) && !holds_figure(cell))
}

/// Whether behind the first words of a row at least two name columns of figures, and at least half of all.
fn values_follow(row: &[Cell]) -> bool {
    let rest: Vec<bool> = printed(row).skip(1).map(is_value).collect();
    let values = rest.iter().filter(|value| **value).count();
    values >= 2 && 2 * values >= rest.len()
}

fn is_value(cell: &Cell) -> bool {
    matches!(role(cell), Some(Role::Value(_)))
}

/// The column in which a row of headings of figures begins with the words that head the names above: `Period` over other
/// years. A title may have run into these words.
fn named_as(before: &Header, row: &[Cell]) -> Option<usize> {
    let at = row.iter().position(|cell| !cell.is_blank())?;
    let known = before.texts.get(at).filter(|known| !known.is_empty())?;
    let is_named = row[at].text.ends_with(known.as_str());
    (is_named && values_follow(row) && !printed(row).any(holds_figure)).then_some(at)
}

/// A level above the anchor: at least two words or one that spans columns, and no figure. A single plain cell, or one over
/// the whole table, is a title line.
fn is_level_above(row: &[Cell]) -> bool {
    let count = printed(row).count();
    let spans = printed(row).any(|cell| cell.col_span > 1 && (cell.col_span as usize) < row.len());
    (count >= 2 || (count == 1 && spans)) && !printed(row).any(holds_figure)
}

/// A level below the anchor: nothing under the names of rows, at least two words elsewhere, none of them a figure
/// or a wording for a missing one.
fn is_level_below(anchor: &[Cell], row: &[Cell]) -> bool {
    let names_row =
        |cell: &Cell| matches!(role(cell), Some(Role::Indicator | Role::Reference | Role::Action));
    let under_names =
        anchor.iter().zip(row).any(|(above, below)| names_row(above) && !below.is_blank() && !below.covered);
    let words = printed(row).count();
    let all_words =
        printed(row).all(|cell| role(cell).is_some() || !(holds_figure(cell) || is_missing(cell)));
    !under_names && words >= 2 && all_words
}

fn role(cell: &Cell) -> Option<Role> {
    heading::read(&cell.text, ANY_YEARS).role
}

/// The cells of a row in which something is printed.
pub(crate) fn printed(row: &[Cell]) -> impl Iterator<Item = &Cell> {
    row.iter().filter(|cell| !cell.is_blank())
}

/// Whether a cell holds a figure. A year stands in headings too and is none.
pub(crate) fn holds_figure(cell: &Cell) -> bool {
    value::read(&cell.text, Years::default()).cell.status == Status::Reported
        && period::find(&cell.text, Years::default()).is_none()
}

/// Whether a cell holds words that stand for a missing figure.
pub(crate) fn is_missing(cell: &Cell) -> bool {
    missing::status(&cell.text).is_some()
}

/// The words over each column. Words that go on over the rows below the heading label those rows and head no column.
fn joined(rows: &[Vec<Cell>], heading: Range<usize>, width: usize) -> Vec<String> {
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

#[cfg(test)]
mod tests {
    use super::*;
    use boardlift_model::Method;

    use crate::testing::document;

    fn check(rows: &[&str], expected: Option<(Range<usize>, &str)>) {
        let document = document(&rows.join("\n"));
        let empty = Grid::new(Vec::new(), Method::Pipes);
        let found = find(document.grids().next().unwrap_or(&empty))
            .map(|header| (header.rows, header.texts.join("|")));
        assert_eq!(found, expected.map(|(rows, texts)| (rows, texts.to_owned())), "{rows:?}");
    }

    #[test]
    fn nothing_over_the_names() {
        check(&["|Baseline|Actual Jul 23", "Plans|5|6"], Some((0..1, "|Baseline|Actual Jul 23")));
        check(&["|Baseline|Remarks", "Plans|5|6"], None);
        check(&["|Baseline|Actual Jul 23", "7|5|6"], None);
    }

    #[test]
    fn one_level() {
        check(
            &["Ref|Indicator|Target 22/23|Q1|RAG", "1|Plans issued|60%|50%|R"],
            Some((0..1, "Ref|Indicator|Target 22/23|Q1|RAG")),
        );
        check(
            &["Monthly report||", "Measure|May 22|Jun 22", "Plans|5|6"],
            Some((1..2, "Measure|May 22|Jun 22")),
        );
        check(&["Team|2010/11|2011/12", "North|5|6"], Some((0..1, "Team|2010/11|2011/12")));
    }

    #[test]
    fn a_level_below_takes_the_words_above_it() {
        check(
            &[
                "Ref|Indicator||2018/19||2021/22||RAG",
                "|||England|Ourtown|England|Ourtown|",
                "1|Plans|x|5|6|7|8|R",
            ],
            Some((
                0..2,
                "Ref|Indicator||2018/19 / England|2018/19 / Ourtown|2021/22 / England|2021/22 / Ourtown|RAG",
            )),
        );
    }

    #[test]
    fn a_level_above_is_spread_too() {
        check(
            &[
                "||Quarter 1 22/23||Quarter 2 22/23|",
                "Ref|Indicator|Target|Actual|Target|Actual",
                "1|Plans|5|6|7|8",
            ],
            Some((
                0..2,
                "Ref|Indicator|Quarter 1 22/23 / Target|Quarter 1 22/23 / Actual|Quarter 2 22/23 / Target|Quarter 2 22/23 / Actual",
            )),
        );
    }

    #[test]
    fn merged_cells_say_how_far_words_reach() {
        check(
            &[
                "Ref|Indicator|2021/22|<|2022/23|<|RAG",
                "^|^|England|Ourtown|England|Ourtown|^",
                "1|Plans|5|6|7|8|R",
            ],
            Some((
                0..2,
                "Ref|Indicator|2021/22 / England|2021/22 / Ourtown|2022/23 / England|2022/23 / Ourtown|RAG",
            )),
        );
        check(&["Indicator|Target|Q1|Q2|", "Plans|9|5|6|7"], Some((0..1, "Indicator|Target|Q1|Q2|")));
    }

    #[test]
    fn three_levels() {
        check(
            &[
                "Ref|Indicator|Performance|<|<|<|Target",
                "^|^|2021/22|<|2022/23|<|^",
                "^|^|Q3|Q4|Q1|Q2|^",
                "1|Plans|5|6|7|8|9",
            ],
            Some((
                0..3,
                "Ref|Indicator|Performance / 2021/22 / Q3|Performance / 2021/22 / Q4|Performance / 2022/23 / Q1|Performance / 2022/23 / Q2|Target",
            )),
        );
    }

    #[test]
    fn a_line_over_the_whole_table_is_its_title() {
        check(&["Scorecard|<|<", "KPI|May 22|Jun 22", "Plans|5|6"], Some((1..2, "KPI|May 22|Jun 22")));
    }

    #[test]
    fn words_beside_the_rows_below_head_no_column() {
        check(
            &["Timeliness|Ref|Indicator|May 22", "^|1|Plans|5", "^|2|Visits|6"],
            Some((0..1, "|Ref|Indicator|May 22")),
        );
    }

    #[test]
    fn figures_are_no_heading() {
        check(&["1|Plans issued|60%|50%|R", "2|Plans ceased|60|50|R"], None);
        check(&["44|Quality of advice|New KPI|Quarterly actual"], None);
        check(&["a|b", "c|d"], None);
        check(&[], None);
    }
}
