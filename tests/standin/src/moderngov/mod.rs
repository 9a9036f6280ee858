//! A committee system in the manner of ModernGov: pages under fixed names, a web service beside them.

mod pages;
mod service;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use encoding_rs::{Encoding, UTF_8};

use crate::Site;
use crate::council::Council;
use crate::mishap::error_page;
use crate::reply::Reply;
use crate::request::Request;

/// A site of this kind.
#[derive(Debug)]
pub struct ModernGov {
    prefix: String,
    service: Service,
    encoding: &'static Encoding,
    council: Mutex<Council>,
    made: AtomicUsize,
}

/// What the web service answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Service {
    /// What it is asked.
    Open,
    /// This status: it was never set up, or is closed to the public.
    Status(u16),
    /// The system's error page, with status 200.
    ErrorPage,
}

impl ModernGov {
    /// A site at the root of its host, with its web service, in UTF-8.
    pub fn new(council: Council) -> Self {
        Self {
            prefix: String::new(),
            service: Service::Open,
            encoding: UTF_8,
            council: Mutex::new(council),
            made: AtomicUsize::new(0),
        }
    }

    /// The same below a folder of its host (`/moderngov`).
    #[must_use]
    pub fn below(self, prefix: &str) -> Self {
        Self { prefix: prefix.to_owned(), ..self }
    }

    /// The same with another web service.
    #[must_use]
    pub fn serviced(self, service: Service) -> Self {
        Self { service, ..self }
    }

    /// The same with its pages in another encoding.
    #[must_use]
    pub fn written_in(self, encoding: &'static Encoding) -> Self {
        Self { encoding, ..self }
    }

    /// What it publishes, to look at or to change.
    pub fn council(&self) -> MutexGuard<'_, Council> {
        self.council.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn page(&self, request: &Request, name: &str) -> Option<Reply> {
        let council = self.council();
        let number = |names: &[&str]| names.iter().find_map(|name| request.number(name));
        if name == "mgconvert2pdf.aspx" {
            let made = self.made.fetch_add(1, Ordering::Relaxed);
            return council.paper(number(&["ID"])?).map(|paper| paper.made_for(made));
        }
        let html = match name {
            "mglistcommittees.aspx" | "iedochome.aspx" => pages::committees(&council),
            "mgcommitteedetails.aspx" => pages::committee(council.committee(number(&["ID"])?)?),
            "ielistmeetings.aspx" => {
                let committee = council.committee(number(&["CId", "CommitteeId"])?)?;
                pages::meetings(committee, &pages::Shown::asked(request))
            }
            "ielistdocuments.aspx" => {
                let (committee, meeting) = council.meeting(number(&["MId", "MeetingId"])?)?;
                pages::agenda(committee, meeting)
            }
            _ => return None,
        };
        let media = format!("text/html; charset={}", self.encoding.name().to_lowercase());
        Some(Reply::new(200, &media, self.encoding.encode(&html).0.into_owned()))
    }

    /// A file of the folder `documents`: `s` and the number of a paper, `g` and the number of a meeting. What follows is
    /// a name that nobody looks at, as in the real system.
    fn document(&self, rest: &str) -> Option<Reply> {
        let key = rest.split('/').next()?;
        let council = self.council();
        let paper = if let Some(id) = key.strip_prefix('s') {
            council.paper(id.parse().ok()?)?
        } else {
            let (_, meeting) = council.meeting(key.strip_prefix('g')?.parse().ok()?)?;
            meeting.pack.as_ref()?
        };
        Some(paper.reply())
    }

    fn known(&self, request: &Request) -> Option<Reply> {
        let path = request.path().strip_prefix(self.prefix.as_str())?.strip_prefix('/')?;
        let lower = path.to_lowercase();
        if lower == "mgerror.aspx" {
            return Some(error_page());
        }
        if let Some(operation) = lower.strip_prefix("mgwebservice.asmx") {
            return Some(match self.service {
                Service::Open => service::answer(&self.council(), request, operation, &self.prefix),
                Service::Status(status) => Reply::error(status, "Forbidden: Access is denied."),
                Service::ErrorPage => error_page(),
            });
        }
        match path.strip_prefix("documents/") {
            Some(rest) => self.document(rest),
            None => self.page(request, &lower),
        }
    }
}

impl Site for ModernGov {
    fn answer(&self, request: &Request) -> Reply {
        let elsewhere = || Reply::redirect(302, &format!("{}/mgError.aspx", self.prefix));
        self.known(request).unwrap_or_else(elsewhere)
    }
}
