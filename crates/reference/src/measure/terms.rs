//! What a label says, as a set of terms: the words that carry meaning, in whatever order they stand.
//!
//! `% of EHC plans issued within 20 weeks` and `EHC plans: issued in 20 weeks (%)` say the same. A word that changes
//! the meaning of the next one is one term with it, so that the set keeps what the order said: `not:complete`,
//! `inc:exception`, `>18:week`, `16-25`, `to:mainstream`. Words that carry nothing (`children`, `of the`), dates and
//! the words for how a figure gathers up are left out; the latter are kept apart, since they pick between siblings.
//! `terms.csv` holds the words.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::remark::{is_year, month_of};
use super::words::{Synonyms, is_number};
use crate::error::ReferenceError;
use crate::table::DataFile;

/// The last year of school: `Year 13` is a class, `year 20` is none.
const LAST_SCHOOL_YEAR: u32 = 14;
/// The years whose last two digits are taken for a year where the next one follows: `22/23`.
const SHORT_YEARS: std::ops::RangeInclusive<u32> = 13..=40;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Record {
    role: Role,
    word: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Role {
    /// Carries nothing of what is measured.
    Filler,
    /// People as such, who carry nothing either but are what is counted: `Pupils on SEN Support`.
    Person,
    /// Whose share is meant: of `% of NEETs with a plan`, the NEETs.
    Base,
    /// Where somebody is, comes from or goes to.
    Place,
    /// What a heading is about, and a row under it may leave out.
    Subject,
    /// Turns the next term into its opposite.
    Not,
    /// Says that the next term is counted in.
    With,
    /// Before a number: more than.
    Over,
    /// Before a number: less than.
    Under,
    /// Behind a number: or more.
    Onwards,
    /// What a number counts.
    Unit,
}

/// How a label says that its figure gathers up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Span {
    /// In one period.
    Period,
    /// Since the start of the year.
    YearToDate,
    /// Over the last twelve months.
    Rolling,
    /// Over a whole year.
    Year,
    /// As it is expected to end.
    Forecast,
}

/// The words of `synonyms.csv` that say how a figure gathers up.
const SPANS: [(&str, Span); 5] = [
    ("in_period", Span::Period),
    ("year_to_date", Span::YearToDate),
    ("rolling_12_month", Span::Rolling),
    ("whole_year", Span::Year),
    ("forecast", Span::Forecast),
];

/// What a label says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Terms {
    /// What it is about, in alphabetical order.
    pub(crate) said: BTreeSet<String>,
    /// The first of them that names whom or what a share is of.
    pub(crate) base: Option<String>,
    /// Whether it names people as such.
    pub(crate) people: bool,
    /// How its figure gathers up.
    pub(crate) spans: BTreeSet<Span>,
}

/// The parts that words play in a label.
#[derive(Debug, Default)]
pub(crate) struct Grammar {
    roles: BTreeMap<String, Vec<Role>>,
}

impl Grammar {
    pub(crate) fn load(file: DataFile<'_>) -> Result<Self, ReferenceError> {
        let mut grammar = Grammar::default();
        for row in file.rows::<Record>()? {
            let roles = grammar.roles.entry(row.fields.word.clone()).or_default();
            if roles.contains(&row.fields.role) {
                return Err(row.unexpected("a word that plays each part once", &row.fields.word));
            }
            roles.push(row.fields.role);
        }
        Ok(grammar)
    }

    /// What the label says.
    pub(crate) fn terms(&self, label: &str, synonyms: &Synonyms) -> Terms {
        self.read(&synonyms.words(label))
    }

