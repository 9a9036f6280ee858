//! The meetings of a CMIS site: from its calendar, which is a module of a portal's page. Only addresses that are built from
//! the numbers of page (`tabid`) and module (`mid`) show other months than this one, and each site has other numbers.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use jiff::ToSpan;
use jiff::civil::Date;
use regex::Regex;
use url::Url;

use crate::discovery::dates::{day_in, day_near};
use crate::discovery::markup::{Link, Markup, Piece};
use crate::discovery::visit::Visit;
use crate::discovery::{address, limits};

/// A meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Session {
    /// The site's number.
    pub(super) id: String,
    /// The site's number of the committee.
    pub(super) committee_id: Option<String>,
    /// The committee's name; empty where the calendar doesn't tell it.
    pub(super) committee: String,
    /// The day, where the calendar tells it.
    pub(super) date: Option<Date>,
    /// Its page.
    pub(super) url: Url,
}

/// The page of a portal and the module in it that shows meetings: `/site/Meetings/tabid/70/`, `397`.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Module {
    page: Url,
    id: String,
}

/// `10:00 Committee`, `03 Aug 2026 10:00 - Committee`: what stands before the committee's name.
static TIME: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^.*?\b\d{1,2}[:.]\d{2}\b(?:\s*[ap]m\b)?\s*[-–]?\s*").ok());

/// The module's number in the names of its parts: `dnn$ctr397$MeetingCalendarPublic`.
static PART: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?i)^dnn[_$]ctr(\d+)[_$]MeetingCalendar").ok());

/// The meetings within the window, in the calendar's order, each once.
pub(super) fn meetings(visit: &mut Visit<'_>, start: &Url) -> Vec<Session> {
    let Some((module, shown)) = find(visit, start) else { return Vec::new() };
    let mut found = if let Some(module) = module {
        // What the site showed first may be all that there is of a month that can't be had.
        let mut found = months(visit, &module);
        found.extend(shown);
        found
    } else {
        visit.missed(format_args!(
            "{start}: no calendar by months is found; only the meetings of the page itself"
        ));
        shown
    };
    let mut seen = BTreeSet::new();
    let window = visit.window;
    found.retain(|meeting: &Session| {
        meeting.date.is_none_or(|date| window.holds(date)) && seen.insert(meeting.id.clone())
    });
    found
}

/// The meetings of the window's months. A month that can't be had costs that month.
fn months(visit: &mut Visit<'_>, module: &Module) -> Vec<Session> {
    let mut found = Vec::new();
    let months: Vec<Date> = visit.window.months().collect();
    for month in months {
        let Some(url) = module.month(month) else { continue };
        let what = format!("the calendar of {}", month.strftime("%B %Y"));
        if let Some(markup) = visit.markup(&url, &what) {
            let room = limits::MEETINGS.saturating_sub(found.len());
            found.extend(sessions(&markup, month).into_iter().take(room));
        }
    }
    found
}

/// The module, and the meetings that were seen on the way to it: on the page itself, on its list of meetings, or on the
/// page that it links to as that of meetings. None where not even the page can be had.
fn find(visit: &mut Visit<'_>, start: &Url) -> Option<(Option<Module>, Vec<Session>)> {
    let markup = visit.markup(start, "the page of meetings")?;
    if let Some(found) = module_on(visit, &markup) {
        return Some(found);
    }
    let leads_there = |link: Link| {
        let words = link.words.to_lowercase();
        let url = address::stable(&link.url);
        let is_there = words.contains("meetings") || words.contains("calendar");
        (is_there && url.host_str() == markup.url.host_str() && url != *start && url != markup.url)
            .then_some(url)
    };
    let next = markup.links().into_iter().find_map(leads_there);
    let Some(next) = next else { return Some((None, sessions_today(visit, &markup))) };
    let markup = visit.markup(&next, "the calendar of meetings")?;
    Some(module_on(visit, &markup).unwrap_or_else(|| (None, sessions_today(visit, &markup))))
}

/// The module that a page shows, asking its list of meetings where the page alone doesn't tell its own number.
fn module_on(visit: &mut Visit<'_>, markup: &Markup) -> Option<(Option<Module>, Vec<Session>)> {
    let shown = sessions_today(visit, markup);
    if let Some(module) = linked(markup) {
        return Some((Some(module), shown));
    }
    let id = numbered(markup)?;
    if let Some(page) = own_page(markup) {
        return Some((Some(Module { page, id }), shown));
    }
    let mut list = markup.url.clone();
    list.query_pairs_mut().append_pair("ctl", "MeetingCalendarListView").append_pair("mid", &id);
    let list = visit.markup(&list, "the list of meetings")?;
    Some((linked(&list), sessions_today(visit, &list)))
}

