//! One indicator over time: periods down the side, and across the kinds of figures, `Year | Value | Target`, or the years that
//! the quarters down the side belong to. The name stands above the table.
//!
//! Each figure becomes a part of the one entry, under its period and the heading of its column. Nothing is read where a heading
//! across may be the name of an indicator, or where no words above the table can be one.

use std::collections::BTreeSet;

use boardlift_lexicon::fold;
use boardlift_lexicon::heading::Role;
use boardlift_model::{Cell, Finding, FindingKind, Grid, Kind};

use super::{Found, Table, printed, sided};
use crate::contents::Contents;
use crate::header::holds_figure;
use crate::losses;
use crate::row_periods;
use crate::shapes::entry::Entry;
use crate::shapes::label;
use crate::shapes::piece::What;

/// Fewer rows are a row of totals below one of figures.
const FEWEST_ROWS: usize = 2;
/// A longer series is data and no table of a paper: with two kinds of figures it would be as wide as a table may be.
const MOST_ROWS: usize = 24;

/// The entry of a table that is a series of one indicator, which its corner names or else the words above it; nothing for any
/// other table.
pub(super) fn read(table: &Table<'_>) -> Option<Entry> {
    let series = Series::of(table.grid)?;
    let corner = &table.grid.rows()[series.head][series.side];
    let name = if sided::is_name(&corner.text) { table.cell_piece(corner) } else { table.title.clone()? };
    let mut entry: Option<Entry> = None;
    for &row in &series.rows {
        for (column, heading) in &series.columns {
            let label = series.label(table.grid, row, heading);
            let cell = &table.grid.rows()[row][*column];
            let piece = table.piece(&Found { what: What::Labelled(label), cell, row, column: *column });
            entry.get_or_insert_with(|| Entry::named(Some(&name), &piece)).take(&piece);
        }
    }
    let unused = series.unused(table.grid);
    entry.map(|entry| Entry { unused, ..entry })
}

/// Where a series stands in its table. Rows and columns are counted from 0.
struct Series {
    /// The row of the headings.
    head: usize,
    /// The column of the periods.
    side: usize,
    /// The rows of figures.
    rows: Vec<usize>,
    /// The columns of figures and of what judges them, with their headings.
    columns: Vec<(usize, String)>,
    /// The columns whose headings say nothing known.
    left: Vec<usize>,
    /// Whether years stand across.
    has_years_across: bool,
}

impl Series {
    fn of(grid: &Grid) -> Option<Self> {
        let mut several = (0..grid.rows().len()).filter(|&at| printed(&grid.rows()[at]).len() > 1);
        let head = several.next()?;
        let rows: Vec<usize> = several.collect();
        let lines_between = (head..grid.rows().len()).any(|at| printed(&grid.rows()[at]).len() == 1);
        if lines_between || !(FEWEST_ROWS..=MOST_ROWS).contains(&rows.len()) {
            return None;
        }
        let side = side(grid, &rows)?;
        let heading = |at: usize| grid.rows()[head][at].text.as_str();
        let headed: Vec<usize> = (side + 1..grid.width()).filter(|&at| !heading(at).is_empty()).collect();
        let has_years_across = headed.iter().all(|&at| row_periods::is_period(heading(at)));
        let sides: Vec<&str> = rows.iter().map(|&at| grid.rows()[at][side].text.as_str()).collect();
        let across: Vec<&str> = headed.iter().map(|&at| heading(at)).collect();
        if sided::are_dated_twice(&sides, &across) || !differ(&sides) || !differ(&across) {
            return None;
        }
        let is_kept = |at: &usize| has_years_across || sided::kind_of_figure(heading(*at)).is_some();
        let (kept, left): (Vec<usize>, Vec<usize>) = headed.into_iter().partition(is_kept);
        if left.iter().any(|&at| names_rows(heading(at))) {
            return None;
        }
        let holds_figures = |at: usize| rows.iter().any(|row| holds_figure(&grid.rows()[*row][at]));
        let is_measured = kept.iter().any(|&at| is_value(heading(at)) && holds_figures(at));
        let says_actual = kept.iter().any(|&at| is_own_result(heading(at)));
        let may_name = left.iter().any(|&at| holds_figures(at)) && !says_actual;
        let columns = kept.into_iter().map(|at| (at, heading(at).to_owned())).collect();
        (is_measured && !may_name).then_some(Series { head, side, rows, columns, left, has_years_across })
    }

