//! Which words a document's own key sets beside colours: `Green = Met`, `Achieved (green)`, a swatch beside `Nearly met`.
//!
//! `Met` is green with one council and amber with another, so such words judge nothing by themselves. Where a key gives them
//! a colour, a column of judgements that prints them prints that colour. Words that a key gives two colours have none, and
//! neither has any word of a key that knows one colour alone: that may be a sentence which begins with a colour.

use std::collections::{BTreeMap, BTreeSet};

use boardlift_lexicon::{fold, judgement, missing};
use boardlift_model::{Cell, RagColour};

/// A word of status has no more words: more are a sentence.
const MOST_WORDS: usize = 6;
/// So many words are kept at most.
const MOST_ENTRIES: usize = 64;

/// The words that a document's keys set beside colours.
#[derive(Debug, Default)]
pub(crate) struct Glossary {
    /// Each by its [`fold::key`], with its colour, or none where several are set beside it.
    words: BTreeMap<String, Option<RagColour>>,
    colours: BTreeSet<RagColour>,
}

impl Glossary {
    /// Takes words that stand beside a colour.
    pub(crate) fn take(&mut self, words: &str, colour: RagColour) {
        let is_of_status = words.starts_with(char::is_alphabetic)
            && words.split_whitespace().count() <= MOST_WORDS
            && missing::status(words).is_none()
            && !judgement::names_a_colour(words);
        if !is_of_status || self.words.len() >= MOST_ENTRIES {
            return;
        }
        self.colours.insert(colour);
        let known = self.words.entry(fold::key(words)).or_insert(Some(colour));
        *known = known.filter(|known| *known == colour);
    }

    /// Takes what a line says: `Status: Met (green), Nearly met (amber)`.
    pub(crate) fn take_line(&mut self, line: &str) {
        for (words, colour) in judgement::words_with_colours(line) {
            self.take(words, colour);
        }
    }

    /// Takes a row of a key that is a table: a colour and words, or words and what begins with their colour.
    pub(crate) fn take_row(&mut self, row: &[Cell]) {
        let mut printed = row.iter().filter(|cell| !cell.is_blank());
        if let (Some(one), Some(other), None) = (printed.next(), printed.next(), printed.next()) {
            let named = |cell: &Cell| judgement::key_entry(&cell.text).named;
            match (named(one), named(other)) {
                (Some(colour), None) => self.take(&other.text, colour),
                (None, Some(colour)) => self.take(&one.text, colour),
                _ => {}
            }
        }
    }

    /// The colour of the words of a whole cell.
    pub(crate) fn colour_of(&self, words: &str) -> Option<RagColour> {
        let is_key = self.colours.len() >= 2;
        self.words.get(&fold::key(words)).copied().flatten().filter(|_| is_key)
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::general;

    /// The judgements of the figures below a key.
    fn check(key: &str, statuses: [&str; 3], expected: &[&str]) {
        let [one, other, third] = statuses;
        let reading = general(&format!(
            "# Scorecard\n\nKPI | May 22 | Status\nPlans | 5 | {one}\nVisits | 6 | {other}\nCalls | 7 | {third}\n\n{key}"
        ));
        let judged = reading.figures.iter().filter_map(|figure| {
            let rag = figure.rag?;
            Some(format!("{} {} {}", figure.value_text, rag.colour, rag.source))
        });
        assert_eq!(judged.collect::<Vec<_>>(), expected, "{key}");
    }

    const MET: [&str; 3] = ["Met", "Nearly met", "Not met"];
    const JUDGED: [&str; 3] = ["5 green word", "6 amber word", "7 red word"];

    #[test]
    fn keys_in_lines() {
        check("Key: Green = Met; Amber = Nearly met; Red = Not met", MET, &JUDGED);
        check("Met = Green; Nearly met = Amber; Not met = Red", MET, &JUDGED);
        check("Status: Met (green), Nearly met (amber), Not met (red)", MET, &JUDGED);
        check("- Green – Met\n- Amber – Nearly met\n- Red – Not met", MET, &JUDGED);
    }

    #[test]
    fn keys_in_swatches_and_tables() {
        check("%green Met\n%amber Nearly met\n%red Not met", MET, &JUDGED);
        check(
            "Status | Meaning\nMet | Green: target reached\nNearly met | Amber\nNot met | Red",
            MET,
            &JUDGED,
        );
        check("Green | Met\nAmber | Nearly met\nRed | Not met", MET, &JUDGED);
    }

    #[test]
    fn words_without_a_colour() {
        check("Met: the target was reached", MET, &[]);
        check("Green = Met", MET, &[]);
        check("Green = Met; Amber = Met; Red = Not met", MET, &["7 red word"]);
        check("Green = Met; Red = N/A", ["Met", "N/A", ""], &[]);
    }

    #[test]
    fn a_key_goes_before_what_words_usually_mean() {
        check(
            "Green = Within tolerance; Red = Off target",
            ["Within tolerance", "Off target", "Amber"],
            &["5 green word", "6 red word", "7 amber word"],
        );
    }
}
