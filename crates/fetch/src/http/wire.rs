//! One question and its answer over one connection: no redirects, no cookies, no proxy, certificates always checked.
//!
//! Proxies of the environment (`HTTP_PROXY`) are not used: a proxy resolves names by itself, and the check of where an
//! address leads would check nothing.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::io;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use ureq::http::header::{ACCEPT_ENCODING, FROM, HeaderName, IF_MODIFIED_SINCE, IF_NONE_MATCH};
use ureq::http::{HeaderMap, Response};
use ureq::tls::{RootCerts, TlsConfig, TlsProvider};
use ureq::unversioned::transport::{
    Buffers, ConnectionDetails, Connector, DefaultConnector, NextTimeout, Transport,
};
use ureq::{Body, Timeout};
use url::Url;

use super::reach::{self, ReachResolver};
use super::trouble::Failure;
use super::{Agent, Ask, Manners, Reach, Trouble};

/// What a host answered, its body still on the way.
#[derive(Debug)]
pub(super) struct Reply {
    pub(super) status: u16,
    pub(super) headers: HeaderMap,
    pub(super) body: Body,
}

/// Where questions go out.
///
/// A pool of connections for each way to treat a host: one that was made to a private address for a source that may is
/// never used for one that may not.
#[derive(Debug)]
pub(super) struct Wire {
    user_agent: String,
    from: Option<String>,
    pools: Mutex<BTreeMap<(Reach, Duration), ureq::Agent>>,
}

impl Wire {
    pub(super) fn new(agent: &Agent) -> Self {
        Self { user_agent: agent.user_agent(), from: agent.from(), pools: Mutex::default() }
    }

    /// Asks, and returns as soon as the answer's headers are there.
    pub(super) fn ask(&self, url: &Url, ask: &Ask<'_>) -> Result<Reply, Failure> {
        RAN_OVER.set(false);
        let mut question = self.pool(ask.manners).get(url.as_str()).header(ACCEPT_ENCODING, "gzip");
        for (name, value) in self.from.iter().map(|from| (FROM, from)).chain(conditions(url, ask)) {
            question = question.header(name, value);
        }
        let (parts, body) =
            question.call().map(Response::into_parts).map_err(|error| failure(error, url, ask.manners))?;
        Ok(Reply { status: parts.status.as_u16(), headers: parts.headers, body })
    }

    fn pool(&self, manners: &Manners) -> ureq::Agent {
        let mut pools = self.pools.lock().unwrap_or_else(PoisonError::into_inner);
        pools.entry((manners.reach, manners.longest)).or_insert_with(|| self.connect(manners)).clone()
    }

    fn connect(&self, manners: &Manners) -> ureq::Agent {
        let tls = TlsConfig::builder()
            .provider(TlsProvider::Rustls)
            .root_certs(RootCerts::PlatformVerifier)
            .build();
        let config = ureq::Agent::config_builder()
            .user_agent(&self.user_agent)
            .proxy(None)
            .max_redirects(0)
            .http_status_as_error(false)
            .max_response_header_size(MOST_HEADER_BYTES)
            .timeout_global(Some(manners.longest))
            .timeout_resolve(Some(manners.longest.min(LONGEST_TO_RESOLVE)))
            .timeout_connect(Some(manners.longest.min(LONGEST_TO_CONNECT)))
            .tls_config(tls)
            .build();
        let connector = DefaultConnector::default().chain(CutsAreFaults);
        ureq::Agent::with_parts(config, connector, ReachResolver::new(manners.reach))
    }
}

/// Servers take 16 to 32 KiB of headers in a question (IIS, nginx), and no honest answer has more.
const MOST_HEADER_BYTES: usize = 32 * 1024;

/// Resolvers give up on a name after some ten seconds.
const LONGEST_TO_RESOLVE: Duration = Duration::from_secs(15);

/// A host that is up accepts within seconds; two lost packets and their repetitions take some ten.
const LONGEST_TO_CONNECT: Duration = Duration::from_secs(30);

/// The conditions under which an answer would be news (RFC 9110, 13.1).
fn conditions<'a>(url: &Url, ask: &Ask<'a>) -> impl Iterator<Item = (HeaderName, &'a String)> {
    let known = ask.conditions(url);
    let etag = known.and_then(|known| known.etag.as_ref()).map(|etag| (IF_NONE_MATCH, etag));
    let since = known.and_then(|known| known.last_modified.as_ref()).map(|date| (IF_MODIFIED_SINCE, date));
    etag.into_iter().chain(since)
}

