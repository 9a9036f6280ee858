//! Whether a table is the damaged output of another converter, and by which traces.
//!
//! Each trace is one that healthy tables don't leave, and most are asked for more than once: a council may print
//! an odd row, but not several of them. Where there is none, the table is read as it stands.

use boardlift_model::Cell;

use super::figures;
use super::header::{self, Columns, Holds};
use super::merged::{self, Share};
use super::names;
use super::repeats;

/// One row run together could be a council's own way to print two figures.
const FEWEST_MERGED: usize = 2;
/// A name may begin with a small letter; where several do, right below names that stop in the middle, they wander.
const FEWEST_TORN: usize = 3;

/// The traces of damage in a table.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Damage {
    /// Rows in which every filled cell holds the same number of figures, two or more.
    pub(crate) merged_rows: usize,
    /// Lines that print a block of names again, growing.
    pub(crate) repeated_lines: usize,
    /// Names that begin in the middle of a sentence, below a line that stops in the middle.
    pub(crate) torn_names: usize,
}

/// The traces in the rows of a table, where they are enough.
pub(super) fn find(rows: &[Vec<Cell>]) -> Option<Damage> {
    let columns = header::columns(rows)?;
    let damage = Damage {
        merged_rows: rows.iter().filter(|row| is_merged(row, &columns)).count(),
        repeated_lines: repeats::runs(rows, &columns).into_iter().map(|run| run.len()).sum(),
        torn_names: rows.windows(2).filter(|pair| is_torn(&pair[0], &pair[1], &columns)).count(),
    };
    let enough =
        damage.merged_rows >= FEWEST_MERGED || damage.repeated_lines > 0 || damage.torn_names >= FEWEST_TORN;
    enough.then_some(damage)
}

fn is_merged(row: &[Cell], columns: &Columns) -> bool {
    let figures: Vec<String> =
        columns.of(Holds::Figures).filter_map(|at| row.get(at)).map(|cell| cell.text.clone()).collect();
    matches!(merged::share(&figures), Share::Many(_))
}

/// A line with figures that goes on in the middle of a sentence below one that has words open.
fn is_torn(above: &[Cell], line: &[Cell], columns: &Columns) -> bool {
    let label = |row: &[Cell]| row.get(columns.names).map_or(String::new(), |cell| cell.text.clone());
    let (above, below) = (label(above), label(line));
    let has_figures =
        columns.of(Holds::Figures).filter_map(|at| line.get(at)).any(|cell| figures::is_one(&cell.text));
    has_figures
        && names::begins_mid_sentence(&below)
        && !above.is_empty()
        && (names::begins_mid_sentence(&above) || names::is_unfinished(&above))
}
