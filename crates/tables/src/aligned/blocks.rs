//! Rows as bands: cells that stand beside each other.
//!
//! Where the lines of a cell are set closer than rows are, the pieces below each other in a column fall into blocks, a
//! block a cell, and a row is what overlaps in height. A band is believed if each of its blocks has one figure at most,
//! none of its columns has two blocks, and its figures stand at the height that figures have beside the longer cells
//! of the other bands: at their first line, their middle or their last line. Nothing is said where most bands fail:
//! there rows are set as close as lines.

use std::borrow::Borrow;

use boardlift_model::Page;

use super::figures::Kind;
use super::pieces::{Piece, TableLine};
use super::rows::{TIGHT, is_bold};
use super::strip::Span;

/// Lines that are no closer than this part of the type size may belong to one cell; closer ones are raised or lowered
/// words.
const CLOSEST: f32 = 0.9;

/// The lines of a cell are evenly spaced, but for rounding.
const EVEN: f32 = 1.08;

/// How far a figure may stand from the height that it should have, in type sizes: half of that from the first line of
/// a cell of two lines to its middle.
const LEVEL: f32 = 0.3;

/// The height of a line above its baseline and below it, in type sizes, as far as no other line of the cell reaches.
const ASCENT: f32 = 0.7;
const DESCENT: f32 = 0.1;

/// Lines that stand beside each other.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Band {
    /// The lines, by index.
    pub(super) lines: Vec<usize>,
    /// Whether they are one row for certain.
    pub(super) is_row: bool,
}

/// The bands that the lines of `slot` make, from top to bottom; nothing if lines and rows are set alike.
pub(super) fn bands<L: Borrow<TableLine>>(page: &Page, lines: &[L], slot: &[usize]) -> Option<Vec<Band>> {
    let lines_of_slot = slot.iter().map(|&line| lines[line].borrow());
    let pieces =
        lines_of_slot.flat_map(|line| line.pieces.iter().map(|p| (p.first, p.baseline(page), line.size)));
    let solid = solid_pitch(pieces)?;
    let blocks = blocks(page, lines, slot, solid);
    let groups = beside(&blocks);
    let level = Level::of(&groups);
    let mut bands: Vec<Band> =
        groups.iter().map(|group| Band { lines: Vec::new(), is_row: level.holds(group) }).collect();
    let filled = || groups.iter().zip(&bands).filter(|(group, _)| group.blocks.iter().any(Block::has_figure));
    let (figures, rows) = (filled().count(), filled().filter(|(_, band)| band.is_row).count());
    if rows * 4 < figures * 3 {
        return None;
    }
    for &line in slot {
        let baseline = lines[line].borrow().baseline;
        let place = groups.partition_point(|group| group.blocks[0].from <= baseline).saturating_sub(1);
        bands[place].lines.push(line);
    }
    bands.retain(|band| !band.lines.is_empty());
    Some(bands)
}

/// The pitch of the lines of a cell, in type sizes: the closest that pieces stand below each other. `pieces` has the
/// column, the baseline and the type size of each, from top to bottom.
pub(super) fn solid_pitch(pieces: impl Iterator<Item = (usize, f32, f32)>) -> Option<f32> {
    let mut closest: Option<f32> = None;
    let mut above: Vec<(usize, f32)> = Vec::new(); // the last baseline in each column
    for (column, baseline, size) in pieces {
        match above.iter_mut().find(|(other, _)| *other == column) {
            Some((_, last)) => {
                let pitch = (baseline - *last) / size.max(1.0);
                if (CLOSEST..=TIGHT).contains(&pitch) {
                    closest = Some(closest.map_or(pitch, |closest| closest.min(pitch)));
                }
                *last = baseline;
            }
            None => above.push((column, baseline)),
        }
    }
    closest
}

/// The pieces of one cell.
#[derive(Debug, Clone, PartialEq)]
struct Block {
    first_column: usize,
    last_column: usize,
    /// The baselines of its first and its last line.
    first: f32,
    last: f32,
    size: f32,
    bold: bool,
    /// Lines with figures that are not the end of what was begun in the line above.
    figures: usize,
    /// Whether something must follow its end.
    open: bool,
    /// Its top.
    from: f32,
}

