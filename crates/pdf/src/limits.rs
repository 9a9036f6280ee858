//! How much of a file is read at most, so that a hostile one costs bounded memory and time.
//!
//! Everything here is counted, never clocked: the same bytes end the same way on every machine. Each default is far
//! above what board papers need and low enough that a file which reaches it is done within seconds.

/// How much is read at most.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// The largest file, in bytes. A larger one is an error.
    pub bytes: u64,
    /// The most pages. The largest agenda packs have some 2 000.
    pub pages: u32,
    /// The most bytes that one stream of the file may unpack to. Images don't count: they are never unpacked.
    pub stream_bytes: u64,
    /// The most bytes that all streams together may unpack to, images left out.
    pub unpacked_bytes: u64,
    /// How deep arrays and dictionaries may lie in each other. Names and page labels nest by tens; nothing printed
    /// nests by hundreds.
    pub nesting: u32,
    /// How deep forms may be drawn by forms. A form saves the graphics state once, and 28 saved states are what
    /// ISO 32000-1, annex C, lets a producer rely on.
    pub form_nesting: u32,
    /// The most operators of one page, forms counted each time that they are drawn. The largest maps have a million.
    pub operators: u64,
    /// The most bytes of instructions of one page, forms counted each time that they are drawn.
    pub content_bytes: u64,
    /// The most glyphs, path segments and other marks that one page may draw.
    pub marks: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            bytes: 256 << 20,
            pages: 10_000,
            stream_bytes: 128 << 20,
            unpacked_bytes: 1 << 30,
            nesting: 256,
            form_nesting: 28,
            operators: 2_000_000,
            content_bytes: 64 << 20,
            marks: 1_000_000,
        }
    }
}
