//! Values and styles to a worksheet as it prints: what each cell says, how it looks, and what is hidden.

mod looks;
mod merges;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use boardlift_lexicon::fold::printed;
use boardlift_model::page::Shape;
use boardlift_model::{Address, Direction, Mark};

use crate::HiddenParts;
use crate::cells::{RawCell, RawRow, RawSheet, Value};
use crate::print::{Epoch, Format, Printed, stored_behind};
use crate::style::SheetStyle;
use crate::style::conditions::{self, Painted};
use crate::worksheet::{Hidden, SheetCell, SheetRow, Worksheet};
use looks::Looks;
use merges::Shrunk;

/// The worksheet of a sheet's values and styles.
pub(crate) fn worksheet(
    name: &str,
    mut raw: RawSheet<'_>,
    style: &SheetStyle,
    parts: HiddenParts,
) -> Worksheet {
    add_styles(&mut raw, style);
    let painted = painted(&raw, style);
    let runs = Runs::of(style);
    let none = Runs { rows: &[], columns: &[] };
    let left_out = if parts == HiddenParts::LeftOut { runs } else { none };
    let listed = raw.merges.drain(..).chain(style.merges.iter().copied()).collect();
    let Shrunk { merges, mut moved } = merges::shrunk(listed, left_out);
    let mut printer = Printer { formats: Vec::new(), looks: Looks::default(), style, epoch: raw.epoch };
    let mut hidden = Hidden::default();
    let mut hidden_columns = BTreeSet::new();
    let mut rows = Vec::with_capacity(raw.rows.len());
    for row in raw.rows {
        let index = row.index;
        let is_hidden = runs.hides_row(index);
        let mut has_words = false;
        let mut cells = Vec::with_capacity(row.cells.len());
        for raw in row.cells {
            let column = raw.column;
            let address = Address { row: index, column };
            let cell = printer.cell(raw, painted.get(&address));
            has_words |= !cell.text.is_empty();
            if runs.hides_column(column) && !is_hidden && !cell.text.is_empty() {
                hidden_columns.insert(column);
            }
            if let Some(place) = moved.get_mut(&address) {
                place.cell = Some(cell);
            } else if !left_out.hides_row(index) && !left_out.hides_column(column) && is_seen(&cell, &printer)
            {
                cells.push(cell);
            }
        }
        hidden.rows += u32::from(is_hidden && has_words);
        if !cells.is_empty() {
            rows.push(SheetRow { index, cells });
        }
    }
    merges::put_back(moved, &mut rows);
    hidden.columns = u32::try_from(hidden_columns.len()).unwrap_or(u32::MAX);
    let title_rows = style.title_rows;
    Worksheet { name: Arc::from(name), rows, looks: printer.looks.into_all(), merges, title_rows, hidden }
}

/// The hidden rows and columns.
#[derive(Debug, Clone, Copy)]
struct Runs<'a> {
    rows: &'a [(u32, u32)],
    columns: &'a [(u32, u32)],
}

impl<'a> Runs<'a> {
    fn of(style: &'a SheetStyle) -> Self {
        Runs { rows: &style.hidden_rows, columns: &style.hidden_columns }
    }

    fn hides_row(self, row: u32) -> bool {
        is_in(self.rows, row)
    }

    fn hides_column(self, column: u32) -> bool {
        is_in(self.columns, column)
    }
}

fn is_in(runs: &[(u32, u32)], member: u32) -> bool {
    let next = runs.partition_point(|(first, _)| *first <= member);
    next.checked_sub(1).and_then(|index| runs.get(index)).is_some_and(|(_, last)| member <= *last)
}

/// Whether anything of a cell can be seen.
fn is_seen(cell: &SheetCell, printer: &Printer<'_>) -> bool {
    !cell.text.is_empty() || cell.mark.is_some() || !printer.looks.is_plain(cell.look)
}

/// Gives the cells their styles where the reader of values knew none, and adds cells that have a style alone.
fn add_styles(raw: &mut RawSheet<'_>, style: &SheetStyle) {
    if style.rows.is_empty() {
        return;
    }
    let mut rows: BTreeMap<u32, RawRow<'_>> =
        std::mem::take(&mut raw.rows).into_iter().map(|row| (row.index, row)).collect();
    for (index, styles) in &style.rows {
        let row = rows.entry(*index).or_insert_with(|| RawRow { index: *index, cells: Vec::new() });
        let mut cells: BTreeMap<u32, RawCell<'_>> =
            std::mem::take(&mut row.cells).into_iter().map(|cell| (cell.column, cell)).collect();
        for (column, style) in styles {
            let blank = || RawCell { column: *column, style: *style, value: Value::Blank };
            cells.entry(*column).or_insert_with(blank).style = *style;
        }
        row.cells = cells.into_values().collect();
    }
    raw.rows = rows.into_values().collect();
}

