//! The columns of `documents`: one row per input file.

use boardlift_model::{
    self as model, DocumentId, DocumentStatus, LayoutRef, MediaType, PeriodType, Source, StatedPeriod,
};

use super::Access::{Count, Date, Flags, Hash, Name, Ordinal, Term, Text};
use super::column::{Field, Row, Whole, optional, required, term, terms};
use super::parts;
use crate::tables::{DocumentRow, TableName};

impl Row for DocumentRow {
    const TABLE: TableName = TableName::Documents;
    const FIELDS: &'static [Field<Self>] = &[
        required(
            "document_id",
            Hash(64, |row| row.source.id.as_str(), |row, id| row.source.id = DocumentId(id.to_owned())),
            "SHA-256 of the document's bytes",
        ),
        required(
            "file_name",
            Text(|row| Some(&row.source.file_name), |row, name| name.clone_into(&mut row.source.file_name)),
            "The file's name, without its folder",
        ),
        optional(
            "source_url",
            Text(|row| row.source_url.as_deref(), |row, url| row.source_url = Some(url.to_owned())),
            "Where it was fetched from, where that is known",
        ),
        required(
            "media_type",
            Name(
                |row| row.source.media_type.into(),
                |row, name| term(name).map(|media_type| row.source.media_type = media_type),
            ),
            "What the bytes are (RFC 6838)",
        ),
        required(
            "byte_size",
            Count(
                |row| row.source.byte_size,
                |row, size| {
                    row.source.byte_size = size;
                    Some(())
                },
            ),
            "How many bytes",
        ),
        optional(
            "title",
            Text(|row| row.title.as_deref(), |row, words| row.title = Some(words.to_owned())),
            "Its title",
        ),
        optional(
            "authority_code",
            Text(
                |row| row.authority.as_ref()?.code.as_deref(),
                |row, code| parts::authority(&mut row.authority).code = Some(code.to_owned()),
            ),
            "ONS code of the publishing authority",
        ),
        optional(
            "authority",
            Text(
                |row| Some(&row.authority.as_ref()?.name),
                |row, name| name.clone_into(&mut parts::authority(&mut row.authority).name),
            ),
            "Its name",
        ),
        optional(
            "board",
            Text(|row| row.board.as_deref(), |row, words| row.board = Some(words.to_owned())),
            "The board that it is written for",
        ),
        optional(
            "period_text",
            Text(
                |row| Some(&row.period.as_ref()?.text),
                |row, words| words.clone_into(&mut parts::period(&mut row.period).text),
            ),
            "The words that say what it reports on",
        ),
        optional(
            "period_start",
            Date(
                |row| Some(row.period.as_ref()?.period.start),
                |row, day| parts::period(&mut row.period).period.start = day,
            ),
            "First day that it reports on",
        ),
        optional(
            "period_end",
            Date(
                |row| Some(row.period.as_ref()?.period.end),
                |row, day| parts::period(&mut row.period).period.end = day,
            ),
            "Last day that it reports on, included",
        ),
        optional(
            "meeting_date",
            Date(|row| row.meeting_date, |row, day| row.meeting_date = Some(day)),
            "The day of the meeting",
        ),
        optional(
            "pages",
            Ordinal(|row| row.pages, |row, pages| row.pages = Some(pages)),
            "How many pages it has (PDF)",
        ),
        optional(
            "layout",
            Text(
                |row| Some(&row.layout.as_ref()?.id),
                |row, id| id.clone_into(&mut layout(&mut row.layout).id),
            ),
            "Id of the layout that read it",
        ),
        optional(
            "layout_version",
            Ordinal(
                |row| Some(row.layout.as_ref()?.version),
                |row, version| layout(&mut row.layout).version = version,
            ),
            "The version that the layout states",
        ),
        required(
            "boardlift_version",
            Text(
                |row| Some(&row.boardlift_version),
                |row, version| version.clone_into(&mut row.boardlift_version),
            ),
            "The version of Boardlift that read it",
        ),
        required(
            "tables",
            Count(
                |row| row.tables.into(),
                |row, count| count.try_into().ok().map(|count| row.tables = count),
            ),
            "How many tables it has, those without indicators included",
        ),
        required(
            "indicators",
            Count(
                |row| row.indicators.into(),
                |row, count| count.try_into().ok().map(|count| row.indicators = count),
            ),
            "How many indicators have rows in `observations`",
        ),
        required(
            "observations",
            Count(
                |row| row.observations.into(),
                |row, count| count.try_into().ok().map(|count| row.observations = count),
            ),
            "How many rows it has in `observations`",
        ),
        required(
            "status",
            Term(
                terms::<DocumentStatus>,
                |row| Some(row.status.as_str()),
                |row, name| term(name).map(|status| row.status = status),
            ),
            "How it came out",
        ),
        optional(
            "error",
            Text(|row| row.error.as_deref(), |row, words| row.error = Some(words.to_owned())),
            "Why it was not read, or how many of its figures are in none of the tables, and why",
        ),
        required(
            "flags",
            Flags(|row| &row.flags, |row, flags| row.flags = flags),
            "Facts about the document that its reader should know",
        ),
    ];
    const WHOLES: &'static [Whole] = &[
        Whole { parts: &["authority"], extras: &["authority_code"] },
        Whole { parts: &["period_text", "period_start", "period_end"], extras: &[] },
        Whole { parts: &["layout", "layout_version"], extras: &[] },
    ];
    const ONE_OF: &'static [&'static str] = &[];

    fn blank() -> Self {
        DocumentRow {
            source: Source {
                id: DocumentId(String::new()),
                file_name: String::new(),
                media_type: MediaType::Unknown,
                byte_size: 0,
            },
            source_url: None,
            title: None,
            authority: None,
            board: None,
            period: None,
            meeting_date: None,
            pages: None,
            layout: None,
            boardlift_version: String::new(),
            tables: 0,
            indicators: 0,
            observations: 0,
            status: DocumentStatus::Ok,
            error: None,
            flags: model::Flags::new(),
        }
    }

    /// The kind of a document's period is in no column: a stretch of several days is taken for any stretch.
    fn settle(&mut self) {
        if let Some(StatedPeriod { period, .. }) = &mut self.period {
            period.kind = if period.start == period.end { PeriodType::Day } else { PeriodType::Range };
        }
    }
}

/// The layout, begun without an id.
fn layout(layout: &mut Option<LayoutRef>) -> &mut LayoutRef {
    layout.get_or_insert_with(|| LayoutRef { id: String::new(), version: 0 })
}
