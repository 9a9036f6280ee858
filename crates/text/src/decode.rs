//! Bytes to characters: UTF-8, UTF-16 and Windows-1252, with or without a byte order mark.
//!
//! Refuses what is no text. Reads no other encoding: councils' exports know these, and guessing among the rest
//! would turn a pound sign into a letter in silence.

use std::borrow::Cow;

use boardlift_model::finding::FindingKind;
use boardlift_model::{Finding, Place};
use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::error::{NoText, TextError};

/// How many bytes are looked at to tell UTF-16 without a byte order mark.
const SAMPLE_BYTES: usize = 4096;

/// Signatures of files that are handed to a text reader by mistake, and may hold no NUL byte that would tell.
const SIGNATURES: [(&[u8], &str); 4] = [
    (b"%PDF-", "PDF"),
    (b"PK\x03\x04", "ZIP or Office"),
    (b"\xD0\xCF\x11\xE0", "old Office"),
    (b"{\\rtf", "RTF"),
];

/// A file's characters and what was wrong with its bytes.
#[derive(Debug, PartialEq)]
pub struct Decoded<'a> {
    /// The characters, without a byte order mark.
    pub text: Cow<'a, str>,
    /// At most one: how many stretches of bytes were no characters.
    pub finding: Option<Finding>,
}

/// The characters of a file. No bytes give no characters.
///
/// # Errors
///
/// [`TextError::NotText`] where the bytes are no text.
pub fn decode(bytes: &[u8]) -> Result<Decoded<'_>, TextError> {
    refuse_formats(bytes)?;
    let decoded = match utf16(bytes) {
        Some((encoding, rest)) => foreign(encoding, rest),
        None => match bytes.iter().position(|byte| *byte == 0) {
            Some(offset) => return Err(TextError::NotText { found: NoText::NulByte, offset }),
            None => eight_bit(bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes)),
        },
    };
    refuse_controls(&decoded.text)?;
    Ok(decoded)
}

/// The characters of a file that says which encoding it has.
pub(crate) fn in_encoding<'a>(
    encoding: &'static Encoding,
    bytes: &'a [u8],
) -> Result<Decoded<'a>, TextError> {
    let decoded = foreign(encoding, bytes);
    refuse_controls(&decoded.text)?;
    Ok(decoded)
}

/// An error for the bytes of a known format that is no text.
pub(crate) fn refuse_formats(bytes: &[u8]) -> Result<(), TextError> {
    match SIGNATURES.iter().find(|(signature, _)| bytes.starts_with(signature)) {
        Some((_, name)) => Err(TextError::NotText { found: NoText::Format(name), offset: 0 }),
        None => Ok(()),
    }
}

/// UTF-16 by its byte order mark or, without one, by NUL bytes that stand in nearly every second place: most
/// characters of an English text have a zero upper half.
fn utf16(bytes: &[u8]) -> Option<(&'static Encoding, &[u8])> {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        let is_utf16 = encoding == UTF_16LE || encoding == UTF_16BE;
        return is_utf16.then(|| (encoding, bytes.get(length..).unwrap_or_default()));
    }
    let (pairs, _) = bytes.get(..SAMPLE_BYTES).unwrap_or(bytes).as_chunks::<2>();
    let upper = pairs.iter().filter(|[first, _]| *first == 0).count();
    let lower = pairs.iter().filter(|[_, second]| *second == 0).count();
    let mostly = |count: usize| count * 10 > pairs.len() * 7;
    let hardly = |count: usize| count * 20 <= pairs.len();
    match (mostly(upper) && hardly(lower), mostly(lower) && hardly(upper)) {
        (true, _) => Some((UTF_16BE, bytes)),
        (_, true) => Some((UTF_16LE, bytes)),
        _ => None,
    }
}

/// UTF-8, or else Windows-1252. A stretch that is no UTF-8 in a text that otherwise uses it is damage; where
/// most of the bytes above 127 are no UTF-8, they are Windows-1252.
fn eight_bit(bytes: &[u8]) -> Decoded<'_> {
    if let Ok(text) = str::from_utf8(bytes) {
        return Decoded { text: Cow::Borrowed(text), finding: None };
    }
    let mut wide = 0_usize;
    let mut broken = 0_usize;
    for chunk in bytes.utf8_chunks() {
        wide += chunk.valid().bytes().filter(|byte| *byte >= 0xC0).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    if wide <= broken {
        return foreign(WINDOWS_1252, bytes);
    }
    let text = String::from_utf8_lossy(bytes);
    let finding = bad_encoding(&text, broken, "UTF-8", char::REPLACEMENT_CHARACTER);
    Decoded { text, finding }
}

