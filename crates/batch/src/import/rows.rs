//! Rows as they wait in the ledger: JSON Lines, which every version of the schema can read, compressed.

use std::io::{self, BufReader};

use boardlift_dataset::{Format, ReadFault, Row, rows_of_json_lines, write_rows};

/// The fastest level: rows wait for an hour, and what they take up meanwhile is a tenth of their size at any.
const LEVEL: i32 = 1;

/// Rows, packed.
///
/// # Errors
///
/// Where the compression fails, which it doesn't in memory.
pub(super) fn pack<R: Row>(rows: &[R]) -> io::Result<Vec<u8>> {
    let mut out = zstd::Encoder::new(Vec::new(), LEVEL)?;
    write_rows(rows, Format::Jsonl, &mut out)?;
    out.finish()
}

/// The rows that were packed.
///
/// # Errors
///
/// Where the bytes are not what was packed, or rows are not of this version of the schema.
pub(super) fn unpack<R: Row>(packed: &[u8]) -> Result<Vec<R>, ReadFault> {
    rows_of_json_lines(BufReader::new(zstd::Decoder::new(packed)?))
}
