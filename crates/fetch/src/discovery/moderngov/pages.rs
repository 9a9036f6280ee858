//! The pages of the site, for people: lists of committees and meetings, and agendas.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use url::Url;

use super::packs::Pack;
use super::papers::{self, Attachment};
use super::{Body, is_error_page, moved, rows};
use crate::discovery::dates::day_in;
use crate::discovery::markup::{Link, Markup, Piece};
use crate::discovery::visit::Visit;
use crate::discovery::{address, limits, titles};

/// A meeting of a committee.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Session {
    /// The site's number.
    pub(super) id: String,
    /// The day, where the list tells it.
    pub(super) date: Option<Date>,
    /// Its page, where the list links to it.
    pub(super) url: Option<Url>,
}

/// What the page of a meeting tells.
#[derive(Debug, Default)]
pub(super) struct Agenda {
    /// The papers, in the agenda's order.
    pub(super) attachments: Vec<Attachment>,
    /// The papers in one file.
    pub(super) packs: Vec<Pack>,
    /// The day.
    pub(super) date: Option<Date>,
}

/// The pages that list committees; the first one that lists any is enough.
const LISTS: [&str; 2] = ["mgListCommittees.aspx?bcr=1", "ieDocHome.aspx?bcr=1"];

/// The committees that the site lists, or why there is no such list.
///
/// `base` is set to where the site has moved to.
pub(super) fn committees(visit: &mut Visit<'_>, base: &mut Url) -> Result<Vec<Body>, String> {
    let mut troubles = Vec::new();
    for list in LISTS {
        let Ok(url) = base.join(list) else { continue };
        let page = match visit.page(&url) {
            Ok(page) => page,
            Err(trouble) => {
                troubles.push(format!("{url}: {trouble}"));
                continue;
            }
        };
        let bodies = bodies_on(&visit.whole(&page, "the list of committees"));
        if !bodies.is_empty() {
            *base = moved(base, &url, &page.url).unwrap_or_else(|| base.clone());
            return Ok(bodies);
        }
        visit.disown(&url);
        troubles.push(format!("{}: no committee on it", page.url));
    }
    Err(troubles.join("; "))
}

fn bodies_on(markup: &Markup) -> Vec<Body> {
    let mut places = BTreeMap::new();
    let mut bodies: Vec<Body> = Vec::new();
    for link in markup.links() {
        let is_list = address::is_page(&link.url, "ieListMeetings.aspx");
        let id = if address::is_page(&link.url, "mgCommitteeDetails.aspx") {
            address::number(&link.url, &["ID"])
        } else if is_list {
            address::number(&link.url, &["CId", "CommitteeId"])
        } else {
            None
        };
        let Some(id) = id.filter(|_| !link.words.is_empty()) else { continue };
        let list = is_list.then(|| address::stable(&link.url));
        if let Some(body) = places.get(&id).and_then(|place: &usize| bodies.get_mut(*place)) {
            body.list = body.list.take().or(list);
        } else {
            places.insert(id.clone(), bodies.len());
            bodies.push(Body { id, name: Some(link.words), list });
        }
    }
    bodies
}

/// The meetings of a committee within the window, by its list and the lists before and after it.
pub(super) fn meetings(visit: &mut Visit<'_>, base: &Url, body: &Body) -> Vec<Session> {
    let mut list = List::default();
    let Some(first) = list.begin(visit, base, body) else { return Vec::new() };
    let is_before =
        |list: &List, visit: &Visit<'_>| list.days().min().is_none_or(|first| first >= visit.window.from);
    let is_after =
        |list: &List, visit: &Visit<'_>| list.days().max().is_none_or(|last| last <= visit.window.to);
    list.follow(visit, body, first.earlier, |turn| turn.earlier, is_before);
    list.follow(visit, body, first.later, |turn| turn.later, is_after);
    let window = visit.window;
    list.meetings.into_iter().filter(|meeting| meeting.date.is_none_or(|date| window.holds(date))).collect()
}

/// The meetings of a committee, gathered from page to page.
#[derive(Default)]
struct List {
    meetings: Vec<Session>,
    seen: BTreeSet<String>,
    asked: BTreeSet<String>,
}

/// Where a page of meetings leads on.
struct Turn {
    earlier: Option<Url>,
    later: Option<Url>,
}

impl List {
    fn days(&self) -> impl Iterator<Item = Date> {
        self.meetings.iter().filter_map(|meeting| meeting.date)
    }

    /// Adds the meetings of the first page, under one of the names that sites have for it: of all years, where the site
    /// itself links to, and of the present.
    fn begin(&mut self, visit: &mut Visit<'_>, base: &Url, body: &Body) -> Option<Turn> {
        let mut troubles = Vec::new();
        let usual = |query: String| base.join(&format!("ieListMeetings.aspx?{query}")).ok();
        let all_years = usual(format!("CId={}&Year=0", body.id));
        let present = usual(format!("CommitteeId={}", body.id));
        for url in [all_years, body.list.clone(), present].into_iter().flatten() {
            if self.asked.contains(url.as_str()) {
                continue;
            }
            match self.take(visit, &url) {
                Ok(turn) => return Some(turn),
                Err(trouble) => troubles.push(format!("{url}: {trouble}")),
            }
        }
        visit.missed(format_args!("{}: {}", body.meetings(), troubles.join("; ")));
        None
    }

