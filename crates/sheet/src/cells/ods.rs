//! The cells of ods (ODF 1.3 part 3, chapter 9).
//!
//! The file has the words that each cell prints, so that no format has to be followed, and calamine, which reads
//! the format too, tells neither these nor merged cells; so the part is walked here. What a table repeats is
//! repeated, where it holds something.

mod walk;

use std::borrow::Cow;

use boardlift_model::Address;
use quick_xml::events::BytesStart;

use super::{Gatherer, Listed, RawSheet, Value};
use crate::error::SheetError;
use crate::limits::Budget;
use crate::print::{Epoch, serial};
use crate::style::xml::{attribute, number};
use crate::unpack::Parts;
use crate::worksheet::Area;
use walk::{Event, Walker};

/// Rows and columns that a sheet can have.
const ROWS: u32 = 1_048_576;
const COLUMNS: u32 = 16_384;

/// A read workbook.
pub(crate) struct Ods {
    sheets: Vec<(Listed, Option<RawSheet<'static>>)>,
}

impl Ods {
    /// Reads the sheets of a workbook.
    ///
    /// # Errors
    ///
    /// [`SheetError`] where it is damaged or encrypted.
    pub(crate) fn open(parts: &Parts, budget: &mut Budget) -> Result<Self, SheetError> {
        let manifest = parts.part("META-INF/manifest.xml").unwrap_or_default();
        if memchr::memmem::find(manifest, b"encryption-data").is_some() {
            return Err(SheetError::Encrypted);
        }
        let content =
            parts.text("content.xml").ok_or_else(|| SheetError::damaged("it has no content.xml"))?;
        let mut reader = Reader { walker: Walker::new(&content), hidden: Vec::new() };
        Ok(Ods { sheets: reader.sheets(budget)? })
    }

    /// Its worksheets.
    pub(crate) fn sheets(&self) -> Vec<Listed> {
        self.sheets.iter().map(|(listed, _)| listed.clone()).collect()
    }

    /// The cells of the first sheet of this name, once.
    pub(crate) fn cells(&mut self, name: &str) -> RawSheet<'static> {
        let sheet = self.sheets.iter_mut().find(|(listed, _)| listed.name == name);
        sheet.and_then(|(_, cells)| cells.take()).unwrap_or_default()
    }
}

struct Reader<'a> {
    walker: Walker<'a>,
    /// The names of the styles that hide a sheet.
    hidden: Vec<String>,
}

/// What stands in a row, gathered before it is known how often the row is repeated.
#[derive(Default)]
struct Row {
    /// Columns from and to, both included, and what stands in each of them.
    cells: Vec<(u32, u32, Value<'static>)>,
    /// Column, and how many rows and columns the cell spans.
    spans: Vec<(u32, u32, u32)>,
}

impl Reader<'_> {
    fn sheets(
        &mut self,
        budget: &mut Budget,
    ) -> Result<Vec<(Listed, Option<RawSheet<'static>>)>, SheetError> {
        let mut sheets = Vec::new();
        let mut style = String::new();
        while let Some(event) = self.walker.next()? {
            let Event::Open(element) = event else { continue };
            match element.local_name().into_inner() {
                "style" => style = attribute(&element, "name").unwrap_or_default().into_owned(),
                "table-properties" if attribute(&element, "display").as_deref() == Some("false") => {
                    self.hidden.push(style.clone());
                }
                // Former values, and copies of sheets of other files.
                "tracked-changes" | "dde-links" => self.walker.skip()?,
                "table" => {
                    let style = attribute(&element, "style-name").unwrap_or_default();
                    let is_hidden = self.hidden.iter().any(|hidden| *hidden == style);
                    let name = attribute(&element, "name").unwrap_or_default().into_owned();
                    if let Some(sheet) = self.table(budget)? {
                        sheets.push((Listed { name, is_hidden }, Some(sheet)));
                    }
                }
                _ => {}
            }
        }
        Ok(sheets)
    }

