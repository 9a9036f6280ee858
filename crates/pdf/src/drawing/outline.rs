//! The outlines of a filled path, and what shape each has. Refuses to name a shape that it isn't sure of.

use boardlift_model::Shape;
use hayro_interpret::kurbo::{Affine, BezPath, ParamCurve, PathEl, PathSeg, Point, Rect};

use crate::drawing::arrow;

/// An outline of more points than this is a drawing: its box is kept, its shape isn't looked for.
const MOST_POINTS: usize = 400;
/// Where a curve is looked at.
const PLACES: [f64; 4] = [0.25, 0.5, 0.75, 1.0];
/// A box whose corners are rounded by less than this part of its shorter side is a box with softened corners.
const SOFT: f64 = 0.125;

/// A closed outline in page space.
#[derive(Debug, Clone)]
pub(crate) struct Outline {
    /// Its corners, and points along its curves; those beyond the most that are kept only widen the box.
    points: Vec<Point>,
    bounds: Rect,
    curved: bool,
    whole: bool,
}

/// The outlines of a path under a transform, in the order in which they are drawn.
pub(crate) fn outlines(path: &BezPath, transform: Affine) -> impl Iterator<Item = Outline> {
    let mut elements = path.elements().iter().map(move |element| transform * *element).peekable();
    std::iter::from_fn(move || {
        let start = loop {
            if let PathEl::MoveTo(point) = elements.next()? {
                break point;
            }
        };
        let mut outline = Outline::new(start);
        let mut last = start;
        while let Some(element) = elements.next_if(|element| !matches!(element, PathEl::MoveTo(_))) {
            last = outline.add(last, element);
        }
        Some(outline)
    })
}

impl Outline {
    /// A box.
    pub(crate) fn rectangle(rect: Rect) -> Outline {
        let mut outline = Outline::new(Point::new(rect.x0, rect.y0));
        for corner in [(rect.x1, rect.y0), (rect.x1, rect.y1), (rect.x0, rect.y1)] {
            outline.push(corner.into());
        }
        outline
    }

    fn new(start: Point) -> Outline {
        Outline { points: vec![start], bounds: Rect::from_points(start, start), curved: false, whole: true }
    }

    fn add(&mut self, last: Point, element: PathEl) -> Point {
        let end = element.end_point().unwrap_or(last);
        let curve: Option<PathSeg> = match element {
            PathEl::QuadTo(b, c) => Some(hayro_interpret::kurbo::QuadBez::new(last, b, c).into()),
            PathEl::CurveTo(b, c, d) => Some(hayro_interpret::kurbo::CubicBez::new(last, b, c, d).into()),
            PathEl::LineTo(_) => {
                self.push(end);
                None
            }
            PathEl::MoveTo(_) | PathEl::ClosePath => None,
        };
        if let Some(curve) = curve {
            self.curved = true;
            for place in PLACES {
                self.push(curve.eval(place));
            }
        }
        end
    }

    fn push(&mut self, point: Point) {
        self.bounds = self.bounds.union_pt(point);
        if self.points.len() < MOST_POINTS {
            self.points.push(point);
        } else {
            self.whole = false;
        }
    }

    /// The box around it.
    pub(crate) fn bounds(&self) -> Rect {
        self.bounds
    }

    /// Twice the area with the sign of the way round, halved: positive where it runs clockwise as a reader sees it.
    pub(crate) fn area(&self) -> f64 {
        let next = self.points.iter().cycle().skip(1);
        self.points.iter().zip(next).map(|(a, b)| a.x * b.y - b.x * a.y).sum::<f64>() / 2.0
    }

    /// How far its corners are rounded, were it a box: from what its area lacks of the box's.
    pub(crate) fn radius(&self) -> f64 {
        ((self.bounds.area() - self.area().abs()).max(0.0) / (4.0 - std::f64::consts::PI)).sqrt()
    }

    /// What it looks like.
    pub(crate) fn shape(&self) -> Shape {
        if !self.whole {
            return Shape::Other;
        }
        if self.is_rectangle() {
            return Shape::Rectangle;
        }
        if self.is_ellipse() {
            return Shape::Ellipse;
        }
        if self.curved && self.is_rounded() {
            let shorter = self.bounds.width().min(self.bounds.height());
            return if self.radius() < SOFT * shorter { Shape::Rectangle } else { Shape::Pill };
        }
        match arrow::direction(&self.points, self.bounds) {
            Some(direction) if !self.curved => Shape::Arrow(direction),
            _ => Shape::Other,
        }
    }

