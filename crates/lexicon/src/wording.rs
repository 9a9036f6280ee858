//! What the words of a line say about its place in a text: bullets, footnote marks, titles, lines that go on.
//!
//! Looks at one line, and never at its type: which lines make a block is for the readers.

use crate::council;

/// The most words of a title. Longer lines are sentences.
const TITLE_WORDS: usize = 12;

/// The most words of a title that begins with its number: `Section A: …`. The number says that it is one.
const NUMBERED_TITLE_WORDS: usize = 25;

/// Words that no line ends with, unless it goes on in the next.
const CONNECTORS: [&str; 26] = [
    "a", "an", "and", "are", "as", "at", "by", "for", "from", "have", "in", "is", "not", "of", "on", "or",
    "per", "than", "that", "the", "their", "to", "which", "who", "whose", "with",
];

/// The words of a list item without its bullet; nothing where the line is no list item.
pub fn list_item(text: &str) -> Option<&str> {
    let text = text.trim_start();
    let first = text.chars().next()?;
    let rest = text.get(first.len_utf8()..)?;
    let item = match first {
        // These are printed for nothing else; a space may be missing.
        '•' | '·' | '▪' | '●' | '○' | '◦' | '‣' | '■' | '□' | '➢' | '✓' | '\u{f0b7}' | '\u{f0a7}' => {
            Some(rest)
        }
        // These also stand for minus, emphasis and footnotes; a space must follow.
        '-' | '*' | '+' | '–' | '—' => rest.strip_prefix([' ', '\t', '\u{a0}']),
        _ => after_enumerator(text),
    };
    item.map(str::trim).filter(|item| item.contains(char::is_alphanumeric))
}

/// What follows `1.`, `12)`, `(3)`, `a)` or `(b)` and a space.
fn after_enumerator(text: &str) -> Option<&str> {
    let (opened, inside) = text.strip_prefix('(').map_or((false, text), |inside| (true, inside));
    let digits = inside.bytes().take_while(u8::is_ascii_digit).count();
    let letters = inside.bytes().take_while(u8::is_ascii_lowercase).count();
    let length = match (digits, letters) {
        (1..=3, _) => digits,
        (0, 1) => 1,
        _ => return None,
    };
    let rest = inside.get(length..)?;
    let rest = rest.strip_prefix(')').or_else(|| rest.strip_prefix('.').filter(|_| !opened && digits > 0))?;
    rest.strip_prefix([' ', '\t', '\u{a0}'])
}

/// The mark of a footnote and its words: `¹ …`, `*…`, `[1] …`, `[note 2] …`, `Note 1: …`.
pub fn footnote(text: &str) -> Option<(&str, &str)> {
    let (mark, rest) = note_sign(text).or_else(|| note_bracket(text)).or_else(|| note_word(text))?;
    let rest = rest.trim();
    rest.contains(char::is_alphabetic).then_some((mark, rest))
}

fn note_sign(text: &str) -> Option<(&str, &str)> {
    let is_raised = |char: char| matches!(char, '¹' | '²' | '³' | '⁰' | '⁴'..='⁹');
    let is_sign = |char: char| matches!(char, '*' | '†' | '‡' | '^');
    let raised = text.trim_start_matches(is_raised);
    let signs = text.trim_start_matches(is_sign);
    let rest = if raised.len() < text.len() { raised } else { signs };
    let mark = text.get(..text.len() - rest.len())?;
    (!mark.is_empty() && mark.chars().count() <= 3).then_some((mark, rest))
}

fn note_bracket(text: &str) -> Option<(&str, &str)> {
    let (inside, rest) = text.strip_prefix('[')?.split_once(']')?;
    let number = inside.strip_prefix("note ").or_else(|| inside.strip_prefix("Note ")).unwrap_or(inside);
    let is_mark =
        !number.is_empty() && number.len() <= 2 && number.bytes().all(|byte| byte.is_ascii_alphanumeric());
    is_mark.then(|| text.split_at(inside.len() + 2)).filter(|_| rest.starts_with([' ', ':']))
}

