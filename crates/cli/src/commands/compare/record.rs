//! The cells of a comparison as programs read them: one record a printing that counts, with all that it stands on.
//!
//! The names are those of the table of observations; what is printed beside the figure has its own prefix.

use boardlift_dataset::compare::{Cell, Comparison, Line};
use boardlift_model::{DocumentId, Observation, Status};
use serde::Serialize;

use crate::papers::Papers;
use crate::records::Record;

/// One printing.
#[derive(Debug, Serialize)]
pub(super) struct CellRecord<'o> {
    measure: Option<&'o str>,
    authority_code: Option<&'o str>,
    authority: Option<&'o str>,
    area: Option<&'o str>,
    area_code: Option<&'o str>,
    area_type: &'static str,
    section: Option<&'o str>,
    #[serde(rename = "ref")]
    reference: Option<&'o str>,
    indicator: &'o str,
    breakdown: Option<&'o str>,
    kind: &'static str,
    basis: Option<&'static str>,
    unit: Option<&'static str>,
    period_type: &'static str,
    period_start: String,
    period_end: String,
    period_text: Option<&'o str>,
    value_text: &'o str,
    value: Option<f64>,
    value_upper: Option<f64>,
    qualifier: Option<&'static str>,
    status: &'static str,
    value_note: Option<&'o str>,
    /// What the latest edition did to the figure.
    change: &'static str,
    revised: bool,
    provisional: bool,
    editions: usize,
    target_text: Option<&'o str>,
    target: Option<f64>,
    target_start: Option<String>,
    target_end: Option<String>,
    target_document_id: Option<&'o str>,
    target_observation_id: Option<&'o str>,
    england_text: Option<&'o str>,
    england: Option<f64>,
    england_start: Option<String>,
    england_end: Option<String>,
    england_document_id: Option<&'o str>,
    england_observation_id: Option<&'o str>,
    rag: Option<&'static str>,
    rag_source: Option<&'static str>,
    rag_observation_id: Option<&'o str>,
    document_id: &'o str,
    file_name: Option<&'o str>,
    document_period_end: Option<String>,
    meeting_date: Option<String>,
    page: Option<u32>,
    sheet: Option<&'o str>,
    cell: Option<String>,
    line: Option<u32>,
    observation_id: &'o str,
    flags: String,
}

impl Record for CellRecord<'_> {
    const COLUMNS: &'static [&'static str] = &[
        "measure",
        "authority_code",
        "authority",
        "area",
        "area_code",
        "area_type",
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
        "period_text",
        "value_text",
        "value",
        "value_upper",
        "qualifier",
        "status",
        "value_note",
        "change",
        "revised",
        "provisional",
        "editions",
        "target_text",
        "target",
        "target_start",
        "target_end",
        "target_document_id",
        "target_observation_id",
        "england_text",
        "england",
        "england_start",
        "england_end",
        "england_document_id",
        "england_observation_id",
        "rag",
        "rag_source",
        "rag_observation_id",
        "document_id",
        "file_name",
        "document_period_end",
        "meeting_date",
        "page",
        "sheet",
        "cell",
        "line",
        "observation_id",
        "flags",
    ];
}

/// The records of a comparison, in the order of its lines and cells.
pub(super) fn records<'o>(comparison: &Comparison<'o>, papers: &Papers<'o>) -> Vec<CellRecord<'o>> {
    let of_line = |line: &Line<'o>| {
        let of_cell = |cell: &Cell<'o>| {
            let printings = cell.printings.clone().into_iter();
            printings.map(|row| record(line, cell, row, papers)).collect::<Vec<_>>()
        };
        line.cells.iter().flat_map(of_cell).collect::<Vec<_>>()
    };
    comparison.lines.iter().flat_map(of_line).collect()
}

fn record<'o>(line: &Line<'o>, cell: &Cell<'o>, row: &'o Observation, papers: &Papers<'o>) -> CellRecord<'o> {
    let figure = &row.figure;
    let [target, england] = [cell.target, cell.england].map(Beside::of);
    let rag = cell.judged.and_then(|judged| judged.figure.rag);
    let paper = papers.of(&row.document_id);
    CellRecord {
        measure: row.measure.as_deref(),
        authority_code: row.authority.as_ref().and_then(|authority| authority.code.as_deref()),
        authority: row.authority.as_ref().map(|authority| authority.name.as_str()),
        area: row.area.name.as_deref(),
        area_code: row.area.code.as_deref(),
        area_type: row.area.area_type.as_str(),
        section: figure.section.as_deref(),
        reference: figure.reference.as_deref(),
        indicator: &figure.indicator,
        breakdown: figure.breakdown.as_deref(),
        kind: figure.kind.as_str(),
        basis: line.series.basis.map(Into::into),
        unit: line.series.unit.map(Into::into),
        period_type: cell.period.kind.as_str(),
        period_start: cell.period.start.to_string(),
        period_end: cell.period.end.to_string(),
        period_text: figure.period.as_ref().map(|stated| stated.text.as_str()),
        value_text: &figure.value_text,
        value: figure.cell.value,
        value_upper: figure.cell.value_upper,
        qualifier: figure.cell.qualifier.map(Into::into),
        status: Status::as_str(figure.cell.status),
        value_note: figure.cell.note.as_deref(),
        change: cell.change.as_str(),
        revised: cell.revised,
        provisional: cell.provisional,
        editions: cell.editions,
        target_text: target.text,
        target: target.value,
        target_start: target.start,
        target_end: target.end,
        target_document_id: target.document_id,
        target_observation_id: target.observation_id,
        england_text: england.text,
        england: england.value,
        england_start: england.start,
        england_end: england.end,
        england_document_id: england.document_id,
        england_observation_id: england.observation_id,
        rag: rag.map(|rag| rag.colour.as_str()),
        rag_source: rag.map(|rag| rag.source.as_str()),
        rag_observation_id: cell.judged.map(|judged| judged.id.as_str()),
        document_id: row.document_id.as_str(),
        file_name: paper.map(|paper| paper.source.file_name.as_str()),
        document_period_end: paper.and_then(|paper| Some(paper.period.as_ref()?.period.end.to_string())),
        meeting_date: paper.and_then(|paper| Some(paper.meeting_date?.to_string())),
        page: figure.place.page(),
        sheet: figure.place.sheet(),
        cell: figure.place.address().map(|address| address.to_string()),
        line: figure.place.line(),
        observation_id: &row.id,
        flags: figure.flags.iter().map(|flag| flag.as_str()).collect::<Vec<_>>().join(";"),
    }
}

/// A figure printed beside another.
#[derive(Default)]
struct Beside<'o> {
    text: Option<&'o str>,
    value: Option<f64>,
    start: Option<String>,
    end: Option<String>,
    document_id: Option<&'o str>,
    observation_id: Option<&'o str>,
}

impl<'o> Beside<'o> {
    fn of(row: Option<&'o Observation>) -> Self {
        let Some(row) = row else { return Beside::default() };
        let period = row.figure.period.as_ref().map(|stated| stated.period);
        Beside {
            text: Some(&row.figure.value_text),
            value: row.figure.cell.value,
            start: period.map(|period| period.start.to_string()),
            end: period.map(|period| period.end.to_string()),
            document_id: Some(DocumentId::as_str(&row.document_id)),
            observation_id: Some(&row.id),
        }
    }
}
