//! What the words of a key say of their colour: `On or above target`, `Amber: within 5% of target`, `Data not available`.

use std::sync::LazyLock;

use boardlift_model::{RagColour, RagSource, Status};

use super::names_a_colour;
use super::words::COLOURS;
use crate::phrases::Phrases;
use crate::{fold, missing};

/// What an entry of a key does with its colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sense {
    /// Nothing that is known: `Health`, `SEN Support`.
    Silent,
    /// It judges: `Below target`.
    Judges,
    /// It judges that something is finished or exceeded: `Completed`.
    Finished,
    /// It says outright that the colour is no judgement: `Data not available`, `Figure revised`.
    NoJudgement,
}

/// One entry of a key, read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeyEntryReading {
    /// The judgement that the entry names: `Amber`, `A = within tolerance`.
    pub named: Option<RagColour>,
    /// What the other words say.
    pub sense: Sense,
}

/// Reads the words that a key prints beside a colour or on it.
pub fn key_entry(text: &str) -> KeyEntryReading {
    if text.len() > LONGEST {
        return KeyEntryReading { named: None, sense: Sense::Silent };
    }
    if let Some((named, rest)) = split_name(text) {
        return KeyEntryReading { named: Some(named), sense: sense(rest) };
    }
    // Words of status alone, `Within tolerance`, explain the colour that they stand beside; they don't name it.
    let named = super::rag(text).filter(|rag| rag.source != RagSource::Word || names_a_colour(text));
    KeyEntryReading { named: named.map(|rag| rag.colour), sense: sense(text) }
}

/// The entries of a key that is printed as words, `Green: on target; Amber = within 5%`. A colour counts only with words
/// behind it whose sense is known: `Green: 12 measures` counts judgements and explains none.
pub fn key_in_words(line: &str) -> Vec<(RagColour, Sense)> {
    if line.len() > LONGEST {
        return Vec::new();
    }
    let clauses = line.split([';', '|', '•']).flat_map(|clause| clause.split(", "));
    let entries = clauses.filter_map(|clause| split_name(without_title(clause)));
    entries
        .map(|(colour, words)| (colour, sense(words)))
        .filter(|(_, sense)| *sense != Sense::Silent)
        .collect()
}

/// The words that a line sets beside colours, as words of status: `Green = Met`, `Met (green)`, `Status: Met = Green`. What
/// the words mean is not asked.
pub fn words_with_colours(line: &str) -> Vec<(&str, RagColour)> {
    if line.len() > LONGEST {
        return Vec::new();
    }
    let clauses = line.split([';', '|', '•', ',']).map(|clause| clause.trim().trim_end_matches('.'));
    clauses
        .filter_map(|clause| before_words(without_title(clause)).or_else(|| behind_words(clause)))
        .collect()
}

/// A colour before its words: `Green = Met`, `Green (Met)`.
fn before_words(clause: &str) -> Option<(&str, RagColour)> {
    let (colour, words) = split_name(clause).or_else(|| {
        let (name, words) = clause.strip_suffix(')')?.split_once('(')?;
        Some((colour_named(name)?, words))
    })?;
    Some((words.trim(), colour)).filter(|(words, _)| !words.is_empty())
}

/// A colour behind its words: `Met = Green`, `Status: Met (green)`.
fn behind_words(clause: &str) -> Option<(&str, RagColour)> {
    let in_brackets = || clause.strip_suffix(')')?.rsplit_once('(');
    let behind_sign = || clause.rsplit_once(['=', ':', '–', '—']).or_else(|| clause.rsplit_once(" - "));
    let (words, colour) = in_brackets().or_else(behind_sign)?;
    let words = words.rsplit_once(':').map_or(words, |(_, words)| words);
    Some((words.trim(), colour_named(colour)?)).filter(|(words, _)| !words.is_empty())
}

fn colour_named(words: &str) -> Option<RagColour> {
    let name = fold::key(words);
    COLOURS.iter().find(|(known, _)| *known == name).map(|(_, colour)| *colour)
}

/// The longest title of a key, in bytes.
const LONGEST_TITLE: usize = 40;

/// The longest entry and the longest line of a key, in bytes: more is prose.
const LONGEST: usize = 400;

/// `RAG key: Red = …`: what stands before the first entry.
fn without_title(clause: &str) -> &str {
    match clause.split_once(": ") {
        Some((title, rest)) if is_key_title(title) => rest,
        _ => clause,
    }
}

/// Whether words head a key: `RAG key:`, `Legend`. Key indicators and key stages are many.
pub fn is_key_title(words: &str) -> bool {
    let key = fold::key(words);
    let last = key.split(' ').next_back().unwrap_or_default();
    key.len() <= LONGEST_TITLE && matches!(last, "key" | "legend")
}

/// The colour that an entry begins with and the words behind it: `Red – below target`.
fn split_name(text: &str) -> Option<(RagColour, &str)> {
    let text = text.trim();
    let end = text.find(|c: char| !c.is_alphabetic())?;
    let (name, rest) = text.split_at_checked(end)?;
    let colour = colour_named(name)?;
    let words = rest.trim_start().strip_prefix(['-', '–', '—', ':', '='])?;
    Some((colour, words.trim()))
}

