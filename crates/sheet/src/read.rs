//! A workbook, from its bytes to its document.

use std::collections::BTreeSet;
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
use crate::style::Styles;
use crate::unpack::Parts;
use crate::worksheet::{Hidden, Worksheet};
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
    // The file's parts and values are let go before tables are made, which take as much room again.
    let Worksheets { sheets, hidden, findings } = worksheets(format, bytes, options)?;
    let mut all = SheetBlocks { blocks: Vec::new(), findings };
    // Blank cells of tables count here, so that no few cells far apart make many.
    let mut room = options.limits.cells;
    for (sheet, cut) in sheets {
        add(sheet, cut, options, &mut room, &mut all);
    }
    all.findings.extend(hidden_sheets(&hidden));
    Ok(all)
}

/// The worksheets of a workbook.
#[derive(Default)]
struct Worksheets {
    /// Those that are read, each with the first row that was left out of it, where a limit was reached.
    sheets: Vec<(Worksheet, Option<u32>)>,
    /// The names of those that are hidden and weren't read.
    hidden: Vec<String>,
    /// What else was left out.
    findings: Vec<Finding>,
}

/// The worksheets as they print.
fn worksheets(format: Format, bytes: &[u8], options: &Options) -> Result<Worksheets, SheetError> {
    let limits = &options.limits;
    let mut budget = Budget::new(limits);
    let parts = if format == Format::Xls { Parts::default() } else { Parts::of(bytes, &limits.pack)? };
    let (mut book, styles) = match format {
        Format::Xls => (Book::Xls(Xls::open(bytes, limits)?), Styles::of_xls(stream(bytes)?)),
        _ => open(format, &parts, &mut budget)?,
    };
    let mut all = Worksheets::default();
    let mut seen = BTreeSet::new();
    for Listed { name, is_hidden } in book.sheets() {
        if is_hidden && options.hidden == HiddenParts::LeftOut {
            all.hidden.push(name);
            continue;
        }
        // Sheets are asked for by their names; of two with the same name only the first can be had.
        if !seen.insert(name.clone()) {
            let message = format!("a second sheet of the name `{name}` was left out");
            all.findings.push(Finding::warning(FindingKind::PageLeftOut, message, None));
            continue;
        }
        let style = styles.sheet(&name)?;
        let raw = book.cells(&name, &mut budget)?;
        let cut = raw.is_cut.then(|| raw.rows.last().map_or(0, |row| row.index + 1));
        all.sheets.push((assemble::worksheet(&name, raw, &style, options.hidden), cut));
    }
    Ok(all)
}

/// Opens a workbook of parts and its styles.
fn open<'a>(
    format: Format,
    parts: &'a Parts,
    budget: &mut Budget,
) -> Result<(Book<'a>, Styles<'a>), SheetError> {
    Ok(match format {
        Format::Xlsb => (Book::Xlsb(Xlsb::open(parts)?), Styles::of_xlsb(parts)?),
        Format::Ods => (Book::Ods(Ods::open(parts, budget)?), Styles::of_ods(parts)?),
        _ => (Book::Xlsx(Xlsx::open(parts)?), Styles::of_xlsx(parts)?),
    })
}

/// Adds the blocks of a sheet, and what was left out of it.
fn add(sheet: Worksheet, cut: Option<u32>, options: &Options, room: &mut usize, all: &mut SheetBlocks) {
    let (name, hidden) = (sheet.name.clone(), sheet.hidden);
    let SheetBlocks { blocks, findings } = blocks(sheet, room);
    all.blocks.extend(blocks);
    all.findings.extend(findings);
    let place = |row| Place::Sheet { sheet: name.clone(), cell: Address { row, column: 0 } };
    if options.hidden == HiddenParts::LeftOut {
        all.findings.extend(hidden_parts(hidden, place(0)));
    }
    if let Some(row) = cut {
        let message =
            format!("the rows from {} on were left out: the limit of cells or words is reached", row + 1);
        all.findings.push(Finding::warning(FindingKind::LimitReached, message, Some(place(row))));
    }
}

