//! Cells that are printed once for several rows or columns, given to all that they are for.
//!
//! A judgement, an arrow, a comment or a wish over several rows is that of each. So is a target, and so are words that
//! stand for a missing figure: `N/A` over three quarters is said of all three. A figure that happened is another matter,
//! since nobody counts it twice: over all sub-rows of an indicator it is the indicator's own, over columns whose periods
//! follow on one another it covers them all, and anywhere else it can't be known whose it is.

use std::borrow::Cow;

use boardlift_lexicon::heading::Role;
use boardlift_lexicon::period::Years;
use boardlift_lexicon::value;
use boardlift_model::{Cell, Certainty, Finding, FindingKind, Kind, Period, PeriodType, Status};

use crate::columns::{Column, Use};

/// Rows in which every merged cell stands wherever it is for.
///
/// A figure that is still marked as spanning rows here is one of all sub-rows together, and one that spans columns covers
/// all their periods.
pub(crate) struct Spread<'a> {
    /// The rows.
    pub(crate) rows: Cow<'a, [Vec<Cell>]>,
    /// The figures that can't be given to anybody. Their cells are lost, but keep their words.
    pub(crate) findings: Vec<Finding>,
}

/// Spreads the merged cells of the rows under a heading.
pub(crate) fn spread<'a>(rows: &'a [Vec<Cell>], columns: &[Column]) -> Spread<'a> {
    let mut spread = Spread { rows: Cow::Borrowed(rows), findings: Vec::new() };
    let at = |role: Role| columns.iter().position(|column| column.used == Use::Role(role));
    let names = Names { number: at(Role::Reference), name: at(Role::Indicator) };
    for row in 0..rows.len() {
        for column in 0..columns.len().min(rows[row].len()) {
            if let Some(area) = Area::of(rows, row, column) {
                give_out(&mut spread, area, columns, names);
            }
        }
    }
    spread
}

/// Where the columns stand that tell indicators apart.
#[derive(Debug, Clone, Copy)]
struct Names {
    number: Option<usize>,
    name: Option<usize>,
}

impl Names {
    fn has_number(self, row: &[Cell]) -> bool {
        is_printed(row, self.number)
    }

    fn has_name(self, row: &[Cell]) -> bool {
        is_printed(row, self.name)
    }
}

fn is_printed(row: &[Cell], at: Option<usize>) -> bool {
    at.and_then(|at| row.get(at)).is_some_and(|cell| !cell.is_blank())
}

/// The cells that a merged cell takes, itself at the top left.
#[derive(Debug, Clone, Copy)]
struct Area {
    row: usize,
    column: usize,
    height: usize,
    width: usize,
}

impl Area {
    /// The area of a cell that is said to span others. What is not marked as covered is not taken, whatever the spans say:
    /// an area never holds a cell that stands for itself.
    fn of(rows: &[Vec<Cell>], row: usize, column: usize) -> Option<Self> {
        let cell = &rows[row][column];
        if cell.covered || (cell.row_span <= 1 && cell.col_span <= 1) {
            return None;
        }
        let more = |span: u32| span.saturating_sub(1) as usize;
        let right = rows[row][column + 1..].iter().take(more(cell.col_span)).take_while(|cell| cell.covered);
        let width = 1 + right.count();
        let is_covered = |row: &&Vec<Cell>| {
            row.get(column..column + width).is_some_and(|cells| cells.iter().all(|cell| cell.covered))
        };
        let below = rows[row + 1..].iter().take(more(cell.row_span)).take_while(is_covered);
        Some(Area { row, column, height: 1 + below.count(), width })
    }

    fn rows(self) -> std::ops::Range<usize> {
        self.row..self.row + self.height
    }

    fn columns(self) -> std::ops::Range<usize> {
        self.column..self.column + self.width
    }
}

