//! Running text: which runs on a page are lines of a paragraph and so no cells.
//!
//! A paragraph is three or more lines below each other that begin at one edge, are words, and fill their measure up
//! to the last. A cell whose words are wrapped looks alike; what tells it apart is that one figure stands beside it,
//! where a column of prose has none beside it or, next to a table, one at every line.

use boardlift_model::Page;

use super::strip::Strip;

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
pub(super) fn without_prose(page: &Page, strips: Vec<Strip>) -> Vec<Strip> {
    let mut claimed: Vec<At> = Vec::new();
    let mut open: Vec<Paragraph> = Vec::new();
    for at in 0..strips.len() {
        open = advance(page, &strips, open, at, &mut claimed);
    }
    for paragraph in open {
        close(&strips, paragraph, &mut claimed);
    }
    claimed.sort_unstable();
    remove(strips, &claimed)
}

/// Puts one strip's lines of words to the open paragraphs, which are sorted by their left edge.
fn advance(
    page: &Page,
    strips: &[Strip],
    open: Vec<Paragraph>,
    at: usize,
    claimed: &mut Vec<At>,
) -> Vec<Paragraph> {
    let strip = &strips[at];
    let (open, over): (Vec<Paragraph>, Vec<Paragraph>) =
        open.into_iter().partition(|paragraph| strip.baseline - paragraph.baseline <= PITCH * strip.size);
    over.into_iter().for_each(|paragraph| close(strips, paragraph, claimed));
    let lefts: Vec<f32> = open.iter().map(|paragraph| paragraph.left).collect();
    let mut open: Vec<Option<Paragraph>> = open.into_iter().map(Some).collect();
    let mut next: Vec<Paragraph> = Vec::new();
    for index in (0..strip.items.len()).filter(|&index| is_running(page, strips, (at, index))) {
        let bbox = strip.items[index].bbox;
        let near = nearest(&lefts, bbox.x0, INDENT * strip.items[index].size).and_then(|place| open[place].take());
        let mut paragraph = match near {
            Some(paragraph) if filled(strips, &paragraph, bbox.x1) => paragraph,
            other => {
                other.into_iter().for_each(|paragraph| close(strips, paragraph, claimed));
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

/// Whether the paragraph's last line so far is full, so that text may go on below it.
fn filled(strips: &[Strip], paragraph: &Paragraph, right: f32) -> bool {
    let Some(&(at, index)) = paragraph.lines.last() else { return true };
    let last = &strips[at].items[index];
    last.bbox.x1 - paragraph.left >= FILLED * (paragraph.right.max(right) - paragraph.left)
}

/// Claims the paragraph's lines if it is one.
fn close(strips: &[Strip], paragraph: Paragraph, claimed: &mut Vec<At>) {
    let beside =
        paragraph.lines.iter().enumerate().filter(|&(line, &at)| has_figure_beside(strips, at, line == 0)).count();
    let prose = match paragraph.lines.len() {
        0..=2 => false,
        3 => beside == 0,
        lines => beside == 0 || beside >= 2 && beside * 3 >= lines,
    };
    if prose {
        claimed.extend(paragraph.lines);
    }
}

/// Whether figures stand beside a line. The number of a paragraph, before its first line, is none.
fn has_figure_beside(strips: &[Strip], (at, index): At, first: bool) -> bool {
    let items = &strips[at].items;
    let numbered = first && index == 1 && items.len() == 2;
    !numbered && items.iter().enumerate().any(|(other, item)| other != index && item.kind.is_value())
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
