//! Which column each heading stands over.
//!
//! From the lowest line up: what stands over one column is its heading or the line above it, what stands over several
//! that have their own is the heading of the group. A heading that may belong to two columns is of none.

use std::ops::Range;

use super::columns::Columns;
use super::typed::{Piece, Typed};
use super::words;

/// A heading over several columns.
#[derive(Debug, Clone)]
pub(super) struct Group<'t> {
    /// The columns.
    pub(super) columns: Range<usize>,
    /// Its lines, from top to bottom.
    pub(super) lines: Vec<(u32, Piece<'t>)>,
}

/// The headings of a table.
#[derive(Debug, Clone)]
pub(super) struct Heads<'t> {
    /// For each column the lines of its heading, from top to bottom.
    pub(super) own: Vec<Vec<(u32, Piece<'t>)>>,
    /// Headings over several columns, from left to right.
    pub(super) groups: Vec<Group<'t>>,
}

/// The headings on these lines, from top to bottom; the reason where a column's can't be told. A heading over white is
/// that of a column without figures, which is added.
pub(super) fn find<'t>(lines: &[&Typed<'t>], columns: &mut Columns) -> Result<Heads<'t>, &'static str> {
    add_blank_columns(lines, columns);
    let mut heads = Heads { own: vec![Vec::new(); columns.len()], groups: Vec::new() };
    for line in lines.iter().rev() {
        heads.add(line, columns)?;
    }
    Ok(heads)
}

const UNCLEAR: &str = "a heading may stand over either of two columns";

impl<'t> Heads<'t> {
    /// Adds the line above those that were added.
    fn add(&mut self, line: &Typed<'t>, columns: &Columns) -> Result<(), &'static str> {
        let number = line.line.number;
        if let Some(groups) = self.repeated(line, columns) {
            for (piece, columns) in line.pieces.iter().rev().zip(groups.into_iter().rev()) {
                self.groups.insert(0, Group { columns, lines: vec![(number, piece.clone())] });
            }
            return Ok(());
        }
        for piece in line.pieces.iter().rev() {
            let under = columns.under(&piece.span);
            match under.len() {
                0 => {
                    let column = self.beside(piece, columns)?;
                    self.own[column].insert(0, (number, piece.clone()));
                }
                1 => self.own[under.start].insert(0, (number, piece.clone())),
                _ if self.own[under.clone()].iter().all(|own| !own.is_empty()) => {
                    self.add_group(number, piece, under)?;
                }
                _ => {
                    for (column, piece) in cut(piece, under, columns)? {
                        self.own[column].insert(0, (number, piece));
                    }
                }
            }
        }
        Ok(())
    }

    fn add_group(
        &mut self,
        number: u32,
        piece: &Piece<'t>,
        columns: Range<usize>,
    ) -> Result<(), &'static str> {
        match self.groups.iter_mut().find(|group| super::typed::overlaps(&group.columns, &columns)) {
            Some(group) if group.columns == columns => group.lines.insert(0, (number, piece.clone())),
            Some(_) => return Err(UNCLEAR),
            None => self.groups.insert(0, Group { columns, lines: vec![(number, piece.clone())] }),
        }
        Ok(())
    }

