//! Rules that belong to words: underlines and strokes through struck-out words.

use boardlift_model::{Axis, BBox, Page, Rule, Turn, Word};

use crate::geometry::BoxIndex;

/// An underline runs within this share of the type size below the baseline. Descenders reach lower, so a rule between
/// rows that clears the letters does not come so near.
const UNDER: f32 = 0.22;
/// A stroke through words runs between these shares of the type size above the baseline: about the middle of the
/// small letters or of the figures.
const THROUGH: (f32, f32) = (0.15, 0.5);
/// Where more words than this stand near a rule, it underlines none: the lines of a page that one rule crosses have some
/// hundred.
const MOST_WORDS: usize = 2_000;

/// Whether a rule underlines or strikes out words: it runs along their baseline and not beyond them. `index` tells the
/// page's words.
pub(super) fn is_underline(page: &Page, index: &BoxIndex, rule: &Rule, type_size: f32) -> bool {
    if rule.axis != Axis::Level {
        return false;
    }
    // An underline may run below the box of a word whose letters go down less far.
    let bbox = BBox { x0: rule.from, y0: rule.at - type_size, x1: rule.to, y1: rule.at };
    if index.crowd(&bbox) > MOST_WORDS {
        return false;
    }
    let near = index.within(&bbox);
    let words = || near.iter().map(|&index| &page.words[index]).filter(|word| touches(word, rule));
    let Some(size) = words().map(|word| word.size).max_by(f32::total_cmp) else { return false };
    let x0 = words().map(|word| word.bbox.x0).fold(f32::INFINITY, f32::min);
    let x1 = words().map(|word| word.bbox.x1).fold(f32::NEG_INFINITY, f32::max);
    let covered: f32 = words().map(|word| word.bbox.x1 - word.bbox.x0).sum();
    let slack = 0.3 * size;
    rule.from >= x0 - slack && rule.to <= x1 + slack && covered >= 0.6 * (rule.to - rule.from)
}

/// Whether the rule runs along the word's baseline or through its letters.
fn touches(word: &Word, rule: &Rule) -> bool {
    let below = (rule.at - word.baseline) / word.size.max(0.1);
    let overlaps = word.bbox.x1.min(rule.to) - word.bbox.x0.max(rule.from) > 0.5;
    let runs = (0.0..=UNDER).contains(&below) || (-THROUGH.1..=-THROUGH.0).contains(&below);
    word.turn == Turn::Upright && overlaps && runs
}
