//! How exact a number is printed.

/// Half of the last decimal that the first number of the words prints: what rounding may have changed. A half where
/// there is no number. Noughts at the end say nothing: a column formatted to two decimals prints `10.90%` for a share
/// that was rounded to 10.9.
pub fn half_of_last_decimal(words: &str) -> f64 {
    let number: String = words
        .chars()
        .skip_while(|c| !c.is_ascii_digit())
        .take_while(|c| c.is_ascii_digit() || matches!(c, '.' | ','))
        .collect();
    let decimals = number.split_once('.').map_or(0, |(_, decimals)| decimals.trim_end_matches('0').len());
    0.5 * 10f64.powi(-i32::try_from(decimals).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(words: &str, expected: f64) {
        assert!((half_of_last_decimal(words) - expected).abs() < 1e-12, "{words}");
    }

    #[test]
    fn half_of_the_last_decimal() {
        check("48%", 0.5);
        check("89.5% (17/19)", 0.05);
        check("10.90%", 0.05);
        check("1,234.25", 0.005);
        check("£3", 0.5);
        check("n/a", 0.5);
    }
}
