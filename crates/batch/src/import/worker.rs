//! Reading documents in processes of their own, so that one that runs out of memory, stack or time costs its own row and
//! not the import.
//!
//! ```text
//! the process that imports                              a worker
//! Held ──pool──▶ question: name, site, bytes ──stdin──▶ serve: PaperReader
//! PackedPaper ◀── answer: rows, packed       ◀─stdout── PackedPaper
//! ```
//!
//! A worker reads one document after the other. It ends when its standard input does, so that none outlives an import that
//! was killed. Whatever it prints of its own accord goes nowhere.
//!
//! - [`Workers`]: the processes, seen from the one that imports.
//! - [`serve`]: what a worker does.
//! - `wire`: what they say to each other.

mod pool;
mod serve;
mod wire;

pub use pool::Workers;
pub use serve::{ServeError, serve};
pub(super) use wire::Question;
