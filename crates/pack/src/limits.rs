//! How much comes out of an archive at most, so that a small hostile one costs bounded memory and time.

/// How much is read at most.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// The most files and folders that an archive may list.
    pub entries: usize,
    /// The most bytes that one file may have, once unpacked.
    pub entry_bytes: u64,
    /// The most bytes that may come out of the archive over all reads together.
    pub total_bytes: u64,
}

/// A year of board papers has some thousand files; the XML of a workbook of a million cells has some 200 MB.
impl Default for Limits {
    fn default() -> Self {
        Limits { entries: 20_000, entry_bytes: 512 << 20, total_bytes: 1 << 30 }
    }
}
