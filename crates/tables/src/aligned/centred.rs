//! Labels centred over the rows of a group, where lines or bands part the rows.
//!
//! No text of a row runs over the row's edge, and where cells are centred in height, all of a row's text is centred on
//! its figures. What does neither, and stands in the middle of several rows that have nothing in its column, is one
//! cell for all of them. The words of a label of two lines over two rows would else go to a row each.

use boardlift_model::Page;

use super::blocks::solid_pitch;
use super::dividers::Divider;
use super::pieces::{Piece, TableLine};
use super::strip::Span;

/// The lines of a cell are evenly spaced, but for rounding.
const EVEN: f32 = 1.08;

/// Text stands at the height of a row's figures if it is no further off than this part of the type size. Half of a
/// label of two rows is off by half of the padding of a cell, a tenth of the size at least.
const AT_LEVEL: f32 = 0.1;

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
    /// The line of figures of its first row and of its last row, as indices of the lines that are left.
    pub(super) first: usize,
    pub(super) last: usize,
}

/// Takes the labels of several rows out of the lines of a body. `across` are the edges of rows, from top to bottom.
pub(super) fn take(page: &Page, lines: Vec<TableLine>, across: &[Divider]) -> (Vec<TableLine>, Vec<Label>) {
    if across.is_empty() {
        return (lines, Vec::new());
    }
    let bands = Bands::of(page, &lines, across);
    let spans = bands.spans(&blocks(page, &lines));
    let is_taken = |line: usize, piece: &Piece| {
        let at = Place { line, column: piece.first };
        spans.iter().any(|span| span.places.contains(&at))
    };
    let rest: Vec<Option<TableLine>> =
        lines.iter().enumerate().map(|(at, line)| kept(line, |piece| !is_taken(at, piece))).collect();
    // Lines of figures keep their figures: only what stands off their level was taken.
    let place = |line: usize| rest[..line].iter().flatten().count();
    let labels = spans
        .iter()
        .map(|span| Label {
            lines: span.places.iter().filter_map(|at| alone(&lines[at.line], at.column)).collect(),
            first: place(bands.rows[span.first].line),
            last: place(bands.rows[span.last].line),
        })
        .collect();
    (rest.into_iter().flatten().collect(), labels)
}

/// The line with the pieces that are to stay; nothing if there are none.
fn kept(line: &TableLine, stays: impl Fn(&Piece) -> bool) -> Option<TableLine> {
    let pieces: Vec<Piece> = line.pieces.iter().filter(|piece| stays(piece)).cloned().collect();
    (!pieces.is_empty()).then(|| TableLine { pieces, ..*line })
}

/// The piece of one column as a line.
fn alone(line: &TableLine, column: usize) -> Option<TableLine> {
    kept(line, |piece| piece.first == column)
}

/// A piece, by its line and its first column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Place {
    line: usize,
    column: usize,
}

/// The lines of a cell.
struct Block {
    column: usize,
    lines: Vec<usize>,
    /// The baselines of its lines, from top to bottom.
    baselines: Vec<f32>,
    size: f32,
}

impl Block {
    /// Half way between its first baseline and its last one.
    fn middle(&self) -> f32 {
        f32::midpoint(self.baselines[0], self.baselines[self.baselines.len() - 1])
    }

    fn places(&self) -> Vec<Place> {
        self.lines.iter().map(|&line| Place { line, column: self.column }).collect()
    }
}

/// The pieces of single columns in blocks of evenly spaced lines, from left to right and from top to bottom.
fn blocks(page: &Page, lines: &[TableLine]) -> Vec<Block> {
    let single = |line: &TableLine| -> Vec<(usize, f32, f32)> {
        let pieces = line.pieces.iter().filter(|piece| piece.first == piece.last);
        pieces.map(|piece| (piece.first, piece.baseline(page), piece.item.size)).collect()
    };
    let mut pieces: Vec<(usize, f32, f32, usize)> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        pieces.extend(single(line).into_iter().map(|(column, baseline, size)| (column, baseline, size, at)));
    }
    pieces.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let solid = solid_pitch(lines.iter().flat_map(single)).unwrap_or(0.0);
    let goes_on = |a: &(usize, f32, f32, usize), b: &(usize, f32, f32, usize)| {
        a.0 == b.0 && b.1 - a.1 <= EVEN * solid * a.2.max(b.2)
    };
    let block = |pieces: &[(usize, f32, f32, usize)]| Block {
        column: pieces[0].0,
        lines: pieces.iter().map(|piece| piece.3).collect(),
        baselines: pieces.iter().map(|piece| piece.1).collect(),
        size: pieces[0].2,
    };
    pieces.chunk_by(goes_on).map(block).collect()
}

