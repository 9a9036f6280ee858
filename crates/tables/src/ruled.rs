//! Tables whose cells are drawn: lattices of rules and of the edges of shading.
//!
//! Guides that touch make a lattice; faces of the lattice with no edge between them make a cell; words fall into the
//! cells that hold their middles. Tables that are ruled only in part are given a low score here, with the reason:
//! whoever reads by alignment takes the same guides and fills in what was not drawn.

mod component;
mod evidence;
mod hidden;
mod lattice;
mod lines;
mod open;
mod overfull;
mod spill;
mod through;
mod zebra;

use boardlift_model::{BBox, Certainty, Method, Page};

use crate::candidate::{Candidate, CellBox};
use crate::cells;
use crate::geometry::{self, BoxIndex};
use crate::guides::{Guide, Guides, Source};
use crate::header;
use crate::surface::Surface;
use component::Component;
use lattice::{Lattice, Span};
use open::Around;
use overfull::Overfull;

/// The components of a page are looked at until they have seen so many words: some hundred times those of a dense page.
/// Only boxes within boxes, thousands deep, have more.
const MOST_WORDS: usize = 2_000_000;

/// The lattices of a page, good and bad; what speaks for and against each is in its report. `index` tells the page's
/// words by place.
pub(crate) fn candidates(
    page: &Page,
    surface: &Surface<'_>,
    guides: &Guides,
    index: &BoxIndex,
) -> Vec<Candidate> {
    let guides = zebra::with_columns_through(guides);
    let around = Around { page, index, guides: &guides };
    let mut looked_at = 0;
    component::components(&guides)
        .into_iter()
        .take_while(|component| {
            looked_at += index.crowd(&component.bbox());
            looked_at <= MOST_WORDS
        })
        .filter_map(|component| candidate(&around, surface, &component))
        .collect()
}

fn candidate(around: &Around<'_>, surface: &Surface<'_>, component: &Component) -> Option<Candidate> {
    let (page, type_size) = (around.page, around.guides.type_size);
    let words = words_within(page, around.index, &component.bbox());
    let mut lattice = Lattice::new(component, page, &words, type_size)?;
    let goes_on = component.has_shaded_columns() && through::add_rows(around, &mut lattice);
    let words = words_within(page, around.index, &lattice.bbox());
    let method = method(component);
    let (mut cells, mut breaks) = fill_cells(page, &lattice, words);
    if cells.len() < 2 || cells.iter().all(|cell| cell.words.is_empty()) {
        return None;
    }
    let mut overfull = Overfull::find(around, &lattice, &cells);
    let mut header_rows = header::rows(page, surface, lattice.ys.len() - 1, &overfull.applied(&cells));
    let open = open_ends(around, &mut lattice, method, header_rows);
    if open {
        let words = words_within(page, around.index, &lattice.bbox());
        (cells, breaks) = fill_cells(page, &lattice, words);
        overfull = Overfull::find(around, &lattice, &cells);
        header_rows = header::rows(page, surface, lattice.ys.len() - 1, &overfull.applied(&cells));
    }
    // What sticks out of its cell is told by `overfull`; it does not speak against the lattice.
    let mut report = evidence::report(page, &lattice, &cells, &breaks, type_size);
    report.points.extend(evidence::open_ends(open || goes_on));
    spill::gather(page, &mut cells);
    overfull.apply(&mut cells);
    Some(Candidate {
        method,
        bbox: lattice.bbox(),
        rows: lattice.ys.len() - 1,
        columns: lattice.xs.len() - 1,
        header_rows,
        cells,
        report,
    })
}

/// Adds the rows that stand at the open ends of a lattice; whether there were any. Only a lattice without headings has
/// them above itself, and only bands leave a white row below.
fn open_ends(around: &Around<'_>, lattice: &mut Lattice, method: Method, header_rows: usize) -> bool {
    let top = if header_rows == 0 { around.headings(lattice) } else { None };
    let bottom = if method == Method::Shaded { around.white_row(lattice) } else { None };
    if let Some(top) = top {
        lattice.add_row_above(top);
    }
    if let Some(bottom) = bottom {
        lattice.add_row_below(bottom);
    }
    top.is_some() || bottom.is_some()
}

