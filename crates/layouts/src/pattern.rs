//! Headings as patterns: what stays the same from edition to edition, and how two rows of headings differ.

use std::collections::BTreeSet;

use boardlift_lexicon::period::FoundPeriod;
use boardlift_lexicon::{fold, heading};

use crate::header::ANY_YEARS;

/// Stands in keys for a period.
const PERIOD: &str = "periodmark";
/// Stands in keys for a whole number that is no period.
const NUMBER: &str = "numbermark";

/// One heading of a row, as it stays from edition to edition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct HeadingPattern {
    /// Equal for equal headings.
    pub(crate) key: String,
    /// The words for a person: as printed, or as the spec writes them.
    pub(crate) words: String,
}

impl HeadingPattern {
    /// Whether headings of any council may read so: those of a layout tell it apart only where they may not.
    pub(crate) fn is_common(&self) -> bool {
        let words: Vec<&str> = self.key.split(' ').filter(|word| !is_mark(word)).collect();
        heading::is_common(&words.join(" "))
    }

    /// The key without its periods, which come and go with the year: `Target` is `Target 24/25`. A heading that is
    /// nothing but a period stays one.
    fn stem(&self) -> String {
        let words: Vec<&str> = self.key.split(' ').filter(|word| *word != PERIOD).collect();
        if words.is_empty() { self.key.clone() } else { words.join(" ") }
    }
}

/// The headings of a table in their order, each once: a column that merely repeats for another period, or another
/// milestone, adds nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct HeadingRow(Vec<HeadingPattern>);

impl HeadingRow {
    /// Of headings as a document prints them; columns without words are passed over.
    pub(crate) fn printed<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        let pattern = |text: &str| HeadingPattern {
            key: pattern_key(text, heading::read(text, ANY_YEARS).period.as_ref()),
            words: text.to_owned(),
        };
        HeadingRow::of(texts.into_iter().filter(|text| !text.is_empty()).map(pattern))
    }

    /// Of headings as a spec writes them.
    pub(crate) fn written(columns: &[String]) -> Self {
        let pattern = |text: &String| HeadingPattern { key: spec_pattern_key(text), words: text.clone() };
        HeadingRow::of(columns.iter().map(pattern))
    }

    fn of(patterns: impl Iterator<Item = HeadingPattern>) -> Self {
        let mut known = BTreeSet::new();
        HeadingRow(patterns.filter(|pattern| known.insert(pattern.key.clone())).collect())
    }

    /// The headings, from left to right.
    pub(crate) fn headings(&self) -> &[HeadingPattern] {
        &self.0
    }

    /// Whether two rows are the same headings in the same order.
    pub(crate) fn is_same(&self, other: &HeadingRow) -> bool {
        self.0.iter().map(|heading| &heading.key).eq(other.0.iter().map(|heading| &heading.key))
    }

    fn place(&self, key: &str) -> Option<usize> {
        self.0.iter().position(|heading| heading.key == key)
    }
}

/// How the headings of a table differ from those that a spec writes. What both have is told in the spec's words.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Difference<'a> {
    /// In both, in the same order.
    pub(crate) found: Vec<&'a HeadingPattern>,
    /// In both, but before or behind others than the spec has it.
    pub(crate) moved: Vec<&'a HeadingPattern>,
    /// In the spec alone.
    pub(crate) missing: Vec<&'a HeadingPattern>,
    /// In the table alone.
    pub(crate) new: Vec<&'a HeadingPattern>,
}

impl<'a> Difference<'a> {
    /// Sets a table's headings against a spec's. The fewest headings count as moved that may.
    pub(crate) fn between(table: &'a HeadingRow, spec: &'a HeadingRow) -> Self {
        let mut difference = Difference {
            missing: spec.0.iter().filter(|known| table.place(&known.key).is_none()).collect(),
            ..Difference::default()
        };
        let mut shared: Vec<(usize, &HeadingPattern)> = Vec::new();
        for heading in &table.0 {
            match spec.place(&heading.key) {
                Some(place) => shared.push((place, &spec.0[place])),
                None => difference.new.push(heading),
            }
        }
        let kept = longest_rise(&shared.iter().map(|(place, _)| *place).collect::<Vec<_>>());
        for (at, (_, heading)) in shared.into_iter().enumerate() {
            let list = if kept.contains(&at) { &mut difference.found } else { &mut difference.moved };
            list.push(heading);
        }
        difference
    }

    /// The same difference but for what another year brings of itself: a heading that gained its period or lost it.
    pub(crate) fn beyond_editions(mut self) -> Self {
        let gone: Vec<String> = self.missing.iter().map(|heading| heading.stem()).collect();
        let came: Vec<String> = self.new.iter().map(|heading| heading.stem()).collect();
        self.missing.retain(|heading| !came.contains(&heading.stem()));
        self.new.retain(|heading| !gone.contains(&heading.stem()));
        self
    }
}