    /// What words as [`Synonyms::unite`] gives them say.
    pub(crate) fn read(&self, words: &[String]) -> Terms {
        let mut terms = Terms::default();
        let mut rest = words;
        while let Some(word) = rest.first() {
            if let Some((_, span)) = SPANS.iter().find(|(name, _)| name == word) {
                terms.spans.insert(*span);
                rest = rest.get(1..).unwrap_or_default();
                continue;
            }
            terms.people |= self.is(word, Role::Person);
            let (term, length) = self.next(rest);
            if let Some(term) = term {
                if terms.base.is_none() && self.is(&term, Role::Base) {
                    terms.base = Some(term.clone());
                }
                terms.said.insert(term);
            }
            rest = rest.get(length.max(1)..).unwrap_or_default();
        }
        terms
    }

    /// What of a heading a row under it may leave out.
    pub(crate) fn subjects(&self, heading: &Terms) -> BTreeSet<String> {
        heading.said.iter().filter(|term| self.is(term, Role::Subject)).cloned().collect()
    }

    /// Whether a term plays any part of its own.
    pub(super) fn has_part(&self, term: &str) -> bool {
        self.roles.contains_key(term)
    }

    pub(super) fn is_base(&self, term: &str) -> bool {
        self.is(term, Role::Base)
    }

    /// The term that the words begin with, none where they carry nothing, and how many words it takes.
    fn next(&self, words: &[String]) -> (Option<String>, usize) {
        if let Some(length) = date_length(words) {
            return (None, length);
        }
        let bound = deadline(words)
            .or_else(|| class(words))
            .or_else(|| self.number(words))
            .or_else(|| self.turned(words));
        if let Some((term, length)) = bound {
            return (Some(term), length);
        }
        let word = words.first().filter(|word| !self.is_empty_word(word));
        (word.cloned(), 1)
    }

    /// A number with what it counts and how it is compared: `over 18 weeks`, `16 to 25`, `aged 14 +`.
    fn number(&self, words: &[String]) -> Option<(String, usize)> {
        let at = |position: usize| words.get(position).map_or("", String::as_str);
        let mut length = 0;
        let mut sign = "";
        while !is_number(at(length)) || at(length).is_empty() {
            let word = at(length);
            sign = match word {
                // `not completed and over 30 weeks`: what stands behind a number elsewhere stands before this one.
                _ if self.is(word, Role::Over) || self.is(word, Role::Onwards) => ">",
                _ if self.is(word, Role::Under) => "<",
                "in" | "aged" | "age" if length > 0 || is_number(at(1)) => sign,
                _ => return None,
            };
            length += 1;
        }
        let mut number = at(length).trim_end_matches('.').to_owned();
        length += 1;
        let gap = usize::from(matches!(at(length), "to" | "and"));
        if !at(length + gap).is_empty()
            && is_number(at(length + gap))
            && date_length(words.get(length..)?).is_none()
        {
            number = format!("{number}-{}", at(length + gap));
            length += gap + 1;
        }
        // `Tier 2: % waiting` speaks of no two per cent.
        let is_head = at(length) == "%" && !self.is(at(length + 1), Role::Onwards);
        if self.is(at(length), Role::Unit) && !is_head {
            // An age is in years, said or not.
            if at(length) != "year" {
                number = format!("{number}:{}", at(length));
            }
            length += 1;
        }
        let tail =
            words.get(length..)?.iter().take_while(|word| matches!(word.as_str(), "old" | "s")).count();
        length += tail;
        if self.is(at(length), Role::Onwards) {
            sign = ">";
            length += 1;
        }
        Some((format!("{sign}{number}"), length))
    }

    /// A word that turns the next term: `not completed`, `including exceptions`, `to mainstream`.
    fn turned(&self, words: &[String]) -> Option<(String, usize)> {
        let (first, rest) = words.split_first()?;
        let sign = if self.is(first, Role::Not) {
            "not"
        } else if self.is(first, Role::With) {
            "inc"
        } else if matches!(first.as_str(), "from" | "to" | "into" | "waiting") {
            first
        } else {
            return None;
        };
        let skipped = rest.iter().take_while(|word| self.is_empty_word(word)).count();
        let (term, length) = self.next(rest.get(skipped..)?);
        let term = term?;
        let is_direction = !matches!(sign, "not" | "inc");
        if is_direction && !self.is(&term, Role::Place) {
            return None;
        }
        Some((format!("{sign}:{term}"), 1 + skipped + length))
    }

