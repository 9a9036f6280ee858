//! Milestones that do not lie on the way from the baseline to the target.

use boardlift_model::{Kind, Observation};

use super::papers::{Paper, Row, value};
use super::printed::{half_unit, with_column};
use super::suspicion::{Check, Suspicion};

/// Milestones beyond the baseline, away from the target, or beyond the target.
pub(super) fn check(paper: &Paper<'_>) -> Vec<Suspicion> {
    paper.rows.iter().flat_map(|row| off_course(paper, row)).collect()
}

fn off_course(paper: &Paper<'_>, row: &Row<'_>) -> Vec<Suspicion> {
    let Some((baseline, target)) = row.baseline().zip(only_target(row)) else { return Vec::new() };
    let bound = |o: &Observation| o.figure.cell.value.filter(|value| value.is_finite());
    let Some((from, to)) = value(baseline).zip(bound(target)) else { return Vec::new() };
    let finding = |milestone: &Observation| {
        let at = value(milestone)?;
        let is_between =
            at >= from.min(to) - half_unit(milestone) && at <= from.max(to) + half_unit(milestone);
        let same_unit = [baseline, target].iter().all(|o| o.figure.cell.unit == milestone.figure.cell.unit);
        let message = format!(
            "the milestone {} does not lie between the baseline {} and the target {}",
            with_column(milestone),
            baseline.figure.value_text,
            target.figure.value_text,
        );
        (!is_between && same_unit)
            .then(|| Suspicion::of(Check::MilestoneOffCourse, paper, milestone, &[baseline, target], message))
    };
    row.reported(Kind::Milestone).filter_map(finding).collect()
}

/// The row's target, a bound included: `<50` is the end of the way too.
fn only_target<'o>(row: &Row<'o>) -> Option<&'o Observation> {
    let mut targets = row.own().filter(|o| o.figure.kind == Kind::Target && o.figure.cell.value.is_some());
    targets.next().filter(|_| targets.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::super::suspicion::Check;
    use super::super::testing::check;

    #[test]
    fn a_milestone_lies_between_baseline_and_target() {
        let row = |cells: &str| {
            format!(
                "Ref|KPI|Baseline|Target|Milestone 1 – Jul 23|Milestone 2 – Nov 23\n1|% absent from school|{cells}"
            )
        };
        check(Check::MilestoneOffCourse, &row("12.7%|12.1%|12.7%|13.6%"), &["1: 13.6%"]);
        check(Check::MilestoneOffCourse, &row("12.7%|<12%|12.7%|12%"), &[]);
        check(Check::MilestoneOffCourse, &row("n/a|12.1%|12.7%|13.6%"), &[]);
    }
}
