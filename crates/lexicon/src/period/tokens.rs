//! Words, numbers and signs, each with the bytes that it stands on, and a place among them to read from.
//!
//! Knows nothing of dates: it only cuts, and answers what stands next to what.

use std::ops::Range;

use super::lists::{Grain, List, PhraseList, Table};

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// A run of letters.
    Word,
    /// A run of digits.
    Number(Number),
    /// Any other character; dashes of all lengths are `-`, quotes `'`, fraction bars `/`.
    Sign(char),
}

/// A run of digits and how long it is: `05` and `5` are different prints of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Number {
    /// What the digits say; the largest `u32` where they say more.
    pub(super) value: u32,
    /// How many digits.
    pub(super) digits: usize,
}

/// A word, a number or a sign of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token<'t> {
    pub(super) shape: Shape,
    pub(super) text: &'t str,
    grain: Grain,
    /// Where it begins, in bytes.
    pub(super) start: usize,
    /// Whether white space, or nothing at all, stands before it.
    pub(super) spaced: bool,
}

impl Token<'_> {
    fn end(&self) -> usize {
        self.start + self.text.len()
    }

    /// Whether it is this word or this sign; `word` is in lower case.
    pub(super) fn is(&self, word: &str) -> bool {
        match self.shape {
            Shape::Sign(sign) => word.chars().eq([sign]),
            Shape::Word | Shape::Number(_) => self.text.eq_ignore_ascii_case(word),
        }
    }

    /// Whether it is one of these words or signs.
    pub(super) fn is_one_of(&self, list: List) -> bool {
        list.sieve.may_hold(self.grain) && list.words.iter().any(|word| self.is(word))
    }

    fn is_sign(&self, signs: &str) -> bool {
        matches!(self.shape, Shape::Sign(sign) if signs.contains(sign))
    }

    /// Whether it is a run of digits.
    pub(super) fn is_number(&self) -> bool {
        matches!(self.shape, Shape::Number(_))
    }
}

/// Cuts a text into its words, numbers and signs.
pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    // Four bytes a token: words are longer, numbers and signs shorter.
    let mut tokens = Vec::with_capacity(text.len() / 4 + 1);
    let mut spaced = true;
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let start = text.len() - rest.len();
        let joined = !spaced && tokens.last().is_some_and(Token::is_number);
        let len = if joined { ordinal_length(rest) } else { None }.unwrap_or_else(|| run_length(rest, first));
        let (token, after) = rest.split_at(len);
        if first.is_whitespace() {
            spaced = true;
        } else {
            let shape = shape(token, first);
            tokens.push(Token { shape, text: token, grain: grain(token, shape), start, spaced });
            spaced = false;
        }
        rest = after;
    }
    tokens
}

/// How many bytes the letters take that make the number before them an ordinal, where a capital follows at once: `3rdQ`.
fn ordinal_length(rest: &str) -> Option<usize> {
    let (letters, behind) = rest.split_at_checked(2)?;
    (matches!(letters, "st" | "nd" | "rd" | "th") && behind.starts_with(|c: char| c.is_ascii_uppercase()))
        .then_some(2)
}

/// How many bytes of `rest` belong to the token that begins with `first`.
fn run_length(rest: &str, first: char) -> usize {
    let same: fn(char) -> bool = match first {
        _ if first.is_ascii_digit() => |c| c.is_ascii_digit(),
        _ if first.is_alphabetic() => char::is_alphabetic,
        _ if first.is_whitespace() => char::is_whitespace,
        _ => return first.len_utf8(),
    };
    rest.find(|c| !same(c)).unwrap_or(rest.len())
}

fn shape(token: &str, first: char) -> Shape {
    match first {
        _ if first.is_ascii_digit() => {
            Shape::Number(Number { value: token.parse().unwrap_or(u32::MAX), digits: token.len() })
        }
        _ if first.is_alphabetic() => Shape::Word,
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '－' => Shape::Sign('-'),
        '‘' | '’' | '‛' | 'ʼ' | '`' | '´' | '′' => Shape::Sign('\''),
        '⁄' | '∕' | '／' => Shape::Sign('/'),
        sign => Shape::Sign(sign),
    }
}

