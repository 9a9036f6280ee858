//! Which of a row's figures its judgement, its arrow and its note's fraction belong to.

use boardlift_lexicon::heading::{self, Relation, Relative};
use boardlift_model::grounds::Belongs;
use boardlift_model::{Basis, Certainty, Date, Status};

use crate::columns::{Column, Use};
use crate::header::ANY_YEARS;
use crate::row_reading::ReadCell;

/// The row's newest actual: of the columns of the authority's own actuals whose cell is not blank, the one whose
/// period ends last; among those without a period, or with the same end, the last that is headed as current and
/// else the last in print. One that is headed as an earlier one, `Previous year`, stands behind all that aren't, and so does a
/// forecast.
///
/// Nothing where there is none, nothing where a newer cell can't be read with certainty, and nothing where columns with a
/// period stand beside others without one, none of them headed as current: `2022/23 | Q1 | Q2` in no known year.
pub(crate) fn newest_actual(columns: &[Column], cells: &[ReadCell]) -> Option<usize> {
    let only = only_actual(columns);
    let own = |read: &&ReadCell| columns[read.column].may_be_judged() || Some(read.column) == only;
    let filled =
        |read: &&ReadCell| read.certainty == Certainty::Lost || read.value.cell.status != Status::Blank;
    let is_late = |read: &&ReadCell| {
        let column = &columns[read.column];
        own(read) && filled(read) && !is_earlier(column) && !is_forecast(column)
    };
    let has_late = cells.iter().any(|read| is_late(&read));
    let counts = |read: &&ReadCell| if has_late { is_late(read) } else { own(read) && filled(read) };
    let filled_own = || cells.iter().filter(counts).map(|read| &columns[read.column]);
    let dated = filled_own().filter(|column| column_end(column).is_some()).count();
    let undated = filled_own().count() - dated;
    if dated > 0 && undated > 0 && !filled_own().any(is_current) {
        return None;
    }
    let newest = cells.iter().enumerate().filter(|(_, read)| counts(read)).max_by_key(|(at, read)| {
        let column = &columns[read.column];
        (undated > 0 && is_current(column), column_end(column), is_current(column), *at)
    });
    newest.filter(|(_, read)| read.certainty != Certainty::Lost).map(|(at, _)| at)
}

/// The cell that a judgement, an arrow or a note in the column at a place speaks of, and why. `newest` is the row's newest
/// actual.
///
/// A heading that names a period speaks of the actual of those days, and one that is headed as one actual is, `Forecast RAG`
/// beside `Forecast`, of that one. Of several columns for the same the order decides, and a single one speaks of the newest.
pub(crate) fn spoken_of(
    columns: &[Column],
    cells: &[ReadCell],
    at: usize,
    newest: Option<usize>,
) -> Option<(usize, Belongs)> {
    if columns[at].period.is_some() {
        let dated = actual_of_period(columns, at)?;
        let cell = cells.iter().position(|read| read.column == dated)?;
        return Some((cell, Belongs::SameDays));
    }
    let is_alone = columns.iter().filter(|other| other.used == columns[at].used).count() == 1;
    if is_alone {
        return newest.map(|cell| (cell, Belongs::Newest));
    }
    let (column, belongs) = actual_of_words(columns, at)
        .map(|named| (named, Belongs::SameWords))
        .or_else(|| Some((actual_on_the_left(columns, at)?, Belongs::NextOnTheRight)))?;
    Some((cell_of(cells, column)?, belongs))
}

/// The cell of a column, if anything is printed in it.
fn cell_of(cells: &[ReadCell], column: usize) -> Option<usize> {
    cells.iter().position(|read| read.column == column && read.value.cell.status != Status::Blank)
}

/// The actual of the days that a heading names. Of several, `Number | % | RAG` under one quarter, the nearest on its left.
fn actual_of_period(columns: &[Column], at: usize) -> Option<usize> {
    let period = columns[at].period.as_ref()?.stated.period;
    let is_of_days = |other: &usize| {
        let days = columns[*other].period.as_ref().map(|found| found.stated.period);
        columns[*other].may_be_judged() && days == Some(period)
    };
    let mut of_days = (0..columns.len()).filter(is_of_days);
    let first = of_days.next()?;
    if of_days.next().is_none() { Some(first) } else { nearest_on_the_left(columns, at, is_of_days) }
}

