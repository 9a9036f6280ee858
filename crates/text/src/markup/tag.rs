//! The HTML tags that exports leave in words. A name that is no tag of HTML is no tag: `<x>` is printed.

/// The longest tag that is read, in bytes: each `<` costs at most this.
const REACH: usize = 400;

/// What a tag does to the words around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tag {
    /// `<b>`, `<strong>` and their ends.
    Bold {
        /// Whether it is the start.
        opens: bool,
    },
    /// `<sup>` and its end.
    Superscript {
        /// Whether it is the start.
        opens: bool,
    },
    /// A tag that parts words: `<br>`, `</p>`.
    Break,
    /// An address between `<` and `>`, which is printed.
    Address,
    /// A tag without effect on the words, or a comment.
    Inline,
}

/// The tag at the start of the text and its length in bytes.
pub(super) fn tag(text: &str) -> Option<(Tag, usize)> {
    let reach = text.as_bytes().get(..REACH).unwrap_or(text.as_bytes());
    if reach.starts_with(b"<!--") {
        let end = reach.windows(3).position(|window| window == b"-->")?;
        return Some((Tag::Inline, end + 3));
    }
    let end = reach.iter().skip(1).position(|byte| matches!(byte, b'>' | b'<'))? + 1;
    if reach.get(end) != Some(&b'>') {
        return None;
    }
    let inside = text.get(1..end)?;
    if is_address(inside) {
        return Some((Tag::Address, end + 1));
    }
    let (opens, inside) = inside.strip_prefix('/').map_or((true, inside), |inside| (false, inside));
    let name_end = inside.find(|char: char| !char.is_ascii_alphanumeric()).unwrap_or(inside.len());
    let (name, attributes) = inside.split_at(name_end);
    let is_tag = attributes.is_empty() || attributes.starts_with(['/', ' ', '\t', '\u{a0}']);
    let tag = named(&name.to_ascii_lowercase(), opens)?;
    is_tag.then_some((tag, end + 1))
}

fn named(name: &str, opens: bool) -> Option<Tag> {
    Some(match name {
        "b" | "strong" => Tag::Bold { opens },
        "sup" => Tag::Superscript { opens },
        "br" | "p" | "div" | "li" | "ul" | "ol" | "td" | "th" | "tr" | "hr" | "h1" | "h2" | "h3" | "h4"
        | "h5" | "h6" => Tag::Break,
        "i" | "em" | "u" | "ins" | "sub" | "span" | "font" | "small" | "big" | "mark" | "center" | "nobr"
        | "a" | "code" | "abbr" | "thead" | "tbody" | "table" => Tag::Inline,
        _ => return None,
    })
}

fn is_address(inside: &str) -> bool {
    let has_scheme = ["http://", "https://", "mailto:"].iter().any(|scheme| inside.starts_with(scheme));
    has_scheme && !inside.contains(char::is_whitespace)
}
