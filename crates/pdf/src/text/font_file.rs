//! Letters for glyphs whose font gives none: the character map of the embedded font file, read backwards.

use std::collections::BTreeMap;

use hayro_interpret::font::OutlineFontData;
use skrifa::{FontRef, MetadataProvider};

/// From the number of a glyph to the letter that the font's own map shows it for.
#[derive(Debug, Default)]
pub(crate) struct ReversedMap {
    letters: BTreeMap<u32, char>,
}

impl ReversedMap {
    /// Reads the map of a TrueType or OpenType file; empty where the file has none. Where several letters share a
    /// glyph, they look the same: the lowest code point stands for them, so a private one only where there is no other.
    pub(crate) fn of_file(file: &OutlineFontData) -> ReversedMap {
        let mut letters = BTreeMap::new();
        if let Ok(font) = FontRef::new(file.data.as_ref().as_ref()) {
            for (code, glyph) in font.charmap().mappings() {
                if let Some(letter) = char::from_u32(code) {
                    letters
                        .entry(glyph.to_u32())
                        .and_modify(|known: &mut char| *known = letter.min(*known))
                        .or_insert(letter);
                }
            }
        }
        ReversedMap { letters }
    }

    /// The letter of a glyph; nothing for the glyph 0, which stands for letters that the font doesn't have.
    pub(crate) fn letter(&self, glyph: u32) -> Option<char> {
        if glyph == 0 { None } else { self.letters.get(&glyph).copied() }
    }
}
