//! robots.txt in the forms that councils have it, and in some that they should not (RFC 9309).

use crate::reply::Reply;

/// What robots.txt is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Robots {
    /// There is none: 404.
    #[default]
    None,
    /// Another status, with a page of words.
    Status(u16),
    /// These lines.
    Lines(String),
    /// More lines than anybody should read, those that matter last.
    Endless,
    /// A web page with status 200, as sites answer that know no 404.
    WebPage,
}

impl Robots {
    /// The papers are not to be fetched, and all else may be.
    pub fn no_documents() -> Self {
        Self::Lines("User-agent: *\nDisallow: /documents/\n".to_owned())
    }

    /// Nothing is to be fetched.
    pub fn nothing() -> Self {
        Self::Lines("User-agent: *\nDisallow: /\n".to_owned())
    }

    /// So many seconds between two requests.
    pub fn crawl_delay(seconds: u32) -> Self {
        Self::Lines(format!("User-agent: *\nCrawl-delay: {seconds}\nDisallow: /admin\n"))
    }

    /// Lines that make no sense among lines that do: `/private` is not to be fetched.
    pub fn malformed() -> Self {
        let lines = "\u{feff}User-agent *\nRequest-rate: 1/\nRequest-rate: ten pages a minute\nCrawl-delay: soon\n\
                     Noindex /x\n: :\nUser-agent: *\nRequest-rate: 5/0\nVisit-time: 0000-\nDisallow: /private\n";
        Self::Lines(lines.to_owned())
    }

    pub(crate) fn reply(&self) -> Reply {
        match self {
            Self::None => Reply::error(404, "File or directory not found."),
            Self::Status(status) => Reply::error(*status, "Server Error"),
            Self::Lines(lines) => Reply::new(200, "text/plain", lines.clone()),
            // Twice what RFC 9309, section 2.5, has every crawler read.
            Self::Endless => Reply::new(200, "text/plain", "Disallow: /a\n".repeat(1024 * 1024 / 13)),
            Self::WebPage => {
                Reply::html("<html><body><p>Disallow: / is not what this page says.</p></body></html>")
            }
        }
    }
}
