//! What the records of a worksheet say around its cells.

use super::book::Book;
use super::rules::Rules;
use crate::biff::{Record, Records};
use crate::style::{SheetStyle, runs};

const EOF: u16 = 0x000A;
const COL_INFO: u16 = 0x007D;
const COND_FMT: u16 = 0x01B0;
const CF: u16 = 0x01B1;
const ROW: u16 = 0x0208;
const BOF: u16 = 0x0809;

/// The columns that a sheet has.
const COLUMNS: u32 = 256;

/// Reads the records of a worksheet from its beginning to its end; charts that lie on it are passed over.
pub(super) fn read(records: Records<'_>, book: &Book) -> SheetStyle {
    let (mut rows, mut columns, mut rules) = (Vec::new(), Vec::new(), Rules::default());
    let mut depth = 0_usize;
    for record in records {
        match record.kind {
            BOF => depth += 1,
            EOF if depth <= 1 => break,
            EOF => depth -= 1,
            _ if depth > 1 => {}
            ROW => rows.extend(hidden_row(&record)),
            COL_INFO => columns.extend(hidden_columns(&record)),
            COND_FMT => rules.begin(&record),
            CF => rules.meet(&record, book),
            _ => {}
        }
    }
    SheetStyle {
        hidden_rows: runs(rows),
        hidden_columns: runs(columns),
        conditions: rules.into_conditions(),
        ..SheetStyle::default()
    }
}

/// A row that is hidden or has no height (2.4.221).
fn hidden_row(record: &Record<'_>) -> Option<(u32, u32)> {
    let row = u32::from(record.u16(0)?);
    // The highest bit only says where the height comes from.
    let height = record.u16(6)? << 1;
    let is_hidden = record.u16(12)? & 0x20 != 0 || height == 0;
    is_hidden.then_some((row, row))
}

/// Columns that are hidden or have no width (2.4.53).
fn hidden_columns(record: &Record<'_>) -> Option<(u32, u32)> {
    let (first, last) = (u32::from(record.u16(0)?), u32::from(record.u16(2)?));
    let is_hidden = record.u16(8)? & 1 != 0 || record.u16(4)? == 0;
    (is_hidden && first <= last && first < COLUMNS).then_some((first, last.min(COLUMNS - 1)))
}
