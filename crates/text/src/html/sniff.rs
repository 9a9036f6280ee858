//! Whether bytes are a web page, by what they begin with: names lie, and an error page is often sent for a PDF.
//!
//! A text that mentions a tag is no page: what counts is the first thing that is printed or marked.

use super::encoding;

/// Tags that a page begins with, or a part of one that was saved without its head (WHATWG MIME Sniffing, 7.1, and the
/// tags of pages that begin with their table).
const FIRST_TAGS: &[&str] = &[
    "html", "head", "body", "title", "meta", "link", "base", "script", "style", "iframe", "h1", "h2", "h3",
    "div", "p", "font", "table", "main", "section", "article", "header", "nav", "ul", "ol", "dl", "center",
    "form",
];

/// Whether bytes are a web page: after a byte order mark, white space, comments and the line that begins XML stands a
/// document type or the tag of an element that pages begin with, and the text has an end tag too.
pub fn looks_like_html(bytes: &[u8]) -> bool {
    let head = encoding::head(bytes);
    let mut rest = head.trim_start();
    while let Some(after) = skipped(rest) {
        rest = after.trim_start();
    }
    let Some(tag) = rest.strip_prefix('<') else { return false };
    if starts_with_word(tag, "!doctype") {
        return starts_with_word(tag["!doctype".len()..].trim_start(), "html");
    }
    FIRST_TAGS.iter().any(|name| starts_with_word(tag, name)) && is_marked_up(tag)
}

/// What follows a comment or a processing instruction. A comment that doesn't end in sight hides all.
fn skipped(text: &str) -> Option<&str> {
    let (open, close) = if text.starts_with("<!--") { ("<!--", "-->") } else { ("<?", "?>") };
    let inside = text.strip_prefix(open)?;
    Some(inside.split_once(close).map_or("", |(_, after)| after))
}

/// Whether a text begins with a word, in any case, and the word ends there.
fn starts_with_word(text: &str, word: &str) -> bool {
    let begins = text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    let after = text.get(word.len()..).unwrap_or_default();
    begins && !after.starts_with(|char: char| char.is_ascii_alphanumeric() || char == '-')
}

/// Whether a tag ends and another one follows: a note such as `<p> values are estimates` has no more than one.
fn is_marked_up(tag: &str) -> bool {
    tag.split_once('>').is_some_and(|(_, after)| {
        let mut tags = after.match_indices('<').map(|(at, _)| after[at + 1..].trim_start_matches('/'));
        tags.any(|tag| {
            tag.starts_with(|char: char| char.is_ascii_alphabetic() || char == '!') && tag.contains('>')
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], expected: bool) {
        assert_eq!(looks_like_html(bytes), expected, "{}", String::from_utf8_lossy(bytes));
    }

    #[test]
    fn pages_by_what_they_begin_with() {
        check(b"<!DOCTYPE html><title>Error</title>", true);
        check(b"\xEF\xBB\xBF\r\n<!doctype  HTML PUBLIC \"-//W3C//DTD HTML 4.01//EN\">", true);
        check(b"<?xml version=\"1.0\"?>\n<!-- saved from url=(0014) -->\n<html xmlns=\"x\"><body>", true);
        check(b"<TABLE border=1><TR><TD>5</TABLE>", true);
        check(b"<div class=x>\n<p>Words</div>", true);
        let utf16: Vec<u8> = "\u{feff}<html><body>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        check(&utf16, true);
    }

    #[test]
    fn texts_that_mention_tags_are_none() {
        check(b"", false);
        check(b"A page begins with <!doctype html>", false);
        check(b"<50 (target)", false);
        check(b"<b>Legend</b>\nRef\tTarget", false);
        check(b"<p> values are estimates", false);
        check(b"<!-- a note -->\n# Report\n| a | b |", false);
        check(b"<?xml version=\"1.0\"?><worksheet/>", false);
        check(b"%PDF-1.4 <html><body>", false);
        check(b"<divider> <x>", false);
    }
}
