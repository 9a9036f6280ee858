//! How public bodies other than councils print their names: `Humberside Police`, `Mersey Care NHS Foundation Trust`.
//!
//! Knows the form of such names, not the bodies. A name counts only where it is all of the words, since papers of one body
//! speak of many others; and words that say what kind of body it is are none without a name before them: `Combined
//! Authority`, `The Police`.

use std::sync::LazyLock;

use regex::Regex;

use crate::council;

/// What such a body is, at the end of its name.
const KINDS: &[&str] = &[
    r"NHS (?:Foundation )?Trust",
    r"NHS",
    r"Health (?:and|&) Social Care Trust",
    r"(?:University )?Health Board",
    r"Integrated Care (?:Board|Partnership|System)",
    r"Clinical Commissioning Group",
    r"Ambulance Service",
    r"Police(?: Force| Service)?",
    r"Constabulary",
    r"Police (?:and|&) Crime (?:Commissioner|Panel)",
    r"Fire (?:(?:and|&) Rescue )?(?:Service|Authority)",
    r"Combined (?:County )?Authority",
    r"National Park Authority",
    r"Waste (?:Disposal )?(?:Authority|Partnership)",
    r"Transport (?:Authority|Partnership|Executive)",
    r"Housing (?:Association|Group|Trust|Partnership|Executive|Society)",
    r"Children['’]?s (?:Services )?Trust",
    r"Ombudsman",
];

/// Words that begin a name whose place stands behind them.
const LEADING: &[&str] = &[
    r"(?:Office of the )?Police (?:and|&) Crime Commissioner (?:for|of)",
    r"Police Service of",
    r"Office of the Police (?:and|&) Crime Commissioner for",
    r"NHS",
    r"Transport for",
    r"Health and Social Care",
];

/// Whether the words are the name of a public body other than a council and nothing else.
pub fn is_whole_name(words: &str) -> bool {
    static NAME: LazyLock<Regex> = LazyLock::new(|| {
        let word = r"[A-Z][\w'’.-]*";
        let words = format!(r"{word}(?:,? (?:{word}|and|upon|on|of|in|the|with|under|for|&))*");
        let (kinds, leading) = (KINDS.join("|"), LEADING.join("|"));
        Regex::new(&format!(r"^(?:{words} (?:{kinds})|(?:{leading}) {words})$")).expect("a good pattern")
    });
    let words = words.trim();
    words.len() <= LONGEST
        && !BRANDS.contains(&words)
        && NAME.is_match(words)
        && council::may_begin_a_name(words)
}

/// Names of a whole nation's service, which all its bodies print over their own names.
const BRANDS: &[&str] = &["NHS England", "NHS Scotland", "NHS Wales", "GIG Cymru"];

/// More bytes than this are a sentence.
const LONGEST: usize = 100;

#[cfg(test)]
mod tests {
    use super::*;

    fn check(words: &str, expected: bool) {
        assert_eq!(is_whole_name(words), expected, "{words}");
    }

    #[test]
    fn names_before_their_kind() {
        for words in [
            "Humberside Police",
            "Avon and Somerset Constabulary",
            "West Yorkshire Combined Authority",
            "Cambridgeshire and Peterborough Combined Authority",
            "Devon and Somerset Fire and Rescue Service",
            "South Yorkshire Fire & Rescue Authority",
            "Mersey Care NHS Foundation Trust",
            "East London NHS Foundation Trust",
            "Belfast Health and Social Care Trust",
            "Aneurin Bevan University Health Board",
            "Parliamentary and Health Service Ombudsman",
            "Northern Ireland Housing Executive",
            "Brackwater Housing Association",
            "Sandwell Children’s Trust",
            "Peak District National Park Authority",
        ] {
            check(words, true);
        }
    }

    #[test]
    fn names_behind_their_kind() {
        check("Office of the Police and Crime Commissioner for Humberside", true);
        check("Police Service of Northern Ireland", true);
        check("NHS Highland", true);
        check("Transport for London", true);
    }

    #[test]
    fn what_is_no_name() {
        for words in [
            "NHS Wales",
            "",
            "Police",
            "The Police",
            "Combined Authority",
            "Local Ombudsman",
            "Humberside Police performance pack",
            "Referred by Humberside Police",
            "Neighbourhood policing",
            "Calls to the police",
            "Exeter City Council",
            "All NHS",
            "Performance of NHS",
        ] {
            check(words, false);
        }
    }
}
