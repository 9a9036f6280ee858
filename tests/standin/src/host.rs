//! One host: a port of its own, a thread for who knocks, a thread a connection.

use std::collections::BTreeMap;
use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;

use rustls::{ServerConfig, ServerConnection, StreamOwned};
use url::Url;

use crate::caching;
use crate::log::{Ending, Log};
use crate::reply::Reply;
use crate::request::Request;
use crate::sending::Line;
use crate::switches::Switches;
use crate::time::Time;
use crate::{Error, Site};

/// A host that answers, until it is dropped.
#[derive(Debug)]
pub struct Host {
    shared: Arc<Shared>,
    address: SocketAddr,
    root: Url,
    listener: Option<JoinHandle<()>>,
}

/// What the threads of a host share.
struct Shared {
    name: String,
    site: Arc<dyn Site>,
    switches: Switches,
    log: Arc<Log>,
    time: Arc<dyn Time>,
    secure: Option<Arc<ServerConfig>>,
    stopping: AtomicBool,
    serial: AtomicUsize,
    connections: Mutex<BTreeMap<usize, TcpStream>>,
}

impl Host {
    pub(crate) fn open(
        name: &str,
        site: Arc<dyn Site>,
        log: Arc<Log>,
        time: Arc<dyn Time>,
        secure: Option<Arc<ServerConfig>>,
    ) -> Result<Self, Error> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let address = listener.local_addr()?;
        let scheme = if secure.is_some() { "https" } else { "http" };
        let root = Url::parse(&format!("{scheme}://{address}/"))?;
        let shared = Arc::new(Shared {
            name: name.to_owned(),
            site,
            switches: Switches::default(),
            log,
            time,
            secure,
            stopping: AtomicBool::new(false),
            serial: AtomicUsize::new(0),
            connections: Mutex::default(),
        });
        let listening = Arc::clone(&shared);
        let listener = std::thread::Builder::new().spawn(move || listening.listen(&listener))?;
        Ok(Self { shared, address, root, listener: Some(listener) })
    }

    /// The name that the log has for it.
    pub fn name(&self) -> &str {
        &self.shared.name
    }

    /// The address of its `/`.
    pub fn root(&self) -> &Url {
        &self.root
    }

    /// What goes wrong at it.
    pub fn switches(&self) -> &Switches {
        &self.shared.switches
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        self.shared.stopping.store(true, Ordering::SeqCst);
        self.shared.log.wake();
        // The listener wakes by a knock, and the connections by losing their client.
        drop(TcpStream::connect(self.address));
        if let Some(listener) = self.listener.take() {
            drop(listener.join());
        }
        for stream in self.shared.connections().values() {
            drop(stream.shutdown(Shutdown::Both));
        }
    }
}

impl Shared {
    fn listen(self: &Arc<Self>, listener: &TcpListener) {
        for stream in listener.incoming() {
            if self.stopping.load(Ordering::SeqCst) {
                return;
            }
            let Ok(stream) = stream else { continue };
            let shared = Arc::clone(self);
            let serial = self.serial.fetch_add(1, Ordering::Relaxed);
            // A thread that can't be had is a client that is not served.
            drop(std::thread::Builder::new().spawn(move || shared.connection(serial, stream)));
        }
    }

    /// Serves a connection until somebody closes it. How it ended is in the log.
    fn connection(&self, serial: usize, stream: TcpStream) {
        let (Ok(known), Ok(peer)) = (stream.try_clone(), stream.try_clone()) else { return };
        self.connections().insert(serial, known);
        drop(stream.set_nodelay(true));
        drop(match &self.secure {
            Some(config) => ServerConnection::new(Arc::clone(config))
                .map_err(io::Error::other)
                .and_then(|connection| self.converse(&mut StreamOwned::new(connection, stream), &peer)),
            None => self.converse(&mut { stream }, &peer),
        });
        if let Some(known) = self.connections().remove(&serial) {
            drop(known.shutdown(Shutdown::Both));
        }
    }

    fn converse<S: Read + Write>(&self, stream: &mut S, peer: &TcpStream) -> io::Result<()> {
        while let Some(request) = Request::read(stream)? {
            if self.stopping.load(Ordering::SeqCst) {
                return Ok(());
            }
            let number = self.log.begin(&self.name, &request, self.time.elapsed());
            self.log.pass(&self.stopping);
            let mut line = Line {
                stream,
                peer,
                time: &*self.time,
                stopping: &self.stopping,
                headless: request.method == "HEAD",
                ending: Ending { status: 0, bytes: 0, at: self.time.elapsed() },
            };
            let fault = self.switches.take(&request.target);
            let own = || self.reply(&request);
            let reply = fault.as_ref().and_then(|fault| fault.reply(&request)).unwrap_or_else(own);
            let sent = line.send(&reply, fault.as_ref());
            self.log.end(number, line.ending);
            sent?;
            if request.is_last() {
                return Ok(());
            }
        }
        Ok(())
    }

