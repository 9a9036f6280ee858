//! Stretches of lines made into tables: their headings, their bodies, their cells.

use boardlift_model::{BBox, Method, Page};

use super::above::{HEAD_LINES, HEAD_PITCH, drop_titles, head_strips, lines_of_body};
use super::begun;
use super::below::tail;
use super::beside::{part, parting};
use super::boxes::{RowSpan, cells, head_rows};
use super::centred::{self, Label};
use super::columns::{Column, columns};
use super::dividers::{Divider, Dividers};
use super::evidence::{Found, report};
use super::headed::headed;
use super::heads;
use super::nested::Nested;
use super::pairs::joined;
use super::pieces::{self, TableLine};
use super::repeats;
use super::rows::rows;
use super::spans::Spread;
use super::stretch::{Stretch, stretches};
use super::strip::{Span, Strip, heads_in_bold};
use super::turned::{Turned, TurnedHeads};
use crate::candidate::Candidate;
use crate::geometry::union;

/// More columns than fit a large sheet in readable type are none; this bounds the work.
const MOST_COLUMNS: usize = 150;

/// How far below the last line with several cells the last rule of a table of words may stand, in type sizes: a cell
/// that is wrapped to some lines more than its neighbours.
const FOOT: f32 = 6.0;

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
        let nested = Nested::find(sight.page, &body, &columns, &across, &sight.dividers);
        let Nested { body, labels, across } = nested.unwrap_or_else(|| {
            let (body, labels) = centred::take(sight.page, body, &across);
            Nested { body, labels, across }
        });
        let spread = Spread::of(&body, rows(sight.page, &body, &columns, &across));
        let inner = Span { from: columns[0].core.to, to: columns[columns.len() - 1].core.from };
        let (top, bottom) = (body[0].bbox().y0, body[body.len() - 1].bbox().y1);
        let found = Found {
            columns: &columns,
            heads: &head,
            body: &body,
            rows: spread.rows.len(),
            dividers: &across,
            uprights: sight.dividers.uprights(inner, top, bottom),
        };
        let report = report(sight.page, &found);
        let of_head = head_rows.iter().map(|row| row.iter().map(|&line| &head[line]).collect());
        let of_body = spread.rows.iter().map(|row| row.iter().map(|&line| &body[line]).collect());
        let all: Vec<Vec<&TableLine>> = of_head.chain(of_body).collect();
        let spanning = spanning(&body, &spread, &labels, head_rows.len());
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

/// What spans rows of the body, which stand below so many rows of headings: lines between rows, and labels.
fn spanning<'a>(
    body: &'a [TableLine],
    spread: &Spread,
    labels: &'a [Label],
    heads: usize,
) -> Vec<RowSpan<'a>> {
    let mut row_of = vec![0; body.len()];
    for (row, lines) in spread.rows.iter().enumerate() {
        for &line in lines {
            row_of[line] = row;
        }
    }
    let between = spread.spanning.iter().map(|span| {
        let lines = span.lines.iter().map(|&line| &body[line]).collect();
        RowSpan::new(heads, span.first, span.last, lines)
    });
    let of_labels = labels.iter().map(|label| {
        RowSpan::new(heads, row_of[label.first], row_of[label.last], label.lines.iter().collect())
    });
    between.chain(of_labels).collect()
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

pub(super) fn placed(page: &Page, strips: &[&Strip], columns: &[Column]) -> Vec<TableLine> {
    strips.iter().map(|strip| pieces::place(page, strip, columns)).collect()
}