/// A finding for the hidden rows and columns of a sheet.
fn hidden_parts(Hidden { rows, columns }: Hidden, place: Place) -> Option<Finding> {
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
    let mut room = limits.cells;
    let mut read = blocks(sheet, &mut room);
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

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use zip::write::{SimpleFileOptions, ZipWriter};

    use super::*;
    use crate::testing::block_text;

    fn archive(files: &[(&str, &str)]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, words) in files {
            writer.start_file(*name, SimpleFileOptions::default()).expect("a file");
            writer.write_all(words.as_bytes()).expect("its words");
        }
        writer.finish().expect("an archive").into_inner()
    }

    const TYPES: &str = r#"<Types><Override PartName="/xl/workbook.xml"
        ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>"#;
    const ROOT: &str = r#"<Relationships><Relationship Id="r1" Target="xl/workbook.xml"
        Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>"#;
    const PARTS: &str = r#"<Relationships>
        <Relationship Id="r1" Target="worksheets/sheet1.xml" Type="x/relationships/worksheet"/>
        <Relationship Id="r2" Target="worksheets/sheet2.xml" Type="x/relationships/worksheet"/>
        <Relationship Id="r3" Target="chartsheets/sheet3.xml" Type="x/relationships/chartsheet"/>
        <Relationship Id="r4" Target="styles.xml" Type="x/relationships/styles"/>
        <Relationship Id="r5" Target="sharedStrings.xml" Type="x/relationships/sharedStrings"/></Relationships>"#;
    const BOOK: &str = r#"<workbook xmlns:r="x"><sheets><sheet name="KPIs" sheetId="1" r:id="r1"/>
        <sheet name="Notes" sheetId="2" state="hidden" r:id="r2"/><sheet name="Chart" sheetId="3" r:id="r3"/></sheets>
        </workbook>"#;
    const STYLES: &str = r#"<styleSheet><numFmts count="1"><numFmt numFmtId="164" formatCode="&quot;£&quot;#,##0"/></numFmts>
        <fonts><font/></fonts><fills><fill/></fills><borders><border/></borders><cellXfs><xf numFmtId="0"/>
        <xf numFmtId="10"/><xf numFmtId="164"/><xf numFmtId="14"/></cellXfs></styleSheet>"#;

    /// An xlsx of two worksheets and a chart; the second is hidden and says `secret`.
    fn xlsx(sheet: &str, strings: &str) -> Vec<u8> {
        let second =
            r#"<worksheet><sheetData><row><c t="str"><v>secret</v></c></row></sheetData></worksheet>"#;
        archive(&[
            ("[Content_Types].xml", TYPES),
            ("_rels/.rels", ROOT),
            ("xl/workbook.xml", BOOK),
            ("xl/_rels/workbook.xml.rels", PARTS),
            ("xl/styles.xml", STYLES),
            ("xl/sharedStrings.xml", strings),
            ("xl/worksheets/sheet1.xml", sheet),
            ("xl/worksheets/sheet2.xml", second),
            ("xl/chartsheets/sheet3.xml", "<chartsheet/>"),
        ])
    }

    const SHEET: &str = r#"<worksheet><dimension ref="A1:XFD1048576"/><cols><col min="4" max="4" hidden="1"/></cols><sheetData>
        <row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><r><t>Q</t></r><r><t>1</t></r></is></c>
        <c r="C1" t="str"><f>x</f><v>Target_x000D_£</v></c><c r="D1" t="str"><v>left</v></c></row>
        <row r="2" hidden="1"><c r="A2" t="str"><v>out</v></c></row>
        <row r="3"><c r="A3" t="str"><v>Plans</v></c><c r="B3" s="1"><f>1/96</f><v>0.0104</v></c><c r="C3" s="2"><v>5715310</v></c></row>
        <row r="4"><c r="A4" t="str"><v>Waits</v></c><c r="B4" t="e"><v>#N/A</v></c><c r="C4" s="3"><v>45382</v></c></row>
        <row r="5"><c r="A5" t="str"><v>Done</v></c><c r="B5" t="b"><v>1</v></c><c r="C5"><v>31.01</v></c></row>
        </sheetData></worksheet>"#;
    const STRINGS: &str = r#"<sst uniqueCount="1"><si><t>Measure</t></si></sst>"#;

    fn check(bytes: &[u8], hidden: HiddenParts, expected: &str, findings: &[&str]) {
        let options = Options { hidden, ..Options::default() };
        let document = read("folder/kpis.xlsx", bytes, &options).expect("a document");
        assert_eq!(document.source.file_name, "kpis.xlsx");
        assert_eq!(block_text(&document.blocks), expected);
        assert_eq!(document.findings.iter().map(ToString::to_string).collect::<Vec<_>>(), findings);
    }

    #[test]
    fn cells_print_and_hidden_parts_are_counted() {
        check(
            &xlsx(SHEET, STRINGS),
            HiddenParts::LeftOut,
            "[Measure | Q1 | Target £] [Plans | 1.04% | £5,715,310] [Waits | #N/A | 31/03/2024] [Done | TRUE | 31.01]\n",
            &[
                "note: 1 hidden row and 1 hidden column were left out (sheet `KPIs`, cell A1)",
                "note: the hidden sheet `Notes` was left out",
            ],
        );
    }

    #[test]
    fn hidden_parts_can_be_had() {
        let options = Options { hidden: HiddenParts::Included, ..Options::default() };
        let document = read("kpis.xlsx", &xlsx(SHEET, STRINGS), &options).expect("a document");
        let text = block_text(&document.blocks);
        assert!(["out", "left", "secret"].iter().all(|words| text.contains(words)), "{text}");
        assert_eq!(document.findings, []);
    }

    #[test]
    fn figures_keep_the_number_behind_them() {
        let document = read("kpis.xlsx", &xlsx(SHEET, STRINGS), &Options::default()).expect("a document");
        let cells: Vec<_> = document.grids().flat_map(|grid| grid.rows().iter().flatten()).collect();
        let stored = |text: &str| cells.iter().find(|cell| cell.text == text).and_then(|cell| cell.stored);
        assert_eq!(stored("1.04%"), Some(1.04));
        assert_eq!(stored("£5,715,310"), Some(5_715_310.0));
        assert_eq!(stored("31/03/2024"), None);
    }

    fn check_error(bytes: &[u8], expected: &str) {
        let error = read("kpis.xlsx", bytes, &Options::default()).expect_err("an error");
        assert!(error.to_string().starts_with(expected), "{error}");
        assert!(!error.hint().is_empty());
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        check_error(
            b"Dear all, this is a letter, and no workbook.",
            "expected a workbook or delimited values",
        );
        let far = r#"<worksheet><sheetData><row><c t="s"><v>7</v></c></row></sheetData></worksheet>"#;
        check_error(
            &xlsx(far, STRINGS),
            "expected a sound workbook, found this: Cell string index not found",
        );
        let claim = r#"<sst uniqueCount="99999999999999"><si/></sst>"#;
        check_error(&xlsx(SHEET, claim), "expected at most 9 shared strings");
        let laughs = r#"<!DOCTYPE s [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><sst><si><t>&b;</t></si></sst>"#;
        check_error(&xlsx(SHEET, laughs), "expected XML without entities of its own");
        check_error(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 and no more", "expected a sound workbook");
    }

    #[test]
    fn a_cell_in_the_last_corner_costs_one_cell() {
        let far = r#"<worksheet><sheetData><row r="1048576"><c r="XFD1048576"><v>5</v></c></row></sheetData></worksheet>"#;
        let document = read("far.xlsx", &xlsx(far, STRINGS), &Options::default()).expect("a document");
        assert_eq!(block_text(&document.blocks), "5\n");
    }

    #[test]
    fn rows_beyond_the_limit_are_left_out_whole() {
        let limits = Limits { cells: 9, ..Limits::default() };
        let options = Options { limits, hidden: HiddenParts::Included };
        let document = read("kpis.xlsx", &xlsx(SHEET, STRINGS), &options).expect("a document");
        assert!(!block_text(&document.blocks).contains("Waits"));
        assert_eq!(document.findings.first().map(|finding| finding.kind), Some(FindingKind::LimitReached));
    }

    #[test]
    fn open_document_prints_its_own_words() {
        let content = r#"<office:document-content><office:automatic-styles><style:style style:name="h"><style:table-properties
            table:display="false"/></style:style></office:automatic-styles><office:body><office:spreadsheet>
            <table:table table:name="KPIs"><table:table-row><table:table-cell table:number-columns-spanned="2"
            office:value-type="string"><text:p>Plans <text:span>agreed</text:span></text:p><text:p>in time</text:p>
            </table:table-cell><table:covered-table-cell/></table:table-row>
            <table:table-row table:number-rows-repeated="2"><table:table-cell office:value-type="percentage"
            office:value="0.0104"><office:annotation><text:p>no</text:p></office:annotation><text:p>1.04%</text:p></table:table-cell>
            <table:table-cell office:value-type="date" office:date-value="2024-03-31"><text:p>31 Mar 24</text:p></table:table-cell>
            </table:table-row><table:table-row table:number-rows-repeated="1048573"><table:table-cell
            table:number-columns-repeated="16384"/></table:table-row></table:table>
            <table:table table:name="Old" table:style-name="h"><table:table-row><table:table-cell office:value-type="string">
            <text:p>secret</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet></office:body>
            </office:document-content>"#;
        let bytes = archive(&[
            ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
            ("content.xml", content),
        ]);
        let document = read("kpis.ods", &bytes, &Options::default()).expect("a document");
        let text = block_text(&document.blocks);
        assert!(text.contains("Plans agreed in time"), "{text}");
        assert!(text.contains("[1.04% | 31 Mar 24] [1.04% | 31 Mar 24]"), "{text}");
        assert!(!text.contains("secret"), "{text}");
    }

    #[test]
    fn lines_are_the_places_of_delimited_values() {
        let bytes = b"Plans of the board\n\nRef,Name,\"Q1\n2024\"\n1,\"Plans, all\",48%\n2,Waits,7\n";
        let document = read("kpis.csv", bytes, &Options::default()).expect("a document");
        assert_eq!(
            block_text(&document.blocks),
            "# Plans of the board\n[Ref | Name | Q1 2024] [1 | Plans, all | 48%] [2 | Waits | 7]\n"
        );
        let grid = document.grids().next().expect("a table");
        assert_eq!(grid.method, Method::Delimited);
        let lines: Vec<_> = grid.rows().iter().filter_map(|row| row.first()?.place.line()).collect();
        assert_eq!(lines, [3, 5, 6]);
    }
}
