//! Stretches of lines made into tables: their headings, their bodies, their cells.

use boardlift_model::{BBox, Certainty, Method, Page};

use super::begun;
use super::beside::{part, parting};
use super::blocks;
use super::centred;
use super::columns::{Column, columns};
use super::dividers::{Divider, Dividers};
use super::evidence::{Found, report};
use super::headed::headed;
use super::heads::{self, LINE};
use super::pairs::joined;
use super::pieces::{self, Piece, TableLine};
use super::repeats;
use super::rows::{TIGHT, is_wrapped, row_pitch, rows};
use super::spans::Spread;
use super::stretch::{HEADING, Stretch, stretches};
use super::strip::{Span, Strip, heads_in_bold};
use super::turned::{Turned, TurnedHeads, height};
use crate::candidate::{Candidate, CellBox};
use crate::geometry::union;

/// More columns than fit a large sheet in readable type are none; this bounds the work.
const MOST_COLUMNS: usize = 150;

/// Headings of more lines than this are none.
const HEAD_LINES: usize = 10;

/// Headings stand no further above each other and the body than this, in type sizes: a blank line between them.
const HEAD_PITCH: f32 = 2.6;

/// Where rows are set wide apart, headings stand no further above them than so many times the mean pitch of lines.
const HEAD_PITCH_OF_ROWS: f32 = 1.5;

/// How far below the last line with several cells the last rule of a table of words may stand, in type sizes: a cell
/// that is wrapped to some lines more than its neighbours.
const FOOT: f32 = 6.0;

/// No cell goes on further below the figures beside its middle than so many type sizes: a dozen lines.
const LINES_OF_CELL: f32 = 15.0;

/// Lines of a heading this close are one heading, in type sizes.
const SAME_HEAD: f32 = 1.6;

/// What of a page is looked at beside its strips.
pub(super) struct Sight<'a> {
    pub(super) page: &'a Page,
    pub(super) dividers: Dividers<'a>,
    pub(super) turned: Turned,
}

/// The tables in the strips: one for each stretch that has rows and columns, or several side by side.
pub(super) fn tables(sight: &Sight<'_>, strips: &[Strip], found: &mut Vec<Candidate>) {
    for stretch in stretches(sight.page, strips) {
        let Some(draft) = Draft::new(sight, strips, stretch) else { continue };
        match parting(sight.page, &draft.columns, &draft.head, &draft.body, &sight.dividers) {
            Some(x) => {
                let lines = &strips[stretch.first.saturating_sub(HEAD_LINES)..=stretch.last];
                // Each side has fewer columns than both, so this comes to an end.
                for side in part(lines, x) {
                    tables(sight, &side, found);
                }
            }
            None => found.push(draft.finish(sight)),
        }
    }
}

/// A table in the making.
struct Draft {
    columns: Vec<Column>,
    head: Vec<TableLine>,
    body: Vec<TableLine>,
    across: Vec<Divider>,
}

impl Draft {
    fn new(sight: &Sight<'_>, strips: &[Strip], stretch: Stretch) -> Option<Draft> {
        let (page, dividers) = (sight.page, &sight.dividers);
        let first =
            first_of_body(strips, stretch).or_else(|| first_below_rules(strips, stretch, dividers))?;
        let inside: Vec<&Strip> = strips[first..=stretch.last].iter().collect();
        let columns = columns(&inside);
        if !(2..=MOST_COLUMNS).contains(&columns.len()) {
            return None;
        }
        let whole = Span { from: columns[0].cell.from, to: columns[columns.len() - 1].cell.to };
        if let Some(heads) = sight.turned.above(page, dividers, strips, first, whole) {
            return Draft::under_turned(sight, strips, stretch, heads, columns);
        }
        let size = strips[first].size;
        let above = strips[first.saturating_sub(HEAD_LINES)].top() - HEAD_PITCH * size;
        let below = strips[stretch.last].bottom() + HEAD_PITCH * size;
        let across = dividers.across(whole, above, below);
        let mut head_strips = head_strips(strips, first, stretch.last, &columns, &across);
        let labels = lines_of_body(page, &mut head_strips, &inside, &columns, &across);
        drop_titles(&mut head_strips, &columns, &across);
        let body: Vec<&Strip> = labels.iter().chain(inside.iter().copied()).collect();
        let columns = told_columns(page, columns, &head_strips, &body, &across);
        let columns = begun_by_heads(page, &head_strips, &body, &columns, &across).unwrap_or(columns);
        let mut body = placed(page, &body, &columns);
        tail(sight, strips, stretch.last, &columns, &mut body);
        let head = heads::place(page, &head_strips, &columns, dividers);
        let top = head.first().or(body.first())?.bbox().y0;
        let bottom = body.iter().map(|line| line.bbox().y1).fold(top, f32::max);
        let across = across.into_iter().filter(|d| d.y >= top - size && d.y <= bottom + size).collect();
        Some(Draft { columns, head, body, across })
    }

