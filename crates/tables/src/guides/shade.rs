//! Shading to guides: where the colour behind the text changes, and where fills of one colour touch.

use boardlift_model::{Axis, BBox, Fill, Page, Rgb, Shape};

use super::{Band, Guide, Guides, SNAP, Source, is_shading};
use crate::geometry;
use crate::surface::{Patch, Surface};

/// An edge is looked at in at most so many places.
const SAMPLES: usize = 64;

/// How far from an edge the colours on its two sides are looked at: far enough to be past the other fill's edge where the
/// two overlap or part by a hair.
const BESIDE: f32 = 0.75;

/// Adds the edges of one fill, or the line that it is where it is long and thin.
pub(super) fn add_edges(guides: &mut Guides, page: &Page, surface: &Surface<'_>, index: usize) {
    let fill = &page.fills[index];
    if let Some((axis, line)) = thick_line(fill, guides.type_size) {
        if !surface.is_blank(fill.colour) {
            guides.side(axis).push(line);
        }
        return;
    }
    if !is_shading(page, surface, index, guides.type_size) {
        return;
    }
    let BBox { x0, y0, x1, y1 } = fill.bbox;
    let sides = [
        (Axis::Level, y0, x0, x1, -1.0),
        (Axis::Level, y1, x0, x1, 1.0),
        (Axis::Upright, x0, y0, y1, -1.0),
        (Axis::Upright, x1, y0, y1, 1.0),
    ];
    for (axis, at, from, to, outward) in sides {
        let edge = Edge { axis, at, from, to, outward };
        let step = guides.type_size;
        edge.pieces(page, surface, step, |piece| guides.side(axis).push(piece));
    }
}

/// The shaded boxes of a page; touching ones of one colour in one row are one.
pub(super) fn bands(page: &Page, surface: &Surface<'_>, type_size: f32) -> Vec<Band> {
    let mut bands: Vec<Band> = (0..page.fills.len())
        .filter(|&index| is_shading(page, surface, index, type_size))
        .map(|index| Band { bbox: page.fills[index].bbox, colour: page.fills[index].colour })
        .collect();
    bands.sort_by(|a, b| {
        let key = |band: &Band| (band.bbox.y0, band.bbox.x0);
        key(a).0.total_cmp(&key(b).0).then(key(a).1.total_cmp(&key(b).1)).then(a.colour.cmp(&b.colour))
    });
    let near = SNAP * type_size;
    let mut joined: Vec<Band> = Vec::new();
    for band in bands {
        match joined.last_mut() {
            Some(last) if goes_on(last, &band, near) => last.bbox = geometry::union(last.bbox, band.bbox),
            _ => joined.push(band),
        }
    }
    joined
}

fn goes_on(last: &Band, next: &Band, near: f32) -> bool {
    last.colour == next.colour
        && (last.bbox.y0 - next.bbox.y0).abs() <= near
        && (last.bbox.y1 - next.bbox.y1).abs() <= near
        && next.bbox.x0 - last.bbox.x1 <= near
}

/// A rectangle thinner than half the type and several times as long is a thick line.
fn thick_line(fill: &Fill, type_size: f32) -> Option<(Axis, Guide)> {
    let BBox { x0, y0, x1, y1 } = fill.bbox;
    let (width, height) = (x1 - x0, y1 - y0);
    let (short, long) = (width.min(height), width.max(height));
    if fill.shape != Shape::Rectangle || short >= 0.5 * type_size || long < 4.0 * short.max(0.1) {
        return None;
    }
    let source = Source::Rule;
    Some(if width > height {
        (Axis::Level, Guide { at: f32::midpoint(y0, y1), from: x0, to: x1, source })
    } else {
        (Axis::Upright, Guide { at: f32::midpoint(x0, x1), from: y0, to: y1, source })
    })
}

/// One side of a fill.
struct Edge {
    axis: Axis,
    at: f32,
    from: f32,
    to: f32,
    /// −1 where the outside lies to the left or above, 1 otherwise.
    outward: f32,
}

impl Edge {
    /// The parts of the edge that are seen, and those where another fill of the same colour begins. Parts that lie
    /// under another fill are neither.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the samples")]
    fn pieces(&self, page: &Page, surface: &Surface<'_>, step: f32, mut add: impl FnMut(Guide)) {
        let samples = ((self.to - self.from) / step).ceil().clamp(3.0, SAMPLES as f32) as usize;
        let place = |sample: usize| self.from + (self.to - self.from) * sample as f32 / samples as f32;
        let patch = surface.patch(self.strip());
        let mut open: Option<Guide> = None;
        for sample in 0..samples {
            let along = f32::midpoint(place(sample), place(sample + 1));
            let source = self.source(page, &patch, surface.paper, along);
            match (&mut open, source) {
                (Some(piece), Some(source)) if piece.source == source => piece.to = place(sample + 1),
                _ => {
                    open.take().into_iter().for_each(&mut add);
                    let (from, to) = (place(sample), place(sample + 1));
                    open = source.map(|source| Guide { at: self.at, from, to, source });
                }
            }
        }
        open.into_iter().for_each(add);
    }

    /// What lies on the edge and beside it, as far as it is looked at.
    fn strip(&self) -> BBox {
        let (near, far) = (self.at - BESIDE, self.at + BESIDE);
        match self.axis {
            Axis::Level => BBox { x0: self.from, y0: near, x1: self.to, y1: far },
            Axis::Upright => BBox { x0: near, y0: self.from, x1: far, y1: self.to },
        }
    }

    fn source(&self, page: &Page, patch: &Patch<'_>, paper: Rgb, along: f32) -> Option<Source> {
        let beside = |offset: f32| match self.axis {
            Axis::Level => (along, self.at + offset),
            Axis::Upright => (self.at + offset, along),
        };
        let inside = patch.topmost(beside(-self.outward * BESIDE));
        let outside = patch.topmost(beside(self.outward * BESIDE));
        let colour = |fill: Option<usize>| fill.map_or(paper, |index| page.fills[index].colour);
        if colour(inside) != colour(outside) {
            return Some(Source::Shade);
        }
        let joint = self.axis == Axis::Upright && inside != outside;
        joint.then_some(Source::Joint)
    }
}
