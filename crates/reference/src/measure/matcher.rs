//! From a label to the measures that it can be of.
//!
//! The label is tried as it is, then with less and less decoration, each time first as the vocabulary lists it and
//! then by what its words say; then by its terms, in whatever order they stand; then with slips of the pen mended;
//! last with the subject that its section names. The first step that meets a listed label or a wording decides:
//! where the figure's unit, basis or context does not fit it, there is no match, and no second best.
//!
//! No word is ever left out or added to make a label fit, and no number differs; only what [`super::remark`],
//! [`super::words`] and [`super::terms`] know to mean nothing is dropped. The work for a label is linear in its
//! length for each wording, and labels beyond [`LONGEST_LABEL`] are no labels.

use std::collections::BTreeSet;

use boardlift_lexicon::unit;
use boardlift_model::Unit;

use super::Measure;
use super::index::{Alias, Measures};
use super::query::{MatchKind, MeasureQuery};
use super::remark::without_reference;
use super::terms::{Span, Terms};
use super::words::plain_words;

/// More bytes than this are a paragraph, not a label. The longest listed label has some 340.
const LONGEST_LABEL: usize = 2_000;

/// A label that says fewer things than this is never matched by being near: one word is too much of it.
const LONG: usize = 6;
/// How much of a long label and a wording must be the same, together: five of six, say.
const NEAR: f64 = 0.75;
/// How much nearer the nearest measure must be than the next, so that siblings never stand in for each other.
const CLEAR: f64 = 0.1;

/// A measure that a label was found to be of.
#[derive(Debug, Clone, Copy)]
pub(super) struct Found<'m> {
    /// The one that lists the label; its siblings are meant as well.
    pub(super) measure: &'m Measure,
    /// The subject that section or document must name.
    pub(super) scope: Option<&'m str>,
    /// How it was found.
    pub(super) kind: MatchKind,
    /// As [`super::query::MeasureMatch::score`].
    pub(super) score: f64,
    /// The listed label or wording that it was found by.
    pub(super) by: &'m str,
}

/// The measures that a label was found to be of.
#[derive(Debug, Default)]
pub(super) struct Met<'m> {
    /// Those that the figure's unit fits.
    pub(super) fitting: Vec<Found<'m>>,
    /// The others, the likeliest first.
    pub(super) others: Vec<Found<'m>>,
}

/// A label, read.
#[derive(Debug)]
pub(super) struct Label {
    /// As printed and, where that differs, with less and less decoration.
    pub(super) forms: Vec<String>,
    /// What it says.
    pub(super) terms: Terms,
    /// How it says that its figure gathers up, remarks included.
    pub(super) spans: BTreeSet<Span>,
    /// The unit that its words state.
    pub(super) unit: Option<Unit>,
    /// Whether it says what is counted, and does not only name a thing that can be.
    says_what_is_counted: bool,
    /// Whether a remark on its target was dropped.
    pub(super) speaks_of_target: bool,
    /// Whether it has a sub-row.
    broken_down: bool,
}

impl Label {
    /// The label without its decoration.
    pub(super) fn plain(&self) -> &str {
        self.forms.last().map_or("", String::as_str)
    }
}

impl Measures {
    /// The label, read; none for one that is too long. `own_name` takes the publisher's name out of it.
    pub(super) fn label(
        &self,
        query: &MeasureQuery<'_>,
        own_name: impl Fn(&str) -> Option<String>,
    ) -> Option<Label> {
        if query.indicator.len() + query.breakdown.map_or(0, str::len) > LONGEST_LABEL {
            return None;
        }
        let breakdown = query.breakdown.filter(|breakdown| !self.decoration.is_total(breakdown));
        let forms = self.forms(query.indicator, breakdown, own_name);
        let plain = forms.last().map_or("", String::as_str);
        let words = |text: &str| self.grammar.terms(text, &self.synonyms);
        let mut spans = words(query.indicator).spans;
        spans.extend(query.breakdown.into_iter().flat_map(|breakdown| words(breakdown).spans));
        Some(Label {
            terms: words(plain),
            spans,
            unit: unit::of_label(plain).or_else(|| counts_all(plain)),
            says_what_is_counted: unit::is_said(plain) || counts_all(plain).is_some(),
            speaks_of_target: self.decoration.speaks_of_target(query.indicator),
            broken_down: breakdown.is_some(),
            forms,
        })
    }

