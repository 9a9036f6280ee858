//! PDF to pages: words, rules, fills and images, each where it stands.
//!
//! One arrow of the way of the data: bytes to a [`PdfFile`], and each of its pages to a [`Page`]. Knows nothing of
//! tables. To read it, follow a file: `file` opens it, once it is found to be within its limits (`guard`) and was asked
//! what it says about itself (`info`), and lets `hayro` interpret its pages. `paint` hands what is drawn to the two
//! collectors of a page: `text` makes words of glyphs, `drawing` makes rules and fills of paths. Each of the folders
//! says at its top in which order its files work.
//!
//! [`Page`]: boardlift_model::Page

mod drawing;
pub mod error;
mod file;
mod guard;
mod info;
pub mod limits;
mod paint;
mod text;

pub use error::{PageError, PdfError};
pub use file::{PageReader, PdfFile};
pub use info::Info;
pub use limits::Limits;
