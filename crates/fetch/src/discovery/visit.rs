//! One look at a source: what was asked, what was found, what is in doubt.

use std::collections::BTreeSet;
use std::fmt::Display;

use url::Url;

use super::limits;
use super::markup::Markup;
use super::{Discovered, Pages, WebPage};
use crate::http::Trouble;
use crate::listing::Listing;
use crate::sources::Source;
use crate::window::Window;

/// One look at a source.
pub(super) struct Visit<'v> {
    /// The source.
    pub(super) source: &'v Source,
    /// Which of its meetings.
    pub(super) window: Window,
    pages: &'v mut dyn Pages,
    asked: usize,
    keys: BTreeSet<String>,
    untold: usize,
    found: Discovered,
}

impl<'v> Visit<'v> {
    pub(super) fn new(source: &'v Source, window: Window, pages: &'v mut dyn Pages) -> Self {
        let found = Discovered { listings: Vec::new(), doubts: Vec::new(), complete: true };
        Visit { source, window, pages, asked: 0, keys: BTreeSet::new(), untold: 0, found }
    }

    /// What was found.
    pub(super) fn found(mut self) -> Discovered {
        if self.untold > 0 {
            self.found.doubts.push(format!("and {} more doubts", self.untold));
        }
        self.found
    }

    /// A page of links, or an answer of a service.
    pub(super) fn page(&mut self, url: &Url) -> Result<WebPage, Trouble> {
        self.page_within(url, limits::PAGE_BYTES)
    }

    /// A page of so many bytes at most.
    pub(super) fn page_within(&mut self, url: &Url, most: usize) -> Result<WebPage, Trouble> {
        if self.asked >= limits::PAGES {
            let reason = format!("{} pages of this source were asked for tonight", limits::PAGES);
            return Err(Trouble::Limit { reason });
        }
        self.asked += 1;
        let page = self.pages.page(url)?;
        if page.bytes.len() > most {
            let reason = format!("expected a page of {most} bytes at most, found {}", page.bytes.len());
            return Err(Trouble::Limit { reason });
        }
        Ok(page)
    }

    /// Says that an address was answered with something else than what stands there.
    pub(super) fn disown(&mut self, url: &Url) {
        self.pages.disown(url);
    }

    /// A page's markup. `what` it is, for the doubt where it can't be had.
    pub(super) fn markup(&mut self, url: &Url, what: &str) -> Option<Markup> {
        match self.page(url) {
            Ok(page) => Some(self.whole(&page, what)),
            Err(trouble) => {
                self.missed(format_args!("{what} ({url}): {trouble}"));
                None
            }
        }
    }

    /// The markup of a page that a list of the site leads to. Where the site doesn't have it, it is so night after night, and
    /// there is nothing to be missed.
    pub(super) fn listed(&mut self, url: &Url, what: &str) -> Option<Markup> {
        self.markup_unless(url, what, |trouble| matches!(trouble, Trouble::Gone { .. }))
    }

    /// The markup of a page that says more of what is known without it. Where the site doesn't have it, or keeps it to itself,
    /// it is so night after night, and there is nothing to be missed.
    pub(super) fn beside(&mut self, url: &Url, what: &str) -> Option<Markup> {
        self.markup_unless(url, what, |trouble| {
            matches!(trouble, Trouble::Gone { .. } | Trouble::Blocked { .. })
        })
    }

    /// The markup of a page whose lack is a mere doubt where it `is_lasting`.
    fn markup_unless(
        &mut self,
        url: &Url,
        what: &str,
        is_lasting: impl FnOnce(&Trouble) -> bool,
    ) -> Option<Markup> {
        match self.page(url) {
            Ok(page) => return Some(self.whole(&page, what)),
            Err(trouble) if is_lasting(&trouble) => self.doubt(format_args!("{what} ({url}): {trouble}")),
            Err(trouble) => self.missed(format_args!("{what} ({url}): {trouble}")),
        }
        None
    }

    /// The markup of a page that is there, with a doubt where it is too long to be looked at whole.
    pub(super) fn whole(&mut self, page: &WebPage, what: &str) -> Markup {
        let markup = Markup::of(page);
        if markup.is_cut {
            self.missed(format_args!("{what} ({}): too long to be looked at whole", page.url));
        }
        markup
    }

    /// Notes what could not be looked at: nothing may be taken for vanished tonight.
    pub(super) fn missed(&mut self, doubt: impl Display) {
        self.found.complete = false;
        self.doubt(doubt);
    }

    /// Notes what looks odd, and costs nothing.
    pub(super) fn doubt(&mut self, doubt: impl Display) {
        if self.found.doubts.len() < limits::DOUBTS {
            self.found.doubts.push(doubt.to_string());
        } else {
            self.untold += 1;
        }
    }

    /// Notes a paper, unless it is noted already.
    pub(super) fn list(&mut self, listing: Listing) {
        if self.keys.contains(&listing.key.0) {
            return;
        }
        if self.found.listings.len() >= limits::LISTINGS {
            self.missed(format_args!(
                "more than {} papers; `{}` is left out",
                limits::LISTINGS,
                listing.title
            ));
            return;
        }
        self.keys.insert(listing.key.0.clone());
        self.found.listings.push(listing);
    }
}
