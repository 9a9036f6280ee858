//! The level and upright lines of a stroked path, with the thickness that the transform gives them.

use boardlift_model::{Axis, Rgb};
use hayro_interpret::StrokeProps;
use hayro_interpret::kurbo::{Affine, BezPath, Cap, PathEl, Point};

use crate::drawing::rules::Bar;

/// How far a line may rise for its length and still be level: half a degree, the noise of a page turned by hand.
const SLOPE: f64 = 0.01;
/// How far it may rise however short it is: rounding of coordinates.
const RISE: f64 = 0.1;
/// In an outline of many strokes a level piece shorter than this is a step of a curve.
const SHORTEST_STEP: f64 = 3.0;
/// A dash pattern with no gap longer than this is seen as a solid line.
const NO_GAP: f32 = 0.05;

/// The lines of `path` that run level or upright, in page space. Curves and slanting lines are left out.
pub(crate) fn lines(path: &BezPath, transform: Affine, stroke: &StrokeProps) -> impl Iterator<Item = Bar> {
    let elements = path.elements();
    let pen = Pen::new(transform, stroke);
    let single = elements.len() <= 6;
    let mut start = Point::ZERO;
    let mut last = Point::ZERO;
    elements.iter().enumerate().filter_map(move |(place, element)| {
        let element = transform * *element;
        let from = last;
        last = match element {
            PathEl::ClosePath => start,
            _ => element.end_point().unwrap_or(last),
        };
        match element {
            PathEl::MoveTo(point) => {
                start = point;
                None
            }
            PathEl::LineTo(_) | PathEl::ClosePath => {
                let alone = single || is_alone(elements, place);
                pen.draw(from, last).filter(|bar| alone || bar.to - bar.from >= SHORTEST_STEP)
            }
            PathEl::QuadTo(..) | PathEl::CurveTo(..) => None,
        }
    })
}

/// Whether the piece that ends at `place` is the only one of its sub-path, as the dash of a line drawn dash by dash is.
fn is_alone(elements: &[PathEl], place: usize) -> bool {
    let first = place.checked_sub(1).is_some_and(|before| matches!(elements[before], PathEl::MoveTo(_)));
    first && elements.get(place + 1).is_none_or(|next| matches!(next, PathEl::MoveTo(_)))
}

/// A pen as it draws on the page.
struct Pen {
    /// The thickness of a level line.
    level: f64,
    /// The thickness of an upright line.
    upright: f64,
    /// Whether it draws beyond the ends of a line, by half its thickness.
    beyond: bool,
    dashed: bool,
}

impl Pen {
    /// The round nib of ISO 32000-2, 8.4.3.2 becomes an ellipse under the transform; a line is as thick as that ellipse
    /// is across the line's way.
    fn new(transform: Affine, stroke: &StrokeProps) -> Pen {
        let [a, b, c, d, _, _] = transform.as_coeffs();
        let width = f64::from(stroke.line_width.abs());
        let gap = |place: usize, length: &f32| place % 2 == 1 && *length > NO_GAP;
        let odd = stroke.dash_array.len() % 2 == 1;
        let dashed = odd || stroke.dash_array.iter().enumerate().any(|(place, length)| gap(place, length));
        Pen {
            level: width * b.hypot(d),
            upright: width * a.hypot(c),
            beyond: stroke.line_cap != Cap::Butt,
            dashed,
        }
    }

    fn draw(&self, a: Point, b: Point) -> Option<Bar> {
        let (x, y) = ((b.x - a.x).abs(), (b.y - a.y).abs());
        let colour = Rgb::BLACK;
        let dashed = self.dashed;
        let bar = if x > y && y <= (SLOPE * x).max(RISE) {
            let (at, from, to) = (f64::midpoint(a.y, b.y), a.x.min(b.x), a.x.max(b.x));
            Bar { axis: Axis::Level, at, from, to, width: self.level, colour, dashed, order: 0 }
        } else if y > x && x <= (SLOPE * y).max(RISE) {
            let (at, from, to) = (f64::midpoint(a.x, b.x), a.y.min(b.y), a.y.max(b.y));
            Bar { axis: Axis::Upright, at, from, to, width: self.upright, colour, dashed, order: 0 }
        } else {
            return None;
        };
        let beyond = if self.beyond { bar.width / 2.0 } else { 0.0 };
        Some(Bar { from: bar.from - beyond, to: bar.to + beyond, ..bar })
    }
}
