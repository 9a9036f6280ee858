//! What is drawn on a page other than text: its rules, fills and images, cut to what can be seen.
//!
//! Refuses what says nothing about a table: curves and slanting lines that are stroked, outlines of circles, and
//! paints whose colour can't be told. Keeps at most [`MOST_MARKS`] pieces of a page; a page with more is a map or a
//! drawing, whose first pieces are kept and whose others are counted.

use boardlift_model::{Axis, BBox, Fill, Rule, Shape};
use hayro_interpret::kurbo::{Affine, BezPath, Rect};
use hayro_interpret::{FillRule, Image, StrokeProps};

use crate::drawing::blocks::{Blocks, Painted, largest};
use crate::drawing::clip::{Clips, Seen};
use crate::drawing::colour::Ink;
use crate::drawing::image;
use crate::drawing::outline::{Outline, outlines};
use crate::drawing::rules::{self, Bar, Dot};
use crate::drawing::stroke;

/// So many pieces of line, and as many fills, are kept of one page: ten times the borders of the densest sheet.
const MOST_MARKS: usize = 50_000;
/// A filled band up to this thick is too thin for text to stand on, and is a line if it is long enough.
const THICKEST: f64 = 4.0;
/// A band up to this thick is a line even when it is short.
const THIN: f64 = 2.0;

/// The drawn side of a page in the making.
pub(crate) struct Drawing {
    pub(crate) clips: Clips,
    bars: Vec<Bar>,
    dots: Vec<Dot>,
    blocks: Blocks,
    images: Vec<BBox>,
    order: u32,
    left_out: u32,
}

/// The drawn side of a page.
pub(crate) struct Drawn {
    /// Sorted by axis, then place, then beginning.
    pub(crate) rules: Vec<Rule>,
    /// As they were painted.
    pub(crate) fills: Vec<Fill>,
    /// As they were painted.
    pub(crate) images: Vec<BBox>,
    /// How many pieces were left out.
    pub(crate) left_out: u32,
}

impl Drawing {
    pub(crate) fn new(page: Rect) -> Drawing {
        Drawing {
            clips: Clips::new(page),
            bars: Vec::new(),
            dots: Vec::new(),
            blocks: Blocks::default(),
            images: Vec::new(),
            order: 0,
            left_out: 0,
        }
    }

    /// A filled path. Each of its outlines is a thing of its own, save where one is a hole in the one before.
    pub(crate) fn fill(&mut self, path: &BezPath, transform: Affine, rule: FillRule, ink: Ink) {
        let mut last: Option<Outline> = None;
        for outline in outlines(path, transform) {
            last = match last {
                Some(outer) if is_ring(&outer, &outline, rule) => {
                    self.ring(&outer, &outline, ink);
                    None
                }
                Some(inner) if is_ring(&outline, &inner, rule) => {
                    self.ring(&outline, &inner, ink);
                    None
                }
                other => {
                    if let Some(outer) = other {
                        self.outline(&outer, ink);
                    }
                    Some(outline)
                }
            };
        }
        if let Some(outer) = last {
            self.outline(&outer, ink);
        }
    }

    /// A filled box in page space.
    pub(crate) fn fill_rect(&mut self, rect: Rect, ink: Ink) {
        self.outline(&Outline::rectangle(rect), ink);
    }

    /// A stroked path: its level and upright lines.
    pub(crate) fn stroke(&mut self, path: &BezPath, transform: Affine, stroke: &StrokeProps, ink: Ink) {
        let clip = self.clips.current().rect;
        for line in stroke::lines(path, transform, stroke) {
            if self.is_full() {
                self.leave_out();
                continue;
            }
            let order = self.next();
            if let Some(bar) = cut(Bar { colour: ink.colour, order, ..line }, clip) {
                self.bar(bar, ink);
            }
        }
    }

    /// An image: a picture's box, or the rule or the colour that a producer drew as an image.
    pub(crate) fn image(&mut self, image: &Image<'_, '_>, transform: Affine, opacity: f32) {
        let (width, height) = (image.width(), image.height());
        let whole = transform.transform_rect_bbox(Rect::new(0.0, 0.0, f64::from(width), f64::from(height)));
        let rect = whole.intersect(self.clips.current().rect);
        if rect.width() <= 0.0 || rect.height() <= 0.0 {
            return;
        }
        let most = if is_line(rect) { image::MOST_PIXELS } else { image::FEWEST_PIXELS };
        match image::flat_colour(image, most, opacity) {
            Some(ink) => self.outline(&Outline::rectangle(rect), ink),
            None if self.images.len() < MOST_MARKS => self.images.push(bbox(rect)),
            None => self.leave_out(),
        }
    }

