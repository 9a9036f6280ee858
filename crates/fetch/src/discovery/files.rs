//! Single files: by their addresses, or by the map of a site (sitemaps.org, protocol 0.9).

use std::collections::BTreeSet;
use std::io::Read;

use flate2::read::MultiGzDecoder;
use quick_xml::events::Event;
use quick_xml::reader::Reader;
use url::Url;

use super::page::{is_file, paper};
use super::visit::Visit;
use super::{WebPage, address, limits, titles};

/// What every packed file begins with (RFC 1952, 2.3.1).
const GZIP: &[u8] = &[0x1F, 0x8B];

/// Lists the files that a source names and those of its sitemap that are wanted.
pub(super) fn discover(visit: &mut Visit<'_>, addresses: &[Url], sitemap: Option<&Url>) {
    for url in addresses {
        visit.list(paper(url, &titles::of_file(url)));
    }
    if let Some(sitemap) = sitemap {
        map(visit, sitemap);
    }
}

/// Lists the wanted files of a map, and of the maps that it names if it is an index of maps. Indexes name no indexes.
fn map(visit: &mut Visit<'_>, sitemap: &Url) {
    let Some(entries) = read(visit, sitemap) else { return };
    take(visit, &entries.pages);
    let mut asked = BTreeSet::from([sitemap.to_string()]);
    for (n, part) in entries.maps.iter().enumerate() {
        if n == limits::SITEMAPS {
            visit.missed(format_args!("{sitemap}: more than {n} sitemaps, the next one is {part}"));
            return;
        }
        if !asked.insert(part.to_string()) {
            continue;
        }
        if let Some(entries) = read(visit, part) {
            take(visit, &entries.pages);
        }
    }
}

fn take(visit: &mut Visit<'_>, pages: &[Url]) {
    for url in pages.iter().filter(|url| is_file(url)) {
        if visit.source.wanted.takes(&address::words_of(&address::paper_name(url))) {
            visit.list(paper(url, &titles::of_file(url)));
        }
    }
}

/// The addresses of a sitemap.
#[derive(Debug, Default)]
struct Entries {
    pages: Vec<Url>,
    maps: Vec<Url>,
}

fn read(visit: &mut Visit<'_>, url: &Url) -> Option<Entries> {
    let page = match visit.page_within(url, limits::SITEMAP_BYTES) {
        Ok(page) => page,
        Err(trouble) => {
            visit.missed(format_args!("the sitemap ({url}): {trouble}"));
            return None;
        }
    };
    let (entries, problem) = match unpacked(page) {
        Ok(page) => entries(&page),
        Err(problem) => (Entries::default(), Some(problem)),
    };
    if let Some(problem) = problem {
        visit.disown(url);
        visit.missed(format_args!("the sitemap ({url}): {problem}"));
    }
    Some(entries)
}

/// The page, unpacked where it is packed as a file.
fn unpacked(mut page: WebPage) -> Result<WebPage, String> {
    if !page.bytes.starts_with(GZIP) {
        return Ok(page);
    }
    let most = u64::try_from(limits::SITEMAP_BYTES).unwrap_or(u64::MAX);
    let mut bytes = Vec::new();
    let read = MultiGzDecoder::new(page.bytes.as_slice()).take(most + 1).read_to_end(&mut bytes);
    read.map_err(|error| format!("it can't be unpacked: {error}"))?;
    if bytes.len() > limits::SITEMAP_BYTES {
        return Err(format!("more than {most} bytes when unpacked"));
    }
    page.bytes = bytes;
    Ok(page)
}

/// The addresses of a map up to its end, or up to its first fault and what that is.
fn entries(page: &WebPage) -> (Entries, Option<String>) {
    let text = page.text();
    let mut reader = Reader::from_str(&text);
    let mut found = Entries::default();
    let mut root = String::new();
    loop {
        let problem = match reader.read_event() {
            Ok(Event::Start(tag)) if tag.local_name().as_ref() == "loc" => match reader.read_text(tag.name())
            {
                Ok(_) if found.maps.len() + found.pages.len() >= limits::SITEMAP_ENTRIES => {
                    format!("more than {} addresses", limits::SITEMAP_ENTRIES)
                }
                Ok(words) => {
                    let into = if root == "sitemapindex" { &mut found.maps } else { &mut found.pages };
                    into.extend(location(&page.url, &words));
                    continue;
                }
                Err(error) => error.to_string(),
            },
            Ok(Event::Start(tag)) if root.is_empty() => {
                tag.local_name().as_ref().clone_into(&mut root);
                continue;
            }
            Ok(Event::Eof) if matches!(root.as_str(), "sitemapindex" | "urlset") => return (found, None),
            Ok(Event::Eof) => "expected `<urlset>` or `<sitemapindex>`, found neither".to_owned(),
            Ok(_) => continue,
            Err(error) => format!("at byte {}: {error}", reader.error_position()),
        };
        return (found, Some(problem));
    }
}

