//! Straight pieces of line to whole rules: touching pieces joined, lines drawn twice kept once, rows of dots and
//! dashes made one dashed rule. Never joins pieces of different colour, or lines with paper between them.
//!
//! Each step sorts and then looks at neighbours only, so that a page of many pieces costs n log n.

use boardlift_model::{Axis, Rgb};
use hayro_interpret::kurbo::Rect;

/// Lines whose middles stand closer than this are one line, however thin: a quarter of a point is the least distance
/// that any word processor leaves between two lines.
const SAME_LINE: f64 = 0.25;
/// Pieces with less than this between them touch.
const TOUCHING: f64 = 0.5;
/// Dots and dashes are no longer than this, and stand no further apart: the height of a line of small type.
const LONGEST_DASH: f64 = 8.0;
/// So many dots or dashes at least make a line; three are an ellipsis.
const FEWEST_DASHES: usize = 4;
/// A rule shorter than this rules nothing.
const SHORTEST: f64 = 1.0;
/// No producer draws more lines than this on the same spot; only so many are compared with a new piece.
const MOST_OPEN: usize = 4;

/// A piece of a line that runs level or upright.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Bar {
    pub(crate) axis: Axis,
    /// Where its middle runs across its way.
    pub(crate) at: f64,
    pub(crate) from: f64,
    pub(crate) to: f64,
    pub(crate) width: f64,
    pub(crate) colour: Rgb,
    pub(crate) dashed: bool,
    /// When it was painted.
    pub(crate) order: u32,
}

/// A small square: a piece of a dotted line, the joint of two lines, or a thing of its own.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Dot {
    pub(crate) rect: Rect,
    pub(crate) colour: Rgb,
    /// Whether it hides what lies under it.
    pub(crate) opaque: bool,
    pub(crate) order: u32,
}

/// What the pieces make.
#[derive(Debug, Default)]
pub(crate) struct Joined {
    /// The lines, sorted by axis, then place, then beginning.
    pub(crate) bars: Vec<Bar>,
    /// The dots that are part of no line.
    pub(crate) dots: Vec<Dot>,
}

/// A line in the making, with the dots that it took in.
#[derive(Debug)]
struct Line {
    bar: Bar,
    dots: Vec<usize>,
    /// Whether it is more than dots.
    drawn: bool,
}

impl Bar {
    /// The line that a rectangle is, along its longer side.
    pub(crate) fn along(rect: Rect, axis: Axis, colour: Rgb, order: u32) -> Bar {
        let (at, from, to, width) = match axis {
            Axis::Level => (rect.center().y, rect.x0, rect.x1, rect.height()),
            Axis::Upright => (rect.center().x, rect.y0, rect.y1, rect.width()),
        };
        Bar { axis, at, from, to, width, colour, dashed: false, order }
    }

    /// What it covers.
    pub(crate) fn rect(&self) -> Rect {
        let (near, far) = (self.at - self.width / 2.0, self.at + self.width / 2.0);
        match self.axis {
            Axis::Level => Rect::new(self.from, near, self.to, far),
            Axis::Upright => Rect::new(near, self.from, far, self.to),
        }
    }

    fn length(&self) -> f64 {
        self.to - self.from
    }

    /// Whether no paper lies between two lines that run side by side.
    fn is_beside(&self, other: &Bar) -> bool {
        (self.at - other.at).abs() <= f64::midpoint(self.width, other.width).max(SAME_LINE)
    }

    /// Whether two pieces look alike: a line is not continued by one of half its thickness.
    fn is_like(&self, other: &Bar) -> bool {
        let (thin, thick) = (self.width.min(other.width), self.width.max(other.width));
        self.colour == other.colour
            && self.dashed == other.dashed
            && thick - thin <= (0.5 * thick).max(SAME_LINE)
    }

    /// Whether a piece lies within this one, along its way and across it.
    fn covers(&self, later: &Bar) -> bool {
        let beyond = (self.at - later.at).abs() + later.width / 2.0 - self.width / 2.0;
        self.from - SAME_LINE <= later.from && self.to + SAME_LINE >= later.to && beyond <= SAME_LINE
    }

    /// Takes in a piece that touches it. Side by side they are one thicker line, end to end one longer.
    fn join(&mut self, piece: &Bar) {
        let overlap = self.to.min(piece.to) - self.from.max(piece.from);
        if overlap > 0.5 * self.length().min(piece.length()) {
            let near = (self.at - self.width / 2.0).min(piece.at - piece.width / 2.0);
            let far = (self.at + self.width / 2.0).max(piece.at + piece.width / 2.0);
            (self.at, self.width) = (f64::midpoint(near, far), far - near);
        } else {
            self.width = self.width.max(piece.width);
        }
        self.from = self.from.min(piece.from);
        self.to = self.to.max(piece.to);
        self.order = self.order.max(piece.order);
    }
}

