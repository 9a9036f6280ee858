//! The records of an xlsb part (MS-XLSB 2.1.4): a kind, a length, and so many bytes.

/// A record.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Record<'a> {
    /// Its kind.
    pub(super) kind: u16,
    /// Its bytes.
    pub(super) data: &'a [u8],
}

/// The records of a part from its beginning on. A record that is cut off ends it.
pub(super) struct Records<'a> {
    rest: &'a [u8],
}

impl<'a> Records<'a> {
    pub(super) fn of(part: &'a [u8]) -> Self {
        Records { rest: part }
    }

    /// A number of at most so many bytes, seven bits each, the lowest first.
    fn number(&mut self, bytes: usize) -> Option<u32> {
        let mut number = 0;
        for place in 0..bytes {
            let (byte, rest) = self.rest.split_first()?;
            self.rest = rest;
            number |= u32::from(byte & 0x7F) << (7 * place);
            if byte & 0x80 == 0 {
                break;
            }
        }
        Some(number)
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = Record<'a>;

    fn next(&mut self) -> Option<Record<'a>> {
        let kind = u16::try_from(self.number(2)?).ok()?;
        let length = usize::try_from(self.number(4)?).ok()?;
        let (data, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        Some(Record { kind, data })
    }
}

impl Record<'_> {
    /// The two bytes at this place.
    pub(super) fn u16(&self, at: usize) -> Option<u16> {
        self.data.get(at..at + 2)?.try_into().ok().map(u16::from_le_bytes)
    }

    /// The four bytes at this place.
    pub(super) fn u32(&self, at: usize) -> Option<u32> {
        self.data.get(at..at + 4)?.try_into().ok().map(u32::from_le_bytes)
    }
}

/// The text at a place of a record (2.5.169), and the place behind it.
pub(super) fn text(data: &[u8], at: usize) -> Option<(String, usize)> {
    let begin = at + 4;
    let length = u32::from_le_bytes(data.get(at..begin)?.try_into().ok()?);
    let end = usize::try_from(length).ok()?.checked_mul(2)?.checked_add(begin)?;
    let units = data.get(begin..end)?.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
    let letters = char::decode_utf16(units).map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER));
    Some((letters.collect(), end))
}
