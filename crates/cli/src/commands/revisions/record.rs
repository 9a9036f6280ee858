//! The printings of a figure as programs read them: one record a printing, each with the figure's first and latest value.

use boardlift_dataset::revisions::{Change, Edition, History, is_provisional};
use boardlift_model::Observation;
use serde::Serialize;

use crate::figures::{days, stood_at};
use crate::papers::Papers;
use crate::records::Record;

/// One printing.
#[derive(Debug, Clone, Serialize)]
pub(super) struct PrintingRecord {
    /// Which figure, from 1.
    figure: usize,
    authority_code: Option<String>,
    pub(super) authority: Option<String>,
    area: Option<String>,
    measure: Option<String>,
    section: Option<String>,
    #[serde(rename = "ref")]
    reference: Option<String>,
    pub(super) indicator: String,
    breakdown: Option<String>,
    kind: &'static str,
    basis: Option<&'static str>,
    unit: Option<&'static str>,
    period_type: &'static str,
    period_start: String,
    period_end: String,
    /// As it was published first; nothing where nobody can say which printing that is.
    first_text: Option<String>,
    first_value: Option<f64>,
    /// In the latest edition; nothing where nobody can say which that is.
    latest_text: Option<String>,
    latest_value: Option<f64>,
    revisions: usize,
    confirmations: usize,
    /// Which edition this one is, from 1; nothing where its papers disagree and nobody can say which came first.
    pub(super) edition: Option<usize>,
    pub(super) change: Change,
    pub(super) value_text: String,
    value: Option<f64>,
    status: &'static str,
    provisional: bool,
    document_id: String,
    pub(super) file_name: Option<String>,
    document_period_start: Option<String>,
    document_period_end: Option<String>,
    meeting_date: Option<String>,
    page: Option<u32>,
    sheet: Option<String>,
    cell: Option<String>,
    line: Option<u32>,
    observation_id: String,
    /// The days that it covers, for people.
    #[serde(skip)]
    pub(super) days: String,
    /// Where it stood, for people.
    #[serde(skip)]
    pub(super) stood_at: String,
}

impl PrintingRecord {
    /// The number of the figure, from 1.
    pub(super) fn figure(&self) -> usize {
        self.figure
    }
}

impl Record for PrintingRecord {
    const COLUMNS: &'static [&'static str] = &[
        "figure",
        "authority_code",
        "authority",
        "area",
        "measure",
        "section",
        "ref",
        "indicator",
        "breakdown",
        "kind",
        "basis",
        "unit",
        "period_type",
        "period_start",
        "period_end",
        "first_text",
        "first_value",
        "latest_text",
        "latest_value",
        "revisions",
        "confirmations",
        "edition",
        "change",
        "value_text",
        "value",
        "status",
        "provisional",
        "document_id",
        "file_name",
        "document_period_start",
        "document_period_end",
        "meeting_date",
        "page",
        "sheet",
        "cell",
        "line",
        "observation_id",
    ];
}

/// The printings of one figure, in the order of its editions. The figure has no number yet.
pub(super) fn records(history: &History<'_>, papers: &Papers<'_>) -> Vec<PrintingRecord> {
    let of_edition = |(number, edition): (usize, &Edition<'_>)| {
        let number = Some(number).filter(|_| edition.change != Change::Unclear);
        let printings = edition.printings.iter();
        printings.map(|row| record(history, number, edition.change, row, papers)).collect::<Vec<_>>()
    };
    (1..).zip(&history.editions).flat_map(of_edition).collect()
}

/// All printings, their figures numbered from 1.
pub(super) fn numbered(figures: Vec<Vec<PrintingRecord>>) -> Vec<PrintingRecord> {
    let number = |(figure, records): (usize, Vec<PrintingRecord>)| {
        records.into_iter().map(move |record| PrintingRecord { figure, ..record })
    };
    (1..).zip(figures).flat_map(number).collect()
}

fn record(
    history: &History<'_>,
    edition: Option<usize>,
    change: Change,
    row: &Observation,
    papers: &Papers<'_>,
) -> PrintingRecord {
    let figure = &row.figure;
    let (first, latest) = (history.first(), history.latest());
    let text = |row: Option<&Observation>| row.map(|row| row.figure.value_text.clone());
    let value = |row: Option<&Observation>| row.and_then(|row| row.figure.cell.value);
    let paper = papers.of(&row.document_id);
    let reported = paper.and_then(|paper| Some(paper.period.as_ref()?.period));
    PrintingRecord {
        figure: 0,
        authority_code: row.authority.as_ref().and_then(|authority| authority.code.clone()),
        authority: row.authority.as_ref().map(|authority| authority.name.clone()),
        area: row.area.name.clone(),
        measure: row.measure.clone(),
        section: figure.section.clone(),
        reference: figure.reference.clone(),
        indicator: figure.indicator.clone(),
        breakdown: figure.breakdown.clone(),
        kind: history.series.kind.into(),
        basis: history.series.basis.map(Into::into),
        unit: history.series.unit.map(Into::into),
        period_type: history.period.kind.into(),
        period_start: history.period.start.to_string(),
        period_end: history.period.end.to_string(),
        first_text: text(first),
        first_value: value(first),
        latest_text: text(latest),
        latest_value: value(latest),
        revisions: history.count(Change::Revised),
        confirmations: history.count(Change::Confirmed),
        edition,
        change,
        value_text: figure.value_text.clone(),
        value: figure.cell.value,
        status: figure.cell.status.into(),
        provisional: is_provisional(figure),
        document_id: row.document_id.as_str().to_owned(),
        file_name: paper.map(|paper| paper.source.file_name.clone()),
        document_period_start: reported.map(|period| period.start.to_string()),
        document_period_end: reported.map(|period| period.end.to_string()),
        meeting_date: paper.and_then(|paper| Some(paper.meeting_date?.to_string())),
        page: figure.place.page(),
        sheet: figure.place.sheet().map(str::to_owned),
        cell: figure.place.address().map(|address| address.to_string()),
        line: figure.place.line(),
        observation_id: row.id.clone(),
        days: figure.period.as_ref().map(days).unwrap_or_default(),
        stood_at: stood_at(&figure.place),
    }
}