/// What conditional formats make of the cells.
fn painted(raw: &RawSheet<'_>, style: &SheetStyle) -> BTreeMap<Address, Painted> {
    if style.conditions.is_empty() {
        return BTreeMap::new();
    }
    let mut values = Vec::with_capacity(raw.rows.len());
    for row in &raw.rows {
        let cells: Vec<_> =
            row.cells.iter().map(|cell| (cell.column, condition_value(&cell.value))).collect();
        values.push((row.index, cells));
    }
    style.conditions.painted(&values).into_iter().collect()
}

fn condition_value<'v>(value: &'v Value<'_>) -> conditions::Value<'v> {
    match value {
        Value::Blank => conditions::Value::Blank,
        Value::Number(number) | Value::Shown(number, _) => conditions::Value::Number(*number),
        Value::Words(words) => conditions::Value::Text(words),
        Value::Truth(truth) => conditions::Value::Truth(*truth),
        Value::Error(_) => conditions::Value::Error,
    }
}

/// Prints cells.
struct Printer<'a> {
    /// The formats of the styles, as far as they have been asked for.
    formats: Vec<Option<Format>>,
    looks: Looks,
    style: &'a SheetStyle,
    epoch: Epoch,
}

impl Printer<'_> {
    fn cell(&mut self, raw: RawCell<'_>, painted: Option<&Painted>) -> SheetCell {
        let conditional = painted.and_then(|painted| painted.paint.format.as_deref()).map(Format::parse);
        let epoch = self.epoch;
        let print = match &conditional {
            Some(format) => print(raw.value, format, epoch),
            None => print(raw.value, self.format(raw.style), epoch),
        };
        let hides_words = painted.is_some_and(|painted| painted.hides_words);
        let (text, stored) = if hides_words { (String::new(), None) } else { (print.text, print.stored) };
        let look = self.looks.of(self.style, raw.style, painted.map(|painted| &painted.paint), print.ink);
        let mark = painted.and_then(|painted| painted.mark);
        let text = match mark.and_then(arrow) {
            Some(arrow) => format!("{arrow} {text}").trim_end().to_owned(),
            None => text,
        };
        SheetCell { column: raw.column, text, stored, look, mark }
    }

    fn format(&mut self, style: u32) -> &Format {
        let index = usize::try_from(style).unwrap_or(usize::MAX);
        // A style that the workbook doesn't have prints as the first one does.
        let index = if index < self.style.styles.len() { index } else { 0 };
        if self.formats.len() <= index {
            self.formats.resize(index + 1, None);
        }
        let code =
            || self.style.styles.get(index).and_then(|style| style.format.as_deref()).unwrap_or_default();
        self.formats[index].get_or_insert_with(|| Format::parse(code()))
    }
}

/// The sign of an icon that is an arrow.
fn arrow(mark: Mark) -> Option<char> {
    match mark.shape {
        Shape::Arrow(Direction::Up) => Some('↑'),
        Shape::Arrow(Direction::Down) => Some('↓'),
        Shape::Arrow(Direction::Same) => Some('→'),
        _ => None,
    }
}

/// What a value prints, white space folded.
fn print(value: Value<'_>, format: &Format, epoch: Epoch) -> Printed {
    match value {
        Value::Blank => Printed::default(),
        Value::Number(number) => {
            let print = format.number(number, epoch);
            let is_folded = print.text.chars().all(|char| char.is_ascii_graphic() || char == '£');
            if is_folded { print } else { Printed { text: printed(&print.text), ..print } }
        }
        Value::Shown(number, words) => {
            let text = printed(&words);
            let stored = stored_behind(&text, number);
            Printed { text, stored, ink: format.number(number, epoch).ink }
        }
        Value::Words(words) => Printed { text: printed(&format.words(&words)), ..Printed::default() },
        Value::Truth(truth) => {
            Printed { text: if truth { "TRUE" } else { "FALSE" }.to_owned(), ..Printed::default() }
        }
        Value::Error(words) => Printed { text: words.into_owned(), ..Printed::default() },
    }
}
