//! The columns of `observations`: one row per figure.

use boardlift_model::{
    self as model, Area, AreaClaim, AreaType, Basis, CellValue, Direction, DocumentId, Figure, Grounds, Kind,
    Observation, PeriodType, Place, Qualifier, RagColour, RagSource, Status, Unit,
};
use strum::VariantArray;

use super::Access::{Address, BBox, Date, Flags, Hash, Number, Ordinal, Term, Text};
use super::column::{Field, Row, Whole, optional, required, term, terms};
use super::parts;
use crate::tables::TableName;

impl Row for Observation {
    const TABLE: TableName = TableName::Observations;
    const FIELDS: &'static [Field<Self>] = &[
        required(
            "observation_id",
            Hash(16, |row| &row.id, |row, id| id.clone_into(&mut row.id)),
            "A stable hash of document, table, row and column",
        ),
        required(
            "document_id",
            Hash(64, |row| row.document_id.as_str(), |row, id| row.document_id = DocumentId(id.to_owned())),
            "SHA-256 of the document's bytes",
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
            "area",
            Text(|row| row.area.name.as_deref(), |row, words| row.area.name = Some(words.to_owned())),
            "Whom or what the figure describes: the authority, or a comparator",
        ),
        optional(
            "area_code",
            Text(|row| row.area.code.as_deref(), |row, words| row.area.code = Some(words.to_owned())),
            "ONS code of that area",
        ),
        required(
            "area_type",
            Term(
                terms::<AreaType>,
                |row| Some(row.area.area_type.as_str()),
                |row, name| term(name).map(|term| row.area.area_type = term),
            ),
            "What kind of area it is",
        ),
        optional(
            "section",
            Text(
                |row| row.figure.section.as_deref(),
                |row, words| row.figure.section = Some(words.to_owned()),
            ),
            "The heading that the row stands under",
        ),
        optional(
            "ref",
            Text(
                |row| row.figure.reference.as_deref(),
                |row, words| row.figure.reference = Some(words.to_owned()),
            ),
            "The indicator's printed number",
        ),
        required(
            "indicator",
            Text(|row| Some(&row.figure.indicator), |row, words| words.clone_into(&mut row.figure.indicator)),
            "The indicator's printed name",
        ),
        optional(
            "breakdown",
            Text(
                |row| row.figure.breakdown.as_deref(),
                |row, words| row.figure.breakdown = Some(words.to_owned()),
            ),
            "The sub-row's printed name",
        ),
        optional(
            "measure",
            Text(|row| row.measure.as_deref(), |row, words| row.measure = Some(words.to_owned())),
            "Canonical measure id, where one matches with certainty",
        ),
        required(
            "kind",
            Term(
                terms::<Kind>,
                |row| Some(row.figure.kind.as_str()),
                |row, name| term(name).map(|term| row.figure.kind = term),
            ),
            "What role the figure plays for its indicator",
        ),
        required(
            "column_text",
            Text(
                |row| Some(&row.figure.column_text),
                |row, words| words.clone_into(&mut row.figure.column_text),
            ),
            "The printed column heading, levels joined with ` / `",
        ),
        optional(
            "period_text",
            Text(
                |row| Some(&row.figure.period.as_ref()?.text),
                |row, words| words.clone_into(&mut parts::period(&mut row.figure.period).text),
            ),
            "The words that the period was read from",
        ),
        optional(
            "period_type",
            Term(
                terms::<PeriodType>,
                |row| Some(row.figure.period.as_ref()?.period.kind.as_str()),
                |row, name| term(name).map(|term| parts::period(&mut row.figure.period).period.kind = term),
            ),
            "What kind of stretch of days it is",
        ),
        optional(
            "period_start",
            Date(
                |row| Some(row.figure.period.as_ref()?.period.start),
                |row, day| parts::period(&mut row.figure.period).period.start = day,
            ),
            "First day that the figure covers",
        ),
        optional(
            "period_end",
            Date(
                |row| Some(row.figure.period.as_ref()?.period.end),
                |row, day| parts::period(&mut row.figure.period).period.end = day,
            ),
            "Last day that it covers, included",
        ),
        optional(
            "basis",
            Term(
                terms::<Basis>,
                |row| row.figure.basis.map(Basis::as_str),
                |row, name| term(name).map(|term| row.figure.basis = Some(term)),
            ),
            "How it gathers up over the period, where the document says so",
        ),
        required(
            "value_text",
            Text(
                |row| Some(&row.figure.value_text),
                |row, words| words.clone_into(&mut row.figure.value_text),
            ),
            "The cell as printed; empty for a blank",
        ),
        optional(
            "value",
            Number(|row| row.figure.cell.value, |row, number| row.figure.cell.value = Some(number)),
            "The figure, in `unit`; a percentage is the printed number",
        ),
        optional(
            "value_upper",
            Number(
                |row| row.figure.cell.value_upper,
                |row, number| row.figure.cell.value_upper = Some(number),
            ),
            "The upper end of a printed range",
        ),
        optional(
            "unit",
            Term(
                terms::<Unit>,
                |row| row.figure.cell.unit.map(Unit::as_str),
                |row, name| term(name).map(|term| row.figure.cell.unit = Some(term)),
            ),
            "What the figure counts in",
        ),
        optional(
            "qualifier",
            Term(
                terms::<Qualifier>,
                |row| row.figure.cell.qualifier.map(Qualifier::as_str),
                |row, name| term(name).map(|term| row.figure.cell.qualifier = Some(term)),
            ),
            "How the printed figure bounds the true one: `<50` is `lt` 50",
        ),
        required(
            "status",
            Term(
                terms::<Status>,
                |row| Some(row.figure.cell.status.as_str()),
                |row, name| term(name).map(|term| row.figure.cell.status = term),
            ),
            "What kind of thing the cell holds",
        ),
        optional(
            "numerator",
            Number(
                |row| Some(row.figure.cell.fraction?.numerator),
                |row, number| parts::fraction(&mut row.figure.cell.fraction).numerator = number,
            ),
            "Upper number of a printed fraction, in the cell or in the row's note",
        ),
        optional(
            "denominator",
            Number(
                |row| Some(row.figure.cell.fraction?.denominator),
                |row, number| parts::fraction(&mut row.figure.cell.fraction).denominator = number,
            ),
            "Lower number of that fraction",
        ),
        optional(
            "secondary_value",
            Number(
                |row| row.figure.cell.secondary_value,
                |row, number| row.figure.cell.secondary_value = Some(number),
            ),
            "A second figure in brackets",
        ),
        optional(
            "secondary_unit",
            Term(
                terms::<Unit>,
                |row| row.figure.cell.secondary_unit.map(Unit::as_str),
                |row, name| term(name).map(|term| row.figure.cell.secondary_unit = Some(term)),
            ),
            "Its unit, where known",
        ),
        optional(
            "value_note",
            Text(
                |row| row.figure.cell.note.as_deref(),
                |row, words| row.figure.cell.note = Some(words.to_owned()),
            ),
            "Other words in the cell, or the text of its footnote",
        ),
        optional(
            "rag",
            Term(
                terms::<RagColour>,
                |row| Some(row.figure.rag?.colour.as_str()),
                |row, name| term(name).map(|term| parts::rag(&mut row.figure.rag).colour = term),
            ),
            "The publisher's judgement of this figure",
        ),
        optional(
            "rag_source",
            Term(
                terms::<RagSource>,
                |row| Some(row.figure.rag?.source.as_str()),
                |row, name| term(name).map(|term| parts::rag(&mut row.figure.rag).source = term),
            ),
            "How the judgement was printed",
        ),
        optional(
            "direction",
            Term(
                terms::<Direction>,
                |row| row.figure.direction.map(Direction::as_str),
                |row, name| term(name).map(|term| row.figure.direction = Some(term)),
            ),
            "The printed arrow that belongs to this figure",
        ),
        optional(
            "desired_direction",
            Term(
                desirable,
                |row| {
                    row.figure
                        .desired_direction
                        .filter(|&direction| is_desirable(direction))
                        .map(Direction::as_str)
                },
                |row, name| {
                    term(name)
                        .filter(|&direction| is_desirable(direction))
                        .map(|term| row.figure.desired_direction = Some(term))
                },
            ),
            "What the publisher wants",
        ),
        optional(
            "note",
            Text(|row| row.figure.note.as_deref(), |row, words| row.figure.note = Some(words.to_owned())),
            "The row's printed comment",
        ),
        optional(
            "page",
            Ordinal(
                |row| row.figure.place.page(),
                |row, page| row.figure.place = Place::Page { page, bbox: NO_BOX },
            ),
            "Page, from 1 (PDF)",
        ),
        optional(
            "sheet",
            Text(
                |row| row.figure.place.sheet(),
                |row, name| row.figure.place = Place::Sheet { sheet: name.into(), cell: FIRST_CELL },
            ),
            "Sheet (workbooks)",
        ),
        optional(
            "cell",
            Address(
                |row| row.figure.place.address(),
                |row, address| {
                    if let Place::Sheet { cell, .. } = &mut row.figure.place {
                        *cell = address;
                    }
                },
            ),
            "A1 address (workbooks)",
        ),
        optional(
            "bbox",
            BBox(
                |row| bbox(&row.figure.place),
                |row, box_| {
                    if let Place::Page { bbox, .. } = &mut row.figure.place {
                        *bbox = box_;
                    }
                },
            ),
            "Left, top, right and bottom in points from the page's top left corner (PDF)",
        ),
        optional(
            "line",
            Ordinal(|row| row.figure.place.line(), |row, line| row.figure.place = Place::Line(line)),
            "Line, from 1 (text)",
        ),
        required(
            "table",
            Ordinal(|row| Some(row.figure.table), |row, number| row.figure.table = number),
            "Which of the document's tables, from 1",
        ),
        required(
            "row",
            Ordinal(|row| Some(row.figure.row), |row, number| row.figure.row = number),
            "Which row of the table, from 1",
        ),
        required(
            "column",
            Ordinal(|row| Some(row.figure.column), |row, number| row.figure.column = number),
            "Which column of the table, from 1",
        ),
        required(
            "layout",
            Text(|row| Some(&row.layout), |row, words| words.clone_into(&mut row.layout)),
            "Id of the layout that read it",
        ),
        required(
            "flags",
            Flags(|row| &row.figure.flags, |row, flags| row.figure.flags = flags),
            "Facts about this row that its reader should know",
        ),
    ];
    const WHOLES: &'static [Whole] = &[
        Whole { parts: &["authority"], extras: &["authority_code"] },
        Whole { parts: &["period_text", "period_type", "period_start", "period_end"], extras: &[] },
        Whole { parts: &["numerator", "denominator"], extras: &[] },
        Whole { parts: &["rag", "rag_source"], extras: &[] },
        Whole { parts: &["page"], extras: &["bbox"] },
        Whole { parts: &["sheet", "cell"], extras: &[] },
    ];
    const ONE_OF: &'static [&'static str] = &["page", "sheet", "line"];

    fn blank() -> Self {
        Observation {
            id: String::new(),
            document_id: DocumentId(String::new()),
            authority: None,
            area: Area { name: None, code: None, area_type: AreaType::Other },
            measure: None,
            layout: String::new(),
            figure: blank_figure(),
        }
    }

    /// No column holds the words by which the document named the area. A row that is read back claims what it was found
    /// to be: the publisher itself, or a body of that name.
    fn settle(&mut self) {
        let publisher = self.authority.as_ref().map(|authority| authority.name.as_str());
        let area = self.area.name.as_deref();
        self.figure.area = if self.area.area_type == AreaType::LocalAuthority && area == publisher {
            AreaClaim::Publisher
        } else {
            AreaClaim::Named(area.unwrap_or_default().to_owned())
        };
    }
}

