//! Bands behind every other row: columns that are drawn in the bands go through the white rows between them.
//!
//! Only lines that shading makes are carried through. A rule that was drawn ends where it ends: tables that stand one
//! below the other have pieces in line, too.

use crate::guides::{Guide, Guides, SNAP, Source};

/// The gap between two pieces of a column line is at most so many times as high as the rows beside them: one
/// white row of more lines than its neighbours. A heading between two shaded tables takes more room.
const WHITE: f32 = 2.5;
/// Bands of more rows than this are none; this bounds the work.
const MOST_ROWS: usize = 100;
/// A line of so many pieces is a column of bands.
const PIECES: usize = 3;

/// The guides, with upright lines that are broken at every other row joined into one.
pub(super) fn with_columns_through(guides: &Guides) -> Guides {
    let mut joined = guides.clone();
    joined.upright.clear();
    let (rules, shades): (Vec<Guide>, Vec<Guide>) =
        guides.upright.iter().partition(|guide| guide.source == Source::Rule);
    joined.upright.extend(rules);
    for line in collinear(&shades, SNAP * guides.type_size) {
        add_line(line, guides, &mut joined.upright);
    }
    joined.upright.sort_by(|a, b| a.at.total_cmp(&b.at).then(a.from.total_cmp(&b.from)));
    joined
}

/// Guides that run on one line, each from its upper to its lower end.
fn collinear(upright: &[Guide], snap: f32) -> Vec<Vec<Guide>> {
    let mut lines: Vec<Vec<Guide>> = Vec::new();
    let mut start = f32::NEG_INFINITY;
    for guide in upright {
        match lines.last_mut() {
            Some(line) if guide.at - start <= snap => line.push(*guide),
            _ => {
                start = guide.at;
                lines.push(vec![*guide]);
            }
        }
    }
    for line in &mut lines {
        line.sort_by(|a, b| a.from.total_cmp(&b.from));
    }
    lines
}

/// Joins pieces that follow each other as bands do; a run of fewer than [`PIECES`] stays as it is.
fn add_line(line: Vec<Guide>, guides: &Guides, joined: &mut Vec<Guide>) {
    let mut run: Vec<Guide> = Vec::new();
    for guide in line {
        let follows = run.last().is_none_or(|last| {
            let gap = guide.from - last.to;
            gap <= WHITE * highest_row(last, guides).min(highest_row(&guide, guides))
                && !is_parted(guide.at, (last.to, guide.from), guides)
        });
        if !follows {
            end_run(&mut run, joined);
        }
        run.push(guide);
    }
    end_run(&mut run, joined);
}

/// Whether a level line crosses the gap between two pieces: it holds more than one white row, and maybe the end of a
/// table.
fn is_parted(at: f32, (from, to): (f32, f32), guides: &Guides) -> bool {
    let (level, near) = (&guides.level, SNAP * guides.type_size);
    let first = level.partition_point(|line| line.at <= from + near);
    let inside = level[first..].iter().take(MOST_ROWS).take_while(|line| line.at < to - near);
    inside.into_iter().any(|line| line.from - near <= at && at <= line.to + near)
}

/// The height of the highest row beside a piece of a column line, as level lines cut it.
fn highest_row(piece: &Guide, guides: &Guides) -> f32 {
    let (level, near) = (&guides.level, SNAP * guides.type_size);
    let first = level.partition_point(|line| line.at <= piece.from);
    let inside = level[first..].iter().take(MOST_ROWS).take_while(|line| line.at < piece.to);
    let (mut top, mut highest) = (piece.from, 0.0_f32);
    for line in inside.filter(|line| line.from - near <= piece.at && piece.at <= line.to + near) {
        highest = highest.max(line.at - top);
        top = line.at;
    }
    highest.max(piece.to - top)
}

fn end_run(run: &mut Vec<Guide>, joined: &mut Vec<Guide>) {
    let (Some(first), Some(last)) = (run.first().copied(), run.last().copied()) else { return };
    if run.len() < PIECES {
        joined.append(run);
        return;
    }
    let source = run.iter().map(|guide| guide.source).max().unwrap_or(first.source);
    joined.push(Guide { at: first.at, from: first.from, to: last.to.max(first.to), source });
    run.clear();
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Checks the pieces that upright pieces of one line become.
    fn check(source: Source, pieces: &[(f32, f32)], expected: &[(f32, f32)]) {
        let upright = pieces.iter().map(|&(from, to)| Guide { at: 50.0, from, to, source }).collect();
        let guides = Guides { type_size: 10.0, upright, ..Guides::default() };
        let joined = with_columns_through(&guides);
        let ends: Vec<(f32, f32)> = joined.upright.iter().map(|guide| (guide.from, guide.to)).collect();
        assert_eq!(ends, expected, "from {source:?} {pieces:?}");
    }

    #[test]
    fn shading_goes_through_white_rows_and_rules_do_not() {
        let bands = [(0.0, 12.0), (24.0, 36.0), (48.0, 60.0)];
        check(Source::Shade, &bands, &[(0.0, 60.0)]);
        check(Source::Rule, &bands, &bands);
        check(Source::Shade, &bands[..2], &bands[..2]);
        check(Source::Shade, &[], &[]);
    }

    #[test]
    fn tables_of_several_rows_are_no_bands() {
        let pieces = [(0.0, 60.0), (130.0, 190.0), (260.0, 320.0)];
        let upright = pieces.map(|(from, to)| Guide { at: 50.0, from, to, source: Source::Shade });
        let rows = [20.0, 40.0, 150.0, 170.0, 280.0, 300.0];
        let level = rows.map(|at| Guide { at, from: 0.0, to: 49.0, source: Source::Rule });
        let guides =
            Guides { type_size: 10.0, upright: upright.to_vec(), level: level.to_vec(), ..Guides::default() };
        assert_eq!(with_columns_through(&guides).upright, upright);
    }

    #[test]
    fn a_rule_within_the_gap_parts_tables() {
        let pieces = [(0.0, 20.0), (40.0, 60.0), (90.0, 110.0), (130.0, 150.0), (170.0, 190.0)];
        let upright = pieces.map(|(from, to)| Guide { at: 50.0, from, to, source: Source::Shade });
        let level =
            [20.0, 40.0, 60.0, 80.0].map(|at| Guide { at, from: 0.0, to: 99.0, source: Source::Rule });
        let guides =
            Guides { type_size: 10.0, upright: upright.to_vec(), level: level.to_vec(), ..Guides::default() };
        let joined = with_columns_through(&guides).upright;
        let ends: Vec<(f32, f32)> = joined.iter().map(|guide| (guide.from, guide.to)).collect();
        assert_eq!(ends, [(0.0, 20.0), (40.0, 60.0), (90.0, 190.0)]);
    }

    #[test]
    fn a_table_below_another_is_not_its_white_row() {
        let pieces = [(0.0, 60.0), (120.0, 132.0), (144.0, 156.0), (168.0, 180.0)];
        check(Source::Shade, &pieces, &[(0.0, 60.0), (120.0, 180.0)]);
    }
}
