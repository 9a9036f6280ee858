//! A look at the raw bytes of a file before anything parses them: how deep they nest and how much they unpack to.
//!
//! It follows no cross-reference table, so it sees every stream, whatever the table says: the streams that hold the
//! file's structure are unpacked as soon as the file is opened. It takes anything that looks like a stream for one;
//! a false one costs a moment. Encrypted streams can't be measured here.

use memchr::memmem;

use crate::error::PdfError;
use crate::guard::ceiling;
use crate::guard::unpack::{Filter, Gauge, has_zlib_header};
use crate::limits::Limits;

/// How far before its data a stream's dictionary is looked for.
const DICTIONARY_BYTES: usize = 16 << 10;
/// An image of more pixels than this is a picture, and no reader of tables looks into it.
const SMALL_IMAGE: u64 = 1 << 16;

/// How the sizes of a file's streams are known to be within the limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sizes {
    /// By their lengths, so whether they are encrypted or not.
    Bounded,
    /// By unpacking them, as far as that can be done without decrypting them.
    Measured,
}

/// Checks that the file nests and unpacks within the limits.
pub(crate) fn skim(bytes: &[u8], limits: &Limits) -> Result<Sizes, PdfError> {
    check_syntax(bytes, limits)?;
    if ceiling::is_within(packed(bytes), limits) {
        return Ok(Sizes::Bounded);
    }
    check_sizes(bytes, limits)?;
    Ok(Sizes::Measured)
}

/// A keyword that bounds a stream (ISO 32000-1, 7.3.8.1).
#[derive(Debug, Clone, Copy)]
enum Bound {
    /// A stream begins: where its keyword stands, and where its data.
    Start { keyword: usize, data: usize },
    /// One ends: where its keyword does.
    End { after: usize },
}

fn bounds(bytes: &[u8]) -> impl Iterator<Item = Bound> {
    memmem::find_iter(bytes, b"stream").filter_map(|keyword| {
        let after = keyword + b"stream".len();
        if bytes[..keyword].ends_with(b"end") {
            return Some(Bound::End { after });
        }
        data_start(bytes, after).map(|data| Bound::Start { keyword, data })
    })
}

/// Where a stream's data begin, if the keyword that ends at `after` begins a stream.
fn data_start(bytes: &[u8], after: usize) -> Option<usize> {
    match bytes.get(after..)? {
        [b'\r', b'\n', ..] => Some(after + 2),
        [b'\r' | b'\n', ..] => Some(after + 1),
        _ => None,
    }
}

/// Checks how deep it nests outside of its streams.
fn check_syntax(bytes: &[u8], limits: &Limits) -> Result<(), PdfError> {
    let mut syntax_from = Some(0);
    for bound in bounds(bytes) {
        match bound {
            Bound::End { after } => syntax_from = Some(after),
            Bound::Start { keyword, .. } => {
                if let Some(from) = syntax_from.take() {
                    check_nesting(bytes, from, keyword, limits)?;
                }
            }
        }
    }
    syntax_from.map_or(Ok(()), |from| check_nesting(bytes, from, bytes.len(), limits))
}

/// A stream, and how it is packed.
#[derive(Debug)]
pub(crate) struct Packed<'b> {
    /// The text before its keyword, as far as it may be its dictionary's.
    pub(crate) before: &'b [u8],
    /// Where its data begin in the file.
    offset: usize,
    /// The file from there on.
    pub(crate) rest: &'b [u8],
    /// How it is packed, as far as that can be told; not at all if nothing will unpack it.
    pub(crate) filters: Vec<Filter>,
    /// Whether that is certain as far as its dictionary is seen: all filters are named there, if any.
    pub(crate) is_certain: bool,
}

/// The streams. Their dictionaries are sought no further back than the keyword before, so that all
/// of the file is sought through once.
fn packed(bytes: &[u8]) -> impl Iterator<Item = Packed<'_>> {
    let mut last = 0;
    bounds(bytes).filter_map(move |bound| match bound {
        Bound::End { after } => {
            last = after;
            None
        }
        Bound::Start { keyword, data } => {
            let before = &bytes[last.max(keyword.saturating_sub(DICTIONARY_BYTES))..keyword];
            last = data;
            let (dictionary, rest) = (dictionary(before), &bytes[data..]);
            let named = value(dictionary, b"/Filter");
            let is_never_unpacked = is_never_unpacked(dictionary);
            let filters = match named {
                _ if is_never_unpacked => vec![],
                Some(value) => filters(value, rest),
                None if has_zlib_header(rest) => vec![Filter::Flate],
                None => vec![],
            };
            // The abbreviation, which is for inline images, goes before where it is used all the same.
            let is_named = named.is_none_or(holds_names) && value(dictionary, b"/F").is_none();
            let is_certain = is_never_unpacked || is_named;
            Some(Packed { before, offset: data, rest, filters, is_certain })
        }
    })
}

