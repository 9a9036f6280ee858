//! Lengths of time in parts: `4m 40s`, `4 minutes 22 seconds`, `0:08:00`.
//!
//! They are figures without a single number: which unit a reader would count them in is not printed. Two numbers around one
//! colon may be a time of day, a score or a ratio, and are no length.

use std::sync::LazyLock;

use regex::Regex;

/// Whether words are a length of time and nothing else.
pub(super) fn is_whole(words: &str) -> bool {
    static IN_PARTS: LazyLock<Regex> = LazyLock::new(|| {
        let hours = r"\d+ ?(?:h|hrs?|hours?)";
        let minutes = r"\d+ ?(?:m|mins?|minutes?)";
        let seconds = r"\d+ ?(?:s|secs?|seconds?)";
        let joint = r",? ?(?:and )?";
        let pattern = format!(
            r"(?i)^(?:{hours}{joint}{minutes}(?:{joint}{seconds})?|{minutes}{joint}{seconds}|\d+:[0-5]\d:[0-5]\d)$"
        );
        Regex::new(&pattern).expect("a good pattern")
    });
    words.len() <= LONGEST && IN_PARTS.is_match(words)
}

/// A longer text is no length of time, in bytes.
const LONGEST: usize = 40;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_of_time() {
        for words in [
            "4m 40s",
            "4 minutes 22 seconds",
            "5 mins, 3 secs",
            "0:08:00",
            "1 hour and 20 minutes",
            "1h 2m 3s",
            "12:00:09",
        ] {
            assert!(is_whole(words), "{words}");
        }
        for words in ["10:30", "2:1", "4m", "20 minutes", "0:75:00", "4m 40s late", "£4m 40s", ""] {
            assert!(!is_whole(words), "{words}");
        }
    }
}
