//! One run over all sources: discover, ask, archive, and tell what it brought.

mod account;
mod desk;
mod look;
mod name;
mod page;

pub use account::{
    Authority, Edition, Holding, Night, PaperNote, PaperState, PaperTrouble, SourceNight, SourceState,
};

pub(crate) use desk::{Came, Desk, refusal};

/// Whoever is told how a night goes.
pub trait Watch {
    /// So many sources are to be gone through.
    fn begin(&mut self, sources: usize);
    /// A source lists so many papers.
    fn listed(&mut self, source: &str, papers: usize);
    /// One of them was looked after.
    fn looked(&mut self, source: &str);
    /// A source is done.
    fn done(&mut self, source: &SourceNight);
}
