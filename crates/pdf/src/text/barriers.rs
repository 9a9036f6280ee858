//! Upright rules that no word runs through.

use boardlift_model::{Axis, Rule};

use crate::text::lines::Item;
use crate::text::words::{ASCENT, DESCENT};

/// The upright rules of a page, by where they run.
#[derive(Debug)]
pub(crate) struct Barriers<'r> {
    rules: Vec<&'r Rule>,
}

/// How many rules are looked at for one gap. Rules stand where cells end: a gap between two letters holds few.
const MOST_RULES: usize = 32;

impl<'r> Barriers<'r> {
    pub(crate) fn new(rules: &'r [Rule]) -> Barriers<'r> {
        let mut rules: Vec<&Rule> = rules.iter().filter(|rule| rule.axis == Axis::Upright).collect();
        rules.sort_by(|a, b| a.at.total_cmp(&b.at));
        Barriers { rules }
    }

    /// Whether a rule parts two glyphs of an upright line: it runs in the gap between them, from above their letters
    /// to below.
    pub(crate) fn stand_between(&self, item: &Item, next: &Item) -> bool {
        let slack = 0.1 * item.size.min(next.size);
        let (left, right) = (item.to - slack, next.from + slack);
        // Glyphs that touch leave no room for a rule.
        if self.rules.is_empty() || next.from - item.to < 0.3 * slack {
            return false;
        }
        let first = self.rules.partition_point(|rule| f64::from(rule.at) < left);
        let (top, bottom) = (item.baseline - ASCENT * item.size, item.baseline + DESCENT * item.size);
        let inside =
            self.rules[first..].iter().take(MOST_RULES).take_while(|rule| f64::from(rule.at) <= right);
        let reach = 0.25 * item.size;
        inside
            .into_iter()
            .any(|rule| f64::from(rule.from) < top + reach && f64::from(rule.to) > bottom - reach)
    }
}
