//! From a source to the papers that it lists: one file a kind of site.

use encoding_rs::Encoding;
use url::Url;

use crate::http::Trouble;

/// Whoever can get a page of a site: politely, and from memory where it has not changed.
pub trait Pages {
    /// The page at an address.
    ///
    /// # Errors
    ///
    /// Where it can't be had; whether that costs the source or only this page is for the caller to say.
    fn page(&mut self, url: &Url) -> Result<WebPage, Trouble>;
}

/// A page of a site, whole.
#[derive(Debug, Clone)]
pub struct WebPage {
    /// Where it was found in the end, after redirects: what its links are relative to.
    pub url: Url,
    /// What the server says it is (`text/html; charset=windows-1252`); empty where it says nothing.
    pub content_type: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl WebPage {
    /// Its text, by the encoding that the server tells, else by the one that UTF-8 or Windows-1252 fits.
    pub fn text(&self) -> String {
        let told =
            self.content_type.split("charset=").nth(1).map(|label| label.trim_matches(['"', ' ', ';']));
        let encoding = told.and_then(|label| Encoding::for_label(label.as_bytes()));
        let guessed = if std::str::from_utf8(&self.bytes).is_ok() {
            encoding_rs::UTF_8
        } else {
            encoding_rs::WINDOWS_1252
        };
        encoding.unwrap_or(guessed).decode(&self.bytes).0.into_owned()
    }
}
