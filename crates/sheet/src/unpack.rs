//! The parts of a workbook that is an archive, unpacked once and within limits.
//!
//! The styles are read from the same parts as the values, and calamine, which reads most values, has no limits of its
//! own. So the parts that either may read are put, unpacked, into an archive in memory: calamine is given that archive,
//! and all others the bytes of a part where they stand in it.

use std::borrow::Cow;
use std::io::{Cursor, Write};
use std::ops::Range;

use boardlift_pack::{Limits, Pack};
use zip::CompressionMethod;
use zip::read::ZipArchive;
use zip::write::{SimpleFileOptions, ZipWriter};

use crate::error::SheetError;
use crate::style::xml::decode;

/// How the names of parts end that a workbook's cells and styles are read from.
const KINDS: [&str; 3] = [".xml", ".rels", ".bin"];

/// Folders in which neither stands: pictures, charts of an ods, what other programs or workbooks left there, copies of
/// a pivot table's source.
const FOLDERS: [&str; 9] = [
    "docprops/",
    "customxml/",
    "/media/",
    "/embeddings/",
    "/drawings/",
    "/externallinks/",
    "/pivotcache/",
    "configurations2/",
    "object ",
];

/// How far down a part entities are looked for: they are declared before the first element.
const PROLOG_BYTES: usize = 64 << 10;

/// How many times its size the markup of a workbook commonly unpacks to at most.
const MOST_ROOM: u64 = 20;

/// The parts of a workbook.
#[derive(Debug, Default)]
pub(crate) struct Parts {
    /// An archive of the parts, not compressed.
    archive: Vec<u8>,
    /// Their names, and where their bytes stand in the archive.
    places: Vec<(String, Range<usize>)>,
}

impl Parts {
    /// Unpacks the parts of a workbook.
    ///
    /// # Errors
    ///
    /// [`SheetError::Pack`] where the archive is damaged or encrypted, or its parts are beyond the limits, and
    /// [`SheetError::Entities`] where one of them declares entities.
    pub(crate) fn of(bytes: &[u8], limits: &Limits) -> Result<Self, SheetError> {
        let mut pack = Pack::open(bytes, limits)?;
        let wanted = pack.entries().iter().enumerate().filter(|(_, entry)| is_wanted(&entry.name));
        let wanted: Vec<(usize, String, u64)> =
            wanted.map(|(place, entry)| (place, entry.name.clone(), entry.size)).collect();
        // What the archive says of its sizes is only taken for how much room to begin with.
        let claimed = wanted.iter().map(|(.., size)| *size).fold(0, u64::saturating_add);
        let room = claimed.min(limits.total_bytes).min(MOST_ROOM * bytes.len() as u64);
        let mut writer = ZipWriter::new(Cursor::new(Vec::with_capacity(usize::try_from(room).unwrap_or(0))));
        let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        for (place, name, _) in &wanted {
            writer.start_file(name.as_str(), stored).map_err(SheetError::damaged)?;
            if name.to_ascii_lowercase().ends_with("workbook.xml.rels") {
                let part = without_macro_sheets(pack.read_entry(*place)?);
                writer.write_all(&part).map_err(SheetError::damaged)?;
            } else {
                pack.copy_entry(*place, &mut writer)?;
            }
        }
        let archive = writer.finish().map_err(SheetError::damaged)?.into_inner();
        let places = places(&archive, wanted.into_iter().map(|(_, name, _)| name))?;
        let parts = Parts { archive, places };
        if let Some((name, _)) = parts.iter().find(|(_, bytes)| declares_entities(bytes)) {
            return Err(SheetError::Entities { part: name.to_owned() });
        }
        Ok(parts)
    }

    /// All parts as one archive.
    pub(crate) fn archive(&self) -> &[u8] {
        &self.archive
    }

    /// The bytes of the part with this name; nothing where there is none. Letters count alike in upper and lower case
    /// where no name is the very same, as for [`Pack::read`].
    pub(crate) fn part(&self, name: &str) -> Option<&[u8]> {
        let same = self.places.iter().find(|(part, _)| part == name);
        let alike = || self.places.iter().find(|(part, _)| part.eq_ignore_ascii_case(name));
        let (_, place) = same.or_else(alike)?;
        self.archive.get(place.clone())
    }

