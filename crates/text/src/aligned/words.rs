//! What the words of a piece are by themselves: a cell that is complete, a reference, a leader.

use std::ops::Range;

use super::typed::{Piece, Typed, has_leader};
use crate::{markup, shape};
use boardlift_lexicon::wording;

/// How many spaces set words apart that no sentence holds together: two may stand behind a full stop.
const FAR: usize = 3;

/// The words of a piece as they are printed.
pub(super) fn printed(piece: &Piece<'_>) -> String {
    markup::plain(piece.text).text
}

/// Whether a piece is a figure, or words for a missing one, and nothing else: `48%`, `n/a`.
pub(super) fn is_cell(piece: &Piece<'_>) -> bool {
    shape::is_value(&printed(piece))
}

/// Whether a piece is a figure without words beside it, other than in brackets. `60% Not yet known` may be two cells.
pub(super) fn is_figure_alone(piece: &Piece<'_>) -> bool {
    shape::is_value_alone(&printed(piece))
}

/// Whether a piece may be two cells that stand close: `47.8 n/a`, `12.6 *`. A space may also part thousands.
pub(super) fn may_be_two(piece: &Piece<'_>) -> bool {
    let Some((first, rest)) = piece.text.split_once(' ') else { return false };
    let is_thousands = |text: &str| text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_digit());
    !rest.starts_with('(')
        && !rest.split(' ').all(is_thousands)
        && [first, rest].into_iter().all(|text| shape::is_value_alone(&markup::plain(text).text))
}

/// Whether a piece is a figure that can't be a heading: `2021/22` and `2019` may be. Minutes and seconds are one too.
pub(super) fn is_figure(piece: &Piece<'_>) -> bool {
    let text = printed(piece);
    is_duration(&text) || shape::is_value(&text) && shape::role(&text).is_none()
}

/// Whether words are a time that something takes, `0:48`, or one of the day.
fn is_duration(text: &str) -> bool {
    let mut parts = text.split(':');
    let is_number =
        |part: &str| (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    let first = parts.next().is_some_and(is_number);
    let rest: Vec<&str> = parts.collect();
    first && matches!(rest.len(), 1 | 2) && rest.iter().all(|part| part.len() == 2 && is_number(part))
}

/// Whether a piece has a word of more than a letter or two, as names have and letters for judgements have not.
pub(super) fn has_words(piece: &Piece<'_>) -> bool {
    piece.text.split(|char: char| !char.is_alphabetic()).any(|word| word.chars().count() > 2)
}

/// Whether a piece is the number of a row: one word with a digit in it, `HM1`, `1.01`, `12`.
pub(super) fn is_reference(piece: &Piece<'_>) -> bool {
    let text = piece.text;
    let is_mark = |char: char| char.is_ascii_alphanumeric() || matches!(char, '.' | '-' | '/' | '_' | ')');
    text.len() <= 12 && text.chars().all(is_mark) && text.contains(|char: char| char.is_ascii_digit())
}

/// Whether what stands before or after some white in a piece is a cell by itself: `3.60% 3.72%`, `HM1 Rent arrears`.
pub(super) fn is_complete_beside(piece: &Piece<'_>, white: &Range<usize>) -> bool {
    let before = piece.part(&(0..white.start));
    let after = piece.part(&(white.end..usize::MAX));
    before.is_some_and(|before| is_cell(&before) || is_reference(&before))
        || after.is_some_and(|after| is_cell(&after))
}

/// Whether a line may be a row of a table: a figure stands behind a gap.
pub(super) fn is_row(line: &Typed<'_>) -> bool {
    let Some((first, others)) = line.pieces.split_first().filter(|_| !line.goes_on_heading) else {
        return false;
    };
    // `qualification    assessed    awaited` goes on with the row above.
    let must_have_digit = goes_on(first);
    let holds_figure = others.iter().any(|piece| is_figure(piece) && (!must_have_digit || has_digit(piece)));
    holds_figure && !is_point(first.text) && (line.is_led || !has_leader(line.line.text))
}

fn has_digit(piece: &Piece<'_>) -> bool {
    piece.text.contains(|char: char| char.is_ascii_digit())
}

/// Whether a line only goes on with the headings above it: its figures are all years, `(date)  Jul 23  23`, and nothing
/// stands below the first heading.
pub(super) fn goes_on_heading(above: &Typed<'_>, line: &Typed<'_>) -> bool {
    let is_year = |piece: &Piece<'_>| {
        let is_century =
            piece.text.len() == 4 && (piece.text.starts_with("19") || piece.text.starts_with("20"));
        (piece.text.len() == 2 || is_century) && piece.text.bytes().all(|byte| byte.is_ascii_digit())
    };
    let first = above.pieces.first().zip(line.pieces.first());
    is_heading(above)
        && first.is_some_and(|(above, line)| line.span.start > above.span.end)
        && line.pieces.iter().all(|piece| is_year(piece) || !is_cell(piece))
}

