//! Amounts as people write them: `2s`, `1m 30s`, `64 MB`.

use std::time::Duration;

use jiff::SignedDuration;

/// A span of time.
///
/// # Errors
///
/// Says what was expected and what was found.
pub(super) fn duration(written: &str) -> Result<Duration, String> {
    let span = written.trim().parse::<SignedDuration>().ok().and_then(|span| Duration::try_from(span).ok());
    span.ok_or_else(|| format!("expected a time such as `2s` or `1m 30s`, found `{written}`"))
}

/// A number of bytes, in units of a thousand.
///
/// # Errors
///
/// Says what was expected and what was found.
pub(super) fn bytes(written: &str) -> Result<u64, String> {
    let written = written.trim();
    let digits = written.find(|c: char| !c.is_ascii_digit()).unwrap_or(written.len());
    let (number, unit) = written.split_at(digits);
    let factor = match unit.trim().to_ascii_lowercase().as_str() {
        "kb" => 1_000,
        "mb" => 1_000_000,
        "gb" => 1_000_000_000,
        _ => 0,
    };
    let bytes = number.parse::<u64>().ok().and_then(|number| number.checked_mul(factor));
    let bytes = bytes.filter(|bytes| *bytes > 0);
    bytes.ok_or_else(|| format!("expected a size such as `64 MB`, found `{written}`"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read() {
        let check = |written: &str, expected: Option<u64>| {
            let millis = duration(written).ok().map(|span| u64::try_from(span.as_millis()).expect("short"));
            assert_eq!(millis, expected, "{written}");
        };
        check("2s", Some(2_000));
        check(" 1m 30s ", Some(90_000));
        check("250ms", Some(250));
        check("0s", Some(0));
        check("2", None);
        check("-2s", None);
        check("soon", None);
        check("", None);
    }

    #[test]
    fn sizes_are_read() {
        let check =
            |written: &str, expected: Option<u64>| assert_eq!(bytes(written).ok(), expected, "{written}");
        check("64 MB", Some(64_000_000));
        check("1gb", Some(1_000_000_000));
        check("10kB", Some(10_000));
        check("64", None);
        check("0 MB", None);
        check("99999999999999999 GB", None);
        check("é MB", None);
        check("", None);
    }
}
