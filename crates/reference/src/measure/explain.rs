//! What a label alone means, in words that an analyst understands; where it means nothing, what comes near and what
//! keeps it from that.

use std::collections::BTreeSet;

use boardlift_model::Unit;

use super::decide::Refusal;
use super::index::Measures;
use super::matcher::{Found, Label, ratio};
use super::query::{Candidate, LabelAnswer, MatchKind, MeasureMatch, MeasureQuery};
use super::terms::Span;
use super::wording::Overlap;
use super::{Accumulation, Measure};

/// How many measures that come near are told.
const MOST_CANDIDATES: usize = 3;
/// How much of a label and a wording together must be the same: below it, they share a word by chance.
const NEAR: f64 = 0.5;

impl Measures {
    /// What the label means where nobody can say more. `own_name` takes the publisher's name out of it.
    pub(crate) fn explain(
        &self,
        query: &MeasureQuery<'_>,
        own_name: impl Fn(&str) -> Option<String>,
    ) -> LabelAnswer<'_> {
        let Some(label) = self.label(query, own_name) else {
            let why = "it is too long for a label".to_owned();
            return LabelAnswer { measure: None, why, nearest: Vec::new() };
        };
        match self.meant(query, &label) {
            Ok((measure, found)) => {
                let matched = MeasureMatch { id: &measure.id, kind: found.kind, score: found.score };
                LabelAnswer { measure: Some(matched), why: self.reason(measure, &found), nearest: Vec::new() }
            }
            Err(refusal) => LabelAnswer { measure: None, why: refusal.told(), nearest: self.nearest(&label) },
        }
    }

    fn reason(&self, measure: &Measure, found: &Found<'_>) -> String {
        let by = found.by;
        let how = match found.kind {
            MatchKind::Exact => "the label is listed".to_owned(),
            MatchKind::Undecorated => format!("without its decoration it is the listed `{by}`"),
            MatchKind::Reworded => format!("it says `{by}` in other words"),
            MatchKind::Fuzzy => format!("with slips of the pen mended it says `{by}`"),
            MatchKind::Wording => format!("it says all of `{by}` and nothing that changes it"),
            MatchKind::Section => {
                format!("under its section it says all of `{by}` and nothing that changes it")
            }
            MatchKind::Breakdown => format!("with its sub-row it says `{by}`"),
        };
        if self.members(&measure.series).len() < 2 {
            return how;
        }
        let gathers = measure.accumulation.told();
        let stated = if measure.id == found.measure.id { "taken to be" } else { "stated to be" };
        format!("{how}; {stated} {gathers}")
    }

    /// The measures that come nearest, one a series.
    fn nearest(&self, label: &Label) -> Vec<Candidate<'_>> {
        let nothing = BTreeSet::new();
        let mut near: Vec<(f64, &Measure, Overlap)> = Vec::new();
        for wording in self.wordings().iter() {
            let Some(measure) = self.at(wording.measure) else { continue };
            let overlap = wording.overlap(&label.terms, &nothing);
            let score = ratio(2 * overlap.met.len(), label.terms.said.len() + wording.len());
            if score >= NEAR {
                near.push((score, measure, overlap));
            }
        }
        near.sort_by(|(one, ..), (other, ..)| other.total_cmp(one));
        let mut told: Vec<(&Measure, Overlap)> = Vec::new();
        for (_, measure, overlap) in near {
            let is_told = told.iter().any(|(other, _)| other.series == measure.series);
            if !is_told && told.len() < MOST_CANDIDATES {
                told.push((measure, overlap));
            }
        }
        told.into_iter()
            .map(|(measure, overlap)| Candidate {
                id: &measure.id,
                name: &measure.name,
                forbids: forbids(measure, &overlap, label.unit),
            })
            .collect()
    }
}

impl Refusal {
    fn told(&self) -> String {
        match self {
            Refusal::Unknown => "no measure is worded so".to_owned(),
            Refusal::Several(ids) => format!("it may be any of {}", ids.join(", ")),
            Refusal::OtherUnit(id, unit) => format!("it would be {id}, but counts in {}", unit.as_str()),
            Refusal::Contradiction(id) => {
                format!("it would be {id}, but says two things of how it gathers up")
            }
            Refusal::OtherSpan(id, span) => {
                format!("it would be {id}, but is {}", span.told())
            }
            Refusal::TargetRemark(id) => {
                format!(
                    "it would be {id} or a sibling: whether for the period or for the year to date is not stated"
                )
            }
            Refusal::OutOfScope(id, scope) => {
                format!("it would be {id} under a heading that speaks of {scope}")
            }
            Refusal::Narrowed(id) => format!("it would be {id}, but its heading names a narrower group"),
        }
    }
}

