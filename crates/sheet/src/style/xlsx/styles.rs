//! The styles part of a workbook: what each style number of a cell, and each of a conditional format, stands for.

use std::collections::BTreeMap;

use boardlift_model::Rgb;
use quick_xml::events::BytesStart;

use super::parts::{Fill, Font, turn};
use crate::style::colour::{Palette, from_hex};
use crate::style::conditions::Paint;
use crate::style::xml::{Step, attribute, mentions, number, walk};
use crate::style::{CellStyle, builtin};
use crate::worksheet::Look;

/// No workbook has more styles (Excel's limit is 65 490 for cells); what comes after them is not read.
const MOST: usize = 1 << 16;

/// What the part says.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct StylesPart {
    /// The styles of cells, in the order of their numbers.
    pub(crate) cells: Vec<CellStyle>,
    /// What conditional formats paint, in the order of their numbers.
    pub(crate) paints: Vec<Paint>,
}

/// Reads the part, and the palette that it may bring.
pub(crate) fn read(text: &str, palette: &mut Palette) -> Result<StylesPart, quick_xml::Error> {
    if mentions(text, "indexedColors") {
        let colours = indexed_colours(text)?;
        palette.set_indexed(0, &colours);
    }
    let mut tables = Tables::default();
    walk(text, |path, step| {
        if let Step::Open(element) = step {
            tables.meet(path, element, palette);
        }
    })?;
    Ok(tables.into_part())
}

/// The theme's colours, in its order; nothing for one that is written in a way that isn't known here.
pub(crate) fn theme(text: &str) -> Result<Vec<Option<Rgb>>, quick_xml::Error> {
    let mut colours: Vec<Option<Rgb>> = Vec::new();
    walk(text, |path, step| {
        let Step::Open(element) = step else { return };
        let Some(inside) = path.strip_prefix("/theme/themeElements/clrScheme/") else { return };
        match inside.split_once('/') {
            None if colours.len() < 12 => colours.push(None),
            Some((_, "srgbClr" | "sysClr")) => {
                let code = attribute(element, "lastClr").or_else(|| attribute(element, "val"));
                if let Some(last) = colours.last_mut() {
                    *last = code.and_then(|code| from_hex(&code));
                }
            }
            _ => {}
        }
    })?;
    Ok(colours)
}

fn indexed_colours(text: &str) -> Result<Vec<Rgb>, quick_xml::Error> {
    let mut colours = Vec::new();
    walk(text, |path, step| {
        if let ("/styleSheet/colors/indexedColors/rgbColor", Step::Open(element)) = (path, step) {
            let code = attribute(element, "rgb").and_then(|code| from_hex(&code));
            colours.extend(code.filter(|_| colours.len() < MOST));
        }
    })?;
    Ok(colours)
}

/// The part's tables as they fill up.
#[derive(Default)]
struct Tables {
    formats: BTreeMap<u32, Box<str>>,
    fonts: Vec<Font>,
    fills: Vec<Fill>,
    /// Whether each border draws a line.
    borders: Vec<bool>,
    cells: Vec<Format>,
    rules: Vec<RuleFormat>,
}

/// A cell's format, as numbers of other tables.
#[derive(Default)]
struct Format {
    number: u32,
    font: usize,
    fill: usize,
    border: usize,
    rotation: u32,
}

/// What a conditional format changes.
#[derive(Default)]
pub(crate) struct RuleFormat {
    font: Font,
    fill: Option<Fill>,
    format: Option<Box<str>>,
}