    /// The measures that the label can be of, one a series: by the first step that gives any that fits.
    pub(super) fn met<'m>(
        &'m self,
        label: &Label,
        section: &Terms,
        fits: impl Fn(&Found<'_>) -> bool,
    ) -> Met<'m> {
        let subjects = self.grammar.subjects(section);
        let steps: [&dyn Fn(&'m Self) -> Vec<Found<'m>>; 5] = [
            &|all| all.as_listed(label).into_iter().collect(),
            &|all| all.reworded(label).into_iter().collect(),
            &|all| all.worded(label, &label.terms, &BTreeSet::new(), MatchKind::Wording),
            &|all| all.mended(label),
            &|all| all.worded(label, &label.terms, &subjects, MatchKind::Section),
        ];
        let mut met = Met::default();
        for step in steps {
            let (fitting, others): (Vec<_>, Vec<_>) = step(self).into_iter().partition(&fits);
            met.others.extend(others);
            met.fitting = fitting;
            if !met.fitting.is_empty() {
                break;
            }
        }
        for found in met.fitting.iter_mut().filter(|_| label.broken_down) {
            found.kind = MatchKind::Breakdown;
        }
        met
    }

    fn forms(
        &self,
        indicator: &str,
        breakdown: Option<&str>,
        own_name: impl Fn(&str) -> Option<String>,
    ) -> Vec<String> {
        let unnumbered = without_reference(indicator);
        let anonymous = own_name(unnumbered).unwrap_or_else(|| unnumbered.to_owned());
        let plain = self.decoration.without_remarks(&anonymous);
        let whole = |indicator: &str| match breakdown {
            Some(breakdown) => format!("{indicator}: {breakdown}"),
            None => indicator.to_owned(),
        };
        let mut forms: Vec<_> = [indicator, unnumbered, &anonymous, &plain].map(whole).into();
        forms.dedup();
        forms
    }

