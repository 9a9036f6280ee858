//! Which column each heading stands over.
//!
//! From the lowest line up: what stands over one column is its heading or the line above it, what stands over several
//! that have their own is the heading of the group. A heading that may belong to two columns is of none.

use std::ops::Range;

use super::columns::Columns;
use super::typed::{Piece, Typed, overlaps};
use super::words;
use crate::shape;

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
    /// Which columns a heading may stand over that may be another one's.
    pub(super) unclear: Vec<bool>,
    /// The columns whose headings no gap parts.
    cut: Vec<Range<usize>>,
}

/// The headings on these lines, from top to bottom. A heading over white is that of a column without figures, which is added.
pub(super) fn find<'t>(lines: &[&Typed<'t>], columns: &mut Columns) -> Heads<'t> {
    add_blank_columns(lines, columns);
    let width = columns.len();
    let mut heads = Heads {
        own: vec![Vec::new(); width],
        groups: Vec::new(),
        unclear: vec![false; width],
        cut: Vec::new(),
    };
    for line in lines.iter().rev() {
        heads.add(line, columns);
    }
    heads.group_orphans(lines, columns);
    heads.widen_groups(columns);
    heads.doubt_cuts();
    heads
}

impl<'t> Heads<'t> {
    /// The words over a column, those of its group first.
    pub(super) fn words(&self, column: usize) -> String {
        let group =
            self.groups.iter().filter(|group| group.columns.contains(&column)).flat_map(|group| &group.lines);
        let words: Vec<String> =
            group.chain(&self.own[column]).map(|(_, piece)| words::printed(piece)).collect();
        words.join(" ")
    }

    /// Adds the line above those that were added.
    fn add(&mut self, line: &Typed<'t>, columns: &Columns) {
        let number = line.line.number;
        let groups = self.repeated(line, columns).unwrap_or_default();
        let (own, over) = line.pieces.split_at(line.pieces.len() - groups.len());
        for (piece, columns) in over.iter().zip(groups) {
            self.groups.push(Group { columns, lines: vec![(number, piece.clone())] });
        }
        // What stands over a column leaves its neighbour to what stands over white.
        let (over_white, over_columns): (Vec<&Piece<'t>>, Vec<&Piece<'t>>) =
            own.iter().rev().partition(|piece| columns.under(&piece.span).is_empty());
        for piece in over_columns {
            self.add_over(number, piece, columns);
        }
        let mut open = over_white;
        while let Some(at) = open.iter().position(|piece| self.beside(piece, columns).is_some()) {
            let piece = open.remove(at);
            if let Some(column) = self.beside(piece, columns) {
                self.own[column].insert(0, (number, piece.clone()));
            }
        }
        for piece in open {
            let right = columns.under(&piece.span).start.min(columns.len() - 1);
            self.unclear[right.saturating_sub(1)..=right].fill(true);
        }
    }

    /// Adds a piece that stands over one column or several.
    fn add_over(&mut self, number: u32, piece: &Piece<'t>, columns: &Columns) {
        let under = columns.under(&piece.span);
        if under.len() == 1 {
            self.own[under.start].insert(0, (number, piece.clone()));
        } else if self.own[under.clone()].iter().all(|own| !own.is_empty()) {
            self.add_group(number, piece, under);
        } else if let Some(parts) = cut(piece, under.clone(), columns) {
            for (column, part) in parts {
                self.own[column].insert(0, (number, part));
            }
            self.cut.push(under);
        } else {
            self.unclear[under].fill(true);
        }
    }

    fn add_group(&mut self, number: u32, piece: &Piece<'t>, columns: Range<usize>) {
        match self.groups.iter_mut().find(|group| overlaps(&group.columns, &columns)) {
            Some(group) if group.columns == columns => group.lines.insert(0, (number, piece.clone())),
            Some(_) => self.unclear[columns].fill(true),
            None => self.groups.insert(0, Group { columns, lines: vec![(number, piece.clone())] }),
        }
    }

    /// Headings that no gap parts may have drifted, and then a column next to theirs lacks one.
    fn doubt_cuts(&mut self) {
        for cut in std::mem::take(&mut self.cut) {
            let lacks = |column: Option<usize>| {
                column.and_then(|column| self.own.get(column)).is_some_and(Vec::is_empty)
            };
            if lacks(cut.start.checked_sub(1)) || lacks(Some(cut.end)) {
                self.unclear[cut].fill(true);
            }
        }
    }

