//! Nights over a town whose sites change between them. What a site lists stands on its front page, a paper a line: key,
//! address, title, form and meeting with bars between.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant, SystemTime};

use jiff::civil::date;
use sha2::{Digest, Sha256};
use url::Url;

use super::crew::Crew;
use super::desk::Hosts;
use super::*;
use crate::discovery::{Discovered, Pages};
use crate::http::{Answer, Ask, KeptRobots, Manners, News, Reach, Sink, Trouble, Validators};
use crate::listing::{Form, Listing, Location, Meeting, PaperKey};
use crate::sources::{Back, Packs, PageRule, Publisher, Site, Wanted};
use crate::window::Window;

/// What a site answers at an address.
#[derive(Clone)]
enum Page {
    /// These bytes, with their hash as `ETag`.
    Body(Vec<u8>),
    /// These bytes, at another address in the end.
    Elsewhere(Vec<u8>, &'static str),
    /// These bytes, with a day of change: to whoever knows of that day or a later one it is unchanged.
    Dated(&'static str, &'static str),
    /// Nothing.
    Trouble(Trouble),
    /// The program's own fault.
    Panic,
}

/// All sites, with what they were asked.
#[derive(Default)]
struct Town {
    pages: Mutex<BTreeMap<String, Page>>,
    asked: Mutex<Vec<String>>,
}

impl Town {
    fn has(&self, address: &str, bytes: &str) {
        self.put(address, Page::Body(bytes.as_bytes().to_vec()));
    }

    fn put(&self, address: &str, page: Page) {
        self.pages.lock().unwrap().insert(address.to_owned(), page);
    }

    fn lists(&self, front: &str, lines: &[&str]) {
        self.has(front, &format!("<p>\n{}", lines.join("\n")));
    }

    /// What was asked since the last time, sorted; a question with validators ends in `?`.
    fn asked(&self) -> Vec<String> {
        let mut asked = std::mem::take(&mut *self.asked.lock().unwrap());
        asked.sort();
        asked
    }
}

impl Hosts for Town {
    fn fresh_robots(&self) -> Vec<KeptRobots> {
        Vec::new()
    }

    fn get(&self, ask: &Ask<'_>, sink: &mut dyn Sink) -> Result<Answer, Trouble> {
        let address = ask.url.as_str();
        let mark = if ask.known.is_some() { "?" } else { "" };
        self.asked.lock().unwrap().push(format!("{address}{mark}"));
        let page = self.pages.lock().unwrap().get(address).cloned();
        let (bytes, url) = match page.unwrap_or(Page::Trouble(Trouble::Gone { status: 404 })) {
            Page::Body(bytes) => (bytes, ask.url.clone()),
            Page::Elsewhere(bytes, address) => (bytes, Url::parse(address).unwrap()),
            Page::Dated(text, day) => return Ok(dated(text, day, ask, sink)),
            Page::Trouble(trouble) => return Err(trouble),
            Page::Panic => panic!("a slip"),
        };
        let hops = if url == *ask.url { Vec::new() } else { vec![ask.url.clone()] };
        let etag = format!("{:?}", Sha256::digest(&bytes));
        let validators = Validators { etag: Some(etag), last_modified: None };
        if ask.known.is_some_and(|known| (known.found_at, known.validators) == (&url, &validators)) {
            return Ok(Answer { url, hops, news: News::Unchanged, validators });
        }
        let size = bytes.len() as u64;
        sink.write_all(&bytes).map_err(|error| Trouble::Disk { reason: error.to_string() })?;
        let news = News::Body { content_type: "text/html".to_owned(), file_name: None, size };
        Ok(Answer { url, hops, news, validators })
    }
}

fn dated(text: &str, day: &str, ask: &Ask<'_>, sink: &mut dyn Sink) -> Answer {
    let validators = Validators { etag: None, last_modified: Some(day.to_owned()) };
    let since = ask.known.and_then(|known| known.validators.last_modified.as_deref());
    let news = if since.is_some_and(|since| since >= day) {
        News::Unchanged
    } else {
        sink.write_all(text.as_bytes()).unwrap();
        News::Body { content_type: "text/html".to_owned(), file_name: None, size: text.len() as u64 }
    };
    Answer { url: ask.url.clone(), hops: Vec::new(), news, validators }
}

/// Seconds since 2026-11-01 that only move when somebody says so.
#[derive(Default)]
struct Days(AtomicU64);

impl Clock for Days {
    #[expect(clippy::disallowed_methods, reason = "nobody measures a span here")]
    fn now(&self) -> Instant {
        Instant::now()
    }

    fn wall(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(1_793_491_200 + self.0.load(Ordering::Relaxed))
    }

