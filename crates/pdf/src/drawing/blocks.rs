//! Shapes that are no lines, as they were painted one after the other: what is one box to a reader is made one box here,
//! however many pieces its producer painted it in. Never joins boxes that only touch, which may be two cells.

use boardlift_model::Shape;
use hayro_interpret::kurbo::Rect;

use crate::drawing::clip::covers;
use crate::drawing::colour::Ink;

/// A box of which this part is painted is painted whole: what is missing are the hairs that rounding leaves.
const WHOLE: f64 = 0.98;
/// So many of the largest fills are asked whether they hide a rule; a page has few that hide anything.
const MOST_COVERS: usize = 256;

/// A shape as it was painted.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Painted {
    pub(crate) rect: Rect,
    pub(crate) shape: Shape,
    pub(crate) ink: Ink,
    /// When it was painted.
    pub(crate) order: u32,
}

/// The shapes of a page in the painting.
#[derive(Debug, Default)]
pub(crate) struct Blocks {
    painted: Vec<Painted>,
    frame: Option<Frame>,
}

/// A box that was painted with parts left out, and what has been painted of it so far. Word processors shade a cell
/// so: first all but its lines of text, then these, one by one.
#[derive(Debug, Clone, Copy)]
struct Frame {
    place: usize,
    area: f64,
}

impl Blocks {
    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.painted.len()
    }

    /// Adds a shape, unless it lies within the one before and looks like it.
    pub(crate) fn push(&mut self, painted: Painted) {
        if !self.repeats_last(&painted) {
            self.painted.push(painted);
        }
    }

    /// Makes one box of a frame and the boxes of its colour within it, once these leave nothing of it unpainted.
    pub(crate) fn close_frame(&mut self, painted: &Painted, area: f64) {
        let last = self.painted.len().saturating_sub(1);
        let open = self.frame.filter(|frame| {
            let outer = self.painted[frame.place];
            painted.shape == Shape::Rectangle && outer.ink == painted.ink && covers(outer.rect, painted.rect)
        });
        self.frame = match open {
            Some(frame) => Some(Frame { area: frame.area + area, ..frame }),
            None if painted.shape == Shape::Other && painted.ink.opaque && !self.painted.is_empty() => {
                Some(Frame { place: last, area })
            }
            None => None,
        };
        let Some(frame) = self.frame else { return };
        let outer = &mut self.painted[frame.place];
        if frame.area >= WHOLE * outer.rect.area() {
            outer.shape = Shape::Rectangle;
            self.painted.truncate(frame.place + 1);
        }
    }

    /// Whether a box lies within the one painted just before in the same colour: the shading of a paragraph within its
    /// cell's. Boxes that only touch may be two cells, and stay apart.
    fn repeats_last(&mut self, painted: &Painted) -> bool {
        let Some(last) = self.last_alike(painted) else { return false };
        let within = covers(last.rect, painted.rect);
        if within {
            last.order = painted.order;
        }
        within
    }

    /// Whether a thin band continues, along a whole side, the box painted just before in the same colour: no line can
    /// be seen there. The box takes it in.
    pub(crate) fn widens_last(&mut self, painted: &Painted) -> bool {
        let Some(last) = self.last_alike(painted) else { return false };
        let union = last.rect.union(painted.rect);
        let continues =
            union.area() <= last.rect.area() + painted.rect.area() + 0.1 * union.width().max(union.height());
        if continues {
            (last.rect, last.order) = (union, painted.order);
        }
        continues
    }

    /// The box painted just before, if it has the same opaque colour.
    fn last_alike(&mut self, painted: &Painted) -> Option<&mut Painted> {
        let last = self.painted.last_mut()?;
        let boxes = last.shape == Shape::Rectangle && painted.shape == Shape::Rectangle;
        let next = last.order.saturating_add(1) == painted.order;
        (boxes && next && last.ink == painted.ink && last.ink.opaque).then_some(last)
    }

    /// The shapes, and `others` among them, in the order in which they were painted.
    pub(crate) fn finish(self, others: impl Iterator<Item = Painted>) -> Vec<Painted> {
        let mut painted = self.painted;
        painted.extend(others);
        painted.sort_by_key(|shape| shape.order);
        painted
    }
}

/// The largest boxes that hide what lies under them.
pub(crate) fn largest(fills: &[Painted]) -> Vec<Painted> {
    let hides = |fill: &&Painted| fill.ink.opaque && fill.shape == Shape::Rectangle;
    let mut covers: Vec<Painted> = fills.iter().filter(hides).copied().collect();
    covers.sort_by(|a, b| b.rect.area().total_cmp(&a.rect.area()));
    covers.truncate(MOST_COVERS);
    covers
}
