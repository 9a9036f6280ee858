//! Which layout a document has, by the headings of its tables, and the reasons.
//!
//! The score of a spec is how much of the headings of the document and of the spec is the same (0 to 1): each
//! heading weighs less the more specs have it, so that `Ref` says little and `Data type` much. Words outside the
//! headings never count: a layout is how a document looks, not what it is about.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use boardlift_lexicon::heading::{self, Role};
use boardlift_model::Document;

use crate::catalogue::Catalogue;
use crate::header::ANY_YEARS;
use crate::outline::Outline;
use crate::pattern::{pattern_key, spec_pattern_key};
use crate::shapes;
use crate::spec::Spec;

/// A spec is taken only above this score.
const LEAST_SCORE: f64 = 0.6;
/// And only where the next one is at least this much lower.
const LEAST_LEAD: f64 = 0.1;
/// What a heading weighs that no spec has.
const UNKNOWN_WEIGHT: f64 = 0.5;

/// How well one spec fits.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// The spec's id.
    pub id: String,
    /// 0 to 1.
    pub score: f64,
    /// Headings of the document that the spec has, `{period}` and `{n}` for what varies.
    pub found: Vec<String>,
    /// Headings of the spec's best fitting tables that the document lacks.
    pub missing: Vec<String>,
    /// Headings of the document that the spec lacks.
    pub unexpected: Vec<String>,
}

/// Which layout a document has.
#[derive(Debug, Clone, PartialEq)]
pub struct Recognition {
    /// The id of the layout; nothing where none fits well enough or two fit alike.
    pub chosen: Option<String>,
    /// All specs, the best first.
    pub candidates: Vec<Candidate>,
}

impl Recognition {
    /// The candidates that fit well enough but so alike that none is chosen.
    pub fn tied(&self) -> Vec<&Candidate> {
        let best = self.candidates.first().map_or(0.0, |candidate| candidate.score);
        if self.chosen.is_some() || best < LEAST_SCORE {
            return Vec::new();
        }
        self.candidates.iter().filter(|candidate| best - candidate.score < LEAST_LEAD).collect()
    }
}

impl fmt::Display for Recognition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.chosen {
            Some(id) => writeln!(f, "layout `{id}`")?,
            None if self.tied().is_empty() => {
                writeln!(f, "no layout fits (a score of {LEAST_SCORE} is needed): read as generic")?;
            }
            None => writeln!(f, "layouts fit alike (a lead of {LEAST_LEAD} is needed): read as generic")?,
        }
        for candidate in &self.candidates {
            writeln!(f, "  {:.2}  {}", candidate.score, candidate.id)?;
            for (what, headings) in [
                ("found", &candidate.found),
                ("missing", &candidate.missing),
                ("unexpected", &candidate.unexpected),
            ] {
                if !headings.is_empty() {
                    writeln!(f, "        {what}: {}", headings.join(", "))?;
                }
            }
        }
        Ok(())
    }
}

/// Scores every spec against a document.
pub fn recognise(document: &Document, catalogue: &Catalogue) -> Recognition {
    recognise_outline(&Outline::of(&shapes::settle(document)), catalogue)
}

pub(crate) fn recognise_outline(outline: &Outline<'_>, catalogue: &Catalogue) -> Recognition {
    let headers = outline.tables.iter().filter_map(|table| table.header.as_ref());
    let tables: Vec<Headings> =
        headers.filter(|header| names_figures(&header.texts)).map(|header| headings(&header.texts)).collect();
    let weights = Weights::of(catalogue);
    let mut candidates: Vec<Candidate> =
        catalogue.entries().iter().map(|entry| fit(&entry.spec, &tables, &weights)).collect();
    candidates.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.id.cmp(&b.id)));
    let best = candidates.first().filter(|best| best.score >= LEAST_SCORE);
    let second = candidates.get(1).map_or(0.0, |second| second.score);
    let chosen = best.filter(|best| best.score - second >= LEAST_LEAD).map(|best| best.id.clone());
    Recognition { chosen, candidates }
}

/// Whether a heading names a column of figures: action tables and legends say nothing about the layout.
fn names_figures(texts: &[String]) -> bool {
    texts.iter().any(|text| matches!(heading::read(text, ANY_YEARS).role, Some(Role::Value(_))))
}

/// The pattern keys of one table's headings, each with words for a person.
type Headings = BTreeMap<String, String>;

fn headings(texts: &[String]) -> Headings {
    let key = |text: &String| pattern_key(text, heading::read(text, ANY_YEARS).period.as_ref());
    texts.iter().filter(|text| !text.is_empty()).map(|text| (key(text), text.clone())).collect()
}

fn pattern_headings(columns: &[String]) -> Headings {
    columns.iter().map(|column| (spec_pattern_key(column), column.clone())).collect()
}

/// What each heading weighs: one, shared by the specs that have it.
struct Weights(BTreeMap<String, f64>);

