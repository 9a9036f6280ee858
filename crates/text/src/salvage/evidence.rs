//! Whether a table is the damaged output of another converter, and by which traces.
//!
//! Each trace is one that healthy tables don't leave, and most are asked for more than once: a council may
//! print an odd row, but not several of them. Where there is none, the table is read as it stands.

use boardlift_model::Cell;

use super::figures;
use super::header::{self, Columns, Holds};
use super::merged::{self, Share};
use super::names;
use super::repeats;

/// One row run together could be a council's own way to print two figures.
const FEWEST_MERGED: usize = 2;
/// A name may begin with a small letter; where several do, right below names that stop in the middle, they
/// wander. A row run together counts for one of them.
const FEWEST_TORN: usize = 3;

/// A damaged table's columns, and the traces of damage in it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Damage {
    /// The columns by the cleanest print of the headings.
    pub(super) columns: Columns,
    /// Rows in which every filled cell holds the same number of figures, two or more.
    pub(super) merged_rows: usize,
    /// Lines that print a block of names again, growing.
    pub(super) repeated_lines: usize,
    /// Names that begin in the middle of a sentence, below a line that stops in the middle.
    pub(super) torn_names: usize,
}

/// The traces in the rows of a table, where they are enough. A table without a clean print of its headings
/// can't be rebuilt and is none for this room.
pub(super) fn find(rows: &[Vec<Cell>]) -> Option<Damage> {
    let columns = header::columns(rows)?;
    let merged_rows = rows.iter().filter(|row| is_merged(row, &columns)).count();
    let repeated_lines = repeats::runs(rows, &columns).into_iter().map(|run| run.len()).sum();
    let torn_names = rows.windows(2).filter(|pair| is_torn(&pair[0], &pair[1], &columns)).count();
    let enough =
        merged_rows >= FEWEST_MERGED || repeated_lines > 0 || merged_rows + torn_names >= FEWEST_TORN;
    enough.then_some(Damage { columns, merged_rows, repeated_lines, torn_names })
}

fn is_merged(row: &[Cell], columns: &Columns) -> bool {
    let figures: Vec<String> =
        columns.of(Holds::Figures).filter_map(|at| row.get(at)).map(|cell| cell.text.clone()).collect();
    matches!(merged::share(&figures), Share::Many(_))
}

/// A line with figures that goes on in the middle of a sentence below one that has words open.
fn is_torn(above: &[Cell], line: &[Cell], columns: &Columns) -> bool {
    let above = above.get(columns.names).map_or("", |cell| cell.text.as_str());
    let below = line.get(columns.names).map_or("", |cell| cell.text.as_str());
    let has_figures =
        columns.of(Holds::Figures).filter_map(|at| line.get(at)).any(|cell| figures::is_one(&cell.text));
    has_figures
        && names::begins_mid_sentence(below)
        && !above.is_empty()
        && (names::begins_mid_sentence(above) || names::is_unfinished(above))
}

#[cfg(test)]
mod tests {
    use boardlift_model::Place;

    use super::*;

    /// A table of `number | name | figure | figure` below its headings, and its traces: merged, repeated,
    /// torn; nothing for a healthy one.
    fn check(text: &str, expected: Option<(usize, usize, usize)>) {
        let cells = |line: &str| line.split('|').map(|cell| Cell::new(cell.trim(), Place::Line(1))).collect();
        let all = format!("Ref|Indicator|Q1|Q2\n{text}");
        let rows: Vec<Vec<Cell>> = all.lines().map(cells).collect();
        let traces = find(&rows).map(|damage| (damage.merged_rows, damage.repeated_lines, damage.torn_names));
        assert_eq!(traces, expected, "{text}");
    }

    #[test]
    fn damaged_tables() {
        check("1|New lamps Old lamps|5 6|7 8\n2|New roads Old roads|1% 2%|3% 4%", Some((2, 0, 0)));
        check(
            "|One two three four five six seven eight|5|\n\
             |One two three four five six seven eight nine|5|6\n\
             |One two three four five six seven eight nine ten|5|6",
            Some((0, 3, 0)),
        );
        check(
            "|Lamps lit in the||\n1|whole town % of|5|6\n2|roads swept % of ponds and|7|8\n3|of lakes dug|1|2",
            Some((0, 0, 3)),
        );
    }

    #[test]
    fn healthy_tables() {
        check("1|Lamps|5|6\n2|Roads|7|8", None);
        check("1|Lamps|8.8% (33)|65 (0.30)\n2|Roads|30% (3/10)|10 + 115\n3|Ponds|6-7mths|18 weeks", None);
        check("1|Lamps|12 345|1 429\n2|Roads|23 456|2 500", None);
        check("1|New lamps Old lamps|5 6|7 8\n2|Roads|7|8", None);
        check("1|Lamps of which||\n|of which lit|5|6\n|of which broken|7|8", None);
        check("1|Plans|5|6\n2|Plans made|5|6\n3|Plans made in time|5|6", None);
    }

    #[test]
    fn no_headings_no_evidence() {
        assert_eq!(find(&[]), None);
        let row = |text: &str| text.split('|').map(|cell| Cell::new(cell, Place::Line(1))).collect();
        assert_eq!(find(&[row("1|New Old|5 6|7 8"), row("2|New Old|5 6|7 8")]), None);
    }
}
