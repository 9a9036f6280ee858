//! Which lines of a table are one row.
//!
//! A line with figures is a row. A line without is the rest of a label, or of another cell, of the row above or below,
//! or it stands for itself, as the heading of a group does. Rules and coloured bands decide where they part single
//! rows; else the question is why the line was broken: a wrapped line ends where the next word would not have fitted.

use boardlift_model::Page;

use super::blocks;
use super::columns::Column;
use super::dividers::Divider;
use super::pieces::{Piece, TableLine};

/// Lines this close belong to one paragraph of a cell, in type sizes: single spacing is 1.15 to 1.3.
pub(super) const TIGHT: f32 = 1.5;

/// Lines of one cell that are closer than this part of the row pitch are closer than rows.
const CLOSER: f32 = 0.93;

/// The lines as rows: each is a range of lines. `dividers` are sorted.
pub(super) fn rows(
    page: &Page,
    lines: &[TableLine],
    columns: &[Column],
    dividers: &[Divider],
) -> Vec<Vec<usize>> {
    let slots = slots(lines, dividers);
    let single = slots.iter().filter(|slot| anchors(lines, slot) == 1).count();
    let several = slots.iter().filter(|slot| anchors(lines, slot) > 1).count();
    // Where nearly every slot holds one line of figures, dividers part single rows.
    let words_alone = single + several == 0 && slots.len() > 1;
    let one_each = words_alone || single >= 3 && several * 4 <= single;
    let mut rows = Vec::new();
    for slot in slots {
        if one_each && anchors(lines, &slot) <= 1 {
            rows.push(slot);
        } else {
            rows.extend(free_rows(page, lines, columns, &slot));
        }
    }
    rows
}

/// The usual distance of two rows of figures with no line between them; nought if there are none.
pub(super) fn row_pitch(lines: &[TableLine]) -> f32 {
    let rows = lines.windows(2).filter(|pair| pair.iter().all(TableLine::has_values));
    let mut pitches: Vec<f32> = rows.map(|pair| pair[1].baseline - pair[0].baseline).collect();
    pitches.sort_by(f32::total_cmp);
    pitches.get(pitches.len() / 2).copied().unwrap_or(0.0)
}

/// How many lines with figures a slot has.
fn anchors(lines: &[TableLine], slot: &[usize]) -> usize {
    slot.iter().filter(|&&line| lines[line].has_values()).count()
}

/// The lines between neighbouring dividers.
fn slots(lines: &[TableLine], dividers: &[Divider]) -> Vec<Vec<usize>> {
    let slot = |line: usize| {
        let middle = lines[line].baseline - lines[line].size / 4.0;
        dividers.partition_point(|divider| divider.y < middle)
    };
    let all: Vec<usize> = (0..lines.len()).collect();
    all.chunk_by(|&a, &b| slot(a) == slot(b)).map(<[usize]>::to_vec).collect()
}

/// The rows of a slot that dividers don't part any further.
fn free_rows(page: &Page, lines: &[TableLine], columns: &[Column], slot: &[usize]) -> Vec<Vec<usize>> {
    let Some(bands) = blocks::bands(page, lines, slot) else {
        return wrapped_rows(page, lines, columns, slot);
    };
    let rows = |band: blocks::Band| {
        if band.is_row { vec![band.lines] } else { wrapped_rows(page, lines, columns, &band.lines) }
    };
    bands.into_iter().flat_map(rows).collect()
}

/// The rows of lines of which each may go on with the one before it.
fn wrapped_rows(page: &Page, lines: &[TableLine], columns: &[Column], slot: &[usize]) -> Vec<Vec<usize>> {
    let pitch = row_pitch(lines);
    let mut joined = vec![false; slot.len()]; // whether a line is one row with the line before it
    for at in 1..slot.len() {
        let (above, below) = (&lines[slot[at - 1]], &lines[slot[at]]);
        joined[at] = overlap(above, below) || is_wrapped(page, above, below, columns, pitch);
    }
    centre(lines, slot, &mut joined);
    part_figures(lines, slot, &mut joined);
    let mut rows: Vec<Vec<usize>> = Vec::new();
    for (at, &line) in slot.iter().enumerate() {
        match rows.last_mut() {
            Some(row) if joined[at] => row.push(line),
            _ => rows.push(vec![line]),
        }
    }
    rows
}

