//! Asking a host politely, within limits.

use std::time::Duration;

use url::Url;

/// One question to a host.
#[derive(Debug, Clone, Copy)]
pub struct Ask<'a> {
    /// What is asked for.
    pub url: &'a Url,
    /// What the last answer said of itself: with these the host need not send it again.
    pub known: Option<&'a Validators>,
    /// How the host is to be treated.
    pub manners: &'a Manners,
}

/// How a source wants its hosts to be treated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Manners {
    /// From one question to a host to the next, at least; robots.txt may ask for more.
    pub pause: Duration,
    /// The most bytes of one answer, unpacked.
    pub most_bytes: u64,
    /// The longest time for one answer, from the first byte asked to the last one got.
    pub longest: Duration,
    /// Where the source may lead.
    pub reach: Reach,
}

/// To which addresses a source's links and redirects may lead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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

/// Why there is no answer, as a state that the ledger keeps and a person can act on.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Trouble {
    /// robots.txt forbids it, or the host wants a login or a browser (401, 403, 451).
    #[error("blocked: {reason}")]
    Blocked {
        /// By what.
        reason: String,
    },
    /// The host does not prove who it is.
    #[error("no secure connection: {reason}")]
    Tls {
        /// What is wrong.
        reason: String,
    },
    /// It is not there (404, 410).
    #[error("not there any longer ({status})")]
    Gone {
        /// The status.
        status: u16,
    },
    /// The address leads where no page's links may lead: another scheme, a private address.
    #[error("{url} leads where a published page has nothing to ask: {reason}")]
    Forbidden {
        /// The address.
        url: String,
        /// Why.
        reason: String,
    },
    /// The answer breaks a limit: too many bytes, too slow, too many redirects, headers without end.
    #[error("the answer breaks a limit: {reason}")]
    Limit {
        /// Which, and what was found.
        reason: String,
    },
    /// The host fails or wants to be left alone for now (429, 5xx), also after some patience; or was given up for tonight.
    #[error("the host is unwell: {reason}")]
    Unwell {
        /// What it said.
        reason: String,
    },
    /// The connection fails or breaks off, or the body is not as long as was said.
    #[error("the connection failed: {reason}")]
    Network {
        /// How.
        reason: String,
    },
}
