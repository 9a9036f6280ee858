//! A look at the raw bytes of a file before anything parses them: how deep they nest and how much they unpack to.
//!
//! It follows no cross-reference table, so it sees every stream, whatever the table says: the streams that hold the
//! file's structure are unpacked as soon as the file is opened. It takes anything that looks like a stream for one;
//! a false one costs a moment. Encrypted streams can't be measured here.

use memchr::memmem;

use crate::error::PdfError;
use crate::limits::Limits;
use crate::unpack::{Filter, Gauge, has_zlib_header};

/// How far before its data a stream's dictionary is looked for.
const DICTIONARY_BYTES: usize = 16 << 10;
/// An image of more pixels than this is a picture, and no reader of tables looks into it.
const SMALL_IMAGE: u64 = 1 << 16;

/// Checks that the file nests and unpacks within the limits.
pub(crate) fn skim(bytes: &[u8], limits: &Limits) -> Result<(), PdfError> {
    let mut gauge = Gauge::default();
    let mut unpacked = 0;
    let mut syntax_from = Some(0);
    for keyword in memmem::find_iter(bytes, b"stream") {
        let after = keyword + b"stream".len();
        if bytes[..keyword].ends_with(b"end") {
            syntax_from = Some(after);
        } else if let Some(data) = data_start(bytes, after) {
            if let Some(from) = syntax_from.take() {
                check_nesting(bytes, from, keyword, limits)?;
            }
            unpacked += weigh(bytes, keyword, data, &mut gauge, limits)?;
            if unpacked > limits.unpacked_bytes {
                return Err(PdfError::UnpacksTooLarge { limit: limits.unpacked_bytes, offset: data });
            }
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
    keyword: usize,
    data: usize,
    gauge: &mut Gauge,
    limits: &Limits,
) -> Result<u64, PdfError> {
    let dictionary = dictionary_before(bytes, keyword);
    if is_never_unpacked(dictionary) {
        return Ok(0);
    }
    let rest = &bytes[data..];
    let filters = match value(dictionary, b"/Filter") {
        Some(value) => filters(value, rest),
        None if has_zlib_header(rest) => vec![Filter::Flate],
        None => vec![],
    };
    let measure = match *filters {
        [Filter::Flate] => gauge.unpacked(rest, &filters, limits.stream_bytes),
        _ => {
            let end = memmem::find(rest, b"endstream").unwrap_or(rest.len());
            gauge.unpacked(&rest[..end], &filters, limits.stream_bytes)
        }
    };
    if measure.written > limits.stream_bytes {
        return Err(PdfError::StreamTooLarge { limit: limits.stream_bytes, offset: data });
    }
    Ok(measure.written.max(measure.read))
}

/// The text from the object's beginning to the keyword `stream`.
fn dictionary_before(bytes: &[u8], keyword: usize) -> &[u8] {
    let window = &bytes[keyword.saturating_sub(DICTIONARY_BYTES)..keyword];
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
    while let Some(&byte) = rest.first() {
        match byte {
            b'[' | b'<' => depth += 1,
            b']' | b'>' => depth = depth.saturating_sub(1),
            b'(' => rest = after_string(rest),
            // Whatever an object leaves open ends with it.
            b'o' if rest.starts_with(b"obj") => depth = 0,
            _ => {}
        }
        // A dictionary's bracket is two signs, which is all the same to a bound: it is met at half the depth or more.
        if depth > limits.nesting.saturating_mul(2) {
            return Err(PdfError::NestedTooDeep { limit: limits.nesting, offset: to - rest.len() });
        }
        rest = rest.get(1..).unwrap_or_default();
    }
    Ok(())
}

/// The text from the last byte of the string on that begins it, or its end where the string has none.
fn after_string(text: &[u8]) -> &[u8] {
    let mut depth = 0_u32;
    let mut at = 0;
    while let Some(&byte) = text.get(at) {
        match byte {
            b'\\' => at += 1,
            b'(' => depth += 1,
            b')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return &text[at..];
        }
        at += 1;
    }
    &[]
}
