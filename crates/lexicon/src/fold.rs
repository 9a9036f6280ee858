//! White space, invisible characters and look-alike letters; the key under which two spellings are the same words.
//!
//! It knows letters, not words: nothing here is a dictionary, and no word is corrected.

mod lookalike;

use unicode_normalization::{UnicodeNormalization, is_nfkc};

/// The printed words as the schema keeps them.
///
/// - White space of all kinds, line breaks and no-break spaces included, becomes single spaces; none at the ends.
/// - What has no width is dropped: soft hyphens, zero-width and direction marks, variation selectors, controls.
/// - Full-width forms become ASCII, `ﬁ` and its kin become letters, `₤` and `￡` become `£`.
/// - Cyrillic and Greek letters become the Latin ones that they look like, where they stand for Latin: in a word
///   that mixes scripts, in a word all of whose letters have a Latin look-alike. A text in which another word is
///   plainly Cyrillic (or Greek) keeps its Cyrillic (or Greek) words, and small Greek letters on their own (`µ`,
///   `σ`, `β`) stay.
///
/// Arrows, emoji, superscripts, quotes and dashes stay as they are. Empty words give an empty string.
pub fn printed(text: &str) -> String {
    if is_plain(text) {
        return spaced(text);
    }
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            _ if c.is_whitespace() => plain.push(' '),
            _ if is_invisible(c) => {}
            '\u{FF01}'..='\u{FF5E}' | '\u{FB00}'..='\u{FB06}' => plain.extend(c.nfkc()),
            '₤' | '￡' => plain.push('£'),
            _ => plain.push(c),
        }
    }
    if lookalike::may_stand_in(&plain) { spaced(&lookalike::to_latin(&plain)) } else { spaced(&plain) }
}

/// The key under which two spellings are the same words.
///
/// [`printed`], then: superscript digits and `™` become spaces (a footnote's mark is no part of the word before
/// it); compatibility forms are unified (NFKC); lower case; an apostrophe inside a word vanishes (`child’s` is
/// `childs`); a thousands comma vanishes and a decimal point stays; `%`, `£`, `<`, `>`, `≤`, `≥` and `+` are words
/// of their own; `&` is `and`. Everything else that is no letter or digit, dashes, slashes, brackets, quotes and
/// arrows among it, is a space. Single spaces between words, none at the ends.
pub fn key(text: &str) -> String {
    if is_plain(text) {
        return words(text);
    }
    let plain = printed(text).replace(is_raised, " ");
    let unified = if is_nfkc(&plain) { plain } else { plain.nfkc().collect() };
    let folded: String = unified
        .chars()
        .flat_map(char::to_lowercase)
        .filter(|c| !matches!(c, '\u{300}'..='\u{36F}'))
        .collect();
    words(&folded)
}

/// Whether a text is ASCII and holds nothing invisible, as most cells do: spaces and capitals are all there is to fold.
fn is_plain(text: &str) -> bool {
    // Every byte is looked at, so that many are at a time.
    let is_other = |byte: u8| !byte.is_ascii() || byte.is_ascii_control() && !byte.is_ascii_whitespace();
    !text.bytes().fold(false, |found, byte| found | is_other(byte))
}

/// The words of a text whose letters are folded, but for ASCII capitals.
fn words(folded: &str) -> String {
    let mut key = Key { words: String::with_capacity(folded.len()), ended: false };
    let mut before = ' ';
    let mut rest = folded.chars();
    while let Some(c) = rest.next() {
        match c {
            '.' if is_inside_word(before, c, rest.as_str()) => key.push('.'),
            _ if is_inside_word(before, c, rest.as_str()) => {}
            _ if c.is_alphanumeric() => key.push(c.to_ascii_lowercase()),
            '%' | '£' | '<' | '>' | '≤' | '≥' | '+' => key.push_word(c.encode_utf8(&mut [0; 4])),
            '&' => key.push_word("and"),
            _ => key.end_word(),
        }
        before = c;
    }
    key.words
}

/// A key in the making.
struct Key {
    words: String,
    /// Whether what comes next is another word.
    ended: bool,
}

impl Key {
    fn push(&mut self, c: char) {
        if self.ended && !self.words.is_empty() {
            self.words.push(' ');
        }
        self.ended = false;
        self.words.push(c);
    }

    fn push_word(&mut self, word: &str) {
        self.end_word();
        word.chars().for_each(|c| self.push(c));
        self.end_word();
    }

    fn end_word(&mut self) {
        self.ended = true;
    }
}

/// The text with single spaces. Its white space is ASCII already.
fn spaced(text: &str) -> String {
    if is_spaced(text) {
        return text.to_owned();
    }
    let mut words = text.split_ascii_whitespace();
    let mut spaced = String::with_capacity(text.len());
    spaced.push_str(words.next().unwrap_or_default());
    for word in words {
        spaced.push(' ');
        spaced.push_str(word);
    }
    spaced
}

fn is_spaced(text: &str) -> bool {
    let mut behind_space = true;
    for byte in text.bytes() {
        let is_space = byte.is_ascii_whitespace();
        if is_space && (behind_space || byte != b' ') {
            return false;
        }
        behind_space = is_space;
    }
    text.is_empty() || !behind_space
}