impl Span {
    fn told(self) -> &'static str {
        match self {
            Span::Period => "for one period",
            Span::YearToDate => "for the year to date",
            Span::Rolling => "for the last twelve months",
            Span::Year => "for a whole year",
            Span::Forecast => "a forecast",
        }
    }
}

impl Accumulation {
    fn told(self) -> &'static str {
        match self {
            Accumulation::Snapshot => "a state on a day",
            Accumulation::Unspecified => "open in how it gathers up",
            Accumulation::Survey => "the answers to a survey",
            Accumulation::Annual => "for a whole year",
            Accumulation::Period => "for one period",
            Accumulation::Ytd => "for the year to date",
            Accumulation::Rolling12m => "for the last twelve months",
            Accumulation::FullYearForecast => "a forecast of the year",
        }
    }
}

/// What keeps a label from a measure.
fn forbids(measure: &Measure, overlap: &Overlap, unit: Option<Unit>) -> String {
    let mut said = Vec::new();
    let quoted = |terms: &[String]| {
        terms.iter().map(|term| format!("`{}`", readable(term))).collect::<Vec<_>>().join(", ")
    };
    if !overlap.missing.is_empty() {
        said.push(format!("the label does not say {}", quoted(&overlap.missing)));
    }
    if !overlap.besides.is_empty() {
        said.push(format!("it says {} besides", quoted(&overlap.besides)));
    }
    if let Some(unit) = unit.filter(|unit| !measure.unit.agrees_with(Some(*unit))) {
        said.push(format!("it counts in {}", unit.as_str()));
    }
    if said.is_empty() {
        said.push("another measure is worded the same".to_owned());
    }
    said.join("; ")
}

