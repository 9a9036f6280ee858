//! Numbers as decimal digits, to the precision that spreadsheets have.
//!
//! A spreadsheet works with 15 significant digits and rounds halves away from zero on these, so that 1.005 prints as
//! 1.01, though the binary number behind it is a little less.

/// How many digits count.
const SIGNIFICANT: usize = 15;

/// A number that is not negative: `0.d₁d₂d₃… × 10^point`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Decimal {
    /// The digits, 0 to 9, the first and the last not 0; none for zero.
    digits: Vec<u8>,
    /// How many of them stand before the decimal point, which may be far to either side.
    point: i32,
}

impl Decimal {
    /// The size of a number, without its sign. It has to be finite.
    pub(super) fn of(value: f64) -> Self {
        let printed = format!("{:.*e}", SIGNIFICANT - 1, value.abs());
        let (mantissa, exponent) = printed.split_once('e').unwrap_or((&printed, "0"));
        let digits = mantissa.bytes().filter(u8::is_ascii_digit).map(|byte| byte - b'0').collect();
        let mut decimal = Decimal { digits, point: exponent.parse::<i32>().unwrap_or(0) + 1 };
        decimal.trim();
        decimal
    }

    /// Whether it is zero.
    pub(super) fn is_zero(&self) -> bool {
        self.digits.is_empty()
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
        let Ok(kept) = usize::try_from(kept) else {
            return Decimal { digits: Vec::new(), point: 0 };
        };
        let rounds_up = self.digits.get(kept).is_some_and(|digit| *digit >= 5);
        self.digits.truncate(kept);
        if rounds_up {
            self.digits.resize(kept, 0);
            self.increment();
        }
        self.trim();
        self
    }

    /// Its whole part, without leading zeros: empty where that is zero.
    pub(super) fn whole(&self) -> Vec<u8> {
        let length = usize::try_from(self.point).unwrap_or(0);
        let mut digits: Vec<u8> = self.digits.iter().copied().take(length).collect();
        digits.resize(length, 0);
        digits
    }

    /// The decimal with this index, from 0 for the tenths.
    pub(super) fn decimal(&self, index: usize) -> u8 {
        let place = i64::from(self.point) + i64::try_from(index).unwrap_or(i64::MAX);
        usize::try_from(place).ok().and_then(|place| self.digits.get(place)).copied().unwrap_or(0)
    }

    /// How many decimals it has.
    pub(super) fn decimals(&self) -> usize {
        let length = i32::try_from(self.digits.len()).unwrap_or(i32::MAX);
        usize::try_from(length.saturating_sub(self.point)).unwrap_or(0)
    }

    /// The number again.
    pub(super) fn value(&self) -> f64 {
        let digits: String = self.digits.iter().map(|digit| char::from(b'0' + digit)).collect();
        format!("0.{digits}e{}", self.point).parse().unwrap_or(0.0)
    }

    /// Adds one to the last digit; carries over where that is a nine.
    fn increment(&mut self) {
        for digit in self.digits.iter_mut().rev() {
            if *digit < 9 {
                *digit += 1;
                return;
            }
            *digit = 0;
        }
        self.digits.insert(0, 1);
        self.point += 1;
    }

    /// Drops zeros at both ends.
    fn trim(&mut self) {
        let leading = self.digits.iter().take_while(|digit| **digit == 0).count();
        self.digits.drain(..leading);
        self.point -= i32::try_from(leading).unwrap_or(0);
        while self.digits.last() == Some(&0) {
            self.digits.pop();
        }
        if self.digits.is_empty() {
            self.point = 0;
        }
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
        assert_eq!(number.whole(), [1, 2, 0, 4, 5, 6]);
        assert_eq!((number.decimals(), number.magnitude()), (0, 5));
        let number = Decimal::of(0.0104);
        assert_eq!(number.whole(), []);
        assert_eq!([0, 1, 2, 3, 4].map(|index| number.decimal(index)), [0, 1, 0, 4, 0]);
        assert_eq!((number.decimals(), number.magnitude()), (4, -2));
    }
}
