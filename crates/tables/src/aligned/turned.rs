//! Headings that are turned to fit above narrow columns, with the upright ones that stand beside them.
//!
//! Turned words right above the first row are the headings of a column each; their lines stand close to each other and
//! those of two columns don't. Upright words as high as they are head columns too, at any height beside them.

use std::ops::Range;

use boardlift_model::{Page, Turn, Word};

use super::begun::{self, Head};
use super::columns::Column;
use super::dividers::Dividers;
use super::pieces::TableLine;
use super::stretch::HEADING;
use super::strip::{Item, Span, Strip};

/// Headings stand no further above the row below them than so many type sizes.
const ABOVE: f32 = 2.5;

/// Lines of one turned heading leave no wider gap between them than this part of the type size; columns leave more.
const BETWEEN_LINES: f32 = 0.35;

/// More turned words than a large sheet has room for above its columns are none; this bounds the work.
const MOST: usize = 2000;

/// Headings of so many strips may stand beside turned ones or between them and the figures.
const STRIPS: usize = 12;

/// The turned words of a page, by their lower end.
pub(super) struct Turned {
    words: Vec<usize>,
}

/// The headings of a table of which some are turned.
pub(super) struct TurnedHeads {
    /// From left to right, a column each.
    heads: Vec<Head>,
    /// The strips that are as high as they are.
    pub(super) beside: Range<usize>,
    /// Where the highest of them begins.
    top: f32,
}

impl Turned {
    pub(super) fn of(page: &Page, taken: &[bool]) -> Turned {
        let is_turned =
            |word: &usize| !taken[*word] && matches!(page.words[*word].turn, Turn::Up | Turn::Down);
        let mut words: Vec<usize> = (0..page.words.len()).filter(is_turned).collect();
        words.sort_by(|&a, &b| page.words[a].bbox.y1.total_cmp(&page.words[b].bbox.y1).then(a.cmp(&b)));
        Turned { words }
    }

    /// The turned headings right above the row `first`, or above the labels of groups over it, that stand within
    /// `width`; nothing if there are fewer than two.
    pub(super) fn above(
        &self,
        page: &Page,
        dividers: &Dividers<'_>,
        strips: &[Strip],
        first: usize,
        width: Span,
    ) -> Option<TurnedHeads> {
        if self.words.is_empty() {
            return None;
        }
        let lowest = first.saturating_sub(STRIPS);
        let turned = (lowest..=first)
            .rev()
            .take_while(|&at| {
                at == first || strips[at + 1].top() - strips[at].bottom() <= ABOVE * strips[at].size
            })
            .map(|at| turned_heads(page, self.ending_above(page, width, strips[at].top())))
            .find(|turned| turned.len() > 1)?;
        let beside = beside(dividers, &strips[..first], &turned, width);
        Some(TurnedHeads::new(page, turned, strips, beside, width))
    }

    /// The turned words that end right above `top`, with those above them.
    fn ending_above(&self, page: &Page, width: Span, top: f32) -> Vec<usize> {
        let mut found = Vec::new();
        let mut reached = top; // the upper end of the words taken so far
        let end =
            self.words.partition_point(|&word| page.words[word].bbox.y1 <= top + page.words[word].size / 2.0);
        for &index in self.words[..end].iter().rev().take(MOST) {
            let word = &page.words[index];
            if reached - word.bbox.y1 > ABOVE * word.size {
                break;
            }
            if word.bbox.x0 >= width.from - word.size && word.bbox.x1 <= width.to + word.size {
                found.push(index);
                reached = reached.min(word.bbox.y0);
            }
        }
        found
    }
}

impl TurnedHeads {
    /// The turned headings with the upright ones among the strips beside them.
    fn new(
        page: &Page,
        turned: Vec<Head>,
        strips: &[Strip],
        beside: Range<usize>,
        width: Span,
    ) -> TurnedHeads {
        let mut heads = turned;
        let edges: Vec<Span> = heads.iter().map(Head::span).collect();
        let items = strips[beside.clone()].iter().flat_map(|strip| &strip.items).filter(|item| {
            let span = item.span();
            let inside = span.from >= width.from - item.size && span.to <= width.to + item.size;
            inside && edges.iter().all(|edge| edge.overlap(span) <= 0.0)
        });
        heads.extend(begun::heads(page, items).unwrap_or_default());
        heads.sort_by(|a, b| a.bbox.x0.total_cmp(&b.bbox.x0));
        let top = heads.iter().map(|head| head.bbox.y0).fold(f32::INFINITY, f32::min);
        TurnedHeads { heads, beside, top }
    }

