//! The columns of `commentary`: one row per narrative point.

use super::Read::{Hash, Ordinal, Text};
use super::column::{Field, Row, optional, required};
use crate::tables::CommentaryRow;

impl Row for CommentaryRow {
    const FIELDS: &'static [Field<Self>] = &[
        required("document_id", Hash(64, |row| row.document_id.as_str()), "SHA-256 of the document's bytes"),
        optional("heading", Text(|row| row.point.heading.as_deref()), "What the point stands under"),
        required("position", Ordinal(|row| Some(row.point.position)), "Its place under that heading, from 1"),
        required("text", Text(|row| Some(&row.point.text)), "The words"),
        optional("page", Ordinal(|row| row.point.place.page()), "Page, from 1 (PDF)"),
        optional("line", Ordinal(|row| row.point.place.line()), "Line, from 1 (text)"),
    ];
}