    /// What is told of the columns that were not used. Figures among them are missed, words are not.
    fn unused(&self, grid: &Grid) -> Vec<Finding> {
        let of_column = |&at: &usize| {
            let heading = grid.rows()[self.head][at].text.as_str();
            let cells = || self.rows.iter().map(move |row| &grid.rows()[*row][at]);
            let kind = if cells().any(holds_figure) {
                FindingKind::FigureLeftOut
            } else {
                FindingKind::UnknownHeading
            };
            losses::unused_cells(cells(), at, heading, kind)
        };
        let is_unknown = |at: &&usize| label::role(&grid.rows()[self.head][**at].text).is_none();
        self.left.iter().filter(is_unknown).filter_map(of_column).collect()
    }

    /// The period of a figure and what it is, as a heading of several levels says it.
    fn label(&self, grid: &Grid, row: usize, heading: &str) -> String {
        let period = &grid.rows()[row][self.side].text;
        if self.has_years_across { format!("{heading} / {period}") } else { format!("{period} / {heading}") }
    }
}

/// The first column if it holds periods, or the one behind it where the first only numbers the rows. Totals may stand below the
/// periods.
fn side(grid: &Grid, rows: &[usize]) -> Option<usize> {
    let texts = |column: usize| {
        rows.iter().map(move |row| grid.rows()[*row].get(column).map_or("", |cell| &cell.text))
    };
    let holds_periods = |column: usize| {
        let periods = texts(column).filter(|text| row_periods::is_period(text)).count();
        let mut others = texts(column).filter(|text| !row_periods::is_period(text));
        periods >= FEWEST_ROWS && others.all(|text| row_periods::stands_beside(&fold::key(text)))
    };
    if holds_periods(0) {
        return Some(0);
    }
    let body: Vec<Vec<Cell>> = rows.iter().map(|row| grid.rows()[*row].clone()).collect();
    let numbers_rows = texts(0).enumerate().all(|(at, text)| text.parse() == Ok(at + 1));
    (numbers_rows && Contents::of(0, &body).number_rows() && holds_periods(1)).then_some(1)
}

/// Whether no two of these words are alike, so that each figure has a label of its own.
fn differ(words: &[&str]) -> bool {
    let keys: BTreeSet<String> = words.iter().map(|words| fold::key(words)).collect();
    keys.len() == words.len()
}

/// Whether names or numbers of indicators stand below these words.
fn names_rows(heading: &str) -> bool {
    matches!(label::role(heading), Some(Role::Indicator | Role::Reference))
}

fn is_value(heading: &str) -> bool {
    matches!(label::role(heading), Some(Role::Value(_)))
}

/// Whether words head what happened to the publisher, whatever the indicator: `Value`, `Actual`.
fn is_own_result(heading: &str) -> bool {
    label::role(heading) == Some(Role::Value(Kind::Actual))
}

#[cfg(test)]
mod tests {
    use crate::testing::{check, general};

    #[test]
    fn kinds_of_figures_across_and_periods_down() {
        check(
            "# Our performance

# Repairs done on time

             Year | Value | Target | Status
             2021/22 | 97% | 96% | Green
             2022/23 | 94% | 97% | Red",
            &[
                "Repairs done on time · 2021/22 / Value · actual 2021-04-01..2022-03-31 · `97%` reported = 97 percent rag=green",
                "Repairs done on time · 2021/22 / Target · target 2021-04-01..2022-03-31 · `96%` reported = 96 percent",
                "Repairs done on time · 2022/23 / Value · actual 2022-04-01..2023-03-31 · `94%` reported = 94 percent rag=red",
                "Repairs done on time · 2022/23 / Target · target 2022-04-01..2023-03-31 · `97%` reported = 97 percent",
            ],
        );
    }

