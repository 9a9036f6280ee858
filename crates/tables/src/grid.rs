//! A candidate to the grid that it stands for: text, colours and signs of each cell.

use boardlift_model::{BBox, Cell, Certainty, Grid, Page, Place, Rgb};

use crate::candidate::{Candidate, CellBox};
use crate::cells;
use crate::layout::Table;
use crate::marks;
use crate::surface::{Patch, Surface};

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
    let patch = surface.patch(*bbox);
    let fill = fill(page, surface, &patch, bbox);
    let background = fill.unwrap_or(surface.paper);
    let signs = marks::signs(page, &patch, bbox, &cell_box.words, [background, surface.paper]);
    let mut pieces = cells::pieces(page, &cell_box.words);
    pieces.extend(marks::arrows(&signs));
    let place = Place::Page { page: page.number, bbox: *bbox };
    // A lost cell is not a blank: it has the sign of a letter that isn't known, whatever was printed.
    let is_lost = cell_box.certainty == Certainty::Lost;
    let text = if is_lost { char::REPLACEMENT_CHARACTER.to_string() } else { cells::text(&pieces) };
    let mut cell = Cell::new(text, place);
    cell.certainty = cell_box.certainty;
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
fn fill(page: &Page, surface: &Surface<'_>, patch: &Patch<'_>, bbox: &BBox) -> Option<Rgb> {
    const STEPS: u8 = 5;
    let at = |from: f32, to: f32, step: u8| from + (to - from) * (f32::from(step) + 0.5) / f32::from(STEPS);
    let mut seen: Vec<(Rgb, usize)> = Vec::new();
    for step in 0..STEPS * STEPS {
        let point = (at(bbox.x0, bbox.x1, step % STEPS), at(bbox.y0, bbox.y1, step / STEPS));
        let Some(index) = patch.topmost(point) else { continue };
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
    words.iter().any(|&index| page.words[index].bold) && letters(true) > letters(false)
}

#[cfg(test)]
mod tests {
    use boardlift_model::{Axis, Direction, Mark, Method, Shape, Turn};

    use super::*;
    use crate::layout::Report;
    use crate::testing::{GREY, PageBuilder, RED};

    const CELL: BBox = BBox { x0: 100.0, y0: 100.0, x1: 160.0, y1: 120.0 };

    /// The cell at [`CELL`] with all the words of a page.
    fn read(builder: PageBuilder) -> Cell {
        let page = builder.build();
        let words = (0..page.words.len()).collect();
        let cell = CellBox {
            row: 0,
            column: 0,
            row_span: 1,
            column_span: 1,
            bbox: CELL,
            words,
            certainty: Certainty::Printed,
        };
        let candidate = Candidate {
            method: Method::Ruled,
            bbox: CELL,
            rows: 1,
            columns: 1,
            header_rows: 0,
            cells: vec![cell],
            report: Report::default(),
        };
        table(&page, &Surface::new(&page), candidate).grid.rows()[0][0].clone()
    }

    fn check_fill(builder: PageBuilder, expected: Option<Rgb>) {
        assert_eq!(read(builder).fill, expected);
    }

    fn check_marks(builder: PageBuilder, text: &str, marks: &[(Shape, Rgb)]) {
        let cell = read(builder);
        assert_eq!(cell.text, text);
        let expected: Vec<Mark> = marks.iter().map(|&(shape, colour)| Mark { shape, colour }).collect();
        assert_eq!(cell.marks, expected);
    }

    #[test]
    fn a_fill_counts_for_every_cell_that_it_covers() {
        check_fill(PageBuilder::new().fill(50.0, 100.0, 400.0, 120.0, GREY), Some(GREY));
    }

    #[test]
    fn the_topmost_fill_counts() {
        let page = || PageBuilder::new().fill(50.0, 100.0, 400.0, 120.0, GREY);
        check_fill(page().fill(100.0, 100.0, 160.0, 120.0, RED), Some(RED));
        check_fill(page().fill(100.0, 100.0, 160.0, 120.0, Rgb::WHITE), None);
        check_fill(page().fill(100.0, 100.0, 110.0, 120.0, RED), Some(GREY));
    }

    #[test]
    fn white_and_the_paper_are_no_fills() {
        check_fill(PageBuilder::new().fill(0.0, 0.0, 595.0, 842.0, GREY), None);
        check_fill(PageBuilder::new(), None);
    }

    #[test]
    fn pills_and_circles_are_marks_and_no_fills() {
        let pill = PageBuilder::new().shape(Shape::Pill, 105.0, 103.0, 155.0, 117.0, RED);
        check_marks(pill.text(115.0, 113.0, "Red"), "Red", &[(Shape::Pill, RED)]);
        let circle = PageBuilder::new().shape(Shape::Ellipse, 105.0, 103.0, 119.0, 117.0, RED);
        check_fill(circle, None);
    }

    #[test]
    fn a_drawn_arrow_stands_in_the_text() {
        let arrow = Shape::Arrow(Direction::Up);
        let page = PageBuilder::new().text(105.0, 113.0, "45%").shape(arrow, 130.0, 104.0, 138.0, 114.0, RED);
        check_marks(page, "45% ↑", &[(arrow, RED)]);
    }

    #[test]
    fn a_printed_sign_of_its_own_colour_is_a_mark() {
        let red = PageBuilder::new().text(105.0, 113.0, "▼ 3").with(|word| word.ink = RED);
        check_marks(red, "▼ 3", &[(Shape::Arrow(Direction::Down), RED)]);
        check_marks(PageBuilder::new().text(105.0, 113.0, "▼ 3"), "▼ 3", &[]);
    }

    #[test]
    fn strips_behind_a_whole_cell_are_no_marks() {
        let bar = PageBuilder::new().fill(100.0, 103.0, 130.0, 117.0, RED);
        check_marks(bar.text(105.0, 113.0, "45%"), "45%", &[]);
        let badge = PageBuilder::new().fill(104.0, 103.0, 130.0, 117.0, RED);
        check_marks(badge.text(105.0, 113.0, "45%"), "45%", &[(Shape::Rectangle, RED)]);
    }

    #[test]
    fn letters_tell_bold_ink_and_turn() {
        let cell = read(PageBuilder::new().text(105.0, 113.0, "Total").with(|word| {
            word.bold = true;
            word.ink = RED;
        }));
        assert!(cell.bold);
        assert_eq!(cell.ink, Some(RED));
        let plain = read(PageBuilder::new().text(105.0, 113.0, "Total"));
        assert_eq!((plain.bold, plain.ink), (false, None));
        assert_eq!(read(PageBuilder::new().turned(110.0, 119.0, "Up", Turn::Up)).turn, Turn::Up);
    }

    #[test]
    fn rules_are_no_fills() {
        check_fill(PageBuilder::new().rule(Axis::Level, 110.0, 100.0, 160.0, RED), None);
    }
}