/// Whether a line heads columns by its words.
pub(super) fn is_heading(line: &Typed<'_>) -> bool {
    let texts: Vec<String> = line.pieces.iter().map(printed).collect();
    line.is_gapped() && shape::is_heading_row(texts.iter().map(String::as_str))
}

/// Whether figures stand on a line beside other words, far from them, so that no sentence holds them: `51.8%     0.42`. A
/// label with its colon is a sentence of its own, and a date is no figure.
pub(super) fn is_beside(line: &Typed<'_>) -> bool {
    let is_far = |pair: &[Piece<'_>]| pair[1].span.start - pair[0].span.end >= FAR;
    let is_label = matches!(line.pieces.as_slice(), [label, _] if label.text.ends_with(':'));
    let has_figure = |piece: &Piece<'_>| {
        piece.text.contains(|char: char| char.is_ascii_digit()) && shape::role(&printed(piece)).is_none()
    };
    let is_item = line.pieces.first().is_some_and(|first| is_point(first.text) || is_leader(first.text));
    !is_item && !is_label && line.pieces.windows(2).any(is_far) && line.pieces.iter().any(has_figure)
}

/// Whether a piece is the number of a point: `2.`, `(b)`.
fn is_leader(text: &str) -> bool {
    text.chars().count() <= 4 && text.ends_with(['.', ')'])
}

/// Whether a piece begins a point of a list: a bullet without its words, or with a figure behind it, `- 91% of stops`. A
/// bullet before other words may lead the name of a row: `- of which girls`.
fn is_point(text: &str) -> bool {
    let words = wording::list_item(text).filter(|_| !text.starts_with(char::is_alphanumeric));
    is_bullet(text) || words.is_some_and(shape::begins_with_figure)
}

/// Whether a piece is a bullet without its words.
fn is_bullet(text: &str) -> bool {
    let mut letters = text.chars();
    letters.next().is_some_and(|letter| !letter.is_alphanumeric())
        && letters.next().is_none()
        && wording::list_item(&format!("{text} x")).is_some()
}

/// Whether words can't end a cell.
pub(super) fn breaks_off(piece: &Piece<'_>) -> bool {
    wording::breaks_off(piece.text) && (!is_cell(piece) || piece.text.contains('('))
}

/// Whether words can't begin a cell.
pub(super) fn goes_on(piece: &Piece<'_>) -> bool {
    wording::goes_on(piece.text) && !is_cell(piece)
}

/// Whether the first word of the next line would not have stood on this one, in a column of this width. Type of uneven
/// width fills a line with fewer letters than another: a quarter fewer at most.
pub(super) fn is_full(above: &Piece<'_>, below: &Piece<'_>, width: usize) -> bool {
    let next = below.words().next().map_or(0, |word| word.span.len());
    (above.span.len() + 1 + next) * 4 > width * 3
}

/// Whether a piece is too long for a heading.
pub(super) fn is_sentence(piece: &Piece<'_>) -> bool {
    piece.text.split_whitespace().count() > 12
}
