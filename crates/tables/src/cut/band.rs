//! What of a page is drawn in a band across it, to be set on another sheet.

use boardlift_model::{Axis, BBox, Fill, Page, Rule, Turn, Word};

use crate::geometry::{self, centre};
use crate::surface::is_background;

/// What of a page is drawn in a band across it, moved so that the band begins at height nought.
#[derive(Debug, Clone, Default)]
pub(super) struct Band {
    pub(super) words: Vec<Word>,
    pub(super) rules: Vec<Rule>,
    pub(super) fills: Vec<Fill>,
    /// How high it is.
    pub(super) height: f32,
}

impl Band {
    /// The words in a box but in none of those that are left out, and the rules and shading at its height. The rules
    /// on its edges, with no room for a line of words between, belong to it.
    pub(super) fn of(page: &Page, bbox: &BBox, left_out: &[BBox]) -> Band {
        let up = -bbox.y0;
        let edge = geometry::type_size(page);
        let reach = BBox { x0: f32::MIN, y0: bbox.y0 - edge, x1: f32::MAX, y1: bbox.y1 + edge };
        Band {
            words: page
                .words
                .iter()
                .filter(|word| geometry::contains(bbox, centre(&word.bbox)))
                .filter(|word| !left_out.iter().any(|out| geometry::contains(out, centre(&word.bbox))))
                .map(|word| moved(word, up))
                .collect(),
            rules: page.rules.iter().filter_map(|rule| clipped(rule, &reach, up)).collect(),
            fills: fills(page, &reach, up),
            height: bbox.y1 - bbox.y0,
        }
    }

    /// From where to where its words run; nothing without any.
    pub(super) fn width(&self) -> Option<(f32, f32)> {
        let bbox = self.words.iter().map(|word| word.bbox).reduce(geometry::union)?;
        Some((bbox.x0, bbox.x1))
    }

    /// Sets another band below this one, so far apart.
    pub(super) fn push(&mut self, below: &Band, gap: f32) {
        let down = self.height + gap;
        self.words.extend(below.words.iter().map(|word| moved(word, down)));
        self.rules.extend(below.rules.iter().map(|rule| shifted(rule, down)));
        self.fills.extend(below.fills.iter().map(|fill| lowered(fill, down)));
        self.height = down + below.height;
    }
}

/// A word moved down, or up by less than nought.
pub(super) fn moved(word: &Word, down: f32) -> Word {
    let mut word = word.clone();
    (word.bbox.y0, word.bbox.y1) = (word.bbox.y0 + down, word.bbox.y1 + down);
    if matches!(word.turn, Turn::Upright | Turn::Reversed) {
        word.baseline += down;
    }
    word
}

/// The part of a rule that lies in the box, moved down.
pub(super) fn clipped(rule: &Rule, bbox: &BBox, down: f32) -> Option<Rule> {
    match rule.axis {
        Axis::Level => (bbox.y0..=bbox.y1).contains(&rule.at).then(|| shifted(rule, down)),
        Axis::Upright => {
            let (from, to) = (rule.from.max(bbox.y0), rule.to.min(bbox.y1));
            (from < to).then(|| shifted(&Rule { from, to, ..*rule }, down))
        }
    }
}

fn shifted(rule: &Rule, down: f32) -> Rule {
    match rule.axis {
        Axis::Level => Rule { at: rule.at + down, ..*rule },
        Axis::Upright => Rule { from: rule.from + down, to: rule.to + down, ..*rule },
    }
}

/// The parts of a page's fills that lie in the box, moved down. The colour of the paper is left out: two halves of
/// pages make no page.
pub(super) fn fills(page: &Page, bbox: &BBox, down: f32) -> Vec<Fill> {
    let drawn = page.fills.iter().filter(|fill| !is_background(page, &fill.bbox));
    let inside = drawn.filter(|fill| fill.bbox.y0 < bbox.y1 && fill.bbox.y1 > bbox.y0);
    inside
        .map(|fill| lowered(&Fill { bbox: geometry::intersection(&fill.bbox, bbox), ..*fill }, down))
        .collect()
}

fn lowered(fill: &Fill, down: f32) -> Fill {
    let bbox = BBox { y0: fill.bbox.y0 + down, y1: fill.bbox.y1 + down, ..fill.bbox };
    Fill { bbox, ..*fill }
}
