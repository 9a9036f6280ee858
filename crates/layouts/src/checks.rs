//! What looks wrong in the published figures, as flags. No printed value is ever changed.

use boardlift_lexicon::number::half_of_last_decimal;
use boardlift_model::{AreaClaim, Figure, Flag, Fraction, Status, Unit};

/// How many times the others a figure must be, or they it, to be a slip of magnitude. A lost digit or a slipped point
/// makes it about ten: this is as near to ten as to five.
const JUMP: f64 = 7.0;
/// How alike the others must be for the comparison to mean anything.
const STEADY: f64 = 1.5;
/// How many others there must be.
const LEAST_OTHERS: usize = 3;

/// Flags what can be seen within one row.
pub(crate) fn row(figures: &mut [Figure]) {
    fractions(figures);
    shares_over_one_hundred(figures);
    units_unlike_the_row(figures);
    jumps(figures);
}

fn fractions(figures: &mut [Figure]) {
    for figure in figures {
        let agrees =
            match (figure.cell.fraction.and_then(Fraction::percent), figure.cell.value, figure.cell.unit) {
                (Some(percent), Some(value), Some(Unit::Percent)) => {
                    (percent - value).abs() <= half_of_last_decimal(&figure.value_text) + f64::EPSILON * 100.0
                }
                _ => true,
            };
        if !agrees {
            figure.flags.insert(Flag::FractionMismatch);
        }
    }
}

fn shares_over_one_hundred(figures: &mut [Figure]) {
    for figure in figures {
        let is_share = figure.cell.unit == Some(Unit::Percent) && !may_pass_one_hundred(&figure.indicator);
        if is_share && figure.cell.value.is_some_and(|value| value > 100.0) {
            figure.flags.insert(Flag::Over100Percent);
        }
    }
}

/// Growth and spending against a budget may pass one hundred percent.
fn may_pass_one_hundred(indicator: &str) -> bool {
    const WORDS: &[&str] = &[
        "increase",
        "growth",
        "change",
        "rise",
        "decrease",
        "reduction",
        "variance",
        "of budget",
        "of target",
        "capacity",
    ];
    let indicator = indicator.to_lowercase();
    WORDS.iter().any(|word| indicator.contains(word))
}

/// Whether the figure itself prints a percent sign; one in brackets belongs to the second figure.
pub(crate) fn prints_percent(figure: &Figure) -> bool {
    figure.value_text.split('(').next().is_some_and(|words| words.contains('%'))
}

/// Flags figures that print a percent sign where most of the row prints none, and the reverse.
fn units_unlike_the_row(figures: &mut [Figure]) {
    let with_figure = |figure: &Figure| {
        let is_figure = figure.cell.status == Status::Reported && figure.cell.value.is_some();
        is_figure && is_said_to_be_of_the_row(figure)
    };
    let (with, without): (Vec<usize>, Vec<usize>) = (0..figures.len())
        .filter(|&at| with_figure(&figures[at]))
        .partition(|&at| prints_percent(&figures[at]));
    if with.is_empty() || without.is_empty() {
        return;
    }
    let odd = if with.len() <= without.len() { with } else { without };
    for at in odd {
        figures[at].flags.insert(Flag::UnitDiffersFromRow);
    }
}

/// A column that nobody knows may count something else than the rest of the row.
fn is_said_to_be_of_the_row(figure: &Figure) -> bool {
    !figure.flags.contains(&Flag::RoleInferred)
}

/// Flags a figure that is many times, or a small part of, all others of its row, which are steady among themselves.
/// Counts of larger areas are no jump, so only figures that don't grow with the area are compared across areas.
fn jumps(figures: &mut [Figure]) {
    let comparable: Vec<(usize, f64)> = figures
        .iter()
        .enumerate()
        .filter(|(_, figure)| is_said_to_be_of_the_row(figure))
        .filter(|(_, figure)| figure.area == AreaClaim::Publisher || figure.cell.unit == Some(Unit::Percent))
        .filter_map(|(at, figure)| figure.cell.value.filter(|value| *value > 0.0).map(|value| (at, value)))
        .collect();
    if comparable.len() <= LEAST_OTHERS {
        return;
    }
    for &(at, value) in &comparable {
        let others = comparable.iter().filter(|(other, _)| *other != at).map(|(_, value)| *value);
        let (low, high) =
            others.fold((f64::MAX, 0.0_f64), |(low, high), value| (low.min(value), high.max(value)));
        if high <= STEADY * low && (value >= JUMP * high || value * JUMP <= low) {
            figures[at].flags.insert(Flag::ImplausibleJump);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::general;

    /// Which figures carry which flags.
    fn check(lines: &str, expected: &[&str]) {
        let reading = general(lines);
        let mut found = Vec::new();
        for figure in &reading.figures {
            let flags = figure.flags.iter().filter(|flag| **flag != boardlift_model::Flag::UnknownLayout);
            found.extend(flags.map(|flag| {
                format!("{} `{}` {flag}", figure.reference.as_deref().unwrap_or("-"), figure.value_text)
            }));
        }
        assert_eq!(found, expected, "{lines}");
    }

    #[test]
    fn a_fraction_must_agree_within_rounding() {
        check(
            "Ref|KPI|Q1 22/23|Notes\n1|% of plans|89.5%|17/19\n2|% of plans|9.4%|112/188",
            &["2 `9.4%` fraction_mismatch"],
        );
        check(
            "Ref|KPI|Q1 22/23|Notes\n1|% of plans|53%|17/32\n2|% of plans|54%|17/32",
            &["2 `54%` fraction_mismatch"],
        );
        check("Ref|KPI|Q1 22/23|Notes\n1|% of plans|32%|495/1 538", &["1 `32%` malformed_number"]);
    }

    #[test]
    fn units_unlike_the_row() {
        check(
            "Ref|KPI|Q1 22/23|Q2 22/23|Q3 22/23\n1|Rate|0.45|0.45%|0.66",
            &["1 `0.45%` unit_differs_from_row"],
        );
        check(
            "Ref|KPI|Q1 22/23|Q2 22/23|Q3 22/23\n1|Rate|0.20%|0.25|0.21%",
            &["1 `0.25` unit_differs_from_row"],
        );
        check("Ref|KPI|Q1 22/23|Q2 22/23|Q3 22/23\n1|Rate|0.20%|TBC|0.21%", &[]);
        check("Ref|KPI|Target|Q1 22/23|Q2 22/23\n1|% of interviews held|180|20 (11%)|28 (16%)", &[]);
    }

    #[test]
    fn jumps_need_steady_others() {
        check(
            "Ref|KPI|Baseline|Q1 22/23|Q2 22/23|Q3 22/23|Q4 22/23\n1|% of plans|4.0%|4.1%|4.2%|30.8%|4.3%",
            &["1 `30.8%` implausible_jump"],
        );
        check(
            "Ref|KPI|Baseline|Q1 22/23|Q2 22/23|Q3 22/23|Q4 22/23\n1|% of plans|4.0%|8.1%|4.2%|30.8%|4.3%",
            &[],
        );
        check("Ref|KPI|Q1 22/23|Q2 22/23|Q3 22/23|England\n1|Number of plans|40|41|42|389171", &[]);
    }

    #[test]
    fn shares_over_one_hundred() {
        check(
            "Ref|KPI|Q1 22/23\n1|% of plans|101%\n2|% increase in plans|120%",
            &["1 `101%` over_100_percent"],
        );
    }
}
