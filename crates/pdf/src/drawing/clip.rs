//! What can be seen: the stack of clips, each cut down to a box and the shape that it leaves.

use boardlift_model::Shape;
use hayro_interpret::kurbo::{Affine, BezPath, Rect, Shape as _};

use crate::drawing::outline::{Outline, outlines};

/// Edges closer than this, in points, are the same edge: far below what can be seen, well above rounding.
const SAME: f64 = 0.1;

/// The clips in force, each within the one before it.
#[derive(Debug)]
pub(crate) struct Clips {
    page: Clip,
    stack: Vec<Clip>,
}

/// What a clip leaves of the page.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Clip {
    /// The box around what is left; without width or height where nothing is.
    pub(crate) rect: Rect,
    /// What shape is left.
    pub(crate) shape: Shape,
    /// How much of the box is left: less than all of it where the clip is made of several boxes, or of a box with holes.
    pub(crate) area: f64,
}

/// What can be seen of something painted.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Seen {
    pub(crate) rect: Rect,
    pub(crate) shape: Shape,
    /// How much of the box is painted, as far as that is known.
    pub(crate) area: f64,
}

impl Clips {
    /// Nothing but the page's own edges.
    pub(crate) fn new(page: Rect) -> Clips {
        Clips { page: Clip { rect: page, shape: Shape::Rectangle, area: page.area() }, stack: Vec::new() }
    }

    /// The clip in force.
    pub(crate) fn current(&self) -> Clip {
        self.stack.last().copied().unwrap_or(self.page)
    }

    pub(crate) fn push_rect(&mut self, rect: Rect) {
        let outer = self.current();
        let cut = outer.rect.intersect(rect);
        let shape = match outer.shape {
            Shape::Rectangle => Shape::Rectangle,
            shape if covers(rect, outer.rect) => shape,
            _ => Shape::Other,
        };
        let area = if covers(rect, outer.rect) { outer.area } else { cut.area() };
        self.stack.push(Clip { rect: cut, shape, area });
    }

    /// A clip by a path: exact for a rectangle, by its box for any other; the box of several outlines is around all.
    /// Outlines without any area, which some producers leave at the end of a path, leave nothing to be seen.
    pub(crate) fn push_path(&mut self, path: &BezPath) {
        let mut parts = outlines(path, Affine::IDENTITY).filter(|part| part.area() != 0.0);
        let (first, second) = (parts.next(), parts.next());
        let shape = match (&first, &second) {
            (Some(only), None) => only.shape(),
            _ => Shape::Other,
        };
        let area = net_area(first.into_iter().chain(second).chain(parts));
        let bounds = path.bounding_box();
        if shape == Shape::Rectangle {
            return self.push_rect(bounds);
        }
        let outer = self.current().rect;
        let shape = if covers(outer, bounds) { shape } else { Shape::Other };
        self.stack.push(Clip { rect: outer.intersect(bounds), shape, area });
    }

    pub(crate) fn pop(&mut self) {
        self.stack.pop();
    }
}

impl Clip {
    /// The box and the shape of what can be seen of an outline that is filled through this clip.
    ///
    /// A box that covers a round clip is seen as that round shape: so are pills and circles drawn by many producers.
    pub(crate) fn see(&self, outline: &Outline) -> Option<Seen> {
        let whole = outline.bounds();
        let rect = self.rect.intersect(whole);
        if rect.width() <= 0.0 || rect.height() <= 0.0 {
            return None;
        }
        let (shape, area) = match outline.shape() {
            Shape::Rectangle if covers(whole, self.rect) => (self.shape, self.area),
            Shape::Rectangle => (Shape::Rectangle, rect.area()),
            shape if covers(self.rect, whole) => (shape, outline.area().abs()),
            _ => (Shape::Other, outline.area().abs()),
        };
        Some(Seen { rect, shape, area })
    }
}

/// The area of outlines, those counted off that lie within the one before that doesn't: the lines of text that are
/// left out of a cell.
fn net_area(parts: impl Iterator<Item = Outline>) -> f64 {
    let mut outer: Option<Rect> = None;
    parts.fold(0.0, |sum, part| {
        let hole = outer.is_some_and(|outer| outer.contains_rect(part.bounds()));
        if hole {
            return sum - part.area().abs();
        }
        outer = Some(part.bounds());
        sum + part.area().abs()
    })
}

/// Whether `outer` covers all of `inner`, rounding aside.
pub(crate) fn covers(outer: Rect, inner: Rect) -> bool {
    outer.inflate(SAME, SAME).contains_rect(inner)
}

#[cfg(test)]
mod tests {
    use hayro_interpret::kurbo::{Circle, RoundedRect};

    use super::*;

    /// Fills `fill` through `clips` on a page of 100 by 100.
    fn check(clips: &[BezPath], fill: Rect, expected: Option<(Rect, Shape)>) {
        let mut stack = Clips::new(Rect::new(0.0, 0.0, 100.0, 100.0));
        for clip in clips {
            stack.push_path(clip);
        }
        let path = fill.to_path(0.1);
        let seen = outlines(&path, Affine::IDENTITY).next().and_then(|outline| stack.current().see(&outline));
        assert_eq!(seen.map(|seen| (seen.rect.round(), seen.shape)), expected);
    }

    #[test]
    fn a_fill_is_cut_to_every_clip() {
        let left = Rect::new(0.0, 0.0, 50.0, 100.0).to_path(0.1);
        let top = Rect::new(0.0, 0.0, 100.0, 50.0).to_path(0.1);
        let fill = Rect::new(20.0, 20.0, 200.0, 200.0);
        check(&[], fill, Some((Rect::new(20.0, 20.0, 100.0, 100.0), Shape::Rectangle)));
        check(&[left.clone(), top], fill, Some((Rect::new(20.0, 20.0, 50.0, 50.0), Shape::Rectangle)));
        check(&[left], Rect::new(60.0, 0.0, 70.0, 10.0), None);
    }

    #[test]
    fn a_box_through_a_round_clip_is_round() {
        let circle = Circle::new((50.0, 50.0), 10.0).to_path(0.1);
        let pill = RoundedRect::new(40.0, 45.0, 60.0, 55.0, 5.0).to_path(0.1);
        let page = Rect::new(0.0, 0.0, 100.0, 100.0);
        check(std::slice::from_ref(&circle), page, Some((Rect::new(40.0, 40.0, 60.0, 60.0), Shape::Ellipse)));
        check(&[pill], page, Some((Rect::new(40.0, 45.0, 60.0, 55.0), Shape::Pill)));
        let half = Rect::new(0.0, 0.0, 100.0, 50.0).to_path(0.1);
        check(&[circle.clone(), half], page, Some((Rect::new(40.0, 40.0, 60.0, 50.0), Shape::Other)));
        check(
            &[circle],
            Rect::new(45.0, 45.0, 55.0, 55.0),
            Some((Rect::new(45.0, 45.0, 55.0, 55.0), Shape::Rectangle)),
        );
    }
}
