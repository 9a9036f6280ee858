//! Numbers as decimal digits, to the precision that spreadsheets have.
//!
//! A spreadsheet works with 15 significant digits and rounds halves away from zero on these, so that 1.005 prints as
//! 1.01, though the binary number behind it is a little less.

use std::fmt::{self, Write as _};

/// How many digits count.
const SIGNIFICANT: usize = 15;

/// The powers of ten that a binary number of 64 bits has exactly.
const POWERS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
    1e19, 1e20, 1e21, 1e22,
];

/// A number that is not negative: `0.d₁d₂d₃… × 10^point`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Decimal {
    /// The digits, 0 to 9, the first and the last not 0; zeros behind `length`.
    digits: [u8; SIGNIFICANT],
    /// How many digits there are; none for zero.
    length: usize,
    /// How many of them stand before the decimal point, which may be far to either side.
    point: i32,
}

/// What a number is written into, as `d.ddde-12`.
#[derive(Default)]
struct Written {
    digits: [u8; SIGNIFICANT],
    length: usize,
    exponent: i32,
    has_exponent: bool,
    is_small: bool,
}

impl fmt::Write for Written {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for byte in text.bytes() {
            match byte {
                b'0'..=b'9' if self.has_exponent => {
                    self.exponent = self.exponent * 10 + i32::from(byte - b'0');
                }
                b'0'..=b'9' => {
                    *self.digits.get_mut(self.length).ok_or(fmt::Error)? = byte - b'0';
                    self.length += 1;
                }
                b'e' => self.has_exponent = true,
                b'-' => self.is_small = true,
                _ => {}
            }
        }
        Ok(())
    }
}

impl Decimal {
    const ZERO: Decimal = Decimal { digits: [0; SIGNIFICANT], length: 0, point: 0 };

    /// The size of a number, without its sign. It has to be finite.
    pub(super) fn of(value: f64) -> Self {
        let mut written = Written::default();
        // As many digits are written as there is room for.
        let _ = write!(written, "{:.*e}", SIGNIFICANT - 1, value.abs());
        let exponent = if written.is_small { -written.exponent } else { written.exponent };
        let Written { digits, length, .. } = written;
        Decimal { digits, length, point: exponent + 1 }.trimmed()
    }

    /// Whether it is zero.
    pub(super) fn is_zero(&self) -> bool {
        self.length == 0
    }

    /// The number times `10^places`.
    #[must_use]
    pub(super) fn shifted(mut self, places: i32) -> Self {
        self.point = if self.is_zero() { 0 } else { self.point.saturating_add(places) };
        self
    }

    /// The power of ten of its first digit: 0 for 7, 1 for 70, -1 for 0.7.
    pub(super) fn magnitude(&self) -> i32 {
        if self.is_zero() { 0 } else { self.point - 1 }
    }

    /// The number with at most so many decimals, halves rounded up.
    #[must_use]
    pub(super) fn rounded(mut self, decimals: usize) -> Self {
        let kept = i64::from(self.point) + i64::try_from(decimals).unwrap_or(i64::MAX);
        let Ok(kept) = usize::try_from(kept) else { return Decimal::ZERO };
        let Some(dropped) = self.digits.get_mut(kept..) else { return self };
        let rounds_up = dropped.first().is_some_and(|digit| *digit >= 5);
        dropped.fill(0);
        if rounds_up {
            self.increment(kept);
        }
        self.trimmed()
    }

    /// How many digits its whole part has: none where that is zero.
    pub(super) fn wholes(&self) -> usize {
        usize::try_from(self.point).unwrap_or(0)
    }

    /// The digit of its whole part at a place, from 0 for the units; nothing beyond its first digit.
    pub(super) fn whole(&self, place: usize) -> Option<u8> {
        let index = self.wholes().checked_sub(place + 1)?;
        Some(self.digits.get(index).copied().unwrap_or(0))
    }

    /// The decimal with this index, from 0 for the tenths.
    pub(super) fn decimal(&self, index: usize) -> u8 {
        let place = i64::from(self.point) + i64::try_from(index).unwrap_or(i64::MAX);
        usize::try_from(place).ok().and_then(|place| self.digits.get(place)).copied().unwrap_or(0)
    }

    /// How many decimals it has.
    pub(super) fn decimals(&self) -> usize {
        let length = i32::try_from(self.length).unwrap_or(i32::MAX);
        usize::try_from(length.saturating_sub(self.point)).unwrap_or(0)
    }

    /// The number again.
    pub(super) fn value(&self) -> f64 {
        let digits = &self.digits[..self.length];
        let whole = digits.iter().fold(0_u64, |whole, digit| whole * 10 + u64::from(*digit));
        let shift = self.point.saturating_sub(i32::try_from(self.length).unwrap_or(i32::MAX));
        let power = usize::try_from(shift.unsigned_abs()).ok().and_then(|power| POWERS.get(power));
        match power {
            // Both numbers are exact, so that this rounds once.
            Some(power) if shift < 0 => whole as f64 / power,
            Some(power) => whole as f64 * power,
            None => format!("{whole}e{shift}").parse().unwrap_or(0.0),
        }
    }

    /// Adds one to the last of so many digits; carries over where that is a nine.
    fn increment(&mut self, count: usize) {
        for digit in self.digits[..count].iter_mut().rev() {
            if *digit < 9 {
                *digit += 1;
                return;
            }
            *digit = 0;
        }
        // Nines alone, or nothing at all: a one and zeros.
        self.digits[0] = 1;
        self.point += 1;
    }

    /// The number without zeros at both ends.
    fn trimmed(mut self) -> Self {
        let leading = self.digits.iter().take_while(|digit| **digit == 0).count();
        if leading == SIGNIFICANT {
            return Decimal::ZERO;
        }
        self.digits.copy_within(leading.., 0);
        self.digits[SIGNIFICANT - leading..].fill(0);
        self.point -= i32::try_from(leading).unwrap_or(0);
        self.length = self.digits.iter().rposition(|digit| *digit != 0).map_or(0, |last| last + 1);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(value: f64, decimals: usize, expected: f64) {
        let rounded = Decimal::of(value).rounded(decimals).value();
        assert!(rounded.total_cmp(&expected).is_eq(), "{value} to {decimals} is {rounded}");
    }

    #[test]
    fn halves_round_away_from_zero_on_fifteen_digits() {
        check(1.005, 2, 1.01);
        check(0.5, 0, 1.0);
        check(0.49, 0, 0.0);
        check(0.05, 0, 0.0);
        check(2.5, 0, 3.0);
        check(99.995, 2, 100.0);
        check(0.1 + 0.2, 20, 0.3);
        check(1e21, 2, 1e21);
        check(1e-300, 2, 0.0);
        check(-2.4, 0, 2.0);
        check(0.0, 5, 0.0);
    }

    #[test]
    fn digits_on_both_sides_of_the_point() {
        let number = Decimal::of(1204.56).shifted(2);
        assert_eq!(
            [0, 1, 4, 5, 6].map(|place| number.whole(place)),
            [Some(6), Some(5), Some(2), Some(1), None]
        );
        assert_eq!((number.decimals(), number.magnitude()), (0, 5));
        let number = Decimal::of(0.0104);
        assert_eq!((number.wholes(), number.whole(0)), (0, None));
        assert_eq!([0, 21].map(|place| Decimal::of(1e21).whole(place)), [Some(0), Some(1)]);
        assert_eq!([0, 1, 2, 3, 4].map(|index| number.decimal(index)), [0, 1, 0, 4, 0]);
        assert_eq!((number.decimals(), number.magnitude()), (4, -2));
    }
}
