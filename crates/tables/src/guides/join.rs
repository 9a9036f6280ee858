//! Pieces of a line to the line: near-collinear pieces are snapped together and joined where they go on.

use super::{Guide, SNAP, Source};

/// A gap shorter than this share of the type size is no gap: the way round a corner, the pause of a dash, the space
/// between the borders of neighbours. Tables side by side stand farther apart, or nobody could tell them apart.
const BRIDGE: f32 = 0.5;

/// Joined lines, by where they run and then where they begin.
///
/// Sorting apart, the work is in step with the number of pieces.
pub(super) fn join(mut pieces: Vec<Guide>, type_size: f32) -> Vec<Guide> {
    pieces.retain(|piece| piece.at.is_finite() && piece.length().is_finite());
    pieces.sort_by(|a, b| a.at.total_cmp(&b.at).then(a.from.total_cmp(&b.from)));
    let mut joined = Vec::new();
    for bundle in bundles(&pieces, SNAP * type_size) {
        join_bundle(bundle.to_vec(), BRIDGE * type_size, &mut joined);
    }
    joined.retain(|guide| guide.length() >= 0.5 * type_size);
    joined.sort_by(|a, b| a.at.total_cmp(&b.at).then(a.from.total_cmp(&b.from)));
    joined
}

/// Pieces that run within `snap` of each other: cut at every gap wider than half of it, and where a bundle would
/// grow thicker than `snap`.
fn bundles(pieces: &[Guide], snap: f32) -> Vec<&[Guide]> {
    let mut found = Vec::new();
    let mut start = 0;
    for index in 1..=pieces.len() {
        let ends = index == pieces.len()
            || pieces[index].at - pieces[start].at > snap
            || pieces[index].at - pieces[index - 1].at > snap * 0.75;
        if ends && index > start {
            found.push(&pieces[start..index]);
            start = index;
        }
    }
    found
}

/// Joins the pieces of one bundle along their way. The line runs where its pieces do on average, by length.
fn join_bundle(mut bundle: Vec<Guide>, bridge: f32, joined: &mut Vec<Guide>) {
    bundle.sort_by(|a, b| a.from.total_cmp(&b.from).then(a.at.total_cmp(&b.at)));
    let mut open: Option<Line> = None;
    for piece in bundle {
        match &mut open {
            Some(line) if piece.from - line.to <= bridge => line.add(&piece),
            _ => {
                joined.extend(open.take().map(|line| line.guide()));
                let mut line = Line { from: piece.from, to: piece.to, weights: [0.0; 3], moment: 0.0 };
                line.add(&piece);
                open = Some(line);
            }
        }
    }
    joined.extend(open.map(|line| line.guide()));
}

/// A line in the joining.
struct Line {
    from: f32,
    to: f32,
    /// How much of it was drawn as a joint, as shading, as a rule.
    weights: [f32; 3],
    moment: f32,
}

impl Line {
    fn add(&mut self, piece: &Guide) {
        self.to = self.to.max(piece.to);
        let weight = piece.length().max(0.01);
        self.weights[piece.source as usize] += weight;
        self.moment += weight * piece.at;
    }

    fn guide(&self) -> Guide {
        let [joint, shade, rule] = self.weights;
        // A joint that goes on as something seen is the hidden part of a seen line.
        let source = if rule > 0.0 && rule >= shade {
            Source::Rule
        } else if shade > 0.0 {
            Source::Shade
        } else {
            Source::Joint
        };
        Guide { at: self.moment / (joint + shade + rule), from: self.from, to: self.to, source }
    }
}
