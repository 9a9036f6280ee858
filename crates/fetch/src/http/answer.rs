//! What the answer to one question means (RFC 9110, 15).
//!
//! Only a whole body, and "nothing has changed" where that was asked, are answers. An answer to another question than ours
//! is none: a part (206), a choice (300), a promise (202), a 304 without a condition.

use std::time::SystemTime;

use ureq::http::HeaderMap;
use ureq::http::header::LOCATION;
use url::Url;

use super::trouble::{Cause, Failure};
use super::wire::Reply;
use super::{Ask, News, Sink, Trouble, Validators, body, headers};

/// What asking one address leads to.
pub(super) enum Step {
    /// To an answer, and what to ask with the next time.
    Here(News, Validators),
    /// To another address.
    Elsewhere(String),
}

/// Reads an answer that came at a moment, and writes its body to the sink.
pub(super) fn read(
    url: &Url,
    ask: &Ask<'_>,
    reply: Reply,
    sink: &mut dyn Sink,
    now: SystemTime,
) -> Result<Step, Failure> {
    let Reply { status, headers, body } = reply;
    match status {
        200 | 203 => body::receive(url, ask.manners, &headers, body, sink).map(|size| here(&headers, size)),
        204 => Ok(here(&headers, 0)),
        304 if ask.conditions(url).is_some() => {
            Ok(Step::Here(News::Unchanged, headers::told_validators(&headers)))
        }
        301 | 302 | 303 | 307 | 308 => {
            headers::text(&headers, &LOCATION).map(Step::Elsewhere).ok_or_else(|| beside_the_point(status))
        }
        _ => Err(Failure { status: Some(status), ..refusal(status, &headers, now) }),
    }
}

fn here(headers: &HeaderMap, size: u64) -> Step {
    let (content_type, file_name) = (headers::content_type(headers), headers::file_name(headers));
    Step::Here(News::Body { content_type, file_name, size }, headers::validators(headers))
}

fn refusal(status: u16, headers: &HeaderMap, now: SystemTime) -> Failure {
    let unwell = || Trouble::Unwell { reason: format!("it answers {status}") };
    let blocked = |reason: String| Failure::of_address(Trouble::Blocked { reason });
    match status {
        _ if headers::is_challenge(headers) => {
            blocked(format!("the host wants a browser to solve a puzzle ({status})"))
        }
        404 | 410 => Failure::of_address(Trouble::Gone { status }),
        // These say that the host does not know the question, and it would not know it later.
        501 | 505 | 506 => Failure::of_address(unwell()),
        408 | 425 | 429 | 500..=599 => {
            Failure::new(unwell(), Cause::Moment(headers::retry_after(headers, now)))
        }
        400..=499 => blocked(format!("the host refuses ({status})")),
        _ => beside_the_point(status),
    }
}

fn beside_the_point(status: u16) -> Failure {
    let reason = format!("it answers {status}, which is no answer to what was asked");
    Failure::of_address(Trouble::Network { reason })
}