fn blank_figure() -> Figure {
    Figure {
        section: None,
        reference: None,
        indicator: String::new(),
        breakdown: None,
        kind: Kind::Actual,
        area: AreaClaim::Publisher,
        column_text: String::new(),
        period: None,
        basis: None,
        value_text: String::new(),
        cell: CellValue::without_figure(Status::Blank),
        rag: None,
        direction: None,
        desired_direction: None,
        note: None,
        place: Place::Line(0),
        table: 0,
        row: 0,
        column: 0,
        flags: model::Flags::new(),
        grounds: Grounds::default(),
    }
}

/// A place on a page begun by its page; it stays without a box, which is null, where the box was no box.
const NO_BOX: model::BBox = model::BBox { x0: f32::NAN, y0: f32::NAN, x1: f32::NAN, y1: f32::NAN };

/// A place in a workbook begun by its sheet; the cell, which is never null beside it, follows.
const FIRST_CELL: model::Address = model::Address { row: 0, column: 0 };

/// The schema has no word for a figure that should stay where it is.
fn is_desirable(direction: Direction) -> bool {
    direction != Direction::Same
}

fn desirable() -> Vec<&'static str> {
    Direction::VARIANTS
        .iter()
        .filter(|&&direction| is_desirable(direction))
        .map(|direction| direction.as_str())
        .collect()
}

fn bbox(place: &Place) -> Option<model::BBox> {
    match place {
        Place::Page { bbox, .. } => Some(*bbox),
        Place::Sheet { .. } | Place::Line(_) => None,
    }
}