/// Checks what the streams unpack to, one by one.
fn check_sizes(bytes: &[u8], limits: &Limits) -> Result<(), PdfError> {
    let mut gauge = Gauge::default();
    let mut unpacked = 0;
    for stream in packed(bytes) {
        unpacked += weigh(&stream, &mut gauge, limits)?;
        if unpacked > limits.unpacked_bytes {
            return Err(PdfError::UnpacksTooLarge { limit: limits.unpacked_bytes, offset: stream.offset });
        }
    }
    Ok(())
}

/// What unpacking the stream costs: the bytes it unpacks to, or those read for it where these are more, so that
/// overlapping streams can't make much work of few bytes.
fn weigh(stream: &Packed<'_>, gauge: &mut Gauge, limits: &Limits) -> Result<u64, PdfError> {
    let rest = stream.rest;
    let end = match *stream.filters {
        [] => return Ok(0),
        // These data say themselves where they end, and `endstream` may be among them.
        [Filter::Flate] => rest.len(),
        _ => memmem::find(rest, b"endstream").unwrap_or(rest.len()),
    };
    let measure = gauge.unpacked(&rest[..end], &stream.filters, limits.stream_bytes);
    if measure.written > limits.stream_bytes {
        return Err(PdfError::StreamTooLarge { limit: limits.stream_bytes, offset: stream.offset });
    }
    Ok(measure.written.max(measure.read))
}

/// The end of the text before the keyword `stream`, from where its object begins.
fn dictionary(before: &[u8]) -> &[u8] {
    memmem::rfind(before, b"obj").map_or(before, |start| &before[start..])
}

/// Attached files are never unpacked, and images only where they are so small that they stand for a colour.
fn is_never_unpacked(dictionary: &[u8]) -> bool {
    let is = |key: &[u8], name: &[u8]| {
        value(dictionary, key)
            .and_then(|value| value.strip_prefix(name))
            .is_some_and(|rest| !rest.first().is_some_and(|&byte| is_regular(byte)))
    };
    let side = |key| value(dictionary, key).map_or(0, number);
    let is_picture = || side(b"/Width").saturating_mul(side(b"/Height")) > SMALL_IMAGE;
    is(b"/Type", b"/EmbeddedFile") || is(b"/Subtype", b"/Image") && is_picture()
}

/// The text that follows the first key of this name.
fn value<'b>(dictionary: &'b [u8], key: &[u8]) -> Option<&'b [u8]> {
    memmem::find_iter(dictionary, key)
        .map(|at| &dictionary[at + key.len()..])
        .find(|after| !after.first().is_some_and(|&byte| is_regular(byte)))
        .map(<[u8]>::trim_ascii_start)
}

/// The number that the text begins with; 0 where that is no number.
pub(crate) fn number(text: &[u8]) -> u64 {
    text.iter()
        .take_while(|byte| byte.is_ascii_digit())
        .fold(0, |number: u64, byte| number.saturating_mul(10).saturating_add(u64::from(byte - b'0')))
}

/// The filters that the text names, in order, up to the first that makes an image; names of none are passed over. A
/// reference says nothing; the data then do.
fn filters(value: &[u8], data: &[u8]) -> Vec<Filter> {
    const IMAGES: [&[u8]; 4] = [b"DCTDecode", b"JPXDecode", b"JBIG2Decode", b"CCITTFaxDecode"];
    match names(value) {
        Some(names) => names
            .split(|&byte| byte == b'/')
            .map(<[u8]>::trim_ascii)
            .take_while(|name| !IMAGES.contains(name))
            .filter_map(Filter::from_name)
            .collect(),
        None if has_zlib_header(data) => vec![Filter::Flate],
        None => vec![],
    }
}

/// The name, or the inside of the array, that the text begins with.
fn names(value: &[u8]) -> Option<&[u8]> {
    match value {
        [b'[', rest @ ..] => rest.split(|&byte| byte == b']').next(),
        [b'/', rest @ ..] => {
            let end = rest.iter().position(|&byte| !is_regular(byte)).unwrap_or(rest.len());
            Some(&value[..=end])
        }
        _ => None,
    }
}

