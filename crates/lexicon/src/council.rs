//! How a council prints its own name: `Dover District Council`, `London Borough of Barnet`, `City of York Council`.
//!
//! Knows the form of such names, not the councils: which of them there are is for `reference`.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

/// Words that may begin such a name without being part of it, or stand in place of one: `The Council`, `Full Council`.
const NO_NAMES: &[&str] = &[
    "about",
    "contact",
    "the",
    "our",
    "your",
    "this",
    "a",
    "an",
    "full",
    "each",
    "every",
    "all",
    "other",
    "most",
    "many",
    "local",
    "new",
    "city",
    "county",
    "district",
    "borough",
    "town",
    "parish",
    "metropolitan",
    "unitary",
    "youth",
    "school",
    "schools",
    "health",
    "research",
    "british",
    "privy",
    "arts",
    "sports",
    "advisory",
    "general",
    "between",
    "by",
    "for",
    "from",
    "with",
    "to",
    "in",
    "at",
    "and",
    "of",
];

/// Words of titles that name no place: with one of them before its subject, `Local Area SEND dashboard`, a title names
/// nobody.
const TITLE_WORDS: &[&str] = &[
    "action",
    "annual",
    "appendix",
    "area",
    "board",
    "children",
    "children's",
    "childrens",
    "children’s",
    "cumulative",
    "data",
    "draft",
    "education",
    "family",
    "half",
    "improvement",
    "improving",
    "inclusion",
    "inspection",
    "integrated",
    "item",
    "joint",
    "key",
    "monthly",
    "new",
    "overall",
    "partnership",
    "performance",
    "plan",
    "quarterly",
    "report",
    "scrutiny",
    "section",
    "strategic",
    "strategy",
    "summary",
    "termly",
    "weekly",
    "written",
    "young",
];

/// What councils have, so that `Council` before it ends no name: `Council Tax`, `council homes`.
const THINGS: &[&str] = &[
    "tax",
    "house",
    "houses",
    "housing",
    "home",
    "homes",
    "dwellings",
    "properties",
    "tenants",
    "tenancies",
    "buildings",
    "owned",
    "meeting",
    "meetings",
];

/// The name of the council that the words print, without its kind; nothing where they print none.
///
/// `Dover District Council` gives `Dover`. The first name wins.
pub fn name(words: &str) -> Option<&str> {
    found(words).map(|found| found.name)
}

/// Whether the words are the name of a council and nothing else.
pub fn is_whole_name(words: &str) -> bool {
    found(words).is_some_and(|found| found.span == (0..words.len()))
}

/// The name that a title begins with, right before its subject: `Ourtown SEND Board Dataset` gives `Ourtown`. Whose name
/// it is, the form can't tell.
pub fn name_before_subject(title: &str) -> Option<&str> {
    static SUBJECT: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"\s+(?:SEND|SEN|Special Educational Needs)\b").expect("a good pattern"));
    let name = &title[..SUBJECT.find(title)?.start()];
    let joins = |word: &str| matches!(word, "and" | "upon" | "on" | "of" | "&");
    let may_name = |word: &str| {
        let plain = word.to_lowercase();
        word.starts_with(char::is_uppercase)
            && !TITLE_WORDS.contains(&plain.as_str())
            && !NO_NAMES.contains(&plain.as_str())
    };
    let mut words = name.split_whitespace();
    let ends_well = words.clone().next_back().is_some_and(may_name);
    (ends_well && words.all(|word| joins(word) || may_name(word)) && is_name(name)).then_some(name)
}

/// A council's name and the words that print it.
struct Found<'a> {
    name: &'a str,
    span: Range<usize>,
}

fn found(words: &str) -> Option<Found<'_>> {
    static BEFORE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(concat!(
            // Three places joined into one: `Armagh City, Banbridge and Craigavon`.
            r"((?:[A-Z][\w'’.-]*\s)*[A-Z][\w'’.-]*,\s(?:[A-Z][\w'’.-]*\s)+(?:and|&)\s[A-Z][\w'’.-]*|",
            r"(?:[A-Z][\w'’.-]*)(?:\s+(?:[A-Z][\w'’.-]*|and|upon|on|of|in|the|with|under|next|&))*?)",
            r"\s+(?:(?:Royal|City|District|Borough|County|Metropolitan|Unitary|Town|Island|Islands)\s+)*Council\b",
        ))
        .expect("a good pattern")
    });
    static AFTER: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(concat!(
            r"\b(?:London Borough|Royal Borough|Metropolitan Borough|Borough|City|County|Council) of (?:the )?",
            r"([A-Z][\w'’.-]*(?:\s+(?:upon|on|and|in|of|the|[A-Z][\w'’.-]*))*?)(?:\s+Council\b|[,:;–—(]|\s+-|$)",
        ))
        .expect("a good pattern")
    });
    let captured = AFTER.captures(words).or_else(|| BEFORE.captures(words))?;
    let name = without_article(captured.get(1)?.as_str());
    let span = captured.get_match().range();
    let behind = words.get(span.end..).unwrap_or_default();
    let is_owner = captured.get_match().as_str().ends_with("Council") && begins_with_thing(behind);
    (is_name(name) && !is_owner).then_some(Found { name, span })
}