    fn wait(&self, span: Duration) {
        self.0.fetch_add(span.as_secs(), Ordering::Relaxed);
    }
}

struct Nobody;

impl Watch for Nobody {
    fn begin(&mut self, _: usize) {}
    fn listed(&mut self, _: &str, _: usize) {}
    fn looked(&mut self, _: &str) {}
    fn done(&mut self, _: &SourceNight) {}
}

/// An archive and the town that it watches.
struct Watched {
    town: Town,
    days: Days,
    folder: tempfile::TempDir,
    sources: Vec<Source>,
}

impl Watched {
    /// With sources whose front pages are `http://ID.test/`.
    fn new(ids: &[&str]) -> Self {
        Watched {
            town: Town::default(),
            days: Days::default(),
            folder: tempfile::tempdir().unwrap(),
            sources: ids.iter().map(|id| source(id)).collect(),
        }
    }

    /// A run without its end.
    fn stopped(&self) -> Result<Night, FetchError> {
        let archive = Archive::open(self.folder.path())?;
        self.run(&archive)
    }

    fn run(&self, archive: &Archive) -> Result<Night, FetchError> {
        watched(&self.crew(archive), &self.sources, &mut Nobody)
    }

    fn crew<'c>(&'c self, archive: &'c Archive) -> Crew<'c> {
        let most = NonZeroUsize::new(4).unwrap();
        Crew { archive, hosts: &self.town, clock: &self.days, discover: on_front_page, most }
    }

    /// A whole night, and the day after.
    fn night(&self) -> Night {
        let archive = Archive::open(self.folder.path()).unwrap();
        let night = self.run(&archive).unwrap();
        archive.close(&night, "told").unwrap();
        self.days.wait(Duration::from_hours(24));
        night
    }

