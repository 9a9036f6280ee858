//! Which rows of a grid are its heading, and the words over each column.
//!
//! A heading may have several levels: years over bodies, quarters over value, target and judgement. Levels are
//! joined with ` / `, the upper first.

mod below;
mod counts;
mod levels;
mod lines;
mod over_figures;

use std::ops::Range;

use boardlift_lexicon::heading::Role;
use boardlift_lexicon::period::Years;
use boardlift_model::{Cell, Grid};

use crate::merged;
use lines::{
    has_blank_corner, heads_standards, is_anchor, is_level_above, is_level_below, is_row_of_values, role,
    values_follow,
};
use over_figures::Anchor;

pub(crate) use lines::{holds_figure, is_missing, printed};

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
    /// The row right above it that is its title, where another table begins with it in the middle of a grid.
    pub(crate) title: Option<usize>,
}

impl Header {
    /// The first row of a grid that is known to be its heading.
    pub(crate) fn first_row(grid: &Grid) -> Self {
        Header::of(grid, 0..1.min(grid.rows().len()))
    }

    /// The heading that takes these rows of a grid.
    pub(crate) fn of(grid: &Grid, rows: Range<usize>) -> Self {
        let texts = levels::joined(grid.rows(), rows.clone(), grid.width());
        let covered = merged::covered_columns(&grid.rows()[rows.clone()], grid.width());
        Header { rows, texts, covered, title: None }
    }
}

#[cfg(test)]
impl Header {
    /// A heading of one row without merged cells.
    pub(crate) fn of_words(texts: impl Iterator<Item = String>) -> Self {
        let texts: Vec<String> = texts.collect();
        Header { rows: 0..1, covered: vec![false; texts.len()], texts, title: None }
    }
}

/// The heading at the top of a grid, below any title lines. Nothing where the grid has none.
///
/// A row is one that names the indicator's column or several columns of figures; else the row right over the figures, if
/// some of its words are those of columns of figures.
pub(crate) fn find(grid: &Grid) -> Option<Header> {
    let rows = grid.rows();
    let top = top(rows);
    let first = |is_heading: fn(&[Cell]) -> bool| top.clone().find(|&at| is_heading(&rows[at]));
    let known = first(is_anchor)
        .or_else(|| first(is_row_of_values))
        .or_else(|| top.clone().find(|&at| has_blank_corner(rows, at)))
        .or_else(|| top.clone().find(|&at| counts::heads_counts(rows, at)))
        .or_else(|| top.clone().find(|&at| heads_standards(rows, at)));
    if let Some(anchor) = known {
        return Some(below::upper(grid, anchor).unwrap_or_else(|| with_levels(grid, anchor, None)));
    }
    let Anchor { row, names } = over_figures::find(rows, top)?;
    Some(with_levels(grid, row, Some(names)))
}

/// The heading of a grid over which words stand that announce figures of indicators, where [`find`] knows none: the row
/// right over the figures, whatever its words.
pub(crate) fn nearest(grid: &Grid) -> Option<Header> {
    let Anchor { row, names } = over_figures::nearest(grid.rows(), top(grid.rows()))?;
    Some(with_levels(grid, row, Some(names)))
}

/// The first row in which a heading may begin that is one by its words.
pub(crate) fn by_words(grid: &Grid, is_heading: impl Fn(&[Cell]) -> bool) -> Option<Header> {
    let at = top(grid.rows()).find(|&at| is_heading(&grid.rows()[at]))?;
    Some(Header::of(grid, at..at + 1))
}

