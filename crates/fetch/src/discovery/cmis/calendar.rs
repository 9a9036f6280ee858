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
    style: Style,
}

/// How a portal writes what a page is to show: as parts of its path, or as parameters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    Path,
    Parameters,
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
    let by_address = || {
        let links = markup.links();
        links.iter().map(|link| &link.url).chain([&markup.url]).find_map(asked_for)
    };
    let id = numbered(markup).or_else(by_address)?;
    if let Some((page, style)) = own_page(markup) {
        return Some((Some(Module { page, id, style }), shown));
    }
    let mut list = plain(&markup.url);
    list.query_pairs_mut().append_pair("ctl", "MeetingCalendarListView").append_pair("mid", &id);
    let list = visit.markup(&list, "the list of meetings")?;
    // Portals take parameters whatever they write themselves.
    let by_parameters = || Module { page: plain(&list.url), id, style: Style::Parameters };
    Some((Some(linked(&list).unwrap_or_else(by_parameters)), sessions_today(visit, &list)))
}

/// The module by a link to one of its views, `…/tabid/70/ctl/ViewMeetingPublic/mid/397/…`, or where addresses are all
/// parameters, `…?tabid=70&ctl=ViewMeetingPublic&mid=397`.
fn linked(markup: &Markup) -> Option<Module> {
    let links = markup.links();
    let by_path = links.iter().find_map(|link| {
        let (page, _) = behind(&link.url, "ctl", is_view)?;
        Some(Module { page, id: number_behind(&link.url, "mid")?, style: Style::Path })
    });
    by_path.or_else(|| {
        links.iter().find_map(|link| {
            let id = asked_for(&link.url)?;
            address::number(&link.url, &["tabid"])?;
            Some(Module { page: plain(&link.url), id, style: Style::Parameters })
        })
    })
}

/// The module whose view of meetings an address asks for with parameters: `397` of `?ctl=MeetingCalendarListView&mid=397`.
fn asked_for(url: &Url) -> Option<String> {
    address::parameter(url, "ctl").filter(|view| is_view(view))?;
    address::number(url, &["mid"])
}

/// The module's number, by the names of its parts.
fn numbered(markup: &Markup) -> Option<String> {
    let regex = PART.as_ref()?;
    let names = markup.tags().flat_map(|(_, tag)| [tag.attribute("id"), tag.attribute("name")]).flatten();
    names.filter_map(|name| regex.captures(name)).find_map(|found| Some(found.get(1)?.as_str().to_owned()))
}

/// The portal's own address of a page, by its form: `/site/Meetings/tabid/70/Default.aspx`, `/Default.aspx?tabid=70`.
fn own_page(markup: &Markup) -> Option<(Url, Style)> {
    let actions =
        markup.tags().filter(|(_, tag)| tag.is("form")).filter_map(|(_, tag)| tag.attribute("action"));
    let mut urls = actions.filter_map(|action| markup.url.join(action).ok()).chain([markup.url.clone()]);
    urls.find_map(|url| {
        let Some((mut page, tab)) = behind(&url, "tabid", address::is_number) else {
            address::number(&url, &["tabid"])?;
            return Some((plain(&url), Style::Parameters));
        };
        page.path_segments_mut().ok()?.extend(["tabid", &tab]);
        Some((page, Style::Path))
    })
}

impl Module {
    /// The view of a month.
    fn month(&self, month: Date) -> Option<Url> {
        let mut url = self.page.clone();
        let day = month.to_string();
        let asked =
            [("ctl", "MeetingCalendarPublicNoJava"), ("mid", self.id.as_str()), ("Date", day.as_str())];
        match self.style {
            Style::Path => {
                let parts = asked.iter().flat_map(|(name, value)| [*name, *value]);
                url.path_segments_mut().ok()?.extend(parts.chain(["Default.aspx"]));
            }
            Style::Parameters => {
                url.query_pairs_mut().extend_pairs(asked);
            }
        }
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
        let Some(id) = number_behind(&link.url, "Meeting") else { continue };
        let words = if link.words.is_empty() { &link.title } else { &link.words };
        found.push(Session {
            id,
            committee_id: number_behind(&link.url, "Committee"),
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

/// The number behind a name, in the path or among the parameters: `397` in `/ctl/View/mid/397/` and in `?mid=397`.
fn number_behind(url: &Url, name: &str) -> Option<String> {
    let in_path = behind(url, name, address::is_number).map(|(_, number)| number);
    in_path.or_else(|| address::number(url, &[name]))
}

/// The part of a path behind a name that is such as it should be, and the address up to the name. A page may have the same
/// name: `/site/Meeting/tabid/70/ctl/ViewMeetingPublic/mid/397/Meeting/15218/`.
fn behind(url: &Url, name: &str, is_such: impl Fn(&str) -> bool) -> Option<(Url, String)> {
    let parts: Vec<&str> = url.path_segments()?.collect();
    let is_it =
        |pair: &[&str]| matches!(pair, [found, part] if found.eq_ignore_ascii_case(name) && is_such(part));
    let at = parts.windows(2).position(is_it)?;
    let mut before = url.clone();
    before.set_path(&parts.get(..at)?.join("/"));
    before.set_query(None);
    Some((before, (*parts.get(at + 1)?).to_owned()))
}

/// The portal's page that an address with parameters is of, without what it is asked to show.
fn plain(url: &Url) -> Url {
    let mut page = url.clone();
    page.set_query(None);
    if let Some(tab) = address::number(url, &["tabid"]) {
        page.query_pairs_mut().append_pair("tabid", &tab);
    }
    page
}

/// Whether a view of a module shows meetings.
fn is_view(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.starts_with("meetingcalendar") || name == "viewmeetingpublic"
}
