//! The words beside a figure: what they date, what they count, and whether they hold a figure of their own.

use std::ops::Range;

use boardlift_model::Unit;

use crate::fold;
use crate::number::{self, COUNTED, FoundFraction};
use crate::period::{self, FoundPeriod, Years};

/// What the words beside a figure say of its period.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Remark {
    /// The figure's period and nothing more: `Jan 23`, `as at March 24`.
    Period(FoundPeriod),
    /// The figure's period among other words: `England average 21/22`.
    Dated(FoundPeriod),
    /// Another figure, or something that this one is measured against: its period is not this figure's.
    Comparing,
    /// Nothing.
    Other,
}

/// Words that add nothing to a period.
const DATING: &[&str] =
    &["actual", "as", "at", "data", "end", "figure", "figures", "for", "in", "of", "on", "position"];

/// Words that speak of another time than the figure's.
const COMPARING: &[&str] = &[
    "available",
    "baseline",
    "before",
    "change",
    "compared",
    "decrease",
    "decreased",
    "down",
    "due",
    "expected",
    "from",
    "increase",
    "increased",
    "last",
    "next",
    "previous",
    "previously",
    "prior",
    "since",
    "than",
    "until",
    "up",
    "versus",
    "vs",
    "was",
    "were",
    "will",
];

/// Words that make a number before them a length of time: `rolling 12 months`.
const TIMES: &[&str] = &["day", "days", "week", "weeks", "month", "months", "term", "terms", "year", "years"];

/// Words behind which a number has a part of its own, so that it is no second figure of the cell.
const INTRODUCING: &[&str] = &[
    "after",
    "against",
    "age",
    "aged",
    "approx",
    "at",
    "average",
    "band",
    "before",
    "by",
    "cohort",
    "compared",
    "deadline",
    "every",
    "excluding",
    "exceeding",
    "footnote",
    "for",
    "from",
    "grade",
    "in",
    "inc",
    "incl",
    "including",
    "indicator",
    "key",
    "kpi",
    "least",
    "level",
    "mean",
    "most",
    "note",
    "of",
    "over",
    "page",
    "per",
    "phase",
    "previously",
    "row",
    "since",
    "stage",
    "target",
    "term",
    "than",
    "tier",
    "to",
    "top",
    "under",
    "until",
    "versus",
    "vs",
    "was",
    "week",
    "weeks",
    "were",
    "which",
    "within",
    "year",
    "years",
    "yr",
    "yrs",
];

/// Reads the words beside a figure.
pub(super) fn read(words: &str, years: Years) -> Remark {
    let found = dated(words, years);
    let span = found.as_ref().map_or(0..0, |found| found.span.clone());
    let around =
        [words.get(..span.start), words.get(span.end..)].map(|part| fold::key(part.unwrap_or_default()));
    let has_word =
        |list: &[&str]| around.iter().flat_map(|part| part.split(' ')).any(|word| list.contains(&word));
    let has_number = other_numbers(words, &span).any(|(_, after)| !TIMES.contains(&after.as_str()));
    match found {
        _ if has_word(COMPARING) || has_number => Remark::Comparing,
        None => Remark::Other,
        Some(found) => {
            let mut others = around.iter().flat_map(|part| part.split_whitespace());
            if others.all(|word| DATING.contains(&word)) {
                Remark::Period(found)
            } else {
                Remark::Dated(found)
            }
        }
    }
}

/// Whether the words hold a number that is neither a period's nor introduced by the word before it: a second figure.
pub(super) fn holds_figure(words: &str, years: Years) -> bool {
    let span = dated(words, years).map_or(0..0, |found| found.span);
    other_numbers(words, &span).any(|(before, _)| !INTRODUCING.contains(&before.as_str()))
}

/// A sentence that comments on a figure has so many words at least before any figure of its own: `Boys 58%` names one.
const FEWEST_WORDS_OF_COMMENTARY: usize = 4;

/// Words of a sentence that sets a figure against an earlier one. Without any it may tell a second figure of its own:
/// `85% Stage one complaints answered on time and 60% at stage two.`
const COMPARING_WITH_BEFORE: [&str; 5] = ["than", "compared", "previous", "previously", "last"];

/// Whether the words behind a figure are a sentence of their own, which has other figures for what it tells of this one:
/// `99% Collection is better than in the previous 3 years (Sep 23 - 98%).` What it dates is what it compares with.
pub(super) fn is_commentary(words: &str) -> bool {
    let mut first = words.split_whitespace().take(FEWEST_WORDS_OF_COMMENTARY);
    let has_figures = || tokens(words).any(|token| token.is_number());
    let key = fold::key(words);
    let compares = || key.split(' ').any(|word| COMPARING_WITH_BEFORE.contains(&word));
    words.starts_with(char::is_uppercase)
        && words.ends_with('.')
        && compares()
        && words.split_whitespace().nth(FEWEST_WORDS_OF_COMMENTARY).is_some()
        && first.all(|word| !word.contains(|c: char| c.is_ascii_digit()))
        && has_figures()
}

/// Whether a bare number is followed by its whole, so that it is no figure by itself: `1 in 5`.
pub(super) fn is_odds(words: &str, years: Years) -> bool {
    let span = dated(words, years).map_or(0..0, |found| found.span);
    let mut tokens = tokens(words);
    let joint = tokens.next().is_some_and(|token| ["in", "of"].contains(&token.text));
    joint && tokens.next().is_some_and(|token| token.is_number() && !inside(&token.span(), &span))
}

