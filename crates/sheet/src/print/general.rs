//! Numbers in the format `General`: as many digits as fit into eleven places.

use std::fmt::Write as _;

use super::decimal::Decimal;

/// How many signs a number has at most, its minus not counted.
const PLACES: i32 = 11;

/// How many digits the mantissa has where the number has to be written with an exponent.
const MANTISSA_DECIMALS: usize = 5;

/// The smallest power of ten whose numbers are rounded rather than written with an exponent.
const SMALLEST_ROUNDED: i32 = -4;

/// A number without its sign, as `General` prints it.
pub(super) fn print(number: &Decimal) -> String {
    let magnitude = number.magnitude();
    if magnitude >= PLACES {
        return scientific(number);
    }
    // Digits before the point, one at least, and the point itself.
    let taken = magnitude.max(0) + 2;
    let room = usize::try_from(PLACES - taken).unwrap_or(0);
    if magnitude < SMALLEST_ROUNDED && number.decimals() > room {
        return scientific(number);
    }
    let rounded = number.rounded(room);
    // Rounding up may add a digit: 99 999 999 999.9.
    if rounded.magnitude() >= PLACES { scientific(number) } else { plain(&rounded) }
}

/// All digits of a number.
fn plain(number: &Decimal) -> String {
    let mut text = String::with_capacity(16);
    text.extend((0..number.wholes()).rev().filter_map(|place| number.whole(place)).map(digit));
    if text.is_empty() {
        text.push('0');
    }
    if number.decimals() > 0 {
        text.push('.');
        text.extend((0..number.decimals()).map(|index| digit(number.decimal(index))));
    }
    text
}

fn scientific(number: &Decimal) -> String {
    let exponent = number.magnitude();
    let mantissa = number.shifted(-exponent).rounded(MANTISSA_DECIMALS);
    let carried = mantissa.magnitude();
    let (mantissa, exponent) = (mantissa.shifted(-carried), exponent + carried);
    let sign = if exponent < 0 { '-' } else { '+' };
    let mut text = plain(&mantissa);
    // Writing to a string can't fail.
    let _ = write!(text, "E{sign}{:02}", exponent.unsigned_abs());
    text
}

fn digit(digit: u8) -> char {
    char::from(b'0' + digit)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(value: f64, expected: &str) {
        assert_eq!(print(&Decimal::of(value)), expected, "from {value}");
    }

    #[test]
    fn eleven_places() {
        check(0.0, "0");
        check(31.01, "31.01");
        check(0.1 + 0.2, "0.3");
        check(1.0 / 3.0, "0.333333333");
        check(2.0 / 3.0 * 1000.0, "666.6666667");
        check(1_234_567_890.123, "1234567890");
        check(12_345_678_901.0, "12345678901");
        check(123_456_789_012.0, "1.23457E+11");
        check(99_999_999_999.9, "1E+11");
        check(1e15, "1E+15");
        check(0.000_123_456_78, "0.000123457");
        check(0.000_01, "0.00001");
        check(0.000_012_345_678_9, "1.23457E-05");
        check(1e-12, "1E-12");
        check(1e100, "1E+100");
    }
}
