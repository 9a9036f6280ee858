//! Where the lines of a lattice run.
//!
//! Guides that run side by side are one line. Where guides of the other way stick out, an open side lies at their ends.
//! A strip that is too narrow for text and has none is the space between two borders.

use crate::guides::{Guide, SNAP, Source};

/// A strip between two lines that is narrower than this share of the type size and holds no words is the space
/// between the borders of neighbours, not a row or a column.
const STRIP: f32 = 0.8;

/// Where the lines of a lattice run, for the guides of one way. `words` are the middles of the words, in order.
pub(super) fn lines(guides: &[Guide], (begin, end): (f32, f32), words: &[f32], type_size: f32) -> Vec<f32> {
    let mut lines = clusters(guides, SNAP * type_size);
    // Lines of the other way that stick out show where an open side lies.
    let has_words = |from: f32, to: f32| {
        words.partition_point(|&word| word < to) > words.partition_point(|&word| word <= from)
    };
    if lines.first().is_none_or(|line| line.at - begin > type_size && has_words(begin, line.at)) {
        lines.insert(0, Run { at: begin, length: 0.0, seen: true });
    }
    if lines.last().is_none_or(|line| end - line.at > type_size && has_words(line.at, end)) {
        lines.push(Run { at: end, length: 0.0, seen: true });
    }
    let mut kept: Vec<Run> = Vec::with_capacity(lines.len());
    for line in lines {
        match kept.last_mut() {
            Some(last) if is_strip(last, &line, type_size) && !has_words(last.at, line.at) => {
                *last = last.stronger(&line);
            }
            _ => kept.push(line),
        }
    }
    kept.into_iter().map(|line| line.at).collect()
}

/// Whether what lies between two lines is too narrow for a row or a column.
fn is_strip(a: &Run, b: &Run, type_size: f32) -> bool {
    let widest = if a.seen && b.seen { STRIP } else { 1.0 };
    b.at - a.at < widest * type_size
}

/// Guides that run on one line.
#[derive(Debug, Clone, Copy)]
struct Run {
    at: f32,
    length: f32,
    /// Whether some of it is more than a joint.
    seen: bool,
}

impl Run {
    /// The one that is seen, or else the longer.
    fn stronger(&self, other: &Run) -> Run {
        let stronger = (other.seen, other.length) > (self.seen, self.length);
        Run { length: self.length + other.length, ..if stronger { *other } else { *self } }
    }
}

/// Guides within `snap` of each other, at their mean place by length.
fn clusters(guides: &[Guide], snap: f32) -> Vec<Run> {
    let mut sorted: Vec<&Guide> = guides.iter().collect();
    sorted.sort_by(|a, b| a.at.total_cmp(&b.at));
    let mut found: Vec<Run> = Vec::new();
    let mut start = f32::NEG_INFINITY;
    for guide in sorted {
        let seen = guide.source != Source::Joint;
        match found.last_mut() {
            Some(run) if guide.at - start <= snap => {
                let length = run.length + guide.length();
                run.at += (guide.at - run.at) * guide.length() / length.max(0.01);
                run.length = length;
                run.seen |= seen;
            }
            _ => {
                start = guide.at;
                found.push(Run { at: guide.at, length: guide.length(), seen });
            }
        }
    }
    found
}
