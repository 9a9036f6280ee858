//! From glyphs to letters, looked up as seldom as can be: it costs more than all else about a glyph.
//!
//! A run has one font, so a code that it shows again is the same letter. So it is from run to run where they have one
//! font, which the interpreter doesn't tell. Where the page's content is going to be walked for its fonts (see
//! `font_walk`), letters therefore wait for what the walk says.

use std::collections::BTreeMap;

use hayro_interpret::font::{Glyph as FontGlyph, GlyphIdentifier, OutlineGlyph};
use hayro_interpret::hayro_cmap::BfString;

use crate::text::font_file::ReversedMap;
use crate::text::font_walk::Walk;
use crate::text::glyph::Glyph;
use crate::text::letters::{Letters, Source};

/// Codes up to this are remembered: those of simple fonts, and the glyphs of small subsets.
const MOST_KNOWN: usize = 1 << 10;

/// The codes of so many fonts of a page are remembered.
const MOST_FONTS: usize = 1 << 8;

/// What was looked up on a page.
#[derive(Default)]
pub(crate) struct Lookup {
    /// What was looked up last, by the code.
    known: Vec<Known>,
    waiting: Vec<Waiting>,
    reversed: BTreeMap<u128, ReversedMap>,
}

/// What is known of a code.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Known {
    /// The run that shows it.
    run: u32,
    /// How far the font advances after it, in thousandths of the em.
    pub(crate) advance: f64,
    /// Its letter, where that was looked up and is one.
    said: Option<Said>,
}

/// A letter, and the code point that it was read from.
type Said = (char, Option<char>);

/// A glyph whose letters are not looked up yet.
struct Waiting {
    /// Its place among the glyphs of the page.
    place: usize,
    outline: OutlineGlyph,
}

/// What was looked up for a glyph that waited.
struct Found {
    run: u32,
    glyph: GlyphIdentifier,
    said: Said,
}

impl Lookup {
    /// What this run has shown of the glyph's code.
    pub(crate) fn known(&mut self, glyph: &FontGlyph<'_>, run: u32) -> Known {
        let place = usize::try_from(glyph.char_code()).unwrap_or(usize::MAX);
        if let Some(known) = self.known.get(place).filter(|known| known.run == run) {
            return *known;
        }
        let advance = match glyph {
            FontGlyph::Outline(outline) => outline.advance_width(),
            FontGlyph::Type3(type3) => type3.advance_width(),
        };
        let known = Known { run, advance: f64::from(advance.unwrap_or(0.0)), said: None };
        if place < MOST_KNOWN {
            self.known.resize(self.known.len().max(place + 1), Known { run: u32::MAX, ..known });
            self.known[place] = known;
        }
        known
    }

    /// The letters of a glyph, and the code point that they were read from, where it is one. Those of a glyph with a
    /// `place` are unknown until [`Lookup::settle`] gives them to the glyph that stands there.
    pub(crate) fn letters(
        &mut self,
        glyph: &FontGlyph<'_>,
        known: &Known,
        place: Option<usize>,
    ) -> (Letters, Option<char>) {
        if let Some((letter, given)) = known.said {
            return (Letters::One(letter), given);
        }
        if let (FontGlyph::Outline(outline), Some(place)) = (glyph, place) {
            self.waiting.push(Waiting { place, outline: outline.clone() });
            return (Letters::UNKNOWN, None);
        }
        let (letters, given) = self.look_up(glyph);
        let place = usize::try_from(glyph.char_code()).unwrap_or(usize::MAX);
        if let Some(kept) = self.known.get_mut(place) {
            *kept = Known { said: said(&letters, given), ..*known };
        }
        (letters, given)
    }

    /// Gives letters to the glyphs that wait for them. Each is looked up once for a font and a code where the walk tells
    /// the font and cuts its codes as the interpreter does, else once for a run and a code; and again where it turns out
    /// to be another glyph.
    pub(crate) fn settle(&mut self, glyphs: &mut [Glyph], walk: Option<&Walk>) {
        let mut found: Vec<Option<Found>> = Vec::new();
        for Waiting { place, outline } in std::mem::take(&mut self.waiting) {
            // Replacement text stands for the glyph.
            let Glyph { source: Some(Source { code, .. }), run, .. } = glyphs[place] else { continue };
            let font = walk.and_then(|walk| walk.single(run)).filter(|font| *font < MOST_FONTS);
            let key = code.map(|code| 256 * font.map_or(0, |font| font + 1) + usize::from(code));
            let glyph = outline.identifier();
            let same = |found: &&Found| (font.is_some() || found.run == run) && found.glyph == glyph;
            let (letters, given) = match key.and_then(|key| found.get(key)?.as_ref()).filter(same) {
                Some(Found { said: (letter, given), .. }) => (Letters::One(*letter), *given),
                None => self.look_up(&FontGlyph::Outline(outline)),
            };
            if let Some(key) = key {
                found.resize_with(found.len().max(key + 1), || None);
                found[key] = said(&letters, given).map(|said| Found { run, glyph, said });
            }
            let waiting = &mut glyphs[place];
            (waiting.letters, waiting.source) = (letters, Some(Source { given, code }));
        }
    }

    /// The letters of a glyph: those that the file gives, else what the embedded font's own map shows it for.
    fn look_up(&mut self, glyph: &FontGlyph<'_>) -> (Letters, Option<char>) {
        match glyph.as_unicode() {
            Some(BfString::Char(letter)) if !is_mute(letter) => (Letters::of_char(letter), Some(letter)),
            Some(BfString::String(letters)) => (Letters::of_str(&letters), None),
            Some(BfString::Char(letter)) => self.letters_of_mute(glyph, Some(letter)),
            None => self.letters_of_mute(glyph, None),
        }
    }

    /// The letters of a glyph for which the file gives a code point that says nothing, or none.
    fn letters_of_mute(&mut self, glyph: &FontGlyph<'_>, given: Option<char>) -> (Letters, Option<char>) {
        let letter = match glyph {
            FontGlyph::Outline(outline) => {
                self.letter_of_file(outline).or_else(|| is_blank(outline).then_some(' ')).or(given)
            }
            FontGlyph::Type3(_) => given,
        };
        (letter.map_or(Letters::UNKNOWN, Letters::of_char), letter)
    }

    fn letter_of_file(&mut self, outline: &OutlineGlyph) -> Option<char> {
        let file = outline.font_data()?;
        let map = self.reversed.entry(file.cache_key).or_insert_with(|| ReversedMap::of_file(&file));
        map.letter(outline.glyph_id().to_u32())
    }
}

/// What there is to remember of a glyph's letters: nothing where they are several or none.
fn said(letters: &Letters, given: Option<char>) -> Option<Said> {
    match letters {
        Letters::One(letter) => Some((*letter, given)),
        Letters::Nothing | Letters::Many(_) => None,
    }
}

/// Whether a code point says nothing about its glyph: a control character, or a private one.
fn is_mute(letter: char) -> bool {
    letter.is_control() || ('\u{E000}'..='\u{F8FF}').contains(&letter)
}

/// Whether a glyph without a letter is a blank one: the font has it and it draws nothing, or it is the code of a line's
/// end that has slipped into the text. The glyph 0 draws nothing in a substitute too, but may be a letter on paper.
fn is_blank(outline: &OutlineGlyph) -> bool {
    match outline.glyph_id().to_u32() {
        0 => matches!(outline.char_code(), 0x09 | 0x0A | 0x0D),
        _ => outline.outline().elements().is_empty(),
    }
}
