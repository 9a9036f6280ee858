//! Tables that rules alone don't give: those whose words line up in columns, with or without hairlines or bands.
//!
//! 1. `strip`: lines of items that may be cells, paragraphs taken out (`prose`).
//! 2. `stretch`: which lines may be one table, because the gaps between their items lie above each other.
//! 3. `columns`: the corridors of white that run down through all rows of figures.
//! 4. `heads`: which columns each heading above stands over.
//! 5. `rows`: which lines are one row.
//! 6. `evidence`: the points for and against.
//!
//! Without any rule or band a table must show figures that line up. Values are never read here, only looked at.

mod beside;
mod columns;
mod dividers;
mod evidence;
mod figures;
mod heads;
mod pieces;
mod prose;
mod rows;
mod stretch;
mod strip;
mod table;
mod turned;

use boardlift_model::Page;

use crate::candidate::Candidate;
use crate::guides::Guides;
use crate::runs;
use dividers::Dividers;
use strip::Strip;
use table::Sight;
use turned::Turned;

/// The tables that may be on the page, from top to bottom; they don't overlap. Those that the evidence is against
/// are left out.
pub(crate) fn candidates(page: &Page, guides: &Guides) -> Vec<Candidate> {
    let strips: Vec<Strip> = runs::lines(page).into_iter().map(|line| Strip::new(page, line)).collect();
    let strips = prose::without_prose(page, strips);
    let sight = Sight { page, dividers: Dividers::of(guides), turned: Turned::of(page) };
    let mut found = Vec::new();
    table::tables(&sight, &strips, &mut found);
    found.retain(|candidate| candidate.report.score() > 0.0);
    found
}
