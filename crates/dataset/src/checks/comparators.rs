//! Shares many times those of the areas that they stand beside, or a small part of them.

use boardlift_model::{AreaType, Flag, Observation, Unit};

use super::papers::{Paper, Row, value};
use super::printed::{in_unit, with_column};
use super::suspicion::{Check, Suspicion};
use super::thresholds::{COMPARATORS_STEADY, LEAST_SHARE, UNLIKE};

/// One finding a row: what is not comparable is so in all its columns.
pub(super) fn check(paper: &Paper<'_>) -> Vec<Suspicion> {
    paper.rows.iter().filter_map(|row| unlike(paper, row)).collect()
}

fn unlike(paper: &Paper<'_>, row: &Row<'_>) -> Option<Suspicion> {
    let comparators: Vec<&Observation> = row.figures.iter().copied().filter(|o| is_comparator(o)).collect();
    let values = || comparators.iter().filter_map(|o| value(o));
    let (low, high) = values().fold((f64::MAX, f64::MIN), |(low, high), v| (low.min(v), high.max(v)));
    if comparators.len() < 2 || low < LEAST_SHARE || high > COMPARATORS_STEADY * low {
        return None;
    }
    let results = row.results();
    let is_unlike = |o: &&Observation| {
        value(o).is_some_and(|v| v > UNLIKE * high || v >= LEAST_SHARE && v * UNLIKE < low)
    };
    let is_share = |o: &&Observation| o.figure.cell.unit == Some(Unit::Percent);
    let is_told = |o: &&Observation| o.figure.flags.contains(&Flag::ImplausibleJump);
    if results.is_empty()
        || !results.iter().all(|o| is_share(o) && is_unlike(o))
        || results.iter().any(is_told)
    {
        return None;
    }
    let (newest, earlier) = results.split_last()?;
    let others: Vec<&Observation> = earlier.iter().chain(&comparators).copied().collect();
    let message = format!(
        "{} stands beside {} to {} for other areas: not the same share",
        with_column(newest),
        in_unit(low, Some(Unit::Percent)),
        in_unit(high, Some(Unit::Percent)),
    );
    Some(Suspicion::of(Check::UnlikeComparators, paper, newest, &others, message))
}

fn is_comparator(observation: &Observation) -> bool {
    let is_wider = matches!(
        observation.area.area_type,
        AreaType::Country | AreaType::Region | AreaType::StatisticalNeighbours
    );
    is_wider && value(observation).is_some() && observation.figure.cell.unit == Some(Unit::Percent)
}

#[cfg(test)]
mod tests {
    use super::super::suspicion::Check;
    use super::super::testing::check;

    #[test]
    fn a_share_of_another_kind_than_those_beside_it() {
        let row =
            |cells: &str| format!("Ref|KPI|Mar 23|National|South West\n36|% of EHCPs in mainstream|{cells}");
        check(Check::UnlikeComparators, &row("19%|2.4%|2.7%"), &["36: 19%"]);
        check(Check::UnlikeComparators, &row("9%|2.4%|2.7%"), &[]);
        check(Check::UnlikeComparators, &row("19%|2.4%|8.7%"), &[]);
    }
}
