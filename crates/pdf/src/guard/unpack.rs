//! How many bytes packed data would unpack to, found out without keeping them.
//!
//! The interpreter unpacks whatever a page refers to, without a bound. What it will meet is therefore measured first.
//! Data that are damaged are measured up to the damage.

use flate2::{Decompress, FlushDecompress, Status};
use hayro_interpret::hayro_syntax::Filter as SyntaxFilter;
use hayro_interpret::hayro_syntax::object::Stream;
use lopdf::{Dictionary, Object};

/// How much is unpacked at a time while measuring.
const STEP: usize = 32 << 10;

/// A way of packing (ISO 32000-1, 7.4). The packings of images are not here: nothing unpacks them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Filter {
    Flate,
    Lzw,
    RunLength,
    Ascii85,
    AsciiHex,
}

impl Filter {
    /// The filter with this name, in full or as inline images abbreviate it.
    pub(crate) fn from_name(name: &[u8]) -> Option<Filter> {
        Some(match name {
            b"FlateDecode" | b"Fl" => Filter::Flate,
            b"LZWDecode" | b"LZW" => Filter::Lzw,
            b"RunLengthDecode" | b"RL" => Filter::RunLength,
            b"ASCII85Decode" | b"A85" => Filter::Ascii85,
            b"ASCIIHexDecode" | b"AHx" => Filter::AsciiHex,
            _ => return None,
        })
    }

    fn of_syntax(filter: SyntaxFilter) -> Option<Filter> {
        Some(match filter {
            SyntaxFilter::FlateDecode => Filter::Flate,
            SyntaxFilter::LzwDecode => Filter::Lzw,
            SyntaxFilter::RunLengthDecode => Filter::RunLength,
            SyntaxFilter::Ascii85Decode => Filter::Ascii85,
            SyntaxFilter::AsciiHexDecode => Filter::AsciiHex,
            _ => return None,
        })
    }

    fn name(self) -> &'static str {
        match self {
            Filter::Flate => "FlateDecode",
            Filter::Lzw => "LZWDecode",
            Filter::RunLength => "RunLengthDecode",
            Filter::Ascii85 => "ASCII85Decode",
            Filter::AsciiHex => "ASCIIHexDecode",
        }
    }

    /// The most bytes that one packed byte can stand for.
    pub(crate) fn growth(self) -> u64 {
        match self {
            // 258 bytes for a length and a distance of one bit each.
            Filter::Flate => 1032,
            // A code of 12 bits stands for less than 4096 bytes.
            Filter::Lzw => 4096,
            // Two bytes stand for at most 128.
            Filter::RunLength => 64,
            // `z` stands for four zeros.
            Filter::Ascii85 => 4,
            Filter::AsciiHex => 1,
        }
    }
}

/// How many bytes `stream` unpacks to. Counting ends at the first step past `most`.
///
/// Small streams are not unpacked: the answer is then the most that they can unpack to, which is below `most`.
pub(crate) fn stream_size(stream: &Stream<'_>, most: u64) -> u64 {
    let filters: Vec<Filter> = stream.filters().into_iter().map_while(Filter::of_syntax).collect();
    let data = stream.raw_data();
    let bound = filters.iter().fold(size(&data), |size, filter| size.saturating_mul(filter.growth()));
    if bound <= most { bound } else { Gauge::default().unpacked(&data, &filters, most).written }
}

fn size(data: &[u8]) -> u64 {
    u64::try_from(data.len()).unwrap_or(u64::MAX)
}

/// What unpacking cost.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Measure {
    /// How many packed bytes were read.
    pub(crate) read: u64,
    /// How many bytes they unpack to.
    pub(crate) written: u64,
}

/// Measures packed data, one after the other, in the same memory.
pub(crate) struct Gauge {
    inflate: Decompress,
    step: Vec<u8>,
}

impl Default for Gauge {
    fn default() -> Self {
        Gauge { inflate: Decompress::new(true), step: vec![0; STEP] }
    }
}