/// The only one of the authority's own actuals under the same upper level, or whose heading is part of this one's, the rest of
/// which is for the same use by itself: `This quarter` and `This quarter RAG`.
fn actual_of_words(columns: &[Column], at: usize) -> Option<usize> {
    let Use::Role(role) = columns[at].used else { return None };
    let upper = |at: usize| columns[at].text.rsplit_once(" / ").map(|(upper, _)| upper);
    let beside = |other: &usize| upper(at).is_some() && upper(*other) == upper(at);
    let stem = columns[at].stem.as_str();
    let is_rest = |rest: &str| heading::read(rest, ANY_YEARS).role == Some(role);
    let is_named = |other: &usize| {
        let name = columns[*other].stem.as_str();
        let rest = stem.strip_prefix(name).or_else(|| stem.strip_suffix(name));
        !name.is_empty() && rest.is_some_and(|rest| is_rest(rest.trim()))
    };
    let only = |is_meant: &dyn Fn(&usize) -> bool| {
        let mut meant = (0..columns.len()).filter(|at| columns[*at].may_be_judged()).filter(is_meant);
        meant.next().filter(|_| meant.next().is_none())
    };
    only(&beside).or_else(|| only(&is_named))
}

/// The nearest column on the left that is meant, if none for the same use stands between.
fn nearest_on_the_left(columns: &[Column], at: usize, is_meant: impl Fn(&usize) -> bool) -> Option<usize> {
    (0..at).rev().take_while(|other| columns[*other].used != columns[at].used).find(is_meant)
}

/// The nearest of the authority's own actuals on the left, if no column for the same stands between: `Q1 | RAG | Q2 | RAG` says
/// so by its order. In no other order can anybody say it: where one stands before all actuals, or two headed alike beside each
/// other.
fn actual_on_the_left(columns: &[Column], at: usize) -> Option<usize> {
    let same_use = |other: &usize| columns[*other].used == columns[at].used;
    let is_actual = |other: &usize| columns[*other].may_be_judged();
    let is_twin = |other: usize| same_use(&other) && columns[other].stem == columns[at].stem;
    let has_twin_beside = (at + 1..columns.len()).take_while(|other| !is_actual(other)).any(is_twin);
    let first = (0..columns.len()).find(same_use)?;
    let leads = !(0..first).any(|other| is_actual(&other));
    nearest_on_the_left(columns, at, is_actual).filter(|_| !has_twin_beside && !leads)
}

/// The only column of the authority's own actuals.
fn only_actual(columns: &[Column]) -> Option<usize> {
    let mut own = (0..columns.len()).filter(|&at| columns[at].is_own_actual());
    own.next().filter(|_| own.next().is_none())
}

fn column_end(column: &Column) -> Option<Date> {
    column.value()?.period.as_ref().map(|found| found.stated.period.end)
}

/// Whether a heading says that newer figures stand beside it: by a period before the paper's own, `Last quarter`, or in a word.
fn is_earlier(column: &Column) -> bool {
    let is_before = |relative: Relative| matches!(relative.relation, Relation::Before | Relation::YearBefore);
    let says_so = |word: &str| matches!(word, "previous" | "prev" | "prior" | "preceding" | "earlier");
    heading::relative(&column.text).is_some_and(is_before) || column.stem.split(' ').any(says_so)
}

/// Whether a heading says that its figures have not happened yet.
fn is_forecast(column: &Column) -> bool {
    column.value().is_some_and(|value| value.basis == Some(Basis::Forecast))
}

fn is_current(column: &Column) -> bool {
    column.stem.split(' ').any(|word| matches!(word, "current" | "latest" | "this"))
}

#[cfg(test)]
mod tests {
    use crate::testing::general;

    /// The column headings whose figures have a judgement, an arrow or a fraction.
    fn check(lines: &str, expected: &[&str]) {
        let reading = general(lines);
        let judged = reading.figures.iter().filter(|figure| {
            figure.rag.is_some() || figure.direction.is_some() || figure.cell.fraction.is_some()
        });
        let found: Vec<&str> = judged.map(|figure| figure.column_text.as_str()).collect();
        assert_eq!(found, expected, "{lines}");
    }