/// A band with one row of figures.
struct Row {
    band: usize,
    /// The baseline of its figures.
    level: f32,
    /// The line that they stand on.
    line: usize,
    /// The columns that have something in the band, with the line.
    filled: Vec<(usize, usize, usize)>,
}

/// The rows between the edges.
struct Bands<'a> {
    across: &'a [Divider],
    rows: Vec<Row>,
}

/// A block that stands for several rows.
struct Spanning {
    places: Vec<Place>,
    middle: f32,
    first: usize,
    last: usize,
}

impl<'a> Bands<'a> {
    fn of(page: &Page, lines: &[TableLine], across: &'a [Divider]) -> Bands<'a> {
        let mut bands = Bands { across, rows: Vec::new() };
        let mut pieces: Vec<(usize, usize, &Piece)> = Vec::new();
        for (at, line) in lines.iter().enumerate() {
            let in_band = |piece: &Piece| bands.band(piece.baseline(page), piece.item.size);
            pieces.extend(line.pieces.iter().map(|piece| (in_band(piece), at, piece)));
        }
        pieces.sort_by_key(|&(band, line, piece)| (band, line, piece.first));
        bands.rows = pieces.chunk_by(|a, b| a.0 == b.0).filter_map(|band| Row::of(page, band)).collect();
        bands
    }

    /// The band that text on a baseline stands in.
    fn band(&self, baseline: f32, size: f32) -> usize {
        let middle = baseline - SMALL_LETTERS / 2.0 * size;
        self.across.partition_point(|edge| edge.y < middle)
    }

    /// The blocks that stand for several rows. Those of the first column reach as far as rows have no label; others
    /// reach as far as those in the same place, or else over as few rows as may be.
    fn spans(&self, blocks: &[Block]) -> Vec<Spanning> {
        let mut found: Vec<Spanning> = Vec::new();
        let mut leftmost = None;
        for block in blocks {
            let Some((first, last)) = self.fewest(block) else { continue };
            let beside =
                found.iter().find(|other| (other.middle - block.middle()).abs() <= OFF_MIDDLE * block.size);
            let (first, last) = match beside {
                Some(other) if self.are_free(block, other.first, other.last) => (other.first, other.last),
                None if *leftmost.get_or_insert(block.column) == block.column => {
                    self.most(block, first, last)
                }
                _ => (first, last),
            };
            found.push(Spanning { places: block.places(), middle: block.middle(), first, last });
        }
        found
    }

    /// The fewest rows, two at least, in whose middle a block stands that is no row's own.
    fn fewest(&self, block: &Block) -> Option<(usize, usize)> {
        let middle = block.middle();
        let below = self.rows.partition_point(|row| row.level <= middle);
        let (mut first, mut last) = (below.checked_sub(1)?, below);
        if last >= self.rows.len() || self.is_rows_own(block) {
            return None;
        }
        let top = self.band(block.baselines[0], block.size);
        let bottom = self.band(block.baselines[block.baselines.len() - 1], block.size);
        for _ in 0..MOST_ROWS {
            let off = self.middle(first, last)? - middle;
            let holds = self.rows[first].band <= top && bottom <= self.rows[last].band;
            if holds && off.abs() <= OFF_MIDDLE * block.size {
                return self.are_free(block, first, last).then_some((first, last));
            }
            if off > 0.0 || (off.abs() <= OFF_MIDDLE * block.size && self.rows[first].band > top) {
                first = first.checked_sub(1)?;
            } else {
                last = Some(last + 1).filter(|last| *last < self.rows.len())?;
            }
        }
        None
    }

    /// As many rows as the block may stand for, with as many more above as below.
    fn most(&self, block: &Block, first: usize, last: usize) -> (usize, usize) {
        let mut most = (first, last);
        while let Some(first) = most.0.checked_sub(1).filter(|first| last - first < MOST_ROWS) {
            let last = most.1 + 1;
            let is_middle = last < self.rows.len()
                && self
                    .middle(first, last)
                    .is_some_and(|middle| (middle - block.middle()).abs() <= OFF_MIDDLE * block.size);
            if !is_middle || !self.are_free(block, first, last) {
                break;
            }
            most = (first, last);
        }
        most
    }

    /// Whether a block is the text of single rows: no edge runs through it, and its lines in some band are centred on
    /// that band's figures.
    fn is_rows_own(&self, block: &Block) -> bool {
        let band = |baseline: f32| self.band(baseline, block.size);
        let crossed = block.baselines.iter().any(|&baseline| {
            let letters = Span { from: baseline - SMALL_LETTERS * block.size, to: baseline };
            self.across.iter().any(|edge| edge.y > letters.from && edge.y < letters.to)
        });
        !crossed
            && block.baselines.chunk_by(|&a, &b| band(a) == band(b)).any(|part| {
                let middle = f32::midpoint(part[0], part[part.len() - 1]);
                let row = self.rows.iter().find(|row| row.band == band(part[0]));
                row.is_none_or(|row| (row.level - middle).abs() <= AT_LEVEL * block.size)
            })
    }

    /// Where text stands that is centred over some rows: as far below the middle of their bands as the figures of the
    /// first of them are below the middle of theirs. Nothing if bands without figures lie between the rows.
    fn middle(&self, first: usize, last: usize) -> Option<f32> {
        let (first, last) = (&self.rows[first], &self.rows[last]);
        let edges = |row: &Row| {
            let top = self.across.get(row.band.checked_sub(1)?)?.y;
            Some(Span { from: top, to: self.across.get(row.band)?.y })
        };
        let by_levels = f32::midpoint(first.level, last.level);
        Some(match (edges(first), edges(last)) {
            (Some(a), Some(b)) => a.around(b).middle() + first.level - a.middle(),
            _ => by_levels,
        })
    }

    /// Whether nothing but the block stands in its column in these rows.
    fn are_free(&self, block: &Block, first: usize, last: usize) -> bool {
        let others = self.rows[first..=last].iter().flat_map(|row| &row.filled);
        self.rows[last].band - self.rows[first].band == last - first
            && others
                .filter(|(from, to, _)| (*from..=*to).contains(&block.column))
                .all(|(_, _, line)| block.lines.contains(line))
    }
}

impl Row {
    /// The row of a band, if most of its figures stand at one height.
    fn of(page: &Page, pieces: &[(usize, usize, &Piece)]) -> Option<Row> {
        let is_figure = |piece: &Piece| piece.first > 0 && piece.item.kind.is_value();
        let mut figures: Vec<(f32, usize, f32)> = pieces
            .iter()
            .filter(|(_, _, piece)| is_figure(piece))
            .map(|(_, line, piece)| (piece.baseline(page), *line, piece.item.size))
            .collect();
        figures.sort_by(|a, b| a.0.total_cmp(&b.0));
        let (level, line, size) = *figures.get(figures.len() / 2)?;
        let level_with =
            figures.iter().filter(|(other, _, _)| (other - level).abs() <= AT_LEVEL * size).count();
        let filled = pieces.iter().map(|(_, line, piece)| (piece.first, piece.last, *line)).collect();
        (level_with * 2 > figures.len()).then_some(Row { band: pieces[0].0, level, line, filled })
    }
}

#[cfg(test)]
mod tests {
    use super::super::columns::Column;
    use super::super::pieces::place;
    use super::super::strip::Strip;
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
        let strips = runs::lines(&page).into_iter().map(|line| Strip::new(&page, line));
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
}