    /// A table whose headings are turned. Whatever stands between them and the last row is its body.
    fn under_turned(
        sight: &Sight<'_>,
        strips: &[Strip],
        stretch: Stretch,
        heads: TurnedHeads,
        columns: Vec<Column>,
    ) -> Option<Draft> {
        let inside: Vec<&Strip> = strips[heads.beside.end..=stretch.last].iter().collect();
        let groups = heads.groups_above(strips);
        let (columns, line) = heads.over(sight.page, &inside, columns);
        let mut head = heads::place(sight.page, groups, &columns, &sight.dividers);
        head.push(line);
        repeats::spread(sight.page, &columns, &mut head);
        let mut body: Vec<TableLine> =
            inside.iter().map(|strip| pieces::place(sight.page, strip, &columns)).collect();
        tail(sight, strips, stretch.last, &columns, &mut body);
        let whole = Span { from: columns[0].cell.from, to: columns[columns.len() - 1].cell.to };
        let top = head.iter().map(|line| line.bbox().y0).fold(f32::INFINITY, f32::min);
        let bottom = body.iter().map(|line| line.bbox().y1).fold(top, f32::max);
        let size = body.first()?.size;
        let across = sight.dividers.across(whole, top - size, bottom + size);
        Some(Draft { columns, head, body, across })
    }

    fn finish(self, sight: &Sight<'_>) -> Candidate {
        let Draft { columns, head, body, across } = self;
        let head_rows = head_rows(&head, &across);
        let (body, labels) = centred::take(sight.page, body, &across);
        let Spread { rows: body_rows, spanning } =
            Spread::of(&body, rows(sight.page, &body, &columns, &across));
        let inner = Span { from: columns[0].core.to, to: columns[columns.len() - 1].core.from };
        let (top, bottom) = (body[0].bbox().y0, body[body.len() - 1].bbox().y1);
        let found = Found {
            columns: &columns,
            heads: &head,
            body: &body,
            rows: body_rows.len(),
            dividers: &across,
            uprights: sight.dividers.uprights(inner, top, bottom),
        };
        let report = report(sight.page, &found);
        let all: Vec<Vec<&TableLine>> = head_rows
            .iter()
            .map(|row| row.iter().map(|&line| &head[line]).collect())
            .chain(body_rows.iter().map(|row| row.iter().map(|&line| &body[line]).collect()))
            .collect();
        let mut row_of = vec![0; body.len()];
        for (row, lines) in body_rows.iter().enumerate() {
            for &line in lines {
                row_of[line] = row;
            }
        }
        let of_labels = labels.iter().map(|label| {
            let (first, last) = (row_of[label.first], row_of[label.last]);
            RowSpan::new(head_rows.len(), first, last, label.lines.iter().collect())
        });
        let between = spanning.iter().map(|span| {
            let lines = span.lines.iter().map(|&line| &body[line]).collect();
            RowSpan::new(head_rows.len(), span.first, span.last, lines)
        });
        let spanning: Vec<RowSpan<'_>> = between.chain(of_labels).collect();
        let cells = cells(sight.page, &all, &spanning, head_rows.len(), &columns, &across);
        let bbox = cells.iter().map(|cell| cell.bbox).reduce(union);
        Candidate {
            method: if across.is_empty() { Method::Aligned } else { Method::Mixed },
            bbox: bbox.unwrap_or(BBox { x0: 0.0, y0: 0.0, x1: 0.0, y1: 0.0 }),
            rows: all.len(),
            columns: columns.len(),
            header_rows: head_rows.len(),
            cells,
            report,
        }
    }
}

