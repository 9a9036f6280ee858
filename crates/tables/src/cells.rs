//! Words of a cell to its text: lines along the way they run, then joined.
//!
//! A break that the words themselves show to be none (`2022-` over `23`, `495/` over `1538`) is closed; every other
//! becomes one space. Nothing is spelled anew: a hyphen at the end of a line stays, since councils break at the
//! hyphens that words have, and a program can't tell the others.

use std::borrow::Cow;

use boardlift_model::{BBox, Page, Turn};

use crate::geometry;

/// A word of fewer letters fits into any column, so that nobody breaks it.
const LONG_WORD: usize = 10;

/// A piece of a cell's text: a word, or a drawn sign that stands for one.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Piece<'p> {
    /// Its letters.
    pub(crate) text: &'p str,
    /// Its box on the page.
    pub(crate) bbox: BBox,
    /// How it is turned.
    pub(crate) turn: Turn,
    /// Whether it is raised as the mark of a footnote is.
    pub(crate) raised: bool,
}

/// The words with these indices as pieces.
pub(crate) fn pieces<'p>(page: &'p Page, words: &[usize]) -> Vec<Piece<'p>> {
    let piece = |&index: &usize| {
        let word = &page.words[index];
        Piece { text: &word.text, bbox: word.bbox, turn: word.turn, raised: word.raised }
    };
    words.iter().map(piece).collect()
}

/// Brings words into the order in which they are read. Gives the places where new lines begin, the first line's not
/// among them.
pub(crate) fn sort(page: &Page, words: &mut [usize]) -> Vec<usize> {
    if words.len() < 2 {
        return Vec::new();
    }
    let Lines { mut order, breaks } = lines(&pieces(page, words));
    for place in &mut order {
        *place = words[*place];
    }
    words.copy_from_slice(&order);
    breaks
}

/// How most of the letters are turned; upright where there are none.
pub(crate) fn turn(pieces: &[Piece<'_>]) -> Turn {
    const TURNS: [Turn; 4] = [Turn::Reversed, Turn::Down, Turn::Up, Turn::Upright];
    let Some((first, rest)) = pieces.split_first() else { return Turn::default() };
    if !first.text.is_empty() && rest.iter().all(|piece| piece.turn == first.turn) {
        return first.turn;
    }
    let mut letters = [0; TURNS.len()];
    for piece in pieces {
        letters[piece.turn as usize] += piece.text.chars().count();
    }
    TURNS.into_iter().max_by_key(|&turn| letters[turn as usize]).unwrap_or_default()
}

/// The lines that pieces stand on, in reading order.
#[derive(Debug, Default)]
pub(crate) struct Lines {
    /// The pieces, as indices, one line after the other.
    order: Vec<usize>,
    /// Where in `order` each line begins, but for the first.
    breaks: Vec<usize>,
}

/// Words or pieces line by line, where new lines begin at `breaks`.
pub(crate) fn split<'w>(
    words: &'w [usize],
    breaks: &'w [usize],
) -> impl Iterator<Item = &'w [usize]> + Clone {
    let begins = std::iter::once(0).chain(breaks.iter().copied());
    let ends = breaks.iter().copied().chain([words.len()]);
    begins.zip(ends).map(|(begin, end)| &words[begin..end]).filter(|line| !line.is_empty())
}

