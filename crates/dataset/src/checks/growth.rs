//! Rows of growth against the rows of what grew.
//!
//! A growth is since the baseline, or since the column before; which of the two a paper means is told by the columns that
//! agree with it.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use boardlift_model::{Kind, Observation, Rag, RagColour, Unit};

use super::labels::{counted, says};
use super::papers::{Paper, Row, value};
use super::printed::{half_unit, may_round_to, number, with_column};
use super::suspicion::{Check, Suspicion};
use super::thresholds::RELATION_WITNESSES;

/// Words of labels that tell a growth.
const GROWING: &[&str] = &["increase", "growth", "rise", "change", "% increase"];

/// One column in which growth and number are both printed, and the number that it grew from.
struct Step<'o> {
    growth: &'o Observation,
    number: &'o Observation,
    from: &'o Observation,
}

impl Step<'_> {
    fn expected(&self) -> Option<f64> {
        let (now, from) = (value(self.number)?, value(self.from)?);
        (from > 0.0).then(|| 100.0 * (now - from) / from)
    }

    fn agrees(&self) -> bool {
        let printed = value(self.growth);
        let half = half_unit(self.growth);
        self.expected().zip(printed).is_some_and(|(expected, printed)| may_round_to(expected, printed, half))
    }
}

/// Growth rows of each table, and how both rows are judged.
pub(super) fn check(paper: &Paper<'_>) -> Vec<Suspicion> {
    let mut found = Vec::new();
    for table in paper.tables() {
        let numbers = rows_of_numbers(table);
        for growth in table.iter().filter(|row| is_growth(row)) {
            // Two rows of the same things leave open which one grew.
            let Some([numbers]) = numbers.get(&what(growth)).map(Vec::as_slice) else { continue };
            found.extend(growth_mismatches(paper, growth, numbers));
            found.extend(contradiction(paper, growth, numbers));
        }
    }
    found
}

fn is_growth(row: &Row<'_>) -> bool {
    row.unit() == Some(Unit::Percent) && says(&row.first().figure.indicator, GROWING)
}

/// What a row counts, and of whom.
fn what<'o>(row: &Row<'o>) -> (String, Option<&'o str>) {
    let figure = &row.first().figure;
    (counted(&figure.indicator), figure.breakdown.as_deref())
}

/// The rows of numbers by what they count.
fn rows_of_numbers<'t, 'o>(table: &'t [Row<'o>]) -> BTreeMap<(String, Option<&'o str>), Vec<&'t Row<'o>>> {
    let mut rows: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for row in table.iter().filter(|row| matches!(row.unit(), Some(Unit::Count | Unit::Gbp))) {
        let what = what(row);
        if !what.0.is_empty() {
            rows.entry(what).or_default().push(row);
        }
    }
    rows
}

fn growth_mismatches(paper: &Paper<'_>, growth: &Row<'_>, numbers: &Row<'_>) -> Vec<Suspicion> {
    let since_baseline = since_baseline(growth, numbers);
    let since_before = since_before(growth, numbers);
    let agreeing = |steps: &[Step<'_>]| steps.iter().filter(|step| step.agrees()).count();
    let (baseline, before) = (agreeing(&since_baseline), agreeing(&since_before));
    let steps = if baseline >= before { since_baseline } else { since_before };
    let witnesses = baseline.max(before);
    if witnesses < RELATION_WITNESSES || 2 * witnesses < steps.len() {
        return Vec::new();
    }
    let finding = |step: &Step<'_>| {
        let message = format!(
            "from {} to {} is {}%, printed {}; {witnesses} other columns agree",
            with_column(step.from),
            with_column(step.number),
            number(step.expected()?),
            step.growth.figure.value_text,
        );
        Some(Suspicion::of(Check::GrowthMismatch, paper, step.growth, &[step.number, step.from], message))
    };
    steps.iter().filter(|step| !step.agrees()).filter_map(finding).collect()
}

