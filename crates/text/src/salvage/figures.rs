//! Where one figure of a cell ends and the next begins, when a converter has run several cells into one.
//!
//! A cell is taken apart only where figures and known wordings for a missing figure make up the whole of it.
//! Words that are neither are never guessed at.

use std::ops::Range;

use boardlift_lexicon::missing;
use boardlift_model::Status;

/// A run of words this long is prose and no row of wordings for missing figures.
const LONGEST_RUN_OF_WORDS: usize = 24;

/// Units that stand as a word of their own after the figure.
const UNIT_WORDS: &[&str] = &[
    "days", "day", "weeks", "week", "wks", "months", "month", "mths", "years", "year", "yrs", "hours", "hrs",
    "fte", "m", "k", "bn",
];

/// What a figure counts in, as far as its own signs say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    /// `%`.
    Percent,
    /// `£`.
    Pounds,
    /// A number without either.
    Bare,
    /// A fraction: `17/19`.
    Fraction,
    /// No figure: a wording for a missing one, or other words.
    Words,
}

/// The figures and wordings that make up the whole text, in order. Nothing for a blank text, nor where any
/// word is neither: `194 125`, `£0 £1,200`, `n/a n/a`, `30% (3/10)` as one, `No responses (survey closed)
/// 80%`.
pub(super) fn tile(text: &str) -> Option<Vec<&str>> {
    let words = words(text);
    // A bracket that stays open: the cell goes on elsewhere, and what stands here is a part of it.
    if words.is_empty() || is_open(text) {
        return None;
    }
    let mut tiles = Vec::new();
    let mut at = 0;
    while at < words.len() {
        if let Some(end) = figure_end(text, &words, at) {
            tiles.push(&text[words[at].start..words[end - 1].end]);
            at = end;
        } else {
            let end = end_of_words(text, &words, at);
            tiles.extend(missing_wordings(text, &words[at..end])?);
            at = end;
        }
    }
    Some(tiles)
}

/// Whether the whole text is one figure or one wording for a missing figure.
pub(super) fn is_one(text: &str) -> bool {
    tile(text).is_some_and(|tiles| tiles.len() == 1)
}

/// How many figures stand in the text, whatever else does. Wordings for missing figures are not counted.
pub(super) fn count(text: &str) -> u32 {
    let words = words(text);
    let mut count = 0;
    let mut at = 0;
    while at < words.len() {
        let end = figure_end(text, &words, at);
        count += u32::from(end.is_some());
        at = end.unwrap_or(at + 1);
    }
    count
}

/// What the first figure of a cell counts in.
pub(super) fn sign(text: &str) -> Sign {
    let Some(first) = text.split_whitespace().next().filter(|word| is_number(word)) else {
        return Sign::Words;
    };
    match first {
        word if word.contains('%') => Sign::Percent,
        word if word.contains('£') => Sign::Pounds,
        word if word.contains('/') => Sign::Fraction,
        _ => Sign::Bare,
    }
}

/// Whether a bracket is opened that isn't closed: the cell goes on below.
pub(super) fn is_open(text: &str) -> bool {
    depth_after(0, text) > 0
}

/// How many brackets stand open after the text, where so many did before it.
pub(super) fn depth_after(before: usize, text: &str) -> usize {
    text.chars().fold(before, |depth, c| match c {
        '(' => depth + 1,
        ')' => depth.saturating_sub(1),
        _ => depth,
    })
}

/// The words of a text as byte ranges.
pub(super) fn words(text: &str) -> Vec<Range<usize>> {
    first_words(text, usize::MAX)
}

/// The first words of a text, at most so many, as byte ranges.
pub(super) fn first_words(text: &str, most: usize) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    let mut rest = text;
    while words.len() < most {
        rest = rest.trim_start();
        let length = rest.find(char::is_whitespace).unwrap_or(rest.len());
        if length == 0 {
            break;
        }
        let start = text.len() - rest.len();
        words.push(start..start + length);
        rest = &rest[length..];
    }
    words
}

/// Whether the text may be one number with spaces between its thousands: `12 345` is one number or two, and
/// the cell alone can't say.
pub(super) fn could_be_spaced_thousands(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let digits = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    let is_head =
        words.next().is_some_and(|word| digits(word.trim_start_matches(['£', '-'])) && word.len() < 5);
    let mut rest = words.peekable();
    is_head && rest.peek().is_some() && rest.all(|word| word.len() == 3 && digits(word))
}

