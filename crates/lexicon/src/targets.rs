//! Words over a table that say that its figures are targets: `The following targets have been set`, `Targets 2022 to 2025`.
//!
//! Papers speak of targets wherever they speak of results. Words announce targets only where they speak of nothing else;
//! `Progress against targets` announces results.

use crate::fold;
use crate::period::Named;

/// A longer text is prose, in bytes.
const LONGEST: usize = 240;

/// Words that speak of what happened, or set it against a target, as [`fold::key`] gives them.
const OF_RESULTS: [&str; 28] = [
    "achieve",
    "achieved",
    "achievement",
    "achievements",
    "actual",
    "actuals",
    "against",
    "baseline",
    "baselines",
    "compared",
    "comparison",
    "compares",
    "exceeded",
    "indicators",
    "measures",
    "met",
    "missed",
    "outcome",
    "outcomes",
    "outturn",
    "performance",
    "performed",
    "performing",
    "progress",
    "reached",
    "result",
    "results",
    "trend",
];

/// Words with which a sentence gives targets.
const GIVING: [&str; 8] = ["set", "agreed", "following", "are", "proposed", "approved", "adopted", "setting"];

/// Whether words announce targets and speak of nothing else.
pub fn announces(words: &str) -> bool {
    if words.len() > LONGEST {
        return false;
    }
    let key = fold::key(&Named::of(words).removed()).replace("performance target", "target");
    let words: Vec<&str> = key.split(' ').collect();
    let is_target = |word: &&str| matches!(*word, "target" | "targets");
    let is_plural = |word: Option<&&str>| word.is_some_and(|word| *word == "targets");
    let is_title = is_plural(words.first()) || is_plural(words.last());
    words.iter().any(is_target)
        && !words.iter().any(|word| OF_RESULTS.contains(word))
        && (is_title || words.iter().any(|word| GIVING.contains(word)))
}

/// Words for what is to be, as [`fold::key`] gives them.
const AIMS: [&str; 12] = [
    "aim",
    "aims",
    "commitment",
    "commitments",
    "pledge",
    "pledges",
    "promise",
    "promises",
    "standard",
    "standards",
    "target",
    "targets",
];

/// Whether words that lead on to a list say that it tells what is to be, and nothing of what was: `We aim to make sure that:`.
/// Only their last sentence leads on.
pub fn lead_on(words: &str) -> bool {
    let last = words.trim_end().rsplit(". ").next().unwrap_or_default();
    let key = fold::key(last);
    let has = |list: &[&str]| key.split(' ').any(|word| list.contains(&word));
    has(&AIMS) && !has(&OF_RESULTS)
}

/// Whether words say what is to be: a bound before anything else, or a figure that somebody will reach. What will be done
/// about a result, `We will hire more staff`, stands among results.
pub fn is_wish(words: &str) -> bool {
    let key = fold::key(words);
    ["no more than ", "not more than ", "at least ", "no fewer than ", "no less than "]
        .iter()
        .any(|bound| key.starts_with(bound))
        || key.starts_with(|c: char| c.is_ascii_digit())
            && key.split(' ').any(|word| matches!(word, "will" | "should" | "must"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_lead_on_to_standards() {
        for (words, expected) in [
            ("They relate to waiting times and key standards of care, and include:", true),
            ("Performance is reported monthly. We aim to see that:", true),
            ("Against our standards we achieved:", false),
            ("We set targets. Last year:", false),
        ] {
            assert_eq!(lead_on(words), expected, "{words}");
        }
        assert!(is_wish("96% of patients will wait no more than 31 days"));
        assert!(is_wish("No more than 41 cases"));
        assert!(!is_wish("96% of patients were seen in no more than 31 days"));
        assert!(!is_wish("We will hire more staff"));
    }

    #[test]
    fn targets_and_nothing_else() {
        for words in [
            "The following targets affecting the Council's waste have been set in the Sector Plan:",
            "Targets",
            "Recycling targets 2022-25",
            "Targets for 2022/23 to 2024/25",
            "Key performance targets 2022/23",
            "The targets are",
        ] {
            assert!(announces(words), "{words}");
        }
        for words in [
            "Progress against targets",
            "Performance and targets",
            "Performance indicators and targets 2000-01",
            "The target was met in both years",
            "Target audience",
            "How we compare with the target",
            "Waste collected",
            "",
        ] {
            assert!(!announces(words), "{words}");
        }
    }
}