impl Block {
    fn new(page: &Page, line: &TableLine, piece: &Piece) -> Block {
        let baseline = piece.baseline(page);
        Block {
            first_column: piece.first,
            last_column: piece.last,
            first: baseline,
            last: baseline,
            size: line.size,
            bold: is_bold(page, piece),
            figures: usize::from(piece.item.kind.is_value()),
            open: leaves_open(page, piece, false),
            from: baseline - ASCENT * line.size,
        }
    }

    /// Whether a piece stands in any of its columns.
    fn shares_columns(&self, piece: &Piece) -> bool {
        self.first_column <= piece.last && piece.first <= self.last_column
    }

    /// Takes a piece in, if it is the next line of the cell.
    fn take(&mut self, page: &Page, line: &TableLine, piece: &Piece, solid: f32) -> bool {
        let baseline = piece.baseline(page);
        let goes_on = baseline > self.last
            && self.bold == is_bold(page, piece)
            && baseline - self.last <= EVEN * solid * self.size.max(line.size);
        if goes_on {
            self.last = baseline;
            self.first_column = self.first_column.min(piece.first);
            self.last_column = self.last_column.max(piece.last);
            let figure = piece.item.kind.is_value() || self.figures > 0 && begins_with_figure(page, piece);
            self.figures += usize::from(figure && !self.open);
            self.open = leaves_open(page, piece, self.open);
        }
        goes_on
    }

    fn has_figure(&self) -> bool {
        self.figures > 0
    }

    fn bottom(&self) -> f32 {
        self.last + DESCENT * self.size
    }
}

/// Whether its first word is a figure: one above another stands for itself, even if a remark follows.
fn begins_with_figure(page: &Page, piece: &Piece) -> bool {
    piece.item.words.first().is_some_and(|&word| Kind::of(&page.words[word].text).is_value())
}

/// Whether a bracket is open behind the piece, or a sign ends it that something follows: `284/` over `449`.
fn leaves_open(page: &Page, piece: &Piece, open: bool) -> bool {
    let letters = piece.item.words.iter().flat_map(|&word| page.words[word].text.chars());
    let bracket = letters.clone().fold(open, |open, letter| match letter {
        '(' => true,
        ')' => false,
        _ => open,
    });
    bracket || letters.last() == Some('/')
}

/// The blocks by their tops.
fn blocks<L: Borrow<TableLine>>(page: &Page, lines: &[L], slot: &[usize], solid: f32) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut open: Vec<usize> = Vec::new(); // the last block of each column
    for line in slot.iter().map(|&line| lines[line].borrow()) {
        for piece in &line.pieces {
            let above = open.iter().copied().filter(|&block| blocks[block].shares_columns(piece));
            let nearest = above.max_by(|&a, &b| blocks[a].last.total_cmp(&blocks[b].last));
            if nearest.is_some_and(|block| blocks[block].take(page, line, piece, solid)) {
                continue;
            }
            open.retain(|&block| !blocks[block].shares_columns(piece));
            open.push(blocks.len());
            blocks.push(Block::new(page, line, piece));
        }
    }
    blocks.sort_by(|a, b| a.from.total_cmp(&b.from));
    blocks
}

/// Blocks that overlap in height.
struct Group<'b> {
    blocks: &'b [Block],
    /// The longest of them, if they may be one row: it has a figure, no block has two and no column two blocks.
    longest: Option<&'b Block>,
}

impl<'b> Group<'b> {
    fn new(blocks: &'b [Block]) -> Group<'b> {
        let mut columns: Vec<(usize, usize)> =
            blocks.iter().map(|block| (block.first_column, block.last_column)).collect();
        columns.sort_unstable();
        let may_be_row = blocks.iter().any(Block::has_figure)
            && blocks.iter().all(|block| block.figures <= 1)
            && columns.windows(2).all(|pair| pair[0].1 < pair[1].0);
        let length = |block: &Block| block.last - block.first;
        let longest = blocks.iter().max_by(|a, b| length(a).total_cmp(&length(b)));
        Group { blocks, longest: longest.filter(|_| may_be_row) }
    }
}

/// The blocks in groups.
fn beside(blocks: &[Block]) -> Vec<Group<'_>> {
    let mut groups = Vec::new();
    let mut begin = 0;
    let mut reached = f32::NEG_INFINITY;
    for (at, block) in blocks.iter().enumerate() {
        if at > begin && block.from >= reached {
            groups.push(Group::new(&blocks[begin..at]));
            begin = at;
        }
        reached = reached.max(block.bottom());
    }
    if begin < blocks.len() {
        groups.push(Group::new(&blocks[begin..]));
    }
    groups
}

