//! Merged cells, without what is hidden of them.
//!
//! A merged cell of which some rows or columns are hidden still shows its words in the rest.

use std::collections::BTreeMap;

use boardlift_model::Address;

use super::Runs;
use crate::worksheet::{Area, SheetCell, SheetRow};

/// Merged cells as they can be seen.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Shrunk {
    /// The areas of more than one cell, none over another, from top to bottom.
    pub(super) merges: Vec<Area>,
    /// By the addresses of first cells that are hidden: where the cell is shown.
    pub(super) moved: BTreeMap<Address, Moved>,
}

/// A cell that is shown elsewhere.
#[derive(Debug, PartialEq)]
pub(super) struct Moved {
    to: Address,
    /// The cell, once it was met.
    pub(super) cell: Option<SheetCell>,
}

/// Takes hidden rows and columns off merged cells. Of areas that lie over each other, the one that begins first counts.
pub(super) fn shrunk(mut merges: Vec<Area>, hidden: Runs<'_>) -> Shrunk {
    merges.retain(|area| area.first.row <= area.last.row && area.first.column <= area.last.column);
    merges.sort_by_key(|area| (area.first, area.last));
    let mut shrunk = Shrunk::default();
    for area in disjoint(merges) {
        let rows = seen(area.first.row, area.last.row, hidden.rows);
        let columns = seen(area.first.column, area.last.column, hidden.columns);
        let (Some((top, bottom)), Some((left, right))) = (rows, columns) else { continue };
        let (first, last) = (Address { row: top, column: left }, Address { row: bottom, column: right });
        if first != area.first {
            shrunk.moved.insert(area.first, Moved { to: first, cell: None });
        }
        if first != last {
            shrunk.merges.push(Area { first, last });
        }
    }
    shrunk
}

/// Puts cells that are shown elsewhere to their places.
pub(super) fn put_back(moved: BTreeMap<Address, Moved>, rows: &mut Vec<SheetRow>) {
    for Moved { to, cell } in moved.into_values() {
        let Some(cell) = cell else { continue };
        let cell = SheetCell { column: to.column, ..cell };
        let place = rows.partition_point(|row| row.index < to.row);
        if rows.get(place).is_none_or(|row| row.index != to.row) {
            rows.insert(place, SheetRow { index: to.row, cells: Vec::new() });
        }
        let Some(row) = rows.get_mut(place) else { continue };
        let place = row.cells.partition_point(|other| other.column < to.column);
        match row.cells.get_mut(place).filter(|other| other.column == to.column) {
            Some(covered) => *covered = cell,
            None => row.cells.insert(place, cell),
        }
    }
}

/// The areas that lie over no earlier one. Areas come by their first rows; each is compared with those in its columns
/// that may still reach down to it, of which no two share a column.
fn disjoint(areas: Vec<Area>) -> Vec<Area> {
    // By first column: last column and last row.
    let mut above: BTreeMap<u32, (u32, u32)> = BTreeMap::new();
    let mut kept = Vec::with_capacity(areas.len());
    for area in areas {
        let mut is_free = true;
        while let Some((&column, &(_, bottom))) =
            above.range(..=area.last.column).next_back().filter(|(_, (right, _))| *right >= area.first.column)
        {
            if bottom >= area.first.row {
                is_free = false;
                break;
            }
            above.remove(&column);
        }
        if is_free {
            above.insert(area.first.column, (area.last.column, area.last.row));
            kept.push(area);
        }
    }
    kept
}

/// The first and the last row (or column) that is not hidden; nothing where all are.
fn seen(first: u32, last: u32, runs: &[(u32, u32)]) -> Option<(u32, u32)> {
    let run_with = |member: u32| {
        let next = runs.partition_point(|(start, _)| *start <= member);
        next.checked_sub(1).and_then(|index| runs.get(index)).filter(|(_, end)| member <= *end)
    };
    let first = run_with(first).map_or(Some(first), |(_, end)| end.checked_add(1))?;
    if first > last {
        return None;
    }
    let last = run_with(last).map_or(Some(last), |(start, _)| start.checked_sub(1))?;
    (first <= last).then_some((first, last))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn area(top: u32, left: u32, bottom: u32, right: u32) -> Area {
        Area { first: Address { row: top, column: left }, last: Address { row: bottom, column: right } }
    }

    fn check(merges: &[Area], rows: &[(u32, u32)], columns: &[(u32, u32)], expected: &[Area]) {
        assert_eq!(shrunk(merges.to_vec(), Runs { rows, columns }).merges, expected, "{merges:?}");
    }

    #[test]
    fn what_is_hidden_is_taken_off() {
        check(&[area(0, 0, 3, 1)], &[(3, 9)], &[], &[area(0, 0, 2, 1)]);
        check(&[area(0, 0, 3, 1)], &[(0, 0)], &[(0, 0)], &[area(1, 1, 3, 1)]);
        check(&[area(0, 0, 3, 1)], &[(1, 2)], &[], &[area(0, 0, 3, 1)]);
        check(&[area(0, 0, 1, 0)], &[(1, 1)], &[], &[]);
        check(&[area(0, 0, 1, 1)], &[(0, 5)], &[], &[]);
    }

    #[test]
    fn areas_lie_over_no_other() {
        check(&[area(1, 1, 4, 4), area(0, 0, 2, 2)], &[], &[], &[area(0, 0, 2, 2)]);
        check(
            &[area(0, 0, 0, 5), area(1, 2, 1, 3), area(1, 0, 3, 1)],
            &[],
            &[],
            &[area(0, 0, 0, 5), area(1, 0, 3, 1), area(1, 2, 1, 3)],
        );
        check(&[area(2, 2, 1, 1), area(3, 3, 3, 3)], &[], &[], &[]);
        let many: Vec<Area> = (0..100_000).map(|row| area(row, 0, row + 1, 16_383)).collect();
        assert_eq!(shrunk(many, Runs { rows: &[], columns: &[] }).merges.len(), 50_000);
    }

    #[test]
    fn words_of_a_hidden_first_cell_are_shown_below() {
        let mut shrunk = shrunk(vec![area(0, 0, 2, 0)], Runs { rows: &[(0, 0)], columns: &[] });
        let cell = SheetCell { column: 0, text: "Plans".into(), stored: None, look: 0, mark: None };
        shrunk.moved.get_mut(&Address { row: 0, column: 0 }).expect("moved").cell = Some(cell);
        let mut rows = vec![SheetRow { index: 2, cells: Vec::new() }];
        put_back(shrunk.moved, &mut rows);
        assert_eq!(rows.iter().map(|row| (row.index, row.cells.len())).collect::<Vec<_>>(), [(1, 1), (2, 0)]);
    }
}