/// Whether the text begins with names and nothing else: no reference, no escape.
fn holds_names(value: &[u8]) -> bool {
    let is_plain = |name: &[u8]| name.trim_ascii().iter().all(|&byte| is_regular(byte) && byte != b'#');
    names(value).is_some_and(|names| {
        let mut parts = names.split(|&byte| byte == b'/');
        parts.next().is_none_or(|before| before.trim_ascii().is_empty()) && parts.all(is_plain)
    })
}

/// Whether the byte is part of a name or keyword (ISO 32000-1, 7.2.2).
pub(crate) fn is_regular(byte: u8) -> bool {
    !byte.is_ascii_whitespace() && byte != 0 && !b"()<>[]{}/%".contains(&byte)
}

/// Checks how deep arrays and dictionaries nest between two places of the file.
fn check_nesting(bytes: &[u8], from: usize, to: usize, limits: &Limits) -> Result<(), PdfError> {
    let mut depth = 0_u32;
    let mut rest = &bytes[from..to];
    loop {
        let taken = match rest {
            [] => return Ok(()),
            [b'<', b'<', ..] => {
                depth += 1;
                2
            }
            [b'[', ..] => {
                depth += 1;
                1
            }
            [b'>', b'>', ..] => {
                depth = depth.saturating_sub(1);
                2
            }
            [b']', ..] => {
                depth = depth.saturating_sub(1);
                1
            }
            [b'(', ..] => string_length(rest),
            // Whatever an object leaves open ends with it.
            [b'o', b'b', b'j', ..] => {
                depth = 0;
                3
            }
            // Nothing else nests, so all up to the next byte that may matter is passed over.
            [_, after @ ..] => 1 + after.iter().take_while(|byte| !b"<[>](o".contains(byte)).count(),
        };
        if depth > limits.nesting {
            return Err(PdfError::NestedTooDeep { limit: limits.nesting, offset: to - rest.len() });
        }
        rest = &rest[taken..];
    }
}