    pub(crate) fn finish(self) -> Drawn {
        let joined = rules::join(self.bars, self.dots);
        let fills = self.blocks.finish(joined.dots.into_iter().map(|dot| Painted {
            rect: dot.rect,
            shape: Shape::Rectangle,
            ink: Ink { colour: dot.colour, opaque: dot.opaque },
            order: dot.order,
        }));
        let hiders = largest(&fills);
        let seen = |bar: &Bar| {
            !hiders.iter().any(|fill| fill.order > bar.order && fill.rect.contains_rect(bar.rect()))
        };
        Drawn {
            rules: joined.bars.iter().filter(|bar| seen(bar)).map(rule).collect(),
            fills: fills
                .iter()
                .map(|fill| Fill { bbox: bbox(fill.rect), colour: fill.ink.colour, shape: fill.shape })
                .collect(),
            images: self.images,
            left_out: self.left_out,
        }
    }

    fn next(&mut self) -> u32 {
        self.order = self.order.saturating_add(1);
        self.order
    }

    fn is_full(&self) -> bool {
        self.bars.len().max(self.dots.len()).max(self.blocks.len()) >= MOST_MARKS
    }

    fn leave_out(&mut self) {
        self.left_out = self.left_out.saturating_add(1);
    }

    /// A stroked piece: a line, or a band so thick or so short that it is something else.
    fn bar(&mut self, bar: Bar, ink: Ink) {
        let rect = bar.rect();
        if is_line(rect) || bar.width <= 0.0 || bar.dashed {
            self.bars.push(bar);
        } else {
            self.block(Painted { rect, shape: Shape::Rectangle, ink, order: bar.order });
        }
    }

    fn outline(&mut self, outline: &Outline, ink: Ink) {
        if self.is_full() {
            return self.leave_out();
        }
        let Some(Seen { rect, shape, area }) = self.clips.current().see(outline) else { return };
        let order = self.next();
        // The slanting ends of a border's side, or round ones, don't make a thin band anything but a band.
        let band = is_line(rect) && shape != Shape::Ellipse;
        let shape = if band { Shape::Rectangle } else { shape };
        let painted = Painted { rect, shape, ink, order };
        if band && !self.blocks.widens_last(&painted) {
            let axis = if rect.width() >= rect.height() { Axis::Level } else { Axis::Upright };
            self.bars.push(Bar::along(rect, axis, ink.colour, order));
        } else if !band {
            self.block(painted);
            self.blocks.close_frame(&painted, area);
        }
    }

    /// A shape that isn't a line.
    fn block(&mut self, painted: Painted) {
        let Painted { rect, ink, order, .. } = painted;
        if rect.width().max(rect.height()) <= THICKEST && painted.shape != Shape::Other {
            self.dots.push(Dot { rect, colour: ink.colour, opaque: ink.opaque, order });
        } else {
            self.blocks.push(painted);
        }
    }

    /// An outline with a hole. A box with a hole is four bands, thin ones rules; a circle with a small hole is a
    /// circle, and with a large one only its outline, which says nothing.
    fn ring(&mut self, outer: &Outline, hole: &Outline, ink: Ink) {
        let (shape, whole, inner) = (outer.shape(), outer.bounds(), hole.bounds());
        let corner = if shape == Shape::Pill { outer.radius() } else { 0.0 };
        if matches!(shape, Shape::Rectangle | Shape::Pill) {
            let (x0, x1) = (whole.x0 + corner, whole.x1 - corner);
            let (y0, y1) = (whole.y0 + corner, whole.y1 - corner);
            let bands = [
                Rect::new(x0, whole.y0, x1, inner.y0),
                Rect::new(x0, inner.y1, x1, whole.y1),
                Rect::new(whole.x0, y0, inner.x0, y1),
                Rect::new(inner.x1, y0, whole.x1, y1),
            ];
            for band in bands.into_iter().filter(|band| band.width() > 0.0 && band.height() > 0.0) {
                self.fill_rect(band, ink);
            }
        } else if hole.area().abs() < 0.5 * outer.area().abs() {
            self.outline(outer, ink);
        }
    }
}

