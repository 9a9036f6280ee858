//! Pages to tables and text: a page's words, rules and fills become grids, headings and paragraphs.
//!
//! Three arrows. [`lay_out`] takes one page to its tables and its text in reading order; pages are independent of each
//! other, so they may be laid out side by side. [`read_on`] lays those out anew that begin with the rest of a table, which
//! the page alone may not show. [`join()`] takes the pages of a document to its blocks: tables that run
//! over pages become one, running heads go. Uses the model alone; knows nothing of files or of councils.
//!
//! In reading order:
//!
//! - [`layout`]: what a page becomes.
//! - `surface`: which colour shows where; `geometry`: boxes, and an index of them.
//! - `guides`: rules and edges of shading, cleaned and joined: what tables are read from.
//! - `ruled`: tables whose cells are drawn, by rules or by shading.
//! - `aligned`: tables from the way that words line up, with hairlines or bands or without any line.
//! - `panels`: frames that keep their words to themselves.
//! - `cells`, `marks`, `header`, `grid`: a candidate to its grid: texts, colours, signs, headings.
//! - `candidate`: a table that may be there, and the evidence for it.
//! - `choose`: which of the candidates that lie over each other is the best, by a score that says why.
//! - `runs`: words to lines, for `aligned` and `flow`.
//! - `flow`, `key`: what stands in no table: headings, paragraphs, points, notes, and keys of colours.
//! - `cut`: tables that a page break cuts; `headers`: which rows name their columns.
//! - `furniture`, `join`: over all pages: running heads, and tables that run over pages.
//! - `draw`: what was seen on a page, as a drawing.

mod aligned;
mod candidate;
mod cells;
mod choose;
mod cut;
mod draw;
mod flow;
mod furniture;
mod geometry;
mod grid;
mod guides;
mod header;
mod headers;
mod join;
mod key;
pub mod layout;
mod marks;
mod panels;
mod ruled;
mod runs;
mod surface;
#[cfg(test)]
mod testing;

use boardlift_model::{BBox, Page};

use candidate::Candidate;
use flow::Placed;
use geometry::BoxIndex;
use guides::Guides;
use surface::Surface;

pub use cut::read_on;
pub use draw::draw;
pub use join::{Joined, join};
pub use layout::{PageLayout, Region, Report, Rival, Table, TextBlock};

/// A page's tables and text, in reading order.
pub fn lay_out(page: &Page) -> PageLayout {
    let surface = Surface::new(page);
    let words = BoxIndex::of_words(page);
    let guides = Guides::of(page, &surface, &words);
    let mut taken = vec![false; page.words.len()];
    let mut placed = Vec::new();
    let mut candidates = ruled::candidates(page, &surface, &guides, &words);
    let settled = settled(page, &candidates);
    candidates.extend(aligned::candidates(page, &guides, &settled));
    for candidate in choose::choose(candidates) {
        candidate.words().for_each(|word| taken[word] = true);
        placed.push(place(grid::table(page, &surface, candidate)));
    }
    let tables: Vec<BBox> = placed.iter().map(|placed| placed.bbox).collect();
    for key in key::find(page, &taken, &tables) {
        key.words.iter().for_each(|&word| taken[word] = true);
        placed.push(Placed { bbox: key.bbox, region: Region::Key(key.entries) });
    }
    let regions = flow::flow(page, placed, &taken);
    PageLayout { number: page.number, width: page.width, height: page.height, regions }
}

/// Which words stand in lattices that were drawn whole.
fn settled(page: &Page, candidates: &[Candidate]) -> Vec<bool> {
    let mut settled = vec![false; page.words.len()];
    let whole = candidates.iter().filter(|candidate| candidate.is_whole());
    whole.flat_map(Candidate::words).for_each(|word| settled[word] = true);
    settled
}

/// A table in its place; as a key if it is nothing else.
fn place(table: Table) -> Placed {
    let bbox = table.bbox;
    let region = match key::of_table(&table) {
        Some(entries) => Region::Key(entries),
        None => Region::Table(table),
    };
    Placed { bbox, region }
}
