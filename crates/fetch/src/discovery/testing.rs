//! A site of pages in memory, which notes what it was asked for.

use std::collections::BTreeMap;

use jiff::civil::{Date, date};
use url::Url;

use super::{Discovered, Pages, WebPage, discover};
use crate::http::Trouble;
use crate::listing::{Form, Location};
use crate::sources::{Source, Sources};
use crate::window::Window;

/// Pages by their addresses.
#[derive(Default)]
pub(super) struct FakeSite {
    pages: BTreeMap<String, WebPage>,
    troubles: BTreeMap<String, Trouble>,
    /// The addresses that were asked for, in order.
    pub(super) asked: Vec<String>,
    /// The addresses whose pages were said to be none, in order.
    pub(super) disowned: Vec<String>,
}

impl FakeSite {
    pub(super) fn with(mut self, address: &str, html: &str) -> Self {
        self.pages.insert(url(address).to_string(), web_page(address, html));
        self
    }

    /// A page that is found elsewhere in the end.
    pub(super) fn moved(mut self, address: &str, to: &str, html: &str) -> Self {
        self.pages.insert(url(address).to_string(), web_page(to, html));
        self
    }

    /// What is at an address.
    pub(super) fn html_of(&self, address: &str) -> String {
        self.pages[url(address).as_str()].text()
    }

    pub(super) fn failing(mut self, address: &str, trouble: Trouble) -> Self {
        self.troubles.insert(url(address).to_string(), trouble);
        self
    }

    /// What a source lists here, within the months around March 2026.
    pub(super) fn discovered(&mut self, source: &Source) -> Discovered {
        discover(source, Window { from: FROM, to: TO }, self)
    }
}

/// The window of all tests here.
pub(super) const FROM: Date = date(2026, 1, 15);
pub(super) const TO: Date = date(2026, 4, 15);

impl Pages for FakeSite {
    fn page(&mut self, url: &Url) -> Result<WebPage, Trouble> {
        self.asked.push(url.to_string());
        if let Some(trouble) = self.troubles.get(url.as_str()) {
            return Err(trouble.clone());
        }
        self.pages.get(url.as_str()).cloned().ok_or(Trouble::Gone { status: 404 })
    }

    fn disown(&mut self, url: &Url) {
        self.disowned.push(url.to_string());
    }
}

pub(super) fn url(address: &str) -> Url {
    Url::parse(address).expect("an address")
}

pub(super) fn web_page(address: &str, html: &str) -> WebPage {
    WebPage {
        url: url(address),
        content_type: "text/html; charset=utf-8".to_owned(),
        bytes: html.as_bytes().to_vec(),
    }
}

/// The source that these lines of a `[[source]]` make.
pub(super) fn source(lines: &str) -> Source {
    use std::sync::LazyLock;

    use boardlift_reference::Vocabulary;
    static VOCABULARY: LazyLock<Vocabulary> =
        LazyLock::new(|| Vocabulary::embedded().expect("the embedded files keep their own rules"));
    let text = format!("[watch]\ncontact = \"a@b.uk\"\n[[source]]\nid = \"a\"\n{lines}\n");
    Sources::parse("s.toml", &text, &VOCABULARY).expect("good sources").sources.remove(0)
}

/// The listings, one a line: key, title, address, form, meeting.
pub(super) fn lines(found: &Discovered) -> Vec<String> {
    let line = |listing: &crate::listing::Listing| {
        let at = match &listing.at {
            Location::Web(url) => url.to_string(),
            Location::File(path) => path.display().to_string(),
        };
        let form = match listing.form {
            Form::Paper => String::new(),
            Form::Pack { beside } => format!(" | pack beside {beside}"),
        };
        let meeting = listing.meeting.as_ref().map_or_else(String::new, |meeting| {
            let date = meeting.date.map_or_else(|| "?".to_owned(), |date| date.to_string());
            format!(" | {} {} {date}", meeting.id, meeting.committee.as_deref().unwrap_or("?"))
        });
        format!("{} | {} | {at}{form}{meeting}", listing.key.0, listing.title)
    };
    found.listings.iter().map(line).collect()
}
