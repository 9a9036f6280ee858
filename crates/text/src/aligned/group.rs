//! Names of groups of rows: a few words alone on a line, over several columns or where no name of a row can go on.

use boardlift_lexicon::period::{self, Years};
use boardlift_lexicon::wording;

use super::columns::Columns;
use super::typed::{Piece, Typed};
use super::words;

/// A line over the table may be off its middle by one part in so many.
const OFF_MIDDLE: usize = 8;

/// Any year will do to see a period.
const ANY_YEAR: i16 = 2000;

/// How the rows of a table have their names.
#[derive(Debug, Clone, Copy)]
pub(super) struct Names {
    /// The column that they stand in.
    pub(super) column: usize,
    /// Whether each begins on the line of its figures.
    pub(super) are_on_rows: bool,
}

impl Names {
    /// How the rows of figures among these lines have their names, in this column.
    pub(super) fn of(lines: &[Typed<'_>], column: usize, columns: &Columns) -> Self {
        let mut rows = lines.iter().filter(|line| words::is_row(line));
        Names { column, are_on_rows: rows.all(|row| cell(row, column, columns).is_some()) }
    }
}

/// The name of a group, if the line is one.
pub(super) fn name<'l, 't>(
    lines: &'l [Typed<'t>],
    at: usize,
    names: Names,
    columns: &Columns,
) -> Option<&'l Piece<'t>> {
    let [piece] = lines[at].pieces.as_slice() else { return None };
    let under = columns.under(&piece.span);
    let stands = if is_period(piece) {
        let above = at.checked_sub(1).and_then(|above| cell(&lines[above], names.column, columns));
        under.start <= names.column && !above.is_some_and(words::breaks_off)
    } else if under.len() > 1 {
        under.start <= names.column || is_in_the_middle(piece, columns)
    } else {
        under.start <= names.column
            && Beside::of(lines, at, under.start, columns).is_apart(piece, names, columns)
    };
    (stands && is_title(piece)).then_some(piece)
}

fn is_title(piece: &Piece<'_>) -> bool {
    wording::is_title(piece.text)
        && wording::list_item(piece.text).is_none()
        && wording::footnote(piece.text).is_none()
        && !words::is_cell(piece)
}

/// Whether words are a part of a year and nothing else: `January to March 2023 (Quarter 4)`. No name goes on so.
fn is_period(piece: &Piece<'_>) -> bool {
    let years = Years { financial: Some(ANY_YEAR), academic: Some(ANY_YEAR) };
    let is_whole = |text: &str| {
        period::find(text, years)
            .is_some_and(|found| found.span.start == 0 && found.span.end + 1 >= text.len())
    };
    let bare = piece.text.split_once(" (").map_or(piece.text, |(bare, _)| bare);
    words::has_words(piece)
        && (is_whole(piece.text) || is_whole(bare) && is_whole(behind_bracket(piece.text)))
}

/// What stands in the bracket of `January to March 2023 (Quarter 4)`.
fn behind_bracket(text: &str) -> &str {
    text.split_once(" (").map_or("", |(_, inner)| inner.trim_end_matches(')'))
}

fn is_in_the_middle(piece: &Piece<'_>, columns: &Columns) -> bool {
    let (Some(first), Some(last)) = (columns.spans.first(), columns.spans.last()) else { return false };
    let off = (piece.span.start + piece.span.end).abs_diff(first.start + last.end);
    off * OFF_MIDDLE <= last.end - first.start
}

fn cell<'l, 't>(line: &'l Typed<'t>, column: usize, columns: &Columns) -> Option<&'l Piece<'t>> {
    line.pieces.iter().find(|piece| columns.under(&piece.span).contains(&column))
}

/// The lines next to a line, where they are not blank, and what stands in its column there.
struct Beside<'l, 't> {
    lines: [Option<&'l Typed<'t>>; 2],
    cells: [Option<&'l Piece<'t>>; 2],
}

impl<'l, 't> Beside<'l, 't> {
    fn of(lines: &'l [Typed<'t>], at: usize, column: usize, columns: &Columns) -> Self {
        let printed = |at: Option<usize>| lines.get(at?).filter(|line| !line.is_empty());
        let lines = [printed(at.checked_sub(1)), printed(at.checked_add(1))];
        Beside { lines, cells: lines.map(|line| cell(line?, column, columns)) }
    }

    /// Whether words in a column belong to none of the rows next to them.
    fn is_apart(&self, piece: &Piece<'_>, names: Names, columns: &Columns) -> bool {
        let [above, below] = self.cells;
        let own = columns.under(&piece.span).start;
        let width = columns.spans.get(own).map_or(0, ExactSizeIterator::len);
        let is_linked =
            |before: &Piece<'_>, after: &Piece<'_>| words::breaks_off(before) || words::goes_on(after);
        let ends_above =
            above.is_none_or(|above| !is_linked(above, piece) && !words::is_full(above, piece, width));
        // Where all names begin beside their figures, none begins above them.
        let ends_here = below.is_none_or(|below| {
            !is_linked(piece, below) && (names.are_on_rows || !words::is_full(piece, below, width))
        });
        let is_between_rows = self.lines.iter().flatten().all(|line| words::is_row(line));
        ends_above
            && ends_here
            && is_between_rows
            && !self.is_wanted(names, columns)
            && self.is_over(piece, own, width, names)
    }

    /// Whether a row next to it lacks a name.
    fn is_wanted(&self, names: Names, columns: &Columns) -> bool {
        self.lines.iter().flatten().any(|line| cell(line, names.column, columns).is_none())
    }

    /// Whether it stands over rows and not beside them: words in a column of their own, next to rows that lack them, may
    /// be for several of these. They are not where they are wider than their column.
    fn is_over(&self, piece: &Piece<'_>, own: usize, width: usize, names: Names) -> bool {
        let sticks_out = own < names.column && piece.span.len() > width;
        sticks_out || self.lines[1].is_none() || self.cells.iter().any(Option::is_some)
    }
}
