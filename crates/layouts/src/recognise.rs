//! Which layout a document has, by the headings of its tables and by what tells it apart, with the reasons.
//!
//! A layout is recognised where three things hold. Its headings are those of the document: the share of both sides that
//! is the same, and in the same order, is high. Something tells it apart from the papers of other councils, since `Ref`,
//! `Target` and `RAG` stand over the tables of all of them (`marks`). And the document doesn't name
//! another council. The figures and the prose of a document never count: a layout is how it looks, not what it is about.

use std::cmp::Ordering;
use std::fmt;
use std::ops::Add;

use boardlift_lexicon::heading::{self, Role};
use boardlift_model::Document;

use crate::catalogue::{Catalogue, Entry};
use crate::framed;
use crate::header::ANY_YEARS;
use crate::marks::{self, Marks};
use crate::outline::Outline;
use crate::pattern::{Difference, HeadingPattern, HeadingRow};
use crate::shapes;

pub use crate::marks::Standing;

/// A spec is taken only where it scores at least so: of six or seven headings one may be another.
const LEAST_SCORE: f64 = 0.7;
/// And only where the next one is at least this much lower.
const LEAST_LEAD: f64 = 0.1;
/// What a heading weighs that any council may print.
const COMMON_WEIGHT: f64 = 1.0;
/// What a heading weighs that only some print: it says more than one that all do.
const OWN_WEIGHT: f64 = 2.0;
/// What is left of the weight of a heading that stands elsewhere in its row.
const MOVED_SHARE: f64 = 0.5;

/// How well one spec fits.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// The spec's id.
    pub id: String,
    /// 0 to 1.
    pub score: f64,
    /// Whether anything but common headings speaks for it.
    pub standing: Standing,
    /// Headings of the document that the spec has.
    pub found: Vec<String>,
    /// Headings of the spec's best fitting tables that the document lacks.
    pub missing: Vec<String>,
    /// Headings of the document that the spec lacks.
    pub unexpected: Vec<String>,
    /// Whether it is the caller's own and no layout of the program.
    own: bool,
}

impl Candidate {
    /// Whether it may be chosen, if no other is as good.
    fn fits(&self) -> bool {
        self.score >= LEAST_SCORE && matches!(self.standing, Standing::ToldApart(_))
    }

    /// Whether it is so much better than another that nobody can doubt it. Of two that fit alike, the caller knew best
    /// why to write one.
    fn beats(&self, other: &Candidate) -> bool {
        !other.fits() || self.score - other.score >= LEAST_LEAD || (self.own && !other.own)
    }
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
        let Some(best) = self.candidates.first().filter(|best| self.chosen.is_none() && best.fits()) else {
            return Vec::new();
        };
        self.candidates.iter().filter(|candidate| candidate.fits() && !best.beats(candidate)).collect()
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
            if candidate.score >= LEAST_SCORE {
                writeln!(f, "        {}", candidate.standing)?;
            }
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
    let freed = framed::set_free(document);
    let shaped = shapes::settle(&freed);
    recognise_outline(&shaped.document, &Outline::of(&shaped), catalogue)
}

pub(crate) fn recognise_outline(
    document: &Document,
    outline: &Outline<'_>,
    catalogue: &Catalogue,
) -> Recognition {
    let headers = outline.tables.iter().filter_map(|table| table.header.as_ref());
    let of_figures = headers.filter(|header| names_figures(&header.texts));
    let tables: Vec<HeadingRow> =
        of_figures.map(|header| HeadingRow::printed(header.texts.iter().map(String::as_str))).collect();
    let marks = Marks::of(document, outline);
    let mut candidates: Vec<Candidate> =
        catalogue.entries().iter().map(|entry| candidate(entry, &tables, &marks)).collect();
    candidates.sort_by(better_first);
    let best = candidates.first().filter(|best| best.fits());
    let chosen = best.filter(|best| candidates[1..].iter().all(|other| best.beats(other)));
    Recognition { chosen: chosen.map(|best| best.id.clone()), candidates }
}

