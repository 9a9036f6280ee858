//! What a client asks, as far as the sites look at it (RFC 9112, section 3).

use std::io::{self, Read};

use url::form_urlencoded;

/// A head or a form that is longer is nobody's who plays by the rules.
const MOST_BYTES: usize = 64 * 1024;
/// No honest client sends more headers.
const MOST_HEADERS: usize = 64;

/// A request.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// `GET`, `POST`, …
    pub method: String,
    /// Path and query as they were sent.
    pub target: String,
    headers: Vec<(String, String)>,
    form: String,
}

impl Request {
    /// Reads the next request of a connection; `None` where the client has closed it.
    ///
    /// # Errors
    ///
    /// Where the connection breaks or what comes is no HTTP.
    pub(crate) fn read(stream: &mut dyn Read) -> io::Result<Option<Self>> {
        let mut bytes = Vec::new();
        loop {
            if let Some((mut request, head)) = Self::parse(&bytes)? {
                let length =
                    request.header("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
                let body = fill(stream, &mut bytes, head, length)?;
                request.form = String::from_utf8_lossy(body).into_owned();
                return Ok(Some(request));
            }
            let mut piece = [0; 4096];
            let count = stream.read(&mut piece)?;
            if count == 0 {
                return if bytes.is_empty() { Ok(None) } else { Err(io::ErrorKind::UnexpectedEof.into()) };
            }
            bytes.extend(piece.iter().take(count));
            if bytes.len() > MOST_BYTES {
                return Err(io::ErrorKind::InvalidData.into());
            }
        }
    }

    /// A request and the length of its head, where the head is whole.
    fn parse(bytes: &[u8]) -> io::Result<Option<(Self, usize)>> {
        let mut headers = [httparse::EMPTY_HEADER; MOST_HEADERS];
        let mut parsed = httparse::Request::new(&mut headers);
        let status =
            parsed.parse(bytes).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))?;
        let httparse::Status::Complete(head) = status else { return Ok(None) };
        let headers = parsed.headers.iter();
        let headers =
            headers.map(|h| (h.name.to_ascii_lowercase(), String::from_utf8_lossy(h.value).into_owned()));
        let request = Self {
            method: parsed.method.unwrap_or_default().to_owned(),
            target: parsed.path.unwrap_or_default().to_owned(),
            headers: headers.collect(),
            form: String::new(),
        };
        Ok(Some((request, head)))
    }

    /// A header's value, by its name in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_str())
    }

    /// The path, without the query, as it was sent.
    pub fn path(&self) -> &str {
        self.target.split('?').next().unwrap_or_default()
    }

    /// A value of the query, or of the form that was posted; names are told apart without their case, as ASP.NET does.
    pub fn value(&self, name: &str) -> Option<String> {
        let query = self.target.split_once('?').map_or("", |(_, query)| query);
        let pairs =
            form_urlencoded::parse(query.as_bytes()).chain(form_urlencoded::parse(self.form.as_bytes()));
        pairs
            .into_iter()
            .find(|(found, _)| found.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.into_owned())
    }

    /// A value that is a number.
    pub fn number(&self, name: &str) -> Option<u32> {
        self.value(name)?.trim().parse().ok()
    }

    /// Whether the client will ask nothing more on this connection (RFC 9112, section 9.6).
    pub(crate) fn is_last(&self) -> bool {
        self.header("connection").is_some_and(|value| value.eq_ignore_ascii_case("close"))
    }

    /// Host and port as the client knows them, for addresses that are written out whole.
    pub fn host(&self) -> &str {
        self.header("host").unwrap_or("127.0.0.1")
    }
}

/// The body after the head, read until it is as long as was said.
fn fill<'a>(
    stream: &mut dyn Read,
    bytes: &'a mut Vec<u8>,
    head: usize,
    length: usize,
) -> io::Result<&'a [u8]> {
    if length > MOST_BYTES {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let missing = (head + length).saturating_sub(bytes.len());
    let have = bytes.len();
    bytes.resize(have + missing, 0);
    stream.read_exact(bytes.get_mut(have..).unwrap_or_default())?;
    Ok(bytes.get(head..head + length).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn read(text: &str) -> Request {
        Request::read(&mut text.as_bytes()).unwrap().expect("a request")
    }

    #[test]
    fn the_query_is_read_without_case() {
        let request = read("GET /ieListDocuments.aspx?CId=3&mid=12&Ver=4 HTTP/1.1\r\nHost: a:1\r\n\r\n");
        assert_eq!(request.path(), "/ieListDocuments.aspx");
        assert_eq!(
            (request.number("cid"), request.number("MId"), request.number("nothing")),
            (Some(3), Some(12), None)
        );
        assert_eq!(request.host(), "a:1");
    }

    #[test]
    fn a_form_is_read_as_the_query_is() {
        let request = read("POST /a HTTP/1.1\r\nContent-Length: 13\r\n\r\nlMeetingId=12");
        assert_eq!(request.number("lMeetingId"), Some(12));
    }

    #[test]
    fn a_closed_connection_is_no_request() {
        assert!(Request::read(&mut &b""[..]).unwrap().is_none());
        assert!(Request::read(&mut &b"GET / HT"[..]).is_err());
    }
}
