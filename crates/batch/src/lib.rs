//! Many documents at once: finding them, and taking each from its bytes to its rows.
//!
//! ```text
//! arguments ──inputs──▶ Input ──paper──▶ [bytes → Document → Reading → Paper] ──run──▶ Papers, in their order
//! ```
//!
//! It decides nothing about what a document means: each stage is one call into the room that it belongs to, and
//! [`paper`] is where they follow each other. It prints nothing and picks no exit code.
//!
//! In reading order:
//!
//! - [`inputs`]: files, folders, packs and standard input, and reading them within limits.
//! - [`paper`]: one document, from its bytes to its rows.
//! - [`document`]: the first stage of that: bytes to blocks, by the reader that they call for.
//! - [`page_set`]: which pages are wanted.
//! - [`fault`]: what a fault of this program costs.
//! - [`run`]: many documents at once, in their order.
//! - [`mod@import`]: many documents into one dataset, run after run.

pub mod document;
pub mod fault;
pub mod import;
pub mod inputs;
pub mod page_set;
pub mod paper;
pub mod run;