fn foreign<'a>(encoding: &'static Encoding, bytes: &'a [u8]) -> Decoded<'a> {
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    let finding = if encoding == WINDOWS_1252 {
        // The encoding standard maps the five bytes that Windows-1252 leaves open to control characters.
        let is_open = |char: &char| ('\u{80}'..='\u{9f}').contains(char);
        let count = text.chars().filter(is_open).count();
        text.chars().find(is_open).and_then(|first| bad_encoding(&text, count, encoding.name(), first))
    } else {
        let count = text.chars().filter(|char| *char == char::REPLACEMENT_CHARACTER).count();
        bad_encoding(&text, count, encoding.name(), char::REPLACEMENT_CHARACTER)
    };
    Decoded { text, finding }
}

fn bad_encoding(text: &str, count: usize, encoding: &str, first: char) -> Option<Finding> {
    let count = u32::try_from(count).unwrap_or(u32::MAX);
    let offset = text.find(first)?;
    let line = crate::line::number_at(text, offset);
    let message = format!("bytes that are no {encoding} stand in the text");
    (count > 0)
        .then(|| Finding::warning(FindingKind::BadEncoding, message, Some(Place::Line(line))).times(count))
}

/// Words hold hardly any control characters; one in twenty is the mark of compressed or machine data.
fn refuse_controls(text: &str) -> Result<(), TextError> {
    // A form feed ends a page, an end-of-file mark a text from old systems, the separators a field.
    let is_odd = |char: char| {
        char.is_ascii_control() && !matches!(char, '\t' | '\n' | '\r' | '\x0b' | '\x0c' | '\x1a')
    };
    let odd = text.chars().filter(|char| is_odd(*char)).count();
    if odd.saturating_mul(20) <= text.chars().count() {
        return Ok(());
    }
    let offset = text.find(is_odd).unwrap_or(0);
    Err(TextError::NotText { found: NoText::ControlCharacters, offset })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], text: &str, damaged: u32) {
        let decoded = decode(bytes).expect("text");
        assert_eq!(decoded.text, text);
        assert_eq!(decoded.finding.map_or(0, |finding| finding.count), damaged, "damage in {text:?}");
    }

    fn utf16(text: &str, to_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(to_bytes).collect()
    }

    #[test]
    fn the_three_encodings() {
        check(b"", "", 0);
        check("Target £5 – ▲".as_bytes(), "Target £5 – ▲", 0);
        check("\u{feff}Ref".as_bytes(), "Ref", 0);
        check(b"\xA35,000 \x96 50%", "£5,000 – 50%", 0);
        let words = "Ref\tTarget £5 – ▲\r\n";
        check(&utf16(words, u16::to_le_bytes), words, 0);
        check(&utf16(words, u16::to_be_bytes), words, 0);
        check(&utf16(&format!("\u{feff}{words}"), u16::to_le_bytes), words, 0);
        check(&utf16(&format!("\u{feff}{words}"), u16::to_be_bytes), words, 0);
    }

    #[test]
    fn damage_is_counted() {
        check(b"\xC2\xA35 \xE2\x80\x93 \xFF 6", "£5 – \u{fffd} 6", 1);
        check(b"caf\xE9 \x81", "café \u{81}", 1);
        let finding = decode(b"a\n\xC2\xA3\xC2\xA3\r\n\xFF").expect("text").finding.expect("a finding");
        assert_eq!(finding.place, Some(Place::Line(3)));
    }

    #[test]
    fn what_is_no_text_is_refused() {
        let refused = |bytes: &[u8]| match decode(bytes) {
            Err(TextError::NotText { found, .. }) => Some(found),
            _ => None,
        };
        assert_eq!(refused(b"GIF89a\x00\x01"), Some(NoText::NulByte));
        assert_eq!(refused(b"%PDF-1.7\n"), Some(NoText::Format("PDF")));
        assert_eq!(refused(b"\x01\x02\x03ab"), Some(NoText::ControlCharacters));
        assert_eq!(refused(b"one page\x0cand the next\x1a"), None);
    }
}
