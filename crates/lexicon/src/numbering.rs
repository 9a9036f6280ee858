//! Printed numbers of indicators that stand before their names in one cell: `1.1 - Percentage of …`, `NI 130: …`, `CH12 …`.
//!
//! A number is one only among others: what the names of a table begin with alike is their numbering, and what one of them
//! begins with belongs to its name: `16 to 17 year olds`, `30 hours of childcare`, `KS2 attainment`. Without a sign behind it
//! a number must have letters or levels of its own, and then all names must have one.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;

use crate::period::{self, Years};

/// A name with the number that stood before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Numbered<'a> {
    /// The number as printed: `1.1`, `NI 130`.
    pub number: &'a str,
    /// The name behind it.
    pub name: &'a str,
}

/// For each name of a table its number and the rest, where the table numbers its names so; nothing for names without a
/// number, as those of totals. Nothing at all where it doesn't.
pub fn split<'a>(names: &[&'a str]) -> Option<Vec<Option<Numbered<'a>>>> {
    by_sign(names).or_else(|| by_space(names))
}

/// Whether words are nothing but such a number with letters before its digits: `HW1`, `NI 130`, but not `Q1`.
pub fn is_number(words: &str) -> bool {
    static NUMBER: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(&format!("^{CODE}$")).expect("a good pattern"));
    words.starts_with(char::is_alphabetic)
        && NUMBER.is_match(words)
        && !ABBREVIATIONS.contains(&form(words).as_str())
        && period::find(words, ANY_YEARS).is_none()
}

/// `1.1 - Name`, `NI 130: Name`, `4. Name`: more than half of the names have such a number, and at least two.
fn by_sign<'a>(names: &[&'a str]) -> Option<Vec<Option<Numbered<'a>>>> {
    static SIGNED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(&format!(r"^({CODE})(?:\s*[:)–—]\s*|\.\s+|\s+-\s*|-\s+)(\S.*)$")).expect("a good pattern")
    });
    let split: Vec<_> = names.iter().map(|name| one(&SIGNED, name)).collect();
    let found = split.iter().flatten().count();
    (found >= 2 && 2 * found > names.len() && are_a_numbering(&split)).then_some(split)
}

/// `CH12 Name`, `1.1 Name`: all names have such a number, and at least three, all of one form. The letters of a form may
/// be those of services, `CS04` and `EC02`, if all numbers are as long.
fn by_space<'a>(names: &[&'a str]) -> Option<Vec<Option<Numbered<'a>>>> {
    static SPACED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^([A-Z]{1,6}-?\d{1,3}[a-z]?(?:\.\d{1,2})?|\d{1,2}(?:\.\d{1,3}){1,2}[a-z]?)\s+([A-Z%£#(‘“\d].*)$")
            .expect("a good pattern")
    });
    let split: Vec<_> = names.iter().map(|name| one(&SPACED, name)).collect();
    let numbers = || split.iter().flatten().map(|numbered| numbered.number);
    let forms: BTreeSet<String> = numbers().map(form).collect();
    let is_of_names = forms.iter().any(|form| ABBREVIATIONS.contains(&form.as_str()));
    (split.len() >= 3
        && split.iter().all(Option::is_some)
        && (forms.len() == 1 || numbers().map(shape).collect::<BTreeSet<_>>().len() == 1)
        && !is_of_names
        && are_a_numbering(&split))
    .then_some(split)
}

/// A number with the letters that may lead it: `12`, `1.1`, `CH12`, `NI 130`, `KPI 4`, `EX01a`.
const CODE: &str = r"(?:[A-Z]{1,6}[ /-]?){0,2}\d{1,4}(?:[./]\d{1,3}){0,3}[a-z]?";

/// Letters that begin words of the subject and no numbers: key stages, years, levels, pollutants.
const ABBREVIATIONS: &[&str] =
    &["KS", "Y", "YR", "NVQ", "L", "P", "A", "PM", "NO", "CO", "EY", "B", "T", "Q", "HT"];

fn one<'a>(pattern: &Regex, name: &'a str) -> Option<Numbered<'a>> {
    let found = pattern.captures(name)?;
    let (number, name) = (found.get(1)?.as_str(), found.get(2)?.as_str());
    // `Q1: visits` is of a quarter, and `2019/20 - visits` of a year.
    let is_period = period::find(number, ANY_YEARS).is_some();
    // `16 - 17 year olds`, but `SEND 8: 16 and 17 year olds`.
    let has_letters = number.starts_with(|c: char| c.is_alphabetic());
    let begins_a_name = name.starts_with(|c: char| {
        c.is_alphabetic() || "%£#(‘“'\"".contains(c) || has_letters && c.is_ascii_digit()
    });
    (!is_period && begins_a_name).then_some(Numbered { number, name })
}

/// Any year will do to see that `Q1` names a period.
const ANY_YEARS: Years = Years { financial: Some(2000), academic: Some(2000) };

