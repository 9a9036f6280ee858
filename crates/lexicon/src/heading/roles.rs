//! The words of headings and what they say that a column holds.
//!
//! Whole headings are looked up first, then patterns in the order of their table, which settles what a heading of two
//! kinds is: `Comments on RAG` is a note. Words that are in neither table have no role.

use super::Role;
use super::patterns::{COMPARING, COUNTING, PATTERNS};
use super::whole::WHOLE;

/// What the words of one level of a heading say that the column holds; nothing where they are not known. `key` is the
/// level's key without its period.
pub(super) fn of_words(key: &str) -> Option<Role> {
    let words: Vec<&str> = key.split(' ').filter(|word| !word.is_empty() && *word != "s").collect();
    let key = words.join(" ");
    let whole = WHOLE.iter().find(|(_, names)| names.contains(&key.as_str())).map(|(role, _)| *role);
    if whole.is_some() || words.len() > MOST_WORDS || is_any(COUNTING, &words) {
        return whole;
    }
    PATTERNS.iter().find(|(_, patterns)| is_any(patterns, &words))?.0
}

/// Whether the words set something against something else (`variance from target`): such a figure is neither.
pub(super) fn compare(key: &str) -> bool {
    is_any(COMPARING, &key.split(' ').collect::<Vec<_>>())
}

/// How many words a heading may have of which only a part is known: more are a sentence.
const MOST_WORDS: usize = 8;

fn is_any(patterns: &[&str], words: &[&str]) -> bool {
    patterns.iter().any(|pattern| is(pattern, words))
}

fn is(pattern: &str, words: &[&str]) -> bool {
    let (known, opens) = pattern.strip_prefix("* ").map_or((pattern, false), |rest| (rest, true));
    let (known, closes) = known.strip_suffix(" *").map_or((known, false), |rest| (rest, true));
    let count = known.split(' ').count();
    let is_known = |words: &[&str]| words.iter().copied().eq(known.split(' '));
    match (opens, closes) {
        (true, true) => words.windows(count).any(is_known),
        (true, false) => words.len() >= count && is_known(&words[words.len() - count..]),
        (false, true) => words.len() >= count && is_known(&words[..count]),
        (false, false) => is_known(words),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fold;

    #[test]
    fn patterns_are_keys_and_each_whole_heading_stands_once() {
        let whole: Vec<&str> = WHOLE.iter().flat_map(|(_, names)| names.iter().copied()).collect();
        let patterns = PATTERNS.iter().flat_map(|(_, patterns)| patterns.iter().copied());
        for pattern in whole.iter().copied().chain(patterns).chain(COUNTING.iter().copied()) {
            let bare: Vec<&str> = pattern.split(' ').filter(|word| *word != "*").collect();
            assert_eq!(fold::key(&bare.join(" ")), bare.join(" "));
        }
        for (at, name) in whole.iter().enumerate() {
            assert!(!whole[..at].contains(name), "{name}");
        }
    }
}
