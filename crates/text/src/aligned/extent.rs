//! Which lines may be a table: how far its rows may reach down, and its headings up.

use std::ops::Range;

use super::columns::Columns;
use super::typed::{Piece, Typed};
use super::words;

/// The most lines of headings. More are a page of words.
const MOST_HEADINGS: usize = 8;

/// The most blank lines between two rows, and between the headings and the first row.
const MOST_BLANK: usize = 4;

/// The most lines without figures between two rows of one table: a cell of a dozen lines and some blank ones.
const MOST_BETWEEN: usize = 16;

/// Where the lines end that may be rows below the first one: at headings, a new page or a stretch without figures.
pub(super) fn end_of_body(lines: &[Typed<'_>], first: usize) -> usize {
    let mut last = first;
    let mut blank = 0;
    for (at, line) in lines.iter().enumerate().skip(first + 1) {
        blank = if line.line.is_blank() { blank + 1 } else { 0 };
        let ends = line.begins_page || blank > MOST_BLANK || at - last > MOST_BETWEEN;
        if ends || is_heading(lines, at) || may_head(lines, at) {
            break;
        }
        if words::is_row(line) {
            last = at;
        }
    }
    // What follows at once may go on with the last row, but not what stands at once above the next headings.
    let below = lines[last + 1..].iter().take_while(|line| !line.is_empty() && !line.begins_page);
    let below: Vec<&Typed<'_>> = below.take(MOST_BETWEEN).collect();
    let heads = (last + 1..last + 1 + below.len()).any(|at| is_heading(lines, at));
    last + 1 + if heads { 0 } else { below.len() }
}

/// Whether a line heads columns by its words. One below a row, without a blank line or a title between, goes on with it.
fn is_heading(lines: &[Typed<'_>], at: usize) -> bool {
    words::is_heading(&lines[at]) && at.checked_sub(1).is_none_or(|above| !lines[above].is_gapped())
}

/// Whether a line after a blank one may head columns by the way it stands: words above each cell of a row of figures.
fn may_head(lines: &[Typed<'_>], at: usize) -> bool {
    let (line, next) = (&lines[at], lines.get(at + 1));
    let is_first = lines[..at].iter().rev().take(2).any(|above| above.line.is_blank());
    let is_over = |next: &Typed<'_>| words::is_row(next) && line.pieces.len() >= next.pieces.len();
    is_first && line.pieces.len() > 2 && !words::is_row(line) && next.is_some_and(is_over)
}

/// The lines of headings above the first row, among the lines above it. Names of groups may stand below them.
pub(super) fn heading_lines(above: &[Typed<'_>], first: &Typed<'_>, columns: &Columns) -> Range<usize> {
    let mut found: Option<Range<usize>> = None;
    let second = columns.spans.get(1).map_or(0, |span| span.start);
    let mut blank = 0;
    for (at, line) in above.iter().enumerate().rev().take(MOST_HEADINGS + MOST_BLANK) {
        // A lone piece on the left is a title or a group's name; one over a blank cell of the first row is its first line.
        let begins_row = |piece: &Piece<'_>| {
            !first.pieces.iter().any(|cell| columns.under(&cell.span) == columns.under(&piece.span))
        };
        let is_lone = match line.pieces.as_slice() {
            [piece] => piece.span.start < second || found.is_none() && begins_row(piece),
            _ => false,
        };
        match &mut found {
            _ if line.is_empty() && !line.line.is_blank() => {}
            None if line.is_empty() => blank += 1,
            None if is_lone && !line.pieces.iter().any(words::is_sentence) => {}
            Some(range) if line.line.is_blank() && goes_up(&above[..at], &above[range.start], second) => {}
            Some(_) if line.is_empty() || is_lone => break,
            _ if line.pieces.iter().any(words::is_sentence) || words::is_row(line) || blank > MOST_BLANK => {
                break;
            }
            None => found = Some(at..at + 1),
            Some(range) => range.start = at,
        }
        if line.begins_page {
            break;
        }
    }
    found.unwrap_or(above.len()..above.len())
}

/// Whether headings go on above a blank line: the line there heads columns by its words, the first ones among them, which
/// have no heading below it.
fn goes_up(above: &[Typed<'_>], top: &Typed<'_>, second: usize) -> bool {
    let heads_first = |line: &Typed<'_>| line.pieces.first().is_some_and(|piece| piece.span.start < second);
    let is_next = |line: &Typed<'_>| words::is_heading(line) && heads_first(line) && !line.begins_page;
    !heads_first(top) && above.last().is_some_and(is_next)
}
