//! Headings out of their sequence, and results of days that had not come.
//!
//! A figure that prints days of its own beside those of its heading is no slip: it says so.

use std::collections::BTreeMap;

use boardlift_model::{Basis, Flag, Kind, Observation};

use super::papers::{Paper, value};
use super::suspicion::{Check, Suspicion};

/// What is wrong with the days of a paper's figures.
pub(super) fn check(paper: &Paper<'_>) -> Vec<Suspicion> {
    let mut found = headings(paper);
    found.extend(after_the_meeting(paper));
    found
}

fn figures<'o>(paper: &Paper<'o>) -> impl Iterator<Item = &'o Observation> {
    paper.rows.iter().flat_map(|row| row.figures.iter().copied())
}

/// One finding a heading, whatever the number of figures and tables under it.
fn headings(paper: &Paper<'_>) -> Vec<Suspicion> {
    let mut columns: BTreeMap<&str, Vec<&Observation>> = BTreeMap::new();
    for o in figures(paper).filter(|o| o.figure.flags.contains(&Flag::PeriodOutOfSequence)) {
        columns.entry(&o.figure.column_text).or_default().push(o);
    }
    let message = |first: &Observation| {
        let row = paper.rows.iter().find(|row| row.figures.iter().any(|o| o.id == first.id))?;
        let beside =
            row.own().filter(|o| o.figure.column != first.figure.column && o.figure.period.is_some());
        let beside = beside.min_by_key(|o| o.figure.column.abs_diff(first.figure.column))?;
        let (odd, beside) = (&first.figure.column_text, &beside.figure.column_text);
        Some(format!("the heading `{odd}` stands beside `{beside}`, from which its year does not follow"))
    };
    let finding = |figures: Vec<&Observation>| {
        let (first, others) = figures.split_first()?;
        Some(Suspicion::of(Check::PeriodOutOfSequence, paper, first, others, message(first)?))
    };
    columns.into_values().filter_map(finding).collect()
}

/// Results of days that had not come when the board met.
fn after_the_meeting(paper: &Paper<'_>) -> Vec<Suspicion> {
    let Some(meeting) = paper.document.meeting_date else { return Vec::new() };
    let is_ahead = |o: &&Observation| {
        let figure = &o.figure;
        let starts = figure.period.as_ref().map(|stated| stated.period.start);
        let is_result = figure.kind == Kind::Actual && figure.basis != Some(Basis::Forecast);
        is_result && value(o).is_some() && starts.is_some_and(|start| start > meeting)
    };
    let mut columns: BTreeMap<(u32, u32), Vec<&Observation>> = BTreeMap::new();
    for o in paper.rows.iter().flat_map(|row| row.figures.iter().copied()).filter(is_ahead) {
        columns.entry((o.figure.table, o.figure.column)).or_default().push(o);
    }
    let finding = |figures: Vec<&Observation>| {
        let (first, others) = figures.split_first()?;
        let start = first.figure.period.as_ref()?.period.start;
        let message = format!("a result for days from {start} on, in a paper for the meeting of {meeting}");
        Some(Suspicion::of(Check::PeriodInFuture, paper, first, others, message))
    };
    columns.into_values().filter_map(finding).collect()
}

#[cfg(test)]
mod tests {
    use super::super::suspicion::Check;
    use super::super::testing::check;

    #[test]
    fn one_heading_out_of_its_sequence_is_one_finding() {
        check(
            Check::PeriodOutOfSequence,
            "Ref|KPI|Performance - Mar 24|Performance - Feb 23\n1|Number of plans|3949|3877\n2|% issued|67%|53%",
            &["1: 3877"],
        );
    }
}
