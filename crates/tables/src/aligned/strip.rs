//! A line as a table sees it: pieces that may be cells, each with what it looks like.

use boardlift_model::{BBox, Page};

use super::figures::Kind;
use super::heads::LINE;
use crate::geometry::union;
use crate::runs::Line;

/// A run that may be a cell, or a line of one.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Item {
    /// Its words from left to right, as indices into the page's words.
    pub(super) words: Vec<usize>,
    /// Its box.
    pub(super) bbox: BBox,
    /// Its type size.
    pub(super) size: f32,
    /// What it looks like.
    pub(super) kind: Kind,
}

/// The items on one baseline, from left to right; never empty.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Strip {
    /// The items.
    pub(super) items: Vec<Item>,
    /// The y of the baseline.
    pub(super) baseline: f32,
    /// The largest type size.
    pub(super) size: f32,
    /// Whether all of its words are bold.
    pub(super) bold: bool,
}

/// A stretch of the page's width or height.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Span {
    /// Where it begins.
    pub(super) from: f32,
    /// Where it ends.
    pub(super) to: f32,
}

impl Span {
    /// How much of it lies in the other one; less than nought is the distance between them.
    pub(super) fn overlap(self, other: Span) -> f32 {
        self.to.min(other.to) - self.from.max(other.from)
    }

    /// The span around both.
    pub(super) fn around(self, other: Span) -> Span {
        Span { from: self.from.min(other.from), to: self.to.max(other.to) }
    }

    /// Its middle.
    pub(super) fn middle(self) -> f32 {
        f32::midpoint(self.from, self.to)
    }

    /// Its length.
    pub(super) fn length(self) -> f32 {
        self.to - self.from
    }
}

impl Item {
    /// An item of the given words of the page.
    pub(super) fn new(page: &Page, words: Vec<usize>, bbox: BBox, size: f32) -> Item {
        let kind = Kind::of_words(words.iter().map(|&word| page.words[word].text.as_str()));
        Item { words, bbox, size, kind }
    }

    /// The item taken apart between the words of which `parts` says so.
    pub(super) fn parted(&self, page: &Page, parts: impl Fn(usize, usize) -> bool) -> Vec<Item> {
        self.words
            .chunk_by(|&left, &right| !parts(left, right))
            .filter_map(|words| {
                let bbox = words.iter().map(|&word| page.words[word].bbox).reduce(union)?;
                Some(Item::new(page, words.to_vec(), bbox, self.size))
            })
            .collect()
    }

    /// Its stretch of the page's width.
    pub(super) fn span(&self) -> Span {
        Span { from: self.bbox.x0, to: self.bbox.x1 }
    }
}

impl Strip {
    /// The line with its runs looked at.
    pub(super) fn new(page: &Page, line: Line) -> Strip {
        let items = line
            .runs
            .into_iter()
            .map(|run| Item::new(page, run.words, run.bbox, run.size))
            .collect::<Vec<_>>();
        let bold = items.iter().flat_map(|item| &item.words).all(|&word| page.words[word].bold);
        Strip { items, baseline: line.baseline, size: line.size, bold }
    }

    /// Whether several items stand side by side.
    pub(super) fn is_multiple(&self) -> bool {
        self.items.len() > 1
    }

    /// Whether it looks like a row of a table: figures after its first item. A figure that comes first may number
    /// a paragraph.
    pub(super) fn has_figures(&self) -> bool {
        self.items.iter().skip(1).any(|item| item.kind.is_value())
    }

    /// Whether it may head columns: several items, none of them a figure but years.
    pub(super) fn may_head(&self) -> bool {
        self.is_multiple() && self.items.iter().all(|item| matches!(item.kind, Kind::Words | Kind::Year))
    }

    /// Whether its figures are years that head columns: no words stand before them.
    pub(super) fn heads_periods(&self) -> bool {
        self.items[0].kind == Kind::Year
            && self.items.iter().all(|item| matches!(item.kind, Kind::Year | Kind::Words))
    }

    /// Whether all of its figures are years.
    pub(super) fn has_years_alone(&self) -> bool {
        self.items.iter().all(|item| matches!(item.kind, Kind::Year | Kind::Words))
    }

    /// Whether it is a heading by its type: bold, with words among its items that are not the label of a row.
    fn is_bold_head(&self) -> bool {
        self.bold && self.items.iter().skip(1).any(|item| item.kind == Kind::Words)
    }

    /// The gaps between its items.
    pub(super) fn gaps(&self) -> impl Iterator<Item = Span> {
        self.items.windows(2).map(|pair| Span { from: pair[0].bbox.x1, to: pair[1].bbox.x0 })
    }

    /// From the left end of the first item to the right end of the last.
    pub(super) fn span(&self) -> Span {
        let right = self.items.iter().map(|item| item.bbox.x1).max_by(f32::total_cmp);
        let left = self.items[0].bbox.x0;
        Span { from: left, to: right.unwrap_or(left) }
    }

    /// The top of its highest item.
    pub(super) fn top(&self) -> f32 {
        self.items.iter().map(|item| item.bbox.y0).min_by(f32::total_cmp).unwrap_or(self.baseline)
    }

    /// The bottom of its lowest item.
    pub(super) fn bottom(&self) -> f32 {
        self.items.iter().map(|item| item.bbox.y1).max_by(f32::total_cmp).unwrap_or(self.baseline)
    }
}

/// Lines of a heading are no further apart than this, in type sizes.
const TIGHT: f32 = 1.5;

/// Whether a strip is a line of headings by its type: bold, with words that are not the label of a row, or right above
/// or below such a line and without a label, or so close to it that both stand beside each other.
pub(super) fn heads_in_bold(strips: &[Strip], at: usize) -> bool {
    let strip = &strips[at];
    let nearest = |other: Option<usize>| {
        let other = other.and_then(|other| strips.get(other)).filter(|other| other.is_bold_head());
        other.map_or(f32::INFINITY, |other| (other.baseline - strip.baseline).abs())
    };
    let is_bare = strip.items.iter().all(|item| item.kind.is_value());
    let reach = if is_bare { TIGHT } else { LINE };
    strip.is_bold_head()
        || strip.bold && nearest(at.checked_sub(1)).min(nearest(Some(at + 1))) <= reach * strip.size
}

#[cfg(test)]
mod tests {
    use super::super::testing::read;
    use crate::testing::PageBuilder;

    #[test]
    fn a_line_beside_headings_in_bold_is_one_of_theirs() {
        let bold = |word: &mut boardlift_model::Word| word.bold = true;
        let heads =
            [(150.0, 50.0, "Current"), (250.0, 50.0, "Change"), (20.0, 56.0, "Area"), (200.0, 56.0, "22/23")];
        let mut page = PageBuilder::new();
        for (x, y, text) in heads {
            page = page.text(x, y, text).with(bold);
        }
        for (y, label) in [(76.0, "North"), (88.0, "South"), (100.0, "West")] {
            page = page.text(20.0, y, label).text(150.0, y, "5").text(200.0, y, "6").text(250.0, y, "7");
        }
        let expected =
            "Area | Current | 22/23 | Change\n=\nNorth | 5 | 6 | 7\nSouth | 5 | 6 | 7\nWest | 5 | 6 | 7";
        assert_eq!(read(&page.build()), expected);
    }
}
