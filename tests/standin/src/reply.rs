//! What a site answers, before any fault is put upon it.

use std::time::SystemTime;

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// The status (RFC 9110, section 15).
    pub status: u16,
    /// Its headers, without those that the server adds: length, date, validators.
    pub headers: Vec<(String, String)>,
    /// Its body.
    pub body: Vec<u8>,
    /// When it last changed, where the site knows.
    pub changed: Option<SystemTime>,
    /// Whether the site lets clients ask whether it has changed. Pages that are made for each request do not.
    pub validated: bool,
    /// How a client knows where the body ends.
    pub framing: Framing,
}

/// How a client knows where a body ends (RFC 9112, section 6.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Framing {
    /// `Content-Length`.
    Length,
    /// `Transfer-Encoding: chunked`.
    Chunked,
}

impl Reply {
    /// An answer with a body.
    pub fn new(status: u16, media: &str, body: impl Into<Vec<u8>>) -> Self {
        let headers = vec![("Content-Type".to_owned(), media.to_owned())];
        Self { status, headers, body: body.into(), changed: None, validated: false, framing: Framing::Length }
    }

    /// A page that is made for each request.
    pub fn html(body: impl Into<Vec<u8>>) -> Self {
        Self::new(200, "text/html; charset=utf-8", body)
    }

    /// A file that lies on the server.
    pub fn file(media: &str, body: impl Into<Vec<u8>>, changed: SystemTime) -> Self {
        Self { changed: Some(changed), validated: true, ..Self::new(200, media, body) }
    }

    /// A page of an error, as servers of this kind print them.
    pub fn error(status: u16, words: &str) -> Self {
        let page = format!(
            "<html><head><title>{status} - {words}</title></head><body><h2>{words}</h2></body></html>"
        );
        Self::new(status, "text/html", page)
    }

    /// It is somewhere else.
    pub fn redirect(status: u16, to: &str) -> Self {
        Self::error(status, "Object moved").with("Location", to)
    }

    /// The same with one more header.
    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }
}
