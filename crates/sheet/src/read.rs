//! A workbook, from its bytes to its document.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use boardlift_model::grid::Method;
use boardlift_model::{Address, Block, Document, Finding, FindingKind, Place, Source};
use boardlift_text::document_id;

use crate::assemble;
use crate::biff::stream;
use crate::blocks::{SheetBlocks, blocks};
use crate::cells::{Listed, Ods, RawSheet, Xls, Xlsb, Xlsx};
use crate::delimited::{self, Delimited};
use crate::error::SheetError;
use crate::format::Format;
use crate::limits::{Budget, Limits};
use crate::style::{SheetStyle, Styles};
use crate::worksheet::Worksheet;
use crate::{HiddenParts, Options};

/// How many names of hidden sheets a finding tells.
const MOST_NAMES: usize = 5;

/// Reads a workbook.
pub(crate) fn read(file_name: &str, bytes: &[u8], options: &Options) -> Result<Document, SheetError> {
    options.limits.admit_file(bytes.len())?;
    let format = Format::of(bytes).ok_or(SheetError::NotAWorkbook)?;
    let read = || match format {
        Format::Csv | Format::Tsv => values(bytes, &options.limits),
        _ => workbook(format, bytes, options),
    };
    // calamine takes some records at their word and panics where they lie.
    let SheetBlocks { blocks, findings } = catch_unwind(AssertUnwindSafe(read))
        .unwrap_or_else(|_| Err(SheetError::damaged("a record that doesn't hold what it should")))?;
    Ok(Document { source: source(file_name, bytes, format), pages: None, blocks, findings })
}

fn source(file_name: &str, bytes: &[u8], format: Format) -> Source {
    Source {
        id: document_id(bytes),
        file_name: Path::new(file_name)
            .file_name()
            .map_or_else(|| file_name.to_owned(), |name| name.to_string_lossy().into_owned()),
        media_type: format.media_type(),
        byte_size: u64::try_from(bytes.len()).unwrap_or(u64::MAX),
    }
}

/// An open workbook, by its kind.
enum Book<'a> {
    Xlsx(Xlsx<'a>),
    Xlsb(Xlsb<'a>),
    Xls(Xls),
    Ods(Ods),
}

impl Book<'_> {
    fn sheets(&self) -> Vec<Listed> {
        match self {
            Book::Xlsx(book) => book.sheets(),
            Book::Xlsb(book) => book.sheets(),
            Book::Xls(book) => book.sheets(),
            Book::Ods(book) => book.sheets(),
        }
    }

    fn cells(&mut self, name: &str, budget: &mut Budget) -> Result<RawSheet<'_>, SheetError> {
        match self {
            Book::Xlsx(book) => book.cells(name, budget),
            Book::Xlsb(book) => book.cells(name, budget),
            Book::Xls(book) => book.cells(name, budget),
            Book::Ods(book) => Ok(book.cells(name)),
        }
    }
}

/// The blocks of all sheets.
fn workbook(format: Format, bytes: &[u8], options: &Options) -> Result<SheetBlocks, SheetError> {
    let limits = &options.limits;
    let mut budget = Budget::new(limits);
    let (mut book, mut styles) = open(format, bytes, limits, &mut budget)?;
    let mut all = SheetBlocks::default();
    let (mut hidden, mut seen) = (Vec::new(), Vec::new());
    for Listed { name, is_hidden } in book.sheets() {
        if is_hidden && options.hidden == HiddenParts::LeftOut {
            hidden.push(name);
            continue;
        }
        // Sheets are asked for by their names; of two with the same name only the first can be had.
        if seen.contains(&name) {
            continue;
        }
        let style = match &mut styles {
            Some(styles) => styles.sheet(&name)?,
            None => SheetStyle::default(),
        };
        let raw = book.cells(&name, &mut budget)?;
        let cut = raw.is_cut.then(|| raw.rows.last().map_or(0, |row| row.index + 1));
        let sheet = assemble::worksheet(&name, raw, &style, options.hidden);
        add(&sheet, cut, options, &mut all);
        seen.push(name);
    }
    all.findings.extend(hidden_sheets(&hidden));
    Ok(all)
}

