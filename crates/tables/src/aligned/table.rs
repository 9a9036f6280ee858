//! A stretch of lines made into a table: its headings, its body, its cells.

use boardlift_model::{BBox, Method, Page};

use super::columns::{Column, columns};
use super::dividers::{Divider, Dividers};
use super::evidence::{Found, report};
use super::heads;
use super::pieces::{self, Piece, TableLine};
use super::rows::{TIGHT, is_wrapped, row_pitch, rows};
use super::stretch::Stretch;
use super::strip::{Span, Strip};
use crate::candidate::{Candidate, CellBox};
use crate::geometry::union;

/// Headings of more lines than this are none.
const HEAD_LINES: usize = 10;

/// Headings stand no further above each other and the body than this, in type sizes: a blank line between them.
const HEAD_PITCH: f32 = 2.6;

/// Lines of a heading this close are one heading, in type sizes.
const SAME_HEAD: f32 = 1.6;

/// The table of a stretch; nothing if it has no rows or no columns.
pub(super) fn table(page: &Page, strips: &[Strip], stretch: Stretch, dividers: &Dividers<'_>) -> Option<Candidate> {
    let first = first_of_body(strips, stretch)?;
    let inside: Vec<&Strip> = strips[first..=stretch.last].iter().collect();
    let columns = columns(&inside);
    if columns.len() < 2 {
        return None;
    }
    let whole = Span { from: columns[0].cell.from, to: columns[columns.len() - 1].cell.to };
    let size = strips[first].size;
    let above = strips[first.saturating_sub(HEAD_LINES)].top() - HEAD_PITCH * size;
    let below = strips[stretch.last].bottom() + HEAD_PITCH * size;
    let across = dividers.across(whole, above, below);

    let mut head_strips = head_strips(strips, first, &columns, &across);
    let labels = labels_of_body(&mut head_strips, &columns);
    drop_titles(&mut head_strips, &columns, &across);
    let top = head_strips.first().or(labels.first()).map_or(strips[first].top(), Strip::top);
    let head = heads::place(page, &head_strips, &columns, dividers);
    let body = labels.iter().chain(inside.iter().copied());
    let mut body: Vec<TableLine> = body.map(|strip| pieces::place(page, strip, &columns)).collect();
    tail(page, strips, stretch.last, &columns, &mut body);
    let bottom = body.iter().map(|line| line.bbox().y1).fold(top, f32::max);
    let across: Vec<Divider> =
        across.into_iter().filter(|d| d.y >= top - size && d.y <= bottom + size).collect();

    let head_rows = head_rows(&head, &across);
    let body_rows = rows(page, &body, &columns, &across);
    let found =
        Found { columns: &columns, heads: &head, body: &body, rows: body_rows.len(), dividers: &across };
    let report = report(page, &found);
    let all: Vec<Vec<&TableLine>> = head_rows
        .iter()
        .map(|row| row.iter().map(|&line| &head[line]).collect())
        .chain(body_rows.iter().map(|row| row.iter().map(|&line| &body[line]).collect()))
        .collect();
    Some(Candidate {
        method: if across.is_empty() { Method::Aligned } else { Method::Mixed },
        bbox: BBox { x0: whole.from, y0: top, x1: whole.to, y1: bottom },
        rows: all.len(),
        columns: columns.len(),
        header_rows: head_rows.len(),
        cells: cells(page, &all, &columns, &across),
        report,
    })
}

/// The first row with figures. Years head columns: in the first line of the stretch, or where no label stands
/// before them.
fn first_of_body(strips: &[Strip], stretch: Stretch) -> Option<usize> {
    let heads = |at: usize| strips[at].heads_periods() || at == stretch.first && strips[at].has_years_alone();
    (stretch.first..=stretch.last).find(|&at| strips[at].has_figures() && !heads(at))
}

/// The lines of headings above the body, from top to bottom.
fn head_strips(strips: &[Strip], first: usize, columns: &[Column], across: &[Divider]) -> Vec<Strip> {
    let mut heads: Vec<Strip> = Vec::new();
    let mut below = &strips[first];
    for strip in strips[..first].iter().rev().take(HEAD_LINES) {
        let Some(inside) = within(strip, columns) else { break };
        let far = below.baseline - strip.baseline > HEAD_PITCH * strip.size.max(below.size);
        if far || inside.has_figures() && !inside.has_years_alone() {
            break;
        }
        let ruled_off = across.iter().any(|d| d.y > strip.baseline && d.y < below.baseline);
        let framed = across.iter().any(|d| d.y < strip.baseline && d.y > strip.top() - strip.size);
        let title = !inside.is_multiple() && crosses_labels(&inside, columns);
        let outside = ruled_off && (!heads.is_empty() || !heads_most(&inside, columns));
        if !framed && (title || outside) {
            break;
        }
        below = strip;
        heads.push(inside);
    }
    heads.reverse();
    heads
}

/// Takes the lines away from the headings that are the label of a group, or the first lines of the first row's label:
/// lines in the first column alone between headings over several columns and the first row of figures.
fn labels_of_body(heads: &mut Vec<Strip>, columns: &[Column]) -> Vec<Strip> {
    let last = heads.iter().rposition(|strip| !is_label(strip, columns));
    last.map_or_else(Vec::new, |last| heads.split_off(last + 1))
}

