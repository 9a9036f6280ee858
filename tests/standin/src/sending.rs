//! How an answer goes over the line, with what goes wrong on the way.

use std::io::{self, Write};
use std::net::TcpStream;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, SystemTime};

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::log::Ending;
use crate::reply::{Framing, Reply};
use crate::switches::Fault;
use crate::time::Time;

/// Waits are cut into such pieces, so that the server can be dropped while one goes on.
const BREATH: Duration = Duration::from_millis(20);

/// A line to a client, which notes how much went over it and when.
pub(crate) struct Line<'a> {
    pub(crate) stream: &'a mut dyn Write,
    /// The connection below the stream, to see whether the client is still there.
    pub(crate) peer: &'a TcpStream,
    pub(crate) time: &'a dyn Time,
    pub(crate) stopping: &'a AtomicBool,
    /// Whether the request was `HEAD`, to which no body is sent.
    pub(crate) headless: bool,
    pub(crate) ending: Ending,
}

impl Line<'_> {
    /// Sends a reply, by way of a fault where there is one.
    ///
    /// # Errors
    ///
    /// Where the line is broken, by the client or by the fault; it is to be closed then.
    pub(crate) fn send(&mut self, reply: &Reply, fault: Option<&Fault>) -> io::Result<()> {
        let length = reply.body.len();
        match fault {
            Some(Fault::Hangup) => Err(io::ErrorKind::ConnectionAborted.into()),
            Some(Fault::NoHttp) => self.write(b"220 mail.example ESMTP\r\n").and_then(|()| broken()),
            Some(Fault::SlowFirstByte(span)) => self.wait(*span).and_then(|()| self.whole(reply, length)),
            Some(Fault::CutAfter(count)) => {
                self.begin(reply, Some(length))?;
                self.body(reply.body.get(..*count).unwrap_or(&reply.body))?;
                broken()
            }
            Some(Fault::LengthTooShort(missing)) => {
                self.whole(reply, length.saturating_sub(*missing)).and_then(|()| broken())
            }
            Some(Fault::Drip { bytes, every }) => self.drip(reply, *bytes, *every),
            Some(Fault::Endless) => self.endless(reply),
            Some(Fault::GzipBomb(unpacked)) => self.bomb(reply, *unpacked),
            Some(Fault::LongHeaders(bytes)) => self.whole(&long_headers(reply, *bytes), length),
            _ => self.whole(reply, length),
        }
    }

    /// Head and body at once.
    fn whole(&mut self, reply: &Reply, length: usize) -> io::Result<()> {
        self.ending.status = reply.status;
        let mut bytes = head(reply, Some(length)).into_bytes();
        if !self.headless {
            bytes.extend(framed(reply));
            self.ending.bytes = reply.body.len() as u64;
        }
        self.write(&bytes)
    }

    fn begin(&mut self, reply: &Reply, length: Option<usize>) -> io::Result<()> {
        self.ending.status = reply.status;
        self.write(head(reply, length).as_bytes())
    }

    fn drip(&mut self, reply: &Reply, bytes: usize, every: Duration) -> io::Result<()> {
        self.begin(reply, Some(reply.body.len()))?;
        for piece in reply.body.chunks(bytes.max(1)) {
            self.body(piece)?;
            self.wait(every)?;
        }
        Ok(())
    }

    fn endless(&mut self, reply: &Reply) -> io::Result<()> {
        self.begin(reply, None)?;
        let filler = b"and so on ".repeat(1024);
        self.body(&reply.body)?;
        while !self.stopping.load(Ordering::Relaxed) {
            self.body(&filler)?;
        }
        broken()
    }

    fn bomb(&mut self, reply: &Reply, unpacked: u64) -> io::Result<()> {
        let packed = Reply { headers: reply.headers.clone(), body: Vec::new(), ..*reply };
        self.begin(&packed.with("Content-Encoding", "gzip"), None)?;
        let mut encoder = GzEncoder::new(Pieces(self), Compression::best());
        let zeros = vec![0; 1024 * 1024];
        let mut left = unpacked;
        while left > 0 && !encoder.get_ref().0.stopping.load(Ordering::Relaxed) {
            let count = zeros.len().min(usize::try_from(left).unwrap_or(usize::MAX));
            encoder.write_all(zeros.get(..count).unwrap_or_default())?;
            left -= count as u64;
        }
        encoder.finish()?;
        broken()
    }

    fn body(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.write(bytes)?;
        self.ending.bytes += bytes.len() as u64;
        Ok(())
    }

    /// Whoever has the last byte, or has left, may ask again at once, so that the time is taken before either.
    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        let now = self.time.elapsed();
        if self.is_left()? {
            return broken();
        }
        self.ending.at = now;
        self.stream.write_all(bytes).and_then(|()| self.stream.flush())
    }

    /// Waits, as long as the client does.
    fn wait(&mut self, span: Duration) -> io::Result<()> {
        let mut left = span;
        while !left.is_zero() {
            let piece = left.min(BREATH);
            self.time.wait(piece);
            left -= piece;
            let now = self.time.elapsed();
            if self.stopping.load(Ordering::Relaxed) || self.is_left()? {
                return broken();
            }
            self.ending.at = now;
        }
        Ok(())
    }

    /// Whether the client has closed the connection.
    fn is_left(&self) -> io::Result<bool> {
        self.peer.set_nonblocking(true)?;
        let peeked = self.peer.peek(&mut [0]);
        self.peer.set_nonblocking(false)?;
        Ok(matches!(peeked, Ok(0)) || peeked.is_err_and(|error| error.kind() != io::ErrorKind::WouldBlock))
    }
}

