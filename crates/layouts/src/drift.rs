//! In what a document differs from the spec of its layout: headings, rows, numbers of indicators.
//!
//! It is read all the same. What differs is told in words, and the figures that it may touch are flagged: those under
//! headings that changed, those of tables with too few or too many rows, those with a new number. Another quarter, another
//! year or one more milestone is no difference.

use std::collections::{BTreeMap, BTreeSet};

use boardlift_lexicon::fold;
use boardlift_model::{Figure, Finding, FindingKind, Flag, Place};

use crate::pattern::{HeadingPattern, HeadingRow};
use crate::recognise::{likeness, nearest};
use crate::seen::Seen;
use crate::spec::{self, ExpectedRefs, ExpectedRows, Spec, TablePattern};

/// Headings that are less alike are those of another table.
const LEAST_LIKENESS: f64 = 0.5;
/// How many numbers or headings of a list are told; the rest is counted.
const TOLD: usize = 5;

/// Flags the figures that a difference touches, and tells the differences. `losses` are the findings about the document
/// so far: what a damaged text lost, its publisher did not leave out.
pub(crate) fn mark(spec: &Spec, seen: &[Seen], figures: &mut [Figure], losses: &[Finding]) -> Vec<Finding> {
    let seen: Vec<&Seen> = seen.iter().filter(|stretch| stretch.of_indicators).collect();
    let patterns: Vec<HeadingRow> =
        spec.tables.iter().map(|table| HeadingRow::written(&table.columns)).collect();
    let mut drift = Drift { id: &spec.id, findings: Vec::new() };
    let of_pattern = drift.headings(&patterns, &seen, figures);
    let is_whole = !losses.iter().any(|finding| finding.kind == FindingKind::FigureLeftOut);
    for (at, table) in spec.tables.iter().enumerate() {
        let stretches: Vec<&Seen> =
            seen.iter().zip(&of_pattern).filter(|(_, of)| **of == Some(at)).map(|(seen, _)| *seen).collect();
        if let Some(expected) = table.rows {
            drift.rows(table, expected, &stretches, figures);
        }
        if !table.refs.is_empty() {
            drift.refs(&table.refs, &stretches, figures, is_whole);
        }
    }
    drift.findings
}

/// The differences found so far.
struct Drift<'a> {
    id: &'a str,
    findings: Vec<Finding>,
}

impl Drift<'_> {
    /// Tells in what the headings differ, and gives the pattern of each stretch.
    fn headings(
        &mut self,
        patterns: &[HeadingRow],
        seen: &[&Seen],
        figures: &mut [Figure],
    ) -> Vec<Option<usize>> {
        let mut changes = Changes::default();
        let mut of_pattern: Vec<Option<usize>> = Vec::with_capacity(seen.len());
        for stretch in seen {
            let Some(headings) = &stretch.headings else {
                of_pattern.push(of_pattern.last().copied().flatten());
                continue;
            };
            let fit = nearest(headings, patterns).filter(|(_, fit)| likeness(fit) >= LEAST_LIKENESS);
            of_pattern.push(fit.as_ref().map(|(at, _)| *at));
            let is_changed = match fit {
                None => changes.add_table(stretch, headings),
                Some((_, difference)) => {
                    let difference = difference.beyond_editions();
                    let lists = [
                        ("new", difference.new),
                        ("missing", difference.missing),
                        ("moved", difference.moved),
                    ];
                    lists
                        .into_iter()
                        .fold(false, |any, (what, list)| changes.add(what, &list, stretch) || any)
                }
            };
            if is_changed {
                flag(figures, stretch);
            }
        }
        for ((what, words), (tables, place)) in changes.0 {
            let tables = listed(tables.into_iter().map(|table| table.to_string()));
            self.tell(&format!("{what} {words} in table {tables}"), place);
        }
        of_pattern
    }

    fn rows(
        &mut self,
        table: &TablePattern,
        expected: ExpectedRows,
        stretches: &[&Seen],
        figures: &mut [Figure],
    ) {
        let found = stretches.iter().map(|stretch| stretch.rows_of_figures).fold(0, u32::saturating_add);
        if expected.allow(found) {
            return;
        }
        for stretch in stretches {
            flag(figures, stretch);
        }
        let ExpectedRows { least, most } = expected;
        let about = if least == most { least.to_string() } else { format!("{least} to {most}") };
        let headings = listed(table.columns.iter().map(|column| format!("`{column}`")));
        let place = stretches.first().and_then(|stretch| stretch.place.clone());
        self.tell(&format!("expected {about} rows under {headings}, found {found}"), place);
    }

    fn refs(&mut self, expected: &ExpectedRefs, stretches: &[&Seen], figures: &mut [Figure], is_whole: bool) {
        let mut found: BTreeSet<String> = BTreeSet::new();
        let mut new: Vec<String> = Vec::new();
        for at in stretches.iter().flat_map(|stretch| stretch.figures.clone()) {
            let figure = &mut figures[at];
            let Some(printed) = figure.reference.clone() else { continue };
            found.insert(fold::key(&printed));
            if !expected.has(&printed) {
                figure.flags.insert(Flag::LayoutDrift);
                new.push(printed);
            }
        }
        let place = stretches.first().and_then(|stretch| stretch.place.clone());
        let gone = expected.all().filter(|number| is_whole && !found.contains(&fold::key(number)));
        for (what, numbers) in [("new", spec::runs(new.into_iter())), ("missing", spec::runs(gone))] {
            if !numbers.is_empty() {
                let numbers = listed(numbers.iter().map(|number| format!("`{number}`")));
                self.tell(&format!("{what} numbers {numbers}"), place.clone());
            }
        }
    }

    fn tell(&mut self, what: &str, place: Option<Place>) {
        let message = format!("the paper differs from layout `{}`: {what}", self.id);
        self.findings.push(Finding::warning(FindingKind::LayoutDrift, message, place));
    }
}

