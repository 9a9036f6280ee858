//! Slips of the pen in a label: `asessment`, `Suport`.
//!
//! A word is mended only where the vocabulary does not know it, where one known word alone is as near as a slip,
//! and where it begins with the same letter: `unauthorised` is no slip of `authorised`, nor `reassessment` of
//! `assessment`. A word that the vocabulary knows is never taken for another; for that it knows words that change
//! what is measured but stand in no listed label (`qualifiers.csv`). Numbers are never mended.

use std::collections::{BTreeMap, BTreeSet};

/// How many words of a label may have slips.
const MOST_SLIPS: usize = 2;
/// A shorter word has no slips: one letter makes another word of it.
const SHORTEST_WORD: usize = 5;
/// From this many letters on, two may be wrong.
const LONG_WORD: usize = 9;

/// The words that labels are written in.
#[derive(Debug, Default)]
pub(crate) struct Spelling {
    by_first_letter: BTreeMap<char, BTreeSet<String>>,
}

impl Spelling {
    pub(crate) fn learn(&mut self, words: impl IntoIterator<Item = String>) {
        for word in words {
            if let Some(letter) = word.chars().next() {
                self.by_first_letter.entry(letter).or_default().insert(word);
            }
        }
    }

    /// The words with their slips mended; none where there is nothing to mend or too much.
    pub(crate) fn mended(&self, words: &[String]) -> Option<Vec<String>> {
        let slips = words.iter().filter(|word| self.is_unknown(word)).count();
        if slips == 0 || slips > MOST_SLIPS {
            return None;
        }
        let mend = |word: &String| if self.is_unknown(word) { self.meant(word) } else { Some(word.clone()) };
        words.iter().map(mend).collect()
    }

    fn is_unknown(&self, word: &str) -> bool {
        let first = word.chars().next();
        first.is_some_and(char::is_alphabetic) && !self.same_start(word).any(|known| known == word)
    }

    /// The one known word that this one is a slip of.
    fn meant(&self, word: &str) -> Option<String> {
        let mut near = self.same_start(word).filter(|known| is_slip(word, known));
        near.next().filter(|_| near.next().is_none()).cloned()
    }

    fn same_start(&self, word: &str) -> impl Iterator<Item = &String> {
        word.chars().next().and_then(|letter| self.by_first_letter.get(&letter)).into_iter().flatten()
    }
}

fn is_slip(word: &str, known: &str) -> bool {
    let (letters, meant) = (word.chars().count(), known.chars().count());
    let allowed = if letters.min(meant) >= LONG_WORD { 2 } else { 1 };
    letters.min(meant) >= SHORTEST_WORD
        && letters.abs_diff(meant) <= allowed
        && strsim::osa_distance(word, known) <= allowed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips() {
        let mut spelling = Spelling::default();
        let list = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
        spelling.learn(list(
            "% of assessment including excluding authorised support plan plane pupil started stated 20 week",
        ));
        let check = |text: &str, expected: Option<&str>| {
            assert_eq!(
                spelling.mended(&list(text)).map(|words| words.join(" ")).as_deref(),
                expected,
                "{text}"
            );
        };
        check("asessment of suport", Some("assessment of support"));
        check("includnig", Some("including"));
        check("% of pupill", Some("% of pupil"));
        // Known words, and nothing to mend.
        check("excluding 21 week", None);
        check("", None);
        // Another word.
        check("reassessment", None);
        check("unauthorised", None);
        check("suppression", None);
        // Short, ambiguous, too many.
        check("pla", None);
        check("startd", Some("started"));
        check("statred", None);
        check("asessment suport pupill", None);
    }
}
