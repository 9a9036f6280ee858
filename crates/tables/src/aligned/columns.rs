//! Where the columns of a stretch of rows are.
//!
//! A corridor is a strip of white that runs down through all rows: no figure stands in it, and hardly a word. It parts
//! two columns if, in some rows, items stand on both sides of it. The corridors are found in one sweep over the ends
//! of the items.

use super::heads::LINE;
use super::strip::{Span, Strip};

/// A column: where it may reach, and where its items stand.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Column {
    /// From the middle of the corridor on its left to the middle of that on its right.
    pub(super) cell: Span,
    /// From the left end of its leftmost item to the right end of its rightmost one.
    pub(super) core: Span,
}

/// One row in so many may have words that run over a corridor: a remark, or a label that is too long.
const ROWS_AN_EXCEPTION: usize = 10;

/// The narrowest corridor, as a part of the type size: less than a word space.
const NARROWEST: f32 = 0.2;

/// The columns that the rows show, from left to right. Rows of one item don't count.
pub(super) fn columns(rows: &[&Strip]) -> Vec<Column> {
    // Words alone on a line may be the end of a cell that is wider, a figure alone is a whole one.
    let is_whole = |row: &&Strip| row.is_multiple() || row.items[0].kind.is_value();
    let whole: Vec<&Strip> = rows.iter().copied().filter(is_whole).collect();
    let beside = whole.windows(2).flat_map(|pair| gaps_between(pair[0], pair[1])).collect();
    let (rows, lone): (Vec<&Strip>, Vec<&Strip>) = rows.iter().copied().partition(|row| row.is_multiple());
    let corridors = corridors(&rows, beside);
    let mut columns = from_corridors(&rows, &corridors);
    add_outer(&mut columns, &lone);
    widen_labels(&mut columns, &lone);
    columns
}

/// Lines of one item that begin in a column and end before the next belong to it: the label of a row whose figures
/// stand beside the middle of its lines.
fn widen_labels(columns: &mut [Column], lone: &[&Strip]) {
    for strip in lone {
        let span = strip.span();
        let at = columns.partition_point(|column| column.core.from <= span.from);
        let (left, right) = columns.split_at_mut(at);
        let (Some(column), Some(next)) = (left.last_mut(), right.first_mut()) else { continue };
        if span.from < column.core.to && span.to <= next.core.from - NARROWEST * strip.size {
            column.core = Span::around(column.core, span);
            let edge = f32::midpoint(column.core.to, next.core.from);
            column.cell.to = edge;
            next.cell.from = edge;
        }
    }
}

/// Labels and remarks of two lines whose figures stand beside the middle share no line with them: lines of one item
/// that all end left of the first column are a column of their own, and so are those that begin right of the last.
fn add_outer(columns: &mut Vec<Column>, lone: &[&Strip]) {
    let (Some(first), Some(last)) = (columns.first().copied(), columns.last().copied()) else { return };
    let beside = |is_beside: &dyn Fn(Span) -> bool| {
        let spans: Vec<Span> =
            lone.iter().map(|strip| strip.span()).filter(|&span| is_beside(span)).collect();
        let enough = spans.len() >= 2 && spans.len() * 2 >= lone.len();
        spans.into_iter().reduce(Span::around).filter(|_| enough)
    };
    if let Some(core) = beside(&|span| span.to < first.core.from) {
        let edge = f32::midpoint(core.to, first.core.from);
        columns[0].cell.from = edge;
        columns.insert(0, Column { cell: Span { from: core.from, to: edge }, core });
    }
    if let Some(core) = beside(&|span| span.from > last.core.to) {
        let edge = f32::midpoint(last.core.to, core.from);
        let at = columns.len() - 1;
        columns[at].cell.to = edge;
        columns.push(Column { cell: Span { from: edge, to: core.to }, core });
    }
}

/// What the sweep meets at an x.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Event {
    FigureEnds,
    WordsEnd,
    GapEnds,
    GapBegins,
    WordsBegin,
    FigureBegins,
}

