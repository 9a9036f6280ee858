//! One indicator twice in a paper, with different values for the same days.

use std::collections::BTreeMap;

use boardlift_lexicon::fold;
use boardlift_model::{Basis, Kind, Observation, Period, Unit};

use super::labels::counted;
use super::papers::{Paper, Row, value};
use super::printed::{half_unit, may_round_to, with_column};
use super::suspicion::{Check, Suspicion};
use super::thresholds::MOST_REPEATS;

/// What two figures must have in common to be the same.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Identity {
    indicator: String,
    breakdown: String,
    kind: Kind,
    unit: Option<Unit>,
    basis: Option<Basis>,
    period: Option<Period>,
    column: String,
}

/// One finding for each two rows, at the later.
pub(super) fn check(paper: &Paper<'_>) -> Vec<Suspicion> {
    let mut seen: BTreeMap<Identity, (usize, &Observation)> = BTreeMap::new();
    let mut pairs: BTreeMap<(usize, usize), Vec<[&Observation; 2]>> = BTreeMap::new();
    for (at, row) in paper.rows.iter().enumerate() {
        for o in row.own().filter(|o| value(o).is_some()) {
            let Some(identity) = identity(row, o) else { continue };
            match seen.get(&identity) {
                Some((first, other)) if *first != at => {
                    pairs.entry((*first, at)).or_default().push([other, o]);
                }
                Some(_) => {}
                None => drop(seen.insert(identity, (at, o))),
            }
        }
    }
    let found: Vec<Suspicion> = pairs.into_values().filter_map(|pairs| finding(paper, &pairs)).collect();
    if found.len() > MOST_REPEATS { Vec::new() } else { found }
}

fn identity(row: &Row<'_>, o: &Observation) -> Option<Identity> {
    let figure = &row.first().figure;
    let words = counted(&figure.indicator);
    let section = figure.section.as_deref().map(fold::key).unwrap_or_default();
    let period = o.figure.period.as_ref().map(|stated| stated.period);
    // Without days only the heading can say that two figures are of the same ones.
    let column = if period.is_some() { String::new() } else { fold::key(&o.figure.column_text) };
    (!words.is_empty()).then(|| Identity {
        indicator: format!("{section} | {words}"),
        breakdown: figure.breakdown.as_deref().map(fold::key).unwrap_or_default(),
        kind: o.figure.kind,
        unit: o.figure.cell.unit,
        basis: o.figure.basis,
        period,
        column,
    })
}

fn finding(paper: &Paper<'_>, pairs: &[[&Observation; 2]]) -> Option<Suspicion> {
    let differs = |[first, later]: &&[&Observation; 2]| {
        let half = half_unit(first).max(half_unit(later));
        value(first).zip(value(later)).is_some_and(|(first, later)| !may_round_to(first, later, half))
    };
    let different: Vec<&[&Observation; 2]> = pairs.iter().filter(differs).collect();
    let [first, later] = different.first()?;
    let others: Vec<&Observation> = std::iter::once(*first)
        .chain(different.iter().skip(1).flat_map(|pair| pair.iter().rev().copied()))
        .collect();
    let message = format!(
        "{} figures differ from those of `{}`, first {} where that has {}",
        different.len(),
        first.figure.indicator,
        with_column(later),
        first.figure.value_text,
    );
    Some(Suspicion::of(Check::TwoValues, paper, later, &others, message))
}

#[cfg(test)]
mod tests {
    use super::super::suspicion::Check;
    use super::super::testing::check;

    #[test]
    fn one_indicator_with_two_values() {
        let paper = |second: &str| {
            format!(
                "Ref|KPI|Q1 22/23|Q2 22/23\n8|Number of children looked after with an EHCP|53|52\n\
                 9|Number of plans|16|15\n10|Number of children in care with an EHCP|{second}"
            )
        };
        check(Check::TwoValues, &paper("55|52"), &["10: 55"]);
        check(Check::TwoValues, &paper("53|52"), &[]);
    }
}
