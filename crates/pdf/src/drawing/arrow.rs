//! Which way a small filled polygon points: a triangle, or a head on a shaft. Refuses whatever points nowhere or
//! slantwise, since a wrong direction is worse than none.

use boardlift_model::Direction;
use hayro_interpret::kurbo::{Point, Rect};

/// An arrow beside a figure is no taller than two lines of large type; larger polygons are pictures.
const LARGEST: f64 = 36.0;
/// How far a corner may stand from where it should, as a part of the box's longer side.
const TOLERANCE: f64 = 0.04;

/// The direction of an outline within `bounds`, if it is a triangle or an arrow.
pub(crate) fn direction(points: &[Point], bounds: Rect) -> Option<Direction> {
    let longer = bounds.width().max(bounds.height());
    if longer > LARGEST || longer <= 0.0 || points.len() > 24 {
        return None;
    }
    let corners = corners(points, TOLERANCE * longer);
    let points_up = |turn: fn(&Point) -> Point| {
        points_up(&corners.iter().map(turn).collect::<Vec<_>>(), TOLERANCE * longer)
    };
    let up = points_up(|p| *p);
    let down = points_up(|p| Point::new(p.x, -p.y));
    let left = points_up(|p| Point::new(p.y, p.x));
    let right = points_up(|p| Point::new(p.y, -p.x));
    match (up, down, left || right || two_headed(&corners, TOLERANCE * longer)) {
        (true, false, false) => Some(Direction::Up),
        (false, true, false) => Some(Direction::Down),
        (false, false, true) => Some(Direction::Same),
        _ => None,
    }
}

/// Whether it has one tip in the middle of its top and stands on a level edge: a triangle on its base, or a head that
/// is wider than the shaft under it. A star stands on two points, a house is no wider at its head: both are refused.
fn points_up(corners: &[Point], tolerance: f64) -> bool {
    let bounds = bounding(corners);
    let at_top = |p: &Point| p.y - bounds.y0 <= tolerance;
    let mut tips = corners.iter().filter(|p| at_top(p));
    let (Some(tip), None) = (tips.next(), tips.next()) else { return false };
    let middle = |x: f64| (x - bounds.center().x).abs() <= 0.15 * bounds.width();
    let Some((a, b)) = foot(corners, bounds.y1 - tolerance) else { return false };
    let foot = (a.x - b.x).abs() / bounds.width();
    let whole = match corners.len() {
        3 => foot > 0.9,
        7..=9 => foot < 0.75 && is_head(corners, tip, bounds),
        _ => false,
    };
    whole && middle(tip.x) && middle(f64::midpoint(a.x, b.x))
}

/// Whether the corners next to the tip are the widest: the two ends of the head.
fn is_head(corners: &[Point], tip: &Point, bounds: Rect) -> bool {
    let Some(place) = corners.iter().position(|p| p == tip) else { return false };
    let beside = [corners[(place + 1) % corners.len()], corners[(place + corners.len() - 1) % corners.len()]];
    (beside[0].x - beside[1].x).abs() > 0.9 * bounds.width()
}

/// The one edge that lies below `level`.
fn foot(corners: &[Point], level: f64) -> Option<(Point, Point)> {
    let mut edges = corners.iter().zip(corners.iter().cycle().skip(1));
    let edge = edges.find(|(a, b)| a.y >= level && b.y >= level)?;
    (corners.iter().filter(|p| p.y >= level).count() == 2).then_some((*edge.0, *edge.1))
}

/// A level arrow with a head at both ends: ten corners, one of them at the far left and one at the far right.
fn two_headed(corners: &[Point], tolerance: f64) -> bool {
    let bounds = bounding(corners);
    let tip = |x: f64| {
        let mut tips = corners.iter().filter(|p| (p.x - x).abs() <= tolerance);
        let tip = tips.next().filter(|_| tips.next().is_none());
        tip.is_some_and(|p| (p.y - bounds.center().y).abs() <= 0.15 * bounds.height())
    };
    corners.len() == 10 && bounds.width() > bounds.height() && tip(bounds.x0) && tip(bounds.x1)
}

/// The corners of a polygon: its points without repeats and without those on a straight way.
fn corners(points: &[Point], tolerance: f64) -> Vec<Point> {
    let mut apart: Vec<Point> = Vec::with_capacity(points.len());
    for point in points {
        if apart.last().is_none_or(|last| (*point - *last).hypot() > tolerance) {
            apart.push(*point);
        }
    }
    while apart.len() > 1 && (apart[0] - apart[apart.len() - 1]).hypot() <= tolerance {
        apart.pop();
    }
    let count = apart.len();
    let turns = |place: &usize| {
        let (before, here, after) =
            (apart[(place + count - 1) % count], apart[*place], apart[(place + 1) % count]);
        let way = after - before;
        way.cross(here - before).abs() > tolerance * way.hypot()
    };
    (0..count).filter(turns).map(|place| apart[place]).collect()
}

fn bounding(points: &[Point]) -> Rect {
    let first = points.first().copied().unwrap_or_default();
    points.iter().fold(Rect::from_points(first, first), |rect, point| rect.union_pt(*point))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(points: &[(f64, f64)], expected: Option<Direction>) {
        let points: Vec<Point> = points.iter().map(|point| Point::from(*point)).collect();
        assert_eq!(direction(&points, bounding(&points)), expected);
    }

    /// A block arrow that points up, drawn from its tip.
    const UP: [(f64, f64); 7] =
        [(5.0, 0.0), (10.0, 5.0), (7.0, 5.0), (7.0, 12.0), (3.0, 12.0), (3.0, 5.0), (0.0, 5.0)];

    #[test]
    fn block_arrows() {
        check(&UP, Some(Direction::Up));
        check(&UP.map(|(x, y)| (x, 12.0 - y)), Some(Direction::Down));
        check(&UP.map(|(x, y)| (y, x)), Some(Direction::Same));
        check(&UP.map(|(x, y)| (12.0 - y, x)), Some(Direction::Same));
        check(&UP.map(|(x, y)| (10.0 * x, 10.0 * y)), None);
        let mut closed = UP.to_vec();
        closed.push(UP[0]);
        check(&closed, Some(Direction::Up));
    }

    #[test]
    fn two_headed_arrows_say_no_change() {
        let left = [(0.0, 5.0), (4.0, 0.0), (4.0, 3.0), (12.0, 3.0), (12.0, 0.0)];
        let right = left.map(|(x, y)| (16.0 - x, 10.0 - y));
        check(&[left, right].concat(), Some(Direction::Same));
    }

    #[test]
    fn triangles() {
        check(&[(0.0, 8.0), (10.0, 8.0), (5.0, 0.0)], Some(Direction::Up));
        check(&[(0.0, 0.0), (10.0, 0.0), (5.0, 8.0)], Some(Direction::Down));
        check(&[(0.0, 0.0), (8.0, 5.0), (0.0, 10.0)], Some(Direction::Same));
    }

    #[test]
    fn what_points_nowhere() {
        check(&[(0.0, 0.0), (10.0, 0.0), (10.0, 10.0)], None);
        check(&[(5.0, 0.0), (10.0, 5.0), (5.0, 10.0), (0.0, 5.0)], None);
        check(&[(5.0, 0.0), (10.0, 4.0), (10.0, 10.0), (0.0, 10.0), (0.0, 4.0)], None);
        check(&UP.map(|(x, y)| (x + y, y - x)), None);
        check(&[], None);
        check(&[(1.0, 1.0)], None);
    }
}
