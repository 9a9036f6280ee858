//! Guides that touch or cross, directly or through others.

use boardlift_model::BBox;

use crate::geometry;
use crate::guides::{Guide, Guides, SNAP, Source};

/// A page with more crossings than this is a drawing. A table of 200 rows and 50 columns has 10 000.
const MOST_CROSSINGS: usize = 500_000;

/// Guides that hang together.
#[derive(Debug, Default)]
pub(super) struct Component {
    pub(super) level: Vec<Guide>,
    pub(super) upright: Vec<Guide>,
}

impl Component {
    /// The box round all its guides.
    pub(super) fn bbox(&self) -> BBox {
        let level = self.level.iter().map(|g| BBox { x0: g.from, y0: g.at, x1: g.to, y1: g.at });
        let upright = self.upright.iter().map(|g| BBox { x0: g.at, y0: g.from, x1: g.at, y1: g.to });
        let boxes = level.chain(upright);
        boxes.reduce(geometry::union).unwrap_or(BBox { x0: 0.0, y0: 0.0, x1: 0.0, y1: 0.0 })
    }

    /// Whether shading alone tells the columns.
    pub(super) fn has_shaded_columns(&self) -> bool {
        self.upright.iter().all(|guide| guide.source != Source::Rule)
    }

    /// Whether lines that are seen run both ways. Joints alone are no drawing.
    fn is_drawn(&self) -> bool {
        let seen = |guides: &[Guide]| guides.iter().any(|guide| guide.source != Source::Joint);
        seen(&self.level) && !self.upright.is_empty()
    }
}

/// The components with lines both ways, by their uppermost level line.
pub(super) fn components(guides: &Guides) -> Vec<Component> {
    let near = SNAP * guides.type_size;
    let (level, upright) = (&guides.level, &guides.upright);
    let mut sets = Sets::new(level.len() + upright.len());
    let mut looked_at = 0;
    for (index, line) in level.iter().enumerate() {
        let first = upright.partition_point(|other| other.at < line.from - near);
        let reach = upright[first..].iter().take_while(|other| other.at <= line.to + near);
        for (offset, other) in reach.enumerate() {
            looked_at += 1;
            if looked_at > MOST_CROSSINGS {
                return Vec::new();
            }
            if other.from <= line.at + near && other.to >= line.at - near {
                sets.join(index, level.len() + first + offset);
            }
        }
    }
    collect(guides, &mut sets)
}

fn collect(guides: &Guides, sets: &mut Sets) -> Vec<Component> {
    let count = guides.level.len() + guides.upright.len();
    let mut place = vec![usize::MAX; count];
    let mut components: Vec<Component> = Vec::new();
    for index in 0..count {
        let root = sets.root(index);
        if place[root] == usize::MAX {
            place[root] = components.len();
            components.push(Component::default());
        }
        let component = &mut components[place[root]];
        match guides.level.get(index) {
            Some(line) => component.level.push(*line),
            None => component.upright.push(guides.upright[index - guides.level.len()]),
        }
    }
    components.retain(Component::is_drawn);
    components
}

/// Disjoint sets of numbers, with halved paths.
pub(super) struct Sets {
    parents: Vec<usize>,
}

impl Sets {
    /// As many sets of one number each.
    pub(super) fn new(count: usize) -> Sets {
        Sets { parents: (0..count).collect() }
    }

    /// The least number that is known to be in the same set.
    pub(super) fn root(&mut self, mut of: usize) -> usize {
        while self.parents[of] != of {
            self.parents[of] = self.parents[self.parents[of]];
            of = self.parents[of];
        }
        of
    }

    /// Makes one set of two.
    pub(super) fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        self.parents[a.max(b)] = a.min(b);
    }
}