/// Joins pieces and dots to lines.
pub(crate) fn join(bars: Vec<Bar>, dots: Vec<Dot>) -> Joined {
    let mut used = vec![false; dots.len()];
    let mut joined = Vec::new();
    let (level, upright): (Vec<Bar>, Vec<Bar>) = bars.into_iter().partition(|bar| bar.axis == Axis::Level);
    for (axis, bars) in [(Axis::Level, level), (Axis::Upright, upright)] {
        let pieces = bars.into_iter().map(|bar| Line { bar, dots: Vec::new(), drawn: true });
        let dotted = dots.iter().enumerate().map(|(place, dot)| Line {
            bar: Bar::along(dot.rect, axis, dot.colour, dot.order),
            dots: vec![place],
            drawn: false,
        });
        for line in dashes(touching(pieces.chain(dotted).collect())) {
            if !line.drawn {
                continue;
            }
            for dot in line.dots {
                used[dot] = true;
            }
            if line.bar.length() >= SHORTEST {
                joined.push(line.bar);
            }
        }
    }
    joined.sort_by(|a, b| a.axis.cmp(&b.axis).then(a.at.total_cmp(&b.at)).then(a.from.total_cmp(&b.from)));
    let dots = dots.into_iter().zip(used).filter_map(|(dot, used)| (!used).then_some(dot)).collect();
    Joined { bars: joined, dots }
}

/// Joins what touches along the same line.
fn touching(lines: Vec<Line>) -> Vec<Line> {
    let mut done = Vec::with_capacity(lines.len());
    for group in same_lines(lines) {
        let mut open: Vec<Line> = Vec::new();
        for line in group {
            let gap = TOUCHING.max(line.bar.width / 2.0);
            done.extend(open.extract_if(.., |other| other.bar.to + gap < line.bar.from));
            take_in(&mut open, line);
            if open.len() > MOST_OPEN {
                done.push(open.remove(0));
            }
        }
        done.append(&mut open);
    }
    done
}

/// Adds a piece to the open line that it touches, or opens one. A thin piece that lies within a thicker one of its
/// own colour can't be seen.
fn take_in(open: &mut Vec<Line>, line: Line) {
    for other in open.iter_mut().filter(|other| other.bar.is_beside(&line.bar)) {
        let hidden = other.bar.colour == line.bar.colour
            && other.bar.width >= line.bar.width
            && !other.bar.dashed
            && other.bar.covers(&line.bar);
        if !hidden && !other.bar.is_like(&line.bar) {
            continue;
        }
        if !hidden {
            other.bar.join(&line.bar);
        }
        other.drawn |= line.drawn;
        other.dots.extend(line.dots);
        return;
    }
    open.push(line);
}

/// Makes rows of short pieces, evenly spaced, one dashed line each.
fn dashes(lines: Vec<Line>) -> Vec<Line> {
    let (short, mut done): (Vec<Line>, Vec<Line>) =
        lines.into_iter().partition(|line| line.bar.length() <= LONGEST_DASH);
    for group in same_lines(short) {
        let mut row: Vec<Line> = Vec::new();
        for line in group {
            if !continues(&row, &line) {
                close(std::mem::take(&mut row), &mut done);
            }
            row.push(line);
        }
        close(row, &mut done);
    }
    done
}

/// Whether a piece follows the row's last at the distance at which that one follows the one before.
fn continues(row: &[Line], line: &Line) -> bool {
    let Some(last) = row.last() else { return true };
    let gap = line.bar.from - last.bar.to;
    let longest = (3.0 * last.bar.length().max(line.bar.length())).min(LONGEST_DASH);
    let even = match row {
        [.., before, _] => {
            let pitch = last.bar.from - before.bar.to;
            gap <= 1.5 * pitch + SAME_LINE && gap >= 0.5 * pitch - SAME_LINE
        }
        _ => true,
    };
    let alike = last.bar.colour == line.bar.colour && (last.bar.width - line.bar.width).abs() <= TOUCHING;
    alike && even && gap <= longest
}

fn close(row: Vec<Line>, done: &mut Vec<Line>) {
    if row.len() < FEWEST_DASHES {
        return done.extend(row);
    }
    let mut pieces = row.into_iter();
    let Some(mut whole) = pieces.next() else { return };
    for piece in pieces {
        whole.bar.to = whole.bar.to.max(piece.bar.to);
        whole.bar.order = whole.bar.order.max(piece.bar.order);
        whole.dots.extend(piece.dots);
    }
    whole.bar.dashed = true;
    whole.drawn = true;
    done.push(whole);
}

