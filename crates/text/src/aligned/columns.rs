//! Where the columns of a table stand: between the corridors of white that run down through all its rows of figures.
//!
//! A figure is never in a corridor. A few words may be, where a remark is wider than its column; what stands over two
//! columns is for the rows to judge.

use std::ops::Range;

use super::typed::{Piece, Typed, overlaps};
use super::words;

/// One row in so many may have words where the others have white.
const REMARKS: usize = 4;

/// How far the figures of a column drift, in letters.
const DRIFT: usize = 4;

/// The columns of a table, from left to right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Columns {
    /// The columns of characters that each takes; at least two.
    pub(super) spans: Vec<Range<usize>>,
}

impl Columns {
    /// The columns that a range of characters lies over.
    pub(super) fn under(&self, span: &Range<usize>) -> Range<usize> {
        let from = self.spans.partition_point(|column| column.end <= span.start);
        let to = self.spans.partition_point(|column| column.start < span.end);
        from..to.max(from)
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.spans.len()
    }

    /// The white between a column and the next one.
    pub(super) fn corridor(&self, left: usize) -> Range<usize> {
        let end = |at: usize| self.spans.get(at).map_or(usize::MAX, |span| span.end);
        end(left)..self.spans.get(left + 1).map_or(usize::MAX, |span| span.start)
    }

    /// Adds a range in the white between the columns: a column of its own, or more of the one that it all but touches.
    pub(super) fn add(&mut self, span: Range<usize>) {
        let at = self.spans.partition_point(|column| column.end <= span.start);
        if let Some(left) = self.spans[..at].last_mut().filter(|left| span.start <= left.end + 1) {
            left.end = span.end;
        } else if let Some(right) = self.spans.get_mut(at).filter(|right| right.start <= span.end + 1) {
            right.start = span.start;
        } else {
            self.spans.insert(at, span);
        }
    }
}

impl Columns {
    /// Makes one column of two that stand close together where no row fills both, each row one, and no line of headings
    /// has one for each: converters of uneven type let cells drift.
    pub(super) fn join_drifted(&mut self, rows: &[&Typed<'_>], headings: &[&Typed<'_>]) {
        let mut at = 0;
        while at + 1 < self.len() {
            let (left, right) = (&self.spans[at], &self.spans[at + 1]);
            let both = left.start..right.end;
            let over =
                |line: &&Typed<'_>| line.pieces.iter().filter(|piece| overlaps(&piece.span, &both)).count();
            let is_one = right.start - left.end <= DRIFT
                && rows.iter().all(|row| over(row) == 1)
                && headings.iter().all(|line| over(line) <= 1)
                && headings.iter().any(|line| over(line) == 1);
            if is_one {
                self.spans.splice(at..at + 2, [both]);
            } else {
                at += 1;
            }
        }
    }
}

/// The columns of rows of figures, the words of the lines that go with them counted; nothing where they have none in
/// common.
pub(super) fn find(rows: &[&Typed<'_>], others: &[&Typed<'_>]) -> Option<Columns> {
    let profile = Profile::of(rows);
    let mut columns = Columns { spans: Vec::new() };
    for span in profile.filled() {
        match columns.spans.last_mut() {
            Some(last) if !are_parted(rows, last, &span) => last.end = span.end,
            _ => columns.spans.push(span),
        }
    }
    add_words(&mut columns, rows.iter().chain(others));
    join_bridged(&mut columns, rows.iter().chain(others));
    (columns.len() > 1 && rows.iter().all(|row| is_parted(&columns, row))).then_some(columns)
}

/// How many rows print something in each column of characters.
struct Profile {
    figures: Vec<usize>,
    words: Vec<usize>,
    rows: usize,
}

