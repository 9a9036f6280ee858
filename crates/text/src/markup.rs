//! Inline markup to words: Markdown emphasis, links and escapes, the HTML tags that councils' exports leave
//! behind, entities.
//!
//! Removes only what is certainly markup: `<16 (specialist)` and `<50` are figures, `5*` carries a footnote, `*`
//! alone hides a number. Struck-out words keep their marks, since a figure that was struck out is none.

use std::borrow::Cow;
use std::collections::BTreeMap;

use boardlift_lexicon::fold;

use entity::entity;
use tag::{Tag, tag};

mod entity;
mod tag;

/// The longest words and the longest address of a link, in bytes.
const LINK_REACH: usize = 600;

/// Words without markup.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Marked {
    /// The words: markup removed, white space folded, look-alike letters mapped.
    pub(crate) text: String,
    /// Whether all of them are printed bold.
    pub(crate) bold: bool,
}

/// The printed words of a piece of raw text.
pub(crate) fn plain(raw: &str) -> Marked {
    if !raw.contains(['<', '&', '*', '_', '`', '[', '\\']) {
        return Marked { text: fold::printed(raw), bold: false };
    }
    let mut tokens = Vec::new();
    scan(raw, &mut tokens);
    let mut parts = pair_runs(&tokens);
    render(&tokens, &mut parts)
}

/// A piece of raw text, before it is known which marks come in pairs.
#[derive(Debug)]
enum Token<'a> {
    Words(Cow<'a, str>),
    Run(Run<'a>),
    Bold { opens: bool },
    Superscript { opens: bool },
}

/// A run of one mark: `**`, `_`, a backtick.
#[derive(Debug)]
struct Run<'a> {
    marks: &'a str,
    can_open: bool,
    can_close: bool,
}

/// What a run turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Literal,
    Opens,
    Closes,
}

fn scan<'a>(raw: &'a str, tokens: &mut Vec<Token<'a>>) {
    let mut at = 0;
    let mut literal_from = 0;
    while let Some(found) =
        raw.get(at..).and_then(|rest| rest.find(['<', '&', '*', '_', '`', '[', '\\', '!']))
    {
        let start = at + found;
        let mut found_tokens = Vec::new();
        let length = special(raw, start, &mut found_tokens);
        if length == 0 {
            // No markup: the mark itself is a printed character, and all of these are one byte long.
            at = start + 1;
            continue;
        }
        push_words(raw.get(literal_from..start), tokens);
        tokens.append(&mut found_tokens);
        at = start + length;
        literal_from = at;
    }
    push_words(raw.get(literal_from..), tokens);
}

fn push_words<'a>(words: Option<&'a str>, tokens: &mut Vec<Token<'a>>) {
    if let Some(words) = words.filter(|words| !words.is_empty()) {
        tokens.push(Token::Words(Cow::Borrowed(words)));
    }
}

/// Reads the markup that starts at `start`; gives its length in bytes, 0 where it is none.
fn special<'a>(raw: &'a str, start: usize, tokens: &mut Vec<Token<'a>>) -> usize {
    let rest = raw.get(start..).unwrap_or_default();
    match rest.as_bytes().first() {
        Some(b'<') => angle(rest, tokens),
        Some(b'&') => match entity(rest) {
            Some((char, length)) => {
                tokens.push(Token::Words(Cow::Owned(char.to_string())));
                length
            }
            None => 0,
        },
        Some(b'\\') => match rest.as_bytes().get(1) {
            Some(escaped) if escaped.is_ascii_punctuation() => {
                push_words(rest.get(1..2), tokens);
                2
            }
            _ => 0,
        },
        Some(b'[') => link(rest, tokens).unwrap_or(0),
        Some(b'!') => rest.get(1..).and_then(|rest| link(rest, tokens)).map_or(0, |length| length + 1),
        Some(mark) => run(raw, start, *mark, tokens),
        None => 0,
    }
}

fn angle<'a>(rest: &'a str, tokens: &mut Vec<Token<'a>>) -> usize {
    let Some((tag, length)) = tag(rest) else { return 0 };
    match tag {
        Tag::Bold { opens } => tokens.push(Token::Bold { opens }),
        Tag::Superscript { opens } => tokens.push(Token::Superscript { opens }),
        Tag::Break => tokens.push(Token::Words(Cow::Borrowed(" "))),
        Tag::Address => push_words(rest.get(1..length - 1), tokens),
        Tag::Inline => {}
    }
    length
}

