//! The bytes of a web page to characters: by the byte order mark, by what the page says of itself, else UTF-8 if they are,
//! else Windows-1252 (HTML standard, 13.2.3; the same for pages saved to a disk as for pages sent).

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::decode::{self, Decoded};
use crate::error::TextError;

/// How far into a page its own words about its encoding are looked for. The standard says 1024 bytes; editors put comments
/// before.
const REACH: usize = 4096;

/// The characters of a page.
pub(super) fn decode(bytes: &[u8]) -> Result<Decoded<'_>, TextError> {
    decode::refuse_formats(bytes)?;
    match declared(bytes) {
        // UTF-8 and Windows-1252 are told apart by the bytes: pages that were saved anew often claim the old encoding.
        Some(encoding) if encoding != UTF_8 && str::from_utf8(bytes).is_err() => {
            decode::in_encoding(encoding, bytes)
        }
        _ => decode::decode(bytes),
    }
}

/// The first characters of a page, good enough to find tags in.
pub(super) fn head(bytes: &[u8]) -> Cow<'_, str> {
    let head = bytes.get(..REACH).unwrap_or(bytes);
    match Encoding::for_bom(head) {
        Some((encoding, length)) => encoding.decode_without_bom_handling(&head[length..]).0,
        None => String::from_utf8_lossy(head),
    }
}

/// The encoding that a page without byte order mark claims, by `<meta charset=…>` or what stands for it.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    if Encoding::for_bom(bytes).is_some() {
        return None;
    }
    let head = head(bytes).to_ascii_lowercase();
    let mut claims = head.match_indices("charset").map(|(at, word)| &head[at + word.len()..]);
    let label = |claim: &str| {
        let value = claim.trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
        let end =
            value.find(|c: char| c.is_ascii_whitespace() || "\"';/>".contains(c)).unwrap_or(value.len());
        Encoding::for_label(&value.as_bytes()[..end])
    };
    // A page whose claim could be read is not in UTF-16.
    claims.find_map(label).filter(|encoding| *encoding != UTF_16LE && *encoding != UTF_16BE)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], expected: &str) {
        let decoded = decode(bytes).expect("a page");
        let words = decoded.text.rsplit('>').next().unwrap_or_default();
        assert_eq!(words, expected, "{}", String::from_utf8_lossy(bytes));
    }

    #[test]
    fn a_page_says_how_it_is_written() {
        check(b"<meta charset=utf-8><p>\xC2\xA35", "£5");
        check(b"<meta charset='windows-1252'><p>\xA35 \x96", "£5 –");
        check(
            b"<META http-equiv=Content-Type content=\"text/html; charset=iso-8859-1\"><p>\xA35 \x96",
            "£5 –",
        );
        check(b"<meta charset=iso-8859-15><p>\xA45", "€5");
        check(b"<p>\xA35", "£5");
        check(b"<p>\xC2\xA35", "£5");
    }

    #[test]
    fn the_bytes_know_better_than_an_old_claim() {
        check(b"<meta charset=windows-1252><p>\xC2\xA35", "£5");
        check(b"<meta charset=utf-8><p>\xA35", "£5");
        check(b"<meta charset=no-such><p>\xA35", "£5");
        check(b"\xEF\xBB\xBF<meta charset=utf-16><p>\xC2\xA35", "£5");
    }

    #[test]
    fn what_is_no_text_is_refused() {
        assert!(decode(b"%PDF-1.7").is_err() && decode(b"<p>a\x00b").is_err());
    }
}
