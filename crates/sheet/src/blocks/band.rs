//! Rows between blank ones, parted where two tables stand side by side.

use std::ops::RangeInclusive;

use super::grid::Merges;
use super::heading;
use super::line::Line;

/// The fewest lines of several cells that a table beside another has: its headings and one row.
const FEWEST_LINES: usize = 2;

/// Lines without a blank row between them.
#[derive(Debug)]
pub(super) struct Band<'s> {
    /// The lines, from top to bottom; never empty.
    pub(super) lines: Vec<Line<'s>>,
}

/// The bands from top to bottom, of bands side by side the left one first.
pub(super) fn bands<'s>(lines: Vec<Line<'s>>, merges: &Merges) -> Vec<Band<'s>> {
    let is_joined = |above: &Line<'_>, below: &Line<'_>| {
        below.row - above.row == 1 || merges.join_rows(above.row, below.row)
    };
    let heights: Vec<usize> = lines.chunk_by(is_joined).map(<[Line<'_>]>::len).collect();
    let mut lines = lines.into_iter();
    heights
        .into_iter()
        .flat_map(|height| side_by_side(lines.by_ref().take(height).collect(), merges))
        .collect()
}

/// A band, parted at the blank columns to whose right another table begins.
fn side_by_side<'s>(lines: Vec<Line<'s>>, merges: &Merges) -> Vec<Band<'s>> {
    let parts = columns_apart(&lines, merges);
    let mut bounds: Vec<RangeInclusive<u32>> = Vec::new();
    for part in parts {
        match bounds.last_mut() {
            Some(before) if !stands_alone(&lines, before) || !stands_alone(&lines, &part) => {
                *before = *before.start()..=*part.end();
            }
            _ => bounds.push(part),
        }
    }
    if bounds.len() < 2 {
        return vec![Band { lines }];
    }
    // Each part takes the blank columns to its right, so that a title over a table and its gap belongs to the table.
    let starts: Vec<u32> = bounds.iter().skip(1).map(|bounds| *bounds.start()).collect();
    let ends = starts.iter().map(|start| start - 1).chain([u32::MAX]);
    let begins = [0].into_iter().chain(starts.iter().copied());
    begins
        .zip(ends)
        .map(|(begin, end)| Band {
            lines: lines.iter().filter_map(|line| line.within(&(begin..=end))).collect(),
        })
        .filter(|band| !band.lines.is_empty())
        .collect()
}

/// The runs of columns that print something in lines of several cells, parted by columns that print nothing. Titles
/// stand alone in their line and may reach over several tables.
fn columns_apart(lines: &[Line<'_>], merges: &Merges) -> Vec<RangeInclusive<u32>> {
    let mut spans: Vec<(u32, u32)> = lines
        .iter()
        .filter(|line| !line.is_lone())
        .flat_map(|line| {
            line.cells.iter().map(|cell| (cell.column, merges.last_column(line.row, cell.column)))
        })
        .collect();
    spans.sort_unstable();
    let mut parts: Vec<RangeInclusive<u32>> = Vec::new();
    for (first, last) in spans {
        match parts.last_mut() {
            Some(part) if first <= part.end().saturating_add(1) => {
                *part = *part.start()..=last.max(*part.end());
            }
            _ => parts.push(first..=last),
        }
    }
    parts
}

/// Whether these columns are a table without those beside them: under a row of headings of its own, its rows begin with
/// names, not with figures or judgements, and figures follow.
fn stands_alone(lines: &[Line<'_>], columns: &RangeInclusive<u32>) -> bool {
    let rows: Vec<Line<'_>> =
        lines.iter().filter_map(|line| line.within(columns)).filter(|line| !line.is_lone()).collect();
    let Some((head, body)) = rows.split_first() else { return false };
    rows.len() >= FEWEST_LINES
        && !heading::holds_figures(head)
        && body.iter().any(heading::holds_figures)
        && 2 * body.iter().filter(|line| heading::begins_with_name(line)).count() > body.len()
}