/// The body of a line as something to write to.
struct Pieces<'a, 'b>(&'a mut Line<'b>);

impl Write for Pieces<'_, '_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.body(bytes).map(|()| bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Without a length the body goes on until the connection is closed (RFC 9112, section 6.3).
fn head(reply: &Reply, length: Option<usize>) -> String {
    #[expect(clippy::disallowed_methods, reason = "a server tells its time of day, and no row depends on it")]
    let date = httpdate::fmt_http_date(SystemTime::now());
    let first = format!("HTTP/1.1 {} Answer\r\nDate: {date}\r\nServer: Microsoft-IIS/10.0\r\n", reply.status);
    let headers = reply.headers.iter().fold(first, |head, (name, value)| head + name + ": " + value + "\r\n");
    let framing = match length {
        // 304 has no body and tells no length (RFC 9110, section 15.4.5).
        Some(_) if reply.status == 304 => String::new(),
        Some(_) if reply.framing == Framing::Chunked => "Transfer-Encoding: chunked\r\n".to_owned(),
        Some(length) => format!("Content-Length: {length}\r\n"),
        None => "Connection: close\r\n".to_owned(),
    };
    headers + &framing + "\r\n"
}

/// The body in its framing (RFC 9112, section 7.1).
fn framed(reply: &Reply) -> Vec<u8> {
    const CHUNK_BYTES: usize = 8192;
    if reply.framing == Framing::Length {
        return reply.body.clone();
    }
    let chunk = |bytes: &[u8]| [format!("{:x}\r\n", bytes.len()).as_bytes(), bytes, b"\r\n"].concat();
    let mut framed: Vec<u8> = reply.body.chunks(CHUNK_BYTES).flat_map(chunk).collect();
    framed.extend(b"0\r\n\r\n");
    framed
}

/// Many headers and one long one, so many bytes in all.
fn long_headers(reply: &Reply, bytes: usize) -> Reply {
    let mut longer = reply.clone();
    for number in 0..50 {
        longer = longer.with(&format!("X-Filler-{number}"), "f");
    }
    longer.with("Set-Cookie", &"c".repeat(bytes))
}

fn broken() -> io::Result<()> {
    Err(io::ErrorKind::ConnectionAborted.into())
}
