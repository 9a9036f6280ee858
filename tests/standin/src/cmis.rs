//! A committee system in the manner of CMIS: modules of a portal under long paths, a calendar, and documents whose
//! addresses tell nothing and do not stay.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::civil::Date;

use crate::Site;
use crate::council::{Committee, Council, Meeting, Paper};
use crate::markup::{encode, escape};
use crate::reply::Reply;
use crate::request::Request;

/// The number of the page with the calendar; another site has another one.
const TAB: u32 = 71;
/// The number of the calendar as a module of its page.
const MODULE: u32 = 402;

/// A site of this kind.
#[derive(Debug)]
pub struct Cmis {
    today: Date,
    council: Mutex<Council>,
    salt: AtomicU32,
}

impl Cmis {
    /// A site whose list of meetings shows the month of this day.
    pub fn new(council: Council, today: Date) -> Self {
        Self { today, council: Mutex::new(council), salt: AtomicU32::new(1) }
    }

    /// What it publishes, to look at or to change.
    pub fn council(&self) -> MutexGuard<'_, Council> {
        self.council.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Gives all documents other addresses; the old ones still lead to them.
    pub fn renew_addresses(&self) {
        self.salt.fetch_add(1, Ordering::Relaxed);
    }

    /// The module that a request is for, by path (`/ctl/Name/mid/1/Meeting/2`) or by query (`?ctl=Name&mid=1`).
    fn module(&self, request: &Request) -> Option<Reply> {
        let asked = Asked(request);
        if asked.number("mid").is_some_and(|module| module != MODULE) {
            return None;
        }
        let council = self.council();
        let html = match asked.value("ctl")?.to_lowercase().as_str() {
            "meetingcalendarlistview" => list(&council, self.today),
            "meetingcalendarpublicnojava" => month(&council, asked.value("Date")?.parse().ok()?),
            "viewmeetingpublic" => {
                let (committee, meeting) = council.meeting(asked.number("Meeting")?)?;
                self.meeting(committee, meeting)
            }
            _ => return None,
        };
        Some(Reply::html(html))
    }

    fn meeting(&self, committee: &Committee, meeting: &Meeting) -> String {
        let held = |label: &str, value: &str| {
            format!(
                "<div class=\"holder\"><span class=\"DNNLabel\"><label><span>{label}:</span></label></span>\
                 <span class=\"Value\">{}</span></div>\r\n",
                escape(value)
            )
        };
        let state = if meeting.cancelled { "CANCELLED" } else { "Confirmed" };
        let day = meeting.date.strftime("%d %B %Y").to_string();
        let papers: String =
            meeting.papers().chain(&meeting.pack).map(|paper| self.document(paper)).collect();
        let body = format!(
            "<h2>Meeting details</h2>{}{}{}{}<div class=\"DocumentList\"><h3>Published documents</h3><ul>{papers}</ul>\
             </div>",
            held("Committee", &committee.name),
            held("Date", &day),
            held("Time", "10:00"),
            held("Status", state)
        );
        frame(&body)
    }

    fn document(&self, paper: &Paper) -> String {
        let (salt, kind) = (self.salt.load(Ordering::Relaxed), paper.kind());
        format!(
            "<li class=\"DocumentListItem\"><a class=\"TitleLink\" target=\"_blank\" \
             href=\"/council/Document.ashx?czJKcaeAi5tUFL1DTL2UE4zNRBcoShgo={}%3d%3d&amp;rUzwRPf%2bZ3zd4E7Ikn8Lyw%3d%3d=\
             pwRE6AGJFLDNlh225F5QMaQWCtPHwdhU\">{}</a> <span class=\"DocumentInfo\">({kind}, {} KB)</span></li>\r\n",
            seal(paper.id, salt),
            escape(&paper.title),
            paper.content.len().div_ceil(1024)
        )
    }

    fn file(&self, request: &Request) -> Option<Reply> {
        let token = request.value("czJKcaeAi5tUFL1DTL2UE4zNRBcoShgo")?;
        let id = unseal(token.trim_end_matches('='))?;
        let council = self.council();
        let packs =
            council.committees.iter().flat_map(|c| &c.meetings).filter_map(|meeting| meeting.pack.as_ref());
        let paper = council.paper(id).or_else(|| packs.into_iter().find(|pack| pack.id == id))?;
        // A name that is not of ASCII goes by RFC 8187.
        let name = if paper.file_name.is_ascii() {
            format!("attachment; filename=\"{}\"", paper.file_name)
        } else {
            format!("attachment; filename=\"document\"; filename*=UTF-8''{}", encode(&paper.file_name))
        };
        Some(paper.reply().with("Content-Disposition", &name))
    }
}

impl Site for Cmis {
    fn answer(&self, request: &Request) -> Reply {
        let path = request.path().to_lowercase();
        if path.ends_with("/document.ashx") {
            return self.file(request).unwrap_or_else(|| Reply::error(404, "Document not found"));
        }
        if let Some(reply) = self.module(request) {
            return reply;
        }
        match path.as_str() {
            "/" => Reply::redirect(302, "/council/"),
            "/council/" | "/council/default.aspx" => Reply::html(home()),
            "/council/meetings/tabid/71/default.aspx" | "/council/meetings.aspx" => {
                Reply::html(month(&self.council(), self.today))
            }
            _ => Reply::error(404, "The page cannot be found"),
        }
    }
}

