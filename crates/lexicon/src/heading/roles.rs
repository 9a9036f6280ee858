//! The words of headings and what they say that a column holds.
//!
//! Whole headings are looked up first, then patterns in the order of their table, which settles what a heading of two
//! kinds is: `Comments on RAG` is a note. Words that are in neither table have no role.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use super::Role;
use super::patterns::{COMPARING, COUNTING, PATTERNS};
use super::whole::WHOLE;
use crate::phrases::Phrases;
use crate::unit;

/// What the words of one level of a heading say that the column holds; nothing where they are not known. `key` is the
/// level's key without its period. A unit may end it: `Value (%)`.
pub(super) fn of_words(key: &str) -> Option<Role> {
    of_plain_words(key).or_else(|| of_plain_words(unit::before_name(key)?))
}

fn of_plain_words(key: &str) -> Option<Role> {
    let words: Vec<&str> = key.split(' ').filter(|word| !word.is_empty() && *word != "s").collect();
    let whole = WHOLE_HEADINGS.get(words.join(" ").as_str()).copied();
    if whole.is_some() || words.len() > MOST_WORDS || COUNTS.first_of(&words).is_some() {
        return whole;
    }
    PATTERNS.get(ROLES.first_of(&words)?)?.0
}

/// Whether the words are those of one table entry and no other: such a heading has nothing of its own.
pub(super) fn are_stock(key: &str) -> bool {
    let words: Vec<&str> = key.split(' ').collect();
    WHOLE_HEADINGS.contains_key(key) || ROLES.0.within(&words).any(|(place, _)| place == (0..words.len()))
}

/// Whether the words set something against something else (`variance from target`): such a figure is neither.
pub(super) fn compare(key: &str) -> bool {
    COMPARES.first_of(&key.split(' ').collect::<Vec<_>>()).is_some()
}

/// How many words a heading may have of which only a part is known: more are a sentence.
const MOST_WORDS: usize = 8;

static WHOLE_HEADINGS: LazyLock<HashMap<&str, Role>> = LazyLock::new(|| {
    WHOLE.iter().flat_map(|(role, names)| names.iter().map(move |name| (*name, *role))).collect()
});

static ROLES: LazyLock<Patterns> =
    LazyLock::new(|| Patterns::of_groups(PATTERNS.iter().map(|(_, patterns)| *patterns)));
static COUNTS: LazyLock<Patterns> = LazyLock::new(|| Patterns::of_groups([COUNTING]));
static COMPARES: LazyLock<Patterns> = LazyLock::new(|| Patterns::of_groups([COMPARING]));

/// Groups of patterns, ready to be looked for.
struct Patterns(Phrases<Pattern>);

/// What a pattern asks beside its words.
#[derive(Clone, Copy)]
struct Pattern {
    group: usize,
    /// Whether other words may stand before it.
    opens: bool,
    /// Whether other words may stand behind it.
    closes: bool,
}

impl Patterns {
    fn of_groups(groups: impl IntoIterator<Item = &'static [&'static str]>) -> Self {
        let of_group = |(group, patterns): (usize, &'static [&'static str])| {
            patterns.iter().map(move |pattern| Pattern::cut(group, pattern))
        };
        Patterns(groups.into_iter().enumerate().flat_map(of_group).collect())
    }

    /// The first group, by its place, of which a pattern fits the words.
    fn first_of(&self, words: &[&str]) -> Option<usize> {
        let fits = |(place, pattern): &(Range<usize>, &Pattern)| {
            (pattern.opens || place.start == 0) && (pattern.closes || place.end == words.len())
        };
        self.0.within(words).filter(fits).map(|(_, pattern)| pattern.group).min()
    }
}

impl Pattern {
    /// A pattern's words, and what it asks beside them.
    fn cut(group: usize, pattern: &'static str) -> (&'static str, Self) {
        let (words, opens) = pattern.strip_prefix("* ").map_or((pattern, false), |rest| (rest, true));
        let (words, closes) = words.strip_suffix(" *").map_or((words, false), |rest| (rest, true));
        (words, Pattern { group, opens, closes })
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
