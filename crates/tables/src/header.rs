//! How many of a table's first rows are headings.
//!
//! Headings stand above the figures and are set apart: in bold, on another colour, or over several columns. The first
//! row that looks like the rows below it ends them. A table whose first row is like its others has none.

use boardlift_model::{BBox, Page, Rgb};

use crate::candidate::CellBox;
use crate::surface::Surface;

/// Headings take a few rows at most: title, group, column, unit.
const MOST: usize = 6;

/// The number of heading rows of a table of `rows` rows with these cells.
pub(crate) fn rows(page: &Page, surface: &Surface<'_>, rows: usize, cells: &[CellBox]) -> usize {
    let looks: Vec<Look> = (0..rows).map(|row| Look::of(page, surface, cells, row)).collect();
    let first_figures = looks.iter().position(|look| look.figures).unwrap_or(rows);
    let limit = first_figures.min(MOST).min(rows.saturating_sub(1));
    let body = &looks[limit.max(1).min(looks.len())..];
    let headings = (0..limit).take_while(|&row| looks[row].stands_apart(body)).count();
    covered_to_the_end(cells, headings).min(limit)
}

/// Cells that begin in the headings end in them: the headings go as far as the deepest of them does.
fn covered_to_the_end(cells: &[CellBox], headings: usize) -> usize {
    let ends = cells.iter().filter(|cell| cell.row < headings).map(|cell| cell.row + cell.row_span);
    ends.max().unwrap_or(headings)
}

/// What a row looks like.
#[derive(Debug)]
struct Look {
    /// Whether all its words are bold.
    bold: bool,
    /// The one colour behind its cells.
    fill: Option<Rgb>,
    /// Whether a cell of it, other than its first, holds a figure.
    figures: bool,
    /// Whether a cell spans several columns.
    spans: bool,
    /// How many cells have words.
    filled: usize,
}

impl Look {
    fn of(page: &Page, surface: &Surface<'_>, cells: &[CellBox], row: usize) -> Look {
        let begin = cells.partition_point(|cell| cell.row < row);
        let cells: Vec<&CellBox> = cells[begin..].iter().take_while(|cell| cell.row == row).collect();
        let filled: Vec<&&CellBox> = cells.iter().filter(|cell| !cell.words.is_empty()).collect();
        let words = || filled.iter().flat_map(|cell| &cell.words).map(|&index| &page.words[index]);
        let mut fills = filled.iter().map(|cell| surface.colour(corner(&cell.bbox)));
        let fill = fills.next().filter(|&first| fills.all(|other| other == first));
        Look {
            bold: words().next().is_some() && words().all(|word| word.bold),
            fill,
            figures: filled.iter().any(|cell| cell.column > 0 && holds_figure(page, cell)),
            spans: cells.iter().any(|cell| cell.column_span > 1),
            filled: filled.len(),
        }
    }

    /// Whether a row is set apart from the rows below the headings.
    fn stands_apart(&self, body: &[Look]) -> bool {
        let most = |has: &dyn Fn(&Look) -> bool| {
            body.iter().filter(|look| look.filled > 0 && has(look)).count() * 2 > body.len()
        };
        let bold = self.bold && !most(&|look| look.bold);
        let fill = self.fill.is_some() && !most(&|look| look.fill == self.fill);
        let spans = self.spans && self.filled > 1 && !most(&|look| look.spans);
        let above_figures = self.filled > 1 && most(&|look| look.figures);
        self.filled > 0 && (bold || fill || spans || above_figures)
    }
}

/// Just inside the upper left corner, where no letter stands.
fn corner(bbox: &BBox) -> (f32, f32) {
    (bbox.x0 + 0.15 * (bbox.x1 - bbox.x0).min(10.0), bbox.y0 + 0.15 * (bbox.y1 - bbox.y0).min(10.0))
}

/// Whether a cell holds a figure: digits, and no letters but a unit's. Years are no figures: they head columns.
fn holds_figure(page: &Page, cell: &CellBox) -> bool {
    let text: String = cell.words.iter().map(|&index| page.words[index].text.as_str()).collect();
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let letters = text.chars().filter(|letter| letter.is_alphabetic()).count();
    digits > 0 && letters <= 1 && !is_year(&text)
}

/// `2022`, `2022/23`, `2022-2023`.
fn is_year(text: &str) -> bool {
    let year = |part: &str| part.len() == 4 && (part.starts_with("19") || part.starts_with("20"));
    let mut parts = text.split(['/', '-', '–']);
    let first = parts.next().is_some_and(year);
    let rest = parts.next().is_none_or(|part| part.len() == 2 || year(part));
    first && rest && text.chars().all(|letter| letter.is_ascii_digit() || "/-–".contains(letter))
}