/// The places of a longest rising part of a list of distinct numbers. Headings are few, so that trying all pairs costs
/// nothing that counts.
fn longest_rise(numbers: &[usize]) -> Vec<usize> {
    let mut best: Vec<(usize, Option<usize>)> = Vec::with_capacity(numbers.len());
    for (at, number) in numbers.iter().enumerate() {
        let before = (0..at).filter(|&before| numbers[before] < *number);
        let longest = before.max_by_key(|&before| (best[before].0, std::cmp::Reverse(before)));
        best.push((longest.map_or(1, |before| best[before].0 + 1), longest));
    }
    let mut rise = Vec::new();
    let mut at = (0..best.len()).max_by_key(|&at| (best[at].0, std::cmp::Reverse(at)));
    while let Some(place) = at {
        rise.push(place);
        at = best[place].1;
    }
    rise.reverse();
    rise
}

/// The key of a heading for comparing it with a spec's pattern: its words, `{period}` where the period stands, `{n}`
/// for other whole numbers.
fn pattern_key(text: &str, period: Option<&FoundPeriod>) -> String {
    let marked =
        match period.and_then(|found| Some((text.get(..found.span.start)?, text.get(found.span.end..)?))) {
            Some((before, after)) => format!("{before} {{period}} {after}"),
            None => text.to_owned(),
        };
    spec_pattern_key(&marked)
}

/// The same key for a pattern as a spec writes it.
fn spec_pattern_key(pattern: &str) -> String {
    let marked = pattern.replace("{period}", &format!(" {PERIOD} ")).replace("{n}", &format!(" {NUMBER} "));
    let key = fold::key(&marked);
    let words = key.split(' ').map(|word| if is_number(word) { NUMBER } else { word });
    words.collect::<Vec<_>>().join(" ")
}

fn is_mark(word: &str) -> bool {
    word == PERIOD || word == NUMBER
}

fn is_number(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(text: &str) -> String {
        HeadingRow::printed([text]).0.remove(0).key
    }

    #[test]
    fn patterns_forget_periods_and_numbers() {
        assert_eq!(key("Target 22/23"), spec_pattern_key("Target {period}"));
        assert_eq!(key("Milestone 4 – Mar 24"), spec_pattern_key("Milestone {n} {period}"));
        assert_eq!(key("2018/19 / England"), spec_pattern_key("{period} / England"));
        assert_ne!(key("Target"), spec_pattern_key("Target {period}"));
    }

    #[test]
    fn common_headings_are_known_words_periods_and_comparators() {
        let check = |pattern: &str, expected: bool| {
            let row = HeadingRow::written(&[pattern.to_owned()]);
            assert_eq!(row.0[0].is_common(), expected, "{pattern}");
        };
        for common in ["Ref", "Key Performance Indicator", "Target {period}", "{period}", "RAG", "Data type"]
        {
            check(common, true);
        }
        for common in ["Milestone {n} {period}", "{period} / England", "Direction of travel", "SN"] {
            check(common, true);
        }
        for own in ["Baseline (date)", "{period} / Ourtown", "Required direction of travel", "Cost centre"] {
            check(own, false);
        }
    }

    /// The differences between the headings of a table and those of a spec, both written with `|`, before and after
    /// what editions bring is set aside.
    fn check(table: &str, spec: &str, expected: &str, beyond_editions: &str) {
        let columns: Vec<String> = spec.split('|').map(|column| column.trim().to_owned()).collect();
        let table = HeadingRow::printed(table.split('|').map(str::trim));
        let spec = HeadingRow::written(&columns);
        let words = |difference: &Difference<'_>| {
            let list = |name: &str, headings: &[&HeadingPattern]| {
                let words: Vec<&str> = headings.iter().map(|heading| heading.words.as_str()).collect();
                if words.is_empty() { String::new() } else { format!("{name} {} ", words.join(", ")) }
            };
            let parts =
                [("moved", &difference.moved), ("missing", &difference.missing), ("new", &difference.new)];
            parts.map(|(name, headings)| list(name, headings)).concat().trim().to_owned()
        };
        let difference = Difference::between(&table, &spec);
        assert_eq!(words(&difference), expected, "{table:?}");
        assert_eq!(words(&difference.beyond_editions()), beyond_editions, "{table:?}");
    }

    #[test]
    fn rows_of_headings_differ_by_what_is_new_missing_and_moved() {
        let spec = "Ref | KPI | {period} | Nat | Target";
        check("Ref | KPI | May 25 | Jun 25 | Nat | May 24 | Target", spec, "", "");
        check("Ref | KPI | May 25 | Target | Notes", spec, "missing Nat new Notes", "missing Nat new Notes");
        check("Target | Ref | KPI | May 25 | Nat", spec, "moved Target", "moved Target");
        check("Ref | KPI | | May 25 | Nat | Target", spec, "", "");
    }

    #[test]
    fn another_year_is_no_other_heading() {
        check(
            "Ref | KPI | Target 24/25 | May 25",
            "Ref | KPI | Target | {period}",
            "missing Target new Target 24/25",
            "",
        );
        check(
            "KPI | Milestone 3 – Mar 25 | Actual Mar 25 | Milestone 4 – Jul 25 | Actual Jul 25",
            "KPI | Milestone {n} {period} | Actual {period}",
            "",
            "",
        );
    }
}
