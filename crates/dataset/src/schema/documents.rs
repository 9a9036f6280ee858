//! The columns of `documents`: one row per input file.

use boardlift_model::DocumentStatus;

use super::Read::{Count, Date, Flags, Hash, Ordinal, Term, Text};
use super::VERSION;
use super::column::{Field, Row, optional, required, terms};
use crate::tables::DocumentRow;

impl Row for DocumentRow {
    const FIELDS: &'static [Field<Self>] = &[
        required("document_id", Hash(64, |row| row.source.id.as_str()), "SHA-256 of the document's bytes"),
        required("file_name", Text(|row| Some(&row.source.file_name)), "The file's name, without its folder"),
        optional(
            "source_url",
            Text(|row| row.source_url.as_deref()),
            "Where it was fetched from, where that is known",
        ),
        required(
            "media_type",
            Text(|row| Some(row.source.media_type.into())),
            "What the bytes are (RFC 6838)",
        ),
        required("byte_size", Count(|row| row.source.byte_size), "How many bytes"),
        optional("title", Text(|row| row.title.as_deref()), "Its title"),
        optional(
            "authority_code",
            Text(|row| row.authority.as_ref().and_then(|authority| authority.code.as_deref())),
            "ONS code of the publishing authority",
        ),
        optional(
            "authority",
            Text(|row| row.authority.as_ref().map(|authority| authority.name.as_str())),
            "Its name",
        ),
        optional("board", Text(|row| row.board.as_deref()), "The board that it is written for"),
        optional(
            "period_text",
            Text(|row| row.period.as_ref().map(|period| period.text.as_str())),
            "The words that say what it reports on",
        ),
        optional(
            "period_start",
            Date(|row| row.period.as_ref().map(|period| period.period.start)),
            "First day that it reports on",
        ),
        optional(
            "period_end",
            Date(|row| row.period.as_ref().map(|period| period.period.end)),
            "Last day that it reports on, included",
        ),
        optional("meeting_date", Date(|row| row.meeting_date), "The day of the meeting"),
        optional("pages", Ordinal(|row| row.pages), "How many pages it has (PDF)"),
        optional(
            "layout",
            Text(|row| row.layout.as_ref().map(|layout| layout.id.as_str())),
            "Id of the layout that read it",
        ),
        optional(
            "layout_version",
            Ordinal(|row| row.layout.as_ref().map(|layout| layout.version)),
            "The version that the layout states",
        ),
        required("boardlift_version", Text(|_| Some(VERSION)), "The version of Boardlift that read it"),
        required(
            "tables",
            Count(|row| row.tables.into()),
            "How many tables it has, those without indicators included",
        ),
        required(
            "indicators",
            Count(|row| row.indicators.into()),
            "How many indicators have rows in `observations`",
        ),
        required(
            "observations",
            Count(|row| row.observations.into()),
            "How many rows it has in `observations`",
        ),
        required("status", Term(terms::<DocumentStatus>, |row| Some(row.status.as_str())), "How it came out"),
        optional(
            "error",
            Text(|row| row.error.as_deref()),
            "Why it was not read, or how many of its figures are in none of the tables, and why",
        ),
        required("flags", Flags(|row| &row.flags), "Facts about the document that its reader should know"),
    ];
}
