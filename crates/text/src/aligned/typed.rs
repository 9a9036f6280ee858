//! Lines as a typewriter sets them: pieces of words, and in which columns of characters they stand.
//!
//! Two spaces part two pieces, one space parts two words. Dots that lead from a name to its figure part them too, but only
//! where the caller says so: they lead to the numbers of pages as well. Knows nothing of other lines.

use std::ops::Range;

use crate::limits::MAX_COLUMNS;
use crate::line::Line;

/// How many spaces part two pieces. One space is a space between words.
const GAP: usize = 2;

/// So many dots lead somewhere; three end a sentence that trails off.
const LEADER: &str = "....";

/// Words on a line that no gap parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece<'t> {
    /// The columns of characters that it stands in.
    pub(super) span: Range<usize>,
    /// Its words.
    pub(super) text: &'t str,
}

impl<'t> Piece<'t> {
    /// The words one by one, with the columns of characters that each stands in.
    pub(super) fn words(&self) -> impl Iterator<Item = Piece<'t>> {
        pieces(self.text, self.span.start, 1)
    }

    /// The part of the piece between two columns of characters, without spaces at its ends; nothing where only spaces
    /// stand there.
    pub(super) fn part(&self, within: &Range<usize>) -> Option<Piece<'t>> {
        let mut words = self.words().filter(|word| overlaps(&word.span, within));
        let first = words.next()?;
        let last = words.last().unwrap_or_else(|| first.clone());
        let from = offset(self.text, first.span.start - self.span.start);
        let to = offset(self.text, last.span.end - self.span.start);
        Some(Piece { span: first.span.start..last.span.end, text: self.text.get(from..to)? })
    }
}

/// A line and its pieces.
#[derive(Debug, Clone)]
pub(super) struct Typed<'t> {
    /// The line.
    pub(super) line: Line<'t>,
    /// Its pieces from left to right. None where the line is blank, only draws a rule, has more pieces than any table, or
    /// has tabs: their width is not known.
    pub(super) pieces: Vec<Piece<'t>>,
    /// Whether a new page begins with it.
    pub(super) begins_page: bool,
    /// Whether it only goes on with the headings on the line above.
    pub(super) goes_on_heading: bool,
    /// Whether its pieces are parted where dots lead from one to the next.
    pub(super) is_led: bool,
}

impl<'t> Typed<'t> {
    /// A line by its pieces.
    pub(super) fn of(line: Line<'t>) -> Self {
        Typed::cut(line, |text| pieces(text, 0, GAP).take(MAX_COLUMNS + 1).collect())
    }

    /// A line by its pieces, parted also where dots lead from one to the next.
    pub(super) fn of_led(line: Line<'t>) -> Self {
        let is_led = has_leader(line.text);
        Typed { is_led, ..Typed::cut(line, |text| led(text).take(MAX_COLUMNS + 1).collect()) }
    }

    fn cut(line: Line<'t>, cut: impl Fn(&'t str) -> Vec<Piece<'t>>) -> Self {
        let begins_page = line.text.starts_with('\u{c}');
        let text = line.text.trim_start_matches('\u{c}');
        let has_columns = !text.contains('\t') && !is_rule(text);
        let mut pieces: Vec<Piece<'t>> = if has_columns { cut(text) } else { Vec::new() };
        if pieces.len() > MAX_COLUMNS {
            pieces.clear();
        }
        Typed { line, pieces, begins_page, goes_on_heading: false, is_led: false }
    }

    /// Whether it is blank or only draws a rule.
    pub(super) fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    /// Whether a gap parts two pieces on it.
    pub(super) fn is_gapped(&self) -> bool {
        self.pieces.len() > 1
    }
}

/// Whether two ranges of columns share one.
pub(super) fn overlaps(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

/// Whether nothing but marks of rules stands on a line, in one stretch or one for each column.
fn is_rule(text: &str) -> bool {
    let is_mark = |char: char| matches!(char, '-' | '=' | '_' | '–' | '—' | '─' | '━');
    let mut marks = text.split_whitespace().peekable();
    marks.peek().is_some() && marks.all(|word| word.chars().count() >= 3 && word.chars().all(is_mark))
}

/// Whether dots lead somewhere on a line.
pub(super) fn has_leader(text: &str) -> bool {
    text.contains(LEADER)
}

/// The pieces of a text, parted also where dots lead from one to the next.
fn led(text: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut at = 0;
    text.split(LEADER).flat_map(move |part| {
        let bare = part.trim_start_matches('.');
        let start = at + (part.len() - bare.len());
        at += part.chars().count() + LEADER.len();
        pieces(bare, start, GAP)
    })
}

/// The pieces of a text that begins in the column `at`, which at least `gap` white characters part.
fn pieces(text: &str, at: usize, gap: usize) -> impl Iterator<Item = Piece<'_>> {
    let mut letters = text.char_indices().zip(at..).peekable();
    std::iter::from_fn(move || {
        while letters.next_if(|((_, letter), _)| letter.is_whitespace()).is_some() {}
        let &((from, _), start) = letters.peek()?;
        let (mut to, mut end) = (from, start);
        let mut spaces = 0;
        while let Some(((offset, letter), column)) =
            letters.next_if(|((_, letter), _)| !letter.is_whitespace() || spaces + 1 < gap)
        {
            spaces = if letter.is_whitespace() { spaces + 1 } else { 0 };
            if spaces == 0 {
                (to, end) = (offset + letter.len_utf8(), column + 1);
            }
        }
        Some(Piece { span: start..end, text: text.get(from..to)? })
    })
}

/// Where, in bytes, the letter of this number begins.
fn offset(text: &str, letter: usize) -> usize {
    text.char_indices().nth(letter).map_or(text.len(), |(offset, _)| offset)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(usize, usize, &str)]) {
        let typed = Typed::of(Line { number: 1, text });
        let found: Vec<_> =
            typed.pieces.iter().map(|piece| (piece.span.start, piece.span.end, piece.text)).collect();
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn two_spaces_part_pieces() {
        check("", &[]);
        check("   ", &[]);
        check("  Plans issued   £5  –  ", &[(2, 14, "Plans issued"), (17, 19, "£5"), (21, 22, "–")]);
        check("a b  c", &[(0, 3, "a b"), (5, 6, "c")]);
        check("\u{c}a  b", &[(0, 1, "a"), (3, 4, "b")]);
    }

    #[test]
    fn dots_that_lead_part_pieces_where_they_are_asked_for() {
        let text = "Cost é. ...... £25  x";
        check(text, &[(0, 18, "Cost é. ...... £25"), (20, 21, "x")]);
        let typed = Typed::of_led(Line { number: 1, text });
        let found: Vec<_> = typed.pieces.iter().map(|piece| (piece.span.start, piece.text)).collect();
        assert_eq!(found, [(0, "Cost é."), (15, "£25"), (20, "x")]);
    }

    #[test]
    fn rules_and_tabs_have_no_pieces() {
        check("-----  ===", &[]);
        check("a\tb", &[]);
        check("-  -", &[(0, 1, "-"), (3, 4, "-")]);
    }

    #[test]
    fn parts_are_whole_words() {
        let typed = Typed::of(Line { number: 1, text: "  No target 486" });
        let part = |within| typed.pieces[0].part(&within).map(|piece| (piece.span, piece.text));
        assert_eq!(part(0..11), Some((2..11, "No target")));
        assert_eq!(part(12..20), Some((12..15, "486")));
        assert_eq!(part(11..12), None);
    }
}