/// The word after the figure that begins at word `at`: its unit, its brackets, and `+ 115` belong to it.
fn figure_end(text: &str, words: &[Range<usize>], at: usize) -> Option<usize> {
    let word = |at: usize| words.get(at).map(|range| &text[range.clone()]);
    let bracketed = word(at)?.starts_with('(');
    let mut end = if bracketed {
        bracket_end(text, words, at)
            .filter(|&end| is_bracketed_number(&text[words[at].start..words[end - 1].end]))?
    } else {
        is_number(word(at)?).then_some(at + 1)?
    };
    if word(end) == Some("+") && word(end + 1).is_some_and(is_number) {
        end += 2;
    }
    if word(end).is_some_and(|next| UNIT_WORDS.contains(&next.to_lowercase().as_str())) {
        end += 1;
    }
    if !bracketed && word(end).is_some_and(|next| next.starts_with('(')) {
        end = bracket_end(text, words, end)?;
    }
    while word(end).is_some_and(|next| !next.chars().any(is_meaningful)) {
        end += 1;
    }
    Some(end)
}

/// Arrows, dots and footnote marks beside a figure carry no meaning of their own here; a dash does.
fn is_meaningful(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '–' | '—' | '(' | ')' | '%' | '£' | '*' | '/' | '+' | '<' | '>')
}

fn bracket_end(text: &str, words: &[Range<usize>], at: usize) -> Option<usize> {
    let mut depth = 0;
    for (offset, range) in words[at..].iter().enumerate() {
        depth = depth_after(depth, &text[range.clone()]);
        if depth == 0 {
            return Some(at + offset + 1);
        }
    }
    None
}

fn is_bracketed_number(text: &str) -> bool {
    text.strip_prefix('(')
        .and_then(|rest| rest.strip_suffix(')'))
        .is_some_and(|inner| is_number(inner.trim()))
}

/// A printed number in one word: signs, `£`, thousands in commas, a decimal part, `%`, a unit, a range, a
/// fraction, a sum.
fn is_number(word: &str) -> bool {
    let word = word.trim_end_matches(['*', '¹', '²', '³']);
    let mut parts = word.split(['/', '+', '-', '–']).peekable();
    // A leading minus leaves an empty first part.
    if parts.peek() == Some(&"") {
        parts.next();
    }
    parts.peek().is_some() && word.matches(['/', '+', '–']).count() <= 1 && parts.all(is_plain_number)
}

fn is_plain_number(part: &str) -> bool {
    let part = part.trim_start_matches(['<', '>', '≤', '≥', '~', '=']).trim_start_matches('-');
    let part = part.strip_prefix('£').unwrap_or(part).trim_start_matches('-');
    let digits_end = part.find(|c: char| !c.is_ascii_digit() && c != ',' && c != '.').unwrap_or(part.len());
    let (digits, suffix) = part.split_at(digits_end);
    let suffix = suffix.to_lowercase();
    let known_suffix = matches!(suffix.as_str(), "" | "%" | "%%") || UNIT_WORDS.contains(&suffix.as_str());
    known_suffix && are_digits_of_one_number(digits)
}

/// `1,429`, `0.62`, `12`; not `02` (a misread mark), `1,42` or `1.2.3`.
fn are_digits_of_one_number(digits: &str) -> bool {
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    let grouped = whole.contains(',');
    all_digits(first)
        && (first == "0" || !first.starts_with('0'))
        && (!grouped || first.len() <= 3)
        && groups.all(|group| group.len() == 3 && all_digits(group))
        && all_digits(fraction)
}

/// Words up to the next figure, brackets taken whole.
fn end_of_words(text: &str, words: &[Range<usize>], at: usize) -> usize {
    let mut end = at;
    while end < words.len() && (end == at || figure_end(text, words, end).is_none()) {
        let opens = text[words[end].clone()].starts_with('(');
        end = if opens { bracket_end(text, words, end).unwrap_or(words.len()) } else { end + 1 };
        // `as KPI 64`: the number is part of the wording.
        if end < words.len() && is_see_other(&text[words[at].start..words[end].end]) {
            return end + 1;
        }
    }
    end
}

