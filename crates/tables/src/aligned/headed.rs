//! Columns as their headings tell them.
//!
//! Words stand left in a cell and figures right, so that a heading may lie beside its column rather than above it: it
//! is then the heading of the figures on its right. Headings and columns are matched in their order, so that as few
//! of them as may be are left over; a heading that is left over between two others has a column of its own, which is
//! blank.

use super::columns::Column;
use super::strip::{Span, Strip};

/// What it costs to leave a column without a heading, or a heading without a column.
const ALONE: f32 = 1.0;
/// What it costs to match a heading with figures on its right, which it doesn't overlap.
const LEFT_OF: f32 = 0.5;
/// What it costs to match a heading with words on its left: worse than leaving both alone where others need them.
const RIGHT_OF: f32 = 1.5;

/// The items of headings that stand below each other.
struct Heading {
    span: Span,
    height: Span,
}

/// The columns, wide enough to lie under their headings, and with those that have nothing but a heading.
pub(super) fn headed(mut columns: Vec<Column>, heads: &[Strip]) -> Vec<Column> {
    // Between two corridors that lie close together there may be nothing.
    columns.retain(|column| column.core.from <= column.core.to);
    let headings = headings(&columns, heads);
    let matches = matches(&columns, &headings);
    let mut blank: Vec<Span> = Vec::new();
    for (at, heading) in headings.iter().enumerate() {
        match matches[at] {
            Some(column) => columns[column].core = columns[column].core.around(heading.span),
            None if stands_beside_others(&headings, &matches, at) => blank.push(heading.span),
            None => {}
        }
    }
    columns.extend(blank.into_iter().map(|span| Column { cell: span, core: span }));
    columns.sort_by(|a, b| a.core.from.total_cmp(&b.core.from));
    meet(&mut columns);
    columns
}

/// The headings over one column at most, from left to right; they don't overlap.
fn headings(columns: &[Column], heads: &[Strip]) -> Vec<Heading> {
    let over = |span: Span| columns.iter().filter(|column| span.overlap(column.core) > 0.0).count();
    let items = heads.iter().flat_map(|strip| &strip.items);
    let mut headings: Vec<Heading> = items
        .filter(|item| over(item.span()) <= 1)
        .map(|item| Heading { span: item.span(), height: Span { from: item.bbox.y0, to: item.bbox.y1 } })
        .collect();
    headings.sort_by(|a, b| a.span.from.total_cmp(&b.span.from));
    let mut merged: Vec<Heading> = Vec::new();
    for heading in headings {
        match merged.last_mut() {
            Some(last) if last.span.overlap(heading.span) > 0.0 => {
                last.span = last.span.around(heading.span);
                last.height = last.height.around(heading.height);
            }
            _ => merged.push(heading),
        }
    }
    merged.retain(|heading| over(heading.span) <= 1);
    merged
}

/// The column of each heading, in order and at the least cost.
fn matches(columns: &[Column], headings: &[Heading]) -> Vec<Option<usize>> {
    let width = columns.len() + 1;
    // The cost of matching the first headings with the first columns.
    let mut costs = vec![0.0_f32; (headings.len() + 1) * width];
    for column in 1..width {
        costs[column] = costs[column - 1] + ALONE;
    }
    for at in 1..=headings.len() {
        costs[at * width] = costs[(at - 1) * width] + ALONE;
        for column in 1..width {
            let alone = costs[(at - 1) * width + column].min(costs[at * width + column - 1]) + ALONE;
            let both = costs[(at - 1) * width + column - 1] + cost(columns, column - 1, headings, at - 1);
            costs[at * width + column] = alone.min(both);
        }
    }
    let mut found = vec![None; headings.len()];
    let (mut at, mut column) = (headings.len(), columns.len());
    while at > 0 && column > 0 {
        let here = costs[at * width + column];
        if here >= costs[(at - 1) * width + column] + ALONE {
            at -= 1;
        } else if here >= costs[at * width + column - 1] + ALONE {
            column -= 1;
        } else {
            (at, column) = (at - 1, column - 1);
            found[at] = Some(column);
        }
    }
    found
}

