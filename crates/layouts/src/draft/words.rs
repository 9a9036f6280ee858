//! The words of a draft: an id, a title without its date, headings as patterns, and values as TOML writes them.

use boardlift_lexicon::heading;
use boardlift_lexicon::period::{self, Years};

use crate::columns::Column;
use crate::header::ANY_YEARS;
use crate::pattern::HeadingRow;

/// A line of a list is broken at so many characters.
const LINE_WIDTH: usize = 100;
/// Words before a period that are nothing without it.
const WAITING: &[&str] = &["of", "for", "in", "at", "to", "from", "and", "the", "as", "on", "end", "year"];
/// What an id is called where a file's name has no word of use.
const NAMELESS: &str = "my-layout";

/// An id from a file's name: its words without numbers and quarters, `ourtown-2023-24-q3.pdf` gives `ourtown`.
pub(super) fn id(file_name: &str) -> String {
    let name = file_name.rsplit(['/', '\\']).next().unwrap_or(file_name);
    let stem = name.split_once('.').map_or(name, |(stem, _)| stem).to_ascii_lowercase();
    let words = stem.split(|c: char| !c.is_ascii_alphanumeric());
    let is_word = |word: &&str| !word.is_empty() && !word.contains(|c: char| c.is_ascii_digit());
    let id = words.filter(is_word).collect::<Vec<_>>().join("-");
    if id.is_empty() { NAMELESS.to_owned() } else { id }
}

/// The words of a title that stand in every edition: those before its period, else those behind it.
pub(super) fn lasting_title(title: &str) -> &str {
    let Some(found) = period::find(title, Years::default()) else { return title };
    let before = trimmed(title.get(..found.span.start).unwrap_or_default());
    if before.is_empty() { trimmed(title.get(found.span.end..).unwrap_or_default()) } else { before }
}

/// Without signs at its ends and words that wait for the period: `Figures for`.
fn trimmed(words: &str) -> &str {
    let mut words = words.trim_matches(|c: char| !c.is_alphanumeric() && c != ')' && c != '(');
    while let Some((before, last)) = words.rsplit_once(' ')
        && WAITING.contains(&last.to_lowercase().as_str())
    {
        words = before.trim_end_matches(|c: char| !c.is_alphanumeric() && c != ')');
    }
    words
}

/// A printed heading as a pattern of later editions: `{period}` for its period, `{n}` for other whole numbers.
pub(super) fn pattern(printed: &str) -> String {
    let key = |row: HeadingRow| row.headings().first().map(|heading| heading.key.clone());
    let with_period = match heading::read(printed, ANY_YEARS).period {
        Some(found) => replaced(printed, found.span, "{period}"),
        None => printed.to_owned(),
    };
    let is_number = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
    let words = with_period.split(' ').map(|word| if is_number(word) { "{n}" } else { word });
    let pattern = words.collect::<Vec<_>>().join(" ");
    let is_same =
        key(HeadingRow::written(std::slice::from_ref(&pattern))) == key(HeadingRow::printed([printed]));
    if is_same { pattern } else { printed.to_owned() }
}

/// The words of a heading by which a spec speaks of it: without the period. Nothing where there are no others.
pub(super) fn stem(column: &Column) -> Option<String> {
    if column.stem.is_empty() {
        return None;
    }
    let printed = match heading::read(&column.text, ANY_YEARS).period {
        Some(found) => replaced(&column.text, found.span, " "),
        None => column.text.clone(),
    };
    let words = printed.split_whitespace().collect::<Vec<_>>().join(" ");
    let words = words.trim_matches(|c: char| matches!(c, '-' | '–' | '—' | '/' | ':' | ',' | ' '));
    let is_same = boardlift_lexicon::fold::key(words) == column.stem;
    Some(if is_same { words.to_owned() } else { column.stem.clone() })
}

fn replaced(text: &str, span: std::ops::Range<usize>, with: &str) -> String {
    match (text.get(..span.start), text.get(span.end..)) {
        (Some(before), Some(behind)) => format!("{before}{with}{behind}"),
        _ => text.to_owned(),
    }
}

/// Words as a TOML string.
pub(super) fn quoted(words: &str) -> String {
    let mut quoted = String::with_capacity(words.len() + 2);
    quoted.push('"');
    for c in words.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c.is_control() => quoted.push(' '),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// A list as TOML writes it, on several lines where one is too short.
pub(super) fn list(words: &[String]) -> String {
    let all: Vec<String> = words.iter().map(|word| quoted(word)).collect();
    let line = all.join(", ");
    if line.chars().count() < LINE_WIDTH {
        return format!("[{line}]");
    }
    let mut lines: Vec<String> = Vec::new();
    for word in all {
        match lines.last_mut() {
            Some(line) if line.chars().count() + word.chars().count() + 2 < LINE_WIDTH => {
                line.extend([" ", &word, ","]);
            }
            _ => lines.push(format!("    {word},")),
        }
    }
    format!("[\n{}\n]", lines.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_words() {
        let check = |file: &str, expected: &str| assert_eq!(id(file), expected, "{file}");
        check("ourtown-2023-24-q3.md", "ourtown");
        check("SEND Board (Feb 24).pdf", "send-board-feb");
        check("2024.pdf", "my-layout");
        check("specs/ourtown-own.toml", "ourtown-own");
        check("École.pdf", "cole");
    }

    #[test]
    fn titles_last_without_their_period() {
        let check = |title: &str, expected: &str| assert_eq!(lasting_title(title), expected, "{title}");
        check("Performance dashboard, quarter 3 2023/24", "Performance dashboard");
        check("2023/24 scorecard", "scorecard");
        check("Planning figures for the year 2022/23", "Planning figures");
        check("Scorecard", "Scorecard");
    }

    #[test]
    fn headings_become_patterns() {
        let check = |printed: &str, expected: &str| assert_eq!(pattern(printed), expected, "{printed}");
        check("Target 22/23", "Target {period}");
        check("Milestone 4 – Mar 24", "Milestone {n} – {period}");
        check("2018/19 / England", "{period} / England");
        check("Q3", "{period}");
        check("Baseline (date)", "Baseline (date)");
    }

    #[test]
    fn words_are_safe_in_toml() {
        let check = |words: &str, expected: &str| assert_eq!(quoted(words), expected);
        check("a \"b\" \\ c\n", "\"a \\\"b\\\" \\\\ c \"");
    }
}
