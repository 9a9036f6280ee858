//! A look at the raw bytes of a file before anything parses them: how deep they nest and how much they unpack to.
//!
//! It follows no cross-reference table, so it sees every stream, whatever the table says: the streams that hold the
//! file's structure are unpacked as soon as the file is opened. It takes anything that looks like a stream for one;
//! a false one costs a moment. Encrypted streams can't be measured here.

use memchr::memmem;

use crate::error::PdfError;
use crate::guard::unpack::{Filter, Gauge, has_zlib_header};
use crate::limits::Limits;

/// How far before its data a stream's dictionary is looked for.
const DICTIONARY_BYTES: usize = 16 << 10;
/// An image of more pixels than this is a picture, and no reader of tables looks into it.
const SMALL_IMAGE: u64 = 1 << 16;

/// Checks that the file nests and unpacks within the limits.
pub(crate) fn skim(bytes: &[u8], limits: &Limits) -> Result<(), PdfError> {
    let mut gauge = Gauge::default();
    let mut unpacked = 0;
    let mut syntax_from = Some(0);
    let mut last = 0;
    for keyword in memmem::find_iter(bytes, b"stream") {
        let after = keyword + b"stream".len();
        if bytes[..keyword].ends_with(b"end") {
            syntax_from = Some(after);
            last = after;
        } else if let Some(data) = data_start(bytes, after) {
            if let Some(from) = syntax_from.take() {
                check_nesting(bytes, from, keyword, limits)?;
            }
            let dictionary = dictionary(&bytes[last..keyword]);
            unpacked += weigh(bytes, dictionary, data, &mut gauge, limits)?;
            if unpacked > limits.unpacked_bytes {
                return Err(PdfError::UnpacksTooLarge { limit: limits.unpacked_bytes, offset: data });
            }
            last = data;
        }
    }
    syntax_from.map_or(Ok(()), |from| check_nesting(bytes, from, bytes.len(), limits))
}

/// Where a stream's data begin, if the keyword that ends at `after` begins a stream (ISO 32000-1, 7.3.8.1).
fn data_start(bytes: &[u8], after: usize) -> Option<usize> {
    match bytes.get(after..)? {
        [b'\r', b'\n', ..] => Some(after + 2),
        [b'\r' | b'\n', ..] => Some(after + 1),
        _ => None,
    }
}

/// What unpacking the stream costs: the bytes it unpacks to, or those read for it where these are more, so that
/// overlapping streams can't make much work of few bytes.
fn weigh(
    bytes: &[u8],
    dictionary: &[u8],
    data: usize,
    gauge: &mut Gauge,
    limits: &Limits,
) -> Result<u64, PdfError> {
    if is_never_unpacked(dictionary) {
        return Ok(0);
    }
    let rest = &bytes[data..];
    let filters = match value(dictionary, b"/Filter") {
        Some(value) => filters(value, rest),
        None if has_zlib_header(rest) => vec![Filter::Flate],
        None => vec![],
    };
    let end = match *filters {
        [] => return Ok(0),
        // These data say themselves where they end, and `endstream` may be among them.
        [Filter::Flate] => rest.len(),
        _ => memmem::find(rest, b"endstream").unwrap_or(rest.len()),
    };
    let measure = gauge.unpacked(&rest[..end], &filters, limits.stream_bytes);
    if measure.written > limits.stream_bytes {
        return Err(PdfError::StreamTooLarge { limit: limits.stream_bytes, offset: data });
    }
    Ok(measure.written.max(measure.read))
}

/// The end of the text before the keyword `stream`, from where its object begins. It is sought no further back than
/// the keyword before, so that all of it together is sought through once.
fn dictionary(before: &[u8]) -> &[u8] {
    let window = &before[before.len().saturating_sub(DICTIONARY_BYTES)..];
    memmem::rfind(window, b"obj").map_or(window, |start| &window[start..])
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
fn number(text: &[u8]) -> u64 {
    text.iter()
        .take_while(|byte| byte.is_ascii_digit())
        .fold(0, |number: u64, byte| number.saturating_mul(10).saturating_add(u64::from(byte - b'0')))
}

/// The filters that the text names, in order, up to the first that nothing unpacks. A reference says nothing; the
/// data then do.
fn filters(value: &[u8], data: &[u8]) -> Vec<Filter> {
    let names = match value {
        [b'[', rest @ ..] => rest.split(|&byte| byte == b']').next().unwrap_or_default(),
        [b'/', rest @ ..] => {
            let end = rest.iter().position(|&byte| !is_regular(byte)).unwrap_or(rest.len());
            &value[..=end]
        }
        _ if has_zlib_header(data) => return vec![Filter::Flate],
        _ => return vec![],
    };
    names
        .split(|&byte| byte == b'/')
        .map(<[u8]>::trim_ascii)
        .filter(|name| !name.is_empty())
        .map_while(Filter::from_name)
        .collect()
}

/// Whether the byte is part of a name or keyword (ISO 32000-1, 7.2.2).
fn is_regular(byte: u8) -> bool {
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
            _ => 1,
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
        assert_eq!(&skim(bytes, &LIMITS()), expected, "{}", bytes.escape_ascii());
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
        for entries in ["/Filter/FlateDecode", "/Filter [ /FlateDecode ]", "/Filter 9 0 R", "", "/F /Fl"] {
            let (bytes, offset) = object(entries, &zeros(100_001));
            check(&bytes, &too_large(offset));
            check(&object(entries, &zeros(99_999)).0, &Ok(()));
        }
        let (bytes, offset) = object("/Filter /FlateDecode", &bare_zeros(200_000));
        check(&bytes, &too_large(offset));
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