/// A term as people write it.
fn readable(term: &str) -> String {
    let words = term.replace('_', " ");
    match words.split_once(':') {
        Some(("inc", rest)) => format!("including {rest}"),
        Some((before, rest)) => format!("{before} {rest}"),
        None => words,
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;
    use crate::table::{DataFile, list};
    use crate::tests::VOCABULARY;
    use crate::unit_named;

    /// A label as councils word it, and the measures that it may be said to be; none for one that is no measure.
    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Case {
        label: String,
        section: Option<String>,
        unit: Option<String>,
        expected: String,
    }

    fn answer(label: &str) -> LabelAnswer<'static> {
        VOCABULARY.label(&MeasureQuery { indicator: label, ..MeasureQuery::default() })
    }

    fn id(label: &str) -> Option<&'static str> {
        answer(label).measure.map(|found| found.id)
    }

    #[test]
    fn labels_alone_as_councils_word_them() {
        let file = DataFile { name: "wordings.csv", text: include_str!("../../fixtures/wordings.csv") };
        let (mut right, mut wrong, mut missed) = (0_u32, Vec::new(), Vec::new());
        for row in file.rows::<Case>().unwrap() {
            let Case { label, section, unit, expected } = &row.fields;
            let query = MeasureQuery {
                indicator: label,
                section: section.as_deref(),
                unit: unit.as_deref().map(|unit| unit_named(unit).unwrap()),
                ..MeasureQuery::default()
            };
            let found = VOCABULARY.label(&query).measure.map(|found| found.id);
            match found {
                Some(found) if list(expected).any(|id| id == found) => right += 1,
                Some(found) => wrong.push(format!("{label}: {found}, not {expected}")),
                None if !expected.is_empty() => missed.push(format!("{label}: {expected}")),
                None => {}
            }
        }
        // A wrong measure is worse than none: none at all here, and few labels without one.
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        assert!(missed.len() * 20 <= right as usize, "{right} right, missed:\n{}", missed.join("\n"));
    }

    #[test]
    fn what_must_never_be_one() {
        for (one, other) in [
            (
                "% of EHCPs issued within 20 weeks (including exceptions)",
                "% of EHCPs issued within 20 weeks (excluding exceptions)",
            ),
            ("% of EHCPs issued within 20 weeks", "% of EHCPs issued within 20 weeks (including exceptions)"),
            ("% of EHCPs issued within 20 weeks", "Number of EHCPs issued within 20 weeks"),
            (
                "% of annual review decisions within 4 weeks including phase transfer",
                "% of annual review decisions within 4 weeks excluding phase transfer",
            ),
            (
                "% of annual review decisions within 4 weeks",
                "% of annual review decisions within 4 weeks including phase transfer",
            ),
            ("Number of annual reviews overdue", "Number of annual reviews not finalised"),
            ("% of EHCPs with an up to date annual review", "% of annual reviews completed within timescale"),
            ("Number of EHCNA requests received", "Number of EHCNA requests agreed"),
            (
                "% of EHCNA requests refused",
                "% of EHC needs assessments where it was decided not to issue a plan",
            ),
            ("% of EHCPs in INMSS", "% of EHCPs in INMSS pre-16"),
            ("% of EHCPs in INMSS pre-16", "% of EHCPs in INMSS post-16"),
            ("% of EHCPs in INMSS post-16", "% of young people in INMSS provision (aged 18 and over)"),
            ("Number of looked after children with an EHCP", "Number of children in care with an EHCP"),
            ("% NEET", "% NEET or not known"),
            ("Absence rate of pupils with an EHCP", "Persistent absence rate of pupils with an EHCP"),
            ("Persistent absence rate of pupils with an EHCP", "Severe absence rate of pupils with an EHCP"),
            ("Number of suspensions of EHCP pupils", "Number of EHCP pupils suspended"),
            ("% waiting less than 18 weeks for SALT", "% waiting more than 18 weeks for SALT"),
            (
                "% seen by physiotherapy within 18 weeks of referral",
                "% waiting more than 18 weeks for physiotherapy",
            ),
            ("% of EHCPs in mainstream", "% of EHCPs in mainstream including resourced provision"),
            (
                "% of EHCPs in mainstream including resourced provision",
                "% of EHCPs in mainstream excluding resourced provision",
            ),
            (
                "Cumulative DSG deficit including safety valve",
                "Cumulative DSG deficit excluding safety valve",
            ),
            ("Cumulative DSG deficit", "In-year DSG deficit"),
            (
                "% of pupils with an EHCP persistently absent",
                "% of pupils on SEN Support persistently absent",
            ),
            ("Number of new EHCPs issued in the month", "Number of new EHCPs issued year to date"),
            ("% of NEETs with an EHCP", "% of young people with an EHCP who are NEET"),
        ] {
            let (one_id, other_id) = (id(one), id(other));
            assert!(one_id.is_some() || other_id.is_some(), "neither `{one}` nor `{other}` is known");
            assert_ne!(one_id, other_id, "{one} / {other}");
        }
    }

    #[test]
    fn the_label_picks_the_sibling() {
        let check = |label: &str, expected: Option<&str>| assert_eq!(id(label), expected, "{label}");
        check("New EHCPs", Some("ehcp_new_count_period"));
        check("New EHCPs in the quarter", Some("ehcp_new_count_period"));
        check("New EHCPs - YTD", Some("ehcp_new_count_ytd"));
        check("New EHCPs per year", Some("ehcp_new_count_annual"));
        check("New EHCPs (rolling 12 months)", None);
        check("New EHCPs (in month, cumulative)", None);
        // Whether a plan for the year makes the figure one of the year to date is not said.
        check("New EHCPs (target as per Safety Valve model)", None);
        check("Number of EHCPs (year to date)", None);
        check("% of EHCPs issued within 20 weeks (year to date)", Some("ehcp_20wk_pct"));
    }

    #[test]
    fn a_subject_that_is_too_general_must_be_named() {
        let check = |label: &str, section: Option<&str>, expected: Option<&str>| {
            let query = MeasureQuery { indicator: label, section, ..MeasureQuery::default() };
            let found = VOCABULARY.label(&query).measure.map(|found| found.id);
            assert_eq!(found, expected, "{label}");
        };
        check("No. of complaints", None, None);
        check("No. of complaints", Some("SEND"), Some("complaint_count_period"));
        check("No. of complaints", Some("Housing"), None);
        check("% of case audits judged as good/outstanding", None, Some("case_audit_good_pct"));
        check("% of case audits judged as good/outstanding", Some("Fostering"), None);
    }

    #[test]
    fn reasons_are_words_for_an_analyst() {
        let check = |label: &str, expected: &str| assert_eq!(answer(label).why, expected, "{label}");
        check("% of pupils on SEN Support", "the label is listed");
        check("New EHCPs", "the label is listed; taken to be for one period");
        check(
            "New EHCPs - YTD",
            "without its decoration it is the listed `New EHCPs`; stated to be for the year to date",
        );
        check("Bins emptied on time", "no measure is worded so");
        check("EHCPs issued within 20 weeks", "it may be any of ehcp_20wk_pct, ehcp_20wk_count_period");
        check(
            "New EHCPs (rolling 12 months)",
            "it would be ehcp_new_count_period, but is for the last twelve months",
        );
    }

    #[test]
    fn the_nearest_say_what_forbids_them() {
        let check = |label: &str, near: &str, forbids: &str| {
            let nearest = answer(label).nearest;
            let first = nearest.first().map(|near| (near.id, near.forbids.as_str()));
            assert_eq!(first, Some((near, forbids)), "{label}");
        };
        check("% of draft EHC plans issued within 20 weeks", "ehcp_20wk_pct", "it says `draft` besides");
        check("% of annual reviews overdue", "ar_overdue_count", "it counts in percent");
        assert_eq!(answer("Bins emptied on time").nearest, []);
    }
}
