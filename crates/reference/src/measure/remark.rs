//! What stands on a label beside its words: a leading reference, and remarks in brackets or behind a dash.
//!
//! A remark is dropped only where all of it is known to say nothing of what is measured (`provisional`, `as at 31
//! March 2024`, `target is national average`) or where it states the basis, which the figure keeps in its own field
//! (`cumulative`, `YTD`). Everything else in brackets is part of the label: `(excluding exceptions)`, `(16-24)`.
//! The words are in `decoration.csv`.

use boardlift_lexicon::{basis, fold};
use serde::Deserialize;

use super::words::is_number;
use crate::error::ReferenceError;
use crate::table::DataFile;

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Record {
    role: Role,
    phrase: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Role {
    /// Says nothing of what is measured, alone or among other such words.
    Word,
    /// Begins a remark that is not about the figure at all.
    Opener,
    /// Is such a remark alone or with a number behind it: `target 95%`, but not `target group: girls`.
    Value,
    /// Is a whole remark that states the basis.
    Basis,
    /// Is a whole sub-row that breaks nothing down.
    Total,
}

/// The remarks that may be dropped.
#[derive(Debug, Default)]
pub(crate) struct Decoration {
    words: Vec<Vec<String>>,
    openers: Vec<Vec<String>>,
    values: Vec<Vec<String>>,
    bases: Vec<String>,
    totals: Vec<String>,
}

impl Decoration {
    pub(crate) fn load(file: DataFile<'_>) -> Result<Self, ReferenceError> {
        let mut decoration = Decoration::default();
        for row in file.rows::<Record>()? {
            let key = fold::key(&row.fields.phrase);
            let words = || key.split(' ').map(str::to_owned).collect();
            match row.fields.role {
                Role::Word => decoration.words.push(words()),
                Role::Opener => decoration.openers.push(words()),
                Role::Value => decoration.values.push(words()),
                Role::Basis => decoration.bases.push(key),
                Role::Total => decoration.totals.push(key),
            }
        }
        decoration.words.sort_by_key(|words| std::cmp::Reverse(words.len()));
        Ok(decoration)
    }

    /// The label without the remarks that may be dropped.
    pub(crate) fn without_remarks(&self, label: &str) -> String {
        let mut kept = self.without_brackets(label);
        while let Some((before, after)) = last_segment(&kept) {
            if !self.is_droppable(after) {
                break;
            }
            kept = before.trim_end().to_owned();
        }
        kept
    }

    /// Whether a bracket of the label speaks of its target: `(target as per Safety Valve model)`.
    pub(super) fn speaks_of_target(&self, label: &str) -> bool {
        let openers = self.openers.iter().chain(&self.values);
        let targets: Vec<_> =
            openers.filter(|words| words.first().is_some_and(|word| word == "target")).collect();
        label.split(['(', '[']).skip(1).any(|remark| {
            let words: Vec<String> = fold::key(remark).split(' ').map(str::to_owned).collect();
            targets.iter().any(|target| words.starts_with(target))
        })
    }

    /// Whether a sub-row's name breaks nothing down: `Total`, `Year to date`, `Target`.
    pub(crate) fn is_total(&self, breakdown: &str) -> bool {
        self.totals.contains(&fold::key(breakdown)) || self.is_droppable(breakdown)
    }

    fn without_brackets(&self, label: &str) -> String {
        let mut kept = String::with_capacity(label.len());
        let mut rest = label;
        while let Some(open) = rest.find(['(', '[']) {
            let (before, bracket) = rest.split_at(open);
            kept.push_str(before);
            let length = bracket_length(bracket);
            let (bracket, after) = bracket.split_at(length);
            let remark = bracket.trim_matches(['(', ')', '[', ']']);
            if !is_note_mark(bracket) && !self.is_droppable(remark) {
                kept.push_str(bracket);
            }
            rest = after;
        }
        kept.push_str(rest);
        kept
    }

    fn is_droppable(&self, remark: &str) -> bool {
        let key = fold::key(remark);
        if self.bases.contains(&key) {
            return basis::find(remark).is_some();
        }
        let words: Vec<String> = key.split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect();
        let is_value = |value: &Vec<String>| {
            words
                .strip_prefix(value.as_slice())
                .is_some_and(|rest| rest.first().is_none_or(|next| is_number(next)))
        };
        self.openers.iter().any(|opener| words.starts_with(opener))
            || self.values.iter().any(is_value)
            || self.is_decoration(&words)
    }

    /// Whether the words are known decoration and dates from first to last.
    fn is_decoration(&self, words: &[String]) -> bool {
        let mut rest = words;
        while !rest.is_empty() {
            let known = self.words.iter().find(|known| rest.starts_with(known)).map(Vec::len);
            let Some(length) = note_length(rest).or(known).or_else(|| date_length(rest)) else {
                return false;
            };
            rest = rest.get(length..).unwrap_or_default();
        }
        true
    }
}

/// Letters before a number that name a class, a stage, a level or a score, and no reference: `KS2`, `P8`.
const NO_REFERENCES: [&str; 9] = ["A", "HT", "KS", "L", "P", "Q", "S", "Y", "YR"];
/// How many letters a reference has at most: `SEND 3`, `CYPS04`.
const REFERENCE_LETTERS: usize = 5;
/// The words that a label begins with, so that a code right before one is a reference.
const HEADS: [&str; 9] =
    ["average", "no", "number", "percent", "percentage", "proportion", "rate", "the", "total"];

/// The label without a leading reference: `1.1 - `, `12)`, `KPI 4: `, `ED/04: `, `(12) `, `CS12a % of …`. A range
/// (`16 - 25 year olds`) is none.
pub(crate) fn without_reference(label: &str) -> &str {
    let unnumbered = without_number(label);
    if unnumbered.len() < label.trim_start().len() { unnumbered } else { without_code(unnumbered) }
}

/// The label without a code of letters and digits, a number with dots or a number in brackets before its head.
fn without_code(label: &str) -> &str {
    let bracketed = label.strip_prefix('(').or_else(|| label.strip_prefix('['));
    let start = bracketed.unwrap_or(label);
    let after_letters = start.trim_start_matches(|c: char| c.is_ascii_uppercase());
    let letters = start.get(..start.len() - after_letters.len()).unwrap_or_default();
    let digits = after_letters.trim_start_matches(['/', '-', '.', ' ']);
    let after_digits = digits.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let number = digits.get(..digits.len() - after_digits.len()).unwrap_or_default();
    let rest =
        after_digits.strip_prefix(|c: char| c.is_ascii_lowercase()).filter(|rest| !begins_with_letter(rest));
    let rest = rest.unwrap_or(after_digits);
    let is_code = !number.is_empty()
        && letters.len() <= REFERENCE_LETTERS
        && !NO_REFERENCES.contains(&letters)
        && (bracketed.is_some() || !letters.is_empty() || number.contains('.'));
    let rest = if bracketed.is_some() { rest.strip_prefix([')', ']']) } else { Some(rest) };
    rest.filter(|_| is_code).and_then(|rest| head_after(rest, !letters.is_empty())).unwrap_or(label)
}

/// What stands behind a code: behind a sign anything where the code has letters, else the head of a label.
fn head_after(rest: &str, has_letters: bool) -> Option<&str> {
    let signed = [": ", " - ", " – ", ") ", " | "].iter().find_map(|sign| rest.strip_prefix(sign));
    if let Some(rest) = signed.filter(|_| has_letters) {
        return Some(rest);
    }
    let rest = signed.or_else(|| rest.strip_prefix(' '))?.trim_start();
    let first = rest.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
    let is_head = HEADS.iter().any(|head| first.eq_ignore_ascii_case(head));
    (rest.starts_with('%') || is_head).then_some(rest)
}

fn begins_with_letter(text: &str) -> bool {
    text.starts_with(char::is_alphabetic)
}

/// Whether a bracket holds the mark of a note: `[1]`, `[x]`, `(r)`.
fn is_note_mark(bracket: &str) -> bool {
    let inside = bracket.trim_matches(['(', ')', '[', ']']);
    let is_number = (1..=2).contains(&inside.len()) && inside.bytes().all(|b| b.is_ascii_digit());
    let is_letter = inside.len() == 1 && inside.bytes().all(|b| b.is_ascii_lowercase());
    bracket.starts_with('[') && (is_number || is_letter) || matches!(inside, "r" | "p" | "e")
}

fn without_number(label: &str) -> &str {
    let label = label.trim_start();
    let numbered = ["KPI", "PI", "Ref"].iter().find_map(|word| label.strip_prefix(word)).unwrap_or(label);
    let numbered = numbered.trim_start_matches([' ', '.']);
    let rest = numbered.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let (number, rest) = numbered.split_at(numbered.len() - rest.len());
    let separated = separated(number, rest).map(str::trim_start);
    separated.filter(|rest| rest.starts_with(|c: char| !c.is_ascii_digit())).unwrap_or(label)
}

/// What follows the sign that ends a reference.
fn separated<'a>(number: &str, rest: &'a str) -> Option<&'a str> {
    if !number.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    if number.ends_with('.') {
        return rest.strip_prefix(' ');
    }
    [") ", ": ", " - ", " – ", " — ", " : ", " | "].iter().find_map(|sign| rest.strip_prefix(sign))
}