/// The lines of cells that stand for several rows of the table.
struct RowSpan<'a> {
    first: usize,
    height: usize,
    lines: Vec<&'a TableLine>,
}

impl<'a> RowSpan<'a> {
    /// From one row of the body to another, below so many rows of headings.
    fn new(heads: usize, first: usize, last: usize, lines: Vec<&'a TableLine>) -> RowSpan<'a> {
        RowSpan { first: heads + first, height: last - first + 1, lines }
    }
}

/// The first row with figures. Years head columns where no label stands before them, and in the first line that has
/// figures at all; a line in bold type among others heads them too.
fn first_of_body(strips: &[Strip], stretch: Stretch) -> Option<usize> {
    let mut rows = (stretch.first..=stretch.last).filter(|&at| strips[at].has_figures());
    let is_light = rows.clone().any(|at| !strips[at].bold);
    let mut first = true;
    rows.find(|&at| {
        let heads = strips[at].heads_periods()
            || first && strips[at].has_years_alone()
            || is_light && heads_in_bold(strips, at);
        first = false;
        !heads
    })
}

/// The first row below the headings of a table of words whose rows are ruled off: below the first of three rules or
/// more that follow its first line. Fewer rules frame a box or a list as well as a table.
fn first_below_rules(strips: &[Strip], stretch: Stretch, dividers: &Dividers<'_>) -> Option<usize> {
    let rows = &strips[stretch.first..=stretch.last];
    let width = rows.iter().map(Strip::span).reduce(Span::around)?;
    let bottom = strips[stretch.last].bottom() + FOOT * rows[0].size;
    let across = dividers.across(width, rows[0].baseline, bottom);
    let first = across.first().filter(|_| across.len() >= 3)?.y;
    (stretch.first..=stretch.last).find(|&at| strips[at].baseline > first)
}

/// The lines of headings above the body, from top to bottom.
fn head_strips(
    strips: &[Strip],
    first: usize,
    last: usize,
    columns: &[Column],
    across: &[Divider],
) -> Vec<Strip> {
    let mut heads: Vec<Strip> = Vec::new();
    let rows = (last - first).max(1) as f32;
    let pitch = HEAD_PITCH_OF_ROWS * (strips[last].baseline - strips[first].baseline) / rows;
    let ruled = are_ruled_off(&strips[first..=last].iter().collect::<Vec<_>>(), across);
    let mut below = &strips[first];
    for (at, strip) in strips[..first].iter().enumerate().rev().take(HEAD_LINES) {
        let Some(inside) = within(strip, columns) else { break };
        let far = below.baseline - strip.baseline > (HEAD_PITCH * strip.size.max(below.size)).max(pitch);
        let in_bold = heads_in_bold(strips, at) && !strips[first].bold;
        if far || inside.has_figures() && !inside.has_years_alone() && !in_bold {
            break;
        }
        let ruled_off = across.iter().any(|d| d.y > strip.baseline && d.y < below.baseline);
        let framed = is_framed(&strips[..=at], across);
        let title = !inside.is_multiple() && crosses_labels(&inside, columns);
        let heading = !inside.is_multiple() && inside.size > HEADING * strips[first].size;
        // Where rows are ruled off, lines below the line above the first row are its own cells' and no headings.
        let headed = !ruled && heads_most(&strips[at + 1..first], columns, across);
        let outside = ruled_off && (headed || !heads_most(&strips[..=at], columns, across));
        let of_row = ruled_off && stands_in_row(&strips[..=at], across);
        if heading || of_row || !framed && (title || outside) {
            break;
        }
        below = strip;
        heads.push(inside);
    }
    heads.reverse();
    heads
}

/// Whether dividers part the rows: one for three lines of figures at least, as rows may have several.
fn are_ruled_off(body: &[&Strip], across: &[Divider]) -> bool {
    let (first, last) = (body[0].baseline, body[body.len() - 1].baseline);
    let between = across.iter().filter(|d| d.y > first && d.y < last).count();
    between >= 2 && between * 3 >= body.iter().filter(|strip| strip.has_figures()).count()
}

/// Whether the last of the strips is a line of a row of figures: no divider between it and a line that has some.
fn stands_in_row(strips: &[Strip], across: &[Divider]) -> bool {
    let parted = |pair: &[Strip]| across.iter().any(|d| d.y > pair[0].baseline && d.y < pair[1].baseline);
    let lines = 1 + strips.windows(2).rev().take(HEAD_LINES).take_while(|pair| !parted(pair)).count();
    let is_row = |strip: &Strip| strip.has_figures() && !strip.has_years_alone() && !strip.bold;
    strips.iter().rev().take(lines).any(is_row)
}

/// Whether a divider stands above the last of the strips, or above lines that stand close above it.
fn is_framed(strips: &[Strip], across: &[Divider]) -> bool {
    let mut below: Option<&Strip> = None;
    for strip in strips.iter().rev().take(HEAD_LINES) {
        if below.is_some_and(|below| below.baseline - strip.baseline > SAME_HEAD * below.size.max(strip.size))
        {
            return false;
        }
        if across.iter().any(|d| d.y < strip.baseline && d.y > strip.top() - strip.size) {
            return true;
        }
        below = Some(strip);
    }
    false
}

/// A column for each heading where there are more headings than columns, as some columns are blank, or as many and no
/// row runs over the beginning of any. Not if a line parts two lines of headings: there are several levels then.
fn begun_by_heads(
    page: &Page,
    head: &[Strip],
    rows: &[&Strip],
    found: &[Column],
    across: &[Divider],
) -> Option<Vec<Column>> {
    let (first, last) = (head.first()?.baseline, head.last()?.baseline);
    let parted = across.iter().any(|d| d.y > first && d.y < last);
    let heads = begun::heads(page, head.iter().flat_map(|strip| &strip.items)).filter(|_| !parted)?;
    let begun = begun::columns(page, &heads, rows, found)?;
    let more = begun.columns.len() > found.len();
    (more || begun.columns.len() == found.len() && begun.crossed == 0).then_some(begun.columns)
}

/// The columns as rows and headings tell them.
fn told_columns(
    page: &Page,
    columns: Vec<Column>,
    heads: &[Strip],
    body: &[&Strip],
    across: &[Divider],
) -> Vec<Column> {
    let lines = placed(page, body, &columns);
    let rows = Spread::of(&lines, rows(page, &lines, &columns, across)).whole_rows();
    headed(joined(columns, heads, &lines, &rows), heads)
}

fn placed(page: &Page, strips: &[&Strip], columns: &[Column]) -> Vec<TableLine> {
    strips.iter().map(|strip| pieces::place(page, strip, columns)).collect()
}

/// Takes the lines away from the headings that belong to the body: lines of its first row, labels above that.
fn lines_of_body(
    page: &Page,
    heads: &mut Vec<Strip>,
    body: &[&Strip],
    columns: &[Column],
    across: &[Divider],
) -> Vec<Strip> {
    if heads.is_empty() {
        return Vec::new();
    }
    let above: Vec<&Strip> = heads.iter().collect();
    let lines = placed(page, body, columns);
    let own = blocks::above_first_row(page, &placed(page, &above, columns), &lines);
    let own = own.max(ruled_in_with(heads, body, across)).max(beside_first_row(heads, body[0]));
    let own = heads.split_off(heads.len() - own);
    let mut labels = labels_of_body(heads, columns);
    labels.extend(own);
    labels
}

/// How many lines of the headings stand beside the first row, less than a line's height apart: headings stand above it.
fn beside_first_row<'a>(heads: &'a [Strip], first: &'a Strip) -> usize {
    let mut below = first;
    let beside = |above: &&'a Strip| {
        let beside = below.baseline - above.baseline < LINE * below.size;
        below = above;
        beside
    };
    heads.iter().rev().take_while(beside).count()
}

