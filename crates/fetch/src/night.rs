//! One run over all sources: discover, ask, archive, and tell what it brought.
//!
//! Sources of one host follow each other, hosts go on side by side. A source that fails costs itself only; a disk that
//! fails ends the run. What was fetched before stays either way, and the next run goes on from there.
//!
//! In memory stands what one source lists, for each thread; a paper's bytes go to the disk as they come.
//!
//! - `account`: what a night brought, as data.
//! - `crew`: which thread goes through which sources.
//! - `round`: one source in one run; `fetching`: its night; `preview`: what that would be; `reach`: what is asked of it.
//! - `look`, `desk`: one paper, one question.
//! - `name`, `page`: what files are called, and what pages say that are no papers.

mod account;
mod crew;
mod desk;
mod fetching;
mod look;
mod name;
mod page;
mod preview;
mod reach;
mod round;
#[cfg(test)]
mod tests;
mod turns;

use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroUsize;

use crate::FetchError;
use crate::archive::{Archive, Record};
use crate::clock::Clock;
use crate::discovery::discover;
use crate::http::Client;
use crate::ledger::{Run, written};
use crate::sources::Source;

pub use account::{
    Authority, Edition, Holding, Night, PaperNote, PaperState, PaperTrouble, SourceNight, SourceState,
};
pub use preview::SourcePreview;

pub(crate) use desk::{Came, Desk, refusal};
pub(crate) use page::apology;

use crew::Crew;
use fetching::Fetching;
use preview::Looking;
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
    order.client.remember(archive.ledger().robots()?);
    watched(&crew, order.sources, watch)
}

/// What a night would ask for, in the order of the sources. Pages are asked for; papers are not, and nothing is taken down.
/// `known` is what the archive knows that the night would go on with, where there is one.
///
/// # Errors
///
/// Where the archive can't be read, or pages can't be kept for the moment.
pub fn preview(
    known: Option<&Record>,
    order: &Order<'_>,
    watch: &mut dyn Watch,
) -> Result<Vec<SourcePreview>, FetchError> {
    if let Some(known) = known {
        order.client.remember(known.ledger().robots()?);
    }
    let folder = tempfile::tempdir().map_err(FetchError::archive(&std::env::temp_dir()))?;
    let archive = Archive::open(folder.path())?;
    let crew =
        Crew { archive: &archive, hosts: order.client, clock: order.clock, discover, most: order.hosts };
    previewed(&crew, known, order.sources, watch)
}

/// See [`preview`].
fn previewed(
    crew: &Crew<'_>,
    known: Option<&Record>,
    sources: &[Source],
    watch: &mut dyn Watch,
) -> Result<Vec<SourcePreview>, FetchError> {
    let run = crew.archive.ledger().begin(crew.clock.wall())?;
    let mut seen = BTreeMap::new();
    watch.begin(sources.len());
    crew.go(&run, sources, &Looking { known }, &mut |told| match told {
        Told::Listed { source, papers } => watch.listed(&source, papers),
        Told::Seen(preview) => drop(seen.insert(preview.source.clone(), *preview)),
        Told::Looked { .. } | Told::Done(_) => {}
    })?;
    Ok(sources.iter().filter_map(|source| seen.remove(&source.id)).collect())
}

/// See [`run`].
fn watched(crew: &Crew<'_>, sources: &[Source], watch: &mut dyn Watch) -> Result<Night, FetchError> {
    let run = crew.archive.ledger().begin(crew.clock.wall())?;
    watch.begin(sources.len());
    crew.go(&run, sources, &Fetching, &mut |told| match told {
        Told::Listed { source, papers } => watch.listed(&source, papers),
        Told::Looked { source } => watch.looked(&source),
        Told::Done(night) => watch.done(&night),
        Told::Seen(_) => {}
    })?;
    let forgotten = crew.archive.ledger().forget_pages(crew.clock.wall())?;
    forgotten.iter().try_for_each(|address| crew.archive.files().forget_page(address))?;
    told(crew, &run, sources)
}

/// The account of a run that is through: of its sources, and of those that it began with before it was stopped and gone on
/// with for others. What came of these is news tonight, or never.
fn told(crew: &Crew<'_>, run: &Run, sources: &[Source]) -> Result<Night, FetchError> {
    let ledger = crew.archive.ledger();
    let ordered: BTreeSet<&str> = sources.iter().map(|source| source.id.as_str()).collect();
    let others = ledger.sources_of(run)?.into_iter().filter(|id| !ordered.contains(id.as_str()));
    let ids = sources.iter().map(|source| source.id.clone()).chain(others);
    Ok(Night {
        run: run.id,
        began: run.began.clone(),
        ended: written(crew.clock.wall()),
        sources: ids.map(|id| ledger.account(run, &id)).collect::<Result<_, _>>()?,
    })
}
