//! What section and document add to a label.
//!
//! Some labels mean a measure only in a paper about the subject: `No. of complaints` is a measure of special
//! educational needs on such a board's dashboard and anything elsewhere. And a heading can narrow whom a row is
//! about: `Number of EHCPs` under `Looked after children` is not the number of plans. `scopes.csv` and
//! `populations.csv` hold the words.

use std::collections::HashMap;

use serde::Deserialize;

use super::query::MeasureQuery;
use super::words::{Synonyms, contains};
use crate::error::ReferenceError;
use crate::table::{DataFile, list};

/// More bytes than this of a heading are not looked at.
const LONGEST_HEADING: usize = 2_000;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ScopeRecord {
    scope: String,
    r#where: Where,
    assumed: Assumed,
    phrases: String,
}

/// Whether a label that stands alone, without section and document, is taken to be about the subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Assumed {
    Yes,
    No,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Where {
    Section,
    Anywhere,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PopulationRecord {
    phrase: String,
    natural_topic: Option<String>,
}

#[derive(Debug)]
struct Scope {
    place: Where,
    assumed: Assumed,
    phrases: Vec<Vec<String>>,
}

#[derive(Debug)]
struct Population {
    phrase: Vec<String>,
    natural_topic: Option<String>,
}

/// The subjects that a label may need, and the groups of people that a heading may name.
#[derive(Debug)]
pub(crate) struct Contexts {
    scopes: HashMap<String, Scope>,
    populations: Vec<Population>,
}

/// The words of a row's section and document.
#[derive(Debug)]
pub(crate) struct Headings {
    section: Vec<String>,
    document: Vec<String>,
}

impl Headings {
    pub(crate) fn of(query: &MeasureQuery<'_>, synonyms: &Synonyms) -> Self {
        let words = |heading: Option<&str>| {
            let heading = heading.unwrap_or_default();
            synonyms.words(heading.get(..heading.floor_char_boundary(LONGEST_HEADING)).unwrap_or_default())
        };
        Headings { section: words(query.section), document: words(query.document) }
    }
}

impl Contexts {
    pub(crate) fn load(
        scopes: DataFile<'_>,
        populations: DataFile<'_>,
        synonyms: &Synonyms,
    ) -> Result<Self, ReferenceError> {
        let mut contexts = Contexts { scopes: HashMap::new(), populations: Vec::new() };
        for row in scopes.rows::<ScopeRecord>()? {
            let phrases = list(&row.fields.phrases).map(|phrase| synonyms.words(phrase)).collect();
            let scope = Scope { place: row.fields.r#where, assumed: row.fields.assumed, phrases };
            if contexts.scopes.insert(row.fields.scope.clone(), scope).is_some() {
                return Err(row.unexpected("a scope that no other row has", &row.fields.scope));
            }
        }
        for row in populations.rows::<PopulationRecord>()? {
            let phrase = synonyms.words(&row.fields.phrase);
            let natural_topic = row.fields.natural_topic;
            contexts.populations.push(Population { phrase, natural_topic });
        }
        Ok(contexts)
    }

    pub(crate) fn has_scope(&self, scope: &str) -> bool {
        self.scopes.contains_key(scope)
    }

    /// Whether the headings say that the row is about the subject.
    pub(crate) fn is_about(&self, headings: &Headings, scope: &str) -> bool {
        self.scopes.get(scope).is_some_and(|scope| {
            let says = |words: &[String]| scope.phrases.iter().any(|phrase| contains(words, phrase));
            says(&headings.section) || scope.place == Where::Anywhere && says(&headings.document)
        })
    }

    /// Whether a label without any heading may be taken to be about the subject.
    pub(crate) fn is_assumed(&self, headings: &Headings, scope: &str) -> bool {
        headings.section.is_empty()
            && headings.document.is_empty()
            && self.scopes.get(scope).is_some_and(|scope| scope.assumed == Assumed::Yes)
    }

    /// Whether a heading names a group of people that the label does not, and that is not what all measures of
    /// the topic are about.
    pub(crate) fn is_narrowed(&self, headings: &Headings, label: &[String], topic: &str) -> bool {
        self.populations.iter().any(|population| {
            let named = |words: &[String]| contains(words, &population.phrase);
            (named(&headings.section) || named(&headings.document))
                && !named(label)
                && population.natural_topic.as_deref() != Some(topic)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data;

    fn with(test: impl Fn(&Contexts, &Synonyms)) {
        let synonyms = Synonyms::load(data::SYNONYMS).unwrap();
        test(&Contexts::load(data::SCOPES, data::POPULATIONS, &synonyms).unwrap(), &synonyms);
    }

    fn headings(section: &str, document: &str, synonyms: &Synonyms) -> Headings {
        let query =
            MeasureQuery { section: Some(section), document: Some(document), ..MeasureQuery::default() };
        Headings::of(&query, synonyms)
    }

    #[test]
    fn subjects() {
        with(|contexts, synonyms| {
            let check = |scope: &str, section: &str, document: &str, expected: bool| {
                let about = contexts.is_about(&headings(section, document, synonyms), scope);
                assert_eq!(about, expected, "{scope}: {section} / {document}");
            };
            check("send", "", "SEND Improvement Board", true);
            check("send", "Special Educational Needs and Disabilities", "", true);
            check("send", "EHCPs by provision type", "Scorecard", true);
            check("send", "Complaints", "Corporate scorecard", false);
            check("plans", "Timeliness of EHC plans", "", true);
            check("plans", "Timeliness", "Education, Health and Care Plans", false);
            check("high_needs", "High Needs Block", "", true);
            check("high_needs", "Finance", "High needs recovery plan", false);
            check("autism", "Diagnosis of autism", "", true);
            check("no such scope", "SEND", "SEND", false);
        });
    }

    #[test]
    fn narrower_groups() {
        with(|contexts, synonyms| {
            let check = |section: &str, document: &str, label: &str, topic: &str, expected: bool| {
                let headings = headings(section, document, synonyms);
                let narrowed = contexts.is_narrowed(&headings, &synonyms.words(label), topic);
                assert_eq!(narrowed, expected, "{section} / {document}: {label}");
            };
            check("Looked after children", "", "Number of EHCPs", "caseload", true);
            check("Primary phase", "", "% of pupils on SEN Support", "caseload", true);
            check("", "Virtual school: children in care", "Number of EHCPs", "caseload", true);
            check("Primary", "", "% of primary school pupils persistently absent", "attendance", false);
            check("Looked after children", "", "Number of CLA with an EHCP", "caseload", false);
            check("Post-16", "", "Number of NEETs", "post16", false);
            check("Post-16", "", "Number of EHCPs", "caseload", true);
            check("EHCPs, SEN Support", "SEND Board", "Number of EHCPs", "caseload", false);
            check("", "", "Number of EHCPs", "caseload", false);
        });
    }
}
