//! What an answer says of itself: validators, kind, where it points to.
//!
//! Refuses nothing: a header that makes no sense is as none.

use encoding_rs::WINDOWS_1252;
use ureq::http::HeaderMap;
use ureq::http::header::{CONTENT_TYPE, DATE, ETAG, HeaderName, LAST_MODIFIED};

use super::Validators;

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

/// What to ask with the next time. Only what is plain ASCII can be sent back as it came.
pub(super) fn validators(headers: &HeaderMap) -> Validators {
    let plain = |name: &HeaderName| text(headers, name).filter(|value| value.is_ascii());
    let date = |name: &HeaderName| plain(name).filter(|value| httpdate::parse_http_date(value).is_ok());
    let etag = plain(&ETAG);
    // The moment of the answer is no weaker than a date of change (RFC 9110, 13.1.3), but where there is an entity tag
    // it adds nothing.
    let last_modified = date(&LAST_MODIFIED).or_else(|| if etag.is_none() { date(&DATE) } else { None });
    Validators { etag, last_modified }
}

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
}
