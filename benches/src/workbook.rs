//! A made-up workbook of some 50 MB, and how long it takes to read.

use std::fmt::Write as _;
use std::io::{self, Cursor, Write};

use boardlift_sheet::{Limits, Options};
use calamine::{Data, Reader, Xlsx};
use zip::result::ZipResult;
use zip::write::{SimpleFileOptions, ZipWriter};

/// Rows and columns; every second column holds words.
const ROWS: usize = 90_000;
const COLUMNS: usize = 20;

const CONTENT_TYPES: &str = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml"
ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>
<Override PartName="/xl/worksheets/sheet1.xml"
ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>
<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>
<Override PartName="/xl/sharedStrings.xml"
ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>"#;

const ROOT: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1"
Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/>
</Relationships>"#;

const PARTS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1"
Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/>
<Relationship Id="r2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles"
Target="styles.xml"/><Relationship Id="r3" Target="sharedStrings.xml"
Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"/></Relationships>"#;

const BOOK: &str = r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"
xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Measures" sheetId="1"
r:id="r1"/></sheets></workbook>"#;

const STYLES: &str = r#"<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
<numFmts count="1"><numFmt numFmtId="164" formatCode="&quot;£&quot;#,##0.00"/></numFmts><fonts count="1"><font/></fonts>
<fills count="2"><fill><patternFill/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFFFC000"/></patternFill></fill></fills>
<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf numFmtId="0"/>
<xf numFmtId="10"/><xf numFmtId="164" fillId="1"/><xf numFmtId="4"/></cellXfs></styleSheet>"#;

const SHEET: &str =
    r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>"#;

const STRINGS: &str = r#"<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">"#;

/// Numbers that repeat from run to run (Marsaglia's xorshift).
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }
}

/// The bytes of the workbook: figures of four formats, and names that are each told once.
///
/// # Errors
///
/// Where the archive can't be written.
pub fn workbook() -> ZipResult<Vec<u8>> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let small = [
        ("[Content_Types].xml", CONTENT_TYPES),
        ("_rels/.rels", ROOT),
        ("xl/_rels/workbook.xml.rels", PARTS),
        ("xl/workbook.xml", BOOK),
        ("xl/styles.xml", STYLES),
    ];
    for (name, words) in small {
        writer.start_file(name, SimpleFileOptions::default())?;
        writer.write_all(words.as_bytes())?;
    }
    let mut numbers = Numbers(0x9E37_79B9_7F4A_7C15);
    writer.start_file("xl/worksheets/sheet1.xml", SimpleFileOptions::default())?;
    writer.write_all(SHEET.as_bytes())?;
    for row in 0..ROWS {
        writer.write_all(row_of(row, &mut numbers).as_bytes())?;
    }
    writer.write_all(b"</sheetData></worksheet>")?;
    writer.start_file("xl/sharedStrings.xml", SimpleFileOptions::default())?;
    write_strings(&mut writer, &mut numbers)?;
    Ok(writer.finish()?.into_inner())
}

fn row_of(row: usize, numbers: &mut Numbers) -> String {
    let mut text = format!("<row r=\"{}\">", row + 1);
    for (column, letter) in ('A'..='Z').take(COLUMNS).enumerate() {
        let at = row + 1;
        // Writing to a string can't fail.
        let _ = if column % 2 == 0 {
            write!(text, "<c r=\"{letter}{at}\" t=\"s\"><v>{}</v></c>", row * COLUMNS / 2 + column / 2)
        } else {
            let value = (numbers.next() >> 11) as f64 / 1e9;
            write!(text, "<c r=\"{letter}{at}\" s=\"{}\"><v>{value}</v></c>", column / 2 % 4)
        };
    }
    text + "</row>"
}

fn write_strings(writer: &mut impl Write, numbers: &mut Numbers) -> io::Result<()> {
    writer.write_all(STRINGS.as_bytes())?;
    for _ in 0..ROWS * COLUMNS / 2 {
        let [first, second, third] = [numbers.next(), numbers.next(), numbers.next()];
        writer.write_all(
            format!("<si><t>Pupils {first:x} with {second:x} and {third:x}</t></si>").as_bytes(),
        )?;
    }
    writer.write_all(b"</sst>")
}

/// The reader below: calamine alone, values without print and look. Gives the number of cells that aren't blank.
pub fn read_by_calamine(bytes: &[u8]) -> usize {
    let Ok(mut book) = Xlsx::new(Cursor::new(bytes)) else { return 0 };
    let sheets = book.worksheets();
    sheets
        .iter()
        .map(|(_, range)| range.used_cells().filter(|(_, _, value)| **value != Data::Empty).count())
        .sum()
}

/// A workbook to a document. Gives the number of cells of its tables that aren't blank.
pub fn read(bytes: &[u8]) -> usize {
    let limits = Limits { cells: ROWS * COLUMNS, ..Limits::default() };
    let options = Options { limits, ..Options::default() };
    let Ok(document) = boardlift_sheet::read("workbook", bytes, &options) else { return 0 };
    document.grids().flat_map(|grid| grid.rows().iter().flatten()).filter(|cell| !cell.is_blank()).count()
}
