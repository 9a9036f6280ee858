//! RAG letters and words; arrows and words of direction; what the publisher wants.
//!
//! All of them read whole cells. Two colours are no judgement (`Amber/Red`), and words that judge say nothing of where
//! a figure moves (`Improved`), nor words that point of how it is judged.

mod key;
mod words;

pub use key::{KeyEntryReading, Sense, is_key_title, key_entry, key_in_words, words_with_colours};

use boardlift_model::{Direction, Rag, RagColour, RagSource};

use crate::fold;
use words::{
    ARROWS, BESIDE_COLOURS, BESIDE_WANTED, COLOUR_SIGNS, COLOURS, DIRECTION_WORDS, JUDGED_STATES,
    JUDGING_WORDS, SHAPES, SINCE, STATUS_WORDS, THEN, WANTED,
};

/// The judgement that a whole cell prints: `R`, `Amber`, `🟢`, `G ▲`, `On track`, `Green – on target`. Yellow and orange are
/// amber. Nothing for an empty cell, for two colours, and for other words beside the colour.
pub fn rag(text: &str) -> Option<Rag> {
    if text.len() > LONGEST {
        return None;
    }
    let key = fold::key(text);
    if let Some(colour) = status(&key) {
        return Some(Rag { colour, source: RagSource::Word });
    }
    let mut found = symbols(text)?;
    // `Green – on target`: words of status that agree with the colour before them add nothing.
    let first_word = key.split(' ').next().and_then(colour_word);
    let behind = key.split_once(' ').map_or("", |(_, behind)| behind);
    let rated = if first_word.is_some_and(|rag| status(behind) == Some(rag.colour)) {
        key.strip_suffix(behind).unwrap_or(&key)
    } else {
        &key
    };
    for word in rated.split(' ').filter(|word| !word.is_empty() && !BESIDE_COLOURS.contains(word)) {
        found.push(colour_word(word)?);
    }
    let first = *found.first()?;
    found.iter().all(|rag| rag.colour == first.colour).then_some(first)
}

fn status(key: &str) -> Option<RagColour> {
    STATUS_WORDS.iter().find(|(words, _)| *words == key).map(|(_, colour)| *colour)
}

/// Whether a cell's words name a colour, alone or beside others: `Amber/Red` names two and judges nothing, and the
/// colour that it is printed on must not decide between them.
pub fn names_a_colour(text: &str) -> bool {
    text.len() <= LONGEST
        && fold::key(text)
            .split([' ', '/', '-'])
            .any(|word| COLOURS.iter().any(|(colour, _)| *colour == word))
}

/// The words without the plain shapes at their ends, `45% ●`: what they say is said by their colour. A text of nothing
/// else is given back whole.
pub fn without_shapes(text: &str) -> &str {
    let bare = text.trim_matches(|c: char| SHAPES.contains(c) || c.is_whitespace());
    if bare.is_empty() { text } else { bare }
}

/// Whether a text is nothing but plain shapes, or nothing at all.
pub fn is_shape(text: &str) -> bool {
    text.chars().all(|c| SHAPES.contains(c) || c.is_whitespace() || is_selector(c))
}

/// The longest cell that is a judgement, an arrow or a wish, in bytes: all of them are a few words.
const LONGEST: usize = 256;

/// The judgements among the signs of a text; nothing where a sign stands in it that is neither a colour, an arrow nor
/// punctuation.
fn symbols(text: &str) -> Option<Vec<Rag>> {
    let mut found = Vec::new();
    for c in text.chars() {
        if c.is_alphanumeric() || c.is_whitespace() || is_plain_sign(c) || arrow(c).is_some() {
            continue;
        }
        let &(_, colour) = COLOUR_SIGNS.iter().find(|(signs, _)| signs.contains(c))?;
        found.push(Rag { colour, source: RagSource::Symbol });
    }
    Some(found)
}

fn is_plain_sign(c: char) -> bool {
    is_selector(c) || "()[]-–.:'".contains(c)
}

fn colour_word(word: &str) -> Option<Rag> {
    let &(word, colour) = COLOURS.iter().find(|(known, _)| *known == word)?;
    let source = if word.len() == 1 { RagSource::Letter } else { RagSource::Word };
    Some(Rag { colour, source })
}