fn sense(words: &str) -> Sense {
    static SENSES: LazyLock<Phrases<Sense>> = LazyLock::new(|| {
        let each = |words: &'static [&'static str], sense| words.iter().map(move |word| (*word, sense));
        each(JUDGING, Sense::Judges)
            .chain(each(FINISHED, Sense::Finished))
            .chain(each(NO_JUDGEMENT, Sense::NoJudgement))
            .collect()
    });
    let is_missing = missing::status(words).is_some_and(|status| status != Status::Blank);
    if is_missing {
        return Sense::NoJudgement;
    }
    let key = fold::key(words);
    let words: Vec<&str> = key.split(' ').collect();
    SENSES.within(&words).map(|(_, sense)| *sense).max().unwrap_or(Sense::Silent)
}

/// Words that compare with what was wanted.
const JUDGING: &[&str] = &[
    "target",
    "targets",
    "track",
    "plan",
    "schedule",
    "performance",
    "performing",
    "tolerance",
    "threshold",
    "trajectory",
    "milestone",
    "milestones",
    "objective",
    "expected",
    "expectation",
    "expectations",
    "met",
    "missed",
    "behind",
    "slippage",
    "delayed",
    "at risk",
    "concern",
    "concerns",
    "intervention",
    "off course",
    "on course",
    "good",
    "satisfactory",
    "poor",
    "better than",
    "worse than",
    "national average",
    "statistical neighbours",
    "benchmark",
];

/// Words for what is done, or more than done.
const FINISHED: &[&str] = &[
    "complete",
    "completed",
    "completion",
    "finished",
    "closed",
    "exceeded",
    "exceeding",
    "exceeds",
    "delivered",
];

/// Words for colours that mark something else than a judgement.
const NO_JUDGEMENT: &[&str] = &[
    "no data",
    "data not",
    "not available",
    "unavailable",
    "not applicable",
    "no target",
    "target not set",
    "no judgement",
    "not rated",
    "not rag rated",
    "not measured",
    "not reported",
    "not started",
    "not yet due",
    "not due",
    "for information",
    "provisional",
    "estimate",
    "estimated",
    "revised",
    "updated",
    "amended",
    "new measure",
    "new indicator",
    "data quality",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn check(named: Option<RagColour>, sense: Sense, entries: &[&str]) {
        for entry in entries {
            assert_eq!(key_entry(entry), KeyEntryReading { named, sense }, "{entry}");
        }
    }

    #[test]
    fn entries_beside_a_colour() {
        check(None, Sense::Judges, &["On or above target", "Within 5% of target", "Significantly off track"]);
        check(None, Sense::Finished, &["Completed", "Target exceeded"]);
        check(
            None,
            Sense::NoJudgement,
            &["Data not available", "No target set", "N/A", "Figure revised since last month"],
        );
        check(None, Sense::Silent, &["Health", "SEN Support", ""]);
    }

    #[test]
    fn entries_that_name_their_colour() {
        check(Some(RagColour::Amber), Sense::Silent, &["Amber", "A", "Yellow"]);
        check(Some(RagColour::Amber), Sense::Judges, &["Amber: within tolerance", "A - just below target"]);
        check(Some(RagColour::Red), Sense::NoJudgement, &["Red = data not available"]);
        check(None, Sense::Silent, &["Redbridge: schools", "Green belt"]);
    }

    fn check_line(line: &str, expected: &[(RagColour, Sense)]) {
        assert_eq!(key_in_words(line), expected, "{line}");
    }

    fn check_words(line: &str, expected: &[(&str, RagColour)]) {
        assert_eq!(words_with_colours(line), expected, "{line}");
    }

    #[test]
    fn words_of_status_with_their_colours() {
        use RagColour::{Amber, Green, Red};
        let met = [("Met", Green), ("Not met", Red)];
        check_words("Green = Met; Red = Not met", &met);
        check_words("RAG key: Green – Met, Red – Not met.", &met);
        check_words("Met = Green | Not met = Red", &met);
        check_words("Status: Met (green), Not met (red)", &met);
        check_words("Green (Met), Red (Not met)", &met);
        check_words("Amber: within 5% of target", &[("within 5% of target", Amber)]);
        check_words("Met: the target was reached", &[]);
        check_words("Green", &[]);
        check_words(&"Red = Met; ".repeat(1000), &[]);
    }

    #[test]
    fn keys_in_words() {
        use RagColour::{Amber, Green, Red};
        check_line("Green: on or above target", &[(Green, Sense::Judges)]);
        check_line(
            "RAG key: Red = off track, Amber = at risk, Green = on track",
            &[(Red, Sense::Judges), (Amber, Sense::Judges), (Green, Sense::Judges)],
        );
        check_line("Green: 12 measures; Red: 4 measures", &[]);
        check_line("Green spaces are near every target school", &[]);
        check_line(&"Red: target; ".repeat(1000), &[]);
    }
}
