//! Panels of a dashboard: frames or plates of one size side by side, each with a thing of its own to say.
//!
//! Their words stand on the same lines from panel to panel, as the cells of a table do, but belong to the words above and
//! below them in their own frame. Strips of colour behind the columns of a table are no panels: those touch or have
//! other widths, or hold figures in one type.

use boardlift_model::{BBox, Page, Turn, Word};

use crate::flow;
use crate::geometry;

/// Panels stand further apart than this part of the type size; what parts coloured cells is a hairline.
const GAP: f32 = 0.5;
/// They are nearer to their neighbours than this part of their width.
const NEAR: f32 = 0.5;
/// Panels of one row are equally wide and high, and begin at one height, but for this part of their size.
const ALIKE: f32 = 0.05;
/// A panel has a name, a figure and something about it, each on a line of its own.
const LINES: usize = 3;
/// The figure of a panel, or its name, is set larger than the rest by this factor at least, or in bold type.
const LARGER: f32 = 1.05;
/// No page has more panels; this bounds the work.
const MOST: usize = 64;

/// For each word of the page the panel that it stands in, by number from 0, and how many panels there are.
pub(crate) fn of_words(page: &Page) -> (Vec<Option<usize>>, usize) {
    let panels = panels(page);
    let held = |word: &Word| {
        panels.iter().position(|&panel| geometry::contains(&panel, geometry::centre(&word.bbox)))
    };
    (page.words.iter().map(held).collect(), panels.len())
}

/// The panels; none lies in another.
fn panels(page: &Page) -> Vec<BBox> {
    let size = geometry::type_size(page);
    let mut outer: Vec<BBox> = Vec::new();
    let boxes: Vec<BBox> = flow::framed(page).into_iter().filter(|&bbox| is_panel(page, bbox)).collect();
    if boxes.len() > MOST {
        return outer;
    }
    for &bbox in &boxes {
        let is_free = !outer.iter().any(|other| geometry::contains(other, geometry::centre(&bbox)));
        if is_free && boxes.iter().any(|&other| stand_in_row(bbox, other, GAP * size)) {
            outer.push(bbox);
        }
    }
    outer
}

/// Whether two boxes are of one size and stand side by side, apart from each other.
fn stand_in_row(a: BBox, b: BBox, gap: f32) -> bool {
    let near = |a: f32, b: f32, whole: f32| (a - b).abs() <= ALIKE * whole;
    let (width, height) = (a.x1 - a.x0, a.y1 - a.y0);
    near(a.y0, b.y0, height)
        && near(height, b.y1 - b.y0, height)
        && near(width, b.x1 - b.x0, width)
        && [b.x0 - a.x1, a.x0 - b.x1].into_iter().any(|apart| gap < apart && apart < NEAR * width)
}

/// Whether a box holds some lines of more than one type, with words and a figure among them.
fn is_panel(page: &Page, bbox: BBox) -> bool {
    let inside =
        |word: &&Word| word.turn == Turn::Upright && geometry::contains(&bbox, geometry::centre(&word.bbox));
    let words: Vec<&Word> = page.words.iter().filter(inside).collect();
    let mut baselines: Vec<f32> = words.iter().map(|word| word.baseline).collect();
    baselines.sort_by(f32::total_cmp);
    let lines = baselines.chunk_by(|a, b| b - a < 1.0).count();
    let has = |wanted: fn(char) -> bool| words.iter().any(|word| word.text.contains(wanted));
    let sizes = || words.iter().map(|word| word.size);
    let (least, most) = (sizes().fold(f32::INFINITY, f32::min), sizes().fold(0.0, f32::max));
    let bold = words.iter().filter(|word| word.bold).count();
    let varied = most > LARGER * least || bold > 0 && bold < words.len();
    lines >= LINES && varied && has(char::is_alphabetic) && has(|letter| letter.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{GREY, PageBuilder};

    /// Three plates that begin at these places and are so wide, with a name, a large figure and a target each: the panel
    /// of each word.
    fn check(plates: [(f32, f32); 3], large: f32, expected: &[Option<usize>]) {
        let page = plates.iter().fold(PageBuilder::new(), |page, &(x, width)| {
            let page = page.fill(x, 50.0, x + width, 130.0, GREY).text(x + 5.0, 65.0, "Visits");
            let page = page.text(x + 5.0, 90.0, "45%").with(|word| word.size = large);
            page.text(x + 5.0, 115.0, "Target: 50%")
        });
        assert_eq!(of_words(&page.build()).0[..8], *expected, "{plates:?}");
    }

    const APART: [(f32, f32); 3] = [(20.0, 100.0), (140.0, 100.0), (260.0, 100.0)];

    #[test]
    fn plates_of_one_size_side_by_side_are_panels() {
        check(APART, 20.0, &[[Some(0); 4], [Some(1); 4]].concat());
    }

    #[test]
    fn plates_that_touch_or_differ_are_the_cells_of_a_table() {
        check([(20.0, 100.0), (120.0, 100.0), (220.0, 100.0)], 20.0, &[None; 8]);
        check([(20.0, 100.0), (140.0, 160.0), (320.0, 60.0)], 20.0, &[None; 8]);
    }

    #[test]
    fn strips_of_one_type_are_the_columns_of_a_table() {
        check(APART, crate::testing::SIZE, &[None; 8]);
    }

    #[test]
    fn words_of_two_panels_make_no_table() {
        let page = APART.iter().fold(PageBuilder::new(), |page, &(x, width)| {
            let page = page.fill(x, 50.0, x + width, 140.0, GREY).text(x + 5.0, 65.0, "Visits");
            let page = page.with(|word| word.bold = true);
            page.text(x + 5.0, 80.0, "45%").text(x + 5.0, 95.0, "50%").text(x + 5.0, 110.0, "55%")
        });
        assert_eq!(crate::lay_out(&page.build()).tables().count(), 0);
    }
}