/// Whether a character takes no room on the page and means nothing to a reader.
fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{180E}' | '\u{FEFF}'
            | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}'
            | '\u{FE00}'..='\u{FE0F}')
}

/// Whether a character is a raised or lowered sign that NFKC would glue to the word before it.
fn is_raised(c: char) -> bool {
    matches!(c, '¹' | '²' | '³' | '™' | '℠' | '\u{2070}' | '\u{2074}'..='\u{208E}')
}

/// Whether a sign joins what stands on both its sides: an apostrophe, a decimal point, a thousands comma.
fn is_inside_word(before: char, sign: char, after: &str) -> bool {
    let digits = || after.bytes().take(4).take_while(u8::is_ascii_digit).count();
    match sign {
        '\'' | '’' | '‘' | 'ʼ' | '`' => {
            before.is_alphanumeric() && after.starts_with(char::is_alphabetic)
        }
        '.' => before.is_ascii_digit() && digits() > 0,
        ',' => before.is_ascii_digit() && digits() == 3,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(fold: fn(&str) -> String, cases: &[(&str, &str)]) {
        for (text, expected) in cases {
            assert_eq!(fold(text), *expected, "{text:?}");
        }
    }

    #[test]
    fn white_space_is_single_spaces() {
        check(
            printed,
            &[
                ("", ""),
                ("  \t\r\n ", ""),
                (" two\n words ", "two words"),
                ("two\nwords", "two words"),
                ("two words ", "two words"),
                (" two words", "two words"),
                ("two  words", "two words"),
                ("1\u{A0}539", "1 539"),
                ("a\u{2009}b\u{202F}c\u{3000}d\u{2028}e", "a b c d e"),
            ],
        );
    }

    #[test]
    fn the_invisible_is_dropped() {
        check(
            printed,
            &[
                ("\u{FEFF}Ref", "Ref"),
                ("par\u{AD}ents", "parents"),
                ("zero\u{200B}width", "zerowidth"),
                ("bell\u{7}", "bell"),
                ("▶\u{FE0F} 5", "▶ 5"),
                ("plain\u{0}ascii", "plainascii"),
            ],
        );
    }

    #[test]
    fn letters_that_stand_for_latin_become_latin() {
        check(
            printed,
            &[
                ("КРІ", "KPI"), // all capitals, Cyrillic
                ("А", "A"),     // one Cyrillic letter
                ("Α", "A"),     // one Greek letter
                ("Р", "P"),
                ("ΤΒС", "TBC"),       // Greek and Cyrillic together
                ("твс", "tbc"),       // small capitals
                ("Аutumn", "Autumn"), // a word that mixes scripts
                ("Tοtal nо.", "Total no."),
                ("Ｑ３　２０２２", "Q3 2022"),     // full width
                ("oﬃce ﬁgures", "office figures"), // ligatures
                ("￡5 ₤6", "£5 £6"),
            ],
        );
    }

    #[test]
    fn other_signs_and_scripts_stay() {
        check(
            printed,
            &[
                ("2918 🔺", "2918 🔺"),
                ("100%* ¹", "100%* ¹"),
                ("18–25’s “good”", "18–25’s “good”"),
                ("10 µg, 3 σ, β", "10 µg, 3 σ, β"),
                ("μm", "μm"),
                ("ΔT", "ΔT"),
                ("Українська мова", "Українська мова"),
                ("Анкета о школе", "Анкета о школе"),
                ("Ελληνικά ΟΧΙ", "Ελληνικά ΟΧΙ"),
                ("Tŷ Gŵyr", "Tŷ Gŵyr"),
            ],
        );
    }

    #[test]
    fn printed_words_fold_once() {
        for text in ["КРІ  Ref", "a\u{AD} b", "Ελληνικά ΟΧΙ", "1\u{202F}539 🔺"] {
            let once = printed(text);
            assert_eq!(printed(&once), once);
        }
    }

    #[test]
    fn keys_are_words() {
        check(
            key,
            &[
                ("", ""),
                ("--", ""),
                ("  KPI   No. ", "kpi no"),
                ("Children's", "childrens"),
                ("Children’s", "childrens"),
                ("‘good’ or 'better'", "good or better"),
                ("18-25's", "18 25s"),
                ("Q1–Q2", "q1 q2"),
                ("N/A", "n a"),
                ("Health & Care", "health and care"),
                ("C&YP", "c and yp"),
                ("& Q1\t&\r\n", "and q1 and"),
                ("One\u{b}two\u{7}", "one two"),
                ("% of EHCPs", "% of ehcps"),
                ("Proportion(%)", "proportion %"),
                ("cost <16s", "cost < 16s"),
                ("16+ weeks", "16 + weeks"),
                ("£m", "£ m"),
                ("EHCPs¹", "ehcps"),
                ("Progress™", "progress"),
                ("per 10,000", "per 10000"),
                ("1.01", "1.01"),
                ("1.", "1"),
                ("1,2", "1 2"),
                ("2021/22 / London", "2021 22 london"),
                ("КРІ", "kpi"),
                ("Ⅳ", "iv"),
                ("2918 🔺", "2918"),
            ],
        );
    }
}
