//! The words of a label as they are compared: each way of saying a thing by one word, in the label's order.
//!
//! `Percentage of EHC plans` and `% EHCPs` are the same words here. Nothing that changes what is measured is lost:
//! the words that are dropped (`of`, `the`, `who are`) carry no meaning of their own, and words are never reordered.
//! What is said and explained at once, `Education, Health and Care Plan (EHCP)`, is one word. The ways of saying a
//! thing are in `synonyms.csv`.

use std::collections::{BTreeSet, HashMap};

use boardlift_lexicon::fold;
use serde::Deserialize;

use crate::error::ReferenceError;
use crate::table::{DataFile, list};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Record {
    /// The one word; empty where the phrases are dropped.
    word: String,
    phrases: String,
}

#[derive(Debug)]
struct Phrase {
    words: Vec<String>,
    stands_for: String,
}

/// The ways of saying a thing.
#[derive(Debug)]
pub(crate) struct Synonyms {
    /// By their first word, the longest first.
    by_first_word: HashMap<String, Vec<Phrase>>,
    plain: BTreeSet<String>,
}

impl Synonyms {
    pub(crate) fn load(file: DataFile<'_>) -> Result<Self, ReferenceError> {
        let mut by_first_word: HashMap<String, Vec<Phrase>> = HashMap::new();
        let mut plain = BTreeSet::new();
        for row in file.rows::<Record>()? {
            for phrase in list(&row.fields.phrases) {
                let words = plain_words(phrase);
                let Some(first) = words.first() else {
                    return Err(row.unexpected("phrases of words", phrase));
                };
                let same_start = by_first_word.entry(first.clone()).or_default();
                if same_start.iter().any(|other| other.words == words) {
                    return Err(row.unexpected("a phrase that stands for one word only", phrase));
                }
                plain.extend(words.iter().cloned());
                same_start.push(Phrase { words, stands_for: row.fields.word.clone() });
                same_start.sort_by_key(|phrase| std::cmp::Reverse(phrase.words.len()));
            }
        }
        Ok(Synonyms { by_first_word, plain })
    }

    /// The text's words as they are compared; none for a text without words.
    pub(crate) fn words(&self, text: &str) -> Vec<String> {
        self.unite(&plain_words(text))
    }

    /// Plain words with each way of saying a thing as one word.
    pub(crate) fn unite(&self, plain: &[String]) -> Vec<String> {
        let mut rest = plain;
        let mut words: Vec<String> = Vec::new();
        while let [first, after @ ..] = rest {
            let Some(phrase) = self.longest(first, rest) else {
                words.push(first.clone());
                rest = after;
                continue;
            };
            let explained = words.last() == Some(&phrase.stands_for) && !is_number(&phrase.stands_for);
            if !phrase.stands_for.is_empty() && !explained {
                words.push(phrase.stands_for.clone());
            }
            rest = rest.get(phrase.words.len()..).unwrap_or_default();
        }
        words
    }

    /// Whether phrases stand for this word.
    pub(crate) fn is_word(&self, word: &str) -> bool {
        self.by_first_word.values().flatten().any(|phrase| phrase.stands_for == word)
    }

    /// Every plain word that a phrase holds, in alphabetical order.
    pub(crate) fn plain_words(&self) -> impl Iterator<Item = &String> {
        self.plain.iter()
    }

    fn longest(&self, first: &str, words: &[String]) -> Option<&Phrase> {
        self.by_first_word.get(first)?.iter().find(|phrase| words.starts_with(&phrase.words))
    }
}

/// Whether a phrase stands among the words, one beside the other.
pub(crate) fn contains(words: &[String], phrase: &[String]) -> bool {
    !phrase.is_empty() && words.windows(phrase.len()).any(|window| window == phrase)
}

/// Whether a word is written in digits.
pub(crate) fn is_number(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
}