/// The corridors from left to right. `beside` are gaps between lines that stand beside each other.
fn corridors(rows: &[&Strip], beside: Vec<Span>) -> Vec<Span> {
    let size = rows.iter().map(|row| row.size).max_by(f32::total_cmp).unwrap_or(0.0);
    let exceptions = rows.len() / ROWS_AN_EXCEPTION;
    let enough = if rows.len() < 4 { 1 } else { 2 };
    let (mut figures, mut words, mut gaps) = (0usize, 0usize, 0usize);
    let mut found: Vec<Corridor> = Vec::new();
    let mut open: Option<Corridor> = None;
    let events = events(rows, beside);
    for pair in events.windows(2) {
        let ((from, event), (to, _)) = (pair[0], pair[1]);
        match event {
            Event::FigureBegins => figures += 1,
            Event::FigureEnds => figures -= 1,
            Event::WordsBegin => words += 1,
            Event::WordsEnd => words -= 1,
            Event::GapBegins => gaps += 1,
            Event::GapEnds => gaps -= 1,
        }
        if figures > 0 || words > exceptions || gaps < enough {
            found.extend(open.take());
        } else if to > from {
            let here = Corridor { clear: Span { from, to }, crossed: words };
            // What stands in the white alone, without running over it, is a cell.
            if open.is_some_and(|open| open.is_parted_from(here)) {
                found.extend(open.take());
            }
            open = Some(open.map_or(here, |open| open.wider(here)));
        }
    }
    found.extend(open);
    found.retain(|corridor| corridor.clear.length() >= NARROWEST * size);
    found.into_iter().map(|corridor| corridor.clear).collect()
}

/// A corridor in the making: the part of it that the fewest items run over.
#[derive(Clone, Copy)]
struct Corridor {
    clear: Span,
    crossed: usize,
}

impl Corridor {
    /// Whether both are clear and something stands between them.
    fn is_parted_from(self, next: Corridor) -> bool {
        self.crossed == 0 && next.crossed == 0 && next.clear.from > self.clear.to
    }

    /// The clearer of both, or both as one if they touch and are as clear.
    fn wider(self, next: Corridor) -> Corridor {
        if next.crossed < self.crossed {
            next
        } else if next.crossed > self.crossed {
            self
        } else if next.clear.from <= self.clear.to {
            Corridor { clear: Span { from: self.clear.from, to: next.clear.to }, crossed: self.crossed }
        } else if next.clear.length() > self.clear.length() {
            next
        } else {
            self
        }
    }
}

/// All ends of items and gaps, by x.
fn events(rows: &[&Strip], beside: Vec<Span>) -> Vec<(f32, Event)> {
    let mut events = Vec::new();
    for row in rows {
        // A mark without any width runs over nothing, and its end would come before its beginning.
        for item in row.items.iter().filter(|item| item.bbox.x1 > item.bbox.x0) {
            let (begins, ends) = if item.kind.is_value() {
                (Event::FigureBegins, Event::FigureEnds)
            } else {
                (Event::WordsBegin, Event::WordsEnd)
            };
            events.extend([(item.bbox.x0, begins), (item.bbox.x1, ends)]);
        }
    }
    for gap in rows.iter().flat_map(|row| row.gaps()).chain(beside).filter(|gap| gap.to > gap.from) {
        events.extend([(gap.from, Event::GapBegins), (gap.to, Event::GapEnds)]);
    }
    events.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    events
}

/// The gaps between the items of two lines that stand beside each other, as a label does that is centred on lines of
/// figures; none if any items lie above each other.
fn gaps_between(above: &Strip, below: &Strip) -> Vec<Span> {
    if below.baseline - above.baseline >= LINE * above.size.min(below.size) {
        return Vec::new();
    }
    let mut items: Vec<(Span, bool)> = above.items.iter().map(|item| (item.span(), true)).collect();
    items.extend(below.items.iter().map(|item| (item.span(), false)));
    items.sort_by(|a, b| a.0.from.total_cmp(&b.0.from));
    if items.windows(2).any(|pair| pair[1].0.from < pair[0].0.to) {
        return Vec::new();
    }
    let of_both = items.windows(2).filter(|pair| pair[0].1 != pair[1].1);
    of_both.map(|pair| Span { from: pair[0].0.to, to: pair[1].0.from }).collect()
}