impl Weights {
    fn of(catalogue: &Catalogue) -> Self {
        let mut counts: BTreeMap<String, f64> = BTreeMap::new();
        for entry in catalogue.entries() {
            let keys: BTreeSet<String> = entry
                .spec
                .tables
                .iter()
                .flat_map(|table| &table.columns)
                .map(|column| spec_pattern_key(column))
                .collect();
            for key in keys {
                *counts.entry(key).or_default() += 1.0;
            }
        }
        Weights(counts.into_iter().map(|(key, count)| (key, 1.0 / count)).collect())
    }

    fn sum<'a>(&self, keys: impl Iterator<Item = &'a String>) -> f64 {
        keys.map(|key| self.0.get(key).copied().unwrap_or(UNKNOWN_WEIGHT)).sum()
    }
}

/// How alike two sets of headings are: the weight of what both have over the weight of what either has.
fn likeness(table: &Headings, pattern: &Headings, weights: &Weights) -> f64 {
    let both = weights.sum(table.keys().filter(|key| pattern.contains_key(*key)));
    let either =
        weights.sum(table.keys()) + weights.sum(pattern.keys().filter(|key| !table.contains_key(*key)));
    if either > 0.0 { both / either } else { 0.0 }
}

fn fit(spec: &Spec, tables: &[Headings], weights: &Weights) -> Candidate {
    let patterns: Vec<Headings> = spec.tables.iter().map(|table| pattern_headings(&table.columns)).collect();
    let mut candidate =
        Candidate { id: spec.id.clone(), score: 0.0, found: vec![], missing: vec![], unexpected: vec![] };
    let mut scores = Vec::new();
    for table in tables {
        let fits = patterns.iter().map(|pattern| (likeness(table, pattern, weights), pattern));
        let Some((score, pattern)) = fits.max_by(|a, b| a.0.total_cmp(&b.0)) else { continue };
        scores.push(score);
        candidate
            .found
            .extend(pattern.iter().filter(|(key, _)| table.contains_key(*key)).map(|(_, text)| text.clone()));
        candidate.missing.extend(
            pattern.iter().filter(|(key, _)| !table.contains_key(*key)).map(|(_, text)| text.clone()),
        );
        candidate.unexpected.extend(
            table.iter().filter(|(key, _)| !pattern.contains_key(*key)).map(|(_, text)| text.clone()),
        );
    }
    for list in [&mut candidate.found, &mut candidate.missing, &mut candidate.unexpected] {
        list.sort();
        list.dedup();
    }
    candidate.score = if scores.is_empty() { 0.0 } else { scores.iter().sum::<f64>() / scores.len() as f64 };
    candidate
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::document;

    fn chosen(lines: &str) -> Recognition {
        recognise(&document(lines), &Catalogue::embedded().expect("good specs"))
    }

    fn check(lines: &str, expected: Option<&str>) {
        let recognition = chosen(lines);
        assert_eq!(recognition.chosen.as_deref(), expected, "{recognition}");
    }

    const MONTHLY: &str =
        "KPI Ref | KPI | Aug 21 | Sep 21 | Nat | SN | Jan 21 | Target\n1 | Plans | 5 | 6 | 7 | 8 | 9 | 1";

    #[test]
    fn headings_choose_a_layout_whatever_their_periods_and_order() {
        check(MONTHLY, Some("bcp-scorecard"));
        check(&MONTHLY.replace("Aug 21", "May 25").replace("Sep 21", "Jun 25"), Some("bcp-scorecard"));
        check("Target | Nat | SN | KPI Ref | KPI | May 25\n1 | 7 | 8 | 1 | Plans | 5", Some("bcp-scorecard"));
        check(
            "Key Performance Indicator | Baseline (date) | Target | Milestone 4 – Mar 25 | Actual Mar 25\nPlans | 5 | 6 | 7 | 8",
            Some("devon-milestones"),
        );
    }

    #[test]
    fn action_tables_and_legends_say_nothing() {
        let with_actions = format!("{MONTHLY}\n\nNo. | Action | By whom | Deadline\n1 | Hire | AB | May");
        check(&with_actions, Some("bcp-scorecard"));
    }

    #[test]
    fn other_headings_choose_none() {
        check("Measure | Polarity | 2023/24 | England | Status\nPlans | High | 5 | 6 | Met", None);
        check("Only words", None);
    }

    #[test]
    fn a_tie_is_said_and_chooses_none() {
        let recognition = chosen(
            "Ref | Key Performance Indicator | Baseline 31 March 2022 | Target 22/23 | Q1 | RAG\n1 | Plans | 5 | 6 | 7 | R",
        );
        assert_eq!(recognition.chosen, None);
        let tied: Vec<&str> = recognition.tied().iter().map(|candidate| candidate.id.as_str()).collect();
        assert_eq!(tied, ["kingston-dashboard", "kingston-dataset"]);
        assert!(recognition.to_string().contains("fit alike"), "{recognition}");
    }

    #[test]
    fn a_candidate_says_what_it_found_and_missed() {
        let recognition =
            chosen("KPI Ref | KPI | May 25 | Nat | Target | Cost centre\n1 | Plans | 5 | 6 | 7 | 8");
        let best = &recognition.candidates[0];
        assert_eq!(
            (best.id.as_str(), &best.missing[..], &best.unexpected[..]),
            ("bcp-scorecard", &["SN".to_owned()][..], &["Cost centre".to_owned()][..])
        );
    }
}