/// The movement that a whole cell prints: `▲`, `↔`, `Increase`, `↑ Improving`. Nothing for words that judge and don't
/// point (`Improving`), for two directions, and for an empty cell.
///
/// A level arrow points to no change whichever way it lies, also a lone `◄`.
pub fn direction(text: &str) -> Option<Direction> {
    if text.len() > LONGEST {
        return None;
    }
    let (words, arrow) = split_arrow(text);
    let key = fold::key(words);
    match arrow {
        None if words.trim() == "=" => Some(Direction::Same),
        None => word_of_direction(&key),
        Some(_) if key.is_empty() || judges(&key) => arrow,
        Some(_) => arrow.filter(|_| word_of_direction(&key) == arrow),
    }
}

/// Whether words say that something became better or worse, which points nowhere: `Improved`, `Worse than last year`.
pub fn judges_movement(text: &str) -> bool {
    text.len() <= LONGEST && JUDGING_WORDS.contains(&moved(&fold::key(text)))
}

fn judges(key: &str) -> bool {
    JUDGING_WORDS.contains(&key) || JUDGED_STATES.contains(&key)
}

/// The words for a movement without those that say from when.
fn moved(key: &str) -> &str {
    let then = THEN.iter().filter_map(|then| key.strip_suffix(then)).min_by_key(|moved| moved.len());
    then.map_or(key, |moved| {
        let moved = moved.trim_end().trim_end_matches(" the");
        SINCE.iter().find_map(|since| moved.strip_suffix(since)).unwrap_or(moved).trim_end()
    })
}

/// Words that point, also where they say from when: `No change since last quarter`.
fn word_of_direction(key: &str) -> Option<Direction> {
    let moved = moved(key);
    DIRECTION_WORDS
        .iter()
        .find(|(words, _)| words.contains(&key) || words.contains(&moved))
        .map(|(_, direction)| *direction)
}

/// The words without their arrow, and where the arrow points: `2918 🔺`, `↓ 12%`. A text without an arrow at either
/// end, or with arrows that disagree, is given back whole.
pub fn split_arrow(text: &str) -> (&str, Option<Direction>) {
    let rest = text.trim_end_matches(is_arrow_or_space);
    let arrows = text.get(rest.len()..).unwrap_or_default();
    if let Some(direction) = one_direction(arrows) {
        return (rest.trim_start(), Some(direction));
    }
    let rest = text.trim_start_matches(is_arrow_or_space);
    let arrows = text.get(..text.len() - rest.len()).unwrap_or_default();
    match one_direction(arrows) {
        Some(direction) => (rest.trim_end(), Some(direction)),
        None => (text, None),
    }
}

fn one_direction(signs: &str) -> Option<Direction> {
    let mut directions = signs.chars().filter_map(arrow);
    let first = directions.next()?;
    directions.all(|direction| direction == first).then_some(first)
}

fn is_arrow_or_space(c: char) -> bool {
    c.is_whitespace() || is_selector(c) || arrow(c).is_some()
}

/// What chooses between an emoji and a plain sign, or joins two signs.
fn is_selector(c: char) -> bool {
    matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{200B}'..='\u{200D}' | '\u{20E3}')
}

fn arrow(c: char) -> Option<Direction> {
    if c.is_ascii() {
        return None;
    }
    ARROWS.iter().find(|(signs, _)| signs.contains(c)).map(|(_, direction)| *direction)
}

/// What the publisher wants, from a whole cell: `Higher is better`, `Low`, `▼`. Nothing for what is to stay as it is
/// (`Maintain`) or is only watched (`Measure for information`).
pub fn desired_direction(text: &str) -> Option<Direction> {
    if text.len() > LONGEST {
        return None;
    }
    let (words, arrow) = split_arrow(text);
    let key = fold::key(words);
    let mut said = key.split(' ').filter(|word| !word.is_empty() && !BESIDE_WANTED.contains(word)).peekable();
    let is_silent = said.peek().is_none();
    let wanted = only_wanted(said);
    match arrow {
        Some(Direction::Up | Direction::Down) if is_silent || wanted == arrow => arrow,
        Some(_) => None,
        None => wanted,
    }
}

/// The direction of words that all want the same; nothing where one of them wants nothing.
fn only_wanted<'w>(words: impl Iterator<Item = &'w str>) -> Option<Direction> {
    let mut each = words
        .map(|word| WANTED.iter().find(|(known, _)| known.contains(&word)).map(|(_, direction)| *direction));
    let first = each.next()??;
    each.all(|other| other == Some(first)).then_some(first)
}

