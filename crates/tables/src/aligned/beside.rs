//! Two tables side by side on the same lines: where one ends and the next begins.
//!
//! After the figures of the first table labels stand again. That alone may be one table with remarks; that the same
//! headings come again, or that the rules across end there and begin anew, makes it two.

use boardlift_model::Page;

use super::columns::Column;
use super::dividers::Dividers;
use super::pieces::{TableLine, alignment, is_figures};
use super::strip::{Span, Strip};

/// Where the first table ends, if the columns are those of several tables side by side.
pub(super) fn parting(
    page: &Page,
    columns: &[Column],
    heads: &[TableLine],
    body: &[TableLine],
    dividers: &Dividers<'_>,
) -> Option<f32> {
    let of_figures: Vec<bool> =
        (0..columns.len()).map(|column| is_figures(alignment(body, column))).collect();
    let labels_again = |column: usize| {
        of_figures[column - 1] && !of_figures[column] && of_figures.get(column + 1) == Some(&true)
    };
    (2..columns.len())
        .find(|&column| {
            labels_again(column)
                && (heads_repeat(page, columns.len(), heads, column)
                    || rules_part(columns, body, dividers, column))
                || rules_end(columns, body, dividers, column)
        })
        .map(|column| columns[column].cell.from)
}

/// Whether the headings from a column on are those from the first column on.
fn heads_repeat(page: &Page, columns: usize, heads: &[TableLine], column: usize) -> bool {
    let pairs = column.min(columns - column);
    let same = (0..pairs)
        .filter(|&at| {
            let (left, right) = (head_text(page, heads, at), head_text(page, heads, column + at));
            !left.is_empty() && left == right
        })
        .count();
    same >= 2 && same * 2 >= pairs
}

/// The words over one column, in the lowest line that has any.
fn head_text(page: &Page, heads: &[TableLine], column: usize) -> String {
    let piece = heads.iter().rev().find_map(|line| line.at(column));
    let words = piece.map_or(&[][..], |piece| &piece.item.words);
    words.iter().map(|&word| page.words[word].text.as_str()).collect::<Vec<_>>().join(" ")
}

/// Whether two rules or more run to the corridor before a column, and as many from behind it, and none runs through.
fn rules_part(columns: &[Column], body: &[TableLine], dividers: &Dividers<'_>, column: usize) -> bool {
    let left = dividers_across(&columns[..column], body, dividers);
    let right = dividers_across(&columns[column..], body, dividers);
    left.min(right) >= 2 && !rules_cross(columns, body, dividers, column)
}

/// Whether every other row or more is ruled off up to the corridor before a column and no rule runs through it: what
/// stands behind it is no part of the table.
fn rules_end(columns: &[Column], body: &[TableLine], dividers: &Dividers<'_>, column: usize) -> bool {
    let ruled = dividers_across(&columns[..column], body, dividers);
    ruled >= 3 && ruled * 2 >= body.len() && !rules_cross(columns, body, dividers, column)
}

fn dividers_across(columns: &[Column], body: &[TableLine], dividers: &Dividers<'_>) -> usize {
    let (top, bottom) = height(body);
    let width = Span { from: columns[0].core.from, to: columns[columns.len() - 1].core.to };
    dividers.across(width, top, bottom).len()
}

fn rules_cross(columns: &[Column], body: &[TableLine], dividers: &Dividers<'_>, column: usize) -> bool {
    let (top, bottom) = height(body);
    let corridor = Span { from: columns[column - 1].core.to, to: columns[column].core.from };
    dividers.cross(corridor, top, bottom)
}

/// Where the rules of a body may run, with those above and below its headings.
fn height(body: &[TableLine]) -> (f32, f32) {
    let (first, last) = (&body[0], &body[body.len() - 1]);
    (first.baseline - 4.0 * first.size, last.baseline + 2.0 * last.size)
}

/// The strips as they are to the left of `x`, and to the right of it.
pub(super) fn part(strips: &[Strip], x: f32) -> [Vec<Strip>; 2] {
    [true, false].map(|left| {
        let side = strips.iter().filter_map(|strip| {
            let items: Vec<_> =
                strip.items.iter().filter(|item| (item.span().middle() < x) == left).cloned().collect();
            (!items.is_empty()).then_some(Strip { items, ..*strip })
        });
        side.collect()
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;

    #[test]
    fn tables_side_by_side_are_two() {
        check(
            "
Measure      2020   2021        Measure      2020   2021
Plans         120    132        Plans         310    305
Appeals         9     12        Appeals         4      7
Visits         44     50        Visits         81     90
",
            "
Measure | 2020 | 2021
=
Plans | 120 | 132
Appeals | 9 | 12
Visits | 44 | 50

Measure | 2020 | 2021
=
Plans | 310 | 305
Appeals | 4 | 7
Visits | 81 | 90
",
        );
    }
}