/// Words in the singular, numbers apart from the letters that they are run together with: `14yrs`, `KS2`.
pub(crate) fn plain_words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut last = Sort::Gap;
    for c in fold::key(text).chars() {
        let sort = Sort::of(c);
        match words.last_mut() {
            _ if sort == Sort::Gap => {}
            Some(word) if sort == last && sort != Sort::Sign => word.push(c),
            _ => words.push(c.to_string()),
        }
        last = sort;
    }
    words.iter().map(|word| singular(word)).collect()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    Letter,
    Digit,
    Sign,
    Gap,
}

impl Sort {
    fn of(c: char) -> Self {
        match c {
            '%' | '£' | '<' | '>' | '≤' | '≥' | '+' => Sort::Sign,
            '.' => Sort::Digit,
            _ if c.is_ascii_digit() => Sort::Digit,
            _ if c.is_alphanumeric() => Sort::Letter,
            _ => Sort::Gap,
        }
    }
}

fn singular(word: &str) -> String {
    if let Some(stem) = word.strip_suffix("ies").filter(|stem| stem.len() > 2) {
        return format!("{stem}y");
    }
    let is_plural = word.len() > 3 && ["ss", "us", "is"].iter().all(|ending| !word.ends_with(ending));
    word.strip_suffix('s').filter(|_| is_plural).unwrap_or(word).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data;

    fn words(text: &str) -> String {
        Synonyms::load(data::SYNONYMS).unwrap().words(text).join(" ")
    }

    #[test]
    fn one_word_for_each_way_of_saying_a_thing() {
        for (text, expected) in [
            ("", ""),
            ("of the", ""),
            ("Percentage of EHC plans issued within 20 weeks", "% ehcp issue in 20 week"),
            ("% EHCPs issued in twenty weeks", "% ehcp issue in 20 week"),
            ("The proportion (%) of ECHPs", "% ehcp"),
            ("Total number of Education, Health and Care Plans (EHCPs)", "number ehcp"),
            ("No. of C&YP", "number cyp"),
            ("No EHE - EHCP", "no elective_home_education ehcp"),
            (
                "young people (16 & 17) who are not in education, employment or training (NEET)",
                "young_people 16 and 17 neet",
            ),
            ("yp aged 14yrs+", "young_people aged 14 year +"),
            ("New places created <16 (specialist)", "new place created < 16 special"),
            ("Average cost > 16s", "average cost > 16 s"),
            ("KS2", "key_stage 2"),
            ("2 – 2.5 year review", "2 2.5 year review"),
            ("inc. exceptions", "including exception"),
            ("Looked-after children", "looked_after"),
            ("Children in care", "in_care"),
        ] {
            assert_eq!(words(text), expected, "{text}");
        }
    }

    #[test]
    fn words_that_change_what_is_measured_stay_apart() {
        for (one, other) in [
            ("including exceptions", "excluding exceptions"),
            ("children looked after", "children in care"),
            ("within 18 weeks", "over 18 weeks"),
            ("number of EHCPs", "% of EHCPs"),
            ("moved from special to mainstream", "moved to special from mainstream"),
            ("with an EHCP", "without an EHCP"),
            ("requests", "requests agreed"),
            ("< 16", "> 16"),
            ("pre 16", "post 16"),
            ("suspensions", "pupils suspended"),
        ] {
            assert_ne!(words(one), words(other));
        }
    }

    #[test]
    fn a_phrase_stands_for_one_word() {
        let text = "word,phrases\n%,percent\n,percents\n";
        let error = Synonyms::load(DataFile { name: "synonyms.csv", text }).unwrap_err();
        let expected =
            "synonyms.csv, line 3: expected a phrase that stands for one word only, found `percents`";
        assert_eq!(error.to_string(), expected);
    }

    #[test]
    fn phrases_stand_side_by_side() {
        let check = |text: &str, phrase: &str, expected: bool| {
            let list = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
            assert_eq!(contains(&list(text), &list(phrase)), expected, "{text} / {phrase}");
        };
        check("in early years now", "early years", true);
        check("early in years", "early years", false);
        assert!(!contains(&[], &[]));
    }
}
