//! The lines above the first row of figures: which are its headings, and which belong to the body.
//!
//! Headings stand close above the body, inside its frame, over most of its columns. Titles and captions, which do not,
//! stay outside; labels of groups and the upper lines of the first row are the body's.

use boardlift_model::Page;

use super::blocks;
use super::columns::Column;
use super::dividers::Divider;
use super::heads::LINE;
use super::stretch::HEADING;
use super::strip::{Strip, heads_in_bold};
use super::table::placed;

/// Headings of more lines than this are none.
pub(super) const HEAD_LINES: usize = 10;

/// Headings stand no further above each other and the body than this, in type sizes: a blank line between them.
pub(super) const HEAD_PITCH: f32 = 2.6;

/// Where rows are set wide apart, headings stand no further above them than so many times the mean pitch of lines.
const HEAD_PITCH_OF_ROWS: f32 = 1.5;

/// Lines of a heading this close are one heading, in type sizes.
pub(super) const SAME_HEAD: f32 = 1.6;

/// The lines of headings above the body, from top to bottom.
pub(super) fn head_strips(
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

/// Takes the lines away from the headings that belong to the body: lines of its first row, labels above that.
pub(super) fn lines_of_body(
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
pub(super) fn drop_titles(heads: &mut Vec<Strip>, columns: &[Column], across: &[Divider]) {
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

#[cfg(test)]
mod tests {
    use super::super::testing::check;

    #[test]
    fn captions_and_notes_stay_outside_the_rules() {
        check(
            "
Table 1: What the service has done in these two years
---------------------------------------------
Indicator              2020        2021
---------------------------------------------
Plans                   120         132
Appeals                   9          12
Visits                   44          50
---------------------------------------------
Source: the service's own records of this year
",
            "
Indicator | 2020 | 2021
=
Plans | 120 | 132
Appeals | 9 | 12
Visits | 44 | 50
",
        );
    }
}
