//! How public bodies other than councils print their names: `Humberside Police`, `Mersey Care NHS Foundation Trust`.
//!
//! Knows the form of such names, not the bodies. A name counts only where it is all of the words, since papers of one body
//! speak of many others; and words that say what kind of body it is are none without a name before them: `Combined
//! Authority`, `The Police`.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::Regex;

use crate::{council, fold};

/// What such a body is, at the end of its name. None of them is part of a council.
const KINDS: &[&str] = &[
    r"NHS (?:Foundation )?Trust",
    r"NHS",
    r"Health (?:and|&) Social Care Trust",
    r"(?:University )?Health Board",
    r"Integrated Care (?:Board|Partnership|System)",
    r"Clinical Commissioning Group",
    r"Ambulance Service",
    r"Police(?: Force| Service| Authority)?",
    r"Constabulary",
    r"Police(?:, Fire)? (?:and|&) Crime (?:Commissioner|Panel)",
    r"Fire (?:(?:and|&) Rescue )?(?:Service|Authority)",
    r"Combined (?:County )?Authority",
    r"National Park Authority",
    r"Waste (?:Disposal )?(?:Authority|Partnership)",
    r"Transport (?:Authority|Partnership|Executive)",
    r"Housing (?:Association|Group|Trust|Partnership|Executive|Society)",
    r"Children['’]?s (?:Services )?Trust",
    r"(?:(?:Multi[ -])?Academy|Academies|Learning|Education|Schools) Trust",
    r"Education Authority",
    r"Joint Board",
    r"Drainage Board",
    r"Probation (?:Service|Trust)",
    r"Ombudsman",
];

/// What a body is that a council forms with others in its own area.
const SHARED: &[&str] = &[
    r"Safeguarding (?:(?:Children|Adults?|Families)(?:['’]s?)? )?(?:Board|Partnership)",
    r"Community Safety Partnership",
    r"Health (?:and|&) Social Care Partnership",
    r"Local Enterprise Partnership",
    r"Youth Justice (?:Board|Partnership|Service)",
];

/// Words that begin a name whose place stands behind them.
const LEADING: &[&str] = &[
    r"(?:Office of the )?Police(?:, Fire)? (?:and|&) Crime Commissioner (?:for|of)",
    r"Police Service of",
    r"(?:Office of the )?(?:Public Services|Children['’]s|Older People['’]s) (?:Ombudsman|Commissioner) for",
    r"NHS",
    r"Transport for",
    r"Health and Social Care",
];

/// What a body calls itself that has no other kind. What such a word ends is as often a thing: `Council Homes`, `Age Group`.
const BARE_KINDS: &[&str] = &[
    "Academy",
    "Agency",
    "Association",
    "College",
    "Commission",
    "Federation",
    "Foundation",
    "Group",
    "Homes",
    "Housing",
    "Living",
    "School",
    "Trust",
];

/// Words that may stand behind the name that a title begins with.
const BEHIND_A_NAME: &[&str] = &[
    "annual",
    "board",
    "corporate",
    "dashboard",
    "integrated",
    "key",
    "kpi",
    "kpis",
    "monthly",
    "performance",
    "q1",
    "q2",
    "q3",
    "q4",
    "quarter",
    "quarterly",
    "report",
    "scorecard",
];

/// Whether the words are the name of a public body other than a council and nothing else.
pub fn is_whole_name(words: &str) -> bool {
    static NAME: LazyLock<Regex> =
        LazyLock::new(|| named(&format!("(?:{}|{})", KINDS.join("|"), SHARED.join("|")), "$"));
    name_of(words.trim(), &NAME).is_some_and(|name| name == words.trim())
}

/// The name of a body that is no council and no part of one, where words begin with it: `Humberside Police: performance`.
pub fn leading_name(words: &str) -> Option<&str> {
    static NAME: LazyLock<Regex> =
        LazyLock::new(|| named(&format!("(?:{})", KINDS.join("|")), r"(?:$|[\s,;:|–—-])"));
    name_of(words, &NAME)
}

