//! The colour of a paint as it is seen on white paper. A paint whose colour can't be told is never given one.

use boardlift_model::Rgb;
use hayro_interpret::Paint;
use hayro_interpret::pattern::{Pattern, ShadingPattern};
use hayro_interpret::shading::{ShadingFunction, ShadingType};

/// Less than this of a paint can't be told from the paper: one step of 255.
const INVISIBLE: f32 = 1.0 / 255.0;

/// What is laid on the page: its colour on white paper, and whether it hides what lies under it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Ink {
    pub(crate) colour: Rgb,
    pub(crate) opaque: bool,
}

/// How a paint is seen through groups of this opacity; `None` where it leaves no mark or its colour isn't known.
///
/// A shading is seen in its mean colour. A tiling pattern would have to be drawn to be known, so it is left out.
pub(crate) fn seen(paint: &Paint<'_>, opacity: f32) -> Option<Ink> {
    let [red, green, blue, alpha] = match paint {
        Paint::Color(colour) => colour.to_rgba().components(),
        Paint::Pattern(pattern) => match &**pattern {
            Pattern::Shading(shading) => mean(shading)?,
            Pattern::Tiling(_) => return None,
        },
    };
    let alpha = alpha * opacity;
    let colour =
        Rgb { red: on_paper(red, alpha), green: on_paper(green, alpha), blue: on_paper(blue, alpha) };
    (alpha > INVISIBLE).then_some(Ink { colour, opaque: alpha > 1.0 - INVISIBLE })
}

/// The mean of pixels, as red, green and blue in turn.
pub(crate) fn mean_of_pixels(pixels: &[u8], channels: usize) -> Option<Rgb> {
    let count = u32::try_from(pixels.len() / channels).ok().filter(|count| *count > 0)?;
    let mean = |channel: usize| {
        let sum: u32 = pixels.iter().skip(channel).step_by(channels).map(|byte| u32::from(*byte)).sum();
        u8::try_from(sum / count).unwrap_or(u8::MAX)
    };
    Some(match channels {
        3 => Rgb { red: mean(0), green: mean(1), blue: mean(2) },
        _ => Rgb { red: mean(0), green: mean(0), blue: mean(0) },
    })
}

/// The mean colour of an axial or radial shading, from five places evenly spaced along it (ISO 32000-2, 8.7.4.5).
/// Meshes and functions of two variables are pictures rather than shadings of a cell: not told.
fn mean(pattern: &ShadingPattern) -> Option<[f32; 4]> {
    const PLACES: u8 = 5;
    let ShadingType::RadialAxial { domain: [start, end], function, .. } = &*pattern.shading.shading_type
    else {
        return None;
    };
    let mut sum = [0.0; 4];
    for place in 0..PLACES {
        let t = start + (end - start) * f32::from(place) / f32::from(PLACES - 1);
        let colour = colour_at(pattern, function, t)?;
        for (total, part) in sum.iter_mut().zip(colour) {
            *total += part / f32::from(PLACES);
        }
    }
    Some(sum)
}

fn colour_at(pattern: &ShadingPattern, function: &ShadingFunction, t: f32) -> Option<[f32; 4]> {
    let space = &pattern.shading.color_space;
    let mut parts = vec![0.0; function.num_outputs()];
    function.eval(&[t], &mut parts)?;
    (parts.len() == usize::from(space.num_components()))
        .then(|| space.to_rgba(&parts, pattern.opacity).components())
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to a byte")]
fn on_paper(part: f32, alpha: f32) -> u8 {
    ((1.0 - alpha * (1.0 - part)) * 255.0).round().clamp(0.0, 255.0) as u8
}