    fn reply(&self, request: &Request) -> Reply {
        if request.path() == "/robots.txt" {
            return self.switches.robots().reply();
        }
        let serial = self.serial.fetch_add(1, Ordering::Relaxed);
        caching::settle(self.site.answer(request), request, self.switches.validators(), serial)
    }

    fn connections(&self) -> MutexGuard<'_, BTreeMap<usize, TcpStream>> {
        self.connections.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl std::fmt::Debug for Shared {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Shared").field("name", &self.name).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use super::*;
    use crate::plain::Plain;
    use crate::switches::Fault;
    use crate::{Robots, Standin};

    /// What comes over the line from a host with one file of twenty letters, with a fault or without.
    #[track_caller]
    fn answer(fault: Option<Fault>) -> String {
        let standin = Standin::default();
        let site = Plain::default();
        site.put("/a.txt", "twenty letters are t", SystemTime::UNIX_EPOCH);
        let host = standin.open("plain", Arc::new(site)).unwrap();
        if let Some(fault) = fault {
            host.switches().set("/a.txt", fault);
        }
        standin.log().hold_after(1);
        let answer = ask(&host, "/a.txt");
        assert!(standin.log().wait_until_held(Duration::from_secs(10)));
        assert_eq!(standin.log().len(), 1);
        answer
    }

    fn ask(host: &Host, path: &str) -> String {
        let mut stream = TcpStream::connect(host.address).unwrap();
        stream.write_all(format!("GET {path} HTTP/1.1\r\nConnection: close\r\n\r\n").as_bytes()).unwrap();
        let mut bytes = Vec::new();
        // A host that hangs up is what some tests are about.
        drop(stream.take(2_000_000).read_to_end(&mut bytes));
        String::from_utf8_lossy(&bytes).into_owned()
    }

    #[track_caller]
    fn check(fault: &Fault, begins: &str, holds: &str, ends: &str) {
        let answer = answer(Some(fault.clone()));
        let fits = answer.starts_with(begins) && answer.contains(holds) && answer.ends_with(ends);
        assert!(fits, "{fault:?}: {:?}", answer.get(..400).unwrap_or(&answer));
    }

    #[test]
    fn a_well_host_sends_what_it_has() {
        let answer = answer(None);
        assert!(
            answer.starts_with("HTTP/1.1 200 ") && answer.contains("\r\nContent-Length: 20\r\n"),
            "{answer}"
        );
        assert!(answer.ends_with("\r\n\r\ntwenty letters are t"), "{answer}");
    }

    #[test]
    fn faults_go_over_the_line() {
        check(&Fault::Status(404), "HTTP/1.1 404 ", "", "</html>");
        check(
            &Fault::RetryAfter { status: 503, after: "7".into() },
            "HTTP/1.1 503 ",
            "Retry-After: 7\r\n",
            "",
        );
        check(&Fault::SlowFirstByte(Duration::from_millis(1)), "HTTP/1.1 200 ", "", "letters are t");
        check(
            &Fault::Drip { bytes: 3, every: Duration::from_millis(1) },
            "HTTP/1.1 200 ",
            "",
            "letters are t",
        );
        check(&Fault::CutAfter(6), "HTTP/1.1 200 ", "Content-Length: 20\r\n", "\r\n\r\ntwenty");
        check(&Fault::LengthTooShort(4), "HTTP/1.1 200 ", "Content-Length: 16\r\n", "letters are t");
        check(&Fault::Endless, "HTTP/1.1 200 ", "and so on and so on", "");
        check(&Fault::LongHeaders(50_000), "HTTP/1.1 200 ", "cccccccc", "letters are t");
        check(&Fault::RedirectLoop, "HTTP/1.1 302 ", "Location: /a.txt\r\n", "");
        check(
            &Fault::Redirect("file:///etc/passwd".into()),
            "HTTP/1.1 302 ",
            "Location: file:///etc/passwd\r\n",
            "",
        );
        check(&Fault::HtmlNamedPdf, "HTTP/1.1 200 ", "Content-Type: application/pdf\r\n", "</html>");
        check(&Fault::NoHttp, "220 ", "", "\r\n");
        check(&Fault::Hangup, "", "", "");
    }

    #[test]
    fn a_bomb_is_small_on_the_line() {
        let answer = answer(Some(Fault::GzipBomb(50_000_000)));
        assert!(
            answer.contains("Content-Encoding: gzip\r\n") && answer.len() < 1_000_000,
            "{}",
            answer.len()
        );
    }

    #[test]
    fn robots_are_a_switch() {
        let standin = Standin::default();
        let host = standin.open("plain", Arc::new(Plain::default())).unwrap();
        assert!(ask(&host, "/robots.txt").starts_with("HTTP/1.1 404 "));
        host.switches().set_robots(Robots::no_documents());
        assert!(ask(&host, "/robots.txt").ends_with("Disallow: /documents/\n"));
    }
}