fn better_first(a: &Candidate, b: &Candidate) -> Ordering {
    let by_score = b.score.total_cmp(&a.score);
    b.fits().cmp(&a.fits()).then(by_score).then(b.own.cmp(&a.own)).then_with(|| a.id.cmp(&b.id))
}

/// Whether a heading names a column of figures: action tables and legends say nothing about the layout.
fn names_figures(texts: &[String]) -> bool {
    texts.iter().any(|text| matches!(heading::read(text, ANY_YEARS).role, Some(Role::Value(_))))
}

fn candidate(entry: &Entry, tables: &[HeadingRow], marks: &Marks<'_>) -> Candidate {
    let spec = &entry.spec;
    let patterns: Vec<HeadingRow> =
        spec.tables.iter().map(|table| HeadingRow::written(&table.columns)).collect();
    let differences: Vec<Difference<'_>> =
        tables.iter().filter_map(|table| Some(nearest(table, &patterns)?.1)).collect();
    let score = differences.iter().map(likeness).fold(0.0, f64::add) / differences.len().max(1) as f64;
    let found = differences.iter().flat_map(|difference| difference.found.iter().chain(&difference.moved));
    let missing = differences.iter().flat_map(|difference| &difference.missing);
    let unexpected = differences.iter().flat_map(|difference| &difference.new);
    Candidate {
        id: spec.id.clone(),
        score,
        standing: marks::standing(spec, found.clone().copied(), missing.clone().copied(), marks),
        found: sorted(found),
        missing: sorted(missing),
        unexpected: sorted(unexpected),
        own: entry.own,
    }
}

/// The row of headings that a table's headings are most like, by its place in the list, and how they differ from it.
pub(crate) fn nearest<'a>(
    table: &'a HeadingRow,
    patterns: &'a [HeadingRow],
) -> Option<(usize, Difference<'a>)> {
    let differences = patterns.iter().map(|pattern| Difference::between(table, pattern)).enumerate();
    // Of equals the first.
    differences.rev().max_by(|(_, a), (_, b)| likeness(a).total_cmp(&likeness(b)))
}

/// How alike two rows of headings are: the weight of what both have over the weight of what either has.
pub(crate) fn likeness(difference: &Difference<'_>) -> f64 {
    let sum =
        |headings: &[&HeadingPattern]| headings.iter().map(|heading| weight(heading)).fold(0.0, f64::add);
    let [found, moved, missing] =
        [&difference.found, &difference.moved, &difference.missing].map(|list| sum(list));
    // A heading that came in place of another says no more against the layout than that the other is gone.
    let new = COMMON_WEIGHT * difference.new.len() as f64;
    let either = found + moved + missing + new;
    if either > 0.0 { (found + MOVED_SHARE * moved) / either } else { 0.0 }
}

/// What a heading of a spec weighs.
fn weight(heading: &HeadingPattern) -> f64 {
    if heading.is_common() { COMMON_WEIGHT } else { OWN_WEIGHT }
}