/// Whether two lines stand beside each other rather than below: baselines less than half a line apart, and no
/// column in common.
fn overlap(above: &TableLine, below: &TableLine) -> bool {
    let near = below.baseline - above.baseline < 0.7 * above.size.min(below.size);
    near && above.pieces.iter().all(|a| below.pieces.iter().all(|b| a.last < b.first || b.last < a.first))
}

/// Whether the lower line goes on with what the upper one began.
pub(super) fn is_wrapped(
    page: &Page,
    above: &TableLine,
    below: &TableLine,
    columns: &[Column],
    pitch: f32,
) -> bool {
    let tight = below.baseline - above.baseline <= TIGHT * above.size.max(below.size);
    let both_have_figures = above.has_values() && below.has_values();
    if !tight || both_have_figures || above.has_values() && below.at(0).is_none() && above.at(0).is_none() {
        return false;
    }
    let (wrapped, loose) = if below.has_values() { (above, below) } else { (below, above) };
    // Each piece of the line without figures must go on from, or into, a piece of words in the same column.
    let roomy = below.baseline - above.baseline > CLOSER * pitch;
    wrapped.pieces.iter().all(|piece| {
        let column = &columns[piece.first];
        let Some(other) = loose.at(piece.first) else { return false };
        let (upper, lower) = if below.has_values() { (piece, other) } else { (other, piece) };
        piece.first == piece.last
            && !other.item.kind.is_value()
            && is_bold(page, upper) == is_bold(page, lower)
            && (begins_small(page, lower)
                || !(would_fit(page, upper, lower, column) || roomy && below.has_values()))
    })
}

/// Whether the first word is bold.
pub(super) fn is_bold(page: &Page, piece: &Piece) -> bool {
    piece.item.words.first().is_some_and(|&word| page.words[word].bold)
}

/// Whether the lower line's first word begins with a small letter or a bracket.
fn begins_small(page: &Page, piece: &Piece) -> bool {
    let first = piece.item.words.first().and_then(|&word| page.words[word].text.chars().next());
    first.is_some_and(|letter| letter.is_lowercase() || letter == '(')
}

/// Whether the first word of the lower line would have had room at the end of the upper one: then it was not for
/// want of room that the line was broken.
fn would_fit(page: &Page, upper: &Piece, lower: &Piece, column: &Column) -> bool {
    let Some(&word) = lower.item.words.first() else { return true };
    let word = &page.words[word];
    let space = word.size / 4.0;
    upper.item.bbox.x1 + space + (word.bbox.x1 - word.bbox.x0) <= column.core.to
}

/// Labels of an even number of lines whose figures stand beside the middle: as many lines above the figures as below.
fn centre(lines: &[TableLine], slot: &[usize], joined: &mut [bool]) {
    let is_label = |at: usize| lines[slot[at]].is_label();
    let mut free = 0; // the first line that no row above has taken
    for at in 0..slot.len() {
        let line = &lines[slot[at]];
        if !line.has_values() || line.at(0).is_some() {
            free = if line.has_values() { at + 1 } else { free };
            continue;
        }
        let near = |upper: usize, lower: usize| {
            lines[slot[lower]].baseline - lines[slot[upper]].baseline <= TIGHT * line.size
        };
        let mut reach = 0;
        while at > free + reach
            && at + reach + 1 < slot.len()
            && is_label(at - reach - 1)
            && is_label(at + reach + 1)
            && near(at - reach - 1, at - reach)
            && near(at + reach, at + reach + 1)
        {
            reach += 1;
        }
        joined[at - reach + 1..=at + reach].fill(true);
        if reach > 0 {
            joined[at - reach] = false;
            if let Some(next) = joined.get_mut(at + reach + 1) {
                *next = false;
            }
        }
        free = at + reach + 1;
    }
}