fn note_word(text: &str) -> Option<(&str, &str)> {
    let rest = ["Footnote ", "Note ", "NOTE "].iter().find_map(|word| text.strip_prefix(word))?;
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let words = rest.get(digits..)?.trim_start().strip_prefix([':', '-', '–', '.'])?;
    let mark = text.get(..text.len() - rest.len() + digits)?;
    (digits > 0).then_some((mark, words))
}

/// More words before a colon are the beginning of a sentence.
const MOST_WORDS_OF_LABEL: usize = 5;
/// A name with its figure right behind the colon may be longer: `Current arrears as % of the annual rent debit: 4.2%`.
const MOST_WORDS_OF_NAME: usize = 12;

/// Whether a line is of the kind `Label: words`, which states one thing and heads nothing.
pub fn is_labelled(text: &str) -> bool {
    match text.split_once(": ") {
        Some((label, words)) => {
            let is_name =
                label.starts_with(char::is_uppercase) && words.starts_with(|c: char| c.is_ascii_digit());
            let most = if is_name { MOST_WORDS_OF_NAME } else { MOST_WORDS_OF_LABEL };
            let is_short = label.split_whitespace().count() <= most && label.starts_with(char::is_alphabetic);
            // `Ourtown Council: Scorecard` is a title under its publisher's name.
            let is_name = council::name(label).is_some();
            is_short && !words.trim().is_empty() && !is_numbered(label) && !is_name
        }
        None => false,
    }
}

/// Whether a title's first words end in its number: `Section A`, `Appendix 2`, `Workstream IV`.
fn is_numbered(label: &str) -> bool {
    let words: Vec<&str> = label.split_whitespace().collect();
    let [.., before, number] = words.as_slice() else { return false };
    let is_figure = number.len() <= 3 && number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let is_letter = number.len() == 1 && number.bytes().all(|byte| byte.is_ascii_uppercase());
    let is_roman = number.len() <= 4 && number.bytes().all(|byte| matches!(byte, b'I' | b'V' | b'X'));
    words.len() <= 3 && before.contains(char::is_alphabetic) && (is_figure || is_letter || is_roman)
}

/// Whether words are a title that begins with its number: `Section A: Strategy`.
pub fn is_numbered_title(text: &str) -> bool {
    text.split_once(": ").is_some_and(|(label, _)| is_numbered(label))
}

/// Whether a line may be a title: a few words that end no sentence and state no single thing.
pub fn is_title(text: &str) -> bool {
    let is_numbered = is_numbered_title(text);
    let most = if is_numbered { NUMBERED_TITLE_WORDS } else { TITLE_WORDS };
    text.contains(char::is_alphabetic)
        && words_outside_brackets(text) <= most
        && !text.ends_with(['.', ',', ';'])
        && !text.starts_with(char::is_lowercase)
        && (is_numbered || !is_labelled(text))
}

/// Whether a line ends as a sentence does. A few words with a full stop are a label that somebody closed.
pub fn is_sentence(text: &str) -> bool {
    text.trim_end().ends_with(['.', '?', '!']) && text.split_whitespace().nth(3).is_some()
}

/// How many words stand outside brackets: a remark makes a title long but no sentence.
fn words_outside_brackets(text: &str) -> usize {
    let mut depth = 0_usize;
    let mut words = 0;
    for word in text.split_whitespace() {
        depth += word.matches(['(', '[']).count();
        words += usize::from(depth == 0);
        depth = depth.saturating_sub(word.matches([')', ']']).count());
    }
    words
}

