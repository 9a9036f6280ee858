//! Rows that say whom they describe, or which kind of figure they hold: `England` or `Target` beside the name of an
//! indicator, where most tables say so in a column's heading.

use boardlift_lexicon::area;
use boardlift_lexicon::heading::{self, Role};
use boardlift_lexicon::period::Years;
use boardlift_model::Kind;

/// More words say something of their own: `Target audience reached`.
const MOST_WORDS: usize = 3;

/// What the words of a cell say of all figures in their row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Subject {
    /// They describe a comparator.
    Area(&'static str),
    /// They are targets, baselines or milestones.
    Kind(Kind),
    /// They are none: judgements, arrows or comments.
    Remarks,
}

/// What the words of a cell say of their row's figures; nothing for words of any other kind.
pub(crate) fn of(words: &str) -> Option<Subject> {
    if words.is_empty() || words.split_whitespace().count() > MOST_WORDS {
        return None;
    }
    if let Some(comparator) = area::comparator(words) {
        return Some(Subject::Area(comparator.name));
    }
    let heading = heading::read(words, Years::default());
    match heading.role? {
        Role::Value(kind) if kind != Kind::Actual && heading.period.is_none() => Some(Subject::Kind(kind)),
        Role::Rag | Role::Direction | Role::Note => Some(Subject::Remarks),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{general, line};

    fn check(words: &str, expected: Option<Subject>) {
        assert_eq!(of(words), expected, "{words}");
    }

    #[test]
    fn words_of_a_cell() {
        check("England", Some(Subject::Area("England")));
        check("Statistical neighbours", Some(Subject::Area("Statistical neighbours")));
        check("Target", Some(Subject::Kind(Kind::Target)));
        check("RAG", Some(Subject::Remarks));
        check("SEN Support", None);
        check("Actual", None);
        check("Total", None);
        check("Target audience reached by letter", None);
        check("", None);
    }

    fn check_rows(lines: &str, expected: &[&str]) {
        let found: Vec<String> = general(lines).figures.iter().map(line).collect();
        assert_eq!(found, expected, "{lines}");
    }

    #[test]
    fn rows_of_comparators_and_targets() {
        check_rows(
            "Ref | Indicator | | May 22
             1 | % of plans in 20 weeks | Actual | 50%
              | | Target | 60%
              | | England | 55%
              | | RAG | R",
            &[
                "1 % of plans in 20 weeks / Actual · May 22 · actual 2022-05-01..2022-05-31 · `50%` reported = 50 percent",
                "1 % of plans in 20 weeks / Target · May 22 · target 2022-05-01..2022-05-31 · `60%` reported = 60 percent",
                "1 % of plans in 20 weeks / England · May 22 · actual @England 2022-05-01..2022-05-31 · `55%` reported = 55 percent",
            ],
        );
    }

    #[test]
    fn a_comparator_is_no_indicator() {
        check_rows(
            "Indicator | May 22\nNumber of plans | 5\nEngland | 60",
            &["Number of plans · May 22 · actual 2022-05-01..2022-05-31 · `5` reported = 5 count"],
        );
    }
}
