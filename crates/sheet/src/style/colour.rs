//! Colours as workbooks write them: by their parts, as a place in a palette, or as a theme's colour with a tint.
//!
//! A colour that is left to the system (`auto`, the palette's places from 64 on) is no colour: nobody chose it.

use boardlift_model::Rgb;

/// The colours that a workbook's numbers point to.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Palette {
    /// The theme's colours as cells number them: light 1, dark 1, light 2, dark 2, six accents, links.
    theme: Vec<Option<Rgb>>,
    /// The palette of the file, or the usual one.
    indexed: Vec<Rgb>,
}

impl Default for Palette {
    fn default() -> Self {
        Palette { theme: OFFICE.map(|code| Some(rgb(code))).to_vec(), indexed: INDEXED.map(rgb).to_vec() }
    }
}

impl Palette {
    /// Takes the colours of a theme, in the order in which the theme has them (ECMA-376, 20.1.6.2): dark 1 first. Cells
    /// number each light before its dark.
    pub(crate) fn set_theme(&mut self, mut colours: Vec<Option<Rgb>>) {
        if colours.len() >= 4 {
            colours.swap(0, 1);
            colours.swap(2, 3);
            self.theme = colours;
        }
    }

    /// Takes a palette of the file's own, from its first place on.
    pub(crate) fn set_indexed(&mut self, first: usize, colours: &[Rgb]) {
        let places = self.indexed.iter_mut().skip(first);
        places.zip(colours).for_each(|(place, colour)| *place = *colour);
    }

    /// The colour at a place of the palette (ECMA-376, 18.8.27).
    pub(crate) fn indexed(&self, index: usize) -> Option<Rgb> {
        self.indexed.get(index).copied()
    }

    /// A colour of the theme.
    pub(crate) fn themed(&self, index: usize) -> Option<Rgb> {
        self.theme.get(index).copied().flatten()
    }
}

/// A colour of six hexadecimal digits, or of eight with an alpha before them that nobody heeds.
pub(crate) fn from_hex(code: &str) -> Option<Rgb> {
    let digits = code.strip_prefix('#').unwrap_or(code);
    matches!(digits.len(), 6 | 8).then(|| u32::from_str_radix(digits, 16).ok().map(rgb))?
}

/// A colour from its parts as 0xRRGGBB; the highest byte is not looked at.
pub(crate) fn rgb(code: u32) -> Rgb {
    let [_, red, green, blue] = code.to_be_bytes();
    Rgb { red, green, blue }
}

/// Makes a colour darker (below 0, −1 is black) or lighter (above 0, 1 is white) by its luminance in HLS
/// (ECMA-376, 18.8.19).
pub(crate) fn tinted(colour: Rgb, tint: f64) -> Rgb {
    if !tint.is_finite() || tint == 0.0 {
        return colour;
    }
    let tint = tint.clamp(-1.0, 1.0);
    let (hue, light, saturation) = to_hls(colour);
    let light = if tint < 0.0 { light * (1.0 + tint) } else { light * (1.0 - tint) + tint };
    from_hls(hue, light, saturation)
}

/// A colour between two others, `share` of the second.
pub(crate) fn blended(first: Rgb, second: Rgb, share: f64) -> Rgb {
    let share = share.clamp(0.0, 1.0);
    let part =
        |first: u8, second: u8| byte(f64::from(first) + (f64::from(second) - f64::from(first)) * share);
    Rgb {
        red: part(first.red, second.red),
        green: part(first.green, second.green),
        blue: part(first.blue, second.blue),
    }
}

/// Hue in turns, light and saturation, 0 to 1 each.
fn to_hls(colour: Rgb) -> (f64, f64, f64) {
    let [red, green, blue] = [colour.red, colour.green, colour.blue].map(|part| f64::from(part) / 255.0);
    let (most, least) = (red.max(green).max(blue), red.min(green).min(blue));
    let (light, span) = (f64::midpoint(most, least), most - least);
    if span == 0.0 {
        return (0.0, light, 0.0);
    }
    let saturation = if light > 0.5 { span / (2.0 - most - least) } else { span / (most + least) };
    let sixths = if red >= most {
        (green - blue) / span
    } else if green >= most {
        (blue - red) / span + 2.0
    } else {
        (red - green) / span + 4.0
    };
    ((sixths / 6.0).rem_euclid(1.0), light, saturation)
}

