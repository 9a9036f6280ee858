//! How much of a page the parser can be given: for each attribute of a tag it looks through all others of the same tag.

use crate::limits;

/// The part of a page that costs a bounded time to parse: what stands before the first tag whose attributes are too many,
/// those of the tags before counted too.
pub(super) fn bounded(text: &str) -> &str {
    let bytes = text.as_bytes();
    let mut looks = 0_usize;
    let mut at = 0;
    while let Some(found) = next_tag(bytes, at) {
        let (attributes, end) = attributes(bytes, found + 1);
        looks = looks.saturating_add(attributes.saturating_mul(attributes));
        if looks > limits::HTML_ATTRIBUTE_LOOKS {
            return &text[..found];
        }
        at = end;
    }
    text
}

/// Where the next tag begins.
fn next_tag(bytes: &[u8], from: usize) -> Option<usize> {
    let rest = bytes.get(from..)?;
    rest.windows(2).position(|pair| pair[0] == b'<' && pair[1].is_ascii_alphabetic()).map(|at| from + at)
}

/// The number of attributes of a tag and where it ends (HTML standard, 13.2.5.32 and the states that follow it).
fn attributes(bytes: &[u8], from: usize) -> (usize, usize) {
    let mut count = 0_usize;
    let mut is_apart = false;
    let mut is_value = false;
    let mut at = from;
    while let Some(&byte) = bytes.get(at) {
        at += 1;
        match byte {
            b'>' => break,
            b'"' | b'\'' if is_value => {
                let rest = bytes.get(at..).unwrap_or_default();
                at += rest.iter().position(|other| *other == byte).map_or(rest.len(), |end| end + 1);
                (is_apart, is_value) = (true, false);
            }
            b' ' | b'\t' | b'\n' | b'\r' | b'\x0c' | b'/' => is_apart = true,
            b'=' => (is_apart, is_value) = (false, true),
            _ => {
                count += usize::from(is_apart && !is_value);
                (is_apart, is_value) = (false, false);
            }
        }
    }
    (count, at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_counted_as_the_parser_finds_them() {
        for (tag, expected) in [
            ("td>", 0),
            ("td class=a>", 1),
            ("td class = a id='b > c' hidden/>", 3),
            ("a href=\"x y z\"title=t data-x>", 3),
            ("a href=x/y/z>", 3),
            ("td a", 1),
        ] {
            assert_eq!(attributes(tag.as_bytes(), 0).0, expected, "{tag}");
        }
    }

    #[test]
    fn a_page_ends_before_a_tag_with_too_many() {
        let many: Vec<String> = (0..100_000).map(|number| format!("a{number}")).collect();
        assert_eq!(bounded(&format!("<p>Words<b {}>more", many.join(" "))), "<p>Words");
        assert_eq!(bounded("<p a b c>Words"), "<p a b c>Words");
    }
}
