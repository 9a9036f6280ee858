//! What a font says about itself: whether it is bold, whether its letters are signs, whether its file is embedded.

use boardlift_lexicon::symbols::SymbolFont;
use hayro_interpret::hayro_syntax::object::dict::keys::{
    BASE_FONT, DESCENDANT_FONTS, ENCODING, FLAGS, FONT_DESC, FONT_FILE, FONT_FILE2, FONT_FILE3, FONT_MATRIX,
    FONT_WEIGHT, SUBTYPE, WIDTHS,
};
use hayro_interpret::hayro_syntax::object::{Array, Dict, Name};

/// A font, as far as the reading of its glyphs needs it.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Typeface {
    /// Whether it is bold, by its name, its weight or its flags.
    pub(crate) bold: bool,
    /// Which symbol font it is.
    pub(crate) symbols: Option<SymbolFont>,
    /// How its codes are cut out of a string.
    pub(crate) codes: Codes,
    /// Whether the interpreter draws another font in its place, whose glyphs it stretches to the widths of this one.
    pub(crate) is_substituted: bool,
    /// How high its em is against the type size; 1 but for Type 3 fonts that draw at a scale of their own.
    pub(crate) em: f64,
}

/// How the codes of a font are cut out of a string.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Codes {
    /// One byte each.
    Single,
    /// Two bytes each.
    Double,
    /// By a map that is not looked into.
    #[default]
    Mapped,
}

/// Weights from this one on are bold: 600 is semi-bold (ISO 32000-1, table 122; OpenType, `usWeightClass`).
const BOLD_WEIGHT: u32 = 600;

/// The flag of a font whose glyphs are to be thickened (ISO 32000-1, table 123, bit 19).
const FORCE_BOLD: u32 = 1 << 18;

impl Typeface {
    /// What the name and the weight of an embedded font say.
    pub(crate) fn of_file(name: &str, weight: Option<u32>) -> Typeface {
        // Files with weights beyond 1000 or below 100 don't keep to the scale.
        let is_heavy = weight.is_some_and(|weight| (BOLD_WEIGHT..=1000).contains(&weight));
        Typeface {
            bold: is_heavy || is_bold_name(name),
            symbols: SymbolFont::by_name(name),
            em: 1.0,
            ..Typeface::default()
        }
    }

    /// What a font dictionary says (ISO 32000-1, 9.6 and 9.7).
    pub(crate) fn of_dict(dict: &Dict<'_>) -> Typeface {
        let subtype = dict.get::<Name<'_>>(SUBTYPE);
        let subtype = subtype.as_ref().map(AsRef::as_ref).unwrap_or_default();
        let descendant =
            dict.get::<Array<'_>>(DESCENDANT_FONTS).and_then(|fonts| fonts.iter::<Dict<'_>>().next());
        let descriptor = descendant.as_ref().unwrap_or(dict).get::<Dict<'_>>(FONT_DESC).unwrap_or_default();
        let name = dict.get::<Name<'_>>(BASE_FONT);
        let name = name.as_ref().map(Name::as_str).unwrap_or_default();
        let is_heavy = descriptor.get::<f32>(FONT_WEIGHT).is_some_and(|weight| weight >= BOLD_WEIGHT as f32);
        let is_forced = descriptor.get::<u32>(FLAGS).is_some_and(|flags| flags & FORCE_BOLD != 0);
        let is_embedded = [FONT_FILE, FONT_FILE2, FONT_FILE3].iter().any(|key| descriptor.contains_key(key));
        Typeface {
            bold: is_heavy || is_forced || is_bold_name(name),
            symbols: SymbolFont::by_name(name),
            codes: codes(subtype, dict),
            is_substituted: !is_embedded && subtype != b"Type3",
            em: if subtype == b"Type3" { type3_em(dict) } else { 1.0 },
        }
    }
}

fn codes(subtype: &[u8], dict: &Dict<'_>) -> Codes {
    if subtype != b"Type0" {
        return Codes::Single;
    }
    match dict.get::<Name<'_>>(ENCODING).as_ref().map(AsRef::as_ref) {
        Some(b"Identity-H" | b"Identity-V") => Codes::Double,
        _ => Codes::Mapped,
    }
}

/// How high the letters of a Type 3 font are against the type size. Letters are about half an em wide. Where they are,
/// by the size and the font's matrix, the size is right, whatever the font's box says. Fonts made from bitmaps draw at
/// the scale of their pixels with a size of 1: their letters seem many ems wide, and the em is twice that width.
fn type3_em(dict: &Dict<'_>) -> f64 {
    let matrix = dict.get::<[f64; 6]>(FONT_MATRIX).unwrap_or([0.001, 0.0, 0.0, 0.001, 0.0, 0.0]);
    let widths: Vec<f64> = dict
        .get::<Array<'_>>(WIDTHS)
        .map(|widths| widths.iter::<f64>().filter(|width| *width != 0.0).collect())
        .unwrap_or_default();
    let wide = widths.iter().sum::<f64>() / widths.len() as f64 * matrix[0];
    let is_telling = wide.is_finite() && wide > 0.0 && !(0.2..=1.5).contains(&wide);
    if is_telling { 2.0 * wide } else { 1.0 }
}

/// Whether a font's name says that it is bold: `Arial,Bold`, `Frutiger-Black`, `Lato-Heavy`, `OpenSans-Semibold`,
/// `Univers-Bd`, `CMBX10`.
fn is_bold_name(name: &str) -> bool {
    const WORDS: [&str; 6] = ["bold", "black", "heavy", "semibold", "demi", "negreta"];
    const TEX: [&str; 4] = ["cmbx", "cmssbx", "sfbx", "ptmb"];
    let bare = name.split_once('+').map_or(name, |(_, bare)| bare);
    let lower = bare.to_ascii_lowercase();
    let style = bare.rsplit_once(['-', ',', ' ', '_']).map_or("", |(_, style)| style);
    WORDS.iter().any(|word| lower.contains(word))
        || TEX.iter().any(|start| lower.starts_with(start))
        || ["Bd", "BdCn", "BdIt", "BdMT", "B", "BI"].contains(&style)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bold: bool, names: &[&str]) {
        for name in names {
            assert_eq!(is_bold_name(name), bold, "{name}");
        }
    }

    #[test]
    fn bold_names() {
        check(
            true,
            &[
                "Arial,Bold",
                "ABCDEF+Arial-BoldMT",
                "Frutiger-Black",
                "OpenSans-Semibold",
                "FranklinGothic-Demi",
            ],
        );
        check(true, &["UniversLTStd-BdCn", "CMBX10", "Lato-Heavy", "Helvetica-BoldOblique", "Foo-B"]);
    }

    #[test]
    fn other_names() {
        check(
            false,
            &["Arial", "ABCDEF+ArialMT", "Calibri-Light", "CMR10", "Helvetica-Oblique", "BritannicBlue", ""],
        );
    }
}
