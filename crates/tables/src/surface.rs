//! What colour shows where: fills lie over each other, and only the topmost is seen.
//!
//! Plates alone make the surface: rectangles, and the shading that word processors draw in parts, a frame along the
//! sides of the cell and then a strip behind each line of its text. A pill, a circle or an arrow is a thing that stands
//! on the surface.

use std::borrow::Cow;

use boardlift_model::{BBox, Fill, Page, Rgb, Shape};

use crate::geometry::{self, BoxIndex};

/// The share of a page that a fill covers when it is the colour of the paper and not of a thing on it. Backgrounds
/// are drawn to the edges of the page or of its trim, never with the margins that print leaves round a table.
const PAPER: f32 = 0.9;

/// So many fills near a point are looked at, the topmost first. Where more lie together, as in a picture drawn with fills,
/// what is under them is taken for paper.
const DEEPEST: usize = 256;

/// A cell near more fills than this has a picture behind it, not signs.
const CROWD: usize = 20_000;

/// The colours of a page's rectangles as they are seen.
pub(crate) struct Surface<'p> {
    page: &'p Page,
    index: BoxIndex,
    /// Which of the page's fills are plates.
    plates: Vec<bool>,
    /// The colour of the paper: white, or that of the last fill over the whole page.
    pub(crate) paper: Rgb,
}

impl<'p> Surface<'p> {
    /// The surface of a page.
    pub(crate) fn new(page: &'p Page) -> Self {
        let paper = page.fills.iter().rfind(|fill| is_background(page, &fill.bbox)).map(|fill| fill.colour);
        let index = BoxIndex::new(page, page.fills.iter().map(|fill| fill.bbox).collect());
        Surface { page, index, plates: plates(&page.fills), paper: paper.unwrap_or(Rgb::WHITE) }
    }

    /// The topmost plate at a point, as an index into the page's fills.
    pub(crate) fn topmost(&self, point: (f32, f32)) -> Option<usize> {
        let mut near = self.index.near(point).rev().take(DEEPEST);
        near.find(|&index| self.plates[index] && geometry::contains(&self.page.fills[index].bbox, point))
    }

    /// Whether a fill, given as an index into the page's fills, is a plate.
    pub(crate) fn is_plate(&self, index: usize) -> bool {
        self.plates[index]
    }

    /// The colour that shows at a point.
    pub(crate) fn colour(&self, point: (f32, f32)) -> Rgb {
        self.topmost(point).map_or(self.paper, |index| self.page.fills[index].colour)
    }

    /// Whether a colour is none of its own: that of the paper, or white.
    pub(crate) fn is_blank(&self, colour: Rgb) -> bool {
        colour == self.paper || colour == Rgb::WHITE
    }

    /// The part of the surface within a box.
    pub(crate) fn patch(&self, bbox: BBox) -> Patch<'_> {
        let fills = (self.index.crowd(&bbox) <= DEEPEST).then(|| self.index.within(&bbox));
        Patch { surface: self, bbox, fills }
    }
}

/// A part of a surface: tells quickly what shows at many points of it.
pub(crate) struct Patch<'s> {
    surface: &'s Surface<'s>,
    bbox: BBox,
    /// The fills that touch it, the lowest first; nothing where they crowd, and are looked up when they are needed.
    fills: Option<Vec<usize>>,
}

impl Patch<'_> {
    /// The topmost plate at a point of the patch, as an index into the page's fills.
    pub(crate) fn topmost(&self, point: (f32, f32)) -> Option<usize> {
        let Some(fills) = &self.fills else { return self.surface.topmost(point) };
        let Surface { page, plates, .. } = self.surface;
        let is_there = |&index: &usize| plates[index] && geometry::contains(&page.fills[index].bbox, point);
        fills.iter().rev().copied().find(is_there)
    }

    /// The fills that touch it, as indices, the lowest first; none where they crowd as in a picture.
    pub(crate) fn fills(&self) -> Cow<'_, [usize]> {
        match &self.fills {
            Some(fills) => fills.into(),
            None if self.surface.index.crowd(&self.bbox) > CROWD => Cow::default(),
            None => self.surface.index.within(&self.bbox).into(),
        }
    }
}

/// Which fills are plates: rectangles, and frames whose hole is filled by rectangles of the same colour right after them.
/// Those rectangles are parts of the plate and none of their own.
fn plates(fills: &[Fill]) -> Vec<bool> {
    let mut plates: Vec<bool> = fills.iter().map(|fill| fill.shape == Shape::Rectangle).collect();
    let mut index = 0;
    while index < fills.len() {
        let frame = &fills[index];
        let next = index + 1;
        let parts = match frame.shape {
            Shape::Other => fills[next..].iter().take_while(|fill| is_part(fill, frame)).count(),
            _ => 0,
        };
        if parts > 0 {
            plates[index] = true;
            plates[next..next + parts].fill(false);
        }
        index = next + parts;
    }
    plates
}

/// Whether a fill is a rectangle within a frame of its colour.
fn is_part(fill: &Fill, frame: &Fill) -> bool {
    const HAIR: f32 = 0.5;
    let (inner, outer) = (&fill.bbox, &frame.bbox);
    fill.shape == Shape::Rectangle
        && fill.colour == frame.colour
        && inner.x0 >= outer.x0 - HAIR
        && inner.y0 >= outer.y0 - HAIR
        && inner.x1 <= outer.x1 + HAIR
        && inner.y1 <= outer.y1 + HAIR
}

/// Whether a box is the whole page, or nearly.
pub(crate) fn is_background(page: &Page, bbox: &BBox) -> bool {
    geometry::area(bbox) >= PAPER * page.width * page.height
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{GREY, PageBuilder, RED};

    fn check(builder: PageBuilder, point: (f32, f32), expected: Rgb) {
        let page = builder.build();
        assert_eq!(Surface::new(&page).colour(point), expected);
    }

    #[test]
    fn the_topmost_rectangle_is_seen() {
        let page =
            || PageBuilder::new().fill(10.0, 10.0, 90.0, 90.0, GREY).fill(10.0, 10.0, 50.0, 90.0, Rgb::WHITE);
        check(page(), (70.0, 50.0), GREY);
        check(page(), (30.0, 50.0), Rgb::WHITE);
        check(page(), (5.0, 5.0), Rgb::WHITE);
    }

    #[test]
    fn shapes_stand_on_the_surface() {
        check(
            PageBuilder::new().shape(Shape::Ellipse, 10.0, 10.0, 90.0, 90.0, RED),
            (50.0, 50.0),
            Rgb::WHITE,
        );
    }

    #[test]
    fn a_frame_and_the_strips_in_it_are_one_plate() {
        let frame = || PageBuilder::new().shape(Shape::Other, 10.0, 10.0, 90.0, 50.0, GREY);
        check(frame(), (50.0, 45.0), Rgb::WHITE);
        check(frame().fill(15.0, 12.0, 85.0, 22.0, GREY), (50.0, 45.0), GREY);
        check(frame().fill(15.0, 12.0, 85.0, 22.0, RED), (50.0, 45.0), Rgb::WHITE);
    }

    #[test]
    fn a_fill_over_the_whole_page_is_the_paper() {
        check(PageBuilder::new().fill(0.0, 0.0, 595.0, 842.0, GREY), (50.0, 45.0), GREY);
    }
}
