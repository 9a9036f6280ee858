//! A server that plays the sites councils publish on, with all their faults, on the loopback address alone.
//!
//! A [`Standin`] opens a port for each [`Site`], so that each is a host of its own; [`Log`] tells what was asked and how
//! it was answered; [`Switches`] make it go wrong. It knows nothing of the program that it tests: its pages are written as
//! the councils' systems write them, not as anybody reads them.
//!
//! In reading order:
//!
//! - [`council`]: committees, meetings and papers, as a committee system holds them.
//! - [`moderngov`], [`cmis`], [`plain`]: the kinds of sites, each a [`Site`].
//! - [`councils`]: four councils with the project's samples as papers; [`many`]: as many councils as you like.
//! - [`host`]: how requests are read and answered.
//! - [`switches`], [`robots`], [`tls`]: what can go wrong.
//! - [`log`]: what was asked, and when.

mod caching;
pub mod cmis;
pub mod council;
pub mod councils;
pub mod host;
pub mod log;
pub mod many;
mod markup;
mod mishap;
pub mod moderngov;
mod pack;
pub mod plain;
mod reply;
mod request;
pub mod robots;
mod sending;
pub mod switches;
mod time;
pub mod tls;

use std::sync::Arc;

pub use crate::host::Host;
pub use crate::log::{Entry, Log};
pub use crate::pack::pack;
pub use crate::reply::Reply;
pub use crate::request::Request;
pub use crate::robots::Robots;
pub use crate::switches::{Fault, Switches, Validators};
pub use crate::time::{RealTime, Time};
pub use crate::tls::Certificate;

/// What answers at a host.
pub trait Site: Send + Sync {
    /// The answer, as long as nothing goes wrong. robots.txt is not asked for here: it is a switch.
    fn answer(&self, request: &Request) -> Reply;
}

/// Why a server could not be started.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No port, no thread, or a paper that can't be read.
    #[error(transparent)]
    Io(#[from] std::io::Error),
    /// A paper that is to be packed with others is no PDF.
    #[error(transparent)]
    Pdf(#[from] lopdf::Error),
    /// An address that is none.
    #[error(transparent)]
    Address(#[from] url::ParseError),
    /// No certificate could be made.
    #[error(transparent)]
    Certificate(#[from] rcgen::Error),
    /// TLS could not be set up.
    #[error(transparent)]
    Tls(#[from] rustls::Error),
}

/// Hosts that answer until they are dropped, with one log and one time.
pub struct Standin {
    log: Arc<Log>,
    time: Arc<dyn Time>,
}

impl Default for Standin {
    fn default() -> Self {
        Self::new(Arc::new(RealTime::default()))
    }
}

impl Standin {
    /// No hosts yet, by this time.
    pub fn new(time: Arc<dyn Time>) -> Self {
        Self { log: Arc::default(), time }
    }

    /// A host for a site, at a port of its own.
    ///
    /// # Errors
    ///
    /// Where there is no port or no thread to be had.
    pub fn open(&self, name: &str, site: Arc<dyn Site>) -> Result<Host, Error> {
        Host::open(name, site, Arc::clone(&self.log), Arc::clone(&self.time), None)
    }

    /// A host for a site, over TLS, which does not prove who it is.
    ///
    /// # Errors
    ///
    /// As [`Self::open`], and where no certificate can be made.
    pub fn open_secure(
        &self,
        name: &str,
        site: Arc<dyn Site>,
        certificate: Certificate,
    ) -> Result<Host, Error> {
        Host::open(name, site, Arc::clone(&self.log), Arc::clone(&self.time), Some(certificate.config()?))
    }

    /// What was asked of all hosts.
    pub fn log(&self) -> &Log {
        &self.log
    }
}
