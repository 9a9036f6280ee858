//! The patterns that cells are filled with, and the one colour that each has from afar.

use boardlift_model::Rgb;

use super::colour::blended;
use super::unless_paper;

/// A pattern, by its number in the binary formats.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Pattern(usize);

/// The patterns by their numbers (MS-XLS, 2.5.111; ECMA-376, 18.18.55): name, and how much of the cell each covers.
const PATTERNS: [(&str, f64); 19] = [
    ("none", 0.0),
    ("solid", 1.0),
    ("mediumGray", 0.5),
    ("darkGray", 0.75),
    ("lightGray", 0.25),
    ("darkHorizontal", 0.5),
    ("darkVertical", 0.5),
    ("darkDown", 0.5),
    ("darkUp", 0.5),
    ("darkGrid", 0.5),
    ("darkTrellis", 0.5),
    ("lightHorizontal", 0.25),
    ("lightVertical", 0.25),
    ("lightDown", 0.25),
    ("lightUp", 0.25),
    ("lightGrid", 0.25),
    ("lightTrellis", 0.25),
    ("gray125", 0.125),
    ("gray0625", 0.0625),
];

impl Pattern {
    /// No gap in it.
    pub(crate) const SOLID: Pattern = Pattern(1);

    /// The pattern of this name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        PATTERNS.iter().position(|(pattern, _)| *pattern == name).map(Pattern)
    }

    /// The pattern of this number.
    pub(crate) fn numbered(number: u32) -> Option<Self> {
        usize::try_from(number).ok().filter(|number| *number < PATTERNS.len()).map(Pattern)
    }

    /// The colour of a cell that is filled with it, drawn in one colour before another; nothing where that isn't known
    /// or is the paper's. A pattern is drawn in black on white, where the file doesn't say otherwise.
    pub(crate) fn colour(self, fore: Option<Rgb>, back: Option<Rgb>) -> Option<Rgb> {
        if self == Pattern::SOLID {
            return fore.and_then(unless_paper);
        }
        let (_, share) = PATTERNS[self.0];
        unless_paper(blended(back.unwrap_or(Rgb::WHITE), fore.unwrap_or(Rgb::BLACK), share))
            .filter(|_| self.0 != 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::style::colour::rgb;

    fn check(name: &str, fore: Option<u32>, back: Option<u32>, expected: Option<u32>) {
        let pattern = Pattern::named(name).expect("a pattern");
        assert_eq!(pattern.colour(fore.map(rgb), back.map(rgb)), expected.map(rgb), "{name}");
    }

    #[test]
    fn patterns_mix_their_colours() {
        check("none", Some(0xFF_0000), Some(0xFF_0000), None);
        check("solid", Some(0xFF_0000), Some(0x00_FF00), Some(0xFF_0000));
        check("solid", None, Some(0x00_FF00), None);
        check("solid", Some(0xFF_FFFF), None, None);
        check("lightUp", Some(0xFF_0000), None, Some(0xFF_BFBF));
        check("darkGray", None, None, Some(0x40_4040));
    }

    #[test]
    fn patterns_have_numbers() {
        assert_eq!(Pattern::numbered(1), Some(Pattern::SOLID));
        assert_eq!(Pattern::numbered(17), Pattern::named("gray125"));
        assert_eq!(Pattern::numbered(19), None);
        assert_eq!(Pattern::named("tartan"), None);
    }
}