/// Drops lines in the first column alone from the top of the headings, if no frame holds them: a title, a caption.
fn drop_titles(heads: &mut Vec<Strip>, columns: &[Column], across: &[Divider]) {
    let framed = |strip: &Strip| across.iter().any(|d| d.y < strip.baseline);
    let titles = heads.iter().take_while(|strip| is_label(strip, columns) && !framed(strip)).count();
    heads.drain(..titles);
}

/// Whether a line is one item in the first column.
fn is_label(strip: &Strip, columns: &[Column]) -> bool {
    !strip.is_multiple() && strip.items[0].bbox.x1 <= columns[0].cell.to
}

/// Whether a line has something to say over at least half of the columns.
fn heads_most(strip: &Strip, columns: &[Column]) -> bool {
    strip.items.len() * 2 >= columns.len() - 1 && strip.is_multiple()
}

/// The strip's items that lie over the table; nothing if none does.
fn within(strip: &Strip, columns: &[Column]) -> Option<Strip> {
    let slack = strip.size;
    let (left, right) = (columns[0].cell.from - slack, columns[columns.len() - 1].cell.to + slack);
    let items: Vec<_> =
        strip.items.iter().filter(|item| item.bbox.x1 > left && item.bbox.x0 < right).cloned().collect();
    (!items.is_empty()).then(|| Strip { items, ..*strip })
}

/// Whether a line's only item runs from the labels into the columns of figures, as a title above the table does.
fn crosses_labels(strip: &Strip, columns: &[Column]) -> bool {
    let span = strip.items[0].span();
    span.from < columns[0].core.to && span.to > columns[0].cell.to + strip.size
}

/// Adds the lines below the last row that go on with it: words that did not fit, or the lower half of a label whose
/// figures stand beside its middle.
fn tail(page: &Page, strips: &[Strip], last: usize, columns: &[Column], body: &mut Vec<TableLine>) {
    let pitch = row_pitch(body);
    let mut half = match body.split_last() {
        Some((row, above)) if row.at(0).is_none() => above.iter().rev().take_while(|line| line.is_label()).count(),
        _ => 0,
    };
    for strip in &strips[last + 1..] {
        let line = pieces::place(page, strip, columns);
        let Some(above) = body.last() else { return };
        let tight = line.baseline - above.baseline <= TIGHT * line.size;
        let goes_on = is_wrapped(page, above, &line, columns, pitch) || half > 0 && tight && line.is_label();
        if strip.is_multiple() || !goes_on {
            return;
        }
        half = half.saturating_sub(1);
        body.push(line);
    }
}

/// The lines of headings as rows. Lines are one row as long as none of their headings spans columns and they are
/// close; lines that span the same columns are one row too.
fn head_rows(lines: &[TableLine], across: &[Divider]) -> Vec<Vec<usize>> {
    let mut rows: Vec<Vec<usize>> = Vec::new();
    for at in 0..lines.len() {
        let joins = at > 0 && {
            let (above, below) = (&lines[at - 1], &lines[at]);
            let parted = across.iter().any(|d| d.y > above.baseline && d.y < below.baseline - below.size / 4.0);
            let close = below.baseline - above.baseline <= SAME_HEAD * above.size.max(below.size);
            !parted && close && same_level(above, below)
        };
        match rows.last_mut() {
            Some(row) if joins => row.push(at),
            _ => rows.push(vec![at]),
        }
    }
    rows
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

/// The cells: the pieces of each row, those in the same columns together.
fn cells(page: &Page, rows: &[Vec<&TableLine>], columns: &[Column], across: &[Divider]) -> Vec<CellBox> {
    let edges = row_edges(rows, across);
    let mut cells = Vec::new();
    for (row, lines) in rows.iter().enumerate() {
        for (first, last, words) in merged(lines) {
            let bbox = BBox {
                x0: columns[first].cell.from,
                y0: edges[row].from,
                x1: columns[last].cell.to,
                y1: edges[row].to,
            };
            let ink = words.iter().map(|&word| page.words[word].bbox).reduce(union);
            cells.push(CellBox {
                row,
                column: first,
                row_span: 1,
                column_span: last - first + 1,
                bbox: ink.map_or(bbox, |ink| union(ink, bbox)),
                words,
            });
        }
    }
    cells
}

/// The pieces of a row's lines by column; pieces that share a column are one cell.
fn merged(lines: &[&TableLine]) -> Vec<(usize, usize, Vec<usize>)> {
    let mut pieces: Vec<(usize, &Piece)> =
        lines.iter().enumerate().flat_map(|(line, l)| l.pieces.iter().map(move |piece| (line, piece))).collect();
    pieces.sort_by_key(|(line, piece)| (piece.first, *line));
    let mut groups: Vec<(usize, usize, Vec<(usize, &Piece)>)> = Vec::new();
    for (line, piece) in pieces {
        match groups.last_mut() {
            Some((_, last, group)) if piece.first <= *last => {
                *last = piece.last.max(*last);
                group.push((line, piece));
            }
            _ => groups.push((piece.first, piece.last, vec![(line, piece)])),
        }
    }
    groups
        .into_iter()
        .map(|(first, last, mut group)| {
            group.sort_by_key(|(line, piece)| (*line, piece.first));
            (first, last, group.iter().flat_map(|(_, piece)| piece.item.words.iter().copied()).collect())
        })
        .collect()
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
