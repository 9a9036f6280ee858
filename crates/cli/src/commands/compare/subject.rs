//! What is to be compared: a measure by its id or by a label, or an indicator by its printed words.

use std::fmt;

use boardlift_dataset::store::{Partition, StoreError};
use boardlift_lexicon::fold;
use boardlift_model::Observation;
use boardlift_reference::Vocabulary;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use crate::args::CompareArgs;
use crate::exit::Failure;

/// What is to be compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Subject {
    /// These measures: more than one where a label leaves open how the figures gather up.
    Measures(Vec<String>),
    /// The indicators that have these words, folded, one after the other in their names.
    Words(String),
}

impl Subject {
    /// What the arguments name.
    ///
    /// # Errors
    ///
    /// Where nothing is called so; with the nearest measures.
    pub(super) fn of(args: &CompareArgs, vocabulary: &Vocabulary) -> Result<Self, Failure> {
        if let Some(words) = &args.indicator {
            return Ok(Subject::Words(fold::key(words)));
        }
        let name = args.measure.as_deref().unwrap_or_default();
        let measures = vocabulary.measures_by_id_or_label(name)?;
        Ok(Subject::Measures(measures.into_iter().map(|measure| measure.id.clone()).collect()))
    }

    /// What the partitions have of it.
    ///
    /// # Errors
    ///
    /// Where one of them can't be read.
    pub(super) fn figures(&self, partitions: &[Partition]) -> Result<Vec<Observation>, StoreError> {
        let found: Result<Vec<Vec<Observation>>, StoreError> =
            partitions.par_iter().map(|partition| self.figures_in(partition)).collect();
        Ok(found?.into_iter().flatten().collect())
    }

    fn figures_in(&self, partition: &Partition) -> Result<Vec<Observation>, StoreError> {
        match self {
            Subject::Measures(ids) => {
                let found: Result<Vec<_>, _> = ids.iter().map(|id| partition.observations_of(id)).collect();
                Ok(found?.into_iter().flatten().collect())
            }
            Subject::Words(words) => {
                let mut rows = partition.observations()?;
                rows.retain(|row| has_words(&row.figure.indicator, words));
                Ok(rows)
            }
        }
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Subject::Measures(ids) => write!(f, "`{}`", ids.join("`, `")),
            Subject::Words(words) => write!(f, "indicators named `{words}`"),
        }
    }
}

/// Whether a name has the words, whole and one after the other.
fn has_words(name: &str, words: &str) -> bool {
    format!(" {} ", fold::key(name)).contains(&format!(" {words} "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_whole_and_stand_together() {
        let check = |name: &str, words: &str, expected: bool| {
            assert_eq!(has_words(name, &fold::key(words)), expected, "{name}: {words}");
        };
        check("New EHCPs (target as per Safety Valve model)", "new  EHCPs", true);
        check("New EHCPs", "EHCP", false);
        check("New draft EHCPs", "new EHCPs", false);
        check("% of plans in time", "% of plans", true);
    }
}