    /// A table whose beginning was just met; nothing where it is a copy of a sheet of another file.
    fn table(&mut self, budget: &mut Budget) -> Result<Option<RawSheet<'static>>, SheetError> {
        let mut gatherer = Gatherer::new(budget);
        let mut merges = Vec::new();
        let (mut next_row, mut depth, mut is_copy) = (0_u32, 0_usize, false);
        while let Some(event) = self.walker.next()? {
            let element = match event {
                Event::Open(element) => element,
                Event::Close if depth == 0 => break,
                Event::Close => {
                    depth -= 1;
                    continue;
                }
                Event::Words(_) => continue,
            };
            match element.local_name().into_inner() {
                "table-row" => {
                    let repeated = number::<u32>(&element, "number-rows-repeated").unwrap_or(1);
                    let row = self.row()?;
                    add(&row, next_row, repeated, &mut gatherer, &mut merges);
                    next_row = next_row.saturating_add(repeated);
                }
                "table-source" => {
                    is_copy = true;
                    depth += 1;
                }
                // Drawings and forms that lie on the sheet, and names.
                "shapes" | "forms" | "named-expressions" | "conditional-formats" | "sparkline-groups" => {
                    self.walker.skip()?;
                }
                _ => depth += 1,
            }
        }
        Ok((!is_copy).then(|| gatherer.sheet(merges, Epoch::Year1900)))
    }

    /// A row whose beginning was just met.
    fn row(&mut self) -> Result<Row, SheetError> {
        let (mut row, mut column) = (Row::default(), 0_u32);
        while let Some(event) = self.walker.next()? {
            let element = match event {
                Event::Open(element) => element,
                Event::Close => break,
                Event::Words(_) => continue,
            };
            let is_covered = match element.local_name().into_inner() {
                "table-cell" => false,
                "covered-table-cell" => true,
                _ => {
                    self.walker.skip()?;
                    continue;
                }
            };
            let repeated = number::<u32>(&element, "number-columns-repeated").unwrap_or(1).max(1);
            let span = |name: &str| number::<u32>(&element, name).unwrap_or(1).max(1);
            let (rows, columns) = (span("number-rows-spanned"), span("number-columns-spanned"));
            let words = self.words()?;
            let value = value(&element, words);
            let last = column.saturating_add(repeated - 1);
            if last >= COLUMNS {
                continue;
            }
            if !is_covered && (rows > 1 || columns > 1) {
                row.spans.push((column, rows, columns));
            }
            // What a merged cell covers isn't printed.
            if value != Value::Blank && !is_covered {
                row.cells.push((column, last, value));
            }
            column = last + 1;
        }
        Ok(row)
    }

    /// The words of a cell whose beginning was just met: a line for each paragraph. Notes and drawings in it are
    /// left out.
    fn words(&mut self) -> Result<Option<String>, SheetError> {
        let mut words: Option<String> = None;
        let (mut depth, mut paragraph) = (0_usize, None);
        while let Some(event) = self.walker.next()? {
            match event {
                Event::Open(element) => {
                    match element.local_name().into_inner() {
                        "p" | "h" if paragraph.is_none() => {
                            paragraph = Some(depth);
                            words = Some(words.map_or_else(String::new, |words| words + "\n"));
                        }
                        "s" | "tab" | "line-break" => words.get_or_insert_default().push(' '),
                        "span" | "a" | "p" | "h" | "ruby" | "ruby-base" => {}
                        // Notes, drawings, tables inside the cell.
                        _ => {
                            self.walker.skip()?;
                            continue;
                        }
                    }
                    depth += 1;
                }
                Event::Close if depth == 0 => break,
                Event::Close => {
                    depth -= 1;
                    paragraph = paragraph.filter(|begun| *begun != depth);
                }
                Event::Words(text) if paragraph.is_some() => words.get_or_insert_default().push_str(&text),
                Event::Words(_) => {}
            }
        }
        Ok(words)
    }
}

/// Adds a row as often as it is repeated.
fn add(row: &Row, first: u32, repeated: u32, gatherer: &mut Gatherer<'static, '_>, merges: &mut Vec<Area>) {
    if row.cells.is_empty() || gatherer.is_cut {
        return;
    }
    for index in first..first.saturating_add(repeated).min(ROWS) {
        for (from, to, value) in &row.cells {
            for column in *from..=*to {
                if !gatherer.push(index, column, 0, value.clone()) {
                    return;
                }
            }
        }
        let areas = row.spans.iter().map(|(column, rows, columns)| Area {
            first: Address { row: index, column: *column },
            last: Address {
                row: index.saturating_add(rows - 1).min(ROWS - 1),
                column: column.saturating_add(columns - 1).min(COLUMNS - 1),
            },
        });
        merges.extend(areas);
    }
}

/// What a cell holds, by its element and the words that it prints.
fn value(element: &BytesStart<'_>, words: Option<String>) -> Value<'static> {
    let kind = attribute(element, "value-type").unwrap_or_default();
    let shown = |number: f64, words: Option<String>| match words {
        Some(words) => Value::Shown(number, Cow::Owned(words)),
        None => Value::Number(number),
    };
    let as_words =
        |words: Option<String>| words.map_or(Value::Blank, |words| Value::Words(Cow::Owned(words)));
    match &*kind {
        "error" => words.map_or(Value::Blank, |words| Value::Error(Cow::Owned(words))),
        "float" | "percentage" | "currency" => match number(element, "value") {
            Some(number) => shown(number, words),
            None => as_words(words),
        },
        "date" => match attribute(element, "date-value").and_then(|date| serial(&date, Epoch::Year1900)) {
            Some(serial) => shown(serial, words),
            None => as_words(words),
        },
        "boolean" if words.is_none() => {
            Value::Truth(attribute(element, "boolean-value").as_deref() == Some("true"))
        }
        "string" if words.is_none() => attribute(element, "string-value")
            .map_or(Value::Blank, |words| Value::Words(Cow::Owned(words.into_owned()))),
        _ => as_words(words),
    }
}
