//! Which one of the measures that a label can be of is meant, or why none is.
//!
//! A figure asks strictly: its unit and, where the measure depends on it, its basis must be stated, since a wrong
//! measure on a figure is worse than none. A label alone asks for what it means where nobody can say more: the
//! measure that lists it.

use boardlift_lexicon::basis;
use boardlift_model::{Basis, Unit};

use super::agreement;
use super::context::Headings;
use super::index::Measures;
use super::matcher::{Found, Label};
use super::query::{MeasureMatch, MeasureQuery};
use super::terms::Span;
use super::{Accumulation, Measure};

/// Why a label that measures were found for is of none of them.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Refusal {
    /// Nothing was found.
    Unknown,
    /// More than one is meant.
    Several(Vec<String>),
    /// The figure counts in another unit than the measure.
    OtherUnit(String, Unit),
    /// The label says two things of how its figure gathers up.
    Contradiction(String),
    /// No sibling gathers up as the label says.
    OtherSpan(String, Span),
    /// A remark on the target leaves open whether the period or the year to date is meant.
    TargetRemark(String),
    /// The heading must name a subject, and does not.
    OutOfScope(String, String),
    /// The heading names a group of people that the label does not.
    Narrowed(String),
}

impl Measures {
    /// The measure that a figure is certainly of.
    pub(crate) fn find(
        &self,
        query: &MeasureQuery<'_>,
        own_name: impl Fn(&str) -> Option<String>,
    ) -> Option<MeasureMatch<'_>> {
        let label = self.label(query, own_name)?;
        let unit = query.unit.or(label.unit);
        let section = self.grammar.terms(query.section.unwrap_or_default(), &self.synonyms);
        let met = self.met(&label, &section, |found| {
            found.measure.unit.agrees_with(unit) && label.unit_agrees(found.measure)
        });
        let [found] = met.fitting.as_slice() else {
            return None;
        };
        let in_label = match (basis::find(query.indicator), query.breakdown.and_then(basis::find)) {
            (Some(indicator), Some(breakdown)) if indicator != breakdown => return None,
            (indicator, breakdown) => indicator.or(breakdown),
        };
        let all = self.members(&found.measure.series);
        let members = if label.spans.contains(&Span::Year) { of_year(&all) } else { all };
        let measure = agreement::pick(&members, in_label, query.basis)?;
        // What the label says in words of its own, `since September`, holds as much as a stated basis.
        let allows = |span: &Span| {
            *span == Span::Year
                || measure.accumulation == span.accumulation()
                || measure.accumulation.leaves_open(*span)
        };
        if !label.spans.iter().all(allows) {
            return None;
        }
        let headings = Headings::of(query, &self.synonyms);
        if found.scope.is_some_and(|scope| !self.contexts.is_about(&headings, scope)) {
            return None;
        }
        if self.is_narrowed(measure, &label, &headings) {
            return None;
        }
        Some(MeasureMatch { id: &measure.id, kind: found.kind, score: found.score })
    }

    /// The measure that a label means where nobody can say more, and what it was found by.
    pub(super) fn meant(
        &self,
        query: &MeasureQuery<'_>,
        label: &Label,
    ) -> Result<(&Measure, Found<'_>), Refusal> {
        let section = self.grammar.terms(query.section.unwrap_or_default(), &self.synonyms);
        let agrees = |found: &Found<'_>| {
            let agrees = query.unit.is_none_or(|unit| found.measure.unit.agrees_with(Some(unit)));
            agrees && label.unit_agrees(found.measure)
        };
        let mut met = self.met(label, &section, agrees);
        if met.fitting.is_empty() && met.others.is_empty() {
            met.fitting.extend(self.near(label, agrees));
        }
        let found = match (met.fitting.as_slice(), met.others.first()) {
            ([found], _) => *found,
            ([], None) => return Err(Refusal::Unknown),
            ([], Some(first)) => {
                let stated = query.unit.or(label.unit).unwrap_or(Unit::Count);
                return Err(Refusal::OtherUnit(first.measure.id.clone(), stated));
            }
            (several, _) => {
                return Err(Refusal::Several(several.iter().map(|found| found.measure.id.clone()).collect()));
            }
        };
        let measure = self.sibling(found.measure, label, query)?;
        let headings = Headings::of(query, &self.synonyms);
        let is_about = |scope: &&str| {
            self.contexts.is_about(&headings, scope) || self.contexts.is_assumed(&headings, scope)
        };
        if let Some(scope) = found.scope.filter(|scope| !is_about(scope)) {
            return Err(Refusal::OutOfScope(measure.id.clone(), scope.to_owned()));
        }
        if self.is_narrowed(measure, label, &headings) {
            return Err(Refusal::Narrowed(measure.id.clone()));
        }
        Ok((measure, found))
    }

    /// The sibling that gathers up as is stated; where nothing is, the one that lists the label.
    fn sibling<'m>(
        &'m self,
        default: &'m Measure,
        label: &Label,
        query: &MeasureQuery<'_>,
    ) -> Result<&'m Measure, Refusal> {
        let id = || default.id.clone();
        let printed = [Some(query.indicator), query.breakdown];
        let mut spans = label.spans.clone();
        if spans.is_empty() {
            spans.extend(printed.into_iter().flatten().filter_map(basis::find).map(Span::of));
        }
        if spans.len() > 1 {
            return Err(Refusal::Contradiction(id()));
        }
        let beside = query.basis.map(Span::of);
        let members = self.members(&default.series);
        match spans.first().copied().or(beside) {
            None if label.speaks_of_target && members.len() > 1 => Err(Refusal::TargetRemark(id())),
            None => Ok(default),
            Some(span) if spans.len() == 1 && beside.is_some_and(|beside| beside != span) => {
                Err(Refusal::Contradiction(id()))
            }
            Some(span) => {
                let exact = members.into_iter().find(|member| member.accumulation == span.accumulation());
                let open = Some(default).filter(|measure| measure.accumulation.leaves_open(span));
                exact.or(open).ok_or(Refusal::OtherSpan(id(), span))
            }
        }
    }

    fn is_narrowed(&self, measure: &Measure, label: &Label, headings: &Headings) -> bool {
        self.contexts.is_narrowed(headings, &self.synonyms.words(label.plain()), &measure.topic)
    }
}