    /// The column beside a heading that stands over white: the only neighbour without one of its own.
    fn beside(&self, piece: &Piece<'t>, columns: &Columns) -> Result<usize, &'static str> {
        let right = columns.spans.partition_point(|column| column.end <= piece.span.start);
        let mut free = [right.checked_sub(1), Some(right)]
            .into_iter()
            .flatten()
            .filter(|column| self.own.get(*column).is_some_and(Vec::is_empty));
        match (free.next(), free.next()) {
            (Some(column), None) => Ok(column),
            _ => Err(UNCLEAR),
        }
    }

    /// The groups of columns that a line heads, where the headings below repeat: `Q1 Q2 Q1 Q2` under `2022 2023`.
    fn repeated(&self, line: &Typed<'t>, columns: &Columns) -> Option<Vec<Range<usize>>> {
        let texts: Vec<String> = self
            .own
            .iter()
            .map(|own| own.iter().map(|(_, piece)| words::printed(piece)).collect::<Vec<_>>().join(" "))
            .collect();
        let count = line.pieces.len();
        let groups = repeats(&texts, count)?;
        let stands_over = |(piece, group): (&Piece<'t>, &Range<usize>)| {
            let under = columns.under(&piece.span);
            let covers = columns.spans[group.start].start..columns.spans[group.end - 1].end;
            under.start >= group.start
                && under.end <= group.end
                && super::typed::overlaps(&piece.span, &covers)
        };
        line.pieces.iter().zip(&groups).all(stands_over).then_some(groups)
    }
}

/// The ranges in which headings repeat so many times, side by side and up to the last of them.
fn repeats(texts: &[String], count: usize) -> Option<Vec<Range<usize>>> {
    let first =
        texts.iter().enumerate().find(|(at, text)| !text.is_empty() && texts[at + 1..].contains(text))?.0;
    let end = texts.iter().rposition(|text| {
        !text.is_empty() && texts[first..].iter().filter(|other| *other == text).count() > 1
    })? + 1;
    let length = end - first;
    if count < 2 || !length.is_multiple_of(count) || length == count {
        return None;
    }
    let period = length / count;
    let is_repeated = (first..end - period).all(|at| texts[at] == texts[at + period]);
    is_repeated
        .then(|| (0..count).map(|group| first + group * period..first + (group + 1) * period).collect())
}

/// Columns for the headings that stand over white where the columns on both sides have their own on the same line.
fn add_blank_columns(lines: &[&Typed<'_>], columns: &mut Columns) {
    for line in lines.iter().rev().filter(|line| line.is_gapped()) {
        let filled: Vec<Range<usize>> = line.pieces.iter().map(|piece| columns.under(&piece.span)).collect();
        let mut blank = Vec::new();
        for (at, piece) in line.pieces.iter().enumerate().filter(|(at, _)| filled[*at].is_empty()) {
            let column = filled[at].start;
            let is_taken = |other: Option<usize>| {
                other.is_none_or(|other| {
                    other >= columns.len() || filled.iter().any(|range| range.contains(&other))
                })
            };
            if is_taken(column.checked_sub(1)) && is_taken(Some(column)) {
                blank.push(piece.span.clone());
            }
        }
        blank.into_iter().for_each(|span| columns.add(span));
    }
}

/// The headings of several columns that no gap parts: cut where only one space stands between two columns, or only one
/// leaves words on both sides that are known to head columns.
fn cut<'t>(
    piece: &Piece<'t>,
    under: Range<usize>,
    columns: &Columns,
) -> Result<Vec<(usize, Piece<'t>)>, &'static str> {
    let mut parts = Vec::new();
    let mut from = piece.span.start;
    for left in under.start..under.end {
        let to =
            if left + 1 == under.end { piece.span.end } else { seam(piece, from, &columns.corridor(left))? };
        let part = piece.part(&(from..to)).ok_or(UNCLEAR)?;
        parts.push((left, part));
        from = to;
    }
    Ok(parts)
}

/// The only column of characters where a piece can be cut in some white.
fn seam(piece: &Piece<'_>, from: usize, white: &Range<usize>) -> Result<usize, &'static str> {
    let ends: Vec<usize> =
        piece.words().map(|word| word.span.end).filter(|end| *end > from && *end < piece.span.end).collect();
    let within: Vec<usize> = ends.into_iter().filter(|end| white.contains(end)).collect();
    if let [only] = within.as_slice() {
        return Ok(*only);
    }
    let is_known = |part: Option<Piece<'_>>| {
        part.is_some_and(|part| crate::shape::role(&words::printed(&part)).is_some())
    };
    let mut known = within
        .iter()
        .filter(|end| is_known(piece.part(&(from..**end))) && is_known(piece.part(&(**end..piece.span.end))));
    match (known.next(), known.next()) {
        (Some(end), None) => Ok(*end),
        _ => Err(UNCLEAR),
    }
}
