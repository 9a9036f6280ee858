//! What keeps a hostile file cheap: everything is counted, against the [`Limits`](crate::Limits), before it is done.
//!
//! A file is bounded by a look at its raw bytes (`skim`, with `unpack` to measure what is packed) before it is parsed. A
//! page is bounded by what it asks for (`scan` counts one content stream, `expansion` a page with all its forms) before
//! it is drawn, and by what is drawn (`budget`) while it is.

pub(crate) mod budget;
pub(crate) mod expansion;
mod scan;
pub(crate) mod skim;
pub(crate) mod unpack;