/// Of siblings, those that can be of a whole year.
fn of_year<'m>(members: &[&'m Measure]) -> Vec<&'m Measure> {
    let can_be = |measure: &&Measure| match measure.accumulation {
        Accumulation::Annual
        | Accumulation::Unspecified
        | Accumulation::Survey
        | Accumulation::FullYearForecast => true,
        Accumulation::Snapshot | Accumulation::Period | Accumulation::Ytd | Accumulation::Rolling12m => false,
    };
    members.iter().copied().filter(can_be).collect()
}

impl Label {
    /// Whether the measure can count in what the label's own words say.
    fn unit_agrees(&self, measure: &Measure) -> bool {
        self.unit.is_none_or(|unit| measure.unit.may_be_called(unit) || measure.unit.agrees_with(Some(unit)))
    }
}

impl Span {
    fn of(basis: Basis) -> Self {
        match basis {
            Basis::InPeriod => Span::Period,
            Basis::Cumulative => Span::YearToDate,
            Basis::Rolling => Span::Rolling,
            Basis::Forecast => Span::Forecast,
        }
    }

    fn accumulation(self) -> Accumulation {
        match self {
            Span::Period => Accumulation::Period,
            Span::YearToDate => Accumulation::Ytd,
            Span::Rolling => Accumulation::Rolling12m,
            Span::Year => Accumulation::Annual,
            Span::Forecast => Accumulation::FullYearForecast,
        }
    }
}

impl Accumulation {
    /// Whether a measure that gathers up so can be one of a figure that does as the span says.
    fn leaves_open(self, span: Span) -> bool {
        match self {
            Accumulation::Unspecified | Accumulation::Survey => true,
            // A state on a day does not gather up, but a table that says `this month` of all its rows does no harm.
            Accumulation::Snapshot => matches!(span, Span::Period | Span::Forecast),
            Accumulation::Annual => span == Span::Forecast,
            Accumulation::FullYearForecast => span == Span::Year,
            Accumulation::Period | Accumulation::Ytd | Accumulation::Rolling12m => false,
        }
    }
}
