//! Rows at the open ends of a lattice: headings above the first line, a white row below the last band.
//!
//! Only words that stand clear of the edges of columns make a row; a line of prose runs over them and ends the search.

use std::ops::Range;

use boardlift_model::{BBox, Page, Turn};

use super::lattice::Lattice;
use crate::cells;
use crate::geometry::{self, BoxIndex};
use crate::guides::{Guide, Guides, SNAP};

/// A line of headings is at most this share of the type size away from what stands below it: less than an empty line.
const NEAR: f32 = 0.9;
/// Headings take at most so many lines.
const MOST_LINES: usize = 6;
/// Words of one phrase are no farther apart than this share of the type size.
const SPACE: f32 = 0.6;
/// How far a phrase may reach over the edge of its column, as a share of the type size.
const OVER: f32 = 0.3;

/// What stands around a lattice.
pub(super) struct Around<'a> {
    pub(super) page: &'a Page,
    pub(super) index: &'a BoxIndex,
    pub(super) guides: &'a Guides,
}

impl Around<'_> {
    /// The top of the headings that stand above a lattice: words over at least half of its columns, with no line
    /// between them and it.
    pub(super) fn headings(&self, lattice: &Lattice) -> Option<f32> {
        let bbox = lattice.bbox();
        let size = self.guides.type_size;
        let reach = 1.5 * MOST_LINES as f32 * size;
        let strip = BBox { x0: bbox.x0 - size, y0: bbox.y0 - reach, x1: bbox.x1 + size, y1: bbox.y0 };
        let mut named = vec![false; lattice.xs.len() - 1];
        let mut top = bbox.y0;
        for line in self.lines(&strip).iter().rev().take(MOST_LINES) {
            let Some(found) = self.line_of_columns(lattice, line) else { break };
            if top - found.bbox.y1 > NEAR * size || self.has_line_between(&found.bbox, (found.bbox.y1, top)) {
                break;
            }
            found.columns.into_iter().for_each(|column| named[column] = true);
            top = found.bbox.y0;
        }
        let count = named.iter().filter(|&&named| named).count();
        (count >= 2 && count * 2 >= named.len()).then_some(top - OVER * size)
    }

    /// The bottom of a white row below the last band: as high as the lattice's rows at most, with words in at least two
    /// columns, one of them the first.
    pub(super) fn white_row(&self, lattice: &Lattice) -> Option<f32> {
        let bbox = lattice.bbox();
        let size = self.guides.type_size;
        let highest = lattice.ys.windows(2).map(|pair| pair[1] - pair[0]).max_by(f32::total_cmp)?;
        let strip = BBox { x0: bbox.x0 - size, y0: bbox.y1, x1: bbox.x1 + size, y1: bbox.y1 + highest };
        let mut named = vec![false; lattice.xs.len() - 1];
        let mut bottom = bbox.y1;
        for line in self.lines(&strip) {
            let Some(found) = self.line_of_columns(lattice, &line) else { break };
            if found.bbox.y0 - bottom > NEAR * size || found.bbox.y1 > strip.y1 {
                break;
            }
            found.columns.into_iter().for_each(|column| named[column] = true);
            bottom = found.bbox.y1;
        }
        let count = named.iter().filter(|&&named| named).count();
        (named.first() == Some(&true) && count >= 2).then_some(bottom + OVER * size)
    }

    /// Whether a row of a lattice's columns stands between two heights: words in at least two of them, none of which
    /// runs over an edge, and no empty line above, between or below them, as tables have between each other.
    pub(super) fn is_row(&self, lattice: &Lattice, (y0, y1): (f32, f32)) -> bool {
        let bbox = lattice.bbox();
        let size = self.guides.type_size;
        let strip = BBox { x0: bbox.x0 - size, y0, x1: bbox.x1 + size, y1 };
        let mut named = vec![false; lattice.xs.len() - 1];
        let mut end = y0;
        for line in self.lines(&strip) {
            let Some(found) = self.line_of_columns(lattice, &line) else { return false };
            if found.bbox.y0 - end > size {
                return false;
            }
            found.columns.into_iter().for_each(|column| named[column] = true);
            end = end.max(found.bbox.y1);
        }
        y1 - end <= size && named.iter().filter(|&&named| named).count() >= 2
    }

    /// The lines of upright words whose middles lie in a strip, from top to bottom.
    fn lines(&self, strip: &BBox) -> Vec<Vec<usize>> {
        let mut words = self.index.within(strip);
        words.retain(|&word| {
            let word = &self.page.words[word];
            word.turn == Turn::Upright && geometry::contains(strip, geometry::centre(&word.bbox))
        });
        let pieces = cells::pieces(self.page, &words);
        let lines = cells::lines(&pieces);
        lines.iter().map(|line| line.iter().map(|&piece| words[piece]).collect()).collect()
    }

    /// A line of which every phrase stands in one column; nothing for others.
    fn line_of_columns(&self, lattice: &Lattice, line: &[usize]) -> Option<LineOfColumns> {
        let over = OVER * self.guides.type_size;
        let mut columns = Vec::new();
        let mut all: Option<BBox> = None;
        for phrase in phrases(self.page, line) {
            let bbox = line[phrase].iter().map(|&word| self.page.words[word].bbox).reduce(geometry::union)?;
            let column = lattice.column(geometry::centre(&bbox).0)?;
            if bbox.x0 < lattice.xs[column] - over || bbox.x1 > lattice.xs[column + 1] + over {
                return None;
            }
            columns.push(column);
            all = Some(all.map_or(bbox, |all| geometry::union(all, bbox)));
        }
        all.map(|bbox| LineOfColumns { bbox, columns })
    }

    /// Whether a level line runs beside a box, at a height between the two.
    fn has_line_between(&self, bbox: &BBox, (from, to): (f32, f32)) -> bool {
        let near = SNAP * self.guides.type_size;
        let level = &self.guides.level;
        let first = level.partition_point(|guide| guide.at < from - near);
        let between = level[first..].iter().take_while(|guide| guide.at < to - near);
        let beside = |guide: &Guide| guide.from < bbox.x1 && guide.to > bbox.x0;
        between.into_iter().any(beside)
    }
}

/// A line and the columns that it has words in.
struct LineOfColumns {
    bbox: BBox,
    columns: Vec<usize>,
}

/// Ranges of words that are no farther apart than a space.
fn phrases(page: &Page, line: &[usize]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut begin = 0;
    for place in 1..=line.len() {
        let ends = place == line.len() || {
            let (last, next) = (&page.words[line[place - 1]], &page.words[line[place]]);
            next.bbox.x0 - last.bbox.x1 > SPACE * last.size
        };
        if ends {
            found.push(begin..place);
            begin = place;
        }
    }
    found
}