/// Whether words behind `Council` make it a thing that every council has: `Band D Council Tax`.
fn begins_with_thing(behind: &str) -> bool {
    let first = behind.trim_start_matches([' ', '-']).split(|c: char| !c.is_alphabetic()).next();
    first.is_some_and(|first| THINGS.contains(&first.to_lowercase().as_str()))
}

fn without_article(name: &str) -> &str {
    name.strip_prefix("The ").unwrap_or(name)
}

/// Whether words may be a name. None ends with a joint or an article, as the links of a page do: `About the Council`.
fn is_name(name: &str) -> bool {
    let ends_well =
        name.split_whitespace().next_back().is_some_and(|last| last.starts_with(char::is_uppercase));
    ends_well && may_begin_a_name(name) && name.split_whitespace().count() <= 6
}

/// Whether the first of the words may begin the name of a body: `The` and `Performance` begin what is said of one.
pub(crate) fn may_begin_a_name(words: &str) -> bool {
    let first = words.split_whitespace().next().unwrap_or_default().to_lowercase();
    !NO_NAMES.contains(&first.as_str()) && !TITLE_WORDS.contains(&first.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(words: &str, expected: Option<&str>) {
        assert_eq!(name(words), expected, "{words}");
    }

    #[test]
    fn names_before_their_kind() {
        check("Dover District Council", Some("Dover"));
        check("Mid and East Antrim Borough Council", Some("Mid and East Antrim"));
        check("Rotherham Metropolitan Borough Council", Some("Rotherham"));
        check("Stoke-on-Trent City Council: performance report", Some("Stoke-on-Trent"));
        check(
            "Armagh City, Banbridge and Craigavon Borough Council",
            Some("Armagh City, Banbridge and Craigavon"),
        );
        check("The Highland Council", Some("Highland"));
        check("Bath and North East Somerset Council", Some("Bath and North East Somerset"));
    }

    #[test]
    fn names_after_their_kind() {
        check("London Borough of Barnet", Some("Barnet"));
        check("Royal Borough of Windsor and Maidenhead", Some("Windsor and Maidenhead"));
        check("City of York Council", Some("York"));
        check("London Borough of Hammersmith, quarter 3", Some("Hammersmith"));
        check("London Borough of Ourtown, housing report", Some("Ourtown"));
    }

    #[test]
    fn what_is_no_name() {
        check("The Council has agreed", None);
        check("Full Council", None);
        check("City Council", None);
        check("SEND dashboard", None);
        check("Our Council Plan", None);
        check("About the Council", None);
        check("Residents / Council & Democracy / About the Council / Ourtown Performance", None);
        check("Contact Council", None);
        check("School Council", None);
        check("Band D Council Tax", None);
        check("Report of Ourtown Borough Council", None);
        check("Average Council house rent", None);
        check("", None);
    }

    #[test]
    fn whole_names() {
        let check = |words: &str, expected: bool| assert_eq!(is_whole_name(words), expected, "{words}");
        check("Ourtown Borough Council", true);
        check("London Borough of Barnet", true);
        check("City of York Council", true);
        check("Ourtown Borough Council scorecard", false);
        check("Timeliness", false);
    }

    #[test]
    fn names_before_the_subject_of_a_title() {
        let check =
            |title: &str, expected: Option<&str>| assert_eq!(name_before_subject(title), expected, "{title}");
        check("Ourtown SEND Partnership Board Dataset, 2021/22 Q3", Some("Ourtown"));
        check("Bath and North East Somerset SEND scorecard", Some("Bath and North East Somerset"));
        check("SEND Improvement Board Scorecard", None);
        check("Local Area SEND dashboard", None);
        check("Strategic SEND indicators", None);
        check("What the SEND data says", None);
        check("Number of SEND complaints", None);
        check("Scorecard", None);
    }
}
