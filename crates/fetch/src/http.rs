//! Asking a host politely, within limits.
//!
//! ```text
//! Ask ──reach: may it be asked? robots: does the host want it? pace: is it time?──▶ wire ──▶ body ──▶ sink
//!  ▲                                                                                │
//!  └───────────── redirect: every hop is a question of its own ◀────────────────────┘
//! ```
//!
//! Refuses to look like a browser, to keep cookies, to solve a challenge, to skip a certificate, to ask an address that no
//! published page has a reason to link to, and to take part of a body for the whole.
//!
//! In reading order:
//!
//! - `client`: [`Client::get`], from the question to its answer.
//! - `agent`: who asks.
//! - `reach`: which addresses may be asked.
//! - `rulebook`, `robots`: what the host wants of programs.
//! - `hosts`, `pace`, `breaker`: one question at a time, when it is time, to a host that is well.
//! - `redirect`: where an answer points instead.
//! - `wire`: one question and its answer over one connection.
//! - `answer`: what a status means.
//! - `headers`, `disposition`: what an answer says of itself.
//! - `body`: the bytes, unpacked and within limits.
//! - `trouble`: why there is no answer.

mod agent;
mod answer;
mod body;
mod breaker;
mod client;
mod disposition;
mod headers;
#[cfg(test)]
mod hostile;
mod hosts;
mod pace;
mod reach;
mod redirect;
mod robots;
mod rulebook;
#[cfg(test)]
mod testing;
mod trouble;
mod wire;

use std::fs::File;
use std::io::{self, Seek, Write};
use std::time::Duration;

use url::Url;

pub use self::agent::Agent;
pub use self::client::Client;
pub use self::trouble::Trouble;

/// One question to a host.
#[derive(Debug, Clone, Copy)]
pub struct Ask<'a> {
    /// What is asked for.
    pub url: &'a Url,
    /// The last answer, which the host need not send again.
    pub known: Option<Known<'a>>,
    /// How the host is to be treated.
    pub manners: &'a Manners,
}

impl<'a> Ask<'a> {
    /// The conditions under which a hop is asked: only where the last answer was found are they about what they say.
    fn conditions(&self, hop: &Url) -> Option<&'a Validators> {
        let known = self.known.filter(|known| known.found_at == hop)?;
        Some(known.validators).filter(|validators| validators.ask_for_news())
    }
}

/// An answer that is known from another night.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    /// Where it was found in the end. Where redirects lead elsewhere tonight, it says nothing of what stands there.
    pub found_at: &'a Url,
    /// What it said of itself.
    pub validators: &'a Validators,
}

/// How a source wants its hosts to be treated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Manners {
    /// From one question to a host to the next, at least; robots.txt may ask for more.
    pub pause: Duration,
    /// The most bytes of one answer, packed and unpacked.
    pub most_bytes: u64,
    /// The longest time for one answer, from the first byte asked to the last one got.
    pub longest: Duration,
    /// Where the source may lead.
    pub reach: Reach,
}

/// To which addresses a source's links and redirects may lead.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reach {
    /// Public addresses alone, as names resolve at the moment of asking.
    Public,
    /// Private and loopback addresses too: the source says so.
    Private,
}

/// What lets a host answer that nothing has changed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Validators {
    /// `ETag`, as it was sent.
    pub etag: Option<String>,
    /// `Last-Modified`, as it was sent; where there was none, `Date`, which serves as well (RFC 9110, 13.1.3).
    pub last_modified: Option<String>,
}

impl Validators {
    /// Whether there is anything to ask by.
    pub fn ask_for_news(&self) -> bool {
        self.etag.is_some() || self.last_modified.is_some()
    }
}

/// What a host answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// Where it was found in the end.
    pub url: Url,
    /// The addresses that led there, the first one asked for first; empty where there were no redirects.
    pub hops: Vec<Url>,
    /// Whether there is anything new.
    pub news: News,
    /// What to ask with the next time.
    pub validators: Validators,
}

/// Whether an answer brings anything new.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum News {
    /// Nothing: what was known stands (304).
    Unchanged,
    /// A body, which was written to the sink.
    Body {
        /// `Content-Type`, as it was sent; empty where there was none.
        content_type: String,
        /// The file's name by `Content-Disposition`.
        file_name: Option<String>,
        /// How many bytes were written.
        size: u64,
    },
}

/// Where a body goes, as it comes.
pub trait Sink: Write {
    /// Forgets all that was written: the connection broke off, and the body comes again from its first byte.
    ///
    /// # Errors
    ///
    /// Where what was written can't be taken back.
    fn restart(&mut self) -> io::Result<()>;

    /// How many bytes will do, where the beginning of a body does: what follows is not read.
    fn enough(&self) -> Option<u64> {
        None
    }
}

impl Sink for Vec<u8> {
    fn restart(&mut self) -> io::Result<()> {
        self.clear();
        Ok(())
    }
}

impl Sink for File {
    fn restart(&mut self) -> io::Result<()> {
        self.rewind()?;
        self.set_len(0)
    }
}
