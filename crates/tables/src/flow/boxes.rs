//! Text boxes: frames and shaded rectangles around lines that are read together, before or after what stands beside them.

use boardlift_model::{Axis, BBox, Page, Rgb, Rule};

use super::lines::Line;

/// A page with more closed rectangles than this is a drawing or a table; its boxes say nothing about reading order.
const MOST_BOXES: usize = 256;

/// How many rules at one edge are looked at for the side of a frame.
const RULES_LOOKED_AT: usize = 32;

/// Frames may have round corners: their sides stop this many points short at most, an em of ordinary type.
const CORNER: f32 = 12.0;

/// The text boxes of a page, the largest first: rectangles with two lines or more inside, and no line that crosses their
/// edge. `whole` are the boxes of tables; a rectangle that has one in part, or lies in one, is no text box.
pub(crate) fn text_boxes(page: &Page, stretches: &[Line], whole: &[BBox]) -> Vec<BBox> {
    let fills = page.fills.iter().filter(|fill| fill.colour != Rgb::WHITE).map(|fill| fill.bbox);
    let mut boxes: Vec<BBox> = fills.chain(frames(page)).collect();
    boxes.sort_by(|a, b| {
        area(*b).total_cmp(&area(*a)).then(a.y0.total_cmp(&b.y0)).then(a.x0.total_cmp(&b.x0))
    });
    boxes.dedup_by(|b, a| inside(*b, *a) && inside(*a, *b));
    if boxes.len() > MOST_BOXES {
        return Vec::new();
    }
    boxes.retain(|&around| {
        let cut_table = whole.iter().any(|&table| meets(table, around) && !inside(table, around));
        !cut_table && holds_lines(around, stretches)
    });
    boxes
}

/// Whether the middle of a box lies in another.
pub(crate) fn holds(around: BBox, inner: BBox) -> bool {
    let (x, y) = (f32::midpoint(inner.x0, inner.x1), f32::midpoint(inner.y0, inner.y1));
    around.x0 <= x && x <= around.x1 && around.y0 <= y && y <= around.y1
}

/// Whether lines on two baselines or more lie in the box and none lies across its edge.
fn holds_lines(around: BBox, stretches: &[Line]) -> bool {
    let mut baselines: Vec<(f32, f32)> = Vec::new();
    for line in stretches {
        let inner = holds(around, line.bbox);
        let em = line.size / 2.0;
        let crosses = line.bbox.x0 < around.x0 - em || line.bbox.x1 > around.x1 + em;
        let beside = line.bbox.x0 < around.x1 - em && line.bbox.x1 > around.x0 + em;
        let level = around.y0 < line.baseline && line.baseline < around.y1;
        if level && beside && crosses {
            return false;
        }
        if inner {
            baselines.push((line.baseline, line.size));
        }
    }
    let top = baselines.iter().map(|(baseline, _)| *baseline).fold(f32::INFINITY, f32::min);
    baselines.iter().any(|(baseline, size)| baseline - top > size / 2.0)
}

/// Rectangles of two level rules, one above the other, with an upright rule at either end. A bar may be the upper one.
fn frames(page: &Page) -> Vec<BBox> {
    let rules = page.rules.iter().filter(|rule| rule.axis == Axis::Level);
    let bars = page.fills.iter().filter(|fill| is_bar(&fill.bbox)).map(|fill| Level::of_bar(&fill.bbox));
    let mut level: Vec<Level> = rules.map(Level::of_rule).chain(bars).collect();
    level.sort_by(|a, b| a.from.total_cmp(&b.from).then(a.at.total_cmp(&b.at)));
    let mut upright: Vec<&Rule> = page.rules.iter().filter(|rule| rule.axis == Axis::Upright).collect();
    upright.sort_by(|a, b| a.at.total_cmp(&b.at));
    let mut found = Vec::new();
    for (at, top) in level.iter().enumerate() {
        let below = level[at + 1..].iter().take(RULES_LOOKED_AT);
        let bottom = below.take_while(|rule| rule.from - top.from <= 1.0).find(|rule| {
            (rule.to - top.to).abs() <= 1.0
                && is_side(&upright, top.from, top.at, rule.at)
                && is_side(&upright, top.to, top.at, rule.at)
        });
        found.extend(bottom.map(|rule| BBox { x0: top.from, y0: top.at, x1: top.to, y1: rule.at }));
    }
    found
}

/// A rule or a bar across.
struct Level {
    at: f32,
    from: f32,
    to: f32,
}

impl Level {
    fn of_rule(rule: &Rule) -> Level {
        Level { at: rule.at, from: rule.from, to: rule.to }
    }

    fn of_bar(bar: &BBox) -> Level {
        Level { at: bar.y0, from: bar.x0, to: bar.x1 }
    }
}

/// Whether a plate is a bar along the edge of a frame: too low for text, and long.
fn is_bar(bbox: &BBox) -> bool {
    let (width, height) = (bbox.x1 - bbox.x0, bbox.y1 - bbox.y0);
    height <= CORNER / 2.0 && width > CORNER
}

fn is_side(upright: &[&Rule], x: f32, y0: f32, y1: f32) -> bool {
    let first = upright.partition_point(|rule| rule.at < x - CORNER);
    upright[first..]
        .iter()
        .take(RULES_LOOKED_AT)
        .take_while(|rule| rule.at <= x + CORNER)
        .any(|rule| rule.from <= y0 + CORNER && rule.to >= y1 - CORNER)
}

fn area(bbox: BBox) -> f32 {
    (bbox.x1 - bbox.x0) * (bbox.y1 - bbox.y0)
}

fn inside(inner: BBox, outer: BBox) -> bool {
    const SLACK: f32 = 1.0;
    inner.x0 >= outer.x0 - SLACK
        && inner.y0 >= outer.y0 - SLACK
        && inner.x1 <= outer.x1 + SLACK
        && inner.y1 <= outer.y1 + SLACK
}

fn meets(a: BBox, b: BBox) -> bool {
    a.x0 < b.x1 && b.x0 < a.x1 && a.y0 < b.y1 && b.y0 < a.y1
}
