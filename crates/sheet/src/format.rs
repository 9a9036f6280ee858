//! Which kind of workbook some bytes are, told from the bytes alone.

use std::io::Cursor;

use boardlift_model::MediaType;
use boardlift_pack::{Limits, Pack};

use crate::delimited;

/// A kind of workbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Office Open XML.
    Xlsx,
    /// Office Open XML with macros.
    Xlsm,
    /// Office Open XML with binary parts.
    Xlsb,
    /// Excel 5 to 2003; or a workbook of any Office format that a password protects, which comes in the same wrapping.
    Xls,
    /// The spreadsheet of `OpenDocument`.
    Ods,
    /// Values between commas or semicolons.
    Csv,
    /// Values between tabs.
    Tsv,
}

/// The streams of a compound file that make it a workbook.
const STREAMS: [&str; 3] = ["/Workbook", "/Book", "/EncryptedPackage"];

/// What a compound file begins with (MS-CFB 2.2).
const COMPOUND: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

impl Format {
    /// The kind of workbook that the bytes are; nothing for all other files, those in other archives and compound files
    /// included. Whether it can be read is not asked.
    pub fn of(bytes: &[u8]) -> Option<Format> {
        if bytes.starts_with(COMPOUND) {
            let holds_one = match cfb::CompoundFile::open(Cursor::new(bytes)) {
                Ok(file) => STREAMS.iter().any(|stream| file.is_stream(stream)),
                // What a damaged one holds can't be told; of compound files only workbooks are read at all.
                Err(_) => true,
            };
            return holds_one.then_some(Format::Xls);
        }
        if bytes.starts_with(b"PK") {
            return of_archive(bytes);
        }
        match delimited::delimiter(bytes)? {
            b'\t' => Some(Format::Tsv),
            _ => Some(Format::Csv),
        }
    }

    /// Its media type.
    pub fn media_type(self) -> MediaType {
        match self {
            Format::Xlsx => MediaType::Xlsx,
            Format::Xlsm => MediaType::Xlsm,
            Format::Xlsb => MediaType::Xlsb,
            Format::Xls => MediaType::Xls,
            Format::Ods => MediaType::Ods,
            Format::Csv => MediaType::Csv,
            Format::Tsv => MediaType::Tsv,
        }
    }
}

/// By what the archive says of itself, or by its main part where it says nothing.
fn of_archive(bytes: &[u8]) -> Option<Format> {
    let mut pack = Pack::open(bytes, &Limits::default()).ok()?;
    if let Ok(Some(kind)) = pack.read("mimetype") {
        return kind.starts_with(b"application/vnd.oasis.opendocument.spreadsheet").then_some(Format::Ods);
    }
    let types = pack.read("[Content_Types].xml").ok().flatten().unwrap_or_default();
    let says = |kind: &[u8]| memchr::memmem::find(&types, kind).is_some();
    if says(b"ms-excel.sheet.binary.macroEnabled.main") {
        Some(Format::Xlsb)
    } else if says(b"ms-excel.sheet.macroEnabled.main") || says(b"ms-excel.template.macroEnabled.main") {
        Some(Format::Xlsm)
    } else if says(b"spreadsheetml.sheet.main") || says(b"spreadsheetml.template.main") {
        Some(Format::Xlsx)
    } else {
        let has = |name: &str| pack.entries().iter().any(|entry| entry.name.eq_ignore_ascii_case(name));
        let by_part = [("xl/workbook.xml", Format::Xlsx), ("xl/workbook.bin", Format::Xlsb)];
        by_part.into_iter().find(|(name, _)| has(name)).map(|(_, format)| format)
    }
}
