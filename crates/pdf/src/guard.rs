//! What keeps a hostile file cheap: everything is counted, against the [`Limits`](crate::Limits), before it is done.
//!
//! A file is bounded by a look at its raw bytes before it is parsed (`skim`): by how long its streams are packed where
//! that is enough to tell (`ceiling`), else by what they unpack to (`unpack`). A page is bounded by what it asks for
//! (`scan` counts one content stream, `expansion` a page with all its forms) before it is drawn, and by what is drawn
//! (`budget`) while it is.

pub(crate) mod budget;
mod ceiling;
pub(crate) mod expansion;
pub(crate) mod scan;
pub(crate) mod skim;
pub(crate) mod unpack;