/// What is asked of a module.
struct Asked<'a>(&'a Request);

impl Asked<'_> {
    fn value(&self, name: &str) -> Option<String> {
        let mut parts = self.0.path().split('/');
        let in_path = parts.by_ref().find(|part| part.eq_ignore_ascii_case(name)).and_then(|_| parts.next());
        in_path.map(str::to_owned).or_else(|| self.0.value(name))
    }

    fn number(&self, name: &str) -> Option<u32> {
        self.value(name)?.parse().ok()
    }
}

fn home() -> String {
    frame(&format!(
        "<p>Welcome.</p><ul><li><a href=\"/council/Meetings/tabid/{TAB}/Default.aspx\">Calendar of meetings</a></li>\
         <li><a href=\"/council/Committees/tabid/62/Default.aspx\">Committees</a></li></ul>"
    ))
}

/// The meetings of the month, as a grid.
fn list(council: &Council, today: Date) -> String {
    let mut rows = String::new();
    for (index, (committee, meeting)) in of_month(council, today).iter().enumerate() {
        let class = if index % 2 == 0 { "rgRow" } else { "rgAltRow" };
        let day = meeting.date.strftime("%d %b %Y 10:00");
        let row = format!(
            "<tr class=\"{class}\" id=\"dnn_ctr{MODULE}_MeetingCalendarListView_Grid_ctl00__{index}\"><td><a \
             href=\"{}\">{day} - {}</a></td><td>{}</td></tr>\r\n",
            address(committee, meeting),
            escape(&committee.name),
            state(meeting)
        );
        rows.push_str(&row);
    }
    frame(&format!(
        "<div id=\"dnn_ctr{MODULE}_MeetingCalendarListView\"><table class=\"rgMasterTable\"><thead><tr><th>Meeting</th>\
         <th>Status</th></tr></thead><tbody>{rows}</tbody></table></div>"
    ))
}

/// The calendar of a month; its days have no year.
fn month(council: &Council, any_day: Date) -> String {
    let mut days = String::new();
    let mut day = None;
    for (committee, meeting) in of_month(council, any_day) {
        if day != Some(meeting.date) {
            day = Some(meeting.date);
            let heading = format!("<h4 class=\"MeetingDay\">{}</h4>", meeting.date.strftime("%A %-d %B"));
            days.push_str(&heading);
        }
        let entry = format!(
            "<p class=\"MeetingEntry\"><a href=\"{}\" title=\"View meeting\">10:00 {}</a> {}</p>\r\n",
            address(committee, meeting),
            escape(&committee.name),
            state(meeting)
        );
        days.push_str(&entry);
    }
    frame(&format!(
        "<div id=\"dnn_ctr{MODULE}_MeetingCalendarPublic\"><a href=\"javascript:__doPostBack('dnn$ctr{MODULE}$\
         MeetingCalendarPublic$Calendar','V9000')\">Next month</a> <a href=\"/council/Meetings/tabid/{TAB}/ctl/\
         MeetingCalendarListView/mid/{MODULE}/Default.aspx\">List view</a>{days}</div>"
    ))
}

fn state(meeting: &Meeting) -> &'static str {
    if meeting.cancelled { "CANCELLED" } else { "" }
}

fn of_month(council: &Council, any_day: Date) -> Vec<(&Committee, &Meeting)> {
    let all = council.committees.iter().flat_map(|c| c.meetings.iter().map(move |meeting| (c, meeting)));
    let month = any_day.first_of_month();
    let mut found: Vec<_> = all.filter(|(_, meeting)| meeting.date.first_of_month() == month).collect();
    found.sort_by_key(|(_, meeting)| meeting.date);
    found
}

fn address(committee: &Committee, meeting: &Meeting) -> String {
    format!(
        "/council/Meetings/tabid/{TAB}/ctl/ViewMeetingPublic/mid/{MODULE}/Meeting/{}/Committee/{}/Default.aspx",
        meeting.id, committee.id
    )
}

fn frame(body: &str) -> String {
    format!(
        "<!DOCTYPE html><html lang=\"en-GB\"><head><title>CMIS &gt; Meetings</title></head><body id=\"Body\"><form \
         method=\"post\" action=\"/council/Meetings/tabid/{TAB}/Default.aspx\" id=\"Form\"><input type=\"hidden\" \
         name=\"__VIEWSTATE\" value=\"dDwtMTA4\" /><div id=\"dnn_ContentPane\"><div \
         class=\"DnnModule DnnModule-{MODULE}\">{body}</div></div></form></body></html>"
    )
}

/// A paper's number, mixed with a salt.
fn seal(id: u32, salt: u32) -> String {
    format!("{salt:08x}{:08x}", id ^ mixed(salt))
}

fn unseal(token: &str) -> Option<u32> {
    let number = |part: Option<&str>| u32::from_str_radix(part?, 16).ok();
    Some(number(token.get(8..))? ^ mixed(number(token.get(..8))?))
}

/// Knuth's multiplicative hash.
fn mixed(salt: u32) -> u32 {
    salt.wrapping_mul(2_654_435_761)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sealed_numbers_differ_and_come_back() {
        assert_ne!(seal(17, 1), seal(17, 2));
        assert_eq!(unseal(&seal(17, 2)), Some(17));
        assert_eq!(unseal("17"), None);
    }
}