fn from_hls(hue: f64, light: f64, saturation: f64) -> Rgb {
    let top = if light < 0.5 { light * (1.0 + saturation) } else { light + saturation - light * saturation };
    let bottom = 2.0 * light - top;
    let part = |hue: f64| {
        let hue = hue.rem_euclid(1.0) * 6.0;
        let height = if hue < 3.0 { hue.min(1.0) } else { (4.0 - hue).max(0.0) };
        byte((bottom + (top - bottom) * height) * 255.0)
    };
    Rgb { red: part(hue + 1.0 / 3.0), green: part(hue), blue: part(hue - 1.0 / 3.0) }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to a byte's range")]
fn byte(value: f64) -> u8 {
    value.round().clamp(0.0, 255.0) as u8
}

/// The theme of Office 2007 to 2010, for files that have none.
const OFFICE: [u32; 12] = [
    0xFF_FFFF, 0x00_0000, 0xEE_ECE1, 0x1F_497D, 0x4F_81BD, 0xC0_504D, 0x9B_BB59, 0x80_64A2, 0x4B_ACC6,
    0xF7_9646, 0x00_00FF, 0x80_0080,
];

/// The usual palette (ECMA-376, 18.8.27).
const INDEXED: [u32; 64] = [
    0x00_0000, 0xFF_FFFF, 0xFF_0000, 0x00_FF00, 0x00_00FF, 0xFF_FF00, 0xFF_00FF, 0x00_FFFF, 0x00_0000,
    0xFF_FFFF, 0xFF_0000, 0x00_FF00, 0x00_00FF, 0xFF_FF00, 0xFF_00FF, 0x00_FFFF, 0x80_0000, 0x00_8000,
    0x00_0080, 0x80_8000, 0x80_0080, 0x00_8080, 0xC0_C0C0, 0x80_8080, 0x99_99FF, 0x99_3366, 0xFF_FFCC,
    0xCC_FFFF, 0x66_0066, 0xFF_8080, 0x00_66CC, 0xCC_CCFF, 0x00_0080, 0xFF_00FF, 0xFF_FF00, 0x00_FFFF,
    0x80_0080, 0x80_0000, 0x00_8080, 0x00_00FF, 0x00_CCFF, 0xCC_FFFF, 0xCC_FFCC, 0xFF_FF99, 0x99_CCFF,
    0xFF_99CC, 0xCC_99FF, 0xFF_CC99, 0x33_66FF, 0x33_CCCC, 0x99_CC00, 0xFF_CC00, 0xFF_9900, 0xFF_6600,
    0x66_6699, 0x96_9696, 0x00_3366, 0x33_9966, 0x00_3300, 0x33_3300, 0x99_3300, 0x99_3366, 0x33_3399,
    0x33_3333,
];

#[cfg(test)]
mod tests {
    use super::*;

    fn check_tint(code: u32, tint: f64, expected: u32) {
        assert_eq!(tinted(rgb(code), tint), rgb(expected), "{code:06X} {tint}");
    }

    #[test]
    fn tints_are_those_that_office_shows() {
        check_tint(0x4F_81BD, 0.399_975_585_192_419, 0x95_B3D7);
        check_tint(0x4F_81BD, 0.599_993_896_298_105, 0xB9_CDE5);
        check_tint(0x4F_81BD, -0.249_977_111_117_893, 0x37_6092);
        check_tint(0xFF_FFFF, -0.149_998_474_074_526, 0xD9_D9D9);
        check_tint(0x00_0000, 0.5, 0x80_8080);
        check_tint(0xC0_504D, 0.0, 0xC0_504D);
        check_tint(0xC0_504D, 1.0, 0xFF_FFFF);
        check_tint(0xC0_504D, -1.0, 0x00_0000);
        check_tint(0xC0_504D, f64::NAN, 0xC0_504D);
    }

    #[test]
    fn codes_have_six_or_eight_digits() {
        assert_eq!(from_hex("FF92D050"), Some(rgb(0x92_D050)));
        assert_eq!(from_hex("#92d050"), Some(rgb(0x92_D050)));
        assert_eq!(from_hex("92D05"), None);
        assert_eq!(from_hex("transparent"), None);
    }

    #[test]
    fn a_theme_numbers_its_lights_first() {
        let mut palette = Palette::default();
        palette.set_theme([1, 2, 3, 4, 5].map(|code| Some(rgb(code))).to_vec());
        assert_eq!(
            [0, 1, 2, 3, 4].map(|index| palette.themed(index)),
            [2, 1, 4, 3, 5].map(|code| Some(rgb(code)))
        );
        assert_eq!(palette.themed(5), None);
    }

    #[test]
    fn a_palette_of_the_file_replaces_the_usual_one() {
        let mut palette = Palette::default();
        palette.set_indexed(8, &[rgb(7)]);
        assert_eq!(
            [7, 8, 9].map(|index| palette.indexed(index)),
            [0xFFFF, 7, 0xFF_FFFF].map(|code| Some(rgb(code)))
        );
        assert_eq!(palette.indexed(64), None);
    }
}
