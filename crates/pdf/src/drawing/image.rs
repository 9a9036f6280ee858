//! Images that are no pictures: the colour of a rule or a shading that a producer drew as an image. Refuses to decode
//! what is large, packed twice or masked.

use hayro_interpret::Image;
use hayro_interpret::hayro_syntax::object::dict::keys::{MASK, SMASK};

use crate::drawing::colour::{Ink, mean_of_pixels, seen};

/// An image of no more pixels than this is a colour rather than a picture.
pub(crate) const FEWEST_PIXELS: u32 = 4;
/// The most pixels that are decoded to learn the colour of a rule drawn as an image.
pub(crate) const MOST_PIXELS: u32 = 4096;
/// The longest image stream that is decoded; no filter makes a thousand times more of it than a page can hold.
const MOST_IMAGE_BYTES: usize = 8192;

/// How an image of no more than `most` pixels is seen; nothing where it is a picture.
pub(crate) fn flat_colour(image: &Image<'_, '_>, most: u32, opacity: f32) -> Option<Ink> {
    let is_flat = image.width().saturating_mul(image.height()) <= most && is_cheap(image);
    if is_flat { decode(image, opacity) } else { None }
}

/// Whether an image can be decoded without care: few bytes under one filter at most, which no bomb can hide in, and no
/// mask, which is an image of its own and of any size. (What is masked has no one colour anyway.)
fn is_cheap(image: &Image<'_, '_>) -> bool {
    let stream = match image {
        Image::Stencil(stencil) => stencil.stream(),
        Image::Raster(raster) => raster.stream(),
    };
    let is_masked = stream.dict().contains_key(SMASK) || stream.dict().contains_key(MASK);
    !is_masked && stream.filters().len() <= 1 && stream.raw_data().len() <= MOST_IMAGE_BYTES
}

/// How an image of one colour is seen.
fn decode(image: &Image<'_, '_>, opacity: f32) -> Option<Ink> {
    let mut ink = None;
    match image {
        Image::Stencil(stencil) => {
            stencil.with_stencil(|_, paint| ink = seen(paint, opacity), None);
        }
        Image::Raster(raster) => raster.with_rgba(
            |data, alpha| {
                let colour = match &data {
                    hayro_interpret::ImageData::Rgb(data) => mean_of_pixels(&data.data, 3),
                    hayro_interpret::ImageData::Luma(data) => mean_of_pixels(&data.data, 1),
                };
                ink = colour.filter(|_| alpha.is_none()).map(|colour| Ink { colour, opaque: opacity >= 1.0 });
            },
            None,
        ),
    }
    ink
}
