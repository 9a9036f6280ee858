//! Which titles are wanted, in patterns that an analyst can write: words, with `*` for what may differ.
//!
//! - `dashboard` is that word, in whatever case, with whatever stands before and after it;
//! - `SEND data` are these words, one after the other;
//! - `scorecard*` is a word that begins so, `*board` one that ends so;
//! - `SEND * dashboard` has any number of words in between; `*` alone is any title.

use std::sync::LazyLock;

use boardlift_lexicon::fold;
use regex::Regex;

/// How councils call papers that hold figures. Wide on purpose: a paper without figures costs one question, a
/// dashboard that was not fetched is never missed by anybody.
const DASHBOARDS: &[&str] = &[
    "performance",
    "dashboard*",
    "scorecard*",
    "score card*",
    "KPI*",
    "*indicator*",
    "metrics",
    "data set*",
    "dataset*",
    "data pack*",
    "data report*",
    "data * update*",
    "data annex*",
    "data appendix*",
    "key data",
    "SEND data",
    "SEND * data",
    "SEN * data",
    "special educational needs * data",
    "statistics",
    "timeliness",
    "SEND improvement",
    "improvement plan*",
    "outcomes framework",
    "accelerated progress plan*",
    "priority action plan*",
    "written statement of action",
    "quarterly report*",
    "quarterly monitoring",
    "quarterly update*",
    "quarter * report*",
    "Q1 * report*",
    "Q2 * report*",
    "Q3 * report*",
    "Q4 * report*",
    "monitoring report*",
    "highlight report*",
];

/// What is called so and holds no figures of its own, or none of children.
const OTHERS: &[&str] =
    &["minutes", "treasury", "pension*", "investment performance", "declarations of interest*"];

/// What holds no figures of its own, and is at times bound together with what does: `Dashboard and forward plan`.
const COMPANIONS: &[&str] = &["terms of reference", "forward plan", "work programme"];

/// The names of what is figures and nothing else.
const PLAIN: &[&str] = &["dashboard*", "scorecard*", "score card*", "KPI*", "key performance indicator*"];

/// More characters are no pattern that anybody would write for a title.
const LONGEST: usize = 200;

/// Words that a title may have, with `*` for what may differ.
#[derive(Debug, Clone)]
pub struct Words {
    written: String,
    pattern: Regex,
}

/// Which papers are wanted, by their titles.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// A title with the words of any of these is wanted.
    pub titles: Vec<Words>,
    /// Unless it has the words of any of these.
    pub without: Vec<Words>,
    /// Or the words of any of these, and no name of what is figures and nothing else.
    pub companions: Vec<Words>,
}

/// The patterns of [`PLAIN`].
static FIGURES: LazyLock<Vec<Words>> = LazyLock::new(|| known(PLAIN));

impl Words {
    /// The pattern that is written so.
    ///
    /// # Errors
    ///
    /// Says what was expected and what was found, where the pattern has no word or too many.
    pub fn parse(written: &str) -> Result<Self, String> {
        if written.chars().count() > LONGEST {
            return Err(format!("expected at most {LONGEST} characters, found {}", written.chars().count()));
        }
        let pieces = written.split_whitespace().map(piece).collect::<Option<Vec<_>>>();
        let pieces = pieces.filter(|pieces| !pieces.is_empty());
        let Some(pieces) = pieces else {
            return Err(format!("expected words such as `SEND dashboard*`, found `{written}`"));
        };
        // Each piece brings the space before it; titles are folded to single spaces.
        let pattern =
            Regex::new(&format!("{}(?: |$)", pieces.concat())).map_err(|error| error.to_string())?;
        Ok(Words { written: written.to_owned(), pattern })
    }

    /// As it was written.
    pub fn as_str(&self) -> &str {
        &self.written
    }

    /// Whether a text has these words.
    pub fn are_in(&self, text: &str) -> bool {
        self.pattern.is_match(&folded(text))
    }
}

impl Wanted {
    /// Any title at all.
    pub fn all() -> Self {
        Wanted { titles: known(&["*"]), without: Vec::new(), companions: Vec::new() }
    }

    /// Whether a title has what is wanted, and nothing that is not.
    pub fn takes(&self, title: &str) -> bool {
        let title = folded(title);
        has(&self.titles, &title) && !self.refuses(&title)
    }

    /// Whether a paper is wanted, by its own title or, where that says nothing (`Appendix A`), by what it belongs to.
    pub fn takes_within(&self, title: &str, item: &str) -> bool {
        let title = folded(title);
        !self.refuses(&title) && (has(&self.titles, &title) || self.takes(item))
    }

