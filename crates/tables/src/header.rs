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
    let first_figures = looks.iter().position(|look| look.content == Content::Figure).unwrap_or(rows);
    let limit = first_figures.min(MOST).min(rows.saturating_sub(1));
    let headings = (0..limit).take_while(|&row| looks[row].stands_apart(&looks[row + 1..])).count();
    covered_to_the_end(cells, headings).min(limit)
}

/// Cells that begin in the headings end in them: the headings go as far as the deepest of them does.
fn covered_to_the_end(cells: &[CellBox], headings: usize) -> usize {
    let ends = cells.iter().filter(|cell| cell.row < headings).map(|cell| cell.row + cell.row_span);
    ends.max().unwrap_or(headings)
}

/// What stands in a cell, as far as it tells headings from what they head.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Content {
    /// Words, years or nothing.
    Words,
    /// A number with words: `100 million`, `0-25 years`.
    Number,
    /// A figure and no more.
    Figure,
}

/// What a row looks like.
#[derive(Debug)]
struct Look {
    /// Whether all its words are bold.
    bold: bool,
    /// The one colour behind its cells.
    fill: Option<Rgb>,
    /// The most telling of its cells but the first.
    content: Content,
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
            content: filled
                .iter()
                .filter(|cell| cell.column > 0)
                .map(|cell| content(page, cell))
                .max()
                .unwrap_or(Content::Words),
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
        let above_figures = self.filled > 1
            && self.content == Content::Words
            && most(&|look| look.content == Content::Figure);
        self.filled > 0 && (bold || fill || spans || above_figures)
    }
}

/// Just inside the upper left corner, where no letter stands.
fn corner(bbox: &BBox) -> (f32, f32) {
    (bbox.x0 + 0.15 * (bbox.x1 - bbox.x0).min(10.0), bbox.y0 + 0.15 * (bbox.y1 - bbox.y0).min(10.0))
}

/// What stands in a cell. Years are words, and so is `Q1`: they head columns.
fn content(page: &Page, cell: &CellBox) -> Content {
    let words = cell.words.iter().map(|&index| page.words[index].text.as_str());
    let first = words.clone().flat_map(str::chars).find(|letter| letter.is_alphanumeric());
    if !first.is_some_and(|first| first.is_ascii_digit()) {
        return Content::Words;
    }
    let text: String = words.collect();
    if is_year(&text) {
        return Content::Words;
    }
    // One letter may be a unit: `3m`, `45k`.
    let letters = text.chars().filter(|letter| letter.is_alphabetic()).count();
    if letters <= 1 { Content::Figure } else { Content::Number }
}

/// `2022`, `2022/23`, `2022-2023`.
fn is_year(text: &str) -> bool {
    let year = |part: &str| part.len() == 4 && (part.starts_with("19") || part.starts_with("20"));
    let mut parts = text.split(['/', '-', '–']);
    let first = parts.next().is_some_and(year);
    let rest = parts.next().is_none_or(|part| part.len() == 2 || year(part));
    first && rest && text.chars().all(|letter| letter.is_ascii_digit() || "/-–".contains(letter))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::BoxIndex;
    use crate::guides::Guides;
    use crate::ruled;
    use crate::testing::{GREY, PageBuilder};

    fn check(builder: PageBuilder, expected: usize) {
        let page = builder.build();
        let (surface, words) = (Surface::new(&page), BoxIndex::of_words(&page));
        let guides = Guides::of(&page, &surface, &words);
        let candidates = ruled::candidates(&page, &surface, &guides, &words);
        assert_eq!(candidates.first().map(|candidate| candidate.header_rows), Some(expected));
    }

    const PLAIN: &str = "
+------+------+
| Name | Cost |
+------+------+
| Bus  | 12   |
+------+------+
| Taxi | 34   |
+------+------+";

    const WORDS: &str = "
+------+------+
| Name | Town |
+------+------+
| Ann  | Bath |
+------+------+
| Bob  | York |
+------+------+";

    #[test]
    fn words_above_figures_are_headings() {
        check(PageBuilder::art(PLAIN), 1);
    }

    #[test]
    fn a_row_like_all_others_is_no_heading() {
        check(PageBuilder::art(WORDS), 0);
        check(PageBuilder::art(&PLAIN.replace("Cost", "56  ")), 0);
        check(PageBuilder::art(&PLAIN.replace("Cost", "5 m ")), 0);
    }

    #[test]
    fn years_and_quarters_head_columns() {
        check(PageBuilder::art(&PLAIN.replace("Cost", "2022")), 1);
        check(PageBuilder::art(&PLAIN.replace("Cost", "Q1  ")), 1);
    }

    #[test]
    fn another_colour_sets_headings_apart() {
        check(PageBuilder::art(WORDS).fill(2.5, 6.0, 72.5, 30.0, GREY), 1);
        check(PageBuilder::art(WORDS).fill(2.5, 6.0, 72.5, 78.0, GREY), 0);
    }

    #[test]
    fn headings_go_as_deep_as_their_deepest_cell() {
        let nested = "
+------+-------------+
| Name | 2022        |
|      +------+------+
|      | Q1   | Q2   |
+------+------+------+
| Bus  | 12   | 13   |
+------+------+------+
| Taxi | 34   | 35   |
+------+------+------+";
        check(PageBuilder::art(nested), 2);
    }
}