    /// The text of the part with this name.
    pub(crate) fn text(&self, name: &str) -> Option<Cow<'_, str>> {
        self.part(name).map(decode)
    }

    /// The names and the bytes of all parts.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.places.iter().filter_map(|(name, place)| Some((name.as_str(), self.archive.get(place.clone())?)))
    }
}

fn is_wanted(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    KINDS.iter().any(|kind| name.ends_with(kind)) && !FOLDERS.iter().any(|folder| name.contains(folder))
}

/// Whether XML declares entities of its own, of which a few lines can stand for gigabytes. No program writes them into
/// workbooks, and ECMA-376 part 2 forbids document types in its parts altogether.
fn declares_entities(bytes: &[u8]) -> bool {
    let prolog = &bytes[..bytes.len().min(PROLOG_BYTES)];
    memchr::memmem::find(prolog, b"<!ENTITY").is_some()
}

/// The relationships of a workbook, its sheets of Excel 4 macros called dialogs: calamine refuses a workbook with a sheet
/// whose kind it doesn't know, and passes over dialogs. Neither holds cells to read.
fn without_macro_sheets(relationships: Vec<u8>) -> Vec<u8> {
    const MACROS: [&str; 2] = ["/xlMacrosheet\"", "/xlIntlMacrosheet\""];
    let Ok(text) = std::str::from_utf8(&relationships) else { return relationships };
    if !MACROS.iter().any(|kind| text.contains(kind)) {
        return relationships;
    }
    let text = MACROS.iter().fold(text.to_owned(), |text, kind| text.replace(kind, "/dialogsheet\""));
    text.into_bytes()
}

/// Where the bytes of the files of an archive that isn't compressed stand in it, by their names in its order.
fn places(
    archive: &[u8],
    names: impl Iterator<Item = String>,
) -> Result<Vec<(String, Range<usize>)>, SheetError> {
    let mut files = ZipArchive::new(Cursor::new(archive)).map_err(SheetError::damaged)?;
    let mut places = Vec::new();
    for (index, name) in names.enumerate() {
        let file = files.by_index(index).map_err(SheetError::damaged)?;
        let start = file.data_start().and_then(|start| usize::try_from(start).ok()).unwrap_or(0);
        let size = usize::try_from(file.size()).unwrap_or(0);
        places.push((name, start..start.saturating_add(size)));
    }
    Ok(places)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_stand_in_the_archive_as_they_were() {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        let files = [
            ("xl/Workbook.xml", "one"),
            ("xl/media/a.xml", "left"),
            ("xl/_rels/workbook.xml.rels", r#"<R Type="x/xlMacrosheet"/>"#),
            ("xl/empty.bin", ""),
        ];
        for (name, words) in files {
            writer.start_file(name, SimpleFileOptions::default()).expect("a file");
            writer.write_all(words.as_bytes()).expect("its words");
        }
        let bytes = writer.finish().expect("an archive").into_inner();
        let parts = Parts::of(&bytes, &Limits::default()).expect("parts");
        let found: Vec<(&str, &[u8])> = parts.iter().collect();
        let rels: &[u8] = br#"<R Type="x/dialogsheet"/>"#;
        let expected: [(&str, &[u8]); 3] =
            [("xl/Workbook.xml", b"one"), ("xl/_rels/workbook.xml.rels", rels), ("xl/empty.bin", b"")];
        assert_eq!(found, expected);
        assert_eq!(parts.text("xl/workbook.XML").as_deref(), Some("one"));
        assert_eq!(parts.part("xl/media/a.xml"), None);
    }
    #[test]
    fn a_part_that_declares_entities_is_refused_by_its_name() {
        let check = |words: &str, expected: Option<&str>| {
            let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
            writer.start_file("xl/sharedStrings.xml", SimpleFileOptions::default()).expect("a file");
            writer.write_all(words.as_bytes()).expect("its words");
            let bytes = writer.finish().expect("an archive").into_inner();
            let refused = match Parts::of(&bytes, &Limits::default()) {
                Err(SheetError::Entities { part }) => Some(part),
                _ => None,
            };
            assert_eq!(refused.as_deref(), expected, "{words}");
        };
        check(r#"<!DOCTYPE sst [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><sst/>"#, Some("xl/sharedStrings.xml"));
        check("<sst><si><t>&lt;!ENTITY</t></si></sst>", None);
    }
}
