//! Lists of words that tokens are looked up in.
//!
//! Most words are in none of the lists that a rule asks for. Every list therefore carries a sieve, made when the
//! program is compiled, that nearly all other words fall through before a letter is compared.

/// Words, or signs, in lower case.
#[derive(Debug, Clone, Copy)]
pub(super) struct List {
    pub(super) words: &'static [&'static str],
    pub(super) sieve: Sieve,
}

/// Words, in lower case, with what each of them means.
#[derive(Debug, Clone, Copy)]
pub(super) struct Table<T: 'static> {
    pub(super) entries: &'static [(&'static str, T)],
    pub(super) sieve: Sieve,
}

/// Phrases, each a list of words in lower case.
#[derive(Debug, Clone, Copy)]
pub(super) struct PhraseList {
    pub(super) phrases: &'static [&'static [&'static str]],
    /// Of the first words.
    pub(super) sieve: Sieve,
}

impl List {
    pub(super) const fn of(words: &'static [&'static str]) -> Self {
        let mut sieve = Sieve::EMPTY;
        let mut at = 0;
        while at < words.len() {
            sieve = sieve.with(Grain::of(words[at]));
            at += 1;
        }
        List { words, sieve }
    }
}

impl<T> Table<T> {
    pub(super) const fn of(entries: &'static [(&'static str, T)]) -> Self {
        let mut sieve = Sieve::EMPTY;
        let mut at = 0;
        while at < entries.len() {
            sieve = sieve.with(Grain::of(entries[at].0));
            at += 1;
        }
        Table { entries, sieve }
    }
}

impl PhraseList {
    pub(super) const fn of(phrases: &'static [&'static [&'static str]]) -> Self {
        let mut sieve = Sieve::EMPTY;
        let mut at = 0;
        while at < phrases.len() {
            sieve = sieve.with(Grain::of(phrases[at][0]));
            at += 1;
        }
        PhraseList { phrases, sieve }
    }
}

/// One of 128 sorts of words: the same for a word in capitals and in small letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Grain(u8);

impl Grain {
    pub(super) const fn of(word: &str) -> Self {
        let bytes = word.as_bytes();
        let mut hash: u32 = 0;
        let mut at = 0;
        while at < bytes.len() {
            hash = (hash ^ bytes[at].to_ascii_lowercase() as u32).wrapping_mul(0x0100_0193);
            at += 1;
        }
        // The upper bits have seen every letter.
        Grain((hash >> 25) as u8)
    }
}

/// The sorts of words that a list has.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sieve(u128);

impl Sieve {
    const EMPTY: Self = Sieve(0);

    const fn with(self, grain: Grain) -> Self {
        Sieve(self.0 | 1 << grain.0)
    }

    /// Whether the list may hold a word of this sort. Where it says no, the list holds none.
    pub(super) fn may_hold(self, grain: Grain) -> bool {
        self.0 >> grain.0 & 1 == 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sieve_holds_every_word_of_its_list_in_any_case() {
        const LIST: List = List::of(&["march", "-", "year"]);
        for word in ["march", "March", "MARCH", "-", "Year"] {
            assert!(LIST.sieve.may_hold(Grain::of(word)), "{word}");
        }
        let others = ["pupils", "waiting", "decision", "weeks", "67", "%"];
        assert!(!others.iter().all(|word| LIST.sieve.may_hold(Grain::of(word))));
    }
}