/// Results and targets, each since the baseline.
fn since_baseline<'o>(growth: &Row<'o>, numbers: &Row<'o>) -> Vec<Step<'o>> {
    let Some(from) = numbers.baseline() else { return Vec::new() };
    let cells = growth.reported(Kind::Actual).chain(growth.reported(Kind::Target));
    let step =
        |growth| Some(Step { growth, number: numbers.beside(growth).filter(|o| value(o).is_some())?, from });
    cells.filter_map(step).collect()
}

/// Results, each since the one before it, the first since the baseline.
fn since_before<'o>(growth: &Row<'o>, numbers: &Row<'o>) -> Vec<Step<'o>> {
    let mut series: Vec<&Observation> = numbers.baseline().into_iter().collect();
    series.extend(numbers.results());
    let step = |pair: &[&'o Observation]| {
        let &[from, number] = pair else { return None };
        let growth = growth.beside(number).filter(|o| value(o).is_some())?;
        Some(Step { growth, number, from })
    };
    series.windows(2).filter_map(step).collect()
}

/// The newest judged result of a row, its target, its colour, and on which side of the target it lies.
fn judged<'o>(row: &Row<'o>) -> Option<(&'o Observation, &'o Observation, Rag, Ordering)> {
    let newest = row.results().into_iter().rev().find(|o| o.figure.rag.is_some())?;
    let target = row.target_of(newest)?;
    Some((newest, target, newest.figure.rag?, value(newest)?.total_cmp(&value(target)?)))
}

/// Both rows lie on the same side of their targets, and one is green while the other is not.
fn contradiction(paper: &Paper<'_>, growth: &Row<'_>, numbers: &Row<'_>) -> Option<Suspicion> {
    let ((rate, aim, rate_rag, rate_side), (count, count_aim, count_rag, count_side)) =
        (judged(growth)?, judged(numbers)?);
    let is_green = |rag: Rag| matches!(rag.colour, RagColour::Green | RagColour::Blue);
    let differ = is_green(rate_rag) != is_green(count_rag) && rate_side == count_side && rate_side.is_ne();
    differ.then(|| {
        let message = format!(
            "{} against the target {} is {}, while {} against {} is {}: both are on the same side of their targets",
            count.figure.value_text,
            count_aim.figure.value_text,
            count_rag.colour,
            rate.figure.value_text,
            aim.figure.value_text,
            rate_rag.colour,
        );
        Suspicion::of(Check::RagContradiction, paper, count, &[rate], message)
    })
}

#[cfg(test)]
mod tests {
    use super::super::suspicion::Check;
    use super::super::testing::check;

    fn paper(growth: &str, numbers: &str) -> String {
        let header = "Ref|KPI|Baseline 31st March 2022|Target 22/23|Q1 22/23|Q2 22/23|Q3 22/23|Q4 22/23|RAG";
        format!("{header}\n5|% increase in total EHCPs|{growth}\n6|Actual EHCPs|{numbers}")
    }

    #[test]
    fn growth_since_the_baseline() {
        let numbers = "1,539|1,662|1,596|1,593|1,626|1,630|A";
        let growth = paper("9.4%|6.6%|3.7%|3.5%|5.7%|3.9%|G", numbers);
        check(Check::GrowthMismatch, &growth, &["5: 6.6%", "5: 3.9%"]);
        check(Check::RagContradiction, &growth, &["6: 1,630"]);
        check(Check::GrowthMismatch, &paper("9.4%|8.0%|3.7%|3.5%|5.7%|5.9%|A", numbers), &[]);
        check(Check::RagContradiction, &paper("9.4%|8.0%|3.7%|3.5%|5.7%|5.9%|A", numbers), &[]);
    }

    #[test]
    fn growth_since_the_quarter_before() {
        let numbers = "1,429|1,558|1,462|1,471|1,540||";
        check(Check::GrowthMismatch, &paper("7.00%|9%|1.04%|0.62%|4.69%||", numbers), &["5: 1.04%"]);
    }

    #[test]
    fn growth_that_nothing_bears_out_is_of_something_else() {
        let numbers = "1,539|1,662|1,596|1,593|1,626|1,630|";
        check(Check::GrowthMismatch, &paper("9.4%|6.6%|1%|2%|3%|4%|", numbers), &[]);
    }
}
