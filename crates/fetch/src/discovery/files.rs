//! Single files: by their addresses, or by the map of a site (sitemaps.org, protocol 0.9).

use std::collections::BTreeSet;
use std::io::Read;

use flate2::read::MultiGzDecoder;
use quick_xml::events::Event;
use quick_xml::reader::Reader;
use url::Url;

use super::page::{is_file, paper, title_of};
use super::visit::Visit;
use super::{WebPage, address, limits};

/// What every packed file begins with (RFC 1952, 2.3.1).
const GZIP: &[u8] = &[0x1F, 0x8B];

/// Lists the files that a source names and those of its sitemap that are wanted.
pub(super) fn discover(visit: &mut Visit<'_>, addresses: &[Url], sitemap: Option<&Url>) {
    for url in addresses {
        visit.list(paper(url, &title_of(url)));
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
        if visit.source.wanted.takes(&address::words_of(&address::file_name(url))) {
            visit.list(paper(url, &title_of(url)));
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
    let page = match visit.page(url) {
        Ok(page) => page,
        Err(trouble) => {
            visit.missed(format_args!("the sitemap ({url}): {trouble}"));
            return None;
        }
    };
    let entries = unpacked(page).and_then(|page| entries(&page));
    entries.map_err(|problem| visit.missed(format_args!("the sitemap ({url}): {problem}"))).ok()
}

/// The page, unpacked where it is packed as a file.
fn unpacked(mut page: WebPage) -> Result<WebPage, String> {
    if !page.bytes.starts_with(GZIP) {
        return Ok(page);
    }
    let most = u64::try_from(limits::PAGE_BYTES).unwrap_or(u64::MAX);
    let mut bytes = Vec::new();
    let read = MultiGzDecoder::new(page.bytes.as_slice()).take(most + 1).read_to_end(&mut bytes);
    read.map_err(|error| format!("it can't be unpacked: {error}"))?;
    if bytes.len() > limits::PAGE_BYTES {
        return Err(format!("more than {most} bytes when unpacked"));
    }
    page.bytes = bytes;
    Ok(page)
}

fn entries(page: &WebPage) -> Result<Entries, String> {
    let text = page.text();
    let mut reader = Reader::from_str(&text);
    let mut found = Entries::default();
    let (mut is_map, mut is_seen) = (false, false);
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) => match tag.local_name().as_ref() {
                "sitemapindex" => (is_map, is_seen) = (true, true),
                "urlset" => (is_map, is_seen) = (false, true),
                "loc" => {
                    let words = reader.read_text(tag.name()).map_err(|error| error.to_string())?;
                    let words = quick_xml::escape::unescape(&words).map_err(|error| error.to_string())?;
                    let url = page
                        .url
                        .join(words.trim())
                        .ok()
                        .filter(|url| matches!(url.scheme(), "http" | "https"));
                    if is_map { found.maps.extend(url) } else { found.pages.extend(url) }
                }
                _ => {}
            },
            Ok(Event::Eof) if is_seen => return Ok(found),
            Ok(Event::Eof) => return Err("expected `<urlset>` or `<sitemapindex>`, found neither".to_owned()),
            Ok(_) => {}
            Err(error) => return Err(format!("at byte {}: {error}", reader.error_position())),
        }
    }
}
