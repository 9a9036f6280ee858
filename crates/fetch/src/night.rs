//! One run over all sources: discover, ask, archive, and tell what it brought.
//!
//! Sources of one host follow each other, hosts go on side by side. A source that fails costs itself only; a disk that
//! fails ends the run. What was fetched before stays either way, and the next run goes on from there.
//!
//! In memory stands what one source lists, for each thread; a paper's bytes go to the disk as they come.
//!
//! - `account`: what a night brought, as data.
//! - `crew`: which thread goes through which sources.
//! - `round`: one source's night.
//! - `look`, `desk`: one paper, one question.
//! - `name`, `page`: what files are called, and what pages say that are no papers.

mod account;
mod crew;
mod desk;
mod look;
mod name;
mod page;
mod round;
#[cfg(test)]
mod tests;

use std::num::NonZeroUsize;

use crate::FetchError;
use crate::archive::Archive;
use crate::clock::Clock;
use crate::discovery::discover;
use crate::http::Client;
use crate::ledger::{Run, written};
use crate::sources::Source;

pub use account::{
    Authority, Edition, Holding, Night, PaperNote, PaperState, PaperTrouble, SourceNight, SourceState,
};
pub(crate) use desk::{Came, Desk, refusal};

use crew::Crew;
use round::Told;

/// What is to be watched, and how.
#[derive(Clone, Copy)]
pub struct Order<'o> {
    /// The sources; no two have the same id.
    pub sources: &'o [Source],
    /// Who asks.
    pub client: &'o Client,
    /// What time it is.
    pub clock: &'o dyn Clock,
    /// How many hosts are asked at once, at most.
    pub hosts: NonZeroUsize,
}

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

/// Goes through all sources once. A run that was stopped before is gone on with: what it fetched is not asked for again.
///
/// The run stays open until [`Archive::close`] is told what became of it.
///
/// # Errors
///
/// Where the archive can't be read or written. What was fetched before stays.
pub fn run(archive: &Archive, order: &Order<'_>, watch: &mut dyn Watch) -> Result<Night, FetchError> {
    let crew = Crew { archive, hosts: order.client, clock: order.clock, discover, most: order.hosts };
    watched(&crew, order.sources, watch)
}

/// See [`run`].
fn watched(crew: &Crew<'_>, sources: &[Source], watch: &mut dyn Watch) -> Result<Night, FetchError> {
    let run = crew.archive.ledger().begin(crew.clock.wall())?;
    watch.begin(sources.len());
    crew.go(&run, sources, &mut |told| match told {
        Told::Listed { source, papers } => watch.listed(&source, papers),
        Told::Looked { source } => watch.looked(&source),
        Told::Done(night) => watch.done(&night),
    })?;
    let forgotten = crew.archive.ledger().forget_pages(crew.clock.wall())?;
    forgotten.iter().try_for_each(|address| crew.archive.files().forget_page(address))?;
    told(crew, &run, sources)
}

/// The account of a run that is through.
fn told(crew: &Crew<'_>, run: &Run, sources: &[Source]) -> Result<Night, FetchError> {
    let ledger = crew.archive.ledger();
    let nights = sources.iter().map(|source| ledger.account(run, &source.id));
    Ok(Night {
        run: run.id,
        began: run.began.clone(),
        ended: written(crew.clock.wall()),
        sources: nights.collect::<Result<_, _>>()?,
    })
}