/// How many lines of the headings are the body's, if its rows are ruled off: those that no line parts from the first
/// row, and rows above it that have a figure in light type, be it the only one or on a line of its own.
fn ruled_in_with(heads: &[Strip], body: &[&Strip], across: &[Divider]) -> usize {
    if !are_ruled_off(body, across) {
        return 0;
    }
    let slot = |strip: &Strip| across.partition_point(|d| d.y < strip.baseline);
    let is_light = |strip: &Strip| !strip.bold && strip.items.iter().any(|item| item.kind.is_value());
    let first = slot(body[0]);
    let rows = heads.chunk_by(|a, b| slot(a) == slot(b)).rev();
    let own = rows.take_while(|row| slot(&row[0]) == first || row.iter().any(is_light));
    let own = own.map(<[Strip]>::len).sum();
    if own < heads.len() { own } else { 0 }
}

/// Takes the lines away from the headings that are the label of a group, or the first lines of the first row's label:
/// lines in the first column alone between headings over several columns and the first row of figures.
fn labels_of_body(heads: &mut Vec<Strip>, columns: &[Column]) -> Vec<Strip> {
    let last = heads.iter().rposition(|strip| !is_label(strip, columns));
    last.map_or_else(Vec::new, |last| heads.split_off(last + 1))
}

