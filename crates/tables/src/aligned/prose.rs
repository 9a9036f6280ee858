//! Running text: which runs on a page are lines of a paragraph and so no cells.
//!
//! A paragraph is three or more lines below each other that begin at one edge, are words, and fill their measure up
//! to the last. A cell whose words are wrapped looks alike; what tells it apart is that one figure stands beside it,
//! where a column of prose has none beside it or, next to a table, one at every line; or that the rules of its row run
//! above and below it.

use boardlift_model::Page;

use super::dividers::Dividers;
use super::strip::{Span, Strip};
use crate::geometry::union;

/// A line of a paragraph has at least so many words,
const WORDS: usize = 4;
/// and is at least so wide, as a multiple of its type size: some five words.
const MEASURE: f32 = 12.0;
/// The lines of a paragraph, all but the last, fill at least this part of the widest one: the rest is what a long
/// word that didn't fit leaves open in ragged setting.
const FILLED: f32 = 0.8;
/// The widest line pitch of running text, in type sizes: double spacing.
const PITCH: f32 = 2.4;
/// How far the first line of a paragraph, or the lines under a bullet, may be set in, in type sizes.
const INDENT: f32 = 4.0;

/// Lines of a paragraph are evenly spaced, and a cell beside others stands at their middle, but for this part of the
/// type size.
const EVEN: f32 = 0.2;

/// The figures of a row, some of them on two lines, stand on no more lines than these.
const CENTRED: usize = 3;

/// A cell is rarely wrapped to so many lines, where no rules show that it is one.
const LONG: usize = 5;

/// Two paragraphs of one column are no further apart than so many type sizes: a heading and a short list.
const GAP: f32 = 8.0;

/// No page has more columns of prose beside each other; older ones are forgotten.
const COLUMNS: usize = 8;

/// The rules round a row stand no further from the lines of its cells than so many type sizes.
const CLOSE: f32 = 2.0;

/// An item of a strip: the strip's index and its own in there.
type At = (usize, usize);

/// Lines of words that may be a paragraph.
struct Paragraph {
    lines: Vec<At>,
    left: f32,
    right: f32,
    baseline: f32,
}

/// Takes the lines of paragraphs out of the strips.
pub(super) fn without_prose(page: &Page, strips: Vec<Strip>, dividers: &Dividers<'_>) -> Vec<Strip> {
    let mut closed: Vec<Paragraph> = Vec::new();
    let mut open: Vec<Paragraph> = Vec::new();
    for at in 0..strips.len() {
        open = advance(page, &strips, open, at, &mut closed);
    }
    closed.extend(open);
    let prose = closed.into_iter().filter(|paragraph| is_prose(page, &strips, paragraph, dividers));
    let mut claimed: Vec<At> = prose.flat_map(|paragraph| paragraph.lines).collect();
    claimed.sort_unstable();
    let between = between_paragraphs(&strips, &claimed);
    claimed.extend(between);
    claimed.sort_unstable();
    remove(strips, &claimed)
}

/// The items between two paragraphs of one column of prose, within its measure: headings, last lines, points of a
/// list, that few lines apart.
fn between_paragraphs(strips: &[Strip], claimed: &[At]) -> Vec<At> {
    let mut columns: Vec<(Span, f32)> = Vec::new(); // the column's measure and its last line's baseline
    let mut waiting: Vec<Vec<At>> = Vec::new(); // what stands below that line
    let mut found = Vec::new();
    for (at, strip) in strips.iter().enumerate() {
        for (index, item) in strip.items.iter().enumerate() {
            let here = (at, index);
            let fits = |column: &(Span, f32)| {
                let slack = 1.5 * item.size;
                item.bbox.x0 >= column.0.from - slack
                    && item.bbox.x1 <= column.0.to + slack
                    && strip.baseline - column.1 <= GAP * item.size
            };
            let column = columns.iter().rposition(fits);
            if claimed.binary_search(&here).is_ok() {
                if let Some(column) = column {
                    found.append(&mut waiting[column]);
                    columns[column] = (columns[column].0.around(item.span()), strip.baseline);
                } else {
                    if columns.len() == COLUMNS {
                        columns.remove(0);
                        waiting.remove(0);
                    }
                    columns.push((item.span(), strip.baseline));
                    waiting.push(Vec::new());
                }
            } else if let Some(column) = column {
                waiting[column].push(here);
            }
        }
    }
    found
}

