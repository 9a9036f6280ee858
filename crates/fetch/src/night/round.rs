//! One source's night: what it lists, each paper looked after, and what became of those that it does not list.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;

use jiff::civil::Date;
use sha2::{Digest, Sha256};

use super::desk::{Desk, state_of};
use super::look::Expected;
use super::{Authority, SourceNight, SourceState};
use crate::FetchError;
use crate::archive::hexadecimal;
use crate::discovery::{Discovered, Pages};
use crate::http::{Manners, Trouble};
use crate::ledger::{Paper, Seen, Visit};
use crate::listing::{Form, Listing};
use crate::sources::{Packs, PageRule, Site, Source};
use crate::visitor::Visitor;
use crate::window::Window;

/// What finds a source's papers within a window.
pub(super) type Discover = fn(&Source, Window, &mut dyn Pages) -> Discovered;

/// The most bytes of a page: a map of a site may have so many (sitemaps.org, 50 MiB), and nothing that people read has more.
const LARGEST_PAGE: u64 = 50 << 20;

/// A source that could not be listed completely on so many nights is looked at within the later nights' window all the same:
/// one page that never comes must not make every night as long as the first.
const MOST_FIRST_NIGHTS: u32 = 7;

/// How a round goes.
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

impl Round<'_> {
    /// Goes through the source.
    ///
    /// # Errors
    ///
    /// Where the archive can't be read or written.
    pub(super) fn go(&self) -> Result<(), FetchError> {
        let (desk, id) = (&self.desk, self.source.id.as_str());
        let seen = desk.archive.ledger().seen(id, &self.reach())?;
        let window = Window::on(desk.run.day(), self.source.back, self.last_seen(seen));
        let (discovered, shut) = self.discovered(window)?;
        let papers = desk.archive.ledger().list(id, &discovered.listings, desk.run, desk.now())?;
        self.tell(Told::Listed { source: id.to_owned(), papers: papers.len() });
        for (listing, paper) in discovered.listings.iter().zip(&papers) {
            if self.halted() {
                return Ok(());
            }
            if self.is_spared(listing) {
                desk.archive.ledger().spare(desk.run, paper)?;
            } else {
                desk.look_after(paper, self.expected())?;
            }
            self.tell(Told::Looked { source: id.to_owned() });
        }
        let owed = desk.archive.ledger().owed(id, desk.run)?;
        self.look_after_all(&owed)?;
        if discovered.complete {
            let missing = desk.archive.ledger().missing(id, desk.run, window.from)?;
            self.look_after_all(&missing)?;
        }
        self.supersede(&discovered.listings, &papers)?;
        let state = match shut {
            Some(trouble) if papers.is_empty() => {
                SourceState::Failed { trouble: Some(state_of(&trouble)), reason: trouble.to_string() }
            }
            _ if discovered.complete => SourceState::Complete,
            _ => SourceState::Incomplete,
        };
        self.end(papers.len(), &state, &discovered.doubts)
    }

    /// The program failed at the source.
    ///
    /// # Errors
    ///
    /// Where the ledger can't be written.
    pub(super) fn fail(&self, reason: &str) -> Result<(), FetchError> {
        self.end(0, &SourceState::Failed { trouble: None, reason: reason.to_owned() }, &[])
    }

    /// What the source lists, and what was in the way where no page of it could be had.
    fn discovered(&self, window: Window) -> Result<(Discovered, Option<Trouble>), FetchError> {
        let own = &self.source.manners;
        let manners = Manners { most_bytes: own.most_bytes.min(LARGEST_PAGE), ..own.clone() };
        let mut visitor = Visitor::new(Desk { manners: &manners, ..self.desk });
        let discovered = (self.discover)(self.source, window, &mut visitor);
        Ok((discovered, visitor.finish()?))
    }

    fn look_after_all(&self, papers: &[Paper]) -> Result<(), FetchError> {
        let halted = papers.iter().take_while(|_| !self.halted());
        halted.into_iter().try_for_each(|paper| self.desk.look_after(paper, self.expected()))
    }

    /// Packs that were fetched when nothing else was listed give way to the papers that have come one by one; not before
    /// these have been fetched too.
    fn supersede(&self, listings: &[Listing], papers: &[Paper]) -> Result<(), FetchError> {
        if self.source.packs != Packs::Alone {
            return Ok(());
        }
        for (listing, pack) in listings.iter().zip(papers) {
            if !self.is_spared(listing) || pack.current.is_none() {
                continue;
            }
            let mut ledger = self.desk.archive.ledger();
            let beside = match &listing.meeting {
                Some(meeting) => ledger.of_meeting(&self.source.id, self.desk.run, &meeting.id)?,
                None => Vec::new(),
            };
            if !beside.iter().any(|state| state.may_pass()) {
                ledger.supersede(self.desk.run, pack)?;
            }
        }
        Ok(())
    }

    fn end(&self, listed: usize, state: &SourceState, doubts: &[String]) -> Result<(), FetchError> {
        if self.halted() {
            return Ok(());
        }
        let authority = self.source.authority.as_ref();
        let authority = authority
            .map(|authority| Authority { code: authority.code.clone(), name: authority.name.clone() });
        let (source, reach) = (self.source.id.as_str(), self.reach());
        let visit = Visit { source, authority: authority.as_ref(), reach: &reach, listed, state, doubts };
        let mut ledger = self.desk.archive.ledger();
        ledger.visit(self.desk.run, &visit)?;
        self.tell(Told::Done(Box::new(ledger.account(self.desk.run, source)?)));
        Ok(())
    }

    /// The day from which later nights look back.
    fn last_seen(&self, seen: Seen) -> Option<Date> {
        seen.complete.or_else(|| (seen.nights >= MOST_FIRST_NIGHTS).then(|| self.desk.run.day()))
    }

    /// Whether a pack is left alone.
    fn is_spared(&self, listing: &Listing) -> bool {
        match (listing.form, self.source.packs) {
            (Form::Paper, _) | (Form::Pack { .. }, Packs::Always) => false,
            (Form::Pack { .. }, Packs::Never) => true,
            (Form::Pack { beside }, Packs::Alone) => beside > 0,
        }
    }

    fn expected(&self) -> Expected {
        match self.source.site {
            Site::Page { page: PageRule::Paper, .. } => Expected::Anything,
            _ => Expected::Files,
        }
    }

    /// What is asked of the source, as a fingerprint: where that changes, older papers may be wanted that were not before.
    fn reach(&self) -> String {
        let Source { site, wanted, back, packs, .. } = self.source;
        let asked = format!("{site:?} {wanted:?} {back:?} {packs:?}");
        hexadecimal(&Sha256::digest(asked))
    }

    fn halted(&self) -> bool {
        self.halt.load(Ordering::Relaxed)
    }

    fn tell(&self, told: Told) {
        // Nobody may be listening any longer; the ledger has it all.
        let _ = self.teller.send(told);
    }
}