fn grain(token: &str, shape: Shape) -> Grain {
    match shape {
        Shape::Word | Shape::Number(_) => Grain::of(token),
        Shape::Sign(sign) => Grain::of(sign.encode_utf8(&mut [0; 4])),
    }
}

/// A place between the tokens of a text. Reading gives a new place further on and leaves this one as it is, so
/// that a rule which doesn't fit has nothing to undo.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cursor<'t> {
    tokens: &'t [Token<'t>],
    at: usize,
}

impl<'t> Cursor<'t> {
    /// The place before the token `at`.
    pub(super) fn new(tokens: &'t [Token<'t>], at: usize) -> Self {
        Cursor { tokens, at }
    }

    /// How many tokens stand before this place.
    pub(super) fn position(self) -> usize {
        self.at
    }

    /// The next token.
    pub(super) fn peek(self) -> Option<&'t Token<'t>> {
        self.tokens.get(self.at)
    }

    /// The token `back` places before this one; 1 is the token just before it.
    pub(super) fn before(self, back: usize) -> Option<&'t Token<'t>> {
        self.tokens.get(self.at.checked_sub(back)?)
    }

    /// The place after the next token.
    pub(super) fn step(self) -> Self {
        Cursor { at: self.at + 1, ..self }
    }

    /// The next token, where it is a number, and the place after it.
    pub(super) fn number(self) -> Option<(Number, Self)> {
        match self.peek()?.shape {
            Shape::Number(number) => Some((number, self.step())),
            Shape::Word | Shape::Sign(_) => None,
        }
    }

    /// The place after the next token, where that is one of these signs.
    pub(super) fn sign(self, signs: &str) -> Option<Self> {
        self.peek()?.is_sign(signs).then(|| self.step())
    }

    /// The place after one of these signs with no white space on either side.
    pub(super) fn tight_sign(self, signs: &str) -> Option<Self> {
        let after = self.sign(signs)?;
        (!self.peek()?.spaced && !after.peek()?.spaced).then_some(after)
    }

    /// The place after the next token, where that is this word or sign, in lower case.
    pub(super) fn word(self, word: &str) -> Option<Self> {
        self.peek()?.is(word).then(|| self.step())
    }

    /// The place after the next token, where that is one of these words or signs.
    pub(super) fn one_of(self, list: List) -> Option<Self> {
        self.peek()?.is_one_of(list).then(|| self.step())
    }

    /// The place after the next token, where that is this letter joined to the number behind it: `H1`, `M9`.
    pub(super) fn letter(self, letter: &str) -> Option<Self> {
        self.word(letter).filter(|after| after.peek().is_some_and(|token| !token.spaced && token.is_number()))
    }

    /// What a table of words says of the next token, and the place after it and after a full stop that
    /// shortens it.
    pub(super) fn look_up<T: Copy>(self, table: Table<T>) -> Option<(T, Self)> {
        let token = self.peek().filter(|token| table.sieve.may_hold(token.grain))?;
        let (_, meaning) = table.entries.iter().find(|(word, _)| token.is(word))?;
        Some((*meaning, self.step().shortened()))
    }

    /// The place after the longest of these phrases that stands here. Full stops after its words and hyphens between
    /// them don't matter.
    pub(super) fn phrase(self, known: PhraseList) -> Option<Self> {
        self.peek().filter(|token| known.sieve.may_hold(token.grain))?;
        self.longest_of(known.phrases)
    }

    fn longest_of(self, phrases: &[&[&str]]) -> Option<Self> {
        phrases.iter().filter_map(|phrase| self.exactly(phrase)).max_by_key(|after| after.at)
    }

    fn exactly(self, words: &[&str]) -> Option<Self> {
        let mut here = self;
        for (index, word) in words.iter().enumerate() {
            let from = if index == 0 { here } else { here.tight_sign("-").unwrap_or(here) };
            here = from.word(word)?.shortened();
        }
        Some(here)
    }

    /// The place after a full stop that follows at once.
    fn shortened(self) -> Self {
        match self.peek() {
            Some(token) if !token.spaced && token.is_sign(".") => self.step(),
            _ => self,
        }
    }

    /// Whether a word stands here that is not joined to the token before it.
    pub(super) fn begins_word(self) -> bool {
        self.peek().is_some_and(|token| token.shape == Shape::Word)
            && (self.peek().is_some_and(|token| token.spaced)
                || self.before(1).is_none_or(|before| matches!(before.shape, Shape::Sign(_))))
    }

    /// Whether a number may begin here: what is joined to its left is no word, no money or number sign, and no
    /// sign that joins it to another number, as in `1,539`, `3.2022` and `31/34`.
    pub(super) fn begins_number(self) -> bool {
        let (Some(token), Some(before)) = (self.peek(), self.before(1)) else { return self.peek().is_some() };
        if token.spaced {
            return true;
        }
        let joins_numbers = !before.spaced && self.before(2).is_some_and(Token::is_number);
        match before.shape {
            Shape::Word | Shape::Number(_) | Shape::Sign('£' | '$' | '€' | '#' | '.' | '<' | '>' | '+') => {
                false
            }
            Shape::Sign(',' | '/' | '-' | ':') => !joins_numbers,
            Shape::Sign(_) => true,
        }
    }

    /// Whether the number before this place may end here: no word, no percent sign and no further number is
    /// joined to it.
    pub(super) fn ends_number(self) -> bool {
        self.ends_label() && self.tight_sign("/-:").is_none_or(|after| after.number().is_none())
    }

    /// Whether a number that labels something may end here, as in `Q3-22/23`: no word, no percent sign and no
    /// decimals are joined to it.
    pub(super) fn ends_label(self) -> bool {
        let Some(token) = self.peek().filter(|token| !token.spaced) else { return true };
        match token.shape {
            Shape::Word | Shape::Number(_) | Shape::Sign('%') => false,
            Shape::Sign(_) => self.tight_sign(".,").is_none_or(|after| after.number().is_none()),
        }
    }

    /// The bytes from this place to a later one; empty where that isn't later.
    pub(super) fn span_to(self, end: Self) -> Range<usize> {
        let start = self.peek().map_or(0, |token| token.start);
        start..end.before(1).map_or(start, Token::end).max(start)
    }

    /// Whether at most `limit` words and numbers stand outside the tokens from this place to a later one.
    pub(super) fn words_outside_at_most(self, limit: usize, end: Self) -> bool {
        let outside = self.tokens.iter().take(self.at).chain(self.tokens.iter().skip(end.at));
        outside.filter(|token| !matches!(token.shape, Shape::Sign(_))).nth(limit).is_none()
    }

    /// Whether nothing but signs stands outside the tokens from this place to a later one.
    pub(super) fn stands_alone_to(self, end: Self) -> bool {
        self.words_outside_at_most(0, end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let got: Vec<&str> = tokens(text).iter().map(|token| token.text).collect();
        assert_eq!(got, expected, "{text}");
    }

    #[test]
    fn words_numbers_and_signs_are_cut_apart() {
        check("", &[]);
        check("  ", &[]);
        check("Nov-21", &["Nov", "-", "21"]);
        check("Dec23–Feb24 avg", &["Dec", "23", "–", "Feb", "24", "avg"]);
        check("31st\u{a0}March 2022", &["31", "st", "March", "2022"]);
        check("£1,539.5%", &["£", "1", ",", "539", ".", "5", "%"]);
    }

    #[test]
    fn dashes_and_quotes_of_all_kinds_are_one() {
        for (text, sign) in [("–", '-'), ("−", '-'), ("’", '\''), ("⁄", '/'), ("*", '*')] {
            assert_eq!(tokens(text).first().map(|token| token.shape), Some(Shape::Sign(sign)), "{text}");
        }
    }

    #[test]
    fn a_number_too_long_to_hold_is_still_one_number() {
        let long = "9".repeat(40);
        let expected = Shape::Number(Number { value: u32::MAX, digits: 40 });
        assert_eq!(tokens(&long).first().map(|token| token.shape), Some(expected));
    }
}