/// Puts one strip's lines of words to the open paragraphs, which are sorted by their left edge.
fn advance(
    page: &Page,
    strips: &[Strip],
    open: Vec<Paragraph>,
    at: usize,
    closed: &mut Vec<Paragraph>,
) -> Vec<Paragraph> {
    let strip = &strips[at];
    let (open, over): (Vec<Paragraph>, Vec<Paragraph>) =
        open.into_iter().partition(|paragraph| strip.baseline - paragraph.baseline <= PITCH * strip.size);
    closed.extend(over);
    let lefts: Vec<f32> = open.iter().map(|paragraph| paragraph.left).collect();
    let mut open: Vec<Option<Paragraph>> = open.into_iter().map(Some).collect();
    let mut next: Vec<Paragraph> = Vec::new();
    for index in (0..strip.items.len()).filter(|&index| is_running(page, strips, (at, index))) {
        let bbox = strip.items[index].bbox;
        let near =
            nearest(&lefts, bbox.x0, INDENT * strip.items[index].size).and_then(|place| open[place].take());
        let mut paragraph = match near {
            Some(paragraph) if goes_on(strips, &paragraph, at, bbox.x1) => paragraph,
            other => {
                closed.extend(other);
                Paragraph { lines: vec![], left: bbox.x0, right: bbox.x1, baseline: strip.baseline }
            }
        };
        paragraph.lines.push((at, index));
        paragraph.left = paragraph.left.min(bbox.x0);
        paragraph.right = paragraph.right.max(bbox.x1);
        paragraph.baseline = strip.baseline;
        next.push(paragraph);
    }
    next.extend(open.into_iter().flatten());
    next.sort_by(|a, b| a.left.total_cmp(&b.left));
    next
}

/// Whether an item may be a line of a paragraph. The last line may be short, so that few words are enough for it
/// under a line that is one; here it must carry the marks itself.
fn is_running(page: &Page, strips: &[Strip], (at, index): At) -> bool {
    let item = &strips[at].items[index];
    let width = item.bbox.x1 - item.bbox.x0;
    item.words.len() >= WORDS && width >= MEASURE * item.size && {
        let lettered =
            item.words.iter().filter(|&&word| page.words[word].text.chars().any(char::is_alphabetic)).count();
        lettered * 3 >= item.words.len() * 2
    }
}

/// The paragraph whose left edge is nearest, if it is near enough; `lefts` are sorted.
fn nearest(lefts: &[f32], left: f32, reach: f32) -> Option<usize> {
    let place = lefts.partition_point(|&other| other < left);
    (place.saturating_sub(1)..(place + 1).min(lefts.len()))
        .filter(|&place| (lefts[place] - left).abs() <= reach)
        .min_by(|&a, &b| (lefts[a] - left).abs().total_cmp(&(lefts[b] - left).abs()))
}

/// Whether text may go on in a line that ends at `right`: the paragraph's last line so far is full, and no closer or
/// further from the one before it.
fn goes_on(strips: &[Strip], paragraph: &Paragraph, at: usize, right: f32) -> bool {
    let Some(&(above, index)) = paragraph.lines.last() else { return true };
    let last = &strips[above].items[index];
    let is_full = last.bbox.x1 - paragraph.left >= FILLED * (paragraph.right.max(right) - paragraph.left);
    let pitch = |upper: usize, lower: usize| strips[lower].baseline - strips[upper].baseline;
    let is_even = paragraph.lines.windows(2).next().is_none_or(|first| {
        (pitch(first[0].0, first[1].0) - pitch(above, at)).abs() <= EVEN * strips[at].size
    });
    is_full && is_even
}

/// Whether the lines are running text, and no cell.
fn is_prose(page: &Page, strips: &[Strip], paragraph: &Paragraph, dividers: &Dividers<'_>) -> bool {
    let beside = figures_beside(strips, paragraph);
    let by_its_lines = match paragraph.lines.len() {
        0..=2 => false,
        3 => beside.is_empty(),
        lines => beside.len() != 1 || lines >= LONG,
    };
    let most_have_figures = beside.len() * 4 >= paragraph.lines.len() * 3;
    let is_labels = most_have_figures && begin_anew(page, strips, paragraph);
    let is_cell = is_centred(strips, paragraph, &beside) || is_held(strips, paragraph, dividers);
    by_its_lines && !is_labels && !is_cell
}

