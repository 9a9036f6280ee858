//! What a content stream asks for: how many operators, how deep its operands nest, and which forms it draws.
//!
//! A tokeniser of its own, since parsing operands costs as much as drawing the page. It knows where tokens end
//! (ISO 32000-1, 7.2) and nothing of what they mean, except `Do` and inline images.

use std::borrow::Cow;
use std::collections::BTreeMap;

use memchr::{memchr, memchr2, memchr3, memmem};

/// What a content stream asks for.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally<'c> {
    /// How many operators it has.
    pub(crate) operators: u64,
    /// How deep arrays and dictionaries nest among its operands.
    pub(crate) depth: u32,
    /// The names given to `Do`, each with how often.
    pub(crate) drawn: BTreeMap<Cow<'c, [u8]>, u64>,
}

/// Scans a content stream once.
pub(crate) fn scan(content: &[u8]) -> Tally<'_> {
    let mut scanner = Scanner { content, at: 0, depth: 0, name: None, tally: Tally::default() };
    while let Some(&byte) = content.get(scanner.at) {
        scanner.step(byte);
    }
    scanner.tally
}

struct Scanner<'c> {
    content: &'c [u8],
    at: usize,
    depth: u32,
    /// The last name since the last operator.
    name: Option<&'c [u8]>,
    tally: Tally<'c>,
}

impl<'c> Scanner<'c> {
    fn step(&mut self, byte: u8) {
        match CLASS[usize::from(byte)] {
            Class::Space => self.at += 1,
            Class::Regular => self.word(byte),
            Class::Delimiter => self.delimiter(byte),
        }
    }

    fn delimiter(&mut self, byte: u8) {
        self.at += 1;
        match byte {
            b'/' => self.name = Some(self.regular()),
            b'(' => self.skip_string(),
            b'%' => self.skip_past(|rest| memchr2(b'\r', b'\n', rest)),
            b'<' if self.content.get(self.at) != Some(&b'<') => self.skip_past(|rest| memchr(b'>', rest)),
            b'[' | b'<' => self.open(byte),
            b']' | b'>' => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
    }

    /// An array or a dictionary begins; the dictionary's second bracket is skipped.
    fn open(&mut self, byte: u8) {
        self.at += usize::from(byte == b'<');
        self.depth += 1;
        self.tally.depth = self.tally.depth.max(self.depth);
    }

    /// A number or an operator. The latter ends whatever was left open before it.
    fn word(&mut self, first: u8) {
        let word = self.regular();
        if matches!(first, b'0'..=b'9' | b'+' | b'-' | b'.') {
            return;
        }
        self.tally.operators += 1;
        self.depth = 0;
        let name = self.name.take();
        match (word, name) {
            (b"Do", Some(name)) => *self.tally.drawn.entry(plain(name)).or_default() += 1,
            (b"ID", _) => self.skip_inline_image(),
            _ => {}
        }
    }

    /// The regular characters from here on.
    fn regular(&mut self) -> &'c [u8] {
        let rest = &self.content[self.at..];
        let end = rest.iter().position(|&byte| CLASS[usize::from(byte)] != Class::Regular);
        let (word, _) = rest.split_at(end.unwrap_or(rest.len()));
        self.at += word.len();
        word
    }

    /// Skips what comes before the byte that `find` finds, and that byte; all where it finds none.
    fn skip_past(&mut self, find: impl Fn(&[u8]) -> Option<usize>) {
        let end = find(&self.content[self.at..]);
        self.at = end.map_or(self.content.len(), |end| self.at + end + 1);
    }

    fn skip_string(&mut self) {
        let mut depth = 1_u32;
        while depth > 0 {
            let rest = self.content.get(self.at..).unwrap_or_default();
            let Some(end) = memchr3(b'\\', b'(', b')', rest) else {
                self.at = self.content.len();
                return;
            };
            self.at += end + 1;
            match rest[end] {
                b'\\' => self.at += 1,
                b'(' => depth += 1,
                _ => depth -= 1,
            }
        }
    }