/// Drops lines in the first column alone from the top of the headings, if no frame holds them: a title, a caption.
fn drop_titles(heads: &mut Vec<Strip>, columns: &[Column], across: &[Divider]) {
    let framed = |at: usize| is_framed(&heads[..=at], across);
    let titles = (0..heads.len()).take_while(|&at| is_label(&heads[at], columns) && !framed(at)).count();
    heads.drain(..titles);
}

/// Whether a line is one item in the first column.
fn is_label(strip: &Strip, columns: &[Column]) -> bool {
    !strip.is_multiple() && strip.items[0].bbox.x1 <= columns[0].cell.to
}

/// Whether the last of the strips, with the lines close above it, has items over at least half of the columns: the
/// headings of one row may be centred on each other, a line of some at the height of a gap between others.
fn heads_most(strips: &[Strip], columns: &[Column], across: &[Divider]) -> bool {
    let parted = |pair: &[Strip]| {
        let (above, below) = (&pair[0], &pair[1]);
        below.baseline - above.baseline > SAME_HEAD * below.size.max(above.size)
            || across.iter().any(|d| d.y > above.baseline && d.y < below.baseline)
    };
    let lines = 1 + strips.windows(2).rev().take(HEAD_LINES).take_while(|pair| !parted(pair)).count();
    let mut headed = vec![false; columns.len()];
    let rows = strips.iter().rev().take(lines).filter(|strip| strip.is_multiple());
    for item in rows.filter_map(|strip| within(strip, columns)).flat_map(|strip| strip.items) {
        let middle = item.span().middle();
        let column = columns.partition_point(|column| column.cell.to < middle);
        headed[column.min(columns.len() - 1)] = true;
    }
    !strips.is_empty() && headed.iter().filter(|headed| **headed).count() * 2 >= columns.len() - 1
}

/// The strip's items that lie over the table; nothing if none does.
fn within(strip: &Strip, columns: &[Column]) -> Option<Strip> {
    let slack = strip.size;
    let (left, right) = (columns[0].cell.from - slack, columns[columns.len() - 1].cell.to + slack);
    let items: Vec<_> =
        strip.items.iter().filter(|item| item.bbox.x1 > left && item.bbox.x0 < right).cloned().collect();
    (!items.is_empty()).then_some(Strip { items, ..*strip })
}