    fn is_empty_word(&self, word: &str) -> bool {
        self.is(word, Role::Filler) || self.is(word, Role::Person)
    }

    fn is(&self, word: &str, role: Role) -> bool {
        self.roles.get(word).is_some_and(|roles| roles.contains(&role))
    }
}

/// A day by which something is due: `by 15 February`. It says what is measured; other dates don't.
fn deadline(words: &[String]) -> Option<(String, usize)> {
    let (by, rest) = words.split_first()?;
    let (day, ordinal) = (rest.first()?, rest.get(1)?);
    let gap = usize::from(matches!(ordinal.as_str(), "st" | "nd" | "rd" | "th"));
    let month = month_of(rest.get(1 + gap)?)?;
    let due = by == "by" && is_number(day);
    let year = rest.get(2 + gap).is_some_and(|word| is_year(word));
    due.then(|| (format!("by:{day}:{month}"), 3 + gap + usize::from(year)))
}

/// A class or a key stage: `Year 9 +`, `Years 7 and 8`, `KS2`.
fn class(words: &[String]) -> Option<(String, usize)> {
    let at = |position: usize| words.get(position).map_or("", String::as_str);
    let school = |position: usize| at(position).parse::<u32>().ok().filter(|year| *year <= LAST_SCHOOL_YEAR);
    let letter = match at(0) {
        "year" => "y",
        "key_stage" => "ks",
        _ => return None,
    };
    let first = school(1)?;
    let gap = usize::from(matches!(at(2), "and" | "to"));
    if let Some(last) = school(2 + gap) {
        return Some((format!("{letter}{first}-{last}"), 3 + gap));
    }
    let onwards = at(2) == "+";
    let sign = if onwards { ">" } else { "" };
    Some((format!("{sign}{letter}{first}"), 2 + usize::from(onwards)))
}

/// How many words at the start are a date or a year that says when, and not what: `31 March 2024`, `2022/23`, `Q3`.
fn date_length(words: &[String]) -> Option<usize> {
    let at = |position: usize| words.get(position).map_or("", String::as_str);
    let is_numeric_date =
        [at(0), at(1)].iter().all(|part| is_number(part) && part.len() == 2) && is_year(at(2));
    if is_numeric_date {
        return Some(3);
    }
    if at(0) == "q" && matches!(at(1), "1" | "2" | "3" | "4") {
        return Some(2);
    }
    if let Some(length) = years_length(words) {
        return Some(length);
    }
    let day = usize::from(is_number(at(0)) && !at(0).is_empty());
    let ordinal = usize::from(day == 1 && matches!(at(1), "st" | "nd" | "rd" | "th"));
    let before = day + ordinal;
    month_of(at(before))?;
    let after = before + 1;
    let is_short_year = |word: &str| word.len() == 2 && is_number(word);
    let year = is_year(at(after)) || is_short_year(at(after));
    // `may` is a verb too.
    let is_date = day == 1 || year || at(before) != "may";
    is_date.then_some(after + usize::from(year))
}