/// The strips with figures beside the lines or between them.
fn figures_beside(strips: &[Strip], paragraph: &Paragraph) -> Vec<usize> {
    let (Some(first), Some(last)) = (paragraph.lines.first(), paragraph.lines.last()) else { return vec![] };
    let mut lines = paragraph.lines.iter().peekable();
    let has_figures = |&at: &usize| {
        let own = lines.next_if(|line| line.0 == at).map(|line| line.1);
        has_figure_beside(&strips[at], own, at == first.0)
    };
    (first.0..=last.0).filter(has_figures).collect()
}

/// Whether few figures stand beside the middle of the lines: a cell, centred like its neighbours.
fn is_centred(strips: &[Strip], paragraph: &Paragraph, beside: &[usize]) -> bool {
    let middle = |first: usize, last: usize| f32::midpoint(strips[first].baseline, strips[last].baseline);
    match (beside, &paragraph.lines[..]) {
        ([first, .., last], [top, .., bottom]) if beside.len() <= CENTRED => {
            let off = middle(*first, *last) - middle(top.0, bottom.0);
            off.abs() <= EVEN * strips[*first].size
        }
        ([only], [top, .., bottom]) => {
            (strips[*only].baseline - middle(top.0, bottom.0)).abs() <= EVEN * strips[*only].size
        }
        _ => false,
    }
}

/// Whether most lines begin like labels: with anything but a small letter.
fn begin_anew(page: &Page, strips: &[Strip], paragraph: &Paragraph) -> bool {
    let is_small = |&&(at, index): &&At| {
        let first = strips[at].items[index].words.first();
        let letter = first.and_then(|&word| page.words[word].text.chars().next());
        letter.is_some_and(char::is_lowercase)
    };
    paragraph.lines.iter().filter(is_small).count() * 4 <= paragraph.lines.len()
}

/// Whether rules that go on to other columns run close above and below the lines.
fn is_held(strips: &[Strip], paragraph: &Paragraph, dividers: &Dividers<'_>) -> bool {
    let boxes = paragraph.lines.iter().map(|&(at, index)| strips[at].items[index].bbox);
    let size = paragraph.lines.iter().map(|&(at, _)| strips[at].size).fold(0.0, f32::max);
    boxes.reduce(union).is_some_and(|bbox| dividers.hold(bbox, CLOSE * size))
}

/// Whether figures stand on a line beside the paragraph's own item. The number of a paragraph, before its first line,
/// is none.
fn has_figure_beside(strip: &Strip, own: Option<usize>, first: bool) -> bool {
    let numbered = first && own == Some(1) && strip.items.len() == 2;
    !numbered
        && strip.items.iter().enumerate().any(|(other, item)| Some(other) != own && item.kind.is_value())
}

fn remove(strips: Vec<Strip>, claimed: &[At]) -> Vec<Strip> {
    let mut claimed = claimed.iter().copied().peekable();
    let mut rest = Vec::with_capacity(strips.len());
    for (at, mut strip) in strips.into_iter().enumerate() {
        let mut index = 0;
        strip.items.retain(|_| {
            let here = (at, index);
            index += 1;
            claimed.next_if(|next| *next == here).is_none()
        });
        if !strip.items.is_empty() {
            rest.push(strip);
        }
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;

    #[test]
    fn prose_between_tables_parts_them() {
        check(
            "
Measure      2020   2021
Plans         120    132
Appeals         9     12
Visits         44     50
All of these figures have been rising since the last of our reviews.
They are expected to rise further in the years that are to come now.
Area         2020   2021
North         310    305
South           4      7
West           81     90
",
            "
Measure | 2020 | 2021
=
Plans | 120 | 132
Appeals | 9 | 12
Visits | 44 | 50

Area | 2020 | 2021
=
North | 310 | 305
South | 4 | 7
West | 81 | 90
",
        );
    }
}
