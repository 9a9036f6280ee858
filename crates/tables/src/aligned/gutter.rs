//! Parts of a page that stand side by side and are read on their own: two tables on one wide page.
//!
//! Their rows don't stand on the same lines, so they are parted before any row is looked for. What shows a gutter
//! between them: level lines end at it and begin anew behind it, each as wide as several cells, or one line has the
//! same headings twice; and no word stands in it. White alone parts nothing here: a table with a wide gap between two
//! of its columns looks alike.

use boardlift_model::Page;

use super::dividers::Dividers;
use super::stretch::HEADING;
use super::strip::{Item, Span, Strip};

/// Lines end or begin at one place if they do so within this many points.
const SAME_PLACE: f32 = 1.5;

/// So many lines on each side end or begin at a gutter.
const LINES: usize = 2;

/// What stands above the first line of a part, or below the last, belongs to it if it is no further away than so many
/// type sizes: the pitch of generously spaced rows.
const NEAR: f32 = 3.2;

/// A page has a few parts. Beyond this many none is parted any further, so that the work stays bounded.
const MOST: usize = 24;

/// A gutter and how far down it runs.
#[derive(Debug, Clone, Copy)]
struct Gutter {
    width: Span,
    height: Span,
}

/// The strips of each part of the page.
pub(super) fn parts(page: &Page, strips: Vec<Strip>, dividers: &Dividers<'_>) -> Vec<Vec<Strip>> {
    let mut whole = Vec::new();
    let mut open = vec![strips];
    while let Some(strips) = open.pop() {
        let gutter = if whole.len() + open.len() < MOST { find(page, &strips, dividers) } else { None };
        match gutter {
            Some(gutter) => open.extend(parted(page, strips, gutter)),
            None => whole.push(strips),
        }
    }
    whole
}

fn find(page: &Page, strips: &[Strip], dividers: &Dividers<'_>) -> Option<Gutter> {
    between_lines(page, strips, dividers).or_else(|| between_headings(page, strips))
}

/// The strips above the gutter, left of it, right of it, and below it.
fn parted(page: &Page, strips: Vec<Strip>, gutter: Gutter) -> impl Iterator<Item = Vec<Strip>> {
    let x = gutter.width.middle();
    let [mut above, mut left, mut right, mut below] = [const { Vec::new() }; 4];
    for strip in strips {
        if strip.baseline < gutter.height.from {
            above.push(strip);
        } else if strip.baseline > gutter.height.to {
            below.push(strip);
        } else {
            let ends = |word: usize| page.words[word].bbox.x1 <= x;
            let items = strip.items.iter().flat_map(|item| item.parted(page, |a, b| ends(a) != ends(b)));
            let (a, b): (Vec<Item>, Vec<Item>) = items.partition(|item| item.span().middle() <= x);
            let side = |items: Vec<Item>| {
                let bold = items.iter().flat_map(|item| &item.words).all(|&word| page.words[word].bold);
                (!items.is_empty()).then_some(Strip { items, bold, ..strip })
            };
            left.extend(side(a));
            right.extend(side(b));
        }
    }
    [above, left, right, below].into_iter().filter(|part| !part.is_empty())
}

/// A gutter at which level lines end and behind which others begin.
fn between_lines(page: &Page, strips: &[Strip], dividers: &Dividers<'_>) -> Option<Gutter> {
    let whole = strips.iter().map(Strip::span).reduce(Span::around)?;
    let (first, last) = (strips.first()?, strips.last()?);
    let lines = dividers.lines(first.top() - NEAR * first.size, last.bottom() + NEAR * last.size);
    let inside = |x: &f32| *x > whole.from && *x < whole.to;
    let ends = places(lines.iter().map(|line| line.1.to).filter(inside).collect());
    let starts = places(lines.iter().map(|line| line.1.from).filter(inside).collect());
    ends.into_iter().take(MOST).find_map(|end| {
        let start = starts.iter().copied().find(|start| *start > end + first.size)?;
        along(page, strips, &lines, Span { from: end, to: start })
    })
}

/// The places at which enough lines end or begin, from left to right.
fn places(mut edges: Vec<f32>) -> Vec<f32> {
    edges.sort_by(f32::total_cmp);
    edges
        .chunk_by(|a, b| b - a <= SAME_PLACE)
        .filter(|edges| edges.len() >= LINES)
        .map(|edges| edges[edges.len() / 2])
        .collect()
}

/// How far down a gutter runs: the first stretch of the page in which nothing crosses it and lines run up to it from
/// both sides.
fn along(page: &Page, strips: &[Strip], lines: &[(f32, Span)], width: Span) -> Option<Gutter> {
    let mut stops: Vec<f32> =
        strips.iter().filter(|strip| stands_in(page, strip, width)).map(|s| s.baseline).collect();
    let x = width.middle();
    stops.extend(lines.iter().filter(|(_, line)| line.from < x && x < line.to).map(|(y, _)| *y));
    stops.push(f32::NEG_INFINITY);
    stops.push(f32::INFINITY);
    stops.sort_by(f32::total_cmp);
    stops.windows(2).find_map(|stops| {
        let clear = Span { from: stops[0], to: stops[1] };
        let inside = |y: f32| y > clear.from && y < clear.to;
        let (strips, lines): (Vec<&Strip>, Vec<&(f32, Span)>) = (
            strips.iter().filter(|strip| inside(strip.baseline)).collect(),
            lines.iter().filter(|line| inside(line.0)).collect(),
        );
        let left = lines.iter().filter(|line| (line.1.to - width.from).abs() <= SAME_PLACE);
        let right = lines.iter().filter(|line| (line.1.from - width.to).abs() <= SAME_PLACE);
        let (left, right): (Vec<_>, Vec<_>) = (left.collect(), right.collect());
        let are_rows = |side: &[&&(f32, Span)]| {
            side.len() >= LINES
                && side.iter().filter(|line| is_as_wide_as_cells(&strips, line.1)).count() >= LINES
        };
        if !are_rows(&left) || !are_rows(&right) {
            return None;
        }
        let heights = left.iter().chain(&right).map(|line| line.0);
        let lines = heights.map(|y| Span { from: y, to: y }).reduce(Span::around)?;
        Some(Gutter { width, height: reached(&strips, lines) })
    })
}

