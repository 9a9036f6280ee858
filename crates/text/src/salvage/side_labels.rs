//! Turned labels of sections, cut to pieces down the first column.
//!
//! A label that is printed upward beside its rows comes out of a converter as scraps: `ream 4`, `ventio`,
//! `tions`. Now and then the whole label stands among them. It is believed where it has the shape of a whole
//! label and every scrap beside the same rows is a part of it; then it is the section of all of them. Else
//! there is no section.

use boardlift_lexicon::fold;

/// A whole label has at least so many words and characters: scraps have fewer.
const FEWEST_WORDS: usize = 2;
const FEWEST_CHARACTERS: usize = 8;

/// The section that the labels beside the rows of one table name. `header` are those that stand in its header
/// row, `beside` those beside its rows, from top to bottom.
pub(super) fn section<'a>(header: &[&'a str], beside: &[&'a str]) -> Option<&'a str> {
    let all = || header.iter().chain(beside).copied().filter(|label| !letters(label).is_empty());
    let whole = all().max_by_key(|label| letters(label).len())?;
    let part_of = letters(whole);
    let confirmed = header.contains(&whole) || all().count() > 1;
    (is_whole(whole) && confirmed && all().all(|label| part_of.contains(&letters(label)))).then_some(whole)
}

fn is_whole(label: &str) -> bool {
    let begins = label.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    begins
        && label.chars().count() >= FEWEST_CHARACTERS
        && label.split_whitespace().count() >= FEWEST_WORDS
        && !holds_scrap_of_itself(label)
}

/// Two labels run together leave the cut beginning of one inside the other: `Theme 2 Local Th Offer`.
fn holds_scrap_of_itself(label: &str) -> bool {
    let mut words = label.split_whitespace();
    let first = words.next().unwrap_or_default();
    words.any(|word| word.len() > 1 && word.len() < first.len() && first.starts_with(word))
}

/// Letters and digits alone, so that spaces and strokes that a scrap lost or gained don't count.
fn letters(label: &str) -> String {
    fold::key(label).chars().filter(|c| c.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(header: &str, beside: &str, expected: Option<&str>) {
        let labels =
            |text: &'static str| text.split('|').filter(|label| !label.is_empty()).collect::<Vec<_>>();
        let (header, beside) = (header.to_owned().leak(), beside.to_owned().leak());
        assert_eq!(section(&labels(header), &labels(beside)), expected, "{header} / {beside}");
    }

    #[test]
    fn whole_labels() {
        check("Clean Streets", "", Some("Clean Streets"));
        check("", "eets|an Str|Theme 2 : Clean Streets|/ Clean|eme 2", Some("Theme 2 : Clean Streets"));
        check("Clean Streets", "ean Stree||  ", Some("Clean Streets"));
    }

    #[test]
    fn no_sure_label() {
        check("", "", None);
        check("", "eets", None);
        check("", "W", None);
        check("", "Clean Streets", None);
        check("Clean Streets", "Parks", None);
        check("", "heme 2 : Clean Stree|eets", None);
        check("", "Theme 2 : Local Th Offer|Th|Offer", None);
    }
}
