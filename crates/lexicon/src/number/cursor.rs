//! A place in printed words, moved forward by what is expected next.

/// Reads printed words from left to right. A failed expectation leaves it where it was.
#[derive(Debug, Clone)]
pub(crate) struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Cursor<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        Cursor { text, at: 0 }
    }

    /// How many bytes have been read.
    pub(crate) fn at(&self) -> usize {
        self.at
    }

    /// What has not been read.
    pub(crate) fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    pub(crate) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    pub(crate) fn skip_spaces(&mut self) {
        self.at += self.rest().len() - self.rest().trim_start_matches(' ').len();
    }

    pub(crate) fn eat(&mut self, expected: char) -> bool {
        let found = self.rest().starts_with(expected);
        if found {
            self.at += expected.len_utf8();
        }
        found
    }

    pub(crate) fn eat_any(&mut self, expected: &[char]) -> Option<char> {
        let found = self.peek().filter(|c| expected.contains(c))?;
        self.at += found.len_utf8();
        Some(found)
    }

    /// ASCII digits; empty where there are none.
    pub(crate) fn digits(&mut self) -> &'a str {
        let rest = self.rest();
        let end = rest.bytes().take_while(u8::is_ascii_digit).count();
        self.at += end;
        rest.get(..end).unwrap_or_default()
    }

    /// Exactly these words, in any case, that end where a word ends. A space stands for one space.
    pub(crate) fn eat_words(&mut self, expected: &str) -> bool {
        let rest = self.rest();
        let Some((found, after)) = rest.split_at_checked(expected.len()) else { return false };
        let ends_word = || !expected.ends_with(is_of_word) || !after.starts_with(is_of_word);
        let found = found.eq_ignore_ascii_case(expected) && ends_word();
        if found {
            self.at += expected.len();
        }
        found
    }

    /// The first of these words that stands here, with what it means. Longer wordings must come before their
    /// beginnings.
    pub(crate) fn eat_one_of<T: Copy>(&mut self, expected: &[(&str, T)]) -> Option<T> {
        let first = self.rest().bytes().next()?;
        let begins = |words: &str| words.bytes().next().is_some_and(|byte| byte.eq_ignore_ascii_case(&first));
        let (_, meaning) = expected.iter().find(|(words, _)| begins(words) && self.eat_words(words))?;
        Some(*meaning)
    }
}

/// Whether a character makes a word longer. Superscripts do not: they are footnote marks.
pub(super) fn is_of_word(c: char) -> bool {
    c.is_alphabetic() || c.is_ascii_digit()
}
