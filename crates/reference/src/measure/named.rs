//! The measures that a person names: by an id, or by a label.

use boardlift_lexicon::{basis, fold};

use super::Measure;
use crate::error::UnknownMeasure;
use crate::{MeasureQuery, Vocabulary};

/// How many suggestions an error holds.
const SUGGESTIONS: usize = 5;

/// Ids less alike than this are no slip of each other: `ehcp_new_count` and `ehcp_new_count_ytd` are at 0.96, ids of other topics
/// below 0.8.
const LIKENESS: f64 = 0.85;

/// What is quoted of a name, in characters: more of it helps nobody.
const QUOTED: usize = 100;

impl Vocabulary {
    /// The measures with this id, or with the id that took its place, or that this label means.
    ///
    /// A label that does not say how its figures gather up means all measures that differ in that alone, in the order of
    /// the vocabulary; never are there none.
    ///
    /// # Errors
    ///
    /// Where there are none, with the ids that come nearest.
    pub fn measures_by_id_or_label(&self, name: &str) -> Result<Vec<&Measure>, UnknownMeasure> {
        let name = name.trim();
        let successor = self.successors().iter().find(|successor| successor.measure == name);
        let id = successor.map_or(name, |successor| successor.successor.as_str());
        if let Some(measure) = self.measures().iter().find(|measure| measure.id == id) {
            return Ok(vec![measure]);
        }
        let answer = self.label(&MeasureQuery { indicator: name, ..MeasureQuery::default() });
        let meant = answer.measure.as_ref().map(|found| self.meant(name, found.id)).unwrap_or_default();
        if meant.is_empty() {
            let near = answer.nearest.iter().map(|candidate| candidate.id.to_owned()).collect();
            return Err(self.unknown_measure(name, near));
        }
        Ok(meant)
    }

    /// The measure, and those that differ from it in how they gather up alone where the label leaves that open.
    fn meant(&self, label: &str, id: &str) -> Vec<&Measure> {
        let Some(found) = self.measures().iter().find(|measure| measure.id == id) else { return Vec::new() };
        if basis::find(label).is_some() {
            return vec![found];
        }
        self.measures().iter().filter(|measure| measure.series == found.series).collect()
    }

    fn unknown_measure(&self, name: &str, mut near: Vec<String>) -> UnknownMeasure {
        let given: String = name.chars().take(QUOTED).collect();
        let key = fold::key(&given).replace(' ', "_");
        let likeness = |measure: &Measure| strsim::jaro_winkler(&key, &measure.id);
        let mut alike: Vec<(f64, &str)> =
            self.measures().iter().map(|measure| (likeness(measure), measure.id.as_str())).collect();
        alike.retain(|(likeness, _)| *likeness >= LIKENESS);
        alike.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(b.1)));
        let mut suggestions: Vec<String> = alike.into_iter().map(|(_, id)| id.to_owned()).collect();
        near.retain(|id| !suggestions.contains(id));
        suggestions.extend(near);
        suggestions.truncate(SUGGESTIONS);
        UnknownMeasure { given, suggestions }
    }
}

#[cfg(test)]
mod tests {
    use crate::tests::VOCABULARY;

    fn check(name: &str, expected: &[&str]) {
        let found = VOCABULARY.measures_by_id_or_label(name).expect(name);
        assert_eq!(found.iter().map(|measure| measure.id.as_str()).collect::<Vec<_>>(), expected, "{name}");
    }

    #[test]
    fn measures_are_named_by_id_or_label() {
        check("ehcp_20wk_pct", &["ehcp_20wk_pct"]);
        check(" ehcp_count ", &["ehcp_count"]);
        check("% of EHC plans issued within 20 weeks", &["ehcp_20wk_pct"]);
    }

    #[test]
    fn a_label_that_leaves_open_how_figures_gather_up_means_all_siblings() {
        check("New EHCPs", &["ehcp_new_count_period", "ehcp_new_count_ytd", "ehcp_new_count_annual"]);
        check("New EHCPs year to date", &["ehcp_new_count_ytd"]);
        check("ehcp_new_count", &["ehcp_new_count_period", "ehcp_new_count_ytd", "ehcp_new_count_annual"]);
        check("ehcp_new_count_ytd", &["ehcp_new_count_ytd"]);
    }

    #[test]
    fn what_is_unknown_has_the_nearest_ids() {
        let check = |name: &str, expected: &str| {
            let error = VOCABULARY.measures_by_id_or_label(name).unwrap_err();
            assert!(error.suggestions.iter().any(|id| id == expected), "{error}");
            assert!(error.to_string().contains(name), "{error}");
        };
        check("ehcp_20wk_pc", "ehcp_20wk_pct");
        let error = VOCABULARY.measures_by_id_or_label("Bins emptied on time").unwrap_err();
        assert!(
            error.to_string().starts_with("expected the id of a measure or a label that means one, found")
        );
        assert!(VOCABULARY.measures_by_id_or_label("").is_err());
        assert!(VOCABULARY.measures_by_id_or_label(&"a".repeat(1 << 20)).is_err());
    }
}
