//! What stands behind a figure, cut into marks, brackets and words.

/// One piece of what stands behind a figure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Piece<'a> {
    /// A footnote mark: `*`, `¹`.
    Mark(&'a str),
    /// A bracket as printed and what is inside it. One that never closes runs to the end.
    Bracket { printed: &'a str, inside: &'a str },
    /// Other words.
    Words(&'a str),
}

/// Cuts what stands behind a figure into pieces, in printed order.
pub(super) fn pieces(text: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = rest.trim_start();
        let first = rest.chars().next()?;
        let (piece, end) = if is_mark(first) {
            let end = mark_end(rest, first);
            (Piece::Mark(rest.get(..end)?), end)
        } else if first == '(' || first == '[' {
            bracket(rest, first)?
        } else {
            let end = rest.find(|c| c == '(' || c == '[' || is_mark(c)).unwrap_or(rest.len());
            (Piece::Words(rest.get(..end)?.trim_end()), end)
        };
        rest = rest.get(end..)?;
        Some(piece)
    })
}

/// The words without the footnote marks at their end, and the marks in printed order.
pub(super) fn split_trailing_marks(words: &str) -> (&str, Vec<String>) {
    let bare = words.trim_end_matches(|c: char| is_mark(c) || c == ' ');
    let marks = pieces(words.get(bare.len()..).unwrap_or_default()).filter_map(|piece| match piece {
        Piece::Mark(mark) => Some(mark.to_owned()),
        Piece::Bracket { .. } | Piece::Words(_) => None,
    });
    (bare, marks.collect())
}

/// The words without the footnote marks before them: `*45%`.
pub(super) fn split_leading_marks(words: &str) -> (Vec<String>, &str) {
    let bare = words.trim_start_matches(|c: char| is_mark(c) || c == ' ');
    let (_, marks) = split_trailing_marks(words.get(..words.len() - bare.len()).unwrap_or_default());
    (marks, bare)
}

fn is_mark(c: char) -> bool {
    matches!(c, '*' | '†' | '‡' | '§' | '¶' | '#' | '^') || is_superscript(c)
}

fn is_superscript(c: char) -> bool {
    matches!(c, '¹' | '²' | '³' | '⁰' | '⁴'..='⁹')
}

/// `**` is one mark and so is `¹²`; `*¹` is two.
fn mark_end(text: &str, first: char) -> usize {
    let same = |c: char| if is_superscript(first) { is_superscript(c) } else { c == first };
    text.find(|c| !same(c)).unwrap_or(text.len())
}

/// The bracket at the start of the text, up to its own end.
fn bracket(text: &str, open: char) -> Option<(Piece<'_>, usize)> {
    let close = if open == '(' { ')' } else { ']' };
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        if c == open {
            depth += 1;
        } else if c == close {
            depth -= 1;
            if depth == 0 {
                let (printed, inside) = (text.get(..=at)?, text.get(1..at)?);
                return Some((Piece::Bracket { printed, inside: inside.trim() }, at + 1));
            }
        }
    }
    Some((Piece::Bracket { printed: text, inside: text.get(1..)?.trim() }, text.len()))
}
