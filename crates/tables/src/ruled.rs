//! Tables whose cells are drawn: lattices of rules and of the edges of shading.
//!
//! Guides that touch make a lattice; faces of the lattice with no edge between them make a cell; words fall into the
//! cells that hold their middles. Tables that are ruled only in part are given a low score here, with the reason:
//! whoever reads by alignment takes the same guides and fills in what was not drawn.

mod component;
mod evidence;
mod hidden;
mod lattice;
mod zebra;

use boardlift_model::{BBox, Method, Page};

use crate::candidate::{Candidate, CellBox};
use crate::cells;
use crate::geometry::{self, BoxIndex};
use crate::guides::{Guides, Source};
use crate::header;
use crate::surface::Surface;
use component::Component;
use lattice::{Lattice, Span};

/// The lattices of a page, good and bad; what speaks for and against each is in its report.
pub(crate) fn candidates(page: &Page, surface: &Surface<'_>, guides: &Guides) -> Vec<Candidate> {
    let index = BoxIndex::new(page, page.words.iter().map(|word| word.bbox));
    let guides = zebra::with_columns_through(guides);
    component::components(&guides)
        .into_iter()
        .filter_map(|component| candidate(page, surface, &index, &component, guides.type_size))
        .collect()
}

fn candidate(
    page: &Page,
    surface: &Surface<'_>,
    index: &BoxIndex,
    component: &Component,
    type_size: f32,
) -> Option<Candidate> {
    let words = words_within(page, index, &component.bbox());
    let lattice = Lattice::new(component, page, &words, type_size)?;
    let cells = fill_cells(page, &lattice, &words);
    if cells.len() < 2 || cells.iter().all(|cell| cell.words.is_empty()) {
        return None;
    }
    let (rows, columns) = (lattice.ys.len() - 1, lattice.xs.len() - 1);
    let report = evidence::report(page, &lattice, &cells, type_size);
    Some(Candidate {
        method: method(component),
        bbox: lattice.bbox(),
        rows,
        columns,
        header_rows: header::rows(page, surface, rows, &cells),
        cells,
        report,
    })
}

/// The words whose middle lies in a box, as indices.
fn words_within(page: &Page, index: &BoxIndex, bbox: &BBox) -> Vec<usize> {
    let mut words = index.within(bbox);
    words.retain(|&word| geometry::contains(bbox, geometry::centre(&page.words[word].bbox)));
    words
}

/// The cells with their words in reading order.
fn fill_cells(page: &Page, lattice: &Lattice, words: &[usize]) -> Vec<CellBox> {
    let spans = lattice.spans();
    let columns = lattice.xs.len() - 1;
    let mut owner = vec![usize::MAX; columns * (lattice.ys.len() - 1)];
    let mut cells: Vec<CellBox> = Vec::with_capacity(spans.len());
    for (place, span) in spans.iter().enumerate() {
        for row in span.rows.clone() {
            owner[row * columns + span.columns.start..row * columns + span.columns.end].fill(place);
        }
        cells.push(cell_box(lattice, span));
    }
    for &word in words {
        let face = lattice.face(geometry::centre(&page.words[word].bbox));
        if let Some(cell) = face.and_then(|face| cells.get_mut(owner[face])) {
            cell.words.push(word);
        }
    }
    for cell in &mut cells {
        cells::sort(page, &mut cell.words);
    }
    cells
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
    }
}

/// Ruled where most of the length of its lines is rules, shaded otherwise.
fn method(component: &Component) -> Method {
    let length = |ruled: bool| -> f32 {
        let guides = component.level.iter().chain(&component.upright);
        guides.filter(|guide| (guide.source == Source::Rule) == ruled).map(crate::guides::Guide::length).sum()
    };
    if length(true) >= length(false) { Method::Ruled } else { Method::Shaded }
}
