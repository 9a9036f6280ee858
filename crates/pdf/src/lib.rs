//! PDF to pages: words, rules, fills and images, each where it stands.
//!
//! One arrow of the way of the data: bytes to a [`PdfFile`], and each of its pages to a [`Page`]. Knows nothing of
//! tables. A file is bounded by a look at its raw bytes (`skim`) and described with `lopdf` (`info`) before `hayro`
//! parses it (`file`); a page is bounded by what it asks for (`scan`, `expansion`) and by what it draws (`budget`)
//! while `hayro` draws it (`paint`).
//!
//! [`Page`]: boardlift_model::Page

mod budget;
pub mod error;
mod expansion;
mod file;
mod glyph;
mod info;
pub mod limits;
mod paint;
mod scan;
mod skim;
mod text;
mod unpack;
mod words;
mod actual_text;
mod barriers;
mod font_file;
mod font_walk;
mod gaps;
mod letters;
mod lines;
mod raised;
mod symbols;
mod typeface;
mod stroke;
mod rules;
mod outline;
mod drawing;
mod colour;
mod clip;
mod arrow;

pub use error::{PageError, PdfError};
pub use file::{PageReader, PdfFile};
pub use info::Info;
pub use limits::Limits;
