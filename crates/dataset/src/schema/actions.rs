//! The columns of `actions`: one row per printed action.

use boardlift_model::DocumentId;

use super::Access::{Date, Hash, Ordinal, Text};
use super::column::{Field, Row, Whole, optional, required};
use crate::tables::{ActionRow, TableName};

impl Row for ActionRow {
    const TABLE: TableName = TableName::Actions;
    const FIELDS: &'static [Field<Self>] = &[
        required(
            "document_id",
            Hash(64, |row| row.document_id.as_str(), |row, id| row.document_id = DocumentId(id.to_owned())),
            "SHA-256 of the document's bytes",
        ),
        required(
            "position",
            Ordinal(|row| Some(row.position), |row, position| row.position = position),
            "Its place among the document's actions, from 1",
        ),
        optional(
            "ref",
            Text(|row| row.reference.as_deref(), |row, words| row.reference = Some(words.to_owned())),
            "Its printed number",
        ),
        optional(
            "issue",
            Text(|row| row.issue.as_deref(), |row, words| row.issue = Some(words.to_owned())),
            "What it is about",
        ),
        required(
            "action",
            Text(|row| Some(&row.action), |row, words| words.clone_into(&mut row.action)),
            "What is to be done",
        ),
        optional(
            "owner",
            Text(|row| row.owner.as_deref(), |row, words| row.owner = Some(words.to_owned())),
            "By whom",
        ),
        optional(
            "due_text",
            Text(|row| row.due_text.as_deref(), |row, words| row.due_text = Some(words.to_owned())),
            "By when, as printed",
        ),
        optional(
            "due",
            Date(|row| row.due, |row, day| row.due = Some(day)),
            "By when, where the words are a date",
        ),
        optional("page", Ordinal(|row| row.page, |row, page| row.page = Some(page)), "Page, from 1 (PDF)"),
        optional("line", Ordinal(|row| row.line, |row, line| row.line = Some(line)), "Line, from 1 (text)"),
    ];
    const WHOLES: &'static [Whole] = &[];
    const ONE_OF: &'static [&'static str] = &[];

    fn blank() -> Self {
        ActionRow {
            document_id: DocumentId(String::new()),
            position: 0,
            reference: None,
            issue: None,
            action: String::new(),
            owner: None,
            due_text: None,
            due: None,
            page: None,
            line: None,
        }
    }
}