/// Whether numbers are told apart by what they count: none stands twice.
fn are_a_numbering(split: &[Option<Numbered<'_>>]) -> bool {
    let numbers: Vec<&str> = split.iter().flatten().map(|numbered| numbered.number).collect();
    let distinct: BTreeSet<&str> = numbers.iter().copied().collect();
    distinct.len() == numbers.len()
}

/// The letters of a number, or how many levels it has.
fn form(number: &str) -> String {
    let letters: String = number.chars().take_while(char::is_ascii_uppercase).collect();
    if letters.is_empty() { ".".repeat(number.matches('.').count()) } else { letters }
}

/// How many letters and then how many digits a number of several digits has; nothing that others have where it isn't
/// so made.
fn shape(number: &str) -> (usize, Result<usize, &str>) {
    let letters = number.chars().take_while(char::is_ascii_uppercase).count();
    let digits = &number[letters..];
    let is_plain = digits.len() > 1 && digits.bytes().all(|byte| byte.is_ascii_digit());
    (letters, if is_plain { Ok(digits.len()) } else { Err(number) })
}

/// The numbers by which papers call the lines on which the public rings.
const LINES: [&str; 4] = ["101", "111", "112", "999"];

/// Whether a bare number names such a line: `999 | 101` over calls.
pub fn names_a_line(words: &str) -> bool {
    LINES.contains(&words)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The numbers of names, `-` where a name has none.
    fn check(names: &[&str], expected: Option<&[&str]>) {
        let split = split(names);
        let found: Option<Vec<&str>> = split.as_ref().map(|split| {
            split.iter().map(|one| one.as_ref().map_or("-", |numbered| numbered.number)).collect()
        });
        assert_eq!(found.as_deref(), expected, "{names:?}");
    }

    #[test]
    fn numbers_before_a_sign() {
        check(&["1.1 - Percentage of plans", "1.2 - Number of visits"], Some(&["1.1", "1.2"]));
        check(&["NI 130: Direct payments", "NI 135: Carers"], Some(&["NI 130", "NI 135"]));
        check(&["SEND 7: Plans", "SEND 8: 16 and 17 year olds"], Some(&["SEND 7", "SEND 8"]));
        check(&["CH01 - Tenants satisfied", "CH12 – Repairs in time"], Some(&["CH01", "CH12"]));
        check(&["KPI 4. Plans issued", "KPI 5. Plans ended"], Some(&["KPI 4", "KPI 5"]));
        check(&["1. We explain", "2. We listen", "Overall score"], Some(&["1", "2", "-"]));
        check(&["(a) Plans issued", "(b) Plans ended"], None);
        check(&["a) Plans", "b) Visits"], None);
        check(&["PI/12: % of plans", "PI/13: % of visits"], Some(&["PI/12", "PI/13"]));
    }

    #[test]
    fn numbers_before_a_space() {
        check(
            &["CH12 Rate of plans", "CH13 Rate of visits", "CH14 % in time"],
            Some(&["CH12", "CH13", "CH14"]),
        );
        check(&["1.1 Plans", "1.2 Visits", "2.1 Appeals"], Some(&["1.1", "1.2", "2.1"]));
        check(&["CS04 Calls", "EC02 Jobs", "AD10 Delays"], Some(&["CS04", "EC02", "AD10"]));
        check(&["CS4 Calls", "EC2 Jobs", "AD1 Delays"], None);
        check(&["CH12 Rate of plans", "CH13 Rate of visits"], None);
        check(&["CH12 Rate of plans", "CH13 Rate of visits", "Total"], None);
    }

    #[test]
    fn the_rest_is_the_name() {
        let split = split(&["NI 130: Direct payments", "NI 135: Carers"]).expect("a numbering");
        assert_eq!(split[0], Some(Numbered { number: "NI 130", name: "Direct payments" }));
    }

    #[test]
    fn numbers_that_belong_to_names() {
        check(&["16 to 17 year olds in work", "18 to 24 year olds in work", "25 and over"], None);
        check(&["30 hours of childcare taken up", "15 hours of childcare taken up"], None);
        check(&["16 - 17 year olds", "18 - 24 year olds"], None);
        check(&["KS1 Reading", "KS2 Reading", "KS4 Reading"], None);
        check(&["1 bedroom", "2 bedrooms", "3 bedrooms"], None);
        check(&["Q1: visits", "Q2: visits"], None);
        check(&["2019/20 - visits", "2020/21 - visits"], None);
        check(&["999 calls received", "101 calls received", "101 calls abandoned"], None);
        check(&["1. Plans", "Visits", "Appeals"], None);
        check(&["1. Plans issued"], None);
        check(&["1. Plans", "1. Visits"], None);
        check(&[], None);
    }

    #[test]
    fn numbers_alone() {
        for (words, expected) in [
            ("HW1", true),
            ("NI 130", true),
            ("KPI 4.2", true),
            ("Q1", false),
            ("H2", false),
            ("KS2", false),
            ("12", false),
            ("2022/23", false),
            ("Target 12", false),
        ] {
            assert_eq!(is_number(words), expected, "{words}");
        }
    }
}