/// `[words](address)` and `[words](address "title")`: the words stay.
fn link<'a>(rest: &'a str, tokens: &mut Vec<Token<'a>>) -> Option<usize> {
    let inside = rest.strip_prefix('[')?;
    let words = up_to(inside, b']')?;
    let target = inside.get(words.len() + 1..)?.strip_prefix('(')?;
    let target = up_to(target, b')')?;
    let (address, title) = target.split_once(char::is_whitespace).unwrap_or((target, ""));
    let is_titled = title.is_empty() || title.starts_with(['"', '\'']);
    if address.is_empty() || !is_titled {
        return None;
    }
    scan(words, tokens);
    Some("[](".len() + words.len() + target.len() + ")".len())
}

/// The text before the first `end`, which must come before another `[` and within reach.
fn up_to(text: &str, end: u8) -> Option<&str> {
    let stop = text.bytes().take(LINK_REACH).position(|byte| byte == end || byte == b'[')?;
    (text.as_bytes().get(stop) == Some(&end)).then(|| text.get(..stop)).flatten()
}

fn run<'a>(raw: &'a str, start: usize, mark: u8, tokens: &mut Vec<Token<'a>>) -> usize {
    let rest = raw.get(start..).unwrap_or_default();
    let length = rest.bytes().take_while(|byte| *byte == mark).count();
    let before = raw.get(..start).and_then(|before| before.chars().next_back());
    let after = raw.get(start + length..).and_then(|after| after.chars().next());
    let is_apart = |char: Option<char>| char.is_none_or(|char| !char.is_alphanumeric());
    let is_space = |char: Option<char>| char.is_none_or(char::is_whitespace);
    // Exports write `** words **` too; inside a text, marks beside a space are more likely printed ones.
    let is_loose = mark == b'*' && length == 2;
    tokens.push(Token::Run(Run {
        marks: rest.get(..length).unwrap_or_default(),
        can_open: is_apart(before) && after.is_some() && (!is_space(after) || is_loose && before.is_none()),
        can_close: is_apart(after) && before.is_some() && (!is_space(before) || is_loose && after.is_none()),
    }));
    length
}

/// Finds for each run the one that it pairs with: the next of the same marks that can close it.
fn pair_runs(tokens: &[Token<'_>]) -> Vec<Part> {
    let mut parts = vec![Part::Literal; tokens.len()];
    let mut open: BTreeMap<&str, usize> = BTreeMap::new();
    for (index, token) in tokens.iter().enumerate() {
        let Token::Run(run) = token else { continue };
        let partner = if run.can_close { open.remove(run.marks) } else { None };
        if let Some(partner) = partner.filter(|partner| index - partner > 1) {
            for (index, part) in [(partner, Part::Opens), (index, Part::Closes)] {
                if let Some(slot) = parts.get_mut(index) {
                    *slot = part;
                }
            }
        } else if run.can_open {
            open.insert(run.marks, index);
        }
    }
    parts
}

fn render(tokens: &[Token<'_>], parts: &mut [Part]) -> Marked {
    let mut out = String::new();
    let mut bold_depth = 0_usize;
    let mut is_superscript = false;
    let (mut some_bold, mut some_plain) = (false, false);
    for (token, part) in tokens.iter().zip(parts) {
        let words: Cow<'_, str> = match token {
            Token::Words(words) if is_superscript => raise(words),
            Token::Words(words) => Cow::Borrowed(words),
            Token::Run(run) if *part == Part::Literal => Cow::Borrowed(run.marks),
            Token::Run(run) => {
                bold_depth = step(bold_depth, is_strong(run.marks), *part == Part::Opens);
                continue;
            }
            Token::Bold { opens } => {
                bold_depth = step(bold_depth, true, *opens);
                continue;
            }
            Token::Superscript { opens } => {
                is_superscript = *opens;
                continue;
            }
        };
        if !words.trim().is_empty() {
            some_bold |= bold_depth > 0;
            some_plain |= bold_depth == 0;
        }
        out.push_str(&words);
    }
    Marked { text: fold::printed(&out), bold: some_bold && !some_plain }
}

fn is_strong(marks: &str) -> bool {
    matches!(marks, "**" | "***" | "__" | "___")
}

fn step(depth: usize, counts: bool, opens: bool) -> usize {
    match (counts, opens) {
        (false, _) => depth,
        (true, true) => depth + 1,
        (true, false) => depth.saturating_sub(1),
    }
}

/// Raised digits stay apart from the figure that they stand at: `100%<sup>1</sup>` is not 1001. Of several notes, too:
/// `1,2`.
pub(crate) fn raise(words: &str) -> Cow<'_, str> {
    let digits = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let is_number = words.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b',' | b' '));
    if !is_number {
        return Cow::Borrowed(words);
    }
    let digit = |char: char| char.to_digit(10).and_then(|digit| digits.get(digit as usize)).copied();
    Cow::Owned(words.chars().map(|char| digit(char).unwrap_or(char)).collect())
}