/// How long the string is that the text begins with, its brackets included; all of the text where it has no end.
fn string_length(text: &[u8]) -> usize {
    let mut depth = 0_u32;
    let mut at = 0;
    while let Some(&byte) = text.get(at) {
        match byte {
            b'\\' => at += 1,
            b'(' => depth += 1,
            b')' => depth -= 1,
            _ => {}
        }
        at += 1;
        if depth == 0 {
            return at;
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use flate2::Compression;
    use flate2::write::{DeflateEncoder, ZlibEncoder};

    use super::*;

    const LIMITS: fn() -> Limits =
        || Limits { stream_bytes: 100_000, unpacked_bytes: 250_000, nesting: 4, ..Limits::default() };

    #[track_caller]
    fn check(bytes: &[u8], expected: &Result<(), PdfError>) {
        assert_eq!(&skim(bytes, &LIMITS()).map(|_| ()), expected, "{}", bytes.escape_ascii());
    }

    fn zeros(count: usize) -> Vec<u8> {
        let mut encoder = ZlibEncoder::new(vec![], Compression::best());
        encoder.write_all(&vec![0; count]).unwrap();
        encoder.finish().unwrap()
    }

    fn bare_zeros(count: usize) -> Vec<u8> {
        let mut encoder = DeflateEncoder::new(vec![], Compression::best());
        encoder.write_all(&vec![0; count]).unwrap();
        encoder.finish().unwrap()
    }

    /// An object with these entries and this data, whose data begin at the byte that is given back.
    fn object(entries: &str, data: &[u8]) -> (Vec<u8>, usize) {
        let head = format!("5 0 obj <<{entries}>>stream\r\n");
        ([head.as_bytes(), data, b"\nendstream endobj"].concat(), head.len())
    }

    fn too_large(offset: usize) -> Result<(), PdfError> {
        Err(PdfError::StreamTooLarge { limit: 100_000, offset })
    }

    #[test]
    fn streams_are_measured() {
        for entries in [
            "/Filter/FlateDecode",
            "/Filter [ /FlateDecode ]",
            "/Filter [/Crypt /FlateDecode]",
            "/Filter 9 0 R",
            "",
            "/F /Fl",
        ] {
            let (bytes, offset) = object(entries, &zeros(100_001));
            check(&bytes, &too_large(offset));
            check(&object(entries, &zeros(99_999)).0, &Ok(()));
        }
        let (bytes, offset) = object("/Filter /FlateDecode", &bare_zeros(200_000));
        check(&bytes, &too_large(offset));
    }

    #[track_caller]
    fn check_how(entries: &str, expected: Sizes) {
        let (bytes, _) = object(entries, &zeros(10));
        assert_eq!(skim(&bytes, &LIMITS()), Ok(expected), "{entries}");
    }

    #[test]
    fn short_streams_are_not_unpacked() {
        for entries in ["/Filter/FlateDecode", "/Filter [/FlateDecode /DCTDecode]", "/Filter[]", ""] {
            check_how(entries, Sizes::Bounded);
        }
    }

    #[test]
    fn filters_that_are_not_named_bound_nothing() {
        for entries in
            ["/Filter 9 0 R", "/Filter [9 0 R]", "/Filter [/Fl 9 0 R]", "/Filter /Fl#61te", "/F /Fl"]
        {
            check_how(entries, Sizes::Measured);
        }
        check_how("/Filter [/Fl /Fl /Fl]", Sizes::Measured);
    }

    #[test]
    fn hidden_filters_bound_nothing() {
        check_how("/Filter /FlateDecode /K (obj)", Sizes::Measured);
        check_how("/Filter /FlateDecode /K (obj /Subtype /Image /Width 999 /Height 999)", Sizes::Measured);
    }

    #[test]
    fn layers_are_measured() {
        let digit = |byte: u8| b"0123456789abcdef"[usize::from(byte)];
        let hexadecimal: Vec<u8> =
            zeros(200_000).iter().flat_map(|&byte| [digit(byte >> 4), digit(byte & 15)]).collect();
        let (bytes, offset) = object("/Filter [/AHx/Fl]", &hexadecimal);
        check(&bytes, &too_large(offset));
        let (bytes, offset) = object("/Filter /RunLengthDecode", &[129, 0].repeat(1000));
        check(&bytes, &too_large(offset));
        check(&object("/Filter /RunLengthDecode", &[129, 0].repeat(700)).0, &Ok(()));
    }

    #[test]
    fn what_is_never_unpacked_is_not_measured() {
        let bomb = zeros(1 << 20);
        for (entries, is_measured) in [
            ("/Subtype/Image/Width 400/Height 400", false),
            ("/Subtype /Image /Width 40 /Height 40", true),
            ("/Subtype /Image", true),
            ("/Subtype /Form /Name /Image /Width 400 /Height 400", true),
            ("/Type /EmbeddedFile", false),
            ("/Filter /DCTDecode", false),
        ] {
            let (bytes, offset) = object(entries, &bomb);
            check(&bytes, &if is_measured { too_large(offset) } else { Ok(()) });
        }
    }

    #[test]
    fn all_streams_together_are_measured() {
        let (one, offset) = object("/Filter /FlateDecode", &zeros(90_000));
        check(&one.repeat(2), &Ok(()));
        let offset = 2 * one.len() + offset;
        check(&one.repeat(3), &Err(PdfError::UnpacksTooLarge { limit: 250_000, offset }));
    }

    #[test]
    fn a_stream_inside_a_stream_is_seen() {
        let (inner, start) = object("/Filter /FlateDecode", &zeros(200_000));
        let (outer, offset) = object("", &inner);
        check(&outer, &too_large(offset + start));
    }

    #[test]
    fn damaged_data_are_measured_up_to_the_damage() {
        check(&object("/Filter /FlateDecode", b"\x78\x9cno packed data").0, &Ok(()));
        check(&object("/Filter /FlateDecode", b"").0, &Ok(()));
        check(b"5 0 obj <</Filter /FlateDecode>> stream\n", &Ok(()));
        check(b"stream\n", &Ok(()));
        check(b"", &Ok(()));
    }

    #[test]
    fn nesting_is_bounded() {
        let too_deep = |offset| Err(PdfError::NestedTooDeep { limit: 4, offset });
        check(b"1 0 obj [[[[1]]]] endobj", &Ok(()));
        check(b"1 0 obj <</A<</B<</C<</D 1>>>>>>>> endobj", &Ok(()));
        check(b"[[[[[[[[[", &too_deep(4));
        check(b"1 0 obj [[[[ 2 0 obj [[[[", &Ok(()));
        check(b"1 0 obj ([[[[[[[[[[ \\) (nested) [[[) endobj", &Ok(()));
        check(b"1 0 obj (never closed [[[[[[[[[[", &Ok(()));
    }

    #[test]
    fn streams_do_not_count_as_nesting() {
        check(&object("", b"[[[[[[[[[[[[").0, &Ok(()));
        let after = [object("", b"x").0.as_slice(), b"[[[[["].concat();
        let offset = after.len() - 1;
        check(&after, &Err(PdfError::NestedTooDeep { limit: 4, offset }));
    }
}