fn is_see_other(text: &str) -> bool {
    text.len() < 60 && missing::status(text) == Some(Status::SeeOther)
}

/// Takes a run of words apart into as many known wordings as it holds. Each begins with a capital or is a
/// word alone, such as `n/a`: `New KPI - no baseline` is one wording, though its second half may be known by
/// itself.
fn missing_wordings<'a>(text: &'a str, words: &[Range<usize>]) -> Option<Vec<&'a str>> {
    if words.is_empty() || words.len() > LONGEST_RUN_OF_WORDS {
        return None;
    }
    let slice = |from: usize, to: usize| &text[words[from].start..words[to - 1].end];
    let begins: Vec<bool> = (0..words.len())
        .map(|at| slice(at, at + 1))
        .map(|word| word.starts_with(char::is_uppercase) || word == slice(0, 1) || is_missing(word))
        .collect();
    // best[i]: where the wording that ends before word i begins, on the way with the most wordings.
    let mut best: Vec<Option<(usize, usize)>> = vec![None; words.len() + 1];
    best[0] = Some((0, 0));
    for end in 1..=words.len() {
        let ways = (0..end).filter(|&from| begins[from] && is_missing(slice(from, end)));
        best[end] =
            ways.filter_map(|from| best[from].map(|(count, _)| (count + 1, from))).max_by_key(|way| way.0);
    }
    let mut wordings = Vec::new();
    let mut end = words.len();
    while end > 0 {
        let (_, from) = best[end]?;
        wordings.push(slice(from, end));
        end = from;
    }
    wordings.reverse();
    Some(wordings)
}

fn is_missing(text: &str) -> bool {
    missing::status(text).is_some_and(|status| status != Status::Blank)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        assert_eq!(tile(text).unwrap_or_default(), expected, "{text}");
    }

    #[test]
    fn figures_of_a_cell() {
        check("31", &["31"]);
        check("31 46", &["31", "46"]);
        check("£1,250 -£40,000", &["£1,250", "-£40,000"]);
        check("-12.5% 3%", &["-12.5%", "3%"]);
        check("1,204 <5", &["1,204", "<5"]);
        check("0 0 0", &["0", "0", "0"]);
        check("(0.02) (0.4)", &["(0.02)", "(0.4)"]);
        check("8.8% (33) 65 (0.30)", &["8.8% (33)", "65 (0.30)"]);
        check("12% (academic year 22/23) 4%", &["12% (academic year 22/23)", "4%"]);
        check("10 + 115 7+16", &["10 + 115", "7+16"]);
        check("6-7mths 18 weeks", &["6-7mths", "18 weeks"]);
        check("17/19 3/4", &["17/19", "3/4"]);
        check("41 ▲ 52 ▼", &["41 ▲", "52 ▼"]);
        check("100%* 98%", &["100%*", "98%"]);
    }

    #[test]
    fn wordings_for_missing_figures() {
        check("n/a n/a 80%", &["n/a", "n/a", "80%"]);
        check("TBC TBC", &["TBC", "TBC"]);
        check("12 TBC", &["12", "TBC"]);
    }

    #[test]
    fn no_sure_figures() {
        for text in ["", "words", "12 of them", "000/", "02", "1,42", "1.2.3", "a1", "(3", "30% (3"] {
            check(text, &[]);
        }
    }

    #[test]
    fn counting_ignores_what_is_no_figure() {
        let cases = [("12% of 30", 2), ("none", 0), ("43 38% Q1 99", 3), ("12% (3/25)", 1), ("", 0)];
        for (text, expected) in cases {
            assert_eq!(count(text), expected, "{text}");
        }
    }

    #[test]
    fn spaced_thousands() {
        let cases =
            [("12 345", true), ("£1 429 000", true), ("12 34", false), ("12,345 678", false), ("345", false)];
        for (text, expected) in cases {
            assert_eq!(could_be_spaced_thousands(text), expected, "{text}");
        }
    }

    #[test]
    fn signs() {
        let cases = [
            ("80%", Sign::Percent),
            ("8070", Sign::Bare),
            ("£5", Sign::Pounds),
            ("3/4", Sign::Fraction),
            ("TBC", Sign::Words),
            ("", Sign::Words),
        ];
        for (text, expected) in cases {
            assert_eq!(sign(text), expected, "{text}");
        }
    }
}