/// For each column whether every row has it covered by a cell that begins on its left. Where its heading is covered too it
/// is no column: a grid gets such from another table on the page whose rules stand elsewhere.
pub(crate) fn covered_columns(rows: &[Vec<Cell>], width: usize) -> Vec<bool> {
    let mut covered = vec![0; width];
    for row in 0..rows.len() {
        for column in 0..width.min(rows[row].len()) {
            if let Some(area) = Area::of(rows, row, column) {
                let columns = area.columns().skip(1).take_while(|at| *at < width);
                columns.for_each(|at| covered[at] += area.height);
            }
        }
    }
    covered.into_iter().map(|count| count > 0 && count == rows.len()).collect()
}

fn give_out(spread: &mut Spread<'_>, area: Area, columns: &[Column], names: Names) {
    let fill = spread.rows[area.row][area.column].fill;
    let rows = spread.rows.to_mut();
    for row in area.rows() {
        for cell in rows[row].iter_mut().skip(area.column).take(area.width) {
            cell.fill = fill;
        }
    }
    let owner = &mut rows[area.row][area.column];
    (owner.row_span, owner.col_span) = (span(area.height), span(area.width));
    match &columns[area.column].used {
        Use::Value(_) => spread.findings.extend(give_figure(rows, area, columns, names)),
        // Two indicators under one number, or two numbers beside one name.
        Use::Role(Role::Reference) => copy_down(rows, area, |row| names.has_name(row)),
        Use::Role(Role::Indicator) => copy_down(rows, area, |row| names.has_number(row)),
        // Labels down the side are followed by `sections`.
        Use::Role(Role::Section) | Use::UnknownFigures | Use::Nothing => {}
        Use::Breakdown | Use::Days | Use::Role(_) => copy_down(rows, area, |_| true),
    }
}

