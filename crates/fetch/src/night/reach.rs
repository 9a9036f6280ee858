//! What is asked of a source, as a fingerprint: where it changes, older papers may be wanted that were not before.
//!
//! It stands in ledgers for years, so it is made of what `sources.toml` says, field by field, and not of how this program
//! happens to keep that.

use serde::Serialize;
use sha2::{Digest, Sha256};
use url::Url;

use crate::archive::hexadecimal;
use crate::sources::{Back, Committee, Packs, PageRule, Site, Source, Words};

/// The fingerprint of a source.
pub(super) fn reach(source: &Source) -> String {
    // Plain data has a JSON form.
    let asked = serde_json::to_vec(&Asked::of(source)).unwrap_or_default();
    hexadecimal(&Sha256::digest(asked))
}

/// What decides which papers a source has. Fields are told in this order; one that is added is left out where it is empty, so
/// that sources without it keep their fingerprint.
#[derive(Serialize)]
struct Asked<'s> {
    kind: String,
    places: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sitemap: Option<&'s str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    committees: Vec<(&'static str, &'s str)>,
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    depth: Option<u8>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    follow: Vec<&'s str>,
    titles: Vec<&'s str>,
    without: Vec<&'s str>,
    back: String,
    packs: &'static str,
}

impl<'s> Asked<'s> {
    fn of(source: &'s Source) -> Self {
        let Source { site, wanted, back, packs, .. } = source;
        let mut asked = Asked {
            kind: site.kind().to_string(),
            places: Vec::new(),
            sitemap: None,
            committees: Vec::new(),
            page: None,
            depth: None,
            follow: Vec::new(),
            titles: written(&wanted.titles),
            without: written(&wanted.without),
            back: match back {
                Back::Months(months) => format!("{months} months"),
                Back::Since(day) => day.to_string(),
            },
            packs: match packs {
                Packs::Alone => "alone",
                Packs::Always => "always",
                Packs::Never => "never",
            },
        };
        asked.set_site(site);
        asked
    }

    fn set_site(&mut self, site: &'s Site) {
        match site {
            Site::ModernGov { base: start, committees } | Site::Cmis { start, committees } => {
                self.places.push(start.to_string());
                self.committees = committees.iter().map(committee).collect();
            }
            Site::Page { start, page } => {
                self.places.push(start.to_string());
                match page {
                    PageRule::Paper => self.page = Some("paper"),
                    PageRule::List { follow, depth } => {
                        self.page = Some("list");
                        self.depth = Some(*depth);
                        self.follow = written(follow);
                    }
                }
            }
            Site::Files { addresses, sitemap } => {
                self.places = addresses.iter().map(Url::to_string).collect();
                self.sitemap = sitemap.as_ref().map(Url::as_str);
            }
            Site::Folder { path } => self.places.push(path.display().to_string()),
        }
    }
}

fn written(words: &[Words]) -> Vec<&str> {
    words.iter().map(Words::as_str).collect()
}

fn committee(committee: &Committee) -> (&'static str, &str) {
    match committee {
        Committee::Id(id) => ("id", id),
        Committee::Named(words) => ("named", words.as_str()),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use boardlift_reference::Vocabulary;

    use super::*;
    use crate::sources::Sources;

    fn source(lines: &str) -> Source {
        let vocabulary = Vocabulary::embedded().unwrap();
        let text = format!("[watch]\ncontact = \"a@b.uk\"\n[[source]]\nid = \"a\"\n{lines}\n");
        Sources::parse("s.toml", &text, &vocabulary).unwrap().sources.remove(0)
    }

    #[test]
    fn whatever_is_asked_otherwise_has_another_fingerprint() {
        let board = "kind = \"moderngov\"\nurl = \"https://a.gov.uk/\"";
        let page = "kind = \"page\"\nurl = \"https://a.gov.uk/\"";
        let all = [
            board.to_owned(),
            board.replace("a.gov.uk", "b.gov.uk"),
            board.replace("moderngov", "cmis"),
            format!("{board}\ncommittees = [\"565\"]"),
            format!("{board}\ncommittees = [\"Board\"]"),
            format!("{board}\ntitles = [\"dashboard\"]"),
            format!("{board}\npacks = \"always\""),
            format!("{board}\npacks = \"never\""),
            page.to_owned(),
            format!("{page}\npage = \"paper\""),
        ];
        let mut seen = BTreeMap::new();
        for lines in &all {
            let twin = seen.insert(reach(&source(lines)), lines);
            assert_eq!(twin, None, "{lines}");
            assert_eq!(reach(&source(lines)), reach(&source(&format!("{lines}\npause = \"7s\""))), "{lines}");
        }
    }

    #[test]
    fn what_stands_in_ledgers_stays() {
        let lines = "kind = \"moderngov\"\nurl = \"https://a.gov.uk/\"\ncommittees = [\"565\"]\ntitles = [\"KPI*\"]\nwithout = [\"minutes\"]";
        let asked = serde_json::to_string(&Asked::of(&source(lines))).unwrap();
        let expected = "{\"kind\":\"moderngov\",\"places\":[\"https://a.gov.uk/\"],\"committees\":[[\"id\",\"565\"]],\
                        \"titles\":[\"KPI*\"],\"without\":[\"minutes\"],\"back\":\"12 months\",\"packs\":\"alone\"}";
        assert_eq!(asked, expected);
    }
}
