//! Boxes on a page: how large, how near, which stands where. Nothing here knows what a box holds.

use std::ops::Range;

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

/// Whether two boxes have a point in common, be it on their edges.
fn touch(a: &BBox, b: &BBox) -> bool {
    a.x0 <= b.x1 && b.x0 <= a.x1 && a.y0 <= b.y1 && b.y0 <= a.y1
}

/// The type size of most of a page's words: their median. 10 points, the size of ordinary print, for a page without words.
pub(crate) fn type_size(page: &Page) -> f32 {
    let mut sizes: Vec<f32> = page.words.iter().map(|word| word.size).filter(|size| *size > 0.5).collect();
    let middle = sizes.len() / 2;
    if sizes.is_empty() { 10.0 } else { *sizes.select_nth_unstable_by(middle, f32::total_cmp).1 }
}

/// How many columns and rows of buckets an index has at most.
const MOST_BUCKETS: usize = 48;

/// Boxes by where they stand: tells those near a point or a box without looking at all of them.
///
/// A box is listed in every bucket that it touches. Boxes beyond [`BoxIndex::MOST`] entries are not listed: a page of so
/// many large shapes is a drawing, and an answer that leaves some of them out is still bounded.
pub(crate) struct BoxIndex {
    boxes: Vec<BBox>,
    /// The boxes of all buckets, bucket by bucket.
    entries: Vec<u32>,
    /// Where each bucket begins among the entries, and the end of the last.
    begins: Vec<u32>,
    /// How many columns of buckets there are, and as many rows: about a bucket for each box.
    across: usize,
    bucket_width: f32,
    bucket_height: f32,
}

impl BoxIndex {
    /// The most entries that are kept.
    const MOST: usize = 2_000_000;

    /// An index of a page's words.
    pub(crate) fn of_words(page: &Page) -> BoxIndex {
        BoxIndex::new(page, page.words.iter().map(|word| word.bbox).collect())
    }

    /// An index of the boxes in the order in which they come.
    pub(crate) fn new(page: &Page, boxes: Vec<BBox>) -> BoxIndex {
        let across = (1..MOST_BUCKETS).find(|across| across * across >= boxes.len()).unwrap_or(MOST_BUCKETS);
        let mut index = BoxIndex {
            boxes,
            entries: Vec::new(),
            begins: vec![0; across * across + 1],
            across,
            bucket_width: (page.width / across as f32).max(1.0),
            bucket_height: (page.height / across as f32).max(1.0),
        };
        let listed = index.count();
        let mut next = index.begins.clone();
        let mut entries = vec![0; index.begins[across * across] as usize];
        for (id, bbox) in (0_u32..).zip(&index.boxes[..listed]) {
            for bucket in index.rows(bbox).flatten() {
                entries[next[bucket] as usize] = id;
                next[bucket] += 1;
            }
        }
        index.entries = entries;
        index
    }

    /// Finds where each bucket begins among the entries. Gives the number of boxes that are listed.
    fn count(&mut self) -> usize {
        let (mut sizes, mut listed, mut total) = (vec![0; self.begins.len()], 0, 0);
        for bbox in &self.boxes {
            total += self.rows(bbox).map(|row| row.len()).sum::<usize>();
            if total > Self::MOST {
                break;
            }
            self.rows(bbox).flatten().for_each(|bucket| sizes[bucket] += 1);
            listed += 1;
        }
        for (bucket, size) in sizes[..sizes.len() - 1].iter().enumerate() {
            self.begins[bucket + 1] = self.begins[bucket] + size;
        }
        listed
    }

    /// The boxes that may hold the point, in their order.
    pub(crate) fn near(&self, (x, y): (f32, f32)) -> impl DoubleEndedIterator<Item = usize> {
        let bbox = BBox { x0: x, y0: y, x1: x, y1: y };
        self.rows(&bbox).next().map_or(&[][..], |row| self.entries(row)).iter().map(|&id| id as usize)
    }

    /// How many boxes [`BoxIndex::within`] goes through: those that touch this one and some near it, a large one many
    /// times.
    pub(crate) fn crowd(&self, bbox: &BBox) -> usize {
        self.rows(bbox).map(|row| self.entries(row).len()).sum()
    }

    /// The boxes that touch this one, each once, in their order.
    pub(crate) fn within(&self, bbox: &BBox) -> Vec<usize> {
        let mut found: Vec<usize> = Vec::new();
        for row in self.rows(bbox) {
            let ids = self.entries(row).iter().map(|&id| id as usize);
            found.extend(ids.filter(|&id| touch(&self.boxes[id], bbox)));
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The boxes in neighbouring buckets of one row.
    fn entries(&self, row: Range<usize>) -> &[u32] {
        &self.entries[self.begins[row.start] as usize..self.begins[row.end] as usize]
    }

    /// The buckets that a box touches, row by row; at least one.
    fn rows(&self, bbox: &BBox) -> impl Iterator<Item = Range<usize>> + use<> {
        let across = self.across;
        let place = |at: f32, size: f32| place(at / size, across);
        let (left, right) = (place(bbox.x0, self.bucket_width), place(bbox.x1, self.bucket_width));
        let rows = place(bbox.y0, self.bucket_height)..place(bbox.y1, self.bucket_height) + 1;
        rows.map(move |row| row * across + left..row * across + left.max(right + 1))
    }
}

/// The bucket at a place that is given in buckets.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped to the buckets; NaN is 0"
)]
fn place(at: f32, across: usize) -> usize {
    at.clamp(0.0, (across - 1) as f32) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    fn boxed(x0: f32, y0: f32, x1: f32, y1: f32) -> BBox {
        BBox { x0, y0, x1, y1 }
    }

    #[test]
    fn an_index_tells_what_is_near() {
        let page = Page { width: 480.0, height: 480.0, ..Page::default() };
        let boxes =
            [boxed(0.0, 0.0, 30.0, 5.0), boxed(400.0, 400.0, 405.0, 405.0), boxed(-9.0, 0.0, 900.0, 900.0)];
        let index = BoxIndex::new(&page, boxes.to_vec());
        assert_eq!(index.near((25.0, 2.0)).collect::<Vec<_>>(), [0, 2]);
        assert_eq!(index.near((f32::NAN, -50.0)).collect::<Vec<_>>(), [0, 2]);
        assert_eq!(index.within(&boxed(390.0, 390.0, 480.0, 480.0)), [1, 2]);
        assert_eq!(index.within(&boxed(200.0, 200.0, 210.0, 210.0)), [2]);
        assert_eq!(index.crowd(&boxed(300.0, 10.0, 305.0, 15.0)), 1);
    }

    #[test]
    fn boxes_that_lie_apart_share_nothing() {
        let shared = intersection(&boxed(0.0, 0.0, 10.0, 10.0), &boxed(20.0, 5.0, 30.0, 8.0));
        assert!(area(&shared).abs() < f32::EPSILON);
        assert!(
            (area(&intersection(&boxed(0.0, 0.0, 10.0, 10.0), &boxed(5.0, 5.0, 30.0, 8.0))) - 15.0).abs()
                < 0.01
        );
    }
}
