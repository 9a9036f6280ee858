//! How a council prints its own name: `Dover District Council`, `London Borough of Barnet`, `City of York Council`.
//!
//! Knows the form of such names, not the councils: which of them there are is for `reference`.

use std::sync::LazyLock;

use regex::Regex;

/// Words that may begin such a name without being part of it, or stand in place of one: `The Council`, `Full Council`.
const NO_NAMES: &[&str] = &[
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

/// The name of the council that the words print, without its kind; nothing where they print none.
///
/// `Dover District Council` gives `Dover`. The first name wins.
pub fn name(words: &str) -> Option<&str> {
    static BEFORE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(concat!(
            r"((?:[A-Z][\w'’.-]*)(?:\s+(?:[A-Z][\w'’.-]*|and|upon|on|of|in|the|with|under|next|&))*?)",
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
    let after = AFTER.captures(words).and_then(|found| found.get(1)).map(|name| name.as_str());
    let before = || BEFORE.captures(words).and_then(|found| found.get(1)).map(|name| name.as_str());
    after.or_else(before).map(without_article).filter(|name| is_name(name))
}

fn without_article(name: &str) -> &str {
    name.strip_prefix("The ").unwrap_or(name)
}

fn is_name(name: &str) -> bool {
    let first = name.split_whitespace().next().unwrap_or_default().to_lowercase();
    !NO_NAMES.contains(&first.as_str()) && name.split_whitespace().count() <= 6
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
        check("The Highland Council", Some("Highland"));
        check("Bath and North East Somerset Council", Some("Bath and North East Somerset"));
    }

    #[test]
    fn names_after_their_kind() {
        check("London Borough of Barnet", Some("Barnet"));
        check("Royal Borough of Windsor and Maidenhead", Some("Windsor and Maidenhead"));
        check("City of York Council", Some("York"));
        check("London Borough of Hammersmith, quarter 3", Some("Hammersmith"));
    }

    #[test]
    fn what_is_no_name() {
        check("The Council has agreed", None);
        check("Full Council", None);
        check("City Council", None);
        check("SEND dashboard", None);
        check("Our Council Plan", None);
        check("School Council", None);
        check("", None);
    }
}
