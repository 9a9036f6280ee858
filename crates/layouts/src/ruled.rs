//! What a spec says where the document is silent: the days of columns, and what the publisher wants of an indicator.
//!
//! The days still follow from the period that the document states, so that no edition has those of another.

use boardlift_lexicon::heading::{Relation, Relative};
use boardlift_lexicon::period::FoundPeriod;
use boardlift_model::grounds::WishGround;
use boardlift_model::{Figure, Profile, StatedPeriod};

use crate::columns::{Dated, Use};
use crate::spec::{PeriodRule, Spec};
use crate::stretch::Stretch;

/// Gives the columns whose headings the spec explains the days that it says.
pub(crate) fn settle_periods<'a>(
    spec: &Spec,
    stretches: impl Iterator<Item = &'a mut Stretch>,
    profile: &Profile,
) {
    for column in stretches.flat_map(|stretch| &mut stretch.columns) {
        let Some(rule) = spec.heading_rule(&column.stem).and_then(|rule| rule.period) else { continue };
        if let Use::Value(value) = &mut column.used {
            // What the heading itself names is none of its days then.
            column.period = None;
            column.dated = Dated::Layout;
            value.period = days(rule, profile.period.as_ref());
        }
    }
}

fn days(rule: PeriodRule, reported: Option<&StatedPeriod>) -> Option<FoundPeriod> {
    let relation = match rule {
        PeriodRule::Reported => Relation::Same,
        PeriodRule::Previous => Relation::Before,
        PeriodRule::YearBefore => Relation::YearBefore,
        PeriodRule::None => return None,
    };
    let reported = reported?;
    let period = Relative::from(relation).days(reported.period)?;
    let stated = StatedPeriod { text: reported.text.clone(), period };
    Some(FoundPeriod { stated, span: 0..0, inferred: true })
}

/// Gives figures without a wish of their own the one that the spec has for their indicator.
pub(crate) fn settle_wishes(spec: &Spec, figures: &mut [Figure]) {
    for figure in figures.iter_mut().filter(|figure| figure.desired_direction.is_none()) {
        figure.desired_direction = spec.wanted(figure.reference.as_deref(), &figure.indicator);
        figure.grounds.desired_direction = WishGround::Layout;
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{by_spec, line};

    /// The figures of a document by a spec with these lines, whatever else its spec expects.
    fn check(spec: &str, lines: &str, expected: &[&str]) {
        let reading = by_spec(spec, "columns = [\"Ref\", \"KPI\", \"{period}\"]", lines);
        let found: Vec<String> =
            reading.figures.iter().map(|figure| line(figure).replace(" !layout_drift", "")).collect();
        assert_eq!(found, expected, "{spec}\n{lines}");
    }

    #[test]
    fn a_heading_means_what_the_spec_says() {
        check(
            "[headings]\n\"Frobs\" = \"target\"\n\"Near\" = { as = \"actual\", area = \"SN\" }\n\"Town\" = { as = \"actual\", area = \"Poole\" }",
            "KPI | May 22 | Frobs | Near | Town\nNumber of plans | 5 | 6 | 7 | 8",
            &[
                "Number of plans · May 22 · actual 2022-05-01..2022-05-31 · `5` reported = 5 count",
                "Number of plans · Frobs · target · `6` reported = 6 count",
                "Number of plans · Near · actual @Statistical neighbours · `7` reported = 7 count",
                "Number of plans · Town · actual @=Poole · `8` reported = 8 count",
            ],
        );
    }

    #[test]
    fn days_follow_from_the_reported_period() {
        let spec = "[headings]\n\"Now\" = { as = \"actual\", period = \"reported\" }\n\"Then\" = { as = \"actual\", period = \"previous\" }\n\"Once\" = { as = \"actual\", period = \"year_before\" }";
        let table = "KPI | Now | Then | Once | Target\nNumber of plans | 5 | 6 | 7 | 8";
        check(
            spec,
            &format!("# Scorecard, Q1 2023/24\n\n{table}"),
            &[
                "Number of plans · Now · actual 2023-04-01..2023-06-30 · `5` reported = 5 count !period_inferred",
                "Number of plans · Then · actual 2023-01-01..2023-03-31 · `6` reported = 6 count !period_inferred",
                "Number of plans · Once · actual 2022-04-01..2022-06-30 · `7` reported = 7 count !period_inferred",
                "Number of plans · Target · target · `8` reported = 8 count",
            ],
        );
        check(
            spec,
            table,
            &[
                "Number of plans · Now · actual · `5` reported = 5 count",
                "Number of plans · Then · actual · `6` reported = 6 count",
                "Number of plans · Once · actual · `7` reported = 7 count",
                "Number of plans · Target · target · `8` reported = 8 count",
            ],
        );
    }

    #[test]
    fn words_that_are_no_period() {
        check(
            "[headings]\n\"Target\" = { as = \"target\", period = \"none\" }",
            "KPI | Target 2030 | May 22\nNumber of plans | 5 | 6",
            &[
                "Number of plans · Target 2030 · target · `5` reported = 5 count",
                "Number of plans · May 22 · actual 2022-05-01..2022-05-31 · `6` reported = 6 count",
            ],
        );
    }

    #[test]
    fn the_year_of_an_edition_and_wishes() {
        check(
            "[document]\nyear = \"2023/24\"\n[desired_direction]\n\"1\" = \"down\"",
            "Ref | KPI | Q1 | Q2\n1 | Number of appeals | 5 | 6\n2 | Number of plans | 7 | 8",
            &[
                "1 Number of appeals · Q1 · actual 2023-04-01..2023-06-30 · `5` reported = 5 count wanted=down !period_inferred",
                "1 Number of appeals · Q2 · actual 2023-07-01..2023-09-30 · `6` reported = 6 count wanted=down !period_inferred",
                "2 Number of plans · Q1 · actual 2023-04-01..2023-06-30 · `7` reported = 7 count !period_inferred",
                "2 Number of plans · Q2 · actual 2023-07-01..2023-09-30 · `8` reported = 8 count !period_inferred",
            ],
        );
        check(
            "[document]\nyear = \"2023/24\"",
            "# Scorecard 2021/22\n\nKPI | Q1 | Q2\nNumber of plans | 7 | 8",
            &[
                "Number of plans · Q1 · actual 2021-04-01..2021-06-30 · `7` reported = 7 count",
                "Number of plans · Q2 · actual 2021-07-01..2021-09-30 · `8` reported = 8 count",
            ],
        );
    }
}