/// The words without the punctuation that parts them from the figure; empty where nothing else is there.
pub(super) fn trimmed(words: &str) -> &str {
    words.trim_matches([' ', ',', ';', ':', '-', '–', '—', '=', '.'])
}

/// Signs that would change the figure, standing where they can't be read (`45.%`, `90% >`), or that show that
/// something was cut off before it (`45)`).
pub(super) fn is_stray_sign(words: &str) -> bool {
    !words.is_empty()
        && words.chars().all(|c| matches!(c, '%' | '<' | '>' | '+' | '£' | '/' | '.' | ')' | ']'))
}

/// The unit that words right behind a number give it: `per 10,000`, `pupils`.
pub(super) fn unit_behind(words: &str) -> Option<Unit> {
    let counts = || COUNTED.contains(&first_word(words).as_str()).then_some(Unit::Count);
    rate(words).or_else(counts)
}

/// `per 10,000`, whatever of.
pub(super) fn rate(words: &str) -> Option<Unit> {
    let key = fold::key(words);
    let many = key.strip_prefix("per ")?.split(' ').next()?;
    ["100", "1000", "10000", "100000", "1k", "10k", "100k", "thousand"].contains(&many).then_some(Unit::Rate)
}

/// The part of a whole that a bracket counts in words: `2 out of 3 cases`.
pub(super) fn counted_part(inside: &str) -> Option<FoundFraction> {
    let found = number::fraction(inside)?;
    let behind = inside.get(found.span.end..)?.trim();
    (unit_behind(behind) == Some(Unit::Count)).then_some(found)
}

/// How many a bracket counts in words: `33 pupils`, `n = 25`.
pub(super) fn counted(inside: &str) -> Option<f64> {
    let sample = inside.strip_prefix(['n', 'N']).map(str::trim_start).and_then(|rest| rest.strip_prefix('='));
    let words = sample.unwrap_or(inside).trim_start();
    let (amount, end) = number::amount(words).ok()??;
    let behind = words.get(end..)?.trim().to_lowercase();
    let counts = if sample.is_some() { behind.is_empty() } else { COUNTED.contains(&behind.as_str()) };
    (counts && amount.is_plain() && amount.unit.is_none() && !amount.malformed).then_some(amount.value)
}

/// A year alone, `2022`, which may be a period and should not be taken for a count.
pub(super) fn is_bare_year(words: &str) -> bool {
    words.len() == 4 && words.parse().is_ok_and(|year: u16| (1990..2100).contains(&year))
}

fn first_word(words: &str) -> String {
    let word = words.split(' ').next().unwrap_or_default();
    word.trim_end_matches(|c: char| c.is_ascii_punctuation()).to_lowercase()
}

/// The period that the words name. Digits alone are one only as a year.
fn dated(words: &str, years: Years) -> Option<FoundPeriod> {
    let found = period::find(words, years)?;
    let bare_digits = found.stated.text.bytes().all(|byte| byte.is_ascii_digit());
    (!bare_digits || is_bare_year(&found.stated.text)).then_some(found)
}

/// The numbers outside a period's words, each as the words before and behind it.
fn other_numbers(words: &str, period: &Range<usize>) -> impl Iterator<Item = (String, String)> {
    let bare = |token: Option<Token>| {
        let word = token.map(|token| token.text.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase());
        word.unwrap_or_default()
    };
    let mut before = None;
    let mut rest = tokens(words).peekable();
    std::iter::from_fn(move || {
        loop {
            let token = rest.next()?;
            let previous = before.replace(token);
            if token.is_number() && !inside(&token.span(), period) {
                return Some((bare(previous), bare(rest.peek().copied())));
            }
        }
    })
}

#[derive(Clone, Copy)]
struct Token<'a> {
    text: &'a str,
    start: usize,
}

impl Token<'_> {
    fn span(&self) -> Range<usize> {
        self.start..self.start + self.text.len()
    }

    /// Whether it starts with a number, or holds one behind a joint: `67%`, `+16`, `/88%`, `EHCPs:67%`. Names with
    /// digits (`SEN2`, `KS4`) hold none, and neither do places in an order (`90th`).
    fn is_number(&self) -> bool {
        if self.is_place() {
            return false;
        }
        let mut at_start = true;
        self.text.chars().any(|c| {
            let found = at_start && c.is_ascii_digit();
            at_start = !c.is_alphanumeric() && (at_start || matches!(c, ':' | '=' | '/' | '(' | '+'));
            found
        })
    }

    fn is_place(&self) -> bool {
        let word = self.text.trim_matches(|c: char| c.is_ascii_punctuation());
        let ending = word.trim_start_matches(|c: char| c.is_ascii_digit());
        ending.len() < word.len() && matches!(ending, "st" | "nd" | "rd" | "th")
    }
}

fn tokens(words: &str) -> impl Iterator<Item = Token<'_>> {
    words.split(' ').scan(0, |next, text| {
        let start = *next;
        *next += text.len() + 1;
        Some(Token { text, start })
    })
}

fn inside(inner: &Range<usize>, outer: &Range<usize>) -> bool {
    inner.start < outer.end && outer.start < inner.end
}