/// Whether any word of a strip stands in a gutter.
fn stands_in(page: &Page, strip: &Strip, width: Span) -> bool {
    let words =
        strip.items.iter().filter(|item| item.span().overlap(width) > 0.0).flat_map(|item| &item.words);
    words
        .map(|&word| page.words[word].bbox)
        .any(|bbox| Span { from: bbox.x0, to: bbox.x1 }.overlap(width) > 0.0)
}

/// Whether a line runs past a gap between two items of some strip.
fn is_as_wide_as_cells(strips: &[&Strip], line: Span) -> bool {
    strips.iter().any(|strip| strip.gaps().any(|gap| line.from < gap.from && gap.to < line.to))
}

/// From the highest strip to the lowest that belong to the lines: those between them, and those near.
fn reached(strips: &[&Strip], lines: Span) -> Span {
    let mut reached = lines;
    for strip in strips.iter().rev().skip_while(|strip| strip.baseline > lines.from) {
        if reached.from - strip.baseline > NEAR * strip.size {
            break;
        }
        reached.from = strip.baseline;
    }
    for strip in strips.iter().skip_while(|strip| strip.baseline < lines.to) {
        if strip.baseline - reached.to > NEAR * strip.size {
            break;
        }
        reached.to = strip.baseline;
    }
    reached
}

/// A gutter in the middle of a line that has the same headings twice, down to where a word stands in it or the rows
/// end. Not if anything below stands further left: the line is then the lower one of two levels of headings, beside
/// the heading of the labels.
fn between_headings(page: &Page, strips: &[Strip]) -> Option<Gutter> {
    strips.iter().enumerate().find_map(|(at, heads)| {
        let width = repeated(page, heads)?;
        let mut to = heads.baseline;
        let near = |strip: &&Strip| {
            let goes_on = strip.baseline - to <= NEAR * strip.size && strip.size <= HEADING * heads.size;
            to = if goes_on { strip.baseline } else { to };
            goes_on && !stands_in(page, strip, width)
        };
        let rows: Vec<&Strip> = strips[at..].iter().take_while(near).collect();
        let left = heads.span().from - heads.size;
        let labelled = rows.iter().all(|strip| strip.span().from > left);
        let height = Span { from: heads.baseline, to: rows.last()?.baseline };
        (labelled && rows.len() > LINES).then_some(Gutter { width, height })
    })
}

/// The gap in the middle of a line whose second half has the words of the first: headings, and words first.
fn repeated(page: &Page, strip: &Strip) -> Option<Span> {
    let half = strip.items.len() / 2;
    if half < 2 || strip.items.len() % 2 == 1 || !strip.may_head() || strip.heads_periods() {
        return None;
    }
    let (left, right) = strip.items.split_at(half);
    let same = |a: &Item, b: &Item| {
        let words =
            |item: &Item| item.words.iter().map(|&word| page.words[word].text.as_str()).collect::<Vec<_>>();
        words(a) == words(b)
    };
    let same_count = left.iter().zip(right).filter(|(a, b)| same(a, b)).count();
    let width = Span { from: left[half - 1].bbox.x1, to: right[0].bbox.x0 };
    (same(&left[0], &right[0]) && same_count * 3 >= half * 2 && same_count >= 2).then_some(width)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{check, read};
    use crate::testing::PageBuilder;

    #[test]
    fn tables_side_by_side_need_not_share_lines() {
        // The rows of the right one stand between those of the left one, which has one row more.
        let mut page = PageBuilder::new();
        for (left, x, rows) in [(true, 20.0, 5), (false, 320.0, 4)] {
            page = page.text(x, 20.0, "Measure").text(x + 120.0, 20.0, "2020").text(x + 180.0, 20.0, "2021");
            for row in 0..rows {
                let y = 36.0 + (if left { 14.0 } else { 19.0 }) * row as f32;
                page = page.text(x, y, "Plans").text(x + 120.0, y, "120").text(x + 180.0, y, "132");
                page = page.level(y - 11.0, x, x + 210.0);
            }
        }
        let table = |rows: usize| {
            let rows = vec!["Plans | 120 | 132"; rows].join("\n");
            format!("Measure | 2020 | 2021\n=\n{rows}")
        };
        assert_eq!(read(&page.build()), format!("{}\n\n{}", table(5), table(4)));
    }

    #[test]
    fn groups_of_headings_beside_the_labels_are_one_table() {
        check(
            "
Area          Boys  Girls      Boys  Girls
North           12     15        24     36
South          130    133       260    390
East            45     48        90    135
",
            "
Area | Boys | Girls | Boys | Girls
=
North | 12 | 15 | 24 | 36
South | 130 | 133 | 260 | 390
East | 45 | 48 | 90 | 135
",
        );
    }
}
