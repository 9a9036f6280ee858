//! The records of an xls (MS-XLS): compound file to stream, stream to records, records to fields.
//!
//! Every field is asked for by its place and may be missing: a record that is too short has none there.

use std::io::{Cursor, Read};

use cfb::CompoundFile;

use crate::error::SheetError;

/// The record that goes on with the one before it.
const CONTINUE: u16 = 0x003C;

/// A record and what goes on with it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Record<'a> {
    /// Its kind.
    pub(crate) kind: u16,
    /// Its bytes.
    pub(crate) data: &'a [u8],
    /// The bytes of the records that go on with it.
    pub(crate) continued: Vec<&'a [u8]>,
}

/// The records of a stream from some place on. A record that is cut off ends it.
#[derive(Debug, Clone)]
pub(crate) struct Records<'a> {
    rest: &'a [u8],
}

/// The workbook's stream of a compound file.
///
/// # Errors
///
/// [`SheetError`] where the file is damaged, encrypted as a whole, or has no workbook.
pub(crate) fn stream(bytes: &[u8]) -> Result<Vec<u8>, SheetError> {
    let mut file = CompoundFile::open(Cursor::new(bytes)).map_err(SheetError::damaged)?;
    if file.is_stream("/EncryptedPackage") {
        return Err(SheetError::Encrypted);
    }
    // Excel 5 and 95 call it `Book`.
    let name = if file.is_stream("/Workbook") { "/Workbook" } else { "/Book" };
    let mut stream = Vec::new();
    let opened = file.open_stream(name).map_err(SheetError::damaged)?;
    // No stream is longer than its file, whatever it says.
    let limit = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    opened.take(limit).read_to_end(&mut stream).map_err(SheetError::damaged)?;
    Ok(stream)
}

impl<'a> Records<'a> {
    /// The records from this byte of the stream on; none where it has no such byte.
    pub(crate) fn from(stream: &'a [u8], position: usize) -> Self {
        Records { rest: stream.get(position..).unwrap_or_default() }
    }

    /// How many bytes are left.
    pub(crate) fn left(&self) -> usize {
        self.rest.len()
    }

    fn take(&mut self) -> Option<(u16, &'a [u8])> {
        let (kind, length) = (u16_at(self.rest, 0)?, u16_at(self.rest, 2)?);
        let end = 4 + usize::from(length);
        let data = self.rest.get(4..end)?;
        self.rest = self.rest.get(end..).unwrap_or_default();
        Some((kind, data))
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = Record<'a>;

    fn next(&mut self) -> Option<Record<'a>> {
        let (kind, data) = self.take()?;
        let mut continued = Vec::new();
        while u16_at(self.rest, 0) == Some(CONTINUE) {
            let Some((_, data)) = self.take() else { break };
            continued.push(data);
        }
        Some(Record { kind, data, continued })
    }
}

impl Record<'_> {
    /// The two bytes at this place.
    pub(crate) fn u16(&self, at: usize) -> Option<u16> {
        u16_at(self.data, at)
    }

    /// The four bytes at this place.
    pub(crate) fn u32(&self, at: usize) -> Option<u32> {
        self.data.get(at..at + 4)?.try_into().ok().map(u32::from_le_bytes)
    }

    /// The eight bytes at this place as a number.
    pub(crate) fn f64(&self, at: usize) -> Option<f64> {
        self.data.get(at..at + 8)?.try_into().ok().map(f64::from_le_bytes)
    }
}

/// The two bytes at this place.
pub(crate) fn u16_at(data: &[u8], at: usize) -> Option<u16> {
    data.get(at..at + 2)?.try_into().ok().map(u16::from_le_bytes)
}
