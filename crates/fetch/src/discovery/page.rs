//! A plain page: one that links to papers, or leads to lists that do; or one that is itself the paper.

use std::collections::{BTreeSet, VecDeque};
use std::sync::LazyLock;

use regex::Regex;
use url::Url;

use super::markup::{Link, even};
use super::visit::Visit;
use super::{address, limits, titles};
use crate::listing::{Form, Listing, Location, PaperKey};
use crate::sources::{PageRule, Words};

/// Addresses of a content manager that number each download and keep the number when the file is replaced:
/// `/downloads/file/239/kpi-report`, `/download/downloads/id/239/kpi_report.pdf`.
static DOWNLOAD: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?i)/downloads?/(?:downloads/)?(?:file|id)/(\d+)(?:/|$)").ok());

/// Folders in which content managers keep files under numbers of their own, without endings: `/media/1234/download`,
/// `/getmedia/<GUID>/name`, `/documents/20182/0/name/<GUID>`.
static STORE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let guid = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";
    Regex::new(&format!(
        r"(?i)/media/\d+/download/?$|/getmedia/{guid}(?:/|$)|/documents/(?:[^/]+/)+{guid}/?$"
    ))
    .ok()
});

/// Lists the papers of a page.
pub(super) fn discover(visit: &mut Visit<'_>, start: &Url, rule: &PageRule) {
    match rule {
        PageRule::Paper => visit.list(paper(start, &titles::of_file(start))),
        PageRule::List { follow, depth } => lists(visit, start, follow, *depth),
    }
}

/// Looks at a page and at the lists that it leads to, the near ones first, each once.
fn lists(visit: &mut Visit<'_>, start: &Url, follow: &[Words], depth: u8) {
    let mut asked = BTreeSet::from([address::identity(start)]);
    let mut waiting = VecDeque::from([(start.clone(), 0)]);
    let mut site = Vec::from([start.clone()]);
    let mut is_full = false;
    while let Some((url, distance)) = waiting.pop_front() {
        let Some(markup) = visit.markup(&url, "the page") else { continue };
        if distance == 0 {
            // Where the source's address has moved to is the site as well.
            site.push(markup.url.clone());
            asked.insert(address::identity(&markup.url));
        }
        for link in markup.links() {
            if distance < depth && leads_on(&link, &site, follow) {
                let next = address::stable(&link.url);
                if asked.len() >= limits::PAGES {
                    is_full |= !asked.contains(&address::identity(&next));
                } else if asked.insert(address::identity(&next)) {
                    waiting.push_back((next, distance + 1));
                }
            } else if is_paper(&link) {
                take(visit, &link);
            }
        }
    }
    if is_full {
        visit.missed(format_args!("{start} leads to more than {} lists", limits::PAGES));
    }
}

fn take(visit: &mut Visit<'_>, link: &Link) {
    let wanted = &visit.source.wanted;
    let name = address::words_of(&address::paper_name(&link.url));
    let words = titles::told(if link.words.is_empty() { &link.title } else { &link.words }, &link.url);
    // Links say `Download` or `Quarter 2`; then the file's name says what it is.
    if wanted.takes_within(&words, &name) {
        let title = if wanted.takes(&words) { words } else { even(&format!("{name} ({words})")) };
        visit.list(paper(&link.url, &title));
    }
}

/// Whether a link leads to a further list: a page of the same site whose link says so.
fn leads_on(link: &Link, site: &[Url], follow: &[Words]) -> bool {
    if is_paper(link) && !is_web_page(&link.url) {
        return false;
    }
    let is_here = |home: &Url| {
        link.url.host_str() == home.host_str()
            && link.url.port_or_known_default() == home.port_or_known_default()
    };
    site.iter().any(is_here) && follow.iter().any(|words| words.are_in(&link.words))
}

/// A paper at an address.
pub(super) fn paper(url: &Url, title: &str) -> Listing {
    let url = address::stable(url);
    Listing {
        key: PaperKey(key(&url)),
        title: title.to_owned(),
        at: Location::Web(url),
        form: Form::Paper,
        meeting: None,
    }
}

/// What a paper is known by: the download's number, else the address.
fn key(url: &Url) -> String {
    let number = DOWNLOAD.as_ref().and_then(|regex| regex.captures(url.path()));
    let number = number.and_then(|found| found.get(1).map(|number| number.as_str().to_owned()));
    let host = url.host_str().unwrap_or_default();
    number.map_or_else(|| address::identity(url), |number| format!("download/{host}/{number}"))
}

