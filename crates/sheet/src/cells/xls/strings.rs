//! The strings of an xls (MS-XLS 2.5.240, 2.5.293 and 2.5.294), which may go on from record to record.

use encoding_rs::Encoding;

use crate::biff::Record;

/// How characters are stored.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Coding {
    /// A byte each, before Excel 97.
    Bytes(&'static Encoding),
    /// A flag before them says whether they have one byte or two.
    Flagged,
}

impl Coding {
    /// The coding of a workbook that names this code page.
    pub(super) fn with_code_page(self, code_page: Option<u16>) -> Self {
        match (self, code_page.and_then(super::encoding)) {
            (Coding::Bytes(_), Some(encoding)) => Coding::Bytes(encoding),
            _ => self,
        }
    }
}

/// The bytes of a record and of those that go on with it.
#[derive(Debug)]
pub(super) struct Pieces<'a> {
    now: &'a [u8],
    next: std::vec::IntoIter<&'a [u8]>,
}

impl<'a> Pieces<'a> {
    /// The bytes from this place of the record on.
    pub(super) fn of(record: &Record<'a>, from: usize) -> Self {
        let now = record.data.get(from..).unwrap_or_default();
        Pieces { now, next: record.continued.clone().into_iter() }
    }

    /// A string with two bytes for its length.
    pub(super) fn string(&mut self, coding: Coding) -> Option<String> {
        let length = usize::from(self.u16()?);
        self.characters(length, coding)
    }

    /// A string with one byte for its length.
    pub(super) fn short_string(&mut self, coding: Coding) -> Option<String> {
        let length = usize::from(*self.bytes(1)?.first()?);
        self.characters(length, coding)
    }

    /// The strings of the table of shared strings, at most so many, up to the first that is cut off.
    pub(super) fn shared_strings(&mut self, most: usize) -> Vec<String> {
        std::iter::from_fn(|| self.shared_string()).take(most).collect()
    }

    fn shared_string(&mut self) -> Option<String> {
        let length = usize::from(self.u16()?);
        let flags = *self.bytes(1)?.first()?;
        let runs = if flags & 8 == 0 { 0 } else { usize::from(self.u16()?) };
        let extension = if flags & 4 == 0 { 0 } else { usize::try_from(self.u32()?).ok()? };
        let words = self.flagged(length, flags)?;
        self.skip(runs * 4)?;
        self.skip(extension)?;
        Some(words)
    }

    fn characters(&mut self, length: usize, coding: Coding) -> Option<String> {
        match coding {
            Coding::Bytes(encoding) => {
                let bytes = self.bytes(length)?;
                Some(encoding.decode_without_bom_handling(bytes).0.into_owned())
            }
            Coding::Flagged => {
                let flags = *self.bytes(1)?.first()?;
                self.flagged(length, flags)
            }
        }
    }

    /// Characters of one byte or two; where they go on in the next record, that begins with flags of its own.
    fn flagged(&mut self, length: usize, flags: u8) -> Option<String> {
        let mut units: Vec<u16> = Vec::with_capacity(length.min(self.now.len()));
        let mut is_wide = flags & 1 != 0;
        loop {
            let size = if is_wide { 2 } else { 1 };
            let count = (length - units.len()).min(self.now.len() / size);
            let (bytes, rest) = self.now.split_at_checked(count * size)?;
            if is_wide {
                units.extend(bytes.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])));
            } else {
                units.extend(bytes.iter().copied().map(u16::from));
            }
            self.now = rest;
            if units.len() == length {
                return Some(String::from_utf16_lossy(&units));
            }
            let (flags, rest) = self.next.next()?.split_first()?;
            (is_wide, self.now) = (flags & 1 != 0, rest);
        }
    }

    fn u16(&mut self) -> Option<u16> {
        self.bytes(2)?.try_into().ok().map(u16::from_le_bytes)
    }

    fn u32(&mut self) -> Option<u32> {
        self.bytes(4)?.try_into().ok().map(u32::from_le_bytes)
    }

    /// So many bytes, which are never parted.
    fn bytes(&mut self, count: usize) -> Option<&'a [u8]> {
        if self.now.is_empty() && count > 0 {
            self.now = self.next.next()?;
        }
        let (bytes, rest) = self.now.split_at_checked(count)?;
        self.now = rest;
        Some(bytes)
    }

    fn skip(&mut self, mut count: usize) -> Option<()> {
        while count > self.now.len() {
            count -= self.now.len();
            self.now = self.next.next()?;
        }
        self.now = self.now.get(count..)?;
        Some(())
    }
}