/// Whether words broke off in the middle, so that the next line goes on: an open bracket, a comma, a word that
/// ends nothing.
pub fn breaks_off(text: &str) -> bool {
    let opened = text.matches('(').count() > text.matches(')').count();
    // As printed: a capital is a name at the end of a line, `Cohort A`.
    let last = text.rsplit(char::is_whitespace).next().unwrap_or(text);
    opened || text.ends_with([',', '-', '–', '/', '&']) || CONNECTORS.contains(&last)
}

/// Whether words can't begin anything: a small letter, a closing bracket.
pub fn goes_on(text: &str) -> bool {
    text.starts_with(char::is_lowercase) || text.starts_with([')', ',', ';', '&'])
}

/// Whether a line only draws a rule: `---`, `* * *`, `=====`.
pub fn is_rule(text: &str) -> bool {
    let marks: Vec<u8> = text.bytes().filter(|byte| !byte.is_ascii_whitespace()).take(4).collect();
    let all = |mark: char| text.chars().all(|char| char == mark || char.is_whitespace());
    marks.len() >= 3 && ['-', '=', '*', '_', '~'].into_iter().any(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn list_items() {
        for (line, item) in [
            ("- Timeliness", Some("Timeliness")),
            ("* Timeliness", Some("Timeliness")),
            ("•Timeliness", Some("Timeliness")),
            ("  · Timeliness - 6 wk", Some("Timeliness - 6 wk")),
            ("–\tTimeliness", Some("Timeliness")),
            ("1. Review", Some("Review")),
            ("12) Review", Some("Review")),
            ("(b) Review", Some("Review")),
            ("a) Review", Some("Review")),
            ("-107", None),
            ("- ", None),
            ("*Figures may differ", None),
            ("**bold** words", None),
            ("1.01 Number", None),
            ("2022. Review", None),
            ("e.g. words", None),
            ("a new plan", None),
            ("(see note)", None),
        ] {
            assert_eq!(list_item(line), item, "{line}");
        }
    }

    #[test]
    fn footnotes() {
        for (line, note) in [
            ("¹ This number is provisional", Some(("¹", "This number is provisional"))),
            ("*Figures may differ", Some(("*", "Figures may differ"))),
            ("** Not yet audited", Some(("**", "Not yet audited"))),
            ("[1] Since April", Some(("[1]", "Since April"))),
            ("[note 2] Since April", Some(("[note 2]", "Since April"))),
            ("Note 1: since April", Some(("Note 1", "since April"))),
            ("Note: since April", None),
            ("[plan] words", None),
            ("Notes on the data", None),
            ("* 5", None),
        ] {
            assert_eq!(footnote(line), note, "{line}");
        }
    }

    #[test]
    fn titles() {
        for (line, expected) in [
            ("Royal Borough of Kingston", true),
            ("Q4 2022/23", true),
            ("What is working well?", true),
            ("Legend:", true),
            ("Key Performance Indicators – summary 2022/23 Q4:", true),
            ("Section A: Strategy – clear and understood strategic plan and SEND arrangements", true),
            ("Appendix B: service performance, quarter 3 2016/17", true),
            ("Meeting date: 17.04.2024", false),
            ("Outcome: Children with SEND are listened to", false),
            ("This is a sentence.", false),
            ("and this goes on", false),
            ("323.5", false),
            ("one two three four five six seven eight nine ten eleven twelve thirteen", false),
        ] {
            assert_eq!(is_title(line), expected, "{line}");
        }
    }

    #[test]
    fn lines_that_go_on() {
        for line in
            ["Number of plans (issued", "plans issued in the", "plans, reviews,", "self-", "education and"]
        {
            assert!(breaks_off(line), "{line}");
        }
        for line in ["Number of plans (issued)", "Percentage of plans", "Attendance"] {
            assert!(!breaks_off(line), "{line}");
        }
    }

    #[test]
    fn rules() {
        assert!(is_rule("---") && is_rule("* * *") && is_rule("====="));
        assert!(!is_rule("--") && !is_rule("- a -") && !is_rule("***b***"));
    }
}