impl Profile {
    fn of(rows: &[&Typed<'_>]) -> Self {
        let width = rows.iter().filter_map(|row| row.pieces.last()).map(|piece| piece.span.end).max();
        let width = width.unwrap_or(0);
        let mut profile = Profile { figures: vec![0; width], words: vec![0; width], rows: rows.len() };
        let clear = |piece: &&Piece<'_>| !words::may_be_two(piece);
        for piece in rows.iter().flat_map(|row| &row.pieces).filter(clear) {
            let counts =
                if words::is_figure_alone(piece) { &mut profile.figures } else { &mut profile.words };
            for word in piece.words() {
                counts[word.span].iter_mut().for_each(|count| *count += 1);
            }
        }
        profile
    }

    fn is_filled(&self, at: usize) -> bool {
        self.figures[at] > 0 || self.words[at] * REMARKS > self.rows
    }

    /// The ranges without white, from left to right.
    fn filled(&self) -> Vec<Range<usize>> {
        let mut found: Vec<Range<usize>> = Vec::new();
        for at in (0..self.figures.len()).filter(|at| self.is_filled(*at)) {
            match found.last_mut() {
                Some(last) if last.end == at => last.end += 1,
                _ => found.push(at..at + 1),
            }
        }
        found
    }
}

/// Whether the white between two filled ranges parts columns. Where it is no wider than a space between words, it does so
/// only if a row has a gap there, and in all others a cell ends or begins there that is complete by itself.
fn are_parted(rows: &[&Typed<'_>], left: &Range<usize>, right: &Range<usize>) -> bool {
    let white = left.end..right.start;
    if white.len() > 1 {
        return true;
    }
    let fills =
        |row: &Typed<'_>, range: &Range<usize>| row.pieces.iter().any(|piece| overlaps(&piece.span, range));
    let mut gaps = 0;
    for row in rows {
        match row.pieces.iter().find(|piece| overlaps(&piece.span, &white)) {
            Some(piece) if !words::is_complete_beside(piece, &white) => return false,
            Some(_) => {}
            None => gaps += usize::from(fills(row, left) && fills(row, right)),
        }
    }
    gaps > 0
}

/// Columns of words that only a few rows fill stand in what the figures leave white.
fn add_words<'l, 't: 'l>(columns: &mut Columns, lines: impl Iterator<Item = &'l &'l Typed<'t>>) {
    let mut loose: Vec<Range<usize>> = lines
        .flat_map(|line| &line.pieces)
        .map(|piece| piece.span.clone())
        .filter(|span| columns.under(span).is_empty())
        .collect();
    loose.sort_by_key(|span| span.start);
    let mut joined: Vec<Range<usize>> = Vec::new();
    for span in loose {
        match joined.last_mut() {
            Some(last) if span.start <= last.end + 1 => last.end = last.end.max(span.end),
            _ => joined.push(span),
        }
    }
    for span in joined {
        columns.add(span);
    }
}

/// Makes one column of neighbours that some words run through and no line fills both of: words of uneven length leave
/// white that is none.
fn join_bridged<'l, 't: 'l>(columns: &mut Columns, lines: impl Iterator<Item = &'l &'l Typed<'t>>) {
    let mut are_bridged = vec![false; columns.len()];
    let mut are_apart = vec![false; columns.len()];
    for line in lines {
        let mut last = None;
        for piece in &line.pieces {
            let under = columns.under(&piece.span);
            if last.is_some_and(|last| last + 1 == under.start) {
                are_apart[under.start - 1] = true;
            }
            if under.len() > 1 {
                are_bridged[under.start..under.end - 1].fill(true);
            }
            last = under.end.checked_sub(1).filter(|_| !under.is_empty());
        }
    }
    let mut joined: Vec<Range<usize>> = Vec::new();
    for (at, span) in std::mem::take(&mut columns.spans).into_iter().enumerate() {
        match joined.last_mut() {
            Some(last) if are_bridged[at - 1] && !are_apart[at - 1] => last.end = span.end,
            _ => joined.push(span),
        }
    }
    columns.spans = joined;
}

/// Whether no column of a row holds two pieces: then the columns are too few, and two cells would be read as one.
fn is_parted(columns: &Columns, row: &Typed<'_>) -> bool {
    let firsts = row.pieces.iter().map(|piece| columns.under(&piece.span));
    let ranges: Vec<Range<usize>> = firsts.collect();
    ranges.windows(2).all(|pair| !overlaps(&pair[0], &pair[1]))
}
