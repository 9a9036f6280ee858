//! Words in the making: what is printed in a paragraph or a cell, and how.

use boardlift_lexicon::{fold, wording};
use boardlift_model::grid::Mark;
use boardlift_model::{Rgb, Shape};

use super::styles::{Font, Letters};
use crate::markup;

/// Where a line ends within a paragraph.
const LINE_END: char = '\n';

/// Words and how they look.
#[derive(Debug, Default)]
pub(super) struct Words {
    text: String,
    is_bold: Same<bool>,
    /// Whether letters are larger than ordinary ones.
    is_large: Same<bool>,
    ink: Same<Rgb>,
    marks: Vec<Mark>,
}

/// What all letters have in common.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Same<T> {
    /// There are no letters yet.
    #[default]
    Unsaid,
    /// All are so.
    All(T),
    /// They differ.
    Nothing,
}

impl<T: PartialEq> Same<T> {
    fn and(self, other: Same<T>) -> Same<T> {
        match (self, other) {
            (same, Same::Unsaid) | (Same::Unsaid, same) => same,
            (one, other) if one == other => one,
            _ => Same::Nothing,
        }
    }
}

impl Words {
    /// Adds words that look so; `body_size` is the size of ordinary ones in half points.
    pub(super) fn push(&mut self, text: &str, look: Letters, body_size: u16) {
        let printed = printed(text, look);
        self.mark(&printed, look);
        if !printed.trim().is_empty() {
            // A tenth is less than the next size that programs offer.
            let is_large = look.size.is_some_and(|size| u32::from(size) * 10 > u32::from(body_size) * 11);
            self.is_bold = self.is_bold.and(Same::All(look.bold == Some(true)));
            self.is_large = self.is_large.and(Same::All(is_large));
            self.ink = self.ink.and(Same::All(look.ink.unwrap_or(Rgb::BLACK)));
        }
        self.text.push_str(&printed);
    }

    /// Goes on in the next line of the same paragraph.
    pub(super) fn break_line(&mut self) {
        self.text.push(LINE_END);
    }

    /// Adds what has no look, as a tab or the words of a picture.
    pub(super) fn push_plain(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Adds something coloured.
    pub(super) fn push_mark(&mut self, mark: Mark) {
        self.marks.push(mark);
    }

    /// Adds other words, after a space.
    pub(super) fn append(&mut self, next: Words) {
        self.text.push(' ');
        self.text.push_str(&next.text);
        self.is_bold = self.is_bold.and(next.is_bold);
        self.is_large = self.is_large.and(next.is_large);
        self.ink = self.ink.and(next.ink);
        self.marks.extend(next.marks);
    }

    /// The printed words: white space folded, look-alike letters mapped.
    pub(super) fn text(&self) -> String {
        fold::printed(&self.text)
    }

    /// The printed lines, each as [`text`](Self::text) has it. A line that a break cut in the middle of its words is one with
    /// the next.
    pub(super) fn lines(&self) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        for line in self.text.split(LINE_END).map(fold::printed).filter(|line| !line.is_empty()) {
            match lines.last_mut() {
                Some(last) if wording::breaks_off(last) || wording::goes_on(&line) => {
                    last.push(' ');
                    last.push_str(&line);
                }
                _ => lines.push(line),
            }
        }
        lines
    }

    /// Whether all letters are bold.
    pub(super) fn is_bold(&self) -> bool {
        self.is_bold == Same::All(true)
    }

    /// Whether all letters are larger than ordinary ones.
    pub(super) fn is_large(&self) -> bool {
        self.is_large == Same::All(true)
    }

    /// The colour of the letters, where all have the same and it is not that of ordinary print.
    pub(super) fn ink(&self) -> Option<Rgb> {
        match self.ink {
            Same::All(ink) if ink != Rgb::BLACK => Some(ink),
            _ => None,
        }
    }

    /// The coloured things among them.
    pub(super) fn marks(&self) -> &[Mark] {
        &self.marks
    }

    /// What paint behind letters and coloured signs look like. Letters that stand beside each other on one paint are on
    /// one pill.
    fn mark(&mut self, printed: &str, look: Letters) {
        let paint = look.paint.and_then(super::colour::Paint::colour);
        if let Some(colour) = paint.filter(|_| !printed.trim().is_empty()) {
            let pill = Mark { shape: Shape::Pill, colour };
            if self.marks.last() != Some(&pill) {
                self.marks.push(pill);
            }
        }
        let ink = look.ink.unwrap_or(Rgb::BLACK);
        self.marks.extend(printed.chars().filter_map(|sign| Mark::printed(sign, ink)));
    }
}

/// The words as they are printed: capitals, raised figures, and the signs of symbol fonts. What was struck out stands
/// between `~~`, so that no figure is made of it.
fn printed(text: &str, look: Letters) -> String {
    let mut printed = match look.font {
        Some(Font::Signs(font)) => text.chars().map(|letter| sign(font, letter)).collect(),
        Some(Font::Letters) | None => text.to_owned(),
    };
    if look.capitals == Some(true) {
        printed = printed.to_uppercase();
    }
    if look.raised == Some(true) {
        printed = markup::raise(&printed).into_owned();
    }
    if look.struck == Some(true) && !printed.trim().is_empty() {
        printed = format!("~~{printed}~~");
    }
    printed
}

/// What a letter of a symbol font shows; U+FFFD where the font's table has nothing. Its places are written as they are or
/// in the private area of Unicode (ECMA-376 part 1, 17.3.3.30).
pub(super) fn sign(font: boardlift_lexicon::symbols::SymbolFont, letter: char) -> char {
    let code = match u32::from(letter) {
        code @ 0xF000..=0xF0FF => code - 0xF000,
        code => code,
    };
    if letter.is_whitespace() {
        return letter;
    }
    u8::try_from(code).ok().and_then(|code| font.sign(code)).unwrap_or(char::REPLACEMENT_CHARACTER)
}
