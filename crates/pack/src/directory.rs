//! What the end of an archive says of its directory, asked before the directory is read into memory.
//!
//! Only the number of files is taken from it. An archive that lies about it is caught once it is open; this is for
//! the one that truly lists ten million.

use std::io::{self, Read, Seek, SeekFrom};

/// The end of central directory record without its comment (APPNOTE 4.3.16).
const END_BYTES: usize = 22;
/// The longest comment after it.
const COMMENT_BYTES: u64 = 0xFFFF;
/// The locator of the zip64 end record, which stands right before the end record (APPNOTE 4.3.15).
const LOCATOR_BYTES: usize = 20;
/// The count that says: see the zip64 record (APPNOTE 4.4.1.4).
const SEE_ZIP64: u16 = u16::MAX;

const END_SIGNATURE: &[u8] = b"PK\x05\x06";
const LOCATOR_SIGNATURE: &[u8] = b"PK\x06\x07";
const END64_SIGNATURE: &[u8] = b"PK\x06\x06";

/// Whether the first bytes are those of an archive: a file's header, or the end of an archive without files.
pub(crate) fn begins_as_zip(source: &mut (impl Read + Seek)) -> io::Result<bool> {
    let start = read_at(source, 0, 4)?;
    Ok(start == b"PK\x03\x04" || start == END_SIGNATURE)
}

/// The highest number of files that a record at the end of the archive claims; 0 where there is none.
pub(crate) fn declared_entries(source: &mut (impl Read + Seek)) -> io::Result<u64> {
    let size = source.seek(SeekFrom::End(0))?;
    let reach = COMMENT_BYTES + (END_BYTES + LOCATOR_BYTES) as u64;
    let tail = read_at(source, size.saturating_sub(reach), reach)?;
    let mut most = 0;
    for place in (0..tail.len().saturating_sub(END_BYTES - 1))
        .filter(|&place| tail[place..].starts_with(END_SIGNATURE))
    {
        let claimed = number(&tail[place + 10..place + 12]);
        let locator = place.checked_sub(LOCATOR_BYTES).map(|start| &tail[start..place]);
        let locator = locator.filter(|bytes| bytes.starts_with(LOCATOR_SIGNATURE));
        most = most.max(match locator {
            Some(locator) if claimed == u64::from(SEE_ZIP64) => {
                zip64_entries(source, number(&locator[8..16]))?
            }
            _ => claimed,
        });
    }
    Ok(most)
}

/// The number of files in the zip64 end record at this offset (APPNOTE 4.3.14); where there is none, as many as the
/// ordinary record can count.
fn zip64_entries(source: &mut (impl Read + Seek), offset: u64) -> io::Result<u64> {
    let record = read_at(source, offset, 40)?;
    let whole = record.len() == 40 && record.starts_with(END64_SIGNATURE);
    Ok(if whole { number(&record[32..40]) } else { u64::from(SEE_ZIP64) })
}

/// At most `count` bytes from an offset; fewer at the end of the source.
fn read_at(source: &mut (impl Read + Seek), offset: u64, count: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    source.seek(SeekFrom::Start(offset))?;
    source.by_ref().take(count).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// A number of at most eight bytes, the lowest first.
fn number(bytes: &[u8]) -> u64 {
    bytes.iter().rev().fold(0, |number, &byte| number << 8 | u64::from(byte))
}
