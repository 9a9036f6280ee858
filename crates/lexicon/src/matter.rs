//! What a table is about: indicators, accounts, attendance, risks and the like, by the words over it.
//!
//! A word over a table is a clue, never a verdict: `Actual` stands over outturns and over accounts, `RAG` over indicators,
//! risks and actions. Clues weigh more the fewer kinds of tables have the word. To add them up, and to set them against
//! what stands in the cells, is for those who see the table.

mod words;

use std::collections::HashMap;
use std::fmt;
use std::sync::LazyLock;

use crate::period::Years;
use crate::phrases::Phrases;
use crate::{fold, heading};

use words::{CAPTIONS, COUNTING, FACTS_OF_PLACES, Group, HEADINGS, LINES_OF_ACCOUNTS, RESULTS, SETTINGS};

/// What a table is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Matter {
    /// Performance indicators and their figures.
    Indicators,
    /// Money: budgets, outturn and variance, reserves, grants, fees and charges, council tax.
    Accounts,
    /// Who came to meetings.
    Attendance,
    /// Votes and elections.
    Votes,
    /// Risks, with likelihood and impact.
    Risks,
    /// What is to be done: actions, projects and milestones with owners and dates.
    Actions,
    /// Contents and agendas, with page numbers.
    Contents,
    /// Meetings and sessions, with dates, times and rooms; days on which something is published.
    Calendar,
    /// Telephone numbers and addresses.
    Contacts,
    /// Posts and grades.
    Staffing,
    /// Words, letters or colours and what they mean.
    Terms,
    /// Groups of people and what a decision does to them.
    Equality,
    /// What a paper says of itself on its front sheet: author, wards, key decision.
    Particulars,
    /// What a place, a body or its people are like: residents by age, staff by religion, schools and their sizes.
    Setting,
}

impl fmt::Display for Matter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Matter::Indicators => "indicators",
            Matter::Accounts => "accounts, charges or funds",
            Matter::Attendance => "attendance at meetings",
            Matter::Votes => "votes",
            Matter::Risks => "risks",
            Matter::Actions => "actions or milestones",
            Matter::Contents => "contents or an agenda",
            Matter::Calendar => "dates of meetings or of publication",
            Matter::Contacts => "contacts",
            Matter::Staffing => "posts and grades",
            Matter::Terms => "words or colours and their meanings",
            Matter::Equality => "impacts on groups of people",
            Matter::Particulars => "the paper's own particulars",
            Matter::Setting => "what a place, a body or its people are like",
        })
    }
}

/// What one heading or caption says of what a table is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clue {
    /// What it speaks for.
    pub matter: Matter,
    /// 1 where other tables have these words too, 2 where few have, 3 where none has.
    pub weight: u32,
}

/// A heading without the words of its period: columns of one stem are a series and say the same.
pub fn stem(text: &str) -> String {
    heading::read(text, Years::default()).stem
}

/// What the heading of a column, or the label of a row, says; nothing where its words stand over tables of all kinds.
pub fn of_heading(text: &str) -> Option<Clue> {
    let stem = stem(text);
    let words: Vec<&str> = stem.split(' ').collect();
    if words.len() > MOST_WORDS { None } else { OF_HEADINGS.clue(&words) }
}

/// More words in a heading, its levels together, are a sentence.
const MOST_WORDS: usize = 12;

/// What the words over a whole table say: `Revenue budget monitoring, month 6`, `Table 2: Reserves`.
pub fn of_caption(text: &str) -> Option<Clue> {
    OF_CAPTIONS.clue(without_number(&stem(text).split(' ').collect::<Vec<_>>()))
}

/// What may stand before the number of a table or of a part of a paper.
const NUMBERED: [&str; 6] = ["annex", "appendix", "chart", "part", "section", "table"];

/// The words of a caption behind its number.
fn without_number<'w>(words: &'w [&'w str]) -> &'w [&'w str] {
    let is_number = |word: &&&str| word.starts_with(|c: char| c.is_ascii_digit());
    match words {
        [first, _, rest @ ..] if NUMBERED.contains(first) => rest,
        _ => &words[words.iter().take_while(is_number).count()..],
    }
}

/// Whether the name of a row says that something is counted or measured: `% of plans issued`, `Average days to let`.
pub fn counts(name: &str) -> bool {
    holds(&COUNTS, name)
}

/// What the name of a row is a line of, if not of indicators: `Gross expenditure` of accounts, `Listed buildings` of what a
/// place is like.
pub fn of_name(name: &str) -> Option<Matter> {
    let key = fold::key(name);
    let in_setting = FACTS_OF_PLACES.contains(&key.as_str());
    if in_setting { Some(Matter::Setting) } else { holds(&ACCOUNTS, name).then_some(Matter::Accounts) }
}

/// Whether a title or a heading says that the figures below it are results: `Our performance`, `Complaints statistics`.
pub fn promises_results(title: &str) -> bool {
    holds(&PROMISES, title)
}

/// Whether a title or a heading says that the figures below it describe a place or a body: `About the district`.
pub fn sets_the_scene(title: &str) -> bool {
    holds(&SCENES, title)
}

fn holds(phrases: &Phrases<()>, text: &str) -> bool {
    phrases.within(&fold::key(text).split(' ').collect::<Vec<_>>()).next().is_some()
}

static COUNTS: LazyLock<Phrases<()>> = LazyLock::new(|| ready(COUNTING));
static ACCOUNTS: LazyLock<Phrases<()>> = LazyLock::new(|| ready(LINES_OF_ACCOUNTS));
static PROMISES: LazyLock<Phrases<()>> = LazyLock::new(|| ready(RESULTS));
static SCENES: LazyLock<Phrases<()>> = LazyLock::new(|| ready(SETTINGS));

fn ready(table: &'static [&'static str]) -> Phrases<()> {
    table.iter().map(|words| (*words, ())).collect()
}
static OF_HEADINGS: LazyLock<Clues> = LazyLock::new(|| Clues::of(HEADINGS));
static OF_CAPTIONS: LazyLock<Clues> = LazyLock::new(|| Clues::of(CAPTIONS));

