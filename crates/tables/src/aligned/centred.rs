//! Labels centred over the rows of a group.
//!
//! No text of a row runs over the row's edge, and where cells are centred in height, all of a row's text is centred on
//! its figures. What does neither, and stands in the middle of several rows that have nothing in its column, is one
//! cell for all of them. The words of a label of two lines over two rows would else go to a row each.
//!
//! Edges are the lines and bands that part rows. Where none part two rows, an edge is thought half way between their
//! figures, and only what stands beside figures, not on a line of its own between them, is a label for both.

use std::collections::BTreeSet;

use boardlift_model::Page;

use super::blocks::solid_pitch;
use super::dividers::Divider;
use super::heads::LINE;
use super::pieces::{Piece, TableLine};

/// The lines of a cell are evenly spaced, but for rounding.
const EVEN: f32 = 1.08;

/// Text stands at the height of a row's figures if it is no further off than this part of the type size. Half of a
/// label of two rows is off by half of the padding of a cell, a tenth of the size at least.
const AT_LEVEL: f32 = 0.1;

/// Figures below each other are of two rows if they are so many type sizes apart: the lines of one cell are set solid or
/// single spaced, up to 1.3, and rows have padding.
const ROWS_APART: f32 = 1.4;

/// How far a label may stand from the middle of its rows, in type sizes.
const OFF_MIDDLE: f32 = 0.3;

/// The height of small letters, in type sizes: an edge that runs through them runs through the text.
const SMALL_LETTERS: f32 = 0.5;

/// A label stands for no more rows than these; this bounds the work.
const MOST_ROWS: usize = 24;

/// A label of several rows.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Label {
    /// Its lines.
    pub(super) lines: Vec<TableLine>,
    /// The line of figures of its first row, as an index of the lines that are left.
    pub(super) first: usize,
    /// The line of figures of its last row.
    pub(super) last: usize,
}

/// Takes the labels of several rows out of the lines of a body. `across` are the edges of rows, from top to bottom.
pub(super) fn take(page: &Page, lines: Vec<TableLine>, across: &[Divider]) -> (Vec<TableLine>, Vec<Label>) {
    let rows = Rows::of(page, &lines, across);
    let spans = rows.spans(&blocks(page, &lines));
    if spans.is_empty() {
        return (lines, Vec::new());
    }
    let places = |span: &Spanning| span.lines.iter().map(|&line| (line, span.column)).collect::<Vec<_>>();
    let taken: BTreeSet<(usize, usize)> = spans.iter().flat_map(places).collect();
    let mut rest: Vec<TableLine> = Vec::new();
    let mut moved = Vec::with_capacity(lines.len()); // where each line has come to stand
    for (at, line) in lines.iter().enumerate() {
        moved.push(rest.len());
        rest.extend(kept(line, |piece| !taken.contains(&(at, piece.first))));
    }
    // Lines of figures keep their figures: only what stands off their level was taken.
    let labels = spans.iter().map(|span| Label {
        lines: span
            .lines
            .iter()
            .filter_map(|&at| kept(&lines[at], |piece| piece.first == span.column))
            .collect(),
        first: moved[rows.rows[span.first].line],
        last: moved[rows.rows[span.last].line],
    });
    (rest, labels.collect())
}

/// The line with the pieces that are to stay; nothing if there are none.
fn kept(line: &TableLine, stays: impl Fn(&Piece) -> bool) -> Option<TableLine> {
    let pieces: Vec<Piece> = line.pieces.iter().filter(|piece| stays(piece)).cloned().collect();
    (!pieces.is_empty()).then_some(TableLine { pieces, ..*line })
}

/// The lines of a cell.
struct Block {
    column: usize,
    lines: Vec<usize>,
    /// The baselines of its lines, from top to bottom; never empty.
    baselines: Vec<f32>,
    size: f32,
}

impl Block {
    fn first(&self) -> f32 {
        self.baselines[0]
    }

    fn last(&self) -> f32 {
        self.baselines[self.baselines.len() - 1]
    }

    fn middle(&self) -> f32 {
        f32::midpoint(self.first(), self.last())
    }
}