    fn as_listed(&self, label: &Label) -> Option<Found<'_>> {
        let kinds = std::iter::once(MatchKind::Exact).chain(std::iter::repeat(MatchKind::Undecorated));
        let mut forms = label.forms.iter().zip(kinds);
        forms.find_map(|(form, kind)| self.found(self.listed(form)?, kind, 1.0))
    }

    fn reworded(&self, label: &Label) -> Option<Found<'_>> {
        let mut forms = label.forms.iter();
        forms.find_map(|form| self.found(self.saying(&self.synonyms.words(form))?, MatchKind::Reworded, 1.0))
    }

    fn mended(&self, label: &Label) -> Vec<Found<'_>> {
        let words = plain_words(label.plain());
        let Some(mended) = self.spelling.mended(&words) else {
            return Vec::new();
        };
        let united = self.synonyms.unite(&mended);
        let score = strsim::normalized_levenshtein(&words.join(" "), &mended.join(" "));
        let listed = self.saying(&united).and_then(|alias| self.found(alias, MatchKind::Fuzzy, score));
        let mut found: Vec<_> = listed.into_iter().collect();
        if found.is_empty() {
            found = self.worded(label, &self.grammar.read(&united), &BTreeSet::new(), MatchKind::Fuzzy);
        }
        for found in &mut found {
            found.score = score;
        }
        found
    }

    /// The measures of which a wording says just what the label does, the one that it says most of for each series.
    fn worded(
        &self,
        label: &Label,
        terms: &Terms,
        subjects: &BTreeSet<String>,
        kind: MatchKind,
    ) -> Vec<Found<'_>> {
        let mut fitting: Vec<(Found<'_>, BTreeSet<String>)> = Vec::new();
        for wording in self.wordings().that_may_say(terms) {
            let Some(measure) = self.at(wording.measure) else { continue };
            // One thing alone is too little unless the label says what of it is counted: `EHCP` is no number of plans.
            let is_enough = wording.len() > 1 || label.says_what_is_counted || terms.people;
            let overlap = wording.overlap(terms, subjects);
            if !is_enough
                || !overlap.is_whole()
                || measure.unit.is_share() && !wording.is_of(terms.base.as_ref())
            {
                continue;
            }
            let score = ratio(overlap.met.len(), terms.said.len());
            let found = Found { measure, scope: None, kind, score, by: &wording.printed };
            fitting.push((found, overlap.met));
        }
        let says_more =
            |(other, more): &(Found<'_>, BTreeSet<String>), found: &Found<'_>, met: &BTreeSet<String>| {
                other.measure.unit == found.measure.unit && more.len() > met.len() && met.is_subset(more)
            };
        let mut best: Vec<Found<'_>> = Vec::new();
        for (found, met) in &fitting {
            let is_known = best.iter().any(|other| other.measure.series == found.measure.series);
            if !is_known && !fitting.iter().any(|other| says_more(other, found, met)) {
                best.push(*found);
            }
        }
        best
    }

    /// The measure that a long label says almost all of, where what it leaves out changes nothing that is measured and
    /// no other measure is as near.
    pub(super) fn near(&self, label: &Label, fits: impl Fn(&Found<'_>) -> bool) -> Option<Found<'_>> {
        let none = BTreeSet::new();
        let mut best: Option<Found<'_>> = None;
        let mut second: f64 = 0.0;
        for wording in self.wordings().iter().filter(|wording| wording.len() >= LONG) {
            let Some(measure) = self.at(wording.measure) else { continue };
            let overlap = wording.overlap(&label.terms, &none);
            let differing = overlap.missing.len() + overlap.besides.len();
            let score = ratio(overlap.met.len(), overlap.met.len() + differing);
            let found = Found { measure, scope: None, kind: MatchKind::Fuzzy, score, by: &wording.printed };
            let is_sibling = best.is_some_and(|best| best.measure.series == measure.series);
            if score <= best.map_or(second, |best| best.score) {
                second = if is_sibling { second } else { second.max(score) };
                continue;
            }
            // Words may be left out, never added: who knows what they would change.
            let is_soft = overlap.besides.is_empty() && overlap.missing.iter().all(|term| self.is_soft(term));
            second = best.filter(|_| !is_sibling).map_or(second, |best| best.score);
            best = (is_soft && wording.is_of(label.terms.base.as_ref()) && fits(&found))
                .then_some(found)
                .or(best);
        }
        best.filter(|best| best.score >= NEAR && best.score - second >= CLEAR)
    }

    /// Whether a term can be another without changing what is measured: no number, no qualifier, nobody and nowhere.
    fn is_soft(&self, term: &str) -> bool {
        let is_plain = term.chars().all(char::is_alphabetic);
        is_plain && !self.grammar.has_part(term) && !self.is_qualifier(term)
    }

    fn found<'m>(&'m self, alias: &'m Alias, kind: MatchKind, score: f64) -> Option<Found<'m>> {
        Some(Found {
            measure: self.at(alias.measure)?,
            scope: alias.scope.as_deref(),
            kind,
            score,
            by: &alias.printed,
        })
    }
}

/// The unit of a label that begins with `Total` and names no other.
fn counts_all(label: &str) -> Option<Unit> {
    plain_words(label).first().filter(|word| *word == "total").map(|_| Unit::Count)
}

/// The share of `part` in `whole`; labels have few terms.
#[expect(clippy::cast_precision_loss, reason = "a label has far fewer terms than a float can count")]
pub(super) fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

#[cfg(test)]
mod tests {
    use boardlift_model::{Basis, Unit};
    use serde::Deserialize;

    use super::super::query::MeasureMatch;
    use super::*;
    use crate::table::DataFile;
    use crate::tests::VOCABULARY;

    /// A label as boards print it or as they might, and the measure that it must or must not be.
    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Case {
        label: String,
        breakdown: Option<String>,
        section: Option<String>,
        document: Option<String>,
        unit: Option<String>,
        basis: Option<String>,
        authority: Option<String>,
        /// Nothing where no measure may be found.
        expected: Option<String>,
    }

    fn term<T: strum::VariantArray + Copy>(name: Option<&str>, name_of: fn(T) -> &'static str) -> Option<T> {
        let name = name?;
        let found = T::VARIANTS.iter().copied().find(|&term| name_of(term) == name);
        assert!(found.is_some(), "no such term: {name}");
        found
    }

    fn found(case: &Case) -> Option<MeasureMatch<'static>> {
        let code = case.authority.as_deref();
        VOCABULARY.measure(&MeasureQuery {
            indicator: &case.label,
            breakdown: case.breakdown.as_deref(),
            section: case.section.as_deref(),
            document: case.document.as_deref(),
            authority: code.map(|code| VOCABULARY.authority_by_code_or_name(code).unwrap()),
            unit: term(case.unit.as_deref(), Unit::as_str),
            basis: term(case.basis.as_deref(), Basis::as_str),
        })
    }

    #[test]
    fn labels_of_the_field() {
        let file = DataFile { name: "labels.csv", text: include_str!("../../fixtures/labels.csv") };
        let cases = file.rows::<Case>().unwrap();
        let mut faults = Vec::new();
        for row in &cases {
            let id = found(&row.fields).map(|found| found.id);
            if id != row.fields.expected.as_deref() {
                faults.push(format!("line {}: {id:?} for {:?}", row.line, row.fields));
            }
        }
        assert!(faults.is_empty(), "{} of {}:\n{}", faults.len(), cases.len(), faults.join("\n"));
    }

    #[test]
    fn kinds_and_scores() {
        let check = |indicator: &str, breakdown: Option<&str>, expected: Option<(MatchKind, bool)>| {
            let query = MeasureQuery { indicator, breakdown, ..MeasureQuery::default() };
            let found = VOCABULARY.measure(&query).map(|found| (found.kind, found.score < 1.0));
            assert_eq!(found, expected, "{indicator}");
        };
        check("% of pupils on SEN Support", None, Some((MatchKind::Exact, false)));
        check("3. % of pupils on SEN Support (census)", None, Some((MatchKind::Undecorated, false)));
        check("Proportion of all pupils", None, None);
        check("The percentage of pupils who are on SEN Support", None, Some((MatchKind::Reworded, false)));
        check("% of pupils on SEN Suport", None, Some((MatchKind::Fuzzy, true)));
        check("Progress 8 scores", Some("SEN Support"), Some((MatchKind::Breakdown, false)));
        check("Progress 8 scores", None, None);
    }

    #[test]
    fn every_listed_label_means_its_measure() {
        for measure in VOCABULARY.measures() {
            for label in crate::table::list(&measure.aliases) {
                let alias = VOCABULARY.measures.listed(label);
                let listing = alias.and_then(|alias| VOCABULARY.measures.at(alias.measure));
                assert_eq!(listing.map(|listing| &listing.id), Some(&measure.id), "{label}");
            }
        }
    }

    #[test]
    fn no_qualifier_in_brackets_goes_unnoticed() {
        let qualifiers = ["boys", "declined", "draft", "excluding AP", "upheld"];
        for measure in VOCABULARY.measures() {
            let labels = crate::table::list(&measure.aliases);
            for indicator in labels.flat_map(|label| qualifiers.map(|word| format!("{label} ({word})"))) {
                let query = MeasureQuery { indicator: &indicator, ..MeasureQuery::default() };
                let found = VOCABULARY.measure(&query).map(|found| found.id);
                let sibling = |id: &&str| {
                    VOCABULARY.measures().iter().any(|m| m.id == **id && m.series == measure.series)
                };
                assert_eq!(found.filter(sibling), None, "{indicator}");
            }
        }
    }

    #[test]
    fn hostile_labels_are_refused_at_once() {
        for label in ["a".repeat(1 << 20), "(".repeat(1 << 20), "% of EHCPs ".repeat(1 << 16)] {
            let query = MeasureQuery { indicator: &label, ..MeasureQuery::default() };
            assert_eq!(VOCABULARY.measure(&query), None);
            let query = MeasureQuery {
                indicator: "Number of EHCPs",
                section: Some(&label),
                document: Some(&label),
                ..MeasureQuery::default()
            };
            assert_eq!(VOCABULARY.measure(&query).map(|found| found.id), Some("ehcp_count"));
        }
        let nested = format!("Number of plans {}", "([ - ".repeat(300));
        assert_eq!(VOCABULARY.measure(&MeasureQuery { indicator: &nested, ..MeasureQuery::default() }), None);
    }
}