/// What went wrong on the wire, in our words, and whom it is due to.
pub(super) fn failure(error: ureq::Error, url: &Url, manners: &Manners) -> Failure {
    use ureq::Error;
    match error {
        Error::Timeout(Timeout::Resolve) => network("its name was not resolved in time"),
        Error::Timeout(Timeout::Connect) => network("it did not accept a connection in time"),
        Error::Timeout(_) => limit(format!("it was not whole after {} s", manners.longest.as_secs_f64())),
        Error::LargeResponseHeader(..) => {
            limit(format!("its headers are longer than {MOST_HEADER_BYTES} bytes"))
        }
        Error::Protocol(reason) => protocol(&reason.to_string()),
        Error::HostNotFound => network("its name leads to no address"),
        Error::BadUri(reason) => Failure::of_address(reach::forbidden(url, &reason)),
        Error::Http(reason) => Failure::of_address(reach::forbidden(url, &reason.to_string())),
        Error::Rustls(reason) => tls(&reason.to_string()),
        Error::Tls(reason) => tls(reason),
        Error::Other(other) if other.is::<reach::Refused>() => {
            Failure::of_address(reach::forbidden(url, &other.to_string()))
        }
        Error::Io(error) => broken(&error),
        other => network(&other.to_string()),
    }
}

/// An answer that is no HTTP, or whose headers are more than any honest answer's.
fn protocol(reason: &str) -> Failure {
    if reason.contains("too many headers") { limit(reason.to_owned()) } else { network(reason) }
}

/// A connection that broke, or that was never safe.
fn broken(error: &io::Error) -> Failure {
    match error.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>()) {
        Some(reason) => tls(&reason.to_string()),
        None => network(&error.to_string()),
    }
}

fn tls(reason: &str) -> Failure {
    Failure::of_host(Trouble::Tls { reason: reason.to_owned() })
}

/// A connection or an answer that is broken at this moment.
pub(super) fn network(reason: &str) -> Failure {
    Failure::of_moment(Trouble::Network { reason: reason.to_owned() })
}

fn limit(reason: String) -> Failure {
    Failure::of_host(Trouble::Limit { reason })
}

/// Makes of every connection one whose breaking off is a fault, and that tells when more came than was read.
///
/// A body without a length ends where its connection does. The client below takes a reset, and TLS that ends without
/// saying so, for such an end too: then half a paper would pass for the whole (RFC 9112, 8 and 9.8).
#[derive(Debug)]
struct CutsAreFaults;

impl<In: Transport> Connector<In> for CutsAreFaults {
    type Out = Uncut<In>;

    fn connect(
        &self,
        _: &ConnectionDetails<'_>,
        inner: Option<In>,
    ) -> Result<Option<Uncut<In>>, ureq::Error> {
        Ok(inner.map(Uncut))
    }
}

#[derive(Debug)]
struct Uncut<T: Transport>(T);

impl<T: Transport> Transport for Uncut<T> {
    fn buffers(&mut self) -> &mut dyn Buffers {
        self.0.buffers()
    }

    fn transmit_output(&mut self, amount: usize, timeout: NextTimeout) -> Result<(), ureq::Error> {
        self.0.transmit_output(amount, timeout)
    }

    fn await_input(&mut self, timeout: NextTimeout) -> Result<bool, ureq::Error> {
        self.0.await_input(timeout).map_err(|error| match error {
            ureq::Error::Io(error) if is_cut(error.kind()) => ureq::Error::Io(io::Error::other(error)),
            other => other,
        })
    }

    fn is_open(&mut self) -> bool {
        self.0.is_open()
    }

    fn is_tls(&self) -> bool {
        self.0.is_tls()
    }
}

/// The client below lets a connection go on the thread that read the body, as soon as the length that was told is read.
/// Line ends behind it are a habit of old servers.
impl<T: Transport> Drop for Uncut<T> {
    fn drop(&mut self) {
        let rest = self.0.buffers().input();
        RAN_OVER.set(rest.iter().any(|byte| !matches!(byte, b'\r' | b'\n')));
    }
}

thread_local! {
    /// Whether the connection that this thread let go last had more to say than was read of it.
    static RAN_OVER: Cell<bool> = const { Cell::new(false) };
}

/// Whether the body that this thread has just read goes on behind the length that was told: then the length is wrong, and
/// what was read may be a part.
pub(super) fn ran_over() -> bool {
    RAN_OVER.get()
}

fn is_cut(kind: io::ErrorKind) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionReset, UnexpectedEof};
    matches!(kind, UnexpectedEof | ConnectionAborted | ConnectionReset)
}
