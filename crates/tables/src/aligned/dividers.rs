//! What parts rows for certain: level rules and the edges of coloured bands that run across a table. Upright ones are
//! only counted: a table whose cells are drawn on all sides is better read from its lines.

use boardlift_model::BBox;

use super::columns::Column;
use super::strip::Span;
use crate::guides::{Guide, Guides, Source};

/// The level lines of a page by height, and its upright ones from left to right.
pub(super) struct Dividers<'a> {
    strokes: &'a [Guide],
    uprights: &'a [Guide],
}

/// A divider across a table.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Divider {
    /// Its height.
    pub(super) y: f32,
    /// Whether it is a rule, and not the edge of a band.
    pub(super) ruled: bool,
}

/// A divider that runs to the last column, and the column that it begins at.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Begun {
    pub(super) divider: Divider,
    pub(super) column: usize,
}

/// Strokes this close, in points, are one line drawn in pieces, or a double rule's two lines.
const SAME_LINE: f32 = 1.5;

/// Lines round a cell stand as far from its text as cells are padded, a few points: so far a rule under the last
/// headings goes beyond them.
const PADDING: f32 = 6.0;

/// A divider covers this part of a table's width. Pieces over each cell may leave gaps between columns.
const ACROSS: f32 = 0.75;

/// A rule under a row is wider than one cell of it by this factor at least.
const WIDER: f32 = 1.25;

impl<'a> Dividers<'a> {
    pub(super) fn of(guides: &'a Guides) -> Dividers<'a> {
        Dividers { strokes: &guides.level, uprights: &guides.upright }
    }

    /// The dividers that run across `width` between two heights, from top to bottom.
    pub(super) fn across(&self, width: Span, top: f32, bottom: f32) -> Vec<Divider> {
        let mut found = Vec::new();
        let strokes = self.between(top, bottom);
        let mut first = 0;
        for at in 1..=strokes.len() {
            if at < strokes.len() && strokes[at].at - strokes[at - 1].at <= SAME_LINE {
                continue;
            }
            let line = &strokes[first..at];
            first = at;
            if covered(line, width) >= ACROSS * width.length() {
                let ruled = line.iter().any(|stroke| stroke.source == Source::Rule);
                found.push(Divider { y: line[line.len() / 2].at, ruled });
            }
        }
        found
    }

    /// The rules between two heights that run to the last column and begin in the white before some column, from top to
    /// bottom.
    pub(super) fn begun(&self, columns: &[Column], top: f32, bottom: f32) -> Vec<Begun> {
        let (Some(first), Some(last)) = (columns.first(), columns.last()) else { return Vec::new() };
        let whole = Span { from: first.cell.from, to: last.cell.to };
        let lines = self.between(top, bottom).chunk_by(|a, b| b.at - a.at <= SAME_LINE);
        let begun = lines.filter_map(|line| {
            let from = line.iter().map(|stroke| stroke.from).filter(|&from| from < whole.to);
            let from = from.min_by(f32::total_cmp)?;
            let column = columns.partition_point(|column| column.core.from < from - SAME_LINE);
            let in_white = column.checked_sub(1).is_none_or(|left| columns[left].core.to <= from + SAME_LINE);
            let ruled = line.iter().any(|stroke| stroke.source == Source::Rule);
            let rest = columns.get(column..).filter(|rest| !rest.is_empty())?;
            let runs =
                ruled && in_white && rest.iter().all(|column| covers(line, whole, column.core.middle()));
            runs.then_some(Begun { divider: Divider { y: line[line.len() / 2].at, ruled }, column })
        });
        begun.collect()
    }

    /// All level lines between two heights, from top to bottom: where each runs, and its width.
    pub(super) fn lines(&self, top: f32, bottom: f32) -> Vec<(f32, Span)> {
        self.between(top, bottom).iter().map(|stroke| (stroke.at, span(stroke))).collect()
    }

    /// The rules between two heights that lie under a part of `width` only, as those under a heading of several
    /// columns do.
    pub(super) fn partial(&self, width: Span, top: f32, bottom: f32) -> Vec<Span> {
        let inside = |span: Span| span.from >= width.from - SAME_LINE && span.to <= width.to + PADDING;
        self.between(top, bottom)
            .iter()
            .filter(|stroke| {
                stroke.source == Source::Rule
                    && inside(span(stroke))
                    && stroke.length() < ACROSS * width.length()
            })
            .map(span)
            .collect()
    }

    /// Whether any of the lines between two heights runs across a corridor.
    pub(super) fn cross(&self, corridor: Span, top: f32, bottom: f32) -> bool {
        let middle = corridor.middle();
        self.between(top, bottom).iter().any(|stroke| stroke.from < middle && middle < stroke.to)
    }

    /// Whether lines wider than the box run close above and below it, as they do round a cell of a ruled row.
    pub(super) fn hold(&self, bbox: BBox, near: f32) -> bool {
        let width = bbox.x1 - bbox.x0;
        let wider = |stroke: &Guide| {
            stroke.from <= bbox.x0 && bbox.x1 <= stroke.to && stroke.length() >= WIDER * width
        };
        self.between(bbox.y0 - near, bbox.y0).iter().any(wider)
            && self.between(bbox.y1, bbox.y1 + near).iter().any(wider)
    }

    /// How many upright lines within `width` run down most of the way between two heights.
    pub(super) fn uprights(&self, width: Span, top: f32, bottom: f32) -> usize {
        let first = self.uprights.partition_point(|stroke| stroke.at < width.from);
        let height = Span { from: top, to: bottom };
        self.uprights[first..]
            .iter()
            .take_while(|stroke| stroke.at <= width.to)
            .filter(|stroke| span(stroke).overlap(height) >= ACROSS * height.length())
            .count()
    }

    fn between(&self, top: f32, bottom: f32) -> &'a [Guide] {
        let first = self.strokes.partition_point(|stroke| stroke.at < top);
        let last = self.strokes.partition_point(|stroke| stroke.at <= bottom);
        &self.strokes[first..last.max(first)]
    }
}

fn span(stroke: &Guide) -> Span {
    Span { from: stroke.from, to: stroke.to }
}

/// Whether a stroke that is not much longer than `whole` runs above or below a place.
fn covers(line: &[Guide], whole: Span, x: f32) -> bool {
    let slack = whole.length() / 4.0;
    let fits = |stroke: &&Guide| stroke.from >= whole.from - slack && stroke.to <= whole.to + slack;
    line.iter().filter(fits).any(|stroke| stroke.from <= x && x <= stroke.to)
}

/// How much of `width` the strokes cover. A stroke much longer than the width belongs to something else: a line
/// under the page's head, the frame of a box.
fn covered(line: &[Guide], width: Span) -> f32 {
    let slack = width.length() / 4.0;
    let mut spans: Vec<Span> = line
        .iter()
        .map(span)
        .filter(|span| span.from >= width.from - slack && span.to <= width.to + slack)
        .collect();
    spans.sort_by(|a, b| a.from.total_cmp(&b.from));
    let (mut sum, mut reached) = (0.0, width.from);
    for span in spans {
        let piece = Span { from: span.from.max(reached), to: span.to.min(width.to) };
        sum += piece.length().max(0.0);
        reached = reached.max(span.to);
    }
    sum
}