/// The lines in groups that run along the same place, each sorted by its beginning. A group is no thicker than its
/// first line and what touches that.
fn same_lines(mut lines: Vec<Line>) -> Vec<Vec<Line>> {
    lines.sort_by(|a, b| a.bar.at.total_cmp(&b.bar.at).then(a.bar.from.total_cmp(&b.bar.from)));
    let mut groups: Vec<Vec<Line>> = Vec::new();
    for line in lines {
        match groups.last_mut() {
            Some(group) if group.first().is_some_and(|first| first.bar.is_beside(&line.bar)) => {
                group.push(line);
            }
            _ => groups.push(vec![line]),
        }
    }
    for group in &mut groups {
        group.sort_by(|a, b| a.bar.from.total_cmp(&b.bar.from).then(b.bar.to.total_cmp(&a.bar.to)));
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    const RED: Rgb = Rgb { red: 255, green: 0, blue: 0 };

    fn bar(at: f64, from: f64, to: f64, width: f64) -> Bar {
        Bar { axis: Axis::Level, at, from, to, width, colour: Rgb::BLACK, dashed: false, order: 0 }
    }

    fn dot(x: f64, y: f64) -> Dot {
        Dot { rect: Rect::new(x, y, x + 1.0, y + 1.0), colour: Rgb::BLACK, opaque: true, order: 0 }
    }

    fn check(bars: &[Bar], expected: &[Bar]) {
        assert_eq!(join(bars.to_vec(), vec![]).bars, expected);
        let reversed = bars.iter().rev().cloned().collect();
        assert_eq!(join(reversed, vec![]).bars, expected, "drawn the other way round");
    }

    #[test]
    fn touching_pieces_are_one() {
        check(&[bar(5.0, 0.0, 10.0, 1.0), bar(5.0, 10.2, 30.0, 1.0)], &[bar(5.0, 0.0, 30.0, 1.0)]);
        check(&[bar(5.0, 0.0, 20.0, 1.0), bar(5.0, 10.0, 30.0, 1.0)], &[bar(5.0, 0.0, 30.0, 1.0)]);
        let apart = [bar(5.0, 0.0, 10.0, 1.0), bar(5.0, 12.0, 30.0, 1.0)];
        check(&apart, &apart);
    }

    #[test]
    fn a_line_drawn_twice_is_one() {
        check(&[bar(5.0, 0.0, 10.0, 1.0), bar(5.0, 0.0, 10.0, 1.0)], &[bar(5.0, 0.0, 10.0, 1.0)]);
        check(&[bar(5.0, 0.0, 10.0, 0.5), bar(5.5, 0.0, 10.0, 0.5)], &[bar(5.25, 0.0, 10.0, 1.0)]);
        check(&[bar(5.0, 0.0, 50.0, 2.0), bar(5.0, 10.0, 20.0, 0.5)], &[bar(5.0, 0.0, 50.0, 2.0)]);
    }

    #[test]
    fn other_lines_stay_apart() {
        let double = [bar(5.0, 0.0, 10.0, 0.5), bar(6.0, 0.0, 10.0, 0.5)];
        check(&double, &double);
        let thicker = [bar(5.0, 0.0, 20.0, 0.5), bar(5.0, 20.0, 40.0, 2.0)];
        check(&thicker, &thicker);
        let colours = [bar(5.0, 0.0, 20.0, 1.0), Bar { colour: RED, ..bar(5.0, 20.0, 40.0, 1.0) }];
        check(&colours, &colours);
    }

    #[test]
    fn short_pieces_in_a_row_are_a_dashed_line() {
        let pieces: Vec<Bar> =
            (0..10).map(|n| bar(5.0, 6.0 * f64::from(n), 6.0 * f64::from(n) + 3.0, 1.0)).collect();
        check(&pieces, &[Bar { dashed: true, ..bar(5.0, 0.0, 57.0, 1.0) }]);
        let columns: Vec<Bar> =
            (0..5).map(|n| bar(5.0, 60.0 * f64::from(n), 60.0 * f64::from(n) + 55.0, 1.0)).collect();
        check(&columns, &columns);
    }

    #[test]
    fn dots() {
        let row: Vec<Dot> = (0..10).map(|n| dot(2.0 * f64::from(n), 4.5)).collect();
        let joined = join(vec![], row[..3].to_vec());
        assert_eq!((joined.bars.len(), joined.dots.len()), (0, 3));
        let joined = join(vec![], row.clone());
        assert_eq!(joined.bars, [Bar { dashed: true, ..bar(5.0, 0.0, 19.0, 1.0) }]);
        assert!(joined.dots.is_empty());
        let column = (0..10).map(|n| dot(0.0, 4.5 + 2.0 * f64::from(n))).collect();
        let joined = join(vec![], column);
        assert_eq!(joined.bars, [Bar { axis: Axis::Upright, dashed: true, ..bar(0.5, 4.5, 23.5, 1.0) }]);
    }

    #[test]
    fn a_dot_between_two_pieces_joins_them() {
        let joined = join(vec![bar(5.0, 0.0, 10.0, 1.0), bar(5.0, 11.0, 30.0, 1.0)], vec![dot(10.0, 4.5)]);
        assert_eq!(joined.bars, [bar(5.0, 0.0, 30.0, 1.0)]);
        assert!(joined.dots.is_empty());
    }

    #[test]
    fn a_page_of_many_pieces_takes_no_longer_than_its_length() {
        let pieces =
            (0..100_000).map(|n| bar(5.0, f64::from(n % 300), f64::from(n % 300) + 1.0, 1.0)).collect();
        assert_eq!(join(pieces, vec![]).bars, [bar(5.0, 0.0, 300.0, 1.0)]);
    }
}