/// `2023`, `2022/23`, `2022/2023`, `22/23`.
fn years_length(words: &[String]) -> Option<usize> {
    let number = |position: usize| words.get(position).and_then(|word| word.parse::<u32>().ok());
    let (first, second) = (number(0)?, number(1));
    let follows = second.is_some_and(|second| second % 100 == (first + 1) % 100);
    if words.first().is_some_and(|word| is_year(word)) {
        return Some(1 + usize::from(follows));
    }
    (SHORT_YEARS.contains(&first) && first > 18 && second == Some(first + 1)).then_some(2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data;

    fn terms(label: &str) -> Terms {
        let synonyms = Synonyms::load(data::SYNONYMS).unwrap();
        Grammar::load(data::TERMS).unwrap().terms(label, &synonyms)
    }

    #[test]
    fn what_labels_say() {
        let check = |label: &str, expected: &[&str]| {
            assert_eq!(terms(label).said.iter().collect::<Vec<_>>(), expected, "{label}");
        };
        check("", &[]);
        check("The number of children and young people", &[]);
        check("% of EHC plans issued within 20 weeks", &["20:week", "ehcp", "issue"]);
        check("EHC plans: issued in 20 weeks (%)", &["20:week", "ehcp", "issue"]);
        check("waiting over 18 weeks", &[">18:week", "waiting"]);
        check("waiting 18 weeks or longer", &[">18:week", "waiting"]);
        check("waiting less than 18 weeks", &["<18:week", "waiting"]);
        check("(16-25)", &["16-25"]);
        check("aged 16 to 25 years", &["16-25"]);
        check("14+", &[">14"]);
        check("aged 18 and over", &[">18"]);
        check("post 16", &[">16"]);
        check("pre-16", &["<16"]);
        check("< 16s", &["<16"]);
        check("Year 9 onwards", &[">y9"]);
        check("in Years 7 and 8", &["y7-8"]);
        check("KS2", &["ks2"]);
        check("including exceptions", &["inc:exception"]);
        check("without exceptions", &["not:exception"]);
        check("to mainstream from special", &["from:special", "to:mainstream"]);
        check("Tier 2: % waiting", &["2", "tier", "waiting"]);
        check("10% or more", &[">10:%"]);
    }

    #[test]
    fn dates_say_when_and_not_what() {
        let check = |label: &str, expected: &[&str]| {
            assert_eq!(terms(label).said.iter().collect::<Vec<_>>(), expected, "{label}");
        };
        check("as at 31st March 2024", &[]);
        check("31/03/2024", &[]);
        check("2022/23, Q3", &[]);
        check("22/23", &[]);
        check("Jan 24", &[]);
        check("by 15 February 2024", &["by:15:february"]);
        check("by 15th Feb", &["by:15:february"]);
        check("aged 16-17", &["16-17"]);
    }

    #[test]
    fn spans_are_kept_apart() {
        let check = |label: &str, expected: &[Span]| {
            let terms = terms(label);
            assert!(terms.said.is_empty(), "{label}: {:?}", terms.said);
            assert_eq!(terms.spans.iter().copied().collect::<Vec<_>>(), expected, "{label}");
        };
        check("in month", &[Span::Period]);
        check("this quarter", &[Span::Period]);
        check("year to date", &[Span::YearToDate]);
        check("(cumulative)", &[Span::YearToDate]);
        check("rolling 12 months", &[Span::Rolling]);
        check("per year", &[Span::Year]);
        check("in month, cumulative", &[Span::Period, Span::YearToDate]);
    }

    #[test]
    fn a_share_is_of_what_it_names_first() {
        let check = |label: &str, expected: Option<&str>| {
            assert_eq!(terms(label).base.as_deref(), expected, "{label}");
        };
        check("% of NEETs with an EHCP", Some("neet"));
        check("% of young people with an EHCP who are NEET", Some("ehcp"));
        check("% of annual reviews held", None);
    }

    #[test]
    fn a_word_plays_each_part_once() {
        let text = "role,word\nunit,week\nunit,week\n";
        let error = Grammar::load(DataFile { name: "terms.csv", text }).unwrap_err();
        let expected = "terms.csv, line 3: expected a word that plays each part once, found `week`";
        assert_eq!(error.to_string(), expected);
    }

    #[test]
    fn hostile_labels_end() {
        for label in [
            "20 ".repeat(500),
            "not ".repeat(500),
            "over ".repeat(500),
            "to from ".repeat(300),
            "99999999999999999999".to_owned(),
        ] {
            terms(&label);
        }
    }
}