    /// Gives the columns that are headed only below the top line to the heading left of them there, where the names of the
    /// rows are headed on that line too: then every column is, and these share the heading of their neighbour, which begins
    /// over the first of its columns. Where it does not, whose they are can't be told.
    fn group_orphans(&mut self, lines: &[&Typed<'t>], columns: &Columns) {
        let Some(top) = lines.first().map(|line| line.line.number) else { return };
        let is_on_top = |own: &[(u32, Piece<'t>)]| own.first().is_some_and(|(number, _)| *number == top);
        if !is_on_top(&self.own[0]) {
            return;
        }
        for at in 1..self.own.len() {
            let [(number, piece), (_, below), ..] = self.own[at].as_slice() else { continue };
            let is_orphan = |column: &usize| {
                let own = &self.own[*column];
                !own.is_empty() && !is_on_top(own) && self.group_of(*column).is_none()
            };
            let orphans = (at + 1..self.own.len()).take_while(is_orphan).count();
            if *number != top || orphans == 0 {
                continue;
            }
            let over = at..at + 1 + orphans;
            let start = below.span.start.min(columns.spans[at].start);
            if piece.span.start.abs_diff(start) <= 1 {
                let piece = piece.clone();
                self.own[at].remove(0);
                self.add_group(top, &piece, over);
            } else {
                self.unclear[over].fill(true);
            }
        }
    }

    fn group_of(&self, column: usize) -> Option<&Group<'t>> {
        self.groups.iter().find(|group| group.columns.contains(&column))
    }

    /// Lets a group have all the columns around its heading that are headed only below it, where the columns next to
    /// these are headed beside it or above: a short heading stands over the middle of its group.
    fn widen_groups(&mut self, columns: &Columns) {
        let top = |own: &Vec<(u32, Piece<'t>)>| own.first().map(|(number, _)| *number);
        for at in 0..self.groups.len() {
            let group = &self.groups[at];
            let Some((number, piece)) = group.lines.last() else { continue };
            let is_below = |column: &usize| top(&self.own[*column]).is_some_and(|top| top > *number);
            let left = (0..group.columns.start).rev().take_while(is_below).count();
            let right = (group.columns.end..columns.len()).take_while(is_below).count();
            let wide = group.columns.start - left..group.columns.end + right;
            let is_alone = self.groups.iter().filter(|other| overlaps(&other.columns, &wide)).count() == 1;
            let (from, to) = (columns.spans[wide.start].start, columns.spans[wide.end - 1].end);
            let off = (from + to).abs_diff(piece.span.start + piece.span.end);
            // All columns may be headed on one line: then nothing tells those of the group.
            if is_alone && wide.len() < columns.len() && wide.start > 0 && off * 2 <= to - from {
                self.groups[at].columns = wide;
            }
        }
    }

    /// The column beside a heading that stands over white: the only neighbour without one of its own.
    fn beside(&self, piece: &Piece<'t>, columns: &Columns) -> Option<usize> {
        let right = columns.spans.partition_point(|column| column.end <= piece.span.start);
        let mut free = [right.checked_sub(1), Some(right)]
            .into_iter()
            .flatten()
            .filter(|column| self.own.get(*column).is_some_and(Vec::is_empty));
        free.next().filter(|_| free.next().is_none())
    }

    /// The groups of columns that the last pieces of a line head, where the headings below repeat: `Q1 Q2 Q1 Q2` under
    /// `2022 2023`.
    fn repeated(&self, line: &Typed<'t>, columns: &Columns) -> Option<Vec<Range<usize>>> {
        let text = |own: &Vec<(u32, Piece<'t>)>| {
            own.iter().map(|(_, piece)| words::printed(piece)).collect::<Vec<_>>().join(" ")
        };
        let texts: Vec<String> = self.own.iter().map(text).collect();
        let first =
            texts.iter().enumerate().find(|(at, text)| !text.is_empty() && texts[at + 1..].contains(text))?.0;
        let left = columns.spans.get(first)?.start;
        let over: Vec<&Piece<'t>> = line.pieces.iter().filter(|piece| piece.span.end > left).collect();
        let groups = repeats(&texts, first, over.len())?;
        let stands_over = |(piece, group): (&&Piece<'t>, &Range<usize>)| {
            let under = columns.under(&piece.span);
            group.start <= under.start && under.end <= group.end
        };
        (self.groups.is_empty() && over.iter().zip(&groups).all(stands_over)).then_some(groups)
    }
}

/// The ranges in which the headings from the first one on repeat so many times, side by side to the last of them.
fn repeats(texts: &[String], first: usize, count: usize) -> Option<Vec<Range<usize>>> {
    let again =
        |text: &String| !text.is_empty() && texts[first..].iter().filter(|other| *other == text).count() > 1;
    let end = texts.iter().rposition(again)? + 1;
    let length = end - first;
    if count < 2 || length <= count || !length.is_multiple_of(count) {
        return None;
    }
    let period = length / count;
    let is_repeated = (first..end - period).all(|at| texts[at] == texts[at + period]);
    let group = |group: usize| first + group * period..first + (group + 1) * period;
    is_repeated.then(|| (0..count).map(group).collect())
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
        for span in blank {
            columns.add(span);
        }
    }
}

/// The headings of several columns that no gap parts: cut where only one space stands between two columns, or only one
/// leaves words on both sides that are known to head columns.
fn cut<'t>(piece: &Piece<'t>, under: Range<usize>, columns: &Columns) -> Option<Vec<(usize, Piece<'t>)>> {
    let mut parts = Vec::new();
    let mut from = piece.span.start;
    for left in under.clone() {
        let is_last = left + 1 == under.end;
        let to = if is_last { piece.span.end } else { seam(piece, from, &columns.corridor(left))? };
        parts.push((left, piece.part(&(from..to))?));
        from = to;
    }
    Some(parts)
}

/// The only column of characters where a piece can be cut in some white.
fn seam(piece: &Piece<'_>, from: usize, white: &Range<usize>) -> Option<usize> {
    let ends = piece.words().map(|word| word.span.end);
    let within: Vec<usize> =
        ends.filter(|end| *end > from && *end < piece.span.end && white.contains(end)).collect();
    if let [only] = within.as_slice() {
        return Some(*only);
    }
    let is_known =
        |part: Option<Piece<'_>>| part.is_some_and(|part| shape::role(&words::printed(&part)).is_some());
    let mut known = within
        .iter()
        .filter(|end| is_known(piece.part(&(from..**end))) && is_known(piece.part(&(**end..piece.span.end))));
    known.next().copied().filter(|_| known.next().is_none())
}