/// The words of a Markdown heading (`## Words ##`); nothing where the line is none.
pub(crate) fn markdown_heading(text: &str) -> Option<&str> {
    let rest = text.trim_start_matches('#');
    let level = text.len() - rest.len();
    let words = rest.trim_end_matches('#').trim();
    ((1..=6).contains(&level) && rest.starts_with([' ', '\t']) && !words.is_empty()).then_some(words)
}

/// Whether a line opens bold print that it does not close.
pub(crate) fn opens_bold(text: &str) -> bool {
    text.starts_with("**") && text.matches("**").count() % 2 == 1 && plain(text).text.starts_with("**")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(raw: &str, expected: &str) {
        assert_eq!(plain(raw).text, expected, "from {raw:?}");
    }

    #[test]
    fn figures_and_marks_are_no_markup() {
        for text in [
            "New places created <16 (specialist)",
            "<50",
            "< 5% and > 3%",
            "100%* ¹",
            "5* and 6*",
            "*",
            "**",
            "_",
            "*Figures may differ",
            "12* (see note*)",
            "snake_case_name",
            "Q&A; R&D",
            "[c]",
            "[low] (see note)",
            "[c](see the note)",
            "C:\\Data",
            "3 * 4 * 5",
            "~~45~~ 50",
            "Stop!",
        ] {
            check(text, text);
        }
    }

    #[test]
    fn emphasis_goes_and_words_stay() {
        check("<i>Higher</i>", "Higher");
        check("<i>is<br>better</i>", "is better");
        check("one<br/>two<BR />three", "one two three");
        check("<u> </u>", "");
        check("**Ref**", "Ref");
        check("** Ref **", "Ref");
        check("*Higher* is _better_", "Higher is better");
        check("***both***", "both");
        check("`code` and ``more``", "code and more");
        check("<span style=\"color: red\">Red</span>", "Red");
        check("<!-- hidden -->shown", "shown");
        check("(*note*)", "(note)");
    }

    #[test]
    fn entities_and_escapes_are_their_characters() {
        check("Health &amp; Care&nbsp;Plans", "Health & Care Plans");
        check("&lt;16 &pound;5 &#8211; &#x2019;", "<16 £5 – ’");
        check("&lt;b&gt;", "<b>");
        check("a\\|b \\*c\\*", "a|b *c*");
        check("&bogus; &#xFFFFFFFF;", "&bogus; &#xFFFFFFFF;");
    }

    #[test]
    fn links_keep_their_words() {
        check("see [the **plan**](https://example.org/a_b_c) now", "see the plan now");
        check("[plan](https://example.org \"The plan\")", "plan");
        check("![Green](green.png)", "Green");
        check("<https://example.org>", "https://example.org");
    }

    #[test]
    fn raised_digits_stay_raised() {
        check("100%<sup>1</sup>", "100%¹");
        check("31<sup>st</sup> March", "31st March");
    }

    #[test]
    fn bold_is_for_all_words_or_none() {
        for (raw, bold) in [
            ("**Ref**", true),
            ("<b>Ref</b> ", true),
            ("<strong>**Ref**</strong>", true),
            ("**Ref** no", false),
            ("*Ref*", false),
            ("Ref", false),
            ("", false),
        ] {
            assert_eq!(plain(raw).bold, bold, "{raw:?}");
        }
    }

    #[test]
    fn headings_and_bold_that_goes_on() {
        assert_eq!(markdown_heading("## Local provision ##"), Some("Local provision"));
        assert_eq!(markdown_heading("#1 priority"), None);
        assert!(
            opens_bold("**Special Educational Needs") && !opens_bold("**Ref** words") && !opens_bold("words")
        );
    }

    #[test]
    fn hostile_marks_cost_linear_time() {
        for mark in ["[", "*a ", "<", "&", "_ ", "`", "![", "\\", "**x", "[](", "<b "] {
            let text = mark.repeat(200_000);
            assert!(plain(&text).text.len() <= text.len());
        }
    }
}