/// The pieces of single columns in blocks of evenly spaced lines, from left to right and from top to bottom.
fn blocks(page: &Page, lines: &[TableLine]) -> Vec<Block> {
    let mut pieces: Vec<(usize, f32, f32, usize)> = Vec::new(); // column, baseline, size and line
    for (at, line) in lines.iter().enumerate() {
        let single = line.pieces.iter().filter(|piece| piece.first == piece.last);
        pieces.extend(single.map(|piece| (piece.first, piece.baseline(page), piece.item.size, at)));
    }
    pieces.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let solid = solid_pitch(pieces.iter().map(|&(column, baseline, size, _)| (column, baseline, size)));
    let furthest = EVEN * solid.unwrap_or(0.0);
    let blocks = pieces.chunk_by(|a, b| a.0 == b.0 && b.1 - a.1 <= furthest * a.2.max(b.2));
    let block = |pieces: &[(usize, f32, f32, usize)]| Block {
        column: pieces[0].0,
        lines: pieces.iter().map(|piece| piece.3).collect(),
        baselines: pieces.iter().map(|piece| piece.1).collect(),
        size: pieces[0].2,
    };
    blocks.map(block).collect()
}

/// A block that stands for several rows.
struct Spanning {
    column: usize,
    lines: Vec<usize>,
    middle: f32,
    first: usize,
    last: usize,
}

/// Where a row ends and the next one begins.
#[derive(Clone, Copy)]
struct Edge {
    y: f32,
    /// Whether it is drawn, or thought half way between two rows.
    drawn: bool,
}

/// A row of figures between two edges.
struct Row {
    /// How many edges are above it.
    band: usize,
    /// The baseline of its figures.
    level: f32,
    /// The line that they stand on.
    line: usize,
    /// The columns that have something in the band, from and to, each with its line.
    filled: Vec<(usize, usize, usize)>,
}

/// The rows of a body, from top to bottom.
struct Rows {
    edges: Vec<Edge>,
    rows: Vec<Row>,
}

impl Rows {
    fn of(page: &Page, lines: &[TableLine], across: &[Divider]) -> Rows {
        let mut pieces: Vec<Standing<'_>> = Vec::new();
        for (line, of_line) in lines.iter().enumerate() {
            let pieces_of_line = of_line.pieces.iter();
            pieces.extend(pieces_of_line.map(|piece| Standing {
                line,
                piece,
                baseline: piece.baseline(page),
            }));
        }
        pieces.sort_by(|a, b| a.middle().total_cmp(&b.middle()).then(a.line.cmp(&b.line)));
        let drawn = across.iter().map(|divider| Edge { y: divider.y, drawn: true });
        let mut rows = Rows { edges: drawn.collect(), rows: Vec::new() };
        let bands = pieces.chunk_by(|a, b| rows.band(a.middle()) == rows.band(b.middle()));
        let thought: Vec<Edge> = bands.flat_map(thought_edges).collect();
        rows.edges.extend(thought);
        rows.edges.sort_by(|a, b| a.y.total_cmp(&b.y));
        let bands = pieces.chunk_by(|a, b| rows.band(a.middle()) == rows.band(b.middle()));
        rows.rows = bands.filter_map(|band| Row::of(rows.band(band[0].middle()), band)).collect();
        rows
    }

    /// How many edges are above a height.
    fn band(&self, y: f32) -> usize {
        self.edges.partition_point(|edge| edge.y < y)
    }

    /// The row of the band at a height.
    fn at(&self, y: f32) -> Option<&Row> {
        let band = self.band(y);
        self.rows.binary_search_by_key(&band, |row| row.band).ok().map(|at| &self.rows[at])
    }

    /// The blocks that stand for several rows. Those of the leftmost column that has any reach as far as rows have no
    /// label; others reach as far as those in the same place, or else over as few rows as may be.
    fn spans(&self, blocks: &[Block]) -> Vec<Spanning> {
        let mut found: Vec<Spanning> = Vec::new();
        for block in blocks {
            let Some((mut first, mut last)) = self.fewest(block) else { continue };
            let middle = block.middle();
            let leftmost = found.partition_point(|span| span.column == found[0].column);
            let leftmost = &found[..leftmost];
            if leftmost.first().is_none_or(|span| span.column == block.column) {
                (first, last) = self.most(block, first, last);
            } else {
                let below = leftmost.partition_point(|span| span.middle < middle - OFF_MIDDLE * block.size);
                let beside =
                    leftmost.get(below).filter(|span| span.middle <= middle + OFF_MIDDLE * block.size);
                if let Some(span) = beside.filter(|span| self.are_free(block, span.first, span.last)) {
                    (first, last) = (span.first, span.last);
                }
            }
            found.push(Spanning { column: block.column, lines: block.lines.clone(), middle, first, last });
        }
        found
    }

