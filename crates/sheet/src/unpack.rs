//! The parts of an Office Open XML workbook, unpacked once and within limits.
//!
//! The styles are read from the same parts as the values, and calamine has no limits of its own. So the parts that
//! either may read are put, unpacked, into an archive in memory, and that is what both are given.

use std::io::{Cursor, Write};

use boardlift_pack::{Limits, Pack};
use zip::CompressionMethod;
use zip::write::{SimpleFileOptions, ZipWriter};

use crate::error::SheetError;

/// How the names of parts end that a workbook's cells and styles are read from.
const KINDS: [&str; 3] = [".xml", ".rels", ".bin"];

/// Folders in which neither stands: pictures, what other programs or workbooks left there, copies of a pivot table's
/// source.
const FOLDERS: [&str; 7] =
    ["docprops/", "customxml/", "/media/", "/embeddings/", "/drawings/", "/externallinks/", "/pivotcache/"];

/// How many times its size the markup of a workbook commonly unpacks to at most.
const MOST_ROOM: u64 = 20;

/// An archive of the same parts, not compressed.
///
/// # Errors
///
/// [`SheetError::Pack`] where the archive is damaged or encrypted, or its parts are beyond the limits.
pub(crate) fn unpacked(bytes: &[u8], limits: &Limits) -> Result<Vec<u8>, SheetError> {
    let mut pack = Pack::open(bytes, limits)?;
    let names: Vec<String> = pack.entries().iter().map(|entry| entry.name.clone()).collect();
    // What the archive says of its sizes is only taken for how much room to begin with.
    let claimed = pack.entries().iter().filter(|entry| is_wanted(&entry.name)).map(|entry| entry.size);
    let room =
        claimed.fold(0, u64::saturating_add).min(limits.total_bytes).min(MOST_ROOM * bytes.len() as u64);
    let room = usize::try_from(room).unwrap_or(0);
    let mut writer = ZipWriter::new(Cursor::new(Vec::with_capacity(room)));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (place, name) in names.iter().enumerate().filter(|(_, name)| is_wanted(name)) {
        let part = pack.read_entry(place)?;
        writer.start_file(name.as_str(), stored).map_err(SheetError::damaged)?;
        writer.write_all(&part).map_err(SheetError::damaged)?;
    }
    Ok(writer.finish().map_err(SheetError::damaged)?.into_inner())
}

fn is_wanted(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    KINDS.iter().any(|kind| name.ends_with(kind)) && !FOLDERS.iter().any(|folder| name.contains(folder))
}
