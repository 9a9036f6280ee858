//! A table as JSON: the rows as text for whoever wants just these, and the cells with all that is known of each.

use boardlift_model::{BBox, Cell, Mark, Place, Rgb, Shape};
use serde::Serialize;

use boardlift_batch::document::{Evidence, FoundTable};

/// One table, as one line without its end.
///
/// # Errors
///
/// Never; the type is that of the serialiser.
pub(super) fn table(file: &str, found: &FoundTable) -> serde_json::Result<Vec<u8>> {
    serde_json::to_vec(&TableObject::of(file, found))
}

/// All keys are always there; null is what the document does not have.
#[derive(Serialize)]
struct TableObject<'t> {
    file: &'t str,
    page: Option<u32>,
    sheet: Option<&'t str>,
    line: Option<u32>,
    bbox: Option<[f64; 4]>,
    table: u32,
    method: &'static str,
    header_rows: Option<usize>,
    report: Option<ReportObject>,
    rows: Vec<Vec<&'t str>>,
    cells: Vec<CellObject<'t>>,
}

/// The sum of the points, and each of them with its reason.
#[derive(Serialize)]
struct ReportObject {
    score: f64,
    points: Vec<(&'static str, f64)>,
}

/// A cell that has something in it or spans others. What is as usual is left out: a span of 1, no fill, black letters.
#[derive(Serialize)]
struct CellObject<'t> {
    /// Its row, from 0.
    r: usize,
    /// Its column, from 0.
    c: usize,
    /// How many rows it spans.
    #[serde(skip_serializing_if = "is_one")]
    rs: u32,
    /// How many columns it spans.
    #[serde(skip_serializing_if = "is_one")]
    cs: u32,
    text: &'t str,
    #[serde(skip_serializing_if = "Option::is_none")]
    fill: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ink: Option<String>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    bold: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    marks: Vec<MarkObject>,
    #[serde(skip_serializing_if = "Option::is_none")]
    bbox: Option<[f64; 4]>,
}

#[derive(Serialize)]
struct MarkObject {
    shape: &'static str,
    colour: String,
}

impl<'t> TableObject<'t> {
    fn of(file: &'t str, found: &'t FoundTable) -> Self {
        let place = found.place.as_ref();
        let rows = found.grid.rows();
        let cells = (0..)
            .zip(rows)
            .flat_map(|(r, row)| (0..).zip(row).filter_map(move |(c, cell)| object(r, c, cell)));
        TableObject {
            file,
            page: place.and_then(Place::page),
            sheet: place.and_then(|place| match place {
                Place::Sheet { sheet, .. } => Some(&**sheet),
                Place::Page { .. } | Place::Line(_) => None,
            }),
            line: place.and_then(Place::line),
            bbox: place.and_then(bbox),
            table: found.number,
            method: found.grid.method.into(),
            header_rows: found.evidence.as_ref().map(|evidence| evidence.header_rows),
            report: found.evidence.as_ref().map(report),
            rows: rows.iter().map(|row| row.iter().map(|cell| cell.text.as_str()).collect()).collect(),
            cells: cells.collect(),
        }
    }
}

fn report(evidence: &Evidence) -> ReportObject {
    let report = &evidence.report;
    ReportObject {
        score: rounded(report.score()),
        points: report.points.iter().map(|(reason, points)| (*reason, rounded(*points))).collect(),
    }
}

fn object(r: usize, c: usize, cell: &Cell) -> Option<CellObject<'_>> {
    let is_wide = cell.row_span > 1 || cell.col_span > 1;
    let has_something = !cell.is_blank() || cell.fill.is_some() || !cell.marks.is_empty();
    if cell.covered || !(is_wide || has_something) {
        return None;
    }
    Some(CellObject {
        r,
        c,
        rs: cell.row_span,
        cs: cell.col_span,
        text: &cell.text,
        fill: cell.fill.map(colour),
        ink: cell.ink.filter(|ink| *ink != Rgb::BLACK).map(colour),
        bold: cell.bold,
        marks: cell.marks.iter().copied().map(mark).collect(),
        bbox: bbox(&cell.place),
    })
}

