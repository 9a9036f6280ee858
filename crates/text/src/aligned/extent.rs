//! Which lines may be a table: how far its rows may reach down, and its headings up.

use std::ops::Range;

use super::columns::Columns;
use super::typed::Typed;
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
        if ends || words::is_heading(line) {
            break;
        }
        if words::is_row(line) {
            last = at;
        }
    }
    // What follows at once may go on with the last row, but not what stands at once above the next headings.
    let below = lines[last + 1..].iter().take_while(|line| !line.is_empty() && !line.begins_page);
    let below: Vec<&Typed<'_>> = below.take(MOST_BETWEEN).collect();
    let heads = below.iter().any(|line| words::is_heading(line));
    last + 1 + if heads { 0 } else { below.len() }
}

/// The lines of headings above the first row, among the lines above it. Names of groups may stand below them.
pub(super) fn heading_lines(above: &[Typed<'_>], columns: &Columns) -> Range<usize> {
    let mut found: Option<Range<usize>> = None;
    let second = columns.spans.get(1).map_or(0, |span| span.start);
    let mut blank = 0;
    for (at, line) in above.iter().enumerate().rev().take(MOST_HEADINGS + MOST_BLANK) {
        let is_lone = !line.is_gapped() && line.pieces.first().is_some_and(|piece| piece.span.start < second);
        match &mut found {
            _ if line.is_empty() && !line.line.is_blank() => {}
            None if line.is_empty() => blank += 1,
            None if is_lone && !line.pieces.iter().any(words::is_sentence) => {}
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