/// The lines that the pieces stand on, in reading order, as indices into `pieces`. Pieces that are turned otherwise
/// than most stand on lines of their own, after the others.
pub(crate) fn lines(pieces: &[Piece<'_>]) -> Lines {
    let most = turn(pieces);
    let mut lines = Lines { order: Vec::with_capacity(pieces.len()), breaks: Vec::new() };
    lines.add(pieces, most);
    for other in [Turn::Upright, Turn::Up, Turn::Down, Turn::Reversed] {
        if other != most && lines.order.len() < pieces.len() {
            lines.add(pieces, other);
        }
    }
    lines
}

/// The text of a cell.
pub(crate) fn text(pieces: &[Piece<'_>]) -> String {
    let mut text = String::with_capacity(pieces.iter().map(|piece| piece.text.len() + 1).sum());
    for line in lines(pieces).iter() {
        for (place, &index) in line.iter().enumerate() {
            let piece = &pieces[index];
            let break_before = if place == 0 { Break::Line } else { Break::Word };
            push(&mut text, piece, break_before);
        }
    }
    text
}

/// What stands between a piece and the one before it.
#[derive(Clone, Copy, PartialEq)]
enum Break {
    Word,
    Line,
}

fn push(text: &mut String, piece: &Piece<'_>, before: Break) {
    let letters = single_spaced(piece.text);
    if letters.is_empty() {
        return;
    }
    // A soft hyphen at the end of a line was put there by the program that set it.
    let soft = before == Break::Line && text.ends_with('\u{AD}');
    if soft {
        text.pop();
    }
    let closed = soft || (piece.raised && before == Break::Word);
    let closed = closed || (before == Break::Line && goes_on(text, &letters));
    if !text.is_empty() && !closed {
        text.push(' ');
    }
    if piece.raised && !text.is_empty() {
        text.extend(letters.chars().map(superscript));
    } else {
        text.push_str(&letters);
    }
}

/// The letters with one space for each stretch of white within them, and none around them.
fn single_spaced(text: &str) -> Cow<'_, str> {
    if text.contains(char::is_whitespace) {
        text.split_whitespace().collect::<Vec<_>>().join(" ").into()
    } else {
        text.into()
    }
}

/// Whether a line's end and the next one's beginning are one expression: a hyphen or a slash that touches what stands
/// before it and comes before a letter or a figure, a dash between figures.
fn goes_on(text: &str, next: &str) -> bool {
    let mut back = text.chars().rev();
    let (Some(end), Some(before)) = (back.next(), back.next()) else { return false };
    let Some(first) = next.chars().next() else { return false };
    match end {
        '-' | '\u{2010}' | '\u{2011}' | '/' => before.is_alphanumeric() && first.is_alphanumeric(),
        '–' => before.is_ascii_digit() && first.is_ascii_digit(),
        _ => is_cut_off(text, next),
    }
}

/// Whether a single small letter is the end of a long word that its column was too narrow for: `Improved/Sam` over `e`. A
/// letter that stands alone with a meaning of its own is no such end.
fn is_cut_off(word: &str, next: &str) -> bool {
    /// The article, the number of cases, and the shares of a statistic.
    const WORDS: [&str; 3] = ["a", "n", "p"];
    let is_letter = next.len() == 1 && next.starts_with(|c: char| c.is_ascii_lowercase());
    let is_word = !word.contains(' ') && word.ends_with(char::is_lowercase);
    is_letter && !WORDS.contains(&next) && is_word && word.chars().count() >= LONG_WORD
}

fn superscript(letter: char) -> char {
    match letter {
        '0' => '⁰',
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        '4' => '⁴',
        '5' => '⁵',
        '6' => '⁶',
        '7' => '⁷',
        '8' => '⁸',
        '9' => '⁹',
        other => other,
    }
}

impl Lines {
    /// The lines, each with its pieces as indices; none is empty.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &[usize]> {
        split(&self.order, &self.breaks)
    }

    /// Adds the lines of the pieces that are turned one way.
    fn add(&mut self, pieces: &[Piece<'_>], turn: Turn) {
        let mut placed: Vec<(usize, BBox)> = pieces
            .iter()
            .enumerate()
            .filter(|(_, piece)| piece.turn == turn)
            .map(|(index, piece)| (index, as_read(&piece.bbox, turn)))
            .collect();
        placed.sort_by(|a, b| {
            let middle = |bbox: &BBox| geometry::centre(bbox).1;
            middle(&a.1).total_cmp(&middle(&b.1)).then(a.1.x0.total_cmp(&b.1.x0))
        });
        let mut begin = 0;
        while begin < placed.len() {
            let line = &mut placed[begin..];
            let length = line_length(line);
            line[..length].sort_by(|a, b| a.1.x0.total_cmp(&b.1.x0).then(a.0.cmp(&b.0)));
            if !self.order.is_empty() {
                self.breaks.push(self.order.len());
            }
            self.order.extend(line[..length].iter().map(|(index, _)| index));
            begin += length;
        }
    }
}

/// How many of the first pieces, sorted by their middles, stand on one line.
fn line_length(placed: &[(usize, BBox)]) -> usize {
    let (mut top, mut bottom) = (placed[0].1.y0, placed[0].1.y1);
    let on_line = placed[1..].iter().take_while(|(_, bbox)| {
        let belongs = overlaps((top, bottom), bbox);
        if belongs {
            (top, bottom) = (top.min(bbox.y0), bottom.max(bbox.y1));
        }
        belongs
    });
    1 + on_line.count()
}

/// Whether a piece stands on a line: half of the lower of the two lies beside the other. Lines set solid overlap by
/// their ascents and descents, but less.
fn overlaps((top, bottom): (f32, f32), bbox: &BBox) -> bool {
    let shared = bottom.min(bbox.y1) - top.max(bbox.y0);
    shared > 0.5 * (bottom - top).min(bbox.y1 - bbox.y0)
}

/// A box as it lies for one who turns the page so that the text stands upright.
fn as_read(bbox: &BBox, turn: Turn) -> BBox {
    let BBox { x0, y0, x1, y1 } = *bbox;
    match turn {
        Turn::Upright => *bbox,
        Turn::Up => BBox { x0: -y1, y0: x0, x1: -y0, y1: x1 },
        Turn::Down => BBox { x0: y0, y0: -x1, x1: y1, y1: -x0 },
        Turn::Reversed => BBox { x0: -x1, y0: -y1, x1: -x0, y1: -y0 },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::PageBuilder;

    fn check(builder: PageBuilder, expected: &str) {
        let page = builder.build();
        let all: Vec<usize> = (0..page.words.len()).rev().collect();
        assert_eq!(text(&pieces(&page, &all)), expected);
    }

    fn lines_down(lines: &[&str]) -> PageBuilder {
        lines
            .iter()
            .zip(1_u8..)
            .fold(PageBuilder::new(), |page, (line, row)| page.text(50.0, 12.0 * f32::from(row), line))
    }

    #[test]
    fn lines_are_joined_with_a_space() {
        check(lines_down(&["Plans issued", "in 20 weeks"]), "Plans issued in 20 weeks");
    }

    #[test]
    fn a_break_after_a_hyphen_or_slash_is_closed() {
        check(lines_down(&["2022-", "23"]), "2022-23");
        check(lines_down(&["Post-", "16 long-", "term"]), "Post-16 long-term");
        check(lines_down(&["495/", "1538"]), "495/1538");
        check(lines_down(&["2022–", "23"]), "2022–23");
    }

    #[test]
    fn a_hyphen_that_stands_alone_keeps_its_spaces() {
        check(lines_down(&["10 -", "20"]), "10 - 20");
        check(lines_down(&["Target –", "none"]), "Target – none");
    }

    #[test]
    fn a_letter_cut_off_its_word_is_joined_to_it() {
        check(lines_down(&["Improved/Sam", "e"]), "Improved/Same");
        check(lines_down(&["Respondents", "n"]), "Respondents n");
        check(lines_down(&["Grade", "b"]), "Grade b");
    }

    #[test]
    fn figures_on_two_lines_stay_two() {
        check(lines_down(&["1,", "538"]), "1, 538");
        check(lines_down(&["12", "34"]), "12 34");
    }

    #[test]
    fn a_soft_hyphen_goes() {
        check(lines_down(&["perfor\u{AD}", "mance"]), "performance");
    }

    #[test]
    fn raised_figures_become_superscripts() {
        let page = PageBuilder::new().text(50.0, 100.0, "12.5").text(70.0, 96.0, "12").with(|word| {
            word.raised = true;
            word.size = 6.0;
            (word.bbox.y0, word.bbox.y1) = (91.5, 97.5);
        });
        check(page, "12.5¹²");
    }

    #[test]
    fn turned_lines_are_read_along_their_way() {
        let up = PageBuilder::new().turned(50.0, 300.0, "Children looked", Turn::Up).turned(
            62.0,
            300.0,
            "after",
            Turn::Up,
        );
        check(up, "Children looked after");
        let down = PageBuilder::new().turned(62.0, 100.0, "Children looked", Turn::Down).turned(
            50.0,
            100.0,
            "after",
            Turn::Down,
        );
        check(down, "Children looked after");
        let reversed = PageBuilder::new().turned(300.0, 112.0, "Children looked", Turn::Reversed).turned(
            300.0,
            100.0,
            "after",
            Turn::Reversed,
        );
        check(reversed, "Children looked after");
    }
}
