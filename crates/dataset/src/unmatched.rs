//! Which labels of a dataset have no measure, and how much hangs on each: what a vocabulary should grow by.

use std::collections::{BTreeMap, BTreeSet};

use boardlift_lexicon::fold;
use boardlift_model::{DocumentId, Observation, Unit};

/// A label that no measure was found for, in all its spellings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unmatched {
    /// The indicator's name as it is printed first.
    pub indicator: String,
    /// The sub-row's name.
    pub breakdown: Option<String>,
    /// The heading that it stands under first.
    pub section: Option<String>,
    /// What its figures count in, where all agree.
    pub unit: Option<Unit>,
    /// How many figures it has.
    pub figures: usize,
    /// The codes of the authorities that print it; those that were not recognised are none.
    pub authorities: BTreeSet<String>,
    /// How many papers print it.
    pub documents: usize,
}

/// Counts the labels without a measure, figure by figure.
#[derive(Debug, Default)]
pub struct UnmatchedLabels {
    labels: BTreeMap<(String, Option<String>), Counted>,
}

#[derive(Debug)]
struct Counted {
    indicator: String,
    breakdown: Option<String>,
    section: Option<String>,
    units: BTreeSet<Unit>,
    figures: usize,
    authorities: BTreeSet<String>,
    documents: BTreeSet<DocumentId>,
}

impl UnmatchedLabels {
    /// Counts a figure, if it has no measure.
    pub fn count(&mut self, row: &Observation) {
        if row.measure.is_some() {
            return;
        }
        let figure = &row.figure;
        let key = (fold::key(&figure.indicator), figure.breakdown.as_deref().map(fold::key));
        let label = self.labels.entry(key).or_insert_with(|| Counted {
            indicator: figure.indicator.clone(),
            breakdown: figure.breakdown.clone(),
            section: figure.section.clone(),
            units: BTreeSet::new(),
            figures: 0,
            authorities: BTreeSet::new(),
            documents: BTreeSet::new(),
        });
        label.figures += 1;
        label.units.extend(figure.cell.unit);
        label.authorities.extend(row.authority.as_ref().and_then(|authority| authority.code.clone()));
        label.documents.insert(row.document_id.clone());
    }

    /// The labels, the most worthwhile first: those that most councils print, then those with most figures.
    pub fn ranked(self) -> Vec<Unmatched> {
        let mut labels: Vec<_> = self.labels.into_values().map(Unmatched::from).collect();
        // The order of the names, which they have already, decides between equals.
        labels.sort_by_key(|label| std::cmp::Reverse((label.authorities.len(), label.figures)));
        labels
    }
}

impl From<Counted> for Unmatched {
    fn from(label: Counted) -> Self {
        Unmatched {
            indicator: label.indicator,
            breakdown: label.breakdown,
            section: label.section,
            unit: label.units.first().copied().filter(|_| label.units.len() == 1),
            figures: label.figures,
            authorities: label.authorities,
            documents: label.documents.len(),
        }
    }
}

#[cfg(test)]
mod tests {
    use boardlift_model::{Authority, Figure};

    use super::*;
    use crate::testing::{full_figure, tables};

    fn row(
        indicator: &str,
        breakdown: Option<&str>,
        code: Option<&str>,
        measure: Option<&str>,
    ) -> Observation {
        let mut row = tables().observations.remove(0);
        row.figure = Figure {
            indicator: indicator.to_owned(),
            breakdown: breakdown.map(str::to_owned),
            ..full_figure()
        };
        row.authority = code.map(|code| Authority { code: Some(code.to_owned()), name: code.to_owned() });
        row.measure = measure.map(str::to_owned);
        row
    }

    fn check(rows: &[Observation], expected: &[(&str, usize, usize)]) {
        let mut labels = UnmatchedLabels::default();
        for row in rows {
            labels.count(row);
        }
        let ranked = labels.ranked();
        let found: Vec<_> = ranked
            .iter()
            .map(|label| (label.indicator.as_str(), label.figures, label.authorities.len()))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn the_most_worthwhile_comes_first() {
        let (one, other) = (Some("E1"), Some("E2"));
        check(
            &[
                row("Visits", None, one, None),
                row("Visits", None, one, None),
                row("Visits", None, one, None),
                row("Plans", None, one, None),
                row("PLANS", None, other, None),
                row("Beds", None, one, None),
                row("Apples", None, one, None),
            ],
            &[("Plans", 2, 2), ("Visits", 3, 1), ("Apples", 1, 1), ("Beds", 1, 1)],
        );
    }

    #[test]
    fn labels_with_a_measure_are_left_out_and_sub_rows_are_labels() {
        check(&[row("Plans", None, None, Some("ehcp_count"))], &[]);
        check(
            &[row("Plans", None, None, None), row("Plans", Some("Girls"), None, None)],
            &[("Plans", 1, 0), ("Plans", 1, 0)],
        );
        check(&[], &[]);
    }
}
