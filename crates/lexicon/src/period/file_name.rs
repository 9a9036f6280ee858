//! The words of a file's name, as a line that periods can be read from.
//!
//! Names of files have `-` and `_` for spaces and for the sign of a pair of years: `Scorecard_Q3_2023_24.pdf`.

use std::sync::LazyLock;

use regex::Regex;

/// The words of a file's name without its ending.
pub fn words_of_file_name(name: &str) -> String {
    static YEARS: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"\b(20\d\d)[ _-](\d\d)(?:\b|_)").expect("a good pattern"));
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let spaced = stem.replace('_', " ");
    let follows = |first: &str, last: &str| {
        let first = first.parse::<u32>().ok();
        first.zip(last.parse::<u32>().ok()).is_some_and(|(first, last)| (first + 1) % 100 == last)
    };
    let paired = YEARS.replace_all(&spaced, |found: &regex::Captures| match (&found[1], &found[2]) {
        (first, last) if follows(first, last) => format!(" {first}/{last} "),
        _ => found[0].to_owned(),
    });
    paired.replace(" -", " ").replace("- ", " ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::period::{Years, reported};

    fn check(name: &str, expected: &[&str]) {
        let found: Vec<String> = reported(&words_of_file_name(name), Years::default())
            .iter()
            .map(|stated| stated.period.start.to_string())
            .collect();
        assert_eq!(found, expected, "{name}");
    }

    #[test]
    fn names_that_state_a_period() {
        check("Scorecard-Q2-2023-24.pdf", &["2023-07-01"]);
        check("scorecard_q3_2022_23.xlsx", &["2022-10-01"]);
        check("KPIs-2023-24-Q4.docx", &["2024-01-01"]);
        check("Annual Report 2022-23.pdf", &["2022-04-01"]);
        check("burglary-apr-sep-2023.csv", &["2023-04-01"]);
        check("performance-report-december-2023.pdf", &["2023-12-01"]);
    }

    #[test]
    fn names_that_state_none() {
        check("scorecard.pdf", &[]);
        check("scrutiny-committee-2023-11-28.pdf", &[]);
        check("Cabinet-March-2024.pdf", &[]);
        check("plan-2024-27.docx", &[]);
    }
}