/// How long the bracket is that the text begins with, its closing sign included; all of the text where it is never
/// closed.
fn bracket_length(text: &str) -> usize {
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return at + c.len_utf8();
        }
    }
    text.len()
}

/// What stands before and behind the last dash between spaces.
fn last_segment(label: &str) -> Option<(&str, &str)> {
    let dash = |sign: &str| label.rfind(sign).map(|at| (at, at + sign.len()));
    let (start, end) = [" - ", " – ", " — "].into_iter().filter_map(dash).max()?;
    label.get(..start).zip(label.get(end..))
}

/// How many words at the start point to a note: `note 3`.
fn note_length(words: &[String]) -> Option<usize> {
    let [note, number, ..] = words else {
        return None;
    };
    (note == "note" && is_number(number)).then_some(2)
}

/// How many words at the start are a date: `31st March 2024`, `2022/23`, `Jan 24`.
fn date_length(words: &[String]) -> Option<usize> {
    let at = |position: usize| words.get(position).map(String::as_str);
    let day = at(0).is_some_and(is_day) && at(1).is_some_and(is_month);
    let month = at(usize::from(day)).is_some_and(is_month);
    let dated = usize::from(day) + usize::from(month);
    let year = at(dated).is_some_and(|word| is_year(word) || month && is_two_digits(word));
    let second = year && at(dated + 1).is_some_and(|word| is_two_digits(word) || is_year(word));
    let length = dated + usize::from(year) + usize::from(second);
    (length > 0).then_some(length)
}

