//! What a label counts: the words that are left when those that say how it is counted are gone.
//!
//! It compares the labels of one paper with each other, which is far less than knowing a measure: the vocabulary is the
//! business of another room.

use boardlift_lexicon::fold;

/// Words that say how something is counted, or join others, and not what is counted.
const HOW: &[&str] = &[
    "%",
    "a",
    "actual",
    "an",
    "and",
    "are",
    "as",
    "average",
    "by",
    "change",
    "for",
    "growth",
    "have",
    "in",
    "increase",
    "no",
    "no.",
    "number",
    "numbers",
    "of",
    "on",
    "our",
    "per",
    "percent",
    "percentage",
    "proportion",
    "rate",
    "rise",
    "share",
    "the",
    "their",
    "to",
    "total",
    "who",
    "with",
];

/// Names of one thing, the second standing for both.
const SAME: &[(&str, &str)] = &[
    ("children looked after", "children in care"),
    ("looked after children", "children in care"),
    ("education health and care plan", "ehcp"),
    ("ehc plan", "ehcp"),
];

/// What a label counts, whatever its unit: `% increase in total EHCPs` and `Actual EHCPs` are both of `ehcps`. Empty for
/// a label that says nothing else.
pub(super) fn counted(label: &str) -> String {
    let mut key = fold::key(label);
    for (name, same) in SAME {
        key = key.replace(name, same);
    }
    let words = key.split(' ').filter(|word| !HOW.contains(word));
    words.collect::<Vec<_>>().join(" ")
}

/// Whether a label holds one of these words or phrases, as [`fold::key`] gives them.
pub(super) fn says(label: &str, phrases: &[&str]) -> bool {
    let key = format!(" {} ", fold::key(label));
    phrases.iter().any(|phrase| key.contains(&format!(" {phrase} ")))
}

/// What a share is a part of, where its label says so: `hnb allocation` of `Funding gap as % of HNB allocation`.
pub(super) fn base_of(label: &str) -> Option<String> {
    const JOINTS: &[&str] = &[" as % of ", " as a % of ", " as percentage of ", " as a percentage of "];
    let key = fold::key(label);
    let base = JOINTS.iter().find_map(|joint| key.split_once(joint))?.1;
    Some(base.strip_prefix("the ").unwrap_or(base).to_owned()).filter(|base| !base.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_of_the_same_things() {
        let check =
            |a: &str, b: &str, expected: bool| assert_eq!(counted(a) == counted(b), expected, "{a} | {b}");
        check("% increase in total EHCPs", "Actual EHCPs", true);
        check("Number of pupils on SEN Support", "% of pupils with SEN Support", true);
        check(
            "Number of children looked after with an EHCP",
            "Number of children in care with an EHCP",
            true,
        );
        check("New EHCPs", "Ceased EHCPs", false);
        check("% of EHCPs in mainstream", "No. of EHCPs", false);
    }

    #[test]
    fn bases() {
        let check =
            |label: &str, expected: Option<&str>| assert_eq!(base_of(label).as_deref(), expected, "{label}");
        check("Funding gap as % of HNB allocation", Some("hnb allocation"));
        check("Arrears as a percentage of the rent due", Some("rent due"));
        check("% of plans issued", None);
    }
}
