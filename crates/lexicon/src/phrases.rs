//! Phrases made ready to be looked for in the words of a key.
//!
//! The tables of this crate are lists to be read by people. Here they are cut into words once, so that looking for all
//! phrases of a table costs one look-up a word and not one comparison a phrase. Words are compared whole, never parts
//! of them.

use std::collections::HashMap;
use std::ops::Range;

/// Phrases with what each of them means, by their first words.
pub(crate) struct Phrases<T> {
    by_first: HashMap<&'static str, Vec<Phrase<T>>>,
}

struct Phrase<T> {
    /// The words behind the first.
    behind: Vec<&'static str>,
    meaning: T,
}

impl<T> FromIterator<(&'static str, T)> for Phrases<T> {
    /// Takes phrases as [`fold::key`](crate::fold::key) gives them: words with single spaces between them.
    fn from_iter<I: IntoIterator<Item = (&'static str, T)>>(phrases: I) -> Self {
        let mut by_first: HashMap<_, Vec<_>> = HashMap::new();
        for (phrase, meaning) in phrases {
            let mut words = phrase.split(' ');
            let first = words.next().unwrap_or_default();
            by_first.entry(first).or_default().push(Phrase { behind: words.collect(), meaning });
        }
        Phrases { by_first }
    }
}

impl<T> Phrases<T> {
    /// The phrases that stand in the words, from first to last: the place of each, in words, and its meaning.
    pub(crate) fn within<'p>(&'p self, words: &'p [&str]) -> impl Iterator<Item = (Range<usize>, &'p T)> {
        words.iter().enumerate().flat_map(move |(at, first)| {
            let behind = words.get(at + 1..).unwrap_or_default();
            let known = self.by_first.get(first).map(Vec::as_slice).unwrap_or_default();
            known
                .iter()
                .filter(|phrase| behind.starts_with(&phrase.behind))
                .map(move |phrase| (at..at + 1 + phrase.behind.len(), &phrase.meaning))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(Range<usize>, char)]) {
        let phrases = Phrases::from_iter([("a b", 'x'), ("a", 'y'), ("b c d", 'z')]);
        let words: Vec<&str> = text.split(' ').collect();
        let found: Vec<_> = phrases.within(&words).map(|(place, meaning)| (place, *meaning)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn phrases_are_found_at_whole_words() {
        check("", &[]);
        check("a", &[(0..1, 'y')]);
        check("d a b", &[(1..3, 'x'), (1..2, 'y')]);
        check("a b c d", &[(0..2, 'x'), (0..1, 'y'), (1..4, 'z')]);
        check("ab c", &[]);
        check("b c", &[]);
    }
}