/// The heading of which one row is known, with the levels above it and below.
fn with_levels(grid: &Grid, anchor: usize, names: Option<usize>) -> Header {
    let rows = grid.rows();
    let end = levels_below(rows, anchor, names);
    let mut start = anchor;
    while start > 0 && end - start < MOST_LEVELS && is_level_above(&rows[start - 1], &rows[anchor]) {
        start -= 1;
    }
    Header::of(grid, start..end)
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
    let apart = over_figures::title_apart(rows, row);
    if is_same(rows, row, before) {
        return Some(Header { title: apart, ..Header::of(grid, row..row + before.rows.len()) });
    }
    if counts::heads_counts(rows, before.rows.start) && counts::heads_counts(rows, row) {
        return Some(Header { title: apart, ..Header::of(grid, row..row + 1) });
    }
    if let Some(level) = below::level(rows, row, before) {
        return Some(level);
    }
    if over_figures::begins_anew(rows, row) {
        let title = row.checked_sub(1).filter(|&above| printed(&rows[above]).next().is_some());
        return Some(Header { title, ..Header::of(grid, row..row + 1) });
    }
    let names = named_as(before, cells);
    if !is_anchor(cells) && names.is_none() {
        return None;
    }
    let end = levels_below(rows, row, None);
    let mut header = Header { title: apart, ..Header::of(grid, row..end) };
    if let Some(at) = names {
        header.texts[at].clone_from(&before.texts[at]);
    }
    Some(header)
}

/// Whether all rows of a heading are printed again word for word.
fn is_same(rows: &[Vec<Cell>], row: usize, before: &Header) -> bool {
    let are_alike = |(one, other): (&Vec<Cell>, &Vec<Cell>)| {
        one.iter().map(|cell| &cell.text).eq(other.iter().map(|cell| &cell.text))
    };
    let Some(again) = rows.get(row..row + before.rows.len()) else { return false };
    let first = &rows[before.rows.clone()];
    printed(&again[0]).nth(1).is_some() && first.iter().zip(again).all(are_alike)
}

fn levels_below(rows: &[Vec<Cell>], anchor: usize, names: Option<usize>) -> usize {
    let mut end = anchor + rows_of_names(rows, anchor);
    while end < rows.len() && end - anchor < MOST_LEVELS && is_level_below(&rows[anchor], &rows[end], names) {
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

/// The column in which a row of headings of figures begins with the words that head the names above: `Period` over other
/// years. A title may have run into these words.
fn named_as(before: &Header, row: &[Cell]) -> Option<usize> {
    let at = row.iter().position(|cell| !cell.is_blank())?;
    let known = before.texts.get(at).filter(|known| !known.is_empty())?;
    let is_named = row[at].text.ends_with(known.as_str());
    (is_named && values_follow(row) && !printed(row).any(holds_figure)).then_some(at)
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
        check(&["|Baseline|Remarks", "Plans|5|6"], Some((0..1, "|Baseline|Remarks")));
        check(&["|Committee|Remarks", "Plans|5|6"], None);
        check(&["|Baseline|Actual Jul 23", "7|5|6"], None);
    }

    #[test]
    fn standards_under_the_heading_of_targets() {
        let standard = "We will answer all letters within a week";
        let rows =
            ["Performance 2024-25|Target 2025-26", &format!("97%|{standard}"), &format!("98%|{standard}")];
        check(&rows, Some((0..1, "Performance 2024-25|Target 2025-26")));
        check(&["Performance 2024-25|Target 2025-26", "97%|Better than last year", "98%|Better"], None);
        check(&["Performance 2024-25|Comment", rows[1], rows[2]], None);
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
    fn a_line_that_begins_with_the_labels_is_a_title_however_far_it_reaches() {
        let below = ["|2020/21|2021/22|2022/23", "Plans|5|6|7"];
        check(&["How we did in 2022/23|<|<|", below[0], below[1]], Some((1..2, below[0])));
        check(
            &["|How we did|<|", below[0], below[1]],
            Some((0..2, "|How we did / 2020/21|How we did / 2021/22|2022/23")),
        );
    }

    #[test]
    fn the_entries_of_a_key_head_nothing() {
        check(&["▲|Performance has improved||Target not met", "N/A|No data to compare||Data only"], None);
        check(&["–|Previous data missing||Target not met", "N/A|No data to compare||Data only"], None);
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
