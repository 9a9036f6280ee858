//! Headings over headings that come again.
//!
//! Where the same headings stand over one group of columns after another (`England`, `London`, `Ambridge` under one
//! year and under the next) and the line above has one heading over each group, that heading is for all of its group,
//! wherever over it it stands.

use boardlift_model::Page;

use super::columns::Column;
use super::pieces::{Piece, TableLine};

/// A group of columns under one heading has no more columns than this.
const WIDEST: usize = 12;

/// Columns from `start`, in `count` groups of `size` with the same headings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Groups {
    start: usize,
    size: usize,
    count: usize,
}

/// Widens the headings above headings that repeat, each to its group. `lines` run from top to bottom.
pub(super) fn spread(page: &Page, columns: &[Column], lines: &mut [TableLine]) {
    for lower in 1..lines.len() {
        let Some(groups) = repeated(page, &lines[lower]) else { continue };
        for upper in &mut lines[..lower] {
            widen(upper, columns, groups);
        }
    }
}

/// The first headings of a line that come again right after.
fn repeated(page: &Page, line: &TableLine) -> Option<Groups> {
    let headings: Vec<(usize, String)> = line
        .pieces
        .iter()
        .filter(|piece| piece.first == piece.last)
        .map(|piece| (piece.first, text(page, piece)))
        .collect();
    let is_same = |at: usize, size: usize| {
        let (Some(one), Some(other)) = (headings.get(at), headings.get(at + size)) else { return false };
        other.0 == one.0 + size && other.1 == one.1
    };
    for start in 0..headings.len() {
        for size in 2..=WIDEST.min((headings.len() - start) / 2) {
            let same = (start..headings.len()).take_while(|&at| is_same(at, size)).count();
            if same >= size {
                return Some(Groups { start: headings[start].0, size, count: same / size + 1 });
            }
        }
    }
    None
}

fn text(page: &Page, piece: &Piece) -> String {
    piece.item.words.iter().map(|&word| page.words[word].text.as_str()).collect::<Vec<_>>().join(" ")
}

/// Makes each heading over the groups as wide as its group, if each group has one.
fn widen(line: &mut TableLine, columns: &[Column], Groups { start, size, count }: Groups) {
    let end = start + size * count;
    let group = |piece: &Piece| {
        let middle = piece.item.span().middle();
        let column = columns.partition_point(|column| column.cell.to <= middle);
        (start..end).contains(&column).then(|| (column - start) / size)
    };
    let over = |piece: &&mut Piece| piece.first < end && piece.last >= start;
    let over: Vec<&mut Piece> = line.pieces.iter_mut().filter(over).collect();
    let one_each = over.len() == count && over.iter().enumerate().all(|(at, piece)| group(piece) == Some(at));
    if one_each {
        for (at, piece) in over.into_iter().enumerate() {
            (piece.first, piece.last) = (start + at * size, start + at * size + size - 1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;

    #[test]
    fn headings_that_repeat_part_the_headings_above_them() {
        check(
            "
                           2020                       2021
Area      North   South    East     North    South    East
Plans        12      15      18        24       36      48
Appeals     130     133     140       260      390     480
Visits       45      48      51        90      135     180
",
            "
Area«2×1» | 2020«1×3» | · | · | 2021«1×3» | · | ·
· | North | South | East | North | South | East
=
Plans | 12 | 15 | 18 | 24 | 36 | 48
Appeals | 130 | 133 | 140 | 260 | 390 | 480
Visits | 45 | 48 | 51 | 90 | 135 | 180
",
        );
    }
}
