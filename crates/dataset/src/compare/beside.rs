//! What is printed beside a figure: its target, England's figure, its judgement.
//!
//! A target or comparator is that of the same row of a paper that prints the figure, the latest that has one: for the
//! same days, or else, of targets, for the shortest stretch of days that holds them. One without a period is read as
//! the row's: a comparator belongs to the row's newest figure, a target to the figures of that one's year. Where a row
//! prints two that differ, there is none.

use std::collections::HashMap;
use std::sync::Arc;

use boardlift_model::{AreaType, DocumentId, Kind, Observation, Period, PeriodType, RagColour, Status};

use crate::likeness::{Likeness, likeness};
use crate::revisions::{Edition, History, agreed};
use crate::series::{AreaKey, Series, SeriesIndex, Subject};

/// The targets, comparators and newest figures of many papers.
pub(super) struct Beside<'i, 'o> {
    rows: HashMap<Row<'i, 'o>, Vec<Entry<'i, 'o>>>,
}

/// One subject in one paper.
type Row<'i, 'o> = (&'o DocumentId, &'i Subject);

#[derive(Clone, Copy)]
struct Entry<'i, 'o> {
    row: &'o Observation,
    series: &'i Series,
}

/// How near a printing is to a figure's period; the nearest counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Nearness {
    /// The very days.
    Same,
    /// A longer stretch that holds them, and how many days it has.
    Around(i32),
    /// No period: the row's.
    Row,
}

impl<'i, 'o> Beside<'i, 'o> {
    pub(super) fn new(observations: &'o [Observation], index: &'i SeriesIndex) -> Self {
        let mut rows: HashMap<Row<'i, 'o>, Vec<Entry<'i, 'o>>> = HashMap::new();
        for (position, row) in observations.iter().enumerate() {
            let series = index.of(position);
            rows.entry((&row.document_id, &series.subject)).or_default().push(Entry { row, series });
        }
        Beside { rows }
    }

    /// The target of a figure of what happened.
    pub(super) fn target(&self, history: &History<'o>) -> Option<&'o Observation> {
        if history.series.kind != Kind::Actual {
            return None;
        }
        self.latest(history, |entries, own| {
            let targets = entries
                .iter()
                .filter(|entry| entry.row.figure.kind == Kind::Target && entry.series.area == own.area);
            nearest(targets, own, |period| match period {
                Some(period) if period == history.period => Some(Nearness::Same),
                Some(period) if period.start <= history.period.start && history.period.end <= period.end => {
                    Some(Nearness::Around((period.end - period.start).get_days()))
                }
                Some(_) => None,
                None => {
                    let newest = newest(entries, &own.area)?;
                    (year(newest, history.period.kind) == year(history.period, history.period.kind))
                        .then_some(Nearness::Row)
                }
            })
        })
    }

    /// England's figure beside that of a council.
    pub(super) fn england(&self, history: &History<'o>) -> Option<&'o Observation> {
        if is_england(&history.series.area) {
            return None;
        }
        self.latest(history, |entries, own| {
            let comparators = entries
                .iter()
                .filter(|entry| entry.row.figure.kind == own.kind && is_england(&entry.series.area));
            nearest(comparators, own, |period| match period {
                Some(period) => (period == history.period).then_some(Nearness::Same),
                None => (newest(entries, &own.area)? == history.period).then_some(Nearness::Row),
            })
        })
    }

    /// What the latest paper that has any gives.
    fn latest(
        &self,
        history: &History<'o>,
        find: impl Fn(&[Entry<'i, 'o>], &Series) -> Option<&'o Observation>,
    ) -> Option<&'o Observation> {
        let printings = history.editions.iter().rev().flat_map(|edition| &edition.printings);
        let rows = printings.filter_map(|row| self.rows.get(&(&row.document_id, &*history.series.subject)));
        rows.into_iter().find_map(|entries| find(entries, &history.series))
    }
}

/// Whether an area is England itself: the United Kingdom, or England and Wales, is another country.
fn is_england(area: &AreaKey) -> bool {
    // Its ONS code, or its name where no code was known.
    area.area_type == AreaType::Country && matches!(area.name.as_deref(), Some("E92000001" | "england"))
}

/// The latest printing of this very figure that has a judgement. Nothing where an edition judges it twice.
pub(super) fn judged<'o>(history: &History<'o>, figure: &Observation) -> Option<&'o Observation> {
    let judged = |edition: &Edition<'o>| {
        let is_same = |row: &&Observation| likeness(&row.figure, &figure.figure) != Likeness::Different;
        let judged = edition.printings.iter().copied().filter(|row| row.figure.rag.is_some());
        judged.filter(is_same).collect::<Vec<_>>()
    };
    let rows = history.editions.iter().rev().map(judged).find(|judged| !judged.is_empty())?;
    let colour = |row: &Observation| -> Option<RagColour> { row.figure.rag.map(|rag| rag.colour) };
    let first = rows.first().copied()?;
    rows.iter().all(|row| colour(row) == colour(first)).then_some(first)
}

/// The one figure among the nearest entries that can stand beside the series.
fn nearest<'i: 'e, 'o: 'e, 'e>(
    entries: impl Iterator<Item = &'e Entry<'i, 'o>>,
    own: &Series,
    nearness: impl Fn(Option<Period>) -> Option<Nearness>,
) -> Option<&'o Observation> {
    let fitting = entries.filter(|entry| fits(entry.series, own));
    let near = fitting.filter_map(|entry| {
        let period = entry.row.figure.period.as_ref().map(|stated| stated.period);
        Some((nearness(period)?, entry.row))
    });
    let near: Vec<_> = near.collect();
    let least = near.iter().map(|(nearness, _)| *nearness).min()?;
    let nearest: Vec<_> =
        near.into_iter().filter(|(nearness, _)| *nearness == least).map(|(_, row)| row).collect();
    agreed(&nearest)
}

/// A percentage is no target for a count, and a year's sum none for one quarter. Many targets print neither unit nor
/// basis.
fn fits(beside: &Series, own: &Series) -> bool {
    let same_unit = beside.unit.is_none() || own.unit.is_none() || beside.unit == own.unit;
    same_unit && (beside.basis.is_none() || beside.basis == own.basis)
}

/// The period of the row's newest figure of its own: an actual that is not blank.
fn newest(entries: &[Entry<'_, '_>], area: &Arc<AreaKey>) -> Option<Period> {
    let own = entries.iter().filter(|entry| {
        let figure = &entry.row.figure;
        figure.kind == Kind::Actual && figure.cell.status != Status::Blank && entry.series.area == *area
    });
    let periods = own.filter_map(|entry| entry.row.figure.period.as_ref().map(|stated| stated.period));
    periods.max_by_key(|period| (period.end, period.start))
}

/// The first calendar year of the year that a period ends in, in the years that periods of a kind are counted in.
fn year(period: Period, kind: PeriodType) -> i16 {
    match kind {
        PeriodType::HalfTerm | PeriodType::Term | PeriodType::AcademicYear => {
            Period::academic_year_of(period.end)
        }
        PeriodType::CalendarYear => period.end.year(),
        PeriodType::Day
        | PeriodType::Month
        | PeriodType::Quarter
        | PeriodType::FinancialYear
        | PeriodType::Range => Period::financial_year_of(period.end),
    }
}
