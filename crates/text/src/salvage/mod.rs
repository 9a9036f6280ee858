//! Tables that another converter has damaged: told by the traces it leaves, and rebuilt as far as is certain.
//!
//! A poor converter reads a page by lines of ink. Where two cells of one column stand close together it runs them
//! into one; where a name takes two lines it gives the second to the next row; where it is unsure of a block it
//! prints it again, longer each time. Each kind of damage has its own step here, and each step is a rule that
//! needs the rest of the table to agree. What no rule makes certain is left out and counted.
//!
//! In the order of work:
//!
//! - `figures`: where one figure of a cell ends and the next begins.
//! - `header`: the headings, also where they are cut over two rows or run into the first row.
//! - `names`: where one indicator's name ends and the next begins.
//! - `evidence`: whether a table is damaged at all, and by which traces.
//! - `echo`: lines that are a garbled second reading of the line above.
//! - `lines`: which physical lines make up one row.
//! - `cells`: the cells of a row from the pieces on its lines.
//! - `merged`: rows run together two by two.
//! - `wander`: names that wander into the next line.
//! - `repeats`: a block that is printed again and again, growing.
//! - `refs`: numbers that can be counted between printed ones.
//! - `side_labels`: turned section labels cut to pieces.
//! - `rows`, `output`: what the steps hand on; grids and findings.

mod cells;
mod echo;
mod evidence;
mod figures;
mod header;
mod lines;
mod merged;
mod names;
mod output;
mod refs;
mod repeats;
mod rows;
mod side_labels;
mod wander;

use boardlift_model::{Block, Cell, Finding};

pub(crate) use evidence::Damage;

/// The traces of another converter's damage in a tab table; nothing for a healthy table.
///
/// `rows` are all rows of the table, blank lines left out. Takes time in proportion to the text. An empty table is
/// healthy.
pub(crate) fn damage(rows: &[Vec<Cell>]) -> Option<Damage> {
    evidence::find(rows)
}

/// The certain rows of a damaged table as grids of the method [`Salvage`](boardlift_model::Method::Salvage), one
/// for each header, in reading order; and what was rebuilt or left out.
///
/// Each grid has the source's columns and one header row. A rebuilt cell is `Salvaged`, a cell whose words can't be
/// placed is `Lost` and empty. Without a header row nothing is certain: there is no grid, and all figures are
/// counted as left out.
pub(crate) fn rebuild(rows: Vec<Vec<Cell>>, damage: Damage) -> (Vec<Block>, Vec<Finding>) {
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    let mut rows = rows;
    for row in &mut rows {
        if let Some(place) = row.last().map(|cell| cell.place.clone()) {
            row.resize(width, Cell::new("", place));
        }
    }
    output::rebuild(&rows, damage)
}