    /// The fewest rows, two at least, in whose middle a block stands that is no row's own.
    fn fewest(&self, block: &Block) -> Option<(usize, usize)> {
        if self.is_rows_own(block) {
            return None;
        }
        let last = self.rows.partition_point(|row| row.level <= block.middle());
        let (mut first, mut last) = (last.checked_sub(1)?, last);
        let (top, bottom) = (
            self.band(middle_of_letters(block.first(), block.size)),
            self.band(middle_of_letters(block.last(), block.size)),
        );
        while last < self.rows.len() && last - first < MOST_ROWS {
            let off = self.middle(first, last) - block.middle();
            let is_middle = off.abs() <= OFF_MIDDLE * block.size;
            if is_middle && self.rows[first].band <= top && bottom <= self.rows[last].band {
                return (self.are_free(block, first, last) && self.stands_beside(block, first, last))
                    .then_some((first, last));
            }
            if off > 0.0 {
                first = first.checked_sub(1)?;
            } else {
                last += 1;
            }
        }
        None
    }

    /// As many rows as the block may stand for, with as many more above as below.
    fn most(&self, block: &Block, mut first: usize, mut last: usize) -> (usize, usize) {
        while first > 0 && last + 1 < self.rows.len() && last - first < MOST_ROWS {
            let off = self.middle(first - 1, last + 1) - block.middle();
            if off.abs() > OFF_MIDDLE * block.size || !self.are_free(block, first - 1, last + 1) {
                break;
            }
            (first, last) = (first - 1, last + 1);
        }
        (first, last)
    }

    /// Whether a block is the text of single rows: no drawn edge runs through it, and it begins, ends or has its middle
    /// beside figures, or those of its lines that stand in some row are centred on its figures.
    fn is_rows_own(&self, block: &Block) -> bool {
        let letters = |baseline: f32| middle_of_letters(baseline, block.size);
        let is_level = |baseline: f32| {
            self.at(letters(baseline)).is_none_or(|row| (row.level - baseline).abs() <= AT_LEVEL * block.size)
        };
        let is_crossed = |&baseline: &f32| {
            let first = self.edges.partition_point(|edge| edge.y <= baseline - SMALL_LETTERS * block.size);
            self.edges[first..].iter().take_while(|edge| edge.y < baseline).any(|edge| edge.drawn)
        };
        let mut parts = block.baselines.chunk_by(|&a, &b| self.band(letters(a)) == self.band(letters(b)));
        !block.baselines.iter().any(is_crossed)
            && ([block.first(), block.middle(), block.last()].into_iter().any(is_level)
                || parts.any(|part| is_level(f32::midpoint(part[0], part[part.len() - 1]))))
    }

    /// Whether edges are drawn between all of the rows, or else a line of the block stands beside one of them.
    fn stands_beside(&self, block: &Block, first: usize, last: usize) -> bool {
        let rows = &self.rows[first..=last];
        let near = |&baseline: &f32| rows.iter().any(|row| (row.level - baseline).abs() < LINE * block.size);
        self.edges[rows[0].band..rows[rows.len() - 1].band].iter().all(|edge| edge.drawn)
            || block.baselines.iter().any(near)
    }

    /// Where text stands that is centred over some rows: between drawn edges, as far below the middle as the figures of
    /// the first row are below the middle of theirs; else half way between the figures.
    fn middle(&self, first: usize, last: usize) -> f32 {
        let (first, last) = (&self.rows[first], &self.rows[last]);
        let middle = |from: usize, to: usize| {
            let drawn = |at: usize| self.edges.get(at).filter(|edge| edge.drawn);
            Some(f32::midpoint(drawn(from.checked_sub(1)?)?.y, drawn(to)?.y))
        };
        match (middle(first.band, last.band), middle(first.band, first.band)) {
            (Some(all), Some(of_first)) => all + first.level - of_first,
            _ => f32::midpoint(first.level, last.level),
        }
    }

    /// Whether the rows follow each other with nothing but the block in its column.
    fn are_free(&self, block: &Block, first: usize, last: usize) -> bool {
        let others = self.rows[first..=last].iter().flat_map(|row| &row.filled);
        let mut of_column = others.filter(|(from, to, _)| (*from..=*to).contains(&block.column));
        self.rows[last].band - self.rows[first].band == last - first
            && of_column.all(|(_, _, line)| block.lines.binary_search(line).is_ok())
    }
}

