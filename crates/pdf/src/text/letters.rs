//! What a glyph says: the letters that a file gives for it, made fit to be read.
//!
//! Nothing is guessed here: a glyph without letters, or with a private code point that no published table explains, is
//! U+FFFD.

use boardlift_lexicon::symbols::SymbolFont;

/// The letters of one glyph. Nearly always one, which costs no allocation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Letters {
    /// Nothing to read: a mark without width, or a glyph whose letters another one carries.
    Nothing,
    /// One letter.
    One(char),
    /// More than one, such as a ligature's.
    Many(Box<str>),
}

/// What a file says about a glyph, as it stands: what a symbol font's table is asked with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Source {
    /// The code point that its font gives, if it gives one.
    pub(crate) given: Option<char>,
    /// The code that selects it, where that is one byte in the font's own encoding.
    pub(crate) code: Option<u8>,
}

impl Letters {
    /// Reads what a file says about a glyph of a symbol font. Such a font has no Latin letters: one that turns up is
    /// a code in disguise (as is U+F0xx, the place that Windows gives the codes of symbol fonts).
    pub(crate) fn read_symbol(source: Source, font: SymbolFont) -> Letters {
        let given = source.given.map(u32::from);
        let code = match given {
            Some(0xF000..=0xF0FF) => given.map(|given| given & 0xFF),
            Some(0x100..) => return source.given.map_or(Letters::UNKNOWN, Letters::of_char),
            _ => source.code.map(u32::from).or(given),
        };
        let sign = code.and_then(|code| u8::try_from(code).ok()).and_then(|code| font.sign(code));
        sign.map_or(Letters::UNKNOWN, Letters::One)
    }

    /// What a glyph has whose letter isn't known.
    pub(crate) const UNKNOWN: Letters = Letters::One(char::REPLACEMENT_CHARACTER);

    /// One letter, made fit to be read.
    pub(crate) fn of_char(letter: char) -> Letters {
        if let ' '..='~' = letter {
            return Letters::One(letter);
        }
        if let Some(parts) = ligature(letter) {
            return Letters::Many(parts.into());
        }
        fit(letter).map_or(Letters::Nothing, Letters::One)
    }

    /// Several letters, made fit to be read.
    pub(crate) fn of_str(letters: &str) -> Letters {
        let mut out = String::with_capacity(letters.len());
        for letter in letters.chars() {
            match ligature(letter) {
                Some(parts) => out.push_str(parts),
                None => out.extend(fit(letter)),
            }
        }
        let mut chars = out.chars();
        match (chars.next(), chars.next()) {
            (None, _) => Letters::Nothing,
            (Some(letter), None) => Letters::One(letter),
            _ => Letters::Many(out.into()),
        }
    }

    /// Whether this is a space alone.
    pub(crate) fn is_space(&self) -> bool {
        match self {
            Letters::Nothing => false,
            Letters::One(letter) => *letter == ' ',
            Letters::Many(letters) => letters.trim().is_empty(),
        }
    }

    /// Adds the letters to a text.
    pub(crate) fn push_to(&self, text: &mut String) {
        match self {
            Letters::Nothing => {}
            Letters::One(letter) => text.push(*letter),
            Letters::Many(letters) => text.push_str(letters),
        }
    }
}

/// The letters of a presentation form (U+FB00 to U+FB06).
fn ligature(letter: char) -> Option<&'static str> {
    Some(match letter {
        '\u{FB00}' => "ff",
        '\u{FB01}' => "fi",
        '\u{FB02}' => "fl",
        '\u{FB03}' => "ffi",
        '\u{FB04}' => "ffl",
        '\u{FB05}' | '\u{FB06}' => "st",
        _ => return None,
    })
}

