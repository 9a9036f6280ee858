//! Bands behind every other row: columns that are drawn in the bands go through the white rows between them.

use crate::guides::{Guide, Guides, SNAP};

/// The gap between two pieces of a column line is at most so many times as long as the longer piece: one white row
/// of more lines than its neighbours.
const WHITE: f32 = 2.5;
/// A line of so many pieces is a column of bands.
const PIECES: usize = 3;

/// The guides, with upright lines that are broken at every other row joined into one.
pub(super) fn with_columns_through(guides: &Guides) -> Guides {
    let mut joined = guides.clone();
    joined.upright.clear();
    for line in collinear(&guides.upright, SNAP * guides.type_size) {
        add_line(line, &mut joined.upright);
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
fn add_line(line: Vec<Guide>, joined: &mut Vec<Guide>) {
    let mut run: Vec<Guide> = Vec::new();
    for guide in line {
        let follows = run.last().is_none_or(|last| {
            let gap = guide.from - last.to;
            gap <= WHITE * last.length().max(guide.length())
        });
        if !follows {
            end_run(&mut run, joined);
        }
        run.push(guide);
    }
    end_run(&mut run, joined);
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