    /// Adds the meetings of a page.
    fn take(&mut self, visit: &mut Visit<'_>, url: &Url) -> Result<Turn, String> {
        self.asked.insert(url.to_string());
        let page = visit.page(url).map_err(|trouble| trouble.to_string())?;
        let markup = visit.whole(&page, "a list of meetings");
        if is_error(&markup) {
            visit.disown(url);
            return Err("the site's page for errors".to_owned());
        }
        let links = markup.links();
        for link in &links {
            let Some(meeting) = session(&markup, link, &links) else { continue };
            if self.meetings.len() < limits::MEETINGS && self.seen.insert(meeting.id.clone()) {
                self.meetings.push(meeting);
            }
        }
        Ok(Turn { earlier: turn(&links, "earlier"), later: turn(&links, "later") })
    }

    /// Goes on in one direction, as long as pages bring meetings and the window isn't filled.
    fn follow(
        &mut self,
        visit: &mut Visit<'_>,
        body: &Body,
        start: Option<Url>,
        way: impl Fn(Turn) -> Option<Url>,
        is_open: impl Fn(&List, &Visit<'_>) -> bool,
    ) {
        let mut next = start;
        let mut asked = 0;
        while let Some(url) = next.filter(|url| is_open(self, visit) && !self.asked.contains(url.as_str())) {
            if asked == limits::LIST_PAGES {
                visit.missed(format_args!("{}: more than {asked} pages, the next is {url}", body.meetings()));
                return;
            }
            asked += 1;
            let known = self.meetings.len();
            next = match self.take(visit, &url) {
                Ok(turn) => way(turn).filter(|_| self.meetings.len() > known),
                Err(trouble) => {
                    visit.missed(format_args!("{} ({url}): {trouble}", body.meetings()));
                    None
                }
            };
        }
    }
}

/// The meeting that a link leads to, dated by its words, its title, or its row; a row of several meetings leaves it to
/// their own pages, since nobody can say which of its days is whose.
fn session(markup: &Markup, link: &Link, links: &[Link]) -> Option<Session> {
    let id = meeting_of(link)?;
    let in_row = || {
        let row = rows::around(&markup.pieces, link.at);
        let first = links.partition_point(|other| other.at < row.start);
        let mut others = links.iter().skip(first).take_while(|other| other.at < row.end);
        let is_shared = others.any(|other| meeting_of(other).is_some_and(|other| other != id));
        if is_shared { None } else { rows::day(&markup.pieces, row, link.at) }
    };
    let date = day_in(&link.words).or_else(|| day_in(&link.title)).or_else(in_row);
    Some(Session { id, date, url: Some(address::stable(&link.url)) })
}

/// The number of the meeting that a link leads to.
fn meeting_of(link: &Link) -> Option<String> {
    let is_meeting = address::is_page(&link.url, "ieListDocuments.aspx");
    is_meeting.then(|| address::number(&link.url, &["MId", "MeetingId"])).flatten()
}

fn turn(links: &[Link], act: &str) -> Option<Url> {
    let is_turn = |link: &&Link| {
        address::is_page(&link.url, "ieListMeetings.aspx")
            && address::parameter(&link.url, "Act").is_some_and(|found| found.eq_ignore_ascii_case(act))
    };
    links.iter().find(is_turn).map(|link| address::stable(&link.url))
}

/// What the page of a meeting tells, which `look` gets; none, with a doubt, where there is none.
pub(super) fn agenda<'p>(
    visit: &mut Visit<'p>,
    look: impl FnOnce(&mut Visit<'p>, &Url, &str) -> Option<Markup>,
    base: &Url,
    body: &Body,
    meeting: &Session,
) -> Option<Agenda> {
    let usual = || base.join(&format!("ieListDocuments.aspx?CId={}&MId={}&Ver=4", body.id, meeting.id)).ok();
    let url = meeting.url.clone().or_else(usual)?;
    let what = format!("the agenda of meeting {}", meeting.id);
    let markup = look(visit, &url, &what)?;
    if is_error(&markup) {
        visit.disown(&url);
        visit.doubt(format_args!("{what} ({url}): the site's page for errors"));
        return None;
    }
    let mut agenda = Agenda { date: markup.headings().find_map(|words| day_in(&words)), ..Agenda::default() };
    let mut items = Items::default();
    let mut packs = BTreeSet::new();
    for link in markup.links() {
        let item = items.until(&markup, link.at);
        let words = if link.words.is_empty() { &link.title } else { &link.words };
        if let Some(attachment) = Attachment::at(&link.url, words, item) {
            agenda.attachments.push(attachment);
        } else if let Some(pack) = Pack::at(&link.url, words, &visit.source.wanted)
            && packs.insert(pack.key.clone())
        {
            agenda.packs.push(pack);
        }
    }
    agenda.attachments = papers::each_once(agenda.attachments);
    Some(agenda)
}

/// The agenda item that each place of a page belongs to.
#[derive(Default)]
struct Items {
    item: String,
    read: usize,
}

impl Items {
    /// The item in whose row or below whose title a piece stands; places are asked for from the first to the last.
    fn until(&mut self, markup: &Markup, at: usize) -> &str {
        for place in self.read..=at {
            let Some(Piece::Open(tag)) = markup.pieces.get(place) else { continue };
            if ["tr", "h1", "h2", "h3"].iter().any(|name| tag.is(name)) {
                self.item.clear();
            }
            if tag.has_class("mgAiTitleTxt") {
                let words = titles::told(&markup.words_of(place), &markup.url);
                // The number of an item stands in a cell of its own, with the same class: `4.`, `12a`.
                if words.chars().filter(|c| c.is_alphabetic()).count() > 1 {
                    self.item = words;
                }
            }
        }
        self.read = at + 1;
        &self.item
    }
}

/// Whether the site answered with its page for errors, which has status 200.
fn is_error(markup: &Markup) -> bool {
    let says = |words: &str| {
        let words = words.to_lowercase();
        words.starts_with("error")
            || words.contains("an error has occurred")
            || words.contains("page not found")
    };
    is_error_page(&markup.url) || markup.headings().any(|words| says(&words))
}