/// Where figures stand beside longer cells.
#[derive(Debug, Clone, Copy)]
enum Level {
    First,
    Middle,
    Last,
}

impl Level {
    /// Where most of the groups have them.
    fn of(groups: &[Group<'_>]) -> Level {
        let held = |level: Level| groups.iter().filter(|group| level.holds(group)).count();
        // Of levels that hold alike, `max_by_key` takes the last: the first line is the commonest.
        [Level::Last, Level::Middle, Level::First]
            .into_iter()
            .max_by_key(|&level| held(level))
            .unwrap_or(Level::First)
    }

    /// Whether the group is one row with its figures there.
    fn holds(self, group: &Group<'_>) -> bool {
        group.longest.is_some_and(|longest| {
            let mut figures = group.blocks.iter().filter(|block| block.has_figure());
            figures.all(|block| (self.height(block) - self.height(longest)).abs() <= LEVEL * block.size)
        })
    }

    fn height(self, block: &Block) -> f32 {
        match self {
            Level::First => block.first,
            Level::Middle => Span { from: block.first, to: block.last }.middle(),
            Level::Last => block.last,
        }
    }
}

/// How many of the lines above a body belong to its first row.
pub(super) fn above_first_row(page: &Page, above: &[TableLine], body: &[TableLine]) -> usize {
    if above.is_empty() {
        return 0;
    }
    let lines: Vec<&TableLine> = above.iter().chain(body).collect();
    let slot: Vec<usize> = (0..lines.len()).collect();
    let bands = bands(page, &lines, &slot).unwrap_or_default();
    let first = bands.iter().find(|band| band.is_row && band.lines.contains(&above.len()));
    first.map_or(0, |band| band.lines.iter().filter(|&&line| line < above.len()).count())
}

/// How many of the lines below a body belong to its last row.
pub(super) fn below_last_row(page: &Page, body: &[TableLine], below: &[TableLine]) -> usize {
    if below.is_empty() {
        return 0;
    }
    let lines: Vec<&TableLine> = body.iter().chain(below).collect();
    let slot: Vec<usize> = (0..lines.len()).collect();
    let bands = bands(page, &lines, &slot).unwrap_or_default();
    let last = bands.iter().find(|band| band.is_row && band.lines.contains(&(body.len() - 1)));
    last.map_or(0, |band| band.lines.iter().filter(|&&line| line >= body.len()).count())
}

#[cfg(test)]
mod tests {
    use super::super::testing::read;
    use crate::testing::PageBuilder;

    #[test]
    fn cells_of_several_lines_stand_beside_each_other() {
        let bold = |word: &mut boardlift_model::Word| word.bold = true;
        let mut page = PageBuilder::new()
            .text(20.0, 80.0, "Measure")
            .with(bold)
            .text(150.0, 80.0, "Target")
            .with(bold)
            .text(200.0, 80.0, "Outturn")
            .with(bold)
            .text(300.0, 80.0, "Remark")
            .with(bold);
        for (row, figure) in ["52", "9", "3"].iter().enumerate() {
            let top = 100.0 + 40.0 * row as f32;
            page = page
                .text(20.0, top, "Plans that were issued")
                .text(20.0, top + 12.0, "(2020)")
                .text(150.0, top + 6.0, "60")
                .text(200.0, top + 6.0, figure)
                .text(300.0, top, "Fewer than in the")
                .text(300.0, top + 12.0, "Spring");
        }
        let row = |figure: &str| {
            format!("Plans that were issued (2020) | 60 | {figure} | Fewer than in the Spring")
        };
        let expected =
            format!("Measure | Target | Outturn | Remark\n=\n{}\n{}\n{}", row("52"), row("9"), row("3"));
        assert_eq!(read(&page.build()), expected);
    }
}
