//! Lines of headings to rows, and rows to cells with their boxes.

use boardlift_model::{BBox, Certainty, Page};

use super::above::SAME_HEAD;
use super::columns::Column;
use super::dividers::Divider;
use super::pieces::{Piece, TableLine};
use super::strip::Span;
use super::turned::height;
use crate::candidate::CellBox;
use crate::geometry::union;

/// The lines of cells that stand for several rows of the table.
pub(super) struct RowSpan<'a> {
    first: usize,
    height: usize,
    lines: Vec<&'a TableLine>,
}

impl<'a> RowSpan<'a> {
    /// From one row of the body to another, below so many rows of headings.
    pub(super) fn new(heads: usize, first: usize, last: usize, lines: Vec<&'a TableLine>) -> RowSpan<'a> {
        RowSpan { first: heads + first, height: last - first + 1, lines }
    }
}

/// The lines of headings as rows. Lines that are close, with no divider between them, are one row, unless a heading
/// spans over others: then each level is a row.
pub(super) fn head_rows(lines: &[TableLine], across: &[Divider]) -> Vec<Vec<usize>> {
    let all: Vec<usize> = (0..lines.len()).collect();
    let close = |&above: &usize, &below: &usize| {
        let (above, below) = (&lines[above], &lines[below]);
        let parted = across.iter().any(|d| d.y > above.baseline && d.y < below.baseline - below.size / 4.0);
        let near = below.baseline - above.baseline <= SAME_HEAD * above.size.max(below.size);
        !parted && (near || height(above).overlap(height(below)) > 0.0)
    };
    let mut rows: Vec<Vec<usize>> = Vec::new();
    for block in all.chunk_by(close) {
        if has_levels(lines, block) {
            let levels = block.chunk_by(|&above, &below| same_level(&lines[above], &lines[below]));
            rows.extend(levels.map(<[usize]>::to_vec));
        } else {
            rows.push(block.to_vec());
        }
    }
    rows
}

/// Whether a heading in these lines stands over another that has fewer columns.
fn has_levels(lines: &[TableLine], block: &[usize]) -> bool {
    let mut ranges: Vec<(usize, usize)> = block
        .iter()
        .flat_map(|&line| lines[line].pieces.iter().map(|piece| (piece.first, piece.last)))
        .collect();
    ranges.sort_unstable();
    ranges.dedup();
    // Ranges that differ and begin in the order of their ends overlap if the next begins before this one ends.
    ranges.windows(2).any(|pair| pair[1].0 <= pair[0].1)
}

/// Whether no heading of one line stands over more columns than the one below or above it.
fn same_level(above: &TableLine, below: &TableLine) -> bool {
    above.pieces.iter().all(|a| {
        below
            .pieces
            .iter()
            .filter(|b| a.first <= b.last && b.first <= a.last)
            .all(|b| (a.first, a.last) == (b.first, b.last))
    }) && (above.spans() == below.spans() || !above.spans() && !below.spans())
}

/// The cells: the pieces of each row, those in the same columns together. A column whose headings stand under no other
/// has one heading as high as all heading rows.
pub(super) fn cells(
    page: &Page,
    rows: &[Vec<&TableLine>],
    spanning: &[RowSpan<'_>],
    heads: usize,
    columns: &[Column],
    across: &[Divider],
) -> Vec<CellBox> {
    let edges = row_edges(rows, across);
    let cell = |row: usize, height: usize, (first, last, words): (usize, usize, Vec<usize>)| {
        let bbox = BBox {
            x0: columns[first].cell.from,
            y0: edges[row].from,
            x1: columns[last].cell.to,
            y1: edges[row + height - 1].to,
        };
        let ink = words.iter().map(|&word| page.words[word].bbox).reduce(union);
        CellBox {
            row,
            column: first,
            row_span: height,
            column_span: last - first + 1,
            bbox: ink.map_or(bbox, |ink| union(ink, bbox)),
            words,
            certainty: Certainty::Printed,
        }
    };
    let (top, deep) = deep_columns(&rows[..heads], columns.len(), across);
    let head_lines: Vec<&TableLine> = rows[top..heads].iter().flatten().copied().collect();
    let mut cells: Vec<CellBox> =
        merged(&head_lines, |piece| deep[piece.first]).map(|words| cell(top, heads - top, words)).collect();
    for (row, lines) in rows.iter().enumerate() {
        let is_head = (top..heads).contains(&row);
        let own = merged(lines, |piece| !(is_head && deep[piece.first]));
        cells.extend(own.map(|words| cell(row, 1, words)));
    }
    for span in spanning {
        cells.extend(merged(&span.lines, |_| true).map(|words| cell(span.first, span.height, words)));
    }
    cells.sort_by_key(|cell| (cell.row, cell.column));
    cells
}

/// Which columns have no heading that spans over them, and the heading row from which on that is so: below one that
/// spans the labels too, and below any divider.
fn deep_columns(heads: &[Vec<&TableLine>], columns: usize, across: &[Divider]) -> (usize, Vec<bool>) {
    let pieces = |row: usize| heads[row].iter().flat_map(|line| &line.pieces);
    let parted = |row: usize| {
        let (above, below) = (heads[row - 1][0].baseline, heads[row][0].baseline);
        across.iter().any(|d| d.y > above && d.y < below)
    };
    let titled = |row: usize| pieces(row - 1).any(|piece| piece.first == 0 && piece.last > 0);
    let top = (1..heads.len()).rev().find(|&row| parted(row) || titled(row)).unwrap_or(0);
    let mut deep = vec![true; columns];
    for piece in (top..heads.len()).flat_map(pieces).filter(|piece| piece.first < piece.last) {
        deep[piece.first..=piece.last].fill(false);
    }
    (top, deep)
}

/// The pieces of a row's lines by column; pieces that share a column are one cell.
fn merged(
    lines: &[&TableLine],
    belongs: impl Fn(&Piece) -> bool,
) -> impl Iterator<Item = (usize, usize, Vec<usize>)> {
    let mut pieces: Vec<(usize, &Piece)> = lines
        .iter()
        .enumerate()
        .flat_map(|(line, l)| l.pieces.iter().map(move |piece| (line, piece)))
        .collect();
    pieces.retain(|(_, piece)| belongs(piece));
    pieces.sort_by_key(|(line, piece)| (piece.first, *line));
    let mut reached = 0;
    let mut starts = Vec::new();
    for (at, (_, piece)) in pieces.iter().enumerate() {
        if at == 0 || piece.first > reached {
            starts.push(at);
        }
        reached = reached.max(piece.last);
    }
    let ends: Vec<usize> = starts.iter().skip(1).copied().chain([pieces.len()]).collect();
    starts.into_iter().zip(ends).map(move |(start, end)| {
        let cell = &mut pieces[start..end];
        let first = cell[0].1.first;
        let last = cell.iter().map(|(_, piece)| piece.last).max().unwrap_or(first);
        cell.sort_by_key(|(line, piece)| (*line, piece.first));
        (first, last, cell.iter().flat_map(|(_, piece)| piece.item.words.iter().copied()).collect())
    })
}

/// Where each row begins and ends: at the divider between two rows, else half way.
fn row_edges(rows: &[Vec<&TableLine>], across: &[Divider]) -> Vec<Span> {
    let boxes: Vec<BBox> =
        rows.iter().filter_map(|lines| lines.iter().map(|line| line.bbox()).reduce(union)).collect();
    let between = |upper: &BBox, lower: &BBox| {
        let (a, b) = (f32::midpoint(upper.y0, upper.y1), f32::midpoint(lower.y0, lower.y1));
        let divider = across.iter().find(|d| d.y > a && d.y < b);
        divider.map_or(f32::midpoint(upper.y1, lower.y0), |d| d.y)
    };
    (0..boxes.len())
        .map(|at| Span {
            from: if at == 0 { boxes[0].y0 } else { between(&boxes[at - 1], &boxes[at]) },
            to: boxes.get(at + 1).map_or(boxes[at].y1, |next| between(&boxes[at], next)),
        })
        .collect()
}