fn span(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

fn copy_down(rows: &mut [Vec<Cell>], area: Area, is_for: impl Fn(&[Cell]) -> bool) {
    let cell = rows[area.row][area.column].clone();
    for row in area.rows().skip(1).filter(|row| is_for(&rows[*row])).collect::<Vec<_>>() {
        rows[row][area.column] = copy(&cell);
    }
}

/// The cell as it stands in a place that it covers.
fn copy(cell: &Cell) -> Cell {
    Cell { row_span: 1, col_span: 1, covered: true, ..cell.clone() }
}

/// Gives a merged figure to its rows and columns; a finding where that can't be done.
fn give_figure(rows: &mut [Vec<Cell>], area: Area, columns: &[Column], names: Names) -> Option<Finding> {
    let cell = rows[area.row][area.column].clone();
    let values: Vec<&Column> = columns[area.column..columns.len().min(area.column + area.width)]
        .iter()
        .filter(|column| column.value().is_some())
        .collect();
    if value::read(&cell.text, Years::default()).cell.status != Status::Reported {
        copy_all(rows, area, columns);
        return None;
    }
    let is_aim = columns[area.column].value().is_some_and(|value| value.kind != Kind::Actual);
    let one_column = values.len() == 1;
    let can_stand = (one_column || periods_together(&values).is_some())
        && (area.height == 1 || is_aim || is_whole_indicator(rows, area, names));
    let owner = &mut rows[area.row][area.column];
    if one_column {
        owner.col_span = 1;
    }
    if !can_stand {
        owner.certainty = Certainty::Lost;
        return Some(left_out(&cell));
    }
    if is_aim && area.height > 1 {
        owner.row_span = 1;
        copy_down(rows, area, |_| true);
    }
    None
}

fn copy_all(rows: &mut [Vec<Cell>], area: Area, columns: &[Column]) {
    let cell = rows[area.row][area.column].clone();
    for row in area.rows() {
        for column in
            area.columns().filter(|at| columns.get(*at).is_some_and(|column| column.value().is_some()))
        {
            rows[row][column] = Cell { covered: rows[row][column].covered, ..copy(&cell) };
        }
    }
}

fn left_out(cell: &Cell) -> Finding {
    let message = format!(
        "a figure over several rows or columns was left out: whose it is, nothing says: `{}`",
        cell.text
    );
    Finding::warning(FindingKind::FigureLeftOut, message, Some(cell.place.clone()))
}

/// Whether the rows are all those of one indicator: its name stands beside the first, and the next row has another.
fn is_whole_indicator(rows: &[Vec<Cell>], area: Area, names: Names) -> bool {
    names.has_name(&rows[area.row])
        && !rows[area.rows()].iter().skip(1).any(|row| names.has_name(row))
        && rows.get(area.rows().end).is_none_or(|row| names.has_name(row))
}

/// The days of several columns of the same kind, where they follow on one another; nothing for any other columns.
pub(crate) fn periods_together(columns: &[&Column]) -> Option<Period> {
    let first = columns.first()?.value()?;
    let alike = columns
        .iter()
        .filter_map(|column| column.value())
        .all(|value| (value.kind, &value.area) == (first.kind, &first.area));
    let mut periods: Vec<Period> = columns
        .iter()
        .map(|column| column.period.as_ref().map(|found| found.stated.period))
        .collect::<Option<_>>()?;
    periods.sort_by_key(|period| (period.start, period.end));
    let follow = periods.windows(2).all(|pair| pair[0].end.tomorrow().ok() == Some(pair[1].start));
    let (from, to) = (periods.first()?.start, periods.last()?.end);
    (alike && follow).then(|| whole_year(Period { kind: PeriodType::Range, start: from, end: to }))
}

/// The year that a stretch of days is, where it is one.
fn whole_year(range: Period) -> Period {
    let year = range.start.year();
    let years = [Period::financial_year(year), Period::academic_year(year), Period::calendar_year(year)];
    let is_same = |year: &Period| (year.start, year.end) == (range.start, range.end);
    years.into_iter().flatten().find(is_same).unwrap_or(range)
}

#[cfg(test)]
mod tests {
    use crate::testing::{general, line};

    fn check(lines: &str, expected: &[&str], left_out: u32) {
        let reading = general(lines);
        let found: Vec<String> = reading.figures.iter().map(line).collect();
        assert_eq!(found, expected, "{lines}");
        assert_eq!(reading.findings.iter().map(|finding| finding.count).sum::<u32>(), left_out, "{lines}");
    }

    #[test]
    fn a_target_over_rows_is_that_of_each() {
        check(
            "Ref | Indicator | Target 22/23 | RAG | May 22
             1 | Plans in time | 95% | G | 96%
             2 | Advice in time | ^ | ^ | 97%",
            &[
                "1 Plans in time · Target 22/23 · target 2022-04-01..2023-03-31 · `95%` reported = 95 percent",
                "1 Plans in time · May 22 · actual 2022-05-01..2022-05-31 · `96%` reported = 96 percent rag=green",
                "2 Advice in time · Target 22/23 · target 2022-04-01..2023-03-31 · `95%` reported = 95 percent",
                "2 Advice in time · May 22 · actual 2022-05-01..2022-05-31 · `97%` reported = 97 percent rag=green",
            ],
            0,
        );
    }

    #[test]
    fn a_figure_over_all_sub_rows_is_the_indicators() {
        check(
            "Ref | Indicator | | May 22 | Jun 22
             1 | Pupils absent | SEN Support | 5 | 8
             ^ | ^ | EHCPs | 6 | ^",
            &[
                "1 Pupils absent / SEN Support · May 22 · actual 2022-05-01..2022-05-31 · `5` reported = 5",
                "1 Pupils absent · Jun 22 · actual 2022-06-01..2022-06-30 · `8` reported = 8",
                "1 Pupils absent / EHCPs · May 22 · actual 2022-05-01..2022-05-31 · `6` reported = 6",
            ],
            0,
        );
    }

    #[test]
    fn a_figure_over_two_indicators_is_nobodys() {
        check(
            "Ref | Indicator | May 22\n1 | Plans | 5\n2 | Visits | ^\n3 | Audits | 7",
            &["3 Audits · May 22 · actual 2022-05-01..2022-05-31 · `7` reported = 7"],
            1,
        );
    }

    #[test]
    fn a_figure_over_quarters_covers_them_all() {
        check(
            "Ref | Indicator | Q1 22/23 | Q2 22/23 | Q3 22/23 | Q4 22/23
             1 | Number of plans | 5 | < | < | <
             2 | Number of visits | 6 | < | 7 | 8
             3 | Number of audits | N/A | < | 9 | 9",
            &[
                "1 Number of plans · Q1 22/23 – Q4 22/23 · actual 2022-04-01..2023-03-31 · `5` reported = 5 count !period_inferred",
                "2 Number of visits · Q1 22/23 – Q2 22/23 · actual 2022-04-01..2022-09-30 · `6` reported = 6 count !period_inferred",
                "2 Number of visits · Q3 22/23 · actual 2022-10-01..2022-12-31 · `7` reported = 7 count",
                "2 Number of visits · Q4 22/23 · actual 2023-01-01..2023-03-31 · `8` reported = 8 count",
                "3 Number of audits · Q1 22/23 · actual 2022-04-01..2022-06-30 · `N/A` not_applicable",
                "3 Number of audits · Q2 22/23 · actual 2022-07-01..2022-09-30 · `N/A` not_applicable",
                "3 Number of audits · Q3 22/23 · actual 2022-10-01..2022-12-31 · `9` reported = 9 count",
                "3 Number of audits · Q4 22/23 · actual 2023-01-01..2023-03-31 · `9` reported = 9 count",
            ],
            0,
        );
    }

    #[test]
    fn a_figure_over_unlike_columns_is_left_out() {
        check(
            "Ref | Indicator | May 22 | England\n1 | Plans | 5 | <\n2 | Visits | 6 | 7",
            &[
                "2 Visits · May 22 · actual 2022-05-01..2022-05-31 · `6` reported = 6 count",
                "2 Visits · England · actual @England · `7` reported = 7 count",
            ],
            1,
        );
    }

    #[test]
    fn a_column_that_every_row_covers_is_none() {
        check(
            "Ref | Indicator | < | May 22 | <
             1 | Plans | < | 5 | <
             2 | Visits | < | 6% | <",
            &[
                "1 Plans · May 22 · actual 2022-05-01..2022-05-31 · `5` reported = 5 count",
                "2 Visits · May 22 · actual 2022-05-01..2022-05-31 · `6%` reported = 6 percent",
            ],
            0,
        );
    }

    #[test]
    fn one_number_or_one_name_for_two_rows() {
        check(
            "Ref | Indicator | May 22\n1 | Plans | 5\n^ | Visits | 6\n2 | Audits | 7\n3 | ^ | 8",
            &[
                "1 Plans · May 22 · actual 2022-05-01..2022-05-31 · `5` reported = 5 count !duplicate_ref",
                "1 Visits · May 22 · actual 2022-05-01..2022-05-31 · `6` reported = 6 count !duplicate_ref",
                "2 Audits · May 22 · actual 2022-05-01..2022-05-31 · `7` reported = 7",
                "3 Audits · May 22 · actual 2022-05-01..2022-05-31 · `8` reported = 8",
            ],
            0,
        );
    }

    #[test]
    fn rows_under_one_name_without_names_of_their_own() {
        check(
            "Indicator | May 22\nPlans issued | 5\n^ | 6%",
            &[
                "Plans issued · May 22 · actual 2022-05-01..2022-05-31 · `5` reported = 5",
                "Plans issued · May 22 · actual 2022-05-01..2022-05-31 · `6%` reported = 6 percent",
            ],
            0,
        );
    }
}