/// No row has two lines of figures: where the lines between two of them were joined to both, they go to the upper.
fn part_figures(lines: &[TableLine], slot: &[usize], joined: &mut [bool]) {
    let mut has_figures = false;
    for at in 0..slot.len() {
        has_figures &= joined[at];
        if lines[slot[at]].has_values() {
            let beside = at > 0 && overlap(&lines[slot[at - 1]], &lines[slot[at]]);
            if has_figures && !beside {
                joined[at] = false;
            }
            has_figures = true;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{check, read};
    use crate::testing::PageBuilder;

    #[test]
    fn wrapped_labels_are_one_row() {
        check(
            "
Measure                           2020   2021
Children with a plan                12     14
Plans that were issued within       52     61
twenty weeks of the request
Appeals                              9      7
Moves                                3      4
",
            "
Measure | 2020 | 2021
=
Children with a plan | 12 | 14
Plans that were issued within twenty weeks of the request | 52 | 61
Appeals | 9 | 7
Moves | 3 | 4
",
        );
    }

    #[test]
    fn figures_beside_the_middle_of_a_label_are_its_row() {
        let page = PageBuilder::new()
            .text(200.0, 88.0, "2020")
            .text(260.0, 88.0, "2021")
            .text(20.0, 110.0, "Plans that were issued in")
            .text(20.0, 122.0, "time, without exceptions")
            .text(200.0, 116.0, "52")
            .text(260.0, 116.0, "61")
            .text(20.0, 140.0, "Appeals that were lodged")
            .text(20.0, 152.0, "and upheld by the court")
            .text(200.0, 146.0, "9")
            .text(260.0, 146.0, "12")
            .text(20.0, 170.0, "Moves into the area since")
            .text(20.0, 182.0, "the beginning of the year")
            .text(200.0, 176.0, "3")
            .text(260.0, 176.0, "4")
            .build();
        let expected = "· | 2020 | 2021\n=\n\
            Plans that were issued in time, without exceptions | 52 | 61\n\
            Appeals that were lodged and upheld by the court | 9 | 12\n\
            Moves into the area since the beginning of the year | 3 | 4";
        assert_eq!(read(&page), expected);
    }

    #[test]
    fn headings_of_groups_are_rows() {
        check(
            "
£000                           2021     2020
Assets
Land and buildings           12,300   11,200
Goodwill                       (45)        –
Debts
Loans                         1,230    1,120
Bonds                           450      301
",
            "
£000 | 2021 | 2020
=
Assets | · | ·
Land and buildings | 12,300 | 11,200
Goodwill | (45) | –
Debts | · | ·
Loans | 1,230 | 1,120
Bonds | 450 | 301
",
        );
    }

    #[test]
    fn bands_part_rows() {
        let mut page = PageBuilder::new().text(200.0, 39.0, "2020").text(260.0, 39.0, "2021");
        for (row, figures) in [["52", "61"], ["9", "12"], ["3", "4"], ["7", "8"]].iter().enumerate() {
            let top = 50.0 + 30.0 * row as f32;
            if row % 2 == 0 {
                page = page.fill(15.0, top - 2.0, 290.0, top + 28.0, crate::testing::GREY);
            }
            page = page
                .text(20.0, top + 9.0, "Label that goes")
                .text(20.0, top + 21.0, "On")
                .text(200.0, top + 9.0, figures[0])
                .text(260.0, top + 9.0, figures[1]);
        }
        let expected = "· | 2020 | 2021\n=\nLabel that goes On | 52 | 61\nLabel that goes On | 9 | 12\n\
            Label that goes On | 3 | 4\nLabel that goes On | 7 | 8";
        assert_eq!(read(&page.build()), expected);
    }
}
