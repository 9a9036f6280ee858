//! Pages with a memory: what has not changed since another night comes from the archive, and what was asked for tonight is
//! not asked for again.

use std::collections::BTreeMap;
use std::time::Duration;

use url::Url;

use crate::FetchError;
use crate::discovery::{Pages, WebPage};
use crate::http::Trouble;
use crate::ledger::{Body, Reply};
use crate::night::{Came, Desk, PaperState, apology, refusal};

const DAY: Duration = Duration::from_hours(24);

/// Whoever looks at a source's pages.
pub(crate) struct Visitor<'v> {
    desk: Desk<'v>,
    troubles: BTreeMap<String, Trouble>,
    /// Why not a single page could be had so far.
    shut: Option<Trouble>,
    has_page: bool,
    fault: Option<FetchError>,
}

impl<'v> Visitor<'v> {
    /// Somebody who has seen no page yet.
    pub(crate) fn new(desk: Desk<'v>) -> Self {
        Visitor { desk, troubles: BTreeMap::new(), shut: None, has_page: false, fault: None }
    }

    /// What was in the way first, where not a single page could be had.
    ///
    /// # Errors
    ///
    /// Where the archive or its ledger failed meanwhile: pages are missing that the site has.
    pub(crate) fn finish(self) -> Result<Option<Trouble>, FetchError> {
        self.fault.map_or(Ok(self.shut.filter(|_| !self.has_page)), Err)
    }

    /// The page of an answer. The date of an apology that was made just now says nothing of what stands there on another
    /// night; where the host told an older one, a page that is newer than that is sent.
    fn receive(&self, address: &str, mut reply: Reply) -> Result<Result<WebPage, Trouble>, FetchError> {
        let page = self.kept(address, &reply);
        let is_apology = || page.as_ref().is_some_and(|page| apology(&reply.found_at, &page.bytes).is_some());
        if self.is_of_today(&reply) && is_apology() {
            reply.validators.last_modified = None;
        }
        self.take(address, &reply)?;
        let lost = || Trouble::Disk { reason: "the page that was just kept is not there".to_owned() };
        Ok(page.ok_or_else(lost))
    }

    fn seek(&self, url: &Url) -> Result<Result<WebPage, Trouble>, FetchError> {
        let address = url.as_str();
        let tonight = self.desk.archive.ledger().tonight(address, self.desk.run)?;
        if let Some(trouble) = tonight.as_ref().and_then(refused) {
            return Ok(Err(trouble));
        }
        if let Some(page) = tonight.and_then(|reply| self.kept(address, &reply)) {
            return Ok(Ok(page));
        }
        let known = self.desk.archive.ledger().known(address)?;
        let known = known.and_then(|reply| self.kept(address, &reply).map(|page| (reply, page)));
        match self.desk.ask(url, known)? {
            Came::Same(reply, page) => {
                self.take(address, &reply)?;
                Ok(Ok(page))
            }
            Came::Body(reply, arrived) => {
                self.desk.archive.files().keep_page(address, arrived)?;
                self.receive(address, reply)
            }
            Came::Nothing(trouble) => {
                self.take(address, &refusal(address, &trouble))?;
                Ok(Err(trouble))
            }
        }
    }

    /// Whether an answer goes by a date of about now, as all do whose hosts tell none.
    fn is_of_today(&self, reply: &Reply) -> bool {
        let date =
            reply.validators.last_modified.as_deref().and_then(|date| httpdate::parse_http_date(date).ok());
        date.is_some_and(|date| {
            self.desk.now().duration_since(date).is_ok_and(|age| age < DAY) || date > self.desk.now()
        })
    }

    fn take(&self, address: &str, reply: &Reply) -> Result<(), FetchError> {
        self.desk.archive.ledger().take_page(self.desk.run, self.desk.now(), address, reply)
    }

    /// The page that is kept of an answer.
    fn kept(&self, address: &str, reply: &Reply) -> Option<WebPage> {
        let Body { content_type, hash, .. } = reply.body.as_ref()?;
        let bytes = self.desk.archive.files().page(address, hash)?;
        let url = Url::parse(&reply.found_at).ok()?;
        Some(WebPage { url, content_type: content_type.clone(), bytes })
    }
}

/// Why there was no page, where that was said for the whole night: a run that was killed does not ask again.
fn refused(reply: &Reply) -> Option<Trouble> {
    let reason = reply.reason.clone().unwrap_or_default();
    match reply.state {
        PaperState::Gone => Some(Trouble::Gone { status: 404 }),
        PaperState::Blocked => {
            Some(Trouble::Blocked { reason: reason.trim_start_matches("blocked: ").to_owned() })
        }
        _ => None,
    }
}

impl Pages for Visitor<'_> {
    fn page(&mut self, url: &Url) -> Result<WebPage, Trouble> {
        let url = whole(url);
        if let Some(trouble) = self.troubles.get(url.as_str()) {
            return Err(trouble.clone());
        }
        if self.fault.is_some() {
            return Err(Trouble::Disk { reason: "the archive can't be used any longer".to_owned() });
        }
        match self.desk.turns.take(url.as_str(), || self.seek(&url)) {
            Ok(Ok(page)) => {
                self.has_page = true;
                Ok(page)
            }
            Ok(Err(trouble)) => {
                self.shut.get_or_insert_with(|| trouble.clone());
                self.troubles.insert(url.into(), trouble.clone());
                Err(trouble)
            }
            Err(fault) => {
                let trouble = Trouble::Disk { reason: fault.to_string() };
                self.fault = Some(fault);
                Err(trouble)
            }
        }
    }

    fn disown(&mut self, url: &Url) {
        let disowned = self.desk.archive.ledger().disown(whole(url).as_str());
        if let Err(fault) = disowned {
            self.fault.get_or_insert(fault);
        }
    }
}

/// The address of a page without the place in it.
fn whole(url: &Url) -> Url {
    let mut url = url.clone();
    url.set_fragment(None);
    url
}