/// The name that a title begins with before words of its own: `Humberside Police performance pack`. Of a sentence, `Humberside
/// Police recorded`, a body is merely spoken of.
pub fn name_before_title(title: &str) -> Option<&str> {
    let name = leading_name(title)?;
    let behind = fold::key(title.get(name.len()..)?);
    let first = behind.split(' ').next().unwrap_or_default();
    (first.is_empty() || BEHIND_A_NAME.contains(&first)).then_some(name)
}

/// Whether words may be a body's name by their form, while most such words are none: `Brackwater Group`, `Council Homes`.
/// Something else has to say that they are.
pub fn may_be_whole_name(words: &str) -> bool {
    static NAME: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(&format!("^{NAME_WORDS} (?:{})$", BARE_KINDS.join("|"))).expect("a good pattern")
    });
    may_be_name(words) && NAME.is_match(words)
}

/// The body that introduces itself at the start of a paper: `Brackwater Group looks after homes in the north.`
pub fn introduced(sentence: &str) -> Option<&str> {
    static DOES: LazyLock<Regex> = LazyLock::new(|| {
        let does =
            "looks after|owns|manages|provides|serves|runs|delivers|operates|supports|is (?:a|an|the|one)";
        Regex::new(&format!(r"^({NAME_WORDS}) (?:{does})\b")).expect("a good pattern")
    });
    let name = DOES.captures(sentence)?.get(1)?.as_str();
    (is_whole_name(name) || may_be_whole_name(name)).then_some(name)
}

/// Whose work a line says that it is: `© Ourtown Council 2024. All rights reserved.` gives `Ourtown Council`.
pub fn of_copyright(line: &str) -> Option<&str> {
    static OWNER: LazyLock<Regex> = LazyLock::new(|| {
        let year = r"20\d\d(?:\s*[-–]\s*(?:20)?\d\d)?";
        let sign = format!(r"(?:©|\([cC]\)|[Cc]opyright)\s*(?:©\s*)?(?:{year},?\s*)?");
        Regex::new(&format!(r"^{sign}({NAME_WORDS})(?:,?\s*{year})?(?:[.,]\s*All rights reserved)?\.?$"))
            .expect("a good pattern")
    });
    let name = OWNER.captures(line)?.get(1)?.as_str();
    (council::is_whole_name(name) || is_whole_name(name)).then_some(name)
}

/// A name all in capitals, as letterheads print it, with small letters: `HUMBERSIDE POLICE` gives `Humberside Police`.
pub fn without_capitals(words: &str) -> Cow<'_, str> {
    if words.contains(char::is_lowercase) || !words.contains(char::is_uppercase) {
        return Cow::Borrowed(words);
    }
    let written = |word: &str| match word {
        "AND" | "FOR" | "IN" | "OF" | "ON" | "THE" | "UNDER" | "UPON" | "WITH" => word.to_lowercase(),
        // Initials: a word has a vowel.
        _ if !word.contains(['A', 'E', 'I', 'O', 'U', 'Y']) => word.to_owned(),
        _ => capitalised(word),
    };
    Cow::Owned(words.split(' ').map(written).collect::<Vec<_>>().join(" "))
}

/// A word with a capital at its start and behind each hyphen that no short word follows: `STOCKTON-ON-TEES`.
fn capitalised(word: &str) -> String {
    let part = |part: &str| {
        let mut letters = part.chars();
        let first = letters.next().filter(|_| !matches!(part, "ON" | "IN" | "LE" | "UPON" | "UNDER"));
        let first: String = first.into_iter().collect();
        let rest = part.get(first.len()..).unwrap_or_default();
        first + &rest.to_lowercase()
    };
    word.split('-').map(part).collect::<Vec<_>>().join("-")
}

/// The words of a name before its kind.
const NAME_WORDS: &str = r"[A-Z][\w'’.-]*(?:,? (?:[A-Z][\w'’.-]*|and|upon|on|of|in|the|with|under|for|&))*";