/// The address that stands between the tags of a `loc`, as text or as a section that hides nothing but its own end (XML 1.0,
/// 2.7).
fn location(map: &Url, words: &str) -> Option<Url> {
    let words = words.trim();
    let hidden = words.strip_prefix("<![CDATA[").and_then(|words| words.strip_suffix("]]>"));
    let words = match hidden {
        Some(plain) => plain.into(),
        None => quick_xml::escape::unescape(words).ok()?,
    };
    map.join(words.trim()).ok().filter(|url| matches!(url.scheme(), "http" | "https"))
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::super::testing::{FakeSite, lines, source, web_page};
    use super::*;

    const MAP: &str = "kind = \"files\"\nsitemap = \"https://a.gov.uk/sitemap.xml\"";
    const URLS: &str = "<?xml version=\"1.0\"?><urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\
        <url><loc> https://a.gov.uk/SEND-dashboard.pdf?a=1&amp;b=2 </loc><lastmod>2020-01-01</lastmod></url>\
        <url><loc>https://a.gov.uk/parking.pdf</loc></url><url><loc>https://a.gov.uk/send-dashboard</loc></url>\
        <url><loc>file:///etc/dashboard.pdf</loc></url></urlset>";
    const PAPER: &str =
        "a.gov.uk/SEND-dashboard.pdf?a=1&b=2 | SEND-dashboard | https://a.gov.uk/SEND-dashboard.pdf?a=1&b=2";

    #[track_caller]
    fn check(mut site: FakeSite, lines_of_source: &str, expected: &[&str], told: &str) {
        let found = site.discovered(&source(lines_of_source));
        assert_eq!(lines(&found), expected, "{:?}", found.doubts);
        assert_eq!(found.complete, told.is_empty(), "{:?}", found.doubts);
        assert!(found.doubts.concat().contains(told), "{:?}", found.doubts);
    }

    #[test]
    fn named_files_are_all_wanted() {
        let lines =
            "kind = \"files\"\nfiles = [\"https://a.gov.uk/downloads/file/7/x\", \"https://a.gov.uk/y.pdf\"]";
        let expected = [
            "download/a.gov.uk/7 | x | https://a.gov.uk/downloads/file/7/x",
            "a.gov.uk/y.pdf | y | https://a.gov.uk/y.pdf",
        ];
        check(FakeSite::default(), lines, &expected, "");
    }

    #[test]
    fn wanted_files_of_a_map_are_taken() {
        let at = "https://a.gov.uk/sitemap.xml";
        check(FakeSite::default().with(at, URLS), MAP, &[PAPER], "");
        let index = "<sitemapindex><sitemap><loc>/one.xml</loc></sitemap><sitemap><loc>/sitemap.xml</loc></sitemap>\
                     <sitemap><loc>/two.xml.gz</loc></sitemap></sitemapindex>";
        let both = FakeSite::default().with(at, index).with("https://a.gov.uk/one.xml", URLS);
        check(both, MAP, &[PAPER], "two.xml.gz): not there any longer (404)");
    }

    #[test]
    fn addresses_may_be_hidden_from_the_reader_of_xml() {
        let hidden = "<urlset><url><loc> <![CDATA[ https://a.gov.uk/SEND-dashboard.pdf?a=1&b=2 ]]> </loc></url></urlset>";
        check(FakeSite::default().with("https://a.gov.uk/sitemap.xml", hidden), MAP, &[PAPER], "");
    }

    #[test]
    fn a_map_has_an_end() {
        let map = |count: usize| {
            let map = format!("<urlset>{}</urlset>", "<loc>/x</loc><lastmod>1</lastmod>".repeat(count));
            let (found, problem) = entries(&web_page("https://a.gov.uk/sitemap.xml", &map));
            (found.pages.len(), problem)
        };
        assert_eq!(map(limits::SITEMAP_ENTRIES), (limits::SITEMAP_ENTRIES, None));
        let told = Some("more than 50000 addresses".to_owned());
        assert_eq!(map(limits::SITEMAP_ENTRIES + 1), (limits::SITEMAP_ENTRIES, told));
    }

    #[test]
    fn what_is_no_map_is_told() {
        let check = |map: &str, told: &str| {
            check(FakeSite::default().with("https://a.gov.uk/sitemap.xml", map), MAP, &[], told);
        };
        check("<html><title>Not found</title></html>", "found neither");
        check("", "found neither");
        check("<urlset><url><loc>x</url>", "expected `</loc>`");
        check("<urlset><url></loc>", "at byte");
    }

    #[test]
    fn what_stands_before_a_fault_is_kept() {
        let broken = URLS.replace("</urlset>", "<loc>&nope;</loc><url></loc>");
        check(FakeSite::default().with("https://a.gov.uk/sitemap.xml", &broken), MAP, &[PAPER], "at byte");
    }

    #[test]
    fn a_packed_map_is_unpacked_within_limits() {
        let packed = |text: &[u8]| {
            let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
            encoder.write_all(text).expect("memory");
            WebPage { bytes: encoder.finish().expect("memory"), ..web_page("https://a.gov.uk/", "") }
        };
        let unpacked_text = unpacked(packed(URLS.as_bytes())).map(|page| page.text());
        assert_eq!(unpacked_text.as_deref(), Ok(URLS));
        let bomb = unpacked(packed(&vec![b' '; limits::SITEMAP_BYTES + 1])).map(|_| ());
        assert!(bomb.expect_err("too much").contains("when unpacked"));
        let mut cut = packed(URLS.as_bytes());
        cut.bytes.truncate(30);
        assert!(unpacked(cut).map(|_| ()).expect_err("cut").contains("can't be unpacked"));
    }
}
