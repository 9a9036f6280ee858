//! Whether two printings of a figure say the same.
//!
//! A figure with fewer printed decimals than another may be that one, rounded; one with as many decimals and other
//! digits never is. A bracketed second figure counts only where both printings have one.

use boardlift_model::{CellValue, Figure, Status};

/// How two printings of a figure compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// The same figure, however its digits are set.
    Same,
    /// The same but for printed decimals: one is the other, rounded.
    Rounded,
    /// Two figures. Figures and missing ones are different too.
    Different,
}

/// How two printings compare. Missing ones are the same, whatever their words.
pub fn likeness(one: &Figure, other: &Figure) -> Likeness {
    match (one.cell.status, other.cell.status) {
        (Status::Reported, Status::Reported) => reported(one, other),
        (Status::Reported, _) | (_, Status::Reported) => Likeness::Different,
        _ => Likeness::Same,
    }
}

/// How far apart the ends of the last printed decimal are: 0.1 for `12.4%`, 100 000 for `£1.2m`, 1 for `1,539`. Nothing
/// where the value's digits don't stand in the text.
pub fn printed_step(figure: &Figure) -> Option<f64> {
    let value = figure.cell.value?.abs();
    numerals(&figure.value_text).find_map(|numeral| {
        let (digits, decimals) =
            (numeral.replace(',', ""), numeral.split_once('.').map_or(0, |(_, d)| d.len()));
        let step = 10_f64.powi(-i32::try_from(decimals).ok()?);
        let number: f64 = digits.parse().ok()?;
        SCALES.into_iter().find(|scale| is_equal(number * scale, value)).map(|scale| scale * step)
    })
}

/// What a letter or a word behind the digits may multiply them by: none, thousand, million, thousand million.
const SCALES: [f64; 4] = [1.0, 1e3, 1e6, 1e9];

/// Half of the coarser step, and as much more as binary fractions may add to it.
const HALF: f64 = 0.5 + 1e-6;

/// Binary fractions differ in their last digits from the decimal ones that were printed; no council prints twelve
/// digits that matter.
const TOLERANCE: f64 = 1e-12;

fn reported(one: &Figure, other: &Figure) -> Likeness {
    let (a, b) = (&one.cell, &other.cell);
    if a.qualifier != b.qualifier || differs(a.value_upper, b.value_upper) || second_differs(a, b) {
        return Likeness::Different;
    }
    match (a.value, b.value) {
        (Some(x), Some(y)) if is_equal(x, y) => Likeness::Same,
        (Some(_), Some(_)) if a.value_upper.is_none() && is_rounded(one, other) => Likeness::Rounded,
        // A fraction, or a length of time in parts: the words are all there is to compare.
        (None, None) if a.secondary_value.is_some() || one.value_text == other.value_text => Likeness::Same,
        _ => Likeness::Different,
    }
}

/// Whether the one with fewer decimals is the other, rounded up or down to its own last one.
fn is_rounded(one: &Figure, other: &Figure) -> bool {
    let steps = printed_step(one).zip(printed_step(other));
    let values = one.cell.value.zip(other.cell.value);
    steps.zip(values).is_some_and(|((step, other_step), (value, other_value))| {
        let coarse = step.max(other_step);
        let is_finer = !is_equal(step, other_step);
        is_finer && (value - other_value).abs() <= coarse * HALF
    })
}

fn second_differs(a: &CellValue, b: &CellValue) -> bool {
    let both = a.secondary_value.zip(b.secondary_value);
    let fractions = a.fraction.zip(b.fraction).filter(|_| a.value.is_none() && b.value.is_none());
    both.is_some_and(|(x, y)| !is_equal(x, y)) || fractions.is_some_and(|(x, y)| x != y)
}

fn differs(a: Option<f64>, b: Option<f64>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => !is_equal(a, b),
        (a, b) => a.is_some() != b.is_some(),
    }
}

fn is_equal(a: f64, b: f64) -> bool {
    (a - b).abs() <= TOLERANCE * a.abs().max(b.abs())
}

/// Digits with commas and a decimal point among them.
fn numerals(text: &str) -> impl Iterator<Item = &str> {
    let pieces = text.split(|c: char| !c.is_ascii_digit() && c != ',' && c != '.');
    pieces.map(|piece| piece.trim_matches(['.', ','])).filter(|piece| !piece.is_empty())
}

#[cfg(test)]
mod tests {
    use boardlift_lexicon::value;

    use super::*;
    use crate::testing::full_figure;

    fn figure(text: &str) -> Figure {
        let cell = value::read(text, boardlift_lexicon::period::Years::default()).cell;
        Figure { value_text: text.to_owned(), cell, ..full_figure() }
    }

    fn check(one: &str, other: &str, expected: Likeness) {
        assert_eq!(likeness(&figure(one), &figure(other)), expected, "{one} and {other}");
        assert_eq!(likeness(&figure(other), &figure(one)), expected, "{other} and {one}");
    }

    #[test]
    fn the_same_digits_are_the_same_figure_however_they_are_set() {
        check("15.5%", "15.50%", Likeness::Same);
        check("1,539", "1539", Likeness::Same);
        check("10%", "10.0% (provisional)", Likeness::Same);
        check("<50", "<50", Likeness::Same);
        check("6-7mths", "6 - 7 mths", Likeness::Same);
    }

    #[test]
    fn fewer_decimals_may_be_rounded_and_as_many_are_not() {
        check("9.8%", "10%", Likeness::Rounded);
        check("47.5%", "48%", Likeness::Rounded);
        check("12.34", "12.3", Likeness::Rounded);
        check("£1.2m", "£1,234,567", Likeness::Rounded);
        check("9.4%", "10%", Likeness::Different);
        check("48%", "49%", Likeness::Different);
        check("10.90%", "10.94%", Likeness::Different);
        check("1,600", "1,596", Likeness::Different);
        check("48.1%", "48.0%", Likeness::Different);
    }

    #[test]
    fn bounds_ranges_and_second_figures_are_part_of_a_figure() {
        check("<50", "50", Likeness::Different);
        check("6-7mths", "6-8mths", Likeness::Different);
        check("6-7mths", "6mths", Likeness::Different);
        check("8.8% (33)", "8.8% (35)", Likeness::Different);
        check("8.8% (33)", "8.8%", Likeness::Same);
        check("(0.02)", "(0.02)", Likeness::Same);
        check("(0.02)", "(0.03)", Likeness::Different);
        check("17/19", "18/19", Likeness::Different);
        check("17/19", "17/19", Likeness::Same);
    }

    #[test]
    fn missing_figures_are_alike_and_no_figure() {
        check("", "N/A", Likeness::Same);
        check("TBC", "awaiting data", Likeness::Same);
        check("", "0", Likeness::Different);
        check("*", "5", Likeness::Different);
    }

    #[test]
    fn a_step_is_that_of_the_last_printed_decimal() {
        let check = |text: &str, expected: Option<f64>| {
            assert_eq!(
                printed_step(&figure(text)).map(|step| (step * 1e6).round() / 1e6),
                expected,
                "{text}"
            );
        };
        check("12.4%", Some(0.1));
        check("1,539", Some(1.0));
        check("£1.2m", Some(100_000.0));
        check("8.83% (33)", Some(0.01));
        check("-107", Some(1.0));
        check("N/A", None);
    }
}