/// Whether a box is so thin for its length that it is a line. Up to two points three times as long is enough; thicker
/// ones up to four must be longer than the side of a cell of small type, since a short thick bar is a mark.
fn is_line(rect: Rect) -> bool {
    let (thickness, length) = (rect.width().min(rect.height()), rect.width().max(rect.height()));
    (thickness <= THIN && length >= 3.0 * thickness) || (thickness <= THICKEST && length >= 6.0 * thickness)
}

/// Whether `hole` pierces `outer`: it lies within, and by the fill rule (ISO 32000-2, 8.5.3.3) isn't painted.
fn is_ring(outer: &Outline, hole: &Outline, rule: FillRule) -> bool {
    let unpainted = match rule {
        FillRule::EvenOdd => true,
        FillRule::NonZero => (outer.area() > 0.0) != (hole.area() > 0.0),
    };
    unpainted && outer.bounds() != hole.bounds() && outer.bounds().contains_rect(hole.bounds())
}

/// What can be seen of a stroked line: cut along its way, not across, so that a border that a cell's clip halves keeps
/// its place.
fn cut(mut bar: Bar, clip: Rect) -> Option<Bar> {
    let (across, along) = match bar.axis {
        Axis::Level => ((clip.y0, clip.y1), (clip.x0, clip.x1)),
        Axis::Upright => ((clip.x0, clip.x1), (clip.y0, clip.y1)),
    };
    let reach = bar.width / 2.0;
    bar.from = bar.from.max(along.0);
    bar.to = bar.to.min(along.1);
    let beside = bar.at + reach < across.0 || bar.at - reach > across.1;
    (bar.from < bar.to && !beside && clip.width() > 0.0 && clip.height() > 0.0).then_some(bar)
}

#[expect(clippy::cast_possible_truncation, reason = "points of a page")]
fn rule(bar: &Bar) -> Rule {
    Rule {
        axis: bar.axis,
        at: bar.at as f32,
        from: bar.from as f32,
        to: bar.to as f32,
        width: bar.width as f32,
        colour: bar.colour,
        dashed: bar.dashed,
    }
}

#[expect(clippy::cast_possible_truncation, reason = "points of a page")]
fn bbox(rect: Rect) -> BBox {
    BBox { x0: rect.x0 as f32, y0: rect.y0 as f32, x1: rect.x1 as f32, y1: rect.y1 as f32 }
}

#[cfg(test)]
mod tests {
    use boardlift_model::Rgb;

    use super::*;

    const GREY: Ink = Ink { colour: Rgb { red: 200, green: 200, blue: 200 }, opaque: true };
    const GREEN: Ink = Ink { colour: Rgb { red: 0, green: 128, blue: 0 }, opaque: true };

    fn svg(path: &str) -> BezPath {
        BezPath::from_svg(path).unwrap()
    }

    /// Draws on a page of 200 by 200; rules as `level at from to width`, fills as `shape x0 y0 x1 y1`.
    fn check(draw: impl FnOnce(&mut Drawing), expected: &[&str]) {
        let mut drawing = Drawing::new(Rect::new(0.0, 0.0, 200.0, 200.0));
        draw(&mut drawing);
        let drawn = drawing.finish();
        let rules = drawn
            .rules
            .iter()
            .map(|rule| format!("{:?} {} {} {} {}", rule.axis, rule.at, rule.from, rule.to, rule.width));
        let fills = drawn.fills.iter().map(|fill| {
            let BBox { x0, y0, x1, y1 } = fill.bbox;
            format!("{:?} {x0} {y0} {x1} {y1}", fill.shape)
        });
        assert_eq!(rules.chain(fills).collect::<Vec<_>>(), expected);
    }

    fn fill(path: &str, ink: Ink) -> impl FnOnce(&mut Drawing) {
        move |drawing| drawing.fill(&svg(path), Affine::IDENTITY, FillRule::EvenOdd, ink)
    }