    /// Every point near a corner of the box or on the way between two of them, and all four corners reached.
    fn is_rectangle(&self) -> bool {
        let tolerance = self.tolerance();
        let Rect { x0, y0, x1, y1 } = self.bounds;
        let on_edge = |p: &Point| {
            let upright = (p.x - x0).abs().min((p.x - x1).abs()) <= tolerance;
            let level = (p.y - y0).abs().min((p.y - y1).abs()) <= tolerance;
            upright || level
        };
        let corners = [(x0, y0), (x1, y0), (x1, y1), (x0, y1)];
        let reached = |corner: &(f64, f64)| {
            self.points.iter().any(|p| (*p - Point::from(*corner)).hypot() <= 2.0 * tolerance)
        };
        self.points.iter().all(on_edge)
            && corners.iter().all(reached)
            && self.area().abs() >= 0.9 * self.bounds.area()
    }

    /// Every point on the ellipse that fits the box. Eight points are the fewest that make a round polygon.
    fn is_ellipse(&self) -> bool {
        let (centre, half) = (self.bounds.center(), self.bounds.size() / 2.0);
        let on_it = |p: &Point| {
            let (x, y) = ((p.x - centre.x) / half.width, (p.y - centre.y) / half.height);
            (0.85..=1.15).contains(&(x * x + y * y))
        };
        self.points.len() >= 8 && self.points.iter().all(on_it)
    }

    /// Every point on the box with rounded corners that has this area, or nearly the whole box filled: a box with two
    /// of its corners rounded.
    fn is_rounded(&self) -> bool {
        let size = self.bounds.size();
        let radius = self.radius().min(size.width.min(size.height) / 2.0);
        let tolerance = (0.06 * size.width.min(size.height)).max(self.tolerance());
        let off = |p: &Point| {
            let from_centre = *p - self.bounds.center();
            let x = from_centre.x.abs() - size.width / 2.0 + radius;
            let y = from_centre.y.abs() - size.height / 2.0 + radius;
            x.max(0.0).hypot(y.max(0.0)) + x.max(y).min(0.0) - radius
        };
        self.points.iter().all(|p| off(p).abs() <= tolerance)
            || self.area().abs() >= 0.92 * self.bounds.area()
    }

    /// How far a point may stand from where it should: a page turned by a hair, coordinates rounded.
    fn tolerance(&self) -> f64 {
        (0.01 * self.bounds.width().min(self.bounds.height())).max(0.1)
    }
}

#[cfg(test)]
mod tests {
    use boardlift_model::Direction;
    use hayro_interpret::kurbo::{Circle, Ellipse, RoundedRect, Shape as _};

    use super::*;

    fn check(path: &BezPath, expected: &[Shape]) {
        let shapes: Vec<Shape> = outlines(path, Affine::IDENTITY).map(|outline| outline.shape()).collect();
        assert_eq!(shapes, expected);
    }

    fn svg(path: &str) -> BezPath {
        BezPath::from_svg(path).unwrap()
    }

    #[test]
    fn boxes() {
        check(&svg("M10 10 H90 V30 H10 Z"), &[Shape::Rectangle]);
        check(&svg("M10 10 H90 V30 H10 V10"), &[Shape::Rectangle]);
        check(&svg("M10 10 H40 H90 V30 H10 Z M10 50 H90 V60 H10 Z"), &[Shape::Rectangle, Shape::Rectangle]);
        check(&svg("M10 10.05 L90 10 L90.05 30 L10 30 Z"), &[Shape::Rectangle]);
        check(&svg("M10 10 H90 V30 H50 V60 H10 Z"), &[Shape::Other]);
    }

    #[test]
    fn round_shapes() {
        check(&Circle::new((50.0, 50.0), 5.0).to_path(0.01), &[Shape::Ellipse]);
        check(&Ellipse::new((50.0, 50.0), (9.0, 5.0), 0.0).to_path(0.01), &[Shape::Ellipse]);
        check(&RoundedRect::new(0.0, 0.0, 60.0, 14.0, 7.0).to_path(0.01), &[Shape::Pill]);
        check(&RoundedRect::new(0.0, 0.0, 60.0, 14.0, 3.0).to_path(0.01), &[Shape::Pill]);
        check(&RoundedRect::new(0.0, 0.0, 200.0, 100.0, 4.0).to_path(0.01), &[Shape::Rectangle]);
        check(&svg("M0 0 L10 0 A10 10 0 0 1 0 10 Z"), &[Shape::Other]);
    }

    #[test]
    fn a_drawing_is_not_named() {
        let mut path = svg("M0 0");
        for n in 0..1000 {
            path.line_to((f64::from(n % 7), f64::from(n % 11)));
        }
        check(&path, &[Shape::Other]);
    }

    #[test]
    fn arrows_are_shapes() {
        check(&svg("M5 0 L10 8 L0 8 Z"), &[Shape::Arrow(Direction::Up)]);
    }
}
