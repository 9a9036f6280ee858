//! What an answer says of itself: validators, kind, where it points to.
//!
//! Refuses nothing: a header that makes no sense is as none.

use std::time::{Duration, SystemTime};

use encoding_rs::WINDOWS_1252;
use ureq::http::HeaderMap;
use ureq::http::header::{
    CONTENT_DISPOSITION, CONTENT_TYPE, DATE, ETAG, HeaderName, LAST_MODIFIED, RETRY_AFTER,
};

use super::{Validators, disposition};

/// A header's text. Servers send UTF-8 or, older ones, Windows-1252, though only ASCII is allowed (RFC 9110, 5.5).
pub(super) fn text(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    let bytes = headers.get(name)?.as_bytes();
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned(),
    };
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// `Content-Type` as it was sent; empty where there was none.
pub(super) fn content_type(headers: &HeaderMap) -> String {
    text(headers, &CONTENT_TYPE).unwrap_or_default()
}

/// The file's name, where the answer tells one.
pub(super) fn file_name(headers: &HeaderMap) -> Option<String> {
    text(headers, &CONTENT_DISPOSITION).and_then(|header| disposition::file_name(&header))
}

/// What to ask with the next time, after an answer with a body.
pub(super) fn validators(headers: &HeaderMap) -> Validators {
    let mut told = told_validators(headers);
    if !told.ask_for_news() {
        // The moment of the answer serves as a date of change (RFC 9110, 13.1.3).
        told.last_modified = date(headers, &DATE);
    }
    told
}

/// The validators that an answer tells of; one that says that nothing has changed may leave them out.
pub(super) fn told_validators(headers: &HeaderMap) -> Validators {
    Validators { etag: plain(headers, &ETAG), last_modified: date(headers, &LAST_MODIFIED) }
}

fn date(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    plain(headers, name).filter(|value| httpdate::parse_http_date(value).is_ok())
}

/// A header's text where it is ASCII: only then can it be sent back as it came.
fn plain(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    text(headers, name).filter(|value| value.is_ascii())
}

/// For how long the host wants to be left alone (RFC 9110, 10.2.3): so many seconds, or until a moment.
pub(super) fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let told = text(headers, &RETRY_AFTER)?;
    if told.bytes().all(|byte| byte.is_ascii_digit()) {
        // More seconds than fit are a very long time, not none.
        return Some(Duration::from_secs(told.parse().unwrap_or(u64::MAX)));
    }
    let until = httpdate::parse_http_date(&told).ok()?;
    Some(until.duration_since(now).unwrap_or_default())
}

/// Whether the answer is no answer but a puzzle for a browser to solve, as content networks set them.
pub(super) fn is_challenge(headers: &HeaderMap) -> bool {
    CHALLENGES.iter().any(|name| headers.contains_key(*name))
}

/// The headers by which content networks say so: Cloudflare's, and Amazon's.
const CHALLENGES: &[&str] = &["cf-mitigated", "x-amzn-waf-action"];

#[cfg(test)]
mod tests {
    use ureq::http::HeaderValue;

    use super::*;

    fn headers(lines: &[(&'static str, &[u8])]) -> HeaderMap {
        lines
            .iter()
            .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_bytes(value).unwrap()))
            .collect()
    }

    #[track_caller]
    fn check_validators(lines: &[(&'static str, &[u8])], etag: Option<&str>, last_modified: Option<&str>) {
        let expected =
            Validators { etag: etag.map(str::to_owned), last_modified: last_modified.map(str::to_owned) };
        assert_eq!(validators(&headers(lines)), expected);
    }

    #[test]
    fn validators_are_kept_as_they_were_sent() {
        const DAY: &str = "Sun, 06 Nov 1994 08:49:37 GMT";
        check_validators(&[], None, None);
        check_validators(&[("etag", b"W/\"1\"")], Some("W/\"1\""), None);
        check_validators(&[("etag", b"unquoted")], Some("unquoted"), None);
        check_validators(&[("last-modified", DAY.as_bytes())], None, Some(DAY));
        check_validators(&[("date", DAY.as_bytes())], None, Some(DAY));
        check_validators(&[("date", DAY.as_bytes()), ("etag", b"\"1\"")], Some("\"1\""), None);
        check_validators(&[("last-modified", b"yesterday"), ("date", DAY.as_bytes())], None, Some(DAY));
        check_validators(&[("etag", b"\"caf\xe9\"")], None, None);
    }

    #[test]
    fn a_date_of_answer_is_no_date_that_was_told() {
        let headers = headers(&[("date", b"Sun, 06 Nov 1994 08:49:37 GMT")]);
        assert_eq!(told_validators(&headers), Validators::default());
    }

    #[test]
    fn text_is_utf8_or_windows_1252() {
        let check = |bytes: &'static [u8], expected: Option<&str>| {
            assert_eq!(
                text(&headers(&[("location", bytes)]), &HeaderName::from_static("location")).as_deref(),
                expected
            );
        };
        check(b" /a ", Some("/a"));
        check("/é".as_bytes(), Some("/é"));
        check(b"/\xe9\x96", Some("/é–"));
        check(b"", None);
    }

    #[test]
    fn a_host_says_for_how_long() {
        // It is 08:49:37.
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(784_111_777);
        let check = |told: &'static str, expected: Option<u64>| {
            let told = headers(&[("retry-after", told.as_bytes())]);
            assert_eq!(retry_after(&told, now), expected.map(Duration::from_secs));
        };
        check("120", Some(120));
        check("0", Some(0));
        check("Sun, 06 Nov 1994 08:50:37 GMT", Some(60));
        check("Sunday, 06-Nov-94 08:50:37 GMT", Some(60));
        check("Sun, 06 Nov 1994 08:00:00 GMT", Some(0));
        check("-5", None);
        check("soon", None);
        check("99999999999999999999", Some(u64::MAX));
    }
}