/// The words whose middle lies in a box, as indices.
fn words_within(page: &Page, index: &BoxIndex, bbox: &BBox) -> Vec<usize> {
    let mut words = index.within(bbox);
    words.retain(|&word| geometry::contains(bbox, geometry::centre(&page.words[word].bbox)));
    words
}

/// The cells with their words in reading order, and for each the places where new lines begin.
fn fill_cells(page: &Page, lattice: &Lattice, words: Vec<usize>) -> (Vec<CellBox>, Vec<Vec<usize>>) {
    let spans = lattice.spans();
    let owners = lattice.owners(&spans);
    let mut cells: Vec<CellBox> = spans.iter().map(|span| cell_box(lattice, span)).collect();
    let place = |word: usize| {
        let face = lattice.face(geometry::centre(&page.words[word].bbox))?;
        Some((owners[face], word))
    };
    deal(&mut cells, words.into_iter().filter_map(place).collect());
    let breaks = cells.iter_mut().map(|cell| cells::sort(page, &mut cell.words)).collect();
    (cells, breaks)
}

/// Gives each cell its words, of pairs of a cell and a word.
fn deal(cells: &mut [CellBox], words: Vec<(usize, usize)>) {
    let mut counts = vec![0; cells.len()];
    for &(cell, _) in &words {
        counts[cell] += 1;
    }
    for (cell, count) in cells.iter_mut().zip(counts) {
        cell.words.reserve_exact(count);
    }
    for (cell, word) in words {
        cells[cell].words.push(word);
    }
}

fn cell_box(lattice: &Lattice, span: &Span) -> CellBox {
    CellBox {
        row: span.rows.start,
        column: span.columns.start,
        row_span: span.rows.len(),
        column_span: span.columns.len(),
        bbox: BBox {
            x0: lattice.xs[span.columns.start],
            y0: lattice.ys[span.rows.start],
            x1: lattice.xs[span.columns.end],
            y1: lattice.ys[span.rows.end],
        },
        words: Vec::new(),
        certainty: Certainty::Printed,
    }
}

