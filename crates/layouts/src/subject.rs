//! Rows that say whom they describe, or which kind of figure they hold: `England` or `Target` beside the name of an
//! indicator, where most tables say so in a column's heading.

use boardlift_lexicon::heading::{self, Role};
use boardlift_lexicon::period::Years;
use boardlift_lexicon::{area, fold};
use boardlift_model::Kind;

use crate::row_periods;

/// More words say something of their own: `Target audience reached`.
const MOST_WORDS: usize = 3;
/// Words for what happened to the publisher, as [`fold::key`] gives them. Words such as `Rate` and `Last year` head
/// columns of such figures too, but tell rows of one indicator apart.
const OWN_RESULTS: &[&str] = &[
    "actual",
    "actuals",
    "actual performance",
    "actual result",
    "outturn",
    "our performance",
    "our result",
    "performance",
    "result",
    "results",
];

/// Words that set a figure against its target, as [`fold::key`] gives them: what begins with them judges, `Just below
/// target`, or says that there is none.
const AGAINST_A_TARGET: &[&str] = &[
    "above",
    "achieved",
    "against",
    "ahead",
    "at",
    "behind",
    "below",
    "better",
    "close",
    "exceeded",
    "exceeding",
    "exceeds",
    "just",
    "meeting",
    "meets",
    "met",
    "missed",
    "near",
    "nearly",
    "no",
    "not",
    "off",
    "on",
    "outside",
    "over",
    "significantly",
    "slightly",
    "under",
    "well",
    "within",
    "worse",
];

/// Headings over the names of bodies, as [`fold::key`] gives them.
const OVER_BODIES: &[&str] = &[
    "area",
    "areas",
    "authorities",
    "authority",
    "bodies",
    "body",
    "borough",
    "boroughs",
    "council",
    "councils",
    "counties",
    "county",
    "district",
    "districts",
    "force",
    "forces",
    "geographies",
    "geography",
    "la",
    "las",
    "local authorities",
    "local authority",
    "localities",
    "locality",
    "neighbourhood",
    "neighbourhoods",
    "organisation",
    "organisations",
    "provider",
    "providers",
    "region",
    "regions",
    "school",
    "schools",
    "trust",
    "trusts",
    "ward",
    "wards",
];

/// Headings over the names of bodies that are not the publisher, nor a part of its place, as [`fold::key`] gives them.
const OVER_OTHER_BODIES: &[&str] = &[
    "authority",
    "body",
    "borough",
    "care home",
    "care provider",
    "council",
    "county",
    "district",
    "force",
    "home",
    "la",
    "landlord",
    "local authority",
    "organisation",
    "provider",
    "school",
    "trust",
];

/// What the words of a cell say of all figures in their row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Subject {
    /// They describe a comparator.
    Area(&'static str),
    /// They are of this kind, and the publisher's own.
    Kind(Kind),
    /// They are none, but judgements, arrows or comments.
    Remarks(Role),
}

impl Subject {
    /// Whether the figures are what happened to the publisher.
    pub(crate) fn is_own_result(self) -> bool {
        self == Subject::Kind(Kind::Actual)
    }
}

/// Whether words say whom rows describe, which kind of figure they hold or for which period, and nothing else.
pub(crate) fn is_label(words: &str) -> bool {
    of(words).is_some() || row_periods::is_bare_period(words)
}

/// Whether a heading says that the names of bodies stand below it.
pub(crate) fn heads_bodies(heading: &str) -> bool {
    OVER_BODIES.contains(&fold::key(heading).as_str())
}

/// Whether a heading says that the names of bodies stand below it that are neither the publisher nor parts of its place.
pub(crate) fn heads_other_bodies(heading: &str) -> bool {
    OVER_OTHER_BODIES.contains(&fold::key(heading).as_str())
}

