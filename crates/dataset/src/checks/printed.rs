//! How exact a figure is printed, and figures in words.

use boardlift_lexicon::number::half_of_last_decimal;
use boardlift_model::{Observation, Unit};

/// What adding, dividing and comparing numbers of binary places may lose.
const BINARY: f64 = 1e-9;

/// Half a unit of a figure's last printed decimal: what rounding may have taken from it or given to it.
pub(super) fn half_unit(observation: &Observation) -> f64 {
    half_of_last_decimal(&observation.figure.value_text)
}

/// Whether a printed number may be the rounded `exact`.
pub(super) fn may_round_to(exact: f64, printed: f64, half_unit: f64) -> bool {
    (exact - printed).abs() <= half_unit + BINARY * exact.abs().max(1.0)
}

/// A number for people: no more than two decimals, none that are nought.
pub(super) fn number(value: f64) -> String {
    let two = format!("{value:.2}");
    let plain = two.trim_end_matches('0').trim_end_matches('.');
    if plain == "-0" { "0".to_owned() } else { plain.to_owned() }
}

/// A number with its unit.
pub(super) fn in_unit(value: f64, unit: Option<Unit>) -> String {
    match unit {
        Some(Unit::Percent) => format!("{}%", number(value)),
        Some(Unit::Gbp) => format!("£{}", number(value)),
        _ => number(value),
    }
}

/// A figure as printed, with its column: `1,630 (Q4)`.
pub(super) fn with_column(observation: &Observation) -> String {
    let figure = &observation.figure;
    if figure.column_text.is_empty() {
        return figure.value_text.clone();
    }
    format!("{} ({})", figure.value_text, figure.column_text)
}
