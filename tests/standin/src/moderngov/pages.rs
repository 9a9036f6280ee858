//! The pages of the committee system, in its own manner of writing them.

use jiff::civil::Date;

use crate::council::{Committee, Council, Item, Meeting, Paper};
use crate::markup::{encode, escape};
use crate::request::Request;

/// So many meetings stand on a page of meetings; links lead to those before and after them.
const MEETINGS_A_PAGE: usize = 6;

/// Which meetings of a committee are shown.
pub(super) enum Shown {
    /// The newest.
    Newest,
    /// Those before a day, the newest of them.
    Before(Date),
    /// Those after a day, the oldest of them.
    After(Date),
}

impl Shown {
    /// What a request asks for: `Act=earlier` or `later`, and the day as `D`.
    pub(super) fn asked(request: &Request) -> Self {
        let day = request.value("D").and_then(|day| Date::strptime("%Y%m%d", day.get(..8)?).ok());
        match (request.value("Act").as_deref(), day) {
            (Some("earlier"), Some(day)) => Self::Before(day),
            (Some("later"), Some(day)) => Self::After(day),
            _ => Self::Newest,
        }
    }

    fn of<'a>(&self, committee: &'a Committee) -> &'a [Meeting] {
        let all = &committee.meetings;
        let (from, to) = match self {
            Self::Newest => (all.len().saturating_sub(MEETINGS_A_PAGE), all.len()),
            Self::Before(day) => {
                let end = all.partition_point(|meeting| meeting.date < *day);
                (end.saturating_sub(MEETINGS_A_PAGE), end)
            }
            Self::After(day) => {
                let start = all.partition_point(|meeting| meeting.date <= *day);
                (start, all.len().min(start + MEETINGS_A_PAGE))
            }
        };
        all.get(from..to).unwrap_or_default()
    }
}

/// The list of committees.
pub(super) fn committees(council: &Council) -> String {
    let item = |committee: &Committee| {
        let name = escape(&committee.name);
        format!(
            "<li ><a  href=\"mgCommitteeDetails.aspx?ID={}\"  title=\"Link&#32;to&#32;{name}\" >{name}</a></li>\r\n",
            committee.id
        )
    };
    let items: String = council.committees.iter().map(item).collect();
    frame(
        "Committee structure",
        &format!("<p >The committees of the council.</p><ul  class=\"mgBulletList\" >\r\n{items}</ul>"),
    )
}

/// The page of a committee.
pub(super) fn committee(committee: &Committee) -> String {
    let body = format!(
        "<ul class=\"mgActionList\"><li><a href=\"ieListMeetings.aspx?CommitteeId={0}\">Browse meetings and \
         agendas</a></li><li><a href=\"mgCommitteeMailingList.aspx?ID={0}\">Get email updates</a></li></ul>\
         <h2 class=\"mgSubTitleTxt\">Membership</h2><ul class=\"mgBulletList\"><li><a href=\"mgUserInfo.aspx?UID=7\">\
         Councillor A. N. Other</a> (Chair)</li></ul>",
        committee.id
    );
    frame(&committee.name, &body)
}

/// The meetings of a committee, the newest first.
pub(super) fn meetings(committee: &Committee, shown: &Shown) -> String {
    if committee.meetings.is_empty() {
        return frame(&committee.name, "<p class=\"mgNoInfo\">There are no meetings to be listed.</p>");
    }
    let meetings = shown.of(committee);
    let items: String = meetings.iter().rev().map(|meeting| row(committee, meeting)).collect();
    let turn = |act: &str, words: &str, day: Option<Date>| {
        let Some(day) = day else { return String::new() };
        let day = day.strftime("%Y%m%d");
        let id = committee.id;
        format!(
            "<li><a href=\"ieListMeetings.aspx?Act={act}&amp;CId={id}&amp;D={day}1000&amp;MD=ielistmeetings\">{words}</a></li>"
        )
    };
    let oldest = meetings.first().map(|meeting| meeting.date);
    let newest = meetings.last().map(|meeting| meeting.date);
    let earlier = turn(
        "earlier",
        "Earlier meetings",
        oldest.filter(|day| !Shown::Before(*day).of(committee).is_empty()),
    );
    let later =
        turn("later", "Later meetings", newest.filter(|day| !Shown::After(*day).of(committee).is_empty()));
    let body = format!(
        "<ul  class=\"mgActionList\" >{earlier}{later}</ul><h2  class=\"mgSubTitleTxt\" >Meetings</h2>\
         <ul  class=\"mgBulletList\" >\r\n{items}</ul>"
    );
    frame(&committee.name, &body)
}