    /// The line of headings of groups right above the turned ones: several items, of which one stands over one of them.
    pub(super) fn groups_above<'a>(&self, strips: &'a [Strip]) -> &'a [Strip] {
        let Some(at) = self.beside.start.checked_sub(1) else { return &[] };
        let over = |item: &Item| self.heads.iter().any(|head| head.span().overlap(item.span()) > 0.0);
        let strip = &strips[at];
        let near = self.top - strip.bottom() <= ABOVE * strip.size;
        if near && strip.is_multiple() && strip.items.iter().all(over) { &strips[at..=at] } else { &[] }
    }

    /// The columns with the headings over them. `found` are the columns that the gaps between the rows' items show.
    pub(super) fn over(self, page: &Page, rows: &[&Strip], found: Vec<Column>) -> (Vec<Column>, TableLine) {
        let begun = begun::columns(page, &self.heads, rows, &found);
        let (columns, places) = if let Some(begun) = begun {
            (begun.columns, begun.places)
        } else {
            let places = self.nearest(&found);
            (found, places)
        };
        let line = begun::line(page, self.heads, places);
        (columns, line)
    }

    /// The column that each heading stands over: the next free one, if there are as many of both, else the one that
    /// its middle lies over.
    fn nearest(&self, columns: &[Column]) -> Vec<usize> {
        if columns.len() == self.heads.len() {
            return (0..columns.len()).collect();
        }
        let last = columns.len() - 1;
        let over = |head: &Head| columns.partition_point(|column| column.cell.to < head.span().middle());
        self.heads.iter().map(|head| over(head).min(last)).collect()
    }
}

/// The strips that are as high as turned headings: those between their upper and their lower ends, and those not far
/// above them that have nothing to say over a turned heading, if there are several items in them or a line rules them
/// off from what stands above.
fn beside(dividers: &Dividers<'_>, strips: &[Strip], turned: &[Head], width: Span) -> Range<usize> {
    let top = turned.iter().map(|head| head.bbox.y0).fold(f32::INFINITY, f32::min);
    let bottom = turned.iter().map(|head| head.bbox.y1).fold(0.0, f32::max);
    let end = strips.partition_point(|strip| strip.baseline <= bottom);
    let mut first = strips.partition_point(|strip| strip.baseline <= top).min(end);
    let size = turned.iter().map(|head| head.size).fold(0.0, f32::max);
    let mut reached = top;
    while let Some(at) = first.checked_sub(1).filter(|at| end - at <= STRIPS) {
        let strip = &strips[at];
        let above = at.checked_sub(1).map_or(0.0, |above| strips[above].baseline);
        let overlaps = |item: &Item| turned.iter().any(|head| head.span().overlap(item.span()) > 0.0);
        let far = reached - strip.bottom() > ABOVE * size || strip.size > HEADING * size;
        let apart = strip.is_multiple() || !dividers.across(width, above, strip.top()).is_empty();
        if far || !apart || strip.items.iter().any(overlaps) {
            break;
        }
        (first, reached) = (at, strip.top());
    }
    first..end
}

/// Turned words as headings: lines close beside each other are one.
fn turned_heads(page: &Page, mut words: Vec<usize>) -> Vec<Head> {
    let bbox = |word: usize| page.words[word].bbox;
    words.sort_by(|&a, &b| bbox(a).x0.total_cmp(&bbox(b).x0).then(a.cmp(&b)));
    let mut heads: Vec<(f32, Vec<usize>)> = Vec::new(); // each with its right edge
    for word in words {
        let gap = BETWEEN_LINES * page.words[word].size;
        match heads.last_mut() {
            Some((right, head)) if bbox(word).x0 <= *right + gap => {
                *right = right.max(bbox(word).x1);
                head.push(word);
            }
            _ => heads.push((bbox(word).x1, vec![word])),
        }
    }
    let in_order = |(_, mut words): (f32, Vec<usize>)| {
        words.sort_by(|&a, &b| reading_order(&page.words[a], &page.words[b]).then(a.cmp(&b)));
        Head::new(page, words)
    };
    heads.into_iter().filter_map(in_order).collect()
}

