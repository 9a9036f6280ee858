//! How much a show operator shows, told from its operands as they are written.
//!
//! Parsing them costs as much as all else about the operator. Only plain ones are measured: a string alone, or an array
//! of strings and numbers, without escapes, line ends in strings or comments (ISO 32000-1, 7.3.4). The others are left
//! to the parser.

use std::ops::AddAssign;

use memchr::{memchr, memchr3};

/// How long the strings are that one operator shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Length {
    /// In bytes.
    pub(crate) bytes: usize,
    /// In codes of two bytes, which no string shares with the next.
    pub(crate) pairs: usize,
}

impl Length {
    /// The length of one string of so many bytes.
    pub(crate) fn of(bytes: usize) -> Length {
        Length { bytes, pairs: bytes.div_ceil(2) }
    }

    /// The length of the strings among operands; nothing where these aren't plain.
    pub(crate) fn of_operands(operands: &[u8]) -> Option<Length> {
        match operands.trim_ascii() {
            [b'[', inner @ .., b']'] => of_elements(inner),
            text @ [b'(' | b'<', ..] => match string(text)? {
                (bytes, []) => Some(Length::of(bytes)),
                _ => None,
            },
            _ => None,
        }
    }
}

impl AddAssign for Length {
    fn add_assign(&mut self, other: Length) {
        self.bytes += other.bytes;
        self.pairs += other.pairs;
    }
}

fn of_elements(mut rest: &[u8]) -> Option<Length> {
    let mut length = Length::default();
    loop {
        rest = match rest.trim_ascii_start() {
            [] => return Some(length),
            text @ [b'(' | b'<', ..] => {
                let (bytes, after) = string(text)?;
                length += Length::of(bytes);
                after
            }
            other => after_number(other)?,
        };
    }
}

/// How many bytes the string has that the text begins with, and what follows it.
fn string(text: &[u8]) -> Option<(usize, &[u8])> {
    let (first, inner) = text.split_first()?;
    if *first == b'(' {
        let end = memchr3(b'\\', b'(', b')', inner).filter(|end| inner[*end] == b')')?;
        return memchr(b'\r', &inner[..end]).is_none().then(|| (end, &inner[end + 1..]));
    }
    let end = memchr(b'>', inner)?;
    inner[..end].iter().all(u8::is_ascii_hexdigit).then(|| (end.div_ceil(2), &inner[end + 1..]))
}

/// What follows the number that the text begins with.
fn after_number(text: &[u8]) -> Option<&[u8]> {
    let digits = text.strip_prefix(b"-").unwrap_or(text);
    let is_part = |byte: &u8| byte.is_ascii_digit() || *byte == b'.';
    let end = digits.iter().position(|byte| !is_part(byte)).unwrap_or(digits.len());
    let (number, after) = digits.split_at(end);
    let is_number = number.iter().any(u8::is_ascii_digit) && number.split(|byte| *byte == b'.').count() <= 2;
    let ends = matches!(after, [] | [b' ' | b'\n' | b'\r' | b'\t' | b'(' | b'<', ..]);
    (is_number && ends).then_some(after)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(operands: &str, expected: Option<(usize, usize)>) {
        let length = Length::of_operands(operands.as_bytes()).map(|length| (length.bytes, length.pairs));
        assert_eq!(length, expected, "{operands}");
    }

    #[test]
    fn plain_operands_are_measured() {
        check(" (abc) ", Some((3, 2)));
        check("<00410042>", Some((4, 2)));
        check("<004>", Some((2, 1)));
        check("[(abc)-3.5(d)12 <0041> .5]", Some((6, 4)));
        check("()", Some((0, 0)));
        check("[ -20 ]", Some((0, 0)));
    }

    #[test]
    fn others_are_left_to_the_parser() {
        for operands in [
            "",
            "5",
            "(a\\)b)",
            "(a(b)c)",
            "(a\rb)",
            "(ab",
            "(a) (b)",
            "<0 1>",
            "<0x>",
            "<<>>",
            "[(a) % note\n]",
            "[(a) /b]",
            "[(a) 1-2]",
            "[(a) 1.2.3]",
            "[(a) -]",
            "[[(a)]]",
            "5 [(a)]",
        ] {
            check(operands, None);
        }
    }
}
