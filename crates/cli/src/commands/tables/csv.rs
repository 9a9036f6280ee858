//! A table as comma-separated values: a record a row, and nothing that is not in the table.

use std::io;

use boardlift_batch::document::FoundTable;

/// The table as RFC 4180 in UTF-8 without a byte order mark, lines ending with CR LF.
///
/// # Errors
///
/// Never, since memory takes all that is written to it; the type is that of its writer.
pub(super) fn table(found: &FoundTable) -> io::Result<Vec<u8>> {
    let mut out = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    for row in found.grid.rows() {
        out.write_record(row.iter().map(|cell| &cell.text))?;
    }
    out.into_inner().map_err(csv::IntoInnerError::into_error)
}
