//! The columns of `observations`: one row per figure.

use boardlift_model::{
    AreaType, Basis, Direction, Kind, Observation, PeriodType, Place, Qualifier, RagColour, RagSource,
    Status, Unit,
};

use strum::VariantArray;

use super::Read::{Address, BBox, Date, Flags, Hash, Number, Ordinal, Term, Text};
use super::column::{Field, Row, optional, required, terms};

impl Row for Observation {
    const FIELDS: &'static [Field<Self>] = &[
        required(
            "observation_id",
            Hash(16, |row| &row.id),
            "A stable hash of document, table, row and column",
        ),
        required("document_id", Hash(64, |row| row.document_id.as_str()), "SHA-256 of the document's bytes"),
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
        optional(
            "area",
            Text(|row| row.area.name.as_deref()),
            "Whom or what the figure describes: the authority, or a comparator",
        ),
        optional("area_code", Text(|row| row.area.code.as_deref()), "ONS code of that area"),
        required(
            "area_type",
            Term(terms::<AreaType>, |row| Some(row.area.area_type.as_str())),
            "What kind of area it is",
        ),
        optional(
            "section",
            Text(|row| row.figure.section.as_deref()),
            "The heading that the row stands under",
        ),
        optional("ref", Text(|row| row.figure.reference.as_deref()), "The indicator's printed number"),
        required("indicator", Text(|row| Some(&row.figure.indicator)), "The indicator's printed name"),
        optional("breakdown", Text(|row| row.figure.breakdown.as_deref()), "The sub-row's printed name"),
        optional(
            "measure",
            Text(|row| row.measure.as_deref()),
            "Canonical measure id, where one matches with certainty",
        ),
        required(
            "kind",
            Term(terms::<Kind>, |row| Some(row.figure.kind.as_str())),
            "What role the figure plays for its indicator",
        ),
        required(
            "column_text",
            Text(|row| Some(&row.figure.column_text)),
            "The printed column heading, levels joined with ` / `",
        ),
        optional(
            "period_text",
            Text(|row| row.figure.period.as_ref().map(|period| period.text.as_str())),
            "The words that the period was read from",
        ),
        optional(
            "period_type",
            Term(terms::<PeriodType>, |row| {
                row.figure.period.as_ref().map(|period| period.period.kind.as_str())
            }),
            "What kind of stretch of days it is",
        ),
        optional(
            "period_start",
            Date(|row| row.figure.period.as_ref().map(|period| period.period.start)),
            "First day that the figure covers",
        ),
        optional(
            "period_end",
            Date(|row| row.figure.period.as_ref().map(|period| period.period.end)),
            "Last day that it covers, included",
        ),
        optional(
            "basis",
            Term(terms::<Basis>, |row| row.figure.basis.map(Basis::as_str)),
            "How it gathers up over the period, where the document says so",
        ),
        required(
            "value_text",
            Text(|row| Some(&row.figure.value_text)),
            "The cell as printed; empty for a blank",
        ),
        optional(
            "value",
            Number(|row| row.figure.cell.value),
            "The figure, in `unit`; a percentage is the printed number",
        ),
        optional(
            "value_upper",
            Number(|row| row.figure.cell.value_upper),
            "The upper end of a printed range",
        ),
        optional(
            "unit",
            Term(terms::<Unit>, |row| row.figure.cell.unit.map(Unit::as_str)),
            "What the figure counts in",
        ),
        optional(
            "qualifier",
            Term(terms::<Qualifier>, |row| row.figure.cell.qualifier.map(Qualifier::as_str)),
            "How the printed figure bounds the true one: `<50` is `lt` 50",
        ),
        required(
            "status",
            Term(terms::<Status>, |row| Some(row.figure.cell.status.as_str())),
            "What kind of thing the cell holds",
        ),
        optional(
            "numerator",
            Number(|row| row.figure.cell.fraction.map(|fraction| fraction.numerator)),
            "Upper number of a printed fraction, in the cell or in the row's note",
        ),
        optional(
            "denominator",
            Number(|row| row.figure.cell.fraction.map(|fraction| fraction.denominator)),
            "Lower number of that fraction",
        ),
        optional(
            "secondary_value",
            Number(|row| row.figure.cell.secondary_value),
            "A second figure in brackets",
        ),
        optional(
            "secondary_unit",
            Term(terms::<Unit>, |row| row.figure.cell.secondary_unit.map(Unit::as_str)),
            "Its unit, where known",
        ),
        optional(
            "value_note",
            Text(|row| row.figure.cell.note.as_deref()),
            "Other words in the cell, or the text of its footnote",
        ),
        optional(
            "rag",
            Term(terms::<RagColour>, |row| row.figure.rag.map(|rag| rag.colour.as_str())),
            "The publisher's judgement of this figure",
        ),
        optional(
            "rag_source",
            Term(terms::<RagSource>, |row| row.figure.rag.map(|rag| rag.source.as_str())),
            "How the judgement was printed",
        ),
        optional(
            "direction",
            Term(terms::<Direction>, |row| row.figure.direction.map(Direction::as_str)),
            "The printed arrow that belongs to this figure",
        ),
        optional(
            "desired_direction",
            Term(desirable, |row| {
                row.figure
                    .desired_direction
                    .filter(|&direction| is_desirable(direction))
                    .map(Direction::as_str)
            }),
            "What the publisher wants",
        ),
        optional("note", Text(|row| row.figure.note.as_deref()), "The row's printed comment"),
        optional("page", Ordinal(|row| row.figure.place.page()), "Page, from 1 (PDF)"),
        optional("sheet", Text(|row| row.figure.place.sheet()), "Sheet (workbooks)"),
        optional("cell", Address(|row| row.figure.place.address()), "A1 address (workbooks)"),
        optional(
            "bbox",
            BBox(|row| bbox(&row.figure.place)),
            "Left, top, right and bottom in points from the page's top left corner (PDF)",
        ),
        optional("line", Ordinal(|row| row.figure.place.line()), "Line, from 1 (text)"),
        required("table", Ordinal(|row| Some(row.figure.table)), "Which of the document's tables, from 1"),
        required("row", Ordinal(|row| Some(row.figure.row)), "Which row of the table, from 1"),
        required("column", Ordinal(|row| Some(row.figure.column)), "Which column of the table, from 1"),
        required("layout", Text(|row| Some(&row.layout)), "Id of the layout that read it"),
        required("flags", Flags(|row| &row.figure.flags), "Facts about this row that its reader should know"),
    ];
}

/// The schema has no word for a figure that should stay where it is.
fn is_desirable(direction: Direction) -> bool {
    direction != Direction::Same
}

fn desirable() -> Vec<&'static str> {
    Direction::VARIANTS
        .iter()
        .copied()
        .filter(|&direction| is_desirable(direction))
        .map(Direction::as_str)
        .collect()
}

fn bbox(place: &Place) -> Option<boardlift_model::BBox> {
    match place {
        Place::Page { bbox, .. } => Some(*bbox),
        Place::Sheet { .. } | Place::Line(_) => None,
    }
}