/// The tables that a change of headings stands in, and the place of the first.
type Tables = (BTreeSet<u32>, Option<Place>);

/// What changed in headings, each change once however many tables have it.
#[derive(Default)]
struct Changes(BTreeMap<(&'static str, String), Tables>);

impl Changes {
    /// Adds what changed in a stretch; whether anything did.
    fn add(&mut self, what: &'static str, headings: &[&HeadingPattern], stretch: &Seen) -> bool {
        for heading in headings {
            self.add_words((what, format!("heading `{}`", heading.words)), stretch);
        }
        !headings.is_empty()
    }

    /// Adds a table that the spec doesn't have at all.
    fn add_table(&mut self, stretch: &Seen, headings: &HeadingRow) -> bool {
        let words = listed(headings.headings().iter().map(|heading| format!("`{}`", heading.words)));
        self.add_words(("new", format!("headings {words}")), stretch);
        true
    }

    fn add_words(&mut self, change: (&'static str, String), stretch: &Seen) {
        let (tables, _) = self.0.entry(change).or_insert_with(|| (BTreeSet::new(), stretch.place.clone()));
        tables.insert(stretch.table);
    }
}

fn flag(figures: &mut [Figure], stretch: &Seen) {
    for figure in &mut figures[stretch.figures.clone()] {
        figure.flags.insert(Flag::LayoutDrift);
    }
}

/// The first words of a list, and how many more there are.
fn listed(words: impl Iterator<Item = String>) -> String {
    let all: Vec<String> = words.collect();
    let told = all.iter().take(TOLD).map(String::as_str).collect::<Vec<_>>().join(", ");
    if all.len() > TOLD { format!("{told} and {} more", all.len() - TOLD) } else { told }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Catalogue;
    use crate::read::{Options, read};
    use crate::testing::{by_spec, document};

    const TABLE: &str = "columns = [\"Ref\", \"KPI\", \"{period}\", \"Target\"]";

    /// What is told of a document by a spec with this table, and which figures are flagged: number and heading.
    fn check(table: &str, lines: &str, told: &[&str], flagged: &[&str]) {
        let reading = by_spec("", table, lines);
        let drifted = |flags: &boardlift_model::Flags| flags.contains(&Flag::LayoutDrift);
        let findings: Vec<String> = reading
            .findings
            .iter()
            .filter(|finding| finding.kind == FindingKind::LayoutDrift)
            .map(|finding| finding.message.replace("the paper differs from layout `mine`: ", ""))
            .collect();
        let figures = reading.figures.iter().filter(|figure| drifted(&figure.flags));
        let found: Vec<String> = figures
            .map(|figure| format!("{} {}", figure.reference.as_deref().unwrap_or("-"), figure.column_text))
            .collect();
        assert_eq!(findings, told, "{lines}");
        assert_eq!(found, flagged, "{lines}");
        assert_eq!(drifted(&reading.flags), !told.is_empty(), "{lines}");
    }

    #[test]
    fn what_repeats_is_no_drift() {
        check(TABLE, "Ref | KPI | May 25 | Target\n1 | Plans | 5 | 6", &[], &[]);
        check(TABLE, "Ref | KPI | Apr 26 | May 26 | Jun 26 | Target\n1 | Plans | 5 | 5 | 5 | 6", &[], &[]);
        check(TABLE, "Ref | KPI | May 25 | Target 24/25\n1 | Plans | 5 | 6", &[], &[]);
    }

    #[test]
    fn headings_that_come_go_and_move() {
        check(
            TABLE,
            "Ref | KPI | May 25 | England\n1 | Plans | 5 | 6",
            &["missing heading `Target` in table 1", "new heading `England` in table 1"],
            &["1 May 25", "1 England"],
        );
        check(
            TABLE,
            "Ref | KPI | May 25 | Target\n1 | Plans | 5 | 6\n\nRef | KPI | Target | May 25\n2 | Visits | 7 | 8",
            &["moved heading `{period}` in table 2"],
            &["2 Target", "2 May 25"],
        );
        check(
            TABLE,
            "Ref | KPI | May 25 | Target\n1 | Plans | 5 | 6\n\nName of measure | England | London\nVisits | 7 | 8",
            &["new headings `Name of measure`, `England`, `London` in table 2"],
            &["- England", "- London"],
        );
    }

    #[test]
    fn rows_that_are_too_few() {
        let table = format!("{TABLE}\nrows = [2, 3]");
        check(&table, "Ref | KPI | May 25 | Target\n1 | Plans | 5 | 6\n2 | Visits | 7 | 8", &[], &[]);
        check(
            &table,
            "Ref | KPI | May 25 | Target\n1 | Plans | 5 | 6",
            &["expected 2 to 3 rows under `Ref`, `KPI`, `{period}`, `Target`, found 1"],
            &["1 May 25", "1 Target"],
        );
        check(&table, "Ref | KPI | May 25 | Target\n1 | Plans | 5 | 6\n\n~ 2 | Visits | 7 | 8", &[], &[]);
    }

    #[test]
    fn numbers_that_come_and_go() {
        let table = format!("{TABLE}\nrefs = [\"1 to 2\", \"A1\"]");
        check(
            &table,
            "Ref | KPI | May 25 | Target\n1 | Plans | 5 | 6\na1 | Visits | 7 | 8\n3 | Appeals | 9 | 1",
            &["new numbers `3`", "missing numbers `2`"],
            &["3 May 25", "3 Target"],
        );
    }

    /// Whether a paper is recognised as one of the program's layouts, and in what its headings differ.
    fn check_edition(lines: &str, id: &str, told: &[&str]) {
        let catalogue = Catalogue::embedded().expect("good specs");
        let reading = read(&document(lines), &catalogue, &Options::default()).expect("no layout is named");
        assert_eq!(reading.layout.id, id, "{lines}");
        let about_headings = reading.findings.iter().filter(|finding| finding.message.contains("heading"));
        let found: Vec<&str> =
            about_headings.filter_map(|finding| finding.message.split(": ").last()).collect();
        assert_eq!(found, told, "{lines}");
    }

    #[test]
    fn later_editions_of_the_programs_layouts() {
        check_edition(
            "# Devon County Council

             Key Performance Indicator | Baseline (date) | Target | Milestone 3 – Mar 25 | Actual Mar 25 | Milestone 4 – Jul 25 | Actual Jul 25 | Milestone 5 – Nov 25
             Plans | 1 | 2 | 3 | 4 | 5 | 6 | 7",
            "devon-milestones",
            &[],
        );
        check_edition(
            "# BCP Council scorecard

             KPI Ref | KPI | Jan 26 | Feb 26 | Mar 26 | Apr 26 | May 26 | Jun 26 | Jul 26 | Nat | SN | Jul 25 | Target 26/27
             1.01 | Plans | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11",
            "bcp-scorecard",
            &[],
        );
        check_edition(
            "# BCP Council

             KPI No | SEND Imp Plan Priority KPIs - section | Required direction of travel | KPIs | Current Month Performance - May 25 | Actual Direction of Travel | Current Month Performance - Apr 25 | Target | May 24 | National | South West | Statistical Neighbours
             1 | 4 | Up | Plans | 1 | Up | 2 | 3 | 4 | 5 | 6 | 7",
            "bcp-strategic-kpis",
            &[],
        );
        check_edition(
            "# Royal Borough of Kingston
             # Q1 2024/25

             Ref | Key Performance Indicator | Baseline 31st March 2024 | Target 24/25 | Q1 | RAG | Data type
             1 | Plans | 1 | 2 | 3 | R | Quarterly actual",
            "kingston-dashboard",
            &[],
        );
        check_edition(
            "# Kingston SEND Partnership Board Dataset, 2025/26 Q2

             Ref | Key Performance Indicator | Baseline 31st March 2025 | Target 25/26 | Q1 | Q2 | Q3 | Q4 | RAG | Comment
             1 | Plans | 1 | 2 | 3 | 4 | | | R | None",
            "kingston-dataset",
            &[],
        );
    }

    #[test]
    fn an_edition_with_other_headings_is_read_and_told() {
        check_edition(
            "# BCP Council scorecard

             KPI Ref | KPI | Jan 26 | Feb 26 | Nat | SN | Benchmark rank | Target
             1.01 | Plans | 1 | 2 | 3 | 4 | 5 | 6",
            "bcp-scorecard",
            &["new heading `Benchmark rank` in table 1"],
        );
    }
}
