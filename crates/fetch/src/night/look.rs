//! Looking after one paper: whether it is as it was, what it is now, or why it can't be had.

use std::io::Write;
use std::path::Path;

use url::Url;

use super::PaperState;
use super::desk::{Came, Desk, refusal};
use super::name::file_name;
use super::page::{apology, title};
use crate::FetchError;
use crate::archive::{Arrived, Kind};
use crate::discovery::is_error_page;
use crate::http::Validators;
use crate::ledger::{Body, Bytes, Finding, Paper, Reply};
use crate::listing::Location;

/// What a source's papers are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Expected {
    /// Files: a web page is none of them.
    Files,
    /// Whatever stands at an address, web pages too.
    Anything,
}

/// Somebody who looks after one paper.
struct Keeper<'k> {
    desk: &'k Desk<'k>,
    paper: &'k Paper,
    at: &'k Location,
    address: String,
    expected: Expected,
}

impl Desk<'_> {
    /// Looks after a paper, and takes down what was found.
    ///
    /// # Errors
    ///
    /// Where the archive or its ledger can't be written.
    pub(super) fn look_after(&self, paper: &Paper, expected: Expected) -> Result<(), FetchError> {
        let Some(at) = &paper.at else {
            let reason = "the address that it was listed at is none any longer".to_owned();
            return self.settle(paper, None, &Finding::Trouble { state: PaperState::Forbidden, reason });
        };
        let address = at.to_string();
        let keeper = Keeper { desk: self, paper, at, address, expected };
        self.turns.take(&keeper.address, || {
            if let Some(finding) = keeper.tonight()? {
                return self.settle(paper, None, &finding);
            }
            let (reply, finding) = keeper.ask()?;
            self.settle(paper, Some((&keeper.address, &reply)), &finding)
        })
    }

    fn settle(
        &self,
        paper: &Paper,
        answer: Option<(&str, &Reply)>,
        finding: &Finding,
    ) -> Result<(), FetchError> {
        self.archive.ledger().settle(self.run, self.now(), paper, answer, finding)
    }
}

