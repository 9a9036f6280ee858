//! The columns of `commentary`: one row per narrative point.

use boardlift_model::DocumentId;

use super::Access::{Hash, Ordinal, Text};
use super::column::{Field, Row, Whole, optional, required};
use crate::tables::{CommentaryRow, TableName};

impl Row for CommentaryRow {
    const TABLE: TableName = TableName::Commentary;
    const FIELDS: &'static [Field<Self>] = &[
        required(
            "document_id",
            Hash(64, |row| row.document_id.as_str(), |row, id| row.document_id = DocumentId(id.to_owned())),
            "SHA-256 of the document's bytes",
        ),
        optional(
            "heading",
            Text(|row| row.heading.as_deref(), |row, words| row.heading = Some(words.to_owned())),
            "What the point stands under",
        ),
        required(
            "position",
            Ordinal(|row| Some(row.position), |row, position| row.position = position),
            "Its place under that heading, from 1",
        ),
        required(
            "text",
            Text(|row| Some(&row.text), |row, words| words.clone_into(&mut row.text)),
            "The words",
        ),
        optional("page", Ordinal(|row| row.page, |row, page| row.page = Some(page)), "Page, from 1 (PDF)"),
        optional("line", Ordinal(|row| row.line, |row, line| row.line = Some(line)), "Line, from 1 (text)"),
    ];
    const WHOLES: &'static [Whole] = &[];
    const ONE_OF: &'static [&'static str] = &[];

    fn blank() -> Self {
        CommentaryRow {
            document_id: DocumentId(String::new()),
            heading: None,
            position: 0,
            text: String::new(),
            page: None,
            line: None,
        }
    }
}