fn sorted<'a>(headings: impl Iterator<Item = &'a &'a HeadingPattern>) -> Vec<String> {
    let mut words: Vec<String> = headings.map(|heading| heading.words.clone()).collect();
    words.sort();
    words.dedup();
    words
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

    const MONTHLY: &str = "# BCP Council scorecard

        KPI Ref | KPI | Aug 21 | Sep 21 | Nat | SN | Jan 21 | Target\n1 | Plans | 5 | 6 | 7 | 8 | 9 | 1";
    const MILESTONES: &str =
        "Key Performance Indicator | Baseline (date) | Target | Milestone 4 – Mar 25 | Actual Mar 25
        Plans | 5 | 6 | 7 | 8";
    const DATASET: &str =
        "Ref | Key Performance Indicator | Baseline March 2022 | Target 22/23 | Q1 | RAG | Comment
        1 | Plans | 5 | 6 | 7 | R | None";

    #[test]
    fn headings_choose_a_layout_whatever_their_periods_and_order() {
        check(MONTHLY, Some("bcp-scorecard"));
        check(&MONTHLY.replace("Aug 21", "May 25").replace("Sep 21", "Jun 25"), Some("bcp-scorecard"));
        check(&MONTHLY.replace("KPI Ref | KPI | Aug 21", "KPI | KPI Ref | Aug 21"), Some("bcp-scorecard"));
        check(MILESTONES, Some("devon-milestones"));
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
    fn headings_that_all_councils_print_choose_none_by_themselves() {
        check(DATASET, None);
        check(&format!("# Kingston SEND Partnership Board Dataset\n\n{DATASET}"), Some("kingston-dataset"));
        let quarterly = "Ref | Key Performance Indicator | Target | Q1 | Q2 | Q3 | Q4 | RAG\n1 | Plans | 5 | 6 | 7 | 8 | 9 | R";
        check(quarterly, None);
        check(&format!("# Royal Borough of Kingston\n\n{quarterly}"), None);
        check(&MONTHLY.replace("BCP Council", "Monthly"), None);
    }

    #[test]
    fn numbers_of_indicators_tell_a_layout_apart() {
        let numbered = MONTHLY.replace("BCP Council", "Monthly").replace("1 | Plans | 5", "1.01 | Plans | 5");
        let rows = "3.07 | Schools | 5\n3.01 | Special | 5\n31.01 | Spend | 5\n1.03 | Requests | 5\n31.02 | Children | 5
            31.03 | Decisions | 5\n2.01 | In time | 5\n31.04 | Health | 5";
        check(&format!("{numbered}\n{rows}"), Some("bcp-scorecard"));
    }

    #[test]
    fn a_paper_of_another_council_is_none_of_the_layouts() {
        check(&format!("# Ourtown Borough Council\n\n{MILESTONES}"), None);
        check(&format!("Ourtown Council improvement plan\n\n{MILESTONES}"), None);
        check(&format!("# Brackwater SEND Board Dataset\n\n{DATASET}"), None);
        check(&format!("# Kingston upon Hull City Council\n\n{DATASET}"), None);
        check(&format!("# Devon County Council\n\n{MILESTONES}"), Some("devon-milestones"));
    }

    #[test]
    fn a_candidate_says_what_it_found_and_missed_and_what_it_lacks() {
        let recognition =
            chosen("KPI Ref | KPI | May 25 | Nat | Target | Cost centre\n1 | Plans | 5 | 6 | 7 | 8");
        let best = &recognition.candidates[0];
        assert_eq!(
            (best.id.as_str(), &best.missing[..], &best.unexpected[..]),
            ("bcp-scorecard", &["SN".to_owned()][..], &["Cost centre".to_owned()][..])
        );
        let words = |lines: &str| chosen(lines).to_string();
        assert!(words(DATASET).contains("any council may print"), "{}", words(DATASET));
        let other = format!("# Ourtown Council\n\n{DATASET}");
        assert!(words(&other).contains("`Ourtown`"), "{}", words(&other));
    }

    /// A catalogue of layouts with the same table; the first is the program's, the rest the caller's own.
    fn alike(ids: &[&str]) -> Catalogue {
        let mut catalogue = Catalogue::default();
        for (at, id) in ids.iter().enumerate() {
            let toml = format!(
                "id = \"{id}\"\nversion = 1\nsummary = \"s\"\n[[table]]\ncolumns = [\"No\", \"Our words\", \"{{period}}\"]\n"
            );
            catalogue.add(id, &toml, at > 0).expect("a good spec");
        }
        catalogue
    }

    #[test]
    fn a_tie_is_said_and_chooses_none_but_for_ones_own_layout() {
        let document = document("No | Our words | May 25 | Jun 25\n1 | Plans | 5 | 6");
        let recognition = recognise(&document, &alike(&["one", "two", "three"]));
        assert_eq!(recognition.chosen, None);
        let tied: Vec<&str> = recognition.tied().iter().map(|candidate| candidate.id.as_str()).collect();
        assert_eq!(tied, ["three", "two"]);
        assert!(recognition.to_string().contains("fit alike"), "{recognition}");
        assert_eq!(recognise(&document, &alike(&["one", "two"])).chosen.as_deref(), Some("two"));
    }
}
