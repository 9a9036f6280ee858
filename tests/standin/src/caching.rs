//! Validators on answers, and 304 for whoever has them already (RFC 9110, sections 8.8 and 13).

use std::time::SystemTime;

use sha2::{Digest, Sha256};

use crate::reply::Reply;
use crate::request::Request;
use crate::switches::Validators;

/// The reply with its validators, or 304 where the client's condition says that it has this one. The serial number makes
/// an `ETag` that changes.
pub(crate) fn settle(reply: Reply, request: &Request, validators: Validators, serial: usize) -> Reply {
    if reply.status != 200 || !reply.validated || validators == Validators::None {
        return reply;
    }
    let etag = etag(&reply.body, validators, serial);
    let date = reply.changed.filter(|_| matches!(validators, Validators::Both | Validators::Date));
    let mut settled = if is_known(request, etag.as_deref(), date) {
        Reply { status: 304, headers: Vec::new(), body: Vec::new(), ..reply }
    } else {
        reply
    };
    if let Some(etag) = etag {
        settled = settled.with("ETag", &etag);
    }
    if let Some(date) = date {
        settled = settled.with("Last-Modified", &httpdate::fmt_http_date(date));
    }
    settled
}

fn etag(body: &[u8], validators: Validators, serial: usize) -> Option<String> {
    let hash = Sha256::digest(body).iter().take(8).fold(0_u64, |hash, byte| hash << 8 | u64::from(*byte));
    match validators {
        Validators::Both => Some(format!("\"{hash:016x}:0\"")),
        Validators::Weak => Some(format!("W/\"{hash:016x}\"")),
        Validators::Changing => Some(format!("\"{hash:016x}-{serial}\"")),
        Validators::Date | Validators::None => None,
    }
}

/// `If-None-Match` is looked at alone where it was sent (section 13.2.2), and compares weakly (13.1.2).
fn is_known(request: &Request, etag: Option<&str>, date: Option<SystemTime>) -> bool {
    let opaque = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    if let Some(known) = request.header("if-none-match") {
        return etag.is_some_and(|etag| known.split(',').any(|tag| opaque(tag) == opaque(etag)));
    }
    let since = request.header("if-modified-since").and_then(|since| httpdate::parse_http_date(since).ok());
    // Dates are told in whole seconds, so that they are compared as they are told.
    let told = date.and_then(|date| httpdate::parse_http_date(&httpdate::fmt_http_date(date)).ok());
    since.zip(told).is_some_and(|(since, told)| told <= since)
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, UNIX_EPOCH};

    use super::*;

    #[track_caller]
    fn check(validators: Validators, condition: &str, expected: u16) {
        let request =
            Request::read(&mut format!("GET / HTTP/1.1\r\n{condition}\r\n\r\n").as_bytes()).unwrap().unwrap();
        let reply = Reply::file("text/plain", "bytes", UNIX_EPOCH + Duration::from_millis(86_400_500));
        assert_eq!(settle(reply, &request, validators, 7).status, expected, "{condition}");
    }

    #[test]
    fn only_what_is_known_is_not_sent_again() {
        let etag = etag(b"bytes", Validators::Both, 0).unwrap();
        check(Validators::Both, "Host: a", 200);
        check(Validators::Both, &format!("If-None-Match: {etag}"), 304);
        check(
            Validators::Both,
            "If-None-Match: \"other\"\r\nIf-Modified-Since: Fri, 02 Jan 1970 00:00:00 GMT",
            200,
        );
        check(Validators::Both, "If-Modified-Since: Fri, 02 Jan 1970 00:00:00 GMT", 304);
        check(Validators::Both, "If-Modified-Since: Thu, 01 Jan 1970 00:00:00 GMT", 200);
        check(Validators::Date, &format!("If-None-Match: {etag}"), 200);
        check(Validators::Changing, &format!("If-None-Match: {etag}"), 200);
        check(Validators::None, "If-Modified-Since: Fri, 02 Jan 1970 00:00:00 GMT", 200);
    }
}
