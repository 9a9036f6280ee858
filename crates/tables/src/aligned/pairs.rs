//! Two columns that no row fills both of are one.
//!
//! Where nothing is drawn between columns, words that stand left in a cell and figures that stand right in it look like
//! two columns: `n/a` on the left among percentages on the right. In a real pair of columns some row has both, if only
//! the row of the headings (`Yes` and `No` over ticks).

use super::columns::Column;
use super::pieces::TableLine;
use super::strip::{Span, Strip};

/// Words that are no further apart than this part of the type size read on, even over the gap between other words.
const WORD_SPACE: f32 = 0.4;

/// The columns with such pairs joined. `rows` are the rows of the body, as indices of its lines.
pub(super) fn joined(
    columns: Vec<Column>,
    heads: &[Strip],
    body: &[TableLine],
    rows: &[Vec<usize>],
) -> Vec<Column> {
    let mut filled = filled(columns.len(), body, rows);
    let mut joined: Vec<(Column, Vec<usize>)> = Vec::new();
    for (column, filled) in columns.into_iter().zip(filled.drain(..)) {
        match joined.last_mut() {
            Some((left, rows)) if complement(rows, &filled) && !are_headed(heads, *left, column) => {
                left.cell.to = column.cell.to;
                left.core = left.core.around(column.core);
                rows.extend(filled);
                rows.sort_unstable();
            }
            _ => joined.push((column, filled)),
        }
    }
    joined.into_iter().map(|(column, _)| column).collect()
}

/// The rows that have words in each column, sorted. Words that run on from the column before belong to that one.
fn filled(columns: usize, body: &[TableLine], rows: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut filled: Vec<Vec<usize>> = vec![Vec::new(); columns];
    for (row, lines) in rows.iter().enumerate() {
        for line in lines.iter().map(|&line| &body[line]) {
            let mut reached = f32::NEG_INFINITY;
            for piece in &line.pieces {
                let runs_on = piece.item.bbox.x0 - reached <= WORD_SPACE * piece.item.size;
                reached = piece.item.bbox.x1;
                if piece.first == piece.last && !runs_on && filled[piece.first].last() != Some(&row) {
                    filled[piece.first].push(row);
                }
            }
        }
    }
    filled
}

/// Whether both columns have words, but no row in both.
fn complement(left: &[usize], right: &[usize]) -> bool {
    !left.is_empty() && !right.is_empty() && left.iter().all(|row| right.binary_search(row).is_err())
}

/// Whether each of two columns lies under a heading that the other doesn't lie under.
fn are_headed(heads: &[Strip], left: Column, right: Column) -> bool {
    let own = |mine: Span, other: Span| {
        let mut items = heads.iter().flat_map(|strip| &strip.items).map(super::strip::Item::span);
        items.any(|item| item.overlap(mine) > 0.0 && item.overlap(other) <= 0.0)
    };
    own(left.core, right.core) && own(right.core, left.core)
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;

    #[test]
    fn words_on_the_left_and_figures_on_the_right_are_one_column() {
        check(
            "
Measure                Target          Outturn      Change
Plans issued              120              132          10
Appeals                     9               12          33
Visits to schools      Not set              50           4
Moves into the area    To come              61          12
",
            "
Measure | Target | Outturn | Change
=
Plans issued | 120 | 132 | 10
Appeals | 9 | 12 | 33
Visits to schools | Not set | 50 | 4
Moves into the area | To come | 61 | 12
",
        );
    }
}
