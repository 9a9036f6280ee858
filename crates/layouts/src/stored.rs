//! The number that a file keeps behind the print: `1.04%` may be 1.0437.

use boardlift_lexicon::value::ValueReading;
use boardlift_model::grounds::ValueGround;

/// Arithmetic on binary fractions leaves this much noise, as a part of the number: seven per cent is kept as 0.07, which
/// times 100 is 7.000000000000001.
const NOISE: f64 = 1e-12;

/// The reading with the stored number for the printed one, where the print is that number rounded. A number that is
/// something else (a total that the words don't print, another scale) changes nothing.
pub(crate) fn in_full(
    mut read: ValueReading,
    text: &str,
    stored: Option<f64>,
) -> (ValueReading, ValueGround) {
    if let (Some(printed), Some(stored), None) = (read.cell.value, stored, read.cell.value_upper) {
        let half_a_place = 0.5 / 10_f64.powi(decimals(text));
        let away = (stored - printed).abs();
        if away > NOISE * printed.abs() && away <= half_a_place * (1.0 + NOISE) {
            read.cell.value = Some(stored);
            return (read, ValueGround::Stored);
        }
    }
    (read, ValueGround::Printed)
}

/// How many digits stand behind the point of the first number.
fn decimals(text: &str) -> i32 {
    let number = text.trim_start_matches(|letter: char| !letter.is_ascii_digit());
    let whole = number.trim_start_matches(|letter: char| letter.is_ascii_digit() || letter == ',');
    let digits =
        whole.strip_prefix('.').map_or(0, |rest| rest.bytes().take_while(u8::is_ascii_digit).count());
    // No number has so many digits.
    i32::try_from(digits).unwrap_or(i32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use boardlift_lexicon::period::Years;
    use boardlift_lexicon::value;

    fn check(text: &str, stored: f64, expected: f64) {
        let read = in_full(value::read(text, Years::default()), text, Some(stored));
        assert_eq!(read.0.cell.value, Some(expected), "{text} of {stored}");
    }

    #[test]
    fn print_is_taken_for_what_it_rounds() {
        check("1.04%", 1.0437, 1.0437);
        check("48%", 47.6, 47.6);
        check("£5,715,310", 5_715_310.49, 5_715_310.49);
        check("-0.5", -0.45, -0.45);
        check("3", 2.5, 2.5);
    }

    #[test]
    fn other_numbers_and_noise_change_nothing() {
        check("7%", 7.000_000_000_000_001, 7.0);
        check("7%", 0.07, 7.0);
        check("12", 12_345.0, 12.0);
        check("48%", 48.6, 48.0);
    }
}
