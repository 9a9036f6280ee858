//! How much of a Word paper is read at most, so that a hostile one costs bounded memory and linear time.

use boardlift_pack as pack;

use crate::limits::{MAX_BYTES, MAX_COLUMNS};

/// How much is read at most.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// The largest file, in bytes. A larger one is an error.
    pub bytes: u64,
    /// What comes out of the file's parts. More is an error.
    pub parts: pack::Limits,
    /// The most elements of one part. More is an error.
    pub elements: usize,
    /// How deep elements may lie in each other. Word writes some dozens; deeper is an error.
    pub depth: usize,
    /// The most columns of a table. A wider one is set aside.
    pub columns: usize,
    /// The most cells of all tables together. The table that goes beyond is set aside.
    pub cells: usize,
}

/// A paper of four hundred pages of tables has some 20 MB of XML and a million elements.
impl Default for Limits {
    fn default() -> Self {
        Limits {
            bytes: MAX_BYTES,
            parts: pack::Limits { entries: 20_000, entry_bytes: 128 << 20, total_bytes: 256 << 20 },
            elements: 4_000_000,
            depth: 200,
            columns: MAX_COLUMNS,
            cells: 4_000_000,
        }
    }
}