/// The sign of a private code point whose symbol font is not named, as where a producer drew another font in its place
/// and kept the code. There are two fonts that Windows gives these codes for, Symbol and Wingdings. Only what one of them
/// alone can mean in running text is read: the bullets of word processors' lists, and the arrows and ticks of Wingdings,
/// where Symbol has the pieces of tall brackets.
fn unnamed_sign(letter: char) -> Option<char> {
    let (font, code) = match letter {
        '\u{F0B7}' => (SymbolFont::Symbol, 0xB7),
        '\u{F0A7}' => (SymbolFont::Wingdings, 0xA7),
        '\u{F0E6}'..='\u{F0F0}' | '\u{F0F4}' | '\u{F0F6}'..='\u{F0FE}' => {
            (SymbolFont::Wingdings, u32::from(letter) & 0xFF)
        }
        _ => return None,
    };
    font.sign(u8::try_from(code).ok()?)
}

/// A letter as it is read: every space is a space, marks without width are nothing, private code points are unknown.
fn fit(letter: char) -> Option<char> {
    match letter {
        // A soft hyphen that was drawn is seen as a hyphen: dropped, it would turn -5 into 5.
        '\u{AD}' => Some('-'),
        '\0' | '\u{E000}'..='\u{F8FF}' | '\u{F0000}'.. => {
            Some(unnamed_sign(letter).unwrap_or(char::REPLACEMENT_CHARACTER))
        }
        '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}'
        | '\u{FE00}'..='\u{FE0F}'
        | '\u{FEFF}' => None,
        letter if letter.is_whitespace() => Some(' '),
        letter if letter.is_control() => Some(char::REPLACEMENT_CHARACTER),
        letter => Some(letter),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(letters: &Letters) -> String {
        let mut text = String::new();
        letters.push_to(&mut text);
        text
    }

    fn check(unicode: &str, expected: &str) {
        assert_eq!(text(&Letters::of_str(unicode)), expected);
        let mut letters = unicode.chars();
        if let (Some(letter), None) = (letters.next(), letters.next()) {
            assert_eq!(text(&Letters::of_char(letter)), expected);
        }
    }

    fn check_symbol(font: SymbolFont, given: Option<char>, code: Option<u8>, expected: &str) {
        assert_eq!(text(&Letters::read_symbol(Source { given, code }, font)), expected);
    }

    #[test]
    fn ligatures_are_taken_apart() {
        check("ﬁ", "fi");
        check("\u{FB03}", "ffi");
        check("eﬀ", "eff");
    }

    #[test]
    fn spaces_and_marks_without_width() {
        check("\u{A0}", " ");
        check("\u{2009}", " ");
        check("\u{200B}", "");
        check("\u{FEFF}a", "a");
        check("✔\u{FE0F}", "✔");
    }

    #[test]
    fn a_drawn_soft_hyphen_is_a_hyphen() {
        check("\u{AD}", "-");
    }

    #[test]
    fn what_is_not_known_is_not_guessed() {
        check("\0", "\u{FFFD}");
        check("\u{F0E0}", "\u{FFFD}");
        check("\u{E001}", "\u{FFFD}");
    }

    #[test]
    fn signs_whose_font_is_not_named() {
        check("\u{F0B7}", "•");
        check("\u{F0E9}", "↑");
        check("\u{F0FC}", "✓");
    }

    #[test]
    fn signs_of_symbol_fonts() {
        check_symbol(SymbolFont::Wingdings, Some('ü'), Some(0xFC), "✓");
        check_symbol(SymbolFont::Wingdings, Some('\u{F0E9}'), None, "↑");
        check_symbol(SymbolFont::Wingdings3, Some('p'), None, "▲");
        check_symbol(SymbolFont::Wingdings, None, Some(0x6C), "●");
        check_symbol(SymbolFont::Wingdings, Some('▪'), None, "▪");
        check_symbol(SymbolFont::Wingdings, None, None, "\u{FFFD}");
        check_symbol(SymbolFont::Symbol, Some('\u{F0B7}'), None, "•");
    }
}