/// The middle of the small letters on a baseline.
fn middle_of_letters(baseline: f32, size: f32) -> f32 {
    baseline - SMALL_LETTERS / 2.0 * size
}

/// A piece where it stands.
struct Standing<'a> {
    line: usize,
    piece: &'a Piece,
    baseline: f32,
}

impl Standing<'_> {
    fn middle(&self) -> f32 {
        middle_of_letters(self.baseline, self.piece.item.size)
    }

    fn is_figure(&self) -> bool {
        self.piece.first > 0 && self.piece.item.kind.is_value()
    }
}

/// The heights at which most figures stand, from top to bottom, each with one of them and with how many they are.
fn levels<'a, 'p>(pieces: &'a [Standing<'p>]) -> Vec<(&'a Standing<'p>, usize)> {
    let mut figures: Vec<&Standing<'_>> = pieces.iter().filter(|piece| piece.is_figure()).collect();
    figures.sort_by(|a, b| a.baseline.total_cmp(&b.baseline));
    let level = figures.chunk_by(|a, b| b.baseline - a.baseline <= AT_LEVEL * a.piece.item.size);
    let mut levels: Vec<_> = level.map(|figures| (figures[figures.len() / 2], figures.len())).collect();
    let most = levels.iter().map(|(_, count)| *count).max().unwrap_or(0);
    levels.retain(|(_, count)| count * 2 >= most);
    levels
}

