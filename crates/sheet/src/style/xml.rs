//! The XML of a workbook's parts, walked once from the beginning to the end.
//!
//! Names are told without their prefixes, and an element by its path from the root. Entities that a document defines
//! itself are never resolved, so that no document grows while it is read.

use std::borrow::Cow;

use memchr::memmem;
use quick_xml::escape::{resolve_predefined_entity, unescape};
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::reader::Reader;

/// Elements that lie deeper belong to nothing that is read here.
const DEEPEST: usize = 32;

/// What is met on the way.
pub(crate) enum Step<'a> {
    /// An element begins.
    Open(&'a BytesStart<'a>),
    /// An element ends. It comes for empty elements too.
    Close,
    /// Words in the innermost element, character references resolved; one text may come in several pieces.
    Text(Cow<'a, str>),
}

/// Walks a part, or a piece of one, and tells each step with the path of the innermost element, such as
/// `/styleSheet/fonts/font`; the path of an element that ends is its own. Ends without a beginning are passed over.
///
/// # Errors
///
/// What is wrong with the markup. What was told before stands.
pub(crate) fn walk(text: &str, mut visit: impl FnMut(&str, Step<'_>)) -> Result<(), quick_xml::Error> {
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    config.expand_empty_elements = true;
    let (mut path, mut depth) = (String::new(), 0_usize);
    loop {
        match reader.read_event()? {
            Event::Start(element) => {
                depth += 1;
                if depth <= DEEPEST {
                    path.push('/');
                    path.push_str(element.local_name().into_inner());
                    visit(&path, Step::Open(&element));
                }
            }
            Event::End(_) => {
                if (1..=DEEPEST).contains(&depth) {
                    visit(&path, Step::Close);
                    path.truncate(path.rfind('/').unwrap_or(0));
                }
                depth = depth.saturating_sub(1);
            }
            Event::Text(words) if depth <= DEEPEST => visit(&path, Step::Text(words.xml10_content())),
            Event::CData(words) if depth <= DEEPEST => visit(&path, Step::Text(words.xml10_content())),
            Event::GeneralRef(name) if depth <= DEEPEST => visit(&path, Step::Text(referenced(&name))),
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// The value of an attribute, by its name without prefix; nothing where the element has none or its value is damaged.
pub(crate) fn attribute<'a>(element: &'a BytesStart<'_>, name: &str) -> Option<Cow<'a, str>> {
    let mut attributes = element.attributes();
    let mut sound = attributes.with_checks(false).flatten();
    let found = sound.find(|attribute| attribute.key.local_name().into_inner() == name)?;
    match found.value {
        Cow::Borrowed(value) => unescape(value).ok(),
        Cow::Owned(value) => unescape(&value).ok().map(|value| Cow::Owned(value.into_owned())),
    }
}

/// The number that an attribute states.
pub(crate) fn number<T: std::str::FromStr>(element: &BytesStart<'_>, name: &str) -> Option<T> {
    attribute(element, name)?.trim().parse().ok()
}

/// Whether an attribute states a truth (XML Schema's `boolean`).
pub(crate) fn truth(element: &BytesStart<'_>, name: &str) -> Option<bool> {
    match attribute(element, name)?.trim() {
        "1" | "true" | "on" => Some(true),
        "0" | "false" | "off" => Some(false),
        _ => None,
    }
}

/// The characters of a part: UTF-8, or UTF-16 where it begins with its mark. What is neither becomes U+FFFD.
pub(crate) fn decode(bytes: &[u8]) -> Cow<'_, str> {
    let units =
        |unit: fn([u8; 2]) -> u16| bytes[2..].chunks_exact(2).map(move |pair| unit([pair[0], pair[1]]));
    match bytes.get(..2) {
        Some([0xFF, 0xFE]) => char::decode_utf16(units(u16::from_le_bytes)).map(or_unknown).collect(),
        Some([0xFE, 0xFF]) => char::decode_utf16(units(u16::from_be_bytes)).map(or_unknown).collect(),
        _ => str::from_utf8(bytes).map_or_else(|_| String::from_utf8_lossy(bytes), Cow::Borrowed),
    }
}

/// Whether a part holds a word anywhere, be it markup or text.
pub(crate) fn mentions(text: &str, word: &str) -> bool {
    memmem::find(text.as_bytes(), word.as_bytes()).is_some()
}

fn or_unknown(decoded: Result<char, std::char::DecodeUtf16Error>) -> char {
    decoded.unwrap_or(char::REPLACEMENT_CHARACTER)
}

fn referenced(name: &BytesRef<'_>) -> Cow<'static, str> {
    if let Ok(Some(letter)) = name.resolve_char_ref() {
        return Cow::Owned(letter.to_string());
    }
    Cow::Borrowed(resolve_predefined_entity(name).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let mut told = Vec::new();
        let end = walk(text, |path, step| {
            told.push(match step {
                Step::Open(element) => {
                    let value = attribute(element, "v").map(|value| format!("[{value}]"));
                    format!("{path}{}", value.unwrap_or_default())
                }
                Step::Close => ";".to_owned(),
                Step::Text(words) => words.into_owned(),
            });
        });
        told.extend(end.is_err().then(|| "!".to_owned()));
        assert_eq!(told.join(" "), expected, "{text}");
    }

    #[test]
    fn elements_are_told_by_their_paths() {
        check(r#"<a><x:b y:v="1&amp;2"/><c v='&#65;'>t</c></a>"#, "/a /a/b[1&2] ; /a/c[A] t ; ;");
    }

    #[test]
    fn pieces_of_parts_are_walked() {
        check("</row></sheetData><a>t</a></worksheet>", "/a t ;");
    }

    #[test]
    fn references_are_resolved_but_for_a_documents_own() {
        check("<a>1 &lt; &#x32;&own;</a>", "/a 1  <   2  ;");
    }

    #[test]
    fn damage_ends_the_walk() {
        check("<a><b", "/a !");
    }

    #[test]
    fn what_lies_too_deep_is_passed_over() {
        let text = "<a>".repeat(100) + "t" + &"</a>".repeat(100) + "<b/>";
        let mut paths = Vec::new();
        walk(&text, |path, step| paths.extend(matches!(step, Step::Open(_)).then(|| path.to_owned())))
            .unwrap();
        assert_eq!(paths.len(), DEEPEST + 1);
        assert_eq!(paths.last().map(String::as_str), Some("/b"));
    }

    #[test]
    fn parts_may_be_in_utf_16() {
        assert_eq!(decode(&[0xFF, 0xFE, b'<', 0, b'a', 0]), "<a");
        assert_eq!(decode(&[0xFE, 0xFF, 0, b'<']), "<");
        assert_eq!(decode(&[b'<', 0xFF]), "<\u{FFFD}");
    }
}