fn row(committee: &Committee, meeting: &Meeting) -> String {
    let day = meeting.date.strftime("%-d %b %Y 10.00 am").to_string();
    let (printed, title) = (day.replace(' ', "&nbsp;"), day.replace(' ', "&#32;"));
    let state = if meeting.cancelled { "&nbsp;<strong>CANCELLED</strong>" } else { "" };
    format!(
        "<li><a  href=\"ieListDocuments.aspx?CId={}&amp;MId={}&amp;Ver=4\"  \
         title=\"Link&#32;to&#32;{title}\" >{printed}</a>{state}</li>\r\n",
        committee.id, meeting.id
    )
}

/// The agenda of a meeting, with its papers.
pub(super) fn agenda(committee: &Committee, meeting: &Meeting) -> String {
    let day = meeting.date.strftime("%A, %-d %B %Y 10.00 am");
    let title = format!("Agenda for {} on {day}", committee.name);
    if meeting.cancelled {
        return frame(&title, "<p class=\"mgMeetingStatus\">This meeting was <em>cancelled</em>.</p>");
    }
    let pack = meeting.pack.as_ref().map_or_else(String::new, |_| pack_link(committee, meeting));
    let items: String =
        meeting.items.iter().enumerate().map(|(index, item)| item_row(meeting, index, item)).collect();
    let body = format!(
        "<ul  class=\"mgActionList\" >{pack}<li><a href=\"ieListMeetings.aspx?CommitteeId={}\">Browse meetings</a>\
         </li><li><a href=\"javascript:window.print();\">Print this page</a></li></ul>\r\n\
         <p><strong>Venue:</strong> Council Chamber</p><p><strong>Contact:</strong> <a \
         href=\"mailto:democracy@council.example\">Democratic Services</a></p>\r\n\
         <table  class=\"mgItemTable\"  summary=\"Table&#32;of&#32;agenda&#32;items\" >{items}</table>",
        committee.id
    );
    frame(&title, &body)
}

/// The link to all papers in one file, whose name tells the meeting.
fn pack_link(committee: &Committee, meeting: &Meeting) -> String {
    let day = meeting.date.strftime("%A %d-%b-%Y 10.00");
    let name = encode(&format!("Public reports pack {day} {}.pdf", committee.name));
    format!(
        "<li><a  href=\"documents/g{}/{name}?T=10\"  title=\"Link&#32;to&#32;agenda&#32;reports&#32;document&#32;pack\" \
         >Agenda reports pack</a> <span class=\"mgFileSize\">PDF 1 MB</span></li>",
        meeting.id
    )
}

fn item_row(meeting: &Meeting, index: usize, item: &Item) -> String {
    let number = index + 1;
    let anchor = meeting.id * 100 + u32::try_from(number).unwrap_or_default();
    let files: String = item.papers.iter().map(paper_link).collect();
    let files = if files.is_empty() {
        files
    } else {
        format!(
            "<p  class=\"mgSubItemTitleTxt\" >Additional documents:</p><ul  class=\"mgBulletList\" >{files}</ul>"
        )
    };
    format!(
        "\r\n<tr><td class=\"mgItemNumberCell\" ><p class=\"mgAiTitleTxt\"><a  name=\"AI{anchor}\"></a>{number}.</p></td>\
         <td ><p class=\"mgAiTitleTxt\">{}</p><div class=\"mgWordPara\"><p class=\"MsoNormal\">To consider the item.\
         </p></div>{files}</td></tr>",
        escape(&item.title)
    )
}

fn paper_link(paper: &Paper) -> String {
    let (title, kind) = (escape(&paper.title), paper.kind());
    let size = paper.content.len().div_ceil(1024);
    format!(
        "<li><a  href=\"{}\"  title=\"Link&#32;to&#32;document&#32;'{title}'&#32;{}&#32;file\" \
         >{title}</a> <span  class=\"mgFileSize\" >{kind} {size} KB</span></li>",
        paper.address(),
        kind.to_lowercase()
    )
}

fn frame(title: &str, body: &str) -> String {
    let title = escape(title);
    format!(
        "<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Transitional//EN\" \
         \"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd\">\r\n<html lang=\"en\"><head><title>{title}</title>\
         <link rel=\"stylesheet\" href=\"SiteSpecific/modgov.css\" /></head>\r\n<body><form id=\"form1\"><div \
         id=\"nav\"><ul><li><a href=\"/\">Home</a></li><li><a href=\"mgListCommittees.aspx?bcr=1\">Committees</a></li>\
         <li><a href=\"mgCalendarMonthView.aspx?GL=1&amp;bcr=1\">Calendar</a></li><li><a \
         href=\"ieDocSearch.aspx?bcr=1\">Search</a></li></ul></div>\r\n<div id=\"modgov\"><div class=\"mgContent\" >\
         <h1  class=\"mgMainTitleTxt\" >{title}</h1>\r\n{body}\r\n</div></div></form></body></html>\r\n"
    )
}