/// Whether words, as [`fold::key`] gives them, are nothing but colours, directions and judgements: `green amber`,
/// `improved same`. A column with such a heading counts judgements, it doesn't hold one.
pub(crate) fn are_judgements(key: &str) -> bool {
    let is_judgement = |word: &str| {
        COLOURS.iter().any(|(colour, _)| *colour == word) || judges(word) || word_of_direction(word).is_some()
    };
    !key.is_empty() && key.split(' ').all(|word| matches!(word, "and" | "or" | "rated") || is_judgement(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn judgements() {
        let check = |expected: Option<(RagColour, RagSource)>, texts: &[&str]| {
            for text in texts {
                let expected = expected.map(|(colour, source)| Rag { colour, source });
                assert_eq!(rag(text), expected, "{text}");
            }
        };
        check(Some((RagColour::Red, RagSource::Letter)), &["R", "r", " R ", "R.", "(R)", "R ▼", "R\u{a0}"]);
        check(Some((RagColour::Amber, RagSource::Letter)), &["A", "Α", "А", "a"]);
        check(Some((RagColour::Green, RagSource::Letter)), &["G", "G ↑", "▲ G", "G G"]);
        check(Some((RagColour::Blue, RagSource::Letter)), &["B"]);
        check(Some((RagColour::Red, RagSource::Word)), &["Red", "RED", "RAG: Red", "Red (R)", "Rated red"]);
        check(Some((RagColour::Amber, RagSource::Word)), &["Amber", "Yellow", "Orange", "amber ↔"]);
        check(Some((RagColour::Green, RagSource::Word)), &["Green", "On track", "On target", "on-track"]);
        check(Some((RagColour::Blue, RagSource::Word)), &["Blue"]);
        check(Some((RagColour::Red, RagSource::Word)), &["Off track", "Off target"]);
        check(Some((RagColour::Red, RagSource::Symbol)), &["🔴", "🔴 Red", "🟥"]);
        check(Some((RagColour::Amber, RagSource::Symbol)), &["🟠", "🟡", "🟨"]);
        check(Some((RagColour::Green, RagSource::Symbol)), &["🟢", "🟢🟢", "🟢\u{fe0f}"]);
        check(Some((RagColour::Blue, RagSource::Symbol)), &["🔵"]);
        check(Some((RagColour::Green, RagSource::Symbol)), &["☺", "😊", "🙂", "☺\u{fe0f}"]);
        check(Some((RagColour::Amber, RagSource::Symbol)), &["😐"]);
        check(Some((RagColour::Red, RagSource::Symbol)), &["☹", "🙁", "☹️"]);
        check(
            Some((RagColour::Green, RagSource::Word)),
            &["Green – on target", "Green tick", "green circle", "On or above target", "Green (on track)"],
        );
        check(
            Some((RagColour::Amber, RagSource::Word)),
            &["Slightly below target", "Within tolerance", "Amber - slightly below target", "amber triangle"],
        );
        check(
            Some((RagColour::Red, RagSource::Word)),
            &["Red: off target", "Outside tolerance", "Red cross"],
        );
        check(
            None,
            &[
                "",
                " ",
                "-",
                "Green Amber",
                "Amber/Red",
                "A/G",
                "R/A",
                "🔴🟢",
                "Y",
                "N/A",
                "Greenwich",
                "Below tolerance",
                "Red or amber",
                "RAG",
                "Improved",
                "▲",
                "At risk",
                "Completed",
                "Met",
                "Not on track",
                "12",
                "R2",
                "●",
                "Green measures",
                "G*",
                "✔",
                "✘",
                "👍",
                "Achieved",
                "Not achieved",
                "Not met",
                "Exceeded",
                "Below target",
                "Green – off target",
                "Green spaces – on target",
            ],
        );
        check(None, &[&"🟢".repeat(1000)]);
    }

    #[test]
    fn directions() {
        let check = |expected: Option<Direction>, texts: &[&str]| {
            for text in texts {
                assert_eq!(direction(text), expected, "{text}");
            }
        };
        check(
            Some(Direction::Up),
            &[
                "▲",
                "🔺",
                "↑",
                "⬆",
                "⬆️",
                "↗",
                "△",
                "⇧",
                "Up",
                "Increase",
                "increased",
                "Increasing",
                "▲ Up",
                "↑ Improving",
                "▲ Worse",
                "\u{f0e9}",
                "▲▲",
                "Rising",
                "Up from last quarter",
                "Increased since last year",
                "Arrow pointing upwards",
            ],
        );
        check(
            Some(Direction::Down),
            &[
                "▼",
                "🔻",
                "↓",
                "⬇️",
                "↘",
                "▽",
                "⇩",
                "Down",
                "Decrease",
                "Decreased",
                "Falling",
                "↓ (better)",
                "Reduced",
                "Lower than last quarter",
                "down arrow",
            ],
        );
        check(
            Some(Direction::Same),
            &[
                "↔",
                "►",
                "🕨",
                "→",
                "➡️",
                "◄►",
                "=",
                "Same",
                "No change",
                "Unchanged",
                "Static",
                "↔ Same",
                "⬌",
                "◄",
                "Stayed the same",
                "Same as last quarter",
                "No change from the previous year",
                "No change since last quarter",
            ],
        );
        check(
            None,
            &[
                "",
                "-",
                "Improved",
                "Worsened",
                "Better",
                "Improving",
                "Improved/Same",
                "▲▼",
                "▲ Down",
                "N/A",
                "↑ 5%",
                "G",
                "Declined",
                "Better than last quarter",
                "Worse than last year",
                "Higher than target",
                "== ",
            ],
        );
    }

    #[test]
    fn arrows_beside_figures() {
        let check = |text: &str, words: &str, direction: Option<Direction>| {
            assert_eq!(split_arrow(text), (words, direction), "{text}");
        };
        check("2918 🔺", "2918", Some(Direction::Up));
        check("25.3%🔻", "25.3%", Some(Direction::Down));
        check("▲ 12%", "12%", Some(Direction::Up));
        check("0.0% 🕨", "0.0%", Some(Direction::Same));
        check("5 ⬆️", "5", Some(Direction::Up));
        check("⬇️ 5", "5", Some(Direction::Down));
        check(" ↔ ", "", Some(Direction::Same));
        check("7 ◄►", "7", Some(Direction::Same));
        check("7 ▲▼", "7 ▲▼", None);
        check("5 → 7", "5 → 7", None);
        check("48%", "48%", None);
        check("= 5", "= 5", None);
        check("", "", None);
    }

    #[test]
    fn what_is_wanted() {
        let check = |expected: Option<Direction>, texts: &[&str]| {
            for text in texts {
                assert_eq!(desired_direction(text), expected, "{text}");
            }
        };
        check(
            Some(Direction::Up),
            &[
                "Higher is better",
                "Bigger is better",
                "High",
                "Good is: High",
                "▲",
                "Increase",
                "Maximise",
                "Aim to Maximise",
                "▲ Increase",
                "↑",
                "Up",
                "The higher, the better",
                "HIGHER IS BETTER",
                "↑ good",
                "▲ is good",
                "Plus is better",
                "A higher figure is better",
                "We want a high percentage",
                "Aim to increase",
            ],
        );
        check(
            Some(Direction::Down),
            &[
                "Lower is better",
                "Smaller is better",
                "Low",
                "Good to be low",
                "▼",
                "Decrease",
                "Minimise",
                "Reduce",
                "Aim to Minimise",
                "Fewer is better",
                "Minus is better",
                "↓ is good",
                "Good is: Low",
                "Lower number is better",
                "A reduction is good",
            ],
        );
        check(
            None,
            &[
                "",
                "Maintain",
                "Same",
                "↔",
                "Measure for information",
                "N/A",
                "▲ Low",
                "Highest paid",
                "Higher or lower",
                "Good",
                "Better",
                "Increase awareness",
                "90%",
                "▲▼",
            ],
        );
    }

    #[test]
    fn tables_are_keys_and_no_sign_points_two_ways() {
        let words = DIRECTION_WORDS.iter().chain(WANTED).flat_map(|(words, _)| words.iter());
        for word in words.chain(JUDGING_WORDS).chain(SINCE).chain(THEN).chain(BESIDE_WANTED) {
            assert_eq!(fold::key(word), *word);
        }
        let signs: Vec<char> = ARROWS.iter().flat_map(|(signs, _)| signs.chars()).collect();
        for (at, sign) in signs.iter().enumerate() {
            assert!(!signs[..at].contains(sign), "{sign}");
        }
    }

    #[test]
    fn words_that_judge_a_movement() {
        for (text, expected) in [
            ("Improved", true),
            ("Declined", true),
            ("Worse than last quarter", true),
            ("Better than the same quarter last year", true),
            ("Up on last quarter", false),
            ("Good", false),
            ("Improved housing", false),
        ] {
            assert_eq!(judges_movement(text), expected, "{text}");
        }
    }

    #[test]
    fn headings_that_count_judgements() {
        for (key, expected) in [
            ("green amber", true),
            ("improved same", true),
            ("worsened", true),
            ("sen support", false),
            ("", false),
        ] {
            assert_eq!(are_judgements(key), expected, "{key}");
        }
    }
}