/// Whether an address looks like a paper's: by an ending of its name or of what it asks for, or by the folder of a content
/// manager's downloads. A page with an ending (`dashboard.html`) may be one; where it is a mere page, it costs one question.
pub(super) fn is_file(url: &Url) -> bool {
    let is_in =
        |folder: &LazyLock<Option<Regex>>| folder.as_ref().is_some_and(|regex| regex.is_match(url.path()));
    address::document_name(url).is_some() || is_web_page(url) || is_in(&DOWNLOAD) || is_in(&STORE)
}

/// Whether a link leads to a paper, by its address or by the type or size that its words tell.
fn is_paper(link: &Link) -> bool {
    is_file(&link.url) || titles::tells_file(&link.words)
}

fn is_web_page(url: &Url) -> bool {
    let name = address::file_name(url);
    let ending = name.rsplit_once('.').map(|(_, ending)| ending);
    ending.is_some_and(|ending| ending.eq_ignore_ascii_case("html") || ending.eq_ignore_ascii_case("htm"))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{FakeSite, lines, source};
    use super::limits;

    const SOURCE: &str = "kind = \"page\"\nurl = \"https://a.gov.uk/send\"";

    #[track_caller]
    fn check(mut site: FakeSite, lines_of_source: &str, expected: &[&str], complete: bool) -> FakeSite {
        let found = site.discovered(&source(lines_of_source));
        assert_eq!(lines(&found), expected, "{:?}", found.doubts);
        assert_eq!(found.complete, complete, "{:?}", found.doubts);
        site
    }

    #[test]
    fn links_to_wanted_files_are_papers() {
        let check = |link: &str, expected: &[&str]| {
            check(FakeSite::default().with("https://a.gov.uk/send", link), SOURCE, expected, true);
        };
        check(
            "<a href='/downloads/file/239/kpi-report?utm_source=x#top'>KPI report</a>",
            &["download/a.gov.uk/239 | KPI report | https://a.gov.uk/downloads/file/239/kpi-report"],
        );
        check(
            "<a href='/download/downloads/id/239/kpi_report.pdf'>KPI report</a>",
            &[
                "download/a.gov.uk/239 | KPI report | https://a.gov.uk/download/downloads/id/239/kpi_report.pdf",
            ],
        );
        check(
            "<a href='/wp-content/uploads/2026/03/SEND-Dashboard.xlsx'>Download</a>",
            &[
                "a.gov.uk/wp-content/uploads/2026/03/SEND-Dashboard.xlsx | SEND-Dashboard (Download) | https://a.gov.uk/wp-content/uploads/2026/03/SEND-Dashboard.xlsx",
            ],
        );
        check(
            "<a href='http://b.gov.uk/x.PDF'><img> SEND dashboard</a>",
            &["b.gov.uk/x.PDF | SEND dashboard | http://b.gov.uk/x.PDF"],
        );
        check(
            "<a href='/dashboard.html'>SEND dashboard (HTML, 6 KB)</a>",
            &["a.gov.uk/dashboard.html | SEND dashboard | https://a.gov.uk/dashboard.html"],
        );
        let guid = "1b4e28ba-2fa1-11d2-883f-0016d3cca427";
        for address in [
            "/media/1234/download?inline",
            "/download.aspx?file=Children%2FSEND-dashboard.pdf",
            &format!("/getmedia/{guid}/SEND-dashboard"),
            &format!("/documents/20182/0/SEND+dashboard.pdf/{guid}"),
            &format!("/documents/20182/0/x/{guid}"),
            "/board/dashboard.rtf",
        ] {
            let paper = format!("a.gov.uk{address} | SEND dashboard | https://a.gov.uk{address}");
            check(&format!("<a href='{address}'>SEND dashboard</a>"), &[&paper]);
        }
        for words in [
            "SEND dashboard (PDF, 1.2 MB)",
            "SEND dashboard [PDF]",
            "SEND dashboard - 120 KB",
            "SEND dashboard xlsx",
        ] {
            assert_eq!(
                lines(
                    &FakeSite::default()
                        .with("https://a.gov.uk/send", &format!("<a href='/n/7'>{words}</a>"))
                        .discovered(&source(SOURCE))
                )
                .len(),
                1,
                "{words}"
            );
        }
        check("<a href='/n/7'>SEND dashboard in a word</a>", &[]);
        check(
            "<a href='/download.aspx?file=SEND-data.pdf'>Download</a>",
            &[
                "a.gov.uk/download.aspx?file=SEND-data.pdf | SEND-data (Download) | https://a.gov.uk/download.aspx?file=SEND-data.pdf",
            ],
        );
        check("<a href='/parking.pdf'>Parking</a><a href='/send/dashboard'>SEND dashboard</a>", &[]);
        check("<a href='file:///etc/dashboard.pdf'>SEND dashboard</a>", &[]);
        check(
            "<a href='/a.pdf'>SEND dashboard</a><a href='/a.pdf#page=2'>SEND dashboard</a>",
            &["a.gov.uk/a.pdf | SEND dashboard | https://a.gov.uk/a.pdf"],
        );
    }

    #[test]
    fn a_page_may_be_the_paper() {
        let expected = ["a.gov.uk/send | send | https://a.gov.uk/send"];
        let site = check(FakeSite::default(), &format!("{SOURCE}\npaper = true"), &expected, true);
        assert_eq!(site.asked, [""; 0]);
    }

    #[test]
    fn lists_are_followed_as_deep_as_the_source_says() {
        let site = || {
            let link = |to: &str| {
                format!(
                    "<a href='/send'>2024 home</a><a href='{to}'>Archive 2025</a><a href='/other'>Other</a>"
                )
            };
            FakeSite::default()
                .with("https://a.gov.uk/send", &link("/2025"))
                .with(
                    "https://a.gov.uk/2025",
                    &format!("{}<a href='b.pdf'>SEND data</a>", link("https://a.gov.uk/deep?PHPSESSID=1")),
                )
                .with(
                    "https://a.gov.uk/deep",
                    "<a href='c.pdf'>SEND data</a><a href='//b.gov.uk/x'>Archive 2023</a>",
                )
        };
        let near = "a.gov.uk/b.pdf | SEND data | https://a.gov.uk/b.pdf";
        let far = "a.gov.uk/c.pdf | SEND data | https://a.gov.uk/c.pdf";
        check(site(), SOURCE, &[], true);
        check(site(), &format!("{SOURCE}\nfollow = [\"*20*\"]"), &[near], true);
        let both = check(site(), &format!("{SOURCE}\nfollow = [\"archive\"]\ndepth = 5"), &[near, far], true);
        assert_eq!(both.asked, ["https://a.gov.uk/send", "https://a.gov.uk/2025", "https://a.gov.uk/deep"]);
        check(FakeSite::default(), SOURCE, &[], false);
    }

    #[test]
    fn lists_are_followed_where_the_page_has_moved_to() {
        let moved = "<a href='/2025'>Archive 2025</a><a href='https://b.gov.uk/2025'>Archive 2025</a>\
                     <a href='https://www.a.gov.uk/send'>Archive</a>";
        let site = FakeSite::default()
            .moved("https://a.gov.uk/send", "https://www.a.gov.uk/send", moved)
            .with("https://www.a.gov.uk/2025", "<a href='b.pdf'>SEND data</a>");
        let expected = ["www.a.gov.uk/b.pdf | SEND data | https://www.a.gov.uk/b.pdf"];
        let site = check(site, &format!("{SOURCE}\nfollow = [\"archive\"]"), &expected, true);
        assert_eq!(site.asked, ["https://a.gov.uk/send", "https://www.a.gov.uk/2025"]);
    }

    #[test]
    fn more_lists_than_are_asked_for_in_a_night_are_told_once() {
        let links: Vec<String> =
            (0..limits::PAGES + 5).map(|n| format!("<a href='/{n}'>Archive</a>")).collect();
        let page = format!("{}<a href='b.pdf'>SEND data</a>", links.concat());
        let mut site = FakeSite::default().with("https://a.gov.uk/send", &page);
        let found = site.discovered(&source(&format!("{SOURCE}\nfollow = [\"archive\"]")));
        assert_eq!(lines(&found), ["a.gov.uk/b.pdf | SEND data | https://a.gov.uk/b.pdf"]);
        assert_eq!(site.asked.len(), limits::PAGES);
        assert!(!found.complete);
    }
}