/// Edges half way between rows that no drawn edge parts; none if some figures are as close as the lines of a cell.
fn thought_edges(pieces: &[Standing<'_>]) -> Vec<Edge> {
    let levels = levels(pieces);
    let apart = |pair: &[(&Standing<'_>, usize)]| {
        pair[1].0.baseline - pair[0].0.baseline >= ROWS_APART * pair[0].0.piece.item.size
    };
    if !levels.windows(2).all(apart) {
        return Vec::new();
    }
    let between = |pair: &[(&Standing<'_>, usize)]| f32::midpoint(pair[0].0.middle(), pair[1].0.middle());
    levels.windows(2).map(|pair| Edge { y: between(pair), drawn: false }).collect()
}

impl Row {
    /// The row of a band, if most of its figures stand at one height.
    fn of(band: usize, pieces: &[Standing<'_>]) -> Option<Row> {
        let levels = levels(pieces);
        let (level, count) = levels.iter().max_by_key(|(_, count)| *count)?;
        let figures = pieces.iter().filter(|piece| piece.is_figure()).count();
        let filled = pieces.iter().map(|at| (at.piece.first, at.piece.last, at.line)).collect();
        (count * 2 > figures).then_some(Row { band, level: level.baseline, line: level.line, filled })
    }
}

#[cfg(test)]
mod tests {
    use super::super::columns::Column;
    use super::super::pieces::place;
    use super::super::strip::{Span, Strip};
    use super::super::testing::read;
    use super::*;
    use crate::runs;
    use crate::testing::PageBuilder;

    /// Rows of 16 points: text has its baseline 11 points below the upper edge of its band.
    const EDGES: [f32; 5] = [0.0, 16.0, 32.0, 48.0, 64.0];

    /// Checks the labels that words are, as `text first-last`. Each word has its column, 60 points wide, and its
    /// baseline.
    fn check(words: &[(usize, f32, &str)], edges: &[f32], expected: &[&str]) {
        let add = |page: PageBuilder, &(column, y, text): &(usize, f32, &str)| {
            page.text(60.0 * column as f32, y, text)
        };
        let page = words.iter().fold(PageBuilder::new(), add).build();
        let columns: Vec<Column> = (0..4_u8)
            .map(|column| Span { from: 60.0 * f32::from(column), to: 60.0 * f32::from(column + 1) })
            .map(|cell| Column { cell, core: cell })
            .collect();
        let strips = runs::lines(&page, &vec![false; page.words.len()])
            .into_iter()
            .map(|line| Strip::new(&page, line));
        let lines: Vec<TableLine> = strips.map(|strip| place(&page, &strip, &columns)).collect();
        let across: Vec<Divider> = edges.iter().map(|&y| Divider { y, ruled: false }).collect();
        let (rest, labels) = take(&page, lines, &across);
        let text = |label: &Label| {
            let pieces = label.lines.iter().flat_map(|line| &line.pieces).flat_map(|piece| &piece.item.words);
            let words: Vec<&str> = pieces.map(|&word| page.words[word].text.as_str()).collect();
            format!("{} {}-{}", words.join(" "), label.first, label.last)
        };
        assert_eq!(labels.iter().map(text).collect::<Vec<_>>(), expected, "{words:?}");
        assert!(labels.iter().all(|label| rest[label.last].has_values()), "{words:?}");
    }

    #[test]
    fn text_over_the_edge_between_rows_is_for_both() {
        let rows = [(1, 11.0, "5"), (1, 27.0, "6"), (1, 43.0, "7"), (1, 59.0, "8")];
        let with = |labels: &[(usize, f32, &'static str)]| [&rows, labels].concat();
        check(&with(&[(0, 19.0, "Plans"), (0, 51.0, "Visits")]), &EDGES, &["Plans 0-1", "Visits 2-3"]);
        check(&with(&[(0, 19.0, "12"), (2, 19.0, "Higher")]), &EDGES, &["12 0-1", "Higher 0-1"]);
        check(&with(&[(0, 35.0, "Plans")]), &EDGES, &["Plans 0-3"]);
    }

    #[test]
    fn lines_centred_on_the_edge_are_one_label() {
        let rows = [(1, 11.0, "5"), (1, 27.0, "6")];
        // A line in each of both bands, and beside the figures of neither.
        check(
            &[&rows[..], &[(0, 13.5, "Plans"), (0, 24.5, "issued")]].concat(),
            &EDGES[..3],
            &["Plans issued 0-1"],
        );
        let three = [(0, 8.0, "Plans"), (0, 19.0, "issued"), (0, 30.0, "in time")];
        check(&[&rows[..], &three].concat(), &EDGES[..3], &["Plans issued in time 0-1"]);
    }

    #[test]
    fn text_beside_its_row_is_the_rows_own() {
        check(&[(0, 11.0, "Plans"), (1, 11.0, "5"), (0, 27.0, "Visits"), (1, 27.0, "6")], &EDGES[..3], &[]);
        // Bands without padding: two lines each, with the figures beside their middle.
        let lines = [(0, 5.0, "Plans"), (0, 17.0, "issued"), (0, 29.0, "Visits"), (0, 41.0, "made")];
        let figures = [(1, 11.0, "5"), (1, 35.0, "6")];
        check(&[&lines[..], &figures].concat(), &[0.0, 24.0, 48.0], &[]);
    }

    #[test]
    fn rows_with_a_label_of_their_own_are_not_spanned() {
        let rows = [(0, 11.0, "Plans"), (1, 11.0, "5"), (1, 27.0, "6"), (1, 43.0, "7")];
        check(&[&rows[..], &[(0, 35.0, "Visits")]].concat(), &EDGES[..4], &["Visits 1-2"]);
    }

    #[test]
    fn rows_need_no_edge_between_them() {
        let rows = [(1, 11.0, "5"), (1, 27.0, "6")];
        check(&[&rows[..], &[(0, 13.5, "Plans"), (0, 24.5, "issued")]].concat(), &[], &["Plans issued 0-1"]);
        check(&[&rows[..], &[(0, 19.0, "Plans")]].concat(), &[], &["Plans 0-1"]);
        // A line of its own between two rows heads the second one's group.
        check(&[(1, 11.0, "5"), (0, 23.0, "Plans"), (1, 35.0, "6")], &[], &[]);
        // Two lines of one cell, the label beside their middle.
        check(&[(1, 11.0, "5"), (0, 17.0, "Plans"), (1, 23.0, "6")], &[], &[]);
    }

    #[test]
    fn labels_of_two_lines_stand_for_two_rows() {
        let mut page = PageBuilder::new().text(200.0, 80.0, "2020").text(240.0, 80.0, "2021");
        for (y, lines) in [(100.0, ["Plans issued", "in time"]), (132.0, ["Visits made", "to schools"])] {
            page = page.text(120.0, y, "Boys").text(200.0, y, "5").text(240.0, y, "6");
            page = page.text(20.0, y + 2.0, lines[0]).text(20.0, y + 14.0, lines[1]);
            page = page.text(120.0, y + 16.0, "Girls").text(200.0, y + 16.0, "7").text(240.0, y + 16.0, "8");
        }
        let expected = "· | · | 2020 | 2021\n=\nPlans issued in time«2×1» | Boys | 5 | 6\n· | Girls | 7 | 8\n\
            Visits made to schools«2×1» | Boys | 5 | 6\n· | Girls | 7 | 8";
        assert_eq!(read(&page.build()), expected);
    }
}
