//! The bytes of an answer: unpacked, counted, and written as they come.
//!
//! Refuses to hold a body in memory, and to take one that breaks off for whole.

use std::io::{self, ErrorKind, Read};

use flate2::read::MultiGzDecoder;
use ureq::Body;
use ureq::http::HeaderMap;
use ureq::http::header::{CONTENT_ENCODING, CONTENT_LENGTH};
use url::Url;

use super::trouble::Failure;
use super::{Manners, Sink, Trouble, headers, wire};

/// Writes a body to its sink and returns its length.
pub(super) fn receive(
    url: &Url,
    manners: &Manners,
    headers: &HeaderMap,
    body: Body,
    sink: &mut dyn Sink,
) -> Result<u64, Failure> {
    let enough = sink.enough().unwrap_or(u64::MAX);
    let mut reader = unpacked(headers, manners, body, enough)?;
    let mut size = 0;
    let mut buffer = vec![0; BUFFER_BYTES];
    while size < enough {
        let count = match reader.read(&mut buffer) {
            Ok(0) if wire::ran_over() => return Err(wire::network("the body is longer than was told")),
            Ok(0) => return Ok(size),
            Ok(count) => count,
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Err(error) => return Err(broken(error, url, manners)),
        };
        size += count as u64;
        if size > manners.most_bytes {
            return Err(too_long(manners));
        }
        let piece = buffer.get(..count).unwrap_or_default();
        sink.write_all(piece).map_err(|error| full(&error))?;
    }
    Ok(size)
}

/// What the client below hands on at once; larger ones gain nothing.
const BUFFER_BYTES: usize = 64 * 1024;

/// The body without its coding (RFC 9110, 8.4.1). Only gzip was asked for, and `x-gzip` is the same.
fn unpacked(
    headers: &HeaderMap,
    manners: &Manners,
    body: Body,
    enough: u64,
) -> Result<Box<dyn Read>, Failure> {
    let coding = headers::text(headers, &CONTENT_ENCODING).unwrap_or_default().to_ascii_lowercase();
    match coding.as_str() {
        "" | "identity" => {
            let length =
                headers::text(headers, &CONTENT_LENGTH).and_then(|length| length.parse::<u64>().ok());
            match length {
                Some(length) if length.min(enough) > manners.most_bytes => Err(too_long(manners)),
                _ => Ok(Box::new(body.into_reader())),
            }
        }
        "gzip" | "x-gzip" => {
            let packed = Packed { inner: body.into_reader(), left: manners.most_bytes };
            Ok(Box::new(MultiGzDecoder::new(packed)))
        }
        other => {
            let reason = format!("it is packed as `{other}`, and only gzip was asked for");
            Err(Failure::of_address(Trouble::Network { reason }))
        }
    }
}

/// A packed body within its limit: members that hold nothing could follow each other without end.
struct Packed<R> {
    inner: R,
    left: u64,
}

/// That more came packed than may come unpacked.
#[derive(Debug, thiserror::Error)]
#[error("it is longer packed than it may be unpacked")]
struct TooLong;

impl<R: Read> Read for Packed<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        let left = self.left.checked_sub(count as u64);
        self.left = left.ok_or_else(|| io::Error::other(TooLong))?;
        Ok(count)
    }
}

fn too_long(manners: &Manners) -> Failure {
    Failure::of_address(Trouble::Limit { reason: format!("it is longer than {} bytes", manners.most_bytes) })
}

/// A sink that takes no more. No host is to blame.
pub(super) fn full(error: &io::Error) -> Failure {
    Failure::of_address(Trouble::Disk { reason: error.to_string() })
}

/// A body that ends before its end.
fn broken(error: io::Error, url: &Url, manners: &Manners) -> Failure {
    if error.get_ref().and_then(|inner| inner.downcast_ref::<TooLong>()).is_some() {
        return too_long(manners);
    }
    match wire::failure(ureq::Error::from(error), url, manners) {
        Failure { trouble: Trouble::Network { reason } | Trouble::Tls { reason }, .. } => {
            Failure::of_moment(Trouble::Network { reason: format!("the body breaks off: {reason}") })
        }
        other => other,
    }
}