/// What the words of a cell say of their row's figures; nothing for words of any other kind. A period may stand with them:
/// `Target 2022/23`.
pub(crate) fn of(words: &str) -> Option<Subject> {
    if words.is_empty() || words.split_whitespace().count() > MOST_WORDS {
        return None;
    }
    if let Some(comparator) = area::comparator(words) {
        return Some(Subject::Area(comparator.name));
    }
    let key = fold::key(words);
    if key.split(' ').next().is_some_and(|first| AGAINST_A_TARGET.contains(&first)) {
        return None;
    }
    let heading = heading::read(words, Years::default());
    if OWN_RESULTS.contains(&key.as_str()) {
        return Some(Subject::Kind(Kind::Actual));
    }
    match heading.role? {
        Role::Value(kind) if kind != Kind::Actual => Some(Subject::Kind(kind)),
        role @ (Role::Rag | Role::Direction | Role::Note) => Some(Subject::Remarks(role)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check as check_rows, general};

    fn check(words: &str, expected: Option<Subject>) {
        assert_eq!(of(words), expected, "{words}");
    }

    #[test]
    fn words_of_a_cell() {
        check("England", Some(Subject::Area("England")));
        check("Statistical neighbours", Some(Subject::Area("Statistical neighbours")));
        check("Target", Some(Subject::Kind(Kind::Target)));
        check("On target", None);
        check("Just below target", None);
        check("No target", None);
        check("Target 2022/23", Some(Subject::Kind(Kind::Target)));
        check("RAG", Some(Subject::Remarks(Role::Rag)));
        check("Comments", Some(Subject::Remarks(Role::Note)));
        check("SEN Support", None);
        check("Actual", Some(Subject::Kind(Kind::Actual)));
        check("Rate", None);
        check("Total", None);
        check("Target audience reached by letter", None);
        check("", None);
    }

    const EXPECTED: [&str; 6] = [
        "1 % of plans in 20 weeks · Q1 22/23 · actual 2022-04-01..2022-06-30 · `50%` reported = 50 percent rag=red",
        "1 % of plans in 20 weeks · Q2 22/23 · actual 2022-07-01..2022-09-30 · `61%` reported = 61 percent rag=green",
        "1 % of plans in 20 weeks · Q1 22/23 · target 2022-04-01..2022-06-30 · `60%` reported = 60 percent",
        "1 % of plans in 20 weeks · Q2 22/23 · target 2022-07-01..2022-09-30 · `` blank",
        "1 % of plans in 20 weeks · Q1 22/23 · actual @England 2022-04-01..2022-06-30 · `55%` reported = 55 percent",
        "1 % of plans in 20 weeks · Q2 22/23 · actual @England 2022-07-01..2022-09-30 · `N/A` not_applicable",
    ];

    #[test]
    fn rows_of_comparators_and_targets_beside_a_name() {
        check_rows(
            "Ref | Indicator | | Q1 22/23 | Q2 22/23
             1 | % of plans in 20 weeks | Actual | 50% | 61%
              | | Target | 60% |
              | | England | 55% | N/A
              | | RAG | R | G",
            &EXPECTED,
        );
    }

    #[test]
    fn rows_of_comparators_and_targets_below_a_name() {
        let rows = "Actual | 50% | 61%\n | Target | 60% |\n | England | 55% | N/A\n | Status | Red | Green";
        let headed = |name: &str| format!("Ref | Indicator | Q1 22/23 | Q2 22/23\n{name}\n | {rows}");
        check_rows(&headed("1 | % of plans in 20 weeks | |"), &EXPECTED);
        let below =
            headed("1 | % of plans in 20 weeks | |").replace(" | Actual", "1 | % of plans in 20 weeks");
        check_rows(&below.replace("1 | % of plans in 20 weeks | |\n", ""), &EXPECTED);
        let unnumbered: Vec<String> = EXPECTED.iter().map(|line| line.replacen("1 ", "", 1)).collect();
        let unnumbered: Vec<&str> = unnumbered.iter().map(String::as_str).collect();
        check_rows(
            &format!(
                "Indicator | Q1 22/23 | Q2 22/23\n% of plans in 20 weeks | < | <\n{}",
                rows.replace(" | A", "A").replace("\n | ", "\n")
            ),
            &unnumbered,
        );
    }

    #[test]
    fn comments_below_a_name() {
        let notes = |lines: &str| -> Vec<String> {
            let figures = general(lines).figures.into_iter();
            figures
                .map(|figure| format!("{}: {}", figure.indicator, figure.note.unwrap_or_default()))
                .collect()
        };
        assert_eq!(
            notes("Indicator | Q1 22/23\nPlans | 5\nComments | Fewer families asked\nVisits | 6\nComments |"),
            ["Plans: Fewer families asked", "Visits: "],
        );
        assert_eq!(
            notes(
                "Indicator | Q1 22/23 | Q2 22/23\nPlans | 5 | 6\nCommentary: fewer families asked. | < | <\nVisits | 7 | 8"
            ),
            ["Plans: fewer families asked.", "Plans: fewer families asked.", "Visits: ", "Visits: ",],
        );
    }

    #[test]
    fn labels_under_another_heading_and_beside_each_name() {
        check_rows(
            "Indicator | Measure | Q1 22/23
             % of plans in 20 weeks | Actual | 50%
             % of plans in 20 weeks | Target | 60%
             % of plans in 20 weeks | RAG | Red
             Number of visits | Actual | 5
             Number of visits | Target | 6
             Number of visits | RAG | Green",
            &[
                "% of plans in 20 weeks · Q1 22/23 · actual 2022-04-01..2022-06-30 · `50%` reported = 50 percent rag=red",
                "% of plans in 20 weeks · Q1 22/23 · target 2022-04-01..2022-06-30 · `60%` reported = 60 percent",
                "Number of visits · Q1 22/23 · actual 2022-04-01..2022-06-30 · `5` reported = 5 count rag=green",
                "Number of visits · Q1 22/23 · target 2022-04-01..2022-06-30 · `6` reported = 6 count",
            ],
        );
    }

    #[test]
    fn bodies_beside_a_name() {
        check_rows(
            "# Ourtown Council scorecard

             Indicator | Authority | 2022/23
             % of plans in 20 weeks | Ourtown | 50%
             ^ | Theirtown | 60%
             ^ | England | 55%",
            &[
                "% of plans in 20 weeks · 2022/23 · actual 2022-04-01..2023-03-31 · `50%` reported = 50 percent",
                "% of plans in 20 weeks · 2022/23 · actual @=Theirtown 2022-04-01..2023-03-31 · `60%` reported = 60 percent",
                "% of plans in 20 weeks · 2022/23 · actual @England 2022-04-01..2023-03-31 · `55%` reported = 55 percent",
            ],
        );
    }

    #[test]
    fn periods_below_a_name() {
        check_rows(
            "KPI | Q1 | Q2\nVisits | |\n2022/23 | 5 | 6\nTarget 2022/23 | 7 | 8",
            &[
                "Visits · Q1 · actual 2022-04-01..2022-06-30 · `5` reported = 5 count",
                "Visits · Q2 · actual 2022-07-01..2022-09-30 · `6` reported = 6 count",
                "Visits · Q1 · target 2022-04-01..2022-06-30 · `7` reported = 7 count",
                "Visits · Q2 · target 2022-07-01..2022-09-30 · `8` reported = 8 count",
            ],
        );
        check_rows("KPI | Q1 | Q2\nQ4 2022/23 | 5 | 6", &[]);
    }

    #[test]
    fn a_comparator_among_bodies() {
        check_rows(
            "District | 2022/23 | 2023/24\nAshford | 5 | 6\nEngland | 60 | 61",
            &[
                "Ashford · 2022/23 · actual @=Ashford 2022-04-01..2023-03-31 · `5` reported = 5",
                "Ashford · 2023/24 · actual @=Ashford 2023-04-01..2024-03-31 · `6` reported = 6",
                "England · 2022/23 · actual @England 2022-04-01..2023-03-31 · `60` reported = 60",
                "England · 2023/24 · actual @England 2023-04-01..2024-03-31 · `61` reported = 61",
            ],
        );
    }

    #[test]
    fn a_comparator_is_no_indicator() {
        check_rows(
            "KPI | May 22\nAshford plans | 5\nDover plans | 6\nDeal plans | 6\nEngland | 60",
            &[
                "Ashford plans · May 22 · actual 2022-05-01..2022-05-31 · `5` reported = 5 count",
                "Dover plans · May 22 · actual 2022-05-01..2022-05-31 · `6` reported = 6 count",
                "Deal plans · May 22 · actual 2022-05-01..2022-05-31 · `6` reported = 6 count",
            ],
        );
    }
}