    #[test]
    fn what_a_series_leaves_out_is_told() {
        let reading = general(
            "# Our performance\n\n# Repairs done on time\n
             Year | Actual | Target | Jobs | Crew
             2021/22 | 97% | 96% | 210 | North
             2022/23 | 94% | 97% | 180 | South",
        );
        let told: Vec<String> =
            reading.findings.iter().map(|finding| format!("{} {}", finding.count, finding.message)).collect();
        assert_eq!(reading.figures.len(), 4);
        assert_eq!(
            told,
            [
                "2 the heading `Jobs` says nothing known; its cells were left out",
                "2 the heading `Crew` says nothing known; its cells were left out",
            ]
        );
        assert!(reading.findings[0].loses_figures() && !reading.findings[1].loses_figures());
    }

    #[test]
    fn years_across_and_quarters_down() {
        check(
            "# Waste

# Recycling rate

             Date | 2021/22 | 2022/23
             Q1 (April to June) | 52% | 55%
             Q2 (July to September) | 54% | TBC
             Yearly total | 53% | TBC",
            &[
                "Recycling rate · 2021/22 / Q1 (April to June) · actual 2021-04-01..2021-06-30 · `52%` reported = 52 percent",
                "Recycling rate · 2022/23 / Q1 (April to June) · actual 2022-04-01..2022-06-30 · `55%` reported = 55 percent",
                "Recycling rate · 2021/22 / Q2 (July to September) · actual 2021-07-01..2021-09-30 · `54%` reported = 54 percent",
                "Recycling rate · 2022/23 / Q2 (July to September) · actual 2022-07-01..2022-09-30 · `TBC` to_be_confirmed",
                "Recycling rate · 2021/22 / Yearly total · actual 2021-04-01..2022-03-31 · `53%` reported = 53 percent",
                "Recycling rate · 2022/23 / Yearly total · actual 2022-04-01..2023-03-31 · `TBC` to_be_confirmed",
            ],
        );
    }

    #[test]
    fn periods_that_nobody_can_tell_apart_give_nothing() {
        // Cohorts, and the years in which they were counted.
        check(
            "# Paper\n# Pupils who stay\nCohort | 2021/22 | 2022/23\n2020/21 | 50% | 51%\n2021/22 | 52% | 53%",
            &[],
        );
        check(
            "# Paper\n# Plans issued\nYear | Actual | Actual | Target\n2020/21 | 50% | 51% | 52%\n2021/22 | 53% | 54% | 55%",
            &[],
        );
        check(
            "# Paper\n# Plans issued\nQuarter | Actual | Target\nQ1 | 50% | 51%\nQ2 | 52% | 53%\nQ1 | 54% | 55%\nQ2 | 56% | 57%",
            &[],
        );
    }

    #[test]
    fn indicators_across_are_no_series() {
        check(
            "# Calls

             Year | Calls received | Calls answered
             2021/22 | 970 | 960
             2022/23 | 940 | 930",
            &[
                "Calls received · 2021/22 · actual 2021-04-01..2022-03-31 · `970` reported = 970",
                "Calls received · 2022/23 · actual 2022-04-01..2023-03-31 · `940` reported = 940",
                "Calls answered · 2021/22 · actual 2021-04-01..2022-03-31 · `960` reported = 960",
                "Calls answered · 2022/23 · actual 2022-04-01..2023-03-31 · `930` reported = 930",
            ],
        );
    }

    #[test]
    fn nothing_names_a_second_table_below_the_first() {
        check(
            "# Our performance

# Repairs done on time

             Year | Value | Target
             2021/22 | 97% | 96%
             2022/23 | 94% | 97%

             Year | Value | Target
             2021/22 | 7% | 6%
             2022/23 | 4% | 7%",
            &[
                "Repairs done on time · 2021/22 / Value · actual 2021-04-01..2022-03-31 · `97%` reported = 97 percent",
                "Repairs done on time · 2021/22 / Target · target 2021-04-01..2022-03-31 · `96%` reported = 96 percent",
                "Repairs done on time · 2022/23 / Value · actual 2022-04-01..2023-03-31 · `94%` reported = 94 percent",
                "Repairs done on time · 2022/23 / Target · target 2022-04-01..2023-03-31 · `97%` reported = 97 percent",
            ],
        );
    }
}