/// Whether a line's only item runs from the labels into the columns of figures, as a title above the table does.
fn crosses_labels(strip: &Strip, columns: &[Column]) -> bool {
    let span = strip.items[0].span();
    span.from < columns[0].core.to && span.to > columns[0].cell.to + strip.size
}

/// Adds the lines below the last row that go on with it: words that did not fit, the lower half of a label whose
/// figures stand beside its middle, what stands beside the row rather than below it, or whatever stands close above the
/// line that rules the row off.
fn tail(sight: &Sight<'_>, strips: &[Strip], last: usize, columns: &[Column], body: &mut Vec<TableLine>) {
    let below = lines_below(sight.page, &strips[last..], columns);
    let own = lines_of_last_row(sight, columns, body, &below);
    body.extend_from_slice(&below[..own]);
    let last = last + own;
    let pitch = row_pitch(body);
    let closing = closing_rule(&sight.dividers, &strips[last], columns, body);
    let mut half = match body.split_last() {
        Some((row, above)) if row.at(0).is_none() => {
            above.iter().rev().take_while(|line| line.is_label()).count()
        }
        _ => 0,
    };
    for strip in &strips[last + 1..] {
        let line = pieces::place(sight.page, strip, columns);
        let Some(above) = body.last() else { return };
        let beside = line.baseline - above.baseline < LINE * line.size;
        let tight = line.baseline - above.baseline <= TIGHT * line.size;
        let heads_anew = strip.bold && !strips[last].bold;
        let ruled_in = tight && closing.is_some_and(|y| line.baseline < y) && !heads_anew;
        let wrapped = is_wrapped(sight.page, above, &line, columns, pitch);
        let goes_on = wrapped || half > 0 && tight && line.is_label();
        if !ruled_in && !beside && (strip.is_multiple() || !goes_on) {
            return;
        }
        half = half.saturating_sub(1);
        body.push(line);
    }
}

/// How many of the lines below a body belong to its last row, as all of its rows are set or, where they tell nothing, those
/// below the last rule.
fn lines_of_last_row(
    sight: &Sight<'_>,
    columns: &[Column],
    body: &[TableLine],
    below: &[TableLine],
) -> usize {
    let (Some(first), Some(last)) = (body.first(), body.last()) else { return 0 };
    let whole = Span { from: columns[0].cell.from, to: columns[columns.len() - 1].cell.to };
    let across = sight.dividers.across(whole, first.baseline, last.baseline);
    let from = across.last().map_or(0, |rule| body.partition_point(|line| line.baseline < rule.y));
    match blocks::below_last_row(sight.page, body, below) {
        0 if from > 0 => blocks::below_last_row(sight.page, &body[from..], below),
        own => own,
    }
}

/// The lines that stand close below the first of the strips, in one column each.
fn lines_below(page: &Page, strips: &[Strip], columns: &[Column]) -> Vec<TableLine> {
    let close = |pair: &&[Strip]| {
        pair[1].baseline - pair[0].baseline <= TIGHT * pair[0].size && !pair[1].is_multiple()
    };
    let below = strips.windows(2).take_while(close).take(HEAD_LINES);
    below.map(|pair| pieces::place(page, &pair[1], columns)).collect()
}

/// Where the first rule across below the last row is, if most rows above have rules below them.
fn closing_rule(
    dividers: &Dividers<'_>,
    last: &Strip,
    columns: &[Column],
    body: &[TableLine],
) -> Option<f32> {
    let whole = Span { from: columns[0].cell.from, to: columns[columns.len() - 1].cell.to };
    let rows = body.iter().filter(|line| line.has_values()).count();
    let between = dividers.across(whole, body.first()?.baseline, last.baseline).len();
    let below = dividers.across(whole, last.baseline, last.baseline + LINES_OF_CELL * last.size);
    below.first().filter(|_| between >= 2 && between * 2 >= rows).map(|divider| divider.y)
}

/// The lines of headings as rows. Lines that are close, with no divider between them, are one row, unless a heading
/// spans over others: then each level is a row.
fn head_rows(lines: &[TableLine], across: &[Divider]) -> Vec<Vec<usize>> {
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
fn cells(
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
