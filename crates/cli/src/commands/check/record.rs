//! Findings as programs read them. What a finding shares with the table of observations has its names there.

use boardlift_dataset::checks::Suspicion;
use serde::Serialize;

use crate::records::Record;

/// One finding.
#[derive(Debug, Clone, Serialize)]
pub(super) struct SuspicionRecord {
    check: &'static str,
    cause: &'static str,
    reason: &'static str,
    message: String,
    authority: Option<String>,
    document_id: String,
    file_name: String,
    page: Option<u32>,
    sheet: Option<String>,
    cell: Option<String>,
    line: Option<u32>,
    table: u32,
    row: u32,
    column: u32,
    #[serde(rename = "ref")]
    reference: Option<String>,
    indicator: String,
    breakdown: Option<String>,
    column_text: String,
    value_text: String,
    /// The figures concerned, joined with `;`, the one that looks wrong first.
    observation_ids: String,
}

impl Record for SuspicionRecord {
    const COLUMNS: &'static [&'static str] = &[
        "check",
        "cause",
        "reason",
        "message",
        "authority",
        "document_id",
        "file_name",
        "page",
        "sheet",
        "cell",
        "line",
        "table",
        "row",
        "column",
        "ref",
        "indicator",
        "breakdown",
        "column_text",
        "value_text",
        "observation_ids",
    ];
}

impl SuspicionRecord {
    /// The record of a finding.
    pub(super) fn of(suspicion: &Suspicion) -> Self {
        let (table, row, column) = suspicion.position;
        let place = &suspicion.place;
        SuspicionRecord {
            check: suspicion.check.into(),
            cause: suspicion.cause.into(),
            reason: suspicion.reason,
            message: suspicion.message.clone(),
            authority: suspicion.authority.clone(),
            document_id: suspicion.document_id.0.clone(),
            file_name: suspicion.file_name.clone(),
            page: place.page(),
            sheet: place.sheet().map(str::to_owned),
            cell: place.address().map(|address| address.to_string()),
            line: place.line(),
            table,
            row,
            column,
            reference: suspicion.reference.clone(),
            indicator: suspicion.indicator.clone(),
            breakdown: suspicion.breakdown.clone(),
            column_text: suspicion.column_text.clone(),
            value_text: suspicion.value_text.clone(),
            observation_ids: suspicion.observation_ids.join(";"),
        }
    }
}