/// Opens a workbook and its styles, where they are read.
fn open<'a>(
    format: Format,
    bytes: &'a [u8],
    limits: &Limits,
    budget: &mut Budget,
) -> Result<(Book<'a>, Option<Styles<'a>>), SheetError> {
    Ok(match format {
        Format::Xlsb => {
            let styles = Styles::of_xlsb(bytes, &limits.pack)?;
            (Book::Xlsb(Xlsb::open(bytes, limits)?), Some(styles))
        }
        Format::Xls => (Book::Xls(Xls::open(bytes, limits)?), Some(Styles::of_xls(stream(bytes)?))),
        Format::Ods => {
            (Book::Ods(Ods::open(bytes, limits, budget)?), Some(Styles::of_ods(bytes, &limits.pack)?))
        }
        Format::Xlsx | Format::Xlsm | Format::Csv | Format::Tsv => {
            // The styles come first: they are read within the limits, and calamine, which has none, reads the same
            // parts.
            let styles = Styles::of_xlsx(bytes, &limits.pack)?;
            (Book::Xlsx(Xlsx::open(bytes, limits)?), Some(styles))
        }
    })
}

/// Adds the blocks of a sheet, and what was left out of it.
fn add(sheet: &Worksheet, cut: Option<u32>, options: &Options, all: &mut SheetBlocks) {
    let SheetBlocks { blocks, findings } = blocks(sheet, options.limits.cells);
    all.blocks.extend(blocks);
    all.findings.extend(findings);
    let place = |row| Place::Sheet { sheet: sheet.name.clone(), cell: Address { row, column: 0 } };
    if options.hidden == HiddenParts::LeftOut {
        all.findings.extend(hidden_parts(sheet, place(0)));
    }
    if let Some(row) = cut {
        let message =
            format!("the rows from {} on were left out: the limit of cells or words is reached", row + 1);
        all.findings.push(Finding::warning(FindingKind::LimitReached, message, Some(place(row))));
    }
}

/// A finding for the hidden rows and columns of a sheet.
fn hidden_parts(sheet: &Worksheet, place: Place) -> Option<Finding> {
    let (rows, columns) = (sheet.hidden.rows, sheet.hidden.columns);
    let counted = |count: u32, one: &str| match count {
        0 => None,
        1 => Some(format!("1 hidden {one}")),
        _ => Some(format!("{count} hidden {one}s")),
    };
    let parts: Vec<String> =
        [counted(rows, "row"), counted(columns, "column")].into_iter().flatten().collect();
    let verb = if rows + columns == 1 { "was" } else { "were" };
    let message = format!("{} {verb} left out", parts.join(" and "));
    let finding = Finding::note(FindingKind::HiddenLeftOut, message, Some(place)).times(rows + columns);
    (!parts.is_empty()).then_some(finding)
}

/// A finding for hidden sheets.
fn hidden_sheets(names: &[String]) -> Option<Finding> {
    let told: Vec<String> = names.iter().take(MOST_NAMES).map(|name| format!("`{name}`")).collect();
    let more = names.len() - told.len();
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    let (sheets, verb) = if names.len() == 1 { ("sheet", "was") } else { ("sheets", "were") };
    let message = format!("the hidden {sheets} {}{more} {verb} left out", told.join(", "));
    let count = u32::try_from(names.len()).unwrap_or(u32::MAX);
    (!names.is_empty()).then(|| Finding::note(FindingKind::HiddenLeftOut, message, None).times(count))
}

/// The blocks of delimited values. They have lines rather than a sheet with addresses.
fn values(bytes: &[u8], limits: &Limits) -> Result<SheetBlocks, SheetError> {
    let Delimited { sheet, lines, findings } = delimited::read(bytes, limits)?;
    let mut read = blocks(&sheet, limits.cells);
    let place = |place: &mut Place| {
        if let Place::Sheet { cell, .. } = place {
            let line = usize::try_from(cell.row).ok().and_then(|row| lines.get(row));
            *place = Place::Line(line.copied().unwrap_or(1));
        }
    };
    for block in &mut read.blocks {
        match block {
            Block::Grid(grid) => {
                grid.method = Method::Delimited;
                grid.places_mut().for_each(place);
            }
            Block::Heading(text)
            | Block::Paragraph(text)
            | Block::ListItem(text)
            | Block::Footnote { text, .. } => {
                place(&mut text.place);
            }
            Block::Key(entries) => entries.iter_mut().for_each(|entry| place(&mut entry.text.place)),
        }
    }
    read.findings.iter_mut().filter_map(|finding| finding.place.as_mut()).for_each(place);
    read.findings.splice(0..0, findings);
    Ok(read)
}
