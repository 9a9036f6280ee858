//! Which thread goes through which sources.

use std::any::Any;
use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{self, Sender};
use std::thread;

use super::desk::{Desk, Hosts};
use super::round::{Discover, Errand, Round, Told};
use super::turns::Turns;
use crate::FetchError;
use crate::archive::Archive;
use crate::clock::Clock;
use crate::ledger::Run;
use crate::sources::{Site, Source};

/// All that threads share.
pub(super) struct Crew<'c> {
    /// Where answers are kept.
    pub(super) archive: &'c Archive,
    /// Who answers.
    pub(super) hosts: &'c dyn Hosts,
    /// What time it is.
    pub(super) clock: &'c dyn Clock,
    /// What finds a source's papers.
    pub(super) discover: Discover,
    /// How many hosts are asked at once, at most.
    pub(super) most: NonZeroUsize,
}

impl Crew<'_> {
    /// Goes through all sources on an errand. `tell` hears of it in this thread.
    ///
    /// # Errors
    ///
    /// Where the archive can't be read or written: nobody begins anything else then.
    pub(super) fn go(
        &self,
        run: &Run,
        sources: &[Source],
        errand: &dyn Errand,
        tell: &mut dyn FnMut(Told),
    ) -> Result<(), FetchError> {
        let groups = by_host(sources);
        let turns = Turns::default();
        let (next, halt) = (AtomicUsize::new(0), AtomicBool::new(false));
        let work = |teller: &Sender<Told>| {
            while let Some(group) = groups.get(next.fetch_add(1, Ordering::Relaxed)) {
                for source in group {
                    let desk = self.desk(run, source, &turns);
                    let round = Round { desk, source, discover: self.discover, halt: &halt, teller };
                    if !round.halted() {
                        guarded(errand, &round).inspect_err(|_| halt.store(true, Ordering::Relaxed))?;
                    }
                }
            }
            Ok(())
        };
        thread::scope(|scope| {
            let (teller, told) = mpsc::channel();
            let threads: Vec<_> = (0..self.most.get().min(groups.len()))
                .map(|_| {
                    let teller = teller.clone();
                    let work = &work;
                    scope.spawn(move || work(&teller))
                })
                .collect();
            drop(teller);
            told.into_iter().for_each(tell);
            // What a source's thread panics about is caught where it is; nothing else in a thread does.
            threads.into_iter().try_for_each(|thread| thread.join().unwrap_or(Ok(())))
        })
    }

    fn desk<'d>(&'d self, run: &'d Run, source: &'d Source, turns: &'d Turns) -> Desk<'d> {
        let Crew { archive, hosts, clock, .. } = *self;
        Desk { archive, hosts, clock, run, manners: &source.manners, turns }
    }
}

/// Goes through one source; where the program itself fails at it, the others go on.
fn guarded(errand: &dyn Errand, round: &Round<'_>) -> Result<(), FetchError> {
    let gone = catch_unwind(AssertUnwindSafe(|| errand.go(round)));
    gone.unwrap_or_else(|panic| {
        errand.fail(round, &format!("the program failed at it: {}", said(panic.as_ref())))
    })
}

/// Sources by the host that they begin at, both in the order of the sources.
fn by_host(sources: &[Source]) -> Vec<Vec<&Source>> {
    let mut places = BTreeMap::new();
    let mut groups: Vec<Vec<&Source>> = Vec::new();
    for source in sources {
        let place = *places.entry(host(source)).or_insert(groups.len());
        match groups.get_mut(place) {
            Some(group) => group.push(source),
            None => groups.push(vec![source]),
        }
    }
    groups
}

/// The host and port that a source begins at; its id, which is no host's name, where it is none of the web. Sources of one
/// name at several ports are several servers; whoever asks waits for his turn at each all the same.
fn host(source: &Source) -> (&str, Option<u16>) {
    let start = match &source.site {
        Site::ModernGov { base: start, .. } | Site::Cmis { start, .. } | Site::Page { start, .. } => {
            Some(start)
        }
        Site::Files { addresses, sitemap } => sitemap.iter().chain(addresses).next(),
        Site::Folder { .. } => None,
    };
    let host = start.and_then(|start| Some((start.host_str()?, start.port())));
    host.unwrap_or((&source.id, None))
}

/// What a panic says.
fn said(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("nobody knows why")
}
