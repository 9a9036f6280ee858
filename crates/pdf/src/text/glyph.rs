//! One drawn glyph: its letters and where it stands.

use boardlift_model::Rgb;
use hayro_interpret::kurbo::{Affine, Point, Vec2};

use crate::text::letters::{Letters, Source};

/// A glyph in page space.
#[derive(Debug, Clone)]
pub(crate) struct Glyph {
    /// Its letters.
    pub(crate) letters: Letters,
    /// What the file says about it; nothing where its letters are settled.
    pub(crate) source: Option<Source>,
    /// Where its baseline begins, in points from the top left.
    pub(crate) origin: Point,
    /// Which way the baseline runs; of length 1.
    pub(crate) along: Vec2,
    /// How far the font advances after it, in points along the baseline.
    pub(crate) advance: f64,
    /// The type size in points.
    pub(crate) size: f64,
    /// How wide its em is drawn against its height.
    pub(crate) stretch: f64,
    /// Its colour.
    pub(crate) ink: Rgb,
    /// Whether its font is bold.
    pub(crate) bold: bool,
    /// The number of the show operator that drew it.
    pub(crate) run: u32,
}

/// Where a glyph stands, before anything is known about its font.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Placing {
    /// Where its baseline begins.
    pub(crate) origin: Point,
    /// Which way the baseline runs; of length 1.
    pub(crate) along: Vec2,
    /// How long a thousandth of the em is along the baseline.
    pub(crate) width: f64,
    /// How long a thousandth of the em is across the baseline.
    pub(crate) height: f64,
}

impl Placing {
    /// The placing under `transform`, which takes thousandths of the em to the page; nothing where it flattens the
    /// glyph to a line or leaves the numbers.
    pub(crate) fn new(transform: Affine) -> Option<Placing> {
        let origin = transform.translation().to_point();
        let along = transform * Point::new(1.0, 0.0) - origin;
        let up = transform * Point::new(0.0, 1.0) - origin;
        // Most text runs level or upright, where its length needs no root.
        let width = if along.y == 0.0 { along.x.abs() } else { along.hypot() };
        let area = along.cross(up).abs();
        // Slanted type (an artificial italic) is as high as what stands upright of it.
        let height = area / width;
        // A sum is finite only where all that it sums is.
        let is_sound = width > 0.0 && height > 0.0 && (width + height + origin.x + origin.y).is_finite();
        is_sound.then(|| Placing { origin, along: along / width, width, height })
    }

    /// The middle of a small letter that advances by `advance` thousandths of the em.
    pub(crate) fn middle(&self, advance: f64) -> Point {
        let down = Vec2::new(-self.along.y, self.along.x);
        self.origin + self.along * (self.width * advance / 2.0) - down * (self.height * HALF_X_HEIGHT)
    }
}

/// Half the height of a small letter, in thousandths of the em; type is made with x-heights of 430 to 550.
const HALF_X_HEIGHT: f64 = 250.0;

impl Glyph {
    /// Whether the two stand on one baseline.
    pub(crate) fn shares_line_with(&self, other: &Glyph) -> bool {
        let off = (other.origin - self.origin).cross(self.along).abs();
        off < 0.3 * self.size.min(other.size) && self.along.dot(other.along) > 0.99
    }
}

/// Glyphs in a line, for tests: letters of ten points and five points wide each, from (0, 100).
#[cfg(test)]
pub(crate) fn line_of(text: &str) -> Vec<Glyph> {
    text.chars()
        .enumerate()
        .map(|(place, letter)| Glyph {
            letters: Letters::One(letter),
            source: None,
            origin: Point::new(5.0 * place as f64, 100.0),
            along: Vec2::new(1.0, 0.0),
            advance: 5.0,
            size: 10.0,
            stretch: 1.0,
            ink: Rgb::BLACK,
            bold: false,
            run: 0,
        })
        .collect()
}
