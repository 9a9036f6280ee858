//! The figures of one authority by document and printed row: what every check starts from.

use std::collections::BTreeMap;

use boardlift_model::{AreaType, DocumentId, Kind, Observation, PeriodType, Status, Unit};

use crate::tables::DocumentRow;

/// One document and its rows, in printed order.
pub(super) struct Paper<'o> {
    pub(super) document: &'o DocumentRow,
    pub(super) rows: Vec<Row<'o>>,
}

/// The figures of one indicator or sub-row that stand in one printed row, by column. Never empty.
pub(super) struct Row<'o> {
    pub(super) figures: Vec<&'o Observation>,
}

/// The documents, as given, with the figures that they have among `observations`.
pub(super) fn papers<'o>(observations: &'o [Observation], documents: &'o [DocumentRow]) -> Vec<Paper<'o>> {
    let mut by_document: BTreeMap<&DocumentId, Vec<&Observation>> = BTreeMap::new();
    for observation in observations {
        by_document.entry(&observation.document_id).or_default().push(observation);
    }
    // The same bytes under two names are one paper.
    let of = |document: &'o DocumentRow| {
        let rows = rows(by_document.remove(&document.source.id)?);
        Some(Paper { document, rows })
    };
    documents.iter().filter_map(of).collect()
}

fn rows(figures: Vec<&Observation>) -> Vec<Row<'_>> {
    let mut rows: BTreeMap<_, BTreeMap<u32, &Observation>> = BTreeMap::new();
    for observation in figures {
        let figure = &observation.figure;
        let words = (&figure.section, &figure.indicator, &figure.breakdown);
        let row = rows.entry((figure.table, figure.row, words)).or_default();
        row.entry(figure.column).or_insert(observation);
    }
    rows.into_values().map(|row| Row { figures: row.into_values().collect() }).collect()
}

impl<'o> Paper<'o> {
    /// The rows by table, each table's in printed order.
    pub(super) fn tables(&self) -> Vec<&[Row<'o>]> {
        self.rows.chunk_by(|a, b| a.first().figure.table == b.first().figure.table).collect()
    }
}

impl<'o> Row<'o> {
    /// The first figure: every figure of the row has its words.
    pub(super) fn first(&self) -> &'o Observation {
        self.figures[0]
    }

    /// The figures of the publisher's own area.
    pub(super) fn own(&self) -> impl Iterator<Item = &'o Observation> {
        self.figures.iter().copied().filter(|observation| is_own(observation))
    }

    /// Its own figures of one kind that hold a number.
    pub(super) fn reported(&self, kind: Kind) -> impl Iterator<Item = &'o Observation> {
        self.own().filter(move |o| o.figure.kind == kind && value(o).is_some())
    }

    /// Its own results that hold a number, from the oldest; those without a date last, as printed.
    pub(super) fn results(&self) -> Vec<&'o Observation> {
        let mut results: Vec<&Observation> = self.reported(Kind::Actual).collect();
        results.sort_by_key(|o| {
            let end = o.figure.period.as_ref().map(|stated| stated.period.end);
            (end.is_none(), end, o.figure.column)
        });
        results
    }

    /// The baseline, where there is one.
    pub(super) fn baseline(&self) -> Option<&'o Observation> {
        only(self.reported(Kind::Baseline))
    }

    /// The target that a figure is to be held against: the one of its days, else the row's only one.
    pub(super) fn target_of(&self, figure: &Observation) -> Option<&'o Observation> {
        let days = figure.figure.period.as_ref().map(|stated| stated.period);
        let end = |o: &Observation| o.figure.period.as_ref().map(|stated| stated.period.end);
        let same_end = |o: &&Observation| end(o).is_some() && end(o) == days.map(|days| days.end);
        let mut targets = self.reported(Kind::Target).filter(same_end);
        match (targets.next(), targets.next()) {
            (Some(one), None) => Some(one),
            _ => only(self.reported(Kind::Target)),
        }
    }

    /// The figure of the same column, by heading, that another row of the table has.
    pub(super) fn beside(&self, figure: &Observation) -> Option<&'o Observation> {
        let same = |o: &&Observation| {
            o.figure.column == figure.figure.column && o.figure.column_text == figure.figure.column_text
        };
        self.figures.iter().copied().find(same)
    }

    /// What its figures count in, where all that hold a number say the same.
    pub(super) fn unit(&self) -> Option<Unit> {
        let mut units = self.own().filter(|o| value(o).is_some()).map(|o| o.figure.cell.unit);
        let first = units.next()?;
        units.all(|unit| unit == first).then_some(first)?
    }
}

/// Whether a figure describes the authority that published it.
pub(super) fn is_own(observation: &Observation) -> bool {
    let own = observation.authority.as_ref().map(|authority| authority.name.as_str());
    observation.area.area_type == AreaType::LocalAuthority
        && observation.area.name.as_deref().is_none_or(|name| Some(name) == own)
}

/// The number that a figure holds, where it is plain: no range, and no bound.
pub(super) fn value(observation: &Observation) -> Option<f64> {
    let cell = &observation.figure.cell;
    let is_plain = cell.status == Status::Reported && cell.value_upper.is_none() && cell.qualifier.is_none();
    cell.value.filter(|value| is_plain && value.is_finite())
}

/// Whether a figure covers a whole year.
pub(super) fn is_of_a_year(observation: &Observation) -> bool {
    let kind = observation.figure.period.as_ref().map(|stated| stated.period.kind);
    matches!(kind, Some(PeriodType::FinancialYear | PeriodType::AcademicYear | PeriodType::CalendarYear))
}

fn only<'o>(mut figures: impl Iterator<Item = &'o Observation>) -> Option<&'o Observation> {
    figures.next().filter(|_| figures.next().is_none())
}