fn is_month(word: &str) -> bool {
    month_of(word).is_some()
}

/// The month's whole name: `january` for `jan`.
pub(super) fn month_of(word: &str) -> Option<&'static str> {
    MONTHS.into_iter().find(|month| word.len() >= 3 && month.starts_with(word))
}

pub(super) fn is_year(word: &str) -> bool {
    word.len() == 4
        && word.bytes().all(|b| b.is_ascii_digit())
        && (word.starts_with("19") || word.starts_with("20"))
}

fn is_two_digits(word: &str) -> bool {
    word.len() == 2 && word.bytes().all(|b| b.is_ascii_digit())
}

fn is_day(word: &str) -> bool {
    let number = word.trim_end_matches(|c: char| c.is_ascii_lowercase());
    ["", "st", "nd", "rd", "th"].contains(&word.get(number.len()..).unwrap_or_default())
        && number.parse::<u8>().is_ok_and(|day| (1..=31).contains(&day))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data;

    #[test]
    fn remarks() {
        let decoration = Decoration::load(data::DECORATION).unwrap();
        let check = |label: &str, expected: &str| {
            let kept = decoration.without_remarks(label);
            assert_eq!(fold::printed(&kept), expected, "{label}");
        };
        for label in [
            "New EHCPs (target as per Safety Valve model)",
            "New EHCPs (provisional)",
            "New EHCPs [note 3]",
            "New EHCPs (source: SEN2, January 2024)",
            "New EHCPs (as at 31st March 2024)",
            "New EHCPs (2022/23)",
            "New EHCPs (Jan 24) (higher is better)",
            "New EHCPs (national average 12.4%, 2022)",
            "New EHCPs (target 95%)",
            "New EHCPs (cumulative)",
            "New EHCPs - YTD",
            "New EHCPs (revised) – provisional",
            "New EHCPs [1]",
            "New EHCPs (r)",
            "New EHCPs ()",
        ] {
            check(label, "New EHCPs");
        }
        // Everything else says what is measured.
        for label in [
            "New EHCPs (including exceptions)",
            "New EHCPs (target group: girls)",
            "New EHCPs (national curriculum)",
            "New EHCPs (excl. phase transfer)",
            "New EHCPs (provisional, aged 16)",
            "New EHCPs (16)",
            "New EHCPs (receiving)",
            "New EHCPs (annual)",
            "New EHCPs (FTE)",
            "New EHCPs (£)",
            "New EHCPs (marked)",
            "New EHCPs (draft)",
            "New EHCPs (post-16 (2024))",
            "New EHCPs - primary",
            "New EHCPs (not closed",
            "New EHCPs) (",
            "",
        ] {
            let printed = label.trim_end_matches(" (");
            check(label, printed);
        }
    }

    #[test]
    fn leading_references() {
        for (label, expected) in [
            ("1.1 - % of EHCPs", "% of EHCPs"),
            ("12) New EHCPs", "New EHCPs"),
            ("12. New EHCPs", "New EHCPs"),
            ("KPI 4: New EHCPs", "New EHCPs"),
            ("Ref. 4 – New EHCPs", "New EHCPs"),
            ("CS12a % of EHCPs", "% of EHCPs"),
            ("CS 12 Number of EHCPs", "Number of EHCPs"),
            ("1.2.3 % of EHCPs", "% of EHCPs"),
            ("(12) % of EHCPs", "% of EHCPs"),
            ("ED/04: New EHCPs", "New EHCPs"),
            ("SEND 3: New EHCPs", "New EHCPs"),
            ("NI 103a - % of EHCPs", "% of EHCPs"),
            ("KS2: reading", "KS2: reading"),
            ("KS2 % at expected standard", "KS2 % at expected standard"),
            ("EHCP 20 week timeliness", "EHCP 20 week timeliness"),
            ("19 % of EHCPs", "19 % of EHCPs"),
            ("(16) plans", "(16) plans"),
            ("16 - 25 year olds in work", "16 - 25 year olds in work"),
            ("19 year olds qualified to L2", "19 year olds qualified to L2"),
            ("2.5 year review", "2.5 year review"),
            ("PIP awards", "PIP awards"),
            ("12", "12"),
            ("12. ", "12. "),
            ("", ""),
        ] {
            assert_eq!(without_reference(label), expected, "{label}");
        }
    }

    #[test]
    fn sub_rows_that_break_nothing_down() {
        let decoration = Decoration::load(data::DECORATION).unwrap();
        for (breakdown, expected) in [
            ("Total", true),
            ("ALL", true),
            (" ", true),
            ("Year to date", true),
            ("Target", true),
            ("All girls", false),
            ("Post-16", false),
        ] {
            assert_eq!(decoration.is_total(breakdown), expected, "{breakdown}");
        }
    }

    #[test]
    fn every_basis_in_the_file_is_one_that_the_figure_keeps() {
        let mut bases = Decoration::load(data::DECORATION).unwrap().bases;
        bases.retain(|phrase| basis::find(phrase).is_none());
        assert_eq!(bases, Vec::<String>::new());
    }
}
