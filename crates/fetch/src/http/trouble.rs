//! Why there is no answer: a state that the ledger keeps, a sentence, and what a person can do about it.

use std::time::Duration;

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Trouble {
    /// robots.txt forbids it, or the host refuses: it wants a login (401, 403), a browser, or no such question (other 4xx).
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
    /// The host answered, but what it sent can't be written here.
    #[error("the answer can't be kept: {reason}")]
    Disk {
        /// What the machine says.
        reason: String,
    },
}

impl Trouble {
    /// The state's name, as the ledger and the report keep it.
    pub fn state(&self) -> &'static str {
        match self {
            Self::Blocked { .. } => "blocked",
            Self::Tls { .. } => "tls_error",
            Self::Gone { .. } => "gone",
            Self::Forbidden { .. } => "forbidden",
            Self::Limit { .. } => "limit",
            Self::Unwell { .. } => "unwell",
            Self::Network { .. } => "network",
            Self::Disk { .. } => "disk",
        }
    }

    /// What a person can do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Blocked { .. } => {
                "the host does not want programs to ask this. Open the page in a browser, put the papers into a folder, and \
                 watch that as a source of kind `folder`; or ask the council's web team to let this user agent in"
            }
            Self::Tls { .. } => {
                "certificates are never skipped. Tell the council's web team if a browser warns too; until then load the papers \
                 by hand into a folder and watch that as a source of kind `folder`. If every host fails so, this machine lacks \
                 root certificates (on Debian the package `ca-certificates`)"
            }
            Self::Gone { .. } => {
                "the address may have moved: look at the council's page in a browser and mend the source if it did. What was \
                 fetched before is kept"
            }
            Self::Forbidden { .. } => {
                "if the papers really are on a private address, say `reach = \"private\"` in the source; other schemes than \
                 http and https are never asked"
            }
            Self::Limit { .. } => {
                "if the paper really is that large or the host that slow, raise `most_bytes` or `longest` in the source; \
                 otherwise load it by hand into a source of kind `folder`"
            }
            Self::Unwell { .. } => {
                "nothing: the next night tries again. If it stays so for days, look whether the site has moved"
            }
            Self::Network { .. } => {
                "the next night tries again. If it stays so, look whether the host's name is right and whether this machine \
                 reaches it; a proxy is not used"
            }
            Self::Disk { .. } => {
                "make room on the disk, or see whether the archive's folder may be written to"
            }
        }
    }
}

/// A question that failed, and what that says of the host.
#[derive(Debug)]
pub(super) struct Failure {
    pub(super) trouble: Trouble,
    pub(super) cause: Cause,
    /// What the host answered, where that was an answer.
    pub(super) status: Option<u16>,
}

/// What a failure is due to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cause {
    /// This address alone: it would fail again, and the host is well.
    Address,
    /// The host, and asking again now would gain nothing.
    Host,
    /// The host at this moment: it may be asked again, after a time that it may have told.
    Moment(Option<Duration>),
}

impl Failure {
    pub(super) fn of_address(trouble: Trouble) -> Self {
        Self::new(trouble, Cause::Address)
    }

    pub(super) fn of_host(trouble: Trouble) -> Self {
        Self::new(trouble, Cause::Host)
    }

    pub(super) fn of_moment(trouble: Trouble) -> Self {
        Self::new(trouble, Cause::Moment(None))
    }

    pub(super) fn new(trouble: Trouble, cause: Cause) -> Self {
        Self { trouble, cause, status: None }
    }
}
