//! Boxes on a page: how large, how near, which stands where. Nothing here knows what a box holds.

use boardlift_model::{BBox, Page};

/// Half the way from the left to the right edge, and from the top to the bottom edge.
pub(crate) fn centre(bbox: &BBox) -> (f32, f32) {
    (f32::midpoint(bbox.x0, bbox.x1), f32::midpoint(bbox.y0, bbox.y1))
}

/// Its area in square points; nought for a box of no width.
pub(crate) fn area(bbox: &BBox) -> f32 {
    (bbox.x1 - bbox.x0).max(0.0) * (bbox.y1 - bbox.y0).max(0.0)
}

/// The smallest box round both.
pub(crate) fn union(a: BBox, b: BBox) -> BBox {
    BBox { x0: a.x0.min(b.x0), y0: a.y0.min(b.y0), x1: a.x1.max(b.x1), y1: a.y1.max(b.y1) }
}

/// What lies in both; of no width or no height where they lie apart.
pub(crate) fn intersection(a: &BBox, b: &BBox) -> BBox {
    let (x0, y0) = (a.x0.max(b.x0), a.y0.max(b.y0));
    BBox { x0, y0, x1: a.x1.min(b.x1).max(x0), y1: a.y1.min(b.y1).max(y0) }
}

/// Whether the point lies in the box or on its edge.
pub(crate) fn contains(bbox: &BBox, (x, y): (f32, f32)) -> bool {
    bbox.x0 <= x && x <= bbox.x1 && bbox.y0 <= y && y <= bbox.y1
}

/// The type size of most of a page's words: their median. 10 points, the size of ordinary print, for a page without words.
pub(crate) fn type_size(page: &Page) -> f32 {
    let mut sizes: Vec<f32> = page.words.iter().map(|word| word.size).filter(|size| *size > 0.5).collect();
    sizes.sort_by(f32::total_cmp);
    sizes.get(sizes.len() / 2).copied().unwrap_or(10.0)
}

/// How many columns and rows of buckets an index has.
const BUCKETS: usize = 48;

/// Boxes by where they stand: tells those near a point or a box without looking at all of them.
///
/// A box is listed in every bucket that it touches. More than [`BoxIndex::MOST`] entries are not listed: a page of so
/// many large shapes is a drawing, and an answer that leaves some of them out is still bounded.
pub(crate) struct BoxIndex {
    buckets: Vec<Vec<u32>>,
    bucket_width: f32,
    bucket_height: f32,
}

impl BoxIndex {
    /// The most entries that are kept.
    const MOST: usize = 2_000_000;

    /// An index of the boxes in the order in which they come.
    pub(crate) fn new(page: &Page, boxes: impl Iterator<Item = BBox>) -> BoxIndex {
        let mut index = BoxIndex {
            buckets: vec![Vec::new(); BUCKETS * BUCKETS],
            bucket_width: (page.width / BUCKETS as f32).max(1.0),
            bucket_height: (page.height / BUCKETS as f32).max(1.0),
        };
        let mut entries = 0;
        for (id, bbox) in (0_u32..).zip(boxes) {
            let (columns, rows) = index.span(&bbox);
            entries += columns.len() * rows.len();
            if entries > Self::MOST {
                break;
            }
            for row in rows {
                for column in columns.clone() {
                    index.buckets[row * BUCKETS + column].push(id);
                }
            }
        }
        index
    }

    /// The boxes that may hold the point, in their order.
    pub(crate) fn near(&self, (x, y): (f32, f32)) -> impl DoubleEndedIterator<Item = usize> {
        let bbox = BBox { x0: x, y0: y, x1: x, y1: y };
        let (columns, rows) = self.span(&bbox);
        self.buckets[rows.start * BUCKETS + columns.start].iter().map(|&id| id as usize)
    }

    /// How many boxes [`BoxIndex::within`] goes through: those that touch this one and some near it, a large one many
    /// times.
    pub(crate) fn crowd(&self, bbox: &BBox) -> usize {
        let (columns, rows) = self.span(bbox);
        rows.flat_map(|row| &self.buckets[row * BUCKETS + columns.start..row * BUCKETS + columns.end])
            .map(Vec::len)
            .sum()
    }

    /// The boxes that may touch this one, each once, in their order.
    pub(crate) fn within(&self, bbox: &BBox) -> Vec<usize> {
        let (columns, rows) = self.span(bbox);
        let mut found: Vec<usize> = rows
            .flat_map(|row| &self.buckets[row * BUCKETS + columns.start..row * BUCKETS + columns.end])
            .flatten()
            .map(|&id| id as usize)
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The columns and rows of buckets that a box touches; at least one of each.
    fn span(&self, bbox: &BBox) -> (std::ops::Range<usize>, std::ops::Range<usize>) {
        let columns = bucket(bbox.x0, self.bucket_width)..bucket(bbox.x1, self.bucket_width) + 1;
        let rows = bucket(bbox.y0, self.bucket_height)..bucket(bbox.y1, self.bucket_height) + 1;
        (columns, rows)
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped to the buckets; NaN is 0"
)]
fn bucket(at: f32, size: f32) -> usize {
    ((at / size).clamp(0.0, (BUCKETS - 1) as f32)) as usize
}
