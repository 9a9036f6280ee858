//! Rows as they wait in the ledger: JSON Lines, which every version of the schema can read, compressed.

use std::io::{self, BufReader};

use boardlift_dataset::schema::Row;
use boardlift_dataset::{Format, ReadFault, rows_of_json_lines, write_rows};

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

/// The rows of several packs, one after the other.
///
/// # Errors
///
/// Where the bytes are not what was packed, or rows are not of this version of the schema.
pub(super) fn unpack<R: Row>(packed: &[Vec<u8>]) -> Result<Vec<R>, ReadFault> {
    let mut rows = Vec::new();
    for packed in packed {
        let lines = zstd::Decoder::new(packed.as_slice()).map_err(ReadFault::Io)?;
        rows.extend(rows_of_json_lines::<R>(BufReader::new(lines))?);
    }
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use boardlift_dataset::CommentaryRow;
    use boardlift_model::DocumentId;

    use super::*;

    #[test]
    fn rows_come_back_in_their_order() {
        let row = |position, text: &str| CommentaryRow {
            document_id: DocumentId("0".repeat(64)),
            heading: None,
            position,
            text: text.to_owned(),
            page: None,
            line: Some(7),
        };
        let packed = [
            pack(&[row(1, "a\nb"), row(2, "ü")]).unwrap(),
            pack::<CommentaryRow>(&[]).unwrap(),
            pack(&[row(3, "")]).unwrap(),
        ];
        assert_eq!(unpack::<CommentaryRow>(&packed).unwrap(), [row(1, "a\nb"), row(2, "ü"), row(3, "")]);
    }

    #[test]
    fn what_was_cut_off_is_an_error() {
        let mut packed = pack(&[CommentaryRow::new(DocumentId("0".repeat(64)), point())]).unwrap();
        packed.truncate(packed.len() / 2);
        assert!(unpack::<CommentaryRow>(&[packed]).is_err());
    }

    fn point() -> boardlift_model::Commentary {
        let place = boardlift_model::Place::Line(1);
        boardlift_model::Commentary { heading: None, position: 1, text: "words ".repeat(99), place }
    }
}
