//! One source in one run: how far back it is looked at, and what it lists.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;

use jiff::civil::Date;

use super::desk::{Desk, state_of};
use super::preview::SourcePreview;
use super::reach::reach;
use super::{Authority, SourceNight, SourceState};
use crate::FetchError;
use crate::discovery::{Discovered, Pages};
use crate::http::Manners;
use crate::ledger::Ledger;
use crate::listing::{Form, Listing};
use crate::sources::{Packs, Source};
use crate::visitor::Visitor;
use crate::window::Window;

/// What finds a source's papers within a window.
pub(super) type Discover = fn(&Source, Window, &mut dyn Pages) -> Discovered;

/// The most bytes of a page: a map of a site may have so many (sitemaps.org, 50 MiB), and nothing that people read has more.
const LARGEST_PAGE: u64 = 50 << 20;

/// A source that could not be listed completely on so many nights is looked at within the later nights' window all the same:
/// one page that never comes must not make every night as long as the first.
const MOST_FIRST_NIGHTS: u32 = 7;

/// What a run does with each source.
pub(super) trait Errand: Sync {
    /// Goes through the source.
    ///
    /// # Errors
    ///
    /// Where the archive can't be read or written. That the source fails is told.
    fn go(&self, round: &Round<'_>) -> Result<(), FetchError>;

    /// Tells that the program itself failed at the source.
    ///
    /// # Errors
    ///
    /// As [`go`](Self::go).
    fn fail(&self, round: &Round<'_>, reason: &str) -> Result<(), FetchError>;
}

/// How a run goes.
pub(super) enum Told {
    /// A source lists so many papers.
    Listed {
        /// Which.
        source: String,
        /// How many.
        papers: usize,
    },
    /// One of them was looked after.
    Looked {
        /// Whose.
        source: String,
    },
    /// A source is done.
    Done(Box<SourceNight>),
    /// A source was looked at, and nothing was fetched.
    Seen(Box<SourcePreview>),
}

/// One source in one run.
pub(super) struct Round<'r> {
    /// Where its questions are put; its manners are the source's.
    pub(super) desk: Desk<'r>,
    /// Which source.
    pub(super) source: &'r Source,
    /// What finds its papers.
    pub(super) discover: Discover,
    /// Whether the run is to end, since the archive failed somebody.
    pub(super) halt: &'r AtomicBool,
    /// Who hears of it.
    pub(super) teller: &'r Sender<Told>,
}

/// What a source lists.
pub(super) struct Seen {
    /// Within these days.
    pub(super) window: Window,
    /// The papers, what was odd, and whether that is all.
    pub(super) discovered: Discovered,
    /// How far it could be seen.
    pub(super) state: SourceState,
}

impl Round<'_> {
    /// What the source lists, as far back as is due where it was last seen on that day, or never.
    ///
    /// # Errors
    ///
    /// Where the archive can't be read or written.
    pub(super) fn see(&self, last: Option<Date>) -> Result<Seen, FetchError> {
        let window = Window::on(self.desk.run.day(), self.source.back, last);
        let own = &self.source.manners;
        let manners = Manners { most_bytes: own.most_bytes.min(LARGEST_PAGE), ..own.clone() };
        let mut visitor = Visitor::new(Desk { manners: &manners, ..self.desk });
        let discovered = (self.discover)(self.source, window, &mut visitor);
        let state = match visitor.finish()? {
            Some(trouble) if discovered.listings.is_empty() => {
                SourceState::Failed { trouble: Some(state_of(&trouble)), reason: trouble.to_string() }
            }
            _ if discovered.complete => SourceState::Complete,
            _ => SourceState::Incomplete,
        };
        Ok(Seen { window, discovered, state })
    }

    /// Whether a listing is a pack that is left alone.
    pub(super) fn is_spared(&self, listing: &Listing) -> bool {
        match (listing.form, self.source.packs) {
            (Form::Paper, _) | (Form::Pack { .. }, Packs::Always) => false,
            (Form::Pack { .. }, Packs::Never) => true,
            (Form::Pack { beside }, Packs::Alone) => beside > 0,
        }
    }

    /// What is asked of the source.
    pub(super) fn reach(&self) -> String {
        reach(self.source)
    }

    /// Whose papers the source has.
    pub(super) fn authority(&self) -> Option<Authority> {
        let publisher = self.source.authority.as_ref()?;
        Some(Authority { code: publisher.code.clone(), name: publisher.name.clone() })
    }

    /// Whether the run is to end.
    pub(super) fn halted(&self) -> bool {
        self.halt.load(Ordering::Relaxed)
    }

    /// Tells how it goes.
    pub(super) fn tell(&self, told: Told) {
        // Nobody may be listening any longer; the ledger has it all.
        let _ = self.teller.send(told);
    }

    /// The day from which this night looks back, by what a ledger knows of the source; nothing where it is the first one.
    ///
    /// # Errors
    ///
    /// Where the ledger can't be read.
    pub(super) fn last_seen(&self, ledger: &Ledger) -> Result<Option<Date>, FetchError> {
        let seen = ledger.seen(&self.source.id, &self.reach())?;
        let given_up = || (seen.nights >= MOST_FIRST_NIGHTS).then(|| self.desk.run.day());
        Ok(seen.complete.or_else(given_up))
    }
}
