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
