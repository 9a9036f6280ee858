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

/// The bands from top to bottom, of bands side by side the left ones first.
pub(super) fn bands<'s>(lines: &[Line<'s>], merges: &Merges) -> Vec<Band<'s>> {
    let runs: Vec<Run<'_, 's>> = runs(lines, merges);
    runs.chunk_by(|above, below| below.goes_on && above.starts == below.starts)
        .flat_map(|runs| {
            let lines: Vec<Line<'s>> = runs.iter().flat_map(|run| run.lines).cloned().collect();
            beside(&lines, &runs[0].starts, merges)
        })
        .collect()
}

/// Lines without a blank row between them, over the whole width of the sheet.
struct Run<'l, 's> {
    lines: &'l [Line<'s>],
    /// The columns in which the second table beside others and those after it begin; none where it is one table.
    starts: Vec<u32>,
    /// Whether the tables beside each other are those of the run above.
    goes_on: bool,
}

/// The runs from top to bottom. Tables that stand side by side go on in the runs below that are parted by the same
/// blank columns; a run of words goes on with them where tables that go on follow it.
fn runs<'l, 's>(lines: &'l [Line<'s>], merges: &Merges) -> Vec<Run<'l, 's>> {
    let mut runs: Vec<Run<'l, 's>> = Vec::new();
    let mut words = 0_usize;
    for lines in lines.chunk_by(|above, below| follows(above, below, merges)) {
        if lines.iter().all(Line::is_lone) {
            words += 1;
            runs.push(Run { lines, starts: Vec::new(), goes_on: false });
            continue;
        }
        let above = runs.len() - words;
        let starts = starts(lines, merges);
        let before = above.checked_sub(1).map_or(&[][..], |at| &runs[at].starts);
        let goes_on = starts.is_empty() && !before.is_empty() && is_parted(lines, before, merges);
        let starts = if goes_on { before.to_vec() } else { starts };
        for run in runs.iter_mut().skip(if goes_on { above } else { usize::MAX }) {
            (run.starts, run.goes_on) = (starts.clone(), true);
        }
        runs.push(Run { lines, starts, goes_on });
        words = 0;
    }
    runs
}

fn follows(above: &Line<'_>, below: &Line<'_>, merges: &Merges) -> bool {
    below.row - above.row == 1 || merges.join_rows(above.row, below.row)
}

/// Whether the columns before these stay blank, nothing stands in them or reaches over them, and the lines begin with no
/// headings: those of one table below the others would be one row.
fn is_parted(lines: &[Line<'_>], starts: &[u32], merges: &Merges) -> bool {
    let reaches = |line: &Line<'_>, start: u32| {
        let mut cells = line.cells.iter();
        cells.any(|cell| cell.column < start && merges.last_column(line.row, cell.column) + 1 >= start)
    };
    let is_headed = lines.iter().find(|line| !line.is_lone()).is_some_and(heading::is_known);
    !is_headed && !lines.iter().any(|line| starts.iter().any(|start| reaches(line, *start)))
}

/// The columns in which the tables of a run begin that stand beside the first one.
fn starts(lines: &[Line<'_>], merges: &Merges) -> Vec<u32> {
    let mut bounds: Vec<RangeInclusive<u32>> = Vec::new();
    for part in columns_apart(lines, merges) {
        match bounds.last_mut() {
            Some(before) if !stands_alone(lines, before) || !stands_alone(lines, &part) => {
                *before = *before.start()..=*part.end();
            }
            _ => bounds.push(part),
        }
    }
    bounds.iter().skip(1).map(|bounds| *bounds.start()).collect()
}

/// The bands of lines in which tables begin beside each other in these columns. Each takes the blank columns to its
/// right, so that a title over a table and its gap belongs to the table.
fn beside<'s>(lines: &[Line<'s>], starts: &[u32], merges: &Merges) -> Vec<Band<'s>> {
    let ends = starts.iter().map(|start| start - 1).chain([u32::MAX]);
    let begins = [0].into_iter().chain(starts.iter().copied());
    let mut bands = Vec::new();
    for (begin, end) in begins.zip(ends) {
        let part: Vec<Line<'s>> = lines.iter().filter_map(|line| line.within(&(begin..=end))).collect();
        let runs = part.chunk_by(|above, below| follows(above, below, merges));
        bands.extend(runs.map(|lines| Band { lines: lines.to_vec() }));
    }
    bands
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

/// Whether these columns are a table without those beside them: under a row of headings of its own, one of them over
/// names of indicators, or with rows that begin with names, not with figures or judgements, and figures follow.
fn stands_alone(lines: &[Line<'_>], columns: &RangeInclusive<u32>) -> bool {
    let rows: Vec<Line<'_>> =
        lines.iter().filter_map(|line| line.within(columns)).filter(|line| !line.is_lone()).collect();
    let Some((head, body)) = rows.split_first() else { return false };
    rows.len() >= FEWEST_LINES
        && !heading::holds_figures(head)
        && body.iter().any(heading::holds_figures)
        && (heading::names_indicators(head)
            || 2 * body.iter().filter(|line| heading::begins_with_name(line)).count() > body.len())
}