/// A table of clues, ready to be looked at.
struct Clues {
    groups: &'static [Group],
    whole: HashMap<&'static str, usize>,
    within: Phrases<usize>,
}

impl Clues {
    fn of(groups: &'static [Group]) -> Self {
        let each = || groups.iter().enumerate();
        Clues {
            groups,
            whole: each().flat_map(|(at, group)| group.whole.iter().map(move |words| (*words, at))).collect(),
            within: each()
                .flat_map(|(at, group)| group.within.iter().map(move |words| (*words, at)))
                .collect(),
        }
    }

    /// The clue of the first group that has the words as a whole, else of the first that has some of them.
    fn clue(&self, words: &[&str]) -> Option<Clue> {
        let part = || self.within.within(words).map(|(_, group)| *group).min();
        let group = &self.groups[self.whole.get(words.join(" ").as_str()).copied().or_else(part)?];
        Some(Clue { matter: group.matter, weight: group.weight })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(clue: fn(&str) -> Option<Clue>, text: &str, expected: Option<(Matter, u32)>) {
        assert_eq!(clue(text).map(|clue| (clue.matter, clue.weight)), expected, "{text}");
    }

    #[test]
    fn headings_speak_for_what_is_under_them() {
        for (text, expected) in [
            ("Key Performance Indicator", Some((Matter::Indicators, 3))),
            ("Target 2022/23", Some((Matter::Indicators, 2))),
            ("Target date", Some((Matter::Actions, 2))),
            ("Target score", Some((Matter::Risks, 2))),
            ("Savings target", Some((Matter::Accounts, 2))),
            ("2022/23 outturn £m", Some((Matter::Accounts, 3))),
            ("Budget 2023/24 £000", Some((Matter::Accounts, 3))),
            ("2022/23 charge", Some((Matter::Accounts, 2))),
            ("Meetings attended", Some((Matter::Attendance, 2))),
            ("Milestone", Some((Matter::Actions, 2))),
            ("Population 2021", Some((Matter::Setting, 2))),
            ("% of workforce", Some((Matter::Setting, 2))),
            ("% of working age population in work", Some((Matter::Indicators, 2))),
            ("Published admission number", Some((Matter::Setting, 2))),
            ("Milestone 2 (July 2023)", None),
            ("Impact", Some((Matter::Risks, 1))),
            ("Q1", None),
            ("2021/22 / England", Some((Matter::Indicators, 1))),
            ("Frobnication", None),
            ("", None),
        ] {
            check(of_heading, text, expected);
        }
    }

    #[test]
    fn captions_speak_for_the_table_below() {
        for (text, expected) in [
            ("Revenue budget monitoring, month 6 2023/24", Some(Matter::Accounts)),
            ("Members’ attendance 2022/23", Some(Matter::Attendance)),
            ("1. Members and attendance", Some(Matter::Attendance)),
            ("Attendance in schools", None),
            ("Financial performance indicators", Some(Matter::Indicators)),
            ("Table 2: Reserves", Some(Matter::Accounts)),
            ("2. Money", Some(Matter::Accounts)),
            ("Strategic risk register Q2 2023/24", Some(Matter::Risks)),
            ("Action plan", Some(Matter::Actions)),
            ("Workforce profile at 31 March 2024", Some(Matter::Setting)),
            ("Priority 2: Thriving residents", None),
        ] {
            assert_eq!(of_caption(text).map(|clue| clue.matter), expected, "{text}");
        }
    }

    #[test]
    fn names_that_indicators_never_have() {
        for (name, expected) in [
            ("Gross expenditure", Some(Matter::Accounts)),
            ("Authorised limit", Some(Matter::Accounts)),
            ("Listed buildings", Some(Matter::Setting)),
            ("Area (sq km)", Some(Matter::Setting)),
            ("Population per library", None),
            ("Listed buildings at risk", None),
        ] {
            assert_eq!(of_name(name), expected, "{name}");
        }
    }

    #[test]
    fn the_tables_hold_keys_and_each_once() {
        for table in [HEADINGS, CAPTIONS] {
            for words_of in [|group: &Group| group.whole, |group: &Group| group.within] {
                let all: Vec<&str> = table.iter().flat_map(words_of).copied().collect();
                for (at, words) in all.iter().enumerate() {
                    assert_eq!(fold::key(words), *words);
                    assert!(!all[..at].contains(words), "{words}");
                }
            }
        }
    }
}