    #[test]
    fn boxes_and_bands() {
        check(
            fill("M10 10 H90 V30 H10 Z M10 40 H90 V60 H10 Z", GREY),
            &["Rectangle 10 10 90 30", "Rectangle 10 40 90 60"],
        );
        check(fill("M10 10 H90 V11 H10 Z", GREY), &["Level 10.5 10 90 1"]);
        check(fill("M10 10 H30 V13 H10 Z", GREY), &["Level 11.5 10 30 3"]);
        check(fill("M10 10 H20 V13 H10 Z", GREY), &["Rectangle 10 10 20 13"]);
        check(fill("M190 10 H300 V30 H190 Z M300 10 H400 V30 H300 Z", GREY), &["Rectangle 190 10 200 30"]);
    }

    #[test]
    fn a_box_with_a_hole_is_four_bands() {
        check(
            fill("M10 10 H90 V30 H10 Z M11 11 H89 V29 H11 Z", GREY),
            &["Level 10.5 10 90 1", "Level 29.5 10 90 1", "Upright 10.5 10 30 1", "Upright 89.5 10 30 1"],
        );
    }

    #[test]
    fn a_stroked_box_is_four_rules() {
        let draw = |drawing: &mut Drawing| {
            drawing.stroke(&svg("M10 10 H90 V30 H10 Z"), Affine::scale(2.0), &StrokeProps::default(), GREY);
        };
        check(draw, &["Level 20 20 180 2", "Level 60 20 180 2", "Upright 20 20 60 2", "Upright 180 20 60 2"]);
    }

    #[test]
    fn a_rule_under_a_later_box_is_hidden() {
        let draw = |drawing: &mut Drawing| {
            drawing.fill_rect(Rect::new(10.0, 10.0, 90.0, 11.0), GREEN);
            drawing.fill_rect(Rect::new(0.0, 0.0, 100.0, 100.0), GREY);
            drawing.fill_rect(Rect::new(10.0, 20.0, 90.0, 21.0), GREEN);
        };
        check(draw, &["Level 20.5 10 90 1", "Rectangle 0 0 100 100"]);
    }

    #[test]
    fn what_is_too_much_is_counted() {
        let mut drawing = Drawing::new(Rect::new(0.0, 0.0, 200.0, 200.0));
        let places = (0..u32::try_from(MOST_MARKS).unwrap() + 3).map(|n| f64::from(n % 100));
        for place in places {
            drawing.fill_rect(Rect::new(place, place, place + 50.0, place + 50.0), GREY);
        }
        let drawn = drawing.finish();
        assert_eq!((drawn.fills.len(), drawn.left_out), (MOST_MARKS, 3));
    }

    /// Fills the clip `around`, then the boxes of `inks` in its middle, ten high each from 20 down.
    fn shade(around: &str, inks: &[Ink]) -> impl FnOnce(&mut Drawing) {
        move |drawing| {
            drawing.clips.push_path(&svg(around));
            drawing.fill_rect(Rect::new(0.0, 0.0, 200.0, 200.0), GREY);
            drawing.clips.pop();
            let tops = (2..).map(|n| 10.0 * f64::from(n));
            for (ink, top) in inks.iter().zip(tops) {
                drawing.fill_rect(Rect::new(20.0, top, 90.0, top + 10.0), *ink);
            }
        }
    }

    #[test]
    fn shading_laid_around_lines_of_text_is_one_box() {
        let cell = "M10 10 H100 V50 H10 Z M20 20 H90 V40 H20 Z";
        check(shade(cell, &[GREY, GREY]), &["Rectangle 10 10 100 50"]);
        let sides = "M10 20 H20 V30 H10 Z M10 20 Z M90 20 H100 V30 H90 Z M90 20 Z";
        check(shade(sides, &[GREY]), &["Rectangle 10 20 100 30"]);
    }

    #[test]
    fn shading_with_a_part_left_out_stays_apart() {
        let cell = "M10 10 H100 V50 H10 Z M20 20 H90 V40 H20 Z";
        check(shade(cell, &[GREY]), &["Other 10 10 100 50", "Rectangle 20 20 90 30"]);
        check(
            shade(cell, &[GREEN, GREY]),
            &["Other 10 10 100 50", "Rectangle 20 20 90 30", "Rectangle 20 30 90 40"],
        );
    }
}
