//! Colours: of the theme with tint and shade, of shading with its patterns, of highlighters.
//!
//! Says what colour is painted, never what it means. A pattern of lines has no colour of its own and gives none.

use std::collections::BTreeMap;

use boardlift_model::Rgb;

use super::xml::Element;

/// What lies behind words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Paint {
    /// Nothing but the paper, by an express word that also takes away what a style would paint.
    Clear,
    /// A colour.
    Colour(Rgb),
}

impl Paint {
    /// The colour that is seen; white paint is paper.
    pub(super) fn colour(self) -> Option<Rgb> {
        match self {
            Paint::Clear | Paint::Colour(Rgb::WHITE) => None,
            Paint::Colour(colour) => Some(colour),
        }
    }
}

/// The colours of a paper's theme by their names.
#[derive(Debug, Default)]
pub(super) struct Theme {
    colours: BTreeMap<String, Rgb>,
}

impl Theme {
    /// The colours of a theme's part (ECMA-376 part 1, 20.1.6.2).
    pub(super) fn of(root: &Element<'_>) -> Self {
        let scheme = root.path(&["themeElements", "clrScheme"]);
        let colour = |entry: &Element<'_>| {
            let given = entry.children().next()?;
            let digits = given.attribute("lastClr").or_else(|| given.value())?;
            Some((entry.name().to_owned(), hex(&digits)?))
        };
        Theme { colours: scheme.into_iter().flat_map(Element::children).filter_map(colour).collect() }
    }

    /// A colour by the name that papers and drawings call it (17.18.97 and 20.1.10.54).
    pub(super) fn named(&self, name: &str) -> Option<Rgb> {
        let own = match name {
            "text1" | "tx1" | "dark1" => "dk1",
            "background1" | "bg1" | "light1" => "lt1",
            "text2" | "tx2" | "dark2" => "dk2",
            "background2" | "bg2" | "light2" => "lt2",
            "hyperlink" => "hlink",
            "followedHyperlink" => "folHlink",
            name => name,
        };
        self.colours.get(own).copied()
    }

    /// The colour that `w:shd` paints (17.3.5); nothing where it can't be told.
    pub(super) fn shading(&self, shd: &Element<'_>) -> Option<Paint> {
        let above = || self.colour(shd, ["color", "themeColor", "themeTint", "themeShade"]);
        let below = || self.colour(shd, ["fill", "themeFill", "themeFillTint", "themeFillShade"]);
        let pattern = shd.value();
        match pattern.as_deref().unwrap_or("clear") {
            "clear" | "nil" => Some(below().map_or(Paint::Clear, Paint::Colour)),
            "solid" => Some(Paint::Colour(above().unwrap_or(Rgb::BLACK))),
            other => {
                let percent: u16 =
                    other.strip_prefix("pct")?.parse().ok().filter(|percent| *percent <= 100)?;
                let (above, below) = (above().unwrap_or(Rgb::BLACK), below().unwrap_or(Rgb::WHITE));
                Some(Paint::Colour(mixed(above, below, percent)))
            }
        }
    }

    /// The colour of letters by `w:color` (17.3.2.6); nothing where the program chooses.
    pub(super) fn ink(&self, color: &Element<'_>) -> Option<Rgb> {
        self.colour(color, ["val", "themeColor", "themeTint", "themeShade"])
    }

    /// The colour of a drawing's `a:solidFill`, without the finer changes that drawings know.
    pub(super) fn drawn(&self, fill: &Element<'_>) -> Option<Rgb> {
        let given = fill.children().next()?;
        match given.name() {
            "srgbClr" => hex(&given.value()?),
            "schemeClr" => self.named(&given.value()?),
            "sysClr" => hex(&given.attribute("lastClr")?),
            _ => None,
        }
    }

    /// A colour by the names of the attributes of its digits, its theme colour, tint and shade. The theme comes before
    /// the digits, which are what it was when the paper was saved.
    fn colour(&self, element: &Element<'_>, [digits, theme, tint, shade]: [&str; 4]) -> Option<Rgb> {
        let part = |name| element.attribute(name).and_then(|part| u8::from_str_radix(&part, 16).ok());
        let themed = element.attribute(theme).and_then(|name| self.named(&name));
        match themed {
            Some(colour) => Some(toned(colour, part(tint), part(shade))),
            None => element.attribute(digits).and_then(|digits| hex(&digits)),
        }
    }
}

/// The colour of a highlighter (17.18.40).
pub(super) fn highlight(name: &str) -> Option<Paint> {
    let colour = |red, green, blue| Some(Paint::Colour(Rgb { red, green, blue }));
    match name {
        "none" => Some(Paint::Clear),
        "black" => colour(0, 0, 0),
        "blue" => colour(0, 0, 255),
        "cyan" => colour(0, 255, 255),
        "green" => colour(0, 255, 0),
        "magenta" => colour(255, 0, 255),
        "red" => colour(255, 0, 0),
        "yellow" => colour(255, 255, 0),
        "white" => colour(255, 255, 255),
        "darkBlue" => colour(0, 0, 128),
        "darkCyan" => colour(0, 128, 128),
        "darkGreen" => colour(0, 128, 0),
        "darkMagenta" => colour(128, 0, 128),
        "darkRed" => colour(128, 0, 0),
        "darkYellow" => colour(128, 128, 0),
        "darkGray" => colour(128, 128, 128),
        "lightGray" => colour(192, 192, 192),
        _ => None,
    }
}

/// Six hexadecimal digits; nothing for `auto`.
fn hex(digits: &str) -> Option<Rgb> {
    let digits = digits.strip_prefix('#').unwrap_or(digits);
    if digits.len() != 6 {
        return None;
    }
    let [_, red, green, blue] = u32::from_str_radix(digits, 16).ok()?.to_be_bytes();
    Some(Rgb { red, green, blue })
}

