//! From a source to the papers that it lists: one file a kind of site.
//!
//! It asks for pages and never for a paper. A page that can't be had costs that page and a doubt; what is asked, followed
//! and kept has limits (`limits.rs`), so that no site can keep it busy for ever.

mod address;
mod cmis;
mod dates;
mod files;
mod folder;
mod limits;
mod markup;
mod moderngov;
mod page;
mod titles;
mod visit;

#[cfg(test)]
mod testing;

pub(crate) use address::{is_page, is_session, number};

use encoding_rs::Encoding;
use url::Url;

use crate::http::Trouble;
use crate::listing::Listing;
use crate::sources::{Site, Source};
use crate::window::Window;
pub(crate) use moderngov::is_error_page;
use visit::Visit;

/// What a source lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Discovered {
    /// The wanted papers, in the order in which the site lists them, each key once.
    pub listings: Vec<Listing>,
    /// What went wrong or looks odd, for people; bounded.
    pub doubts: Vec<String>,
    /// Whether everything could be looked at: only then is a paper that was listed before, and would be within the
    /// window, gone.
    pub complete: bool,
}

/// The papers that a source lists, of the meetings within the window.
///
/// Sites without meetings list all that they have.
pub fn discover(source: &Source, window: Window, pages: &mut dyn Pages) -> Discovered {
    let mut visit = Visit::new(source, window, pages);
    match &source.site {
        Site::ModernGov { base, committees } => moderngov::discover(&mut visit, base, committees),
        Site::Cmis { start, committees } => cmis::discover(&mut visit, start, committees),
        Site::Page { start, page } => page::discover(&mut visit, start, page),
        Site::Files { addresses, sitemap } => files::discover(&mut visit, addresses, sitemap.as_ref()),
        Site::Folder { path } => folder::discover(&mut visit, path),
    }
    visit.found()
}

/// Whoever can get a page of a site: politely, and from memory where it has not changed.
pub trait Pages {
    /// The page at an address.
    ///
    /// # Errors
    ///
    /// Where it can't be had; whether that costs the source or only this page is for the caller to say.
    fn page(&mut self, url: &Url) -> Result<WebPage, Trouble>;

    /// Says that what came from an address is not what stands there: a page for errors, an answer that makes no sense.
    /// No other night may take it for unchanged.
    fn disown(&mut self, url: &Url);
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