fn mark(mark: Mark) -> MarkObject {
    let shape = match mark.shape {
        Shape::Rectangle => "rectangle",
        Shape::Pill => "pill",
        Shape::Ellipse => "ellipse",
        Shape::Arrow(_) => "arrow",
        Shape::Other => "other",
    };
    MarkObject { shape, colour: colour(mark.colour) }
}

/// As web pages write colours: `#ff8000`.
fn colour(rgb: Rgb) -> String {
    format!("#{:02x}{:02x}{:02x}", rgb.red, rgb.green, rgb.blue)
}

fn bbox(place: &Place) -> Option<[f64; 4]> {
    match place {
        Place::Page { bbox: BBox { x0, y0, x1, y1 }, .. } => Some([*x0, *y0, *x1, *y1].map(rounded)),
        Place::Sheet { .. } | Place::Line(_) => None,
    }
}

/// To hundredths: a point is a third of a millimetre, and more digits tell nothing.
fn rounded(number: f32) -> f64 {
    (f64::from(number) * 100.0).round() / 100.0
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks in this way")]
fn is_one(span: &u32) -> bool {
    *span == 1
}

#[cfg(test)]
mod tests {
    use boardlift_model::{Grid, Method};
    use boardlift_tables::Report;
    use serde_json::{Value, json};

    use super::*;

    fn check(found: &FoundTable, expected: &Value) {
        let text = table("report.pdf", found).unwrap();
        assert_eq!(&serde_json::from_slice::<Value>(&text).unwrap(), expected);
    }

    #[test]
    fn a_table_on_a_page_has_all_that_is_known_of_it() {
        let bbox = BBox { x0: 10.0, y0: 20.333, x1: 30.0, y1: 40.0 };
        let place = Place::Page { page: 3, bbox };
        let cell = |text: &str| Cell::new(text, place.clone());
        let green = Rgb { red: 0, green: 128, blue: 0 };
        let rows = vec![
            vec![Cell { col_span: 2, bold: true, ..cell("Q1") }, Cell { covered: true, ..cell("") }],
            vec![
                Cell { marks: vec![Mark { shape: Shape::Pill, colour: green }], ..cell("") },
                Cell { fill: Some(green), ink: Some(Rgb::BLACK), ..cell("7") },
            ],
            vec![cell(""), cell("")],
        ];
        let report =
            Report { points: vec![("rules on all sides", 2.5), ("ragged", -1.0)], ..Report::default() };
        let found = FoundTable {
            number: 2,
            place: Some(place.clone()),
            grid: Grid::new(rows, Method::Ruled),
            evidence: Some(Evidence { header_rows: 1, report }),
        };
        let bbox = json!([10.0, 20.33, 30.0, 40.0]);
        let cells = json!([
            { "r": 0, "c": 0, "cs": 2, "text": "Q1", "bold": true, "bbox": bbox },
            { "r": 1, "c": 0, "text": "", "marks": [{ "shape": "pill", "colour": "#008000" }], "bbox": bbox },
            { "r": 1, "c": 1, "text": "7", "fill": "#008000", "bbox": bbox },
        ]);
        let report = json!({ "score": 1.5, "points": [["rules on all sides", 2.5], ["ragged", -1.0]] });
        check(
            &found,
            &json!({
                "file": "report.pdf", "page": 3, "sheet": null, "line": null, "bbox": bbox, "table": 2,
                "method": "ruled", "header_rows": 1, "report": report,
                "rows": [["Q1", ""], ["", "7"], ["", ""]], "cells": cells,
            }),
        );
    }

    #[test]
    fn a_table_in_a_text_has_a_line() {
        let grid = Grid::new(vec![vec![Cell::new("Ref", Place::Line(7))]], Method::Tabs);
        let found = FoundTable { number: 1, place: grid.place().cloned(), grid, evidence: None };
        check(
            &found,
            &json!({
                "file": "report.pdf", "page": null, "sheet": null, "line": 7, "bbox": null, "table": 1,
                "method": "tabs", "header_rows": null, "report": null,
                "rows": [["Ref"]], "cells": [{ "r": 0, "c": 0, "text": "Ref" }],
            }),
        );
    }
}
