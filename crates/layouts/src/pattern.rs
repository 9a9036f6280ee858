//! Headings as patterns: what stays the same from edition to edition.

use boardlift_lexicon::fold;
use boardlift_lexicon::period::FoundPeriod;

/// The key of a heading for comparing it with a spec's pattern: its words, `{period}` where the period stands, `{n}`
/// for other whole numbers.
pub(crate) fn pattern_key(text: &str, period: Option<&FoundPeriod>) -> String {
    let marked =
        match period.and_then(|found| Some((text.get(..found.span.start)?, text.get(found.span.end..)?))) {
            Some((before, after)) => format!("{before} {{period}} {after}"),
            None => text.to_owned(),
        };
    spec_pattern_key(&marked)
}

/// The same key for a pattern as a spec writes it.
pub(crate) fn spec_pattern_key(pattern: &str) -> String {
    let marked = pattern.replace("{period}", " periodmark ").replace("{n}", " numbermark ");
    let key = fold::key(&marked);
    let words =
        key.split(' ').map(|word| if word.bytes().all(|b| b.is_ascii_digit()) { "numbermark" } else { word });
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use boardlift_lexicon::heading;
    use boardlift_lexicon::period::Years;

    use super::*;

    #[test]
    fn patterns_forget_periods_and_numbers() {
        let key = |text: &str| pattern_key(text, heading::read(text, Years::default()).period.as_ref());
        assert_eq!(key("Target 22/23"), spec_pattern_key("Target {period}"));
        assert_eq!(key("Milestone 4 – Mar 24"), spec_pattern_key("Milestone {n} {period}"));
        assert_eq!(key("2018/19 / England"), spec_pattern_key("{period} / England"));
        assert_ne!(key("Target"), spec_pattern_key("Target {period}"));
    }
}