impl Keeper<'_> {
    /// What tonight's answer says of the paper, where its address was asked already: for another listing, as a page, or
    /// by the run that was killed.
    fn tonight(&self) -> Result<Option<Finding>, FetchError> {
        let reply = self.desk.archive.ledger().tonight(&self.address, self.desk.run)?;
        reply.map_or(Ok(None), |reply| self.recall(reply).map(|kept| kept.map(|(_, finding)| finding)))
    }

    /// Asks, where all that was sent before is kept only for what is new.
    fn ask(&self) -> Result<(Reply, Finding), FetchError> {
        let known = self.desk.archive.ledger().known(&self.address)?;
        let known = known.map_or(Ok(None), |reply| self.recall(comparable(reply)))?;
        let came = match self.at {
            Location::Web(url) => self.desk.ask(url, known)?,
            Location::File(path) => self.desk.read(path, known)?,
        };
        match came {
            Came::Same(reply, finding) => Ok((reply, finding)),
            Came::Body(reply, arrived) => self.take_in(reply, arrived),
            Came::Nothing(trouble) => {
                let reply = refusal(&self.address, &trouble);
                let finding = self.refused(&reply);
                Ok((reply, finding))
            }
        }
    }

    /// What an earlier answer says of the paper; nothing where its bytes are not kept.
    fn recall(&self, reply: Reply) -> Result<Option<(Reply, Finding)>, FetchError> {
        let Some(body) = reply.body.as_ref().filter(|_| reply.state == PaperState::Held) else {
            // What was no paper to a source of files may be one to another source.
            let is_told = reply.state != PaperState::NotAPaper || self.expected == Expected::Files;
            let finding = self.refused(&reply);
            return Ok(is_told.then_some((reply, finding)));
        };
        let files = self.desk.archive.files();
        let path = self.desk.archive.ledger().path_of(&body.hash)?;
        if let Some(path) = path.filter(|path| files.has(path, body.size)) {
            let finding = Finding::Bytes(self.bytes(body, path));
            return Ok(Some((reply, finding)));
        }
        let Some(page) = files.page(&self.address, &body.hash) else { return Ok(None) };
        let mut incoming = files.incoming()?;
        let written = incoming.write_all(&page);
        incoming.check()?;
        written.map_err(FetchError::archive(files.folder()))?;
        let arrived = incoming.finish()?;
        self.take_in(reply, arrived).map(Some)
    }

    /// Takes in what has come: a paper goes into the archive, what is none is told.
    fn take_in(&self, reply: Reply, arrived: Arrived) -> Result<(Reply, Finding), FetchError> {
        if let Some(reason) = self.fault(&reply, &arrived) {
            let reply = Reply { state: PaperState::NotAPaper, reason: Some(reason), ..reply };
            let finding = self.refused(&reply);
            return Ok((reply, finding));
        }
        let (Arrived { hash, size, .. }, files) = (&arrived, self.desk.archive.files());
        let described = reply.body.clone().unwrap_or_default();
        let (body, path) = match &self.paper.current {
            Some(current)
                if current.hash != *hash && arrived.repeats(&files.folder().join(&current.path))? =>
            {
                let body = Body { hash: current.hash.clone(), size: current.size, ..described };
                (body, current.path.clone())
            }
            _ => {
                let body = Body { hash: hash.clone(), size: *size, ..described };
                (body, files.keep_paper(arrived)?)
            }
        };
        let finding = Finding::Bytes(self.bytes(&body, path));
        Ok((Reply { body: Some(body), ..reply }, finding))
    }

    /// Why what has come is no paper.
    fn fault(&self, reply: &Reply, arrived: &Arrived) -> Option<String> {
        if is_among_errors(reply) {
            return Some(format!("the site leads to its page of errors: {}", reply.found_at));
        }
        if arrived.size == 0 {
            return Some("the file is empty".to_owned());
        }
        if arrived.kind != Kind::PAGE {
            return None;
        }
        let told = title(&arrived.head).map_or_else(String::new, |title| format!(": \"{title}\""));
        match self.expected {
            Expected::Files => Some(format!("expected a file, found a web page{told}")),
            Expected::Anything => {
                let is_whole = arrived.size == arrived.head.len() as u64;
                let apology = if is_whole { apology(&reply.found_at, &arrived.head) } else { None };
                apology.map(|what| format!("expected the page, found {what}{told}"))
            }
        }
    }

    /// What an answer that is no paper says of it. A site without pages of errors answers 404; one with such pages has lost
    /// what it had before.
    fn refused(&self, reply: &Reply) -> Finding {
        let is_lost =
            reply.state == PaperState::NotAPaper && is_among_errors(reply) && self.paper.current.is_some();
        let state = if is_lost { PaperState::Gone } else { reply.state };
        Finding::Trouble { state, reason: reply.reason.clone().unwrap_or_default() }
    }

    fn bytes(&self, body: &Body, path: String) -> Bytes {
        let extension = Path::new(&path).extension().unwrap_or_default().to_string_lossy();
        let told = body.file_name.as_deref();
        let file_name = match self.at {
            Location::Web(url) => file_name(told, url, &self.paper.title, &extension),
            Location::File(_) => told.unwrap_or_default().to_owned(),
        };
        Bytes { path, hash: body.hash.clone(), size: body.size, file_name }
    }
}

/// Whether an answer was found where the site leads everybody who asks for what it does not have.
fn is_among_errors(reply: &Reply) -> bool {
    Url::parse(&reply.found_at).is_ok_and(|url| is_error_page(&url))
}

/// An answer with what a host may compare with what it has now. The date of an answer that was no paper says nothing: the
/// paper that was behind a page of errors all the time is older than that.
fn comparable(reply: Reply) -> Reply {
    if reply.state == PaperState::Held {
        return reply;
    }
    Reply { validators: Validators { last_modified: None, ..reply.validators }, ..reply }
}
