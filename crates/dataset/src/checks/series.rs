//! Figures that stand out of their series over all documents of an authority.
//!
//! Median and median deviation, so that one slip does not hide itself. Series that gather up over the year fall back each
//! spring and are left out; so are small counts.

use std::collections::{BTreeMap, HashMap};

use boardlift_model::{Basis, DocumentId, Flag, Kind, Observation, Period, PeriodType, Unit};

use super::papers::{Paper, is_own, value};
use super::printed::{half_unit, in_unit};
use super::suspicion::{Check, Suspicion};
use super::thresholds::{SERIES_APART, SERIES_DEVIATIONS, SERIES_WITNESSES, SMALL_COUNT};
use crate::series::SeriesIndex;

/// One figure a period, the first printed.
type Points<'p, 'o> = BTreeMap<Period, (&'p Paper<'o>, &'o Observation)>;

/// Figures far from the rest of their series.
pub(super) fn check(papers: &[Paper<'_>], observations: &[Observation]) -> Vec<Suspicion> {
    let index = SeriesIndex::new(observations);
    let numbers: HashMap<(&DocumentId, &str), usize> = observations
        .iter()
        .enumerate()
        .map(|(position, o)| ((&o.document_id, o.id.as_str()), index.number_of(position)))
        .collect();
    let mut all: BTreeMap<usize, Points<'_, '_>> = BTreeMap::new();
    for paper in papers {
        for o in paper.rows.iter().flat_map(|row| &row.figures).copied().filter(|o| is_point(o)) {
            let number = numbers.get(&(&o.document_id, o.id.as_str()));
            if let Some((&number, stated)) = number.zip(o.figure.period.as_ref()) {
                all.entry(number).or_default().entry(stated.period).or_insert((paper, o));
            }
        }
    }
    all.into_values().flat_map(|points| outliers(&points)).collect()
}

/// Whether a figure can be held against others of its series: a result of the publisher's own, for days of a regular length
/// that are read without doubt.
fn is_point(o: &Observation) -> bool {
    let figure = &o.figure;
    let is_regular = figure.period.as_ref().is_some_and(|stated| stated.period.kind != PeriodType::Range);
    figure.kind == Kind::Actual
        && is_own(o)
        && value(o).is_some()
        && is_regular
        && figure.basis != Some(Basis::Cumulative)
        && !figure.flags.contains(&Flag::PeriodOutOfSequence)
}

fn outliers(series: &Points<'_, '_>) -> Vec<Suspicion> {
    let values: Vec<f64> = series.values().filter_map(|(_, o)| value(o)).collect();
    if values.len() <= SERIES_WITNESSES {
        return Vec::new();
    }
    let middle = median(values.clone());
    let deviation = median(values.iter().map(|v| (v - middle).abs()).collect());
    let finding = |(paper, o): &(&Paper<'_>, &Observation)| {
        // Nothing jumps to or from nought: no cases is a usual number of cases.
        let found = value(o).filter(|found| found * middle > 0.0)?;
        let unit = o.figure.cell.unit;
        // A series that stands still has no deviation; its rounding is the least that it may move by.
        let deviations = (found - middle).abs() / deviation.max(2.0 * half_unit(o));
        let is_apart = deviations > SERIES_DEVIATIONS && (found - middle).abs() > SERIES_APART * middle.abs();
        let is_small = unit == Some(Unit::Count) && found.max(middle) < SMALL_COUNT;
        let is_told = o.figure.flags.contains(&Flag::ImplausibleJump);
        let message = format!(
            "found {}, where the {} figures of its series lie about {} (median), half of them within {}",
            in_unit(found, unit),
            values.len(),
            in_unit(middle, unit),
            in_unit(deviation, unit),
        );
        (is_apart && !is_small && !is_told)
            .then(|| Suspicion::of(Check::ImplausibleJump, paper, o, &[], message))
    };
    series.values().filter_map(finding).collect()
}

/// The middle of numbers, the upper of the two where they are even; nought where there are none.
fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::super::suspicion::Check;
    use super::super::testing::found;

    fn check(papers: &[&str], expected: &[&str]) {
        let found = found(papers);
        let jumps = found.iter().filter(|one| one.check == Check::ImplausibleJump);
        assert_eq!(jumps.map(|one| one.value_text.as_str()).collect::<Vec<_>>(), expected, "{papers:?}");
    }

    #[test]
    fn a_figure_far_from_its_series() {
        let header = "Ref|KPI|Jan 23|Feb 23|Mar 23|Apr 23|May 23|Jun 23|Jul 23\n";
        let row = |cells: &str| format!("{header}1|Number of telephone calls|{cells}");
        check(&[&row("15445|14900|16020|39228|15100|15800|14700")], &["39228"]);
        check(&[&row("15445|14900|16020|19228|15100|15800|14700")], &[]);
        check(&[&row("5|7|0|1|3|0|2")], &[]);
        check(&[&format!("{header}1|% of audits judged good|33%|0%|0%|17%|0%|0%|0%")], &[]);
    }

    #[test]
    fn two_groups_under_one_measure_are_two_series() {
        let row = "Number of pupils on SEN Support";
        let all = format!(
            "## All schools\n\nRef|Indicator|Q1 2020/21|Q2 2020/21|Q3 2020/21|Q4 2020/21|Q1 2021/22|Q2 2021/22|Q3 2021/22\n1|{row}|9000|9010|9020|9030|9040|9050|9060"
        );
        let special = format!(
            "## Special schools\n\nRef|Indicator|Q3 2018/19|Q4 2018/19|Q1 2019/20|Q1 2020/21\n1|{row}|310|312|313|320"
        );
        check(&[&format!("Devon County Council\n\n{all}\n\n{special}")], &[]);
    }

    #[test]
    fn a_series_runs_over_papers() {
        let paper = |period: &str, value: &str| {
            format!(
                "Kingston upon Thames Council\n\nRef|KPI|{period}\n1|% of calls answered|{value}\n2|Number of calls|500"
            )
        };
        let papers = ["Jan 23", "Feb 23", "Mar 23", "Apr 23", "May 23", "Jun 23"]
            .iter()
            .zip(["94%", "93%", "95%", "49%", "94%", "92%"])
            .map(|(period, value)| paper(period, value))
            .collect::<Vec<_>>();
        check(&papers.iter().map(String::as_str).collect::<Vec<_>>(), &["49%"]);
    }
}
