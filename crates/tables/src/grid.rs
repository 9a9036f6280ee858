//! A candidate to the grid that it stands for: text, colours and signs of each cell.

use boardlift_model::{BBox, Cell, Grid, Page, Place, Rgb};

use crate::candidate::{Candidate, CellBox};
use crate::cells;
use crate::layout::Table;
use crate::marks;
use crate::surface::Surface;

/// The table that a candidate stands for.
pub(crate) fn table(page: &Page, surface: &Surface<'_>, candidate: Candidate) -> Table {
    let mut rows: Vec<Vec<Option<Cell>>> = vec![vec![None; candidate.columns]; candidate.rows];
    for cell_box in &candidate.cells {
        let cell = cell(page, surface, cell_box);
        cover(&mut rows, cell_box, &cell);
        if let Some(place) = rows.get_mut(cell_box.row).and_then(|row| row.get_mut(cell_box.column)) {
            *place = Some(cell);
        }
    }
    let blank = Place::Page { page: page.number, bbox: candidate.bbox };
    let rows = rows
        .into_iter()
        .map(|row| row.into_iter().map(|cell| cell.unwrap_or_else(|| Cell::new("", blank.clone()))).collect())
        .collect();
    Table {
        grid: Grid::new(rows, candidate.method),
        bbox: candidate.bbox,
        header_rows: candidate.header_rows,
        report: candidate.report,
    }
}

/// Puts covered cells where a cell's span lies.
fn cover(rows: &mut [Vec<Option<Cell>>], span: &CellBox, cell: &Cell) {
    if span.row_span * span.column_span == 1 {
        return;
    }
    for row in rows.iter_mut().skip(span.row).take(span.row_span) {
        for place in row.iter_mut().skip(span.column).take(span.column_span) {
            let mut covered = Cell::new("", cell.place.clone());
            covered.covered = true;
            covered.fill = cell.fill;
            *place = Some(covered);
        }
    }
}

fn cell(page: &Page, surface: &Surface<'_>, cell_box: &CellBox) -> Cell {
    let bbox = &cell_box.bbox;
    let fill = fill(page, surface, bbox);
    let background = fill.unwrap_or(surface.paper);
    let signs = marks::signs(page, surface, bbox, &cell_box.words, background);
    let mut pieces = cells::pieces(page, &cell_box.words);
    pieces.extend(marks::arrows(&signs));
    let place = Place::Page { page: page.number, bbox: *bbox };
    let mut cell = Cell::new(cells::text(&pieces), place);
    cell.row_span = u32::try_from(cell_box.row_span).unwrap_or(u32::MAX);
    cell.col_span = u32::try_from(cell_box.column_span).unwrap_or(u32::MAX);
    cell.fill = fill;
    cell.ink = ink(page, &cell_box.words);
    cell.marks = signs.into_iter().map(|sign| sign.mark).collect();
    cell.bold = is_bold(page, &cell_box.words);
    cell.turn = cells::turn(&pieces);
    cell
}

/// The colour that shows over most of a cell, by twenty-five places spread over it; nothing for the paper and for
/// white. One colour of several in a cell must have more than half of it.
fn fill(page: &Page, surface: &Surface<'_>, bbox: &BBox) -> Option<Rgb> {
    const STEPS: u8 = 5;
    let at = |from: f32, to: f32, step: u8| from + (to - from) * (f32::from(step) + 0.5) / f32::from(STEPS);
    let mut seen: Vec<(Rgb, usize)> = Vec::new();
    for step in 0..STEPS * STEPS {
        let point = (at(bbox.x0, bbox.x1, step % STEPS), at(bbox.y0, bbox.y1, step / STEPS));
        let Some(index) = surface.topmost(point) else { continue };
        let colour = page.fills[index].colour;
        match seen.iter_mut().find(|(other, _)| *other == colour) {
            Some((_, count)) => *count += 1,
            None => seen.push((colour, 1)),
        }
    }
    let (colour, count) = seen.into_iter().max_by_key(|&(_, count)| count)?;
    let most = count * 2 > usize::from(STEPS * STEPS);
    (most && !surface.is_blank(colour)).then_some(colour)
}

/// The colour of the letters where all have one and it is not black.
fn ink(page: &Page, words: &[usize]) -> Option<Rgb> {
    let mut inks = words.iter().map(|&index| page.words[index].ink);
    let first = inks.next()?;
    (first != Rgb::BLACK && inks.all(|ink| ink == first)).then_some(first)
}

/// Whether most of the letters are bold.
fn is_bold(page: &Page, words: &[usize]) -> bool {
    let letters = |bold: bool| -> usize {
        let words = words.iter().map(|&index| &page.words[index]);
        words.filter(|word| word.bold == bold).map(|word| word.text.chars().count()).sum()
    };
    letters(true) > letters(false)
}
