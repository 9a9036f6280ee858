//! Fonts, fills and colours as an xlsx writes them, for the styles of cells and of conditional formats alike.

use boardlift_model::{Rgb, Turn};
use quick_xml::events::BytesStart;

use crate::style::colour::{self, Palette, from_hex};
use crate::style::pattern::Pattern;
use crate::style::xml::{attribute, number, truth};

/// The colour that an element states (ECMA-376, 18.8.19); nothing for one that is left to the system.
pub(crate) fn colour(element: &BytesStart<'_>, palette: &Palette) -> Option<Rgb> {
    let stated = if let Some(code) = attribute(element, "rgb") {
        from_hex(code.trim())
    } else if let Some(index) = number(element, "theme") {
        palette.themed(index)
    } else {
        number(element, "indexed").and_then(|index| palette.indexed(index))
    };
    stated.map(|stated| colour::tinted(stated, number(element, "tint").unwrap_or(0.0)))
}

/// A font, as far as its elements were met.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Font {
    /// Whether it is bold, where it says so.
    pub(crate) bold: Option<bool>,
    /// The colour of the letters.
    pub(crate) ink: Option<Rgb>,
}

impl Font {
    /// Takes an element of the font by its name.
    pub(crate) fn meet(&mut self, name: &str, element: &BytesStart<'_>, palette: &Palette) {
        match name {
            "b" => self.bold = Some(truth(element, "val").unwrap_or(true)),
            "color" => self.ink = colour(element, palette),
            _ => {}
        }
    }
}

/// A fill, as far as its elements were met.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Fill {
    pattern: Option<Pattern>,
    fore: Option<Rgb>,
    back: Option<Rgb>,
}

impl Fill {
    /// Takes an element of the fill by its name. A gradient is no one colour and stays none.
    pub(crate) fn meet(&mut self, name: &str, element: &BytesStart<'_>, palette: &Palette) {
        match name {
            "patternFill" => {
                self.pattern = attribute(element, "patternType").and_then(|name| Pattern::named(&name));
            }
            "fgColor" => self.fore = colour(element, palette),
            "bgColor" => self.back = colour(element, palette),
            _ => {}
        }
    }

    /// The colour of a cell with this fill.
    pub(crate) fn of_cell(&self) -> Option<Rgb> {
        self.pattern?.colour(self.fore, self.back)
    }

    /// The colour that a conditional format paints by this fill. There a solid fill has its colour behind the pattern,
    /// and one without pattern is solid (ECMA-376, 18.8.14 and the files that Office writes).
    pub(crate) fn of_rule(&self) -> Option<Rgb> {
        match self.pattern {
            None | Some(Pattern::SOLID) => Pattern::SOLID.colour(self.back.or(self.fore), None),
            Some(pattern) => pattern.colour(self.fore, self.back),
        }
    }
}

/// How text is turned (ECMA-376, 18.8.1): degrees to the left, from 91 on degrees to the right plus 90, and 255 for
/// letters one below the other, which are read downwards. What is only slanted stands upright.
pub(crate) fn turn(rotation: u32) -> Turn {
    match rotation {
        90 => Turn::Up,
        180 | 255 => Turn::Down,
        _ => Turn::Upright,
    }
}
