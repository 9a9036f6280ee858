//! The part of a worksheet of an xlsb: the styles of its cells, what is hidden, what is merged.

use boardlift_model::Address;

use super::record::{Record, Records};
use crate::style::conditions::{Conditions, Kind, Paint, Rule, Test};
use crate::style::{MOST_MERGES, SheetStyle, runs};
use crate::worksheet::Area;

const ROW: u16 = 0;
/// The records of cells: blank, by value, and by formula.
const FIRST_CELL: u16 = 1;
const LAST_CELL: u16 = 11;
const CELL_OF_RICH_TEXT: u16 = 62;
const COLUMNS_OF_ONE_KIND: u16 = 60;
const MERGE: u16 = 176;
const BEGIN_CONDITIONAL_FORMATTING: u16 = 461;

/// Rows and columns that a sheet can have.
const ROWS: u32 = 1_048_576;
const COLUMNS: u32 = 16_384;

/// The most cells with a style of their own. Those beyond look like any other cell.
const MOST_CELLS: usize = 2_000_000;

/// The most conditional formats that are taken from a sheet; those beyond make all of it uncertain.
const MOST_FORMATS: usize = 50_000;

/// Reads the records of a worksheet.
pub(super) fn read(records: Records<'_>) -> SheetStyle {
    let mut sheet = SheetStyle::default();
    let (mut rows, mut columns, mut unknown) = (Vec::new(), Vec::new(), Vec::new());
    let (mut row, mut left) = (0, MOST_CELLS);
    for record in records {
        match record.kind {
            ROW => {
                row = record.u32(0).filter(|row| *row < ROWS).unwrap_or(ROWS);
                rows.extend(hidden_row(&record).filter(|(row, _)| *row < ROWS));
            }
            FIRST_CELL..=LAST_CELL | CELL_OF_RICH_TEXT if row < ROWS && left > 0 => {
                if let Some(cell) = styled_cell(&record) {
                    left -= 1;
                    add(&mut sheet.rows, row, cell);
                }
            }
            COLUMNS_OF_ONE_KIND => columns.extend(hidden_columns(&record)),
            MERGE if sheet.merges.len() < MOST_MERGES => sheet.merges.extend(area(&record, 0)),
            BEGIN_CONDITIONAL_FORMATTING if unknown.len() < MOST_FORMATS => {
                unknown.push(unknown_rule(&record));
            }
            _ => {}
        }
    }
    sheet.conditions = Conditions::of(unknown);
    // Rows stand in order in sound files.
    sheet.rows.sort_by_key(|(row, _)| *row);
    SheetStyle { hidden_rows: runs(rows), hidden_columns: runs(columns), ..sheet }
}

fn add(rows: &mut Vec<(u32, Vec<(u32, u32)>)>, row: u32, cell: (u32, u32)) {
    match rows.last_mut() {
        Some((last, cells)) if *last == row => cells.push(cell),
        _ => rows.push((row, vec![cell])),
    }
}

/// A row that is hidden or has no height (2.4.722).
fn hidden_row(record: &Record<'_>) -> Option<(u32, u32)> {
    let row = record.u32(0)?;
    let is_hidden = record.data.get(11)? & 0x10 != 0 || record.u16(8)? == 0;
    is_hidden.then_some((row, row))
}

/// The column and the style of a cell that has another style than the first (2.5.9).
fn styled_cell(record: &Record<'_>) -> Option<(u32, u32)> {
    let (column, style) = (record.u32(0)?, record.u32(4)? & 0xFF_FFFF);
    (style != 0 && column < COLUMNS).then_some((column, style))
}

/// Columns that are hidden or have no width (2.4.325).
fn hidden_columns(record: &Record<'_>) -> Option<(u32, u32)> {
    let (first, last) = (record.u32(0)?, record.u32(4)?);
    let is_hidden = record.u16(16)? & 1 != 0 || record.u32(8)? == 0;
    (is_hidden && first <= last && first < COLUMNS).then_some((first, last.min(COLUMNS - 1)))
}

/// A conditional format, whose rules aren't followed: the colours of its cells aren't known (2.4.32).
fn unknown_rule(record: &Record<'_>) -> Rule {
    let areas = (12..record.data.len()).step_by(16).map_while(|at| area(record, at)).collect();
    let kind = Kind::Test(Test::Unknown, Paint::UNKNOWN);
    Rule { areas, base: None, priority: 0, stops: true, kind }
}

/// The area at a place of a record.
fn area(record: &Record<'_>, at: usize) -> Option<Area> {
    let (first_row, last_row) = (record.u32(at)?, record.u32(at + 4)?);
    let (first_column, last_column) = (record.u32(at + 8)?, record.u32(at + 12)?);
    let is_area =
        first_row <= last_row && first_column <= last_column && last_row < ROWS && last_column < COLUMNS;
    is_area.then_some(Area {
        first: Address { row: first_row, column: first_column },
        last: Address { row: last_row, column: last_column },
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::style::conditions::Value;

    fn record(kind: u16, numbers: &[u32], bytes: &[u8]) -> Vec<u8> {
        let kind = if kind < 128 {
            vec![u8::try_from(kind).unwrap()]
        } else {
            vec![kind.to_le_bytes()[0] | 0x80, u8::try_from(kind >> 7).unwrap()]
        };
        let data: Vec<u8> =
            numbers.iter().flat_map(|number| number.to_le_bytes()).chain(bytes.iter().copied()).collect();
        [kind, vec![u8::try_from(data.len()).unwrap()], data].concat()
    }

    #[test]
    fn cells_rows_and_columns() {
        let part = [
            record(60, &[1, 2, 9, 0], &[1, 0]),
            record(60, &[4, 20_000, 0, 0], &[0, 0]),
            record(0, &[3, 0], &[15, 0, 0, 0]),
            record(1, &[2, 7], &[]),
            record(7, &[3, 0, 1], &[]),
            record(62, &[4, 0x0100_0008], &[]),
            record(0, &[4, 0], &[15, 0, 0, 0x10]),
            record(2, &[16_384, 7, 0], &[]),
            record(0, &[6, 0], &[0, 0, 0, 0]),
            record(0, &[u32::MAX, 0], &[0, 0, 0, 0]),
            record(1, &[2, 7], &[]),
            record(176, &[0, 1, 2, 3], &[]),
            record(176, &[1, 0, 2, 3], &[]),
            record(461, &[1, 0, 2, 0, 3, 2, 2, 9, 9, 9, 9], &[]),
            vec![1, 99, 0],
        ];
        let sheet = read(Records::of(&part.concat()));
        assert_eq!(sheet.rows, [(3, vec![(2, 7), (4, 8)])]);
        assert_eq!(sheet.hidden_rows, [(4, 4), (6, 6)]);
        assert_eq!(sheet.hidden_columns, [(1, 2), (4, 16_383)]);
        assert_eq!(sheet.merges.len(), 1);
        let painted = sheet.conditions.painted(&[(3, vec![(2, Value::Blank), (3, Value::Blank)])]);
        assert_eq!(painted.len(), 1);
        assert!(painted.values().all(|painted| painted.paint == Paint::UNKNOWN));
    }
}
