//! Which family a printed colour belongs to, as a reader would name it: red, amber, yellow, green, blue, purple.
//!
//! Reads the colour alone. What the family means in a document, and whether it means anything there at all, is for those
//! to say who see the other cells and the key. Colours between two families (pink, orange-red, olive, turquoise) have
//! none, and neither have greys, white, brown, beige and the palest tints.

use boardlift_model::Rgb;

/// A family of colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Hue {
    /// Crimson to scarlet, and the rose of pastel schemes.
    Red,
    /// Orange to gold.
    Amber,
    /// Lemon and canary.
    Yellow,
    /// Lime to emerald.
    Green,
    /// Sky to navy.
    Blue,
    /// Violet and purple.
    Purple,
}

/// Below this chroma a colour is a tinted grey: headings and bands are printed so, and the lightest fifth of the office
/// suites' theme colours, which decorate. The palest traffic lights in use (`#D9EAD3`, `#F8D7DA`) lie above it.
const LEAST_CHROMA: f32 = 0.035;

/// An orange or a yellow darker than this, for its chroma, is seen as brown, khaki or beige.
const LEAST_CHROMA_FOR_DARKNESS: f32 = 0.5;

/// The families by their angle in the Oklab plane, in degrees. The gaps hold what people don't agree upon.
const FAMILIES: &[(f32, f32, Hue)] = &[
    (4.0, 37.0, Hue::Red),
    (41.0, 100.0, Hue::Amber),
    (100.0, 113.0, Hue::Yellow),
    (118.0, 165.0, Hue::Green),
    (228.0, 275.0, Hue::Blue),
    (290.0, 330.0, Hue::Purple),
];

/// The family of a colour; nothing for a colour that is in none.
pub fn of(colour: Rgb) -> Option<Hue> {
    let Oklab { lightness, a, b } = Oklab::of(colour);
    let chroma = a.hypot(b);
    let angle = b.atan2(a).to_degrees().rem_euclid(360.0);
    let &(_, _, hue) = FAMILIES.iter().find(|(from, to, _)| (*from..*to).contains(&angle))?;
    let is_warm = matches!(hue, Hue::Amber | Hue::Yellow);
    let is_drab = is_warm && chroma < LEAST_CHROMA_FOR_DARKNESS * (1.0 - lightness);
    (chroma >= LEAST_CHROMA && !is_drab).then_some(hue)
}

/// A colour in a space where equal steps look equal: B. Ottosson, *A perceptual color space for image processing*, 2020.
struct Oklab {
    lightness: f32,
    a: f32,
    b: f32,
}

impl Oklab {
    fn of(colour: Rgb) -> Self {
        let [red, green, blue] = [colour.red, colour.green, colour.blue].map(linear);
        let long = (0.412_221_46 * red + 0.536_332_55 * green + 0.051_445_995 * blue).cbrt();
        let medium = (0.211_903_5 * red + 0.680_699_5 * green + 0.107_396_96 * blue).cbrt();
        let short = (0.088_302_46 * red + 0.281_718_85 * green + 0.629_978_7 * blue).cbrt();
        Oklab {
            lightness: 0.210_454_26 * long + 0.793_617_8 * medium - 0.004_072_047 * short,
            a: 1.977_998_5 * long - 2.428_592_2 * medium + 0.450_593_7 * short,
            b: 0.025_904_037 * long + 0.782_771_77 * medium - 0.808_675_77 * short,
        }
    }
}

/// A part of an sRGB colour as an amount of light, 0 to 1 (IEC 61966-2-1).
fn linear(part: u8) -> f32 {
    let part = f32::from(part) / 255.0;
    if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(expected: Option<Hue>, codes: &str) {
        for code in codes.split(' ') {
            let colour = u32::from_str_radix(code, 16).expect("six hexadecimal digits");
            let [_, red, green, blue] = colour.to_be_bytes();
            assert_eq!(of(Rgb { red, green, blue }), expected, "#{code}");
        }
    }

    #[test]
    fn bright_dark_and_pastel_traffic_lights() {
        check(Some(Hue::Red), "FF0000 C00000 8B0000 FFC7CE FF7C80 D4351C DC3545 F8D7DA F4CCCC E06666");
        check(Some(Hue::Amber), "FFC000 FFA500 ED7D31 FF6600 FFEB9C F4B084 FFE699 FFD966 F8CBAD FFF3CD");
        check(Some(Hue::Yellow), "FFFF00 FFFF99 FFFF66 FFFFCC");
        check(Some(Hue::Green), "92D050 00B050 008000 C6EFCE 70AD47 A9D08E 00FF00 006100 D9EAD3 D8E4BC");
    }

    #[test]
    fn further_families() {
        check(Some(Hue::Blue), "0070C0 00B0F0 5B9BD5 0000FF 4472C4 99CCFF");
        check(Some(Hue::Purple), "7030A0 800080 B1A0C7 FF00FF");
    }

    #[test]
    fn greys_tints_and_what_lies_between_have_none() {
        check(None, "FFFFFF 000000 D9D9D9 F2F2F2 ACB9CA DDE6EF DDEBF7 E2EFDA FCE4D6 333F50");
        check(None, "1F6F78 BFE3E0 008080 00FFFF FF69B4");
        check(None, "8B4513 C4BD97 948A54 808000 EEECE1");
    }
}