    #[test]
    fn a_judgement_belongs_to_the_newest_filled_actual() {
        check("Ref|KPI|Target 22/23|Q1|Q2|Q3|RAG\n1|Plans|9|5|6||R", &["Q2"]);
        check("Ref|KPI|Target 22/23|Q3|Q2|Q1|RAG\n1|Plans|9|7|6|5|R", &["Q3"]);
        check("Ref|KPI|Mar 24|Direction of travel|Feb 24|England\n1|Plans|awaiting data|▲|6|7", &["Mar 24"]);
        check(
            "Ref|KPI|Current performance|Previous performance|RAG\n1|Plans|5|6|G",
            &["Current performance"],
        );
        check("Ref|KPI|Actual|Previous year|RAG\n1|Plans|5|6|G", &["Actual"]);
        check("Ref|KPI|Actual|Previous quarter|Last year|RAG\n1|Plans|5|6|7|G", &["Actual"]);
        check("# Scorecard, quarter 3 2023/24\n\nRef|KPI|Actual|Last year|RAG\n1|Plans|5|6|G", &["Actual"]);
        check("Ref|KPI|Previous result|Outturn|RAG\n1|Plans|5|6|G", &["Outturn"]);
        check("Ref|KPI|This quarter|Last quarter|RAG\n1|Plans||6|G", &["Last quarter"]);
        check("Ref|KPI|Target 22/23|RAG\n1|Plans|9|R", &[]);
        check("Ref|KPI|2021/22|Q1|Q2|RAG\n1|Plans|5|6|7|R", &[]);
        check("Ref|KPI|2021/22|Latest|RAG\n1|Plans|5|6|R", &["Latest"]);
    }

    #[test]
    fn comparators_and_targets_are_never_judged() {
        check("Ref|KPI|Q1 22/23|England Q2 22/23|Target Q3 22/23|RAG\n1|Plans|5|6|7|A", &["Q1 22/23"]);
    }

    #[test]
    fn a_judgement_with_a_period_of_its_own_belongs_to_that_period() {
        check("Ref|KPI|Q1 22/23|Q1 22/23 RAG|Q2 22/23|Q2 22/23 RAG\n1|Plans|5|R|6|", &["Q1 22/23"]);
        check("Ref|KPI|Q1 22/23|<|<\n||Number|%|RAG\n1|Plans|5|50%|R", &["Q1 22/23 / %"]);
    }

    #[test]
    fn judgements_beside_each_figure_belong_to_it_or_to_nobody() {
        check("Ref|KPI|Q1 22/23|RAG|Q2 22/23|RAG\n1|Plans|5|R|6|G", &["Q1 22/23", "Q2 22/23"]);
        check("Ref|KPI|Q1 22/23|RAG|Q2 22/23|RAG\n1|Plans|5|R|6|", &["Q1 22/23"]);
        check("Ref|KPI|Q1 22/23|RAG|Q2 22/23|RAG\n1|Plans|5|||G", &[]);
    }

    #[test]
    fn of_judgements_in_no_order_nobody_can_say_whose_they_are() {
        check("Ref|KPI|Q1 22/23|Q2 22/23|RAG|RAG\n1|Plans|5|6|G|R", &[]);
        check("Ref|KPI|RAG|Q1 22/23|RAG|Q2 22/23\n1|Plans|G|5|R|6", &[]);
        check("Ref|KPI|Q1 22/23|Q2 22/23|Performance RAG|Risk RAG\n1|Plans|5|6|G|R", &["Q2 22/23"]);
    }

    #[test]
    fn a_judgement_beside_those_of_periods_is_that_of_the_figure_on_its_left() {
        check("Ref|KPI|Q1 22/23|Q1 RAG|Q2 22/23|Q2 RAG|Overall RAG\n1|Plans|5||6||R", &[]);
        check("Ref|KPI|Q1 22/23|Q1 RAG|Year to date|RAG\n1|Plans|5||6|R", &["Year to date"]);
    }

    #[test]
    fn a_judgement_with_the_words_of_a_figure_belongs_to_it() {
        check(
            "Ref|KPI|This quarter|Last quarter|This quarter RAG|Last quarter RAG\n1|Plans|5|6|R|",
            &["This quarter"],
        );
        check("Ref|KPI|Outturn|Actual|Outturn RAG|Actual RAG\n1|Plans|5|6|R|", &["Outturn"]);
        check(
            "Ref|KPI|Quarter|<|Year to date|<\n||RAG|Actual|RAG|Actual\n1|Plans|G|5||6",
            &["Quarter / Actual"],
        );
    }

    #[test]
    fn a_forecast_is_judged_only_where_nothing_has_happened_yet() {
        check("Ref|KPI|Q2 22/23|Forecast|RAG\n1|Plans|5|6|R", &["Q2 22/23"]);
        check("Ref|KPI|Target|Forecast|RAG\n1|Plans|5|6|R", &["Forecast"]);
    }

    #[test]
    fn a_notes_fraction_belongs_to_the_newest_actual() {
        check("Ref|KPI|Target 22/23|Q1|Q2|Notes\n1|% of plans|60%|50%|40%|4/10", &["Q2"]);
    }
}