impl Tables {
    fn meet(&mut self, path: &str, element: &BytesStart<'_>, palette: &Palette) {
        let Some(path) = path.strip_prefix("/styleSheet/") else { return };
        match path {
            "numFmts/numFmt" if self.formats.len() < MOST => {
                if let (Some(id), Some(code)) =
                    (number(element, "numFmtId"), attribute(element, "formatCode"))
                {
                    self.formats.insert(id, code.into());
                }
            }
            "fonts/font" => push(&mut self.fonts, Font::default()),
            "fills/fill" => push(&mut self.fills, Fill::default()),
            "borders/border" => push(&mut self.borders, false),
            "cellXfs/xf" => push(&mut self.cells, Format::of(element)),
            "dxfs/dxf" => push(&mut self.rules, RuleFormat::default()),
            "cellXfs/xf/alignment" => {
                if let Some(format) = self.cells.last_mut() {
                    format.rotation = number(element, "textRotation").unwrap_or(0);
                }
            }
            _ => self.meet_inside(path, element, palette),
        }
    }

    fn meet_inside(&mut self, path: &str, element: &BytesStart<'_>, palette: &Palette) {
        if let (Some(name), Some(font)) = (path.strip_prefix("fonts/font/"), self.fonts.last_mut()) {
            font.meet(name, element, palette);
        } else if let (Some(name), Some(fill)) = (path.strip_prefix("fills/fill/"), self.fills.last_mut()) {
            fill.meet(last_name(name), element, palette);
        } else if let (Some(_), Some(border)) =
            (path.strip_prefix("borders/border/"), self.borders.last_mut())
        {
            *border |= attribute(element, "style").is_some_and(|style| style != "none");
        } else if let (Some(path), Some(rule)) = (path.strip_prefix("dxfs/dxf/"), self.rules.last_mut()) {
            rule.meet(path, element, palette);
        }
    }

    fn into_part(self) -> StylesPart {
        let cells = self.cells.iter().map(|format| self.style(format)).collect();
        StylesPart { cells, paints: self.rules.into_iter().map(RuleFormat::into_paint).collect() }
    }

    fn style(&self, format: &Format) -> CellStyle {
        let font = self.fonts.get(format.font);
        let code =
            self.formats.get(&format.number).map(AsRef::as_ref).or_else(|| builtin::format(format.number));
        CellStyle {
            format: code.filter(|code| !code.eq_ignore_ascii_case("General")).map(Into::into),
            look: Look {
                fill: self.fills.get(format.fill).and_then(Fill::of_cell),
                ink: font.and_then(|font| font.ink),
                bold: font.and_then(|font| font.bold).unwrap_or(false),
                turn: turn(format.rotation),
                lined: self.borders.get(format.border).copied().unwrap_or(false),
            },
        }
    }
}

impl Format {
    /// Office heeds the numbers whether or not the element's `apply…` attributes say that they apply.
    fn of(element: &BytesStart<'_>) -> Self {
        let place = |name| number(element, name).unwrap_or(0);
        Format {
            number: number(element, "numFmtId").unwrap_or(0),
            font: place("fontId"),
            fill: place("fillId"),
            border: place("borderId"),
            rotation: 0,
        }
    }
}

impl RuleFormat {
    /// Takes an element of the format by its path in it.
    pub(crate) fn meet(&mut self, path: &str, element: &BytesStart<'_>, palette: &Palette) {
        match path.split_once('/').unwrap_or((path, "")) {
            ("numFmt", _) => self.format = attribute(element, "formatCode").map(Into::into),
            ("fill", inside) => self.fill.get_or_insert_default().meet(last_name(inside), element, palette),
            ("font", inside) => self.font.meet(inside, element, palette),
            _ => {}
        }
    }

    /// What it paints.
    pub(crate) fn into_paint(self) -> Paint {
        Paint {
            fill: self.fill.map(|fill| fill.of_rule()),
            ink: self.font.ink.map(Some),
            bold: self.font.bold,
            format: self.format,
        }
    }
}

fn last_name(path: &str) -> &str {
    path.rsplit_once('/').map_or(path, |(_, name)| name)
}

fn push<T>(table: &mut Vec<T>, entry: T) {
    if table.len() < MOST {
        table.push(entry);
    }
}