/// A colour printed over another in dots that cover so many hundredths.
fn mixed(above: Rgb, below: Rgb, percent: u16) -> Rgb {
    let part = |above: u8, below: u8| {
        let sum = u16::from(above) * percent + u16::from(below) * (100 - percent);
        u8::try_from((sum + 50) / 100).unwrap_or(u8::MAX)
    };
    Rgb {
        red: part(above.red, below.red),
        green: part(above.green, below.green),
        blue: part(above.blue, below.blue),
    }
}

/// A theme colour made lighter or darker: its lightness brought towards white or black, in 255ths (17.3.5).
fn toned(colour: Rgb, tint: Option<u8>, shade: Option<u8>) -> Rgb {
    let of_whole = |part: u8| f32::from(part) / 255.0;
    match (tint, shade) {
        (Some(tint), _) => {
            with_lightness(colour, |lightness| lightness * of_whole(tint) + 1.0 - of_whole(tint))
        }
        (None, Some(shade)) => with_lightness(colour, |lightness| lightness * of_whole(shade)),
        (None, None) => colour,
    }
}

/// A colour with another lightness, its hue and its saturation kept (HSL).
fn with_lightness(colour: Rgb, change: impl Fn(f32) -> f32) -> Rgb {
    let parts = [colour.red, colour.green, colour.blue].map(|part| f32::from(part) / 255.0);
    let (most, least) = (parts.into_iter().fold(0.0, f32::max), parts.into_iter().fold(1.0, f32::min));
    let middle = f32::midpoint(most, least);
    let reach = |lightness: f32| 1.0 - (2.0 * lightness - 1.0).abs();
    let lightness = change(middle);
    // Both ends of the scale have no reach, and no colour.
    let stretch = if reach(middle) > 0.0 { reach(lightness) / reach(middle) } else { 0.0 };
    let [red, green, blue] = parts.map(|part| eighth_bits(lightness + (part - middle) * stretch));
    Rgb { red, green, blue }
}

/// A part from 0 to 1 as a number of 255ths.
fn eighth_bits(part: f32) -> u8 {
    let rounded = (part.clamp(0.0, 1.0) * 255.0).round();
    (0..=u8::MAX).find(|whole| f32::from(*whole) >= rounded).unwrap_or(u8::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::docx::limits::Limits;
    use crate::docx::xml;

    const THEME: &str = "<a:theme><a:themeElements><a:clrScheme name='Office'>\
        <a:dk1><a:sysClr val='windowText' lastClr='000000'/></a:dk1><a:lt1><a:sysClr val='window' lastClr='FFFFFF'/></a:lt1>\
        <a:accent1><a:srgbClr val='4F81BD'/></a:accent1><a:accent2><a:srgbClr val='C0504D'/></a:accent2>\
        </a:clrScheme></a:themeElements></a:theme>";

    fn painted(attributes: &str) -> Option<Paint> {
        let limits = Limits::default();
        let theme = Theme::of(&xml::parse("theme", THEME, &limits).unwrap());
        let source = format!("<w:shd {attributes}/>");
        theme.shading(&xml::parse("document", &source, &limits).unwrap())
    }

    /// The colour of `<w:shd …/>` in hexadecimal digits, `clear`, or `?` where it can't be told.
    fn check(attributes: &str, expected: &str) {
        let found = match painted(attributes) {
            Some(Paint::Colour(Rgb { red, green, blue })) => format!("{red:02X}{green:02X}{blue:02X}"),
            Some(Paint::Clear) => "clear".to_owned(),
            None => "?".to_owned(),
        };
        assert_eq!(found, expected, "{attributes}");
    }

    /// A theme's colour with its tint or shade against the digits that Word saves beside them, which it rounds its own
    /// way: no part is further off than one 255th.
    fn check_theme(attributes: &str, saved: &str) {
        let found = painted(&format!("w:val='clear' w:fill='000000' {attributes}"));
        let Some(Paint::Colour(found)) = found else { panic!("{attributes} paints nothing") };
        let saved = hex(saved).unwrap();
        let parts = [(found.red, saved.red), (found.green, saved.green), (found.blue, saved.blue)];
        assert!(parts.iter().all(|(found, saved)| found.abs_diff(*saved) <= 1), "{attributes}: {found:?}");
    }

    #[test]
    fn plain_fills() {
        check("w:val='clear' w:color='auto' w:fill='00B050'", "00B050");
        check("w:val='clear' w:color='auto' w:fill='auto'", "clear");
        check("w:val='nil'", "clear");
        check("w:val='solid' w:color='FF0000' w:fill='00B050'", "FF0000");
    }

    #[test]
    fn theme_fills_as_word_saves_them() {
        check_theme("w:themeFill='accent1'", "4F81BD");
        check_theme("w:themeFill='accent1' w:themeFillTint='33'", "DBE5F1");
        check_theme("w:themeFill='accent1' w:themeFillTint='7F'", "A7BFDE");
        check_theme("w:themeFill='accent2' w:themeFillTint='66'", "E5B8B7");
        check_theme("w:themeFill='accent2' w:themeFillShade='BF'", "943634");
        check_theme("w:themeFill='text1' w:themeFillTint='7F'", "808080");
        check("w:val='clear' w:fill='FFC000' w:themeFill='accent9'", "FFC000");
    }

    #[test]
    fn patterns() {
        check("w:val='pct50' w:color='FF0000' w:fill='FFFFFF'", "FF8080");
        check("w:val='pct10' w:color='auto' w:fill='auto'", "E6E6E6");
        check("w:val='diagStripe' w:color='FF0000' w:fill='FFFFFF'", "?");
    }
}
