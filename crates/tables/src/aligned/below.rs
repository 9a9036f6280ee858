//! The lines below the last row of figures that go on with it.

use boardlift_model::Page;

use super::above::HEAD_LINES;
use super::blocks;
use super::columns::Column;
use super::dividers::Dividers;
use super::heads::LINE;
use super::pieces::{self, TableLine};
use super::rows::{TIGHT, is_wrapped, row_pitch};
use super::strip::{Span, Strip};
use super::table::Sight;

/// No cell goes on further below the figures beside its middle than so many type sizes: a dozen lines.
const LINES_OF_CELL: f32 = 15.0;

/// Rows of one line are evenly high, but for this part of the type size.
const EVEN: f32 = 0.2;

/// Adds the lines below the last row that go on with it: words that did not fit, the lower half of a label whose
/// figures stand beside its middle, what stands beside the row rather than below it, or whatever stands close above the
/// line that rules the row off.
pub(super) fn tail(
    sight: &Sight<'_>,
    strips: &[Strip],
    last: usize,
    columns: &[Column],
    body: &mut Vec<TableLine>,
) {
    let below = lines_below(sight.page, &strips[last..], columns);
    let own = lines_of_last_row(sight, columns, body, &below);
    body.extend_from_slice(&below[..own]);
    let last = last + own;
    let pitch = row_pitch(body);
    let rules = RuledRows::of(&sight.dividers, columns, body);
    let closing = closing_rule(&sight.dividers, &strips[last], columns, body);
    let mut half = match body.split_last() {
        Some((row, above)) if row.at(0).is_none() => {
            above.iter().rev().take_while(|line| line.is_label()).count()
        }
        _ => 0,
    };
    for strip in &strips[last + 1..] {
        let line = pieces::place(sight.page, strip, columns);
        let Some(above) = body.last() else { return };
        let beside = line.baseline - above.baseline < LINE * line.size;
        let tight = line.baseline - above.baseline <= TIGHT * line.size;
        let heads_anew = strip.bold && !strips[last].bold;
        let ruled_in = tight && closing.is_some_and(|y| line.baseline < y) && !heads_anew;
        let wrapped = is_wrapped(sight.page, above, &line, columns, pitch);
        let goes_on = wrapped || half > 0 && tight && line.is_label();
        let is_row = !heads_anew && rules.hold(above, &line);
        if !ruled_in && !beside && !is_row && (strip.is_multiple() || !goes_on) {
            return;
        }
        half = half.saturating_sub(1);
        body.push(line);
    }
}

/// The rules that part nearly all rows of a body, and those below it.
#[derive(Default)]
struct RuledRows {
    ys: Vec<f32>,
    /// The height of the tallest row between two of them.
    tallest: f32,
}

impl RuledRows {
    fn of(dividers: &Dividers<'_>, columns: &[Column], body: &[TableLine]) -> RuledRows {
        let (Some(first), Some(last)) = (body.first(), body.last()) else { return RuledRows::default() };
        let begun = dividers.begun(columns, first.baseline, last.baseline + LINES_OF_CELL * last.size);
        let ys: Vec<f32> = begun.iter().map(|rule| rule.divider.y).collect();
        let inside = &ys[..ys.partition_point(|&y| y < last.baseline)];
        let rows = body.iter().filter(|line| line.has_values()).count();
        if inside.len() < 2 || (inside.len() + 1) * 4 < rows * 3 {
            return RuledRows::default();
        }
        let tallest = inside.windows(2).map(|pair| pair[1] - pair[0]).fold(0.0, f32::max);
        RuledRows { ys, tallest }
    }

    /// Whether a line stands in a row of its own right below the row of `above`: a rule between both, and another one
    /// below it, no further away than the tallest row is high.
    fn hold(&self, above: &TableLine, line: &TableLine) -> bool {
        let at = self.ys.partition_point(|&y| y < line.baseline - line.size / 4.0);
        let (Some(top), Some(bottom)) = (at.checked_sub(1).map(|at| self.ys[at]), self.ys.get(at)) else {
            return false;
        };
        let ruled_off = self.ys.partition_point(|&y| y < above.baseline) + 1 == at;
        ruled_off && bottom - top <= self.tallest + EVEN * line.size
    }
}

/// How many of the lines below a body belong to its last row, as all of its rows are set or, where they tell nothing, those
/// below the last rule.
fn lines_of_last_row(
    sight: &Sight<'_>,
    columns: &[Column],
    body: &[TableLine],
    below: &[TableLine],
) -> usize {
    let (Some(first), Some(last)) = (body.first(), body.last()) else { return 0 };
    let whole = Span { from: columns[0].cell.from, to: columns[columns.len() - 1].cell.to };
    let across = sight.dividers.across(whole, first.baseline, last.baseline);
    let from = across.last().map_or(0, |rule| body.partition_point(|line| line.baseline < rule.y));
    match blocks::below_last_row(sight.page, body, below) {
        0 if from > 0 => blocks::below_last_row(sight.page, &body[from..], below),
        own => own,
    }
}

/// The lines that stand close below the first of the strips, in one column each.
fn lines_below(page: &Page, strips: &[Strip], columns: &[Column]) -> Vec<TableLine> {
    let close = |pair: &&[Strip]| {
        pair[1].baseline - pair[0].baseline <= TIGHT * pair[0].size && !pair[1].is_multiple()
    };
    let below = strips.windows(2).take_while(close).take(HEAD_LINES);
    below.map(|pair| pieces::place(page, &pair[1], columns)).collect()
}

/// Where the first rule across below the last row is, if most rows above have rules below them.
fn closing_rule(
    dividers: &Dividers<'_>,
    last: &Strip,
    columns: &[Column],
    body: &[TableLine],
) -> Option<f32> {
    let whole = Span { from: columns[0].cell.from, to: columns[columns.len() - 1].cell.to };
    let rows = body.iter().filter(|line| line.has_values()).count();
    let between = dividers.across(whole, body.first()?.baseline, last.baseline).len();
    let below = dividers.across(whole, last.baseline, last.baseline + LINES_OF_CELL * last.size);
    below.first().filter(|_| between >= 2 && between * 2 >= rows).map(|divider| divider.y)
}

#[cfg(test)]
mod tests {
    use super::super::testing::read;
    use crate::testing::PageBuilder;

    #[test]
    fn what_stands_beside_the_first_row_and_the_last_is_theirs() {
        let mut page = PageBuilder::new().text(200.0, 70.0, "2020").text(240.0, 70.0, "2021");
        for (y, label) in [(100.0, "Plans"), (156.0, "Visits")] {
            page = page.text(20.0, y + 8.0, label).text(20.0, y + 20.0, "made");
            for (y, group) in [(y, "Boys"), (y + 28.0, "Girls")] {
                page = page.text(100.0, y, group).text(200.0, y, "5").text(240.0, y, "6");
                page = page.text(300.0, y - 6.0, "Annual").text(300.0, y + 6.0, "data");
            }
        }
        let expected = "· | · | 2020 | 2021 | ·\n=\nPlans made«2×1» | Boys | 5 | 6 | Annual data\n\
            · | Girls | 5 | 6 | Annual data\nVisits made«2×1» | Boys | 5 | 6 | Annual data\n\
            · | Girls | 5 | 6 | Annual data";
        assert_eq!(read(&page.build()), expected);
    }
}