fn from_corridors(rows: &[&Strip], corridors: &[Span]) -> Vec<Column> {
    let whole = rows.iter().map(|row| row.span()).reduce(Span::around);
    let Some(whole) = whole else { return Vec::new() };
    let mut edges = vec![whole.from];
    edges.extend(corridors.iter().map(|corridor| corridor.middle()));
    edges.push(whole.to);
    let mut columns: Vec<Column> = edges
        .windows(2)
        .map(|pair| Span { from: pair[0], to: pair[1] })
        .map(|cell| Column { cell, core: Span { from: cell.to, to: cell.from } })
        .collect();
    for item in rows.iter().flat_map(|row| &row.items) {
        let (first, last) = reach(&columns, item.span());
        if first == last {
            let core = &mut columns[first].core;
            *core = Span { from: core.from.min(item.bbox.x0), to: core.to.max(item.bbox.x1) };
        }
    }
    columns
}

/// The first and the last column that a span reaches into. A span beside all columns belongs to the nearest.
pub(super) fn reach(columns: &[Column], span: Span) -> (usize, usize) {
    let last_column = columns.len().saturating_sub(1);
    let first = columns.partition_point(|column| column.cell.to <= span.from).min(last_column);
    let last =
        columns.partition_point(|column| column.cell.from < span.to).saturating_sub(1).min(last_column);
    (first, last.max(first))
}

/// The first and the last column whose items a span reaches. What ends in the white before a column's items doesn't
/// reach it.
pub(super) fn occupied(columns: &[Column], span: Span) -> (usize, usize) {
    let (mut first, mut last) = reach(columns, span);
    while first < last && columns[last].core.from >= span.to {
        last -= 1;
    }
    while first < last && columns[first].core.to <= span.from {
        first += 1;
    }
    (first, last)
}

#[cfg(test)]
mod tests {
    use super::super::testing::read;
    use super::*;
    use crate::testing::PageBuilder;

    /// Checks which columns of three, with items from 0 to 20, 50 to 70 and 100 to 120, a span stands in.
    fn check(from: f32, to: f32, expected: (usize, usize)) {
        let cells = [(0.0, 35.0), (35.0, 85.0), (85.0, 120.0)].map(|(from, to)| Span { from, to });
        let cores = [(0.0, 20.0), (50.0, 70.0), (100.0, 120.0)].map(|(from, to)| Span { from, to });
        let columns: Vec<Column> =
            cells.into_iter().zip(cores).map(|(cell, core)| Column { cell, core }).collect();
        assert_eq!(occupied(&columns, Span { from, to }), expected, "from {from} to {to}");
    }

    #[test]
    fn a_span_stands_in_the_columns_whose_items_it_reaches() {
        check(0.0, 20.0, (0, 0));
        check(55.0, 60.0, (1, 1));
        check(0.0, 60.0, (0, 1));
        check(10.0, 110.0, (0, 2));
    }

    #[test]
    fn what_ends_in_the_white_between_columns_does_not_reach_the_next() {
        check(0.0, 45.0, (0, 0));
        check(25.0, 60.0, (1, 1));
        check(75.0, 95.0, (1, 1));
    }

    #[test]
    fn what_stands_outside_belongs_to_the_nearest_column() {
        check(-30.0, -10.0, (0, 0));
        check(130.0, 150.0, (2, 2));
    }

    #[test]
    fn labels_of_two_rows_stand_in_columns_of_their_own() {
        let mut page = PageBuilder::new().text(200.0, 80.0, "2020").text(240.0, 80.0, "2021");
        for (y, number, label) in [(100.0, "1", "Plans"), (132.0, "2", "Visits")] {
            page = page.text(120.0, y, "Boys").text(200.0, y, "5").text(240.0, y, "6");
            page = page.text(20.0, y + 8.0, number).text(40.0, y + 8.0, label);
            page = page.text(120.0, y + 16.0, "Girls").text(200.0, y + 16.0, "7").text(240.0, y + 16.0, "8");
        }
        let expected = "· | · | · | 2020 | 2021\n=\n1«2×1» | Plans«2×1» | Boys | 5 | 6\n· | · | Girls | 7 | 8\n\
            2«2×1» | Visits«2×1» | Boys | 5 | 6\n· | · | Girls | 7 | 8";
        assert_eq!(read(&page.build()), expected);
    }
}
