//! Rows that hold the targets of other rows, as their names say together: `Annual target days lost` beside `Annual actual days
//! lost`, `Recycling rate target` below `Recycling rate`.
//!
//! The word alone says nothing, since `Target families helped` is a result. Its sister must be there: the same words with one
//! for results, or without any where the word for the target ends the name.

use std::collections::BTreeSet;

use boardlift_lexicon::fold;
use boardlift_model::Cell;

use crate::rows::{RowKind, RowShape, text};

/// Words for what happened.
const RESULTS: &[&str] = &["actual", "actuals", "outturn", "performance", "result", "results", "achieved"];
/// Words for a target.
const TARGETS: &[&str] = &["target", "targets"];
/// Who has set the target may be said with it.
const OF_TARGETS: &[&str] = &["corporate", "council", "local", "our", "agreed", "set", "the"];

/// The rows, from 0, that hold the targets of others.
pub(crate) fn targets(rows: &[Vec<Cell>], kinds: &[RowKind], shape: RowShape) -> BTreeSet<usize> {
    let names: Vec<(usize, Name)> = rows
        .iter()
        .zip(kinds)
        .enumerate()
        .filter(|(_, (_, kind))| **kind == RowKind::Indicator)
        .map(|(at, (row, _))| (at, Name::of(text(row, Some(shape.indicator())))))
        .collect();
    let results: BTreeSet<&(String, bool)> =
        names.iter().filter(|(_, name)| !name.speaks_of_target).map(|(_, name)| &name.measured).collect();
    let is_held = |name: &Name| {
        let with = |says_result: bool| results.contains(&(name.measured.0.clone(), says_result));
        name.is_target && (with(true) || name.ends_with_target && with(false))
    };
    names.iter().filter(|(_, name)| is_held(name)).map(|(at, _)| *at).collect()
}

/// The name of a row.
struct Name {
    /// Its words without those for targets and results, and whether it has any for results.
    measured: (String, bool),
    /// Whether it has any for targets: `Number of targets achieved` counts them, and is no result of `Number of targets`.
    speaks_of_target: bool,
    is_target: bool,
    ends_with_target: bool,
}

impl Name {
    fn of(words: &str) -> Self {
        let key = fold::key(words);
        let words: Vec<&str> =
            key.split(' ').map(|word| word.trim_matches(['(', ')', '-', '–', ':'])).collect();
        let is_target = words.iter().any(|word| TARGETS.contains(word));
        let says_result = words.iter().any(|word| RESULTS.contains(word));
        let is_left_out = |word: &str| {
            word.is_empty()
                || TARGETS.contains(&word)
                || RESULTS.contains(&word)
                || is_target && OF_TARGETS.contains(&word)
        };
        let measured: Vec<&str> = words.iter().copied().filter(|word| !is_left_out(word)).collect();
        Name {
            measured: (measured.join(" "), says_result),
            speaks_of_target: is_target,
            is_target: is_target && !says_result && measured.len() > 1,
            ends_with_target: words.last().is_some_and(|word| TARGETS.contains(word)),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::check_claims;

    fn check(names: [&str; 2], expected: &str) {
        let [first, second] = names;
        let lines = format!(
            "Measure | 2016/17 | Comment\nNumber of staff in post | 250 | Fewer\n{first} | 7.6 |\n{second} | 8.8 |"
        );
        let claim = |kind: &str| format!("{kind} 2016-04-01..2017-03-31");
        let claims = ["actual", expected, "actual"].map(claim);
        check_claims(&lines, &claims.each_ref().map(String::as_str));
    }

    #[test]
    fn a_target_beside_its_result() {
        check(["Annual Corporate Target Days Lost Per FTE", "Annual Actual Days Lost Per FTE"], "target");
        check(["Household waste recycled (target)", "Household waste recycled"], "target");
        check(["Target household waste recycled", "Household waste recycled: outturn"], "target");
    }

    #[test]
    fn a_word_that_speaks_of_something_else() {
        check(["Number of target families helped", "Number of families helped"], "actual");
        check(["Average days lost against target", "Average days lost"], "actual");
        check(["Target days lost per post", "Actual days won per post"], "actual");
        check(["Number of area agreement targets", "Number of area agreement targets achieved"], "actual");
    }
}
