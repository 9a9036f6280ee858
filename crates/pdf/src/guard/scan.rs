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

/// An operator and what stands before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Instruction<'c> {
    /// The operator.
    pub(crate) operator: &'c [u8],
    /// All since the operator before: its operands as they are written.
    pub(crate) operands: &'c [u8],
    /// The operands and the operator.
    pub(crate) whole: &'c [u8],
}

/// Scans a content stream once.
pub(crate) fn scan(content: &[u8]) -> Tally<'_> {
    let mut scanner = Scanner::new(content);
    let mut drawn: BTreeMap<Cow<'_, [u8]>, u64> = BTreeMap::new();
    let mut operators = 0;
    while let Some(operator) = scanner.next_operator() {
        operators += 1;
        // An operator ends whatever was left open before it.
        scanner.depth = 0;
        if let (b"Do", Some(name)) = (operator, scanner.name) {
            *drawn.entry(plain(name)).or_default() += 1;
        }
    }
    Tally { operators, depth: scanner.deepest, drawn }
}

/// The operators of a content stream, each with its operands. Those inside an array or a dictionary are no operators:
/// what is never closed ends the instructions.
pub(crate) fn instructions(content: &[u8]) -> impl Iterator<Item = Instruction<'_>> {
    let mut scanner = Scanner::new(content);
    std::iter::from_fn(move || {
        let start = scanner.at;
        let mut operator = scanner.next_operator()?;
        while scanner.depth > 0 {
            operator = scanner.next_operator()?;
        }
        let whole = &content[start..scanner.operator_end];
        let (operands, _) = whole.split_at(whole.len() - operator.len());
        Some(Instruction { operator, operands, whole })
    })
}

struct Scanner<'c> {
    content: &'c [u8],
    at: usize,
    depth: u32,
    /// How deep arrays and dictionaries nested so far.
    deepest: u32,
    /// The last name before the operator.
    name: Option<&'c [u8]>,
    /// Where the last operator ends, before the data that follow it in an inline image.
    operator_end: usize,
}

impl<'c> Scanner<'c> {
    fn new(content: &'c [u8]) -> Scanner<'c> {
        Scanner { content, at: 0, depth: 0, deepest: 0, name: None, operator_end: 0 }
    }

    /// The next operator.
    fn next_operator(&mut self) -> Option<&'c [u8]> {
        self.name = None;
        loop {
            let at_number = self.skip_numbers();
            let byte = *self.content.get(self.at)?;
            if CLASS[usize::from(byte)] == Class::Delimiter {
                self.delimiter(byte);
                continue;
            }
            let word = self.regular();
            // What begins like a number is one, however it goes on.
            if at_number {
                continue;
            }
            self.operator_end = self.at;
            if word == b"ID" {
                self.skip_inline_image();
            }
            return Some(word);
        }
    }

    /// Skips numbers and the space between them, and says whether a number goes on here with other characters.
    fn skip_numbers(&mut self) -> bool {
        let rest = self.content.get(self.at..).unwrap_or_default();
        let is_other = |byte: &u8| !matches!(CLASS[usize::from(*byte)], Class::Space | Class::Number);
        let length = rest.iter().position(is_other).unwrap_or(rest.len());
        self.at += length;
        length > 0 && CLASS[usize::from(rest[length - 1])] == Class::Number
    }

    fn delimiter(&mut self, byte: u8) {
        self.at += 1;
        match byte {
            b'/' => self.name = Some(self.regular()),
            b'(' => self.skip_string(),
            b'%' => self.skip_past(|rest| memchr2(b'\r', b'\n', rest)),
            b'<' if self.content.get(self.at) != Some(&b'<') => self.skip_past(|rest| memchr(b'>', rest)),
            b'[' | b'<' => self.open(byte),
            b']' | b'>' => self.close(byte),
            _ => {}
        }
    }

    /// An array or a dictionary begins; the dictionary's second bracket is skipped.
    fn open(&mut self, byte: u8) {
        self.at += usize::from(byte == b'<');
        self.depth += 1;
        self.deepest = self.deepest.max(self.depth);
    }

    fn close(&mut self, byte: u8) {
        self.at += usize::from(byte == b'>' && self.content.get(self.at) == Some(&b'>'));
        self.depth = self.depth.saturating_sub(1);
    }

    /// The regular characters from here on.
    fn regular(&mut self) -> &'c [u8] {
        let rest = &self.content[self.at..];
        let end =
            rest.iter().position(|&byte| !matches!(CLASS[usize::from(byte)], Class::Regular | Class::Number));
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
    /// What numbers are made of: regular characters, too.
    Number,
    Regular,
}

/// The class of each byte (ISO 32000-1, tables 1 and 2).
const CLASS: [Class; 256] = {
    let mut class = [Class::Regular; 256];
    let (spaces, delimiters, numbers) = (b"\0\t\n\x0c\r ", b"()<>[]{}/%", b"0123456789+-.");
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
    at = 0;
    while at < numbers.len() {
        class[numbers[at] as usize] = Class::Number;
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
        check("[<<>> [<</A 1>> [1]]] TJ", 1, 3, &[]);
    }

    #[test]
    fn operators_have_their_operands() {
        let check = |content: &str, expected: &[&str]| {
            let found: Vec<String> = instructions(content.as_bytes())
                .map(|found| format!("{}|{}", found.operands.escape_ascii(), found.operator.escape_ascii()))
                .collect();
            assert_eq!(found, expected, "{content}");
        };
        check("q 1 0 m/F1 12 Tf(a b)Tj", &["|q", " 1 0 |m", "/F1 12 |Tf", "(a b)|Tj"]);
        check("12abc 5 Td", &["12abc 5 |Td"]);
        check("[(a) q (b)] TJ <</A true>> BDC", &["[(a) q (b)] |TJ", " <</A true>> |BDC"]);
        check("BI ID xyz EI Q", &["|BI", " |ID", "|EI", " |Q"]);
        check("Q [ q", &["|Q"]);
    }

    #[test]
    fn inline_images_are_passed_over() {
        check("BI /W 1 ID /A Do\u{1}EIx EI Q /B Do", 5, 0, &[("B", 1)]);
        check("BI ID never ends", 2, 0, &[]);
    }
}
