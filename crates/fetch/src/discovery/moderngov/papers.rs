//! The papers of an agenda, by the number that the site gives each, in whichever form its address comes.
//!
//! - `/documents/s12345/Name.pdf`: the file; the name is for people, the number alone counts;
//! - `/mgConvert2PDF.aspx?ID=12345`: the same, made into a PDF each time it is asked for;
//! - `/documents/s12345/Name.html?CT=2`: the same, made into a page.

use std::collections::BTreeMap;

use url::Url;

use crate::discovery::markup::even;
use crate::discovery::{address, titles};
use crate::sources::Wanted;

/// A paper of an agenda.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Attachment {
    /// The site's number.
    pub(super) id: String,
    /// Where it is.
    pub(super) url: Url,
    /// What the site calls it.
    pub(super) title: String,
    /// The agenda item that it belongs to; empty where that isn't told.
    pub(super) item: String,
}

/// How a paper is to be had, the best way first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Way {
    File,
    Converted,
    Page,
}

impl Attachment {
    /// The paper that an address leads to, if it leads to one.
    pub(super) fn at(url: &Url, title: &str, item: &str) -> Option<Self> {
        let id = match numbered(url) {
            Some(('s', id)) => id,
            None if address::is_page(url, "mgConvert2PDF.aspx") => address::number(url, &["ID"])?,
            Some(_) | None => return None,
        };
        let url = address::stable(url);
        Some(Attachment { id, title: titles::told(title, &url), url, item: item.to_owned() })
    }

    /// What it is known by.
    pub(super) fn key(&self) -> String {
        format!("attachment/{}", self.id)
    }

    /// Whether the site would make it into a PDF each time: slow, and other bytes each night.
    pub(super) fn is_converted(&self) -> bool {
        self.way() == Way::Converted
    }

    /// Whether it is wanted, by its title or its file's name or, where those say nothing, by its agenda item.
    pub(super) fn is_wanted(&self, wanted: &Wanted) -> bool {
        wanted.takes_within(&self.own_words(), &self.item)
    }

    /// What a person reads in a list: the title, behind its agenda item where only that tells what it is.
    pub(super) fn listed(&self, wanted: &Wanted) -> String {
        let says_all = self.item.is_empty() || self.item == self.title || wanted.takes(&self.title);
        if says_all { self.title.clone() } else { even(&format!("{}: {}", self.item, self.title)) }
    }

    /// Takes over what another address of the same paper tells.
    fn learn(&mut self, other: Attachment) {
        if other.way() < self.way() {
            self.url.clone_from(&other.url);
        }
        if self.item.is_empty() {
            self.item = other.item;
        }
    }

    fn own_words(&self) -> String {
        format!("{} {}", self.title, address::words_of(&address::file_name(&self.url)))
    }

    fn way(&self) -> Way {
        let name = address::file_name(&self.url).to_ascii_lowercase();
        match name.rsplit('.').next() {
            Some("html" | "htm") => Way::Page,
            _ if name == "mgconvert2pdf.aspx" => Way::Converted,
            _ => Way::File,
        }
    }
}

/// The papers, each once, with what its several addresses tell of it: the best way to have it, and its item.
pub(super) fn each_once(found: impl IntoIterator<Item = Attachment>) -> Vec<Attachment> {
    let mut papers: Vec<Attachment> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for attachment in found {
        if let Some(known) = places.get(&attachment.id).and_then(|place| papers.get_mut(*place)) {
            known.learn(attachment);
        } else {
            places.insert(attachment.id.clone(), papers.len());
            papers.push(attachment);
        }
    }
    papers
}

/// The letter and number of a file of the folder `documents`: `s` and a paper's, `g` and a meeting's, `b` and a
/// supplement's.
pub(super) fn numbered(url: &Url) -> Option<(char, String)> {
    let mut parts = url.path_segments()?;
    parts.find(|part| part.eq_ignore_ascii_case("documents"))?;
    let key = parts.next()?.to_ascii_lowercase();
    let mut letters = key.chars();
    let letter = letters.next().filter(|letter| matches!(letter, 's' | 'g' | 'b'))?;
    let number = letters.as_str();
    address::is_number(number).then(|| (letter, number.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::discovery::testing::url;

    #[test]
    fn a_paper_has_one_number_in_all_its_addresses() {
        let check = |address: &str, expected: Option<&str>| {
            let found = Attachment::at(&url(address), "", "").map(|attachment| attachment.id);
            assert_eq!(found.as_deref(), expected, "{address}");
        };
        check("https://a.gov.uk/documents/s12345/Name.pdf", Some("12345"));
        check("https://a.gov.uk/moderngov/Documents/S12345/Name%20x.pdf?x=1#y", Some("12345"));
        check("https://a.gov.uk/(S(abcdefgh))/documents/s12345", Some("12345"));
        check("https://a.gov.uk/mgConvert2PDF.aspx?ID=12345", Some("12345"));
        check("https://a.gov.uk/mgconvert2pdf.aspx?id=12345&T=1", Some("12345"));
        check("https://a.gov.uk/documents/s12345/Name.html?CT=2", Some("12345"));
        check("https://a.gov.uk/documents/g12/Pack.pdf?T=10", None);
        check("https://a.gov.uk/documents/s/x.pdf", None);
        check("https://a.gov.uk/documents/s1x/x.pdf", None);
        check("https://a.gov.uk/mgConvert2PDF.aspx", None);
        check("https://a.gov.uk/ieListDocuments.aspx?MId=1", None);
    }

    #[test]
    fn the_best_way_to_a_paper_is_taken() {
        let at = |address: &str, title: &str, item: &str| {
            Attachment::at(&url(address), title, item).expect("a paper")
        };
        let all = each_once([
            at("https://a/mgConvert2PDF.aspx?ID=1", "Dashboard", ""),
            at("https://a/documents/s1/D.html?CT=2", "View as HTML", "Item"),
            at("https://a/documents/s2/E.pdf", "E", ""),
            at("https://a/documents/s1/D.pdf", "Dashboard PDF 3 KB", "Item"),
        ]);
        let all: Vec<_> = all.iter().map(|a| (a.url.path(), a.title.as_str(), a.item.as_str())).collect();
        assert_eq!(all, [("/documents/s1/D.pdf", "Dashboard", "Item"), ("/documents/s2/E.pdf", "E", "")]);
    }
}
