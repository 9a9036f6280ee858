//! Wanted directions that are not the good ones.

use boardlift_model::Observation;

use super::papers::{Paper, Row};
use super::suspicion::{Check, Suspicion};
use super::wanted::{Wanted, of_paper, of_words};

/// Rows whose printed wish the measure itself, or the plain words of the label, contradict. What a board wants of a measure
/// that is neither good nor bad is its own affair.
pub(super) fn check(paper: &Paper<'_>, wanted: &Wanted<'_>) -> Vec<Suspicion> {
    let finding = |row: &Row<'_>| {
        let printed = of_paper(row)?;
        let good = wanted.of_measure(row).or_else(|| of_words(row))?;
        let figures: Vec<&Observation> = row.own().filter(|o| o.figure.desired_direction.is_some()).collect();
        let (first, others) = figures.split_first()?;
        let message = format!(
            "the paper wants it {}, where by its words {} is better",
            printed.as_str(),
            good.as_str()
        );
        (printed != good).then(|| Suspicion::of(Check::WantedDirection, paper, first, others, message))
    };
    paper.rows.iter().filter_map(finding).collect()
}

#[cfg(test)]
mod tests {
    use super::super::suspicion::Check;
    use super::super::testing::check;

    #[test]
    fn a_wish_against_the_measure() {
        let row = |wish: &str, label: &str| {
            format!("Ref|Required direction of travel|KPI|Mar 24|Target\n29|{wish}|{label}|100|95")
        };
        check(Check::WantedDirection, &row("▼", "% of plans issued within 20 weeks"), &["29: 100"]);
        check(Check::WantedDirection, &row("▲", "% of plans issued within 20 weeks"), &[]);
        // What a board wants of a number that is neither good nor bad is its own affair.
        check(Check::WantedDirection, &row("▼", "Number of EHCPs"), &[]);
    }
}
