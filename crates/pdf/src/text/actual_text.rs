//! Replacement text: `/ActualText` of a marked content sequence stands for the letters of its glyphs (ISO 32000-1,
//! 14.9.4).

use hayro_interpret::hayro_syntax::object::{Dict, String as PdfString};

use crate::text::glyph::Glyph;
use crate::text::letters::Letters;

/// The marked content sequences that are open, and the replacement text of one of them.
#[derive(Debug, Default)]
pub(crate) struct Replacements {
    depth: usize,
    open: Option<Replacement>,
}

#[derive(Debug)]
struct Replacement {
    text: String,
    /// How many sequences were open when it began.
    depth: usize,
    /// The first glyph that it stands for.
    first: usize,
}

impl Replacements {
    /// Opens a sequence whose first glyph will be number `first`. The outermost replacement counts: it stands for all
    /// that is inside.
    pub(crate) fn begin(&mut self, properties: Option<&Dict<'_>>, first: usize) {
        if self.open.is_none()
            && let Some(text) = properties.and_then(|dict| dict.get::<PdfString<'_>>(b"ActualText"))
        {
            self.open = Some(Replacement { text: text_string(&text), depth: self.depth, first });
        }
        self.depth += 1;
    }

    /// Closes the innermost sequence.
    pub(crate) fn end(&mut self, glyphs: &mut [Glyph]) {
        self.depth = self.depth.saturating_sub(1);
        if let Some(ended) = self.open.take_if(|open| open.depth >= self.depth)
            && let Some(glyphs) = glyphs.get_mut(ended.first..)
        {
            replace(glyphs, &ended.text);
        }
    }
}

/// Gives the glyphs the letters of `text`: one each where they are as many, else all to the first. Text that is set
/// over several lines and can't be shared out letter by letter stays as drawn: where its words stand would be a guess.
fn replace(glyphs: &mut [Glyph], text: &str) {
    let letters: Vec<char> = text.chars().collect();
    if letters.len() == glyphs.len() {
        for (glyph, letter) in glyphs.iter_mut().zip(letters) {
            settle(glyph, Letters::of_char(letter));
        }
        return;
    }
    let Some((first, rest)) = glyphs.split_first_mut() else { return };
    let on_one_line = rest.iter().all(|glyph| first.shares_line_with(glyph));
    if !on_one_line || text.trim().contains(char::is_whitespace) {
        return;
    }
    settle(first, if text == "\u{AD}" { Letters::Nothing } else { Letters::of_str(text) });
    for glyph in rest {
        settle(glyph, Letters::Nothing);
    }
}

fn settle(glyph: &mut Glyph, letters: Letters) {
    glyph.letters = letters;
    glyph.source = None;
}

/// A text string: UTF-16 or UTF-8 by its mark, else one byte a letter (ISO 32000-1, 7.9.2.2).
fn text_string(bytes: &[u8]) -> String {
    match bytes {
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => bytes.iter().map(|byte| pdf_doc_letter(*byte)).collect(),
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]])).collect();
    String::from_utf16_lossy(&units)
}

/// A letter of `PDFDocEncoding` (ISO 32000-1, annex D.2), which is Latin 1 but for two rows.
fn pdf_doc_letter(byte: u8) -> char {
    const ROW_18: [char; 8] = ['˘', 'ˇ', 'ˆ', '˙', '˝', '˛', '˚', '˜'];
    const ROW_80: [char; 33] = [
        '•',
        '†',
        '‡',
        '…',
        '—',
        '–',
        'ƒ',
        '⁄',
        '‹',
        '›',
        '−',
        '‰',
        '„',
        '“',
        '”',
        '‘',
        '’',
        '‚',
        '™',
        'ﬁ',
        'ﬂ',
        'Ł',
        'Œ',
        'Š',
        'Ÿ',
        'Ž',
        'ı',
        'ł',
        'œ',
        'š',
        'ž',
        char::REPLACEMENT_CHARACTER,
        '€',
    ];
    match byte {
        0x18..=0x1F => ROW_18[usize::from(byte - 0x18)],
        0x80..=0xA0 => ROW_80[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::glyph::line_of;

    fn check(drawn: &str, text: &str, expected: &str) {
        let mut glyphs = line_of(drawn);
        replace(&mut glyphs, text);
        let mut read = String::new();
        for glyph in &glyphs {
            glyph.letters.push_to(&mut read);
        }
        assert_eq!(read, expected);
    }

    #[test]
    fn letters_are_shared_out_or_given_to_the_first() {
        check("abc", "xyz", "xyz");
        check("\u{FFFD}", "ffi", "ffi");
        check("abc", "z", "z");
        check("ab", "", "");
    }

    #[test]
    fn several_words_stay_where_they_are_drawn() {
        check("abc", "one two", "abc");
        check("a b", "c d", "c d");
    }

    #[test]
    fn text_strings() {
        assert_eq!(text_string(b"\xFE\xFF\x00A\x21\x91"), "A↑");
        assert_eq!(text_string(b"\xEF\xBB\xBF\xE2\x86\x91"), "↑");
        assert_eq!(text_string(b"a\x85\xA3"), "a–£");
    }
}