/// A pattern of a name that ends in one of these kinds or begins as one whose place stands behind it, each captured, with
/// what stands behind it.
fn named(kinds: &str, behind: &str) -> Regex {
    let leading = LEADING.join("|");
    let pattern = format!(r"^(?:({NAME_WORDS} {kinds})|((?:{leading}) {NAME_WORDS})){behind}");
    Regex::new(&pattern).expect("a good pattern")
}

/// The name that a pattern finds. Behind a place may stand the words of a title: `NHS Highland Performance Report`.
fn name_of<'a>(words: &'a str, pattern: &Regex) -> Option<&'a str> {
    let found = pattern.captures(words)?;
    let ends_in_kind = found.get(1).map(|name| name.as_str());
    let name = ends_in_kind.or_else(|| Some(before_title(found.get(2)?.as_str())))?;
    may_be_name(name).then_some(name)
}

fn before_title(words: &str) -> &str {
    let is_of_title = |word: &str| BEHIND_A_NAME.contains(&word.to_lowercase().as_str());
    let mut starts = words.match_indices(' ').map(|(at, _)| at);
    let end = starts.find(|at| words[at + 1..].split(' ').next().is_some_and(is_of_title));
    &words[..end.unwrap_or(words.len())]
}

fn may_be_name(words: &str) -> bool {
    words.len() <= LONGEST && !BRANDS.contains(&words) && council::may_begin_a_name(words)
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
            "Brackwater Multi-Academy Trust",
            "Ourtown Safeguarding Children Partnership",
        ] {
            check(words, true);
        }
    }

    #[test]
    fn names_behind_their_kind() {
        check("Office of the Police and Crime Commissioner for Humberside", true);
        check("Police Service of Northern Ireland", true);
        check("NHS Highland", true);
        check("NHS Highland Performance Report", false);
        check("Transport for London", true);
        check("Public Services Ombudsman for Wales", true);
        check("Office of the Police, Fire and Crime Commissioner for Ourshire", true);
    }

    #[test]
    fn names_that_words_begin_with() {
        let check = |words: &str, leading: Option<&str>, titled: Option<&str>| {
            assert_eq!((leading_name(words), name_before_title(words)), (leading, titled), "{words}");
        };
        let police = Some("Humberside Police");
        check("Humberside Police performance pack", police, police);
        check("Humberside Police: performance", police, police);
        check("NHS Highland Performance Report", Some("NHS Highland"), Some("NHS Highland"));
        check("Humberside Police recorded crime", police, None);
        check("Humberside Policed", None, None);
        check("Ourtown Council performance", None, None);
        check("Ourtown Safeguarding Children Partnership", None, None);
    }

    #[test]
    fn bodies_that_introduce_themselves() {
        let check = |words: &str, expected: Option<&str>| assert_eq!(introduced(words), expected, "{words}");
        check("Brackwater Group looks after homes in the north.", Some("Brackwater Group"));
        check("Humberside Police serves all who live here.", Some("Humberside Police"));
        check("Our Group looks after homes.", None);
        check("Brackwater Group recorded a loss.", None);
        check("Brackwater looks after homes.", None);
    }

    #[test]
    fn whose_work_it_is() {
        let check = |line: &str, expected: Option<&str>| assert_eq!(of_copyright(line), expected, "{line}");
        check("© 2024 Ourtown District Council", Some("Ourtown District Council"));
        check("Copyright © Humberside Police 2023-24. All rights reserved.", Some("Humberside Police"));
        check("© Crown copyright and database rights 2024", None);
        check("Ourtown District Council", None);
    }

    #[test]
    fn names_in_capitals() {
        let check = |words: &str, expected: &str| assert_eq!(without_capitals(words), expected);
        check("HUMBERSIDE POLICE AND CRIME PANEL", "Humberside Police and Crime Panel");
        check("MERSEY CARE NHS FOUNDATION TRUST", "Mersey Care NHS Foundation Trust");
        check("STOCKTON-ON-TEES", "Stockton-on-Tees");
        check("Humberside Police", "Humberside Police");
        check("", "");
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
