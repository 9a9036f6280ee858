//! Printed fractions against the percentages beside them.

use std::collections::BTreeMap;

use boardlift_model::{Flag, Fraction, Observation};

use super::papers::{Paper, value};
use super::printed::{half_unit, may_round_to, number};
use super::suspicion::{Check, Suspicion};

/// Figures that the reading flagged, with what the fraction gives and where it may have come from.
pub(super) fn check(paper: &Paper<'_>) -> Vec<Suspicion> {
    let all = || paper.rows.iter().flat_map(|row| row.figures.iter().copied());
    let mut owners: BTreeMap<[u64; 2], &Observation> = BTreeMap::new();
    for o in all().filter(|o| agrees(o)) {
        if let Some(fraction) = o.figure.cell.fraction {
            owners.entry(bits(fraction)).or_insert(o);
        }
    }
    let flagged = all().filter(|o| o.figure.flags.contains(&Flag::FractionMismatch));
    flagged.filter_map(|odd| finding(paper, odd, &owners)).collect()
}

fn finding(
    paper: &Paper<'_>,
    odd: &Observation,
    owners: &BTreeMap<[u64; 2], &Observation>,
) -> Option<Suspicion> {
    let fraction = odd.figure.cell.fraction?;
    let (percent, printed) = (fraction.percent()?, value(odd)?);
    let gives = format!(
        "{} is printed beside {}, which is {}%",
        odd.figure.value_text,
        shown(fraction),
        number(percent)
    );
    let (message, others) = if let Some(owner) = owners.get(&bits(fraction)) {
        let name = owner.figure.reference.as_deref().unwrap_or(&owner.figure.indicator);
        (format!("{gives}; the same fraction stands at {name}, whose percentage it gives"), vec![*owner])
    } else if let Some(whole) = with_a_digit_more(fraction, printed, half_unit(odd)) {
        (format!("{gives}; {} would give it: a lost digit?", shown(whole)), Vec::new())
    } else {
        (gives, Vec::new())
    };
    Some(Suspicion::of(Check::FractionMismatch, paper, odd, &others, message))
}

/// A fraction as a key: the very numbers.
fn bits(fraction: Fraction) -> [u64; 2] {
    [fraction.numerator.to_bits(), fraction.denominator.to_bits()]
}

fn agrees(observation: &Observation) -> bool {
    let percent = observation.figure.cell.fraction.and_then(Fraction::percent);
    percent
        .zip(value(observation))
        .is_some_and(|(percent, printed)| may_round_to(percent, printed, half_unit(observation)))
}

/// The one fraction that gives the percentage when a digit is put into the lower number.
fn with_a_digit_more(fraction: Fraction, percent: f64, half_unit: f64) -> Option<Fraction> {
    let digits = number(fraction.denominator);
    let mut fitting: Vec<String> = Vec::new();
    for at in 0..=digits.len() {
        for digit in '0'..='9' {
            let (before, after) = digits.split_at_checked(at)?;
            let longer = format!("{before}{digit}{after}");
            let denominator: f64 = longer.parse().ok()?;
            let gives = Fraction { denominator, ..fraction }.percent();
            if !longer.starts_with('0') && gives.is_some_and(|gives| may_round_to(gives, percent, half_unit))
            {
                fitting.push(longer);
            }
        }
    }
    fitting.sort_unstable();
    fitting.dedup();
    let [only] = fitting.as_slice() else { return None };
    Some(Fraction { denominator: only.parse().ok()?, ..fraction })
}

fn shown(fraction: Fraction) -> String {
    format!("{}/{}", number(fraction.numerator), number(fraction.denominator))
}

#[cfg(test)]
mod tests {
    use super::super::suspicion::{Cause, Check};
    use super::super::testing::{check, found};

    #[test]
    fn a_fraction_must_give_its_percentage() {
        let paper = "Ref|KPI|Q1 22/23|Notes\n1|% of plans|89.5%|17/19\n2|% of plans issued|9.4%|112/188";
        check(Check::FractionMismatch, paper, &["2: 9.4%"]);
    }

    #[test]
    fn a_lost_digit_and_a_copied_fraction_are_told() {
        let check = |paper: &str, expected: &str| {
            let found = found(&[paper]);
            assert!(found.iter().any(|one| one.message.contains(expected)), "{expected}: {found:#?}");
        };
        let header = "Ref|KPI|Q1 22/23|Notes\n";
        check(&format!("{header}1|% of plans|9.4%|112/188"), "112/1188 would give it");
        check(&format!("{header}1|% of plans|48%|495/1538\n2|% of reviews|32%|495/1538"), "stands at 2");
    }

    #[test]
    fn parted_digits_are_likelier_the_readings() {
        let found = found(&["Ref|KPI|Q1 22/23|Notes\n1|% of reviews|32%|495/1 538"]);
        let told: Vec<_> = found.iter().map(|one| (one.check, one.cause)).collect();
        assert_eq!(told, [(Check::MalformedNumber, Cause::Reading)]);
    }
}