/// Ruled where most of the length of its lines is rules, shaded otherwise.
fn method(component: &Component) -> Method {
    let length = |ruled: bool| -> f32 {
        let guides = component.level.iter().chain(&component.upright);
        guides.filter(|guide| (guide.source == Source::Rule) == ruled).map(Guide::length).sum()
    };
    if length(true) >= length(false) { Method::Ruled } else { Method::Shaded }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grid;
    use crate::testing::{GREY, PageBuilder, RED, grid_text};

    fn found(page: &Page) -> Vec<Candidate> {
        let (surface, words) = (Surface::new(page), BoxIndex::of_words(page));
        candidates(page, &surface, &Guides::of(page, &surface, &words), &words)
    }

    /// Checks the rows of all tables, the first of a page first, a blank line between two.
    fn check(builder: PageBuilder, expected: &str) {
        let page = builder.build();
        let surface = Surface::new(&page);
        let tables = found(&page).into_iter().filter(|candidate| candidate.report.score() > 0.0);
        let texts: Vec<String> =
            tables.map(|candidate| grid_text(&grid::table(&page, &surface, candidate).grid)).collect();
        assert_eq!(texts.join("\n\n"), expected.trim());
    }

    fn check_art(art: &str, expected: &str) {
        check(PageBuilder::art(art), expected);
    }

    /// Checks that a reason speaks against the first lattice of a page.
    fn check_against(art: &str, reason: &str) {
        let candidates = found(&PageBuilder::art(art).build());
        let points = &candidates[0].report.points;
        assert!(points.iter().any(|&(name, weight)| name == reason && weight < 0.0), "{points:?}");
    }

    #[test]
    fn every_face_is_a_cell() {
        check_art(
            "
+------+------+
| Name | Cost |
+------+------+
| Bus  | 12   |
+------+------+",
            "
Name | Cost
Bus | 12",
        );
    }

    #[test]
    fn faces_without_an_edge_between_them_are_one_cell() {
        check_art(
            "
+------+-------------+-----+
| Name | 2022        | RAG |
|      +------+------+     |
|      | Q1   | Q2   |     |
+------+------+------+-----+
| Bus  | none        | G   |
+------+-------------+-----+",
            "
Name«2×1» | 2022«1×2» | < | RAG«2×1»
< | Q1 | Q2 | <
Bus | none«1×2» | < | G",
        );
    }

    #[test]
    fn lines_of_a_cell_are_one_text() {
        check_art(
            "
+----------+------+
| Plans on |      |
| time,    | 12   |
| monthly  |      |
+----------+------+
| Taxi     | 34   |
+----------+------+",
            "
Plans on time, monthly | 12
Taxi | 34",
        );
    }

    #[test]
    fn open_sides_end_where_the_lines_end() {
        check_art(
            "
      |      |
 Name | Cost | Paid
      |      |
------+------+------
 Bus  | 12   | 13
------+------+------
 Taxi | 34   | 35
      |      |      ",
            "
Name | Cost | Paid
Bus | 12 | 13
Taxi | 34 | 35",
        );
    }

    #[test]
    fn tables_that_do_not_touch_are_apart() {
        check_art(
            "
+---+---+     +---+---+
| A | 1 |     | C | 3 |
+---+---+     +---+---+
| B | 2 |     | D | 4 |
+---+---+     +---+---+",
            "
A | 1
B | 2

C | 3
D | 4",
        );
    }

    #[test]
    fn boxes_round_prose_are_no_tables() {
        check_art(
            "
+-------------------+
| One box of words  |
+-------------------+",
            "",
        );
        check_art(
            "
+-----+-----+-----+
| One | Two | Six |
+-----+-----+-----+",
            "",
        );
        check_art(
            "
+-------------------------------------+--------------------------------------+
| A box of nine words beside another  | And the other box that is as long as |
| such box of prose.                  | the one beside it.                   |
+-------------------------------------+--------------------------------------+
| A box of nine words beside another  | And the other box that is as long as |
| such box of prose.                  | the one beside it.                   |
+-------------------------------------+--------------------------------------+",
            "",
        );
    }

    #[test]
    fn the_lines_behind_a_chart_are_no_table() {
        check_art(
            "
+-----+-----+-----+
|     |     |     |
+-----+-----+-----+
|     |     |     |
+-----+-----+-----+
|     |     |     |
+-----+-----+-----+
| Jan | Feb | Mar |
+-----+-----+-----+",
            "",
        );
    }

    #[test]
    fn rows_that_were_not_drawn_speak_against_a_lattice() {
        check_against(
            "
+-----------+-----+-----+
| Measure   | Q1  | Q2  |
+-----------+-----+-----+
| Buses     | 12% | 13% |
| Taxis     | 34% | 35% |
| Trains    | 56% | 57% |
| Ferries   | 78% | 79% |
+-----------+-----+-----+",
            "rows not drawn",
        );
    }

    #[test]
    fn headings_outside_a_lattice_speak_against_it() {
        check_against(
            "
  Measure     Q1    Q2
+-----------+-----+-----+
| Buses     | 12% | 13% |
+-----------+-----+-----+
| Taxis     | 34% | 35% |
+-----------+-----+-----+",
            "rows at open ends",
        );
    }

    #[test]
    fn a_share_over_its_fraction_is_one_row() {
        check_art(
            "
+-----------+------+------+
| Measure   | Q1   | Q2   |
+-----------+------+------+
| Buses on  | 50%  | 25%  |
| time      | (1/2)| (1/4)|
+-----------+------+------+
| Taxis on  | 50%  | 25%  |
| time      | (1/2)| (1/4)|
+-----------+------+------+",
            "
Measure | Q1 | Q2
Buses on time | 50% (1/2) | 25% (1/4)
Taxis on time | 50% (1/2) | 25% (1/4)",
        );
    }

    #[test]
    fn columns_that_were_not_drawn_speak_against_a_lattice() {
        check_against(
            "
+--------+--------+--------+
| Name   | Cost   | Paid   |
+--------+--------+--------+
| Bus      12       13     |
+--------------------------+
| Taxi     34       35     |
+--------------------------+
| Train    56       57     |
+--------------------------+",
            "columns not drawn",
        );
    }

    #[test]
    fn columns_within_tall_cells_speak_against_a_lattice() {
        check_against(
            "
+-------+--------------+
| One   | a   12    13 |
|       | b   14    15 |
+-------+--------------+
| Two   | a   22    23 |
|       | b   24    25 |
+-------+--------------+",
            "columns not drawn",
        );
    }

    #[test]
    fn points_of_a_list_are_no_columns() {
        let art = "
+-------+--------------+
| One   | •   to plan  |
|       | •   to act   |
+-------+--------------+
| Two   | 1.  to look  |
|       | 2.  to ask   |
+-------+--------------+";
        check_art(art, "One | • to plan • to act\nTwo | 1. to look 2. to ask");
        let points = &found(&PageBuilder::art(art).build())[0].report.points;
        assert!(points.iter().all(|&(_, weight)| weight > 0.0), "{points:?}");
    }

    #[test]
    fn text_that_spills_goes_back_to_its_cell() {
        let spilled = PageBuilder::art(
            "
+------+------+------+
| Name | Cost | Paid |
+------+------+------+
|      |      |      |
+------+------+------+
| Bus  | 12   | 13   |
+------+------+------+",
        )
        .text(10.0, 45.0, "Some transport");
        check(
            spilled,
            "
Name | Cost | Paid
Some transport | · | ·
Bus | 12 | 13",
        );
    }

    #[test]
    fn coloured_cells_need_no_lines() {
        let cell = |page: PageBuilder, column: f32, row: f32, text: &str| {
            let (x, y) = (50.0 + 41.0 * column, 50.0 + 16.0 * row);
            page.fill(x, y, x + 40.0, y + 15.0, GREY).text(x + 3.0, y + 10.0, text)
        };
        let page = cell(PageBuilder::new(), 0.0, 0.0, "Name");
        let page = cell(page, 1.0, 0.0, "Cost");
        let page = cell(page, 0.0, 1.0, "Bus");
        check(cell(page, 1.0, 1.0, "12"), "Name | Cost\nBus | 12");
    }

    #[test]
    fn columns_of_bands_go_through_white_rows() {
        let mut page = PageBuilder::new();
        for row in 0..7_u8 {
            let y = 50.0 + 15.0 * f32::from(row);
            let texts = if row == 0 { ["Name", "Cost", "Paid"] } else { ["Bus", "12", "13"] };
            for (text, x) in texts.into_iter().zip([50.0, 110.0, 170.0]) {
                let shaded = row % 2 == 1;
                page = if shaded { page.fill(x, y, x + 60.0, y + 15.0, GREY) } else { page };
                page = page.text(x + 3.0, y + 10.0, text);
            }
        }
        let body = ["Bus | 12 | 13"; 6].join("\n");
        check(page, &format!("Name | Cost | Paid\n{body}"));
    }

    #[test]
    fn shading_alone_is_told_from_rules() {
        let page = PageBuilder::new()
            .fill(50.0, 50.0, 100.0, 65.0, GREY)
            .fill(100.0, 50.0, 150.0, 65.0, RED)
            .fill(50.0, 65.0, 100.0, 80.0, RED)
            .fill(100.0, 65.0, 150.0, 80.0, GREY)
            .text(53.0, 60.0, "a")
            .text(103.0, 75.0, "b")
            .build();
        assert_eq!(found(&page)[0].method, Method::Shaded);
        assert_eq!(found(&PageBuilder::art("+--+\n|a |\n+--+\n|b |\n+--+").build())[0].method, Method::Ruled);
    }

    #[test]
    fn a_hundred_thousand_rules_are_a_drawing() {
        let mut page = PageBuilder::new().build();
        let rule = PageBuilder::new().level(100.0, 10.0, 500.0).build().rules[0];
        page.rules = vec![rule; 100_000];
        assert!(found(&page).is_empty());
    }
}