    /// Skips the data of an inline image, which end with the first `EI` between white space (ISO 32000-1, 8.9.7).
    fn skip_inline_image(&mut self) {
        let data = &self.content[self.at..];
        let is_space = |byte: Option<&u8>| byte.is_none_or(|&byte| CLASS[usize::from(byte)] == Class::Space);
        let end = memmem::find_iter(data, b"EI").find(|&end| {
            is_space(end.checked_sub(1).and_then(|at| data.get(at))) && is_space(data.get(end + 2))
        });
        self.at = end.map_or(self.content.len(), |end| self.at + end);
    }
}

/// A name without its `#` escapes (ISO 32000-1, 7.3.5).
fn plain(name: &[u8]) -> Cow<'_, [u8]> {
    if !name.contains(&b'#') {
        return Cow::Borrowed(name);
    }
    let mut plain = Vec::with_capacity(name.len());
    let mut rest = name;
    while let [byte, after @ ..] = rest {
        let escaped = if *byte == b'#' { after.get(..2).and_then(hexadecimal) } else { None };
        plain.push(escaped.unwrap_or(*byte));
        rest = if escaped.is_some() { &after[2..] } else { after };
    }
    Cow::Owned(plain)
}

fn hexadecimal(digits: &[u8]) -> Option<u8> {
    let digits = std::str::from_utf8(digits).ok()?;
    u8::from_str_radix(digits, 16).ok()
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Space,
    Delimiter,
    Regular,
}

/// The class of each byte (ISO 32000-1, tables 1 and 2).
const CLASS: [Class; 256] = {
    let mut class = [Class::Regular; 256];
    let (spaces, delimiters) = (b"\0\t\n\x0c\r ", b"()<>[]{}/%");
    let mut at = 0;
    while at < spaces.len() {
        class[spaces[at] as usize] = Class::Space;
        at += 1;
    }
    at = 0;
    while at < delimiters.len() {
        class[delimiters[at] as usize] = Class::Delimiter;
        at += 1;
    }
    class
};

#[cfg(test)]
mod tests {
    use super::*;

    fn check(content: &str, operators: u64, depth: u32, drawn: &[(&str, u64)]) {
        let drawn = drawn.iter().map(|&(name, times)| (name.as_bytes().into(), times)).collect();
        assert_eq!(scan(content.as_bytes()), Tally { operators, depth, drawn }, "{content}");
    }

    #[test]
    fn operators_are_counted() {
        check("", 0, 0, &[]);
        check("q 1 0 0 -1 .5 +2 cm\n0 0 m 10 10 l S Q", 6, 0, &[]);
        check("BT/F1 12 Tf(Do Do)Tj T* (a)' ET", 6, 0, &[]);
        check("q%q q\nQ", 2, 0, &[]);
    }

    #[test]
    fn strings_hide_what_they_hold() {
        check("(/A Do (/B Do) \\) /C Do) Tj /D Do", 2, 0, &[("D", 1)]);
        check("<2f41> Tj (never closed /A Do", 1, 0, &[]);
        check("(ends in \\", 0, 0, &[]);
    }

    #[test]
    fn forms_are_named() {
        check("/A Do q /B Do Q /A Do", 5, 0, &[("A", 2), ("B", 1)]);
        check("/A#42#4 Do", 1, 0, &[("AB#4", 1)]);
        check("/A gs Do", 2, 0, &[]);
    }

    #[test]
    fn operands_nest() {
        check("[[1] [[2]]] TJ [1] TJ", 2, 3, &[]);
        check("/P <</A <</B [1]>> >> BDC EMC", 2, 3, &[]);
        check("[[ q [ q", 2, 2, &[]);
    }

    #[test]
    fn inline_images_are_passed_over() {
        check("BI /W 1 ID /A Do\u{1}EIx EI Q /B Do", 5, 0, &[("B", 1)]);
        check("BI ID never ends", 2, 0, &[]);
    }
}