    /// What a dataset should hold: keys with the editions' numbers.
    fn holdings(&self) -> Vec<String> {
        let archive = Archive::open(self.folder.path()).unwrap();
        let holdings = archive.holdings().unwrap();
        assert!(holdings.iter().all(|holding| archive.path(&holding.edition.path).is_file()));
        holdings.iter().map(|holding| edition(&holding.edition)).collect()
    }
}

fn source(id: &str) -> Source {
    let start = Url::parse(&format!("http://{id}.test/")).unwrap();
    Source {
        id: id.to_owned(),
        authority: Some(Publisher { code: "E1".to_owned(), name: format!("{id} council") }),
        site: Site::Page { start, page: PageRule::List { follow: Vec::new(), depth: 0 } },
        wanted: Wanted::all(),
        back: Back::Since(date(2026, 1, 1)),
        packs: Packs::Alone,
        manners: Manners {
            pause: Duration::ZERO,
            most_bytes: 1 << 20,
            longest: Duration::from_mins(1),
            reach: Reach::Public,
        },
    }
}

fn on_front_page(source: &Source, _: Window, pages: &mut dyn Pages) -> Discovered {
    let Site::Page { start, .. } = &source.site else { panic!("a source of tests has a front page") };
    match pages.page(start) {
        Ok(page) => {
            let text = page.text();
            if !text.starts_with("<p>") {
                pages.disown(start);
            }
            assert_eq!(pages.page(start).unwrap().text(), text);
            Discovered {
                listings: text.lines().skip(1).map(listing).collect(),
                doubts: Vec::new(),
                complete: true,
            }
        }
        Err(trouble) => {
            Discovered { listings: Vec::new(), doubts: vec![trouble.to_string()], complete: false }
        }
    }
}

fn listing(line: &str) -> Listing {
    let parts: Vec<&str> = line.split('|').collect();
    let [key, address, title, form, meeting] = parts[..] else { panic!("{line}") };
    Listing {
        key: PaperKey(key.to_owned()),
        at: Location::Web(Url::parse(address).unwrap()),
        title: title.to_owned(),
        form: form.parse().map_or(Form::Paper, |beside| Form::Pack { beside }),
        meeting: (!meeting.is_empty()).then(|| Meeting {
            id: meeting.to_owned(),
            committee: None,
            date: Some(date(2026, 10, 1)),
        }),
    }
}

fn edition(edition: &Edition) -> String {
    format!("{} {}", edition.paper.key, edition.number)
}

fn editions(editions: &[Edition]) -> Vec<String> {
    editions.iter().map(edition).collect()
}

fn keys(notes: &[PaperNote]) -> Vec<&str> {
    notes.iter().map(|note| note.key.as_str()).collect()
}

const ONE: &str = "1|http://a.test/1.pdf|Board one||m";
const UNDATED: &str = "1|http://a.test/1.pdf|Board one||";
const TWO: &str = "2|http://a.test/2.pdf|Board two||m";

#[test]
fn the_second_night_asks_with_what_it_knows_and_fetches_nothing() {
    let watched = Watched::new(&["a"]);
    watched.town.lists("http://a.test/", &[ONE, TWO]);
    watched.town.has("http://a.test/1.pdf", "%PDF-1.4 one");
    watched.town.has("http://a.test/2.pdf", "%PDF-1.4 two");
    let first = &watched.night().sources[0];
    assert_eq!(editions(&first.new_papers), ["1 1", "2 1"]);
    assert_eq!((first.listed, first.unchanged, &first.state), (2, 0, &SourceState::Complete));
    assert_eq!(watched.town.asked(), ["http://a.test/", "http://a.test/1.pdf", "http://a.test/2.pdf"]);
    let second = &watched.night().sources[0];
    assert_eq!((second.listed, second.unchanged), (2, 2));
    assert!(second.new_papers.is_empty() && second.new_editions.is_empty() && second.troubles.is_empty());
    assert_eq!(watched.town.asked(), ["http://a.test/1.pdf?", "http://a.test/2.pdf?", "http://a.test/?"]);
    assert_eq!(watched.holdings(), ["1 1", "2 1"]);
}

#[test]
fn an_edition_says_where_it_came_from() {
    let watched = Watched::new(&["a"]);
    watched.town.lists("http://a.test/", &["7|http://a.test/show.aspx?ID=7|SEND  board||m"]);
    watched.town.has("http://a.test/show.aspx?ID=7", "%PDF-1.4 one");
    let night = watched.night();
    let new = &night.sources[0].new_papers[0];
    assert_eq!(new.file_name, "SEND board.pdf");
    assert_eq!(new.source_url.as_deref(), Some("http://a.test/show.aspx?ID=7"));
    assert_eq!((new.size, new.fetched.as_str(), new.is_copy), (12, "2026-11-01T00:00:00Z", false));
    assert_eq!(new.paper.meeting_date.as_deref(), Some("2026-10-01"));
    assert_eq!(new.path, format!("papers/{}/{}.pdf", &new.hash[..2], new.hash));
    let archive = Archive::open(watched.folder.path()).unwrap();
    let [holding] = &archive.holdings().unwrap()[..] else { panic!("there is one") };
    assert_eq!(holding.edition, *new);
    assert_eq!(holding.authority.as_ref().unwrap().name, "a council");
    let told = serde_json::to_string(&night).unwrap();
    assert_eq!(serde_json::from_str::<Night>(&told).unwrap(), night);
}

#[test]
fn other_bytes_are_a_new_edition_and_the_older_one_stays() {
    let watched = Watched::new(&["a"]);
    watched.town.lists("http://a.test/", &[ONE]);
    watched.town.has("http://a.test/1.pdf", "%PDF-1.4 81.2%");
    watched.night();
    watched.town.has("http://a.test/1.pdf", "%PDF-1.4 81.3%");
    let second = &watched.night().sources[0];
    assert_eq!(editions(&second.new_editions), ["1 2"]);
    assert_eq!((second.unchanged, second.new_papers.len()), (0, 0));
    assert_eq!(watched.holdings(), ["1 1", "1 2"]);
    watched.town.has("http://a.test/1.pdf", "%PDF-1.4 81.2%");
    let third = &watched.night().sources[0];
    assert_eq!(editions(&third.new_editions), ["1 3"]);
    assert!(third.new_editions[0].is_copy);
    assert_eq!(watched.holdings(), ["1 1", "1 2"], "the bytes came back; they are held once");
}

#[test]
fn a_pdf_that_is_made_anew_for_whoever_asks_is_one_edition() {
    let watched = Watched::new(&["a"]);
    watched.town.lists("http://a.test/", &[ONE]);
    for second in 10..13 {
        watched.town.has("http://a.test/1.pdf", &format!("%PDF-1.4 /CreationDate (D:202611010000{second}Z)"));
        let night = watched.night();
        assert!(night.sources[0].new_editions.is_empty());
    }
    assert_eq!(watched.holdings(), ["1 1"]);
}

#[test]
fn a_page_that_carries_other_numbers_for_whoever_asks_is_one_edition() {
    let mut watched = Watched::new(&["a"]);
    let start = Url::parse("http://a.test/").unwrap();
    watched.sources[0].site = Site::Page { start, page: PageRule::Paper };
    watched.town.lists("http://a.test/", &["k|http://a.test/kpi|Our figures||m"]);
    for (state, share) in [(1, "81.2%"), (2, "81.2%"), (3, "81.3%")] {
        watched.town.has("http://a.test/kpi", &format!("<form><input value={state}></form><p>{share}"));
        let night = watched.night();
        assert_eq!(night.sources[0].new_editions.len(), usize::from(state == 3));
    }
    assert_eq!(watched.holdings(), ["k 1", "k 2"]);
}

#[test]
fn the_same_bytes_elsewhere_are_kept_once_and_told_twice() {
    let watched = Watched::new(&["a", "b"]);
    let copy = "9|http://b.test/copy.pdf|A copy||m";
    watched.town.lists("http://a.test/", &[ONE, "3|http://a.test/1.pdf|Under another number||m"]);
    watched.town.lists("http://b.test/", &[copy]);
    watched.town.has("http://a.test/1.pdf", "%PDF-1.4 one");
    watched.town.has("http://b.test/copy.pdf", "%PDF-1.4 one");
    let night = watched.night();
    let copies = |source: &SourceNight| source.new_papers.iter().map(|new| new.is_copy).collect::<Vec<_>>();
    assert_eq!(night.sources.iter().map(copies).collect::<Vec<_>>(), [vec![false, true], vec![true]]);
    assert_eq!(watched.holdings(), ["1 1"]);
    let asked = watched.town.asked();
    assert_eq!(asked.iter().filter(|address| address.ends_with("1.pdf")).count(), 1, "{asked:?}");
}

#[test]
fn the_same_bytes_on_the_sites_of_two_councils_are_nobodys() {
    let check = |codes: [Option<&str>; 2], expected: Option<&str>| {
        let mut watched = Watched::new(&["a", "b"]);
        for (source, code) in watched.sources.iter_mut().zip(codes) {
            source.authority =
                code.map(|code| Publisher { code: code.to_owned(), name: format!("{code} council") });
        }
        watched.town.lists("http://a.test/", &[ONE]);
        watched.town.has("http://a.test/1.pdf", "%PDF-1.4 one");
        watched.town.lists("http://b.test/", &["9|http://b.test/copy.pdf|A copy||m"]);
        watched.town.has("http://b.test/copy.pdf", "%PDF-1.4 one");
        watched.night();
        let archive = Archive::open(watched.folder.path()).unwrap();
        let [holding] = &archive.holdings().unwrap()[..] else { panic!("there is one") };
        let found = holding.authority.as_ref();
        assert_eq!(found.map(|authority| authority.code.as_str()), expected, "{codes:?}");
        assert!(found.is_none_or(|authority| authority.name == format!("{} council", authority.code)));
    };
    check([Some("E1"), Some("E2")], None);
    check([Some("E1"), Some("E1")], Some("E1"));
    // A source that says nothing of it contradicts nobody.
    check([None, Some("E2")], Some("E2"));
    check([None, None], None);
}

#[test]
fn a_paper_that_is_gone_gets_a_tombstone_which_its_return_lifts() {
    let watched = Watched::new(&["a"]);
    watched.town.lists("http://a.test/", &[ONE, TWO]);
    watched.town.has("http://a.test/1.pdf", "%PDF-1.4 one");
    watched.town.has("http://a.test/2.pdf", "%PDF-1.4 two");
    watched.night();
    watched.town.lists("http://a.test/", &[ONE]);
    watched.town.put("http://a.test/2.pdf", Page::Trouble(Trouble::Gone { status: 410 }));
    assert_eq!(keys(&watched.night().sources[0].vanished), ["2"]);
    watched.town.asked();
    assert_eq!(watched.night().sources[0].vanished, []);
    assert!(!watched.town.asked().contains(&"http://a.test/2.pdf?".to_owned()), "a tombstone is not asked");
    assert_eq!(watched.holdings(), ["1 1", "2 1"], "what was published stays published");
    watched.town.lists("http://a.test/", &[ONE, TWO]);
    watched.town.has("http://a.test/2.pdf", "%PDF-1.4 two");
    let back = &watched.night().sources[0];
    assert_eq!((keys(&back.returned), back.unchanged, back.new_editions.len()), (vec!["2"], 2, 0));
}

#[test]
fn a_paper_that_is_no_longer_listed_is_asked_for_until_its_window_has_passed() {
    let check = |line: &str, has_file: bool, days: u64, expected: &[&str], vanished: &[&str]| {
        let watched = Watched::new(&["a"]);
        watched.town.lists("http://a.test/", &[line]);
        watched.town.has("http://a.test/1.pdf", "%PDF-1.4 one");
        watched.night();
        watched.town.lists("http://a.test/", &[]);
        watched.town.asked();
        assert_eq!(watched.night().sources[0].vanished, []);
        assert_eq!(watched.town.asked(), ["http://a.test/1.pdf?", "http://a.test/?"]);
        if !has_file {
            watched.town.put("http://a.test/1.pdf", Page::Trouble(Trouble::Gone { status: 404 }));
        }
        watched.days.wait(Duration::from_hours(24 * days));
        assert_eq!(keys(&watched.night().sources[0].vanished), vanished, "{line} {days}");
        watched.town.asked();
        watched.night();
        assert_eq!(watched.town.asked(), expected, "{line} {days}");
    };
    let (both, front) = (&["http://a.test/1.pdf?", "http://a.test/?"], &["http://a.test/?"]);
    check(ONE, true, 0, both, &[]);
    // The file goes some days after the link.
    check(ONE, false, 5, front, &["1"]);
    // Its meeting was on 1 October; that of a paper without one is the day of its last listing.
    check(ONE, true, 60, front, &[]);
    check(UNDATED, true, 60, both, &[]);
    check(UNDATED, true, 95, front, &[]);
    // A gap between nights is looked back over, so that what went meanwhile is missed.
    check(UNDATED, false, 95, front, &["1"]);
}

#[test]
fn nothing_vanishes_from_a_site_that_could_not_be_seen() {
    let watched = Watched::new(&["a"]);
    watched.town.lists("http://a.test/", &[ONE]);
    watched.town.has("http://a.test/1.pdf", "%PDF-1.4 one");
    watched.night();
    watched.town.put("http://a.test/", Page::Trouble(Trouble::Unwell { reason: "503".to_owned() }));
    watched.town.put("http://a.test/1.pdf", Page::Trouble(Trouble::Gone { status: 404 }));
    let second = &watched.night().sources[0];
    let failed = matches!(second.state, SourceState::Failed { trouble: Some(PaperState::Unwell), .. });
    assert!(failed && second.vanished.is_empty(), "{second:?}");
}

#[test]
fn what_is_no_paper_is_told_and_not_kept() {
    let check = |page: Page, state: PaperState, reason: &str| {
        let watched = Watched::new(&["a"]);
        watched.town.lists("http://a.test/", &[ONE]);
        watched.town.put("http://a.test/1.pdf", page);
        let night = watched.night();
        let [trouble] = &night.sources[0].troubles[..] else { panic!("{night:?}") };
        assert_eq!((trouble.state, trouble.reason.contains(reason)), (state, true), "{trouble:?}");
        assert!(watched.holdings().is_empty());
        // Nor the next night, when the host says that nothing has changed.
        assert_eq!(watched.night().sources[0].troubles[..], night.sources[0].troubles[..]);
    };
    let body = |text: &str| Page::Body(text.as_bytes().to_vec());
    check(body("<html><title>Sign in</title>"), PaperState::NotAPaper, "\"Sign in\"");
    check(body(""), PaperState::NotAPaper, "empty");
    let error = Page::Elsewhere(b"<html>Sorry".to_vec(), "http://a.test/mgError.aspx");
    check(error, PaperState::NotAPaper, "mgError");
    let blocked = Trouble::Blocked { reason: "robots.txt".to_owned() };
    check(Page::Trouble(blocked), PaperState::Blocked, "robots.txt");
    check(Page::Trouble(Trouble::Gone { status: 404 }), PaperState::Gone, "404");
}

/// A page for errors is of this night; the list that it hides for it may be a month old, and is not unchanged.
#[test]
fn no_night_takes_another_nights_page_for_errors_for_the_list() {
    for page in ["<h1>Down for maintenance</h1>", "{}"] {
        let watched = Watched::new(&["a"]);
        watched.town.put("http://a.test/", Page::Dated(page, "2026-11-01"));
        watched.night();
        watched.town.put("http://a.test/", Page::Dated("<p>\n1|http://a.test/1.pdf|Board||m", "2026-10-01"));
        assert_eq!(watched.night().sources[0].listed, 1, "{page}");
        watched.town.asked();
        watched.night();
        assert!(watched.town.asked().contains(&"http://a.test/?".to_owned()));
    }
}

#[test]
fn a_page_is_a_paper_where_the_source_says_so() {
    let mut watched = Watched::new(&["a"]);
    let start = Url::parse("http://a.test/").unwrap();
    watched.sources[0].site = Site::Page { start, page: PageRule::Paper };
    watched.town.lists("http://a.test/", &["front|http://a.test/|Our figures||m"]);
    let first = &watched.night().sources[0];
    assert_eq!(editions(&first.new_papers), ["front 1"]);
    assert_eq!(watched.town.asked(), ["http://a.test/"], "as a page and as a paper it is one");
    watched.night();
    assert_eq!(watched.town.asked(), ["http://a.test/?"]);
}

#[test]
fn a_site_that_leads_to_its_page_of_errors_has_lost_the_paper() {
    let watched = Watched::new(&["a"]);
    watched.town.lists("http://a.test/", &[ONE]);
    watched.town.has("http://a.test/1.pdf", "%PDF-1.4 one");
    watched.night();
    let error = Page::Elsewhere(b"<html>Sorry".to_vec(), "http://a.test/mgError.aspx");
    watched.town.put("http://a.test/1.pdf", error);
    assert_eq!(keys(&watched.night().sources[0].vanished), ["1"]);
}

#[test]
fn a_pack_gives_way_to_its_papers_once_they_are_there() {
    let watched = Watched::new(&["a"]);
    let front = "http://a.test/";
    watched.town.lists(front, &["p|http://a.test/pack.pdf|Pack|0|m"]);
    watched.town.has("http://a.test/pack.pdf", "%PDF-1.4 one two");
    assert_eq!(editions(&watched.night().sources[0].new_papers), ["p 1"]);
    // The papers are listed, but their host is unwell: the pack is all there is.
    watched.town.lists(front, &["p|http://a.test/pack.pdf|Pack|1|m", ONE]);
    watched.town.put("http://a.test/1.pdf", Page::Trouble(Trouble::Unwell { reason: "503".to_owned() }));
    let second = &watched.night().sources[0];
    assert_eq!((second.spared, second.superseded.len()), (1, 0));
    assert_eq!(watched.holdings(), ["p 1"]);
    watched.town.has("http://a.test/1.pdf", "%PDF-1.4 one");
    let third = &watched.night().sources[0];
    assert_eq!(
        (editions(&third.superseded), editions(&third.new_papers)),
        (vec!["p 1".to_owned()], vec!["1 1".to_owned()])
    );
    assert_eq!(watched.holdings(), ["1 1"]);
    let withdrawn = Archive::open(watched.folder.path()).unwrap().withdrawn().unwrap();
    assert_eq!(withdrawn, third.superseded);
    // The papers are taken down again.
    watched.town.lists(front, &["p|http://a.test/pack.pdf|Pack|0|m"]);
    watched.night();
    assert_eq!(watched.holdings(), ["1 1", "p 1"]);
}

#[test]
fn a_pack_that_papers_are_put_in_the_place_of_gives_way_to_them() {
    let watched = Watched::new(&["a"]);
    watched.town.lists("http://a.test/", &["p|http://a.test/pack.pdf|Pack|0|m"]);
    watched.town.has("http://a.test/pack.pdf", "%PDF-1.4 one two");
    watched.night();
    watched.town.lists("http://a.test/", &[ONE]);
    watched.town.put("http://a.test/1.pdf", Page::Trouble(Trouble::Unwell { reason: "503".to_owned() }));
    assert!(watched.night().sources[0].superseded.is_empty());
    assert_eq!(watched.holdings(), ["p 1"]);
    watched.town.has("http://a.test/1.pdf", "%PDF-1.4 one");
    assert_eq!(editions(&watched.night().sources[0].superseded), ["p 1"]);
    assert_eq!(watched.holdings(), ["1 1"]);
    watched.night();
    assert_eq!(watched.holdings(), ["1 1"]);
    // A pack that is taken down with nothing in its place stays what was published.
    watched.town.lists("http://a.test/", &["q|http://a.test/pack.pdf|Pack|0|n"]);
    watched.night();
    watched.town.lists("http://a.test/", &[]);
    assert!(watched.night().sources[0].superseded.is_empty());
    assert_eq!(watched.holdings(), ["1 1", "q 1"]);
}

/// A supplement stands beside the papers of its meeting, also when the window has passed both.
#[test]
fn what_stood_beside_papers_from_the_first_does_not_give_way_to_them() {
    let watched = Watched::new(&["a"]);
    watched.town.lists("http://a.test/", &["p|http://a.test/late.pdf|Pack|0|m", ONE]);
    watched.town.has("http://a.test/late.pdf", "%PDF-1.4 late");
    watched.town.has("http://a.test/1.pdf", "%PDF-1.4 one");
    watched.night();
    watched.town.lists("http://a.test/", &[]);
    assert!(watched.night().sources[0].superseded.is_empty());
    assert_eq!(watched.holdings(), ["1 1", "p 1"]);
}

/// The papers come one by one when nobody lists their meeting any longer.
#[test]
fn a_pack_gives_way_to_papers_that_were_owed() {
    for pack in [&["p|http://a.test/pack.pdf|Pack|1|m"][..], &[]] {
        let watched = Watched::new(&["a"]);
        watched.town.lists("http://a.test/", &["p|http://a.test/pack.pdf|Pack|0|m"]);
        watched.town.has("http://a.test/pack.pdf", "%PDF-1.4 one two");
        watched.night();
        watched.town.lists("http://a.test/", &[pack, &[ONE]].concat());
        watched.town.put("http://a.test/1.pdf", Page::Trouble(Trouble::Unwell { reason: "503".to_owned() }));
        assert!(watched.night().sources[0].superseded.is_empty());
        watched.town.lists("http://a.test/", &[]);
        watched.town.has("http://a.test/1.pdf", "%PDF-1.4 one");
        assert_eq!(editions(&watched.night().sources[0].superseded), ["p 1"]);
        assert_eq!(watched.holdings(), ["1 1"]);
    }
}

#[test]
fn a_pack_does_not_give_way_to_papers_that_are_not_there() {
    let watched = Watched::new(&["a"]);
    watched.town.lists("http://a.test/", &["p|http://a.test/pack.pdf|Pack|0|m"]);
    watched.town.has("http://a.test/pack.pdf", "%PDF-1.4 one two");
    watched.night();
    watched.town.lists("http://a.test/", &["p|http://a.test/pack.pdf|Pack|1|m", ONE]);
    let blocked = Trouble::Blocked { reason: "403".to_owned() };
    watched.town.put("http://a.test/1.pdf", Page::Trouble(blocked));
    assert!(watched.night().sources[0].superseded.is_empty());
    assert_eq!(watched.holdings(), ["p 1"]);
}

#[test]
fn a_pack_stays_where_no_wanted_paper_is_listed_in_its_place() {
    let watched = Watched::new(&["a"]);
    watched.town.lists("http://a.test/", &["p|http://a.test/pack.pdf|Pack|0|m"]);
    watched.town.has("http://a.test/pack.pdf", "%PDF-1.4 one two");
    watched.night();
    // The agenda lists something that nobody wants.
    watched.town.lists("http://a.test/", &["p|http://a.test/pack.pdf|Pack|1|m"]);
    let second = &watched.night().sources[0];
    assert_eq!((second.spared, second.superseded.len()), (1, 0));
    assert_eq!(watched.holdings(), ["p 1"]);
}

#[test]
fn a_pack_stands_in_for_a_paper_that_can_not_be_had() {
    let check = |page: Page| {
        let watched = Watched::new(&["a"]);
        watched.town.lists("http://a.test/", &["p|http://a.test/pack.pdf|Pack|2|m", ONE, TWO]);
        watched.town.has("http://a.test/pack.pdf", "%PDF-1.4 one two");
        watched.town.has("http://a.test/1.pdf", "%PDF-1.4 one");
        watched.town.put("http://a.test/2.pdf", page);
        let first = &watched.night().sources[0];
        assert_eq!(
            (first.spared, editions(&first.new_papers)),
            (0, vec!["1 1".to_owned(), "p 1".to_owned()])
        );
        let second = &watched.night().sources[0];
        assert_eq!((second.unchanged, second.superseded.len()), (2, 0));
        assert_eq!(watched.holdings(), ["1 1", "p 1"]);
        watched.town.has("http://a.test/2.pdf", "%PDF-1.4 two");
        let third = &watched.night().sources[0];
        assert_eq!((third.spared, editions(&third.superseded)), (1, vec!["p 1".to_owned()]));
        assert_eq!(watched.holdings(), ["1 1", "2 1"]);
        // A paper that is there and gone again has been had.
        watched.town.put("http://a.test/2.pdf", Page::Trouble(Trouble::Gone { status: 404 }));
        watched.night();
        assert_eq!(watched.holdings(), ["1 1", "2 1"]);
    };
    check(Page::Trouble(Trouble::Gone { status: 404 }));
    check(Page::Trouble(Trouble::Blocked { reason: "401".to_owned() }));
    check(Page::Body(b"<html><title>Sign in</title>".to_vec()));
}

#[test]
fn a_pack_beside_its_papers_is_never_asked_for() {
    let watched = Watched::new(&["a"]);
    watched.town.lists("http://a.test/", &["p|http://a.test/pack.pdf|Pack|1|m", ONE]);
    watched.town.has("http://a.test/1.pdf", "%PDF-1.4 one");
    assert_eq!(watched.night().sources[0].spared, 1);
    assert_eq!(watched.town.asked(), ["http://a.test/", "http://a.test/1.pdf"]);
}

#[test]
fn a_run_that_was_stopped_is_gone_on_with_and_asks_nothing_twice() {
    let watched = Watched::new(&["a"]);
    watched.town.lists("http://a.test/", &[ONE, TWO]);
    watched.town.has("http://a.test/1.pdf", "%PDF-1.4 one");
    watched.town.put("http://a.test/2.pdf", Page::Trouble(Trouble::Disk { reason: "full".to_owned() }));
    let error = watched.stopped().unwrap_err();
    assert!(matches!(error, FetchError::Archive { .. }), "{error}");
    watched.town.asked();
    watched.days.wait(Duration::from_hours(2));
    watched.town.has("http://a.test/2.pdf", "%PDF-1.4 two");
    let night = watched.stopped().unwrap();
    assert_eq!(watched.town.asked(), ["http://a.test/2.pdf"]);
    assert_eq!((night.run, night.began.as_str()), (1, "2026-11-01T00:00:00Z"));
    assert_eq!(editions(&night.sources[0].new_papers), ["1 1", "2 1"]);
    // Killed before it was told: the account is the same.
    let again = watched.night();
    assert_eq!(again, night);
    assert!(watched.town.asked().is_empty());
    assert_eq!(watched.night().run, 2);
}

#[test]
fn a_run_that_is_gone_on_with_for_others_tells_what_it_had_brought() {
    let mut watched = Watched::new(&["b", "c", "a"]);
    for id in ["a", "b", "c"] {
        let (front, paper) = (format!("http://{id}.test/"), format!("http://{id}.test/1.pdf"));
        watched.town.lists(&front, &[&format!("1|{paper}|Board||m"), &format!("2|{front}2.pdf|Board||m")]);
        watched.town.has(&paper, &format!("%PDF-1.4 {id}"));
        watched.town.has(&format!("{front}2.pdf"), &format!("%PDF-1.4 two of {id}"));
    }
    // One source is done, one is stopped in the middle of it.
    watched.town.put("http://c.test/2.pdf", Page::Trouble(Trouble::Disk { reason: "full".to_owned() }));
    let all = std::mem::replace(&mut watched.sources, vec![source("b")]);
    watched.stopped().unwrap();
    watched.sources = vec![source("c")];
    watched.stopped().unwrap_err();
    watched.sources = vec![source("a")];
    let night = watched.night();
    let told: Vec<_> =
        night.sources.iter().map(|source| (source.source.as_str(), source.new_papers.len())).collect();
    assert_eq!(told, [("a", 2), ("b", 2), ("c", 1)]);
    let stopped = &night.sources[2];
    assert_eq!(stopped.state, SourceState::Incomplete);
    assert!(stopped.doubts[0].contains("stopped"), "{stopped:?}");
    assert_eq!(stopped.authority.as_ref().unwrap().name, "c council");
    // The next night has the rest.
    watched.sources = all;
    watched.town.has("http://c.test/2.pdf", "%PDF-1.4 two of c");
    let next = watched.night();
    assert_eq!(next.sources.iter().map(|source| source.new_papers.len()).collect::<Vec<_>>(), [0, 1, 0]);
}

#[test]
fn a_page_that_is_not_there_is_not_asked_for_again_by_a_run_that_was_stopped() {
    let watched = Watched::new(&["a", "b"]);
    let blocked = Trouble::Blocked { reason: "robots.txt".to_owned() };
    watched.town.put("http://b.test/", Page::Trouble(blocked));
    let first = watched.stopped().unwrap();
    assert_eq!(watched.town.asked(), ["http://a.test/", "http://b.test/"]);
    assert_eq!(watched.night(), first);
    assert!(watched.town.asked().is_empty());
    watched.night();
    assert_eq!(watched.town.asked(), ["http://a.test/", "http://b.test/"]);
}

#[test]
fn a_run_that_was_stopped_long_ago_asks_again_and_forgets_nothing() {
    let watched = Watched::new(&["a"]);
    watched.town.lists("http://a.test/", &[ONE]);
    watched.town.has("http://a.test/1.pdf", "%PDF-1.4 one");
    watched.stopped().unwrap();
    watched.days.wait(Duration::from_hours(60));
    watched.town.asked();
    let night = watched.night();
    assert_eq!(watched.town.asked(), ["http://a.test/1.pdf?", "http://a.test/?"]);
    assert_eq!((night.run, editions(&night.sources[0].new_papers)), (1, vec!["1 1".to_owned()]));
}

#[test]
fn a_source_that_fails_costs_itself_only() {
    let watched = Watched::new(&["a", "b", "c"]);
    watched.town.put("http://a.test/", Page::Panic);
    let tls = Trouble::Tls { reason: "expired".to_owned() };
    watched.town.put("http://b.test/", Page::Trouble(tls));
    watched.town.lists("http://c.test/", &["3|http://c.test/3.pdf|Board three||m"]);
    watched.town.has("http://c.test/3.pdf", "%PDF-1.4 three");
    let night = watched.night();
    let states: Vec<_> = night.sources.iter().map(|source| &source.state).collect();
    let [
        SourceState::Failed { trouble: None, reason },
        SourceState::Failed { trouble: Some(PaperState::TlsError), .. },
        SourceState::Complete,
    ] = states[..]
    else {
        panic!("{states:?}")
    };
    assert!(reason.contains("a slip"), "{reason}");
    assert_eq!(editions(&night.sources[2].new_papers), ["3 1"]);
}

#[test]
fn a_paper_that_could_not_be_had_is_owed_also_when_its_window_has_passed() {
    let watched = Watched::new(&["a"]);
    watched.town.lists("http://a.test/", &[ONE]);
    watched.town.put("http://a.test/1.pdf", Page::Trouble(Trouble::Unwell { reason: "503".to_owned() }));
    assert_eq!(watched.night().sources[0].troubles.len(), 1);
    watched.town.lists("http://a.test/", &[]);
    watched.town.has("http://a.test/1.pdf", "%PDF-1.4 one");
    assert_eq!(editions(&watched.night().sources[0].new_papers), ["1 1"]);
    watched.town.asked();
    watched.night();
    let both = ["http://a.test/1.pdf?", "http://a.test/?"];
    assert_eq!(
        watched.town.asked(),
        both,
        "it is missed like any other, as long as its meeting is within the window"
    );
}

#[test]
fn a_preview_asks_for_pages_and_leaves_the_archive_as_it_is() {
    let watched = Watched::new(&["a", "b"]);
    watched.town.lists("http://a.test/", &[ONE]);
    watched.town.put("http://b.test/", Page::Panic);
    watched.town.has("http://a.test/1.pdf", "%PDF-1.4 one");
    watched.night();
    watched.town.lists("http://a.test/", &[ONE, TWO, "p|http://a.test/pack.pdf|Pack|2|m"]);
    watched.town.asked();
    let scratch = tempfile::tempdir().unwrap();
    let (archive, known) =
        (Archive::open(scratch.path()).unwrap(), Record::open(watched.folder.path()).unwrap());
    let seen = previewed(&watched.crew(&archive), Some(&known), &watched.sources, &mut Nobody).unwrap();
    assert_eq!(watched.town.asked(), ["http://a.test/", "http://b.test/"]);
    assert_eq!((keys(&seen[0].new), seen[0].known, seen[0].spared), (vec!["2"], 1, 1));
    assert!(matches!(seen[1].state, SourceState::Failed { trouble: None, .. }), "{:?}", seen[1]);
    drop(known);
    assert_eq!(watched.holdings(), ["1 1"]);
    assert_eq!(watched.night().run, 2);
}

#[test]
fn an_archive_that_lost_a_file_fetches_it_again() {
    let watched = Watched::new(&["a"]);
    watched.town.lists("http://a.test/", &[ONE]);
    watched.town.has("http://a.test/1.pdf", "%PDF-1.4 one");
    let night = watched.night();
    let path = watched.folder.path().join(&night.sources[0].new_papers[0].path);
    std::fs::remove_file(&path).unwrap();
    watched.town.asked();
    assert_eq!(watched.night().sources[0].unchanged, 1);
    assert_eq!(watched.town.asked(), ["http://a.test/1.pdf", "http://a.test/?"]);
    assert!(path.is_file());
}