impl Gauge {
    /// What `data` unpack to. Counting ends at the first step past `most`.
    ///
    /// Data packed once by Flate say themselves where they end, so `data` may run on beyond it.
    pub(crate) fn unpacked(&mut self, data: &[u8], filters: &[Filter], most: u64) -> Measure {
        match filters {
            [] => Measure { read: 0, written: 0 },
            [Filter::Flate] => self.inflated(data, most),
            _ => unpacked_in_layers(data, filters, most),
        }
    }

    fn inflated(&mut self, data: &[u8], most: u64) -> Measure {
        let wrapped = has_zlib_header(data);
        self.inflate.reset(wrapped);
        let mut before = (0, 0);
        loop {
            let read = usize::try_from(self.inflate.total_in()).unwrap_or(data.len());
            let rest = data.get(read..).unwrap_or_default();
            let status = self.inflate.decompress(rest, &mut self.step, FlushDecompress::None);
            let now = (self.inflate.total_in(), self.inflate.total_out());
            if now.1 > most || now == before || !matches!(status, Ok(Status::Ok)) {
                return Measure { read: now.0, written: now.1 };
            }
            before = now;
        }
    }
}

/// Whether the data begin as RFC 1950 demands.
pub(crate) fn has_zlib_header(data: &[u8]) -> bool {
    let &[method, flags, ..] = data else { return false };
    method & 0x0f == 8 && (u16::from(method) << 8 | u16::from(flags)) % 31 == 0
}

/// Measures data that are packed in several layers, or otherwise than by Flate.
fn unpacked_in_layers(data: &[u8], filters: &[Filter], most: u64) -> Measure {
    let names = filters.iter().map(|filter| Object::Name(filter.name().into())).collect();
    let dictionary = Dictionary::from_iter([("Filter", Object::Array(names))]);
    let stream = lopdf::Stream::new(dictionary, data.to_vec());
    let written = match stream.decompressed_content_with_limit(usize::try_from(most).unwrap_or(usize::MAX)) {
        Ok(content) => size(&content),
        Err(lopdf::Error::Decompress(
            lopdf::DecompressError::MemoryLimitExceeded { .. }
            | lopdf::DecompressError::TooManyFilters { .. },
        )) => most.saturating_add(1),
        Err(_) => 0,
    };
    Measure { read: size(data), written }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use flate2::Compression;
    use flate2::write::ZlibEncoder;

    use super::*;

    fn packed(count: usize) -> Vec<u8> {
        let mut encoder = ZlibEncoder::new(vec![], Compression::fast());
        encoder.write_all(&vec![b'x'; count]).unwrap();
        encoder.finish().unwrap()
    }

    #[track_caller]
    fn check(data: &[u8], filters: &[Filter], most: u64, expected: impl Fn(u64) -> bool) {
        let written = Gauge::default().unpacked(data, filters, most).written;
        assert!(expected(written), "{filters:?} within {most}: {written}");
    }

    #[test]
    fn sizes_within_the_bound_are_exact() {
        for count in [0, 1, STEP - 1, STEP, STEP + 1, 5 * STEP] {
            check(&packed(count), &[Filter::Flate], 1 << 20, |size| size == count as u64);
        }
        check(b"7Q@<3FCf~>", &[Filter::Ascii85], 100, |size| size <= 8);
        check(b"anything", &[], 100, |size| size == 0);
    }

    #[test]
    fn counting_ends_soon_after_the_bound() {
        let step = STEP as u64;
        check(&packed(100 * STEP), &[Filter::Flate], step, |size| size > step && size <= 3 * step);
        check(&packed(100 * STEP), &[Filter::Flate, Filter::AsciiHex], step, |size| size > step);
    }

    #[test]
    fn a_gauge_can_be_used_again() {
        let mut gauge = Gauge::default();
        for data in [packed(10), b"\x78\x9c damaged".to_vec(), vec![], packed(2000)] {
            let alone = Gauge::default().unpacked(&data, &[Filter::Flate], 1 << 20);
            assert_eq!(gauge.unpacked(&data, &[Filter::Flate], 1 << 20), alone);
        }
    }
}
