//! PDF to pages: words, rules, fills and images, each where it stands.
//!
//! One arrow of the way of the data: bytes to a [`PdfFile`], and each of its pages to a [`Page`]. Knows nothing of
//! tables. A file is bounded by a look at its raw bytes (`skim`, `unpack`) and described with `lopdf` (`info`) before
//! `hayro` parses it (`file`). A page is bounded by what it asks for (`scan`, `expansion`) before `hayro` draws it, and
//! by what is drawn (`budget`) while it does (`paint`).
//!
//! [`Page`]: boardlift_model::Page

mod actual_text;
mod arrow;
mod barriers;
mod budget;
mod clip;
mod colour;
mod drawing;
pub mod error;
mod expansion;
mod file;
mod font_file;
mod font_walk;
mod gaps;
mod glyph;
mod info;
mod letters;
pub mod limits;
mod lines;
mod outline;
mod paint;
mod raised;
mod rules;
mod scan;
mod skim;
mod stroke;
mod symbols;
mod text;
mod typeface;
mod unpack;
mod words;

pub use error::{PageError, PdfError};
pub use file::{PageReader, PdfFile};
pub use info::Info;
pub use limits::Limits;
