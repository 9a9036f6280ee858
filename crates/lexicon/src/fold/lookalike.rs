//! Cyrillic and Greek letters that stand for Latin ones.
//!
//! Text read from pictures and type set with the wrong keyboard hold letters that no reader can tell from Latin
//! ones. A letter is changed only where it cannot be meant: text in another language keeps its letters.

/// Whether a text has letters that may stand for Latin ones.
pub(super) fn may_stand_in(text: &str) -> bool {
    text.chars().any(|c| !c.is_ascii() && matches!(Script::of(c), Script::Cyrillic | Script::Greek))
}

/// The text with look-alike letters made Latin, word by word.
pub(super) fn to_latin(text: &str) -> String {
    let foreign = Foreign::of(text);
    let mut latin = String::with_capacity(text.len());
    for piece in pieces(text) {
        if foreign.stands_for_latin(piece) {
            latin.extend(piece.chars().map(|c| lookalike(c).unwrap_or(c)));
        } else {
            latin.push_str(piece);
        }
    }
    latin
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    Latin,
    Cyrillic,
    Greek,
    None,
}

impl Script {
    fn of(c: char) -> Self {
        match c {
            '\u{370}'..='\u{3FF}' | '\u{1F00}'..='\u{1FFF}' => Script::Greek,
            '\u{400}'..='\u{52F}' => Script::Cyrillic,
            _ if c.is_alphabetic() => Script::Latin,
            _ => Script::None,
        }
    }
}

/// Which other scripts a text is plainly written in.
struct Foreign {
    cyrillic: bool,
    greek: bool,
}

impl Foreign {
    /// A word of one script with a letter that looks like no Latin one shows that the script is meant. One letter
    /// alone shows nothing: `σ` and `Δ` are signs.
    fn of(text: &str) -> Self {
        let mut foreign = Foreign { cyrillic: false, greek: false };
        for word in pieces(text) {
            let unlike = word.chars().any(|c| Script::of(c) != Script::None && lookalike(c).is_none());
            if !unlike || word.chars().count() < 2 {
                continue;
            }
            foreign.cyrillic |= is_wholly(word, Script::Cyrillic);
            foreign.greek |= is_wholly(word, Script::Greek);
        }
        foreign
    }

    fn stands_for_latin(&self, word: &str) -> bool {
        let mixes_latin = word.chars().any(|c| Script::of(c) == Script::Latin);
        if mixes_latin {
            return true;
        }
        let meant = self.cyrillic && is_wholly(word, Script::Cyrillic)
            || self.greek && is_wholly(word, Script::Greek)
            || word.chars().all(|c| Script::of(c) != Script::Cyrillic && !c.is_uppercase());
        !meant && word.chars().all(|c| Script::of(c) == Script::None || lookalike(c).is_some())
    }
}

fn is_wholly(word: &str, script: Script) -> bool {
    word.chars().all(|c| Script::of(c) == script || Script::of(c) == Script::None)
}

/// The text cut into runs of letters and digits and runs of everything else.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let in_word = rest.chars().next()?.is_alphanumeric();
        let end = rest.find(|c: char| c.is_alphanumeric() != in_word).unwrap_or(rest.len());
        let (piece, tail) = rest.split_at(end);
        rest = tail;
        Some(piece)
    })
}

/// The Latin letter that a Cyrillic or Greek letter looks like. Small Cyrillic `в к м н т` have the shape of small
/// capitals.
fn lookalike(c: char) -> Option<char> {
    Some(match c {
        'А' | 'Α' => 'A',
        'В' | 'Β' => 'B',
        'С' | 'Ϲ' => 'C',
        'Е' | 'Ε' => 'E',
        'Ԍ' => 'G',
        'Н' | 'Η' => 'H',
        'І' | 'Ӏ' | 'Ι' => 'I',
        'Ј' | 'Ϳ' => 'J',
        'К' | 'Κ' => 'K',
        'М' | 'Μ' => 'M',
        'Ν' => 'N',
        'О' | 'Ο' => 'O',
        'Р' | 'Ρ' => 'P',
        'Ԛ' => 'Q',
        'Ѕ' => 'S',
        'Т' | 'Τ' => 'T',
        'Ѵ' => 'V',
        'Ԝ' => 'W',
        'Х' | 'Χ' => 'X',
        'У' | 'Ү' | 'Υ' => 'Y',
        'Ζ' => 'Z',
        'а' | 'α' => 'a',
        'в' => 'b',
        'с' | 'ϲ' => 'c',
        'ԁ' => 'd',
        'е' => 'e',
        'һ' | 'н' => 'h',
        'і' | 'ι' => 'i',
        'ј' | 'ϳ' => 'j',
        'к' | 'κ' => 'k',
        'м' => 'm',
        'о' | 'ο' => 'o',
        'р' | 'ρ' => 'p',
        'ԛ' => 'q',
        'ѕ' => 's',
        'т' => 't',
        'υ' => 'u',
        'ѵ' | 'ν' => 'v',
        'ԝ' => 'w',
        'х' | 'χ' => 'x',
        'у' => 'y',
        _ => return None,
    })
}
