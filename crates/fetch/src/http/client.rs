//! From the question to its answer.

use std::sync::Arc;

use ureq::http::header::LOCATION;
use url::Url;

use super::wire::{Reply, Wire};
use super::{Agent, Answer, Ask, News, Sink, Trouble, body, headers, reach};
use crate::clock::Clock;

/// Asks hosts. One serves all threads.
pub struct Client {
    agent: Agent,
    wire: Wire,
    clock: Arc<dyn Clock>,
}

impl Client {
    /// A client that asks in an agent's name.
    pub fn new(agent: Agent, clock: Arc<dyn Clock>) -> Self {
        Self { wire: Wire::new(&agent), agent, clock }
    }

    /// Asks, and writes the body of the answer to the sink, where there is one. After an error the sink may hold a part.
    ///
    /// # Errors
    ///
    /// Where there is no answer, or none that could be trusted to be whole.
    pub fn get(&self, ask: &Ask<'_>, sink: &mut dyn Sink) -> Result<Answer, Trouble> {
        reach::check(ask.url, ask.manners.reach)?;
        let reply = self.wire.ask(ask.url, ask)?;
        let validators = headers::validators(&reply.headers);
        let news = read(ask.url, ask, reply, sink)?;
        Ok(Answer { url: ask.url.clone(), hops: Vec::new(), news, validators })
    }
}

/// What an answer's status means to us (RFC 9110, 15).
fn read(url: &Url, ask: &Ask<'_>, reply: Reply, sink: &mut dyn Sink) -> Result<News, Trouble> {
    match reply.status {
        200 | 203 => {
            let size = body::receive(url, ask.manners, (&reply.headers, reply.body), sink)?;
            Ok(News::Body { content_type: headers::content_type(&reply.headers), file_name: None, size })
        }
        304 if ask.known.is_some() => Ok(News::Unchanged),
        401 | 403 | 451 => Err(Trouble::Blocked { reason: format!("the host refuses ({})", reply.status) }),
        404 | 410 => Err(Trouble::Gone { status: reply.status }),
        429 | 500.. => Err(Trouble::Unwell { reason: format!("it answers {}", reply.status) }),
        _ => Err(Trouble::Network {
            reason: format!(
                "it answers {} {}",
                reply.status,
                headers::text(&reply.headers, &LOCATION).unwrap_or_default()
            ),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::super::Validators;
    use super::super::testing::{TestClock, TestHost, manners};
    use super::*;

    /// What a client gets from a host that gives the same answer to every question.
    fn get(answer: impl Into<Vec<u8>>, known: Option<&Validators>) -> (Result<Answer, Trouble>, Vec<u8>) {
        let host = TestHost::with(answer);
        let client = Client::new(Agent::new("ann@watch.example"), TestClock::new());
        let mut body = Vec::new();
        let answer = client.get(&Ask { url: &host.url("/a.pdf"), known, manners: &manners() }, &mut body);
        (answer, body)
    }

    #[track_caller]
    fn check_body(answer: impl Into<Vec<u8>>, expected: &str) {
        let (answer, body) = get(answer, None);
        let size = body.len() as u64;
        assert!(matches!(answer.unwrap().news, News::Body { size: told, .. } if told == size));
        assert_eq!(String::from_utf8_lossy(&body), expected);
    }

    #[track_caller]
    fn check_trouble(answer: impl Into<Vec<u8>>, state: &str) {
        let trouble = get(answer, None).0.unwrap_err();
        assert_eq!(trouble.state(), state, "{trouble}");
    }

    #[test]
    fn bodies_come_whole() {
        check_body("HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\npaper", "paper");
        check_body(
            "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\npap\r\n2\r\ner\r\n0\r\n\r\n",
            "paper",
        );
        check_body("HTTP/1.0 200 OK\r\n\r\npaper", "paper");
    }

    #[test]
    fn cut_bodies_are_no_bodies() {
        check_trouble("HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\npaper", "network");
        check_trouble("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\npap\r\n", "network");
        check_trouble("HTTP/1.1 200 OK\r\n", "network");
    }

    #[test]
    fn a_status_is_a_state() {
        check_trouble("HTTP/1.1 403 No\r\n\r\n", "blocked");
        check_trouble("HTTP/1.1 404 No\r\n\r\n", "gone");
        check_trouble("HTTP/1.1 503 No\r\n\r\n", "unwell");
        check_trouble("HTTP/1.1 304 Same\r\n\r\n", "network");
    }

    #[test]
    fn what_is_known_need_not_come_again() {
        let known = Validators { etag: Some("\"1\"".to_owned()), last_modified: None };
        let (answer, body) = get("HTTP/1.1 304 Same\r\netag: \"2\"\r\n\r\n", Some(&known));
        let answer = answer.unwrap();
        assert_eq!((answer.news, body.len()), (News::Unchanged, 0));
        assert_eq!(answer.validators.etag.as_deref(), Some("\"2\""));
    }
}