/// What it costs to match a heading with a column; without bound if another column or heading lies between them.
fn cost(columns: &[Column], column: usize, headings: &[Heading], at: usize) -> f32 {
    let (core, heading) = (columns[column].core, headings[at].span);
    let left = column.checked_sub(1).map_or(f32::NEG_INFINITY, |before| columns[before].core.to);
    let right = columns.get(column + 1).map_or(f32::INFINITY, |after| after.core.from);
    let earlier = at.checked_sub(1).map_or(f32::NEG_INFINITY, |before| headings[before].span.from);
    let later = headings.get(at + 1).map_or(f32::INFINITY, |after| after.span.to);
    if heading.overlap(core) > 0.0 {
        0.0
    } else if heading.to <= core.from && heading.from >= left && later > core.from {
        LEFT_OF
    } else if heading.from >= core.to && heading.to <= right && earlier < core.to {
        RIGHT_OF
    } else {
        f32::INFINITY
    }
}

/// Whether headings on both sides have columns and stand at the height of this one; on its right there may be none.
fn stands_beside_others(headings: &[Heading], matches: &[Option<usize>], at: usize) -> bool {
    let height = headings[at].height;
    let beside = |other: &usize| {
        matches[*other].is_some() && height.overlap(headings[*other].height) >= height.length() / 2.0
    };
    let is_last = matches[at + 1..].iter().all(Option::is_none);
    (0..at).any(|other| beside(&other)) && (is_last || (at + 1..headings.len()).any(|other| beside(&other)))
}

/// Makes the cells meet half way between the items of neighbouring columns.
fn meet(columns: &mut [Column]) {
    for right in 1..columns.len() {
        let edge = f32::midpoint(columns[right - 1].core.to, columns[right].core.from);
        columns[right - 1].cell.to = edge;
        columns[right].cell.from = edge;
    }
    if let [first, ..] = columns {
        first.cell.from = first.cell.from.min(first.core.from);
    }
    if let [.., last] = columns {
        last.cell.to = last.cell.to.max(last.core.to);
    }
}

#[cfg(test)]
mod tests {
    use boardlift_model::BBox;

    use super::super::figures::Kind;
    use super::super::strip::Item;
    use super::*;

    /// Columns by the ends of their items, headings by theirs, all of one line; the columns as they come out.
    fn check(columns: &[(f32, f32)], heads: &[(f32, f32)], expected: &[(f32, f32)]) {
        let columns = columns.iter().map(|&(from, to)| Span { from, to });
        let columns = columns.map(|core| Column { cell: core, core }).collect();
        let items: Vec<Item> = heads
            .iter()
            .map(|&(x0, x1)| Item {
                words: Vec::new(),
                bbox: BBox { x0, y0: 0.0, x1, y1: 10.0 },
                size: 10.0,
                kind: Kind::Words,
            })
            .collect();
        let strip = Strip { items, baseline: 8.0, size: 10.0, bold: true };
        let found: Vec<(f32, f32)> =
            headed(columns, &[strip]).iter().map(|column| (column.core.from, column.core.to)).collect();
        assert_eq!(found, expected, "under {heads:?}");
    }

    #[test]
    fn a_heading_beside_figures_is_that_of_the_figures_on_its_right() {
        check(
            &[(0.0, 50.0), (100.0, 120.0), (150.0, 170.0)],
            &[(0.0, 30.0), (75.0, 95.0), (125.0, 145.0)],
            &[(0.0, 50.0), (75.0, 120.0), (125.0, 170.0)],
        );
    }

    #[test]
    fn a_heading_left_over_between_others_has_a_blank_column() {
        check(
            &[(0.0, 50.0), (100.0, 120.0), (180.0, 200.0)],
            &[(0.0, 30.0), (100.0, 115.0), (140.0, 150.0), (180.0, 195.0)],
            &[(0.0, 50.0), (100.0, 120.0), (140.0, 150.0), (180.0, 200.0)],
        );
        // The heading next to the figures has them, however near the one before it.
        check(
            &[(0.0, 50.0), (140.0, 150.0), (180.0, 200.0)],
            &[(0.0, 30.0), (60.0, 90.0), (120.0, 130.0), (180.0, 195.0)],
            &[(0.0, 50.0), (60.0, 90.0), (120.0, 150.0), (180.0, 200.0)],
        );
    }

    #[test]
    fn a_heading_over_two_columns_changes_neither() {
        check(
            &[(0.0, 50.0), (100.0, 120.0), (150.0, 170.0)],
            &[(0.0, 30.0), (110.0, 160.0)],
            &[(0.0, 50.0), (100.0, 120.0), (150.0, 170.0)],
        );
    }
}