    fn refuses(&self, folded: &str) -> bool {
        has(&self.without, folded) || (has(&self.companions, folded) && !has(&FIGURES, folded))
    }
}

impl Default for Wanted {
    fn default() -> Self {
        Wanted { titles: known(DASHBOARDS), without: known(OTHERS), companions: known(COMPANIONS) }
    }
}

fn has(patterns: &[Words], folded: &str) -> bool {
    patterns.iter().any(|words| words.pattern.is_match(folded))
}

/// A text as patterns expect it: folded, with a space before each word.
fn folded(text: &str) -> String {
    format!(" {}", fold::key(text))
}

fn known(patterns: &[&str]) -> Vec<Words> {
    patterns.iter().filter_map(|written| Words::parse(written).ok()).collect()
}

/// What one written word asks of a folded title, with the space before it; none where it holds no letter or digit.
fn piece(word: &str) -> Option<String> {
    if word == "*" {
        return Some("(?: [^ ]+)*".to_owned());
    }
    let bare = word.trim_matches('*');
    let key = fold::key(bare);
    if key.is_empty() || bare.contains('*') {
        return None;
    }
    let before = if word.starts_with('*') { "[^ ]*" } else { "" };
    let after = if word.ends_with('*') { "[^ ]*" } else { "" };
    Some(format!(" {before}{}{after}", regex::escape(&key)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_in_titles() {
        let check = |written: &str, title: &str, expected: bool| {
            let words = Words::parse(written).expect("a pattern");
            assert_eq!(words.are_in(title), expected, "`{written}` in `{title}`");
        };
        check("dashboard", "SEND Dashboard – Q2", true);
        check("dashboard", "SEND Dashboards", false);
        check("dashboard*", "SEND Dashboards", true);
        check("*board", "The SEND Dashboard", true);
        check("SEND data", "send DATA", true);
        check("SEND data", "SEND key data", false);
        check("SEND * data", "SEND key performance data", true);
        check("SEND * data", "SEND data", true);
        check("send", "Sending papers", false);
        check("children's", "Children’s Services", true);
        check("Q2 2024/25", "report_Q2-2024-25.pdf", true);
        check("*", "", true);
        check("*", "Anything", true);
        check("a.c", "abc", false);
    }

    #[test]
    fn what_is_no_pattern_is_told() {
        let check = |written: &str, expected: &str| {
            let error = Words::parse(written).map(|words| words.written).expect_err("no pattern");
            assert!(error.contains(expected), "{error}");
        };
        check("", "expected words such as");
        check("**", "found `**`");
        check("- –", "expected words");
        check("da*sh", "found `da*sh`");
        check(&"a ".repeat(200), "at most 200 characters, found 400");
    }

    #[test]
    fn dashboards_are_wanted_unless_the_source_says_otherwise() {
        let check = |title: &str, item: &str, expected: bool| {
            assert_eq!(Wanted::default().takes_within(title, item), expected, "`{title}` in `{item}`");
        };
        check("SEND Performance Scorecard Q2", "", true);
        check("Key performance indicators", "", true);
        check("Appendix A", "SEND Improvement Board Dashboard", true);
        check("Appendix A", "Apologies", false);
        check("Minutes of the Performance Panel", "Performance", false);
        check("Draft for approval", "Minutes of the Performance Panel", false);
        check("Dashboard Q2", "Minutes and matters arising", true);
        check("Parking charges", "Budget", false);
        for title in [
            "EHCP timeliness Q2",
            "Special educational needs data",
            "SEN data",
            "SEND Quarterly Update",
            "SEND Statistics 2026",
            "Data Annex",
            "Q3 report",
            "Q3 2025/26 monitoring of children's services report",
            "Key data",
            "SEND Performance Dashboard and Forward Plan",
        ] {
            check(title, "", true);
        }
        check("Performance Board Forward Plan", "", false);
        check("Forward plan", "SEND dashboard", false);
        check("Pension Fund KPIs", "", false);
    }

    #[test]
    fn every_built_in_pattern_can_be_read() {
        let wanted = Wanted::default();
        assert_eq!((wanted.titles.len(), wanted.without.len()), (DASHBOARDS.len(), OTHERS.len()));
        assert_eq!((wanted.companions.len(), FIGURES.len()), (COMPANIONS.len(), PLAIN.len()));
    }
}