/// Turned to the left, text reads upward and its lines follow to the right; turned to the right, the other way.
fn reading_order(a: &Word, b: &Word) -> std::cmp::Ordering {
    let same_line = (a.baseline - b.baseline).abs() < a.size.min(b.size) / 2.0;
    let (line, along) = (a.baseline.total_cmp(&b.baseline), a.bbox.y0.total_cmp(&b.bbox.y0));
    match (a.turn == Turn::Up, same_line) {
        (true, true) => along.reverse(),
        (true, false) => line,
        (false, true) => along,
        (false, false) => line.reverse(),
    }
}

/// The height that a line's pieces take.
pub(super) fn height(line: &TableLine) -> Span {
    let bbox = line.bbox();
    Span { from: bbox.y0, to: bbox.y1 }
}

#[cfg(test)]
mod tests {
    use boardlift_model::Turn;

    use super::super::testing::read;
    use crate::testing::PageBuilder;

    #[test]
    fn turned_headings_stand_over_their_columns() {
        let mut page = PageBuilder::new()
            .turned(208.0, 78.0, "Target 2021", Turn::Up)
            .turned(248.0, 78.0, "Outturn", Turn::Up)
            .turned(288.0, 78.0, "Change", Turn::Up);
        for (row, label) in ["Plans", "Appeals", "Visits"].iter().enumerate() {
            let y = 90.0 + 12.0 * row as f32;
            page = page.text(20.0, y, label).text(200.0, y, "52").text(240.0, y, "61").text(280.0, y, "9.5");
        }
        let expected = "· | Target 2021 | Outturn | Change\n=\n\
            Plans | 52 | 61 | 9.5\nAppeals | 52 | 61 | 9.5\nVisits | 52 | 61 | 9.5";
        assert_eq!(read(&page.build()), expected);
    }

    #[test]
    fn turned_headings_flush_left_begin_columns_of_figures_flush_right() {
        // The upright headings stand at other heights, the figures right before the next column's heading.
        let mut page = PageBuilder::new()
            .level(20.0, 15.0, 280.0)
            .text(20.0, 60.0, "Ref")
            .text(50.0, 40.0, "Indicator")
            .turned(158.0, 78.0, "Target", Turn::Up)
            .turned(168.0, 78.0, "2021", Turn::Up)
            .turned(208.0, 78.0, "Outturn", Turn::Up)
            .turned(258.0, 78.0, "RAG", Turn::Up);
        for (row, label) in ["Plans", "Appeals", "Visits"].iter().enumerate() {
            let y = 90.0 + 12.0 * row as f32;
            page = page.text(20.0, y, "7").text(50.0, y, label).text(185.0, y, "52").text(224.0, y, "61.5");
            page = page.text(252.0, y, "G").level(y + 3.0, 15.0, 280.0);
        }
        let expected = "Ref | Indicator | Target 2021 | Outturn | RAG\n=\n\
            7 | Plans | 52 | 61.5 | G\n7 | Appeals | 52 | 61.5 | G\n7 | Visits | 52 | 61.5 | G";
        assert_eq!(read(&page.build()), expected);
    }

    #[test]
    fn turned_headings_stand_under_headings_of_groups() {
        // The labels are broken down in a column that has no heading of its own.
        let mut page = PageBuilder::new().text(20.0, 60.0, "Indicator");
        page = page.text(200.0, 20.0, "2020").text(280.0, 20.0, "2021");
        for (at, head) in ["England", "London", "England", "London"].iter().enumerate() {
            page = page.turned(208.0 + 40.0 * at as f32, 78.0, head, Turn::Up);
        }
        for (row, label) in ["Plans", "Appeals", "Visits"].iter().enumerate() {
            let y = 90.0 + 12.0 * row as f32;
            page = page.text(20.0, y, label).text(120.0, y, "Boys");
            for at in 0..4 {
                page = page.text(222.0 + 40.0 * at as f32, y, "52");
            }
        }
        let expected = "Indicator«2×1» | · | 2020«1×2» | · | 2021«1×2» | ·\n\
            · | · | England | London | England | London\n=\n\
            Plans | Boys | 52 | 52 | 52 | 52\nAppeals | Boys | 52 | 52 | 52 | 52\nVisits | Boys | 52 | 52 | 52 | 52";
        assert_eq!(read(&page.build()), expected);
    }
}
