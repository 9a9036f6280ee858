//! From a label to the one measure that it names, or to none.
//!
//! The label is tried as it is, then with less and less decoration, each time first as the vocabulary lists it and
//! then by what its words say; last, with slips of the pen mended. The first listed label that is met decides:
//! where the figure's unit, basis or context does not fit it, there is no match, and no second best.
//!
//! No word is ever left out or added to make a label fit, and no number differs; only what [`super::remark`] and
//! [`super::words`] know to mean nothing is dropped. The work for a label is linear in its length but for the score of a mended one, and labels
//! beyond [`LONGEST_LABEL`] are no labels.

use boardlift_lexicon::{basis, unit};

use super::agreement;
use super::context::Headings;
use super::index::{Alias, Measures};
use super::query::{MatchKind, MeasureMatch, MeasureQuery};
use super::remark::without_reference;
use super::words::plain_words;

/// More bytes than this are a paragraph, not a label. The longest listed label has some 340.
const LONGEST_LABEL: usize = 2_000;

/// A listed label that was met.
struct Found<'m> {
    alias: &'m Alias,
    kind: MatchKind,
    score: f64,
}

impl Measures {
    /// The measure that the label names. `own_name` takes the publisher's name out of a label.
    pub(crate) fn find(
        &self,
        query: &MeasureQuery<'_>,
        own_name: impl Fn(&str) -> Option<String>,
    ) -> Option<MeasureMatch<'_>> {
        if query.indicator.len() + query.breakdown.map_or(0, str::len) > LONGEST_LABEL {
            return None;
        }
        let breakdown = query.breakdown.filter(|breakdown| !self.decoration.is_total(breakdown));
        let labels = self.labels(query.indicator, breakdown, own_name);
        let found =
            self.as_listed(&labels).or_else(|| self.reworded(&labels)).or_else(|| self.mended(&labels))?;
        let id = self.fitting(found.alias, labels.last()?, query)?;
        let kind = if breakdown.is_some() { MatchKind::Breakdown } else { found.kind };
        Some(MeasureMatch { id, kind, score: found.score })
    }

    /// The label as printed and, where that differs, with less and less decoration.
    fn labels(
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
        let mut labels: Vec<_> = [indicator, unnumbered, &anonymous, &plain].map(whole).into();
        labels.dedup();
        labels
    }

    fn as_listed(&self, labels: &[String]) -> Option<Found<'_>> {
        let kinds = std::iter::once(MatchKind::Exact).chain(std::iter::repeat(MatchKind::Undecorated));
        labels.iter().zip(kinds).find_map(|(label, kind)| {
            let alias = self.listed(label)?;
            Some(Found { alias, kind, score: 1.0 })
        })
    }

    fn reworded(&self, labels: &[String]) -> Option<Found<'_>> {
        labels.iter().find_map(|label| {
            let alias = self.saying(&self.synonyms.words(label))?;
            Some(Found { alias, kind: MatchKind::Reworded, score: 1.0 })
        })
    }

    fn mended(&self, labels: &[String]) -> Option<Found<'_>> {
        labels.iter().find_map(|label| {
            let words = plain_words(label);
            let mended = self.spelling.mended(&words)?;
            let alias = self.saying(&self.synonyms.unite(&mended))?;
            let score = strsim::normalized_levenshtein(&words.join(" "), &mended.join(" "));
            Some(Found { alias, kind: MatchKind::Fuzzy, score })
        })
    }

    /// The id of the measure of the alias's series that the figure can be of.
    fn fitting(&self, alias: &Alias, label: &str, query: &MeasureQuery<'_>) -> Option<&str> {
        let in_label = match (basis::find(query.indicator), query.breakdown.and_then(basis::find)) {
            (Some(indicator), Some(breakdown)) if indicator != breakdown => return None,
            (indicator, breakdown) => indicator.or(breakdown),
        };
        let measure = agreement::pick(&self.members(&alias.series), in_label, query.basis)?;
        let words = self.synonyms.words(label);
        let headings = Headings::of(query, &self.synonyms);
        let about = alias.scope.as_ref().is_none_or(|scope| self.contexts.is_about(&headings, scope));
        let fits = about
            && measure.unit.agrees_with(query.unit.or_else(|| unit::of_label(label)))
            && !self.contexts.is_narrowed(&headings, &words, &measure.topic);
        fits.then_some(measure.id.as_str())
    }
}

#[cfg(test)]
mod tests {
    use boardlift_model::{Basis, Unit};
    use serde::Deserialize;

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
                let alias = VOCABULARY.measures.listed(label).map(|alias| alias.series.as_str());
                assert_eq!(alias, Some(measure.series.as_str()), "{label}");
            }
        }
    }

    #[test]
    fn no_qualifier_in_brackets_goes_unnoticed() {
        let qualifiers = ["annual", "declined", "draft", "excluding AP", "new", "post-16", "upheld"];
        for label in VOCABULARY.measures().iter().flat_map(|measure| crate::table::list(&measure.aliases)) {
            for indicator in qualifiers.map(|qualifier| format!("{label} ({qualifier})")) {
                let query = MeasureQuery { indicator: &indicator, ..MeasureQuery::default() };
                assert_eq!(VOCABULARY.measure(&query), None, "{indicator}");
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
