//! The columns of `actions`: one row per printed action.

use super::Read::{Date, Hash, Ordinal, Text};
use super::column::{Field, Row, optional, required};
use crate::tables::ActionRow;

impl Row for ActionRow {
    const FIELDS: &'static [Field<Self>] = &[
        required("document_id", Hash(64, |row| row.document_id.as_str()), "SHA-256 of the document's bytes"),
        required(
            "position",
            Ordinal(|row| Some(row.action.position)),
            "Its place among the document's actions, from 1",
        ),
        optional("ref", Text(|row| row.action.reference.as_deref()), "Its printed number"),
        optional("issue", Text(|row| row.action.issue.as_deref()), "What it is about"),
        required("action", Text(|row| Some(&row.action.action)), "What is to be done"),
        optional("owner", Text(|row| row.action.owner.as_deref()), "By whom"),
        optional("due_text", Text(|row| row.action.due_text.as_deref()), "By when, as printed"),
        optional("due", Date(|row| row.action.due), "By when, where the words are a date"),
        optional("page", Ordinal(|row| row.action.place.page()), "Page, from 1 (PDF)"),
        optional("line", Ordinal(|row| row.action.place.line()), "Line, from 1 (text)"),
    ];
}
