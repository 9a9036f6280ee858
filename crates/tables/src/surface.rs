//! What colour shows where: fills lie over each other, and only the topmost is seen.
//!
//! Rectangles alone make the surface. A pill, a circle or an arrow is a thing that stands on it.

use boardlift_model::{BBox, Page, Rgb, Shape};

use crate::geometry::{self, BoxIndex};

/// The share of a page that a fill covers when it is the colour of the paper and not of a thing on it. Backgrounds
/// are drawn to the edges of the page or of its trim, never with the margins that print leaves round a table.
const PAPER: f32 = 0.9;

/// The colours of a page's rectangles as they are seen.
pub(crate) struct Surface<'p> {
    page: &'p Page,
    index: BoxIndex,
    /// The colour of the paper: white, or that of the last fill over the whole page.
    pub(crate) paper: Rgb,
}

impl<'p> Surface<'p> {
    /// The surface of a page.
    pub(crate) fn new(page: &'p Page) -> Self {
        let paper = page.fills.iter().rfind(|fill| is_background(page, &fill.bbox)).map(|fill| fill.colour);
        let index = BoxIndex::new(page, page.fills.iter().map(|fill| fill.bbox));
        Surface { page, index, paper: paper.unwrap_or(Rgb::WHITE) }
    }

    /// The topmost rectangle at a point, as an index into the page's fills.
    pub(crate) fn topmost(&self, point: (f32, f32)) -> Option<usize> {
        self.index.near(point).rev().find(|&index| {
            let fill = &self.page.fills[index];
            fill.shape == Shape::Rectangle && geometry::contains(&fill.bbox, point)
        })
    }

    /// The colour that shows at a point.
    pub(crate) fn colour(&self, point: (f32, f32)) -> Rgb {
        self.topmost(point).map_or(self.paper, |index| self.page.fills[index].colour)
    }

    /// Whether a colour is none of its own: that of the paper, or white.
    pub(crate) fn is_blank(&self, colour: Rgb) -> bool {
        colour == self.paper || colour == Rgb::WHITE
    }

    /// The fills that may touch the box, as indices, the lowest first.
    pub(crate) fn fills_within(&self, bbox: &BBox) -> Vec<usize> {
        self.index.within(bbox)
    }
}

/// Whether a box is the whole page, or nearly.
pub(crate) fn is_background(page: &Page, bbox: &BBox) -> bool {
    geometry::area(bbox) >= PAPER * page.width * page.height
}