/// The module by a link to one of its views: `…/tabid/70/ctl/ViewMeetingPublic/mid/397/…`.
fn linked(markup: &Markup) -> Option<Module> {
    markup.links().iter().find_map(|link| {
        let view = part_behind(&link.url, "ctl")?.to_ascii_lowercase();
        let is_of_meetings = view.starts_with("meetingcalendar") || view == "viewmeetingpublic";
        let id = part_behind(&link.url, "mid").filter(|id| address::is_number(id))?;
        is_of_meetings.then_some(())?;
        Some(Module { page: before(&link.url, "ctl")?, id })
    })
}

/// The module's number, by the names of its parts.
fn numbered(markup: &Markup) -> Option<String> {
    let regex = PART.as_ref()?;
    let names = markup.tags().flat_map(|(_, tag)| [tag.attribute("id"), tag.attribute("name")]).flatten();
    names.filter_map(|name| regex.captures(name)).find_map(|found| Some(found.get(1)?.as_str().to_owned()))
}

/// The portal's own address of a page, by its form: `/site/Meetings/tabid/70/Default.aspx`.
fn own_page(markup: &Markup) -> Option<Url> {
    let actions =
        markup.tags().filter(|(_, tag)| tag.is("form")).filter_map(|(_, tag)| tag.attribute("action"));
    let mut urls = actions.filter_map(|action| markup.url.join(action).ok()).chain([markup.url.clone()]);
    urls.find_map(|url| {
        let tab = part_behind(&url, "tabid").filter(|tab| address::is_number(tab))?;
        let mut page = before(&url, "tabid")?;
        page.path_segments_mut().ok()?.extend(["tabid", &tab]);
        Some(page)
    })
}

impl Module {
    /// The view of a month.
    fn month(&self, month: Date) -> Option<Url> {
        let mut url = self.page.clone();
        let day = month.to_string();
        url.path_segments_mut().ok()?.extend([
            "ctl",
            "MeetingCalendarPublicNoJava",
            "mid",
            &self.id,
            "Date",
            &day,
            "Default.aspx",
        ]);
        Some(url)
    }
}

/// The meetings of a page that shows this month.
fn sessions_today(visit: &Visit<'_>, markup: &Markup) -> Vec<Session> {
    // The window reaches a month ahead of today.
    sessions(markup, visit.window.to.saturating_sub(1.month()).first_of_month())
}

/// The meetings that a page links to. Days without a year are of the month that the page shows.
fn sessions(markup: &Markup, month: Date) -> Vec<Session> {
    let middle = month.saturating_add(14.days());
    let mut day = None;
    let mut read = 0;
    let mut found = Vec::new();
    for link in markup.links() {
        for piece in markup.pieces.get(read..link.at).unwrap_or_default() {
            if let Piece::Words(words) = piece {
                day = heading(words, middle).or(day);
            }
        }
        read = link.at;
        let Some(id) = part_behind(&link.url, "Meeting").filter(|id| address::is_number(id)) else {
            continue;
        };
        let words = if link.words.is_empty() { &link.title } else { &link.words };
        found.push(Session {
            id,
            committee_id: part_behind(&link.url, "Committee").filter(|id| address::is_number(id)),
            committee: TIME
                .as_ref()
                .map_or_else(|| words.clone(), |time| time.replace(words, "").into_owned()),
            date: day_in(words).or(day),
            url: address::stable(&link.url),
        });
    }
    found
}

/// The day that a heading of the calendar names: `Monday, 8 June`. Other words of a page name days too, but not alone.
fn heading(words: &str, middle: Date) -> Option<Date> {
    let words = words.trim();
    let is_heading = words.len() <= limits::TITLE && words.split_whitespace().count() <= 4;
    let is_day = words.split(|c: char| !c.is_alphabetic()).next().is_some_and(|first| first.ends_with("day"));
    if is_heading && is_day { day_near(words, middle) } else { None }
}

/// The part of a path behind a name: `397` behind `mid` in `/ctl/View/mid/397/`.
fn part_behind(url: &Url, name: &str) -> Option<String> {
    let mut parts = url.path_segments()?;
    parts.find(|part| part.eq_ignore_ascii_case(name))?;
    parts.next().filter(|part| !part.is_empty()).map(str::to_owned)
}

/// The address up to a part of its path, without it.
fn before(url: &Url, name: &str) -> Option<Url> {
    let parts: Vec<&str> = url.path_segments()?.take_while(|part| !part.eq_ignore_ascii_case(name)).collect();
    let mut before = url.clone();
    before.set_path(&parts.join("/"));
    before.set_query(None);
    Some(before)
}
